"""Tables of receipt: services told or noted, confirmed addresses, messages, whose paper, what was done.

What papers themselves prove is not kept here: it follows from their facts (``collect``) each time it is
asked for. Rows are taken back or added to, never changed.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class ServiceEvidence(Identified, Base):
    """One service that no confirmed paper shows: of ``paper_id``, or of whatever is in the file
    ``document_id`` (a mail). ``source`` is ``person`` or ``mail``; ``read_on``: the office
    replied, acted or read; ``evidence_paper_id``: the scan that shows it."""

    __tablename__ = "service_evidence"
    __table_args__ = (UniqueConstraint("document_id", "source_id"),)

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    paper_id: Mapped[str | None] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    document_id: Mapped[str | None] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    basis: Mapped[str] = mapped_column(String(40))  # vocabulary.EvidenceBasis
    mode: Mapped[str] = mapped_column(String(20))  # services.law.service.ServiceMode
    on: Mapped[date | None] = mapped_column("served_on")
    at: Mapped[datetime | None] = mapped_column("served_at")
    address: Mapped[str] = mapped_column(String(200), default="")
    read_on: Mapped[date | None]
    signed: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[str | None] = mapped_column(String(32))
    evidence_paper_id: Mapped[str | None] = mapped_column(ForeignKey("paper.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]


class ElectronicAddress(Identified, Base):
    """An electronic address this office confirmed to a court (在线诉讼规则 29): the branch of article
    31 a delivery falls under hangs on it. ``until`` is the last day it holds."""

    __tablename__ = "electronic_address"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    court: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))  # vocabulary.AddressKind
    consent: Mapped[str] = mapped_column(String(20))  # vocabulary.Consent
    since: Mapped[date] = mapped_column("valid_from")
    until: Mapped[date | None] = mapped_column("valid_until")
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]


class CourtMessage(Identified, Base):
    """A short message of a court, as pasted or photographed (``document_id``). ``said`` is
    ``extractor.notice.CourtNotice`` JSON; its links are text. ``arrived_at`` as typed or printed: a
    candidate, never the day of service."""

    __tablename__ = "court_message"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    said: Mapped[dict[str, Any]]
    sender: Mapped[str] = mapped_column(String(100), default="")
    address: Mapped[str] = mapped_column(String(200), default="")  # the number it came to
    arrived_at: Mapped[datetime | None]
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"), unique=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("court_case.id"))  # as a person said
    by_user: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]


class WhoseTold(Identified, Base):
    """A person's word on whose paper it is. Rows are only added: the newest is in force, an empty
    ``whose`` takes the word back."""

    __tablename__ = "whose_told"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    whose: Mapped[str] = mapped_column(String(20))  # services.law.addressed.Whose
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class TaskDone(Identified, Base):
    """How a task of receipt ended: ``key`` is that of ``tasks.Task``."""

    __tablename__ = "received_task_done"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    key: Mapped[str] = mapped_column("task_key", String(80), index=True)
    on: Mapped[date] = mapped_column("done_on")
    how: Mapped[str] = mapped_column(String(200))
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
