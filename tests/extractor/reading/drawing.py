"""A notice drawn by Pillow for one test. All names are invented."""

from __future__ import annotations

import io
import math
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

NOTICE = (
    "重庆市北碚区人民法院",
    "行政案件应诉通知书",
    "（2024）渝0109行初187号",
    "云岭县自然资源局：",
    "本院受理的原告沈怀瑾诉你局不履行法定职责一案，现依法",
    "向你局送达起诉状副本一份，并将有关事项通知如下：",
    "一、你局应当在收到起诉状副本之日起十五日内提交答辩状。",
    "二、定于2024年11月26日上午9时30分在第三审判庭开庭。",
    "三、联系人：书记员郑以宁，电话023-68205517。",
    "特此通知。",
    "二〇二四年十月十八日",
)
_SONG = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc"
Placed = tuple[str, tuple[float, float, float, float]]  # a line and its box in points


@cache
def song(pixels: int) -> ImageFont.FreeTypeFont:
    if not Path(_SONG).exists():
        pytest.fail("缺少字体：apt-get install fonts-noto-cjk（见 apt/run.txt）", pytrace=False)
    return ImageFont.truetype(_SONG, pixels, index=2)


def draw_notice(dpi: int = 200, paper: int = 255) -> tuple[Image.Image, list[Placed]]:
    """The notice on A4 and where each line was drawn."""
    scale = dpi / 72
    image = Image.new("RGB", (round(595 * scale), round(842 * scale)), (paper,) * 3)
    pen = ImageDraw.Draw(image)
    placed: list[Placed] = []
    for index, text in enumerate(NOTICE):
        font = song(round((22 if index < 2 else 15) * scale))
        width = pen.textlength(text, font=font)
        x = {0: 0.5, 1: 0.5, 2: 0.9, 10: 0.9}.get(index, 0.0)
        x = 80 * scale + x * (image.width - 160 * scale - width)
        y = (90 + 36 * index) * scale
        pen.text((x, y), text, font=font, fill=(25, 25, 25))
        placed.append((text, tuple(v / scale for v in pen.textbbox((x, y), text, font=font))))
    return image, placed


def stamp(image: Image.Image, x: float, y: float, dpi: int = 200, radius: float = 60) -> Image.Image:
    """``image`` with a red court seal about (x, y), in points."""
    scale = dpi / 72
    layer = Image.new("RGBA", image.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    red = (210, 40, 45, 205)
    box = [(x - radius) * scale, (y - radius) * scale, (x + radius) * scale, (y + radius) * scale]
    pen.ellipse(box, outline=red, width=round(3 * scale))
    for index, letter in enumerate("重庆市北碚区人民法院"):
        turn = math.radians(200 - 24 * index)
        place = (x + math.cos(turn) * (radius - 14) - 6, y - math.sin(turn) * (radius - 14) - 8)
        pen.text([v * scale for v in place], letter, font=song(round(13 * scale)), fill=red)
    star = [math.radians(90 + 144 * k) for k in range(5)]
    reach = 0.35 * radius
    pen.polygon(
        [((x + math.cos(a) * reach) * scale, (y - math.sin(a) * reach) * scale) for a in star], red
    )
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB")


def encoded(image: Image.Image, kind: str = "PNG", dpi: int | None = 200, **options: object) -> bytes:
    buffer = io.BytesIO()
    if dpi:
        options["dpi"] = (dpi, dpi)
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def compact(text: str) -> str:
    return text.replace(" ", "")
