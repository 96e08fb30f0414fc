"""Last days that are named rather than counted (9月20日前, 12月底前), and duties whose text sets none
(及时)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from services.law.calendar import ONE_DAY, Calendar, chinese
from services.law.count import Count, PeriodKind, before_day, count_period


@lru_cache(maxsize=1 << 14)
def before_or_on(day: date, calendar: Calendar) -> Count:
    """A last day the court itself named: that day, to be done by the working day on or before it."""
    target = day
    while target > calendar.certain_from and not (
        calendar.knows(target) and calendar.is_workday(target)
    ):
        target -= ONE_DAY
    return Count(day, day, False, target, (), None, (f"法院指定的最后一日是{chinese(day)}。",))


@lru_cache(maxsize=1 << 14)
def before_perhaps_on(day: date, calendar: Calendar, said: str) -> Count:
    """12月20日前 may or may not hold that day itself: the working day before is worked to. ``said``:
    the words about the day, to which the step adds that they are ambiguous."""
    count = before_day(day, calendar, event="之前")
    target = count.internal_target
    steps = [f"{said}，是否含当日有歧义。"]
    if target:
        steps.append(f"目标日取前一工作日{chinese(target)}，最迟不过{chinese(day)}。")
    else:
        count = replace(count, internal_target=day - ONE_DAY)
    return replace(count, steps=tuple(steps), earliest=target, latest=day)


@lru_cache(maxsize=1 << 14)
def silent(
    day: date,
    suggested: int,
    calendar: Calendar,
    event: str,
    because: str = "文件没有规定具体天数，没有法定最后一日。",
) -> Count:
    """A duty whose text sets no number of days (及时): no last day, a suggested one to work to."""
    count = count_period(PeriodKind.WORKDAYS, suggested, day, calendar)
    target = count.due or count.safe_target
    steps = [f"{chinese(day)}{event}。", because]
    if target:
        steps.append(f"建议{chinese(target)}前办结（{suggested}个工作日），这是系统建议，不是期限。")
    return Count(None, None, False, target, (), None, tuple(steps))
