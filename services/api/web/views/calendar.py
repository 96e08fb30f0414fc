"""A year of working days as twelve small months, and what a new notice moves."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.api.cases.case import Case
from services.api.errors import ServiceError
from services.api.web.views import dates
from services.law.calendar import Calendar, DayKind, HolidayYear, with_year
from services.law.changes import Change
from services.law.duty import Duty

_CSS = {DayKind.WORKDAY: "", DayKind.MAKEUP: "work", DayKind.WEEKEND: "rest", DayKind.HOLIDAY: "rest"}


@dataclass(frozen=True, slots=True)
class DayCell:
    """One day, "" outside the month. ``mark`` 休 or 班; ``title`` the festival."""

    text: str
    mark: str
    title: str
    css: str


@dataclass(frozen=True, slots=True)
class Month:
    name: str
    weeks: tuple[tuple[DayCell, ...], ...]


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """Everything calendar.html shows. ``pasted``: a notice that could not be read, still in its box,
    with the ``problem``."""

    year: int
    years: tuple[int, ...]
    months: tuple[Month, ...]
    notice: str
    known_to: str
    next_year: int
    entered: bool
    may_enter: bool
    pasted: str = ""
    problem: ServiceError | None = None


@dataclass(frozen=True, slots=True)
class MovedRow:
    """A duty before and after."""

    case: str
    href: str
    what: str
    kind: str
    before: str
    after: str
    kept: str


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Everything calendar_preview.html shows."""

    year: int
    notice: str
    holidays: tuple[str, ...]
    worked: tuple[str, ...]
    months: tuple[Month, ...]
    moved: tuple[MovedRow, ...]
    text: str


def calendar_page(
    *, calendar: Calendar, year: int, entered: Sequence[int], may_enter: bool, today: date
) -> CalendarPage:
    """One year of the calendar in force."""
    years = tuple(sorted(calendar.notices, reverse=True))
    year = year if year in calendar.notices else years[0]
    notice, unverified = calendar.notices[year], "（未与通知原文核对）"
    return CalendarPage(
        year=year,
        years=years,
        months=_months(calendar, year),
        notice=f"《{notice.title}》{notice.number or ('' if year in entered else unverified)}",
        known_to=dates.day(calendar.certain_through, today),
        next_year=years[0] + 1,
        entered=year in entered,
        may_enter=may_enter,
    )


def preview_page(
    *,
    calendar: Calendar,
    year: HolidayYear,
    text: str,
    moved: Sequence[tuple[Case, tuple[Change, ...]]],
    today: date,
) -> PreviewPage:
    """The notice as read, to be looked at before it counts."""
    longer = with_year(calendar, year)
    return PreviewPage(
        year=year.year,
        notice=f"《{year.notice.title}》{year.notice.number or ''}",
        holidays=tuple(
            f"{each.name}：{dates.day(each.first, today)}至{dates.day(each.last, today)}"
            for each in year.holidays
        ),
        worked=tuple(dates.day(each, today) for each in year.makeup_workdays),
        months=_months(longer, year.year),
        moved=tuple(_moved(case, change, today) for case, changes in moved for change in changes),
        text=text,
    )


def _months(calendar: Calendar, year: int) -> tuple[Month, ...]:
    return tuple(
        Month(
            f"{month}月",
            tuple(
                tuple(_cell(calendar, date(year, month, day) if day else None) for day in week)
                for week in monthcalendar(year, month)
            ),
        )
        for month in range(1, 13)
    )


def _cell(calendar: Calendar, day: date | None) -> DayCell:
    if day is None:
        return DayCell("", "", "", "gap")
    if not calendar.knows(day):
        return DayCell(str(day.day), "", "还没有公布", "gap")
    kind = calendar.kind(day)
    return DayCell(str(day.day), kind.label, calendar.off.get(day, ""), _CSS[kind])


def _moved(case: Case, change: Change, today: date) -> MovedRow:
    duty = change.new or change.old
    assert duty is not None
    return MovedRow(
        case=case.title,
        href=f"/cases/{case.id}",
        what=duty.title,
        kind=change.kind.label,
        before=_date(change.old, today),
        after=_date(change.new, today),
        kept=change.kept.label if change.kept else "",
    )


def _date(duty: Duty | None, today: date) -> str:
    if duty is None or duty.headline is None:
        return "无"
    said = dates.day(duty.headline, today)
    return f"{said}（暂定）" if duty.count.provisional else said
