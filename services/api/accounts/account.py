"""Organisations, users and the actor every store function is asked on behalf of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, now
from services.vocabulary import OrganisationKind

UserRole = Literal["clerk", "reviewer", "manager", "administrator"]


UNNAMED = "本单位（请在设置中填写全称）"  # until somebody says what the office is called


class Organisation(Identified, Base):
    """An office (单位). ``demo`` marks the sample organisation, removed by one click."""

    __tablename__ = "organisation"

    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40))  # vocabulary.OrganisationKind
    jurisdiction: Mapped[str] = mapped_column(String(40))  # vocabulary.Jurisdiction: its rule pack
    former_names: Mapped[list[Any]] = mapped_column(default=list)
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=now)

    @property
    def names_of_its_mail(self) -> tuple[str, ...]:
        """Present and former names that tell a paper served on this office from one on another. ()
        where papers of several offices arrive (司法局), and while nobody has named the office."""
        if self.kind == OrganisationKind.JUSTICE_BUREAU or self.name == UNNAMED:
            return ()
        return (self.name, *self.former_names)


class User(Identified, Base):
    """A person who signs in. ``password_hash`` is argon2id, None for the loopback administrator."""

    __tablename__ = "user_account"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    login: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(default=now)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: first argument of every store function, which sees only this organisation's rows.

    ``user_id`` is None for the service itself (jobs), which still acts inside one organisation.
    """

    organisation_id: str
    user_id: str | None
    name: str
    role: UserRole = "clerk"
