"""What happened in a case, in order: printed dates, receipts, hearings, what people did."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.cases.facts import facts_of_case
from services.law.facts import PaperFacts
from services.law.hearings import is_for_hearing
from services.law.pack import load_pack
from services.law.proceeding import hearings_standing
from services.vocabulary import RECEIVED_AS, EventKind, PaperKind, ReceiptBasis, Standing


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One event from a confirmed paper. ``detail`` is a short Chinese phrase; ``basis`` says how a
    receipt day is known, None for printed dates."""

    on: date
    at: datetime | None
    kind: EventKind
    paper_id: str
    paper_kind: PaperKind
    case_number: str | None
    detail: str
    basis: ReceiptBasis | None = None


_ISSUED = {
    PaperKind.JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.COMPENSATION_JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.RULING: EventKind.RULING_ISSUED,
}


def timeline(who: Actor, session: Session, case_id: str) -> list[TimelineEntry]:
    """Events of the case's confirmed papers, oldest first. Attached papers start nothing."""
    facts = facts_of_case(who, session, case_id)
    standing = hearings_standing(facts, load_pack(facts.office.jurisdiction))
    entries = [
        entry
        for paper in facts.papers
        if paper.standing != Standing.ATTACHED
        for entry in _events(paper, standing)
    ]
    return sorted(
        entries, key=lambda entry: (entry.on, entry.at.time() if entry.at else time.min, entry.paper_id)
    )


def _events(paper: PaperFacts, standing: Collection[datetime]) -> Iterator[TimelineEntry]:
    def entry(
        kind: EventKind,
        on: date,
        detail: str,
        at: datetime | None = None,
        basis: ReceiptBasis | None = None,
    ) -> TimelineEntry:
        return TimelineEntry(on, at, kind, paper.id, paper.kind, paper.case_number, detail, basis)

    label = paper.kind.label
    if paper.kind is PaperKind.MEDIATION and (signed := paper.signed_on):
        yield entry(EventKind.MEDIATION_SIGNED, signed, "最后一方签收调解书")
    if paper.issued_on and paper.kind in _ISSUED:
        yield entry(_ISSUED[paper.kind], paper.issued_on, f"{label}落款，不作为起算日")
    if paper.receipt:
        kind = RECEIVED_AS.get(paper.kind, EventKind.PAPER_RECEIVED)
        yield entry(kind, paper.receipt.on, f"收到{label}", basis=paper.receipt.basis)
    for at in paper.hearing_at:
        yield entry(EventKind.HEARING_SET, at.date(), _hearing(paper, at, standing), at)


def _hearing(paper: PaperFacts, at: datetime, standing: Collection[datetime]) -> str:
    if not is_for_hearing(paper):
        what = paper.summons_reason or "到庭"
    else:
        what = "开庭" if at in standing else "原定开庭，已改期或者取消"
    return f"{what} {paper.hearing_place}" if paper.hearing_place else what
