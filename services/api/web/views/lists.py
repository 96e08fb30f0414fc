"""Rows of the lists: received files, papers to review, cases, deadlines by day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.cases.case import Case, Proceeding
from services.api.deadlines.derive import DutyState, DutyView
from services.api.deadlines.desk import WaitingPaper
from services.api.documents.document import Document, Paper, never_readable
from services.api.documents.store import is_asked_about
from services.api.web.views import dates
from services.api.web.views.due import Action, DueRow, due_row, earliest
from services.api.web.views.paper_kind import tally_of
from services.api.web.views.review import FieldRow
from services.law.calendar import Calendar, DayNotPublished
from services.vocabulary import DocumentState, PaperKind, ReviewState, Role, Standing, label_of

PAGE_SIZE = 50
_BUSY = (DocumentState.RECEIVED, DocumentState.READING)
_DOCUMENT_GLYPHS = {
    DocumentState.RECEIVED: ("prov", "open"),
    DocumentState.READING: ("prov", "accent"),
    DocumentState.READ: ("sure", "open"),
    DocumentState.REFUSED: ("late", "danger"),
    DocumentState.FAILED: ("late", "danger"),
}
_SUED = (Role.DEFENDANT, Role.APPELLEE, Role.RETRIAL_RESPONDENT)
_SUING = (Role.PLAINTIFF, Role.APPELLANT, Role.RETRIAL_APPLICANT)


@dataclass(frozen=True, slots=True)
class DocumentPaper:
    kind: str
    case_number: str
    attached: bool
    glyph: str
    tone: str
    state: str
    href: str


@dataclass(frozen=True, slots=True)
class DocumentRow:
    id: str
    name: str
    size: str
    state: str
    state_words: str
    glyph: str
    tone: str
    busy: bool
    retry: bool
    pages_total: int | None
    pages_done: int
    received: str
    twin_href: str
    container: str  # the container it came in, "" for none
    container_href: str
    members: int  # of a container: documents that came out of it
    papers: tuple[DocumentPaper, ...]
    problems: tuple[str, ...]
    act: Action | None


@dataclass(frozen=True, slots=True)
class DocumentList:
    rows: tuple[DocumentRow, ...]
    total: int
    words: str
    limit_mb: int
    scanners: tuple[tuple[str, str], ...]  # ways of scanning: name, words
    busy: bool
    rows_href: str
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class CaseRow:
    id: str
    title: str
    numbers: tuple[str, ...]
    court: str
    papers: int
    due: DueRow | None


@dataclass(frozen=True, slots=True)
class CaseList:
    rows: tuple[CaseRow, ...]
    words: str
    query: str
    previous: str
    following: str


@dataclass(frozen=True, slots=True)
class QueueRow:
    kind: str
    case_number: str
    parties: str
    doubt: int
    void: int
    rule: int  # values that contradict each other
    needs_receipt: bool
    arrived: str
    href: str
    act: str
    due: DueRow | None

    def order(self) -> tuple[bool, date]:
        """The earliest date first; papers without one last."""
        target = self.due.target if self.due else None
        return (target is None, target or date.max)


@dataclass(frozen=True, slots=True)
class Queue:
    """``rows`` to confirm, as many as the badge says; ``receipts``: confirmed, receipt day unknown."""

    rows: tuple[QueueRow, ...]
    receipts: tuple[QueueRow, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day with its duties; ``kind`` says 休息日 or 调休上班 when it matters."""

    title: str
    weekday: str
    distance: str
    kind: str
    late: bool
    today: bool
    past: bool
    rows: tuple[DueRow, ...]


@dataclass(frozen=True, slots=True)
class DayList:
    days: tuple[Day, ...]
    undated: tuple[DueRow, ...]
    words: str
    moved: int = 0  # duties whose dates differ from those last shown


def document_row(
    document: Document,
    papers: Sequence[Paper],
    numbers: Mapping[str, str],
    today: date,
    *,
    container: Document | None = None,
    mail: tuple[str, str] | None = None,
    members: int = 0,
) -> DocumentRow:
    """One received file; ``numbers`` are case numbers by paper id, ``container`` or ``mail`` (its name
    and address) what it came in, ``members`` how many documents came out of it."""
    glyph, tone = _DOCUMENT_GLYPHS[DocumentState(document.state)]
    copies = [p for p in papers if p.copy_of]
    waiting = [p for p in papers if is_asked_about(p)]
    reviewed = any(p.review_state != ReviewState.OPEN for p in papers)
    if reviewed and not waiting and glyph == "sure":
        glyph, tone = "ok", "ok"
    href = f"/documents/{document.id}"
    act = None
    if waiting:
        act = Action("复核", f"/papers/{waiting[0].id}")
    elif papers:
        act = Action("查看", href)
    state = label_of(DocumentState, document.state)
    came_in = (container.name, f"/documents/{container.id}") if container else mail or ("", "")
    return DocumentRow(
        id=document.id,
        name=document.name,
        size=_size(document.size),
        state=document.state,
        state_words=f"待复核 {len(waiting)}"
        if waiting
        else "副本"
        if papers and len(copies) == len(papers)
        else "已复核"
        if reviewed
        else "无须复核"
        if papers
        else "已展开"
        if members
        else state,
        glyph="doubt" if waiting else glyph,
        tone="warn" if waiting else tone,
        busy=document.state in _BUSY,
        retry=document.state in (DocumentState.FAILED, DocumentState.REFUSED)
        and not never_readable(document.problems),
        pages_total=document.pages_total,
        pages_done=document.pages_done,
        received=dates.moment(document.received_at, today),
        twin_href=f"/documents/{document.twin_of}" if document.twin_of else "",
        container=came_in[0],
        container_href=came_in[1],
        members=members,
        papers=tuple(_document_paper(p, numbers) for p in papers),
        problems=tuple(
            (f"第{p['page']}页：" if p.get("page") else "") + str(p["message"])
            for p in document.problems[:3]
        ),
        act=act,
    )


def _document_paper(paper: Paper, numbers: Mapping[str, str]) -> DocumentPaper:
    glyph, tone = {
        ReviewState.OPEN: ("doubt", "warn"),
        ReviewState.CONFIRMED: ("ok", "ok"),
        ReviewState.SET_ASIDE: ("none", "open"),
    }[ReviewState(paper.review_state)]
    label = label_of(PaperKind, paper.kind)
    state = "副本" if paper.copy_of else label_of(ReviewState, paper.review_state)
    if paper.copy_of:
        label, glyph, tone = f"副本　{label}", "page", "open"
    elif paper.review_state == ReviewState.OPEN and not is_asked_about(paper):
        glyph, tone, state = "none", "open", "无须复核"
    return DocumentPaper(
        kind=label,
        case_number=numbers.get(paper.id, ""),
        attached=paper.standing == Standing.ATTACHED,
        glyph=glyph,
        tone=tone,
        state=state,
        href=f"/papers/{paper.id}",
    )


def _size(size: int) -> str:
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB" if size else "0 KB"
    return f"{size / 1024 / 1024:.1f} MB"


def case_rows(
    *,
    cases: Sequence[Case],
    proceedings: Sequence[Proceeding],
    papers: Mapping[str, int],
    views: Sequence[DutyView],
    calendar: Calendar,
    today: date,
) -> tuple[CaseRow, ...]:
    """The cases in the order given, each with its next open duty."""
    rows = []
    for case in cases:
        mine = [p for p in proceedings if p.case_id == case.id]
        following = earliest(v for v in views if v.case is not None and v.case.id == case.id)
        rows.append(
            CaseRow(
                id=case.id,
                title=case.title,
                numbers=tuple(p.case_number for p in mine),
                court=next((p.court for p in reversed(mine) if p.court), ""),
                papers=papers.get(case.id, 0),
                due=due_row(following, today, calendar) if following else None,
            )
        )
    return tuple(rows)


def queue_row(
    waiting: WaitingPaper,
    rows: Sequence[FieldRow],
    calendar: Calendar,
    today: date,
    contradictions: int = 0,
) -> QueueRow:
    """A paper that waits for a person; ``contradictions``: failed checks nobody let stand on it."""
    count = tally_of(waiting.paper, rows)
    following = earliest(waiting.duties)
    confirming = waiting.needs == "confirmation"
    return QueueRow(
        kind=label_of(PaperKind, waiting.paper.kind),
        case_number=waiting.facts.case_number or "案号未定",
        parties=_parties(waiting),
        doubt=count.doubt if confirming else 0,
        void=count.void if confirming else 0,
        rule=contradictions if confirming else 0,
        needs_receipt=waiting.facts.receipt is None and waiting.paper.standing == Standing.SERVED,
        arrived=dates.moment(waiting.document.received_at, today),
        href=f"/papers/{waiting.paper.id}" + ("" if confirming else "#f-receipt"),
        act="复核" if confirming else "填收到日期",
        due=due_row(following, today, calendar) if following else None,
    )


def _parties(waiting: WaitingPaper) -> str:
    if waiting.case is not None:
        return waiting.case.title
    return versus([(p.role, p.name) for p in waiting.facts.parties])


def versus(parties: Sequence[tuple[str, str]]) -> str:
    """甲 诉 乙等2方, from (role, name)."""
    suing = [name for role, name in parties if role in _SUING]
    sued = [name for role, name in parties if role in _SUED]
    return " 诉 ".join(_some(names) for names in (suing, sued) if names)


def _some(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}方"


def days_of(
    views: Sequence[DutyView], rows: Mapping[str, DueRow], calendar: Calendar, today: date
) -> DayList:
    """Open duties by target day; ``rows`` by duty key."""
    pending = [v for v in views if not v.settled]
    by_day: dict[date, list[DueRow]] = {}
    for view in pending:
        if view.target is not None:
            by_day.setdefault(view.target, []).append(rows[view.duty.key])
    days = tuple(_day(on, tuple(by_day[on]), calendar, today) for on in sorted(by_day))
    undated = tuple(rows[v.duty.key] for v in pending if v.target is None)
    late = sum(v.state in (DutyState.OVERDUE, DutyState.LATE) for v in pending)
    words = f"{len(pending)}项未办" + (f"，其中{late}项已过目标日" if late else "")
    return DayList(days, undated, words if pending else "")


def _distance(on: date, today: date) -> str:
    """How far the day is. A day that is past says nothing: each row tells how late it is, counted
    from its own last day."""
    if on < today:
        return ""
    return dates.distance(on, today) if on == today or (on - today).days in (1, *range(7, 400)) else ""


def _day(on: date, rows: tuple[DueRow, ...], calendar: Calendar, today: date) -> Day:
    try:
        mark = calendar.kind(on).label
    except DayNotPublished:
        mark = ""
    return Day(
        title=dates.day(on, today),
        weekday=dates.weekday(on),
        distance=_distance(on, today),
        kind={"班": "班　调休上班", "休": "休　放假"}.get(mark, ""),
        late=any(row.late for row in rows),
        today=on == today,
        past=on < today,
        rows=rows,
    )
