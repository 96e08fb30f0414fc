"""Whose paper it is, by what the paper says and by nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from services.law.addressed import Whose, belonging_of
from services.law.facts import CaseFacts, Office
from services.law.pack import load_pack
from services.law.proceeding import proceedings_of
from services.vocabulary import Jurisdiction, OrganisationKind, PaperKind
from tests.law.making import OFFICE, paper

BUREAU = Office(
    "重庆市北碚区规划和自然资源局",
    OrganisationKind.DEPARTMENT,
    Jurisdiction.BEIBEI,
    former_names=("重庆市北碚区国土资源和房屋管理局",),
)
GOVERNMENT = "重庆市北碚区人民政府"
PARTIES = ("陈某某", "重庆市北碚区规划和自然资源局", "重庆市北碚区某某街道办事处")


@pytest.mark.parametrize(
    ("addressee", "parties", "whose"),
    [
        ("重庆市北碚区规划和自然资源局", PARTIES, Whose.OURS),
        ("北碚区规划和自然资源局", PARTIES, Whose.OURS),
        ("重庆市北碚区国土资源和房屋管理局", (), Whose.OURS),
        ("北碚区规自局", (), Whose.OURS),  # in short
        ("北碚区国土资源局", (), Whose.OURS),  # its name before 2018, which nobody entered
        ("重庆市北碚区规划和自然资源局法定代表人", PARTIES, Whose.OURS),
        ("重庆市北碚区规划和自然资源局（负责人）", PARTIES, Whose.OURS),
        (GOVERNMENT, (*PARTIES, GOVERNMENT), Whose.GOVERNMENTS),
        ("重庆市北碚区某某街道办事处", PARTIES, Whose.OTHER_PARTYS),
        ("陈某某", PARTIES, Whose.OTHER_PARTYS),
        ("重庆市沙坪坝区公安分局", ("李某某", "重庆市沙坪坝区公安分局"), Whose.ELSEWHERE),
        ("重庆市沙坪坝区水利局", (), Whose.ELSEWHERE),
        ("王某某", PARTIES, Whose.UNKNOWN),
        ("重庆市北碚区法制办公室", PARTIES, Whose.UNKNOWN),
        (None, PARTIES, Whose.OURS),
        ("", ("李某某", "重庆市沙坪坝区公安分局"), Whose.UNKNOWN),
        (None, (), Whose.UNKNOWN),
    ],
)
def test_the_addressee_decides_then_the_parties(
    addressee: str | None, parties: tuple[str, ...], whose: Whose
) -> None:
    assert belonging_of(addressee, parties, BUREAU, GOVERNMENT).whose is whose


def test_a_paper_served_on_the_government_keeps_both_who_was_served_and_who_handles_it() -> None:
    found = belonging_of(GOVERNMENT, PARTIES, BUREAU, GOVERNMENT)
    assert found.served == GOVERNMENT
    assert "期限从送达政府之日起算" in found.advice


def test_the_government_office_s_own_mail_is_its_own() -> None:
    own = Office("重庆市北碚区人民政府办公室", OrganisationKind.GOVERNMENT_OFFICE, Jurisdiction.BEIBEI)
    assert belonging_of(GOVERNMENT, (), own, GOVERNMENT).whose is Whose.OURS


def test_only_what_is_surely_somebody_elses_starts_nothing() -> None:
    assert {each for each in Whose if not each.starts_duties} == {Whose.OTHER_PARTYS, Whose.ELSEWHERE}


def test_a_paper_sent_by_mistake_says_what_to_do() -> None:
    found = belonging_of("重庆市沙坪坝区水利局", (), BUREAU, GOVERNMENT)
    assert "退回" in found.advice
    assert "重庆市沙坪坝区水利局" in found.because


def test_a_paper_that_is_not_ours_opens_no_proceeding_and_no_duty_and_still_says_what_it_says() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2023, 3, 3))
    pack = load_pack(Jurisdiction.CN)
    ours = CaseFacts("case", OFFICE, (notice,))
    copy = CaseFacts("case", OFFICE, (replace(notice, starts_duties=False),))
    assert [each.case_number for each in proceedings_of(ours, pack)] == [notice.case_number]
    assert proceedings_of(copy, pack) == []
    assert copy.papers[0].parties == notice.parties
