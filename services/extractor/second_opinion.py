"""What the trained second reader thinks of a paper the grammar has read.

It is asked about scans and about papers the grammar is not sure of. Its answer never replaces a value:
agreement raises the confidence, another answer lowers it and is kept beside the value. Whether a person
is asked follows from the confidence: where the grammar is hardly ever wrong, one word against it is
shown beside the value and holds nothing up.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from services.extractor.calibration import raw
from services.extractor.confidence import weighed
from services.extractor.papers.split import Part
from services.extractor.result import Candidate, Field, OperativeItem, Opinion, Paper, Party
from services.extractor.thresholds import REVIEW_BELOW
from services.resources import models_folder
from services.vocabulary import FieldName, PartyType

if TYPE_CHECKING:
    from services.extractor.text.second_reader import Reader

_LONGEST_PERSON = 4  # characters of a name without a dot: two of the surname, two given
_CLASS_SURE = 0.5


def with_second_opinion(paper: Paper, part: Part) -> Paper:
    """``paper`` with its confidences weighed by the second reader where one is installed and asked."""
    if raw() or not _asked(paper, part):
        return paper
    from services.extractor.text.second_reader import second_reader  # noqa: PLC0415  (imports spaCy)

    reader = second_reader()
    return weighed_by(reader, paper, part) if reader else paper


@cache
def weights() -> str:
    """Which weights are installed, by the data they were trained on: court_zh-be468d3c; "" for none."""
    metrics = models_folder() / "court_zh" / "metrics.json"
    if not metrics.is_file():
        return ""
    return f"court_zh-{json.loads(metrics.read_text(encoding='utf-8'))['data'][:8]}"


def weighed_by(reader: Reader, paper: Paper, part: Part) -> Paper:
    """``paper`` weighed by ``reader``: kind, operative items, cause and names of parties."""
    body = part.head.body(part.paper.text)
    if not body.strip():
        return paper
    kind, score = reader.kind(body)
    agrees = kind == paper.kind
    other_kind = () if agrees else (Opinion(kind, score, "kind.model"),)
    return replace(
        paper,
        confidence=weighed(paper.confidence, "kind.model", agrees),
        kind_candidates=other_kind,
        operative=_items(reader, paper),
        fields=_with_cause(reader, paper, body),
        parties=_parties(reader, paper, body),
    )


def _asked(paper: Paper, part: Part) -> bool:
    """Is it a scan, or is the grammar in doubt about the kind or an operative item?"""
    return (
        paper.confidence < REVIEW_BELOW
        or any(not item.classes for item in paper.operative)
        or any(page.source == "ocr" for page in part.paper.pages)
    )


def _items(reader: Reader, paper: Paper) -> tuple[OperativeItem, ...]:
    texts = [item.text for item in paper.operative]
    read = zip(paper.operative, reader.outcomes(texts), reader.sections(texts), strict=True)
    return tuple(_item(item, classes, section) for item, classes, section in read)


def _item(item: OperativeItem, classes: tuple[str, ...], section: str) -> OperativeItem:
    """The same classes count for an item only where its words are also those of an operative part."""
    same = set(classes) == {each.value for each in item.classes}
    sure = item.confidence or 0.0
    return replace(
        item,
        confidence=weighed(sure, "outcome.model", same) if not same or section == "operative" else sure,
        candidates=() if same else (Opinion(classes, _CLASS_SURE, "outcome.model"),),
    )


def _with_cause(reader: Reader, paper: Paper, body: str) -> dict[FieldName, Field]:
    """The cause's code weighed by its second level: the reader knows no third."""
    fields = dict(paper.fields)
    code, answer = fields.get(FieldName.CAUSE_CODE), reader.cause(body)
    if code is None or answer is None:
        return fields
    number, score = answer
    agrees = str(code.value).split(".")[0] == number
    other = Candidate(number, "", score, "cause_code.model")
    fields[FieldName.CAUSE_CODE] = replace(
        code,
        confidence=weighed(code.confidence, "cause_code.model", agrees),
        candidates=code.candidates if agrees else (*code.candidates, other),
    )
    return fields


def _parties(reader: Reader, paper: Paper, body: str) -> tuple[Party, ...]:
    """A name both read counts as surer; one the reader bounds otherwise as less sure. A name it did
    not see says nothing: it reads the opening only."""
    names = sorted(set(reader.names(body)))
    return tuple(_party(party, names) for party in paper.parties)


def _party(party: Party, names: list[tuple[str, str]]) -> Party:
    if any(name == party.name for name, _ in names):
        return replace(party, confidence=weighed(party.confidence, "party.model", True))
    others = [name for name, label in names if _bounds_otherwise(party, name, label)]
    if not others:
        return party
    return replace(
        party,
        confidence=weighed(party.confidence, "party.model", False),
        candidates=tuple(Opinion(name, _CLASS_SURE, "party.model") for name in others),
    )


def _bounds_otherwise(party: Party, name: str, label: str) -> bool:
    """Does ``name`` say that the party is called otherwise: more than was read (建华 for 李建华), or a
    person's name inside one too long for a person (原告李建华)? A piece of a body's name is none: it
    ends at a word the reader has not met (云山县 of 云山县顺风汽车修理有限公司)."""
    if len(name) > len(party.name):
        return party.name in name
    is_person = label == "PERSON" and party.type is PartyType.PERSON
    return (
        is_person and name in party.name and len(party.name) > _LONGEST_PERSON and "·" not in party.name
    )
