"""One value read from a page, and where it stands: places, the text as printed, other readings.

The JSON is the contract's ``F`` and ``S`` (docs/contract.md): keys may be added, never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.extractor.transcript import Box

Value = str | int | list[str]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``pages[page - 1].text[start:end]`` and its boxes on that page."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()

    def to_json(self) -> Json:
        return {
            "page": self.page,
            "boxes": [list(box) for box in self.boxes],
            "span": [self.start, self.end],
        }


@dataclass(frozen=True, slots=True)
class Source:
    """A text as printed with its places: one per page it runs over, at least one."""

    text: str
    places: tuple[Place, ...]

    def to_json(self) -> Json:
        """The contract's ``S``; ``places`` is added when the text runs over several pages."""
        result = {**self.places[0].to_json(), "text": self.text}
        if len(self.places) > 1:
            result["places"] = [place.to_json() for place in self.places]
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Source:
        places = data.get("places") or [data]
        return cls(text=data["text"], places=tuple(_place(place) for place in places))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another reading of a field, kept for the reviewer."""

    value: Value
    text: str
    confidence: float
    found_by: str
    source: Source | None = None

    def to_json(self) -> Json:
        result: Json = {
            "value": self.value,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "found_by": self.found_by,
        }
        if self.source:
            result.update({k: v for k, v in self.source.to_json().items() if k != "text"})
        return result


@dataclass(frozen=True, slots=True)
class Field:
    """One value read from a paper. ``found_by`` names the finder (``case_number.header``).

    Value forms: dates ISO (``2023-07-11``), ``hearing_at`` a list of ``2018-10-17T09:00``, day
    counts int, LIST_FIELDS a list of texts, everything else str.
    """

    value: Value
    source: Source
    confidence: float
    found_by: str
    candidates: tuple[Candidate, ...] = ()

    def to_json(self) -> Json:
        """The contract's ``F``."""
        place = self.source.to_json()
        return {
            "value": self.value,
            "text": place.pop("text"),
            "confidence": round(self.confidence, 4),
            **place,
            "found_by": self.found_by,
            "candidates": [candidate.to_json() for candidate in self.candidates],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Field:
        return cls(
            value=data["value"],
            source=Source.from_json(data),
            confidence=data["confidence"],
            found_by=data["found_by"],
            candidates=tuple(
                Candidate(
                    c["value"],
                    c["text"],
                    c["confidence"],
                    c["found_by"],
                    Source.from_json(c) if "span" in c else None,
                )
                for c in data.get("candidates", [])
            ),
        )


def _place(data: Mapping[str, Any]) -> Place:
    start, end = data["span"]
    return Place(data["page"], start, end, tuple(Box(*box) for box in data["boxes"]))


def merged_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """``places`` with neighbours on the same page joined, in order."""
    joined: list[Place] = []
    for place in places:
        if joined and joined[-1].page == place.page:
            last = joined[-1]
            joined[-1] = Place(
                place.page,
                min(last.start, place.start),
                max(last.end, place.end),
                tuple(dict.fromkeys((*last.boxes, *place.boxes))),
            )
        else:
            joined.append(place)
    return tuple(joined)
