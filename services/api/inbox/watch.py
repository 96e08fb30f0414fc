"""Watching mailboxes: one thread per mailbox in the process that got its lock, and one that starts
them.

Every process that reads may watch; a lock on the mailbox, which its holder's death releases, lets one
do it. What is to be done stands in the rows: a mail seen, stored or opened before a crash is taken up
from there by whoever watches next."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from datetime import timedelta

import structlog
from imap_tools.errors import UnexpectedCommandStatusError
from sqlalchemy.exc import SQLAlchemyError

from services.api.accounts.account import Actor
from services.api.accounts.store import service_actor
from services.api.db import now
from services.api.errors import NotFound
from services.api.inbox import progress, store
from services.api.inbox.account import MailAccount
from services.api.inbox.diagnose import MailProblem, diagnose
from services.api.inbox.fetch import place_of, take_in
from services.api.inbox.open import open_mail
from services.api.inbox.progress import Folder
from services.api.inbox.server import FolderMissing, MailServer, Refused
from services.api.jobs import exclusive
from services.api.readers import ReadersClosed
from services.api.service import Service

LOOK_EVERY = 2.0  # s between looks at what mailboxes there are and what waits
LOCK_AGAIN = 5.0  # s before a mailbox another process watches is asked for again
FIRST_WAIT = 5.0  # s after the first failure; twice as long each time
LONGEST_WAIT = 15 * 60.0
FULL_EVERY = 3600.0  # s between comparisons of every UID with the rows
OPEN_AT_ONCE = 50  # mails opened between two looks at whether we are to stop

log = structlog.get_logger("yingsu.inbox")


class Inbox:
    """The watchers of one process. ``wake`` tells the jobs that documents were received."""

    def __init__(self, service: Service, wake: Callable[[], None]) -> None:
        self._service = service
        self._wake = wake
        self._stopping = threading.Event()
        self._watchers: dict[str, _Watcher] = {}
        self._thread = threading.Thread(target=self._look, name="inbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop watching; what is unfinished is taken up at the next start."""
        self._stopping.set()
        for watcher in self._watchers.values():
            watcher.stopping.set()
        for thread in (self._thread, *self._watchers.values()):
            if thread.is_alive():
                thread.join(timeout=10)

    def _look(self) -> None:
        while not self._stopping.is_set():
            try:
                self._start_and_stop()
            except ReadersClosed:
                return
            except Exception:
                log.exception("look_failed")
            self._stopping.wait(LOOK_EVERY)

    def _start_and_stop(self) -> None:
        with self._service.database.transaction() as session:
            watched = progress.watched_accounts(session)
            work = progress.accounts_with_work(session)
        wanted = {account: (office, version) for office, account, version in watched}
        for account_id, watcher in list(self._watchers.items()):
            office_and_version = wanted.get(account_id)
            if office_and_version is None or office_and_version[1] != watcher.version:
                watcher.stopping.set()
            if not watcher.is_alive():
                del self._watchers[account_id]
        for account_id, (office, version) in wanted.items():
            if account_id not in self._watchers and not self._stopping.is_set():
                started = _Watcher(
                    self._service, service_actor(office), account_id, version=version, wake=self._wake
                )
                self._watchers[account_id] = started
                started.start()
        for office, account_id in work:
            if account_id in self._watchers:
                self._watchers[account_id].work.set()
            elif account_id not in wanted:
                self._open_unwatched(service_actor(office), account_id)

    def _open_unwatched(self, who: Actor, account_id: str) -> None:
        """Mails that were stored before their mailbox was switched off."""
        lock = exclusive(self._service.settings, f"mailbox-{account_id}")
        if lock is None:
            return
        try:
            open_waiting(who, self._service, account_id, self._wake, self._stopping)
        finally:
            lock.release()


class _Watcher(threading.Thread):
    """Watches one mailbox until ``stopping``. ``work`` is set when a mail is to be opened."""

    def __init__(
        self,
        service: Service,
        who: Actor,
        account_id: str,
        *,
        version: int,
        wake: Callable[[], None],
    ) -> None:
        super().__init__(name=f"mailbox-{account_id[:8]}", daemon=True)
        self.version = version
        self.stopping = threading.Event()
        self.work = threading.Event()
        self._service = service
        self._who = who
        self._account_id = account_id
        self._wake = wake
        self._failures = 0

    def run(self) -> None:
        while not self.stopping.is_set():
            lock = exclusive(self._service.settings, f"mailbox-{self._account_id}")
            if lock is None:
                self.stopping.wait(LOCK_AGAIN)
                continue
            try:
                self._hold()
            except ReadersClosed:
                return
            finally:
                lock.release()

    def _hold(self) -> None:
        """Connect, and connect again after each failure, later each time."""
        while not self.stopping.is_set():
            account: MailAccount | None = None
            try:
                self._open()  # whatever the server does, what is stored is opened
                account = self._account()
                with MailServer(place_of(self._service, account), self._service.settings) as server:
                    self._serve(account, server)
            except (ReadersClosed, NotFound):
                raise ReadersClosed from None
            except Exception as error:
                self._failures += 1
                self._note_failure(account, error)

    def _serve(self, account: MailAccount, server: MailServer) -> None:
        """Take in what is there, then wait for what comes. Before waiting, the last thing the server
        was asked is what the first folder holds, and the answer was nothing new: what comes after
        that is told by IDLE. (What came during other commands was told then, and would not be told
        again.)"""
        folders = [str(folder) for folder in account.folders]
        full_at = 0.0
        while not self.stopping.is_set():
            full = time.monotonic() >= full_at
            if full:
                full_at = time.monotonic() + FULL_EVERY
            problem = self._act(account, server)
            found, refused = 0, None
            for folder in folders[::-1]:
                try:
                    found += self._take_in(account, server, folder, full)
                except Refused as error:  # of one mail: the other folders first
                    refused = error
            self._open()
            if refused:
                raise refused
            self._note_success(server, problem)
            if not found:
                server.wait(self._service.settings.mail_poll_seconds, _Either(self.stopping, self.work))
                self.work.clear()

    def _act(self, account: MailAccount, server: MailServer) -> MailProblem | None:
        """Flag or move what was stored before. That this fails keeps no mail from being taken in."""
        try:
            act(self._who, self._service, account, server)
        except (Refused, FolderMissing, UnexpectedCommandStatusError) as error:
            log.warning("not_acted", account=self._account_id, error=type(error).__name__)
            cause = f"邮件都已收下，但没能按“收下之后”的设置处理：{str(error)[:200]}。"
            return MailProblem("not_acted", cause, "请核对文件夹名称，以及邮箱是否允许移动和加星标。")
        return None

    def _take_in(self, account: MailAccount, server: MailServer, folder: str, full: bool) -> int:
        return take_in(
            self._who, self._service, account, server, folder, full=full, stored=self._stored
        )

    def _stored(self) -> None:
        """After each mail: open it, and give up between two when we are to stop."""
        self._open()
        if self.stopping.is_set():
            raise ReadersClosed

    def _open(self) -> None:
        open_waiting(self._who, self._service, self._account_id, self._wake, self.stopping)

    def _account(self) -> MailAccount:
        with self._service.database.transaction() as session:
            return store.get_account(self._who, session, self._account_id)

    def _note_success(self, server: MailServer, problem: MailProblem | None) -> None:
        self._failures = 0
        with self._service.database.transaction() as session:
            row = store.get_account(self._who, session, self._account_id)
            row.checked_at, row.problem = now(), problem.to_json() if problem else {}
            row.failing_since = row.next_try_at = None
            row.waits_by = "idle" if server.can_idle else "poll"

    def _note_failure(self, account: MailAccount | None, error: Exception) -> None:
        """Say on the row what is wrong, and wait."""
        host, provider = (account.host, account.provider) if account else ("", "")
        problem = diagnose(error, host, provider)
        wait = min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** (self._failures - 1)) * random.uniform(0.8, 1.2)
        level = log.exception if problem.code == "internal" else log.warning
        level("mailbox_failed", account=self._account_id, code=problem.code, wait=round(wait))
        try:
            with self._service.database.transaction() as session:
                row = store.get_account(self._who, session, self._account_id)
                row.problem, row.waits_by = problem.to_json(), ""
                row.failing_since = row.failing_since or now()
                row.next_try_at = now() + timedelta(seconds=wait)
        except (SQLAlchemyError, NotFound):
            log.warning("failure_not_noted", account=self._account_id)
        self.stopping.wait(wait)


class _Either(threading.Event):
    """Set when one of two events is; waiting for it looks at both."""

    def __init__(self, one: threading.Event, other: threading.Event) -> None:
        super().__init__()
        self._events = (one, other)

    def is_set(self) -> bool:
        return any(event.is_set() for event in self._events)

    def wait(self, timeout: float | None = None) -> bool:
        left = timeout if timeout is not None else float("inf")
        while left > 0 and not self.is_set():
            self._events[0].wait(min(1.0, left))
            left -= 1.0
        return self.is_set()


def act(who: Actor, service: Service, account: MailAccount, server: MailServer) -> None:
    """Flag or move what is stored with all its parts, when that was asked for."""
    if account.afterwards == "nothing":
        return
    for name in map(str, account.folders):
        folder = Folder(account.id, name, server.open(name))
        with service.database.transaction() as session:
            waiting = progress.to_act_on(who, session, folder)
        if not waiting:
            continue
        server.open(name, to_change=True)
        for mail_id, uid in waiting:
            server.act(uid, account.afterwards, account.move_to)
            with service.database.transaction() as session:
                row = progress.take_mail(who, session, mail_id)
                if row is not None:
                    row.acted_at = now()


def open_waiting(
    who: Actor,
    service: Service,
    account_id: str,
    wake: Callable[[], None],
    stopping: threading.Event,
) -> None:
    """Open every stored mail of a mailbox that is due; ``wake`` when documents came of it."""
    while not stopping.is_set():
        with service.database.transaction() as session:
            due = progress.to_open(who, session, account_id, OPEN_AT_ONCE)
        if not due:
            return
        for mail_id in due:
            if stopping.is_set():
                return
            if open_mail(who, service, mail_id):
                wake()
