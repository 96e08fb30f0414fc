"""Tables of a digital PDF page: pdfplumber finds the cells, the text layer fills them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import numpy as np

from services.extractor.reading.compose import Block, CellPlace
from services.extractor.reading.lines import lines_of
from services.extractor.reading.order import interleave
from services.extractor.reading.textlayer import Chars
from services.extractor.transcript import Box

_FEWEST_CELLS = 4


class Tables:
    """The document a second time, opened by pdfplumber when the first ruled page turns up."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def close(self) -> None:
        if self._document is not None:
            self._document.close()

    def blocks(self, number: int, chars: Chars) -> list[Block]:
        """The lines of page ``number`` with its tables cell by cell; plain lines when it has none."""
        places = self._places(number)
        if not places:
            return [Block(lines_of(chars))]
        return cell_blocks(chars, places)

    def _places(self, number: int) -> list[CellPlace]:
        try:
            if self._document is None:
                import pdfplumber  # noqa: PLC0415 (a quarter second, for ruled pages only)

                self._document = pdfplumber.open(io.BytesIO(self._data))
            page = self._document.pages[number - 1]
            tables = page.find_tables()
            left, top = page.bbox[0], page.bbox[1]
            page.close()
        except Exception:
            return []
        places = []
        for index, table in enumerate(t for t in tables if len(t.cells) >= _FEWEST_CELLS):
            for row, cells in enumerate(table.rows):
                for column, cell in enumerate(cells.cells):
                    if cell:
                        x0, y0, x1, y1 = (float(v) for v in cell)
                        box = Box(*(round(v, 2) for v in (x0 - left, y0 - top, x1 - left, y1 - top)))
                        places.append(CellPlace(index, row, column, box))
        return places


def cell_blocks(chars: Chars, places: Sequence[CellPlace]) -> list[Block]:
    """The lines of a page with its tables cell by cell, each character in the cell it stands in."""
    centres = (chars.boxes[:, :2] + chars.boxes[:, 2:]) / 2
    loose = np.ones(len(chars), bool)
    cells = []
    for place in places:
        x0, y0, x1, y1 = place.box
        inside = (
            loose
            & (centres[:, 0] >= x0)
            & (centres[:, 0] < x1)
            & (centres[:, 1] >= y0)
            & (centres[:, 1] < y1)
        )
        loose &= ~inside
        cells.append((place, lines_of(chars.where(inside))))
    return interleave(lines_of(chars.where(loose)), cells)
