"""The pages of the service, one module per tab."""

from fastapi import APIRouter

from services.api.web.pages import (
    account,
    appearance,
    calendar,
    cases,
    copies,
    deadlines,
    documents,
    inbox,
    intake,
    mailboxes,
    oversight,
    received,
    records,
    review,
    rules,
    today,
)

router = APIRouter()
for _page in (
    today,
    received,
    inbox,
    mailboxes,
    documents,
    review,
    cases,
    records,
    appearance,
    deadlines,
    calendar,
    rules,
    oversight,
    account,
    copies,
    intake,
):
    router.include_router(_page.router)

__all__ = ["router"]
