"""Lines with their places, put together into one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from services.extractor.transcript import Box, Cell, Doubt, FloatArray, Line


@dataclass(frozen=True)
class Piece:
    """One line of text before it has a position in the page's text.

    ``boxes`` (n, 4) in points and ``confidence`` (n,) are aligned with ``text``; spans of
    ``doubts`` count within ``text``.
    """

    text: str
    boxes: FloatArray
    confidence: FloatArray | None = None
    doubts: tuple[Doubt, ...] = ()
    known_box: Box | None = None  # around ``boxes``, where it has been worked out already

    @property
    def box(self) -> Box:
        return self.known_box or around(self.boxes)

    def part(self, start: int, end: int) -> Piece:
        """``text[start:end]`` without white space at its ends, with everything that belongs to it."""
        kept = self.text[start:end]
        start += len(kept) - len(kept.lstrip())
        end = max(start, end - (len(kept) - len(kept.rstrip())))
        return Piece(
            self.text[start:end],
            self.boxes[start:end],
            None if self.confidence is None else self.confidence[start:end],
            tuple(
                Doubt(max(d.start, start) - start, min(d.end, end) - start, d.other, d.reason)
                for d in self.doubts
                if start <= d.start <= end and d.end <= end
            ),
        )


@dataclass(frozen=True)
class CellPlace:
    """A table cell before its text has a position."""

    table: int
    row: int
    column: int
    box: Box


@dataclass(frozen=True)
class Block:
    """Lines that stay together: the text of one cell, or lines outside every table."""

    pieces: Sequence[Piece]
    cell: CellPlace | None = None


@dataclass(frozen=True)
class Composed:
    """The parts of a Page that follow from its blocks."""

    text: str
    lines: tuple[Line, ...]
    char_boxes: FloatArray
    char_confidence: FloatArray | None
    cells: tuple[Cell, ...] = ()
    doubts: tuple[Doubt, ...] = field(default=())


_NO_BOX = np.full((1, 4), np.nan, np.float32)
_CERTAIN = np.ones(1, np.float32)


def compose(blocks: Sequence[Block]) -> Composed:
    """The page's text in the order of ``blocks``, lines joined by line breaks.

    An empty cell gets the empty span where its text would stand.
    """
    texts: list[str] = []
    boxes: list[FloatArray] = []
    confidences: list[FloatArray] = []
    lines: list[Line] = []
    cells: list[Cell] = []
    doubts: list[Doubt] = []
    uncertain = any(piece.confidence is not None for block in blocks for piece in block.pieces)
    position = 0
    for block in blocks:
        start = end = max(position - 1, 0) if not block.pieces else position
        for piece in block.pieces:
            end = position + len(piece.text)
            sure = 1.0
            if uncertain:
                confidences += [_confidence(piece), _CERTAIN]
                sure = round(float(confidences[-2].mean()), 4)
            lines.append(Line(position, end, piece.box, sure))
            doubts += [
                Doubt(d.start + position, d.end + position, d.other, d.reason) for d in piece.doubts
            ]
            texts.append(piece.text)
            boxes += [piece.boxes, _NO_BOX]
            position = end + 1
        if block.cell:
            place = block.cell
            cells.append(Cell(place.table, place.row, place.column, start, end, place.box))
    return Composed(
        text="\n".join(texts),
        lines=tuple(lines),
        char_boxes=np.concatenate(boxes[:-1]) if texts else np.empty((0, 4), np.float32),
        char_confidence=np.concatenate(confidences[:-1]) if texts and uncertain else None,
        cells=tuple(cells),
        doubts=tuple(doubts),
    )


def around(boxes: FloatArray) -> Box:
    """The box around ``boxes`` (n, 4), rows of NaN left out. At least one row must be a box."""
    low = np.nanmin(boxes[:, :2], axis=0)
    high = np.nanmax(boxes[:, 2:], axis=0)
    return Box(*(round(float(v), 2) for v in (*low, *high)))


def join_row(pieces: Sequence[Piece], gap: float) -> Piece:
    """Pieces of one visual row as one line; a gap wider than ``gap`` points becomes a space."""
    if len(pieces) == 1:
        return pieces[0]
    text = ""
    boxes: list[FloatArray] = []
    confidences: list[FloatArray] = []
    doubts: list[Doubt] = []
    for piece in pieces:
        if text and piece.box.x0 - around(boxes[-1]).x1 > gap:
            text += " "
            boxes.append(_NO_BOX)
            confidences.append(_CERTAIN)
        doubts += [
            Doubt(d.start + len(text), d.end + len(text), d.other, d.reason) for d in piece.doubts
        ]
        text += piece.text
        boxes.append(piece.boxes)
        confidences.append(_confidence(piece))
    certain = all(piece.confidence is None for piece in pieces)
    return Piece(
        text,
        np.concatenate(boxes),
        None if certain else np.concatenate(confidences),
        tuple(doubts),
    )


def _confidence(piece: Piece) -> FloatArray:
    return np.ones(len(piece.text), np.float32) if piece.confidence is None else piece.confidence
