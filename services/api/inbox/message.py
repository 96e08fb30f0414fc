"""Mails seen in a mailbox, and every part of those that were opened."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class MailMessage(Identified, Base):
    """One mail at one place of one mailbox. The row is made when the server lists it, before its bytes
    are fetched; the same mail seen elsewhere is a row of its own, ``duplicate_of`` the first.

    ``headers`` are those of ``extractor…mail_parts.mail_headers``: what the sender wrote, never proof
    of receipt. ``day`` is the day the server took it in, in China."""

    __tablename__ = "mail_message"
    __table_args__ = (
        UniqueConstraint("account_id", "folder", "uidvalidity", "uid"),
        Index("ix_mail_message_organisation_day", "organisation_id", "day"),
        Index("ix_mail_message_account_state", "account_id", "state"),
    )

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("mail_account.id"))
    folder: Mapped[str] = mapped_column(String(200))
    uidvalidity: Mapped[int] = mapped_column(BigInteger)
    uid: Mapped[int] = mapped_column(BigInteger)
    arrived_at: Mapped[datetime]  # INTERNALDATE
    day: Mapped[date]
    size: Mapped[int] = mapped_column(BigInteger)  # as the server says until it is stored
    seen_at: Mapped[datetime] = mapped_column(default=now)
    state: Mapped[str] = mapped_column(String(20))  # vocabulary.MailState
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    stored_at: Mapped[datetime | None]
    message_id: Mapped[str | None] = mapped_column(String(300), index=True)
    content_sha256: Mapped[str | None] = mapped_column(String(64))  # of subject and body
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    duplicate_of: Mapped[str | None] = mapped_column(ForeignKey("mail_message.id"))
    rule: Mapped[str] = mapped_column(String(100), default="")  # the rule that took or passed over it
    taken_anyway: Mapped[bool] = mapped_column(default=False)  # a person overruled the rules
    problems: Mapped[list[Any]] = mapped_column(default=list)  # {"code", "message"}
    attempt: Mapped[int] = mapped_column(default=0)  # failed openings
    next_try_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    part_count: Mapped[int | None]  # parts the reader found
    left_server_at: Mapped[datetime | None]  # moved or deleted there, after it was stored here
    acted_at: Mapped[datetime | None]  # flagged or moved by us


class MailPart(Identified, Base):
    """One part of a mail: the document made from it, or ``because`` there is none.

    ``headers`` of a forwarded mail (kind ``message``) are its own: a mail forwarded to the office
    came to the forwarder on another day. ``notice`` is ``extractor.notice.CourtNotice`` JSON of a
    text that is one, else empty."""

    __tablename__ = "mail_part"
    __table_args__ = (UniqueConstraint("mail_id", "path"),)

    mail_id: Mapped[str] = mapped_column(ForeignKey("mail_message.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    path: Mapped[str] = mapped_column(String(100))  # as IMAP numbers them: 2.1
    kind: Mapped[str] = mapped_column(String(20))  # vocabulary.MailPartKind
    content_type: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(300))
    size: Mapped[int]
    sha256: Mapped[str | None] = mapped_column(String(64))
    because: Mapped[str | None] = mapped_column(String(30))  # vocabulary.PartReason
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"), index=True)
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    notice: Mapped[dict[str, Any]] = mapped_column(default=dict)
    links: Mapped[list[Any]] = mapped_column(default=list)
