"""Periods and days the papers print beside the law's own: what they name, and is it shorter, or longer
than the text allows?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from services.law.count import PeriodKind
from services.law.duty_schema import PeriodEntry, RuleEntry
from services.law.facts import PaperFacts
from services.law.openings import Opening

Length = tuple[PeriodKind, int]
UNITS = {
    PeriodKind.STATUTORY_DAYS: "日",
    PeriodKind.STATUTORY_MONTHS: "个月",
    PeriodKind.WORKDAYS: "个工作日",
    PeriodKind.WORKDAYS_BEFORE: "个工作日",
    PeriodKind.LOCAL_DAYS: "日",
}


def printed_length(entry: RuleEntry, group: Sequence[Opening]) -> Length | None:
    """The shortest period the papers themselves name, when the rule says they do, in the rule's own
    kind of days."""
    if entry.printed_days is None:
        return None
    if days := _least(group, _names(entry.printed_days)):
        return in_days_of(entry, days)
    if entry.printed_days == "advice_reply_days" and (
        months := _least(group, ("advice_reply_months",))
    ):
        return PeriodKind.STATUTORY_MONTHS, months
    return None


def in_days_of(entry: RuleEntry, days: int) -> Length:
    """``days`` as the rule counts them: in reconsideration 五日 are working days too."""
    kind = entry.period.kind
    own = kind in (PeriodKind.WORKDAYS, PeriodKind.LOCAL_DAYS)
    return (kind if kind and own else PeriodKind.STATUTORY_DAYS), days


def printed_date(entry: RuleEntry, group: Sequence[Opening]) -> date | None:
    """The earliest last day the papers print, when the rule says they do."""
    if entry.printed_date is None:
        return None
    days = [getattr(paper, entry.printed_date) for each in group for paper in each.papers]
    return min((day for day in days if day), default=None)


def decides(entry: RuleEntry, group: Sequence[Opening]) -> bool:
    """Whether what the papers print is the period itself (the court, not the law, sets it)."""
    how = entry.printed_decides
    if isinstance(how, bool):
        return how
    return any(paper.procedure == how for each in group for paper in each.papers)


def too_long(entry: RuleEntry, length: Length, day: date | None) -> bool:
    """Whether ``length`` from ``day`` is more than the text of the rule allows (不得超过十五日)."""
    return entry.at_most and _ends(length, entry.period, day or date(2023, 1, 1)) > 0


def shorter(length: Length, period: PeriodEntry, day: date) -> bool:
    """Whether ``length`` from ``day`` ends sooner than the period of the rule."""
    return _ends(length, period, day) < 0


def _ends(length: Length, period: PeriodEntry, day: date) -> int:
    """Days from the end of the rule's period to that of ``length``; 0 when it sets none."""
    kind, n = period.kind, period.n
    if kind is None or n is None:
        return 0
    if kind is length[0]:
        return length[1] - n
    return (_nominal(length, day) - _nominal((kind, n), day)).days


def _nominal(length: Length, day: date) -> date:
    kind, n = length
    months = kind is PeriodKind.STATUTORY_MONTHS
    return day + (relativedelta(months=n) if months else timedelta(days=n))


def _names(name: str) -> tuple[str, ...]:
    # Evidence is due with the answer; in simplified procedure the court may set less for it
    # (行政诉讼法 article 67, 法释〔2018〕1号 article 104).
    return ("answer_days", "evidence_days") if name == "answer_days" else (name,)


def _least(group: Sequence[Opening], names: Sequence[str]) -> int | None:
    given = [_printed(paper, name) for each in group for paper in each.papers for name in names]
    return min((n for n in given if n and n > 0), default=None)


def _printed(paper: PaperFacts, name: str) -> int | None:
    value: int | None = getattr(paper, name)
    return value
