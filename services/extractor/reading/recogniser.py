"""What does a line say? PaddleOCR's text recognisers: a crop in, characters with their places out."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cached_property

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.reading.engines import Glyphs, Image, Quad
from services.extractor.reading.models import Model, normalised

_LINE_HEIGHT = 48  # px the recognisers were trained on
_MIN_WIDTH = 320


class Recogniser:
    """One recogniser. ``width_step``: widths are rounded up to it (OpenVINO prepares each new shape
    once)."""

    def __init__(self, model: Model, width_step: int) -> None:
        self._recognise = model.run
        # CTC: class 0 is "nothing here", the last one a space.
        self._alphabet = ["", *model.metadata("character").splitlines(), " "]
        self._step = width_step

    @cached_property
    def characters(self) -> frozenset[str]:
        """Everything it can read."""
        return frozenset(self._alphabet)

    def read(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        """The lines of ``image`` at ``quads``, one answer each."""
        return [self._read_quad(image, quad) for quad in quads]

    def _read_quad(self, image: Image, quad: Quad) -> Glyphs:
        crop = cut(image, quad)
        height, width = crop.shape[:2]
        if height < 1.5 * width:
            return self._read_crop(crop)
        # A tall crop: a column of characters, a single narrow one, or a line lying on its side.
        readings = [_stacked(self._read_crop(image_), heights) for image_, heights in [_unstack(crop)]]
        readings.append(_stacked(self._read_crop(np.ascontiguousarray(np.rot90(crop))), None))
        if height < 3 * width:
            readings.append(self._read_crop(crop))
        return max(readings, key=lambda glyphs: glyphs.mean)

    def _read_crop(self, crop: Image) -> Glyphs:
        height, width = crop.shape[:2]
        used = max(1, math.ceil(_LINE_HEIGHT * width / height))
        padded = max(_MIN_WIDTH, used)
        padded += -padded % self._step
        tensor = np.zeros((1, 3, _LINE_HEIGHT, padded), np.float32)
        tensor[:, :, :, :used] = normalised(cv2.resize(crop, (used, _LINE_HEIGHT)))
        chances = self._recognise(tensor)[0]
        best = chances.argmax(axis=1)
        first = np.ones(len(best), bool)
        first[1:] = best[1:] != best[:-1]
        columns = np.flatnonzero(first & (best != 0))
        text = "".join(self._alphabet[best[column]] for column in columns)
        step = padded / len(best)
        centres = (columns + 0.5) * step / used
        return Glyphs(
            text,
            chances[columns, best[columns]].astype(np.float32),
            _edges(text, np.minimum(centres, 1.0), _LINE_HEIGHT / used),
        )


def cut(image: Image, quad: Quad) -> Image:
    """The quadrilateral as an upright image of its own size."""
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)  # top, right, bottom, left
    width = max(1, int(max(sides[0], sides[2])))
    height = max(1, int(max(sides[1], sides[3])))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, target)
    crop: Image = cv2.warpPerspective(
        image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE, flags=cv2.INTER_CUBIC
    )
    return crop


def _edges(text: str, centres: npt.NDArray[np.float64], em: float) -> npt.NDArray[np.float32]:
    """Where characters begin and end, from their centres: half way to the neighbour, at most half a
    character's own width (a full em for ideographs, half an em for ASCII; ``em`` as a fraction of
    the line, which the recogniser's crop shows with some margin)."""
    if not len(centres):
        return np.empty((0, 2), np.float32)
    half = np.array([0.25 if ord(c) < 0x80 else 0.45 for c in text]) * em
    gaps = np.diff(centres)
    share = half[:-1] / (half[:-1] + half[1:])
    before, after = np.full(len(centres), np.inf), np.full(len(centres), np.inf)
    after[:-1] = gaps * share
    before[1:] = gaps * (1 - share)
    begin = centres - np.minimum(before, half)
    end = centres + np.minimum(after, half)
    edges: npt.NDArray[np.float32] = np.clip(np.stack([begin, end], axis=1), 0, 1).astype(np.float32)
    return edges


def _unstack(crop: Image) -> tuple[Image, npt.NDArray[np.float32]]:
    """A column of characters as a row, and each one's extent (n, 2) along the column, 0..1."""
    height, width = crop.shape[:2]
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    filled = np.concatenate([[0], (ink.any(axis=1)).astype(np.int8), [0]])
    change = np.diff(filled)
    parts: list[list[int]] = []
    starts, ends = np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist()
    for begin, end in zip(starts, ends, strict=True):
        # 二 and 亘 have gaps inside: together they still are no taller than the column is wide.
        if parts and end - parts[-1][0] <= 0.95 * width:
            parts[-1][1] = end
        else:
            parts.append([begin, end])
    if not parts:
        parts = [[0, height]]
    tiles = []
    for begin, end in parts:
        tile = np.full((width, width, 3), int(np.median(crop)), np.uint8)
        middle, half = (begin + end) // 2, width // 2
        source = crop[max(0, middle - half) : middle + half][:width]
        source = source.copy()
        top = max(0, half - middle)
        tile[top : top + len(source)] = source
        tiles.append(tile)
    return np.concatenate(tiles, axis=1), np.array(parts, np.float32) / height


def _stacked(glyphs: Glyphs, extents: npt.NDArray[np.float32] | None) -> Glyphs:
    """A reading of a turned or unstacked crop, with edges along the column."""
    if extents is None:
        # Turned counter-clockwise: the line's start was at the top of the right-hand side.
        return Glyphs(glyphs.text, glyphs.confidence, glyphs.edges, stacked=True)
    if not glyphs.text:
        return glyphs
    middles = glyphs.edges.mean(axis=1) * len(extents)
    index = np.clip(middles.astype(int), 0, len(extents) - 1)
    return Glyphs(glyphs.text, glyphs.confidence, extents[index], stacked=True)
