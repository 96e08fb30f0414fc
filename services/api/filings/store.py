"""Filings of one office: the only module that queries them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.errors import NotFound
from services.api.filings.filing import Filing


def filings_of_case(who: Actor, session: Session, case_id: str) -> Sequence[Filing]:
    """Frozen copies made for one case, newest first."""
    return session.scalars(
        select(Filing)
        .where(Filing.organisation_id == who.organisation_id, Filing.case_id == case_id)
        .order_by(Filing.at.desc(), Filing.id)
    ).all()


def get_filing(who: Actor, session: Session, case_id: str, filing_id: str) -> Filing:
    """One frozen copy. NotFound when it is not this office's or of another case."""
    row = session.get(Filing, filing_id)
    if row is None or row.organisation_id != who.organisation_id or row.case_id != case_id:
        raise NotFound("这份报送材料")
    return row
