"""From received to read: the work a job carries."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import suppress

import structlog
from sqlalchemy.exc import IntegrityError, OperationalError

from services.api.accounts.store import office, service_actor
from services.api.cases.match import propose_case
from services.api.documents import progress
from services.api.documents.content import content_of
from services.api.documents.copies import attach_copies
from services.api.documents.document import Document
from services.api.intake.container import keep_members
from services.api.readers import ReaderFailure, ReadersClosed
from services.api.receipts.messages import keep_message
from services.api.service import Service
from services.api.storage import StorageDown, StorageFull
from services.vocabulary import DocumentState

PROGRESS_EVERY = 0.5  # s between progress rows of one document
_TRIES_WITH_AN_ERROR = 3
_RAISED = (
    "reading_failed",
    "处理这份文件时程序多次出错，已隔离，其他文件不受影响。请重新读取；仍不行请另存或重新扫描后上传。",
)

log = structlog.get_logger("yingsu.intake")


class ReadingWork:
    """``jobs.Work`` over the documents of every office."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def unread(self) -> Sequence[tuple[str, int]]:
        with self._service.database.transaction() as session:
            return progress.unread(session, DocumentState.RECEIVED, DocumentState.READING)

    def read(self, document_id: str, attempt: int) -> None:
        """Read one document. What is wrong with it ends in its row; what is wrong around it (store
        gone, disk full, database locked) is raised, so that it is carried again later."""
        try:
            read_document(self._service, document_id, attempt)
        except ReadersClosed:
            log.info("interrupted", document=document_id, attempt=attempt)  # its row still says so
            self._not_its_fault(document_id, attempt)
        except (StorageDown, StorageFull, OperationalError):
            self._not_its_fault(document_id, attempt)
            raise
        except Exception:
            log.exception("reading_raised", document=document_id, attempt=attempt)
            if not self._quarantined(document_id, attempt):
                raise

    def _not_its_fault(self, document_id: str, attempt: int) -> None:
        with suppress(OperationalError), self._service.database.transaction() as session:
            progress.not_its_fault(session, document_id, attempt)

    def _quarantined(self, document_id: str, attempt: int) -> bool:
        """Set a document aside that raised an error for the third time; the others go on."""
        with self._service.database.transaction() as session:
            row = session.get(Document, document_id)
            if row is None or row.tries < _TRIES_WITH_AN_ERROR:
                return False
            progress.give_up(session, document_id, attempt, *_RAISED)
            return True


def read_document(
    service: Service, document_id: str, attempt: int, watch: Callable[[int, int], None] | None = None
) -> None:
    """Read one document and save papers, facts and proposed cases in one transaction. Does nothing
    when this attempt is finished; ends in ``read``, ``refused`` or ``failed``, each with its cause."""
    database = service.database
    with database.transaction() as session:
        document = progress.begin_reading(
            session, document_id, attempt, most_tries=service.settings.quarantine_after
        )
        if document is None:
            return
        who = service_actor(document.organisation_id)
        names = office(who, session).names_of_its_mail
    started = time.monotonic()
    try:
        content = content_of(service, document)
        extraction = service.readers.read(
            content,
            document.name,
            _reporter(service, document_id, attempt, watch),
            names,
            document.scanner,
        )
        opened = service.readers.unpack(content, document.name) if "members" in extraction else None
    except (ReaderFailure, KeyError, OSError) as failure:
        code, message = _cause(failure)
        log.warning("reading_failed", document=document_id, attempt=attempt, code=code)
        with database.transaction() as session:
            progress.give_up(session, document_id, attempt, code, message)
        return
    seconds = time.monotonic() - started
    try:
        if opened is not None:
            keep_members(service, document, attempt, extraction, opened, seconds=seconds)
            return
        with database.transaction() as session:
            papers = progress.save_run(session, document_id, attempt, extraction, seconds)
            for paper in papers:
                case = propose_case(who, session, paper)
                paper.case_id = case.id if case else None
            attach_copies(who, session, papers)
            keep_message(who, session, document_id, extraction)
    except IntegrityError:
        # The unique (document, attempt): another worker finished this attempt first.
        log.info("already_saved", document=document_id, attempt=attempt)


def _reporter(
    service: Service, document_id: str, attempt: int, watch: Callable[[int, int], None] | None
) -> Callable[[int, int], None]:
    last = time.monotonic()  # what is read in less needs no progress

    def report(done: int, total: int) -> None:
        nonlocal last
        if watch:
            watch(done, total)
        if time.monotonic() - last < PROGRESS_EVERY:
            return
        last = time.monotonic()
        with service.database.transaction() as session:
            progress.note_progress(session, document_id, attempt, done, total)

    return report


def _cause(failure: Exception) -> tuple[str, str]:
    if isinstance(failure, ReaderFailure):
        return failure.code, failure.message
    return "original_missing", "存储中找不到这份原件。请联系管理员检查存储，或重新上传。"
