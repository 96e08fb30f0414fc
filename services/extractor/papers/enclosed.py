"""What papers say they enclose: lists of evidence (证据目录), and what stands below 附：."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from services.extractor.papers.split import Part
from services.extractor.text.case_numbers import find_case_numbers
from services.vocabulary import PaperKind

_ANNEX = re.compile(r"(?:^|\n)(?:附件?|附：证据)[：:]")
_DECISION = re.compile(r"(?:判决|裁定|调解)书?")
_PETITIONS = (
    PaperKind.COMPLAINT,
    PaperKind.APPEAL_PETITION,
    PaperKind.RETRIAL_PETITION,
    PaperKind.RECONSIDERATION_APPLICATION,
)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """``numbers``: case numbers listed as exhibits; ``decisions``: is a decision of a court listed,
    with or without its number?"""

    numbers: frozenset[str] = frozenset()
    decisions: bool = False


def lists_of(parts: Sequence[Part]) -> list[Enclosed]:
    """For each paper of a file what it lists as enclosed; nothing for papers that list nothing."""
    return [_listed(part) for part in parts]


def _listed(part: Part) -> Enclosed:
    text = part.paper.text
    kind = part.head.title.kind if part.head.title else None
    if kind is PaperKind.EVIDENCE_MATERIAL:
        start = 0
    elif kind in _PETITIONS and (annex := _ANNEX.search(text)):
        start = annex.start()
    else:
        return Enclosed()
    numbers = frozenset(number.value for number in find_case_numbers(text, start))
    return Enclosed(numbers, _DECISION.search(text, start) is not None)
