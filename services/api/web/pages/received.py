"""收件: how a paper was served and whose it is, messages of courts, tasks, confirmed addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.accounts.store import user_names
from services.api.cases.store import get_case, proceeding_numbered
from services.api.db import now
from services.api.documents.store import get_paper, papers_of_case
from services.api.errors import NotFound, Unacceptable
from services.api.receipts import store, tasks, tell
from services.api.receipts.collect import services_of_paper
from services.api.receipts.messages import (
    add_message,
    file_message,
    message_views,
    withdraw_message,
)
from services.api.receipts.whose import whose_of
from services.api.service import Service
from services.api.settings import CHINA
from services.api.typed import read_moment
from services.api.web.pages.common import typed_date
from services.api.web.render import fragment, go_to, html, shell_of
from services.api.web.views.received import address_page, paper_received, received
from services.vocabulary import Standing

router = APIRouter()
Text = Annotated[str, Form(max_length=2000)]


@router.get("/papers/{paper_id}/received")
def get_paper_received(paper_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        return _paper(service, who, session, paper_id)


@router.post("/papers/{paper_id}/services")
def post_service(
    *,
    paper_id: str,
    service: The,
    who: Who,
    basis: Annotated[str, Form()],
    on: Annotated[str, Form()] = "",
    read_on: Annotated[str, Form()] = "",
    address: Annotated[str, Form(max_length=200)] = "",
    note: Text = "",
) -> Response:
    with service.database.transaction() as session:
        tell.note_service(
            who,
            session,
            paper_id,
            basis=basis,
            on=typed_date(on, "送达日期") if on.strip() else None,
            read_on=typed_date(read_on, "回复或者阅知日期") if read_on.strip() else None,
            address=address,
            signed=True,
            note=note,
            today=service.today(),
        )
        session.flush()
        return _paper(service, who, session, paper_id)


@router.post("/received/services/{evidence_id}/withdraw")
def post_withdraw_service(evidence_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        paper_id = store.get_noted(who, session, evidence_id).paper_id
        tell.withdraw_service(who, session, evidence_id)
        session.flush()
        if paper_id is None:
            raise NotFound("这份文书")
        return _paper(service, who, session, paper_id)


@router.post("/papers/{paper_id}/whose")
def post_whose(
    *,
    paper_id: str,
    service: The,
    who: Who,
    whose: Annotated[str, Form()] = "",
    note: Text = "",
) -> Response:
    with service.database.transaction() as session:
        tell.tell_whose(who, session, paper_id, whose, note)
        session.flush()
        return _paper(service, who, session, paper_id)


@router.get("/cases/{case_id}/received")
def get_case_received(case_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        get_case(who, session, case_id)
        papers = [
            paper
            for paper in papers_of_case(who, session, case_id)
            if paper.copy_of is None and paper.standing != Standing.ATTACHED
        ]
        whose = whose_of(who, session, papers)
        page = received(
            tasks=[t for t in tasks.tasks_of_office(who, session) if t.case_id == case_id],
            views=[v for v in message_views(who, session) if v.case_id == case_id],
            names=user_names(who, session),
            whose=[(paper.id, paper.title, whose[paper.id]) for paper in papers],
            today=service.today(),
        )
    return fragment("_received.html", page)


@router.get("/inbox/received")
def get_inbox_received(service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        page = received(
            tasks=tasks.tasks_of_office(who, session),
            views=message_views(who, session),
            names=user_names(who, session),
            today=service.today(),
            paste=True,
        )
    return fragment("_received.html", page)


@router.post("/received/messages")
def post_message(
    *,
    request: Request,
    service: The,
    who: Who,
    text: Annotated[str, Form(max_length=5000)],
    arrived: Annotated[str, Form(max_length=60)] = "",
    address: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    with service.database.transaction() as session:
        add_message(who, session, text, at=now(), arrived_at=_typed_moment(arrived), address=address)
    return go_to(request, _where(request), "短信已收下，待下载文书")


@router.post("/received/messages/{message_id}/case")
def post_message_case(
    message_id: str, request: Request, service: The, who: Who, number: Annotated[str, Form()]
) -> Response:
    """``number``: a case number of the case it belongs to."""
    with service.database.transaction() as session:
        found = proceeding_numbered(who, session, number.strip())
        if found is None:
            raise Unacceptable("no_such_case", f"没有案号为“{number}”的案件。", "请核对案号。")
        file_message(who, session, message_id, found.case_id)
    return go_to(request, _where(request), "已归入案件")


@router.post("/received/messages/{message_id}/withdraw")
def post_withdraw_message(message_id: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        withdraw_message(who, session, message_id)
    return go_to(request, _where(request), "已撤回")


@router.post("/received/tasks/{key}/done")
def post_done(
    *,
    key: str,
    request: Request,
    service: The,
    who: Who,
    on: Annotated[str, Form()],
    how: Annotated[str, Form(max_length=200)],
    note: Text = "",
) -> Response:
    with service.database.transaction() as session:
        day = typed_date(on, "办结日期")
        tasks.finish_task(who, session, key, on=day, how=how, note=note, today=service.today())
    return go_to(request, _where(request), "已登记办结")


@router.post("/received/tasks/{key}/reopen")
def post_reopen(key: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        tasks.reopen_task(who, session, key)
    return go_to(request, _where(request), "已撤回办结")


@router.get("/received/addresses")
def get_addresses(service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        page = address_page(store.addresses(who, session), service.today())
        shell = shell_of(service, who, session)
    return html("received_addresses.html", shell, page, active="收件")


@router.post("/received/addresses")
def post_address(
    *,
    request: Request,
    service: The,
    who: Who,
    court: Annotated[str, Form(max_length=100)],
    address: Annotated[str, Form(max_length=200)],
    kind: Annotated[str, Form()],
    consent: Annotated[str, Form()],
    since: Annotated[str, Form()],
    until: Annotated[str, Form()] = "",
    note: Text = "",
) -> Response:
    with service.database.transaction() as session:
        tell.register_address(
            who,
            session,
            court=court,
            address=address,
            kind=kind,
            consent=consent,
            since=typed_date(since, "起始日期"),
            until=typed_date(until, "截止日期") if until.strip() else None,
            note=note,
        )
    return go_to(request, "/received/addresses", "已登记")


@router.post("/received/addresses/{address_id}/end")
def post_address_end(
    address_id: str, request: Request, service: The, who: Who, until: Annotated[str, Form()]
) -> Response:
    with service.database.transaction() as session:
        tell.end_address(who, session, address_id, typed_date(until, "截止日期"))
    return go_to(request, "/received/addresses", "已登记截止日期")


@router.post("/received/addresses/{address_id}/remove")
def post_address_remove(address_id: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        tell.remove_address(who, session, address_id)
    return go_to(request, "/received/addresses", "已撤回")


def _paper(service: Service, who: Actor, session: Session, paper_id: str) -> Response:
    paper = get_paper(who, session, paper_id)
    page = paper_received(
        paper.id,
        whose_of(who, session, [paper])[paper.id],
        services_of_paper(who, session, paper),
        service.today(),
    )
    return fragment("_received_paper.html", page)


def _where(request: Request) -> str:
    """Back to the case whose page it was done on, else to the ledger."""
    path = urlsplit(request.headers.get("hx-current-url", "")).path
    return path if path.startswith("/cases/") else "/inbox"


def _typed_moment(text: str) -> datetime | None:
    if not text.strip():
        return None
    try:
        return read_moment(text).replace(tzinfo=CHINA)
    except ValueError:
        raise Unacceptable(
            "bad_value", f"到达时间“{text}”读不出来。", "请写成2026-03-18 14:30这样的时间。"
        ) from None
