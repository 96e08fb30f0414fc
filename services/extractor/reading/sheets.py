"""The pages of one file as pictures while it is being understood: a few kept, others drawn again.

A second reading looks at a few lines of a few pages after the first has read them all. Keeping every
picture would cost 10 to 26 MB a page; drawing one again costs a fiftieth of reading it.
"""

from __future__ import annotations

from collections import OrderedDict

import pypdfium2 as pdfium

from services.extractor.errors import UnreadableFile
from services.extractor.reading.cleaning import prepared, reduced
from services.extractor.reading.engines import Image
from services.extractor.reading.image import frame, open_image
from services.extractor.reading.limits import MAX_SHEETS_BYTES, RENDER_DPI
from services.extractor.reading.orientation import turned
from services.extractor.reading.pdf import ocr_scale, open_pdf, picture
from services.extractor.reading.sniff import sniff
from services.extractor.transcript import Page


class Sheets:
    """Upright pictures of the pages that OCR read, cleaned as OCR saw them."""

    def __init__(self, data: bytes, limit: int = MAX_SHEETS_BYTES) -> None:
        self._data = data
        self._limit = limit
        self._kept: OrderedDict[int, Image] = OrderedDict()
        self._pdf: pdfium.PdfDocument | None = None

    def keep(self, number: int, image: Image) -> None:
        """Remember the upright picture of page ``number``; the longest unused ones give way."""
        self._kept[number] = image
        self._kept.move_to_end(number)
        while len(self._kept) > 1 and self.size > self._limit:
            self._kept.popitem(last=False)

    @property
    def size(self) -> int:
        """Bytes kept."""
        return sum(image.nbytes for image in self._kept.values())

    def picture(self, page: Page) -> Image | None:
        """The picture of ``page``, its long side at most MAX_OCR_SIDE; None when it has none."""
        if page.number not in self._kept:
            try:
                image = self._drawn(page)
            except (UnreadableFile, pdfium.PdfiumError):
                return None
            if image is None:
                return None
            self.keep(page.number, prepared(image).image)
        self._kept.move_to_end(page.number)
        return self._kept[page.number]

    def close(self) -> None:
        """Forget everything."""
        self._kept.clear()
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None

    def _drawn(self, page: Page) -> Image | None:
        kind = sniff(self._data).kind
        if kind == "pdf":
            if self._pdf is None:
                self._pdf = open_pdf(self._data)
            stored = self._pdf[page.number - 1]
            try:
                return picture(stored, ocr_scale(stored, (page.width, page.height)), page.rotation)
            finally:
                stored.close()
        if kind == "image":
            pixels, _ = frame(open_image(self._data), page.number - 1)
            return turned(reduced(pixels), page.rotation)
        if kind == "ofd":
            from services.extractor.reading.ofd.read import picture_of_page  # noqa: PLC0415

            width = page.width if page.rotation % 180 == 0 else page.height
            drawn = picture_of_page(self._data, page.number, round(width * RENDER_DPI / 72))
            return turned(reduced(drawn), page.rotation)
        return None
