"""What people record on the page of a case: events, how a ruling stands, when others were served."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.cases.recording import record_effect, record_event, record_service, withdraw
from services.api.deadlines.derive import duties_of_case
from services.api.web.pages.common import typed_date
from services.api.web.render import go_to
from services.api.web.views.rulings import before_own_appeal_ends, early_effect_words

router = APIRouter(prefix="/cases/{case_id}/records")
Note = Annotated[str, Form(max_length=2000)]


@router.post("/event")
def post_event(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    kind: Annotated[str, Form()],
    on: Annotated[str, Form()],
    note: Note = "",
) -> Response:
    with service.database.transaction() as session:
        day = typed_date(on, "日期")
        record_event(who, session, case_id, kind, day, today=service.today(), note=note)
    return go_to(request, f"/cases/{case_id}", "已登记，期限已重算")


@router.post("/effect")
def post_effect(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    paper: Annotated[str, Form()],
    answer: Annotated[str, Form()],
    basis: Annotated[str, Form()],
    on: Annotated[str, Form()] = "",
    note: Note = "",
) -> Response:
    today = service.today()
    day = typed_date(on, "生效日期") if on.strip() else None
    effective = answer == "effective"
    with service.database.transaction() as session:
        record_effect(
            who, session, paper, effective=effective, on=day, basis=basis, today=today, note=note
        )
        duties = [view.duty for view in duties_of_case(who, session, case_id, today)]
    end = before_own_appeal_ends(paper, day, duties, today) if effective else None
    doubt = f"已登记。{early_effect_words(end, today)}" if end else ""
    return go_to(request, f"/cases/{case_id}", doubt or "已登记，效力和期限已重算")


@router.post("/service")
def post_service(
    *,
    case_id: str,
    request: Request,
    service: The,
    who: Who,
    paper: Annotated[str, Form()],
    party: Annotated[str, Form(max_length=200)],
    on: Annotated[str, Form()],
    note: Note = "",
) -> Response:
    with service.database.transaction() as session:
        day = typed_date(on, "收到日期")
        record_service(who, session, paper, party, day, today=service.today(), note=note)
    return go_to(request, f"/cases/{case_id}", "已登记，效力和期限已重算")


@router.post("/{kind}/{record_id}/withdraw")
def post_withdraw(
    *, case_id: str, kind: str, record_id: str, request: Request, service: The, who: Who
) -> Response:
    with service.database.transaction() as session:
        withdraw(who, session, case_id, kind, record_id)
    return go_to(request, f"/cases/{case_id}", "已撤回")
