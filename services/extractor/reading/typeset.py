"""A page that has text but no layout (Word, plain text), set plainly so that a person can check it."""

from __future__ import annotations

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw

from services.extractor.reading.engines import Image
from services.extractor.reading.faces import face
from services.extractor.transcript import Page

_NOTE = "原件没有固定版面，这里只排出文字"
_REST = "……（其余见原件）"
_SIZES = (12.0, 10.5, 9.0, 7.5, 6.0)  # points, the largest that lets the page fit
_MARGIN, _LEADING = 48.0, 1.6  # points; lines


def typeset(page: Page, width: int) -> Image:
    """The text of ``page`` as BGR, ``width`` pixels wide, in the proportions of the page."""
    scale = width / page.width
    height = max(1, round(page.height * scale))
    room = page.height - 2 * _MARGIN - 16
    lines: list[str] = []
    size = _SIZES[-1]
    for size in _SIZES:
        lines = _wrapped(page.text, round((page.width - 2 * _MARGIN) / size * 2))
        if len(lines) * size * _LEADING <= room:
            break
    fitting = int(room / (size * _LEADING))
    if len(lines) > fitting:
        lines = [*lines[: fitting - 1], _REST]
    canvas = Pillow.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(canvas)
    left, top = _MARGIN * scale, _MARGIN * scale
    pen.text((left, top - 14 * scale), _NOTE, font=face(max(6, round(8 * scale))), fill=(130, 130, 130))
    font = face(max(4, round(size * scale)))
    for number, line in enumerate(lines):
        pen.text((left, top + number * size * _LEADING * scale), line, font=font, fill=(20, 20, 20))
    return np.ascontiguousarray(np.asarray(canvas)[:, :, ::-1])


def _wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most ``columns`` half-width columns."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line, used = "", 0
        for character in paragraph.expandtabs(4):
            taken = 1 if character < "\u2000" else 2
            if used + taken > columns:
                lines.append(line)
                line, used = "", 0
            line, used = line + character, used + taken
        lines.append(line)
    return lines
