"""How far the mails are: seen, stored, opened. The steps of the service, each a function of its own
transaction; a step whose mail is no longer in the state it wants does nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor, Organisation
from services.api.db import now
from services.api.errors import NotFound
from services.api.inbox.account import MailAccount
from services.api.inbox.message import MailMessage
from services.api.inbox.server import Listed
from services.api.settings import CHINA
from services.vocabulary import MailState

_AT_ONCE = 500  # rows of one INSERT or IN list


@dataclass(frozen=True, slots=True)
class Folder:
    """One folder of one mailbox as long as its UIDs mean the same."""

    account_id: str
    name: str
    uidvalidity: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A mail whose bytes are in the store: what its header says of it."""

    sha256: str
    size: int
    message_id: str | None
    content_sha256: str
    headers: Mapping[str, Any]


def watched_accounts(session: Session) -> list[tuple[str, str, int]]:
    """(office, mailbox, version of its settings) of every mailbox that is to be watched: for the
    service itself, of all offices."""
    rows = session.execute(
        select(MailAccount.organisation_id, MailAccount.id, MailAccount.version)
        .where(MailAccount.enabled.is_(True), MailAccount.removed.is_(False))
        .order_by(MailAccount.created_at)
    )
    return [(office, account, version) for office, account, version in rows]


def accounts_with_work(session: Session) -> set[tuple[str, str]]:
    """(office, mailbox) of mails that are to be opened now, of mailboxes not watched any more too: for
    the service itself, of all offices."""
    rows = session.execute(
        select(MailMessage.organisation_id, MailMessage.account_id).where(_to_open(now())).distinct()
    )
    return {(office, account) for office, account in rows}


def known_uids(who: Actor, session: Session, folder: Folder) -> set[int]:
    """UIDs of this folder that have a row."""
    return set(session.scalars(select(MailMessage.uid).where(*_in_folder(who, folder))))


def note_seen(who: Actor, session: Session, folder: Folder, listed: Sequence[Listed]) -> int:
    """A row for each mail that has none yet; how many are new. The office's row is locked meanwhile, so
    that two processes do not list the same mails at once."""
    _lock_office(who, session)
    known = known_uids(who, session, folder)
    fresh = [each for each in listed if each.uid not in known]
    session.add_all(
        MailMessage(
            organisation_id=who.organisation_id,
            account_id=folder.account_id,
            folder=folder.name,
            uidvalidity=folder.uidvalidity,
            uid=each.uid,
            arrived_at=each.arrived_at,
            day=each.arrived_at.astimezone(CHINA).date(),
            size=each.size,
            state=MailState.SEEN,
        )
        for each in fresh
    )
    return len(fresh)


def to_fetch(who: Actor, session: Session, folder: Folder) -> list[tuple[str, int, int]]:
    """(mail, UID, size) of every mail of this folder whose bytes are still to be fetched."""
    rows = session.execute(
        select(MailMessage.id, MailMessage.uid, MailMessage.size)
        .where(
            *_in_folder(who, folder),
            MailMessage.state == MailState.SEEN,
        )
        .order_by(MailMessage.uid)
    )
    return [(mail, uid, size) for mail, uid, size in rows]


def settle_unfetched(
    who: Actor, session: Session, mail_id: str, state: MailState, problem: Mapping[str, str]
) -> None:
    """A mail that was seen and will not be fetched: gone, or refused for its size."""
    session.execute(
        update(MailMessage)
        .where(
            MailMessage.id == mail_id,
            MailMessage.organisation_id == who.organisation_id,
            MailMessage.state == MailState.SEEN,
        )
        .values(state=state, problems=[dict(problem)])
    )


def lost_with_old_uidvalidity(who: Actor, session: Session, folder: Folder) -> Sequence[str]:
    """Mails seen under an earlier UIDVALIDITY of this folder and not fetched: they have new UIDs
    now."""
    return session.scalars(
        select(MailMessage.id).where(
            MailMessage.organisation_id == who.organisation_id,
            MailMessage.account_id == folder.account_id,
            MailMessage.folder == folder.name,
            MailMessage.uidvalidity != folder.uidvalidity,
            MailMessage.state == MailState.SEEN,
        )
    ).all()


def note_left(who: Actor, session: Session, folder: Folder, present: Collection[int]) -> int:
    """Mark the stored mails of this folder the server no longer lists; how many are new among them. One
    that is listed again (restored from a backup) loses the mark."""
    rows = session.execute(
        select(MailMessage.id, MailMessage.uid, MailMessage.left_server_at).where(
            *_in_folder(who, folder)
        )
    ).all()
    left = [mail for mail, uid, at in rows if at is None and uid not in present]
    back = [mail for mail, uid, at in rows if at is not None and uid in present]
    for ids, at in ((left, now()), (back, None)):
        for start in range(0, len(ids), _AT_ONCE):
            chunk = ids[start : start + _AT_ONCE]
            session.execute(
                update(MailMessage).where(MailMessage.id.in_(chunk)).values(left_server_at=at)
            )
    return len(left)


def note_stored(who: Actor, session: Session, mail_id: str, stored: Stored) -> MailMessage | None:
    """The bytes are in the store: the row says so, and whether the same mail is there already. None
    when another process was faster."""
    _lock_office(who, session)
    row = session.get(MailMessage, mail_id, with_for_update=True, populate_existing=True)
    if row is None or row.organisation_id != who.organisation_id or row.state != MailState.SEEN:
        return None
    first = _first_like(who, session, row.id, stored)
    row.sha256, row.size, row.stored_at = stored.sha256, stored.size, now()
    row.message_id, row.content_sha256 = stored.message_id, stored.content_sha256
    row.headers = dict(stored.headers)
    row.state = MailState.DUPLICATE if first else MailState.STORED
    row.duplicate_of = first
    return row


def _first_like(who: Actor, session: Session, mail_id: str, stored: Stored) -> str | None:
    """The first mail of the office that is this one: the same bytes, or the same Message-ID over the
    same content. A Message-ID alone proves nothing."""
    same = MailMessage.sha256 == stored.sha256
    if stored.message_id:
        same = or_(
            same,
            and_(
                MailMessage.message_id == stored.message_id,
                MailMessage.content_sha256 == stored.content_sha256,
            ),
        )
    return session.scalar(
        select(MailMessage.id)
        .where(
            MailMessage.organisation_id == who.organisation_id,
            MailMessage.id != mail_id,
            MailMessage.state != MailState.DUPLICATE,
            same,
        )
        .order_by(MailMessage.stored_at, MailMessage.id)
        .limit(1)
    )


def to_open(who: Actor, session: Session, account_id: str, limit: int) -> list[str]:
    """Stored mails of this mailbox that are to be opened now, oldest first."""
    return list(
        session.scalars(
            select(MailMessage.id)
            .where(
                MailMessage.organisation_id == who.organisation_id,
                MailMessage.account_id == account_id,
                _to_open(now()),
            )
            .order_by(MailMessage.stored_at, MailMessage.id)
            .limit(limit)
        )
    )


def take_mail(
    who: Actor, session: Session, mail_id: str, state: MailState | None = None
) -> MailMessage | None:
    """The mail locked for a change; None when it is not (any more) in ``state``. NotFound when it is
    not this office's."""
    row = session.get(MailMessage, mail_id, with_for_update=True, populate_existing=True)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这封邮件")
    return row if state is None or row.state == state else None


def to_act_on(who: Actor, session: Session, folder: Folder) -> list[tuple[str, int]]:
    """(mail, UID) of mails of this folder that are stored with all their parts and not yet flagged or
    moved."""
    rows = session.execute(
        select(MailMessage.id, MailMessage.uid)
        .where(
            *_in_folder(who, folder),
            MailMessage.state.in_((MailState.OPENED, MailState.DUPLICATE)),
            MailMessage.acted_at.is_(None),
            MailMessage.left_server_at.is_(None),
        )
        .order_by(MailMessage.uid)
    )
    return [(mail, uid) for mail, uid in rows]


def _in_folder(who: Actor, folder: Folder) -> tuple[Any, ...]:
    return (
        MailMessage.organisation_id == who.organisation_id,
        MailMessage.account_id == folder.account_id,
        MailMessage.folder == folder.name,
        MailMessage.uidvalidity == folder.uidvalidity,
    )


def _to_open(at: datetime) -> Any:
    return and_(
        MailMessage.state == MailState.STORED,
        or_(MailMessage.next_try_at.is_(None), MailMessage.next_try_at <= at),
    )


def _lock_office(who: Actor, session: Session) -> None:
    session.get(Organisation, who.organisation_id, with_for_update=True)
