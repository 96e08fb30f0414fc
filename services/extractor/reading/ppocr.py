"""PP-OCRv6 (the two ONNX models in the rapidocr wheel) driven directly.

The wrapper in rapidocr shrinks the page first and recognises in batches; measured on court pages,
batch 1 at the exact width costs 21 % less CPU and half the memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Glyphs, Image, Quad, ReadLine
from services.extractor.reading.models import Model, Tensor, normalised, wheel_file
from services.extractor.reading.recogniser import Recogniser


class PaddleOcr:
    """Detector and recogniser; ``load`` puts a model file on a runtime. ``width_step``: widths are
    rounded up to it (OpenVINO prepares each new shape once)."""

    def __init__(self, name: str, load: Callable[[Path], Model], width_step: int) -> None:
        cv2.setNumThreads(1)
        self.name = name
        self._detect = load(wheel_file("rapidocr", "models", "PP-OCRv6_det_small.onnx")).run
        recogniser = load(wheel_file("rapidocr", "models", "PP-OCRv6_rec_small.onnx"))
        self._recogniser = Recogniser(recogniser, width_step)

    def read(
        self, image: Image, *, detector_side: int = 960, longest: int | None = None
    ) -> list[ReadLine]:
        quads = self.detect(image, detector_side)
        if longest is not None:
            quads.sort(key=lambda quad: float(np.ptp(quad, axis=0).max()), reverse=True)
            quads = quads[:longest]
        return [
            ReadLine(quad, glyphs)
            for quad, glyphs in zip(quads, self.recognise(image, quads), strict=True)
            if glyphs.text.strip()
        ]

    def recognise(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        return self._recogniser.read(image, quads)

    # --- where are lines? -----------------------------------------------------------------------

    def detect(self, image: Image, side: int = 960) -> list[Quad]:
        """Quadrilaterals around the lines of ``image``, its long side reduced to ``side``."""
        height, width = image.shape[:2]
        ratio = min(1.0, side / max(height, width))
        size = (_multiple(width * ratio, 32), _multiple(height * ratio, 32))
        small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
        heat = self._detect(normalised(small))[0, 0]
        mask = cv2.dilate((heat > _HEAT).astype(np.uint8), np.ones((2, 2), np.uint8))
        contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        scale = np.array([width / size[0], height / size[1]], np.float32)
        bounds = np.array([width - 1, height - 1], np.float32)
        quads = []
        for contour in contours[:_MAX_LINES]:
            centre, (long, short), angle = cv2.minAreaRect(contour)
            if min(long, short) < 3 or _mean_heat(heat, (centre, (long, short), angle)) < _LINE_HEAT:
                continue
            # The network marks the core of a line; the line itself is this much larger all round.
            grow = 2 * _UNCLIP * long * short / (2 * (long + short))
            if min(long, short) + grow < 5:
                continue
            corners = cv2.boxPoints((centre, (long + grow, short + grow), angle))
            quads.append(_ordered(np.clip(corners * scale, 0, bounds)))
        return quads


_HEAT, _LINE_HEAT, _UNCLIP = 0.3, 0.5, 1.6
_MAX_LINES = 1000


def _multiple(value: float, of: int) -> int:
    return max(of, round(value / of) * of)


def _mean_heat(
    heat: Tensor, rectangle: tuple[tuple[float, float], tuple[float, float], float]
) -> float:
    corners = cv2.boxPoints(rectangle)
    low = np.clip(np.floor(corners.min(axis=0)), 0, None).astype(int)
    high = np.ceil(corners.max(axis=0)).astype(int)
    window = heat[low[1] : high[1] + 1, low[0] : high[0] + 1]
    mask = np.zeros(window.shape, np.uint8)
    cv2.fillPoly(mask, [(corners - low).astype(np.int32)], 1)
    return float(cv2.mean(np.ascontiguousarray(window), mask)[0])


def _ordered(corners: npt.NDArray[np.float32]) -> Quad:
    """The corners clockwise from the top left."""
    by_x = corners[np.argsort(corners[:, 0])]
    left = by_x[:2][np.argsort(by_x[:2, 1])]
    right = by_x[2:][np.argsort(by_x[2:, 1])]
    return np.array([left[0], right[0], right[1], left[1]], np.float32)
