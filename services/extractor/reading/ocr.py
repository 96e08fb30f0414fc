"""A page's image to its text: upright, cleaned on evidence, read, put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from services.extractor.errors import page_problem
from services.extractor.reading.beneath import settled_under_seals
from services.extractor.reading.cleaning import FAINT, ink_level, is_blank, prepared, reduced, stretched
from services.extractor.reading.compose import Block, CellPlace, Piece, compose
from services.extractor.reading.engines import Chosen, Engine, Image, ReadLine
from services.extractor.reading.grid import GridCell, Straightened, find_cells
from services.extractor.reading.missed import missed_places, with_missed
from services.extractor.reading.order import Placed, interleave, rows, slant
from services.extractor.reading.orientation import clockwise_turn, turned
from services.extractor.reading.spelling import corrected
from services.extractor.reading.watermark import without_watermarks
from services.extractor.result import Problem
from services.extractor.transcript import Box, Doubt, Page

_LEAST_CONFIDENCE = 0.5  # of a line; below it the "text" is a stain or a drawing
_TALLEST = 0.15  # of the page: a line, however large its letters


@dataclass(frozen=True)
class PageReading:
    """A page read by OCR. ``blank`` pages have no ink: nothing was lost on them. ``upright`` is the
    picture that was read."""

    page: Page
    problems: tuple[Problem, ...] = ()
    blank: bool = False
    upright: Image | None = None


def read_page(
    image: Image, number: int, size: tuple[float, float], chosen: Chosen, rotation: int = 0
) -> PageReading:
    """Read ``image`` as page ``number``.

    ``size`` is width and height of ``image`` in points; ``rotation`` has been applied to the stored
    page already. What the page still lacks to stand upright is found out and added to it.
    """
    engine = chosen.engine
    image = reduced(image)
    blank = is_blank(image)
    # A line or two of faint print are less ink than dust on a blank page, but they form letters.
    if blank and not missed_places(stretched(image), ()):
        return PageReading(
            Page(number, *size, "ocr", "", rotation=rotation, reader=engine.name), blank=True
        )
    turn = turn_to_upright(image, engine)
    image = turned(image, turn)
    sheet = prepared(image)
    lines = _lines(sheet.image, engine)
    if _lies_on_its_side(lines) and (more := _most_legible(image, engine, (0, 90, 180, 270))):
        turn = (turn + more) % 360
        image = turned(image, more)
        sheet = prepared(image)
        lines = _lines(sheet.image, engine)
    seals, clean = sheet.seals, sheet.image
    lines = without_watermarks(clean, with_missed(clean, lines, engine))
    width, height = size if turn % 180 == 0 else size[::-1]
    scale = np.array([width / image.shape[1], height / image.shape[0]], np.float32)
    doubts: dict[int, tuple[Doubt, ...]] = {}
    if seals:
        lines, doubts = settled_under_seals(image, seals, lines, engine)
    pieces = [_piece(line, scale, doubts.get(index, ())) for index, line in enumerate(lines)]
    composed = compose(_in_order(lines, pieces, clean, scale))
    page = Page(
        number,
        width,
        height,
        "ocr",
        composed.text,
        composed.lines,
        composed.char_boxes,
        composed.char_confidence,
        composed.cells,
        composed.doubts,
        (rotation + turn) % 360,
        tuple(_points(box, scale) for box in seals.boxes) if seals else (),
        engine.name,
    )
    problems = () if lines or blank else (page_problem("page_unreadable", number),)
    return PageReading(page, problems, blank and not lines, upright=clean)


def turn_to_upright(image: Image, engine: Engine) -> int:
    """Clockwise degrees that make ``image`` upright.

    The classifier proposes; before a page is turned, its lines are read both ways.
    """
    proposed = clockwise_turn(image)
    if proposed == 0 or engine.name.startswith("tesseract"):
        return proposed
    return _most_legible(image, engine, (0, proposed))


def _most_legible(image: Image, engine: Engine, turns: Sequence[int]) -> int:
    """The turn under which the lines read best; the first unless another is clearly better."""
    scores = [_legibility(turned(image, turn), engine) for turn in turns]
    best = int(np.argmax(scores))
    return turns[best] if scores[best] > scores[0] + 0.05 else turns[0]


def _lies_on_its_side(lines: Sequence[ReadLine]) -> bool:
    """Most of the text stands in tall boxes, or hardly reads at all."""
    total = sum(len(line.glyphs.text) for line in lines)
    tall = sum(len(line.glyphs.text) for line in lines if line.glyphs.stacked)
    sure = sum(line.glyphs.mean * len(line.glyphs.text) for line in lines)
    return total > 8 and (tall > 0.5 * total or sure < 0.75 * total)


def upright_turn(image: Image, engine: Engine) -> int:
    """Clockwise degrees ``read_page`` would turn ``image`` by."""
    image = reduced(image)
    if is_blank(image):
        return 0
    turn = turn_to_upright(image, engine)
    image = turned(image, turn)
    lines = _lines(prepared(image).image, engine)
    more = _most_legible(image, engine, (0, 90, 180, 270)) if _lies_on_its_side(lines) else 0
    return (turn + more) % 360


def _legibility(image: Image, engine: Engine) -> float:
    """How well the longest lines read from left to right, 0..1."""
    lines = [line.glyphs for line in engine.read(image, longest=4)]
    total = sum(len(glyphs.text) for glyphs in lines)
    level = sum(glyphs.mean * len(glyphs.text) for glyphs in lines if not glyphs.stacked)
    return level / total if total else 0.0


# --- the lines ------------------------------------------------------------------------------------


def _lines(image: Image, engine: Engine) -> list[ReadLine]:
    """The lines of ``image``; levels are stretched where print is faint or nothing was found."""
    ink, paper = ink_level(image)
    lines = [] if paper - ink < FAINT else _confident(engine.read(image), image.shape[0])
    return lines or _confident(engine.read(stretched(image), detector_side=1280), image.shape[0])


def _confident(lines: Sequence[ReadLine], height: int) -> list[ReadLine]:
    """The lines that are print: sure enough, and not as tall as a drawing."""
    return [
        ReadLine(line.quad, corrected(line.glyphs))
        for line in lines
        if line.glyphs.text.strip()
        and line.glyphs.mean >= _LEAST_CONFIDENCE
        and (line.glyphs.stacked or np.linalg.norm(line.quad[3] - line.quad[0]) < _TALLEST * height)
    ]


def _piece(line: ReadLine, scale: npt.NDArray[np.float32], doubts: tuple[Doubt, ...]) -> Piece:
    boxes = line.boxes() * np.tile(scale, 2)
    return Piece(line.glyphs.text, boxes.astype(np.float32), line.glyphs.confidence, doubts)


# --- the order ------------------------------------------------------------------------------------


def _in_order(
    lines: Sequence[ReadLine],
    pieces: Sequence[Piece],
    image: Image,
    scale: npt.NDArray[np.float32],
) -> list[Block]:
    straightened = Straightened.by(image, slant(lines))
    cells = find_cells(image, straightened)
    lying = bool(image.shape[1] * scale[0] > image.shape[0] * scale[1])
    placed = [
        Placed(piece, straightened.points(line.quad)) for line, piece in zip(lines, pieces, strict=True)
    ]
    if not cells:
        return [Block([piece]) for piece in rows(placed, float(scale[0]), lying)]
    inside: list[list[Placed]] = [[] for _ in cells]
    outside: list[Placed] = []
    for item, line in zip(placed, lines, strict=True):
        centres = line.boxes().reshape(-1, 2, 2).mean(axis=1)
        for cell, start, end in _stretches(straightened.points(centres), cells):
            part = item.piece.part(start, end)
            if part.text:
                share = Placed(part, straightened.points(line.quad))
                share.left, share.right = _extent(part, straightened, scale)
                (outside if cell is None else inside[cell]).append(share)
    table = [
        (
            CellPlace(
                cell.table, cell.row, cell.column, _points(straightened.box_back(cell.box), scale)
            ),
            rows(within, float(scale[0])),
        )
        for cell, within in zip(cells, inside, strict=True)
    ]
    return interleave(rows(outside, float(scale[0]), lying), table)


def _stretches(
    centres: npt.NDArray[np.float32], cells: Sequence[GridCell]
) -> list[tuple[int | None, int, int]]:
    """Neighbouring characters in the same cell (None: in none) as (cell, start, end)."""
    found: list[tuple[int | None, int, int]] = []
    for index, (x, y) in enumerate(centres):
        cell = next(
            (
                n
                for n, each in enumerate(cells)
                if each.box[0] - 3 <= x <= each.box[2] + 3 and each.box[1] - 3 <= y <= each.box[3] + 3
            ),
            None,
        )
        if found and found[-1][0] == cell:
            found[-1] = (cell, found[-1][1], index + 1)
        else:
            found.append((cell, index, index + 1))
    return found


def _extent(
    part: Piece, straightened: Straightened, scale: npt.NDArray[np.float32]
) -> tuple[float, float]:
    x0, y0, x1, y1 = part.box
    corners = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32) / scale
    moved = straightened.points(corners)
    return float(moved[:, 0].min()), float(moved[:, 0].max())


def _points(box: tuple[float, float, float, float], scale: npt.NDArray[np.float32]) -> Box:
    values = np.array(box, np.float32) * np.tile(scale, 2)
    return Box(*(round(float(v), 2) for v in values))
