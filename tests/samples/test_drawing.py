"""Drawing: same facts, same bytes; damage that keeps what it must keep."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser

from samples import damage, page
from samples.draw import drawn
from samples.sample import Sample
from samples.stories import SAMPLES
from samples.stories.common import at
from samples.wording import chinese_date, hearing_time, number

BY_NAME = {sample.name: sample for sample in SAMPLES}


@pytest.fixture(scope="module")
def printer(browser: Browser) -> Iterator[page.Press]:
    with page.press(browser) as press:
        yield press


@pytest.mark.browser
@pytest.mark.parametrize("name", ["chongyi-summons", "tengzhou-response-notice-fax"])
def test_the_same_sample_gives_the_same_bytes(printer: page.Press, name: str) -> None:
    sample: Sample = BY_NAME[name]
    assert drawn(sample, printer) == drawn(sample, printer)


@pytest.mark.browser
def test_a_garbled_layer_keeps_ideographs_and_loses_digits(printer: page.Press) -> None:
    data, _ = drawn(BY_NAME["chongyi-response-notice-garbled"], printer)
    text = pypdfium2.PdfDocument(io.BytesIO(data))[0].get_textpage().get_text_range()
    text = "".join(text.split())
    assert "中华人民共和国行政诉讼法" in text
    assert not any(character.isdigit() for character in text)
    assert "，" not in text


def test_text_samples_need_no_press() -> None:
    data, gold = drawn(BY_NAME["tengzhou-old-judgment"], None)
    assert "（2014）滕行初字第9012号" in data.decode("gb18030")
    assert gold["papers"][0]["fields"]["case_number"] == "（2014）滕行初字第9012号"


@pytest.mark.parametrize(
    "spoil", [damage.scanner(), damage.fax(), damage.phone(), damage.photocopy(), damage.skew(2)]
)
def test_damage_is_seeded(spoil: damage.Damage) -> None:
    sheet = np.full((300, 220, 3), 255, np.uint8)
    sheet[100:110, 40:180] = 0
    first, second = (spoil(sheet.copy(), np.random.default_rng(7)) for _ in range(2))
    assert np.array_equal(first, second)


def test_numerals_and_times_are_worded_as_courts_word_them() -> None:
    assert [number(n) for n in (7, 10, 12, 20, 31)] == ["七", "十", "十二", "二十", "三十一"]
    assert chinese_date(at(2026, 11, 10, 0).date(), "○") == "二○二六年十一月十日"
    assert hearing_time(at(2026, 12, 2, 14, 30), "half_day") == "2026年12月2日下午2时30分"
    assert hearing_time(at(2026, 9, 10, 9), "chinese") == "2026年9月10日上午九时"
    assert hearing_time(at(2026, 11, 30, 14, 30), "clock") == "2026年11月30日 14:30"
