"""Counting of periods (期间计算): from a day and a period to the last lawful day, with its steps.

Court and statutory periods follow 法释〔2018〕1号 article 48: the day of the event is not counted, and
a last day that is a day off moves to the first working day after it; a make-up working weekend
(调休上班日) is a working day and does not move. Periods of local notices counted in calendar days
(``LOCAL_DAYS``) have no such rule: their last day is the nominal one. Everything here is pure: dates
in, :class:`Count` out, no clock and no time zone.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from services.law.calendar import ONE_DAY, Calendar, DayKind, DayNotPublished, chinese
from services.vocabulary import ProvisionalReason


class PeriodKind(StrEnum):
    """How a period is counted."""

    STATUTORY_DAYS = "statutory_days"
    STATUTORY_MONTHS = "statutory_months"
    WORKDAYS = "workdays"
    WORKDAYS_BEFORE = "workdays_before"
    LOCAL_DAYS = "local_days"


@dataclass(frozen=True, slots=True)
class Count:
    """The result of counting one period.

    ``due`` is the last lawful day, ``nominal_last_day`` the day before any roll forward,
    ``internal_target`` the last working day on or before the nominal one: the date to work to.
    ``safe_target`` is set when ``due`` is not certain: the last working day known to be in time.
    ``steps`` are plain Chinese sentences. ``analogical_rolled_due`` (local days only) is where the
    last day would move if 民法典 article 203 were applied by analogy: a remark, never the due date.
    ``earliest`` and ``latest``: the last day under the earliest and the latest reading the facts
    allow, where one is missing or a text can be read in two ways.
    """

    due: date | None
    nominal_last_day: date | None
    rolled: bool
    internal_target: date | None
    provisional_because: tuple[ProvisionalReason, ...]
    safe_target: date | None
    steps: tuple[str, ...]
    analogical_rolled_due: date | None = None
    earliest: date | None = None
    latest: date | None = None

    @property
    def provisional(self) -> bool:
        return bool(self.provisional_because)

    def to_json(self) -> dict[str, Any]:
        """The contract's output of ``yingsu deadlines count`` but for the id."""

        def iso(day: date | None) -> str | None:
            return day.isoformat() if day else None

        result: dict[str, Any] = {
            "due": iso(self.due),
            "nominal_last_day": iso(self.nominal_last_day),
            "rolled": self.rolled,
            "internal_target": iso(self.internal_target),
            "provisional": self.provisional,
            "provisional_because": [reason.value for reason in self.provisional_because],
            "safe_target": iso(self.safe_target),
            "steps": list(self.steps),
        }
        for name in ("analogical_rolled_due", "earliest", "latest"):
            if day := getattr(self, name):
                result[name] = iso(day)
        return result


def count_period(
    kind: PeriodKind, n: int, start: date, calendar: Calendar, *, event: str = "为触发日"
) -> Count:
    """Count ``n`` days, months or working days from ``start`` (for ``WORKDAYS_BEFORE``: back from
    the anchor ``start``). ``event`` names what happened on ``start`` in the steps (收到起诉状副本).

    Raises ValueError when ``n`` is less than 1.
    """
    if n < 1:
        raise ValueError(f"期限至少为1，现为{n}")
    return _counted(kind, n, start, calendar, event)


# The same papers come on the same days all over an office: a few thousand counts serve all its cases.
@lru_cache(maxsize=1 << 16)
def _counted(kind: PeriodKind, n: int, start: date, calendar: Calendar, event: str) -> Count:
    match kind:
        case PeriodKind.STATUTORY_DAYS:
            opening = f"{chinese(start)}{event}，当日不计入，自{chinese(start + ONE_DAY)}起算。"
            return _statutory(start, start + timedelta(days=n), f"第{n}日", opening, calendar)
        case PeriodKind.STATUTORY_MONTHS:
            opening = f"{chinese(start)}{event}，当日不计入，按月计算。"
            last = start + relativedelta(months=n)
            name = f"{n}个月后的对应日"
            if last.day != start.day:
                name = f"{n}个月后没有{start.day}日，期限末日取当月最后一日，"
            return _statutory(start, last, name, opening, calendar)
        case PeriodKind.WORKDAYS:
            return _workdays(start, n, event, calendar)
        case PeriodKind.WORKDAYS_BEFORE:
            return _workdays_before(start, n, event, calendar)
        case PeriodKind.LOCAL_DAYS:
            return _local_days(start, n, event, calendar)


def before_day(day: date, calendar: Calendar, *, event: str) -> Count:
    """Something owed before ``day`` itself begins to run (开庭前): last lawful day ``day``, to be
    done by the working day before it."""
    return _before_day(day, calendar, event)


@lru_cache(maxsize=1 << 14)
def _before_day(day: date, calendar: Calendar, event: str) -> Count:
    last_known = min(day - ONE_DAY, calendar.certain_through)
    target = _on_or_before(last_known, calendar)
    steps = [f"{chinese(day)}{event}，须在此之前完成，最迟不过当日。"]
    if target:
        known = "" if calendar.knows(day - ONE_DAY) else "已知的"
        steps.append(f"目标日：此前最近的{known}工作日{chinese(target)}。")
    return Count(day, day, False, target, (), None, tuple(steps))


@lru_cache(maxsize=1 << 14)
def on_day(day: date, *, event: str) -> Count:
    """Something owed on ``day`` itself, neither before nor after it (按时到庭)."""
    return Count(day, day, False, day, (), None, (f"{chinese(day)}{event}，当日到场。",))


def earlier_target(count: Count, target: Count, because: str) -> Count:
    """``count`` with the dates to work to taken from ``target`` where that is earlier (the paper
    itself names a shorter period than the law)."""
    asked = target.internal_target or target.safe_target
    present = count.internal_target
    if asked is None or (present is not None and present <= asked):
        return count
    safe = min(count.safe_target, asked) if count.safe_target else None
    step = f"{because}，目标日提前到{chinese(asked)}。"
    return replace(count, internal_target=asked, safe_target=safe, steps=(*count.steps, step))


def _statutory(start: date, nominal: date, name: str, opening: str, calendar: Calendar) -> Count:
    steps = [opening, f"{name}为{chinese(nominal)}。"]
    try:
        kind = calendar.kind(nominal)
        due = calendar.on_or_after(nominal)
    except DayNotPublished as unknown:
        return _unpublished(start, nominal, nominal, unknown, steps=steps, calendar=calendar)
    target = _on_or_before(nominal, calendar)
    if due != nominal:
        steps.append(
            f"该日{calendar.why_off(nominal)}，顺延至其后第一个工作日{_named(due, calendar)}。"
        )
    elif kind is DayKind.MAKEUP:
        steps.append("该日虽在周末，但为调休上班日，不顺延。")
    else:
        steps.append("该日是工作日，不顺延。")
    steps += _target_step(target, due)
    return Count(due, nominal, due != nominal, target, (), None, tuple(steps))


def _local_days(start: date, n: int, event: str, calendar: Calendar) -> Count:
    nominal = start + timedelta(days=n)
    steps = [
        f"{chinese(start)}{event}，当日不计入，自{chinese(start + ONE_DAY)}起按日历日计算。",
        f"第{n}日为{chinese(nominal)}。",
    ]
    try:
        off = not calendar.is_workday(nominal)
    except DayNotPublished as unknown:
        what = "文件没有顺延的规定，该日即最后一日，此前的工作日"
        return _unpublished(
            start, nominal, nominal, unknown, steps=steps, calendar=calendar, awaited=what
        )
    target = _on_or_before(nominal, calendar)
    analogical = _on_or_after(nominal, calendar)
    if off:
        steps.append(f"该日{calendar.why_off(nominal)}，文件没有顺延的规定，最后一日不变。")
    else:
        steps.append("文件没有顺延的规定，该日即最后一日。")
    steps += _target_step(target, nominal)
    return Count(nominal, nominal, False, target, (), None, tuple(steps), analogical)


def _workdays(start: date, n: int, event: str, calendar: Calendar) -> Count:
    steps = [f"{chinese(start)}{event}，当日不计入，从次日起逐个数工作日。"]
    counted: list[date] = []
    skipped: list[date] = []
    day = start
    while len(counted) < n:
        day += ONE_DAY
        try:
            (counted if calendar.is_workday(day) else skipped).append(day)
        except DayNotPublished as unknown:
            # At the earliest every day not yet published is a working day.
            bound = day + timedelta(days=n - len(counted) - 1)
            if counted:
                steps.append(_listed(counted, calendar) + "，其余待定。")
            return _unpublished(start, None, bound, unknown, steps=steps, calendar=calendar)
    steps += [_listed(counted, calendar) + "。", *_skipped(skipped, calendar)]
    steps.append(f"第{n}个工作日为{chinese(day)}。")
    return Count(day, day, False, day, (), None, tuple(steps))


def _workdays_before(anchor: date, n: int, event: str, calendar: Calendar) -> Count:
    steps = [f"{chinese(anchor)}{event}，当日不计入，从前一日起倒数工作日。"]
    counted: list[date] = []
    skipped: list[date] = []
    unknown: DayNotPublished | None = None
    day = anchor
    while len(counted) < n:
        day -= ONE_DAY
        try:
            (counted if calendar.is_workday(day) else skipped).append(day)
        except DayNotPublished as not_published:
            # Counting only days known to be working days ends early enough in any case.
            unknown = unknown or not_published
            if day < calendar.certain_from:
                steps.append(f"{unknown}。")
                return Count(None, None, False, None, _HOLIDAYS_UNPUBLISHED, None, tuple(steps))
    if unknown:
        steps.append(f"{unknown}，只数已知的工作日：{chinese(day)}{_SAFELY}")
        return Count(None, None, False, None, _HOLIDAYS_UNPUBLISHED, day, tuple(steps))
    steps += [_listed(counted, calendar) + "。", *_skipped(skipped, calendar)]
    steps.append(f"倒数第{n}个工作日为{chinese(day)}，当日或之前完成。")
    return Count(day, day, False, day, (), None, tuple(steps))


_SAFELY = "当日或之前完成，必不逾期。"
_HOLIDAYS_UNPUBLISHED = (ProvisionalReason.HOLIDAYS_UNPUBLISHED,)


def _unpublished(
    start: date,
    nominal: date | None,
    bound: date,
    unknown: DayNotPublished,
    *,
    steps: list[str],
    calendar: Calendar,
    awaited: str = "最后一日",
) -> Count:
    """The last day (or what is ``awaited``) is not certain; ``bound`` is the earliest it can be. The
    safe date is the last day known to be a working day by then, or the day of the event when there is
    none after it."""
    day = max(start, min(bound, calendar.certain_through))
    while day > start and not (calendar.knows(day) and calendar.is_workday(day)):
        day -= ONE_DAY
    steps = [
        *steps,
        f"{unknown}，{awaited}待放假通知公布后确定。",
        f"先按{chinese(day)}{_SAFELY}",
    ]
    return Count(None, nominal, False, None, _HOLIDAYS_UNPUBLISHED, day, tuple(steps))


def is_advice(step: str) -> bool:
    """Whether a counting step tells the one who owes the act what to do, rather than how the day was
    found: nothing to tell of a period that is somebody else's."""
    return step.endswith(_SAFELY)


def _on_or_before(day: date, calendar: Calendar) -> date | None:
    try:
        return calendar.on_or_before(day)
    except DayNotPublished:
        return None


def _on_or_after(day: date, calendar: Calendar) -> date | None:
    try:
        return calendar.on_or_after(day)
    except DayNotPublished:
        return None


def _target_step(target: date | None, due: date) -> list[str]:
    if target is None or target == due:
        return []
    return [f"目标日：末日之前最近的工作日{chinese(target)}。"]


def _named(day: date, calendar: Calendar) -> str:
    made_up = calendar.kind(day) is DayKind.MAKEUP
    return chinese(day) + ("，该周末为调休上班日" if made_up else "")


def _listed(days: list[date], calendar: Calendar) -> str:
    """①9月28日 ②10月7日（周六，调休上班）…: every counted day up to ten, then the make-up days only."""

    def short(day: date) -> str:
        if calendar.kind(day) is DayKind.MAKEUP:
            return f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}，调休上班）"
        return f"{day.month}月{day.day}日"

    if len(days) <= 10:
        return "依次为" + "、".join(short(day) for day in days)
    made_up = [short(day) for day in days if calendar.kind(day) is DayKind.MAKEUP]
    counted = f"自{short(days[0])}数到{short(days[-1])}，共{len(days)}个工作日"
    return counted + (f"，含{'、'.join(made_up)}" if made_up else "")


def _skipped(days: list[date], calendar: Calendar) -> list[str]:
    """Which holidays were passed over; ordinary weekends go without saying."""
    names = list(dict.fromkeys(calendar.off[day] for day in sorted(days) if day in calendar.off))
    return [f"周末和{'、'.join(names)}放假不计。"] if names else []
