"""JSON: mailboxes, and the ledger of what came in by them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.errors import problem_responses
from services.api.inbox import store, tally
from services.api.inbox.open import try_again
from services.api.inbox.original import original_mail
from services.api.inbox.presets import presets
from services.api.inbox.schema import (
    AccountOut,
    Accounts,
    Days,
    MailDetail,
    MailOut,
    Mails,
    PreviewOut,
    ProviderOut,
    Providers,
    TriedOut,
    account_out,
    day_out,
    mail_out,
    part_out,
    preview_out,
    tried_out,
)
from services.api.inbox.setup import (
    AccountInput,
    add_account,
    change_account,
    preview,
    remove_account,
    try_account,
)

router = APIRouter(prefix="/api/v1/inbox", tags=["邮箱"], responses=problem_responses(401))
Day = Annotated[date, Query(ge=date(1970, 1, 1), le=date(9999, 12, 1))]


class Trial(BaseModel):
    """A mailbox as it would be set up; ``account_id`` lends the password of one that is."""

    account: AccountInput
    account_id: str | None = None


@router.get("/providers", summary="常见邮箱的服务器和密码说明")
def get_providers() -> Providers:
    fields = set(ProviderOut.model_fields)
    return Providers(providers=[ProviderOut(**each.model_dump(include=fields)) for each in presets()])


@router.get("/accounts", summary="本单位的收件邮箱")
def get_accounts(service: The, who: Who) -> Accounts:
    with service.database.transaction() as session:
        return Accounts(accounts=[account_out(row) for row in store.list_accounts(who, session)])


@router.post("/accounts", summary="添加邮箱", status_code=201, responses=problem_responses(403, 422))
def post_account(body: AccountInput, service: The, who: Who) -> AccountOut:
    return account_out(add_account(who, service, body))


@router.get("/accounts/{account_id}", summary="一个邮箱", responses=problem_responses(404))
def get_account(account_id: str, service: The, who: Who) -> AccountOut:
    with service.database.transaction() as session:
        return account_out(store.get_account(who, session, account_id))


@router.put("/accounts/{account_id}", summary="修改邮箱", responses=problem_responses(403, 404, 422))
def put_account(account_id: str, body: AccountInput, service: The, who: Who) -> AccountOut:
    return account_out(change_account(who, service, account_id, body))


@router.delete(
    "/accounts/{account_id}",
    summary="不再收这个邮箱；已收下的不受影响",
    status_code=204,
    responses=problem_responses(403, 404),
)
def delete_account(account_id: str, service: The, who: Who) -> None:
    remove_account(who, service, account_id)


@router.post("/test", summary="测试连接", responses=problem_responses(403, 404, 422))
def post_test(body: Trial, service: The, who: Who) -> TriedOut:
    return tried_out(try_account(who, service, body.account, body.account_id))


@router.post("/preview", summary="预览规则", responses=problem_responses(403, 404, 422))
def post_preview(body: Trial, service: The, who: Who) -> PreviewOut:
    return preview_out(preview(who, service, body.account, body.account_id))


@router.get("/days", summary="收件台账：每天每个邮箱的合计", responses=problem_responses(422))
def get_days(
    service: The,
    who: Who,
    first: Day,
    last: Day,
    account_id: Annotated[str | None, Query(max_length=32)] = None,
) -> Days:
    with service.database.transaction() as session:
        sums = tally.sums_between(who, session, first, last, account_id)
    return Days(days=[day_out(each) for each in sums])


@router.get("/mails", summary="收件台账：一段时间的邮件", responses=problem_responses(422))
def get_mails(
    *,
    service: The,
    who: Who,
    first: Day,
    last: Day,
    account_id: Annotated[str | None, Query(max_length=32)] = None,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Mails:
    with service.database.transaction() as session:
        wanted = store.mails_between(who, first, last, account_id)
        page = wanted.limit(limit).offset(offset)
        rows = session.scalars(page).all()
        facts = tally.mail_facts(who, session, page)
        total = store.count_of(session, wanted)
    return Mails(mails=[mail_out(row, facts[row.id].became) for row in rows], total=total)


@router.get("/mails/{mail_id}", summary="一封邮件和它的各部分", responses=problem_responses(404))
def get_mail(mail_id: str, service: The, who: Who) -> MailDetail:
    with service.database.transaction() as session:
        row = store.get_mail(who, session, mail_id)
        states = tally.states_of_parts(who, session, mail_id)
        parts = store.parts_of(who, session, mail_id)
        became = tally.state_of_mail(row, [states[part.id] for part in parts])
        return MailDetail(
            **mail_out(row, became).model_dump(),
            headers=row.headers,
            parts=[part_out(part, states[part.id]) for part in parts],
        )


@router.get(
    "/mails/{mail_id}/original",
    summary="下载邮件原文（EML）",
    response_class=Response,
    responses={200: {"content": {"application/octet-stream": {}}}, **problem_responses(404, 503)},
)
def get_original(mail_id: str, service: The, who: Who) -> Response:
    data = original_mail(who, service, mail_id)
    return Response(
        data,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{mail_id}.eml"'},
    )


@router.post(
    "/mails/{mail_id}/try-again",
    summary="重新拆开出错的邮件，或读取按规则未读的邮件",
    responses=problem_responses(404, 409),
)
def post_try_again(mail_id: str, service: The, who: Who) -> MailOut:
    with service.database.transaction() as session:
        row = try_again(who, session, mail_id)
        return mail_out(row, tally.state_of_mail(row, ()))
