"""A PDF page's text layer as arrays, and the arrays as lines in reading order."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.extractor.reading.compose import Piece
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

_SPACES = (0x20, 0xA0, 0x09)
_BREAKS = (0x0A, 0x0D)
_HYPHENS = (0x02, 0xFFFE)  # pdfium writes a hyphen at the end of a line like this


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
        for index in range(count):
            _loose_box(handle, index, address + 16 * index)
        turned = _text_angle(handle, count)
    finally:
        textpage.close()
    rotation = (page.get_rotation() - turned) % 360
    # FS_RECTF is left, top, right, bottom with y upwards.
    boxes = upright(boxes[:, [0, 3, 2, 1]], page.get_bbox(), rotation)

    is_break = np.isin(codes, _BREAKS)
    blank = np.isin(codes, _SPACES) & (boxes[:, 2] - boxes[:, 0] < 0.05)
    run = np.cumsum(is_break).astype(np.int64)
    spaced = np.zeros(count, bool)
    spaced[1:] = blank[:-1]
    codes[np.isin(codes, _HYPHENS)] = ord("-")
    keep = ~is_break & ~blank
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


def _text_angle(handle: Any, count: int) -> int:
    """How the text is turned on the stored page, in quarter turns clockwise, by a sample."""
    if not count:
        return 0
    sample = [_angle(handle, i) for i in range(0, count, max(1, count // 24))]
    quarters = np.round(np.degrees(sample) / 90.0).astype(int) % 4
    most = int(np.bincount(quarters, minlength=4).argmax())
    return most * 90 if (quarters == most).mean() > 0.8 else 0


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


def lines_of(chars: Chars) -> list[Piece]:
    """The lines of ``chars`` from top to bottom, each from left to right."""
    if not len(chars):
        return []
    rows: list[_Row] = []
    # Not every run is one visual line: some writers place a second line without a break.
    starts = np.flatnonzero(np.diff(chars.run, prepend=chars.run[0] - 1))
    for indices in np.split(np.arange(len(chars)), starts[1:]):
        rows += _split_by_height(chars, indices)
    rows.sort(key=lambda row: (row.middle, row.left))
    lines: list[_Row] = []
    for row in rows:
        for line in lines[-3:]:
            if line.takes(row):
                line.add(row)
                break
        else:
            lines.append(row)
    lines.sort(key=lambda line: line.middle)
    return [piece for line in lines if (piece := _piece(chars, line)) is not None]


class _Row:
    """Characters on one baseline; ``middle``, ``height`` in points."""

    def __init__(self, indices: IntArray, boxes: FloatArray) -> None:
        self.indices = indices
        self.left, self.right = float(boxes[:, 0].min()), float(boxes[:, 2].max())
        heights = boxes[:, 3] - boxes[:, 1]
        self.height = float(np.median(heights))
        self.middle = float(np.median(boxes[:, 1] + boxes[:, 3])) / 2
        self.upright = (
            len(indices) < 3 or float(boxes[:, 3].max() - boxes[:, 1].min()) < 3 * self.height
        )

    def takes(self, other: _Row) -> bool:
        if not (self.upright and other.upright):
            return False
        near = abs(self.middle - other.middle) < 0.5 * min(self.height, other.height)
        shared = min(self.right, other.right) - max(self.left, other.left)
        return near and shared < 0.3 * min(self.right - self.left, other.right - other.left) + 1

    def add(self, other: _Row) -> None:
        self.indices = np.concatenate([self.indices, other.indices])
        self.left, self.right = min(self.left, other.left), max(self.right, other.right)


def _split_by_height(chars: Chars, indices: IntArray) -> list[_Row]:
    boxes = chars.boxes[indices]
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    jumps = np.flatnonzero(np.abs(np.diff(middles)) > 0.6 * height) + 1
    vertical = len(jumps) > 2 and len(jumps) > 0.6 * len(indices)  # text set from top to bottom
    if not len(jumps) or vertical:
        return [_Row(indices, boxes)]
    return [_Row(part, chars.boxes[part]) for part in np.split(indices, jumps)]


def _piece(chars: Chars, line: _Row) -> Piece | None:
    indices = line.indices
    if line.upright:
        indices = indices[np.argsort(chars.boxes[indices, 0], kind="stable")]
    codes, boxes = chars.codes[indices], chars.boxes[indices]
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    latin = (codes > 0x20) & (codes < 0x7F)
    between_words = chars.spaced[indices][1:] & latin[1:] & latin[:-1]
    blank = np.isin(codes, (*_SPACES, 0x3000))
    wide = (gaps > 0.5 * line.height) & line.upright
    insert = np.flatnonzero((wide | between_words) & ~blank[1:] & ~blank[:-1]) + 1
    text = "".join(map(chr, np.insert(codes, insert, 0x20).tolist()))
    spread = np.insert(boxes, insert, np.nan, axis=0)
    piece = Piece(text, spread).part(0, len(text))
    return piece if piece.text else None
