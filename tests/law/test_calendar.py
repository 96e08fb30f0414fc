"""The holiday files against two independent sources, and against careless editing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
import pytest

from services.law.calendar import (
    DayKind,
    DayNotPublished,
    HolidayYear,
    build_calendar,
    load_calendar,
    national_calendar,
    read_holiday_year,
)
from services.law.strict_yaml import RuleFileInvalid
from services.resources import rules_folder

FOLDER = rules_folder() / "cn" / "holidays"
YEARS = range(2004, 2027)
# The notice for 2006 (国办发明电〔2005〕35号) says 12月31日（星期六）上班; the package leaves it out.
MISSED_BY_CHINESECALENDAR = {date(2005, 12, 31)}


def days(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_chinesecalendar(year: int) -> None:
    calendar = national_calendar()
    wrong = {day for day in days(year) if calendar.is_workday(day) != chinese_calendar.is_workday(day)}
    assert wrong <= MISSED_BY_CHINESECALENDAR


@pytest.mark.parametrize("year", YEARS)
def test_every_day_agrees_with_holidays(year: int) -> None:
    calendar = national_calendar()
    china = holidays.country_holidays("CN", years=[year - 1, year, year + 1])
    # The package leaves out the extension of the Spring Festival of 2020 by a notice of its own.
    known = {date(2020, 1, 31), date(2020, 2, 1), date(2020, 2, 2)}
    wrong = [
        day
        for day in days(year)
        if calendar.is_workday(day) != china.is_working_day(day) and day not in known
    ]
    assert wrong == []


def test_each_year_names_the_notice_of_the_state_council() -> None:
    for year in YEARS:
        notice = national_calendar().notices[year]
        assert notice.title == f"国务院办公厅关于{year}年部分节假日安排的通知"
        if notice.number:
            assert notice.number.startswith(f"国办发明电〔{year - 1}〕")
        else:  # taken from data, and it says so
            assert "chinesecalendar" in (read_holiday_year(FOLDER / f"{year}.yaml").source or "")
    assert all(national_calendar().notices[year].number for year in range(2016, 2027))


def test_a_year_without_notice_is_refused() -> None:
    for day in (date(2027, 1, 1), date(2027, 6, 1), date(2003, 12, 31)):
        assert not national_calendar().knows(day)
        with pytest.raises(DayNotPublished, match=str(day.year)):
            national_calendar().is_workday(day)


def test_the_last_days_of_december_wait_for_the_next_notice_unless_the_file_says_otherwise() -> None:
    years = [read_holiday_year(file) for file in sorted(FOLDER.glob("*.yaml"))]
    until_2018 = [year for year in years if year.year <= 2018]
    # The notice for 2019 made Saturday 29 December 2018 a working day.
    with pytest.raises(DayNotPublished):
        build_calendar(until_2018).is_workday(date(2018, 12, 29))
    until_2019 = [year for year in years if year.year <= 2019]
    assert build_calendar(until_2019).kind(date(2018, 12, 29)) is DayKind.MAKEUP


def test_years_with_a_gap_between_them_are_refused() -> None:
    years = [read_holiday_year(FOLDER / f"{year}.yaml") for year in (2022, 2024)]
    with pytest.raises(ValueError, match="逐年相连"):
        build_calendar(years)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("makeup_workdays:", "makeup_days:", "makeup"),
        ("year: 2025", "year: 2025\nyear: 2025", "第2行"),
        ("year: 2025", "year: 2024", "year"),
        ("2025-01-26", "2025-01-24", "makeup_workdays"),
        ("last: 2025-10-08", "last: 2025-09-08", "holidays"),
        ("2025-10-11", "2025-10-04", "makeup_workdays"),
    ],
)
def test_a_slip_in_a_holiday_file_names_file_and_key(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    text = (FOLDER / "2025.yaml").read_text(encoding="utf-8")
    assert before in text
    file = tmp_path / "2025.yaml"
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RuleFileInvalid) as caught:
        load_calendar(tmp_path)
    assert "2025.yaml" in str(caught.value)
    assert key in str(caught.value)


def test_a_holiday_year_is_data_only() -> None:
    year = read_holiday_year(FOLDER / "2023.yaml")
    assert isinstance(year, HolidayYear)
    assert year.holidays[0].first == date(2022, 12, 31)
