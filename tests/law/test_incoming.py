"""What others owe this office, whoever they are: those sued, and those a rule names that owe something
to who answers for the government or who lost."""

from __future__ import annotations

from datetime import date

import pytest

from services.law import Duty, Office, incoming_duties
from services.law.facts import CaseFacts, Deed, DeedKind, PartyFact, RecordedEvent
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind, PaperKind, Role
from services.vocabulary import OutcomeClass as O
from tests.law.making import FIRST, case, court_said, first, paper

Kind = OrganisationKind
DAY = date(2026, 3, 4)
APPEAL_OVER = date(2026, 7, 10)
GOVERNMENT = "武汉市新洲区人民政府"
BUREAU = "武汉市新洲区某某局"


def at(kind: OrganisationKind, name: str, place: Jurisdiction = Jurisdiction.XINZHOU) -> Office:
    return Office(name, kind, place)


def against(*names: str) -> tuple[PartyFact, ...]:
    return (PartyFact(Role.PLAINTIFF, "方某甲"), *(PartyFact(Role.DEFENDANT, each) for each in names))


def incoming(facts: CaseFacts, today: date = APPEAL_OVER) -> dict[str, Duty]:
    found = incoming_duties(facts, today=today)
    assert len({(each.rule_id, each.key) for each in found}) == len(found)
    return {each.rule_id: each for each in found}


@pytest.mark.parametrize("sued", [(GOVERNMENT,), (GOVERNMENT, BUREAU)])
def test_who_may_answer_for_the_government_sees_that_the_papers_are_to_be_handed_on(
    sued: tuple[str, ...],
) -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, DAY, parties=against(*sued))
    transfer = incoming(case(notice, office=at(Kind.DEPARTMENT, BUREAU)), DAY)["XZ-02"]
    assert transfer.actor_name == "武汉市新洲区人民政府办公室"
    assert transfer.count.due == date(2026, 3, 6)
    assert transfer.doubts == ("按本单位为应诉责任机关列出，请核对。",)


@pytest.mark.parametrize(
    ("kind", "name", "sued"),
    [
        (Kind.DEPARTMENT, BUREAU, BUREAU),  # nothing to hand on
        (Kind.GOVERNMENT, GOVERNMENT, GOVERNMENT),  # never answers for itself
        (Kind.JUSTICE_BUREAU, "武汉市新洲区司法局", GOVERNMENT),  # hands on itself
    ],
)
def test_nobody_else_does(kind: OrganisationKind, name: str, sued: str) -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, DAY, parties=against(sued))
    assert "XZ-02" not in incoming(case(notice, office=at(kind, name)), DAY)


def chongyi(ours: O, theirs: O) -> CaseFacts:
    office = at(Kind.DEPARTMENT, "崇义县某某局", Jurisdiction.CHONGYI)
    judgment = first(
        on=date(2026, 3, 20),
        parties=against(office.name, "崇义县另一局"),
        outcome={office.name: (ours,), "崇义县另一局": (theirs,)},
    )
    return case(judgment, office=office, confirmations=(court_said("first", True, date(2026, 4, 7)),))


def test_who_lost_sees_the_letter_the_leading_group_owes_it() -> None:
    letter = incoming(chongyi(O.REVOKE, O.DISMISS_CLAIMS))["CY-09"]
    assert letter.actor_name == "领导小组"
    assert "CY-09" not in incoming(chongyi(O.DISMISS_CLAIMS, O.REVOKE))


def test_who_lost_sees_the_opinion_the_justice_bureau_owes_it() -> None:
    judgment = first(on=date(2026, 3, 20), parties=against(BUREAU), outcome={BUREAU: (O.REVOKE,)})
    reviewed = RecordedEvent("e1", EventKind.REVIEW_COMPLETED, date(2026, 7, 1))
    facts = case(judgment, office=at(Kind.DEPARTMENT, BUREAU), events=(reviewed,))
    opinion = incoming(facts)["XZ-26"]
    assert opinion.actor_name == "武汉市新洲区司法局"
    assert opinion.count.due == date(2026, 7, 8)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(Kind.JUSTICE_BUREAU, "武汉市新洲区司法局"), (Kind.GOVERNMENT, GOVERNMENT)],
)
def test_the_report_on_a_loss_goes_to_the_bureau_for_review_and_to_the_leaders_for_approval(
    kind: OrganisationKind, name: str
) -> None:
    judgment = first(on=date(2026, 3, 20), parties=against(BUREAU), outcome={BUREAU: (O.REVOKE,)})
    deed = Deed(f"{FIRST}:XZ-24:first", DeedKind.COMPLETED, date(2026, 6, 10))
    report = incoming(case(judgment, office=at(kind, name), deeds=(deed,)))["XZ-25"]
    assert report.count.due == date(2026, 6, 17)


def test_what_a_sued_government_has_answered_is_owed_by_the_unit_that_answers_for_it() -> None:
    """北碚 article 7: 应诉承办单位, never the government itself."""
    sued = "重庆市北碚区人民政府"
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2026, 3, 4), parties=against(sued))
    office = at(Kind.JUSTICE_BUREAU, "重庆市北碚区司法局", Jurisdiction.BEIBEI)
    owed = incoming(case(notice, office=office))
    assert "BB-01" in owed
    assert {each.actor_name for each in owed.values()} == {Kind.RESPONDING_UNIT.label}
