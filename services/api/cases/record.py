"""Tables of what a person recorded about a case. Rows are taken back, never changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class _Recorded(Identified):
    """What every record carries; ``withdrawn_at`` when it was taken back."""

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]


class EventRecord(_Recorded, Base):
    """Something no court paper says: ``kind`` is one of vocabulary.RECORDED_EVENTS."""

    __tablename__ = "event_record"

    kind: Mapped[str] = mapped_column(String(40))
    on: Mapped[date] = mapped_column("happened_on")
    case_number: Mapped[str | None] = mapped_column(String(60))


class EffectRecord(_Recorded, Base):
    """The word that a ruling is effective since ``on`` (None: day unknown), or is not. ``basis`` is a
    services.law.facts.ConfirmedBy."""

    __tablename__ = "effect_record"

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    effective: Mapped[bool]
    on: Mapped[date | None] = mapped_column("effective_on")
    basis: Mapped[str] = mapped_column(String(20))


class PartyServiceRecord(_Recorded, Base):
    """The day another party was served with a ruling: its own period to appeal runs from it."""

    __tablename__ = "party_service_record"

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    party: Mapped[str] = mapped_column(String(200))
    on: Mapped[date] = mapped_column("served_on")
