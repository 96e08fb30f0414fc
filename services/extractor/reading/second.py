"""Another pair of eyes: PP-OCRv4 reads single lines again, Tesseract has a third vote on digits.

PP-OCRv4 (the rapidocr-onnxruntime wheel) is another model with other training than the engine that
reads the pages, so the two rarely make the same mistake. ``YINGSU_OCR_SECOND`` is auto (default) or
off. A reader that is not installed costs its opinion, nothing else.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from services.extractor.reading.engines import (
    EngineAbsent,
    Glyphs,
    Image,
    Quad,
    ocr_precision,
    ocr_threads,
)
from services.extractor.reading.models import onnxruntime_model, openvino_model, wheel_file
from services.extractor.reading.recogniser import Recogniser
from services.extractor.reading.spelling import corrected
from services.extractor.reading.tesseract import Tesseract

NAME = "ppocrv4"


@dataclass(frozen=True)
class SecondReader:
    """``recogniser`` None: not installed or switched off, ``note`` says which."""

    recogniser: Recogniser | None
    note: str = ""

    def knows(self, character: str) -> bool:
        """Whether it can read ``character`` at all: rare names hold some it was never taught."""
        return self.recogniser is not None and character in self.recogniser.characters

    def read(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        """The lines of ``image`` at ``quads``, one answer each; nothing without a recogniser."""
        if self.recogniser is None:
            return []
        return [corrected(glyphs) for glyphs in self.recogniser.read(image, quads)]


def second_reader() -> SecondReader:
    """The second reader of this process, loaded once."""
    return _load(os.environ.get("YINGSU_OCR_SECOND", "auto"), ocr_precision(), ocr_threads())


@cache
def _load(wanted: str, precision: str, threads: int) -> SecondReader:
    if wanted == "off":
        return SecondReader(None, "second ocr reader switched off")
    try:
        path = wheel_file("rapidocr_onnxruntime", "models", "ch_PP-OCRv4_rec_infer.onnx")
    except EngineAbsent:
        return SecondReader(None, "second ocr reader absent (rapidocr-onnxruntime)")
    try:
        return SecondReader(Recogniser(openvino_model(path, precision, threads), 64))
    except (ImportError, OSError, RuntimeError):
        pass
    try:
        return SecondReader(Recogniser(onnxruntime_model(path, threads), 1))
    except (ImportError, OSError, RuntimeError) as error:
        return SecondReader(None, f"second ocr reader absent ({error.__class__.__name__})")


def third_vote(image: Image, quad: Quad) -> str | None:
    """The line at ``quad`` as Tesseract reads it; None when it is not installed or sees nothing."""
    reader = _tesseract()
    if reader is None:
        return None
    low = np.clip(quad.min(axis=0).astype(int) - 6, 0, None)
    high = quad.max(axis=0).astype(int) + 6
    # A page is sent to another process as a whole: only the strip around the line goes there.
    strip = np.ascontiguousarray(image[low[1] : high[1], low[0] : high[0]])
    glyphs = reader.recognise(strip, [(quad - low).astype(np.float32)])[0]
    return corrected(glyphs).text or None


@cache
def _tesseract() -> Tesseract | None:
    try:
        return Tesseract()
    except (ImportError, OSError, EngineAbsent):
        return None
