"""收件: the ledger of the mailboxes, day by day and mail by mail."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from services.api.accounts.session import The, Who
from services.api.documents.store import documents_by_id
from services.api.inbox import store, tally
from services.api.inbox.open import try_again
from services.api.inbox.original import original_mail
from services.api.intake.unlock import unlock, waits_for_password
from services.api.web.render import go_to, html, shell_of
from services.api.web.views.inbox import (
    LedgerPage,
    MailList,
    account_row,
    day_row,
    day_title,
    ledger_words,
    mail_page,
    mail_row,
)

router = APIRouter()
DAYS_SHOWN = 14
MAILS_SHOWN = 100
_LAST = date(9999, 12, 1)


@router.get("/inbox")
def get_ledger(service: The, who: Who, before: date | None = None) -> Response:
    today = service.today()
    with service.database.transaction() as session:
        days = store.days_with_mail(who, session, before or _LAST, DAYS_SHOWN + 1)
        shown = days[:DAYS_SHOWN]
        sums = tally.sums_between(who, session, shown[-1], shown[0]) if shown else []
        names = {row.id: row.name for row in store.list_accounts(who, session, removed=True)}
        page = LedgerPage(
            accounts=tuple(account_row(row, today) for row in store.list_accounts(who, session)),
            days=tuple(day_row(each, names[each.account_id], today) for each in sums),
            words=ledger_words(sums, today),
            may_set_up=who.role == "administrator",
            earlier=f"/inbox?before={days[-1].isoformat()}" if len(days) > DAYS_SHOWN else "",
        )
        shell = shell_of(service, who, session)
    return html("inbox.html", shell, page, active="收件")


@router.get("/inbox/days/{day}")
def get_day(
    day: date,
    service: The,
    who: Who,
    account: Annotated[str | None, Query(max_length=32)] = None,
    number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    with service.database.transaction() as session:
        wanted = store.mails_between(who, day, day, account)
        selected = wanted.limit(MAILS_SHOWN).offset((number - 1) * MAILS_SHOWN)
        facts = tally.mail_facts(who, session, selected)
        rows = session.scalars(selected).all()
        total = store.count_of(session, wanted)
        names = {row.id: row.name for row in store.list_accounts(who, session, removed=True)}
        shell = shell_of(service, who, session)
    here = f"/inbox/days/{day.isoformat()}?account={account or ''}"
    page = MailList(
        title=day_title(day, names.get(account or "", ""), service.today()),
        words=f"{total}封",
        rows=tuple(mail_row(row, facts[row.id].became, facts[row.id].parts) for row in rows),
        previous=f"{here}&page={number - 1}" if number > 1 else "",
        following=f"{here}&page={number + 1}" if number * MAILS_SHOWN < total else "",
    )
    return html("inbox_day.html", shell, page, active="收件")


@router.get("/inbox/mails/{mail_id}")
def get_mail(mail_id: str, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        mail = store.get_mail(who, session, mail_id)
        parts = store.parts_of(who, session, mail_id)
        states = tally.states_of_parts(who, session, mail_id)
        ids = [part.document_id for part in parts if part.document_id]
        documents = documents_by_id(who, session, *ids)
        first = store.get_mail(who, session, mail.duplicate_of) if mail.duplicate_of else None
        page = mail_page(
            mail,
            tally.state_of_mail(mail, [states[part.id] for part in parts]),
            parts,
            states,
            mailbox=store.account_of(who, session, mail).name,
            locked={each: waits_for_password(row) for each, row in documents.items()},
            first=first,
            today=service.today(),
        )
        shell = shell_of(service, who, session)
    return html("inbox_mail.html", shell, page, active="收件")


@router.get("/inbox/mails/{mail_id}/original")
def get_original(mail_id: str, service: The, who: Who) -> Response:
    data = original_mail(who, service, mail_id)
    return Response(
        data,
        media_type="application/octet-stream",  # never opened in the page: it is a stranger's mail
        headers={"content-disposition": f'attachment; filename="{mail_id}.eml"'},
    )


@router.post("/inbox/mails/{mail_id}/try-again")
def post_try_again(mail_id: str, request: Request, service: The, who: Who) -> Response:
    with service.database.transaction() as session:
        try_again(who, session, mail_id)
    return go_to(request, f"/inbox/mails/{mail_id}", "已重新排队，几秒后刷新可见")


@router.post("/documents/{document_id}/password")
def post_password(
    document_id: str,
    request: Request,
    service: The,
    who: Who,
    password: Annotated[str, Form(min_length=1, max_length=200)],
) -> Response:
    unlock(who, service, document_id, password)
    request.app.state.wake()
    return go_to(request, f"/documents/{document_id}", "已打开，里面的文件正在读取")
