"""The other readings of a value, each with the digit that takes it and its place on the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from services.api.review.doubts import Known, other_readings, own_value, said
from services.api.web.views.places import Rect, crop_of, page_of
from services.vocabulary import OutcomeClass, label_of

MOST_OTHERS = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """One candidate value; ``key`` is the digit that takes it."""

    key: int
    value: str
    shown: str
    who: str
    page: int | None
    crop: Rect | None
    current: bool


class Placed(Known, Protocol):
    """A stored fact with its place and finder."""

    @property
    def source(self) -> Mapping[str, Any] | None: ...
    @property
    def found_by(self) -> str: ...


def readings_of(fact: Placed) -> tuple[Reading, ...]:
    """The current value first, then every different candidate; none when nobody disagrees."""
    others = other_readings(fact)[:MOST_OTHERS]
    if not others or fact.confirmed:
        return ()
    page, crop = page_of(fact.source), crop_of(fact.source)
    value = own_value(fact)
    first = Reading(
        1, raw(fact.field, value), said(fact.field, value), _who(fact.found_by), page, crop, True
    )
    rest = [
        Reading(
            key,
            raw(fact.field, candidate["value"]),
            said(fact.field, candidate["value"]),
            _who(str(candidate.get("found_by", ""))),
            page_of(candidate) or page,
            crop_of(candidate) or crop,
            False,
        )
        for key, candidate in enumerate(others, start=2)
    ]
    return (first, *rest)


def raw(field: str, value: Any) -> str:
    """The value as the input holds it; several hearing times and classes are parted by 、, several
    texts by ；."""
    if value is None:
        return ""
    if field == "operative":
        return "、".join(label_of(OutcomeClass, each) for each in value)
    if isinstance(value, list):
        times = all(str(v)[10:11] == "T" for v in value)
        return "、".join(str(v).replace("T", " ") for v in value) if times else "；".join(value)
    return str(value)


_WHO = (("seal", "去印章后读"), ("ocr", "图像读取"), ("person", "人工填写"), ("model", "模型读取"))


def _who(found_by: str) -> str:
    return next((words for word, words in _WHO if word in found_by), "按版式读取")
