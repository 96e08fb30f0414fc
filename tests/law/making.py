"""Facts to test with: papers of one invented case, and what people recorded beside them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from services.law.facts import (
    CaseFacts,
    ConfirmedBy,
    EffectConfirmation,
    Office,
    OperativeFact,
    PaperFacts,
    PartyFact,
    PartyService,
    Receipt,
)
from services.vocabulary import (
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    Role,
    Stage,
    Standing,
)

BUREAU = "某县自然资源局"
FIRST = "（2023）赣0721行初9001号"
SECOND = "（2023）赣07行终9002号"
RETRIAL = "（2024）赣行申9003号"
OFFICE = Office(BUREAU, OrganisationKind.DEPARTMENT, Jurisdiction.CN)
PARTIES = (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, BUREAU))


def received(on: date) -> Receipt:
    return Receipt(on, ReceiptBasis.SERVICE_RETURN, entered_by="经办人")


def paper(kind: PaperKind, on: date, **changes: Any) -> PaperFacts:
    """A served first-instance paper received on the day given."""
    facts = PaperFacts(
        id=kind.value,
        kind=kind,
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        arrived_on=on,
        case_number=FIRST,
        court="某县人民法院",
        issued_on=on,
        parties=PARTIES,
        receipt=received(on),
    )
    return replace(facts, **changes)


def first(*classes: OutcomeClass, on: date = date(2023, 6, 15), **changes: Any) -> PaperFacts:
    """A judgment of first instance."""
    changes = {"id": "first", "outcome": {BUREAU: classes}, **changes}
    return paper(PaperKind.JUDGMENT, on, **changes)


def second(*classes: OutcomeClass, on: date = date(2023, 9, 5), **changes: Any) -> PaperFacts:
    """What the court of appeal decided on ``first``."""
    changes = {
        "id": "second",
        "stage": Stage.SECOND,
        "case_number": SECOND,
        "prior_case_number": FIRST,
        "outcome": {BUREAU: classes},
        **changes,
    }
    return paper(changes.pop("kind", PaperKind.JUDGMENT), on, **changes)


def review(*classes: OutcomeClass, on: date = date(2024, 5, 6), **changes: Any) -> PaperFacts:
    """What the court above said about a petition for retrial of ``second``."""
    changes = {
        "id": "review",
        "stage": Stage.RETRIAL_REVIEW,
        "case_number": RETRIAL,
        "prior_case_number": SECOND,
        "outcome": {BUREAU: classes},
        **changes,
    }
    return paper(changes.pop("kind", PaperKind.RULING), on, **changes)


def item(text: str, *classes: OutcomeClass) -> OperativeFact:
    return OperativeFact(text, classes)


def case(*papers: PaperFacts, office: Office = OFFICE, **changes: Any) -> CaseFacts:
    return replace(CaseFacts("c1", office, papers), **changes)


def court_said(paper_id: str, effective: bool, on: date | None = None) -> EffectConfirmation:
    return EffectConfirmation(paper_id, effective, on, ConfirmedBy.COURT)


def served(party: str, on: date, paper_id: str = "first") -> PartyService:
    return PartyService(paper_id, party, on)
