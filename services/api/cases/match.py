"""Which case does a paper belong to? By exact case number, or a person decides."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import office
from services.api.audit.store import record
from services.api.cases import store
from services.api.cases.case import Case, Proceeding
from services.api.documents.document import Fact, Paper
from services.api.documents.store import current_facts, papers_of_case
from services.api.errors import Conflict
from services.vocabulary import FieldName, ReviewState, Role, Stage, Standing

_FURTHER = re.compile(r"之[一二三四五六七八九十]{1,3}(?=号$)|(?<=号)之[一二三四五六七八九十]{1,3}$")
_PLAINTIFF_SIDE = (Role.PLAINTIFF, Role.APPELLANT, Role.RETRIAL_APPLICANT, Role.ENFORCEMENT_APPLICANT)
_DEFENDANT_SIDE = (Role.DEFENDANT, Role.APPELLEE, Role.RETRIAL_RESPONDENT, Role.ENFORCEMENT_RESPONDENT)


def propose_case(who: Actor, session: Session, paper: Paper) -> Case | None:
    """The case that has the paper's number, that of which it is a further ruling (9101号之一), or the
    number of the ruling below it; None when none."""
    facts = current_facts(who, session, paper.id)
    own, prior = (
        _text_of(facts, each) for each in (FieldName.CASE_NUMBER, FieldName.PRIOR_CASE_NUMBER)
    )
    for number in (own, own and _FURTHER.sub("", own), prior):
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
    session.flush()
    retitle(who, session, case, paper)
    return case


def refile_paper(who: Actor, session: Session, paper: Paper) -> None:
    """A filed paper's number was corrected: its case takes the new number, and lets go of one that no
    paper of the case carries any more, or later papers would be filed by a number nobody has. Conflict
    when the number is another case's."""
    facts = current_facts(who, session, paper.id)
    number = _text_of(facts, FieldName.CASE_NUMBER)
    if paper.case_id is None or number is None:
        return
    case = store.get_case(who, session, paper.case_id)
    _add_proceeding(who, session, case, paper, number=number, court=_text_of(facts, FieldName.COURT))
    papers = papers_of_case(who, session, case.id)
    carried = {
        str(fact.value)
        for fact in current_facts(who, session, *(each.id for each in papers))
        if fact.field == FieldName.CASE_NUMBER
    }
    for proceeding in store.proceedings_of(who, session, case.id):
        if proceeding.case_number not in carried:
            session.delete(proceeding)
    retitle(who, session, case, paper)


def retitle(who: Actor, session: Session, case: Case, paper: Paper) -> None:
    """Name the case after its parties as its papers name them now, the first instance before others,
    or after its number. ``paper``: one just filed, which counts before it is confirmed."""
    papers = [
        each
        for each in papers_of_case(who, session, case.id)
        if (each.review_state == ReviewState.CONFIRMED or each.id == paper.id)
        and each.copy_of is None
        and each.standing != Standing.ATTACHED
    ]
    by_paper: dict[str, list[Fact]] = {each.id: [] for each in papers}
    for fact in current_facts(who, session, *by_paper):
        by_paper[fact.paper_id].append(fact)
    first = sorted(papers, key=lambda each: each.stage != Stage.FIRST)
    told = [by_paper[each.id] for each in first]
    names = (_title(facts) for facts in told)
    numbers = (_text_of(facts, FieldName.CASE_NUMBER) for facts in told)
    case.title = next((t for t in (*names, *numbers) if t), case.title)


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
