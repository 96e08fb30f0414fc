"""Lines in the order a person reads them, on pages that lie askew, with and without tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from services.extractor.reading.columns import in_columns
from services.extractor.reading.compose import Block, CellPlace, Piece, join_row
from services.extractor.reading.engines import ReadLine


def slant(lines: Sequence[ReadLine]) -> float:
    """How far the lines sink to the right, in degrees: the median of the long ones, 0 without any."""
    angles: list[float] = []
    weights: list[float] = []
    for line in lines:
        along = _along(line)
        side = line.quad[3] - line.quad[0]
        if not line.glyphs.stacked and np.linalg.norm(along) > 8 * np.linalg.norm(side):
            angles.append(angle(line))
            weights.append(float(np.linalg.norm(along)))
    if not angles:
        return 0.0
    order = np.argsort(angles)
    reached = np.cumsum(np.array(weights)[order])
    return angles[int(order[int(np.searchsorted(reached, reached[-1] / 2))])]


def angle(line: ReadLine) -> float:
    """How far ``line`` sinks to the right, in degrees."""
    along = _along(line)
    return float(np.degrees(np.arctan2(along[1], along[0])))


def _along(line: ReadLine) -> npt.NDArray[np.float32]:
    along: npt.NDArray[np.float32] = line.quad[1] - line.quad[0] + line.quad[2] - line.quad[3]
    return along


class Placed:
    """A piece of text with its corners on the straightened page."""

    def __init__(self, piece: Piece, quad: npt.NDArray[np.float32]) -> None:
        self.piece = piece
        self.left, self.right = float(quad[:, 0].min()), float(quad[:, 0].max())
        # Both ends, because a photographed line may climb: neighbours meet end to end.
        self.start_y = float(quad[0, 1] + quad[3, 1]) / 2
        self.end_y = float(quad[1, 1] + quad[2, 1]) / 2
        self.height = float(abs(quad[3, 1] - quad[0, 1]) + abs(quad[2, 1] - quad[1, 1])) / 2

    @property
    def middle(self) -> float:
        return (self.start_y + self.end_y) / 2

    @property
    def box(self) -> tuple[float, float, float, float]:
        half = self.height / 2
        return self.left, self.middle - half, self.right, self.middle + half


def rows(placed: Sequence[Placed], points_per_pixel: float, lying: bool = False) -> list[Piece]:
    """Pieces joined into visual rows from top to bottom, each row from left to right; column by
    column on a page that has some. ``lying``: the page is wider than high."""
    if not placed:
        return []
    boxes = np.array([each.box for each in placed], np.float32)
    groups = in_columns(boxes, [len(each.piece.text) for each in placed], lying)
    return [
        row for group in groups for row in _rows([placed[i] for i in group.tolist()], points_per_pixel)
    ]


def _rows(placed: Sequence[Placed], points_per_pixel: float) -> list[Piece]:
    found: list[list[Placed]] = []
    for item in sorted(placed, key=lambda each: (each.middle, each.left)):
        for row in reversed(found[-4:]):
            if _same_row(row, item):
                row.append(item)
                break
        else:
            found.append([item])
    found.sort(key=lambda row: sum(each.middle for each in row) / len(row))
    result = []
    for row in found:
        row.sort(key=lambda each: each.left)
        height = float(np.median([each.height for each in row]))
        result.append(join_row([each.piece for each in row], 0.6 * height * points_per_pixel))
    return result


def _same_row(row: Sequence[Placed], item: Placed) -> bool:
    nearest = min(row, key=lambda each: max(item.left - each.right, each.left - item.right))
    shared = min(nearest.right, item.right) - max(nearest.left, item.left)
    if shared > 0.4 * min(nearest.right - nearest.left, item.right - item.left):
        return False
    if nearest.left <= item.left:
        distance = abs(nearest.end_y - item.start_y)
    else:
        distance = abs(nearest.start_y - item.end_y)
    return distance < 0.5 * min(nearest.height, item.height)


def interleave(
    loose: Sequence[Piece], cells: Sequence[tuple[CellPlace, Sequence[Piece]]]
) -> list[Block]:
    """Tables in place among the lines outside them: cell by cell, row by row, one table at a time.

    ``loose`` from top to bottom; ``cells`` in the order of their tables, rows and columns.
    """
    tops: dict[int, float] = {}
    for place, _ in cells:
        tops[place.table] = min(tops.get(place.table, place.box.y0), place.box.y0)
    blocks: list[Block] = []
    waiting = list(loose)
    for table in sorted(tops, key=lambda each: tops[each]):
        above = [piece for piece in waiting if _middle(piece) < tops[table]]
        waiting = [piece for piece in waiting if _middle(piece) >= tops[table]]
        blocks += [Block([piece]) for piece in above]
        blocks += [Block(list(pieces), place) for place, pieces in cells if place.table == table]
    return blocks + [Block([piece]) for piece in waiting]


def _middle(piece: Piece) -> float:
    box = piece.box
    return (box.y0 + box.y1) / 2
