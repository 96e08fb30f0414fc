"""A page's image to its text: upright, cleaned on evidence, read, put in order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import cv2
import numpy as np
import numpy.typing as npt

from services.extractor.errors import page_problem
from services.extractor.reading.compose import Block, CellPlace, Piece, compose
from services.extractor.reading.engines import Chosen, Engine, Glyphs, Image, ReadLine
from services.extractor.reading.grid import GridCell, Straightened, find_cells
from services.extractor.reading.limits import MAX_OCR_SIDE
from services.extractor.reading.order import Placed, interleave, rows, slant
from services.extractor.reading.orientation import clockwise_turn, turned
from services.extractor.reading.seal import Seals, without_seals
from services.extractor.result import Problem
from services.extractor.transcript import Box, Doubt, Page

_LEAST_CONFIDENCE = 0.5  # of a line; below it the "text" is a stain or a drawing
_TALLEST = 0.15  # of the page: a line, however large its letters
_FAINT = 90  # grey levels between ink and paper; print has 150 and more
_LEAST_INK = 0.0002  # of the page; below it the page is blank
# One glyph for another that OCR takes for it and Chinese court papers never print.
_CONFUSED = str.maketrans({"粵": "粤", "﹝": "〔", "﹞": "〕"})
_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_CHINESE_DIGITS = "〇一二三四五六七八九十"


@dataclass(frozen=True)
class PageReading:
    """A page read by OCR. ``blank`` pages have no ink: nothing was lost on them."""

    page: Page
    problems: tuple[Problem, ...] = ()
    blank: bool = False


def read_page(
    image: Image, number: int, size: tuple[float, float], chosen: Chosen, rotation: int = 0
) -> PageReading:
    """Read ``image`` as page ``number``.

    ``size`` is width and height of ``image`` in points; ``rotation`` has been applied to the stored
    page already. What the page still lacks to stand upright is found out and added to it.
    """
    engine = chosen.engine
    image = _reduced(image)
    if _is_blank(image):
        return PageReading(
            Page(number, *size, "ocr", "", rotation=rotation, reader=engine.name), blank=True
        )
    turn = turn_to_upright(image, engine)
    image = turned(image, turn)
    seals = without_seals(image)
    clean = seals.image if seals else image
    lines = _lines(clean, engine)
    if _lies_on_its_side(lines) and (more := _most_legible(image, engine, (0, 90, 180, 270))):
        turn = (turn + more) % 360
        image = turned(image, more)
        seals = without_seals(image)
        clean = seals.image if seals else image
        lines = _lines(clean, engine)
    width, height = size if turn % 180 == 0 else size[::-1]
    scale = np.array([width / image.shape[1], height / image.shape[0]], np.float32)
    pieces = [_piece(line, scale) for line in lines]
    if seals:
        pieces = _doubted_under_seals(image, seals, lines, pieces, engine)
    straightened = Straightened.by(clean, slant(lines))
    composed = compose(_in_order(lines, pieces, find_cells(clean, straightened), straightened, scale))
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
    return PageReading(page, () if lines else (page_problem("page_unreadable", number),))


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
    image = _reduced(image)
    if _is_blank(image):
        return 0
    turn = turn_to_upright(image, engine)
    image = turned(image, turn)
    seals = without_seals(image)
    lines = _lines(seals.image if seals else image, engine)
    more = _most_legible(image, engine, (0, 90, 180, 270)) if _lies_on_its_side(lines) else 0
    return (turn + more) % 360


def _legibility(image: Image, engine: Engine) -> float:
    """How well the longest lines read from left to right, 0..1."""
    lines = [line.glyphs for line in engine.read(image, longest=4)]
    total = sum(len(glyphs.text) for glyphs in lines)
    level = sum(glyphs.mean * len(glyphs.text) for glyphs in lines if not glyphs.stacked)
    return level / total if total else 0.0


# --- the image ------------------------------------------------------------------------------------


def _reduced(image: Image, side: int = MAX_OCR_SIDE) -> Image:
    ratio = side / max(image.shape[:2])
    if ratio >= 1:
        return image
    small: Image = cv2.resize(image, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    return small


def _is_blank(image: Image) -> bool:
    grey = cv2.cvtColor(_reduced(image, 1000), cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey, 90))
    # A shadow at the edge of the glass is no ink: look inside it.
    margin_y, margin_x = (int(0.02 * side) for side in grey.shape)
    inside = grey[margin_y : grey.shape[0] - margin_y, margin_x : grey.shape[1] - margin_x]
    return bool(np.count_nonzero(inside < paper - 24) < _LEAST_INK * inside.size)


def _ink_level(image: Image) -> tuple[float, float]:
    """Grey levels of ink and of paper."""
    grey = cv2.cvtColor(_reduced(image, 1000), cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey, 90))
    ink = grey[grey < paper - 12]
    return (float(np.percentile(ink, 10)) if ink.size else 0.0), paper


def _stretched(image: Image) -> Image:
    """The levels between ink and paper spread over the whole range."""
    ink, paper = _ink_level(image)
    levels = (image.astype(np.float32) - ink) * (255 / max(paper - ink, 1))
    stretched: Image = np.clip(levels, 0, 255).astype(np.uint8)
    return stretched


# --- the lines ------------------------------------------------------------------------------------


def _lines(image: Image, engine: Engine) -> list[ReadLine]:
    """The lines of ``image``; levels are stretched where print is faint or nothing was found."""
    ink, paper = _ink_level(image)
    lines = [] if paper - ink < _FAINT else _confident(engine.read(image), image.shape[0])
    return lines or _confident(engine.read(_stretched(image), detector_side=1280), image.shape[0])


def _confident(lines: Sequence[ReadLine], height: int) -> list[ReadLine]:
    """The lines that are print: sure enough, and not as tall as a drawing."""
    return [
        ReadLine(line.quad, _corrected(line.glyphs))
        for line in lines
        if line.glyphs.text.strip()
        and line.glyphs.mean >= _LEAST_CONFIDENCE
        and (line.glyphs.stacked or np.linalg.norm(line.quad[3] - line.quad[0]) < _TALLEST * height)
    ]


def _corrected(glyphs: Glyphs) -> Glyphs:
    """Known confusions put right, one character for one, so that places stay."""
    text = _full_width(glyphs.text.translate(_CONFUSED))
    for index, character in enumerate(text):
        if character in "○O0〇" and _between_chinese_digits(text, index):
            text = f"{text[:index]}〇{text[index + 1 :]}"
    return Glyphs(text, glyphs.confidence, glyphs.edges, glyphs.stacked)


def _full_width(text: str) -> str:
    """Punctuation of a Chinese line in its full width, which OCR tells from the narrow one by luck.

    Between two digits or Latin letters it stays: 9:30, 1,200.5, A(B).
    """
    if not re.search(r"[\u4e00-\u9fff]", text):
        return text
    narrow = r"(?<![0-9A-Za-z])[,:;!?]|[,:;!?](?![0-9A-Za-z])|[()]"
    return re.sub(narrow, lambda found: _FULL_WIDTH[found.group()], text)


def _between_chinese_digits(text: str, index: int) -> bool:
    before = text[index - 1] if index else ""
    after = text[index + 1] if index + 1 < len(text) else ""
    return before in _CHINESE_DIGITS and before != "" and (after in _CHINESE_DIGITS or after in "○O0年")


def _piece(line: ReadLine, scale: npt.NDArray[np.float32]) -> Piece:
    boxes = line.boxes() * np.tile(scale, 2)
    return Piece(line.glyphs.text, boxes.astype(np.float32), line.glyphs.confidence)


def _doubted_under_seals(
    image: Image, seals: Seals, lines: Sequence[ReadLine], pieces: Sequence[Piece], engine: Engine
) -> list[Piece]:
    """Lines under a seal read again with its colour; where the two readings differ is a doubt."""
    under = [index for index, line in enumerate(lines) if _touched(line, seals)]
    again = engine.recognise(image, [lines[index].quad for index in under])
    result = list(pieces)
    for index, glyphs in zip(under, again, strict=True):
        piece = result[index]
        doubts = differences(piece.text, _corrected(glyphs).text)
        result[index] = Piece(piece.text, piece.boxes, piece.confidence, doubts)
    return result


def _touched(line: ReadLine, seals: Seals) -> bool:
    low = np.clip(line.quad.min(axis=0), 0, None).astype(int)
    high = np.ceil(line.quad.max(axis=0)).astype(int)
    window = seals.mask[low[1] : high[1], low[0] : high[0]]
    return bool(window.size and np.count_nonzero(window) > 0.005 * window.size)


def differences(first: str, second: str) -> tuple[Doubt, ...]:
    """The stretches of ``first`` that ``second`` reads otherwise, spaces apart."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return tuple(
        Doubt(a, b, second[c:d], "under_seal")
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal" and (first[a:b].strip() or second[c:d].strip())
    )


# --- the order ------------------------------------------------------------------------------------


def _in_order(
    lines: Sequence[ReadLine],
    pieces: Sequence[Piece],
    cells: Sequence[GridCell],
    straightened: Straightened,
    scale: npt.NDArray[np.float32],
) -> list[Block]:
    placed = [
        Placed(piece, straightened.points(line.quad)) for line, piece in zip(lines, pieces, strict=True)
    ]
    if not cells:
        return [Block([piece]) for piece in rows(placed, float(scale[0]))]
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
    return interleave(rows(outside, float(scale[0])), table)


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
