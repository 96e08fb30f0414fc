"""Where a value stands: page, boxes and spans of the contract's source, as the viewer needs them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Rect:
    """A box on a page in points of the upright page, origin top left."""

    x: float
    y: float
    width: float
    height: float


def page_of(source: Mapping[str, Any] | None) -> int | None:
    page = source.get("page") if source else None
    return int(page) if page else None


def rects_of(source: Mapping[str, Any] | None) -> tuple[tuple[int, Rect], ...]:
    if not source:
        return ()
    places = source.get("places") or [source]
    return tuple(
        (int(place["page"]), Rect(x0, y0, x1 - x0, y1 - y0))
        for place in places
        if place.get("page")
        for x0, y0, x1, y1 in place.get("boxes") or []
    )


def spans_of(source: Mapping[str, Any] | None) -> tuple[tuple[int, int, int], ...]:
    """(page, start, end) in the page's text: where a value stands in a file of plain text."""
    if not source:
        return ()
    places = source.get("places") or [source]
    return tuple(
        (int(p["page"]), int(p["span"][0]), int(p["span"][1]))
        for p in places
        if p.get("page") and p.get("span")
    )


def crop_of(source: Mapping[str, Any] | None) -> Rect | None:
    """The first box of a source with a little air, 8:1 at least, for the crop under a candidate."""
    rects = rects_of(source)
    if not rects:
        return None
    r = rects[0][1]
    height = r.height * 1.5
    width = max(r.width + r.height, height * 5.6)
    return Rect(
        round(r.x + r.width / 2 - width / 2, 1),
        round(r.y - r.height * 0.25, 1),
        round(width, 1),
        round(height, 1),
    )
