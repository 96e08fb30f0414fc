"""Known confusions of OCR, put right without moving a place."""

from __future__ import annotations

import numpy as np
import pytest

from services.extractor.reading.engines import Glyphs
from services.extractor.reading.spelling import corrected


def spelt(text: str) -> str:
    """``text`` corrected, with its places counted."""
    edges = np.zeros((len(text), 2), np.float32)
    after = corrected(Glyphs(text, np.ones(len(text), np.float32), edges))
    assert len(after.text) == len(text)
    return after.text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("陝西省某區人民法院行政判決書", "陕西省某区人民法院行政判决书"),
        ("聯系電話", "联系电话"),
        ("（2026）粵01行初7號", "（2026）粤01行初7号"),
    ],
)
def test_traditional_characters_are_read_as_the_simplified_ones_courts_print(
    read: str, printed: str
) -> None:
    assert spelt(read) == printed


@pytest.mark.parametrize("name", ["王昇", "李喆", "赵堃", "乾元公司", "於某", "逄某", "周淼", "陈犇"])
def test_characters_that_names_may_hold_stay(name: str) -> None:
    assert spelt(name) == name


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("二O二六年", "二〇二六年"),
        ("原告:张某,男", "原告：张某，男"),
        ("上午9:30", "上午9:30"),
        ("No.1,200", "No.1,200"),
        ("﹝2026﹞3号", "〔2026〕3号"),
    ],
)
def test_digits_brackets_and_punctuation_are_those_of_a_chinese_line(read: str, printed: str) -> None:
    assert spelt(read) == printed
