"""What a page's picture lacks for being read, and the cleaning that helps there and nowhere else.

Every step is gated by evidence on the page itself: each of them costs accuracy on pages that do not
need it.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Image
from services.extractor.reading.limits import MAX_OCR_SIDE
from services.extractor.reading.seal import Seals, without_seals
from services.extractor.reading.streaks import without_streaks

Grey = npt.NDArray[np.uint8]


@dataclass(frozen=True)
class Prepared:
    """A picture ready for reading, and the seals whose colour was taken out of it."""

    image: Image
    seals: Seals | None


FAINT = 90  # grey levels between ink and paper; print has 150 and more
_LEAST_INK = 0.0002  # of the page; below it the page is blank
_WORK_SIDE = 1400  # px: strokes of print are still two or three wide
# Of the paper's brightness: every mark is below the first, the core of print below the second.
_PALE, _DARK = 0.93, 0.62
# Area of marks that are pale throughout, against marks with a dark core. Measured on generated pages:
# at most 0.013 on scans, fax, photos; 0.08 and more with the other side shining through.
_SHINES_THROUGH, _ALL_PALE = 0.05, 3.0


def prepared(image: Image) -> Prepared:
    """``image`` (upright) cleaned of what evidence says is on it."""
    image = without_streaks(image)
    seals = without_seals(image)
    clean = seals.image if seals else image
    return Prepared(without_background(clean), seals)


def without_background(image: Image) -> Image:
    """``image`` freed of what shines through from its other side and of watermarks.

    Gated: only where many marks are pale throughout. Print is dark at its core even where it is small,
    and where all of it is pale (faint print, motion blur) there is nothing to tell the two apart.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    small = reduced_grey(grey, _WORK_SIDE)
    paper = paper_of(small)
    share = small / np.maximum(paper, 1.0)
    marks = (share < _PALE).astype(np.uint8)
    core = share < _DARK
    count, labels = cv2.connectedComponents(marks, connectivity=8)
    dark = np.bincount(labels[core], minlength=count) > 0
    size = np.bincount(labels.ravel(), minlength=count)
    size[0] = 0
    pale = ~dark & (size > 12)  # smaller ones are grain
    against = size[pale].sum() / max(1, size[dark].sum())
    if not _SHINES_THROUGH < against < _ALL_PALE:
        return image
    # Just below the darkest background, but never into the print itself.
    levels = share[pale[labels] & (marks > 0)]
    white = float(np.clip(np.percentile(levels, 2) - 0.02, _DARK, _PALE))
    black = float(np.percentile(share[core], 20)) if core.any() else 0.0
    field = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    even = (grey / np.maximum(field, 1.0) - black) * (255 / max(white - black, 0.1))
    cleaned: Image = np.repeat(np.clip(even, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
    return cleaned


def paper_of(grey: Grey) -> npt.NDArray[np.float32]:
    """How bright the bare paper is at each place: shadows stay, marks vanish."""
    tiny = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    bare = cv2.morphologyEx(tiny, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    smooth = cv2.GaussianBlur(bare, (0, 0), 6)
    field: npt.NDArray[np.float32] = cv2.resize(
        smooth, grey.shape[::-1], interpolation=cv2.INTER_LINEAR
    ).astype(np.float32)
    return field


def reduced_grey(grey: Grey, side: int) -> Grey:
    """``grey`` with its long side at most ``side``."""
    ratio = min(1.0, side / max(grey.shape))
    small: Grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return small


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
    # A noisy page with few letters has more dark grain than ink.
    grain = float(np.median(cv2.absdiff(grey, cv2.medianBlur(grey, 3))))
    ink = grey[grey < paper - 12 * max(1.0, grain)]
    return (float(np.percentile(ink, 10)) if ink.size else 0.0), paper


def stretched(image: Image) -> Image:
    """The levels between ink and paper spread over the whole range."""
    ink, paper = ink_level(image)
    levels = (image.astype(np.float32) - ink) * (255 / max(paper - ink, 1))
    stretched: Image = np.clip(levels, 0, 255).astype(np.uint8)
    return stretched
