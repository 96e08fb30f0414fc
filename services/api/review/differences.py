"""A later reading says otherwise than what a person stands by: the person takes it or lets it be."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.db import now
from services.api.documents.difference import ReadingDifference
from services.api.documents.renew import OF_THE_PAPER
from services.api.documents.store import get_paper, take_paper
from services.api.errors import Conflict, NotFound
from services.api.review.confirm import correct_fact, retype_paper, set_aside
from services.vocabulary import FieldName

KEPT, TAKEN = "kept", "taken"


def waiting_differences(
    who: Actor, session: Session, *paper_ids: str, limit: int = 200
) -> Sequence[ReadingDifference]:
    """Differences nobody decided yet, of these papers or of the whole office, oldest first."""
    query = select(ReadingDifference).where(
        ReadingDifference.organisation_id == who.organisation_id, ReadingDifference.decided.is_(None)
    )
    if paper_ids:
        query = query.where(ReadingDifference.paper_id.in_(paper_ids))
    return session.scalars(
        query.order_by(ReadingDifference.at, ReadingDifference.id).limit(limit)
    ).all()


def papers_that_differ(who: Actor, session: Session) -> set[str]:
    """Ids of the papers with a difference nobody decided yet."""
    return set(
        session.scalars(
            select(ReadingDifference.paper_id)
            .where(
                ReadingDifference.organisation_id == who.organisation_id,
                ReadingDifference.decided.is_(None),
            )
            .distinct()
        )
    )


def decide(who: Actor, session: Session, difference_id: str, *, take: bool, version: int) -> str:
    """Put the new reading in place of the fact, or let the fact stand; gives the paper's id. A taken
    value is the person's: it is recorded like any correction. Changed when ``version`` is stale."""
    row = session.get(ReadingDifference, difference_id, with_for_update=True)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这处不同")
    if row.decided:
        raise Conflict("decided", "这处不同已有人处理。", "请刷新页面。")
    if take:
        _take(who, session, row, version)
    elif get_paper(who, session, row.paper_id).version != version:
        take_paper(who, session, row.paper_id, version)  # says that it was changed meanwhile
    row.decided, row.decided_by, row.decided_at = TAKEN if take else KEPT, who.user_id, now()
    record(
        who,
        session,
        "difference.decided",
        ("paper", row.paper_id),
        before={"field": row.field, "value": row.before},
        after={"field": row.field, "value": row.after, "decided": row.decided},
    )
    return row.paper_id


def _take(who: Actor, session: Session, row: ReadingDifference, version: int) -> None:
    if row.field == "paper":
        set_aside(who, session, row.paper_id, version=version)
    elif row.field in OF_THE_PAPER:
        retype_paper(who, session, row.paper_id, version=version, **{row.field: row.after})
    else:
        value = row.after
        if row.field == FieldName.HEARING_AT and isinstance(value, str):
            value = [value]
        correct_fact(
            who,
            session,
            row.paper_id,
            row.field,
            value,
            version=version,
            ordinal=row.ordinal,
            source=row.source,
        )
