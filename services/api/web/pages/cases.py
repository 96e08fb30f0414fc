"""案件: the list, one case, what people do about its duties, its filings."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from services.api.accounts.session import The, Who
from services.api.accounts.store import user_names
from services.api.appearance.store import attendees_of_case
from services.api.cases import records, store
from services.api.cases.facts import facts_of_case
from services.api.cases.timeline import timeline
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import duties_of_case, duty_of_case
from services.api.deadlines.moved import keep_shown, moved_among, take_note
from services.api.documents.store import current_facts, papers_of_case, receipts
from services.api.filings.make import drafts, make_filing
from services.api.filings.store import filings_of_case
from services.api.holidays.store import calendar_in_force
from services.api.web.pages.common import SAID, cause_of, typed_date
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.case import case_page
from services.api.web.views.filing import form_line, origins_of
from services.api.web.views.lists import PAGE_SIZE, CaseList, case_rows
from services.api.web.views.rulings import records_panel
from services.law.standing import effects_of
from services.vocabulary import ReviewState

router = APIRouter()


@router.get("/cases")
def get_cases(
    service: The,
    who: Who,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
    q: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        found = store.find_cases(
            who, session, q.strip(), limit=PAGE_SIZE + 1, offset=(number - 1) * PAGE_SIZE
        )
        cases = found[:PAGE_SIZE]
        ids = [case.id for case in cases]
        rows = case_rows(
            cases=cases,
            proceedings=store.proceedings_of(who, session, *ids),
            papers={case_id: len(papers_of_case(who, session, case_id)) for case_id in ids},
            views=[v for case_id in ids for v in duties_of_case(who, session, case_id, today)],
            calendar=calendar_in_force(session),
            today=today,
        )
        shell = shell_of(service, who, session)
    more = f"&q={quote(q)}" if q else ""
    page = CaseList(
        rows=rows,
        words=f"“{q}”" if q else "",
        query=q,
        previous=f"/cases?page={number - 1}{more}" if number > 1 else "",
        following=f"/cases?page={number + 1}{more}" if len(found) > PAGE_SIZE else "",
    )
    return html("cases.html", shell, page, active="案件")


@router.get("/cases/{case_id}")
def get_case(case_id: str, service: The, who: Who) -> Response:
    today = service.today()
    with service.database.reading() as session:
        case = store.get_case(who, session, case_id)
        papers = [each for each in papers_of_case(who, session, case_id) if each.copy_of is None]
        ids = [paper.id for paper in papers]
        confirmed = [p.id for p in papers if p.review_state == ReviewState.CONFIRMED]
        facts = current_facts(who, session, *confirmed)
        known = facts_of_case(who, session, case_id)
        effects = effects_of(known, calendar_in_force(session), today=today)
        names = user_names(who, session)
        views = duties_of_case(who, session, case_id, today)
        received = receipts(who, session, *ids)
        made = filings_of_case(who, session, case_id)
        origins = origins_of(
            case_id=case_id,
            papers=papers,
            facts=facts,
            receipts={receipt.id: paper_id for paper_id, receipt in received.items()},
            views=views,
            attendees=[each.id for each in attendees_of_case(who, session, case_id)],
        )
        page = case_page(
            case=case,
            proceedings=store.proceedings_of(who, session, case_id),
            facts=known,
            cause=cause_of(who, session, case_id),
            events=timeline(who, session, case_id),
            views=views,
            moved=moved_among(who, session, case_id, views),
            papers=papers,
            receipts=received,
            forms=tuple(
                form_line(draft, made, views, origins, today)
                for draft in drafts(who, session, case_id, today)
            ),
            names=names,
            effects=effects,
            records=records_panel(
                facts=known,
                effects=effects,
                events=records.events_of(who, session, case_id),
                said=records.effects_of(who, session, case_id),
                services=records.services_of(who, session, case_id),
                names=names,
                duties=[view.duty for view in views],
                today=today,
            ),
            calendar=calendar_in_force(session),
            today=today,
        )
        shell = shell_of(service, who, session)
    keep_shown(who, service.database, views)
    return html("case.html", shell, page, active="案件")


@router.post("/cases/{case_id}/duties")
def post_duty(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    key: Annotated[str, Form()],
    action: Annotated[str, Form()],
    on: Annotated[str, Form()] = "",
    note: Annotated[str, Form(max_length=2000)] = "",
    handed_in: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    dated = on.strip() and action not in (Act.NOTE, Act.REOPENED)
    way = handed_in if action == Act.COMPLETED else None
    day = typed_date(on, "日期") if dated else None
    with service.database.transaction() as session:
        view = duty_of_case(who, session, case_id, key, service.today())
        act_on_duty(
            who,
            session,
            case_id,
            key,
            action,
            today=service.today(),
            on=day,
            note=note,
            handed_in=way,
            papers=view.duty.papers,
        )
    return go_to(request, f"/cases/{case_id}", SAID[Act(action)])


@router.post("/cases/{case_id}/changes")
def post_noted(
    case_id: str, request: Request, service: The, who: Who, key: Annotated[str, Form(max_length=200)]
) -> Response:
    """Somebody has seen that a date moved."""
    with service.database.transaction() as session:
        take_note(who, session, case_id, [key], service.today())
    return go_to(request, _back(request, case_id), "已记下")


def _back(request: Request, case_id: str) -> str:
    """To the list of all changes when it was done there."""
    page = request.headers.get("hx-current-url", "")
    return "/deadlines/changes" if page.endswith("/deadlines/changes") else f"/cases/{case_id}"


@router.post("/cases/{case_id}/filings/{form_id}")
async def post_filing(case_id: str, form_id: str, request: Request, service: The, who: Who) -> Response:
    """Draw the form up, keep the copy, and give the file."""
    sent = await request.form()
    typed = {k.removeprefix("cell:"): str(v) for k, v in sent.items() if k.startswith("cell:")}
    row = await run_in_threadpool(make_filing, who, service, case_id, form_id, typed=typed)
    return RedirectResponse(f"/api/v1/cases/{case_id}/filings/{row.id}/file", status_code=303)
