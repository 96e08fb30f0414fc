"""Surnames an OCR engine may have taken for another: 逄 is printed, every engine reads 逢.

Engines that agree are no help where they were all taught the same few thousand characters: a rare
surname becomes the common character it looks like, and each of them is sure. So on a scanned page a
person whose surname is such a character is asked about with the other name beside it. A rare character
that was read is nearly always right, and a common surname too: neither is asked. The pairs stand in
models/lexicons/look_alikes.tsv.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from services.extractor.calibration import raw
from services.extractor.fields.names import surname_length
from services.extractor.result import Opinion, Paper, Party
from services.extractor.text.lexicons import look_alikes
from services.extractor.transcript import Page
from services.vocabulary import PartyType

FOUND_BY = "surname.look_alike"
ASKED = 0.6  # as sure as a name is at most that may be another: below every threshold
_CANDIDATE = 0.3


def other_names(name: str) -> tuple[str, ...]:
    """What the person ``name`` may be called instead, were the surname misread.

    >>> other_names("逢建华"), other_names("王建华"), other_names("欧阳建华")
    (('逄建华',), (), ())
    """
    if surname_length(name) == 2:
        return ()
    return tuple(other + name[1:] for other in look_alikes().get(name[:1], ()))


def with_look_alikes(paper: Paper, pages: Iterable[Page]) -> Paper:
    """``paper`` with each person of a scanned page who may be called otherwise shown as unsure."""
    scanned = {page.number for page in pages if page.source == "ocr"}
    if raw() or not scanned:
        return paper
    return replace(paper, parties=tuple(_party(party, scanned) for party in paper.parties))


def _party(party: Party, scanned: set[int]) -> Party:
    if party.type is not PartyType.PERSON or party.source.places[0].page not in scanned:
        return party
    known = {each.value for each in party.candidates}
    others = tuple(
        Opinion(name, _CANDIDATE, FOUND_BY) for name in other_names(party.name) if name not in known
    )
    if not others:
        return party
    return replace(
        party, confidence=min(party.confidence, ASKED), candidates=(*party.candidates, *others)
    )
