"""The last day of what one item of an operative part orders: the period or the day it sets itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.law.calendar import Calendar, chinese
from services.law.count import Count, PeriodKind, count_period, earlier_target
from services.law.named_day import before_or_on, before_perhaps_on, silent
from services.law.openings import Opening
from services.law.operative_period import From, PerformancePeriod
from services.law.start import Start, nothing_to_count_from, provisional


def count_of_item(opening: Opening, calendar: Calendar, suggested: int) -> Count:
    """From the ruling's taking effect, or from receipt, or the day the item names. ``suggested``: the
    working days proposed where it sets neither."""
    item, start = opening.item, opening.start
    assert item is not None
    if item.by is not None and not _past(item.by, start.day):
        return _on_a_named_day(item, item.by, calendar)
    if start.day is None:
        arrived = min((paper.arrived_on for paper in opening.papers), default=calendar.certain_from)
        return nothing_to_count_from(arrived, start, calendar)
    if item.kind is None or item.n is None:
        count = silent(start.day, suggested, calendar, "裁判生效", _why_none(item))
        return count if start.received else provisional(count, start)
    count = _counted(item, item.kind, item.n, _start(opening), calendar)
    return _at_once(count, start.day) if from_an_earlier_receipt(opening) else count


def from_an_earlier_receipt(opening: Opening) -> bool:
    """Whether the item counts from the receipt of a judgment below (收到本判决之日起), which took
    effect only with the ruling above: the period may have run out before it did."""
    item, ruling = opening.item, opening.ruling
    if item is None or item.start is not From.RECEIPT or item.n is None or ruling is None:
        return False
    return ruling.id != opening.papers[0].id


def _at_once(count: Count, effective: date) -> Count:
    because = "“收到本判决”可能指收到下级法院的裁判，期限可能在生效前已满"
    return earlier_target(count, replace(count, internal_target=effective, safe_target=None), because)


def _past(day: date, effective: date | None) -> bool:
    return effective is not None and day < effective


def _on_a_named_day(item: PerformancePeriod, day: date, calendar: Calendar) -> Count:
    """The same day whenever the ruling took effect. A named day is no period and does not move."""
    said = f"主文写明“{item.text}”"
    if not item.inclusive:
        return before_perhaps_on(day, calendar, said)
    return replace(before_or_on(day, calendar), steps=(f"{said}，含{chinese(day)}当日。",))


def _why_none(item: PerformancePeriod) -> str:
    said = f"主文写“{item.text}”" if len(item.text) <= 20 else "主文"
    if item.by is not None:
        return f"{said}，这一天早于裁判生效之日，应尽快履行。"
    if item.unread:
        return f"{said}，期限没有读懂，没有计算最后一日。"
    return f"{said}没有写明天数，应尽快履行。"


def _start(opening: Opening) -> Start:
    item, start, paper = opening.item, opening.start, opening.papers[0]
    assert item is not None
    if item.start is From.RECEIPT and paper.receipt:
        return Start(paper.receipt.on, start.received, start.because, reason=start.reason)
    return start


def _counted(
    item: PerformancePeriod, kind: PeriodKind, n: int, start: Start, calendar: Calendar
) -> Count:
    assert start.day is not None
    event = "收到裁判" if item.start is From.RECEIPT else "裁判生效"
    count = count_period(kind, n, start.day, calendar, event=event)
    count = replace(count, steps=(f"主文写明“{item.text}”。", *count.steps))
    if start.received:
        return count
    latest = count_period(kind, n, start.latest, calendar) if start.latest else None
    return provisional(count, start, latest)


def doubts_of_item(opening: Opening) -> Iterator[str]:
    """What a person should look at in the words of the item."""
    item, effective = opening.item, opening.start.day
    if item is None:
        return
    if from_an_earlier_receipt(opening):
        yield (
            f"主文写“{item.text}”，“本判决”是下级法院的判决，自收到它还是自收到生效裁判起算，"
            "请向法院核实，宜尽快履行。"
        )
    if item.unread:
        yield f"主文写的“{item.text}”没有读懂，请对照主文，手工设定日期。"
    if item.by is not None and _past(item.by, effective):
        yield f"主文写的“{item.text}”早于裁判生效之日，请核对日期。"
    if item.later:
        words = "、".join(f"“{each}”" for each in item.later)
        yield f"主文另写有{words}，分期履行的各期请分别核对；这里按最先写的一期计算。"
