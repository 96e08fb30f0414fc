"""An OFD page by page: its text as it is, a scanned page by OCR of its pictures."""

from __future__ import annotations

import numpy as np

from services.extractor.errors import UnreadableFile, page_problem, unreadable
from services.extractor.reading import garble
from services.extractor.reading.compose import Block, CellPlace, compose
from services.extractor.reading.engines import Image
from services.extractor.reading.limits import MAX_OCR_SIDE, MAX_PAGE_POINTS, RENDER_DPI
from services.extractor.reading.lines import lines_of
from services.extractor.reading.ofd.document import Document, open_ofd
from services.extractor.reading.ofd.objects import Drawn, PageContent, page_content
from services.extractor.reading.ofd.paint import paint, picture_of
from services.extractor.reading.ofd.text import POINTS, chars_of
from services.extractor.reading.ofd.values import Rect
from services.extractor.reading.reading import Progress, Reading
from services.extractor.reading.tables import cell_blocks
from services.extractor.reading.textlayer import Chars
from services.extractor.result import Problem
from services.extractor.transcript import Box, Page

_COVERS = 0.5  # of the page: a picture this large is a scan, not a letterhead
_PALE = 0.005  # dark share of a picture below which it is a background
_FEWEST_RULES = 4  # paths that can make a table
_RULE_DPI = 150


def read_ofd(data: bytes, progress: Progress) -> Reading:
    """Every page of the OFD ``data``. Raises UnreadableFile, also when no page could be read."""
    document = open_ofd(data)
    reader = _Reader(document)
    pages: list[Page] = []
    total = len(document.pages)
    for number in range(1, total + 1):
        pages.append(reader.page(number))
        progress(number, total)
    if len(reader.failed) == total:
        raise unreadable(reader.failed[0])
    return Reading(tuple(pages), tuple(reader.problems), tuple(dict.fromkeys(reader.notes)))


def picture_of_page(data: bytes, number: int, width: int) -> Image:
    """Page ``number`` (1-based) as BGR, ``width`` pixels wide. Raises UnreadableFile."""
    document = open_ofd(data)
    if not 1 <= number <= len(document.pages):
        raise unreadable("no_such_page")
    content = page_content(document, number - 1)
    _check_size(content.area)
    return paint(content, document.package, width / content.area.width)


class _Reader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []
        self.failed: list[str] = []
        self.notes: list[str] = []

    def page(self, number: int) -> Page:
        """Page ``number``, empty with a problem when it cannot be read."""
        try:
            content = page_content(self.document, number - 1)
            _check_size(content.area)
            return self._read(number, content)
        except UnreadableFile as error:
            self.failed.append(error.code)
            self.problems.append(page_problem(error.code, number))
            return Page(number, 0, 0, "ofd", "")

    def _read(self, number: int, content: PageContent) -> Page:
        chars = chars_of(content)
        covering = [drawn for drawn in content.objects if _covers(drawn, content.area)]
        if covering and not self._is_background(covering, content, chars):
            return self._from_picture(number, content)
        if len(chars) and garble.score(chars.text) >= garble.GARBLED:
            self.problems.append(page_problem("ofd_text_garbled", number))
            return Page(number, *_size(content.area), "ofd", "", reader="ofd")
        if not len(chars) and any(_may_show_text(drawn) for drawn in content.objects):
            return self._from_picture(number, content)
        return self._from_text(number, content, chars)

    def _is_background(self, covering: list[Drawn], content: PageContent, chars: Chars) -> bool:
        """Whether text is printed over a pale picture, and not hidden under a scan of itself."""
        texts = [i for i, d in enumerate(content.objects) if d.kind == "TextObject"]
        last = max(content.objects.index(drawn) for drawn in covering)
        if not len(chars) or not any(index > last for index in texts):
            return False
        shown = paint(content, self.document.package, 100 / 25.4, covering)
        return bool(np.count_nonzero(shown.min(axis=2) < 128) < _PALE * shown.shape[0] * shown.shape[1])

    def _from_text(self, number: int, content: PageContent, chars: Chars) -> Page:
        places = self._cells(content)
        composed = compose(cell_blocks(chars, places) if places else [Block(lines_of(chars))])
        if not composed.text:
            self.notes.append(f"page {number} is blank")
        return Page(
            number,
            *_size(content.area),
            "ofd",
            composed.text,
            composed.lines,
            composed.char_boxes,
            composed.char_confidence,
            composed.cells,
            seals=_boxes(content),
            reader="ofd",
        )

    def _cells(self, content: PageContent) -> list[CellPlace]:
        """Cells of the tables drawn with paths."""
        rules = [d for d in content.objects if d.kind == "PathObject" and d.part != "annotation"]
        if len(rules) < _FEWEST_RULES:
            return []
        from services.extractor.reading.grid import Straightened, find_cells  # noqa: PLC0415

        image = paint(content, self.document.package, _RULE_DPI / 25.4, rules)
        points = 72 / _RULE_DPI
        return [
            CellPlace(cell.table, cell.row, cell.column, Box(*(round(v * points, 2) for v in cell.box)))
            for cell in find_cells(image, Straightened.by(image, 0.0))
        ]

    def _from_picture(self, number: int, content: PageContent) -> Page:
        from services.extractor.reading.engines import EngineAbsent, ocr_engine  # noqa: PLC0415
        from services.extractor.reading.ocr import read_page  # noqa: PLC0415

        size = _size(content.area)
        dpi = self._dpi(number, content)
        if dpi is None:
            return Page(number, *size, "ocr", "")
        try:
            chosen = ocr_engine()
        except EngineAbsent as absent:
            self.problems.append(page_problem("ocr_absent", number))
            self.notes.append(str(absent))
            return Page(number, *size, "ocr", "")
        dpi = min(dpi, MAX_OCR_SIDE * 72 / max(size))
        # Without the outlines of seals: the paper of a scan shows its own.
        image = paint(content, self.document.package, dpi / 25.4, content.objects)
        reading = read_page(image, number, size, chosen)
        self.problems += reading.problems
        self.notes += chosen.notes
        if reading.blank:
            self.notes.append(f"page {number} is blank")
        return reading.page

    def _dpi(self, number: int, content: PageContent) -> float | None:
        """Resolution of the largest picture, 100 to 300; 200 for letters drawn as paths. None with a
        problem when the picture cannot be decoded."""
        drawn = [each for each in content.objects if each.kind == "ImageObject" and each.visible]
        largest = max(drawn, key=lambda each: each.place.scale, default=None)
        if largest is None:
            return RENDER_DPI
        picture = picture_of(largest, content, self.document.package)
        if picture is None:
            self.problems.append(page_problem("ofd_image_unsupported", number))
            self.failed.append("ofd_image_unsupported")
            return None
        across = abs(largest.place.a) + abs(largest.place.c)
        return float(np.clip(picture.width / max(across, 1) * 25.4, 100, 300))


def _may_show_text(drawn: Drawn) -> bool:
    """Some writers turn letters into paths."""
    return drawn.part == "page" and drawn.visible and drawn.kind in ("ImageObject", "PathObject")


def _covers(drawn: Drawn, area: Rect) -> bool:
    if drawn.kind != "ImageObject" or drawn.part != "page" or not drawn.visible:
        return False
    return drawn.place.scale**2 > _COVERS * area.width * area.height


def _check_size(area: Rect) -> None:
    if max(area.width, area.height) * POINTS > MAX_PAGE_POINTS or min(area.width, area.height) < 1:
        raise unreadable("page_too_large")


def _size(area: Rect) -> tuple[float, float]:
    return round(area.width * POINTS, 2), round(area.height * POINTS, 2)


def _boxes(content: PageContent) -> tuple[Box, ...]:
    """The seals in points."""
    return tuple(
        Box(
            round((seal.x - content.area.x) * POINTS, 2),
            round((seal.y - content.area.y) * POINTS, 2),
            round((seal.x + seal.width - content.area.x) * POINTS, 2),
            round((seal.y + seal.height - content.area.y) * POINTS, 2),
        )
        for seal in content.seals
    )
