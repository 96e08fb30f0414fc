"""What was read from a file's pages: text, where each character stands, and how sure the reader was.

Coordinates are points (1/72 inch) of the upright page as a person sees it, after rotation and EXIF
and before deskew; origin top left, x to the right, y downwards. An image without credible dpi counts
as 595 pt wide (the width of A4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

PageSource = Literal["pdf", "ocr", "ofd", "docx", "text"]
FloatArray = npt.NDArray[np.float32]


class Box(NamedTuple):
    """A rectangle in points of the upright page, x0 <= x1 and y0 <= y1."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: ``page.text[start:end]``, without the line break."""

    start: int
    end: int
    box: Box | None
    confidence: float  # 0..1; 1.0 for a text layer


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell whose text is ``page.text[start:end]``; row and column count from 0 per table."""

    table: int
    row: int
    column: int
    start: int
    end: int
    box: Box | None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of a page two readings disagree about (``page.text[start:end]`` is the first's)."""

    start: int
    end: int
    other: str
    reason: Literal["under_seal", "second_reader", "low_confidence"]


class Grade(NamedTuple):
    """``value``: the mean certainty of a page's characters, 0..1, 1 for a text layer. ``worst``: the
    line read worst, None when every line was read well."""

    value: float
    worst: Box | None


_WELL_READ = 0.95  # mean certainty of a line


@dataclass(frozen=True)
class Page:
    """One page as read.

    ``text`` holds the lines in reading order joined by ``"\\n"``; the text of a table cell is
    contiguous, cells follow row by row. ``char_boxes`` is an array of shape (len(text), 4) aligned
    with ``text`` (rows of line breaks and of invisible characters are NaN), None for plain text.
    ``char_confidence`` has shape (len(text),), None when every character is certain.
    """

    number: int  # 1-based
    width: float
    height: float
    source: PageSource
    text: str
    lines: tuple[Line, ...] = ()
    char_boxes: FloatArray | None = None
    char_confidence: FloatArray | None = None
    cells: tuple[Cell, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    rotation: int = 0  # clockwise degrees applied to the stored page to make it upright
    seals: tuple[Box, ...] = ()  # where red seals were found
    reader: str = ""  # which engine or text layer, e.g. "pdfium", "ppocrv6-openvino"

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """One box per line that ``text[start:end]`` touches; empty for plain text."""
        if self.char_boxes is None or end <= start:
            return ()
        boxes = []
        for line in self._lines_touching(start, end):
            rows = self.char_boxes[max(start, line.start) : min(end, line.end)]
            rows = rows[~np.isnan(rows).any(axis=1)]
            if len(rows):
                boxes.append(
                    Box(
                        round(float(rows[:, 0].min()), 2),
                        round(float(rows[:, 1].min()), 2),
                        round(float(rows[:, 2].max()), 2),
                        round(float(rows[:, 3].max()), 2),
                    )
                )
        return tuple(boxes)

    def confidence(self, start: int, end: int) -> float:
        """The least certain character of ``text[start:end]``, 0..1."""
        if self.char_confidence is None or end <= start:
            return 1.0
        part = self.char_confidence[start:end]
        part = part[~np.isnan(part)]
        return float(part.min()) if len(part) else 1.0

    @property
    def grade(self) -> Grade | None:
        """How well the page read; None for a page without text."""
        if not self.lines:
            return None
        if self.source == "pdf":
            return Grade(1.0, None)
        letters = sum(line.end - line.start for line in self.lines)
        sure = sum(line.confidence * (line.end - line.start) for line in self.lines)
        worst = min(self.lines, key=lambda line: line.confidence)
        box = worst.box if worst.confidence < _WELL_READ else None
        return Grade(round(sure / max(1, letters), 4), box)

    def _lines_touching(self, start: int, end: int) -> Iterable[Line]:
        return (line for line in self.lines if line.start < end and line.end > start)


@dataclass(frozen=True)
class Transcript:
    """All pages of one file, in order."""

    pages: tuple[Page, ...]
    notes: tuple[str, ...] = field(default=())  # e.g. "ocr engine openvino absent, onnxruntime used"

    def part(self, numbers: Sequence[int]) -> Transcript:
        """The pages with these 1-based numbers, in that order."""
        return Transcript(tuple(self.pages[number - 1] for number in numbers), self.notes)
