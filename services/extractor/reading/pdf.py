"""A PDF page by page: the text layer where it is sound, else OCR."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from services.extractor.errors import page_problem, unreadable
from services.extractor.reading.compose import Block, compose
from services.extractor.reading.limits import MAX_PAGE_POINTS, MAX_PAGES
from services.extractor.reading.reading import Progress, Reading
from services.extractor.reading.textlayer import Chars, lines_of, read_chars
from services.extractor.result import Problem
from services.extractor.transcript import Page


def open_pdf(data: bytes) -> pdfium.PdfDocument:
    """The opened document. Raises UnreadableFile: pdf_encrypted, pdf_broken, too_many_pages."""
    # pdfium repairs a cut-off file by leaving out the lost pages: nobody would notice.
    if b"startxref" not in data[-2048:] and b"%%EOF" not in data[-2048:]:
        raise unreadable("pdf_broken")
    try:
        document = pdfium.PdfDocument(data)
        pages = len(document)
    except pdfium.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise unreadable("pdf_encrypted" if encrypted else "pdf_broken") from error
    if not pages or pages > MAX_PAGES:
        document.close()
        raise unreadable("too_many_pages" if pages else "pdf_broken")
    return document


def read_pdf(data: bytes, progress: Progress) -> Reading:
    """Every page of the PDF ``data``. Raises UnreadableFile, also when no page could be opened."""
    document = open_pdf(data)
    pages: list[Page] = []
    problems: list[Problem] = []
    try:
        for number in range(1, len(document) + 1):
            page, found = _read_page(document, number)
            pages.append(page)
            problems += found
            progress(number, len(document))
    finally:
        document.close()
    broken = [p.code for p in problems if p.code != "page_unreadable"]
    if len(broken) == len(pages):
        raise unreadable(broken[0])
    return Reading(tuple(pages), tuple(problems))


def _read_page(document: pdfium.PdfDocument, number: int) -> tuple[Page, list[Problem]]:
    try:
        stored = document[number - 1]
    except pdfium.PdfiumError:
        return Page(number, 0, 0, "pdf", ""), [page_problem("pdf_broken", number)]
    try:
        width, height = stored.get_size()
        if max(width, height) > MAX_PAGE_POINTS or min(width, height) <= 0:
            return Page(number, width, height, "pdf", ""), [page_problem("page_too_large", number)]
        chars = read_chars(stored)
        if not len(chars):
            return Page(number, width, height, "pdf", ""), [page_problem("page_unreadable", number)]
        return _text_page(number, stored, chars), []
    finally:
        stored.close()


def _text_page(number: int, stored: pdfium.PdfPage, chars: Chars) -> Page:
    left, bottom, right, top = stored.get_bbox()
    size = (right - left, top - bottom)
    width, height = size if chars.rotation % 180 == 0 else size[::-1]
    composed = compose([Block(lines_of(chars))])
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
