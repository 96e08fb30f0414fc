import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.text.numerals import parse_int


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("15", 15),
        ("十五", 15),
        ("十", 10),
        ("二十", 20),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一万二千", 12000),
        ("二〇二三", 2023),
    ],
)
def test_a_number_is_read(printed: str, value: int) -> None:
    assert parse_int(printed) == value


@pytest.mark.parametrize("printed", ["", "三百五", "五十十", "百", "一二十", "十五日", "X"])
def test_what_is_no_number_on_paper_is_refused(printed: str) -> None:
    assert parse_int(printed) is None


DIGITS = "零一二三四五六七八九"


def written(number: int) -> str:
    """``number`` (1 to 99,999) as papers write it: 一百零五, 十二, 一万二千."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        tail = ("一" if 10 <= rest < 20 else "") + written(rest) if rest else ""
        return f"{written(number // 10_000)}万{gap}{tail}"
    said, left, gap = "", number, False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, left = divmod(left, unit)
        if digit:
            one_ten = unit == 10 and digit == 1 and not said
            said += ("零" if gap and said else "") + ("" if one_ten else DIGITS[digit]) + name
            gap = False
        else:
            gap = True
    return said


@given(st.integers(1, 99_999))
def test_every_number_is_read_back_as_it_is_written(number: int) -> None:
    assert parse_int(written(number)) == number
    assert parse_int(str(number)) == number


@given(st.text(alphabet="零〇一二两三四五六七八九十百千万0123a", max_size=8))
def test_any_text_gives_a_number_or_none_and_never_raises(text: str) -> None:
    value = parse_int(text)
    assert value is None or value >= 0


@pytest.mark.parametrize(
    ("printed", "value"), [("伍拾", 50), ("壹佰零伍", 105), ("叁万贰仟", 32_000), ("贰拾伍", 25)]
)
def test_numerals_of_sums_of_money(printed: str, value: int) -> None:
    assert parse_int(printed) == value
