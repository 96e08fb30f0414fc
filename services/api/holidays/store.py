"""The calendar in force: the shipped notices and those entered since."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.holidays.entered import EnteredYear
from services.law.calendar import Calendar, HolidayYear, national_calendar, with_year


def entered_years(session: Session) -> Sequence[EnteredYear]:
    """Confirmed years that no shipped file holds, in order."""
    shipped = national_calendar().notices
    rows = session.scalars(
        select(EnteredYear).where(EnteredYear.withdrawn_at.is_(None)).order_by(EnteredYear.year)
    )
    return [row for row in rows if row.year not in shipped]


def calendar_in_force(session: Session) -> Calendar:
    """The calendar every date of the service is counted with."""
    return _extended(tuple(json.dumps(row.content, sort_keys=True) for row in entered_years(session)))


@lru_cache(maxsize=8)
def _extended(years: tuple[str, ...]) -> Calendar:
    # One object as long as nothing is entered: counts are kept by calendar.
    calendar = national_calendar()
    for year in years:
        calendar = with_year(calendar, HolidayYear.model_validate_json(year))
    return calendar
