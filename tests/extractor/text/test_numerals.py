import pytest

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
