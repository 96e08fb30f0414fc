"""Ruled tables on a scanned form (传票, 送达回证): the cells between the lines."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Image

Grey = npt.NDArray[np.uint8]

_WORK_SIDE = 1754  # px: A4 at 150 dpi shows every ruled line and no stroke as long as one
_FEWEST_CELLS = 4


@dataclass(frozen=True)
class GridCell:
    """``box`` in pixels of the straightened page: x0, y0, x1, y1."""

    table: int
    row: int
    column: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Straightened:
    """The way between a page and the same page turned so that its lines are level.

    ``matrix`` (2, 3) takes pixels of the page to pixels of the straightened page.
    """

    matrix: npt.NDArray[np.float64]

    @classmethod
    def by(cls, image: Image, angle: float) -> Straightened:
        """``angle``: how far lines sink to the right, in degrees."""
        height, width = image.shape[:2]
        return cls(np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)))

    def points(self, points: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """Points (n, 2) of the page on the straightened page."""
        moved = points @ self.matrix[:, :2].T + self.matrix[:, 2]
        return moved.astype(np.float32)

    def box_back(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """A box of the straightened page, as the upright box around it on the page."""
        x0, y0, x1, y1 = box
        back = cv2.invertAffineTransform(self.matrix)
        corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]]) @ back[:, :2].T + back[:, 2]
        low, high = corners.min(axis=0), corners.max(axis=0)
        return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def find_cells(image: Image, straightened: Straightened) -> list[GridCell]:
    """The cells of every ruled table on ``image``, table by table, row by row."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    height, width = grey.shape
    level = cv2.warpAffine(grey, straightened.matrix, (width, height), borderMode=cv2.BORDER_REPLICATE)
    ratio = min(1.0, _WORK_SIDE / max(height, width))
    if ratio < 1:
        level = cv2.resize(level, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    lines = _ruled_lines(_without_streaks(_ink(level)))
    if lines is None:
        return []
    cells: list[GridCell] = []
    count, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    frames = [(i, *(int(v) for v in stats[i][:4])) for i in range(1, count)]
    for label, x, y, w, h in sorted(frames, key=lambda frame: frame[2]):
        if w < 0.25 * level.shape[1] or h < 0.02 * level.shape[0]:
            continue
        # Only its own lines: the edge of the paper on a photo is a frame around every table.
        own = (labels[y : y + h, x : x + w] == label).astype(np.uint8) * 255
        boxes = _holes(own)
        if len(boxes) < _FEWEST_CELLS:
            continue
        table = cells[-1].table + 1 if cells else 0
        cells += [
            GridCell(
                table, row, column, ((x + a) / ratio, (y + b) / ratio, (x + c) / ratio, (y + d) / ratio)
            )
            for row, column, (a, b, c, d) in _numbered(boxes)
        ]
    return cells


def _ink(grey: Grey) -> Grey:
    ink: Grey = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12
    )
    return ink


def _without_streaks(ink: Grey) -> Grey:
    """Fax machines draw one-pixel lines from edge to edge, over table and margin alike."""
    height, width = ink.shape
    kept = ink.copy()
    for full, axis in ((width, 1), (height, 0)):
        dark = np.count_nonzero(ink, axis=axis) > 0.95 * full
        edges = np.flatnonzero(np.diff(np.concatenate([[0], dark.astype(np.int8), [0]])))
        for begin, end in edges.reshape(-1, 2):
            if end - begin > 4:
                continue
            # Strokes that cross the streak go on above and below it.
            if axis == 1:
                across = ink[max(0, begin - 2)] & ink[min(height - 1, end + 1)]
                kept[begin:end] = across[None]
            else:
                across = ink[:, max(0, begin - 2)] & ink[:, min(width - 1, end + 1)]
                kept[:, begin:end] = across[:, None]
    return kept


def _ruled_lines(ink: Grey) -> Grey | None:
    """The long horizontal and vertical lines with small breaks closed; None without both kinds."""
    height, width = ink.shape
    sealed = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    across = cv2.morphologyEx(sealed, cv2.MORPH_OPEN, np.ones((1, max(20, width // 22)), np.uint8))
    down = cv2.morphologyEx(sealed, cv2.MORPH_OPEN, np.ones((max(20, height // 44), 1), np.uint8))
    if not across.any() or not down.any():
        return None
    across = cv2.dilate(across, np.ones((3, 9), np.uint8))
    down = cv2.dilate(down, np.ones((9, 3), np.uint8))
    lines: Grey = across | down
    return lines


def _holes(lines: Grey) -> list[tuple[int, int, int, int]]:
    """The white rectangles enclosed by ``lines``, which fill the frame from edge to edge."""
    count, _, stats, _ = cv2.connectedComponentsWithStats(255 - lines, connectivity=4)
    height, width = lines.shape
    boxes = []
    for label in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[label])
        open_to_edge = x == 0 or y == 0 or x + w == width or y + h == height
        if not open_to_edge and w > 14 and h > 14 and area > 0.55 * w * h:
            boxes.append((x, y, x + w, y + h))
    return boxes


def _numbered(
    boxes: list[tuple[int, int, int, int]],
) -> list[tuple[int, int, tuple[int, int, int, int]]]:
    """Row and column of each box by where its top and left side stand, in reading order."""
    rows = _levels([box[1] for box in boxes])
    columns = _levels([box[0] for box in boxes])
    return sorted((rows[box[1]], columns[box[0]], box) for box in boxes)


def _levels(values: list[int], tolerance: int = 10) -> dict[int, int]:
    """Each value's rank, values closer than ``tolerance`` sharing one."""
    ranks: dict[int, int] = {}
    rank, previous = -1, None
    for value in sorted(set(values)):
        if previous is None or value - previous > tolerance:
            rank += 1
        ranks[value], previous = rank, value
    return ranks
