"""应诉与出庭: who answers a case, who appears at its hearings, who goes."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.appearance.decide import decisions_of_case
from services.api.appearance.tell import add_attendee, mark_attendee, tell_fact
from services.api.cases.store import get_case, proceedings_of
from services.api.web.pages.common import cause_of, typed_date
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.appearance import appearance_page

router = APIRouter(prefix="/cases/{case_id}/appearance")
_MARKS = {
    "proved": ({"proved": True}, "已登记：身份证明备好"),
    "attended": ({"attended": True}, "已登记：到庭"),
    "spoke": ({"attended": True, "spoke": True}, "已登记：到庭并发言"),
    "absent": ({"attended": False}, "已登记：未到庭"),
    "removed": ({"removed": True}, "已删去"),
}


@router.get("")
def get_appearance(case_id: str, service: The, who: Who) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        page = appearance_page(
            case=get_case(who, session, case_id),
            proceedings=proceedings_of(who, session, case_id),
            cause=cause_of(who, session, case_id),
            decisions=decisions_of_case(who, session, case_id, today),
            today=today,
        )
        shell = shell_of(service, who, session)
    return html("appearance.html", shell, page, active="案件")


@router.post("/answer")
def post_answer(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    fact: Annotated[str, Form(max_length=60)],
    value: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    with service.database.transaction() as session:
        tell_fact(who, session, case_id, fact, value, today=service.today())
    return go_to(request, f"/cases/{case_id}/appearance", "已记下" if value else "已撤回")


@router.post("/attendee")
def post_attendee(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    hearing_on: Annotated[str, Form()],
    name: Annotated[str, Form(max_length=60)] = "",
    title: Annotated[str, Form(max_length=60)] = "",
    position: Annotated[str, Form()] = "",
    unit: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    with service.database.transaction() as session:
        add_attendee(
            who,
            session,
            case_id,
            hearing_on=typed_date(hearing_on, "开庭日期"),
            name=name,
            title=title,
            position=position,
            unit=unit,
        )
    return go_to(request, f"/cases/{case_id}/appearance", "已登记出庭人员")


@router.post("/attendee/{attendee_id}")
def post_mark(
    *,
    case_id: str,
    attendee_id: str,
    request: Request,
    service: The,
    who: Who,
    mark: Annotated[str, Form()],
) -> Response:
    changes, words = _MARKS.get(mark, ({}, "没有改动"))
    with service.database.transaction() as session:
        mark_attendee(who, session, case_id, attendee_id, **changes)
    return go_to(request, f"/cases/{case_id}/appearance", words)
