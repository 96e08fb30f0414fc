"""Who of those around the government owes what: itself, its office, its justice bureau, the unit that
answers for it, and the departments that are sued themselves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from services.law import Duty, Office, Urgency, derive_duties, incoming_duties, urgency
from services.law.facts import CaseFacts, Deed, DeedKind, PaperFacts, PartyFact, RecordedEvent
from services.law.pack import load_pack
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind, PaperKind, Role
from services.vocabulary import OutcomeClass as O
from tests.law.making import case, first, paper

Kind = OrganisationKind
DAY = date(2026, 3, 4)
APPEAL_OVER = date(2026, 7, 10)
PLACES = (Jurisdiction.CHONGYI, Jurisdiction.TENGZHOU, Jurisdiction.BEIBEI, Jurisdiction.XINZHOU)


def government(place: Jurisdiction) -> str:
    return load_pack(place).government or ""


def bureau(place: Jurisdiction) -> str:
    return load_pack(place).justice_bureau or ""


def desk(place: Jurisdiction, kind: OrganisationKind) -> Office:
    names = {
        Kind.GOVERNMENT: government(place),
        Kind.JUSTICE_BUREAU: bureau(place),
        Kind.GOVERNMENT_OFFICE: f"{government(place)}办公室",
    }
    return Office(names.get(kind, "某某县某某局"), kind, place)


def against(*names: str) -> tuple[PartyFact, ...]:
    return (PartyFact(Role.PLAINTIFF, "方某甲"), *(PartyFact(Role.DEFENDANT, each) for each in names))


def suit(*names: str, **changes: object) -> tuple[PaperFacts, ...]:
    parties = against(*names)
    hearing = (datetime.fromisoformat("2026-04-15T09:00"),)
    return tuple(
        replace(each, **changes)
        for each in (
            paper(PaperKind.COMPLAINT, DAY, parties=parties),
            paper(PaperKind.RESPONSE_NOTICE, DAY, parties=parties),
            paper(PaperKind.SUMMONS, DAY, parties=parties, hearing_at=hearing),
        )
    )


def lost(*names: str, on: date = date(2026, 3, 20)) -> PaperFacts:
    return first(O.REVOKE, on=on, parties=against(*names), outcome=dict.fromkeys(names, (O.REVOKE,)))


def duties(facts: CaseFacts, today: date = DAY) -> dict[str, Duty]:
    return {each.rule_id: each for each in derive_duties(facts, today=today)}


# --- the government ------------------------------------------------------------------------------


@pytest.mark.parametrize("place", PLACES)
def test_a_suit_against_a_department_lays_nothing_on_the_governments_desk(place: Jurisdiction) -> None:
    office = desk(place, Kind.GOVERNMENT)
    papers = (*suit("某某县某某局"), lost("某某县某某局"))
    assert duties(case(*papers, office=office), APPEAL_OVER) == {}
    unread = [replace(each, parties=()) for each in papers]
    assert "ANSWER" in duties(case(*unread, office=office), APPEAL_OVER)


def test_the_government_sees_what_the_sued_department_owes_it() -> None:
    office = desk(Jurisdiction.CHONGYI, Kind.GOVERNMENT)
    (owed,) = incoming_duties(case(lost("崇义县某某局"), office=office), today=APPEAL_OVER)
    assert (owed.rule_id, owed.actor_name) == ("CY-07", "崇义县某某局")


@pytest.mark.parametrize(
    ("place", "not_its_own"),
    [
        (Jurisdiction.BEIBEI, {"BB-01", "BB-03", "BB-05", "BB-07", "BB-13", "BB-14", "BB-17"}),
        (Jurisdiction.XINZHOU, {"XZ-03", "XZ-04", "XZ-22"}),
    ],
)
def test_what_the_answering_unit_owes_is_told_to_the_government_and_not_laid_on_it(
    place: Jurisdiction, not_its_own: set[str]
) -> None:
    sued = government(place)
    facts = case(*suit(sued), lost(sued), office=desk(place, Kind.GOVERNMENT))
    found = duties(facts, APPEAL_OVER)
    assert not_its_own.isdisjoint(found)
    assert {"ANSWER", "APPEAL_J", "VERIFY_EFFECT"} <= found.keys()
    told = "".join(doubt for each in found.values() for doubt in each.doubts)
    covered = {"BB-13"}  # the report on a lost judgment is one
    assert all(f"（{rule}）" in told for rule in not_its_own - covered)
    assert not any(f"（{rule}）" in told for rule in covered)
    assert "由应诉责任单位办理" in told


def test_what_came_alone_is_told_beside_the_governments_first_duty() -> None:
    place = Jurisdiction.BEIBEI
    sued = government(place)
    rights = paper(PaperKind.RIGHTS_NOTICE, date(2026, 3, 11), parties=against(sued))
    found = duties(case(*suit(sued), rights, office=desk(place, Kind.GOVERNMENT)))
    told = [doubt for each in found.values() for doubt in each.doubts if "BB-01" in doubt]
    assert [doubt[doubt.index("2026年") :][:10] for doubt in sorted(told)] == [
        "2026年3月11日",
        "2026年3月18日",
    ]


def test_other_desks_are_not_told_what_the_answering_unit_owes() -> None:
    facts = case(
        *suit(government(Jurisdiction.BEIBEI)), office=desk(Jurisdiction.BEIBEI, Kind.DEPARTMENT)
    )
    assert not any("转交并督促" in doubt for each in duties(facts).values() for doubt in each.doubts)


# --- the government's office ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", [Kind.GOVERNMENT_OFFICE, Kind.JUSTICE_BUREAU])
@pytest.mark.parametrize(("on", "conflict"), [(DAY, False), (date(2022, 9, 23), True)])
def test_handing_the_papers_on_conflicts_with_the_review_only_without_room(
    kind: OrganisationKind, on: date, conflict: bool
) -> None:
    place = Jurisdiction.XINZHOU
    notice = paper(PaperKind.RESPONSE_NOTICE, on, parties=against(government(place)))
    transfer = duties(case(notice, office=desk(place, kind)), on)["XZ-02"]
    assert any("时间冲突" in doubt for doubt in transfer.doubts) is conflict


def test_the_governments_office_is_not_asked_why_it_is_no_party() -> None:
    place = Jurisdiction.XINZHOU
    facts = case(*suit(government(place)), office=desk(place, Kind.GOVERNMENT_OFFICE))
    assert duties(facts)["XZ-02"].doubts == ()


# --- the unit that answers -----------------------------------------------------------------------


@pytest.mark.parametrize("place", [Jurisdiction.XINZHOU, Jurisdiction.BEIBEI])
def test_what_had_passed_when_the_government_handed_the_papers_on_is_late_on_arrival(
    place: Jurisdiction,
) -> None:
    came = date(2026, 3, 18)
    papers = suit(government(place), arrived_on=came)
    found = duties(case(*papers, office=desk(place, Kind.DEPARTMENT)), came)
    passed = [each for each in found.values() if each.count.due and each.count.due < came]
    assert {each.rule_id for each in passed} >= (
        {"XZ-01", "XZ-03"} if place == Jurisdiction.XINZHOU else {"BB-01", "BB-03"}
    )
    assert {urgency(each, came) for each in passed} == {Urgency.LATE_ON_ARRIVAL}


@pytest.mark.parametrize(
    ("kind", "sued"),
    [(Kind.DEPARTMENT, "某某县某某局"), (Kind.GOVERNMENT_OFFICE, "武汉市新洲区人民政府")],
)
def test_what_an_office_scanned_late_of_its_own_papers_stays_overdue(
    kind: OrganisationKind, sued: str
) -> None:
    came = date(2026, 3, 18)
    facts = case(*suit(sued, arrived_on=came), office=desk(Jurisdiction.XINZHOU, kind))
    passed = [each for each in duties(facts, came).values() if each.rule_id in ("XZ-01", "XZ-02")]
    assert [urgency(each, came) for each in passed] == [Urgency.OVERDUE]


# --- the justice bureau --------------------------------------------------------------------------


def test_the_justice_bureau_reports_its_own_loss_to_the_county_government() -> None:
    office = desk(Jurisdiction.CHONGYI, Kind.JUSTICE_BUREAU)
    report = duties(case(lost(office.name), office=office), APPEAL_OVER)["CY-07"]
    assert report.draft and report.recipient_name == "崇义县人民政府"
    answered = duties(case(lost("崇义县人民政府"), office=office), APPEAL_OVER)["CY-07"]
    assert answered.draft and answered.doubts
    supervised = case(lost("崇义县某某局"), office=office)
    assert "CY-07" not in duties(supervised, APPEAL_OVER)


def test_the_justice_bureau_takes_its_outcome_from_the_government_it_stands_for() -> None:
    place = Jurisdiction.XINZHOU
    sued = government(place)
    judgment = lost("武汉市新洲区某某局", sued)
    won = replace(judgment, outcome={**judgment.outcome, sued: (O.DISMISS_CLAIMS,)})
    office = desk(place, Kind.JUSTICE_BUREAU)
    assert "XZ-24" not in duties(case(won, office=office), APPEAL_OVER)
    other = replace(judgment, outcome={"武汉市新洲区某某局": (O.DISMISS_CLAIMS,), sued: (O.REVOKE,)})
    assert "XZ-24" in duties(case(other, office=office), APPEAL_OVER)


def test_of_several_recipients_the_bureau_leaves_out_itself_and_keeps_the_others() -> None:
    place = Jurisdiction.XINZHOU
    office = desk(place, Kind.JUSTICE_BUREAU)
    judgment = lost(office.name)
    key = f"{judgment.case_number}:XZ-24:{judgment.id}"
    deed = Deed(key, DeedKind.COMPLETED, date(2026, 6, 10))
    found = duties(case(judgment, office=office, deeds=(deed,)), APPEAL_OVER)
    assert found["XZ-25"].recipient_name == government(place)


# --- what was recorded ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "event", "rule"),
    [
        (Jurisdiction.BEIBEI, EventKind.ACT_CHANGED, "BB-12"),
        (Jurisdiction.BEIBEI, EventKind.REPEATED_LOSSES, "BB-18"),
        (Jurisdiction.XINZHOU, EventKind.REVIEW_OPINION_RECEIVED, "XZ-27"),
    ],
)
def test_what_was_recorded_about_a_case_lies_on_the_desk_of_who_was_sued(
    place: Jurisdiction, event: EventKind, rule: str
) -> None:
    office = desk(place, Kind.DEPARTMENT)
    summons = paper(PaperKind.SUMMONS, DAY, parties=against(office.name))
    recorded = (RecordedEvent("e", event, DAY),)
    assert rule in duties(case(summons, office=office, events=recorded))
    for role in (Role.THIRD_PARTY, Role.PLAINTIFF):
        parties = (PartyFact(Role.DEFENDANT, "另一个局"), PartyFact(role, office.name))
        others = replace(summons, parties=parties)
        assert rule not in duties(case(others, office=office, events=recorded))
    supervising = desk(place, Kind.JUSTICE_BUREAU)
    assert rule not in duties(case(summons, office=supervising, events=recorded))
