"""The pages of the service, one module per tab."""

from fastapi import APIRouter

from services.api.web.pages import (
    account,
    appearance,
    cases,
    deadlines,
    documents,
    records,
    review,
    rules,
    today,
)

router = APIRouter()
for _page in (today, documents, review, cases, records, appearance, deadlines, rules, account):
    router.include_router(_page.router)

__all__ = ["router"]
