"""The pages of the service, one module per tab."""

from fastapi import APIRouter

from services.api.web.pages import (
    account,
    appearance,
    cases,
    deadlines,
    documents,
    inbox,
    mailboxes,
    records,
    review,
    rules,
    today,
)

router = APIRouter()
for _page in (
    *(today, inbox, mailboxes, documents, review, cases),
    *(records, appearance, deadlines, rules, account),
):
    router.include_router(_page.router)

__all__ = ["router"]
