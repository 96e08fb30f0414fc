"""OCR engines behind one protocol, and which of them reads here.

``YINGSU_OCR_ENGINE`` is auto (default), openvino, onnxruntime or tesseract; an engine that is not
installed gives way to the next with a note. ``YINGSU_OCR_PRECISION`` is auto (default: bf16 where
the processor has it), f32 or bf16 and concerns OpenVINO only. ``YINGSU_OCR_THREADS`` (else
``YINGSU_THREADS``, else 1) is the number of threads of one reader: two readers beat one reader with
two threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

Image = npt.NDArray[np.uint8]  # (height, width, 3), BGR
Quad = npt.NDArray[np.float32]  # (4, 2) pixels: top left, top right, bottom right, bottom left


@dataclass(frozen=True)
class Glyphs:
    """The characters read from one line: ``confidence`` (n,), ``edges`` (n, 2) where each begins
    and ends along the line, as fractions 0..1 of its length."""

    text: str
    confidence: npt.NDArray[np.float32]
    edges: npt.NDArray[np.float32]
    stacked: bool = False  # written from top to bottom

    @property
    def mean(self) -> float:
        return float(self.confidence.mean()) if self.text else 0.0


@dataclass(frozen=True)
class ReadLine:
    """A line of an image. ``quad`` follows the text: its first side is the top of the line."""

    quad: Quad
    glyphs: Glyphs

    def boxes(self) -> npt.NDArray[np.float32]:
        """One upright box in pixels per character, shape (n, 4)."""
        begin, end = self.glyphs.edges[:, :1], self.glyphs.edges[:, 1:]
        top_left, top_right, bottom_right, bottom_left = self.quad
        if self.glyphs.stacked:
            start_a, start_b, stop_a, stop_b = top_left, top_right, bottom_left, bottom_right
        else:
            start_a, start_b, stop_a, stop_b = top_left, bottom_left, top_right, bottom_right
        corners = np.stack(
            [
                start_a + begin * (stop_a - start_a),
                start_a + end * (stop_a - start_a),
                start_b + begin * (stop_b - start_b),
                start_b + end * (stop_b - start_b),
            ]
        )
        low, high = corners.min(axis=0), corners.max(axis=0)
        return np.concatenate([low, high], axis=1).astype(np.float32)


class Engine(Protocol):
    """Reads images of upright pages. Not safe for use from several threads."""

    name: str

    def read(
        self, image: Image, *, detector_side: int = 960, longest: int | None = None
    ) -> list[ReadLine]:
        """Every line of a page, or at least the ``longest`` ones, in no particular order."""

    def recognise(self, image: Image, quads: Sequence[Quad]) -> list[Glyphs]:
        """The lines at ``quads`` read again, one answer each."""


class EngineAbsent(Exception):
    """An engine, its model or its language data is not installed here."""


@dataclass(frozen=True)
class Chosen:
    engine: Engine
    notes: tuple[str, ...]


def ocr_engine() -> Chosen:
    """The engine for this process, loaded once. Raises EngineAbsent when none is installed."""
    return _load(
        os.environ.get("YINGSU_OCR_ENGINE", "auto"),
        ocr_precision(),
        ocr_threads(),
    )


def ocr_precision() -> str:
    """auto, f32 or bf16."""
    return os.environ.get("YINGSU_OCR_PRECISION", "auto")


def ocr_threads() -> int:
    """Threads of one reader's engine."""
    return int(os.environ.get("YINGSU_OCR_THREADS") or os.environ.get("YINGSU_THREADS") or 1)


@cache
def _load(wanted: str, precision: str, threads: int) -> Chosen:
    order = list(_ENGINES)
    if wanted != "auto":
        if wanted not in _ENGINES:
            raise EngineAbsent(f"unknown OCR engine {wanted!r}; one of auto, {', '.join(_ENGINES)}")
        order = order[order.index(wanted) :]  # degrade downwards only
    notes: list[str] = []
    for name in order:
        try:
            engine = _ENGINES[name](precision, threads)
        except (ImportError, OSError, RuntimeError, EngineAbsent) as error:
            notes.append(f"ocr engine {name} absent ({error.__class__.__name__})")
            continue
        if notes:
            notes.append(f"ocr engine {name} used")
        return Chosen(engine, tuple(notes))
    raise EngineAbsent("; ".join(notes))


def _openvino(precision: str, threads: int) -> Engine:
    from services.extractor.reading.models import openvino_model  # noqa: PLC0415
    from services.extractor.reading.ppocr import PaddleOcr  # noqa: PLC0415

    return PaddleOcr("ppocrv6-openvino", lambda path: openvino_model(path, precision, threads), 64)


def _onnxruntime(precision: str, threads: int) -> Engine:
    from services.extractor.reading.models import onnxruntime_model  # noqa: PLC0415
    from services.extractor.reading.ppocr import PaddleOcr  # noqa: PLC0415

    return PaddleOcr("ppocrv6-onnxruntime", lambda path: onnxruntime_model(path, threads), 1)


def _tesseract(precision: str, threads: int) -> Engine:
    from services.extractor.reading.tesseract import Tesseract  # noqa: PLC0415

    return Tesseract()


_ENGINES: dict[str, Callable[[str, int], Engine]] = {
    "openvino": _openvino,
    "onnxruntime": _onnxruntime,
    "tesseract": _tesseract,
}
