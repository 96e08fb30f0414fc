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
from services.api.accounts.store import service_actor
from services.api.audit.store import record
from services.api.documents.document import Document, ExtractionRun, Paper, never_readable
from services.api.documents.renew import renew_papers
from services.api.documents.store import get_document, papers_of
from services.api.errors import Conflict
from services.vocabulary import DocumentState

BEGUN_TOO_OFTEN = (
    "begun_too_often",
    "读取这份文件时服务多次中断，已隔离，不再自动重读。请先检查服务日志，再点重新读取，或另存后上传。",
)
_TO_DO = (DocumentState.RECEIVED, DocumentState.READING)


def unread(session: Session, *states: DocumentState) -> Sequence[tuple[str, int]]:
    """(document id, attempt) of every file in these states, oldest first; default: received."""
    rows = session.execute(
        select(Document.id, Document.attempt)
        .where(
            Document.state.in_(states or (DocumentState.RECEIVED,)),
            Document.twin_of.is_(None),  # read once, with the first of its bytes
        )
        .order_by(Document.received_at)
    )
    return [(document_id, attempt) for document_id, attempt in rows]


def begin_reading(
    session: Session, document_id: str, attempt: int, *, most_tries: int | None = None
) -> Document | None:
    """Mark the document as being read; None when this attempt is finished or superseded, or was begun
    ``most_tries`` times and ended the service each time: then it is set aside with that cause."""
    row = session.get(Document, document_id, with_for_update=True)
    if row is None or row.attempt != attempt or row.state not in _TO_DO:
        return None
    if most_tries is not None and row.tries >= most_tries:
        give_up(session, document_id, attempt, *BEGUN_TOO_OFTEN)
        return None
    row.tries += 1
    row.state, row.pages_done = DocumentState.READING, 0
    return row


def not_its_fault(session: Session, document_id: str, attempt: int) -> None:
    """The reading ended for a cause outside the document: it does not count as a try."""
    session.execute(
        update(Document)
        .where(Document.id == document_id, Document.attempt == attempt, Document.tries > 0)
        .values(tries=Document.tries - 1)
    )


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
    second. Gives the papers that are new; empty when this attempt was already saved or superseded. A
    file with problems and no paper is refused; with papers it is read, whatever single pages had."""
    row = _record(session, document_id, attempt, extraction, seconds)
    if row is None:
        return []
    who = service_actor(row.organisation_id)
    before = papers_of(who, session, document_id)
    papers = renew_papers(who, session, row, before, extraction["papers"], attempt=attempt)
    found = bool(extraction["papers"])
    row.state = DocumentState.REFUSED if row.problems and not found else DocumentState.READ
    session.flush()
    _tell_twins(session, row)
    return papers


def begin_again(session: Session, document_id: str, attempt: int) -> None:
    """Begin ``attempt``, the next of a settled document, within the transaction that will settle it."""
    row = session.get(Document, document_id, with_for_update=True, populate_existing=True)
    if row is not None and row.attempt == attempt - 1 and row.state not in _TO_DO:
        row.attempt, row.state = attempt, DocumentState.READING


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
        _tell_twins(session, row)
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
    _tell_twins(session, row)


def read_again(who: Actor, session: Session, document_id: str) -> Document:
    """Put a failed or refused document back into the queue as a new attempt; of a twin, the first of
    its bytes."""
    row = get_document(who, session, document_id)
    if row.twin_of:
        row = get_document(who, session, row.twin_of)
    if never_readable(row.problems):
        raise Conflict(
            "never_readable", "这种文件不论读几次都读不了。", "请核对来源，改传文书的扫描件或PDF。"
        )
    if row.state not in {DocumentState.FAILED, DocumentState.REFUSED}:
        raise Conflict("not_failed", "这份原件没有出错，不用重读。", "如内容有误，请在复核页更正。")
    return _again(who, session, row)


def reprocess(who: Actor, session: Session, document_id: str) -> Document:
    """As ``read_again``, of a document that was read too: what a person confirmed stays, differences
    wait for a person. Conflict while it is being read, and for a twin, which has no reading."""
    row = get_document(who, session, document_id)
    if row.state in _TO_DO or row.twin_of:
        raise Conflict("not_read_yet", "这份原件正在读取，或与先前的文件相同。", "请稍后再试。")
    return _again(who, session, row)


def _again(who: Actor, session: Session, row: Document) -> Document:
    row.attempt, row.tries = row.attempt + 1, 0
    row.state, row.pages_done, row.problems = DocumentState.RECEIVED, 0, []
    record(who, session, "document.read_again", ("document", row.id), after=row.attempt)
    _tell_twins(session, row)
    return row


def _tell_twins(session: Session, row: Document) -> None:
    """Later files with the same bytes are not read: they stand where the first of them stands."""
    session.execute(
        update(Document)
        .where(Document.twin_of == row.id)
        .values(
            state=row.state,
            media_type=row.media_type,
            pages_total=row.pages_total,
            pages_done=row.pages_done,
            problems=row.problems,
        )
    )
