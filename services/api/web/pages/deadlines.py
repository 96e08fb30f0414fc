"""期限: every open duty of the office by day; what is owed every year; what others owe the office."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.accounts.store import user_names
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import (
    duties_of_office,
    incoming_of_office,
    recurring_duty,
    recurring_of_office,
)
from services.api.holidays.store import calendar_in_force
from services.api.web.pages.common import SAID, typed_date
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.due import due_row
from services.api.web.views.lists import days_of
from services.api.web.views.office_duties import incoming_page, recurring_page

router = APIRouter(prefix="/deadlines")


@router.get("")
def get_deadlines(service: The, who: Who) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        calendar = calendar_in_force(session)
        views = duties_of_office(who, session, today)
        shell = shell_of(service, who, session)
    rows = {view.duty.key: due_row(view, today, calendar, own=shell.office) for view in views}
    return html("deadlines.html", shell, days_of(views, rows, calendar, today), active="期限")


@router.get("/office")
def get_recurring(service: The, who: Who) -> Response:
    """What the office owes every year and quarter."""
    today = service.today()
    with service.database.transaction() as session:
        views = recurring_of_office(who, session, today)
        names = user_names(who, session)
        calendar = calendar_in_force(session)
        shell = shell_of(service, who, session)
    page = recurring_page(views, names, calendar, today)
    return html("office_duties.html", shell, page, active="期限")


@router.post("/office/duties")
def post_recurring(
    *,
    request: Request,
    service: The,
    who: Who,
    key: Annotated[str, Form()],
    action: Annotated[str, Form()],
    on: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    dated = on.strip() and action not in (Act.NOTE, Act.REOPENED)
    day = typed_date(on, "日期") if dated else None
    with service.database.transaction() as session:
        recurring_duty(who, session, key, service.today())
        act_on_duty(who, session, None, key, action, today=service.today(), on=day, note=note)
    return go_to(request, "/deadlines/office", SAID[Act(action)])


@router.get("/incoming")
def get_incoming(service: The, who: Who) -> Response:
    """What others owe this office."""
    today = service.today()
    with service.database.transaction() as session:
        views = incoming_of_office(who, session, today)
        calendar = calendar_in_force(session)
        shell = shell_of(service, who, session)
    page = incoming_page(views, calendar, today)
    return html("deadlines_incoming.html", shell, page, active="期限")
