"""Mailboxes, mails and their parts, as people ask for them. The steps of the service query in
``progress``, the sums of the ledger in ``tally``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.errors import NotFound
from services.api.inbox.account import MailAccount
from services.api.inbox.message import MailMessage, MailPart

_AT_ONCE = 500  # rows of one INSERT or IN list


# ---------- mailboxes ----------


def list_accounts(who: Actor, session: Session, *, removed: bool = False) -> Sequence[MailAccount]:
    """The office's mailboxes by name, those taken away only when asked for."""
    query = select(MailAccount).where(MailAccount.organisation_id == who.organisation_id)
    if not removed:
        query = query.where(MailAccount.removed.is_(False))
    return session.scalars(query.order_by(MailAccount.name, MailAccount.created_at)).all()


def get_account(who: Actor, session: Session, account_id: str) -> MailAccount:
    """One mailbox. NotFound when it is not this office's, or was taken away."""
    row = session.get(MailAccount, account_id)
    if row is None or row.organisation_id != who.organisation_id or row.removed:
        raise NotFound("这个邮箱")
    return row


def account_of(who: Actor, session: Session, mail: MailMessage) -> MailAccount:
    """The mailbox a mail came to, one taken away too."""
    row = session.get_one(MailAccount, mail.account_id)
    if row.organisation_id != who.organisation_id:
        raise NotFound("这个邮箱")
    return row


# ---------- showing ----------


def get_mail(who: Actor, session: Session, mail_id: str) -> MailMessage:
    """One mail. NotFound when it is not this office's."""
    row = session.get(MailMessage, mail_id)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这封邮件")
    return row


def parts_of(who: Actor, session: Session, *mail_ids: str) -> Sequence[MailPart]:
    """The parts of these mails, in order."""
    return session.scalars(
        select(MailPart)
        .join(MailMessage, MailPart.mail_id == MailMessage.id)
        .where(MailMessage.organisation_id == who.organisation_id, MailPart.mail_id.in_(mail_ids))
        .order_by(MailPart.mail_id, MailPart.ordinal)
    ).all()


def mails_between(
    who: Actor,
    first: date,
    last: date,
    account_id: str | None = None,
) -> Select[MailMessage]:
    """Which mails a ledger is about: taken in by the server on these days, newest first."""
    query = select(MailMessage).where(
        MailMessage.organisation_id == who.organisation_id,
        MailMessage.day >= first,
        MailMessage.day <= last,
    )
    if account_id:
        query = query.where(MailMessage.account_id == account_id)
    return query.order_by(MailMessage.arrived_at.desc(), MailMessage.id)


def count_of(session: Session, mails: Select[MailMessage]) -> int:
    """How many mails a query selects."""
    wanted = mails.with_only_columns(MailMessage.id).order_by(None).subquery()
    return session.scalar(select(func.count()).select_from(wanted)) or 0


def days_with_mail(who: Actor, session: Session, before: date, limit: int) -> list[date]:
    """The last ``limit`` days up to ``before`` on which a mail came, newest first."""
    return list(
        session.scalars(
            select(MailMessage.day)
            .where(MailMessage.organisation_id == who.organisation_id, MailMessage.day <= before)
            .distinct()
            .order_by(MailMessage.day.desc())
            .limit(limit)
        )
    )


def mails_of_documents(
    who: Actor, session: Session, *document_ids: str
) -> dict[str, tuple[MailMessage, MailPart]]:
    """The mail and the part each of these documents was made from, by document id."""
    rows = session.execute(
        select(MailPart, MailMessage)
        .join(MailMessage, MailPart.mail_id == MailMessage.id)
        .where(
            MailMessage.organisation_id == who.organisation_id,
            MailPart.document_id.in_(document_ids),
        )
    )
    return {part.document_id or "": (mail, part) for part, mail in rows}


def envelope_of_part(who: Actor, session: Session, part: MailPart) -> list[Mapping[str, Any]]:
    """Headers of the mails around a part, the innermost first: what a forwarded mail says of itself,
    then the mail it was forwarded in."""
    mail = get_mail(who, session, part.mail_id)
    around = [
        each
        for each in parts_of(who, session, part.mail_id)
        if each.kind == "message" and part.path.startswith(f"{each.path}.")
    ]
    inner = sorted(around, key=lambda each: len(each.path), reverse=True)
    return [*(each.headers for each in inner), mail.headers]


def count_mails(who: Actor, session: Session, account_id: str) -> dict[str, int]:
    """How many mails of a mailbox are in which state."""
    rows = session.execute(
        select(MailMessage.state, func.count())
        .where(MailMessage.organisation_id == who.organisation_id, MailMessage.account_id == account_id)
        .group_by(MailMessage.state)
    )
    return {str(row[0]): row[1] for row in rows}


def mails_of_account(who: Actor, session: Session, account_id: str) -> Sequence[MailMessage]:
    """Every mail of a mailbox: for the audit, which compares them all with the server."""
    return session.scalars(
        select(MailMessage)
        .where(MailMessage.organisation_id == who.organisation_id, MailMessage.account_id == account_id)
        .order_by(MailMessage.folder, MailMessage.uidvalidity, MailMessage.uid)
    ).all()
