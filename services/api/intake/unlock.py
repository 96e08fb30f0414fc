"""Opening an archive with the password a person gives. The password is used once and never stored."""

from __future__ import annotations

import time

from sqlalchemy.exc import IntegrityError

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.documents.content import content_for_people
from services.api.documents.document import Document
from services.api.documents.store import get_document, latest_run
from services.api.errors import Changed, Conflict, Unacceptable
from services.api.intake.container import keep_members
from services.api.readers import ReaderFailure
from services.api.service import Service
from services.vocabulary import DocumentState

LOCKED = "password_needed"
_SETTLED = (DocumentState.REFUSED, DocumentState.READ)


def waits_for_password(document: Document) -> bool:
    """Whether the document is an archive with a password, or holds a file with one."""
    return document.state in _SETTLED and any(each["code"] == LOCKED for each in document.problems)


def unlock(who: Actor, service: Service, document_id: str, password: str) -> Document:
    """Open the archive with ``password``: its members become documents, those that are there already
    are kept. Unacceptable(password_wrong) when it does not open; Conflict when nothing waits for a
    password."""
    with service.database.transaction() as session:
        document = get_document(who, session, document_id)
        run = latest_run(who, session, document_id)
    if not waits_for_password(document) or run is None:
        raise Conflict("not_locked", "这份原件没有在等密码。", "请刷新页面看最新状态。")
    started = time.monotonic()
    try:
        opened = service.readers.unpack(content_for_people(service, document), document.name, password)
    except ReaderFailure as failure:
        raise Unacceptable(failure.code, failure.message, "可解压后上传里面的文件。") from None
    parts, problems = opened
    if not any(part.problem is None for part in parts):
        cause = problems[0]["message"] if problems else "密码不对，没有打开。"
        raise Unacceptable("password_wrong", cause, "")
    try:
        keep_members(
            service,
            document,
            document.attempt + 1,
            run.extraction,
            opened,
            seconds=time.monotonic() - started,
            again=True,
        )
    except IntegrityError:
        raise Changed from None
    with service.database.transaction() as session:
        record(who, session, "document.unlocked", ("document", document_id))
        return get_document(who, session, document_id)
