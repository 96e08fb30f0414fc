"""Each check fails on the contradiction it is for, and stays silent beside it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli import app
from services.law.calendar import national_calendar
from services.law.checks import Finding, PaperSaid, check_papers
from services.law.facts import PartyFact
from services.vocabulary import PaperKind as K
from services.vocabulary import Role, Standing
from tests.extractor.fields.cases import NOTICE, SUMMONS

NUMBER, COURT, OFFICE = "（2023）渝0109行初45号", "重庆市北碚区人民法院", "云山县自然资源局"
WEDNESDAY = date(2023, 6, 7)
CODES = {NUMBER: COURT}


def said(kind: K = K.SUMMONS, **values: object) -> PaperSaid:
    paper = PaperSaid(0, kind, Standing.SERVED, kind.label, NUMBER, COURT)
    return replace(paper, **values)  # type: ignore[arg-type]


def findings(*papers: PaperSaid) -> list[Finding]:
    numbered = [replace(paper, id=index) for index, paper in enumerate(papers)]
    return list(check_papers(numbered, national_calendar(), court_of=CODES.get))


def codes(*papers: PaperSaid) -> list[str]:
    return [finding.code for finding in findings(*papers)]


PARTIES = (PartyFact(Role.PLAINTIFF, "周某甲"), PartyFact(Role.DEFENDANT, OFFICE))
CASES: dict[str, tuple[tuple[PaperSaid, ...], tuple[PaperSaid, ...]]] = {
    "case_numbers_differ": (
        (said(), said(K.RESPONSE_NOTICE, case_number="（2023）渝0109行初46号")),
        (said(), said(K.JUDGMENT, case_number="（2021）渝0109行初7号", standing=Standing.ATTACHED)),
    ),
    "case_year_differs": (
        (said(K.RESPONSE_NOTICE, filed_on=date(2022, 5, 4)),),
        (said(K.RESPONSE_NOTICE, filed_on=date(2023, 5, 4)),),
    ),
    "court_code_differs": (
        (said(court="重庆市渝北区人民法院"),),
        (said(court="北碚区人民法院"),),
    ),
    "weekday_differs": (
        (said(weekdays=((WEDNESDAY, "星期四"),), hearing_on=(WEDNESDAY,)),),
        (said(weekdays=((WEDNESDAY, "星期三"),), hearing_on=(WEDNESDAY,)),),
    ),
    "hearing_on_rest_day": (
        (said(hearing_on=(date(2023, 6, 22),)),),  # 端午节
        (said(hearing_on=(date(2023, 6, 25),)),),  # a Sunday worked for it
    ),
    "summoned_too_late": (
        (said(issued_on=date(2023, 6, 5), hearing_on=(WEDNESDAY,)),),
        (said(issued_on=date(2023, 6, 4), hearing_on=(WEDNESDAY,)),),
    ),
    "received_before_issued": (
        (said(issued_on=date(2023, 5, 10), received_stamp_on=date(2023, 5, 1)),),
        (said(issued_on=date(2023, 5, 10), received_stamp_on=date(2023, 5, 10)),),
    ),
    "answer_days_of_old_law": (
        (said(K.RESPONSE_NOTICE, answer_days=10),),
        (said(K.RESPONSE_NOTICE, answer_days=15),),
    ),
    "parties_differ": (
        (
            said(K.RESPONSE_NOTICE, parties=PARTIES),
            said(K.COMPLAINT, parties=(PartyFact(Role.PLAINTIFF, "吴某乙"), PARTIES[1])),
        ),
        (
            said(K.RESPONSE_NOTICE, parties=PARTIES),
            said(K.COMPLAINT, parties=(*PARTIES, PartyFact(Role.PLAINTIFF, "吴某乙"))),
        ),
    ),
}


@pytest.mark.parametrize("code", CASES)
def test_a_check_fails_on_its_contradiction_and_not_beside_it(code: str) -> None:
    wrong, right = CASES[code]
    assert codes(*wrong) == [code]
    assert codes(*right) == []


def test_every_check_has_its_cases_and_stands_in_the_contract() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "contract.md"
    line = next(x for x in page.read_text("utf-8").split("\n") if x.startswith("checks: "))
    assert set(line.removeprefix("checks: ").split()) == set(CASES)


def test_a_summons_of_simplified_procedure_may_come_later_than_three_days_before() -> None:
    late = said(issued_on=date(2023, 6, 5), hearing_on=(WEDNESDAY,), procedure="简易程序")
    assert codes(late) == []
    assert codes(replace(late, procedure="普通程序")) == ["summoned_too_late"]
    official = replace(late, kind=K.OFFICIAL_ATTENDANCE_NOTICE)
    assert codes(official) == ["summoned_too_late"], "法释〔2020〕3号 article 5 knows no exception"


def test_a_finding_cites_the_article_of_its_check() -> None:
    (found,) = findings(said(issued_on=date(2023, 6, 5), hearing_on=(WEDNESDAY,)))
    assert "不足三日（法释〔2018〕1号第七十一条，适用普通程序的案件）" in found.message
    (old,) = findings(said(K.RESPONSE_NOTICE, answer_days=10))
    assert "2015年5月1日前的旧条文；现行行政诉讼法第六十七条第一款是十五日" in old.message


def test_a_finding_names_both_places_and_says_what_to_look_at() -> None:
    (found,) = findings(said(), said(K.RESPONSE_NOTICE, case_number="（2023）渝0109行初46号"))
    assert [(place.paper, place.field) for place in found.places] == [
        (0, "case_number"),
        (1, "case_number"),
    ]
    assert "46号" in found.message
    assert "请核对" in found.message


def test_receipt_is_counted_from_the_stamp_where_there_is_one() -> None:
    late = said(
        issued_on=date(2023, 5, 10), received_stamp_on=date(2023, 6, 6), hearing_on=(WEDNESDAY,)
    )
    (found,) = findings(late)
    assert found.code == "summoned_too_late"
    assert found.places[0].field == "received_stamp_on"


def test_a_service_return_dates_the_papers_it_lists_and_no_others() -> None:
    proof = said(K.SERVICE_RETURN, served_on=date(2023, 5, 1), served_papers=("应诉通知书一份",))
    notice = said(K.RESPONSE_NOTICE, issued_on=date(2023, 5, 8))
    later = said(K.SUMMONS, issued_on=date(2023, 5, 20))
    assert [(f.code, f.places[1].paper) for f in findings(proof, notice, later)] == [
        ("received_before_issued", 1)
    ]


def test_an_unpublished_year_is_not_checked() -> None:
    beyond = national_calendar().certain_through + timedelta(days=400)
    assert codes(said(hearing_on=(beyond,), case_number=None)) == []


@given(st.dates(date(2015, 1, 1), date(2026, 12, 1)), st.sampled_from("一二三四五六日"))
def test_a_weekday_is_found_wrong_exactly_when_the_calendar_says_so(day: date, printed: str) -> None:
    wrong = "一二三四五六日"[day.weekday()] != printed
    assert ("weekday_differs" in codes(said(weekdays=((day, f"星期{printed}"),)))) == wrong


def test_extract_prints_the_checks_of_a_file(tmp_path: Path) -> None:
    paper = tmp_path / "envelope.txt"
    old = NOTICE.replace("十五日内提出", "十日内提出")
    summons = SUMMONS.replace("2023年6月7日上午", "2023年6月8日（星期三）上午")
    paper.write_text(f"{old}\n\n{summons}", encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(paper), "--json"])
    checks = json.loads(result.stdout)["checks"]
    assert {check["code"] for check in checks} == {"answer_days_of_old_law", "weekday_differs"}
    assert all(len(check["places"]) == 2 for check in checks)
