"""The bytes of a document and the images of its pages."""

from __future__ import annotations

import hashlib

import structlog

from services.api.accounts.account import Actor
from services.api.documents.document import Document, ExtractionRun
from services.api.documents.store import get_document, latest_run
from services.api.errors import NotFound, Unacceptable, Unavailable
from services.api.readers import ReaderFailure
from services.api.service import Service

log = structlog.get_logger("yingsu.documents")


def original(who: Actor, service: Service, document_id: str) -> tuple[Document, bytes]:
    """The document and its bytes as received."""
    with service.database.transaction() as session:
        document = get_document(who, session, document_id)
    return document, content_for_people(service, document)


def content_of(service: Service, document: Document) -> bytes:
    """The original bytes, checked against their sha256. KeyError when the store has lost them, OSError
    when it gives others."""
    data = service.storage.get(document.sha256)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise OSError(f"stored bytes of document {document.id} do not match their sha256")
    return data


def content_for_people(service: Service, document: Document) -> bytes:
    """As ``content_of``. Unavailable, with what to do, when the bytes are gone or damaged."""
    try:
        return content_of(service, document)
    except (KeyError, OSError) as error:
        log.error("original_missing", document=document.id, error=type(error).__name__)
        raise Unavailable(
            "original_missing", "存储中找不到这份原件。", "请联系管理员检查存储，或重新上传。"
        ) from None


def page_image(who: Actor, service: Service, document_id: str, page: int, width: int) -> bytes:
    """PNG of one page (1-based), ``width`` pixels wide. NotFound beyond the last page."""
    with service.database.transaction() as session:
        document = get_document(who, session, document_id)
        run = latest_run(who, session, document.twin_of or document.id)
    if not 1 <= page <= (document.pages_total or 0):
        raise NotFound("这一页")
    try:
        return service.readers.page_image(
            document.sha256,
            page,
            width,
            _rotation(run, page),
            lambda: content_for_people(service, document),
        )
    except ReaderFailure as failure:
        raise Unacceptable(failure.code, failure.message, "可下载原件查看。") from None


def _rotation(run: ExtractionRun | None, page: int) -> int | None:
    """The clockwise turn the page was read with, so that boxes and image agree."""
    rotations = run.extraction["file"].get("page_rotations") if run else None
    return rotations[page - 1] if rotations and page <= len(rotations) else None
