"""How far a document is: the service's own steps from received to read.

These functions serve the jobs of every office; each looks the document's office up itself and acts
only on the row it is given. A step whose (document, attempt) is no longer the row's does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.documents.document import Document, ExtractionRun, Fact, Paper
from services.api.documents.store import get_document
from services.api.errors import Conflict
from services.vocabulary import DocumentState

_TO_DO = (DocumentState.RECEIVED, DocumentState.READING)


def unread(session: Session, *states: DocumentState) -> Sequence[tuple[str, int]]:
    """(document id, attempt) of every file in these states, oldest first; default: received."""
    rows = session.execute(
        select(Document.id, Document.attempt)
        .where(Document.state.in_(states or (DocumentState.RECEIVED,)))
        .order_by(Document.received_at)
    )
    return [(document_id, attempt) for document_id, attempt in rows]


def begin_reading(session: Session, document_id: str, attempt: int) -> Document | None:
    """Mark the document as being read; None when this attempt is finished or superseded."""
    row = session.get(Document, document_id, with_for_update=True)
    if row is None or row.attempt != attempt or row.state not in _TO_DO:
        return None
    row.state, row.pages_done = DocumentState.READING, 0
    return row


def note_progress(session: Session, document_id: str, attempt: int, done: int, total: int) -> None:
    """Pages read so far, of how many."""
    session.execute(
        update(Document)
        .where(
            Document.id == document_id,
            Document.attempt == attempt,
            Document.state == DocumentState.READING,
        )
        .values(pages_done=done, pages_total=total)
    )


def save_run(
    session: Session, document_id: str, attempt: int, extraction: Mapping[str, Any], seconds: float
) -> list[Paper]:
    """Store one reading with its papers and facts, once: the unique (document, attempt) refuses a
    second. Empty when this attempt was already saved or superseded. A file with problems and no paper
    is refused; with papers it is read, whatever single pages had."""
    row = _record(session, document_id, attempt, extraction, seconds)
    if row is None:
        return []
    papers = [_paper(session, row, ordinal, data) for ordinal, data in enumerate(extraction["papers"])]
    row.state = DocumentState.REFUSED if row.problems and not papers else DocumentState.READ
    session.flush()
    return papers


def save_container(
    session: Session,
    document_id: str,
    attempt: int,
    extraction: Mapping[str, Any],
    seconds: float,
    *,
    members: int,
) -> Document | None:
    """Store the opening of a container, once; None when this attempt was already saved or superseded.
    With problems and without a single member it is refused."""
    row = _record(session, document_id, attempt, extraction, seconds)
    if row is not None:
        row.state = DocumentState.READ if members else DocumentState.REFUSED
        session.flush()
    return row


def _record(
    session: Session, document_id: str, attempt: int, extraction: Mapping[str, Any], seconds: float
) -> Document | None:
    """Store one reading and what it says of the file; None when this attempt is over."""
    row = session.get(Document, document_id, with_for_update=True)
    if row is None or row.attempt != attempt or row.state not in _TO_DO:
        return None
    session.add(
        ExtractionRun(
            document_id=document_id, attempt=attempt, extraction=dict(extraction), seconds=seconds
        )
    )
    file = extraction["file"]
    row.media_type = file["media_type"]
    row.pages_total = row.pages_done = file["pages"]
    row.problems = list(extraction["problems"])
    return row


def give_up(session: Session, document_id: str, attempt: int, code: str, message: str) -> None:
    """The readers could not finish this attempt: failed, with the cause; a person may try again."""
    row = session.get(Document, document_id, with_for_update=True)
    if row is None or row.attempt != attempt or row.state not in _TO_DO:
        return
    row.state = DocumentState.FAILED
    row.problems = [{"code": code, "message": message}]


def read_again(who: Actor, session: Session, document_id: str) -> Document:
    """Put a failed or refused document back into the queue as a new attempt."""
    row = get_document(who, session, document_id)
    if row.state not in {DocumentState.FAILED, DocumentState.REFUSED}:
        raise Conflict("not_failed", "这份原件没有出错，不用重读。", "如内容有误，请在复核页更正。")
    row.attempt += 1
    row.state, row.pages_done, row.problems = DocumentState.RECEIVED, 0, []
    record(who, session, "document.read_again", ("document", row.id), after=row.attempt)
    return row


def _paper(session: Session, document: Document, ordinal: int, data: Mapping[str, Any]) -> Paper:
    first, last = data["pages"]
    paper = Paper(
        organisation_id=document.organisation_id,
        document_id=document.id,
        ordinal=ordinal,
        kind=data["kind"],
        title=data["title"][:200],
        stage=data.get("stage"),
        standing=data["standing"],
        page_list=list(data.get("page_list") or range(first, last + 1)),
        confidence=data["confidence"],
        kind_candidates=data.get("kind_candidates"),
        standing_because=data.get("standing_because"),
    )
    session.add(paper)
    session.flush()
    session.add_all(_facts(paper, data))
    return paper


def _facts(paper: Paper, data: Mapping[str, Any]) -> list[Fact]:
    """The paper's part of the contract as facts: fields, then parties, operative items, outcome."""
    facts = [
        Fact(
            paper_id=paper.id,
            field=name,
            value=field["value"],
            source={
                key: field[key] for key in ("page", "boxes", "span", "text", "places") if key in field
            },
            confidence=field["confidence"],
            found_by=field["found_by"],
            candidates=field.get("candidates", []),
        )
        for name, field in data["fields"].items()
    ]
    for part, key in (("party", "parties"), ("operative", "operative")):
        for ordinal, value in enumerate(data[key]):
            facts.append(
                Fact(
                    paper_id=paper.id,
                    field=part,
                    ordinal=ordinal,
                    value=value,
                    source=value["source"],
                    confidence=value.get("confidence", data["confidence"]),
                    found_by=part,
                    candidates=value.get("candidates", []),
                )
            )
    if data.get("outcome"):
        facts.append(
            Fact(
                paper_id=paper.id,
                field="outcome",
                value=data["outcome"],
                source=data["operative"][0]["source"] if data["operative"] else None,
                confidence=data["confidence"],
                found_by="outcome",
            )
        )
    return facts
