"""Known confusions of OCR put right, one character for one, so that places stay."""

from __future__ import annotations

import re

from services.extractor.reading.engines import Glyphs

# One glyph for another that OCR takes for it and Chinese court papers never print.
_CONFUSED = str.maketrans({"粵": "粤", "﹝": "〔", "﹞": "〕"})
_FULL_WIDTH = dict(zip(",:;!?()", "，：；！？（）", strict=True))
_CHINESE_DIGITS = "〇一二三四五六七八九十"


def corrected(glyphs: Glyphs) -> Glyphs:
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
