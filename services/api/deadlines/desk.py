"""今天: what is late, what is due this week, what waits for a person, which hearings come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.cases.case import Case
from services.api.cases.facts import cases_called_to_court, facts_of_cases, paper_facts
from services.api.cases.store import cases_by_id
from services.api.deadlines.derive import DutyState, DutyView, duties_if_confirmed, duties_of_office
from services.api.documents.document import Document, Paper
from services.api.documents.store import (
    confirmed_papers,
    documents_by_id,
    list_documents,
    papers_asked_about,
    papers_by_id,
    receipts,
)
from services.law.facts import PaperFacts
from services.law.pack import load_pack
from services.law.proceeding import calls_to_hearings
from services.vocabulary import DocumentState, ReviewState

HEARING_DAYS = 14


@dataclass(frozen=True, slots=True)
class WaitingPaper:
    """A paper a person must see: open (``needs`` confirmation) or confirmed without a receipt date
    (``needs`` receipt). ``duties`` are what it opens, or would open if confirmed as read."""

    paper: Paper
    document: Document
    facts: PaperFacts
    case: Case | None
    needs: str  # "confirmation" or "receipt"
    duties: tuple[DutyView, ...]

    @property
    def target(self) -> date | None:
        """The earliest date hanging on this paper."""
        return min((view.target for view in self.duties if view.target), default=None)


@dataclass(frozen=True, slots=True)
class Hearing:
    """One hearing ahead, from a confirmed paper."""

    at: datetime
    paper: Paper
    facts: PaperFacts
    place: str | None
    case: Case | None


@dataclass(frozen=True, slots=True)
class Desk:
    """The page 今天 of one office on one day."""

    day: date
    overdue: tuple[DutyView, ...]  # last lawful day or internal target passed; no lapsed right
    this_week: tuple[DutyView, ...]  # target within seven days, today included
    later: tuple[DutyView, ...]  # dated after that, within thirty days
    waiting: tuple[WaitingPaper, ...]
    hearings: tuple[Hearing, ...]
    reading: tuple[Document, ...]  # received or being read
    troubled: tuple[Document, ...]  # refused or failed


def desk_of(who: Actor, session: Session, day: date) -> Desk:
    """Everything the office has to see on ``day``."""
    owed = duties_of_office(who, session, day)
    views = [view for view in owed if not view.settled]
    past = (DutyState.OVERDUE, DutyState.LATE)
    return Desk(
        day=day,
        overdue=tuple(view for view in views if view.state in past),
        this_week=tuple(view for view in views if view.state == DutyState.SOON),
        later=tuple(
            view
            for view in views
            if view.state == DutyState.OPEN and view.target and view.target <= day + timedelta(days=30)
        ),
        waiting=tuple(waiting_papers(who, session, owed, day)),
        hearings=tuple(hearings_ahead(who, session, day)),
        reading=_documents(who, session, DocumentState.RECEIVED, DocumentState.READING),
        troubled=_documents(who, session, DocumentState.REFUSED, DocumentState.FAILED),
    )


def waiting_papers(
    who: Actor, session: Session, views: Sequence[DutyView], day: date
) -> list[WaitingPaper]:
    """Open papers, and confirmed served ones without a receipt date that a duty still to be done
    counts from; the earliest date first. Papers merely attached wait for nobody. ``views``: of the
    office, done ones too."""
    opened: dict[str, list[DutyView]] = {}
    for view in views:
        if view.done is not None or view.state == DutyState.OVER:
            continue
        for paper_id in view.duty.papers:
            opened.setdefault(paper_id, []).append(view)
    counted_from = [paper for paper in confirmed_papers(who, session) if paper.id in opened]
    received = receipts(who, session, *(paper.id for paper in counted_from))
    waiting = [
        *papers_asked_about(who, session),
        *(paper for paper in counted_from if paper.id not in received),
    ]
    documents = documents_by_id(who, session, *(paper.document_id for paper in waiting))
    cases = cases_by_id(who, session, *(paper.case_id for paper in waiting if paper.case_id))
    result = []
    for paper, facts in zip(waiting, paper_facts(who, session, waiting), strict=True):
        still_open = paper.review_state == ReviewState.OPEN
        duties = duties_if_confirmed(who, session, paper.id, day) if still_open else opened[paper.id]
        result.append(
            WaitingPaper(
                paper=paper,
                document=documents[paper.document_id],
                facts=facts,
                case=cases.get(paper.case_id or ""),
                needs="confirmation" if still_open else "receipt",
                duties=tuple(duties),
            )
        )
    return sorted(result, key=lambda each: (each.target or date.max, each.document.received_at))


def hearings_ahead(who: Actor, session: Session, day: date, days: int = HEARING_DAYS) -> list[Hearing]:
    """Hearings that stand from ``day`` on, in time order; one line per case and time."""
    last = day + timedelta(days=days)
    called = cases_called_to_court(who, session, day, last)
    known = facts_of_cases(who, session, called)
    pack = load_pack(law_office(office(who, session)).jurisdiction)
    ahead = [
        (at, facts, case_id)
        for case_id in called
        for at, facts in calls_to_hearings(known[case_id], pack).items()
        if day <= at.date() <= last
    ]
    cases = cases_by_id(who, session, *called)
    papers = papers_by_id(who, session, *(facts.id for _, facts, _ in ahead))
    found = [
        Hearing(at, papers[facts.id], facts, facts.hearing_place, cases.get(case_id))
        for at, facts, case_id in ahead
    ]
    return sorted(found, key=lambda hearing: hearing.at)


def _documents(who: Actor, session: Session, *states: DocumentState) -> tuple[Document, ...]:
    return tuple(document for state in states for document in list_documents(who, session, state=state))
