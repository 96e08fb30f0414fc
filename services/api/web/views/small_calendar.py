"""The small calendar beside the counting steps: every day with what it is and where it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from services.law.calendar import Calendar, DayKind, DayNotPublished
from services.law.count import Count

MOST_WEEKS = 6
WEEK = timedelta(days=7)

_CSS = {
    DayKind.WORKDAY: "",
    DayKind.MAKEUP: "work",
    DayKind.WEEKEND: "rest",
    DayKind.HOLIDAY: "rest",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. ``mark`` is 休, 班 or empty; ``note`` says why the day matters."""

    text: str
    mark: str
    note: str
    css: str


@dataclass(frozen=True, slots=True)
class SmallCalendar:
    """Weeks from Monday; None stands for the weeks left out in the middle of a long period."""

    weeks: tuple[tuple[Cell, ...] | None, ...]


def small_calendar(
    start: date | None, target: date | None, count: Count, today: date, calendar: Calendar
) -> SmallCalendar | None:
    """The weeks from the day counted from to the last lawful day; None when a day of them is not
    known, or a year among them has no published holidays."""
    ends = [day for day in (count.due, count.nominal_last_day, target) if day is not None]
    if start is None or not ends:
        return None
    first, last = min(start, *ends), max(start, *ends)
    mondays = [first - timedelta(days=first.weekday())]
    while mondays[-1] + WEEK <= last:
        mondays.append(mondays[-1] + WEEK)
    shown: list[date | None] = list(mondays)
    if len(mondays) > MOST_WEEKS:
        shown = [mondays[0], mondays[1], None, *mondays[-3:]]
    notes = _notes(start, target, count, today)
    try:
        weeks = tuple(
            tuple(_cell(monday + timedelta(days=i), mondays[0], notes, calendar) for i in range(7))
            if monday
            else None
            for monday in shown
        )
    except DayNotPublished:
        return None
    return SmallCalendar(weeks)


def _notes(
    start: date, target: date | None, count: Count, today: date
) -> dict[date, list[tuple[str, str]]]:
    """Days that matter: (class, word) in the order of their weight."""
    days: dict[date, list[tuple[str, str]]] = {}

    def mark(day: date | None, css: str, word: str) -> None:
        if day is not None:
            days.setdefault(day, []).append((css, word))

    mark(today, "now", "今天")
    mark(start, "from", "起算")
    if count.nominal_last_day != count.due:
        mark(count.nominal_last_day, "nominal", "期满")
    if target == count.due:
        mark(target, "goal", "末日")
    else:
        mark(target, "goal", "目标")
        mark(count.due, "last", "末日")
    return days


def _cell(on: date, first: date, notes: dict[date, list[tuple[str, str]]], calendar: Calendar) -> Cell:
    kind, mine = calendar.kind(on), notes.get(on, [])
    css = " ".join(part for part in (_CSS[kind], *(css for css, _ in mine)) if part)
    text = f"{on.month}/{on.day}" if on.day == 1 or on == first else str(on.day)
    return Cell(text, kind.label, mine[-1][1] if mine else "", css)
