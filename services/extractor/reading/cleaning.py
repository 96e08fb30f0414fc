"""What a page's picture lacks for being read, and the cleaning that helps there and nowhere else.

Every step is gated by evidence on the page itself: each of them costs accuracy on pages that do not
need it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from services.extractor.reading.engines import Image
from services.extractor.reading.limits import MAX_OCR_SIDE
from services.extractor.reading.seal import Seals, without_seals


@dataclass(frozen=True)
class Prepared:
    """A picture ready for reading, and the seals whose colour was taken out of it."""

    image: Image
    seals: Seals | None


FAINT = 90  # grey levels between ink and paper; print has 150 and more
_LEAST_INK = 0.0002  # of the page; below it the page is blank


def prepared(image: Image) -> Prepared:
    """``image`` (upright) cleaned of what evidence says is on it."""
    seals = without_seals(image)
    clean = seals.image if seals else image
    return Prepared(clean, seals)


def reduced(image: Image, side: int = MAX_OCR_SIDE) -> Image:
    ratio = side / max(image.shape[:2])
    if ratio >= 1:
        return image
    small: Image = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return small


def is_blank(image: Image) -> bool:
    grey = cv2.cvtColor(reduced(image, 1000), cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey, 90))
    # A shadow at the edge of the glass is no ink: look inside it.
    margin_y, margin_x = (int(0.02 * side) for side in grey.shape)
    inside = grey[margin_y : grey.shape[0] - margin_y, margin_x : grey.shape[1] - margin_x]
    return bool(np.count_nonzero(inside < paper - 24) < _LEAST_INK * inside.size)


def ink_level(image: Image) -> tuple[float, float]:
    """Grey levels of ink and of paper."""
    grey = cv2.cvtColor(reduced(image, 1000), cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey, 90))
    ink = grey[grey < paper - 12]
    return (float(np.percentile(ink, 10)) if ink.size else 0.0), paper


def stretched(image: Image) -> Image:
    """The levels between ink and paper spread over the whole range."""
    ink, paper = ink_level(image)
    levels = (image.astype(np.float32) - ink) * (255 / max(paper - ink, 1))
    stretched: Image = np.clip(levels, 0, 255).astype(np.uint8)
    return stretched
