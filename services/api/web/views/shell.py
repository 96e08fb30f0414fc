"""The frame around every page: whose desk this is, what waits, what is wrong with the rules."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.staleness import stale_words


@dataclass(frozen=True, slots=True)
class Desk:
    """Another desk one may sit down at."""

    user_id: str
    person: str
    office: str


@dataclass(frozen=True, slots=True)
class Shell:
    """``demo`` shows the 演示 marks; ``fixed_day`` is the day the pages take for today when it is not
    the real one; ``stale_rules`` the warning under the top bar."""

    office: str
    person: str
    today: date
    demo: bool = False
    fixed_day: str = ""
    review_count: int = 0
    signed_in: bool = True
    stale_rules: tuple[str, ...] = ()
    may_remove_demo: bool = False
    may_set_up: bool = False
    others: tuple[Desk, ...] = ()


def fixed_day_words(day: date | None) -> str:
    """``2026年11月20日`` when the service was set to a day of its own, so that nobody takes it for
    today."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def stale_rule_warning(places: str, checked_as_of: date, today: date) -> str | None:
    """A sentence when the rules of these places were last checked over a year ago."""
    stale = stale_words(checked_as_of, today)
    if not stale:
        return None
    said = f"{checked_as_of.year}年{checked_as_of.month}月{checked_as_of.day}日"
    return f"{places}规则核对至{said}，{stale}"
