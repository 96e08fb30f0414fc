"""Setting up an office: its name and rule pack, passwords of its users."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor, Organisation
from services.api.accounts.store import hash_password, office, user_named
from services.api.audit.store import record
from services.api.errors import Unacceptable
from services.law.pack import usable_jurisdictions
from services.vocabulary import OrganisationKind

SHORTEST_PASSWORD = 10


def change_office(
    who: Actor,
    session: Session,
    *,
    name: str,
    kind: str,
    jurisdiction: str,
    former_names: Sequence[str] = (),
) -> Organisation:
    """Set the office's full name, kind (vocabulary.OrganisationKind) and rule pack."""
    name = name.strip()
    if not name:
        raise Unacceptable("name_missing", "单位名称是空的。", "请填写公章上的全称。")
    if kind not in set(OrganisationKind) or jurisdiction not in usable_jurisdictions():
        raise Unacceptable("unknown_choice", "单位类型或适用规则不在可选范围。", "请从列表中选择。")
    row = office(who, session)
    before = {"name": row.name, "kind": row.kind, "jurisdiction": row.jurisdiction}
    row.name, row.kind, row.jurisdiction = name, kind, jurisdiction
    row.former_names = [each.strip() for each in former_names if each.strip()]
    after = {"name": row.name, "kind": row.kind, "jurisdiction": row.jurisdiction}
    record(who, session, "office.changed", ("organisation", row.id), before=before, after=after)
    return row


def set_password(who: Actor, session: Session, login: str, password: str) -> None:
    """Give a user of this office a password (argon2id), at least 10 characters."""
    if len(password) < SHORTEST_PASSWORD:
        raise Unacceptable("password_short", "密码太短。", f"请设至少{SHORTEST_PASSWORD}个字符的密码。")
    user = user_named(who, session, login)
    user.password_hash = hash_password(password)
    record(who, session, "password.set", ("user", user.id))
