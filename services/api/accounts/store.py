"""Organisations and users: first run, signing in, the actor of a request."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import cast

from pwdlib import PasswordHash
from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import UNNAMED, Actor, Organisation, User, UserRole
from services.api.db import Database
from services.api.errors import NotFound
from services.vocabulary import Jurisdiction, OrganisationKind

LOCAL_LOGIN = "admin"
_hasher = PasswordHash.recommended()


def ensure_local_administrator(session: Session) -> User:
    """First run: one office and one administrator without a password (loopback only)."""
    user = session.scalar(select(User).order_by(User.created_at))
    if user is not None:
        return user
    office = Organisation(
        name=UNNAMED,
        kind=OrganisationKind.DEPARTMENT,
        jurisdiction=Jurisdiction.CN,
    )
    session.add(office)
    session.flush()
    user = User(
        organisation_id=office.id,
        login=LOCAL_LOGIN,
        name="本机管理员",
        role="administrator",
        password_hash=None,
    )
    session.add(user)
    session.flush()
    return user


def passwords_missing(session: Session) -> bool:
    """True when some active user could act without a password."""
    return (
        session.scalar(
            select(User.id).where(User.password_hash.is_(None), User.active.is_(True)).limit(1)
        )
        is not None
    )


def passwordless_users(session: Session) -> Sequence[User]:
    """Users a loopback visitor may act as, oldest first: the local administrator, demo clerks."""
    return session.scalars(
        select(User)
        .where(User.password_hash.is_(None), User.active.is_(True))
        .order_by(User.created_at)
    ).all()


def sign_in(database: Database, login: str, password: str) -> User | None:
    """The user when the password is right. Takes equally long for an unknown login; argon2 is slow on
    purpose, so no transaction is open meanwhile."""
    with database.transaction() as session:
        user = session.scalar(select(User).where(User.login == login, User.active.is_(True)))
    known = user.password_hash if user and user.password_hash else _nobody()
    right = _hasher.verify(password, known)
    return user if right and user and user.password_hash else None


def active_user(session: Session, user_id: str) -> User | None:
    user = session.get(User, user_id)
    return user if user and user.active else None


def actor_of(user: User) -> Actor:
    """The actor ``user`` is in every store function."""
    return Actor(user.organisation_id, user.id, user.name, cast(UserRole, user.role))


def service_actor(organisation_id: str) -> Actor:
    """The service itself, acting inside one office (jobs)."""
    return Actor(organisation_id, None, "系统")


def office(who: Actor, session: Session) -> Organisation:
    """The actor's own organisation."""
    found = session.get(Organisation, who.organisation_id)
    if found is None:
        raise NotFound("本单位")
    return found


def offices(session: Session) -> Sequence[Organisation]:
    """Every office of this installation, for the machine's own command line."""
    return session.scalars(select(Organisation).order_by(Organisation.created_at)).all()


def user_names(who: Actor, session: Session) -> dict[str, str]:
    """Names of this office's users by id, for pages that say who did what."""
    rows = session.scalars(select(User).where(User.organisation_id == who.organisation_id))
    return {user.id: user.name for user in rows}


def user_named(who: Actor, session: Session, login: str) -> User:
    """A user of this office by login."""
    found = session.scalar(
        select(User).where(User.login == login, User.organisation_id == who.organisation_id)
    )
    if found is None:
        raise NotFound("这个用户")
    return found


def hash_password(password: str) -> str:
    """argon2id."""
    return _hasher.hash(password)


@cache
def _nobody() -> str:
    """A hash to verify against when the login is unknown."""
    return _hasher.hash("no user has this password")
