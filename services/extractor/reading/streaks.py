"""Thin lines down the whole page: dirt on the glass of a scanner that draws its paper in.

They run through letters and make 土 of 二, 主 of 三. Ruled lines of a form end at its margins. Lines
from side to side are left alone: they hide few letters, and taking them out takes strokes with them.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Image

_LENGTH = 0.95  # of the page: a streak is dark over all of it, whatever it crosses
_WIDEST = 0.004  # of the page: 7 px at 200 dpi
_DARKER = 40  # grey levels below the paper


def without_streaks(image: Image) -> Image:
    """``image`` with every streak filled from both of its sides; the same object without any."""
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    paper = int(np.percentile(grey[::8, ::8], 90))
    dark = np.count_nonzero(grey < paper - _DARKER, axis=0)
    cleaned = image
    for begin, end in _streaks(dark > _LENGTH * len(grey)):
        if cleaned is image:
            cleaned = image.copy()
        # The brighter side: a stroke that crosses goes on, paper stays paper. Edges are soft.
        sides = np.maximum(image[:, begin - 2], image[:, end + 1])
        cleaned[:, begin - 1 : end + 1] = sides[:, None]
    return cleaned


def _streaks(full: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last column (exclusive) of each streak; ``full``: which columns are dark all along.
    What is wide or touches the edge is the edge of the paper, or the lid of the scanner."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
    for begin, end in edges.reshape(-1, 2).tolist():
        if end - begin <= max(3, _WIDEST * len(full)) and begin > 3 and end < len(full) - 3:
            yield begin, end
