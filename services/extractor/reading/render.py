"""A page as a picture, upright as the boxes of its transcript understand it."""

from __future__ import annotations

from typing import NamedTuple

import cv2

from services.extractor.errors import unreadable
from services.extractor.reading import read
from services.extractor.reading.engines import EngineAbsent, Image, ocr_engine
from services.extractor.reading.image import frame, open_image
from services.extractor.reading.ocr import upright_turn
from services.extractor.reading.ofd.read import picture_of_page
from services.extractor.reading.orientation import turned
from services.extractor.reading.pdf import open_pdf, picture
from services.extractor.reading.sniff import sniff
from services.extractor.reading.textlayer import read_chars
from services.extractor.reading.typeset import typeset

MAX_WIDTH = 4000  # px


class Rendered(NamedTuple):
    png: bytes
    width: int
    height: int


def render_page(data: bytes, number: int, width: int, rotation: int | None = None) -> Rendered:
    """Page ``number`` (1-based) of the file ``data``, ``width`` pixels wide.

    ``rotation`` is the transcript's ``Page.rotation``; None finds it out again, which for a scan
    costs as much as reading it. Raises UnreadableFile; no_such_page for a number out of range and for
    containers.
    """
    width = max(16, min(width, MAX_WIDTH))
    kind = sniff(data).kind
    if kind == "pdf":
        image = _pdf_page(data, number, width, rotation)
    elif kind == "image":
        image = _image_page(data, number, rotation)
    elif kind == "ofd":
        image = picture_of_page(data, number, width)
        if rotation:
            image = turned(image, rotation)
    elif kind in ("text", "docx", "doc"):
        image = _text_page(data, number, width)
    else:
        raise unreadable("no_such_page")
    height = max(1, round(image.shape[0] * width / image.shape[1]))
    if image.shape[1] != width:
        shrinks = width < image.shape[1]
        how = cv2.INTER_AREA if shrinks else cv2.INTER_CUBIC
        image = cv2.resize(image, (width, height), interpolation=how)
    _, png = cv2.imencode(".png", image, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return Rendered(png.tobytes(), width, image.shape[0])


def _pdf_page(data: bytes, number: int, width: int, rotation: int | None) -> Image:
    document = open_pdf(data)
    try:
        if not 1 <= number <= len(document):
            raise unreadable("no_such_page")
        page = document[number - 1]
        if rotation is None:
            chars = read_chars(page)
            rotation = chars.rotation
            if not len(chars):
                stored = page.get_rotation()
                rotation = stored + _turn(picture(page, 150 / 72, stored))
        points = page.get_size()
        across = points[0] if (rotation - page.get_rotation()) % 180 == 0 else points[1]
        longest = max(points)
        return picture(page, min(width / across, 6000 / longest), rotation % 360)
    finally:
        document.close()


def _image_page(data: bytes, number: int, rotation: int | None) -> Image:
    image = open_image(data)
    if not 1 <= number <= getattr(image, "n_frames", 1):
        raise unreadable("no_such_page")
    pixels, _ = frame(image, number - 1)
    return turned(pixels, _turn(pixels) if rotation is None else rotation)


def _text_page(data: bytes, number: int, width: int) -> Image:
    _, transcript, _ = read(data, "")
    if not 1 <= number <= len(transcript.pages):
        raise unreadable("no_such_page")
    return typeset(transcript.pages[number - 1], width)


def _turn(image: Image) -> int:
    try:
        return upright_turn(image, ocr_engine().engine)
    except EngineAbsent:
        return 0
