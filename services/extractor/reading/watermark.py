"""Pale letters across a page (仅供办案使用, a copying service's name) are no text of the paper."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from services.extractor.reading.engines import Image, ReadLine
from services.extractor.reading.order import angle, slant
from services.extractor.reading.recogniser import cut

_ASLANT = 8.0  # degrees against the print: more than any bent page
_PALE = 0.7  # of the darkest line's contrast


def without_watermarks(image: Image, lines: Sequence[ReadLine]) -> list[ReadLine]:
    """``lines`` less those that are both paler than the print and aslant to it."""
    angles = [angle(line) for line in lines]
    if not lines or max(angles) - min(angles) < _ASLANT:
        return list(lines)
    depths = [_depth(image, line) for line in lines]
    dark = [depth >= _PALE * max(depths) for depth in depths]
    level = slant([line for line, printed in zip(lines, dark, strict=True) if printed])
    return [
        line
        for line, turn, printed in zip(lines, angles, dark, strict=True)
        if printed or not _is_long(line) or abs(turn - level) < _ASLANT
    ]


def _is_long(line: ReadLine) -> bool:
    """Long enough for its direction to be known."""
    width, height = (float(np.linalg.norm(line.quad[i] - line.quad[0])) for i in (1, 3))
    return not line.glyphs.stacked and width > 3 * height


def _depth(image: Image, line: ReadLine) -> float:
    """How much darker than its ground a line is, in grey levels."""
    grey = cv2.cvtColor(cut(image, line.quad), cv2.COLOR_BGR2GRAY)
    low, high = np.percentile(grey, [5, 90])
    return float(high - low)
