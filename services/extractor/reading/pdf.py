"""A PDF page by page: the text layer where it is sound, else OCR."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.extractor.errors import page_problem, unreadable
from services.extractor.reading import garble
from services.extractor.reading.compose import Block, Piece, compose
from services.extractor.reading.layout import Layout, look_at
from services.extractor.reading.limits import MAX_OCR_SIDE, MAX_PAGE_POINTS, MAX_PAGES, RENDER_DPI
from services.extractor.reading.lines import lines_of
from services.extractor.reading.reading import Progress, Reading
from services.extractor.reading.tables import Tables
from services.extractor.reading.textlayer import Chars, read_chars
from services.extractor.result import Problem
from services.extractor.transcript import Page

if TYPE_CHECKING:
    from services.extractor.reading.engines import Image
    from services.extractor.reading.sheets import Sheets

_PROBE_LINES = 2
_PROBE_AGREES = 0.9


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The opened document. Raises UnreadableFile: pdf_encrypted, pdf_broken, too_many_pages."""
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise unreadable("pdf_encrypted" if encrypted else "pdf_broken") from error
    # pdfium repairs a cut-off file by leaving out the lost pages: nobody would notice.
    cut_off = b"startxref" not in data[-2048:] and b"%%EOF" not in data[-2048:]
    if cut_off or not pages or pages > MAX_PAGES:
        document.close()
        raise unreadable("too_many_pages" if pages > MAX_PAGES else "pdf_broken")
    return document


def read_pdf(data: bytes, progress: Progress, sheets: Sheets | None = None) -> Reading:
    """Every page of the PDF ``data``; pictures read by OCR are kept in ``sheets``.

    Raises UnreadableFile, also when no page could be opened.
    """
    document = open_pdf(data)
    reader = _Reader(document, Tables(data), sheets)
    pages: list[Page] = []
    try:
        for number in range(1, len(document) + 1):
            pages.append(reader.page(number))
            progress(number, len(document))
    finally:
        reader.tables.close()
        document.close()
    broken = [p.code for p in reader.problems if p.code != "page_unreadable"]
    if len(broken) == len(pages):
        raise unreadable(broken[0])
    return Reading(tuple(pages), tuple(reader.problems), tuple(dict.fromkeys(reader.notes)))


class _Reader:
    """One document while it is read; problems and notes gather here."""

    def __init__(self, document: pdfium.PdfDocument, tables: Tables, sheets: Sheets | None) -> None:
        self.document = document
        self.tables = tables
        self.sheets = sheets
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def page(self, number: int) -> Page:
        """Page ``number``, empty with a problem when it cannot be read."""
        try:
            stored = self.document[number - 1]
        except pdfium.PdfiumError:
            self.problems.append(page_problem("pdf_broken", number))
            return Page(number, 0, 0, "pdf", "")
        try:
            width, height = stored.get_size()
            if max(width, height) > MAX_PAGE_POINTS or min(width, height) < 1:
                self.problems.append(page_problem("page_too_large", number))
                return Page(number, width, height, "pdf", "")
            chars = read_chars(stored)
            layout = look_at(stored)
            if self._sound(number, stored, chars, layout):
                return self._from_text(number, stored, chars, layout)
            return self._from_picture(number, stored, layout)
        finally:
            stored.close()

    def _sound(self, number: int, stored: pdfium.PdfPage, chars: Chars, layout: Layout) -> bool:
        """Whether the text layer says what the page shows."""
        # The text over a scan comes from an OCR nobody knows, without a word on how sure it was.
        if not len(chars) or layout.hidden_text:
            return False
        garbled = garble.score(chars.text)
        if garbled < garble.GARBLED and layout.picture_dpi is not None:
            garbled = max(garbled, garble.TRUSTED)  # printed over a picture: ask the picture
        if garble.TRUSTED <= garbled < garble.GARBLED:
            garbled = 0.0 if self._probe(stored, chars) else 1.0
        if garbled:
            self.notes.append(f"page {number}: text layer garbled, read by OCR")
        return not garbled

    def _probe(self, stored: pdfium.PdfPage, chars: Chars) -> bool:
        """Whether OCR of a few telling lines reads what the text layer says."""
        from services.extractor.reading.engines import EngineAbsent, ocr_engine  # noqa: PLC0415

        try:
            engine = ocr_engine().engine
        except EngineAbsent:
            return False
        scale = RENDER_DPI / 72
        image = picture(stored, scale, chars.rotation)
        lines = _telling(lines_of(chars))
        quads = [_quad(line, scale) for line in lines]
        read = engine.recognise(image, quads)
        agreed = [
            garble.agreement(line.text, glyphs.text) for line, glyphs in zip(lines, read, strict=True)
        ]
        return bool(agreed) and min(agreed) >= _PROBE_AGREES

    def _from_text(self, number: int, stored: pdfium.PdfPage, chars: Chars, layout: Layout) -> Page:
        width, height = _size(stored, chars.rotation)
        if layout.ruled and chars.rotation == stored.get_rotation():
            blocks = self.tables.blocks(number, chars)
        else:
            blocks = [Block(lines_of(chars))]
        composed = compose(blocks)
        return Page(
            number,
            width,
            height,
            "pdf",
            composed.text,
            composed.lines,
            composed.char_boxes,
            composed.char_confidence,
            composed.cells,
            rotation=chars.rotation,
            reader="pdfium",
        )

    def _from_picture(self, number: int, stored: pdfium.PdfPage, layout: Layout) -> Page:
        # OCR and its engine are loaded by the first page that needs them.
        from services.extractor.reading.engines import EngineAbsent, ocr_engine  # noqa: PLC0415
        from services.extractor.reading.ocr import read_page  # noqa: PLC0415

        rotation = stored.get_rotation()
        size = _size(stored, rotation)
        try:
            chosen = ocr_engine()
        except EngineAbsent as absent:
            self.problems.append(page_problem("ocr_absent", number))
            self.notes.append(str(absent))
            return Page(number, *size, "ocr", "", rotation=rotation)
        image = picture(stored, ocr_scale(stored, size, layout), rotation)
        reading = read_page(image, number, size, chosen, rotation)
        if self.sheets and reading.upright is not None:
            self.sheets.keep(number, reading.upright)
        self.problems += reading.problems
        self.notes += chosen.notes
        if reading.blank:
            self.notes.append(f"page {number} is blank")
        return reading.page


def picture(stored: pdfium.PdfPage, scale: float, rotation: int) -> Image:
    """The page drawn with its annotations (electronic seals are some), BGR, ``scale`` pixels a point.

    ``rotation``: clockwise degrees from the stored page to the upright one.
    """
    more = (rotation - stored.get_rotation()) % 360
    bitmap = stored.render(scale=scale, rotation=more, may_draw_forms=True, prefer_bgrx=False)
    image: Image = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
    bitmap.close()
    return image


def ocr_scale(stored: pdfium.PdfPage, size: tuple[float, float], layout: Layout | None = None) -> float:
    """Pixels a point: a scan at its own resolution, anything else at 200 dpi, within bounds."""
    layout = layout or look_at(stored)
    dpi = RENDER_DPI
    if layout.picture_dpi and layout.picture_dpi >= 100:
        dpi = min(300, round(layout.picture_dpi))
    return min(dpi / 72, MAX_OCR_SIDE / max(size))


def _size(stored: pdfium.PdfPage, rotation: int) -> tuple[float, float]:
    left, bottom, right, top = stored.get_bbox()
    width, height = right - left, top - bottom
    return (width, height) if rotation % 180 == 0 else (height, width)


def _telling(lines: list[Piece]) -> list[Piece]:
    """The lines with the most digits and symbols: they break first."""
    usable = [line for line in lines if 6 <= len(line.text) <= 60] or lines

    def symbols(line: Piece) -> int:
        return sum(1 for c in line.text if c < "\u3400" and not c.isspace())

    return sorted(usable, key=symbols, reverse=True)[:_PROBE_LINES]


def _quad(line: Piece, scale: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    x0, y0, x1, y1 = (v * scale for v in line.box)
    margin = 0.1 * (y1 - y0)
    x0, y0, x1, y1 = x0 - 2 * margin, y0 - margin, x1 + 2 * margin, y1 + margin
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
