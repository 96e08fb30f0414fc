"""Invented case sheets for the filing tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from services.api.filings.sheet import CaseSheet, DutySheet, Known, PaperSheet, PartyKnown
from services.law.facts import Office
from services.vocabulary import FieldName, Jurisdiction, OrganisationKind, PaperKind, Role, Stage

BUREAU = "崇义县自然资源局"
NUMBER = "（2026）赣0725行初12号"
APPEAL = "（2026）赣07行终31号"


def fields(paper: str, **values: object) -> dict[FieldName, Known]:
    """Facts of one paper; each id tells paper and field: ``notice.cause``."""
    return {FieldName(name): Known(value, f"{paper}.{name}") for name, value in values.items()}


def parties(paper: str, **names: Sequence[str]) -> tuple[PartyKnown, ...]:
    """Parties by role; ids are ``notice.plaintiff0``."""
    return tuple(
        PartyKnown(f"{paper}.{role}{n}", Role(role), name)
        for role, people in names.items()
        for n, name in enumerate(people)
    )


def notice(**changes: object) -> PaperSheet:
    """A confirmed notice to respond with a receipt."""
    values: dict[str, object] = {
        "id": "notice",
        "kind": PaperKind.RESPONSE_NOTICE,
        "stage": Stage.FIRST,
        "fields": fields("notice", case_number=NUMBER, court="江西省崇义县人民法院", cause="行政处罚"),
        "parties": parties("notice", plaintiff=["钟山海"], defendant=[BUREAU]),
        "received_on": date(2026, 3, 18),
        "receipt_id": "receipt1",
    }
    return PaperSheet(**(values | changes))  # type: ignore[arg-type]


def judgment(**changes: object) -> PaperSheet:
    """A confirmed judgment of first instance: the decision revoked in part, a new one ordered."""
    values: dict[str, object] = {
        "id": "judgment",
        "kind": PaperKind.JUDGMENT,
        "stage": Stage.FIRST,
        "fields": fields(
            "judgment",
            case_number=NUMBER,
            court="江西省崇义县人民法院",
            cause="行政处罚",
            issued_on="2026-06-10",
            official_attendance="副局长罗青到庭",
        ),
        "parties": parties(
            "judgment", plaintiff=["钟山海"], defendant=[BUREAU], third_party=["蓝溪村委会"]
        ),
        "outcome": Known(
            {"by_party": {BUREAU: {"classes": ["REVOKE", "REMAKE"], "partial": True}}},
            "judgment.outcome",
        ),
    }
    return PaperSheet(**(values | changes))  # type: ignore[arg-type]


def appeal_judgment(**changes: object) -> PaperSheet:
    """A confirmed judgment of second instance that affirms."""
    values: dict[str, object] = {
        "id": "appeal",
        "kind": PaperKind.JUDGMENT,
        "stage": Stage.SECOND,
        "fields": fields(
            "appeal", case_number=APPEAL, prior_case_number=NUMBER, issued_on="2026-09-02"
        ),
        "parties": (
            PartyKnown("appeal.appellant0", Role.APPELLANT, BUREAU, (Role.DEFENDANT,)),
            PartyKnown("appeal.appellee0", Role.APPELLEE, "钟山海", (Role.PLAINTIFF,)),
        ),
        "outcome": Known({"by_party": {BUREAU: {"classes": ["AFFIRM"]}}}, "appeal.outcome"),
    }
    return PaperSheet(**(values | changes))  # type: ignore[arg-type]


def sheet(
    *papers: PaperSheet,
    duties: tuple[DutySheet, ...] = (),
    demo: bool = False,
    jurisdiction: Jurisdiction = Jurisdiction.CHONGYI,
) -> CaseSheet:
    """A case with these papers at the desk of the invented bureau."""
    return CaseSheet(
        case_id="case1",
        office=Office(BUREAU, OrganisationKind.DEPARTMENT, jurisdiction, ("崇义县国土资源局",)),
        office_id="office1",
        demo=demo,
        ordinal=7,
        today=date(2026, 3, 20),
        filled_by="林晓",
        filled_by_id="user1",
        papers=papers,
        duties=duties,
    )
