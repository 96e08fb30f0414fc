"""How long ago the texts of a pack were checked: after twelve months a page says so, calmly, once; and
when the day is one that has not come yet."""

from __future__ import annotations

from datetime import date

STALE_AFTER_DAYS = 365


def stale_words(checked_as_of: date, today: date) -> str:
    """What to say of rules checked on that day: "" within twelve months."""
    if checked_as_of > today:
        return "核对日期在今天之后，请更正规则包的 checked_as_of"
    if (today - checked_as_of).days <= STALE_AFTER_DAYS:
        return ""
    return "已超过12个月，期限请先核对条文是否仍有效"
