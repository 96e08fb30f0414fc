"""A PDF page's text layer as arrays of characters and boxes."""

from __future__ import annotations

import ctypes
from collections import deque
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.extractor.reading.limits import MAX_PAGE_CHARS
from services.extractor.transcript import FloatArray

IntArray = npt.NDArray[np.int64]


def native(raw: Any, result: Any, *arguments: Any) -> Any:
    """``raw`` under plain integer pointers: a quarter of the cost per call of the typed binding."""
    address = ctypes.cast(raw, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result, *arguments)(address or 0)


_loose_box = native(
    pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)
_unicode = native(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_angle = native(pdfium_c.FPDFText_GetCharAngle, ctypes.c_float, ctypes.c_void_p, ctypes.c_int)

_ASLANT = 8.0  # degrees; text laid over a crooked scan is never so oblique

_BREAK, _SPACE, _HYPHEN = 1, 2, 3
_CLASS = np.zeros(0x10000, np.uint8)  # by code; one look-up for all questions about a character
_CLASS[[0x0A, 0x0D]] = _BREAK
_CLASS[[0x20, 0xA0, 0x09]] = _SPACE
_CLASS[[0x02, 0xFFFE]] = _HYPHEN  # pdfium writes a hyphen at the end of a line like this


@dataclass(frozen=True)
class Chars:
    """The visible characters of a page: ``codes`` (n,), ``boxes`` (n, 4) in points of the upright
    page, ``run`` (n,) the number of the stretch pdfium holds for one line, ``spaced`` (n,) whether
    pdfium saw a space before the character."""

    codes: IntArray
    boxes: FloatArray
    run: IntArray
    spaced: npt.NDArray[np.bool_]
    rotation: int  # clockwise degrees that make the page upright

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The characters in the order of the file, without spaces and line breaks."""
        return "".join(map(chr, self.codes.tolist()))

    def where(self, mask: npt.NDArray[np.bool_]) -> Chars:
        return Chars(
            self.codes[mask], self.boxes[mask], self.run[mask], self.spaced[mask], self.rotation
        )


def read_chars(page: pdfium.PdfPage) -> Chars:
    """The characters of ``page``, upright also where the text itself is set at 90, 180 or 270°."""
    textpage = page.get_textpage()
    try:
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value
        count = min(textpage.count_chars(), MAX_PAGE_CHARS)
        codes = _codes(textpage.raw, handle, count)
        boxes = np.empty((count, 4), np.float32)
        address = boxes.ctypes.data
        places = range(address, address + 16 * count, 16)
        deque(map(_loose_box, repeat(handle), range(count), places), maxlen=0)
        classes = _CLASS[np.minimum(codes, 0xFFFF)]
        is_break = classes == _BREAK
        run = np.cumsum(is_break).astype(np.int64)
        angle, oblique = _angles(handle, run, ~is_break)
    finally:
        textpage.close()
    # A wrong /Rotate shows text on its side; nobody leaves it so, and neither do we.
    rotation = page.get_rotation() if angle is None else angle
    # FS_RECTF is left, top, right, bottom with y upwards.
    boxes = upright(boxes[:, [0, 3, 2, 1]], page.get_bbox(), rotation)

    blank = (classes == _SPACE) & (boxes[:, 2] - boxes[:, 0] < 0.05)
    spaced = np.zeros(count, bool)
    spaced[1:] = blank[:-1]
    codes[classes == _HYPHEN] = ord("-")
    keep = ~is_break & ~blank
    if len(oblique):
        keep &= ~np.isin(run, oblique)
    return Chars(codes[keep], boxes[keep], run[keep], spaced[keep], rotation)


def _codes(textpage: Any, handle: Any, count: int) -> IntArray:
    buffer = np.zeros(count + 1, np.uint16)
    pointer = buffer.ctypes.data_as(ctypes.POINTER(ctypes.c_ushort))
    written = pdfium_c.FPDFText_GetText(textpage, 0, count, pointer)
    # Surrogate pairs and dropped characters would shift the text against the boxes.
    if written == count + 1 and not np.any((buffer >= 0xD800) & (buffer < 0xE000)):
        return buffer[:count].astype(np.int64)
    codes = np.fromiter((_unicode(handle, i) for i in range(count)), np.int64, count)
    codes[(codes > 0x10FFFF) | ((codes >= 0xD800) & (codes < 0xE000)) | (codes == 0)] = 0xFFFD
    return codes


def _angles(handle: Any, run: IntArray, letters: npt.NDArray[np.bool_]) -> tuple[int | None, IntArray]:
    """Clockwise degrees that set nearly all text of the stored page level, None when it is mixed; and
    the runs set aslant: watermarks (仅供办案使用), no text of the paper."""
    if not letters.any():
        return None, np.empty(0, np.int64)
    places = np.flatnonzero(letters)
    runs = run[places]
    first = np.flatnonzero(np.concatenate([[True], runs[1:] != runs[:-1]]))
    lengths = np.diff(first, append=len(runs))
    # The first letter of a run may be a space of the run before: the middle one tells.
    inner = places[first + lengths // 2]
    turns = np.degrees([_angle(handle, i) for i in inner.tolist()]) / 90.0
    quarters = np.round(turns).astype(np.int64)
    aslant = np.abs(turns - quarters) > _ASLANT / 90.0
    shares = np.bincount(quarters % 4, weights=lengths * ~aslant, minlength=4)
    most = int(shares.argmax())
    level = shares[most] > 0.8 * shares.sum() if shares.any() else False
    return (-most * 90 % 360 if level else None), runs[first[aslant]]


def upright(boxes: FloatArray, page: tuple[float, float, float, float], rotation: int) -> FloatArray:
    """Boxes (x0, y0, x1, y1) with y upwards to points of the page turned clockwise by ``rotation``.

    ``page`` is the visible part of the stored page: left, bottom, right, top.
    """
    left, bottom, right, top = page
    x0, y0, x1, y1 = boxes.T
    turned = {
        0: (x0 - left, top - y1, x1 - left, top - y0),
        90: (y0 - bottom, x0 - left, y1 - bottom, x1 - left),
        180: (right - x1, y0 - bottom, right - x0, y1 - bottom),
        270: (top - y1, right - x1, top - y0, right - x0),
    }[rotation]
    return np.stack(turned, axis=1).astype(np.float32)
