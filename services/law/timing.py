"""The last day of a duty: its period counted from what opened it, by the rule's anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from services.law.calendar import Calendar, chinese
from services.law.count import (
    Count,
    PeriodKind,
    before_day,
    count_period,
    earlier_target,
    on_day,
)
from services.law.duty_schema import Anchor, PeriodEntry, RuleEntry
from services.law.item_timing import count_of_item
from services.law.named_day import before_or_on, silent
from services.law.openings import Opening
from services.law.operative_period import PerformancePeriod
from services.law.printed import UNITS, decides, printed_date, printed_length, shorter, too_long
from services.law.start import Start, nothing_to_count_from, provisional, start_of
from services.vocabulary import ProvisionalReason


@dataclass(frozen=True, slots=True)
class Anchored:
    """The duty whose last day a period hangs on: its title, count, and the item of the operative part
    it carries out."""

    title: str
    count: Count
    item: PerformancePeriod | None = None

    @property
    def day(self) -> date | None:
        """Its last day, or the one worked to while that is not certain; None where the item's own day
        could not be told."""
        if self.item and self.item.n is None and self.count.due is None:
            return None
        return self.count.due or self.count.safe_target or self.count.internal_target


def count_of(
    entry: RuleEntry,
    group: Sequence[Opening],
    calendar: Calendar,
    *,
    hearing: date | None,
    anchor: Anchored | None,
) -> Count:
    """The count of one duty opened by ``group``. ``hearing``: its day, for rules before one;
    ``anchor``: the duty whose last day the period hangs on, if there is one."""
    period = entry.period
    first = group[0]
    if hearing is not None:
        return _to_hearing(period, group, hearing, calendar)
    if period.anchor is Anchor.DUTY:
        return _to_duty(period, first, anchor, calendar)
    if first.item is not None:
        return count_of_item(first, calendar, period.suggested)
    if first.start.day is None:
        arrived = min((paper.arrived_on for paper in first.papers), default=calendar.certain_from)
        return nothing_to_count_from(arrived, first.start, calendar)
    if period.anchor is Anchor.EFFECTIVE_PAPER:
        return _of_effective_paper(entry, first, calendar)
    return _from_start(entry, group, calendar)


def _from_start(entry: RuleEntry, group: Sequence[Opening], calendar: Calendar) -> Count:
    period, start = entry.period, group[0].start
    count = _from(period.kind, period.n, start, entry, calendar)
    if entry.printed_days is None and entry.printed_date is None:
        return count
    length, day = printed_length(entry, group), printed_date(entry, group)
    if decides(entry, group):
        if length and not too_long(entry, length, start.day):
            count = _from(*length, start, entry, calendar)
        return count if day is None else _set_by_court(count, day, calendar)
    assert start.day is not None
    if length and shorter(length, period, start.day):
        unit = UNITS[length[0]]
        count = earlier_target(
            count,
            count_period(*length, start.day, calendar),
            f"文书写的期限是{length[1]}{unit}，比法定的短",
        )
    if day:
        count = earlier_target(
            count, before_or_on(day, calendar), f"文书写明的最后一日是{chinese(day)}"
        )
    return count


def _set_by_court(count: Count, day: date, calendar: Calendar) -> Count:
    """The day the court set for a period that is its to set, unless ``count``, of the length it printed
    or of the most the text allows, ends sooner."""
    last = count.latest if count.provisional else count.due
    if last is not None and day > last:
        return count
    return before_or_on(day, calendar)


def _from(
    kind: PeriodKind | None, n: int | None, start: Start, entry: RuleEntry, calendar: Calendar
) -> Count:
    """``n`` of ``kind`` from ``start``, provisional where the start is; without a length what the page
    suggests."""
    length = (kind, n, entry.period.suggested)
    if start.received:
        assert start.day is not None
        return _counted(length, start.day, entry.trigger.fact, calendar)
    return _uncertain(length, start, "暂作起算日", calendar)


_Length = tuple[PeriodKind | None, int | None, int]  # kind, n, and the days suggested without them


def _counted(length: _Length, day: date, event: str, calendar: Calendar) -> Count:
    kind, n, suggested = length
    if kind is None or n is None:
        return silent(day, suggested, calendar, event)
    return count_period(kind, n, day, calendar, event=event)


@lru_cache(maxsize=1 << 16)
def _uncertain(length: _Length, start: Start, event: str, calendar: Calendar) -> Count:
    """From the earliest day, with what the latest would give."""
    assert start.day is not None
    count = _counted(length, start.day, event, calendar)
    latest = _counted(length, start.latest, event, calendar) if start.latest else None
    return provisional(count, start, latest)


# --- other anchors -------------------------------------------------------------------------------


def _to_hearing(period: PeriodEntry, group: Sequence[Opening], day: date, calendar: Calendar) -> Count:
    if period.on_the_day:
        return on_day(day, event="开庭")
    if period.kind is None or period.n is None:
        return before_day(day, calendar, event="开庭")
    count = count_period(period.kind, period.n, day, calendar, event="开庭")
    if not (count.internal_target or count.safe_target):
        arrived = min(paper.arrived_on for each in group for paper in each.papers)
        return replace(count, safe_target=arrived)
    return count


def _to_duty(period: PeriodEntry, first: Opening, anchor: Anchored | None, calendar: Calendar) -> Count:
    """Counted from the last day of another duty; the earliest certain day of it while that is open."""
    if anchor and anchor.item and anchor.item.open_ended and period.otherwise:
        return _from_receipt(period, first, calendar)
    day = anchor.day if anchor else None
    if anchor is None or day is None:
        arrived = min((paper.arrived_on for paper in first.papers), default=calendar.certain_from)
        missing = Start(None, False, "所依据的期限还没有日期，无法起算。", reason=first.start.reason)
        return nothing_to_count_from(arrived, missing, calendar)
    event = f"为“{anchor.title}”的最后一日"
    if period.kind is None or period.n is None:
        count = before_or_on(day, calendar)
    else:
        count = count_period(period.kind, period.n, day, calendar, event=event)
    if not anchor.count.provisional:
        return count
    start = Start(
        day,
        False,
        f"“{anchor.title}”的最后一日还不确定，暂按{chinese(day)}计算。",
        reason=anchor.count.provisional_because[0],
    )
    return provisional(count, start)


def _from_receipt(period: PeriodEntry, first: Opening, calendar: Calendar) -> Count:
    """Counted from service of the paper, where it sets no last day itself (没有规定履行期限的，从送达
    当事人之日起)."""
    assert period.kind is not None and period.n is not None
    start = start_of(first.papers[0], first.papers)
    if start.day is None:
        return nothing_to_count_from(first.papers[0].arrived_on, start, calendar)
    count = count_period(period.kind, period.n, start.day, calendar, event="收到裁判文书")
    why = "主文没有规定履行期限，从送达之日起算；对方收到的日期不同的，对其从该日起算。"
    count = replace(count, steps=(why, *count.steps))
    if start.received:
        return count
    latest = count_period(period.kind, period.n, start.latest, calendar) if start.latest else None
    return provisional(count, start, latest)


def _of_effective_paper(entry: RuleEntry, first: Opening, calendar: Calendar) -> Count:
    """收到生效法律文书: from the day the ruling took effect, or, as its words can also be read, from
    the day it was received. Where these differ both are shown and the earlier is worked to."""
    period = entry.period
    count = _from(period.kind, period.n, first.start, entry, calendar)
    paper = first.papers[0]
    received = paper.receipt.on if paper.receipt else paper.issued_on
    if received is None or first.start.day is None or received >= first.start.day:
        return count
    if period.kind is None or period.n is None:
        return count
    other = count_period(period.kind, period.n, received, calendar, event="收到裁判文书")
    dates = [each for each in (count.due, other.due) if each]
    both = earlier_target(
        count, other, f"“收到生效法律文书”也可以理解为从收到裁判文书的{chinese(received)}起算"
    )
    return replace(both, earliest=min(dates, default=None), latest=max(dates, default=None))


def unsettled(count: Count) -> Count:
    """``count`` for a duty opened on a presumption: never certain before the court has answered."""
    if count.provisional:
        return count
    return replace(
        count,
        provisional_because=(ProvisionalReason.OTHER_PARTY_UNKNOWN,),
        safe_target=count.safe_target or count.internal_target,
    )
