"""What happened in a case, in order: printed dates, receipts, hearings, what people did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.cases.facts import facts_of_case
from services.law.facts import PaperFacts
from services.vocabulary import EventKind, PaperKind, ReceiptBasis, Standing


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


_RECEIVED = {
    PaperKind.RESPONSE_NOTICE: EventKind.SUIT_RECEIVED,
    PaperKind.COMPLAINT: EventKind.SUIT_RECEIVED,
    PaperKind.APPEAL_PETITION: EventKind.APPEAL_RECEIVED,
    PaperKind.RETRIAL_PETITION: EventKind.RETRIAL_PETITION_RECEIVED,
    PaperKind.JUDICIAL_ADVICE: EventKind.ADVICE_RECEIVED,
    PaperKind.ENFORCEMENT_NOTICE: EventKind.ENFORCEMENT_RECEIVED,
}
_ISSUED = {
    PaperKind.JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.COMPENSATION_JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.RULING: EventKind.RULING_ISSUED,
    PaperKind.MEDIATION: EventKind.MEDIATION_SIGNED,
}


def timeline(who: Actor, session: Session, case_id: str) -> list[TimelineEntry]:
    """Events of the case's confirmed papers, oldest first. Attached papers start nothing."""
    entries = [
        entry
        for paper in facts_of_case(who, session, case_id).papers
        if paper.standing != Standing.ATTACHED
        for entry in _events(paper)
    ]
    return sorted(
        entries, key=lambda entry: (entry.on, entry.at.time() if entry.at else time.min, entry.paper_id)
    )


def _events(paper: PaperFacts) -> list[TimelineEntry]:
    def entry(
        kind: EventKind,
        on: date,
        detail: str,
        at: datetime | None = None,
        basis: ReceiptBasis | None = None,
    ) -> TimelineEntry:
        return TimelineEntry(on, at, kind, paper.id, paper.kind, paper.case_number, detail, basis)

    label = paper.kind.label
    events = []
    if paper.issued_on and paper.kind in _ISSUED:
        events.append(entry(_ISSUED[paper.kind], paper.issued_on, f"{label}落款，不作为起算日"))
    if paper.receipt:
        kind = _RECEIVED.get(paper.kind, EventKind.PAPER_RECEIVED)
        basis = paper.receipt.basis
        events.append(entry(kind, paper.receipt.on, f"收到{label}", basis=basis))
    for at in paper.hearing_at:
        events.append(
            entry(
                EventKind.HEARING_SET,
                at.date(),
                f"开庭{' ' + paper.hearing_place if paper.hearing_place else ''}",
                at,
            )
        )
    return events
