"""Characters of a text layer as lines in reading order.

Whole arrays at a time, without a loop over characters: a page takes about a millisecond.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.extractor.reading.columns import in_columns
from services.extractor.reading.compose import Piece
from services.extractor.reading.textlayer import Chars, IntArray
from services.extractor.transcript import Box, FloatArray

_FEWEST_LEVEL = 3  # pairs of rows at one height: fewer are no columns


def lines_of(chars: Chars) -> list[Piece]:
    """The lines of ``chars`` from top to bottom, each from left to right.

    A gap of more than half a line's height within a line becomes a space without a box.
    """
    if not len(chars):
        return []
    lines = [line for rows in _columns(_rows(chars)) for line in _joined(rows)]
    index = np.concatenate([np.arange(row.start, row.end) for line in lines for row in line])
    line_of = np.repeat(np.arange(len(lines)), [sum(r.end - r.start for r in line) for line in lines])
    upright = np.array([line[0].upright for line in lines])[line_of]
    place = np.where(upright, chars.boxes[index, 0], np.arange(len(index)))
    index = index[np.lexsort((place, line_of))]
    heights = np.array([line[0].height for line in lines])[line_of]
    codes, boxes, line_of = _spaced(chars, index, line_of, np.where(upright, heights, np.inf))
    text = "".join(map(chr, codes.tolist()))
    ends = np.cumsum(np.bincount(line_of, minlength=len(lines))).tolist()
    pieces = []
    start = 0
    for line, end in zip(lines, ends, strict=True):
        part = text[start:end]
        if part[0].isspace() or part[-1].isspace():
            piece = Piece(part, boxes[start:end]).part(0, len(part))
        else:
            piece = Piece(part, boxes[start:end], known_box=_box(line))
        if piece.text:
            pieces.append(piece)
        start = end
    return pieces


@dataclass(slots=True)
class _Row:
    """Neighbouring characters ``start:end`` on one baseline; sizes in points. ``upright``: they do
    not stand one below the other."""

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    height: float

    @property
    def upright(self) -> bool:
        return self.end - self.start < 3 or self.bottom - self.top < 3 * self.height

    def continues(self, other: _Row) -> bool:
        """Whether the two belong to one visual line: level, and not on top of each other."""
        if abs(self.middle - other.middle) >= 0.5 * min(self.height, other.height):
            return False
        shared = min(self.right, other.right) - max(self.left, other.left)
        narrower = min(self.right - self.left, other.right - other.left)
        return self.upright and other.upright and shared < 0.3 * narrower + 1


def _rows(chars: Chars) -> list[_Row]:
    x0, y0, x1, y1 = chars.boxes.T
    middles, heights = (y0 + y1) / 2, y1 - y0
    new_run = np.diff(chars.run) != 0
    # Not every run is one visual line: some writers place the next line without a break.
    jump = np.abs(np.diff(middles)) > 0.6 * np.maximum(heights[1:], heights[:-1])
    if jump.any():
        jump &= ~_within_columns(chars, new_run, jump)
    # Straight across two columns in one run.
    gap = x0[1:] - x1[:-1] > 1.8 * heights[1:]
    starts = np.concatenate([[0], np.flatnonzero(new_run | jump | gap) + 1])
    counts = np.diff(starts, append=len(chars))
    table = np.empty((len(starts), 6))
    np.minimum.reduceat(x0, starts, out=table[:, 0])
    np.minimum.reduceat(y0, starts, out=table[:, 1])
    np.maximum.reduceat(x1, starts, out=table[:, 2])
    np.maximum.reduceat(y1, starts, out=table[:, 3])
    np.divide(np.add.reduceat(middles, starts), counts, out=table[:, 4])
    np.divide(np.add.reduceat(heights, starts), counts, out=table[:, 5])
    table[:, :4] = table[:, :4].round(2)
    return [
        _Row(start, start + count, *sizes)
        for start, count, sizes in zip(starts.tolist(), counts.tolist(), table.tolist(), strict=True)
    ]


def _within_columns(
    chars: Chars, new_run: npt.NDArray[np.bool_], jump: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_]:
    """Which jumps belong to text set from top to bottom: nearly every step of its run is one."""
    starts = np.concatenate([[0], np.flatnonzero(new_run) + 1])
    run = np.zeros(len(chars), np.int64)
    run[starts[1:]] = 1
    run = np.cumsum(run)[:-1]
    inner = ~new_run
    jumps = np.bincount(run[jump & inner], minlength=len(starts))
    steps = np.bincount(run[inner], minlength=len(starts))
    column = (jumps > 2) & (jumps > 0.6 * steps)
    return column[run] & inner


def _columns(rows: list[_Row]) -> list[list[_Row]]:
    """``rows`` column by column, where many of them stand side by side."""
    middles = np.sort([row.middle for row in rows])
    level = np.count_nonzero(np.diff(middles) < 0.25 * rows[0].height)
    if level < _FEWEST_LEVEL:
        return [rows]
    boxes = np.array([(row.left, row.top, row.right, row.bottom) for row in rows], np.float32)
    groups = in_columns(boxes, [row.end - row.start for row in rows])
    return [[rows[i] for i in group.tolist()] for group in groups]


def _joined(rows: list[_Row]) -> list[list[_Row]]:
    """Rows that make up one visual line together, lines from top to bottom."""
    rows.sort(key=lambda each: (each.middle, each.left))
    lines: list[list[_Row]] = []
    above = -math.inf
    for row in rows:
        # Most rows stand clear of the one above: nothing higher up can be level with them.
        clear = row.middle - above >= 0.5 * row.height
        above = row.middle
        line = None if clear else _continued(lines[-3:], row)
        if line is None:
            lines.append([row])
        else:
            line.append(row)
    lines.sort(key=lambda line: line[0].middle)
    return lines


def _continued(lines: list[list[_Row]], row: _Row) -> list[_Row] | None:
    return next((line for line in lines if all(part.continues(row) for part in line)), None)


def _spaced(
    chars: Chars, index: IntArray, line_of: IntArray, heights: npt.NDArray[np.float64]
) -> tuple[IntArray, FloatArray, IntArray]:
    """Codes, boxes and line numbers in reading order, with a space in every wide gap."""
    codes, boxes = chars.codes[index], chars.boxes[index]
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    latin = (codes > 0x20) & (codes < 0x7F)
    # pdfium sees spaces within numbers on turned pages: a space needs room as well.
    roomy = gaps > 0.1 * heights[1:]
    between_words = chars.spaced[index][1:] & latin[1:] & latin[:-1] & roomy
    filled = (codes != 0x20) & (codes != 0x3000) & (codes != 0xA0)
    wide = (gaps > 0.5 * heights[1:]) | between_words
    insert = np.flatnonzero(wide & filled[1:] & filled[:-1] & (line_of[1:] == line_of[:-1])) + 1
    if not len(insert):
        return codes, boxes, line_of
    return (
        np.insert(codes, insert, 0x20),
        np.insert(boxes, insert, np.nan, axis=0),
        np.insert(line_of, insert, line_of[insert]),
    )


def _box(line: list[_Row]) -> Box:
    if len(line) == 1:
        return Box(line[0].left, line[0].top, line[0].right, line[0].bottom)
    return Box(
        min(row.left for row in line),
        min(row.top for row in line),
        max(row.right for row in line),
        max(row.bottom for row in line),
    )
