"""Who owes what: a duty of a kind of organisation never lies on another one's desk."""

from __future__ import annotations

from datetime import date

import pytest

from services.law.facts import Office
from services.law.pack import load_pack
from services.law.recurring import recurring_duties
from services.law.trigger import desk_owes
from services.vocabulary import Jurisdiction, OrganisationKind

TODAY = date(2026, 11, 20)
Kind = OrganisationKind


def owed(place: Jurisdiction, kind: OrganisationKind, name: str = "某单位") -> set[str]:
    return {each.rule_id for each in recurring_duties(Office(name, kind, place), today=TODAY)}


@pytest.mark.parametrize(
    ("place", "kind", "expected"),
    [
        (Jurisdiction.BEIBEI, Kind.DEPARTMENT, {"BB-20"}),
        (Jurisdiction.BEIBEI, Kind.TOWNSHIP, {"BB-20"}),
        # Article 7: who answers for the government (应诉承办单位) is never the government itself.
        (Jurisdiction.BEIBEI, Kind.GOVERNMENT, {"CQ-13"}),
        (Jurisdiction.BEIBEI, Kind.MUNICIPAL_DEPARTMENT, {"BB-20", "CQ-13"}),
        (Jurisdiction.BEIBEI, Kind.GOVERNMENT_OFFICE, set()),
        (Jurisdiction.CHONGQING, Kind.MUNICIPAL_DEPARTMENT, {"CQ-13"}),
        (Jurisdiction.CHONGQING, Kind.DEPARTMENT, set()),
        (Jurisdiction.TENGZHOU, Kind.JUSTICE_BUREAU, {"TZ-08"}),
        (Jurisdiction.TENGZHOU, Kind.LEADING_GROUP, {"TZ-08"}),
        (Jurisdiction.TENGZHOU, Kind.DEPARTMENT, set()),
        (Jurisdiction.CHONGYI, Kind.DEPARTMENT, set()),
    ],
)
def test_yearly_and_quarterly_reports_are_owed_by_those_the_notice_names(
    place: Jurisdiction, kind: OrganisationKind, expected: set[str]
) -> None:
    assert owed(place, kind) == expected


def test_the_justice_bureau_does_not_report_to_itself() -> None:
    assert owed(Jurisdiction.BEIBEI, Kind.JUSTICE_BUREAU, "重庆市北碚区司法局") == set()


@pytest.mark.parametrize(
    ("place", "rule", "desks"),
    [
        (Jurisdiction.CHONGYI, "CY-09", {Kind.LEADING_GROUP}),
        (Jurisdiction.XINZHOU, "XZ-02", {Kind.GOVERNMENT_OFFICE, Kind.JUSTICE_BUREAU}),
        (Jurisdiction.XINZHOU, "XZ-26", {Kind.JUSTICE_BUREAU}),
        (Jurisdiction.CHONGQING, "CQ-13", {Kind.GOVERNMENT, Kind.MUNICIPAL_DEPARTMENT}),
    ],
)
def test_a_duty_lies_only_on_the_desks_it_names(
    place: Jurisdiction, rule: str, desks: set[OrganisationKind]
) -> None:
    found = load_pack(place).rule(rule)
    assert {kind for kind in Kind if desk_owes(found, Office("某单位", kind, place))} == desks


def test_a_county_government_does_not_file_the_register_of_its_offices() -> None:
    register = load_pack(Jurisdiction.CHONGYI).rule("CY-01")
    assert not desk_owes(register, Office("崇义县人民政府", Kind.GOVERNMENT, Jurisdiction.CHONGYI))
