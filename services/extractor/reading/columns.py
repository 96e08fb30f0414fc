"""Does a page have columns? Then its lines are read column by column, not straight across.

Newspaper notices and annexes are set in two columns; two half-size papers lie side by side on one
scan. A list of labels and values, or the signatures under a judgment, is no column of text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.extractor.transcript import FloatArray

Indices = npt.NDArray[np.int64]

_FEWEST_LINES = 4  # in a column
_FEWEST_LETTERS = 8  # of its lines, in the middle: labels are shorter
_FULL = 0.75  # of the column's width: half of the lines of running text reach so far


def in_columns(boxes: FloatArray, letters: Sequence[int], lying: bool = False) -> list[Indices]:
    """The lines in the groups they are read in, one after the other; one group without columns.

    ``boxes`` (n, 4): x0, y0, x1, y1 of each line on the straightened page, ``letters``: how many it
    has. ``lying``: the page is wider than high, two papers may lie on it side by side.
    """
    page = _Lines(np.asarray(boxes, np.float64), np.asarray(letters), lying)
    return _split(np.arange(len(boxes)), page)


@dataclass(frozen=True)
class _Lines:
    boxes: npt.NDArray[np.float64]
    letters: Indices
    lying: bool


def _split(lines: Indices, page: _Lines) -> list[Indices]:
    boxes = page.boxes
    if len(lines) < 2 * _FEWEST_LINES:
        return [lines]
    gutter = _gutter(boxes[lines])
    if gutter is None:
        return [lines]
    x, slack = gutter
    lines = lines[np.argsort(boxes[lines, 1] + boxes[lines, 3], kind="stable")]
    across = (boxes[lines, 0] < x - slack) & (boxes[lines, 2] > x + slack)
    groups: list[Indices] = []
    plain: list[Indices] = []
    # A line across the gutter, a heading above both columns, ends one band of columns.
    band = np.cumsum(across)
    for number in range(int(band[-1]) + 1):
        inside = (band == number) & ~across
        if number:
            plain.append(lines[across][number - 1 : number])
        left = lines[inside & (boxes[lines, 2] <= x + slack)]
        right = lines[inside & (boxes[lines, 2] > x + slack)]
        if not _are_columns(page, left, right):
            plain.append(lines[inside])
            continue
        groups += [np.concatenate(plain)] if any(map(len, plain)) else []
        groups += _split(left, page) + _split(right, page)
        plain = []
    if not groups:
        return [lines]
    return groups + ([np.concatenate(plain)] if any(map(len, plain)) else [])


def _gutter(boxes: npt.NDArray[np.float64]) -> tuple[float, float] | None:
    """Where between a quarter and three quarters of the width the fewest lines cross: x, and half of
    the width that is free. None where most lines cross everywhere."""
    low, high = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    slack = 0.5 * float(np.median(boxes[:, 3] - boxes[:, 1]))
    places = np.linspace(low + 0.25 * (high - low), low + 0.75 * (high - low), 81)
    crossing = (boxes[:, :1] < places - slack) & (boxes[:, 2:3] > places + slack)
    # Lines that end or begin inside the gutter make it narrower, not impossible.
    touching = (boxes[:, :1] < places + slack) & (boxes[:, 2:3] > places - slack)
    cost = crossing.sum(axis=0) + 0.5 * touching.sum(axis=0)
    best = np.flatnonzero(cost == cost.min())
    x = float(places[best[len(best) // 2]])
    if crossing[:, best].sum(axis=0).min() > 0.4 * len(boxes):
        return None
    return x, slack


def _are_columns(page: _Lines, left: Indices, right: Indices) -> bool:
    """Whether two sides of a gutter hold running text, or two papers, side by side."""
    if min(len(left), len(right)) < _FEWEST_LINES:
        return False
    sides = page.boxes[left], page.boxes[right]
    top = max(float(side[:, 1].min()) for side in sides)
    bottom = min(float(side[:, 3].max()) for side in sides)
    shortest = min(float(np.ptp(side[:, [1, 3]])) for side in sides)
    if bottom - top < 0.5 * shortest:
        return False
    gap = float(sides[1][:, 0].min() - sides[0][:, 2].max())
    if page.lying and gap > 2 * float(np.median(sides[0][:, 3] - sides[0][:, 1])):
        return True
    running = (float(np.median(page.letters[side])) >= _FEWEST_LETTERS for side in (left, right))
    return all(running) and all(map(_is_full, sides))


def _is_full(side: npt.NDArray[np.float64]) -> bool:
    widths = side[:, 2] - side[:, 0]
    return float(np.median(widths)) >= _FULL * float(side[:, 2].max() - side[:, 0].min())
