"""What a ruling does to a party, with the ruling below that it affirms."""

from __future__ import annotations

from datetime import date
from typing import Any

from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.party_outcome import classes_of_office, classes_of_party
from services.vocabulary import (
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    Stage,
    Standing,
)

BUREAU = "重庆市北碚区城市管理局"
OFFICE = Office(BUREAU, OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)
FIRST, SECOND = "（2026）渝0109行初9001号", "（2026）渝01行终9101号"


def ruling(stage: Stage, result: OutcomeClass, **changes: Any) -> PaperFacts:
    facts: dict[str, Any] = {
        "id": stage.value,
        "kind": PaperKind.JUDGMENT,
        "stage": stage,
        "standing": Standing.SERVED,
        "arrived_on": date(2026, 9, 16),
        "case_number": FIRST if stage is Stage.FIRST else SECOND,
        "prior_case_number": None if stage is Stage.FIRST else FIRST,
        "outcome": {BUREAU: (result,)},
    }
    return PaperFacts(**(facts | changes))


def case(*papers: PaperFacts) -> CaseFacts:
    return CaseFacts("c", OFFICE, papers)


REVOKED = ruling(Stage.FIRST, OutcomeClass.REVOKE)
AFFIRMED = ruling(Stage.SECOND, OutcomeClass.AFFIRM)
BOTH = (OutcomeClass.AFFIRM, OutcomeClass.REVOKE)


def test_affirming_takes_the_outcome_of_the_ruling_below() -> None:
    assert classes_of_party(BUREAU, AFFIRMED, case(REVOKED, AFFIRMED)) == BOTH
    assert classes_of_office(AFFIRMED, case(REVOKED, AFFIRMED)) == BOTH


def test_without_the_ruling_below_only_the_affirming_is_known() -> None:
    assert classes_of_party(BUREAU, AFFIRMED, case(AFFIRMED)) == (OutcomeClass.AFFIRM,)


def test_a_ruling_with_an_outcome_of_its_own_takes_nothing_from_below() -> None:
    changed = ruling(Stage.SECOND, OutcomeClass.DISMISS_CLAIMS)
    assert classes_of_party(BUREAU, changed, case(REVOKED, changed)) == (OutcomeClass.DISMISS_CLAIMS,)


def test_an_exhibit_is_the_ruling_below_only_when_its_number_is_named() -> None:
    exhibit = ruling(Stage.FIRST, OutcomeClass.REVOKE, standing=Standing.ATTACHED)
    assert classes_of_party(BUREAU, AFFIRMED, case(exhibit, AFFIRMED)) == BOTH
    other = ruling(
        Stage.FIRST,
        OutcomeClass.REVOKE,
        standing=Standing.ATTACHED,
        case_number="（2020）渝0112行初8001号",
    )
    unnamed = ruling(Stage.SECOND, OutcomeClass.AFFIRM, prior_case_number=None)
    assert classes_of_party(BUREAU, AFFIRMED, case(other, AFFIRMED)) == (OutcomeClass.AFFIRM,)
    assert classes_of_party(BUREAU, unnamed, case(other, unnamed)) == (OutcomeClass.AFFIRM,)


def test_a_name_that_leaves_out_the_city_is_the_same_party() -> None:
    below = ruling(
        Stage.FIRST, OutcomeClass.REVOKE, outcome={"北碚区城市管理局": (OutcomeClass.REVOKE,)}
    )
    assert classes_of_party(BUREAU, AFFIRMED, case(below, AFFIRMED)) == BOTH


def test_another_defendants_outcome_is_not_ours() -> None:
    below = ruling(
        Stage.FIRST,
        OutcomeClass.REVOKE,
        outcome={"重庆市北碚区水利局": (OutcomeClass.REVOKE,), BUREAU: (OutcomeClass.DISMISS_CLAIMS,)},
    )
    expected = (OutcomeClass.AFFIRM, OutcomeClass.DISMISS_CLAIMS)
    assert classes_of_office(AFFIRMED, case(below, AFFIRMED)) == expected
