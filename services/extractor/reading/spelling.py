"""Known confusions of OCR put right, one character for one, so that places stay."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from services.extractor.reading.engines import Glyphs

# One glyph for another that OCR takes for it and Chinese court papers never print.
_CONFUSED = str.maketrans({"﹝": "〔", "﹞": "〕"})
_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_CHINESE_DIGITS = "〇一二三四五六七八九十"
# 通用规范汉字表 (国发〔2013〕23号) lets these stand in names beside the common form.
_IN_NAMES = frozenset("昇陞祕脩鉅氾")


def corrected(glyphs: Glyphs) -> Glyphs:
    """Known confusions put right, one character for one, so that places stay."""
    text = _full_width("".join(map(simplified, glyphs.text.translate(_CONFUSED))))
    for index, character in enumerate(text):
        if character in "○O0〇" and _between_chinese_digits(text, index):
            text = f"{text[:index]}〇{text[index + 1 :]}"
    return Glyphs(text, glyphs.confidence, glyphs.edges, glyphs.stacked)


def simplified(character: str) -> str:
    """The simplified form of a traditional character: 話 for 话 is what blurred print is read as, and
    courts of the mainland print none. What GB 2312 or a name may hold stays (乾, 於, 昇)."""
    if not "\u4e00" <= character <= "\u9fff" or _in_gb2312(character) or character in _IN_NAMES:
        return character
    common: str = _converter().convert(character)
    return common if len(common) == 1 and _in_gb2312(common) else character


@cache
def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def _converter() -> Any:
    # Only a page read by OCR needs the dictionary.
    from opencc import OpenCC  # noqa: PLC0415

    return OpenCC("t2s")


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
