"""Tracks (程序类型): the law of procedure a paper belongs to, so that no rule of another one fires."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from services.law.facts import PaperFacts
from services.vocabulary import PaperKind


class Track(StrEnum):
    """Litigation (行政诉讼), reconsideration (行政复议), civil suits (民事诉讼), and mediation before
    a suit is registered (诉前调解)."""

    LITIGATION = "litigation"
    RECONSIDERATION = "reconsideration"
    CIVIL = "civil"
    PRE_SUIT = "pre_suit"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _LABELS[self]


AnyTrack = Annotated[Track, Field(strict=False)]
_LABELS = {
    Track.LITIGATION: "行政诉讼",
    Track.RECONSIDERATION: "行政复议",
    Track.CIVIL: "民事诉讼",
    Track.PRE_SUIT: "诉前调解",
}
_BY_KIND = {
    PaperKind.RECONSIDERATION_REPLY_NOTICE: Track.RECONSIDERATION,
    PaperKind.RECONSIDERATION_APPLICATION: Track.RECONSIDERATION,
    PaperKind.RECONSIDERATION_DECISION: Track.RECONSIDERATION,
    PaperKind.PRE_SUIT_MEDIATION_NOTICE: Track.PRE_SUIT,
    PaperKind.CIVIL_PAPER: Track.CIVIL,
}
# 法〔2015〕137号: the words of a case number say the procedure.
_PRE_SUIT_NUMBER = re.compile(r"诉前|引调|民诉前|行诉前")
_CIVIL_NUMBER = re.compile(r"民(?:初|终|申|再|撤|辖|特|督|破|监)")
_LITIGATION_NUMBER = re.compile(r"行(?:初|终|申|再|审|赔|保|监|辖|他)|行审")


def track_of(paper: PaperFacts) -> Track:
    """The track of one paper: its kind, then the words of its case number; litigation otherwise."""
    number = paper.case_number or ""
    if _PRE_SUIT_NUMBER.search(number):
        return Track.PRE_SUIT
    if paper.kind in _BY_KIND:
        return _BY_KIND[paper.kind]
    if _CIVIL_NUMBER.search(number) and not _LITIGATION_NUMBER.search(number):
        return Track.CIVIL
    return Track.LITIGATION


def track_of_proceeding(papers: Iterable[PaperFacts]) -> Track:
    """The track of the papers of one case number. The copy of a reconsideration decision beside a
    complaint does not make the suit a reconsideration: the strongest procedure wins."""
    found: set[Track] = set()
    for paper in papers:
        track = track_of(paper)
        if track is Track.LITIGATION:
            return track
        found.add(track)
    for track in (Track.CIVIL, Track.PRE_SUIT, Track.RECONSIDERATION):
        if track in found:
            return track
    return Track.LITIGATION
