"""Which case does a paper belong to? By exact case number, or a person decides."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import office
from services.api.audit.store import record
from services.api.cases import store
from services.api.cases.case import Case, Proceeding
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, get_paper
from services.api.errors import Conflict, Unacceptable
from services.vocabulary import FieldName, Role

_PLAINTIFF_SIDE = (Role.PLAINTIFF, Role.APPELLANT, Role.RETRIAL_APPLICANT, Role.ENFORCEMENT_APPLICANT)
_DEFENDANT_SIDE = (Role.DEFENDANT, Role.APPELLEE, Role.RETRIAL_RESPONDENT, Role.ENFORCEMENT_RESPONDENT)


def propose_case(who: Actor, session: Session, paper: Paper) -> Case | None:
    """The case that has the paper's number, or the number of the ruling below it; None when none."""
    for field in (FieldName.CASE_NUMBER, FieldName.PRIOR_CASE_NUMBER):
        number = _text_of(current_facts(who, session, paper.id), field)
        proceeding = store.proceeding_numbered(who, session, number) if number else None
        if proceeding is not None:
            return store.get_case(who, session, proceeding.case_id)
    return None


def file_paper(who: Actor, session: Session, paper: Paper, case_id: str | None = None) -> Case | None:
    """Put ``paper`` into ``case_id``, else into the case with its number, else into a new case made
    from it. None when the paper has no case number and no case was named."""
    facts = current_facts(who, session, paper.id)
    number = _text_of(facts, FieldName.CASE_NUMBER)
    case = store.get_case(who, session, case_id) if case_id else propose_case(who, session, paper)
    if case is None:
        if number is None:
            return None
        case = _new_case(who, session, facts, number)
    if number:
        _add_proceeding(
            who, session, case, paper, number=number, court=_text_of(facts, FieldName.COURT)
        )
    before = paper.case_id
    paper.case_id = case.id
    if before != case.id:
        record(who, session, "paper.filed", ("paper", paper.id), before=before, after=case.id)
    return case


def create_case_from(who: Actor, session: Session, paper_id: str) -> Case:
    """A case made from one paper's number, parties and cause. Unacceptable without a number,
    Conflict when the number already has a case."""
    paper = get_paper(who, session, paper_id)
    number = _text_of(current_facts(who, session, paper.id), FieldName.CASE_NUMBER)
    if number is None:
        raise Unacceptable(
            "case_number_missing", "这份文书没有案号，不能立案件。", "请先补填案号，或选一个已有案件。"
        )
    if store.proceeding_numbered(who, session, number):
        raise Conflict("case_exists", f"{number}已有案件。", "请把文书归入该案件。")
    case = file_paper(who, session, paper)
    assert case is not None
    return case


def _new_case(who: Actor, session: Session, facts: list[Fact], number: str) -> Case:
    case = Case(
        organisation_id=who.organisation_id,
        title=_title(facts) or number,
        jurisdiction=office(who, session).jurisdiction,
    )
    session.add(case)
    session.flush()
    record(
        who, session, "case.created", ("case", case.id), after={"title": case.title, "number": number}
    )
    return case


def _add_proceeding(
    who: Actor, session: Session, case: Case, paper: Paper, *, number: str, court: str | None
) -> None:
    known = store.proceeding_numbered(who, session, number)
    if known is None:
        session.add(
            Proceeding(
                organisation_id=who.organisation_id,
                case_id=case.id,
                case_number=number,
                court=court,
                stage=paper.stage,
            )
        )
        session.flush()
    elif known.case_id != case.id:
        raise Conflict(
            "number_of_other_case", f"{number}属于另一个案件。", "请核对案号，或归入那个案件。"
        )
    else:
        known.court = known.court or court
        known.stage = known.stage or paper.stage


def _title(facts: list[Fact]) -> str | None:
    """甲 诉 乙 (等), from the parties in their roles."""
    parties = [fact.value for fact in facts if fact.field == "party"]
    first = [party["name"] for party in parties if party["role"] in _PLAINTIFF_SIDE]
    second = [party["name"] for party in parties if party["role"] in _DEFENDANT_SIDE]
    if not first or not second:
        return None
    return f"{_listed(first)} 诉 {_listed(second)}"[:300]


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}等{len(names)}方"


def _text_of(facts: list[Fact], field: FieldName) -> str | None:
    return next((str(fact.value) for fact in facts if fact.field == field), None)
