"""The dates a duty was shown with. Duties themselves are derived and never stored."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class ShownDuty(Identified, Base):
    """What people last saw of one duty (services.law.moves.Shown). Rows are only added: the newest of a
    key is in force. ``by_user``: who took note of a change; None for what a page showed first.
    ``gone``: noted that nothing gives rise to the duty any more."""

    __tablename__ = "shown_duty"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("court_case.id"), index=True)
    duty_key: Mapped[str] = mapped_column(String(200))
    rule_id: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    target: Mapped[date | None]
    due: Mapped[date | None]
    trigger_on: Mapped[date | None]
    provisional: Mapped[bool]
    rule_mark: Mapped[str] = mapped_column(String(16))
    gone: Mapped[bool] = mapped_column(default=False)
    by_user: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
