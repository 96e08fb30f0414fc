"""JSON: how papers were served, whose they are, confirmed addresses, messages, what is to be done."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.db import now
from services.api.documents.store import get_paper, papers_of_case
from services.api.errors import NotFound, problem_responses
from services.api.receipts import store, tasks, tell
from services.api.receipts.collect import services_of_paper
from services.api.receipts.messages import (
    MessageView,
    add_message,
    file_message,
    message_views,
    withdraw_message,
)
from services.api.receipts.schema import (
    Addresses,
    AddressIn,
    AddressOut,
    CaseIn,
    DoneIn,
    EndIn,
    MessageIn,
    MessageOut,
    Messages,
    NotedOut,
    ServiceIn,
    Services,
    TaskOut,
    Tasks,
    WhoseIn,
    WhoseOut,
    address_out,
    message_out,
    services_out,
    task_out,
    whose_out,
)
from services.api.receipts.whose import whose_of

router = APIRouter(prefix="/api/v1", tags=["收件"], responses=problem_responses(401))


@router.get(
    "/papers/{paper_id}/services", summary="一份文书的各次送达", responses=problem_responses(404)
)
def get_services(paper_id: str, service: The, who: Who) -> Services:
    with service.database.transaction() as session:
        return services_out(services_of_paper(who, session, get_paper(who, session, paper_id)))


@router.post(
    "/papers/{paper_id}/services",
    summary="登记一次送达",
    status_code=201,
    responses=problem_responses(404, 409, 422),
)
def post_service(paper_id: str, body: ServiceIn, service: The, who: Who) -> NotedOut:
    with service.database.transaction() as session:
        row = tell.note_service(who, session, paper_id, today=service.today(), **dict(body))
        return NotedOut(id=row.id)


@router.delete(
    "/received/services/{evidence_id}",
    summary="撤回登记的送达",
    status_code=204,
    responses=problem_responses(404, 409),
)
def delete_service(evidence_id: str, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        tell.withdraw_service(who, session, evidence_id)


@router.get("/papers/{paper_id}/whose", summary="是谁的文书", responses=problem_responses(404))
def get_whose(paper_id: str, service: The, who: Who) -> WhoseOut:
    with service.database.transaction() as session:
        return _whose(who, session, paper_id)


@router.post(
    "/papers/{paper_id}/whose", summary="说明是谁的文书", responses=problem_responses(404, 409, 422)
)
def post_whose(paper_id: str, body: WhoseIn, service: The, who: Who) -> WhoseOut:
    with service.database.transaction() as session:
        tell.tell_whose(who, session, paper_id, body.whose or "", body.note)
        return _whose(who, session, paper_id)


@router.get("/received/addresses", summary="确认过的电子送达地址")
def get_addresses(service: The, who: Who) -> Addresses:
    with service.database.transaction() as session:
        return Addresses(addresses=[address_out(row) for row in store.addresses(who, session)])


@router.post(
    "/received/addresses",
    summary="登记确认过的电子送达地址",
    status_code=201,
    responses=problem_responses(409, 422),
)
def post_address(body: AddressIn, service: The, who: Who) -> AddressOut:
    with service.database.transaction() as session:
        return address_out(tell.register_address(who, session, **dict(body)))


@router.post(
    "/received/addresses/{address_id}/end",
    summary="登记电子送达地址的截止日期",
    responses=problem_responses(404, 409, 422),
)
def post_address_end(address_id: str, body: EndIn, service: The, who: Who) -> AddressOut:
    with service.database.transaction() as session:
        return address_out(tell.end_address(who, session, address_id, body.until))


@router.delete(
    "/received/addresses/{address_id}",
    summary="撤回登记错的电子送达地址",
    status_code=204,
    responses=problem_responses(404, 409),
)
def delete_address(address_id: str, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        tell.remove_address(who, session, address_id)


@router.get("/received/messages", summary="法院短信")
def get_messages(
    service: The, who: Who, case_id: Annotated[str | None, Query(max_length=32)] = None
) -> Messages:
    with service.database.transaction() as session:
        views = message_views(who, session)
        shown = [view for view in views if case_id is None or view.case_id == case_id]
        return Messages(
            messages=[message_out(view) for view in shown],
            unmatched=sorted({n for v in shown if v.case_id is None for n in v.values("case_numbers")}),
        )


@router.post(
    "/received/messages",
    summary="粘贴一条法院短信",
    status_code=201,
    responses=problem_responses(409, 422),
)
def post_message(body: MessageIn, service: The, who: Who) -> MessageOut:
    with service.database.transaction() as session:
        row = add_message(who, session, at=now(), **dict(body))
        return message_out(_view(who, session, row.id))


@router.post(
    "/received/messages/{message_id}/case",
    summary="把短信归入案件",
    responses=problem_responses(404, 409, 422),
)
def post_message_case(message_id: str, body: CaseIn, service: The, who: Who) -> MessageOut:
    with service.database.transaction() as session:
        if not papers_of_case(who, session, body.case_id):
            raise NotFound("这个案件")
        file_message(who, session, message_id, body.case_id)
        return message_out(_view(who, session, message_id))


@router.delete(
    "/received/messages/{message_id}",
    summary="撤回不是法院短信的一条",
    status_code=204,
    responses=problem_responses(404, 409),
)
def delete_message(message_id: str, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        withdraw_message(who, session, message_id)


@router.get("/received/tasks", summary="收件后待办：签收并退回、下载文书、退回错送的文书")
def get_tasks(
    service: The, who: Who, case_id: Annotated[str | None, Query(max_length=32)] = None
) -> Tasks:
    with service.database.transaction() as session:
        found = tasks.tasks_of_office(who, session)
    return Tasks(tasks=[task_out(task) for task in found if case_id is None or task.case_id == case_id])


@router.post(
    "/received/tasks/{key}/done", summary="登记办结", responses=problem_responses(404, 409, 422)
)
def post_done(key: str, body: DoneIn, service: The, who: Who) -> TaskOut:
    with service.database.transaction() as session:
        return task_out(tasks.finish_task(who, session, key, today=service.today(), **dict(body)))


@router.post("/received/tasks/{key}/reopen", summary="撤回办结", responses=problem_responses(404, 409))
def post_reopen(key: str, service: The, who: Who) -> TaskOut:
    with service.database.transaction() as session:
        return task_out(tasks.reopen_task(who, session, key))


def _whose(who: Actor, session: Session, paper_id: str) -> WhoseOut:
    return whose_out(whose_of(who, session, [get_paper(who, session, paper_id)])[paper_id])


def _view(who: Actor, session: Session, message_id: str) -> MessageView:
    session.flush()
    return next(view for view in message_views(who, session) if view.row.id == message_id)
