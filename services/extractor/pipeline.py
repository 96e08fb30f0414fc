"""From the bytes of a file to everything understood in it: the whole story on one screen."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from importlib import metadata
from itertools import groupby

from services.extractor.calibration import calibrated
from services.extractor.errors import UnreadableFile
from services.extractor.events import events_of
from services.extractor.fields.case_number import own_number
from services.extractor.fields.parties import find_parties
from services.extractor.fields.reading import PaperContext
from services.extractor.fields.registry import read_fields
from services.extractor.look_alikes import with_look_alikes
from services.extractor.members import extract_members, is_container
from services.extractor.notice import notice_in_file
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
from services.extractor.scanner import PLAIN, ScannerProfile, arrange, scanner_profiles
from services.extractor.second_opinion import weights, with_second_opinion
from services.extractor.sketch import sketch
from services.extractor.transcript import Page, Transcript
from services.vocabulary import Role, Standing

_NOTICE_PAGES = 3  # a short message has one
MODELS_VERSION = "lexicons-3"  # changes with any list in models/lexicons


def extract(
    data: bytes,
    name: str,
    *,
    progress: Progress | None = None,
    office: OfficeNames = None,
    scanner: str = PLAIN,
) -> Extraction:
    """Read one file and say what its papers say, and where on which page they say it.

    ``office`` is the office whose mail this is, by its name or its present and former ones: a judgment
    without it among the parties was not served on it. ``progress(done, total)`` is called after each
    page. Bad input raises nothing: a file that cannot be read gives an Extraction whose only content is
    its problem, a page that cannot be read is a problem beside what the others say. A container (zip,
    7z, rar, eml) gives its members' extractions. ``scanner`` names a profile of models/scanners.yaml:
    how the stack was scanned.
    """
    profile = scanner_profiles()[scanner]
    if is_container(data):
        read_file = partial(_extract_file, office=office, profile=profile)
        return extract_members(data, name, read_file, progress)
    return _extract_file(data, name, progress, office=office, profile=profile)


def _extract_file(
    data: bytes,
    name: str,
    progress: Progress | None = None,
    *,
    office: OfficeNames,
    profile: ScannerProfile,
) -> Extraction:
    sheets = Sheets(data)
    try:
        file, transcript, problems = read(data, name, progress, sheets)
        stack = arrange(transcript.pages, problems, profile, sheets.picture)
        pages, secret = without_secret_pages(stack.pages)
        transcript, (papers, events) = understood_twice(
            Transcript(pages, transcript.notes),
            sheets,
            partial(understand, office=office, envelopes=stack.envelope_of),
        )
    except UnreadableFile as error:
        file = FileInfo(name, hashlib.sha256(data).hexdigest(), "application/octet-stream")
        return Extraction(file, problems=(error.problem(),), versions=versions(Transcript(())))
    finally:
        sheets.close()
    file = replace(
        file,
        page_marks=tuple(stack.marks.get(number) for number in range(1, file.pages + 1)),
        page_sketches=_sketches(file.pages, transcript.pages),
    )
    said = (*stack.problems, *(each for each in problems if each.page not in stack.marks), *secret)
    text = "\n".join(page.text for page in transcript.pages[:_NOTICE_PAGES])
    notice = notice_in_file(text, (paper.kind for paper in papers))
    return Extraction(file, papers, events, said, versions(transcript), notice=notice)


def _sketches(count: int, pages: Sequence[Page]) -> tuple[str | None, ...]:
    said = {page.number: sketch(page.text) for page in pages}
    return tuple(said.get(number) for number in range(1, count + 1))


def understand(
    transcript: Transcript, office: OfficeNames = None, envelopes: Mapping[int, int] | None = None
) -> tuple[tuple[Paper, ...], tuple[CaseEvent, ...]]:
    """The papers of a transcript and the events they prove. Pure. ``envelopes`` says which of several
    each page number came in; what stands in one says nothing of the papers of another."""
    together = groupby(transcript.pages, lambda page: (envelopes or {}).get(page.number, 0))
    papers = tuple(paper for _, pages in together for paper in _papers(tuple(pages), office))
    return papers, events_of(papers)


def _papers(pages: Sequence[Page], office: OfficeNames) -> tuple[Paper, ...]:
    parts = split_papers(pages)
    return with_standings([_understand(part) for part in parts], office, lists_of(parts))


def _understand(part: Part) -> Paper:
    paper, head = part.paper, part.head
    typing = type_paper(paper, head)
    number = own_number(PaperContext(paper, typing.kind, None, head))
    stage = stage_of_paper(paper, typing.kind, number)
    parties = find_parties(paper, typing.kind, stage)
    names = tuple(party.name for party in parties)
    sued = tuple(p.name for p in parties if Role.DEFENDANT in (p.role, *p.original_roles))
    fields = read_fields(PaperContext(paper, typing.kind, stage, head, names, sued))
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
    scanned = any(page.source == "ocr" for page in paper.pages)
    weighed = with_second_opinion(calibrated(read, "scan" if scanned else "text"), part)
    return with_look_alikes(weighed, paper.pages)


def versions(transcript: Transcript) -> dict[str, str]:
    """What read this file: our version, the engines its pages were read with, the language data."""
    engines = sorted({page.reader for page in transcript.pages if page.source == "ocr" and page.reader})
    return {
        "yingsu": metadata.version("yingsu"),
        "ocr": ", ".join(engines) or "none",
        "models": ", ".join(filter(None, (MODELS_VERSION, weights()))),
    }
