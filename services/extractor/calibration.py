"""What a confidence means: the share of values of its family that were right when it was said.

Readers and their agreement give a raw score, which orders values by doubt. models/calibration.json says
for each family of fields, apart for text and for scans, how often a value with such a score was right
on generated papers (``python -m benchmarks.calibrate``); a confidence handed out is that share. Without
the file the raw score stands.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import cache
from typing import Any, Literal

from services.extractor.result import Candidate, Field, Paper
from services.resources import models_folder
from services.vocabulary import FieldName

Medium = Literal["text", "scan"]
Curve = Sequence[tuple[float, float]]  # raw score, share right; both rising
Curves = Mapping[str, Mapping[str, Curve]]  # medium, family
Share = Callable[[str, float], float]  # field, raw score

_FAMILIES = (
    ("numbers", ("case_number", "prior_case_number", "act_number", "reconsideration_number")),
    ("courts", ("court", "appeal_court")),
    ("days", ("appeal_days", "answer_days", "evidence_days", "fee_days", "advice_reply_days")),
    ("parties", ("party", "addressee")),
    ("names", ("panel", "official_name", "contact_name")),
    ("kinds", ("kind",)),
    ("outcomes", ("operative",)),
)
# Written by a hand, or without its hour: a person is asked whatever such values turned out to be.
_ASKED_ALWAYS = (".handwritten", ".stamp")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

ITEM_BY_GRAMMAR = (
    0.95  # raw score of an operative item's classes: assumed, its curve says what it means
)

_raw: ContextVar[bool] = ContextVar("raw", default=False)


def family(field: str) -> str:
    """The fields whose confidence means the same: of a FieldName's value, ``party``, ``kind`` or
    ``operative``.

    >>> family("issued_on"), family("party"), family("fee_bearer")
    ('dates', 'parties', 'words')
    """
    if field.endswith("_on") or field == FieldName.HEARING_AT:
        return "dates"
    return next((name for name, fields in _FAMILIES if field in fields), "words")


def meant(curve: Curve, score: float) -> float:
    """The share ``curve`` gives for a raw score: straight lines between its points, from nothing to the
    first, level behind the last.

    >>> curve = [(0.8, 0.6), (0.9, 0.98)]
    >>> [round(meant(curve, score), 3) for score in (0.4, 0.8, 0.85, 0.99)]
    [0.3, 0.6, 0.79, 0.98]
    """
    place = bisect_right([x for x, _ in curve], score)
    if place == len(curve):
        return curve[-1][1]
    (x0, y0), (x1, y1) = curve[place - 1] if place else (0.0, 0.0), curve[place]
    return y0 + (y1 - y0) * (score - x0) / (x1 - x0)


def calibrated(paper: Paper, medium: Medium) -> Paper:
    """``paper`` with every confidence as the share it means."""
    curves = {} if raw() else _curves().get(medium, {})

    def share(name: str, score: float) -> float:
        curve = curves.get(family(name))
        return meant(curve, score) if curve else score

    return replace(
        paper,
        confidence=share("kind", paper.confidence),
        fields={name: _field(name, field, share) for name, field in paper.fields.items()},
        parties=tuple(
            replace(party, confidence=share("party", party.confidence)) for party in paper.parties
        ),
        operative=tuple(
            replace(item, confidence=share("operative", item.confidence or ITEM_BY_GRAMMAR))
            if item.classes
            else item  # nothing was read that could be right
            for item in paper.operative
        ),
    )


def _field(name: FieldName, field: Field, share: Share) -> Field:
    if _asked_always(field):
        return field
    candidates = tuple(_candidate(name, each, share) for each in field.candidates)
    return replace(field, confidence=share(name.value, field.confidence), candidates=candidates)


def _candidate(name: FieldName, candidate: Candidate, share: Share) -> Candidate:
    return replace(candidate, confidence=share(name.value, candidate.confidence))


def _asked_always(field: Field) -> bool:
    hourless = isinstance(field.value, list) and any(_DAY.fullmatch(str(day)) for day in field.value)
    return hourless or field.found_by.endswith(_ASKED_ALWAYS)


def second_readers() -> Mapping[str, float]:
    """How often each component of the trained second reader is right, by the rule of succession."""
    counts = _file().get("second_reader", {})
    return {name: (right + 1) / (n + 2) for name, (right, n) in counts.items()}


def _curves() -> Curves:
    curves: Curves = _file().get("curves", {})
    return curves


@cache
def _file() -> Mapping[str, Any]:
    path = models_folder() / "calibration.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def raw() -> bool:
    """Are confidences handed out as the grammar scores them?"""
    return _raw.get()


@contextmanager
def raw_scores() -> Iterator[None]:
    """Confidences as the grammar scores them, neither calibrated nor weighed by the second reader: what
    a calibration is fitted on."""
    token = _raw.set(True)
    try:
        yield
    finally:
        _raw.reset(token)
