"""What a later reading says otherwise than the facts a person stands by."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, JsonColumn, now


class ReadingDifference(Identified, Base):
    """One value of a paper on which reading ``attempt`` differs from the fact in force.

    ``field`` and ``ordinal`` as of Fact, or ``kind``, ``standing``, ``stage`` of the paper itself, or
    ``paper`` when the new reading does not find it at all. ``before`` and ``after`` are values, None
    for nothing there; ``source``, ``confidence``, ``found_by`` and ``candidates`` those of ``after``.
    ``decided`` is kept or taken, None while it waits for a person.
    """

    __tablename__ = "reading_difference"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    attempt: Mapped[int]
    field: Mapped[str] = mapped_column(String(40))
    ordinal: Mapped[int] = mapped_column(default=0)
    before: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    after: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    source: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    confidence: Mapped[float]
    found_by: Mapped[str] = mapped_column(String(80))
    candidates: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime] = mapped_column(default=now)
    decided: Mapped[str | None] = mapped_column(String(10))
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
