"""Filings (报送材料) a person made: frozen copies with the fact behind every cell."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class Filing(Identified, Base):
    """One drawn-up form. ``sha256`` is the frozen file; ``cells`` names text and fact per cell."""

    __tablename__ = "filing"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    form_id: Mapped[str] = mapped_column(String(60))
    duty_key: Mapped[str | None] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    cells: Mapped[list[Any]]
    gaps: Mapped[list[Any]]
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
