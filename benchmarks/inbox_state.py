"""What stands in an office's database after a mailbox was taken in, and whether it is right."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.inbox_office import Broken, Office
from benchmarks.mails import Sent
from services.api.documents.document import Document, ExtractionRun, Paper
from services.api.inbox import store, tally
from services.api.inbox.ledger import DaySum
from services.api.inbox.message import MailMessage, MailPart

_EVER = (date(1970, 1, 1), date(9999, 12, 1))


def final_state(office: Office) -> dict[str, Any]:
    """Everything that must not depend on what was killed when, as JSON: by UID what became of a mail
    and its parts, by sha256 what became of a file. Of equal files, which one was the first may
    differ."""
    with office.database.transaction() as session:
        rows = session.scalars(select(MailMessage).order_by(MailMessage.uid)).all()
        parts: dict[str, list[MailPart]] = {row.id: [] for row in rows}
        for part in store.parts_of(office.who, session, *parts):
            parts[part.mail_id].append(part)
        uid_of = {row.id: row.uid for row in rows}
        said = {
            str(row.uid): {
                "state": row.state,
                "sha256": row.sha256,
                "first": uid_of.get(row.duplicate_of or ""),
                "parts": [
                    [p.path, p.kind, p.because, p.sha256, p.document_id is not None]
                    for p in parts[row.id]
                ],
            }
            for row in rows
        }
        return {"mails": said, "files": _files(session)}


def _files(session: Session) -> dict[str, Any]:
    """By sha256: how many documents, what became of them, how often they were read, and their
    papers."""
    papers = Counter(session.scalars(select(Paper.document_id)))
    kinds: dict[str, list[str]] = {}
    for document_id, kind in session.execute(select(Paper.document_id, Paper.kind)):
        kinds.setdefault(document_id, []).append(kind)
    runs = Counter(session.scalars(select(ExtractionRun.document_id)))
    files: dict[str, Any] = {}
    for row in session.scalars(select(Document)):
        file = files.setdefault(row.sha256, {"documents": 0, "became": [], "doubled": False})
        file["documents"] += 1
        if row.twin_of is None:
            codes = sorted(problem["code"] for problem in row.problems)
            became = [row.state, sorted(kinds.get(row.id, ())), codes]
            if became not in file["became"]:
                file["became"] = sorted([*file["became"], became])
            file["doubled"] |= runs[row.id] > row.attempt
        elif papers[row.id] or runs[row.id]:
            file["doubled"] = True
    return files


def check_ledger(office: Office, sent: Sequence[Sent], folder_mails: int) -> dict[str, int]:
    """The sums of the ledger are exact: mails against what was delivered, parts against what the
    composer of each well-formed mail put in, every day against itself. Raises Broken."""
    with office.database.transaction() as session:
        days = tally.sums_between(office.who, session, *_EVER)
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


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Where two final states differ, in words."""
    found = []
    for what in ("mails", "files"):
        for key in sorted(one[what].keys() | other[what].keys(), key=str):
            if one[what].get(key) != other[what].get(key):
                found.append(f"{what} {key}: {one[what].get(key)} / {other[what].get(key)}")
    return found
