"""An office of its own for a measurement: a data folder, a mailbox, and the processes over it, started
as in an office and killed as by a power cut."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sqlalchemy import func, select

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.db import Database
from services.api.documents.document import Document
from services.api.inbox.account import MailAccount
from services.api.inbox.message import MailMessage
from services.api.inbox.secret import encrypt
from services.api.migrations import upgrade
from services.api.settings import Settings
from services.vocabulary import DocumentState, MailState
from tests.servers.dovecot import PASSWORD, MailServerProcess
from tests.servers.process import free_port

_LONGEST = 7200.0  # s


class Broken(Exception):
    """A promise is not kept; the words say which."""


@dataclass
class Office:
    """A data folder with one mailbox, and the processes over it."""

    folder: Path
    server: MailServerProcess
    user: str
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.settings = Settings(data_dir=self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = Database(self.settings.database)
        upgrade(self.database)
        with self.database.transaction() as session:
            self.who: Actor = actor_of(ensure_local_administrator(session))
            session.add(
                MailAccount(
                    organisation_id=self.who.organisation_id,
                    name="法院邮箱",
                    provider="government",
                    host=self.server.host,
                    port=self.server.port,
                    security="none",
                    username=self.user,
                    secret=encrypt(self.settings, PASSWORD),
                    folders=["INBOX"],
                    since=None,
                )
            )

    def start(self, command: str) -> None:
        """`yingsu serve` or `yingsu worker`, its log beside the data."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("YINGSU_")}
        environment = {
            **kept,
            "YINGSU_DATA_DIR": str(self.folder),
            "YINGSU_PORT": str(free_port()),
            "YINGSU_READERS": "1",
            "YINGSU_SWEEP_SECONDS": "1",
            # A file that costs two readers is set aside as dangerous. Here it is we who kill them.
            "YINGSU_READ_ATTEMPTS": "5",
        }
        with (self.folder / f"{command}.log").open("ab") as log:
            self.processes[command] = subprocess.Popen(
                [sys.executable, "-m", "services.cli", command],
                stdout=log,
                stderr=log,
                env=environment,
                start_new_session=True,
            )

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(20)
            process.kill()
        self.processes.clear()

    def kill(self, command: str) -> None:
        """kill -9, and start it again, as the system's service manager would."""
        process = self.processes[command]
        process.kill()
        process.wait()
        self.start(command)

    def kill_a_reader(self, rng: random.Random) -> bool:
        """kill -9 one reader of some process; False when none is at work."""
        readers = []
        for process in self.processes.values():
            with suppress(psutil.Error):
                readers += [
                    child.pid
                    for child in psutil.Process(process.pid).children(recursive=True)
                    if "services.extractor.worker" in child.cmdline()
                ]
        if not readers:
            return False
        with suppress(ProcessLookupError):
            os.kill(rng.choice(readers), signal.SIGKILL)
        return True

    def unsettled(self) -> int:
        """Mails and documents that still wait for something."""
        with self.database.transaction() as session:
            waiting = session.scalar(
                select(func.count())
                .select_from(MailMessage)
                .where(MailMessage.state.in_((MailState.SEEN, MailState.STORED)))
            )
            reading = session.scalar(
                select(func.count())
                .select_from(Document)
                .where(Document.state.in_((DocumentState.RECEIVED, DocumentState.READING)))
            )
        return int(waiting or 0) + int(reading or 0)

    def seen(self) -> int:
        with self.database.transaction() as session:
            return session.scalar(select(func.count()).select_from(MailMessage)) or 0

    def wait(self, number: int) -> float:
        """Until ``number`` mails are seen and everything is settled; the seconds it took."""
        begun = time.monotonic()
        told = begun
        while self.seen() < number or self.unsettled():
            time.sleep(0.5)
            if time.monotonic() - told > 60:
                told = time.monotonic()
                print(f"  {self.seen()} seen, {self.unsettled()} unsettled", flush=True)
            if time.monotonic() - begun > _LONGEST:
                raise Broken(f"not settled in {_LONGEST:.0f} s: {self.unsettled()} left")
        return time.monotonic() - begun

    def audit(self) -> tuple[int, str]:
        """Exit code and words of `yingsu inbox audit`."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("YINGSU_")}
        done = subprocess.run(
            [sys.executable, "-m", "services.cli", "inbox", "audit"],
            env={**kept, "YINGSU_DATA_DIR": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout.strip() or done.stderr.strip()


@contextmanager
def offices(server: MailServerProcess, *users: str) -> Iterator[list[Office]]:
    """One for each user of the mail server, stopped and deleted on leaving."""
    with ExitStack() as leaving:
        made = []
        for user in users:
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="yingsu-inbox-")))
            office = Office(folder / "data", server, user)
            leaving.callback(office.stop)
            leaving.callback(office.database.dispose)
            made.append(office)
        yield made
