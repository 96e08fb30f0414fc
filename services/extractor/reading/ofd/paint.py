"""An OFD page as a picture: plain, but every text, line and picture at its place.

Text is set in an installed Chinese face at the size and place the file states; embedded fonts,
clipping, shading and dashes are left out. Enough to read the page and to find a field on it.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

import cv2
import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from services.extractor.errors import unreadable
from services.extractor.reading.engines import Image
from services.extractor.reading.faces import face
from services.extractor.reading.limits import MAX_IMAGE_PIXELS
from services.extractor.reading.ofd.colour import Colour, colour_of, style
from services.extractor.reading.ofd.objects import Drawn, PageContent
from services.extractor.reading.ofd.text import glyphs_of, is_printed
from services.extractor.reading.ofd.values import Matrix, Rect, number_of, numbers
from services.extractor.reading.package import Package, child, text_of

_BLACK: Colour = (0, 0, 0)
_SEAL: Colour = (200, 30, 30)
_LINE_WIDTH = 0.353  # mm, when none is written (GB/T 33190-2016, 8.2)
_TAKES = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}  # operands of each path command
_MOST_STEPS = 50_000  # of one path


def paint(page: PageContent, package: Package, scale: float, parts: Sequence[Drawn] = ()) -> Image:
    """The page as BGR, ``scale`` pixels a millimetre; only ``parts`` of it when they are given.

    A picture that cannot be decoded is left out. Raises UnreadableFile: page_too_large,
    no_chinese_font.
    """
    width, height = round(page.area.width * scale), round(page.area.height * scale)
    if width < 1 or height < 1 or width * height > MAX_IMAGE_PIXELS:
        raise unreadable("page_too_large")
    canvas = Pillow.new("RGB", (width, height), "white")
    to_pixels = Matrix(scale, 0, 0, scale, -page.area.x * scale, -page.area.y * scale)
    for drawn in parts or page.objects:
        if not drawn.visible:
            continue
        place = drawn.place.then(to_pixels)
        if drawn.kind == "TextObject":
            _text(canvas, drawn, place, page)
        elif drawn.kind == "PathObject":
            _path(canvas, drawn, place, page)
        else:
            _picture(canvas, drawn, place, page, package)
    if not parts:
        for seal in page.seals:
            _seal(canvas, seal, to_pixels)
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def picture_of(drawn: Drawn, page: PageContent, package: Package) -> Pillow.Image | None:
    """The decoded picture of an ImageObject; None when it is absent, damaged or of a kind Pillow does
    not know (JBIG2)."""
    path = page.resources.pictures.get(drawn.element.get("ResourceID", ""))
    if not path or path not in package:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            picture = Pillow.open(
                io.BytesIO(package.read(path)), formats=("PNG", "JPEG", "TIFF", "BMP", "GIF")
            )
            if picture.width * picture.height > MAX_IMAGE_PIXELS:
                return None
            return picture.convert("RGBA")
    except Exception:  # Pillow's decoders raise whatever their parsers raise
        return None


def _text(canvas: Pillow.Image, drawn: Drawn, place: Matrix, page: PageContent) -> None:
    if not is_printed(drawn, page.resources):
        return
    pen = ImageDraw.Draw(canvas)
    colour = colour_of(drawn, "FillColor", page.resources) or _BLACK
    for glyph in glyphs_of(drawn.element):
        pixels = round(glyph.size * place.scale)
        if 1 <= pixels <= 2000 and not glyph.character.isspace():
            at = place.at(glyph.x, glyph.y)
            pen.text(at, glyph.character, font=face(pixels), fill=colour, anchor="ls")


def _path(canvas: Pillow.Image, drawn: Drawn, place: Matrix, page: PageContent) -> None:
    element = drawn.element
    pen = ImageDraw.Draw(canvas)
    lines = [[place.at(x, y) for x, y in line] for line in _lines(element)]
    if element.get("Fill", "false").lower() == "true":
        colour = colour_of(drawn, "FillColor", page.resources) or _BLACK
        for line in lines:
            if len(line) > 2:
                pen.polygon(line, fill=colour)
    if element.get("Stroke", "true").lower() == "true":
        colour = colour_of(drawn, "StrokeColor", page.resources) or _BLACK
        written = element.get("LineWidth") or style(drawn, "LineWidth", page.resources)
        width = number_of(written, _LINE_WIDTH) or _LINE_WIDTH
        for line in lines:
            if len(line) > 1:
                pen.line(line, fill=colour, width=max(1, round(width * place.scale)))


def _lines(element: Element) -> list[list[tuple[float, float]]]:
    """The strokes of a path as points of its space; curves become a few straight steps."""
    words = text_of(child(element, "AbbreviatedData")).split()[:_MOST_STEPS]
    lines: list[list[tuple[float, float]]] = []
    index = 0
    while index < len(words):
        command = words[index]
        index += 1
        taken = _TAKES.get(command)
        if taken is None:
            continue
        values = numbers(" ".join(words[index : index + taken]))
        index += taken
        if len(values) != taken:
            break
        if command in "SM":
            lines.append([(values[0], values[1])])
        elif not lines:
            continue
        elif command == "C":
            lines[-1].append(lines[-1][0])
        elif command in "QB":
            lines[-1] += _curve([lines[-1][-1], *zip(values[::2], values[1::2], strict=True)])
        else:
            lines[-1].append((values[-2], values[-1]))  # L; an arc as its chord
    return lines


def _curve(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A Bézier curve in eight steps (de Casteljau)."""
    steps = []
    for step in range(1, 9):
        t = step / 8
        level = points
        while len(level) > 1:
            level = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for a, b in pairwise(level)]
        steps.append(level[0])
    return steps


def _picture(
    canvas: Pillow.Image, drawn: Drawn, place: Matrix, page: PageContent, package: Package
) -> None:
    picture = picture_of(drawn, page, package)
    if picture is None:
        return
    if place.b == place.c == 0 and place.a > 0 and place.d > 0:
        left, top, width, height = place.e, place.f, place.a, place.d
        if width > 4 * canvas.width or height > 4 * canvas.height:
            return
        size = max(1, round(width)), max(1, round(height))
        sized = picture.resize(size, Pillow.Resampling.BOX if size[0] < picture.width else None)
        canvas.paste(sized, (round(left), round(top)), sized)
        return
    unit = Matrix(a=1 / picture.width, d=1 / picture.height).then(place)
    way = np.array([[unit.a, unit.c, unit.e], [unit.b, unit.d, unit.f]], np.float64)
    moved = cv2.warpAffine(np.asarray(picture), way, canvas.size, flags=cv2.INTER_AREA)
    layer = Pillow.fromarray(moved, "RGBA")
    canvas.paste(layer, (0, 0), layer)


def _seal(canvas: Pillow.Image, box: Rect, to_pixels: Matrix) -> None:
    """Where an electronic seal is: its picture is signed in a format of its own."""
    corners = [*to_pixels.at(box.x, box.y), *to_pixels.at(box.x + box.width, box.y + box.height)]
    width = max(1, round(0.6 * to_pixels.a))
    ImageDraw.Draw(canvas).ellipse(corners, outline=_SEAL, width=width)
