"""日历: the working days every date is counted with, and next year's notice pasted as text."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.deadlines.derive import moved_by_year
from services.api.errors import Unacceptable
from services.api.holidays.enter import enter_year, may_enter, read_notice, withdraw_year
from services.api.holidays.store import calendar_in_force, entered_years
from services.api.service import Service
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.calendar import CalendarPage, calendar_page, preview_page

router = APIRouter(prefix="/calendar")
Notice = Annotated[str, Form(max_length=20_000)]


@router.get("")
def get_calendar(
    service: The, who: Who, year: Annotated[int | None, Query(ge=1990, le=2100)] = None
) -> Response:
    with service.database.transaction() as session:
        page = _year_page(service, who, session, year)
        shell = shell_of(service, who, session)
    return html("calendar.html", shell, page, active="期限")


def _year_page(service: Service, who: Actor, session: Session, year: int | None = None) -> CalendarPage:
    today = service.today()
    return calendar_page(
        calendar=calendar_in_force(session),
        year=year or today.year,
        entered=[row.year for row in entered_years(session)],
        may_enter=may_enter(who),
        today=today,
    )


@router.post("/read")
def post_read(service: The, who: Who, text: Notice) -> Response:
    """The pasted notice as a calendar, with what it moves; nothing is kept. What cannot be read comes
    back in its box with the reason."""
    today = service.today()
    with service.database.transaction() as session:
        try:
            year = read_notice(session, text)
        except Unacceptable as error:
            again = replace(_year_page(service, who, session), pasted=text, problem=error)
            shell = shell_of(service, who, session)
            return html("calendar.html", shell, again, active="期限", status=error.status)
        page = preview_page(
            calendar=calendar_in_force(session),
            year=year,
            text=text,
            moved=moved_by_year(who, session, year, today),
            today=today,
        )
        shell = shell_of(service, who, session)
    return html("calendar_preview.html", shell, page, active="期限")


@router.post("/enter")
def post_enter(request: Request, service: The, who: Who, text: Notice) -> Response:
    with service.database.transaction() as session:
        year = enter_year(who, session, text).year
    return go_to(request, f"/calendar?year={year}", f"{year}年放假安排已录入，暂定的期限已重算")


@router.post("/{year}/withdraw")
def post_withdraw(year: int, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        withdraw_year(who, session, year)
    return go_to(request, "/calendar", f"{year}年放假安排已撤回")
