"""One duty as a row: the safe date large, the last lawful day under it, and why they differ."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.api.deadlines.actions import Act
from services.api.deadlines.derive import DutyState, DutyView
from services.api.web.views import dates
from services.api.web.views.local_texts import LocalText, local_texts
from services.api.web.views.small_calendar import SmallCalendar, small_calendar
from services.law.calendar import Calendar, DayKind, DayNotPublished
from services.law.duties import Citation
from services.law.facts import Office
from services.law.pack import place_name
from services.law.submission import HandedIn
from services.law.urgency import Urgency
from services.vocabulary import OrganisationKind, ProvisionalReason

MISSING = {
    ProvisionalReason.NO_SERVICE_EVIDENCE: "缺收到日期",
    ProvisionalReason.HOLIDAYS_UNPUBLISHED: "放假安排未公布",
    ProvisionalReason.OTHER_PARTY_UNKNOWN: "缺对方收到日期",
    ProvisionalReason.UNDER_RETRIAL: "再审中止执行",
}

# (glyph, tone, word): a state is a shape first, then a colour, then a word.
_MARKS = {
    DutyState.OVERDUE: ("late", "danger", "已逾期"),
    DutyState.LATE: ("soon", "warn", "已过内部目标日"),
    DutyState.SOON: ("soon", "warn", "将到期"),
    DutyState.OPEN: ("ring", "open", "未到期"),
    DutyState.UNDATED: ("prov", "open", "起算日未定"),
    DutyState.OVER: ("none", "open", "已结束"),
    DutyState.DONE: ("ok", "ok", "已办结"),
    DutyState.DONE_LATE: ("okl", "ok", "已办结，曾逾期"),
}
_ROW_CSS = {
    DutyState.OVERDUE: "due--late",
    DutyState.LATE: "due--soon",
    DutyState.SOON: "due--soon",
    DutyState.OVER: "due--done",
    DutyState.DONE: "due--done",
    DutyState.DONE_LATE: "due--done",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One counting step; ``lead`` is its leading date, set bold."""

    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """A quoted article and where it stands."""

    text: str
    cite: str
    paraphrase: bool
    certain: bool


@dataclass(frozen=True, slots=True)
class Action:
    """The next thing to do about a duty, and where."""

    label: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class LastDay:
    """The small line under the safe date: ``word`` ``day``, ``why`` it differs."""

    word: str
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class DueRow:
    """A duty ready to be shown. ``anchor`` is its id on the case page, ``local`` what the notice of the
    place says beside it."""

    key: str
    anchor: str
    state: DutyState
    provisional: bool
    target: date | None
    big: str
    beside: str
    last: LastDay
    what: str
    case_id: str
    case_number: str
    case_title: str
    recipient: str
    basis: str
    counted_from: str
    consequence: str
    missing: tuple[str, ...]
    set_by: str
    quotes: tuple[Quote, ...]
    steps: tuple[Step, ...]
    calendar: SmallCalendar | None
    notes: tuple[str, ...]
    doubts: tuple[str, ...]
    reading: str
    optional: bool
    action: Action | None
    form: str | None
    jurisdiction: str
    local: tuple[LocalText, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()  # to hand it in to the court: value, label

    @property
    def home(self) -> str:
        """The page the duty is worked on: that of its case, or of what is owed every year."""
        return f"/cases/{self.case_id}" if self.case_id else "/deadlines/office"

    @property
    def late(self) -> bool:
        return self.state is DutyState.OVERDUE and not self.optional

    @property
    def lapsed(self) -> bool:
        """A right nobody used in time: nothing is owed any more."""
        return self.state is DutyState.OVERDUE and self.optional

    @property
    def done(self) -> bool:
        return self.state in (DutyState.DONE, DutyState.DONE_LATE)

    @property
    def settled(self) -> bool:
        """Nothing is left to do: done, a right that lapsed, or a hearing that is over."""
        return self.done or self.lapsed or self.over

    @property
    def over(self) -> bool:
        """The court has decided after the hearing it was for."""
        return self.state is DutyState.OVER

    @property
    def glyph(self) -> str:
        if self.lapsed:
            return "none"
        return "prov" if self.provisional and not self.settled else _MARKS[self.state][0]

    @property
    def tone(self) -> str:
        return "open" if self.lapsed else _MARKS[self.state][1]

    @property
    def label(self) -> str:
        word = "期限已过，未行使" if self.lapsed else _MARKS[self.state][2]
        return f"暂定，{word}" if self.provisional and not self.settled else word

    @property
    def css(self) -> str:
        return "due--done" if self.lapsed else _ROW_CSS.get(self.state, "")


def due_row(
    view: DutyView,
    today: date,
    calendar: Calendar,
    *,
    action: Action | None = None,
    names: dict[str, str] | None = None,
    own: str = "",
    office: Office | None = None,
) -> DueRow:
    """``view`` as a row on ``today``; ``names`` are users by id, for what people did; ``own`` the
    office's name, which its own page says as 本单位; with ``office`` also what its notice says beside
    the duty."""
    duty, names = view.duty, names or {}
    provisional = view.provisional
    return DueRow(
        key=duty.key,
        anchor=anchor_of(duty.key),
        state=view.state,
        provisional=provisional,
        target=view.target,
        big=dates.day(view.target, today) if view.target else "待定",
        beside=_beside(view, provisional, today),
        last=_last_day(view, provisional, today, calendar),
        what=duty.title,
        case_id=view.case.id if view.case else "",
        case_number=duty.case_number or "",
        case_title=short_title(view.case.title, own) if view.case else "",
        recipient=duty.recipient_name or duty.recipient.label,
        basis=f"{duty.citation.document}{duty.citation.article}",
        counted_from=_counted_from(view, today),
        consequence=duty.consequence or "",
        missing=tuple(MISSING[reason] for reason in duty.count.provisional_because)
        if provisional
        else (),
        set_by=_set_by(view, names, today),
        quotes=tuple(
            _quote(each)
            for each in (duty.citation, duty.period_citation, duty.consequence_citation)
            if each is not None
        ),
        steps=tuple(_step(step) for step in duty.count.steps),
        calendar=small_calendar(duty.trigger_on, view.target, duty.count, today, calendar),
        notes=(
            *_handed_in(view),
            *(
                f"{dates.moment(a.at, today)}　{names.get(a.by_user, '')}：{a.note}"
                for a in view.actions
                if a.note
            ),
        ),
        doubts=duty.doubts,
        reading=duty.note or "",
        optional=duty.optional,
        action=action,
        form=duty.form,
        jurisdiction=place_name(duty.jurisdiction),
        local=local_texts(duty.rule_id, office, today, covers=duty.covers) if office else (),
        ways=tuple((each.value, each.label) for each in HandedIn)
        if duty.recipient is OrganisationKind.COURT
        else (),
    )


def short_title(title: str, own: str) -> str:
    """甲 诉 本单位: on one's own desk the own name is known."""
    return title.replace(own, "本单位") if own else title


def anchor_of(duty_key: str) -> str:
    """The id of a duty on its case page: letters, digits and hyphens of its key."""
    return "d-" + re.sub(r"[^0-9A-Za-z]+", "-", duty_key).strip("-")


def earliest(views: Iterable[DutyView]) -> DutyView | None:
    """The open duty with the earliest target; a right that lapsed is nobody's next step."""
    dated = [v for v in views if v.target and not v.settled]
    return min(dated, key=lambda v: (v.target or date.max, v.duty.key), default=None)


def _beside(view: DutyView, provisional: bool, today: date) -> str:
    """The word beside the large date: 今天, 还有8天, 逾期2天, 暂定."""
    if view.done is not None:
        return f"{dates.day(view.done.on, today)}办结" if view.done.on else "已办结"
    if view.duty.over_on and view.state is DutyState.OVER:
        return f"{dates.day(view.duty.over_on, today)}裁判，已结束"
    if view.target is None:
        return "起算日未定"
    past = (today - view.target).days
    if provisional:
        return f"暂定，已过{past}天" if past > 0 else "暂定"
    if view.state is DutyState.OVERDUE and view.due:
        return _overdue(view, view.due, today)
    return f"目标日已过{past}天" if past > 0 else dates.distance(view.target, today)


def _handed_in(view: DutyView) -> tuple[str, ...]:
    """2026年3月16日交邮，最后一日为2026年3月16日，没有逾期，在途时间不计入。（法释〔2018〕1号第四十八条第四款）"""
    found = view.submission
    if found is None:
        return ()
    return (f"{found.because}（{found.citation.document}{found.citation.article}）",)


MOST_PAPERS = 3


def _papers(view: DutyView) -> str:
    """应诉通知书、传票; 应诉通知书、传票、起诉状等5份."""
    labels = [each.label for each in view.papers]
    words = "、".join(dict.fromkeys(labels[:MOST_PAPERS]))
    return f"{words}等{len(labels)}份" if len(labels) > MOST_PAPERS else words


def _overdue(view: DutyView, due: date, today: date) -> str:
    if view.duty.optional:
        return "期限已过"
    if view.urgency is Urgency.LATE_ON_ARRIVAL:
        return "到件即逾，立即办"
    return dates.distance(due, today)


def _last_day(view: DutyView, provisional: bool, today: date, calendar: Calendar) -> LastDay:
    """末日 9月28日，遇休息日顺延: always said, also when it is the same day or not known."""
    count, due = view.duty.count, view.due
    if view.set_by is not None:
        word = "法官指定" if view.set_by.action == Act.JUDGE_ORDERED else "人工设定"
        return LastDay(word, "", f"推算末日{dates.day(count.due, today)}" if count.due else "")
    missing = "、".join(MISSING[reason] for reason in count.provisional_because)
    if due is None:
        return LastDay("末日待定", "", missing if provisional else "")
    if provisional:
        return LastDay("暂计末日", dates.day(due, today), missing)
    same = due == view.target
    return LastDay(
        "末日", "同日" if same else dates.day(due, today), _why_last(view, due, same, calendar)
    )


def _why_last(view: DutyView, due: date, same: bool, calendar: Calendar) -> str:
    kind = _kind(due, calendar)
    if view.duty.count.rolled:
        return _festival(view.duty.count.nominal_last_day, calendar)
    if kind is DayKind.MAKEUP:
        return "调休上班日"
    if not same and kind in (DayKind.WEEKEND, DayKind.HOLIDAY):
        return f"{dates.weekday(due)}，不顺延"
    return ""


def _festival(nominal: date | None, calendar: Calendar) -> str:
    """``遇国庆顺延``: what the nominal last day fell on."""
    if nominal is None:
        return "遇休息日顺延"
    name = calendar.off.get(nominal, "周末")
    return f"遇{name.removesuffix('节') if len(name) > 2 else name}顺延"


def _kind(on: date, calendar: Calendar) -> DayKind | None:
    try:
        return calendar.kind(on)
    except DayNotPublished:
        return None


def _counted_from(view: DutyView, today: date) -> str:
    """自11月5日收到人民法院法律文书（应诉通知书、传票）起算; 12月2日开庭（传票）."""
    duty = view.duty
    if not duty.papers and duty.case_number is None:
        return duty.trigger
    papers = _papers(view)
    named = f"（{papers}）" if papers else ""
    if duty.hearing_on is not None:
        return f"{dates.day(duty.hearing_on, today)}开庭{named}"
    if duty.trigger_on is None:
        return f"自{duty.trigger}{named}起算，日期未定"
    verb = "暂自" if duty.count.provisional else "自"
    return f"{verb}{dates.day(duty.trigger_on, today)}{duty.trigger}{named}起算"


def _set_by(view: DutyView, names: dict[str, str], today: date) -> str:
    if view.set_by is None:
        return ""
    said = f"{names.get(view.set_by.by_user, '')}，{dates.moment(view.set_by.at, today)}"
    return f"{said}　{view.set_by.note}" if view.set_by.note else said


def _quote(citation: Citation) -> Quote:
    return Quote(citation.quotation, citation.where, citation.paraphrase, citation.certain)


_LEADING_DATE = re.compile(
    r"^((?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（[^）]*）)?|\d{4}-\d{2}-\d{2})[\s　：:，,]*"
)


def _step(sentence: str) -> Step:
    found = _LEADING_DATE.match(sentence)
    return Step(found[1], sentence[found.end() :]) if found else Step("", sentence)
