"""Word documents: DOCX by its own text, DOC through LibreOffice.

A DOCX has no lines and no places until somebody lays it out: paragraphs and table cells in order, no
boxes. A page ends where the writer broke it, or before the paragraph at which Word last began a new
one; without either the document is one page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from services.extractor.errors import unreadable
from services.extractor.reading.confined import Failed, run, tool
from services.extractor.reading.limits import MAX_PAGES
from services.extractor.reading.package import Package, child, local
from services.extractor.reading.reading import Progress, Reading
from services.extractor.reading.word_numbering import Numbering, attribute
from services.extractor.transcript import Cell, Line, Page

_A4 = (595.0, 842.0)  # points
_DOCUMENT = "word/document.xml"
_CONVERTING_SECONDS = 90.0
_WRAPPERS = ("sdt", "sdtContent", "ins", "smartTag", "customXml", "moveTo")
# Struck out by tracked changes, field codes, properties, and the second copy of every text box.
_UNPRINTED = ("del", "moveFrom", "pPr", "rPr", "instrText", "delText", "Fallback", "tbl")
_BREAK, _RENDERED = "\f", "\v"  # a page break of the writer, and one Word noted; XML allows neither
_SIGNS = {"tab": " ", "cr": "\n", "noBreakHyphen": "-", "lastRenderedPageBreak": _RENDERED}
_DEEPEST = 30  # tables in tables
MAX_TEXT_CHARS = 2_000_000  # of one page


def read_docx(data: bytes, progress: Progress) -> Reading:
    """The text of a DOCX. Raises UnreadableFile: word_broken, unpacked_too_large, too_many_pages."""
    package = Package(data, "word_broken")
    body = child(package.xml(_DOCUMENT), "body")
    if body is None:
        raise unreadable("word_broken")
    writer = _Writer(Numbering.of(package))
    writer.headers(package)
    writer.blocks(body)
    pages = writer.finished(_page_size(body))
    progress(len(pages), len(pages))
    return Reading(tuple(pages))


def read_doc(data: bytes, progress: Progress) -> Reading:
    """A document of Word up to 2003, converted by LibreOffice in a process of its own.

    Raises UnreadableFile: doc_needs_libreoffice, doc_failed.
    """
    office = tool("soffice")
    if office is None:
        raise unreadable("doc_needs_libreoffice")
    with tempfile.TemporaryDirectory(prefix="yingsu-doc-") as folder:
        source, target = Path(folder, "paper.doc"), Path(folder, "out", "paper.docx")
        source.write_bytes(data)
        command = [
            *(office, f"-env:UserInstallation=file://{folder}/profile"),
            *("--headless", "--norestore", "--nolockcheck", "--nodefault"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(target.parent), str(source)),
        ]
        try:
            run(command, Path(folder), _CONVERTING_SECONDS)
            converted = target.read_bytes()
        except (Failed, OSError) as error:
            raise unreadable("doc_failed") from error
    return read_docx(converted, progress)


@dataclass
class _Sheet:
    """One page while it is written."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)


class _Writer:
    """Writes the body of a document, block by block."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._sheets = [_Sheet()]
        self._tables = 0
        self._turn = False  # the next paragraph outside tables begins a page

    def headers(self, package: Package) -> None:
        """The first header that says something: letters carry the name of the office there."""
        for name in ("word/header1.xml", "word/header2.xml", "word/header3.xml"):
            if name in package and not self._sheet.text:
                self.blocks(package.xml(name))

    def blocks(self, parent: Element, depth: int = 0) -> None:
        """Paragraphs and tables in order; ``depth`` is 0 outside tables and text boxes."""
        if depth > _DEEPEST:
            raise unreadable("word_broken")
        for block in parent:
            name = local(block)
            if name == "p":
                self._paragraph(block, depth)
            elif name == "tbl":
                self._table(block, depth)
            elif name in _WRAPPERS:
                self.blocks(block, depth)

    def finished(self, size: tuple[float, float]) -> list[Page]:
        """The pages; white ones at the end are left out."""
        while len(self._sheets) > 1 and not self._sheet.text:
            self._sheets.pop()
        return [
            Page(number, *size, "docx", s.text, tuple(s.lines), cells=tuple(s.cells), reader="docx")
            for number, s in enumerate(self._sheets, 1)
        ]

    def _paragraph(self, paragraph: Element, depth: int) -> None:
        properties = child(paragraph, "pPr")
        if depth == 0 and (self._turn or child(properties, "pageBreakBefore") is not None):
            self._turn = False
            self._new_page(unless_empty=True)
        boxes: list[Element] = []
        text = self._numbering.mark(paragraph) + "".join(_texts(paragraph, boxes))
        first = True
        for part in text.split(_BREAK):
            if not first:
                self._break(depth)
            first = False
            before, *after = part.split(_RENDERED)
            if after and not before.strip() and depth == 0:
                self._new_page(unless_empty=True)
            elif after:
                self._turn = True  # within the paragraph: what follows it is on the next page
            for line in (before + "".join(after)).split("\n"):
                self._write(line.strip())
        for box in boxes:
            self.blocks(box, depth + 1)
        section = child(properties, "sectPr")
        kind = attribute(child(section, "type"), "val")
        if section is not None and kind != "continuous":
            self._turn = True

    def _table(self, table: Element, depth: int) -> None:
        if depth == 0 and self._turn:
            self._turn = False
            self._new_page(unless_empty=True)
        number = self._tables
        self._tables += 1
        for row, cells in enumerate(_within(table, "tr")):
            column = 0
            for cell in _within(cells, "tc"):
                sheet = self._sheet
                start = len(sheet.text) + (1 if sheet.text else 0)
                self.blocks(cell, depth + 1)
                end = len(sheet.text)
                sheet.cells.append(Cell(number, row, column, min(start, end), end, None))
                span = attribute(child(child(cell, "tcPr"), "gridSpan"), "val")
                column += int(span) if span and span.isdecimal() and len(span) < 3 else 1

    def _break(self, depth: int) -> None:
        if depth == 0:
            self._new_page(unless_empty=False)
        else:
            self._turn = True

    def _new_page(self, *, unless_empty: bool) -> None:
        if unless_empty and not self._sheet.text:
            return
        self._sheets.append(_Sheet())
        if len(self._sheets) > MAX_PAGES:
            raise unreadable("too_many_pages")

    def _write(self, text: str) -> None:
        if not text:
            return
        sheet = self._sheet
        start = len(sheet.text) + (1 if sheet.text else 0)
        sheet.text += ("\n" if sheet.text else "") + text
        if len(sheet.text) > MAX_TEXT_CHARS:
            raise unreadable("unpacked_too_large")
        sheet.lines.append(Line(start, len(sheet.text), None, 1.0))

    @property
    def _sheet(self) -> _Sheet:
        return self._sheets[-1]


def _texts(element: Element, boxes: list[Element]) -> Iterator[str]:
    """What is printed of a paragraph; its text boxes are added to ``boxes``."""
    for each in element:
        name = local(each)
        if name == "t":
            yield each.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "br":
            yield _BREAK if attribute(each, "type") == "page" else "\n"
        elif name == "txbxContent":
            boxes.append(each)
        elif name not in _UNPRINTED:
            yield from _texts(each, boxes)


def _within(element: Element, name: str) -> Iterator[Element]:
    """Children of that name, also inside content controls and tracked insertions."""
    for each in element:
        if local(each) == name:
            yield each
        elif local(each) in _WRAPPERS:
            yield from _within(each, name)


def _page_size(body: Element) -> tuple[float, float]:
    """Points; Word counts twentieths."""
    size = child(child(body, "sectPr"), "pgSz")
    try:
        width, height = (int(attribute(size, name) or 0) / 20 for name in ("w", "h"))
    except ValueError:
        return _A4
    return (width, height) if 100 < width < 4000 and 100 < height < 4000 else _A4
