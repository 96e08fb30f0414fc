"""Red seals over black print: where they are, and the page without their colour."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Image

Mask = npt.NDArray[np.uint8]

_SHARE = 0.0005  # of the page: fewer red pixels are noise, more are looked at
_BLACK, _WHITE = 40, 185  # levels of the red channel stretched to 0..255
_SMALLEST_MM = 14.0  # a seal's diameter is 42 mm (agencies), 45 mm (courts); parts of one are smaller
_A4_WIDTH_MM = 210.0


@dataclass(frozen=True)
class Seals:
    """``image`` is the page without the seals' colour, ``mask`` (h, w) is 255 on red ink of a seal,
    ``boxes`` are pixels x0, y0, x1, y1."""

    image: Image
    mask: Mask
    boxes: tuple[tuple[int, int, int, int], ...]


def without_seals(image: Image) -> Seals | None:
    """The page with its red seals faded; None when there is none.

    Gated: on a page without seal the colours stay as they are. Red print that is no seal (a
    letterhead, a red title) keeps its colour too, or it would vanish from the page.
    """
    red = _red(image)
    if np.count_nonzero(red) < _SHARE * red.size:
        return None
    joined = _joined(red)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    smallest = _SMALLEST_MM / _A4_WIDTH_MM * min(image.shape[:2])
    boxes: list[tuple[int, int, int, int]] = []
    other = np.zeros(red.shape, bool)
    for label in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[label])
        if max(width, height) < smallest:
            continue
        if width <= 1.8 * height or _is_cut(labels[y : y + height, x : x + width] == label, smallest):
            boxes.append((x, y, x + width, y + height))
    boxes = [box for box in boxes if not any(_within(box, other_) for other_ in boxes)]
    if not boxes:
        return None
    for label in range(1, count):
        x, y, width, height, _ = (int(v) for v in stats[label])
        if width * height > 16 and not any(_inside(x, y, width, height, box) for box in boxes):
            other[y : y + height, x : x + width] |= labels[y : y + height, x : x + width] == label
    channel = image[:, :, 2].astype(np.float32)
    grey = np.clip((channel - _BLACK) * (255 / (_WHITE - _BLACK)), 0, 255).astype(np.uint8)
    faded: Image = np.repeat(grey[:, :, None], 3, axis=2)
    faded[other] = image[other]
    mask = np.zeros(red.shape, np.uint8)
    for x0, y0, x1, y1 in boxes:
        mask[y0:y1, x0:x1] = red[y0:y1, x0:x1]
    return Seals(faded, mask, tuple(boxes))


def _inside(x: int, y: int, width: int, height: int, box: tuple[int, int, int, int]) -> bool:
    """Whether the middle of the first is inside ``box``: the letters and the star of a seal."""
    return box[0] <= x + width / 2 <= box[2] and box[1] <= y + height / 2 <= box[3]


def _within(inner: tuple[int, int, int, int], outer: tuple[int, int, int, int]) -> bool:
    x0, y0, x1, y1 = inner
    return inner != outer and _inside(x0, y0, x1 - x0, y1 - y0, outer) and x1 - x0 < outer[2] - outer[0]


def _is_cut(part: npt.NDArray[np.bool_], smallest: float) -> bool:
    """Whether ``part``, wider than high, is the upper or lower piece of a seal cut by the page's edge:
    its outline is the arc of a circle as large as a seal, not the rectangle of a line of red print."""
    width = part.shape[1]
    columns = np.flatnonzero(part.any(axis=0))
    top = part.argmax(axis=0)[columns]
    bottom = part.shape[0] - 1 - part[::-1].argmax(axis=0)[columns]
    for edge in (top, bottom):
        # x² + y² = 2ax + 2by + c, by least squares; noise makes single columns wrong, not the arc.
        x, y = columns.astype(np.float64), edge.astype(np.float64)
        terms = np.stack([2 * x, 2 * y, np.ones_like(x)], axis=1)
        (a, b, c), *_ = np.linalg.lstsq(terms, x * x + y * y, rcond=None)
        radius = float(np.sqrt(max(0.0, c + a * a + b * b)))
        off = np.abs(np.hypot(x - a, y - b) - radius)
        sized = 0.45 * width <= radius <= 0.8 * width and 2 * radius > 1.4 * smallest
        if sized and float(np.percentile(off, 90)) < 0.06 * radius and np.ptp(y) > 0.25 * radius:
            return True
    return False


def _red(image: Image) -> Mask:
    """255 where a pixel is clearly red (not brown paper, not a warm photo)."""
    blue, green, red = (image[:, :, i].astype(np.int16) for i in range(3))
    other = np.maximum(blue, green)
    found: Mask = (((red - other) > 45) & (red > 90)).astype(np.uint8) * 255
    return found


def _joined(red: Mask) -> Mask:
    """Strokes of one seal grown together; single noisy pixels removed first."""
    scale = max(1, round(min(red.shape) / 600))
    cleaned = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (8 * scale + 1, 8 * scale + 1))
    joined: Mask = cv2.morphologyEx(cleaned, cv2.MORPH_CLOSE, kernel)
    return joined
