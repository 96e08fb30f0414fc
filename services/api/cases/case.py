"""Disputes and their proceedings."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class Case(Identified, Base):
    """One dispute (案件)."""

    __tablename__ = "court_case"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))
    jurisdiction: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=now)


class Proceeding(Identified, Base):
    """One court and one case number (审级) of a dispute; matching is by exact number."""

    __tablename__ = "proceeding"
    __table_args__ = (UniqueConstraint("organisation_id", "case_number"),)

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(60))
    court: Mapped[str | None] = mapped_column(String(100))
    stage: Mapped[str | None] = mapped_column(String(20))
