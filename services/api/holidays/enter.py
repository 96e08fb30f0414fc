"""Entering next year's notice: read the pasted text, show what moves, keep it once confirmed."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.db import now
from services.api.errors import Conflict, Forbidden, NotFound, Unacceptable
from services.api.holidays.entered import EnteredYear
from services.api.holidays.store import calendar_in_force, entered_years
from services.law.calendar import HolidayYear, with_year
from services.law.holiday_notice import NoticeUnreadable, parse_holiday_notice


def read_notice(session: Session, text: str) -> HolidayYear:
    """The year a pasted notice sets. Unacceptable when it cannot be read or does not follow the years
    at hand: a gap would count with days nobody published."""
    try:
        year = parse_holiday_notice(text)
        with_year(calendar_in_force(session), year)
    except NoticeUnreadable as error:
        raise Unacceptable("notice_unreadable", f"{error}", "请核对原文后重新粘贴。") from None
    except ValueError as error:
        raise Unacceptable("year_out_of_order", f"{error}。", "请先录入前一年的放假通知。") from None
    return year


def enter_year(who: Actor, session: Session, text: str) -> EnteredYear:
    """Keep the year a person has looked at; every provisional date is counted anew from then on."""
    user = _entering(who)
    year = read_notice(session, text)
    row = EnteredYear(
        year=year.year, content=year.model_dump(mode="json"), text=text.strip(), by_user=user
    )
    session.add(row)
    session.flush()
    record(who, session, "holidays.entered", ("year", str(year.year)), after=row.content)
    return row


def withdraw_year(who: Actor, session: Session, year: int) -> None:
    """Take the last entered year back. Conflict for one that others follow."""
    _entering(who)
    rows = entered_years(session)
    row = next((each for each in rows if each.year == year), None)
    if row is None:
        raise NotFound(f"录入的{year}年放假安排")
    if row is not rows[-1]:
        raise Conflict("year_followed", f"{year}年之后还录有别的年份。", "请先撤回最后一年。")
    row.withdrawn_at = now()
    session.flush()
    record(who, session, "holidays.withdrawn", ("year", str(year)), before=row.content)


def may_enter(who: Actor) -> bool:
    """Only administrators: the calendar counts every date of every office of the service."""
    return who.user_id is not None and who.role == "administrator"


def _entering(who: Actor) -> str:
    if not may_enter(who) or who.user_id is None:
        raise Forbidden(
            "administrator_needed", "放假安排对所有单位生效，只有管理员能录入。", "请联系管理员。"
        )
    return who.user_id
