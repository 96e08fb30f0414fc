"""期限: every open duty of the office by day; what is owed every year; what others owe the office."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Literal

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
from services.api.deadlines.moved import decide_on_rule, keep_shown, may_decide, moved_of_office
from services.api.holidays.store import calendar_in_force
from services.api.web.pages.common import SAID, typed_date
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.due import due_row
from services.api.web.views.lists import days_of
from services.api.web.views.moves import moves_page
from services.api.web.views.office_duties import incoming_page, recurring_page

router = APIRouter(prefix="/deadlines")


@router.get("")
def get_deadlines(service: The, who: Who) -> Response:
    today = service.today()
    with service.database.reading() as session:
        calendar = calendar_in_force(session)
        views = duties_of_office(who, session, today)
        moved = moved_of_office(who, session, views)
        shell = shell_of(service, who, session)
    keep_shown(who, service.database, views)
    rows = {view.duty.key: due_row(view, today, calendar, own=shell.office) for view in views}
    page = replace(days_of(views, rows, calendar, today), moved=len(moved))
    return html("deadlines.html", shell, page, active="期限")


@router.get("/changes")
def get_changes(service: The, who: Who) -> Response:
    """Duties whose dates differ from those last shown."""
    today = service.today()
    with service.database.reading() as session:
        moved = moved_of_office(who, session, duties_of_office(who, session, today))
        shell = shell_of(service, who, session)
    page = moves_page(moved, today, may_decide=may_decide(who))
    return html("deadlines_changes.html", shell, page, active="期限")


@router.post("/changes/rule")
def post_rule(
    *,
    request: Request,
    service: The,
    who: Who,
    case_id: Annotated[str, Form(max_length=32)],
    key: Annotated[str, Form(max_length=200)],
    choice: Annotated[Literal["keep", "apply"], Form()],
) -> Response:
    """Whether a changed rule is for a duty that ran already."""
    apply = choice == "apply"
    with service.database.transaction() as session:
        decide_on_rule(who, session, case_id, key, apply=apply, today=service.today())
    words = "已改按新规则" if apply else "已定为仍按原日期"
    return go_to(request, "/deadlines/changes", words)


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
