"""JSON: cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel

from services.api.accounts.session import The, Who
from services.api.cases import store
from services.api.cases.case import Case, Proceeding
from services.api.cases.timeline import timeline
from services.api.documents.store import papers_of_case
from services.api.errors import problem_responses

router = APIRouter(prefix="/api/v1/cases", tags=["案件"], responses=problem_responses(401))


class ProceedingOut(BaseModel):
    case_number: str
    court: str | None
    stage: str | None


class CaseOut(BaseModel):
    id: str
    title: str
    jurisdiction: str
    created_at: datetime
    proceedings: list[ProceedingOut]


class CaseList(BaseModel):
    cases: list[CaseOut]


class PaperLine(BaseModel):
    id: str
    document_id: str
    kind: str
    standing: str
    review_state: str


class EventOut(BaseModel):
    on: date
    at: datetime | None
    kind: str
    paper_id: str
    detail: str
    basis: str | None


class CaseDetail(CaseOut):
    papers: list[PaperLine]
    events: list[EventOut]


@router.get("", summary="案件列表")
def get_cases(
    service: The,
    who: Who,
    limit: Annotated[int, Query(ge=1, le=500)] = 200,
    offset: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> CaseList:
    with service.database.transaction() as session:
        rows = store.list_cases(who, session, limit=limit, offset=offset)
        proceedings = store.proceedings_of(who, session, *(row.id for row in rows))
    return CaseList(
        cases=[_out(row, [each for each in proceedings if each.case_id == row.id]) for row in rows]
    )


@router.get("/{case_id}", summary="一个案件", responses=problem_responses(404))
def get_case(case_id: str, service: The, who: Who) -> CaseDetail:
    with service.database.transaction() as session:
        row = store.get_case(who, session, case_id)
        proceedings = store.proceedings_of(who, session, case_id)
        papers = papers_of_case(who, session, case_id)
        events = timeline(who, session, case_id)
    return CaseDetail(
        **_out(row, list(proceedings)).model_dump(),
        papers=[
            PaperLine(
                id=paper.id,
                document_id=paper.document_id,
                kind=paper.kind,
                standing=paper.standing,
                review_state=paper.review_state,
            )
            for paper in papers
        ],
        events=[
            EventOut(
                on=event.on,
                at=event.at,
                kind=event.kind,
                paper_id=event.paper_id,
                detail=event.detail,
                basis=event.basis,
            )
            for event in events
        ],
    )


def _out(row: Case, proceedings: list[Proceeding]) -> CaseOut:
    return CaseOut(
        id=row.id,
        title=row.title,
        jurisdiction=row.jurisdiction,
        created_at=row.created_at,
        proceedings=[
            ProceedingOut(case_number=each.case_number, court=each.court, stage=each.stage)
            for each in proceedings
        ],
    )
