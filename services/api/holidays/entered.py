"""A year's holiday notice as a person entered it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class EnteredYear(Identified, Base):
    """``content`` is services.law.calendar.HolidayYear as JSON, ``text`` the notice it was read from.
    It holds for every office of the service; taking it back keeps the row."""

    __tablename__ = "entered_year"

    year: Mapped[int]
    content: Mapped[dict[str, Any]]
    text: Mapped[str] = mapped_column(Text)
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    withdrawn_at: Mapped[datetime | None]
