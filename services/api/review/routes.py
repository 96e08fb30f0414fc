"""JSON: correcting, confirming and setting aside papers."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.session import The, Who
from services.api.documents import store
from services.api.documents.schema import PaperOut, paper_out
from services.api.errors import problem_responses
from services.api.review import confirm, differences
from services.api.review.doubts import doubts_left
from services.api.review.queue import next_paper
from services.api.review.together import offer_to_others
from services.vocabulary import FieldName, PaperKind, ReceiptBasis, Stage, Standing

router = APIRouter(prefix="/api/v1", tags=["复核"], responses=problem_responses(401, 404, 409, 422))


class Versioned(BaseModel):
    """``version`` of the paper as it was shown; a stale one is answered 409."""

    version: int


class Correction(Versioned):
    """``value`` null takes the field away; ``source`` is the contract's S when pointed at."""

    field: FieldName | str
    ordinal: int = 0
    value: Any = None
    source: dict[str, Any] | None = None


class ReceiptIn(Versioned):
    """``together``: fill the day in for the other papers of the file or mail too, each of which is
    still confirmed on its own."""

    on: date
    basis: ReceiptBasis = ReceiptBasis.PERSON
    evidence_paper_id: str | None = None
    note: str = ""
    together: bool = False


class Retype(Versioned):
    kind: PaperKind | None = None
    stage: Stage | None = None
    standing: Standing | None = None


class Confirmation(Versioned):
    """``case_id`` null files by exact case number, or opens a new case. ``acknowledged``: keys of the
    doubts (``GET /papers/{id}/doubts``) the person looked at and lets stand as they are."""

    case_id: str | None = None
    acknowledged: list[str] = []


class LetStand(Versioned):
    """``check``: the key of a failed check."""

    check: str


class DoubtOut(BaseModel):
    """One thing to look at before the paper can be confirmed; ``check``: a failed check."""

    key: str
    label: str
    why: str
    check: bool


class DoubtList(BaseModel):
    doubts: list[DoubtOut]


class DifferenceOut(BaseModel):
    """One value on which a later reading differs from what a person stands by. ``field`` as of a fact,
    or kind, standing, stage, or paper: not found again. ``before`` and ``after`` null where nothing
    is."""

    id: str
    paper_id: str
    field: str
    ordinal: int
    before: Any
    after: Any
    confidence: float
    at: datetime


class Differences(BaseModel):
    """Those that wait for a person, oldest first; ``papers`` how many papers have one."""

    differences: list[DifferenceOut]
    papers: int


class Decision(Versioned):
    """``take`` puts the later reading in place of the value; else the value stands."""

    take: bool


class NextPaper(BaseModel):
    paper: PaperOut | None


@router.get("/review/next", summary="下一份待确认的文书")
def get_next(service: The, who: Who) -> NextPaper:
    with service.database.transaction() as session:
        paper = next_paper(who, session)
        return NextPaper(paper=_out(who, session, paper.id) if paper else None)


@router.get("/review/differences", summary="重读后与确认的内容不同、待人决定的地方")
def get_differences(service: The, who: Who) -> Differences:
    with service.database.transaction() as session:
        rows = differences.waiting_differences(who, session)
        papers = len(differences.papers_that_differ(who, session))
    names = DifferenceOut.model_fields
    return Differences(
        differences=[DifferenceOut(**{name: getattr(row, name) for name in names}) for row in rows],
        papers=papers,
    )


@router.post("/differences/{difference_id}", summary="采用重读的值，或者保留原值")
def post_difference(difference_id: str, body: Decision, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        paper_id = differences.decide(who, session, difference_id, take=body.take, version=body.version)
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/correct", summary="更正一个字段")
def post_correct(paper_id: str, body: Correction, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.correct_fact(
            who,
            session,
            paper_id,
            body.field,
            body.value,
            version=body.version,
            ordinal=body.ordinal,
            source=body.source,
        )
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/receipt", summary="填写收到日期")
def post_receipt(paper_id: str, body: ReceiptIn, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.set_receipt(
            who,
            session,
            paper_id,
            body.on,
            version=body.version,
            basis=body.basis,
            evidence_paper_id=body.evidence_paper_id,
            note=body.note,
            today=service.today(),
        )
        if body.together:
            offer_to_others(
                who,
                session,
                paper_id,
                body.on,
                basis=body.basis,
                note=body.note,
                today=service.today(),
            )
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/retype", summary="更改种类、审级或是否送达")
def post_retype(paper_id: str, body: Retype, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.retype_paper(
            who,
            session,
            paper_id,
            version=body.version,
            kind=body.kind,
            stage=body.stage,
            standing=body.standing,
        )
        return _out(who, session, paper_id)


@router.get("/papers/{paper_id}/doubts", summary="确认前还要看的地方")
def get_doubts(paper_id: str, service: The, who: Who) -> DoubtList:
    with service.database.transaction() as session:
        doubts = doubts_left(who, session, store.get_paper(who, session, paper_id))
    return DoubtList(doubts=[DoubtOut(**asdict(doubt)) for doubt in doubts])


@router.post("/papers/{paper_id}/let-stand", summary="矛盾之处已核对，照原样保留")
def post_let_stand(paper_id: str, body: LetStand, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.let_stand(who, session, paper_id, body.check, version=body.version)
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/confirm", summary="确认文书并归入案件")
def post_confirm(paper_id: str, body: Confirmation, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.confirm_paper(
            who,
            session,
            paper_id,
            version=body.version,
            case_id=body.case_id,
            acknowledged=body.acknowledged,
        )
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/reopen", summary="撤回确认")
def post_reopen(paper_id: str, body: Versioned, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.reopen_paper(who, session, paper_id, version=body.version)
        return _out(who, session, paper_id)


@router.post("/papers/{paper_id}/set-aside", summary="不作为案件文书")
def post_set_aside(paper_id: str, body: Versioned, service: The, who: Who) -> PaperOut:
    with service.database.transaction() as session:
        confirm.set_aside(who, session, paper_id, version=body.version)
        return _out(who, session, paper_id)


def _out(who: Actor, session: Session, paper_id: str) -> PaperOut:
    session.flush()
    row = store.get_paper(who, session, paper_id)
    facts = store.current_facts(who, session, paper_id)
    return paper_out(row, facts, store.receipts(who, session, paper_id).get(paper_id))
