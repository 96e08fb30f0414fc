"""One filing for the papers of one day, one duty that satisfies another, and what comes after it was
done."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.law import Duty, Office, derive_duties
from services.law.facts import CaseFacts, Deed, DeedKind, PaperFacts, PartyFact
from services.vocabulary import Jurisdiction, OrganisationKind, PaperKind, Role
from services.vocabulary import OutcomeClass as O
from tests.law.making import FIRST, case, first, paper

DAY = date(2026, 3, 4)
SENT = date(2026, 3, 5)
LATER = date(2026, 3, 9)
XINZHOU = Office("武汉市新洲区某某局", OrganisationKind.DEPARTMENT, Jurisdiction.XINZHOU)
BEIBEI = Office("重庆市北碚区某某局", OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)


def sued(office: Office) -> tuple[PartyFact, ...]:
    return (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, office.name))


def suit(kind: PaperKind, arrived_on: date = DAY) -> PaperFacts:
    return paper(kind, DAY, arrived_on=arrived_on, parties=sued(XINZHOU))


def done(key: str, on: date = SENT) -> Deed:
    return Deed(f"{FIRST}:{key}", DeedKind.COMPLETED, on)


def filings(facts: CaseFacts, *rules: str) -> list[Duty]:
    return [each for each in derive_duties(facts, today=LATER) if each.rule_id in rules]


ENVELOPE = (suit(PaperKind.COMPLAINT), suit(PaperKind.RESPONSE_NOTICE))


def test_a_paper_of_the_day_that_comes_after_the_papers_of_the_suit_were_filed_is_filed_by_itself() -> (
    None
):
    facts = case(*ENVELOPE, suit(PaperKind.SUMMONS, LATER), office=XINZHOU)
    (whole,) = filings(facts, "XZ-01", "XZ-07")
    assert set(whole.papers) == {"complaint", "response_notice", "summons"}
    sent, rest = filings(replace(facts, deeds=(done("XZ-01:complaint"),)), "XZ-01", "XZ-07")
    assert (sent.rule_id, set(sent.papers)) == ("XZ-01", {"complaint", "response_notice"})
    assert (rest.rule_id, rest.papers, rest.supplement) == ("XZ-07", ("summons",), True)
    assert rest.count.due == date(2026, 3, 6)
    assert f"{FIRST}:XZ-01:complaint" not in {rest.key, *rest.aliases}


def test_a_supplement_of_the_papers_of_the_suit_lists_only_what_was_not_sent() -> None:
    facts = case(*ENVELOPE, suit(PaperKind.EVIDENCE_NOTICE, LATER), office=XINZHOU)
    sent, rest = filings(replace(facts, deeds=(done("XZ-01:complaint"),)), "XZ-01", "XZ-07")
    assert set(sent.papers) == {"complaint", "response_notice"}
    assert (rest.rule_id, rest.papers, rest.supplement) == ("XZ-01", ("evidence_notice",), True)


def test_what_comes_after_the_supplement_was_done_is_a_supplement_of_its_own() -> None:
    third = suit(PaperKind.JOINDER_NOTICE, date(2026, 3, 12))
    facts = case(*ENVELOPE, suit(PaperKind.EVIDENCE_NOTICE, LATER), third, office=XINZHOU)
    deeds = (
        done("XZ-01:complaint"),
        done("XZ-01:supplement:evidence_notice", date(2026, 3, 10)),
    )
    found = filings(replace(facts, deeds=deeds), "XZ-01", "XZ-07")
    assert [set(each.papers) for each in found] == [
        {"complaint", "response_notice"},
        {"evidence_notice"},
        {"joinder_notice"},
    ]


def report(*papers: PaperFacts, deeds: tuple[Deed, ...] = ()) -> list[Duty]:
    facts = case(*papers, office=BEIBEI, deeds=deeds)
    return filings(facts, "BB-01", "BB-13", "BB-14")


LOST = first(O.REVOKE, on=DAY, parties=sued(BEIBEI), outcome={BEIBEI.name: (O.REVOKE,)})
CORRECTION = paper(
    PaperKind.RULING, DAY, id="r", parties=sued(BEIBEI), outcome={BEIBEI.name: (O.CORRECT,)}
)


def test_a_lost_judgment_and_a_ruling_of_one_day_are_one_report() -> None:
    (one,) = report(LOST, CORRECTION)
    assert (one.rule_id, set(one.papers), set(one.covers)) == (
        "BB-14",
        {"first", "r"},
        {"BB-13", "BB-01"},
    )
    assert {f"{FIRST}:BB-13:r", f"{FIRST}:BB-13:first"} <= {one.key, *one.aliases}


def test_a_ruling_of_the_day_that_comes_after_the_report_is_reported_by_itself() -> None:
    late = replace(CORRECTION, arrived_on=LATER)
    sent, rest = sorted(
        report(LOST, late, deeds=(done("BB-14:first"),)), key=lambda each: each.supplement
    )
    assert (sent.rule_id, sent.papers) == ("BB-14", ("first",))
    assert (rest.rule_id, rest.papers, rest.supplement) == ("BB-13", ("r",), True)


def test_the_report_on_a_judgment_does_not_file_another_paper_of_the_day() -> None:
    fee = paper(PaperKind.FEE_NOTICE, DAY, id="fee", parties=sued(BEIBEI))
    found = {each.rule_id: set(each.papers) for each in report(LOST, fee)}
    assert found == {"BB-14": {"first"}, "BB-01": {"first", "fee"}}
