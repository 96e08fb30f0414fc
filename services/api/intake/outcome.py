"""What became of documents that were taken in: for reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from services.api.accounts.account import Actor
from services.api.documents.document import Document, Fact, Paper
from services.vocabulary import DocumentState, FieldName, PaperKind, label_of

_UNREAD = (DocumentState.RECEIVED, DocumentState.READING)
_AT_ONCE = 500  # ids in one question


@dataclass(frozen=True, slots=True)
class Pending:
    """``all``: ids of the documents asked about and of what came out of them; ``unread``: (id,
    attempt) of those not read yet; ``pages_done`` grows while one is being read."""

    all: list[str]
    unread: list[tuple[str, int]]
    pages_done: int


@dataclass(frozen=True, slots=True)
class Ended:
    """One document: ``state``, why it could not be read (""), the paper its papers are copies of
    (None unless all are), the container it came in, its ``papers`` in words:
    传票（2026）渝0109行初7号."""

    document_id: str
    name: str
    state: str
    reason: str
    copy_of: str | None
    container_id: str | None
    papers: tuple[str, ...]


def pending(who: Actor, session: Session, ids: Sequence[str]) -> Pending:
    """How far these documents are, and those that came out of them."""
    rows = _rows(who, session, ids)
    unread = [row for row in rows if row.state in _UNREAD]
    return Pending(
        [row.id for row in rows],
        [(row.id, row.attempt) for row in unread],
        sum(row.pages_done for row in unread),
    )


def ended(who: Actor, session: Session, ids: Sequence[str]) -> dict[str, Ended]:
    """How each of these documents, and of those that came out of them, ended; a twin as its first."""
    rows = _rows(who, session, ids)
    firsts = {row.id: row for row in _rows(who, session, [r.twin_of for r in rows if r.twin_of])}
    copies = _copies(who, session, [row.id for row in rows])
    papers = _papers(who, session, [row.twin_of or row.id for row in rows])
    return {
        row.id: Ended(
            row.id,
            row.name,
            (first := firsts.get(row.twin_of or "", row)).state,
            _reason(first),
            copies.get(row.id),
            row.container_id,
            tuple(papers.get(row.twin_of or row.id, ())),
        )
        for row in rows
    }


def _reason(document: Document) -> str:
    if document.state not in (DocumentState.REFUSED, DocumentState.FAILED):
        return ""
    said = [str(problem["message"]) for problem in document.problems]
    return said[0] if said else label_of(DocumentState, document.state)


def _rows(who: Actor, session: Session, ids: Sequence[str]) -> list[Document]:
    found: dict[str, Document] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        mine = Document.organisation_id == who.organisation_id
        for wanted in (Document.id.in_(some), Document.container_id.in_(some)):
            found |= {row.id: row for row in session.scalars(select(Document).where(mine, wanted))}
    return list(found.values())


def _papers(who: Actor, session: Session, ids: Sequence[str]) -> dict[str, list[str]]:
    """By document its papers in order: the kind of each, with its case number when it has one."""
    found: dict[str, list[str]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Paper.document_id, Paper.kind, Fact.value)
            .outerjoin(
                Fact,
                (Fact.paper_id == Paper.id)
                & (Fact.field == FieldName.CASE_NUMBER)
                & Fact.superseded_by.is_(None),
            )
            .where(
                Paper.organisation_id == who.organisation_id,
                Paper.document_id.in_(ids[start : start + _AT_ONCE]),
            )
            .order_by(Paper.document_id, Paper.ordinal)
        )
        for document_id, kind, number in rows:
            found.setdefault(document_id, []).append(f"{label_of(PaperKind, kind)}{number or ''}")
    return found


def _copies(who: Actor, session: Session, ids: Sequence[str]) -> dict[str, str]:
    """By document all of whose papers are copies: what they are copies of."""
    original, source = aliased(Paper), aliased(Document)
    told: dict[str, str | None] = {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Paper.document_id, original.kind, source.name)
            .outerjoin(original, Paper.copy_of == original.id)
            .outerjoin(source, original.document_id == source.id)
            .where(
                Paper.organisation_id == who.organisation_id,
                Paper.document_id.in_(ids[start : start + _AT_ONCE]),
            )
        )
        for document_id, kind, name in rows:
            said = f"{label_of(PaperKind, kind)}（{name}）" if kind else None
            told[document_id] = said if said and told.get(document_id, "") is not None else None
    return {document_id: said for document_id, said in told.items() if said}
