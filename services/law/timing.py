"""The last day of a duty: its period counted from what opened it, by the rule's anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from services.law.calendar import ONE_DAY, Calendar, chinese
from services.law.count import (
    Count,
    PeriodKind,
    before_day,
    count_period,
    earlier_target,
    on_day,
)
from services.law.duty_schema import Anchor, PeriodEntry, RuleEntry
from services.law.facts import PaperFacts
from services.law.openings import Opening
from services.law.operative_period import From
from services.law.start import Start, nothing_to_count_from, provisional
from services.vocabulary import ProvisionalReason


@dataclass(frozen=True, slots=True)
class Anchored:
    """The duty whose last day a period hangs on: its title and count."""

    title: str
    count: Count

    @property
    def day(self) -> date | None:
        """Its last day, or the one worked to while that is not certain."""
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
    if first.start.day is None:
        arrived = min((paper.arrived_on for paper in first.papers), default=calendar.certain_from)
        return nothing_to_count_from(arrived, first.start, calendar)
    if first.item is not None:
        return _of_item(first, calendar)
    if period.anchor is Anchor.EFFECTIVE_PAPER:
        return _of_effective_paper(entry, first, calendar)
    return _from_start(entry, group, calendar)


def _from_start(entry: RuleEntry, group: Sequence[Opening], calendar: Calendar) -> Count:
    kind, n = _length(entry, group)
    start = group[0].start
    count = _from(kind, n, start, entry, calendar)
    if entry.printed_days is None and entry.printed_date is None:
        return count
    shorter = printed_days(entry, group)
    if shorter and n and kind is PeriodKind.STATUTORY_DAYS and shorter < n:
        assert start.day is not None
        count = earlier_target(
            count,
            count_period(kind, shorter, start.day, calendar),
            f"文书写的期限是{shorter}日，比法定的短",
        )
    if printed := _printed_date(entry, group):
        count = earlier_target(
            count, before_or_on(printed, calendar), f"文书写明的最后一日是{chinese(printed)}"
        )
    return count


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


@lru_cache(maxsize=1 << 14)
def silent(day: date, suggested: int, calendar: Calendar, event: str) -> Count:
    """A duty whose text sets no number of days (及时): no last day, a suggested one to work to."""
    count = count_period(PeriodKind.WORKDAYS, suggested, day, calendar)
    target = count.due or count.safe_target
    steps = [
        f"{chinese(day)}{event}。",
        "文件没有规定具体天数，没有法定最后一日。",
    ]
    if target:
        steps.append(f"建议{chinese(target)}前办结（{suggested}个工作日），这是系统建议，不是期限。")
    return Count(None, None, False, target, (), None, tuple(steps))


@lru_cache(maxsize=1 << 14)
def before_or_on(day: date, calendar: Calendar) -> Count:
    """A last day the court itself named: that day, to be done by the working day on or before it."""
    target = day
    while target > calendar.certain_from and not (
        calendar.knows(target) and calendar.is_workday(target)
    ):
        target -= ONE_DAY
    return Count(day, day, False, target, (), None, (f"法院指定的最后一日是{chinese(day)}。",))


# --- what the papers print -----------------------------------------------------------------------


def printed_days(entry: RuleEntry, group: Sequence[Opening]) -> int | None:
    """The shortest period the papers themselves name, when the rule says they do."""
    if entry.printed_days is None:
        return None
    names: tuple[str, ...] = (entry.printed_days,)
    if entry.printed_days == "answer_days":
        # Evidence is due with the answer; in simplified procedure the court may set less for it
        # (行政诉讼法 article 67, 法释〔2018〕1号 article 104).
        names = ("answer_days", "evidence_days")
    given = [_printed(paper, name) for each in group for paper in each.papers for name in names]
    return min((days for days in given if days and days > 0), default=None)


def _printed(paper: PaperFacts, name: str) -> int | None:
    value: int | None = getattr(paper, name)
    return value


def _length(entry: RuleEntry, group: Sequence[Opening]) -> tuple[PeriodKind | None, int | None]:
    """The rule's own period, or the printed one where that decides."""
    kind, n = entry.period.kind, entry.period.n
    printed = printed_days(entry, group) if entry.printed_decides else None
    if printed is None:
        if entry.printed_decides and entry.printed_days == "advice_reply_days":
            months = [paper.advice_reply_months for each in group for paper in each.papers]
            if given := [each for each in months if each]:
                return PeriodKind.STATUTORY_MONTHS, min(given)
        return kind, n
    whole_days = kind in (PeriodKind.WORKDAYS, PeriodKind.LOCAL_DAYS)
    return (kind if whole_days else PeriodKind.STATUTORY_DAYS), printed


def _printed_date(entry: RuleEntry, group: Sequence[Opening]) -> date | None:
    if entry.printed_date is None:
        return None
    days = [getattr(paper, entry.printed_date) for each in group for paper in each.papers]
    return min((day for day in days if day), default=None)


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


def _of_item(first: Opening, calendar: Calendar) -> Count:
    """The period one item of the operative part sets: from its taking effect, or from receipt."""
    item = first.item
    assert item is not None and first.start.day is not None
    if item.kind is None or item.n is None:
        said = f"主文写“{item.text}”" if len(item.text) <= 20 else "主文"
        count = silent(first.start.day, 20, calendar, "裁判生效")
        steps = (count.steps[0], f"{said}没有写明天数，应尽快履行。", *count.steps[2:])
        count = replace(count, steps=steps)
        return count if first.start.received else provisional(count, first.start)
    start = first.start
    paper = first.papers[0]
    if item.start is From.RECEIPT and paper.receipt:
        start = Start(paper.receipt.on, start.received, start.because, reason=start.reason)
    assert start.day is not None
    event = "收到裁判" if item.start is From.RECEIPT else "裁判生效"
    count = count_period(item.kind, item.n, start.day, calendar, event=event)
    count = replace(count, steps=(f"主文写明“{item.text}”。", *count.steps))
    if start.received:
        return count
    latest = count_period(item.kind, item.n, start.latest, calendar) if start.latest else None
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
