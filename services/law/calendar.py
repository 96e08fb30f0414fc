"""Working days (工作日) of the People's Republic of China, from the State Council's yearly notices.

A day is known only when the notice of its year is in ``rules/cn/holidays``; asking about any other
day raises :class:`DayNotPublished` instead of guessing from the weekday. Dates are plain dates of
the calendar in force in China (Asia/Shanghai); no clock and no time zone takes part.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path

from services.law.strict_yaml import RuleFileInvalid, StrictModel, Tuple, read_strictly
from services.resources import rules_folder
from services.vocabulary import Labelled

ONE_DAY = timedelta(days=1)
_WEEKDAYS = "一二三四五六日"


class DayKind(Labelled):
    """What a day of the calendar is; the label is the mark a page prints on it."""

    WORKDAY = "workday", ""
    MAKEUP = "makeup", "班"
    WEEKEND = "weekend", ""
    HOLIDAY = "holiday", "休"


class DayNotPublished(LookupError):
    """The holiday notice that decides about ``day`` is not among the data."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.year}年放假安排尚未录入，{chinese(day)}是否上班未知")
        self.day = day


class Notice(StrictModel):
    """A notice of the State Council's General Office (国务院办公厅通知)."""

    title: str
    number: str | None = None
    issued_on: date | None = None
    url: str | None = None


class HolidayRange(StrictModel):
    """Days off of one festival, first and last inclusive."""

    name: str
    first: date
    last: date


class HolidayYear(StrictModel):
    """One file ``rules/cn/holidays/<year>.yaml``. The notice of a year may reach back into the last
    days of December before it (元旦). ``source``: where the days were taken from, when not from the
    text of the notice itself; ``verified``: whether they were compared with it, or with a list made
    from it."""

    year: int
    notice: Notice
    source: str | None = None
    verified: bool = True
    amended_by: Tuple[Notice] = ()
    holidays: Tuple[HolidayRange]
    makeup_workdays: Tuple[date]
    certain_through: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """``known`` years; ``off`` holidays by day with their festival; ``makeup`` working weekend days.

    ``certain_from`` and ``certain_through`` bound the days about which the notices at hand leave no
    doubt: the last days of December belong to the notice of the year after. Two calendars are equal
    only when they are one, so that counts can be kept by calendar.
    """

    off: Mapping[date, str]
    makeup: frozenset[date]
    certain_from: date
    certain_through: date
    notices: Mapping[int, Notice]

    def knows(self, day: date) -> bool:
        """Whether the notice that decides about ``day`` is among the data."""
        return self.certain_from <= day <= self.certain_through

    def kind(self, day: date) -> DayKind:
        """What ``day`` is. Raises DayNotPublished."""
        if not self.knows(day):
            raise DayNotPublished(day)
        if day in self.makeup:
            return DayKind.MAKEUP
        if day in self.off:
            return DayKind.HOLIDAY
        return DayKind.WEEKEND if day.weekday() >= 5 else DayKind.WORKDAY

    def is_workday(self, day: date) -> bool:
        """Working day, make-up days included. Raises DayNotPublished."""
        if not self.knows(day):
            raise DayNotPublished(day)
        return day in self.makeup or (day.weekday() < 5 and day not in self.off)

    def on_or_after(self, day: date) -> date:
        """First working day on or after ``day``. Raises DayNotPublished."""
        while not self.is_workday(day):
            day += ONE_DAY
        return day

    def on_or_before(self, day: date) -> date:
        """Last working day on or before ``day``. Raises DayNotPublished."""
        while not self.is_workday(day):
            day -= ONE_DAY
        return day

    def why_off(self, day: date) -> str:
        """Why ``day`` is not a working day: 在国庆节放假期间, or 是周末."""
        return f"在{self.off[day]}放假期间" if day in self.off else "是周末"


@lru_cache(maxsize=1 << 14)
def chinese(day: date) -> str:
    """2023年3月18日（周六）."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def build_calendar(years: list[HolidayYear]) -> Calendar:
    """The calendar of ``years``, which must be consecutive. Raises ValueError otherwise."""
    years = sorted(years, key=lambda each: each.year)
    numbers = [each.year for each in years]
    if not years or numbers != list(range(numbers[0], numbers[0] + len(numbers))):
        raise ValueError(f"放假安排须逐年相连，现有 {numbers}")
    off: dict[date, str] = {}
    for each in years:
        for holiday in each.holidays:
            day = holiday.first
            while day <= holiday.last:
                off[day] = holiday.name
                day += ONE_DAY
    last = years[-1]
    return Calendar(
        off=off,
        makeup=frozenset(day for each in years for day in each.makeup_workdays),
        certain_from=date(numbers[0], 1, 1),
        certain_through=last.certain_through or date(last.year, 12, 25),
        notices={each.year: each.notice for each in years},
    )


def with_year(calendar: Calendar, year: HolidayYear) -> Calendar:
    """``calendar`` with one more year, which must follow its last one. Raises ValueError otherwise."""
    last = max(calendar.notices)
    if year.year != last + 1:
        raise ValueError(f"放假安排须逐年相连，现有到{last}年，不能直接加{year.year}年")
    added = build_calendar([year])
    return Calendar(
        off={**calendar.off, **added.off},
        makeup=calendar.makeup | added.makeup,
        certain_from=calendar.certain_from,
        certain_through=added.certain_through,
        notices={**calendar.notices, **added.notices},
    )


def read_holiday_year(file: Path) -> HolidayYear:
    """Read and check one file. Raises RuleFileInvalid."""
    year = read_strictly(file, HolidayYear)
    if file.stem != str(year.year):
        raise RuleFileInvalid(file, "year", f"写的是{year.year}，与文件名不符")
    if problem := problem_of_year(year):
        raise RuleFileInvalid(file, *problem)
    return year


def problem_of_year(year: HolidayYear) -> tuple[str, str] | None:
    """The key and the sentence of what cannot be right about a year's days; None when all can."""
    earliest = date(year.year - 1, 12, 25)
    for holiday in year.holidays:
        if not earliest <= holiday.first <= holiday.last <= date(year.year, 12, 31):
            return "holidays", f"{holiday.name}的起止日期不对"
    for day in year.makeup_workdays:
        if day.weekday() < 5 or not earliest <= day <= date(year.year, 12, 31):
            return "makeup_workdays", f"{day}不是该年的周末"
        if any(holiday.first <= day <= holiday.last for holiday in year.holidays):
            return "makeup_workdays", f"{day}又列为放假日"
    return None


def load_calendar(folder: Path) -> Calendar:
    """The calendar of every ``<year>.yaml`` in ``folder``. Raises RuleFileInvalid, ValueError."""
    return build_calendar([read_holiday_year(file) for file in sorted(folder.glob("*.yaml"))])


@cache
def national_calendar() -> Calendar:
    """The calendar shipped with the packs."""
    return load_calendar(rules_folder() / "cn" / "holidays")
