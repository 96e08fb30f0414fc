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
        verified = read_holiday_year(FOLDER / f"{year}.yaml").verified
        assert verified == bool(notice.number), year
        if notice.number:
            assert notice.number.startswith(f"国办发明电〔{year - 1}〕")
    unverified = {year for year in YEARS if not national_calendar().notices[year].number}
    assert unverified == {2004, 2005}, "no notice at hand, and the file says so"


# Make-up workdays as NateScarlet/holiday-cn lists them from the notices, typed off year by year: a
# source of its own beside the packages above, one of which these years were first taken from.
MAKE_UP_BY_THE_NOTICES = {
    2007: "2006-12-30 2006-12-31 02-17 02-25 04-28 04-29 09-29 09-30",
    2008: "2007-12-29 02-02 02-03 05-04 09-27 09-28",
    2009: "01-04 01-24 02-01 05-31 09-27 10-10",
    2010: "02-20 02-21 06-12 06-13 09-19 09-25 09-26 10-09",
    2011: "01-30 02-12 04-02 10-08 10-09",
    2012: "2011-12-31 01-21 01-29 03-31 04-01 04-28 09-29",
    2013: "01-05 01-06 02-16 02-17 04-07 04-27 04-28 06-08 06-09 09-22 09-29 10-12",
    2014: "01-26 02-08 05-04 09-28 10-11",
    2015: "01-04 02-15 02-28 09-06 10-10",
}
# Days off that are no weekend, from the same list; 3 and 4 September 2015 from 国发明电〔2015〕1号.
OFF_BY_THE_NOTICES = {
    2007: "01-01 01-02 01-03 02-19 02-20 02-21 02-22 02-23 05-01 05-02 05-03 05-04 05-07 "
    "10-01 10-02 10-03 10-04 10-05",
    2008: "2007-12-31 01-01 02-06 02-07 02-08 02-11 02-12 04-04 05-01 05-02 06-09 09-15 "
    "09-29 09-30 10-01 10-02 10-03",
    2009: "01-01 01-02 01-26 01-27 01-28 01-29 01-30 04-06 05-01 05-28 05-29 "
    "10-01 10-02 10-05 10-06 10-07 10-08",
    2010: "01-01 02-15 02-16 02-17 02-18 02-19 04-05 05-03 06-14 06-15 06-16 09-22 09-23 09-24 "
    "10-01 10-04 10-05 10-06 10-07",
    2011: "01-03 02-02 02-03 02-04 02-07 02-08 04-04 04-05 05-02 06-06 09-12 "
    "10-03 10-04 10-05 10-06 10-07",
    2012: "01-02 01-03 01-23 01-24 01-25 01-26 01-27 04-02 04-03 04-04 04-30 05-01 06-22 "
    "10-01 10-02 10-03 10-04 10-05",
    2013: "01-01 01-02 01-03 02-11 02-12 02-13 02-14 02-15 04-04 04-05 04-29 04-30 05-01 "
    "06-10 06-11 06-12 09-19 09-20 10-01 10-02 10-03 10-04 10-07",
    2014: "01-01 01-31 02-03 02-04 02-05 02-06 04-07 05-01 05-02 06-02 09-08 "
    "10-01 10-02 10-03 10-06 10-07",
    2015: "01-01 01-02 02-18 02-19 02-20 02-23 02-24 04-06 05-01 06-22 09-03 09-04 "
    "10-01 10-02 10-05 10-06 10-07",
}


def typed(year: int, days_: str) -> set[date]:
    return {date.fromisoformat(d if len(d) == 10 else f"{year}-{d}") for d in days_.split()}


@pytest.mark.parametrize("year", sorted(MAKE_UP_BY_THE_NOTICES))
def test_the_early_years_agree_with_a_list_made_from_the_notices(year: int) -> None:
    file = read_holiday_year(FOLDER / f"{year}.yaml")
    assert set(file.makeup_workdays) == typed(year, MAKE_UP_BY_THE_NOTICES[year])
    off = {
        each.first + timedelta(n)
        for each in file.holidays
        for n in range((each.last - each.first).days + 1)
    }
    assert {day for day in off if day.weekday() < 5} == typed(year, OFF_BY_THE_NOTICES[year])


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
