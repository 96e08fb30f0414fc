"""Cases and proceedings of one office: the only module that queries them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.cases.case import Case, Proceeding
from services.api.errors import NotFound
from services.api.settings import CHINA

_AT_ONCE = 500  # ids in one question: databases take only so many


def list_cases(
    who: Actor, session: Session, *, limit: int | None = 200, offset: int = 0
) -> Sequence[Case]:
    """Disputes of the office, newest first; ``limit`` None: all of them."""
    return session.scalars(
        select(Case)
        .where(Case.organisation_id == who.organisation_id)
        .order_by(Case.created_at.desc(), Case.id)
        .limit(limit)
        .offset(offset)
    ).all()


def find_cases(
    who: Actor, session: Session, words: str, *, limit: int = 200, offset: int = 0
) -> Sequence[Case]:
    """As ``list_cases``, those whose title or one of whose case numbers contains ``words``."""
    if not words:
        return list_cases(who, session, limit=limit, offset=offset)
    numbered = select(Proceeding.case_id).where(
        Proceeding.organisation_id == who.organisation_id,
        Proceeding.case_number.contains(words, autoescape=True),
    )
    return session.scalars(
        select(Case)
        .where(
            Case.organisation_id == who.organisation_id,
            Case.title.contains(words, autoescape=True) | Case.id.in_(numbered),
        )
        .order_by(Case.created_at.desc(), Case.id)
        .limit(limit)
        .offset(offset)
    ).all()


def get_case(who: Actor, session: Session, case_id: str) -> Case:
    """One dispute. NotFound when it is not this office's."""
    row = session.get(Case, case_id)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这个案件")
    return row


def cases_by_id(who: Actor, session: Session, *case_ids: str) -> dict[str, Case]:
    asked = list(dict.fromkeys(case_ids))
    found: dict[str, Case] = {}
    for start in range(0, len(asked), _AT_ONCE):
        some = asked[start : start + _AT_ONCE]
        rows = session.scalars(
            select(Case).where(Case.organisation_id == who.organisation_id, Case.id.in_(some))
        )
        found |= {row.id: row for row in rows}
    return found


def proceedings_of(who: Actor, session: Session, *case_ids: str) -> Sequence[Proceeding]:
    """Courts and case numbers of these disputes."""
    return session.scalars(
        select(Proceeding)
        .where(Proceeding.organisation_id == who.organisation_id, Proceeding.case_id.in_(case_ids))
        .order_by(Proceeding.case_id, Proceeding.case_number)
    ).all()


def proceeding_numbered(who: Actor, session: Session, case_number: str) -> Proceeding | None:
    """The proceeding with exactly this number."""
    return session.scalar(
        select(Proceeding).where(
            Proceeding.organisation_id == who.organisation_id, Proceeding.case_number == case_number
        )
    )


def ordinal_in_year(who: Actor, session: Session, case: Case) -> int:
    """The case's running number among the office's cases of its year (年度流水), from 1, in the order
    they were opened; the year is that of the office's calendar."""
    year = case.created_at.astimezone(CHINA).year
    opened = select(func.count()).where(
        Case.organisation_id == who.organisation_id,
        Case.created_at >= datetime(year, 1, 1, tzinfo=CHINA),
        (Case.created_at < case.created_at)
        | ((Case.created_at == case.created_at) & (Case.id <= case.id)),
    )
    return session.scalar(opened) or 1
