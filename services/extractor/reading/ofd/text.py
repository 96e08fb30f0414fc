"""Text objects to characters with boxes (GB/T 33190-2016, 11)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

import numpy as np

from services.extractor.reading.limits import MAX_PAGE_CHARS
from services.extractor.reading.ofd.colour import colour_of
from services.extractor.reading.ofd.document import Resources
from services.extractor.reading.ofd.objects import Drawn, PageContent
from services.extractor.reading.ofd.values import Matrix, Rect, deltas, number_of
from services.extractor.reading.package import children
from services.extractor.reading.textlayer import Chars

POINTS = 72 / 25.4  # in a millimetre
_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the baseline of Chinese faces
_WHITE = 250  # of 255
_BLANKS = " \u00a0\t\r\n"


class Glyph(NamedTuple):
    """One character: where its baseline begins in the object's space, its width and size there."""

    character: str
    x: float
    y: float
    width: float
    size: float
    run: int


def glyphs_of(element: Element) -> Iterator[Glyph]:
    """The characters of a TextObject in the order written; ``run`` counts its TextCodes."""
    size = number_of(element.get("Size"), 0.0) or 0.0
    stretch = number_of(element.get("HScale"), 1.0) or 1.0
    x = y = 0.0
    for run, code in enumerate(children(element, "TextCode")):
        text = code.text or ""
        # A TextCode without X or Y goes on where the one before it began.
        x = number_of(code.get("X"), x) or 0.0
        y = number_of(code.get("Y"), y) or 0.0
        right = deltas(code.get("DeltaX"), len(text))
        down = deltas(code.get("DeltaY"), len(text))
        # Nobody prints letters on top of each other: without distances they follow by their width.
        free = not right and not down
        across, along = x, y
        for index, character in enumerate(text):
            natural = size * stretch * (1.0 if _is_wide(character) else 0.5)
            step = right[index] if index < len(right) else (natural if free else 0.0)
            width = natural
            if step > 0:
                width = min(step, natural) if _is_wide(character) else min(step, 2.4 * natural)
            yield Glyph(character, across, along, width, size, run)
            across += step
            along += down[index] if index < len(down) else 0.0


def chars_of(page: PageContent) -> Chars:
    """The visible characters of page and templates, boxes in points of the page."""
    codes: list[int] = []
    boxes: list[tuple[float, float, float, float]] = []
    runs: list[int] = []
    spaced: list[bool] = []
    run = 0
    blank = False
    for drawn in page.objects:
        if drawn.kind != "TextObject" or drawn.part == "annotation":
            continue
        if not is_printed(drawn, page.resources):
            continue
        latest = -1
        for glyph in glyphs_of(drawn.element):
            if glyph.run != latest:
                run, latest, blank = run + 1, glyph.run, False
            if glyph.character in _BLANKS or unicodedata.category(glyph.character) == "Cc":
                blank = True
                continue
            if len(codes) >= MAX_PAGE_CHARS:
                break
            codes.append(ord(glyph.character))
            boxes.append(_box(glyph, drawn.place, page.area))
            runs.append(run)
            spaced.append(blank)
            blank = False
    return Chars(
        np.array(codes, np.int64),
        np.array(boxes, np.float32).reshape(-1, 4),
        np.array(runs, np.int64),
        np.array(spaced, bool),
        0,
    )


def is_printed(drawn: Drawn, resources: Resources) -> bool:
    """Whether a text object can be seen: white text is how converters hide the text under a scan."""
    element = drawn.element
    stroked = element.get("Stroke", "false").lower() == "true"
    filled = element.get("Fill", "true").lower() == "true"
    colour = colour_of(drawn, "FillColor", resources) or (0, 0, 0)
    return drawn.visible and (stroked or (filled and min(colour) < _WHITE))


def _box(glyph: Glyph, place: Matrix, area: Rect) -> tuple[float, float, float, float]:
    top, bottom = glyph.y - _ASCENT * glyph.size, glyph.y + _DESCENT * glyph.size
    corners = [place.at(x, y) for x in (glyph.x, glyph.x + glyph.width) for y in (top, bottom)]
    across = [(x - area.x) * POINTS for x, _ in corners]
    down = [(y - area.y) * POINTS for _, y in corners]
    return min(across), min(down), max(across), max(down)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WFA"
