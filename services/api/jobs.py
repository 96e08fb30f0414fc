"""Carrying work to readers: a durable queue on DBOS, swept from the rows that are the truth.

The database row says whether a document is read; DBOS only carries the work, so a crash between the
two loses nothing: the sweeper puts every unread row into the queue under the workflow id
``document:<id>:<attempt>``, which a second time changes nothing. Each process runs under an executor
id of its own and holds a lock on it for life; whoever can take a dead one's lock hands its unfinished
work to the queue again.
"""

from __future__ import annotations

import fcntl
import logging
import os
import socket
import sqlite3
import threading
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Protocol

import structlog
from dbos import DBOS, DBOSConfig, SetWorkflowID, WorkflowStatus
from sqlalchemy import Connection, Engine, create_engine, make_url, text
from sqlalchemy.pool import NullPool

from services.api.db import new_id
from services.api.settings import Settings

QUEUE = "documents"
WORKFLOW = "read_document"
# Work queued by one version of this code is carried by the next: the arguments never change meaning.
APPLICATION_VERSION = "1"
QUEUE_POLL = 0.2  # s
AHEAD = 3  # documents taken from the queue before a reader is free: a small one is read in less than
# a look at the queue takes to come round
WINDOW = 500  # rows in the queue at a time, the oldest: a sweep of ten thousand costs no more
REAP_EVERY = 3  # sweeps
LONGEST_WAIT = 300  # s before a row that was left unread again and again is tried once more
_ENDED = {"ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED", "SUCCESS"}

log = structlog.get_logger("yingsu.jobs")


class Work(Protocol):
    """What is carried, told by the database rows."""

    def unread(self) -> Sequence[tuple[str, int]]:
        """(document id, attempt) of everything still to be read."""
        ...

    def read(self, document_id: str, attempt: int) -> None:
        """Read one document; safe to run again, and a finished one does nothing."""
        ...


class Jobs:
    """The running queue of one process. Only ``serve`` and ``worker`` make one."""

    def __init__(self, settings: Settings, work: Work) -> None:
        self._settings = settings
        self._work = work
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._free = threading.BoundedSemaphore(max(1, settings.readers))
        self._sweeper = threading.Thread(target=self._sweep_forever, name="sweeper", daemon=True)
        self.executor_id = f"{socket.gethostname()}-{new_id()[:12]}"
        self._liveness = _liveness(settings)

    def launch(self) -> None:
        """Start carrying. Takes the executor's lock first, so that nobody reaps us."""
        url = self._settings.jobs_database
        _prepare_sqlite(url)
        self._liveness.hold(self.executor_id)
        logging.getLogger("dbos").setLevel(logging.WARNING)
        config: DBOSConfig = {
            "name": "yingsu",
            "system_database_url": url,
            "executor_id": self.executor_id,
            "application_version": APPLICATION_VERSION,
            "log_level": "WARNING",
        }
        DBOS(config=config)
        work, free = self._work, self._free

        @DBOS.workflow(name=WORKFLOW)
        def read_document(document_id: str, attempt: int) -> None:
            with free:
                work.read(document_id, attempt)

        self._workflow = read_document
        DBOS.launch()
        DBOS.register_queue(
            QUEUE,
            worker_concurrency=max(1, self._settings.readers) + AHEAD,
            polling_interval_sec=QUEUE_POLL,
            on_conflict="always_update",
        )
        self._sweeper.start()

    def wake(self) -> None:
        """Something new was received: sweep now."""
        self._wake.set()

    def close(self) -> None:
        """Stop sweeping and carrying; unfinished work goes on at the next start."""
        self._stopping.set()
        self._wake.set()
        if self._sweeper.is_alive():
            self._sweeper.join()
        DBOS.destroy(destroy_registry=True)
        self._liveness.release()

    def sweep(self) -> None:
        """Queue the oldest unread rows that nothing carries. A carrier may end and leave its row
        unread: the store did not answer, the service was stopped in mid-reading. Then another follows
        it, under ``document:<id>:<attempt>.<n>``, later each time."""
        unread = dict(islice(self._unread().items(), WINDOW))
        if not unread:
            return
        carriers = self._carriers(list(unread))
        for workflow_id, row in unread.items():
            if workflow_id not in carriers:
                self._enqueue(workflow_id, row)
        left = {each: runs for each, runs in carriers.items() if _over(runs)}
        if left:
            # Ask the rows again: one may have been read between the two questions.
            still = self._unread()
            for workflow_id in still.keys() & left.keys():
                self._enqueue(f"{workflow_id}.{len(left[workflow_id]) + 1}", still[workflow_id])

    def _unread(self) -> dict[str, tuple[str, int]]:
        return {f"document:{each}:{attempt}": (each, attempt) for each, attempt in self._work.unread()}

    def _carriers(self, workflow_ids: list[str]) -> dict[str, list[WorkflowStatus]]:
        """Each of these workflows that there is, with those that followed it."""
        first = DBOS.list_workflows(workflow_ids=workflow_ids, load_input=False, load_output=False)
        runs = {each.workflow_id: [each] for each in first}
        ended = [f"{each.workflow_id}." for each in first if each.status in _ENDED]
        if ended:
            later = DBOS.list_workflows(workflow_id_prefix=ended, load_input=False, load_output=False)
            for each in later:
                runs[each.workflow_id.rsplit(".", 1)[0]].append(each)
        return runs

    def _enqueue(self, workflow_id: str, row: tuple[str, int]) -> None:
        """Under an id that is there already this changes nothing."""
        with SetWorkflowID(workflow_id):
            DBOS.enqueue_workflow(QUEUE, self._workflow, *row)

    def reap(self) -> list[str]:
        """Queue again what executors that are no longer alive had begun; their workflow ids."""
        pending = DBOS.list_workflows(status="PENDING", load_input=False, load_output=False)
        by_executor: dict[str, list[str]] = {}
        for status in pending:
            if status.executor_id and status.executor_id != self.executor_id:
                by_executor.setdefault(status.executor_id, []).append(status.workflow_id)
        taken: list[str] = []
        for executor_id, workflow_ids in by_executor.items():
            if self._liveness.is_dead(executor_id):
                DBOS.resume_workflows(workflow_ids, queue_name=QUEUE)
                taken += workflow_ids
        return taken

    def _sweep_forever(self) -> None:
        turn = 0
        while not self._stopping.is_set():
            self._wake.clear()
            try:
                if turn % REAP_EVERY == 0:
                    self.reap()
                self.sweep()
            except Exception:
                log.exception("sweep_failed")
            turn += 1
            self._wake.wait(self._settings.sweep_seconds)


def _over(runs: Sequence[WorkflowStatus]) -> bool:
    """Whether every run has ended, and long enough ago to try again: 2 s, 4 s, 8 s …"""
    if any(each.status not in _ENDED for each in runs):
        return False
    ended = max(each.updated_at or 0 for each in runs) / 1000
    wait: float = min(2.0 ** len(runs), LONGEST_WAIT)
    return time.time() - ended >= wait


class Taken(Exception):
    """Another process holds the lock."""


class _Liveness(Protocol):
    """Locks that their holder's death releases. ``hold`` raises Taken."""

    def hold(self, executor_id: str) -> None: ...

    def is_dead(self, executor_id: str) -> bool: ...

    def release(self) -> None: ...


class _FileLocks:
    """One locked file per executor, for processes that share a data folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._handle: int | None = None
        self._mine: Path | None = None

    def hold(self, executor_id: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._folder / executor_id
        while True:
            handle = os.open(place, os.O_CREAT | os.O_RDWR, 0o600)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if os.fstat(handle).st_ino == place.stat().st_ino:
                    break
            except BlockingIOError:
                os.close(handle)
                raise Taken from None
            except FileNotFoundError:
                pass  # its last holder took the file away between opening and locking
            os.close(handle)
        self._mine, self._handle = place, handle

    def is_dead(self, executor_id: str) -> bool:
        place = self._folder / executor_id
        try:
            handle = os.open(place, os.O_RDWR)
        except FileNotFoundError:
            return True
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(handle)
        place.unlink(missing_ok=True)
        return True

    def release(self) -> None:
        if self._handle is not None and self._mine is not None:
            self._mine.unlink(missing_ok=True)
            os.close(self._handle)
            self._handle = None


class _AdvisoryLocks:
    """One PostgreSQL advisory lock per executor, on a connection kept open for life."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = create_engine(url, poolclass=NullPool, isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None

    def hold(self, executor_id: str) -> None:
        self._connection = self._engine.connect()
        if not _try_lock(self._connection, executor_id):
            self.release()
            raise Taken

    def is_dead(self, executor_id: str) -> bool:
        with self._engine.connect() as connection:  # closing it releases the lock
            return _try_lock(connection, executor_id)

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


def exclusive(settings: Settings, name: str) -> _Liveness | None:
    """A lock on ``name`` that this process's death releases, None while another holds it. The caller
    releases it."""
    lock = _liveness(settings)
    try:
        lock.hold(name)
    except Taken:
        return None
    return lock


def _try_lock(connection: Connection, executor_id: str) -> bool:
    return bool(
        connection.scalar(
            text("SELECT pg_try_advisory_lock(hashtext('yingsu'), hashtext(:id))"), {"id": executor_id}
        )
    )


def _liveness(settings: Settings) -> _Liveness:
    if make_url(settings.jobs_database).get_backend_name() == "postgresql":
        return _AdvisoryLocks(settings.jobs_database)
    return _FileLocks(settings.data_dir / "executors")


def _prepare_sqlite(url: str) -> None:
    """WAL on the queue's own file, so that its pollers and writers do not block each other."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite" and parsed.database:
        connection = sqlite3.connect(parsed.database)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
