"""A mailbox of SIZE mails taken in twice: undisturbed, and with processes killed at random moments.

`make stress PART=inbox`: a real dovecot, `yingsu serve` and `yingsu worker` as they are started in an
office. Promises: every mail and part stands on the ledger and the sums are exact; after any number of
kills the final state is that of the undisturbed run; `yingsu inbox audit` finds no difference; a new
mail is a document within ten seconds. Figures in results/inbox.json.

Two halves: what the undisturbed one found is kept in build/inbox until the code changes, so that a run
broken off in the second half begins there.
"""

from __future__ import annotations

import hashlib
import json
import random
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from benchmarks.inbox_office import Broken, Office, offices
from benchmarks.inbox_state import check_ledger, differences, final_state
from benchmarks.mails import Sent, mails
from services.api.inbox.message import MailMessage, MailPart
from tests.servers.dovecot import MailServerProcess, running_dovecot

RESULTS = Path(__file__).parent / "results" / "inbox.json"
KILLS = 50
LATENCIES = 20
TEN_SECONDS = 10.0
_KEPT = Path("build") / "inbox"
_STILL = 8.0  # s without change after which nothing more is coming


def inbox(size: int, kills: int = KILLS) -> bool:
    """Run both halves, compare, measure; print and keep the figures."""
    sent = mails(size)
    try:
        with running_dovecot() as server:
            calm = _calm_kept(size) or _calm(server, sent)
            killed = _killed(server, sent, kills, calm["state"])
    except Broken as broken:
        print(f"inbox: {broken}")
        return False
    print("inbox: the same final state as undisturbed")
    del calm["state"]
    figures = {"size": size, **calm, **killed}
    RESULTS.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return True


def _calm(server: MailServerProcess, sent: Sequence[Sent]) -> dict[str, Any]:
    """The undisturbed half: its figures, with the final ``state``. Raises Broken."""
    with offices(server, "calm@x.example") as [office]:
        seconds = undisturbed(office, sent)
        sums = check_ledger(office, sent, len(sent) + 1)
        print(f"undisturbed: {seconds:.0f} s, {sums}", flush=True)
        state = final_state(office)
        quick = latencies(office, LATENCIES)
        code, words = office.audit()
        print(
            f"new mail is a document after {statistics.median(quick):.2f} s (median of {len(quick)}), "
            f"{max(quick):.2f} s at most; audit {code}: {words}",
            flush=True,
        )
        if code or max(quick) > TEN_SECONDS:
            raise Broken("audit differs, or a new mail took longer than ten seconds")
    found = {
        "seconds_undisturbed": round(seconds, 1),
        "ledger": sums,
        "new_mail_seconds": {
            "n": len(quick),
            "median": round(statistics.median(quick), 2),
            "max": round(max(quick), 2),
        },
        "state": state,
    }
    place = _place(len(sent))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(json.dumps(found), encoding="utf-8")
    return found


def _calm_kept(size: int) -> dict[str, Any] | None:
    """What the undisturbed half of this code found before."""
    place = _place(size)
    if not place.exists():
        return None
    print(f"undisturbed half: as kept in {place}")
    kept: dict[str, Any] = json.loads(place.read_text(encoding="utf-8"))
    return kept


def _place(size: int) -> Path:
    """Where the undisturbed half is kept: by size and by the code of the service and of the mails."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    for path in [*sorted((root / "services").rglob("*.py")), root / "benchmarks" / "mails.py"]:
        digest.update(path.read_bytes())
    return _KEPT / f"{size}-{digest.hexdigest()[:12]}.json"


def _killed(
    server: MailServerProcess, sent: Sequence[Sent], kills: int, expected: dict[str, Any]
) -> dict[str, Any]:
    """The half with kills, which must end as ``expected``: its figures. Raises Broken."""
    with offices(server, "killed@x.example") as [office]:
        begun = time.monotonic()
        rng = random.Random(len(sent))
        victims = disturbed(office, sent, random_victims(kills, rng), rng)
        seconds = time.monotonic() - begun
        check_ledger(office, sent, len(sent) + 1)
        found = differences(expected, final_state(office))
        code, words = office.audit()
    print(f"{sum(victims.values())} kills {dict(victims)} in {seconds:.0f} s; audit {code}: {words}")
    if found or code:
        raise Broken(f"{len(found)} differences: {found[:10]}")
    return {
        "kills": dict(sorted(victims.items())),
        "seconds_with_kills": round(seconds, 1),
        "differences_after_kills": 0,
        "audit_exit_code": 0,
    }


def undisturbed(
    office: Office, sent: Sequence[Sent], commands: Sequence[str] = ("serve", "worker")
) -> float:
    """Deliver everything at once and wait; the seconds it took."""
    office.server.deliver_fast([each.raw for each in sent], user=office.user)
    for command in commands:
        office.start(command)
    return office.wait(len(sent) + 1)


def random_victims(kills: int, rng: random.Random) -> list[str]:
    """What is killed, in turn; dovecot is the mail server."""
    return [
        rng.choice(("serve", "serve", "worker", "reader", "reader", "dovecot")) for _ in range(kills)
    ]


def disturbed(
    office: Office,
    sent: Sequence[Sent],
    victims: Sequence[str],
    rng: random.Random,
    *,
    longest_pause: float = 8.0,
    still: float = _STILL,
) -> Counter[str]:
    """Deliver a share of the mails and kill a victim in the midst of it, until all were; then wait
    until all is settled and ``still`` seconds more. What was killed how often: where no reader is at
    work the worker is killed for it."""
    office.start("serve")
    office.start("worker")
    killed: Counter[str] = Counter()
    share = max(1, -(-len(sent) // len(victims)))
    for number, wanted in enumerate(victims):
        part = sent[number * share : (number + 1) * share]
        if part:
            office.server.deliver_fast(
                [each.raw for each in part], user=office.user, first=number == 0, batch=number
            )
        time.sleep(rng.uniform(0.5, longest_pause))
        victim = wanted
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
    time.sleep(still)
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
