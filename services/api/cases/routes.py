"""JSON: cases."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.cases import store
from services.api.cases.case import Case, Proceeding
from services.api.cases.facts import facts_of_case
from services.api.cases.recording import record_effect, record_event, record_service, withdraw
from services.api.cases.timeline import timeline
from services.api.documents.store import papers_of_case
from services.api.errors import problem_responses
from services.api.holidays.store import calendar_in_force
from services.law.standing import effects_of

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


class RulingOut(BaseModel):
    """How one ruling stands: ``effect`` effective, presumed_effective or not_effective, with its basis;
    ``on`` and ``latest`` bound the day."""

    paper_id: str
    effect: str
    basis: str
    on: date | None
    latest: date | None
    under_retrial: bool
    because: list[str]
    ask_court: bool


class RulingList(BaseModel):
    rulings: list[RulingOut]


class EventIn(BaseModel):
    """``kind``: one of vocabulary.RECORDED_EVENTS."""

    kind: str = Field(max_length=40)
    on: date
    case_number: str | None = Field(default=None, max_length=60)
    note: str = Field(default="", max_length=2000)


class EffectIn(BaseModel):
    """What the court (``basis`` court) or the desk (person) says of a ruling."""

    paper_id: str
    effective: bool
    on: date | None = None
    basis: str
    note: str = Field(default="", max_length=2000)


class ServiceIn(BaseModel):
    """The day another party was served with a ruling."""

    paper_id: str
    party: str = Field(max_length=200)
    on: date
    note: str = Field(default="", max_length=2000)


class RecordedOut(BaseModel):
    id: str


@router.get("/{case_id}/rulings", summary="裁判的效力", responses=problem_responses(404))
def get_rulings(case_id: str, service: The, who: Who) -> RulingList:
    with service.database.transaction() as session:
        store.get_case(who, session, case_id)
        facts = facts_of_case(who, session, case_id)
        calendar = calendar_in_force(session)
    effects = effects_of(facts, calendar, today=service.today())
    return RulingList(
        rulings=[
            RulingOut(
                paper_id=paper_id,
                effect=each.effect,
                basis=each.basis,
                on=each.on,
                latest=each.latest,
                under_retrial=each.under_retrial,
                because=list(each.because),
                ask_court=each.ask_court,
            )
            for paper_id, each in effects.items()
        ]
    )


_RECORD: dict[str, Any] = {"status_code": 201, "responses": problem_responses(404, 409, 422)}


@router.post("/{case_id}/records/event", summary="登记事项", **_RECORD)
def post_event(case_id: str, body: EventIn, service: The, who: Who) -> RecordedOut:
    with service.database.transaction() as session:
        row = record_event(who, session, case_id, today=service.today(), **body.model_dump())
        return RecordedOut(id=row.id)


@router.post("/{case_id}/records/effect", summary="登记裁判效力", **_RECORD)
def post_effect(case_id: str, body: EffectIn, service: The, who: Who) -> RecordedOut:
    with service.database.transaction() as session:
        store.get_case(who, session, case_id)
        row = record_effect(who, session, today=service.today(), **body.model_dump())
        return RecordedOut(id=row.id)


@router.post("/{case_id}/records/service", summary="登记其他当事人收到裁判的日期", **_RECORD)
def post_service(case_id: str, body: ServiceIn, service: The, who: Who) -> RecordedOut:
    with service.database.transaction() as session:
        store.get_case(who, session, case_id)
        row = record_service(who, session, today=service.today(), **body.model_dump())
        return RecordedOut(id=row.id)


@router.delete(
    "/{case_id}/records/{kind}/{record_id}",
    status_code=204,
    summary="撤回登记",
    responses=problem_responses(404, 409),
)
def delete_record(case_id: str, kind: str, record_id: str, service: The, who: Who) -> None:
    with service.database.transaction() as session:
        withdraw(who, session, case_id, kind, record_id)


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
