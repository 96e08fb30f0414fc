"""PNG, JPEG, BMP, WEBP, HEIC and multi-page TIFF to pages."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps

from services.extractor.errors import page_problem, unreadable
from services.extractor.reading.engines import EngineAbsent, Image, ocr_engine
from services.extractor.reading.limits import MAX_IMAGE_PIXELS, MAX_PAGES
from services.extractor.reading.reading import Progress, Reading
from services.extractor.result import Problem
from services.extractor.transcript import Page

if TYPE_CHECKING:
    from services.extractor.reading.sheets import Sheets

_ASSUMED_WIDTH = 595.0  # points, A4: when the file does not say how large the page is
_CREDIBLE_POINTS = (250.0, 2400.0)  # long side of a page: A6 to A0
_CREDIBLE_DPI = (90.0, 1300.0)  # 72 is what software writes when it does not know

Pillow.MAX_IMAGE_PIXELS = None  # our own limit is checked before anything is decoded


def open_image(data: bytes) -> Pillow.Image:
    """The image with its frames not yet decoded.

    Raises UnreadableFile: image_broken, too_many_pages.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Pillow.open(io.BytesIO(data), formats=_formats(data))
            frames = getattr(image, "n_frames", 1)
    except Exception as error:  # Pillow's decoders raise whatever their parsers raise
        raise unreadable("image_broken") from error
    if frames > MAX_PAGES:
        raise unreadable("too_many_pages")
    return image


def _formats(data: bytes) -> tuple[str, ...]:
    """What Pillow may take ``data`` for. HEIC is decoded by pi_heif, loaded by the first such photo."""
    if data[4:8] == b"ftyp":
        import pi_heif  # noqa: PLC0415

        pi_heif.register_heif_opener(thumbnails=False)
        return ("HEIF",)
    return ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def frame(image: Pillow.Image, index: int) -> tuple[Image, tuple[float, float]]:
    """Frame ``index`` upright by its EXIF orientation as BGR, and its width and height in points.

    Raises UnreadableFile: image_broken, page_too_large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image.seek(index)
            width, height = image.size
            if width * height > MAX_IMAGE_PIXELS:
                raise unreadable("page_too_large")
            if width == 0 or height == 0:
                raise unreadable("image_broken")
            dpi = image.info.get("dpi")
            upright = ImageOps.exif_transpose(image)
            pixels = _bgr(upright)
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, ArithmeticError) as error:
        raise unreadable("image_broken") from error
    if pixels.shape[:2] == (width, height) and width != height and dpi:
        dpi = dpi[::-1]  # turned by a quarter
    return pixels, _size(pixels.shape[1], pixels.shape[0], dpi)


def _bgr(image: Pillow.Image) -> Image:
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Pillow.new("RGBA", layer.size, "white")  # transparent is what the viewer shows as paper
        image = Pillow.alpha_composite(paper, layer)
    elif image.mode.startswith("I;16") or image.mode in ("I", "F"):
        deep = np.asarray(image, np.float32)
        high = float(deep.max()) or 1.0
        image = Pillow.fromarray((deep * (255 / max(high, 255.0))).astype(np.uint8))
    rgb = np.asarray(image.convert("RGB"))
    return np.ascontiguousarray(rgb[:, :, ::-1])


def _size(width: int, height: int, dpi: tuple[float, float] | None) -> tuple[float, float]:
    """Points. Fax stores 204 by 98 dpi, so both directions count."""
    if dpi and all(_CREDIBLE_DPI[0] <= float(v) <= _CREDIBLE_DPI[1] for v in dpi):
        points = (width * 72 / float(dpi[0]), height * 72 / float(dpi[1]))
        if _CREDIBLE_POINTS[0] <= max(points) <= _CREDIBLE_POINTS[1]:
            return points
    return _ASSUMED_WIDTH, height * _ASSUMED_WIDTH / width


def read_image(data: bytes, progress: Progress, sheets: Sheets | None = None) -> Reading:
    """Every frame of ``data`` by OCR, kept in ``sheets``.

    Raises UnreadableFile when not one frame can be opened.
    """
    from services.extractor.reading.ocr import read_page  # noqa: PLC0415

    image = open_image(data)
    total = getattr(image, "n_frames", 1)
    pages: list[Page] = []
    problems: list[Problem] = []
    notes: list[str] = []
    chosen = None
    for number in range(1, total + 1):
        try:
            pixels, size = frame(image, number - 1)
        except Exception as error:
            code = getattr(error, "code", "image_broken")
            if total == 1:
                raise unreadable(code) from error
            pages.append(Page(number, _ASSUMED_WIDTH, 842.0, "ocr", ""))
            problems.append(page_problem(code, number))
        else:
            try:
                chosen = chosen or ocr_engine()
            except EngineAbsent as absent:
                raise unreadable("ocr_absent") from absent
            reading = read_page(pixels, number, size, chosen)
            if sheets and reading.upright is not None:
                sheets.keep(number, reading.upright)
            pages.append(reading.page)
            problems += reading.problems
            if reading.blank:
                notes.append(f"page {number} is blank")
        progress(number, total)
    if all(problem.code != "page_unreadable" for problem in problems) and len(problems) == total:
        raise unreadable(problems[0].code)
    if chosen:
        notes = [*chosen.notes, *notes]
    return Reading(tuple(pages), tuple(problems), tuple(notes))
