"""Documents, papers, facts and receipts of one office: the only module that queries them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import (
    Acknowledgement,
    Document,
    ExtractionRun,
    Fact,
    Paper,
    PaperReceipt,
)
from services.api.errors import Changed, NotFound
from services.vocabulary import PaperKind, ReviewState, Standing


def list_documents(
    who: Actor, session: Session, *, state: str | None = None, limit: int = 100, offset: int = 0
) -> Sequence[Document]:
    """Received files, newest first; ``state`` is a vocabulary.DocumentState."""
    query = select(Document).where(Document.organisation_id == who.organisation_id)
    if state:
        query = query.where(Document.state == state)
    return session.scalars(
        query.order_by(Document.received_at.desc(), Document.id).limit(limit).offset(offset)
    ).all()


def count_documents(who: Actor, session: Session) -> dict[str, int]:
    """Number of received files by state."""
    rows = session.execute(
        select(Document.state, func.count())
        .where(Document.organisation_id == who.organisation_id)
        .group_by(Document.state)
    )
    return {row[0]: row[1] for row in rows}


def get_document(who: Actor, session: Session, document_id: str) -> Document:
    """One received file. NotFound when it is not this office's."""
    row = session.get(Document, document_id)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这份原件")
    return row


def first_with_hash(who: Actor, session: Session, sha256: str) -> Document | None:
    """The earliest received file of this office with these bytes that is not itself a twin."""
    return session.scalar(
        select(Document)
        .where(
            Document.organisation_id == who.organisation_id,
            Document.sha256 == sha256,
            Document.twin_of.is_(None),
        )
        .order_by(Document.received_at)
        .limit(1)
    )


def with_idempotency_key(who: Actor, session: Session, key: str) -> Document | None:
    """The file an earlier request with this key left, if any."""
    return session.scalar(
        select(Document).where(
            Document.organisation_id == who.organisation_id, Document.idempotency_key == key
        )
    )


def latest_run(who: Actor, session: Session, document_id: str) -> ExtractionRun | None:
    """The last reading of a document (immutable ``yingsu.extraction/1`` JSON), None before it."""
    get_document(who, session, document_id)
    return session.scalar(
        select(ExtractionRun)
        .where(ExtractionRun.document_id == document_id)
        .order_by(ExtractionRun.attempt.desc())
        .limit(1)
    )


def runs_of(who: Actor, session: Session, document_id: str) -> Sequence[ExtractionRun]:
    """Every reading of a document, oldest first."""
    get_document(who, session, document_id)
    return session.scalars(
        select(ExtractionRun)
        .where(ExtractionRun.document_id == document_id)
        .order_by(ExtractionRun.attempt)
    ).all()


def papers_of(who: Actor, session: Session, *document_ids: str) -> Sequence[Paper]:
    """Papers inside one document, or several, in page order."""
    return session.scalars(
        select(Paper)
        .where(Paper.organisation_id == who.organisation_id, Paper.document_id.in_(document_ids))
        .order_by(Paper.document_id, Paper.ordinal)
    ).all()


def papers_of_case(who: Actor, session: Session, *case_ids: str) -> Sequence[Paper]:
    """Papers filed under one case or several, whatever their review state, oldest document first."""
    return session.scalars(
        select(Paper)
        .join(Document, Paper.document_id == Document.id)
        .where(Paper.organisation_id == who.organisation_id, Paper.case_id.in_(case_ids))
        .order_by(Document.received_at, Paper.ordinal)
    ).all()


def confirmed_papers(who: Actor, session: Session) -> Sequence[Paper]:
    """Confirmed papers of the office that are more than exhibits, oldest document first."""
    return session.scalars(
        select(Paper)
        .join(Document, Paper.document_id == Document.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Paper.review_state == ReviewState.CONFIRMED,
            Paper.standing != Standing.ATTACHED,
            Paper.copy_of.is_(None),
        )
        .order_by(Document.received_at, Paper.ordinal)
    ).all()


def papers_asked_about(who: Actor, session: Session) -> Sequence[Paper]:
    """Open papers a person is asked about, oldest document first: not exhibits, which wait for nobody,
    nor what no court wrote."""
    return session.scalars(
        select(Paper)
        .join(Document, Paper.document_id == Document.id)
        .where(*_asked_about(who))
        .order_by(Document.received_at, Paper.ordinal)
    ).all()


def ids_asked_about(who: Actor, session: Session) -> set[str]:
    """The same by their ids alone: every page counts them."""
    return set(session.scalars(select(Paper.id).where(*_asked_about(who))))


def _asked_about(who: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        Paper.organisation_id == who.organisation_id,
        Paper.review_state == ReviewState.OPEN,
        Paper.standing != Standing.ATTACHED,
        Paper.kind != PaperKind.NOT_COURT_PAPER,
        Paper.copy_of.is_(None),
    )


def is_asked_about(paper: Paper) -> bool:
    """``papers_asked_about`` for one paper at hand: whether it waits for a person."""
    return (
        paper.review_state == ReviewState.OPEN
        and paper.standing != Standing.ATTACHED
        and paper.kind != PaperKind.NOT_COURT_PAPER
        and paper.copy_of is None
    )


def get_paper(who: Actor, session: Session, paper_id: str) -> Paper:
    """One paper. NotFound when it is not this office's."""
    row = session.get(Paper, paper_id)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这份文书")
    return row


def papers_by_id(who: Actor, session: Session, *paper_ids: str) -> dict[str, Paper]:
    rows = session.scalars(
        select(Paper).where(Paper.organisation_id == who.organisation_id, Paper.id.in_(paper_ids))
    )
    return {row.id: row for row in rows}


def take_paper(who: Actor, session: Session, paper_id: str, version: int) -> Paper:
    """The paper locked for a change, its version raised by one. Changed when ``version`` is stale."""
    row = session.scalar(
        select(Paper)
        .where(Paper.id == paper_id, Paper.organisation_id == who.organisation_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise NotFound("这份文书")
    if row.version != version:
        raise Changed
    row.version += 1
    return row


def current_facts(who: Actor, session: Session, *paper_ids: str) -> list[Fact]:
    """Facts in force of these papers: not superseded, and not taken away (value None)."""
    return [fact for fact in standing_facts(who, session, *paper_ids) if fact.value is not None]


def standing_facts(who: Actor, session: Session, *paper_ids: str) -> Sequence[Fact]:
    """As ``current_facts``, with those a person took away."""
    return session.scalars(
        select(Fact)
        .join(Paper, Fact.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Fact.paper_id.in_(paper_ids),
            Fact.superseded_by.is_(None),
        )
        .order_by(Fact.paper_id, Fact.field, Fact.ordinal)
    ).all()


def superseded_values(
    who: Actor, session: Session, fields: Collection[str], *paper_ids: str
) -> dict[tuple[str, str], list[Any]]:
    """What stood in these fields before it was corrected, by (paper id, field), oldest first."""
    rows = session.execute(
        select(Fact.paper_id, Fact.field, Fact.value)
        .join(Paper, Fact.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Fact.paper_id.in_(paper_ids),
            Fact.field.in_(fields),
            Fact.superseded_by.is_not(None),
        )
        .order_by(Fact.at)
    )
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for paper_id, field, value in rows:
        if value is not None:
            found[paper_id, field].append(value)
    return found


def facts_named(who: Actor, session: Session, field: str) -> Sequence[tuple[str, Fact]]:
    """The facts of this name in force of every confirmed paper that is more than an exhibit and filed
    under a case, with the case's id."""
    rows = session.execute(
        select(Paper.case_id, Fact)
        .join(Paper, Fact.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Paper.case_id.is_not(None),
            Paper.review_state == ReviewState.CONFIRMED,
            Paper.standing != Standing.ATTACHED,
            Paper.copy_of.is_(None),
            Fact.field == field,
            Fact.superseded_by.is_(None),
        )
        .order_by(Paper.case_id, Fact.id)
    )
    return [(case_id, fact) for case_id, fact in rows if case_id and fact.value is not None]


def fact_history(who: Actor, session: Session, paper_id: str) -> Sequence[Fact]:
    """Every fact ever recorded of a paper, oldest first."""
    get_paper(who, session, paper_id)
    return session.scalars(select(Fact).where(Fact.paper_id == paper_id).order_by(Fact.at)).all()


def acknowledged(
    who: Actor, session: Session, *paper_ids: str
) -> dict[tuple[str, str], Acknowledgement]:
    """The failed checks a person let stand, by (paper id, key of the check)."""
    rows = session.scalars(
        select(Acknowledgement)
        .join(Paper, Acknowledgement.paper_id == Paper.id)
        .where(Paper.organisation_id == who.organisation_id, Acknowledgement.paper_id.in_(paper_ids))
    )
    return {(row.paper_id, row.check_key): row for row in rows}


def least_confidence(who: Actor, session: Session) -> dict[str, float]:
    """The least certain fact nobody confirmed of each open paper of the office, by paper id."""
    rows = session.execute(
        select(Fact.paper_id, func.min(Fact.confidence))
        .join(Paper, Fact.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Paper.review_state == ReviewState.OPEN,
            Fact.superseded_by.is_(None),
            Fact.confirmed.is_(False),
        )
        .group_by(Fact.paper_id)
    )
    return {row[0]: row[1] for row in rows}


def receipts(who: Actor, session: Session, *paper_ids: str) -> dict[str, PaperReceipt]:
    """The receipt in force of each paper that has one, by paper id."""
    rows = session.scalars(
        select(PaperReceipt)
        .join(Paper, PaperReceipt.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            PaperReceipt.paper_id.in_(paper_ids),
            PaperReceipt.superseded_by.is_(None),
        )
    )
    return {row.paper_id: row for row in rows}


def member_counts(who: Actor, session: Session, *container_ids: str) -> dict[str, int]:
    """How many documents came out of each container that had any."""
    rows = session.execute(
        select(Document.container_id, func.count())
        .where(
            Document.organisation_id == who.organisation_id, Document.container_id.in_(container_ids)
        )
        .group_by(Document.container_id)
    )
    return {str(row[0]): row[1] for row in rows}


def members_of(who: Actor, session: Session, container_id: str) -> Sequence[Document]:
    """The documents that came out of a container."""
    return session.scalars(
        select(Document).where(
            Document.organisation_id == who.organisation_id, Document.container_id == container_id
        )
    ).all()


def documents_by_id(who: Actor, session: Session, *document_ids: str) -> dict[str, Document]:
    rows = session.scalars(
        select(Document).where(
            Document.organisation_id == who.organisation_id, Document.id.in_(document_ids)
        )
    )
    return {row.id: row for row in rows}
