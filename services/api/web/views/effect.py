"""What a value would do to the deadlines, told before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from services.api.typed import read_day, read_moment
from services.api.web.views import dates
from services.api.web.views.due import MISSING
from services.law.calendar import Calendar
from services.law.duties import Duty, derive_duties
from services.law.facts import CaseFacts, PaperFacts, Receipt
from services.vocabulary import FieldName, PaperKind, ReceiptBasis, Standing

MOST_ROWS = 4
RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Assumption:
    """One column: what the person would save. ``key`` is the digit that takes it, 0 for none.
    ``facts``: the case with it already in place, where more than the one value follows from it."""

    title: str
    field: str = ""
    value: str = ""
    key: int = 0
    facts: CaseFacts | None = None


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    key: int


@dataclass(frozen=True, slots=True)
class EffectCell:
    """A duty under one assumption. ``same`` as the first column; ``big`` empty: not owed."""

    big: str
    beside: str
    last: str
    glyph: str
    tone: str
    label: str
    same: bool


@dataclass(frozen=True, slots=True)
class EffectRow:
    what: str
    basis: str
    cells: tuple[EffectCell, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """The table at the foot of the form."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[EffectRow, ...]
    more: int
    nothing: str
    doubts: tuple[str, ...]


def effect(
    facts: CaseFacts,
    paper_id: str,
    assumptions: Sequence[Assumption],
    today: date,
    calendar: Calendar | None = None,
) -> Effect:
    """Deadlines of ``paper_id`` under each assumption side by side. An assumption whose value cannot
    be one yet (half a date) is left out. ``calendar`` in force; the published one when None."""
    readable = [
        (a, assumed) for a in assumptions if (assumed := _assume(facts, paper_id, a)) is not None
    ]
    outcomes = [
        [
            duty
            for duty in derive_duties(assumed, calendar=calendar, today=today)
            if paper_id in duty.papers
        ]
        for _, assumed in readable
    ]
    rows = [_row(duties, today) for duties in _side_by_side(outcomes)]
    rows.sort(key=lambda pair: pair[0])
    paper = next(paper for paper in facts.papers if paper.id == paper_id)
    shown = tuple(row for _, row in rows)
    return Effect(
        title="保存前看期限" if len(readable) > 1 else "由此产生的期限",
        columns=tuple(Column(a.title, a.key) for a, _ in readable),
        rows=tuple(sorted(shown, key=lambda row: not row.differs)[:MOST_ROWS]),
        more=max(0, len(shown) - MOST_ROWS),
        nothing=_nothing(paper),
        doubts=tuple(dict.fromkeys(doubt for duty in outcomes[0] for doubt in duty.doubts))
        if outcomes
        else (),
    )


def _side_by_side(outcomes: Sequence[Sequence[Duty]]) -> list[list[Duty | None]]:
    """One line for each duty, with what it becomes under each assumption: a duty keeps its identity
    when its papers are received on different days (its key becomes an alias, or the other way)."""
    lines: list[list[Duty | None]] = []
    for column, duties in enumerate(outcomes):
        for duty in duties:
            names = {duty.key, *duty.aliases}
            line = next((each for each in lines if each[column] is None and _named(each, names)), None)
            if line is None:
                line = [None] * len(outcomes)
                lines.append(line)
            line[column] = duty
    return lines


def _named(line: Sequence[Duty | None], names: set[str]) -> bool:
    return any(each and not names.isdisjoint((each.key, *each.aliases)) for each in line)


def _row(duties: Sequence[Duty | None], today: date) -> tuple[date, EffectRow]:
    named = next(duty for duty in duties if duty is not None)
    first = duties[0]
    cells = []
    for i, duty in enumerate(duties):
        same = i > 0 and _dated(duty) == _dated(first)
        cells.append(_cell(duty, same, today))
    differs = any(not cell.same for cell in cells[1:])
    basis = f"{named.citation.document}{named.citation.article}"
    order = min((d.headline for d in duties if d and d.headline), default=date.max)
    return order, EffectRow(named.title, basis, tuple(cells), differs)


def _dated(duty: Duty | None) -> tuple[Any, ...] | None:
    return (duty.headline, duty.count.due, duty.count.provisional_because) if duty else None


def _cell(duty: Duty | None, same: bool, today: date) -> EffectCell:
    if duty is None:
        return EffectCell("", "", "", "none", "", "", same)
    headline, due = duty.headline, duty.count.due
    if headline is None:
        return EffectCell("待定", "起算日未定", "", "prov", "open", "起算日未定", same)
    late = headline < today
    if duty.count.provisional:
        glyph, tone, label = "prov", "danger" if late else "open", "暂定"
    elif due is not None and due < today:
        glyph, tone, label = "late", "danger", "已逾期"
    elif (headline - today).days <= 7:
        glyph, tone, label = "soon", "warn", "将到期"
    else:
        glyph, tone, label = "ring", "open", "未到期"
    beside = dates.distance(headline, today)
    if duty.count.provisional:
        missing = "、".join(MISSING[r] for r in duty.count.provisional_because)
        return EffectCell(dates.day(headline, today), "暂定", missing, glyph, tone, label, same)
    last = "末日同日" if due == headline else f"末日{dates.day(due, today)}" if due else ""
    return EffectCell(dates.day(headline, today), beside, last, glyph, tone, label, same)


def _nothing(paper: PaperFacts) -> str:
    if paper.kind is PaperKind.NOT_COURT_PAPER:
        return "不是法院文书，不起算期限。"
    if paper.standing is Standing.ATTACHED:
        return "仅附带的文书，不起算期限。"
    if paper.standing is Standing.UNCLEAR:
        return "是否送达待定：请先在上面选定，再看期限。"
    return "按现有规则，这份文书不产生本单位的期限。"


def _assume(facts: CaseFacts, paper_id: str, assumption: Assumption) -> CaseFacts | None:
    """``facts`` with the value in place; None when it cannot be read as one."""
    if assumption.facts is not None:
        return assumption.facts
    if not assumption.field:
        return facts
    papers = []
    for paper in facts.papers:
        if paper.id == paper_id:
            changed = _with_value(paper, assumption.field, assumption.value.strip())
            if changed is None:
                return None
            papers.append(changed)
        else:
            papers.append(paper)
    return replace(facts, papers=tuple(papers))


def _with_value(paper: PaperFacts, field: str, value: str) -> PaperFacts | None:
    """``paper`` with the value in place; None when the value cannot be read yet (half a date)."""
    read = _READERS.get(field)
    if read is None:
        return paper
    former = (*paper.former_hearings, paper.hearing_at)  # the same hearing on another day
    try:
        return replace(paper, former_hearings=former, **read(value))
    except ValueError:
        return None


def _day(value: str) -> date | None:
    return read_day(value) if value else None


def _number(value: str) -> int | None:
    return int(value) if value else None


def _moments(value: str) -> tuple[datetime, ...]:
    return tuple(read_moment(part) for part in value.split("、") if part.strip())


def _receipt(value: str) -> Receipt | None:
    return Receipt(read_day(value), ReceiptBasis.PERSON, "") if value else None


_READERS: dict[str, Callable[[str], dict[str, Any]]] = {
    RECEIPT: lambda value: {"receipt": _receipt(value)},
    FieldName.ISSUED_ON: lambda value: {"issued_on": _day(value)},
    FieldName.FILED_ON: lambda value: {"filed_on": _day(value)},
    FieldName.HEARING_AT: lambda value: {"hearing_at": _moments(value)},
    FieldName.APPEAL_DAYS: lambda value: {"appeal_days": _number(value)},
    FieldName.ANSWER_DAYS: lambda value: {"answer_days": _number(value)},
}
