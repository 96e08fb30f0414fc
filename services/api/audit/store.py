"""Writing and reading the audit trail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.entry import AuditEntry


def record(
    who: Actor,
    session: Session,
    action: str,
    subject: tuple[str, str],
    *,
    before: Any = None,
    after: Any = None,
) -> None:
    """Add one row: ``action`` like ``fact.corrected``, ``subject`` = (kind, id)."""
    session.add(
        AuditEntry(
            organisation_id=who.organisation_id,
            user_id=who.user_id,
            action=action,
            subject_kind=subject[0],
            subject_id=subject[1],
            before=before,
            after=after,
        )
    )


def entries_of(
    who: Actor, session: Session, *subject_ids: str, limit: int = 200
) -> Sequence[AuditEntry]:
    """The trail of these subjects, newest first."""
    return session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.organisation_id == who.organisation_id,
            AuditEntry.subject_id.in_(subject_ids),
        )
        .order_by(AuditEntry.at.desc())
        .limit(limit)
    ).all()
