"""Mailboxes an office has its court mail in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now


class MailAccount(Identified, Base):
    """One mailbox and how it goes with it. ``secret`` is the password, encrypted (``secret.py``).

    ``version`` counts changes of the settings: a running watcher starts anew when it differs.
    ``problem`` is ``{"code", "cause", "remedy"}`` while the server cannot be had, empty while it can.
    An account a person took away keeps its rows on the ledger.
    """

    __tablename__ = "mail_account"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    provider: Mapped[str] = mapped_column(String(20))  # a key of presets.yaml
    host: Mapped[str] = mapped_column(String(255))
    port: Mapped[int]
    security: Mapped[str] = mapped_column(String(10))  # tls, starttls, none
    username: Mapped[str] = mapped_column(String(255))
    secret: Mapped[str] = mapped_column(Text)
    folders: Mapped[list[Any]]  # names, the first is watched by IDLE
    since: Mapped[date | None]  # mails the server took in before this day are not looked at
    rules: Mapped[list[Any]] = mapped_column(default=list)  # rules.Rule as JSON, in order
    afterwards: Mapped[str] = mapped_column(String(10), default="nothing")  # nothing, flag, move
    move_to: Mapped[str] = mapped_column(String(200), default="")
    enabled: Mapped[bool] = mapped_column(default=True)
    removed: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(default=now)
    checked_at: Mapped[datetime | None]
    problem: Mapped[dict[str, Any]] = mapped_column(default=dict)
    failing_since: Mapped[datetime | None]
    next_try_at: Mapped[datetime | None]
    waits_by: Mapped[str] = mapped_column(String(10), default="")  # idle, poll; "" not connected
