"""Tesseract chi_sim through pytesseract: the reader of last resort, which needs no model wheel."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from services.extractor.reading.engines import EngineAbsent, Glyphs, Image, Quad, ReadLine


class Tesseract:
    """One page block of lines (psm 6); the page must stand straight, so it is turned first."""

    name = "tesseract-chi_sim"

    def __init__(self) -> None:
        import pytesseract  # noqa: PLC0415

        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        cv2.setNumThreads(1)
        try:
            languages = pytesseract.get_languages()
        except pytesseract.TesseractNotFoundError as error:
            raise EngineAbsent("tesseract is not installed") from error
        if "chi_sim" not in languages:
            raise EngineAbsent("tesseract has no chi_sim")
        self._tesseract = pytesseract

    def read(
        self, image: Image, *, detector_side: int = 960, longest: int | None = None
    ) -> list[ReadLine]:
        angle = skew(image)
        matrix = cv2.getRotationMatrix2D((image.shape[1] / 2, image.shape[0] / 2), angle, 1.0)
        straight = image
        if abs(angle) > 0.2:
            size = (image.shape[1], image.shape[0])
            straight = cv2.warpAffine(image, matrix, size, borderValue=(255, 255, 255))
        back = cv2.invertAffineTransform(matrix)
        lines = []
        for words in self._words(straight, psm=6):
            glyphs, (x0, y0, x1, y1) = _line(words)
            corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]], np.float32)
            quad = corners @ back.T if abs(angle) > 0.2 else corners[:, :2]
            if glyphs.text:
                lines.append(ReadLine(quad.astype(np.float32), glyphs))
        return lines

    def recognise(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        return [self._read_quad(image, quad) for quad in quads]

    def _read_quad(self, image: Image, quad: Quad) -> Glyphs:
        low = np.clip(quad.min(axis=0).astype(int) - 4, 0, None)
        high = quad.max(axis=0).astype(int) + 4
        crop = image[low[1] : high[1], low[0] : high[0]]
        rows = self._words(crop, psm=7) if crop.size else []
        if not rows:
            return Glyphs("", np.empty(0, np.float32), np.empty((0, 2), np.float32))
        return _line([word for row in rows for word in row])[0]

    def _words(self, image: Image, psm: int) -> list[list[dict[str, Any]]]:
        """Words of each line in order: text, conf, left, top, width, height."""
        table = self._tesseract.image_to_data(
            cv2.cvtColor(image, cv2.COLOR_BGR2RGB),
            lang="chi_sim",
            config=f"--oem 1 --psm {psm}",
            output_type=self._tesseract.Output.DICT,
        )
        rows: dict[tuple[int, int, int], list[dict[str, Any]]] = {}
        for index, text in enumerate(table["text"]):
            if text.strip() and float(table["conf"][index]) >= 0:
                key = (table["block_num"][index], table["par_num"][index], table["line_num"][index])
                names = ("text", "conf", "left", "top", "width", "height")
                rows.setdefault(key, []).append({name: table[name][index] for name in names})
        return list(rows.values())


def _line(words: Sequence[dict[str, Any]]) -> tuple[Glyphs, tuple[float, float, float, float]]:
    """Words as one line. Tesseract puts spaces between ideographs: only those between Latin words
    are kept. Characters share their word's confidence and divide its width."""
    x0 = min(w["left"] for w in words)
    x1 = max(w["left"] + w["width"] for w in words)
    y0 = min(w["top"] for w in words)
    y1 = max(w["top"] + w["height"] for w in words)
    length = max(1.0, float(x1 - x0))
    text = ""
    confidence: list[float] = []
    edges: list[tuple[float, float]] = []
    for word in words:
        characters = word["text"].strip()
        begin, step = word["left"] - x0, word["width"] / len(characters)
        if re.search(r"[A-Za-z]$", text) and re.match(r"[A-Za-z]", characters):
            text += " "
            confidence.append(1.0)
            edges.append((edges[-1][1], begin / length))
        text += characters
        confidence += [max(0.0, float(word["conf"])) / 100] * len(characters)
        edges += [
            ((begin + i * step) / length, (begin + (i + 1) * step) / length)
            for i in range(len(characters))
        ]
    glyphs = Glyphs(text, np.array(confidence, np.float32), np.array(edges, np.float32).reshape(-1, 2))
    return glyphs, (float(x0), float(y0), float(x1), float(y1))


def skew(image: Image) -> float:
    """By how many degrees the page must be turned counter-clockwise to stand straight, within ±6.

    The angle at which the ink's row sums vary most: lines then fall into the same rows.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ratio = 700 / max(grey.shape)
    if ratio < 1:
        grey = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    size = (ink.shape[1], ink.shape[0])
    centre = (size[0] / 2, size[1] / 2)

    def sharpness(angle: float) -> float:
        matrix = cv2.getRotationMatrix2D(centre, angle, 1.0)
        rows = cv2.warpAffine(ink, matrix, size, flags=cv2.INTER_NEAREST).sum(axis=1, dtype=np.float64)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-6, 6.1, 1.0), key=sharpness)
    return float(max(np.arange(coarse - 1, coarse + 1.01, 0.2), key=sharpness))
