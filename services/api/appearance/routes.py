"""JSON: who answers a case, who appears, and what people tell about both."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.appearance.decide import Decisions, decisions_of_case
from services.api.appearance.tell import add_attendee, mark_attendee, tell_fact
from services.api.errors import problem_responses
from services.law.citation import Citation
from services.law.decision import Looked, Question

router = APIRouter(
    prefix="/api/v1/cases/{case_id}", tags=["应诉与出庭"], responses=problem_responses(401, 404)
)
CaseId = Annotated[str, Path(max_length=32)]


class ArticleOut(BaseModel):
    document: str
    article: str
    quotation: str


class QuestionOut(BaseModel):
    """A question; without ``choices`` the name of a unit is asked, or with ``day`` a date."""

    fact: str
    text: str
    choices: dict[str, str]
    help: str | None
    day: bool


class LookedOut(BaseModel):
    fact: str
    question: str
    answer: str
    because: str
    holds: bool


class UnitOut(BaseModel):
    name: str
    part: str


class PassedOut(BaseModel):
    article: ArticleOut
    looked: list[LookedOut]


class AnswererOut(BaseModel):
    """Who answers: ``units`` with the article, or what ``asks`` first. ``defences``: points about a
    wrong defendant; ``defence_asks``: what decides about others."""

    units: list[UnitOut]
    article: ArticleOut | None
    note: str | None
    looked: list[LookedOut]
    path: list[PassedOut]
    asks: QuestionOut | None
    by_reference: bool
    defences: list[str]
    defence_asks: list[QuestionOut]


class RequirementOut(BaseModel):
    """Somebody is to appear, and the facts that say so. ``of_government``: for the government, whoever
    is sued beside it; ``met``: an official came to an earlier hearing of the instance."""

    id: str
    who: str
    strength: str
    of_government: bool
    article: ArticleOut
    note: str | None
    looked: list[LookedOut]
    met: bool
    conflict: str | None
    stand_ins: list[str]


class AttendeeOut(BaseModel):
    id: str
    name: str
    title: str
    position: str
    unit: str
    proved: bool
    attended: bool | None
    spoke: bool | None


class FaultOut(BaseModel):
    """``doubt``: the court may well accept it; somebody has to look."""

    message: str
    article: ArticleOut
    doubt: bool


class HearingOut(BaseModel):
    on: date
    attendees: list[AttendeeOut]
    faults: list[FaultOut]


class LimitOut(BaseModel):
    """Whether the plaintiff kept one limit to sue (起诉期限): ``verdict`` in_time, late, possibly_late
    or unknown; ``missing``: what would settle it."""

    code: str
    title: str
    verdict: str
    last_day: date | None
    steps: list[str]
    missing: list[str]
    article: ArticleOut


class DecisionsOut(BaseModel):
    """``limit_asks``: the questions that settle open ``limits``, answered like the others.
    ``ruled_out``: the facts for which other requirements do not hold."""

    answerer: AnswererOut
    requirements: list[RequirementOut]
    ruled_out: list[LookedOut]
    asks: list[QuestionOut]
    hearings: list[HearingOut]
    defendant: str
    limits: list[LimitOut]
    limit_asks: list[QuestionOut]


class ToldIn(BaseModel):
    """An answer; an empty ``value`` takes it back."""

    fact: str = Field(max_length=60)
    value: str = Field(max_length=200)


class AttendeeIn(BaseModel):
    hearing_on: date
    name: str = Field(max_length=60)
    position: str = Field(max_length=20)
    title: str = Field(default="", max_length=60)
    unit: str = Field(default="", max_length=100)
    proved: bool = False


class MarkIn(BaseModel):
    """What is left out stays as it is."""

    proved: bool | None = None
    attended: bool | None = None
    spoke: bool | None = None
    removed: bool = False


@router.get("/appearance", summary="由谁应诉、谁出庭")
def get_decisions(case_id: CaseId, service: The, who: Who) -> DecisionsOut:
    with service.database.transaction() as session:
        return _out(decisions_of_case(who, session, case_id, service.today()))


@router.post("/answers", summary="回答一个问题", responses=problem_responses(422))
def post_answer(case_id: CaseId, told: ToldIn, service: The, who: Who) -> DecisionsOut:
    with service.database.transaction() as session:
        tell_fact(who, session, case_id, told.fact, told.value, today=service.today())
        return _out(decisions_of_case(who, session, case_id, service.today()))


@router.post("/attendees", status_code=201, summary="登记出庭人员", responses=problem_responses(422))
def post_attendee(case_id: CaseId, given: AttendeeIn, service: The, who: Who) -> DecisionsOut:
    with service.database.transaction() as session:
        add_attendee(who, session, case_id, **given.model_dump())
        return _out(decisions_of_case(who, session, case_id, service.today()))


@router.post("/attendees/{attendee_id}", summary="改出庭人员的情况")
def post_mark(case_id: CaseId, attendee_id: str, mark: MarkIn, service: The, who: Who) -> DecisionsOut:
    with service.database.transaction() as session:
        mark_attendee(who, session, case_id, attendee_id, **mark.model_dump())
        return _out(decisions_of_case(who, session, case_id, service.today()))


def _out(found: Decisions) -> DecisionsOut:
    answerer = found.answerer
    return DecisionsOut(
        answerer=AnswererOut(
            units=[UnitOut(name=each.name, part=each.part) for each in answerer.units],
            article=_article(answerer.citation) if answerer.citation else None,
            note=answerer.note,
            looked=_looked(answerer.looked),
            path=[
                PassedOut(article=_article(each.citation), looked=_looked(each.looked))
                for each in answerer.path
            ],
            asks=_question(answerer.asks) if answerer.asks else None,
            by_reference=bool(answerer.binds and answerer.binds.by_reference),
            defences=[advice for advice, _ in answerer.defences],
            defence_asks=[_question(each) for each in answerer.defence_asks],
        ),
        requirements=[
            RequirementOut(
                id=each.id,
                who=each.who,
                strength=each.strength,
                of_government=each.of_government,
                article=_article(each.citation),
                note=each.note,
                looked=_looked(each.looked),
                met=each.id in found.met,
                conflict=each.conflict[0] if each.conflict else None,
                stand_ins=[sentence for sentence, _ in each.stand_ins],
            )
            for each in found.appearance.requirements
        ],
        ruled_out=_looked(found.appearance.ruled_out),
        asks=[_question(each) for each in found.appearance.asks],
        hearings=[
            HearingOut(
                on=plan.on,
                attendees=[
                    AttendeeOut(
                        id=row.id,
                        name=row.name,
                        title=row.title,
                        position=row.position,
                        unit=row.unit,
                        proved=row.proved,
                        attended=row.attended,
                        spoke=row.spoke,
                    )
                    for row in plan.attendees
                ],
                faults=[
                    FaultOut(message=each.message, article=_article(each.citation), doubt=each.doubt)
                    for each in plan.faults
                ],
            )
            for plan in found.hearings
        ],
        defendant=found.defendant,
        limits=[
            LimitOut(
                code=each.code,
                title=each.title,
                verdict=each.verdict,
                last_day=each.last_day,
                steps=list(each.steps),
                missing=list(each.missing),
                article=_article(each.citation),
            )
            for each in found.limits
        ],
        limit_asks=[_question(each) for each in found.limit_asks],
    )


def _article(citation: Citation) -> ArticleOut:
    return ArticleOut(
        document=citation.document, article=citation.article, quotation=citation.quotation
    )


def _looked(looked: tuple[Looked, ...]) -> list[LookedOut]:
    return [
        LookedOut(
            fact=each.fact,
            question=each.question,
            answer=each.answer,
            because=each.because,
            holds=each.holds,
        )
        for each in looked
    ]


def _question(asked: Question) -> QuestionOut:
    return QuestionOut(
        fact=asked.fact,
        text=asked.text,
        choices=dict(asked.choices),
        help=asked.help,
        day=asked.day,
    )
