"""What stands on a PDF page beside text: pictures, ruled lines, invisible text."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.extractor.reading.textlayer import native

_get_type = native(pdfium_c.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_get_object = native(pdfium_c.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_get_bounds = native(pdfium_c.FPDFPageObj_GetBounds, ctypes.c_int, *[ctypes.c_void_p] * 5)
_get_matrix = native(pdfium_c.FPDFPageObj_GetMatrix, ctypes.c_int, *[ctypes.c_void_p] * 2)
_segments = native(pdfium_c.FPDFPath_CountSegments, ctypes.c_int, ctypes.c_void_p)
_render_mode = native(pdfium_c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)
_form_count = native(pdfium_c.FPDFFormObj_CountObjects, ctypes.c_int, ctypes.c_void_p)
_form_object = native(pdfium_c.FPDFFormObj_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_ulong)
_image_size = native(
    pdfium_c.FPDFImageObj_GetImagePixelSize,
    ctypes.c_int,
    ctypes.c_void_p,
    ctypes.c_void_p,
    ctypes.c_void_p,
)

_THIN = 3.0  # points: a ruled line drawn as a line or as a filled box
_FEWEST_RULES = 6  # of a table with four cells: three and three, or five and two
_FULL_PAGE = 0.8  # share of the page a scan covers at least
_MOST_OBJECTS = 5000  # of a page, after which no further form is opened


@dataclass(frozen=True)
class Layout:
    """``picture_dpi``: resolution of a picture that fills the page, None without one.
    ``hidden_text``: the text is invisible, laid over a scan by another OCR. ``ruled``: lines run
    both ways, there may be a table."""

    picture_dpi: float | None
    hidden_text: bool
    ruled: bool


def look_at(page: pdfium.PdfPage) -> Layout:
    """The layout of ``page`` from its page objects; nothing is drawn."""
    left, bottom, right, top = page.get_bbox()
    area = (right - left) * (top - bottom)
    across = down = 0
    picture_dpi: float | None = None
    first_text = None
    bounds = (ctypes.c_float * 4)()
    corners = [ctypes.addressof(bounds) + 4 * i for i in range(4)]
    for item, kind, scale_x, scale_y in _objects(page):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            first_text = first_text or item
        if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE):
            continue
        if not _get_bounds(item, *corners):
            continue
        width, height = scale_x * (bounds[2] - bounds[0]), scale_y * (bounds[3] - bounds[1])
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            if width * height >= _FULL_PAGE * area:
                picture_dpi = _dpi(item, width, height)
        elif width > 24 and height > 10:
            # The frame of a cell, or a whole grid drawn as one path.
            sides = 2 if _segments(item) < 12 else 6
            across, down = across + sides, down + sides
        else:
            across += width > 40 and height < _THIN
            down += height > 10 and width < _THIN
    hidden = first_text is not None and picture_dpi is not None and _render_mode(first_text) == 3
    return Layout(picture_dpi, hidden, min(across, down) >= 2 and across + down >= _FEWEST_RULES)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[int, int, float, float]]:
    """The objects of ``page`` and of the forms on it, of texts the first each: handle, type, scale of
    the form they stand in (bounds are those of the form's own space)."""
    count = pdfium_c.FPDFPage_CountObjects(page)
    handle = ctypes.cast(page.raw, ctypes.c_void_p).value
    items = list(map(_get_object, repeat(handle), range(count)))
    waiting = [(items, 1.0, 1.0)]
    seen = count
    for items, scale_x, scale_y in waiting:
        kinds = bytes(map(_get_type, items))
        # Browsers draw each letter as an object of its own: hundreds of texts, a few of the others.
        first_text = kinds.find(pdfium_c.FPDF_PAGEOBJ_TEXT)
        for index, kind in enumerate(kinds):
            if kind == pdfium_c.FPDF_PAGEOBJ_TEXT and index != first_text:
                continue
            item = items[index]
            yield item, kind, scale_x, scale_y
            if kind == pdfium_c.FPDF_PAGEOBJ_FORM and seen < _MOST_OBJECTS:
                more_x, more_y = _scale(item)
                count = _form_count(item)
                inner = list(map(_form_object, repeat(item), range(count)))
                waiting.append((inner, scale_x * more_x, scale_y * more_y))
                seen += count


def _scale(form: int) -> tuple[float, float]:
    matrix = (ctypes.c_float * 6)()
    if not _get_matrix(form, ctypes.addressof(matrix)):
        return 1.0, 1.0
    a, b, c, d, _, _ = matrix
    return math.hypot(a, b), math.hypot(c, d)


def _dpi(image: int, width: float, height: float) -> float:
    pixels = (ctypes.c_uint * 2)()
    address = ctypes.addressof(pixels)
    if not _image_size(image, address, address + 4):
        return 0.0
    # The picture may lie on its side: its long edge belongs to the long edge of its place.
    return 72 * float(max(pixels)) / max(width, height, 1.0)
