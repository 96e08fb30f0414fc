"""Gather what the forms of one case are filled from: confirmed facts, receipts, duties, the office."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.appearance.store import attendees_of_case
from services.api.cases.facts import facts_of_case
from services.api.cases.store import get_case, ordinal_in_year
from services.api.deadlines.derive import DutyView, duties_of_case
from services.api.documents.document import Fact, Paper, PaperReceipt
from services.api.documents.store import current_facts, papers_of_case, receipts
from services.api.filings.sheet import (
    CaseSheet,
    DutySheet,
    Known,
    Official,
    PaperSheet,
    PartyKnown,
)
from services.law.attendance import Position
from services.law.pack import load_pack
from services.law.proceeding import hearings_standing
from services.vocabulary import FieldName, PaperKind, ReviewState, Role, Stage, Standing

OFFICIALS = (Position.PRINCIPAL, Position.DEPUTY, Position.IN_CHARGE)


def gather(who: Actor, session: Session, case_id: str, today: date) -> CaseSheet:
    """The case as its forms see it: papers a person confirmed, without those merely attached."""
    case = get_case(who, session, case_id)
    organisation = office(who, session)
    papers = [
        paper
        for paper in papers_of_case(who, session, case_id)
        if paper.review_state == ReviewState.CONFIRMED and paper.standing != Standing.ATTACHED
    ]
    ids = [paper.id for paper in papers]
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in current_facts(who, session, *ids):
        facts[fact.paper_id].append(fact)
    received = receipts(who, session, *ids)
    return CaseSheet(
        case_id=case.id,
        office=law_office(organisation),
        office_id=organisation.id,
        demo=organisation.demo,
        ordinal=ordinal_in_year(who, session, case),
        today=today,
        filled_by=who.name,
        filled_by_id=who.user_id or "",
        papers=tuple(_paper(each, facts[each.id], received.get(each.id)) for each in papers),
        duties=tuple(_duty(view) for view in duties_of_case(who, session, case_id, today)),
        officials=tuple(
            Official(row.id, row.hearing_on, row.name, row.title, Position(row.position).label)
            for row in attendees_of_case(who, session, case_id)
            if Position(row.position) in OFFICIALS
        ),
        hearings=hearings_standing(
            facts_of_case(who, session, case_id), load_pack(law_office(organisation).jurisdiction)
        ),
    )


def _paper(row: Paper, facts: list[Fact], receipt: PaperReceipt | None) -> PaperSheet:
    fields = {FieldName(f.field): Known(f.value, f.id) for f in facts if f.field in set(FieldName)}
    return PaperSheet(
        id=row.id,
        kind=PaperKind(row.kind),
        stage=Stage(row.stage) if row.stage else None,
        fields=fields,
        parties=tuple(_party(fact.id, fact.value) for fact in facts if fact.field == "party"),
        outcome=next((Known(f.value, f.id) for f in facts if f.field == "outcome"), None),
        received_on=receipt.on if receipt else None,
        receipt_id=receipt.id if receipt else None,
    )


def _party(fact_id: str, value: dict[str, Any]) -> PartyKnown:
    agents = [
        f"{agent['name']}（{agent['affiliation']}）" if agent.get("affiliation") else str(agent["name"])
        for agent in value.get("agents") or ()
    ]
    return PartyKnown(
        fact_id=fact_id,
        role=Role(value["role"]),
        name=value["name"],
        original_roles=tuple(Role(role) for role in value.get("original_roles") or ()),
        agents=tuple(agents),
    )


def _duty(view: DutyView) -> DutySheet:
    return DutySheet(
        key=view.duty.key,
        rule_id=view.duty.rule_id,
        due=view.due,
        target=view.target,
        provisional=view.provisional,
        form=view.duty.form,
        done_on=view.done.on if view.done else None,
        done_action_id=view.done.id if view.done else None,
    )
