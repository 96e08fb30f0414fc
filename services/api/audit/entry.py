"""The audit trail: one row for every change a person makes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, JsonColumn, now


class AuditEntry(Identified, Base):
    """``action`` is English and stable (``fact.corrected``); before and after are values as JSON."""

    __tablename__ = "audit_entry"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now, index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(200), index=True)
    before: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    after: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
