"""From received to read: the work a job carries."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import structlog
from sqlalchemy.exc import IntegrityError

from services.api.accounts.store import office, service_actor
from services.api.cases.match import propose_case
from services.api.documents import progress
from services.api.documents.content import content_of
from services.api.intake.container import keep_members
from services.api.readers import ReaderFailure, ReadersClosed
from services.api.service import Service
from services.vocabulary import DocumentState

PROGRESS_EVERY = 0.5  # s between progress rows of one document

log = structlog.get_logger("yingsu.intake")


class ReadingWork:
    """``jobs.Work`` over the documents of every office."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def unread(self) -> Sequence[tuple[str, int]]:
        with self._service.database.transaction() as session:
            return progress.unread(session, DocumentState.RECEIVED, DocumentState.READING)

    def read(self, document_id: str, attempt: int) -> None:
        try:
            read_document(self._service, document_id, attempt)
        except ReadersClosed:
            log.info("interrupted", document=document_id, attempt=attempt)  # its row still says so


def read_document(
    service: Service, document_id: str, attempt: int, watch: Callable[[int, int], None] | None = None
) -> None:
    """Read one document and save papers, facts and proposed cases in one transaction. Does nothing
    when this attempt is finished; ends in ``read``, ``refused`` or ``failed``, each with its cause."""
    database = service.database
    with database.transaction() as session:
        document = progress.begin_reading(session, document_id, attempt)
        if document is None:
            return
        who = service_actor(document.organisation_id)
        names = office(who, session).names_of_its_mail
    started = time.monotonic()
    try:
        content = content_of(service, document)
        extraction = service.readers.read(
            content, document.name, _reporter(service, document_id, attempt, watch), names
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
    except IntegrityError:
        # The unique (document, attempt): another worker finished this attempt first.
        log.info("already_saved", document=document_id, attempt=attempt)


def _reporter(
    service: Service, document_id: str, attempt: int, watch: Callable[[int, int], None] | None
) -> Callable[[int, int], None]:
    last = 0.0

    def report(done: int, total: int) -> None:
        nonlocal last
        if watch:
            watch(done, total)
        if done < total and time.monotonic() - last < PROGRESS_EVERY:
            return
        last = time.monotonic()
        with service.database.transaction() as session:
            progress.note_progress(session, document_id, attempt, done, total)

    return report


def _cause(failure: Exception) -> tuple[str, str]:
    if isinstance(failure, ReaderFailure):
        return failure.code, failure.message
    return "original_missing", "存储中找不到这份原件。请联系管理员检查存储，或重新上传。"
