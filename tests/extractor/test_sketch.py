"""Two readings of the same page resemble each other; two papers of one form do less."""

from __future__ import annotations

import random

from services.extractor.sketch import resemblance, sketch

PAGE = (
    "云溪县人民法院 传票 案号（2026）渝0199行初88号 案由 行政处罚 被传唤人 云溪县林业局 "
    "单位或住址 云溪县城东路一号 传唤事由 开庭 应到时间 2026年4月8日9时30分 应到处所 第三审判庭 "
    "注意事项 一、被传唤人必须准时到达应到处所。"
    "二、本票由被传唤人携带来院报到。三、被传唤人收到传票后，应在送达回证上签名或者盖章。"
)


def as_scanned(text: str, errors: float, seed: int) -> str:
    """``text`` with a share of its characters misread, as OCR of a poor copy does."""
    chance = random.Random(seed)
    return "".join(chance.choice("一日曰田由甲申") if chance.random() < errors else c for c in text)


def of(text: str) -> str:
    made = sketch(text)
    assert made is not None
    return made


def test_a_page_resembles_itself_whatever_its_spaces_and_widths() -> None:
    other = PAGE.replace(" ", "\n").replace("（", "(").replace("）", ")").replace("，", ",")
    assert resemblance(of(PAGE), of(other)) == 1.0


def test_two_scans_of_a_page_still_resemble_each_other() -> None:
    for seed in range(20):
        first, second = as_scanned(PAGE, 0.04, seed), as_scanned(PAGE, 0.04, seed + 100)
        assert resemblance(of(first), of(second)) > 0.5


def test_pages_about_something_else_resemble_each_other_little() -> None:
    other = (
        "原告诉称，被告于二〇二五年作出的处罚决定认定事实不清、适用法律错误，"
        "请求依法撤销，并判令被告承担本案诉讼费用。"
    )
    assert resemblance(of(PAGE), of(other)) < 0.1


def test_a_page_that_says_too_little_has_no_sketch() -> None:
    assert sketch("第 3 页") is None
    assert sketch("") is None
