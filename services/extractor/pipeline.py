"""From the bytes of a file to everything understood in it: the whole story on one screen."""

from __future__ import annotations

import hashlib
from functools import partial
from importlib import metadata

from services.extractor.errors import UnreadableFile
from services.extractor.events import events_of
from services.extractor.fields.parties import find_parties
from services.extractor.fields.reading import PaperContext
from services.extractor.fields.registry import read_fields
from services.extractor.members import extract_members, is_container
from services.extractor.outcome import read_outcome
from services.extractor.papers.enclosed import lists_of
from services.extractor.papers.kind import stage_of_paper, type_paper
from services.extractor.papers.secrecy import without_secret_pages
from services.extractor.papers.split import Part, split_papers
from services.extractor.papers.standing import OfficeNames, with_standings
from services.extractor.reading import Progress, read
from services.extractor.reading.sheets import Sheets
from services.extractor.rereading import understood_twice
from services.extractor.result import CaseEvent, Extraction, FileInfo, Paper
from services.extractor.second_opinion import weights, with_second_opinion
from services.extractor.transcript import Transcript
from services.vocabulary import Standing

MODELS_VERSION = "lexicons-2"  # changes with any list in models/lexicons


def extract(
    data: bytes, name: str, *, progress: Progress | None = None, office: OfficeNames = None
) -> Extraction:
    """Read one file and say what its papers say, and where on which page they say it.

    ``office`` is the office whose mail this is, by its name or its present and former ones: a judgment
    without it among the parties was not served on it. ``progress(done, total)`` is called after each
    page. Bad input raises nothing: a file that cannot be read gives an Extraction whose only content is
    its problem, a page that cannot be read is a problem beside what the others say. A container (zip,
    7z, rar, eml) gives its members' extractions.
    """
    if is_container(data):
        return extract_members(data, name, partial(_extract_file, office=office), progress)
    return _extract_file(data, name, progress, office)


def _extract_file(
    data: bytes, name: str, progress: Progress | None = None, office: OfficeNames = None
) -> Extraction:
    sheets = Sheets(data)
    try:
        file, transcript, problems = read(data, name, progress, sheets)
        pages, secret = without_secret_pages(transcript.pages)
        transcript, (papers, events) = understood_twice(
            Transcript(pages, transcript.notes), sheets, partial(understand, office=office)
        )
    except UnreadableFile as error:
        file = FileInfo(name, hashlib.sha256(data).hexdigest(), "application/octet-stream")
        return Extraction(file, problems=(error.problem(),), versions=versions(Transcript(())))
    finally:
        sheets.close()
    return Extraction(file, papers, events, (*problems, *secret), versions(transcript))


def understand(
    transcript: Transcript, office: OfficeNames = None
) -> tuple[tuple[Paper, ...], tuple[CaseEvent, ...]]:
    """The papers of a transcript and the events they prove. Pure."""
    parts = split_papers(transcript.pages)
    papers = with_standings([_understand(part) for part in parts], office, lists_of(parts))
    return papers, events_of(papers)


def _understand(part: Part) -> Paper:
    paper, head = part.paper, part.head
    typing = type_paper(paper, head)
    stage = stage_of_paper(paper, typing.kind, head.number)
    parties = find_parties(paper, typing.kind, stage)
    names = tuple(party.name for party in parties)
    fields = read_fields(PaperContext(paper, typing.kind, stage, head, names))
    operative, outcome = read_outcome(paper, parties, typing.kind, stage)
    read = Paper(
        kind=typing.kind,
        title=typing.title,
        stage=stage,
        standing=Standing.UNCLEAR,  # known once all papers of the file are
        pages=tuple(page.number for page in paper.pages),
        confidence=typing.confidence,
        fields=fields,
        parties=parties,
        operative=operative,
        outcome=outcome,
    )
    return with_second_opinion(read, part)


def versions(transcript: Transcript) -> dict[str, str]:
    """What read this file: our version, the engines its pages were read with, the language data."""
    engines = sorted({page.reader for page in transcript.pages if page.source == "ocr" and page.reader})
    return {
        "yingsu": metadata.version("yingsu"),
        "ocr": ", ".join(engines) or "none",
        "models": ", ".join(filter(None, (MODELS_VERSION, weights()))),
    }
