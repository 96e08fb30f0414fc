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
    rows = _rows(chars)
    order, first = _in_lines(rows)
    # Characters of the rows in order, and the line each belongs to.
    counts = rows.counts[order]
    ends = np.cumsum(counts)
    index = np.arange(int(ends[-1])) + np.repeat(rows.starts[order] - ends + counts, counts)
    line_of_row = np.zeros(len(order), np.int64)
    line_of_row[first[1:]] = 1
    line_of = np.repeat(np.cumsum(line_of_row), counts)
    level = rows.upright[order[first]][line_of]
    if len(first) < len(order) or not level.all():
        place = np.where(level, chars.boxes[index, 0], np.arange(len(index)))
        index = index[np.lexsort((place, line_of))]
    else:
        index = _from_left(chars, index, line_of)
    heights = rows.table[order[first], _HEIGHT][line_of]
    codes, boxes, line_of = _spaced(chars, index, line_of, np.where(level, heights, np.inf))
    return _pieces(codes, boxes, line_of, _boxes(rows.table[order], first))


def _from_left(chars: Chars, index: IntArray, line_of: IntArray) -> IntArray:
    """``index`` with each line's characters from left to right, which most files have already."""
    left = chars.boxes[index, 0]
    back = (left[1:] < left[:-1]) & (line_of[1:] == line_of[:-1])
    return index[np.lexsort((left, line_of))] if back.any() else index


def _pieces(
    codes: IntArray, boxes: FloatArray, line_of: IntArray, around: list[list[float]]
) -> list[Piece]:
    text = "".join(map(chr, codes.tolist()))
    pieces = []
    start = 0
    for box, end in zip(around, np.cumsum(np.bincount(line_of)).tolist(), strict=True):
        part = text[start:end]
        if part[0].isspace() or part[-1].isspace():
            piece = Piece(part, boxes[start:end]).part(0, len(part))
        else:
            piece = Piece(part, boxes[start:end], known_box=Box(*box))
        if piece.text:
            pieces.append(piece)
        start = end
    return pieces


@dataclass(frozen=True, slots=True)
class _Rows:
    """Stretches of neighbouring characters on one baseline: ``starts`` and ``counts`` (n,), ``table``
    (n, 6) with left, top, right, bottom and the mean middle and height of the characters, in points.
    ``upright`` (n,): their characters do not stand one below the other."""

    starts: IntArray
    counts: IntArray
    table: npt.NDArray[np.float64]
    upright: npt.NDArray[np.bool_]


_LEFT, _TOP, _RIGHT, _BOTTOM, _MIDDLE, _HEIGHT = range(6)


def _in_lines(rows: _Rows) -> tuple[IntArray, IntArray]:
    """The rows in reading order, and where in that order each visual line begins."""
    table = rows.table
    order = np.lexsort((table[:, _LEFT], table[:, _MIDDLE]))
    middles, heights = table[order, _MIDDLE], table[order, _HEIGHT]
    # Most pages: every row stands clear of the one above, none can be level with another.
    if (middles[1:] - middles[:-1] >= 0.5 * heights[1:]).all():
        return order, np.arange(len(order))
    stretches = [
        _Row(number, upright, *sizes)
        for number, (sizes, upright) in enumerate(
            zip(table.tolist(), rows.upright.tolist(), strict=True)
        )
    ]
    lines = [line for group in _columns(stretches, rows.counts) for line in _joined(group)]
    first = np.cumsum([0, *map(len, lines)])[:-1]
    return np.array([row.number for line in lines for row in line]), first


@dataclass(slots=True)
class _Row:
    """One of ``_Rows``, on pages where rows stand side by side."""

    number: int
    upright: bool
    left: float
    top: float
    right: float
    bottom: float
    middle: float
    height: float

    def continues(self, other: _Row) -> bool:
        """Whether the two belong to one visual line: level, and not on top of each other."""
        if abs(self.middle - other.middle) >= 0.5 * min(self.height, other.height):
            return False
        shared = min(self.right, other.right) - max(self.left, other.left)
        narrower = min(self.right - self.left, other.right - other.left)
        return self.upright and other.upright and shared < 0.3 * narrower + 1


def _rows(chars: Chars) -> _Rows:
    x0, y0, x1, y1 = chars.boxes.T
    middles, heights = (y0 + y1) / 2, y1 - y0
    new_run = chars.run[1:] != chars.run[:-1]
    # Not every run is one visual line: some writers place the next line without a break.
    jump = np.abs(middles[1:] - middles[:-1]) > 0.6 * np.maximum(heights[1:], heights[:-1])
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
    upright = (counts < 3) | (table[:, _BOTTOM] - table[:, _TOP] < 3 * table[:, _HEIGHT])
    return _Rows(starts, counts, table, upright)


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


def _columns(rows: list[_Row], counts: IntArray) -> list[list[_Row]]:
    """``rows`` column by column, where many of them stand side by side."""
    middles = np.sort([row.middle for row in rows])
    level = np.count_nonzero(middles[1:] - middles[:-1] < 0.25 * rows[0].height)
    if level < _FEWEST_LEVEL:
        return [rows]
    boxes = np.array([(row.left, row.top, row.right, row.bottom) for row in rows], np.float32)
    return [[rows[i] for i in group.tolist()] for group in in_columns(boxes, counts.tolist())]


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


def _boxes(table: npt.NDArray[np.float64], first: IntArray) -> list[list[float]]:
    """The box around each line, whose rows begin at ``first`` of ``table``."""
    low = np.minimum.reduceat(table[:, :_RIGHT], first)
    high = np.maximum.reduceat(table[:, _RIGHT:_MIDDLE], first)
    boxes: list[list[float]] = np.concatenate([low, high], axis=1).tolist()
    return boxes
