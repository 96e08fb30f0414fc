"""One case as a page: what happened, what is owed and why, what to file, who counts it as lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.api.cases.case import Case, Proceeding
from services.api.cases.timeline import TimelineEntry
from services.api.deadlines.derive import DutyView
from services.api.deadlines.desk import HEARING_DAYS
from services.api.deadlines.moved import MovedDuty
from services.api.documents.document import Paper, PaperReceipt
from services.api.web.views import dates
from services.api.web.views.due import DueRow, due_row
from services.api.web.views.filing import FormLine
from services.api.web.views.local_texts import LocalText, texts_of_case
from services.api.web.views.loss import LossTable, loss_table
from services.api.web.views.moves import MoveRow, move_rows
from services.api.web.views.rulings import Records
from services.api.web.views.today import next_action
from services.law.calendar import Calendar
from services.law.facts import CaseFacts, PaperFacts
from services.law.loss import explain_losses
from services.law.pack import load_pack, place_name
from services.law.party_outcome import classes_of_office, inherited
from services.law.proceeding import hearings_standing
from services.law.standing import Effect, RulingEffect
from services.law.standing_of_office import standing_of_office
from services.vocabulary import (
    EventKind,
    Jurisdiction,
    Loss,
    PaperKind,
    ReceiptBasis,
    ReviewState,
    Role,
    Stage,
    Standing,
    label_of,
)


@dataclass(frozen=True, slots=True)
class ProceedingLine:
    number: str
    court: str
    stage: str


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of 经过. ``next`` lies ahead; ``year`` heads the first line of another year."""

    date: str
    what: str
    note: str
    href: str
    link: str
    glyph: str
    tone: str
    next: bool
    year: str = ""


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """A stretch of the timeline; ``now`` puts the line 今天 before it."""

    now: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    kind: str
    note: str
    receipt: str
    glyph: str
    tone: str
    state: str
    href: str
    act: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything case.html shows."""

    id: str
    title: str
    proceedings: tuple[ProceedingLine, ...]
    cause: str
    third_parties: str
    rules_words: str
    today: str
    timeline: tuple[TimelinePart, ...]
    duties: tuple[DueRow, ...]
    open_count: int
    opened: str
    first_key: str
    no_duties_words: str
    settled_words: str
    papers: tuple[PaperLine, ...]
    forms: tuple[FormLine, ...]
    no_forms_words: str
    loss: LossTable | None
    records: Records
    texts: tuple[LocalText, ...]
    moves: tuple[MoveRow, ...]


def case_page(
    *,
    case: Case,
    proceedings: Sequence[Proceeding],
    facts: CaseFacts,
    cause: str,
    events: Sequence[TimelineEntry],
    views: Sequence[DutyView],
    papers: Sequence[Paper],
    receipts: Mapping[str, PaperReceipt],
    forms: tuple[FormLine, ...],
    names: Mapping[str, str],
    effects: Mapping[str, RulingEffect],
    records: Records,
    moved: Sequence[MovedDuty],
    calendar: Calendar,
    today: date,
) -> CasePage:
    """The case in words."""
    rows = tuple(
        due_row(
            view,
            today,
            calendar,
            action=next_action(view),
            names=dict(names),
            office=facts.office,
        )
        for view in views
    )
    rows = tuple(sorted(rows, key=lambda row: (row.done, row.over, row.lapsed)))
    pending = [row for row in rows if not row.settled]
    first = pending[0].key if pending else ""
    waiting = any(p.review_state == ReviewState.OPEN for p in papers)
    return CasePage(
        id=case.id,
        title=case.title,
        proceedings=proceeding_lines(proceedings),
        cause=cause,
        third_parties="、".join(_third_parties(facts)),
        rules_words=_rules_words(Jurisdiction(case.jurisdiction)),
        today=today.isoformat(),
        timeline=_timeline(events, rows, today),
        duties=rows,
        open_count=len(pending),
        opened=first,
        first_key=first,
        no_duties_words="先确认文书，期限随之产生" if waiting else "已确认的文书没有产生本单位的期限",
        settled_words=_settled_words(rows),
        papers=tuple(_paper(p, receipts.get(p.id), today) for p in papers),
        forms=forms,
        no_forms_words="所适用的规则没有附表格",
        loss=loss_table(facts, effects),
        records=records,
        moves=move_rows(moved, today),
        texts=texts_of_case(happened(events, facts, effects, today), facts.office, today),
    )


def proceeding_lines(proceedings: Sequence[Proceeding]) -> tuple[ProceedingLine, ...]:
    """Number, court and stage of each, for the head of a page of the case."""
    return tuple(
        ProceedingLine(p.case_number, p.court or "", label_of(Stage, p.stage)) for p in proceedings
    )


def happened(
    events: Sequence[TimelineEntry],
    facts: CaseFacts,
    effects: Mapping[str, RulingEffect],
    today: date,
) -> set[EventKind]:
    """What has happened in the case, derived events included."""
    kinds = {each.kind for each in events} | {each.kind for each in facts.events}
    for at in hearings_standing(facts, load_pack(facts.office.jurisdiction)):
        ahead = (at.date() - today).days
        if ahead < 0:
            kinds.add(EventKind.HEARING_HELD)
        elif ahead <= HEARING_DAYS:
            kinds.add(EventKind.HEARING_NEAR)
    if any(each.effect is Effect.EFFECTIVE for each in effects.values()):
        kinds.add(EventKind.EFFECTIVE)
        if any(_lost(paper, facts) for paper in facts.papers if paper.id in effects):
            kinds.add(EventKind.LOSS_EFFECTIVE)
    return kinds


def _lost(paper: PaperFacts, facts: CaseFacts) -> bool:
    """Whether the office's own definition counts the ruling as a loss once effective."""
    government = load_pack(facts.office.jurisdiction).government
    ours = standing_of_office(facts, facts.papers, government)
    classes = classes_of_office(paper, facts, ours.stands_for)
    if not classes:
        return False
    readings = explain_losses(
        classes,
        kind=paper.kind,
        stage=paper.stage,
        effective=True,
        inherited=inherited(paper, facts),
    )
    own = readings.get(facts.office.jurisdiction)
    return own is not None and own.value is Loss.LOSS


def _settled_words(rows: Sequence[DueRow]) -> str:
    done, lapsed = sum(r.done for r in rows), sum(r.lapsed for r in rows)
    over = sum(r.over for r in rows)
    said = [f"已办结{done}项"] if done else []
    said += [f"庭已开过、已裁判的{over}项"] if over else []
    said += [f"期限已过、未行使的权利{lapsed}项"] if lapsed else []
    return "　".join(said)


def _third_parties(facts: CaseFacts) -> list[str]:
    names = [p.name for paper in facts.papers for p in paper.parties if p.role is Role.THIRD_PARTY]
    return list(dict.fromkeys(names))


def _rules_words(jurisdiction: Jurisdiction) -> str:
    pack = load_pack(jurisdiction)
    checked = pack.checked_as_of
    places = "、".join(place_name(each) for each in pack.lineage)
    return f"{places}　核对至{checked.year}年{checked.month}月{checked.day}日"


def _timeline(
    events: Sequence[TimelineEntry], rows: Sequence[DueRow], today: date
) -> tuple[TimelinePart, ...]:
    dated: list[tuple[date, int, Moment]] = []
    for event in events:
        dated.append((event.on, 0, _event(event, today)))
    for row in rows:
        if row.target is not None and not row.settled:
            dated.append((row.target, 1, _ahead(row)))
    dated.sort(key=lambda each: each[:2])
    past = _by_year([(on, moment) for on, _, moment in dated if on < today], today.year)
    ahead = _by_year([(on, moment) for on, _, moment in dated if on >= today], today.year)
    unknown = [_ahead(row) for row in rows if row.target is None and not row.done]
    return (
        TimelinePart("", tuple(past)),
        TimelinePart(dates.day(today, today), (*ahead, *unknown)),
    )


def _by_year(dated: Sequence[tuple[date, Moment]], this_year: int) -> list[Moment]:
    """The moments, in order, the first of each year but this one headed by it."""
    found = []
    year = this_year
    for on, moment in dated:
        found.append(moment if on.year == year else replace(moment, year=f"{on.year}年"))
        year = on.year
    return found


def _event(event: TimelineEntry, today: date) -> Moment:
    received = event.basis is not None
    notes = []
    if received:
        notes.append(label_of(ReceiptBasis, event.basis))
    if event.at is not None:
        notes.append(f"{event.at:%H:%M}")
    ahead = event.on >= today
    hearing = event.kind is EventKind.HEARING_SET
    return Moment(
        date=_short(event.on),
        what=event.detail,
        note="　".join(notes),
        href=f"/papers/{event.paper_id}",
        link=label_of(PaperKind, event.paper_kind),
        glyph="court" if hearing and ahead else "ok" if received or hearing else "ring",
        tone="accent" if ahead else "ok" if received or hearing else "open",
        next=ahead,
    )


def _ahead(row: DueRow) -> Moment:
    return Moment(
        date=_short(row.target) if row.target else "待定",
        what=row.what,
        note=f"{'暂定' if row.provisional else '内部目标日'}，{row.last.word}{row.last.day}",
        href=f"#{row.anchor}",
        link="依据",
        glyph="late" if row.late and not row.provisional else row.glyph,
        tone="danger" if row.late else "accent" if row.glyph == "ring" else row.tone,
        next=not row.late,
    )


def _short(on: date) -> str:
    return f"{on.month}月{on.day}日"


def _paper(paper: Paper, receipt: PaperReceipt | None, today: date) -> PaperLine:
    attached = paper.standing == Standing.ATTACHED
    confirmed = paper.review_state == ReviewState.CONFIRMED
    if receipt is not None:
        said = f"{dates.day(receipt.on, today)}收到，{label_of(ReceiptBasis, receipt.basis)}"
    else:
        said = "仅附带，不起算期限" if attached else "收到日期未填"
    state = label_of(ReviewState, paper.review_state)
    unreceived = confirmed and receipt is None and not attached
    act = "填收到日期" if unreceived else "" if confirmed else "复核"
    return PaperLine(
        kind=label_of(PaperKind, paper.kind),
        note=label_of(Stage, paper.stage),
        receipt=said,
        glyph="ok" if confirmed else "doubt",
        tone="ok" if confirmed else "warn",
        state=state,
        href=f"/papers/{paper.id}" + ("#f-receipt" if act == "填收到日期" else ""),
        act=act,
    )
