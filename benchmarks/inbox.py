"""A mailbox of SIZE mails taken in twice: undisturbed, and with processes killed at random moments.

`make stress PART=inbox`: a real dovecot, `yingsu serve` and `yingsu worker` as they are started in an
office. Promises: every mail and part stands on the ledger and the sums are exact; after any number of
kills the final state is that of the undisturbed run; `yingsu inbox audit` finds no difference; a new
mail is a document within ten seconds. Figures in results/inbox.json.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from sqlalchemy import func, select

from benchmarks.mails import Sent, mails
from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.db import Database
from services.api.documents.document import Document, ExtractionRun, Paper
from services.api.inbox import store, tally
from services.api.inbox.account import MailAccount
from services.api.inbox.ledger import DaySum
from services.api.inbox.message import MailMessage, MailPart
from services.api.inbox.secret import encrypt
from services.api.migrations import upgrade
from services.api.settings import Settings
from services.vocabulary import DocumentState
from tests.servers.dovecot import PASSWORD, MailServerProcess, running_dovecot
from tests.servers.process import free_port

RESULTS = Path(__file__).parent / "results" / "inbox.json"
KILLS = 50
LATENCIES = 20
TEN_SECONDS = 10.0
_EVER = (date(1970, 1, 1), date(9999, 12, 1))
_STILL = 8.0  # s without change after which nothing more is coming
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
                .where(MailMessage.state.in_(("seen", "stored")))
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

    def days(self) -> list[DaySum]:
        with self.database.transaction() as session:
            return tally.sums_between(self.who, session, *_EVER)

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


def final_state(office: Office) -> dict[str, Any]:
    """Everything that must not depend on what was killed when: by UID what became of a mail and its
    parts, by sha256 what became of a file. Of equal files, which one was the first may differ."""
    with office.database.transaction() as session:
        rows = session.scalars(select(MailMessage).order_by(MailMessage.uid)).all()
        parts: dict[str, list[MailPart]] = {row.id: [] for row in rows}
        for part in store.parts_of(office.who, session, *parts):
            parts[part.mail_id].append(part)
        uid_of = {row.id: row.uid for row in rows}
        said = {
            row.uid: {
                "state": row.state,
                "sha256": row.sha256,
                "first": uid_of.get(row.duplicate_of or ""),
                "parts": [
                    (p.path, p.kind, p.because, p.sha256, p.document_id is not None)
                    for p in parts[row.id]
                ],
            }
            for row in rows
        }
        return {"mails": said, "files": _files(session)}


def _files(session: Any) -> dict[str, Any]:
    """By sha256: how many documents, what became of them, how often they were read, and their
    papers."""
    papers = Counter(session.scalars(select(Paper.document_id)))
    kinds: dict[str, list[str]] = {}
    for document_id, kind in session.execute(select(Paper.document_id, Paper.kind)):
        kinds.setdefault(document_id, []).append(kind)
    runs = Counter(session.scalars(select(ExtractionRun.document_id)))
    files: dict[str, Any] = {}
    for row in session.scalars(select(Document)):
        file = files.setdefault(row.sha256, {"documents": 0, "became": set(), "doubled": False})
        file["documents"] += 1
        if row.twin_of is None:
            codes = tuple(sorted(problem["code"] for problem in row.problems))
            file["became"].add((row.state, tuple(sorted(kinds.get(row.id, ()))), codes))
            file["doubled"] |= runs[row.id] > row.attempt
        elif papers[row.id] or runs[row.id]:
            file["doubled"] = True
    return files


def check_ledger(office: Office, sent: Sequence[Sent], folder_mails: int) -> dict[str, int]:
    """The sums of the ledger are exact: mails against what was delivered, parts against what the
    composer of each well-formed mail put in, every day against itself. Raises Broken."""
    days = office.days()
    seen = sum(day.seen for day in days)
    if seen != folder_mails:
        raise Broken(f"{folder_mails} mails delivered, {seen} on the ledger")
    if not all(day.adds_up for day in days):
        raise Broken(f"days do not add up: {[day for day in days if not day.adds_up]}")
    wrong = 0
    for each, row in zip(sent, _in_order(office)[1:], strict=True):
        # A server may repair line ends and NULs of a malformed mail when it gives it out.
        if each.parts is not None and row.sha256 != hashlib.sha256(each.raw).hexdigest():
            raise Broken(f"mail {each.number} ({each.sort}) is not stored as it was sent")
        if each.parts is not None and row.state == "opened" and row.part_count != each.parts:
            wrong += 1
    if wrong:
        raise Broken(f"{wrong} mails with another number of parts than were put in")
    return {
        "mails": seen,
        "malformed": sum(each.parts is None for each in sent),
        "parts": sum(day.parts for day in days),
        **{f"mails_{s.value}": n for s, n in sorted(_summed(days, "mails").items())},
        **{f"parts_{s.value}": n for s, n in sorted(_summed(days, "part_states").items())},
    }


def _summed(days: Sequence[DaySum], name: str) -> Counter[Any]:
    total: Counter[Any] = Counter()
    for day in days:
        total.update(getattr(day, name))
    return total


def _in_order(office: Office) -> list[MailMessage]:
    with office.database.transaction() as session:
        return list(session.scalars(select(MailMessage).order_by(MailMessage.uid)).all())


def undisturbed(office: Office, sent: Sequence[Sent]) -> float:
    """Deliver everything at once and wait; the seconds it took."""
    office.server.deliver_fast([each.raw for each in sent], user=office.user)
    office.start("serve")
    office.start("worker")
    return office.wait(len(sent) + 1)


def disturbed(office: Office, sent: Sequence[Sent], kills: int, rng: random.Random) -> Counter[str]:
    """Deliver a share of the mails, kill something in the midst of it, ``kills`` times; then wait until
    all is settled. What was killed how often."""
    office.start("serve")
    office.start("worker")
    killed: Counter[str] = Counter()
    share = max(1, -(-len(sent) // kills))
    for number in range(kills):
        part = sent[number * share : (number + 1) * share]
        if part:
            office.server.deliver_fast(
                [each.raw for each in part], user=office.user, first=number == 0, batch=number
            )
        time.sleep(rng.uniform(0.5, 8.0))
        victim = rng.choice(("serve", "serve", "worker", "reader", "reader", "dovecot"))
        if victim == "reader" and not office.kill_a_reader(rng):
            victim = "worker"
        if victim in ("serve", "worker"):
            office.kill(victim)
        elif victim == "dovecot":
            office.server.kill()
            time.sleep(rng.uniform(0, 1))
            office.server.start()
        killed[victim] += 1
    office.wait(len(sent) + 1)
    time.sleep(_STILL)
    office.wait(len(sent) + 1)
    return killed


def latencies(office: Office, number: int) -> list[float]:
    """Seconds from delivery until the mail's file is a document, one mail after the other."""
    found = []
    for each in range(number):
        name = f"新到{each}.pdf"
        raw = mails(1)[0].raw.replace(b"[0]", f"[new {each}]".encode())
        raw = raw.replace(b"<0@court.example>", f"<new{each}@court.example>".encode())
        begun = time.monotonic()
        office.server.deliver(raw, user=office.user)
        while not _has_document(office, f"<new{each}@court.example>"):
            if time.monotonic() - begun > 60:
                raise Broken(f"{name}: no document after 60 s")
            time.sleep(0.02)
        found.append(time.monotonic() - begun)
    return found


def _has_document(office: Office, message_id: str) -> bool:
    with office.database.transaction() as session:
        return (
            session.scalar(
                select(func.count())
                .select_from(MailPart)
                .join(MailMessage, MailPart.mail_id == MailMessage.id)
                .where(MailMessage.message_id == message_id, MailPart.document_id.is_not(None))
            )
            or 0
        ) > 0


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two final states differ, in words."""
    found = []
    for what in ("mails", "files"):
        for key in sorted(one[what].keys() | other[what].keys(), key=str):
            if one[what].get(key) != other[what].get(key):
                found.append(f"{what} {key}: {one[what].get(key)} / {other[what].get(key)}")
    return found


@contextmanager
def offices(server: MailServerProcess, *users: str) -> Iterator[list[Office]]:
    with ExitStack() as leaving:
        made = []
        for user in users:
            folder = Path(leaving.enter_context(tempfile.TemporaryDirectory(prefix="yingsu-inbox-")))
            office = Office(folder / "data", server, user)
            leaving.callback(office.stop)
            leaving.callback(office.database.dispose)
            made.append(office)
        yield made


def inbox(size: int, kills: int = KILLS) -> bool:
    """Run both, compare, measure; print and keep the figures."""
    sent = mails(size)
    with running_dovecot() as server, offices(server, "calm@x.example", "killed@x.example") as both:
        calm, killed = both
        try:
            seconds = undisturbed(calm, sent)
            sums = check_ledger(calm, sent, size + 1)
            print(f"undisturbed: {seconds:.0f} s, {sums}", flush=True)
            expected = final_state(calm)
            quick = latencies(calm, LATENCIES)
            code, words = calm.audit()
            print(f"new mail is a document after {statistics.median(quick):.2f} s (median of ")
            print(f"{len(quick)}), {max(quick):.2f} s at most; audit {code}: {words}", flush=True)
            calm.stop()
            if code or max(quick) > TEN_SECONDS:
                raise Broken("audit differs, or a new mail took longer than ten seconds")
            begun = time.monotonic()
            victims = disturbed(killed, sent, kills, random.Random(size))
            check_ledger(killed, sent, size + 1)
            found = differences(expected, final_state(killed))
            code_after, words_after = killed.audit()
            print(f"{sum(victims.values())} kills {dict(victims)} in {time.monotonic() - begun:.0f} s")
            print(f"audit {code_after}: {words_after}", flush=True)
            if found or code_after:
                raise Broken(f"{len(found)} differences: {found[:10]}")
        except Broken as broken:
            print(f"inbox: {broken}")
            return False
    print("inbox: the same final state as undisturbed")
    _keep(size, seconds, sums, quick, victims)
    return True


def _keep(
    size: int,
    seconds: float,
    sums: dict[str, int],
    quick: Sequence[float],
    victims: Counter[str],
) -> None:
    kept = {
        "size": size,
        "seconds_undisturbed": round(seconds, 1),
        "ledger": sums,
        "new_mail_seconds": {
            "n": len(quick),
            "median": round(statistics.median(quick), 2),
            "max": round(max(quick), 2),
        },
        "kills": dict(sorted(victims.items())),
        "differences_after_kills": 0,
        "audit_exit_code": 0,
    }
    RESULTS.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
