"""今天: the page a clerk opens in the morning and prints."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.accounts.store import office
from services.api.db import now
from services.api.deadlines.desk import desk_of
from services.api.deadlines.moved import keep_shown
from services.api.documents.store import count_documents, current_facts
from services.api.holidays.store import calendar_in_force
from services.api.web.pages.common import rows_by_paper
from services.api.web.render import html, shell_of
from services.api.web.views.today import today_page

router = APIRouter()


@router.get("/")
def get_today(service: The, who: Who) -> Response:
    day = service.today()
    with service.database.reading() as session:
        desk = desk_of(who, session, day)
        waiting = [w.paper for w in desk.waiting if w.needs == "confirmation"]
        facts = current_facts(who, session, *(paper.id for paper in waiting))
        page = today_page(
            desk=desk,
            calendar=calendar_in_force(session),
            counts=count_documents(who, session),
            rows_of=rows_by_paper(waiting, facts),
            now=now(),
            own=office(who, session).name,
        )
        shell = shell_of(service, who, session)
    keep_shown(who, service.database, (*desk.overdue, *desk.this_week, *desk.later))
    return html("today.html", shell, page, active="今天")
