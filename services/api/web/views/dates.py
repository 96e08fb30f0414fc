"""How a page says a date: 9月22日, 周二, 还有8天. Pure; `today` is always an argument."""

from __future__ import annotations

from datetime import date, datetime

from services.api.settings import CHINA

_WEEKDAYS = "一二三四五六日"


def day(on: date, today: date) -> str:
    """``9月22日``; with the year when it is not this year's."""
    words = f"{on.month}月{on.day}日"
    return words if on.year == today.year else f"{on.year}年{words}"


def weekday(on: date) -> str:
    """``周二``."""
    return f"周{_WEEKDAYS[on.weekday()]}"


def long_weekday(on: date) -> str:
    """``星期二``."""
    return f"星期{_WEEKDAYS[on.weekday()]}"


def distance(on: date, today: date) -> str:
    """``今天``, ``明天``, ``逾期2天``, ``周四`` inside the coming week, else ``还有8天``."""
    days = (on - today).days
    if days < 0:
        return f"逾期{-days}天"
    if days <= 1:
        return "明天" if days else "今天"
    if days <= 6:
        return weekday(on)
    return f"还有{days}天"


def clock(at: datetime) -> str:
    """``09:30`` of an aware moment in Beijing, or of a naive one as printed on a summons."""
    return f"{_beijing(at):%H:%M}"


def moment(at: datetime, today: date) -> str:
    """``今天 08:52``, ``9月21日 15:04``."""
    local = _beijing(at)
    said = "今天" if local.date() == today else day(local.date(), today)
    return f"{said} {local:%H:%M}"


def _beijing(at: datetime) -> datetime:
    return at if at.tzinfo is None else at.astimezone(CHINA)
