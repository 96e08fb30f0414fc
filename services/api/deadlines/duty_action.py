"""What a person did about a duty. Duties themselves are derived and never stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class DutyAction(Identified, Base):
    """``action``: completed, reopened, hand_set, judge_ordered or note; survives rebuilding because
    it hangs on the duty's stable key. ``handed_in``: of a completion, a services.law HandedIn; ``on``
    is then the day of the postmark, or that it reached the court."""

    __tablename__ = "duty_action"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    # None for what the office owes every year or quarter, whatever its cases.
    case_id: Mapped[str | None] = mapped_column(ForeignKey("court_case.id"), index=True)
    duty_key: Mapped[str] = mapped_column(String(200), index=True)
    action: Mapped[str] = mapped_column(String(20))
    on: Mapped[date | None] = mapped_column("acted_on")
    handed_in: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[str] = mapped_column(Text, default="")
    by_user: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
