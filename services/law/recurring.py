"""Duties of every year and quarter (年度工作报告, 季度通报): owed by the office, opened by no case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from services.law.calendar import ONE_DAY, Calendar, chinese, national_calendar
from services.law.count import Count, count_period
from services.law.duty import Duty
from services.law.duty_schema import Anchor, PeriodEntry, RuleEntry
from services.law.facts import Office
from services.law.named_day import before_or_on, before_perhaps_on
from services.law.pack import Pack, load_pack
from services.law.rule_index import Prepared, rule_index
from services.law.trigger import recipients_besides

_QUARTERS = "一二三四"


def recurring_duties(
    office: Office,
    pack: Pack | None = None,
    calendar: Calendar | None = None,
    *,
    today: date,
    since: date | None = None,
) -> tuple[Duty, ...]:
    """What the office owes every year or quarter, by date: for the periods from the one ``since`` lies
    in (default: that of ``today``) to the present one."""
    pack = pack or load_pack(office.jurisdiction)
    calendar = calendar or national_calendar()
    duties = [
        _duty(prepared, office, name, day, pack=pack, count=count)
        for prepared in rule_index(pack, office).recurring
        if prepared.owed
        for name, day, count in _occurrences(prepared.rule.entry, since or today, today, calendar)
        if prepared.valid_from <= (count.due or day) <= prepared.valid_to
    ]
    mine = [duty for duty in duties if recipients_besides(duty.recipient_name, office)]
    return tuple(sorted(mine, key=lambda duty: (duty.headline or date.max, duty.key)))


def count_recurring(period: PeriodEntry, day: date, calendar: Calendar) -> Count:
    """The date of a yearly or quarterly duty in the year or quarter ``day`` lies in."""
    if period.anchor is Anchor.YEAR:
        assert period.by is not None
        last = date.fromisoformat(f"{day.year}-{period.by}")
        if period.inclusive:
            count = before_or_on(last, calendar)
            return replace(count, steps=(f"每年{last.month}月{last.day}日以前，含当日。",))
        return before_perhaps_on(last, calendar, f"每年{last.month}月{last.day}日前")
    last = _quarter_end(day)
    if period.kind is None or period.n is None:
        count = before_or_on(last, calendar)
        return replace(count, steps=(f"本季度最后一日为{chinese(last)}。",))
    return count_period(period.kind, period.n, last, calendar, event="季度终了")


def _occurrences(
    entry: RuleEntry, since: date, today: date, calendar: Calendar
) -> Iterator[tuple[str, date, Count]]:
    """Name, a day in it, and the count of each year or quarter from ``since`` to ``today``."""
    if entry.period.anchor is Anchor.YEAR:
        for year in range(since.year, today.year + 1):
            day = date(year, 1, 1)
            yield str(year), day, count_recurring(entry.period, day, calendar)
        return
    day = date(since.year, 3 * ((since.month - 1) // 3) + 1, 1)
    while day <= today:
        yield f"{day.year}Q{(day.month + 2) // 3}", day, count_recurring(entry.period, day, calendar)
        day = _quarter_end(day) + ONE_DAY


def _quarter_end(day: date) -> date:
    month = 3 * ((day.month - 1) // 3) + 3
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _duty(
    prepared: Prepared, office: Office, name: str, day: date, *, pack: Pack, count: Count
) -> Duty:
    entry = prepared.rule.entry
    recipient = entry.recipient_name
    recipient = recipient.replace("{justice_bureau}", pack.justice_bureau or "本级司法局")
    recipient = recipient.replace("{government}", pack.government or "本级人民政府")
    said = f"{name[:4]}年" if len(name) == 4 else f"{name[:4]}年第{_QUARTERS[int(name[-1]) - 1]}季度"
    return Duty(
        rule=prepared.says,
        key=f"office:{office.name}:{entry.id}:{name}",
        titled=f"{entry.title}（{said}）",
        recipient_name=recipient,
        trigger_on=None,
        case_number=None,
        papers=(),
        count=count,
        opened_on=day,
        actor_name=office.name,
    )
