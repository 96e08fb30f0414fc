"""Short messages of courts: kept as they came, found to a case by number, their links never opened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.db import now
from services.api.documents.document import Document, Paper
from services.api.documents.store import get_document
from services.api.errors import Unacceptable
from services.api.receipts import store
from services.api.receipts.evidence import CourtMessage
from services.api.receipts.tell import person, plausible
from services.api.receipts.titles import is_named
from services.api.settings import CHINA
from services.extractor.text.dates import find_moments
from services.vocabulary import ReviewState

LONGEST = 5000  # characters; a message has a few hundred


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message: ``case_id`` it belongs to (by number, or as a person said), None while unmatched;
    ``missing`` the papers it names that have not come, ``arrived`` those that have; ``complete`` when
    nothing is left to download."""

    row: CourtMessage
    case_id: str | None
    missing: tuple[str, ...]
    arrived: tuple[str, ...]
    complete: bool

    def values(self, name: str) -> tuple[str, ...]:
        """What it says: case_numbers, courts, hearings, links, papers."""
        return tuple(each["value"] for each in self.row.said.get(name, ()))


def add_message(
    who: Actor,
    session: Session,
    text: str,
    *,
    at: datetime,
    arrived_at: datetime | None = None,
    sender: str = "",
    address: str = "",
) -> CourtMessage:
    """Keep a pasted message; the same text with the same time is the same message. ``at``: now.
    Unacceptable when it is empty, too long, or arrived after ``at``."""
    text = text.replace("\x00", "").strip()
    if not text or len(text) > LONGEST:
        raise Unacceptable("no_message", f"短信是空的，或者超过{LONGEST}字。", "请粘贴短信全文。")
    plausible(arrived_at)
    if arrived_at is not None and arrived_at > at:
        raise Unacceptable("in_future", "到达时间晚于现在。", "请按手机上显示的时间填写。")
    by = person(who)
    twin = session.scalar(
        select(CourtMessage).where(
            CourtMessage.organisation_id == who.organisation_id,
            CourtMessage.text == text,
            CourtMessage.withdrawn_at.is_(None),
            CourtMessage.arrived_at == arrived_at
            if arrived_at is not None
            else CourtMessage.arrived_at.is_(None),
        )
    )
    if twin is not None:
        return twin
    # Loaded with the first message: the service starts without what the readers need.
    from services.extractor.notice import court_notice  # noqa: PLC0415

    row = CourtMessage(
        organisation_id=who.organisation_id,
        text=text,
        said=court_notice(text).to_json(),
        sender=sender.strip()[:100],
        address=address.strip()[:200],
        arrived_at=arrived_at or printed_arrival(text, at),
        by_user=by,
    )
    session.add(row)
    session.flush()
    record(who, session, "message.added", ("court_message", row.id))
    return row


def keep_message(
    who: Actor, session: Session, document_id: str, extraction: Mapping[str, Any]
) -> CourtMessage | None:
    """The message a picture shows, once per file; None when it shows none. The text of a mail stands
    on the ledger of mails already."""
    notice = extraction.get("notice")
    document = get_document(who, session, document_id)
    if not notice or (document.origin == "mail" and document.media_type == "text/plain"):
        return None
    if (known := store.message_of_document(who, session, document_id)) is not None:
        return known  # read again: a person may have filed or withdrawn it
    text = notice["text"].strip()[:LONGEST]
    row = CourtMessage(
        organisation_id=who.organisation_id,
        text=text,
        said={key: value for key, value in notice.items() if key != "text"},
        arrived_at=printed_arrival(text, document.received_at),
        document_id=document.id,
        by_user=document.received_by,
    )
    session.add(row)
    session.flush()
    record(who, session, "message.read", ("court_message", row.id))
    return row


def printed_arrival(text: str, before: datetime) -> datetime | None:
    """The moment a telephone shows above a message, before the sender in 【】; None without a year, an
    hour, or when it lies after ``before``."""
    head = text.split("【", 1)[0] if "【" in text else ""
    for found in find_moments(head):
        if found.at is not None:
            at = datetime.combine(found.day, found.at, CHINA)
            return at if at <= before else None
    return None


def file_message(who: Actor, session: Session, message_id: str, case_id: str) -> CourtMessage:
    """A person says which case it belongs to; the caller made sure that the case is the office's."""
    person(who)
    row = store.get_message(who, session, message_id)
    before, row.case_id = row.case_id, case_id
    record(who, session, "message.filed", ("court_message", row.id), before=before, after=case_id)
    return row


def withdraw_message(who: Actor, session: Session, message_id: str) -> None:
    """It was no message of a court; it stays in the audit trail."""
    person(who)
    row = store.get_message(who, session, message_id)
    row.withdrawn_at = now()
    record(who, session, "message.withdrawn", ("court_message", row.id))


def message_views(who: Actor, session: Session) -> list[MessageView]:
    """Every message in force with its case and what has come of it, the newest first."""
    rows = store.messages(who, session)
    numbers = {each["value"] for row in rows for each in row.said.get("case_numbers", ())}
    papers = store.papers_numbered(who, session, numbers)
    return [_view(row, papers) for row in rows]


def _view(row: CourtMessage, papers: dict[str, list[tuple[Paper, Document]]]) -> MessageView:
    numbers = [each["value"] for each in row.said.get("case_numbers", ())]
    named = [each["value"] for each in row.said.get("papers", ())]
    of_it = [pair for number in numbers for pair in papers.get(number, ())]
    filed = next((paper.case_id for paper, _ in of_it if paper.case_id), None)
    came = [
        paper
        for paper, document in of_it
        if _after(document.received_at, row, named=bool(named))
        and paper.review_state != ReviewState.SET_ASIDE
        and document.id != row.document_id
    ]
    arrived = tuple(n for n in named if any(is_named(p.title, p.kind, [n]) for p in came))
    missing = tuple(name for name in named if name not in arrived)
    return MessageView(row, row.case_id or filed, missing, arrived, complete=bool(came) and not missing)


def _after(received_at: datetime, row: CourtMessage, *, named: bool) -> bool:
    """Whether a file came after the message, or may have: by the moment it arrived. Where that is not
    known, a paper it names may have been fetched the same day before it was pasted; one that names
    none must not be thought to have come."""
    if row.arrived_at is not None:
        return received_at >= min(row.arrived_at, row.at)
    if not named:
        return received_at >= row.at
    return received_at.astimezone(CHINA).date() >= row.at.astimezone(CHINA).date()
