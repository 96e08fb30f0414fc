"""Taking a file in: size, bytes stored durably, the row committed, and only then an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import BinaryIO

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.db import now
from services.api.documents.document import Document
from services.api.documents.store import first_with_hash, with_idempotency_key
from services.api.errors import TooLarge, Unacceptable
from services.api.service import Service
from services.extractor.scanner import scanner_profiles
from services.vocabulary import DocumentState

_ANSWERED = (DocumentState.READ, DocumentState.RECEIVED, DocumentState.READING)


def receive(
    who: Actor,
    service: Service,
    name: str,
    stream: BinaryIO,
    *,
    origin: str = "upload",
    idempotency_key: str | None = None,
    scanner: str | None = None,
    tag: str | None = None,
    also: Callable[[Session, Document], None] | None = None,
) -> Document:
    """Store the file and its row; the returned document is committed in state ``received``.

    The same bytes a second time become a row of their own, linked by ``twin_of`` to the first and not
    read again. The same ``idempotency_key`` again within ``idempotency_days`` gives the first answer.
    ``scanner`` is a profile of models/scanners.yaml, ``tag`` a word of the office's own, ``also`` what
    belongs into the same transaction. An empty file is a document too: the reader says what is wrong
    with it. TooLarge beyond the size limit; Unacceptable; StorageFull; StorageDown.
    """
    if scanner is not None and scanner not in scanner_profiles():
        raise Unacceptable("unknown_choice", "没有这种扫描方式。", "请从列表中选择。")
    data = _bounded(stream, service.settings.max_upload_bytes)
    sha256 = service.storage.put(data)

    def keep() -> Document:
        with service.database.transaction() as session:
            if idempotency_key:
                earlier = _answered(who, service, session, idempotency_key, sha256)
                if earlier is not None:
                    return earlier
            document = new_document(who, session, name, sha256, len(data), origin=origin)
            document.idempotency_key = idempotency_key
            document.scanner, document.tag = scanner, tag
            if also:
                session.flush()
                also(session, document)
        return document

    try:
        return keep()
    except IntegrityError:
        if not idempotency_key:
            raise
        return keep()  # the same request came twice at once: the other one was faster


def _answered(who: Actor, service: Service, session: Session, key: str, sha256: str) -> Document | None:
    """What an earlier request with this key received. A key that is past its time is free again."""
    earlier = with_idempotency_key(who, session, key)
    if earlier is None:
        return None
    if now() - earlier.received_at > timedelta(days=service.settings.idempotency_days):
        earlier.idempotency_key = None
        session.flush()
        return None
    if earlier.sha256 != sha256:
        raise Unacceptable(
            "idempotency_key_reused",
            "同一个Idempotency-Key用于了另一份文件。",
            "请为每份文件换一个新的值。",
        )
    return earlier


def new_document(
    who: Actor, session: Session, name: str, sha256: str, size: int, *, origin: str
) -> Document:
    """The row of a file whose bytes are stored: to be read, or a twin of one that was."""
    first = first_with_hash(who, session, sha256)
    twin = first if first is not None and first.state in _ANSWERED else None
    document = Document(
        organisation_id=who.organisation_id,
        sha256=sha256,
        name=_plain_name(name),
        media_type=twin.media_type if twin else "application/octet-stream",
        size=size,
        state=twin.state if twin else DocumentState.RECEIVED,
        received_by=who.user_id,
        origin=origin,
        twin_of=twin.id if twin else None,
        pages_total=twin.pages_total if twin else None,
    )
    session.add(document)
    return document


def _bounded(stream: BinaryIO, limit: int) -> bytes:
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(
            "file_too_large", f"文件超过{limit // 1024 // 1024} MB，未接收。", "请压缩或拆分后再上传。"
        )
    return data


def _plain_name(name: str) -> str:
    """The file's own name without folders and control characters, at most 300 characters."""
    bare = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(ch for ch in bare if ch.isprintable()).strip()[:300] or "未命名"
