"""JSON: duties and their dates."""

from __future__ import annotations

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel, Field

from services.api.accounts.session import The, Who
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import (
    DutyView,
    duties_if_confirmed,
    duties_of_case,
    duties_of_office,
    duty_of_case,
    recurring_duty,
)
from services.api.deadlines.moved import (
    MovedDuty,
    decide_on_rule,
    keep_shown,
    moved_of_case,
    moved_of_office,
    take_note,
)
from services.api.errors import problem_responses
from services.law.citation import Citation
from services.law.moves import MoveCause
from services.law.submission import HandedIn
from services.vocabulary import ProvisionalReason

router = APIRouter(prefix="/api/v1", tags=["期限"], responses=problem_responses(401, 404))


class CitationOut(BaseModel):
    document: str
    article: str
    quotation: str
    paraphrase: bool
    certain: bool


class CountOut(BaseModel):
    """The counting of one period, as ``yingsu deadlines count`` gives it, with its steps."""

    due: date | None
    nominal_last_day: date | None
    rolled: bool
    internal_target: date | None
    provisional: bool
    provisional_because: list[ProvisionalReason]
    safe_target: date | None
    steps: list[str]
    analogical_rolled_due: date | None = None
    earliest: date | None = None
    latest: date | None = None


class ActionOut(BaseModel):
    """``handed_in``: posted, delivered or online; ``on`` is then the day of the postmark, or of
    arrival."""

    action: str
    on: date | None
    note: str
    handed_in: str | None = None


class SubmissionOut(BaseModel):
    """Whether a completed duty reached the court in time, and under which words: what is posted before
    the period ends is."""

    in_time: bool
    because: str
    citation: CitationOut


class DutyOut(BaseModel):
    """One duty: ``target`` is the date to work to, ``due`` the last lawful day, ``count`` as
    ``yingsu deadlines count`` gives it, with its steps. ``period_citation``: the words that set the
    length of the period, when ``citation`` does not; ``note``: how an unclear text is read.
    ``over_on``: the court decided on that day after the hearing it was for, nothing is owed any more.
    ``draft``: opened while a ruling is only presumed effective; ``supplement``: for papers that came
    after the filing was done; ``item``: of the operative part, with its words and their place."""

    key: str
    rule_id: str
    jurisdiction: str
    title: str
    case_id: str | None
    case_number: str | None
    state: str
    target: date | None
    due: date | None
    actor: str
    recipient: str
    recipient_name: str
    trigger: str
    trigger_on: date | None
    papers: list[str]
    count: CountOut
    citation: CitationOut
    period_citation: CitationOut | None
    note: str | None
    consequence: str | None
    form: str | None
    actions: list[ActionOut]
    optional: bool
    urgency: str | None
    doubts: list[str]
    draft: bool
    supplement: bool
    covers: list[str]
    item: str | None
    item_text: str | None
    item_span: tuple[int, int] | None
    actor_name: str
    over_on: date | None
    submission: SubmissionOut | None


class DutyList(BaseModel):
    duties: list[DutyOut]


class MoveOut(BaseModel):
    """A duty whose dates differ from those last shown: ``before`` and ``after`` are the days to work
    to, with the last lawful ones; ``after`` null: nothing gives rise to it any more. ``kept``: why it
    stays (done, set by hand, ordered by the judge); ``to_decide``: a rule changed, and somebody has to
    say whether for this duty too."""

    key: str
    case_id: str
    rule_id: str
    title: str
    cause: MoveCause
    before: date | None
    before_due: date | None
    after: date | None
    after_due: date | None
    counted_from_before: date | None
    counted_from: date | None
    kept: str | None
    to_decide: bool


class MoveList(BaseModel):
    moves: list[MoveOut]


class NotedIn(BaseModel):
    """The keys of moves somebody has seen."""

    keys: list[str] = Field(max_length=1000)


class DecisionIn(BaseModel):
    """Whether a changed rule is for the duty ``key``, which ran already."""

    key: str
    apply: bool


class ActionIn(BaseModel):
    """What a person did about the duty ``key``. ``handed_in``: how, of a completion; ``on`` is then the
    day of the postmark, or that it reached the court."""

    key: str
    action: Act
    on: date | None = None
    note: str = ""
    handed_in: HandedIn | None = None


@router.get("/deadlines", summary="本单位全部期限")
def get_deadlines(service: The, who: Who) -> DutyList:
    with service.database.reading() as session:
        views = duties_of_office(who, session, service.today())
    keep_shown(who, service.database, views)
    return _list(views)


@router.get("/deadlines/changes", summary="变动的期限")
def get_moves(service: The, who: Who) -> MoveList:
    with service.database.reading() as session:
        views = duties_of_office(who, session, service.today())
        return _moves(moved_of_office(who, session, views))


@router.get("/cases/{case_id}/deadlines/changes", summary="一个案件变动的期限")
def get_case_moves(case_id: str, service: The, who: Who) -> MoveList:
    with service.database.reading() as session:
        return _moves(moved_of_case(who, session, case_id, service.today()))


@router.post(
    "/cases/{case_id}/deadlines/changes",
    summary="已知悉期限变动",
    responses=problem_responses(409, 422),
)
def post_noted(case_id: str, body: NotedIn, service: The, who: Who) -> MoveList:
    with service.database.transaction() as session:
        return _moves(take_note(who, session, case_id, body.keys, service.today()))


@router.post(
    "/cases/{case_id}/deadlines/changes/rule",
    summary="规则变动后是否改期",
    responses=problem_responses(403, 409, 422),
)
def post_rule_decision(case_id: str, body: DecisionIn, service: The, who: Who) -> DutyList:
    today = service.today()
    with service.database.transaction() as session:
        decide_on_rule(who, session, case_id, body.key, apply=body.apply, today=today)
        return _list(duties_of_case(who, session, case_id, today))


@router.get("/cases/{case_id}/deadlines", summary="一个案件的期限")
def get_case_deadlines(case_id: str, service: The, who: Who) -> DutyList:
    with service.database.reading() as session:
        views = duties_of_case(who, session, case_id, service.today())
    keep_shown(who, service.database, views)
    return _list(views)


@router.get("/papers/{paper_id}/deadlines", summary="确认这份文书会带来的期限（预览）")
def get_paper_deadlines(paper_id: str, service: The, who: Who) -> DutyList:
    with service.database.reading() as session:
        return _list(duties_if_confirmed(who, session, paper_id, service.today()))


@router.post(
    "/cases/{case_id}/deadlines/actions", summary="登记办理情况", responses=problem_responses(409, 422)
)
def post_action(case_id: str, body: ActionIn, service: The, who: Who) -> DutyOut:
    today = service.today()
    with service.database.transaction() as session:
        view = duty_of_case(who, session, case_id, body.key, today)
        act_on_duty(
            who,
            session,
            case_id,
            body.key,
            body.action,
            today=today,
            on=body.on,
            note=body.note,
            handed_in=body.handed_in,
            papers=view.duty.papers,
        )
        return _out(duty_of_case(who, session, case_id, body.key, today))


@router.post(
    "/deadlines/office/actions",
    summary="登记年度、季度事项的办理情况",
    responses=problem_responses(409, 422),
)
def post_office_action(body: ActionIn, service: The, who: Who) -> DutyOut:
    today = service.today()
    with service.database.transaction() as session:
        recurring_duty(who, session, body.key, today)
        act_on_duty(who, session, None, body.key, body.action, today=today, on=body.on, note=body.note)
        return _out(recurring_duty(who, session, body.key, today))


def _moves(moved: list[MovedDuty]) -> MoveList:
    return MoveList(moves=[_move(each) for each in moved])


def _move(moved: MovedDuty) -> MoveOut:
    move, now = moved.move, moved.move.now
    return MoveOut(
        key=moved.key,
        case_id=moved.case.id,
        rule_id=move.shown.rule_id,
        title=now.title if now else move.shown.title,
        cause=move.cause,
        before=move.shown.target,
        before_due=move.shown.due,
        after=now.headline if now else None,
        after_due=now.count.due if now else None,
        counted_from_before=move.shown.trigger_on,
        counted_from=now.trigger_on if now else None,
        kept=move.kept.label if move.kept else None,
        to_decide=move.to_decide,
    )


def _list(views: list[DutyView]) -> DutyList:
    return DutyList(duties=[_out(view) for view in views])


def _out(view: DutyView) -> DutyOut:
    duty = view.duty
    return DutyOut(
        key=duty.key,
        rule_id=duty.rule_id,
        jurisdiction=duty.jurisdiction,
        title=duty.title,
        case_id=view.case.id if view.case else None,
        case_number=duty.case_number,
        state=view.state,
        target=view.target,
        due=view.due,
        actor=duty.actor,
        recipient=duty.recipient,
        recipient_name=duty.recipient_name,
        trigger=duty.trigger,
        trigger_on=duty.trigger_on,
        papers=list(duty.papers),
        count=CountOut.model_validate(duty.count.to_json()),
        citation=_citation(duty.citation),
        period_citation=_citation(duty.period_citation) if duty.period_citation else None,
        note=duty.note,
        consequence=duty.consequence,
        form=duty.form,
        actions=[
            ActionOut(action=each.action, on=each.on, note=each.note, handed_in=each.handed_in)
            for each in view.actions
        ],
        optional=duty.optional,
        urgency=view.urgency,
        doubts=list(duty.doubts),
        draft=duty.draft,
        supplement=duty.supplement,
        covers=list(duty.covers),
        item=duty.item,
        item_text=duty.item_text,
        item_span=duty.item_span,
        actor_name=duty.actor_name,
        over_on=duty.over_on,
        submission=_submission(view),
    )


def _submission(view: DutyView) -> SubmissionOut | None:
    found = view.submission
    if found is None:
        return None
    return SubmissionOut(
        in_time=found.in_time, because=found.because, citation=_citation(found.citation)
    )


def _citation(citation: Citation) -> CitationOut:
    return CitationOut(
        document=citation.document,
        article=citation.article,
        quotation=citation.quotation,
        paraphrase=citation.paraphrase,
        certain=citation.certain,
    )
