"""Reading documents again: those that failed, those an older version read, all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import Document, ExtractionRun
from services.api.documents.progress import reprocess
from services.api.errors import Conflict, Forbidden, Unacceptable
from services.api.service import Service
from services.vocabulary import DocumentState

FINISHED = (DocumentState.READ, DocumentState.REFUSED, DocumentState.FAILED)
_AT_ONCE = 100  # documents in one transaction


def choose(
    who: Actor,
    session: Session,
    *,
    status: str | None = None,
    older_than: str | None = None,
    all_: bool | None = None,
) -> list[str]:
    """Ids of the office's documents to be read again, oldest first: in state ``status``, last read by
    a version before ``older_than``, or ``all_`` that are finished; exactly one of the three.
    Unacceptable otherwise, and for an unknown state or version."""
    if [status is not None, older_than is not None, bool(all_)].count(True) != 1:
        raise Unacceptable("unknown_choice", "没有写明重读哪些。", "请在状态、版本、全部三种里选一种。")
    if status is not None and status not in FINISHED:
        raise Unacceptable("unknown_choice", "没有这种状态。", "请用 read、refused 或 failed。")
    query = (
        select(Document.id)
        .where(
            Document.organisation_id == who.organisation_id,
            Document.twin_of.is_(None),
            Document.state.in_([status] if status else FINISHED),
        )
        .order_by(Document.received_at)
    )
    ids = list(session.scalars(query))
    if older_than is None:
        return ids
    limit = _version(older_than)
    last = (
        select(ExtractionRun.document_id, func.max(ExtractionRun.attempt).label("attempt"))
        .group_by(ExtractionRun.document_id)
        .subquery()
    )
    rows = session.execute(
        select(ExtractionRun.document_id, ExtractionRun.extraction["versions"]["yingsu"].as_string())
        .join(
            last,
            (ExtractionRun.document_id == last.c.document_id)
            & (ExtractionRun.attempt == last.c.attempt),
        )
        .join(Document, ExtractionRun.document_id == Document.id)
        .where(Document.organisation_id == who.organisation_id)
    )
    read_by: dict[str, str | None] = {row[0]: row[1] for row in rows}
    return [each for each in ids if _version(read_by.get(each) or "0") < limit]


def queue_again(who: Actor, service: Service, ids: Sequence[str]) -> int:
    """Queue these documents; one that is being read meanwhile is left to it. Gives their number. For
    managers and administrators, and the machine's own command line."""
    if who.user_id is not None and who.role not in ("manager", "administrator"):
        raise Forbidden("manager_needed", "只有负责人和管理员能成批重读。", "请联系他们。")
    queued = 0
    for start in range(0, len(ids), _AT_ONCE):
        with service.database.transaction() as session:
            for document_id in ids[start : start + _AT_ONCE]:
                try:
                    reprocess(who, session, document_id)
                except Conflict:
                    continue
                queued += 1
    return queued


def _version(text: str) -> tuple[int, ...]:
    if not re.fullmatch(r"\d+(?:\.\d+)*(?:[a-z.+-].*)?", text):
        raise Unacceptable("bad_value", f"“{text}”不是版本号。", "请写成0.2.0这样的版本号。")
    numbers = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(int(each) for each in numbers[0].split(".")) if numbers else ()
