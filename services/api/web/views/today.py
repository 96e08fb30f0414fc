"""今天 as a page: rows in their order, words for the week, and how much of it fits one A4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.api.deadlines.derive import DutyState, DutyView
from services.api.deadlines.desk import HEARING_DAYS, Desk, Hearing, WaitingPaper
from services.api.web.views import dates
from services.api.web.views.due import Action, DueRow, anchor_of, due_row, short_title
from services.api.web.views.paper_kind import tally_of
from services.api.web.views.review import FieldRow
from services.law.calendar import Calendar, DayKind, DayNotPublished
from services.vocabulary import DocumentState, PaperKind, ProvisionalReason, Standing, label_of

MOST_LATER = 8


@dataclass(frozen=True, slots=True)
class Ledger:
    """What became of every received file."""

    balanced: bool
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    kind: str
    case_number: str
    arrived: str
    earliest: str
    earliest_past: bool
    href: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    kind: str
    short_number: str
    standing: str
    doubt: int
    void: int
    href: str


@dataclass(frozen=True, slots=True)
class HearingRow:
    day: str
    weekday: str
    clock: str
    title: str
    short_number: str
    court: str
    place: str
    case_id: str


@dataclass(frozen=True, slots=True)
class TodayPage:
    """Everything today.html shows."""

    heading: str
    weekday: str
    week_words: str
    holiday_words: str
    printed_at: str
    ledger: Ledger
    first_day: bool
    overdue: tuple[DueRow, ...]
    overdue_title: str
    week: tuple[DueRow, ...]
    options: tuple[DueRow, ...]
    next_words: str
    later: tuple[DueRow, ...]
    later_title: str
    later_total: int
    receipts: tuple[ReceiptRow, ...]
    reviews: tuple[ReviewRow, ...]
    hearings: tuple[HearingRow, ...]
    hearings_until: str
    troubled: tuple[tuple[str, str], ...]
    print_limits: PrintLimits


@dataclass(frozen=True, slots=True)
class PrintLimits:
    """How many rows of each list the one printed sheet holds; the screen shows all."""

    overdue: int
    week: int
    options: int
    later: int
    receipts: int
    reviews: int
    hearings: int


def today_page(
    *,
    desk: Desk,
    calendar: Calendar,
    counts: Mapping[str, int],
    rows_of: Mapping[str, Sequence[FieldRow]],
    now: datetime,
    own: str,
) -> TodayPage:
    """The desk in words. ``counts`` are received files by state, ``rows_of`` the form rows of each
    paper that waits for confirmation."""
    today = desk.day

    def row(view: DutyView) -> DueRow:
        return due_row(view, today, calendar, action=next_action(view), own=own)

    overdue = tuple(
        row(v) for v in desk.overdue if v.state is DutyState.OVERDUE and not v.duty.optional
    )
    soon = [row(v) for v in (*desk.overdue, *desk.this_week) if v.state is not DutyState.OVERDUE]
    week = tuple(each for each in soon if not each.optional)
    options = tuple(each for each in soon if each.optional)
    later = tuple(row(v) for v in desk.later)
    receipts = tuple(_receipt(w, today) for w in desk.waiting if w.needs == "receipt")
    reviews = tuple(
        _review(w, rows_of.get(w.paper.id, ())) for w in desk.waiting if w.needs == "confirmation"
    )
    hearings = tuple(_hearing(h, today, own) for h in desk.hearings)
    return TodayPage(
        heading=f"{today.month}月{today.day}日",
        weekday=dates.long_weekday(today),
        week_words=_week_words(today, calendar),
        holiday_words=_holiday_words(today, calendar),
        printed_at=f"{today.year}年{today.month}月{today.day}日 {dates.clock(now)}",
        ledger=_ledger(counts),
        first_day=not sum(counts.values()) and not (overdue or soon or later),
        overdue=overdue,
        overdue_title=_overdue_title(overdue),
        week=week,
        options=options,
        next_words=f"下一项在{later[0].big}：{later[0].what}" if later else "",
        later=later[:MOST_LATER],
        later_title=_later_title(later),
        later_total=len(later),
        receipts=receipts,
        reviews=reviews,
        hearings=hearings,
        hearings_until=dates.day(today + timedelta(days=HEARING_DAYS), today),
        troubled=tuple((f"/documents/{d.id}", d.name) for d in desk.troubled),
        print_limits=_print_limits(
            overdue=len(overdue),
            week=len(week),
            options=len(options),
            later=min(len(later), MOST_LATER),
            later_unlisted=len(later) - min(len(later), MOST_LATER),
            receipts=len(receipts),
            reviews=len(reviews),
            hearings=len(hearings),
        ),
    )


def next_action(view: DutyView) -> Action | None:
    """What to do next about a duty: find the receipt date, fill the form, or register it done."""
    if view.settled:
        return None
    case = f"/cases/{view.case.id}" if view.case else "/deadlines/office"
    duty = view.duty
    missing = duty.count.provisional_because
    if view.set_by is None and ProvisionalReason.NO_SERVICE_EVIDENCE in missing and duty.papers:
        return Action("填收到日期", f"/papers/{duty.papers[0]}#f-receipt", "期限从收到之日起算")
    if duty.form:
        return Action("取表填报", f"{case}#filings", "表已按案件填好")
    return Action("看依据，办结", f"{case}#{anchor_of(duty.key)}")


def short_number(number: str | None) -> str:
    """``行初47号`` of （2026）渝0109行初47号: enough to know the case on one's own desk."""
    if not number:
        return "案号未定"
    at = number.find("行")
    return number[at:] if at > 0 else number


def _receipt(waiting: WaitingPaper, today: date) -> ReceiptRow:
    target = waiting.target
    return ReceiptRow(
        kind=label_of(PaperKind, waiting.paper.kind),
        case_number=waiting.facts.case_number or "",
        arrived=f"{dates.moment(waiting.document.received_at, today)} 上传",
        earliest=dates.day(target, today) if target else "",
        earliest_past=target is not None and target < today,
        href=f"/papers/{waiting.paper.id}#f-receipt",
    )


def _review(waiting: WaitingPaper, rows: Sequence[FieldRow]) -> ReviewRow:
    count = tally_of(waiting.paper, rows)
    standing = waiting.paper.standing
    return ReviewRow(
        kind=label_of(PaperKind, waiting.paper.kind),
        short_number=short_number(waiting.facts.case_number),
        standing="" if standing == Standing.SERVED else label_of(Standing, standing),
        doubt=count.doubt,
        void=count.void,
        href=f"/papers/{waiting.paper.id}",
    )


def _hearing(hearing: Hearing, today: date, own: str) -> HearingRow:
    return HearingRow(
        day=dates.day(hearing.at.date(), today),
        weekday=dates.weekday(hearing.at.date()),
        clock=f"{hearing.at:%H:%M}",
        title=short_title(hearing.case.title, own) if hearing.case else hearing.facts.case_number or "",
        short_number=short_number(hearing.facts.case_number),
        court=hearing.facts.court or "",
        place=hearing.place or "",
        case_id=hearing.case.id if hearing.case else "",
    )


def _ledger(counts: Mapping[str, int]) -> Ledger:
    total = sum(counts.values())
    said = [
        (DocumentState.READ, "已读"),
        (DocumentState.RECEIVED, "待读"),
        (DocumentState.READING, "正在读"),
        (DocumentState.REFUSED, "读不了"),
        (DocumentState.FAILED, "出错"),
    ]
    troubled = counts.get(DocumentState.REFUSED, 0) + counts.get(DocumentState.FAILED, 0)
    words = "　".join(f"{word}{counts[state]}" for state, word in said if counts.get(state))
    title = f"收到文件{total}份" + (
        f"，{troubled}份须处理" if troubled else "，都有去向" if total else ""
    )
    return Ledger(not troubled, title, words or "还没有收到文件")


def _week_words(today: date, calendar: Calendar) -> str:
    try:
        days = [today + timedelta(days=i) for i in range(7 - today.weekday())]
        left = sum(calendar.is_workday(each) for each in days)
    except DayNotPublished:
        return "本周放假安排尚未录入"
    return f"本周还有{left}个工作日" if left else "本周没有工作日了"


def _holiday_words(today: date, calendar: Calendar) -> str:
    """Holidays and make-up workdays of the coming three weeks."""
    runs: list[tuple[date, date, str]] = []
    made_up: list[date] = []
    for i in range(22):
        day = today + timedelta(days=i)
        if not calendar.knows(day):
            break
        kind = calendar.kind(day)
        if kind is DayKind.MAKEUP:
            made_up.append(day)
        if kind is DayKind.HOLIDAY:
            name = calendar.off[day]
            if runs and runs[-1][2] == name and runs[-1][1] == day - timedelta(days=1):
                runs[-1] = (runs[-1][0], day, name)
            else:
                runs.append((day, day, name))
    said = [f"{dates.day(a, today)}{_until(a, b)}{name}休息" for a, b, name in runs]
    said += [f"{dates.day(d, today)}（{dates.weekday(d)}）调休上班" for d in made_up]
    return "，".join(said)


def _until(first: date, last: date) -> str:
    if first == last:
        return ""
    return f"至{last.day}日" if first.month == last.month else f"至{last.month}月{last.day}日"


def _overdue_title(overdue: Sequence[DueRow]) -> str:
    """A provisional date that has passed is no proved lateness."""
    guessed = sum(row.provisional for row in overdue)
    if not guessed:
        return "已逾期"
    return (
        "暂定日期已过，请核对收到日期" if guessed == len(overdue) else f"已逾期，其中{guessed}项为暂定"
    )


def _later_title(later: Sequence[DueRow]) -> str:
    if not later:
        return ""
    first, last = later[0].big, later[:MOST_LATER][-1].big
    return first if first == last else f"{first}至{last}"


# One sheet of A4 holds 236 mm below its head. Heights in mm of rows that do not wrap: the browser
# measures them and takes off what is still too much (app.js).
_SHEET, _SECTION, _DUE, _LINE, _SIDE, _HEARING, _NOTE = 236.0, 11.0, 19.0, 6.4, 11.5, 17.0, 6.0


def _print_limits(
    *,
    overdue: int,
    week: int,
    options: int,
    later: int,
    later_unlisted: int,
    receipts: int,
    reviews: int,
    hearings: int,
) -> PrintLimits:
    """What is late comes first, then hearings, what waits, this week; later dates take what is left.
    Under a list that is cut stands a line saying how many rows are not on the sheet."""
    left = _SHEET - _SECTION * (3 + bool(overdue))

    def take(wanted: int, height: float, most: int = 10_000) -> int:
        nonlocal left
        taken = max(0, min(wanted, most, int(left // height)))
        if taken < wanted:
            taken = max(0, min(taken, int((left - _NOTE) // height)))
            left -= _NOTE
        left -= taken * height
        return taken

    # Of lists that come later, room is kept for the line that says how much of them is left out.
    left -= _NOTE * (bool(week) + bool(options) + bool(later))
    shown_overdue = take(overdue, _DUE, 6)
    hearing_lines = take(-(-hearings // 3), _HEARING, 2)
    side = take(max(receipts, reviews), _SIDE, 4)
    left += _NOTE * bool(week)
    shown_week = take(week, _DUE)
    left += (_NOTE - _LINE) * bool(options)
    shown_options = take(options, _LINE)
    left += (_NOTE - _SECTION) * bool(later) - _NOTE * bool(later_unlisted)
    shown_later = take(later, _LINE)
    return PrintLimits(
        overdue=shown_overdue,
        week=shown_week,
        options=shown_options,
        later=shown_later,
        receipts=min(side, receipts),
        reviews=min(side, reviews),
        hearings=min(hearing_lines * 3, hearings),
    )
