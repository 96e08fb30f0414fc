"""What people told about a case that its papers do not say, and who goes to its hearings."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class ToldFact(Identified, Base):
    """A person's answer to a question of rules/*/questions.yaml. Rows are only added: the newest of a
    fact is in force, an empty ``value`` takes the answer back."""

    __tablename__ = "told_fact"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    fact: Mapped[str] = mapped_column(String(60))
    value: Mapped[str] = mapped_column(String(200))
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)


class HearingAttendee(Identified, Base):
    """Somebody who goes, or went, to a hearing of the case for the office (出庭人员). ``position`` is a
    services.law.appearance.Position; ``attended`` and ``spoke`` None before the hearing."""

    __tablename__ = "hearing_attendee"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    hearing_on: Mapped[date]
    name: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(String(60), default="")
    position: Mapped[str] = mapped_column(String(20))
    unit: Mapped[str] = mapped_column(String(100))
    proved: Mapped[bool] = mapped_column(default=False)
    attended: Mapped[bool | None]
    spoke: Mapped[bool | None]
    removed: Mapped[bool] = mapped_column(default=False)
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
