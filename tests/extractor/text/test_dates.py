from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.text.clean import PaperText
from services.extractor.text.dates import find_dates, find_moments


def days(printed: str) -> list[str]:
    return [found.day.isoformat() for found in find_dates(PaperText.of(printed).text)]


def moments(printed: str) -> list[str]:
    return [found.iso for found in find_moments(PaperText.of(printed).text)]


@pytest.mark.parametrize(
    "printed",
    [
        "二〇二三年七月十一日",
        "二○二三年七月十一日",
        "二零二三年七月十一日",
        "二O二三年七月十一日",
        "２０２３年７月１１日",
        "2023 年 7 月 11 日",
        "2023.年7月·11日",
        "2023年07月11日",
        "2023-07-11",
        "2023.7.11",
        "2023/7/11",
    ],
)
def test_every_form_of_a_date_is_the_same_day(printed: str) -> None:
    assert days(printed) == ["2023-07-11"]


@pytest.mark.parametrize(
    "printed",
    ["2023年2月30日", "二〇二三年十三月一日", "二〇二三九月一日", "2023年7月", "12023年7月11日"],
)
def test_a_day_that_does_not_exist_or_is_not_printed_is_refused(printed: str) -> None:
    assert days(printed) == []


_DIGITS = "〇一二三四五六七八九"


def chinese(day: date) -> str:
    def number(value: int) -> str:
        tens, ones = divmod(value, 10)
        return ("" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十") + (
            _DIGITS[ones] if ones else ""
        )

    return (
        "".join(_DIGITS[int(c)] for c in str(day.year)) + f"年{number(day.month)}月{number(day.day)}日"
    )


@given(st.integers(0, 36524))
def test_every_day_of_a_century_is_read_in_chinese_and_arabic_numerals(offset: int) -> None:
    day = date(1950, 1, 1) + timedelta(days=offset)
    assert days(chinese(day)) == [day.isoformat()]
    assert days(f"{day.year}年{day.month}月{day.day}日") == [day.isoformat()]


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2018年10月17日\n上午9时0分至10时30分", "2018-10-17T09:00"),
        ("2023年6月7日（星期三）下午2:30", "2023-06-07T14:30"),
        ("2023年6月7日 14：30", "2023-06-07T14:30"),
        ("2023年6月7日九时三十分", "2023-06-07T09:30"),
        ("2023年6月7日下午三时", "2023-06-07T15:00"),
        ("2023年6月7日下午3时整", "2023-06-07T15:00"),
        ("2023年6月7日下午14时30分", "2023-06-07T14:30"),
        ("2023年6月7日上午9点半", "2023-06-07T09:30"),
        ("2023年6月7日中午12时", "2023-06-07T12:00"),
        ("二〇二三年六月七日上午九时", "2023-06-07T09:00"),
        ("2023年6月7日下午25时", "2023-06-07"),
        ("2023年6月7日到庭", "2023-06-07"),
    ],
)
def test_the_hour_after_a_day_is_read(printed: str, iso: str) -> None:
    assert moments(printed) == [iso]


def test_two_hearings_are_two_moments() -> None:
    assert moments("2023年6月7日上午9时、2023年6月8日下午2时") == [
        "2023-06-07T09:00",
        "2023-06-08T14:00",
    ]


@pytest.mark.parametrize(
    ("printed", "hours"),
    [
        ("2024年6月20日上午9:00、10:00", ["09:00", "10:00"]),
        ("2024年6月20日下午2时30分、3时30分及4时", ["14:30", "15:30", "16:00"]),
        ("2024年6月20日上午9时、下午2时", ["09:00", "14:00"]),
        ("2024年6月20日上午9时、10号", ["09:00"]),
    ],
)
def test_each_of_several_hours_of_one_day_is_a_moment(printed: str, hours: list[str]) -> None:
    assert moments(printed) == [f"2024-06-20T{hour}" for hour in hours]
