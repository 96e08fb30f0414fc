"""期限: every open duty of the office, by day."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.deadlines.derive import duties_of_office
from services.api.web.render import html, shell_of
from services.api.web.views.due import due_row
from services.api.web.views.lists import days_of
from services.law.calendar import national_calendar

router = APIRouter()


@router.get("/deadlines")
def get_deadlines(service: The, who: Who) -> Response:
    today, calendar = service.today(), national_calendar()
    with service.database.transaction() as session:
        views = duties_of_office(who, session, today)
        shell = shell_of(service, who, session)
    rows = {view.duty.key: due_row(view, today, calendar, own=shell.office) for view in views}
    return html("deadlines.html", shell, days_of(views, rows, calendar, today), active="期限")
