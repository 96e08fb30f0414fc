"""What the notices say beside dated duties is shown to whom it concerns, at the right moment."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from services.law.duties import derive_duties
from services.law.facts import Deed, DeedKind, Office, PartyFact
from services.law.pack import load_pack, shipped_jurisdictions
from services.law.pack_check import check_packs
from services.law.provisions import (
    contradictions_at,
    load_provisions,
    provisions_at,
)
from services.law.quotations import squeeze
from services.law.schema_provisions import Page, ProvisionKind
from services.resources import rules_folder
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind, PaperKind, Role, Stage
from tests.law.making import case, paper

TODAY = date(2026, 11, 20)


def shown(place: Jurisdiction, desk: OrganisationKind, on: date = TODAY, **moment: object) -> set[str]:
    found = provisions_at(load_provisions(place), desk, on=on, **moment)  # type: ignore[arg-type]
    return {each.entry.id for each in found}


def test_a_hearing_in_xinzhou_shows_the_measures_of_attendance_and_the_liability() -> None:
    found = shown(Jurisdiction.XINZHOU, OrganisationKind.DEPARTMENT, events=[EventKind.HEARING_SET])
    assert {"XZ-16", "XZ-80", "XZ-81"} <= found
    assert "XZ-23" not in found  # the rate of losses has nothing to do with a hearing


def test_the_answer_in_chongyi_stands_beside_what_the_notice_asks_of_it() -> None:
    found = shown(Jurisdiction.CHONGYI, OrganisationKind.TOWNSHIP, duties=["ANSWER"])
    assert found == {"CY-03"}


def test_a_loss_in_xinzhou_shows_when_nobody_is_held_to_account() -> None:
    found = shown(Jurisdiction.XINZHOU, OrganisationKind.DEPARTMENT, duties=["XZ-24"])
    assert {f"XZ-{row}" for row in range(61, 76)} <= found


def test_beibei_sees_the_provisions_of_chongqing_too() -> None:
    found = shown(Jurisdiction.BEIBEI, OrganisationKind.DEPARTMENT, duties=["CQ-12"])
    assert {"BB-16", "BB-44", "CQ-25"} <= found


def test_what_only_the_justice_bureau_does_is_not_shown_to_a_department() -> None:
    page = Page.OVERSIGHT
    assert "BB-26" in shown(Jurisdiction.BEIBEI, OrganisationKind.JUSTICE_BUREAU, page=page)
    assert "TZ-14" in shown(Jurisdiction.TENGZHOU, OrganisationKind.JUSTICE_BUREAU, page=page)
    # 应诉承办单位 is who BB-26 is done for: it sees what it may expect.
    assert "BB-26" in shown(Jurisdiction.BEIBEI, OrganisationKind.DEPARTMENT, page=page)
    assert "TZ-05" not in shown(Jurisdiction.TENGZHOU, OrganisationKind.DEPARTMENT, page=page)


def test_what_is_assessed_is_shown_to_those_assessed_and_to_the_bureau_that_reports_it() -> None:
    for desk in (
        OrganisationKind.DEPARTMENT,
        OrganisationKind.JUSTICE_BUREAU,
        OrganisationKind.TOWNSHIP,
    ):
        assert "TZ-07" in shown(Jurisdiction.TENGZHOU, desk, page=Page.STATISTICS)


def test_nothing_is_shown_before_it_came_into_force() -> None:
    last_before, first = date(2022, 6, 5), date(2022, 6, 6)
    place, desk, page = Jurisdiction.XINZHOU, OrganisationKind.DEPARTMENT, Page.STATISTICS
    assert shown(place, desk, last_before, page=page) == set()
    assert shown(place, desk, first, page=page)


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_provision_can_be_seen_by_some_office(place: Jurisdiction) -> None:
    provisions = load_provisions(place)
    assert provisions.provisions or place == Jurisdiction.CN
    for each in provisions.provisions:
        at = each.entry.shown_at
        seen = [
            desk
            for desk in OrganisationKind
            if each
            in provisions_at(
                provisions,
                desk,
                on=TODAY,
                events=at.events,
                duties=at.duties,
                page=at.pages[0] if at.pages else None,
            )
        ]
        assert seen, each.entry.id


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_quotation_of_a_provision_is_a_substring_of_its_text(place: Jurisdiction) -> None:
    documents = load_pack(place).documents
    for each in load_provisions(place).provisions:
        cited = each.entry.citation
        assert not cited.paraphrase
        text = squeeze(documents[cited.document].path.read_text(encoding="utf-8"))
        assert squeeze(cited.quotation) in text, each.entry.id


def test_the_95_percent_of_xinzhou_are_not_certain_and_say_why() -> None:
    entry = load_provisions(Jurisdiction.XINZHOU).provision("XZ-16").entry
    spoke, chief = entry.measures
    assert (spoke.at_least, spoke.certain) == (95, False)
    assert spoke.uncertain_because and "85%、75%" in spoke.uncertain_because
    assert (chief.at_least, chief.certain) == (50, True)
    assert spoke.denominator and spoke.denominator.others


def test_a_silent_denominator_has_a_default_and_names_the_other_readings() -> None:
    for place in shipped_jurisdictions():
        for each in load_provisions(place).provisions:
            for measure in each.entry.measures:
                if measure.unit == "percent":
                    assert measure.denominator and measure.denominator.others
                    assert measure.denominator.because


def test_texts_that_disagree_are_both_kept() -> None:
    xinzhou = contradictions_at(load_provisions(Jurisdiction.XINZHOU), events=[EventKind.HEARING_SET])
    [bureau] = [each.entry for each in xinzhou if "XZ-12" in each.entry.rows]
    assert [side.document for side in bureau.sides] == [
        "新洲区行政机关行政应诉工作管理办法",
        "法释〔2020〕3号",
    ]
    beibei = contradictions_at(load_provisions(Jurisdiction.BEIBEI), duties=["PERFORM"])
    assert "CQ-08-CN" in {each.entry.id for each in beibei}


def test_documents_that_are_not_at_hand_are_named() -> None:
    titles = {each.title for each in load_pack(Jurisdiction.CHONGYI).not_at_hand}
    assert "赣州市行政机关负责人出庭应诉指南（试行）" in titles
    titles = {each.title for each in load_pack(Jurisdiction.XINZHOU).not_at_hand}
    assert "武汉市行政机关负责人出庭应诉规定" in titles


def test_documents_whose_dates_are_lost_say_so() -> None:
    for place in (Jurisdiction.CHONGYI, Jurisdiction.XINZHOU):
        own = next(
            each.entry
            for each in load_pack(place).documents.values()
            if each.path.is_relative_to(rules_folder() / place)
        )
        assert not own.certain
        assert own.uncertain_because


# --- options -------------------------------------------------------------------------------------


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def choose(rules: Path, place: str, option: str) -> None:
    file = rules / place / "options.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index(f"id: {option}")
    changed = text[start:].replace("value: true", "value: false", 1)
    file.write_text(text[:start] + changed, encoding="utf-8")


def test_an_office_may_choose_to_file_only_in_the_first_instance(rules: Path) -> None:
    choose(rules, "beibei", "beibei.refile_each_instance")
    assert load_pack(Jurisdiction.BEIBEI, rules).rule("BB-01").entry.trigger.stages == ("first",)
    assert load_pack(Jurisdiction.BEIBEI).rule("BB-01").entry.trigger.stages == ()


def test_filing_only_in_the_first_instance_leaves_out_the_answer_of_the_second(rules: Path) -> None:
    choose(rules, "tengzhou", "tengzhou.refile_each_instance")
    number = "（2026）鲁04行终902号"
    office = Office("滕州市某某局", OrganisationKind.DEPARTMENT, Jurisdiction.TENGZHOU)
    petition = paper(
        PaperKind.APPEAL_PETITION,
        date(2026, 6, 22),
        stage=Stage.SECOND,
        case_number=number,
        parties=(
            PartyFact(Role.APPELLANT, "方某甲", (Role.PLAINTIFF,)),
            PartyFact(Role.APPELLEE, office.name, (Role.DEFENDANT,)),
        ),
    )
    done = Deed(f"{number}:APPEAL_ANS:once", DeedKind.COMPLETED, date(2026, 6, 30))
    facts = case(petition, office=office, deeds=(done,))
    for pack, filed in (
        (load_pack(Jurisdiction.TENGZHOU), True),
        (load_pack(Jurisdiction.TENGZHOU, rules), False),
    ):
        found = {each.rule_id for each in derive_duties(facts, pack, today=date(2026, 6, 30))}
        assert ("TZ-01-ANSWER" in found) is filed


def test_an_office_may_choose_not_to_file_rulings(rules: Path) -> None:
    choose(rules, "chongyi", "chongyi.file_rulings")
    assert "ruling" in load_pack(Jurisdiction.CHONGYI).rule("CY-02").entry.trigger.papers
    assert "ruling" not in load_pack(Jurisdiction.CHONGYI, rules).rule("CY-02").entry.trigger.papers


def test_a_reading_without_an_alternative_cannot_be_switched(rules: Path) -> None:
    (rules / "beibei" / "options.yaml").write_text("set: {service_by_mode: false}\n", encoding="utf-8")
    found = "".join(problem for each in check_packs(rules) for problem in each.problems)
    assert "这个选项只说明读法，不能切换" in found


def test_every_silence_the_notices_share_has_a_visible_default() -> None:
    options = load_pack(Jurisdiction.BEIBEI).options
    assert {
        "receipt_is_the_earliest_service",
        "service_by_mode",
        "local_calendar_days_do_not_roll",
        "each_defendant_files",
        "beibei.refile_each_instance",
        "beibei.file_rulings",
    } <= set(options)
    assert all(option.because for option in options.values())


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("xinzhou/provisions.yaml", "at_least: 95", "at_least: 95\n        at_leest: 95", "at_leest"),
        ("xinzhou/provisions.yaml", "各行政机关年度行政诉讼案件败诉率", "各机关年度败诉率", "引文不是"),
        ("chongyi/provisions.yaml", "duties: [CY-01, CY-02]", "duties: [CY-99]", "CY-99 不在本规则包"),
        ("chongyi/provisions.yaml", "kind: form", "kind: measure", "须写 measures"),
        ("xinzhou/provisions.yaml", "rows: [XZ-12]", "rows: [XZ-99]", "没有条文 XZ-99"),
        ("xinzhou/pack.yaml", "《武汉市行政机关负责人出庭应诉规定》", "《武汉市规定》", "引文不是"),
        ("chongyi/options.yaml", "rules: [CY-01]", "rules: [CY-98]", "没有规则 CY-98"),
        ("beibei/provisions.yaml", "id: BB-02", "id: BB-04", "编号重复"),
    ],
)
def test_a_slip_is_reported(rules: Path, file: str, before: str, after: str, said: str) -> None:
    path = rules / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    found = "".join(problem for each in check_packs(rules) for problem in each.problems)
    assert said in found


def test_each_kind_of_provision_is_in_use() -> None:
    kinds = {
        each.entry.kind
        for place in shipped_jurisdictions()
        for each in load_provisions(place).provisions
    }
    assert kinds == set(ProvisionKind)


@pytest.mark.parametrize(
    ("place", "option", "rule"),
    [
        (Jurisdiction.XINZHOU, "xinzhou.reference_papers", "XZ-07-REF"),
        (Jurisdiction.BEIBEI, "beibei.reference_decisions", "BB-13-REF"),
    ],
)
def test_how_far_a_reference_reaches_is_a_cited_choice(
    rules: Path, place: Jurisdiction, option: str, rule: str
) -> None:
    assert load_pack(place).rule(rule).entry.trigger.papers
    chosen = load_pack(place).options[option]
    assert chosen.basis and "参照" in chosen.basis.quotation
    choose(rules, place, option)
    assert load_pack(place, rules).rule(rule).entry.trigger.papers == ()
