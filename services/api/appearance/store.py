"""Told facts and attendees of one office: the only module that queries them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.appearance.told import HearingAttendee, ToldFact
from services.api.errors import NotFound


def told_facts(who: Actor, session: Session, case_id: str) -> dict[str, ToldFact]:
    """The answers in force of one case, by fact."""
    rows = session.scalars(
        select(ToldFact)
        .where(ToldFact.organisation_id == who.organisation_id, ToldFact.case_id == case_id)
        .order_by(ToldFact.at, ToldFact.id)
    )
    latest = {row.fact: row for row in rows}
    return {fact: row for fact, row in latest.items() if row.value}


def attendees_of_case(who: Actor, session: Session, case_id: str) -> Sequence[HearingAttendee]:
    """Who goes or went to the hearings of one case, by hearing, in the order entered."""
    return session.scalars(
        select(HearingAttendee)
        .where(
            HearingAttendee.organisation_id == who.organisation_id,
            HearingAttendee.case_id == case_id,
            HearingAttendee.removed.is_(False),
        )
        .order_by(HearingAttendee.hearing_on, HearingAttendee.at, HearingAttendee.id)
    ).all()


def attended_in_year(who: Actor, session: Session, position: str, year: int) -> bool:
    """Whether somebody of this position is recorded as having gone to a hearing in ``year``."""
    rows = session.scalars(
        select(HearingAttendee.hearing_on).where(
            HearingAttendee.organisation_id == who.organisation_id,
            HearingAttendee.position == position,
            HearingAttendee.attended.is_(True),
            HearingAttendee.removed.is_(False),
        )
    )
    return any(day.year == year for day in rows)


def get_attendee(who: Actor, session: Session, case_id: str, attendee_id: str) -> HearingAttendee:
    """One attendee of the case. NotFound when it is not this office's or was taken off."""
    row = session.get(HearingAttendee, attendee_id)
    ours = row is not None and (row.organisation_id, row.case_id) == (who.organisation_id, case_id)
    if row is None or not ours or row.removed:
        raise NotFound("这名出庭人员")
    return row
