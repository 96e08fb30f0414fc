"""Who answers a suit, by the notice of the place."""

from datetime import date, datetime
from pathlib import Path

import pytest

from services.law.answerer import questions_of, who_answers
from services.law.decision import KnownFact, answered
from services.law.decision_cases import problems_of_decisions, read_decision_cases
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact
from services.law.known import called_again, known_facts
from services.law.pack import load_pack, shipped_jurisdictions
from services.law.sides import co_defendants, hearings_by_defendant, stands_for
from services.vocabulary import Jurisdiction, OrganisationKind, PaperKind, Role, Stage, Standing
from tests.law.papers import paper

XINZHOU_OFFICE = Office("武汉市新洲区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.XINZHOU)


def _known(**facts: bool | str) -> dict[str, KnownFact]:
    return {name: KnownFact(value, "测试") for name, value in facts.items()}


@pytest.mark.parametrize("jurisdiction", shipped_jurisdictions())
def test_every_pack_decides_its_own_cases_as_written(jurisdiction: Jurisdiction) -> None:
    pack = load_pack(jurisdiction)
    assert read_decision_cases(pack).answers
    assert list(problems_of_decisions(pack)) == []


def test_only_what_is_needed_is_asked_one_question_at_a_time() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    answers: dict[str, str] = {}
    asked = []
    for value in ("true", "false", "false", "other", "true", "true", "某某区水务局"):
        facts = answered(answers, questions_of(pack))
        decision = who_answers(facts, pack, XINZHOU_OFFICE)
        assert decision.asks is not None
        asked.append(decision.asks.fact)
        answers[decision.asks.fact] = value
    assert asked == [
        "government_sued",
        "later_instance",
        "after_reconsideration",
        "matter",
        "in_government_name",
        "implementing_unit_known",
        "implementing_unit",
    ]
    decision = who_answers(answered(answers, questions_of(pack)), pack, XINZHOU_OFFICE)
    assert [each.name for each in decision.units] == ["某某区水务局"]
    assert decision.citation is not None and decision.citation.article == "第九条第（二）项"


def test_the_path_says_which_cases_were_passed_over_and_why() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    facts = _known(government_sued=True, later_instance=False, after_reconsideration=True)
    decision = who_answers(facts | _known(sole_defendant=True), pack, XINZHOU_OFFICE)
    assert decision.decided_by == "XZ-35-SOLE"
    [passed] = decision.path
    assert passed.citation.article == "第九条第（四）项"
    assert [(look.question, look.answer, look.holds) for look in passed.looked] == [
        ("本级政府是被告吗？", "是", True),
        ("是二审或者再审案件吗？", "否", False),
    ]


def test_an_answer_that_is_no_choice_is_refused_in_words() -> None:
    wordings = questions_of(load_pack(Jurisdiction.XINZHOU))
    with pytest.raises(ValueError, match="没有选项“别的”"):
        answered({"matter": "别的"}, wordings)


def test_a_wrong_defendant_is_pointed_out_with_its_article() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    office = Office("重庆市北碚区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.BEIBEI)
    facts = _known(
        government_sued=True,
        after_reconsideration=False,
        organ_known=True,
        act_organ="某镇人民政府",
        enforced_demolition=True,
        matter="collective_land",
    )
    decision = who_answers(facts, pack, office)
    [(advice, citation)] = decision.defences
    assert "集体土地" in advice
    assert (citation.document, citation.article) == ("法释〔2021〕5号", "第三条第一款")


def test_after_a_decision_on_expropriation_the_expropriating_department_is_the_defendant() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    office = Office("重庆市北碚区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.BEIBEI)
    sued = _known(government_sued=True, enforced_demolition=True, matter="state_housing")
    asked = who_answers(sued, pack, office)
    assert asked.defences == ()
    assert "compensation_decided" in {each.fact for each in asked.defence_asks}
    decided = who_answers(sued | _known(compensation_decided=True), pack, office)
    [(advice, citation)] = decided.defences
    assert "有强制拆除决定书的，被告是作出决定的机关" in advice
    assert citation.quotation.startswith("县级以上地方人民政府已经作出国有土地上房屋征收与补偿决定")
    undecided = who_answers(sued | _known(compensation_decided=False), pack, office)
    assert undecided.defences == ()
    assert "compensation_decided" not in {each.fact for each in undecided.defence_asks}


def test_a_wrong_defendant_is_asked_about_only_where_the_government_is_sued() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    office = Office("重庆市北碚区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.BEIBEI)
    assert who_answers({}, pack, office).defence_asks == ()
    assert who_answers(_known(government_sued=False), pack, office).defence_asks == ()
    asked = who_answers(_known(government_sued=True), pack, office).defence_asks
    assert {"guidance_only", "enforced_demolition", "registration"} <= {each.fact for each in asked}


def _notice(*defendants: str, **facts: object) -> PaperFacts:
    parties = (
        PartyFact(Role.PLAINTIFF, "陈某某"),
        *(PartyFact(Role.DEFENDANT, name) for name in defendants),
    )
    return paper("notice", PaperKind.RESPONSE_NOTICE, parties=parties, **facts)


def _case(*papers: PaperFacts) -> CaseFacts:
    return CaseFacts("case", XINZHOU_OFFICE, papers)


def test_what_the_papers_say_is_not_asked() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    case = _case(
        _notice(
            "武汉市新洲区人民政府",
            "新洲区公安分局",
            stage=Stage.FIRST,
            reconsideration_organ="武汉市新洲区人民政府",
            act_organ="新洲区公安分局",
        )
    )
    decision = who_answers(known_facts(case, pack), pack, XINZHOU_OFFICE)
    assert decision.asks is None
    assert decision.decided_by == "XZ-35-JOINT"
    assert [each.name for each in decision.units] == ["新洲区公安分局", "武汉市新洲区司法局"]


def test_information_requests_are_known_by_the_cause() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    facts = known_facts(_case(_notice("武汉市新洲区人民政府", cause_code="13")), pack)
    assert facts["matter"].value == "information"


def test_a_house_may_stand_on_either_kind_of_land_so_the_cause_does_not_decide() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    facts = known_facts(_case(_notice("武汉市新洲区人民政府", cause_code="5.43")), pack)
    assert "matter" not in facts


@pytest.mark.parametrize("jurisdiction", [Jurisdiction.CN, Jurisdiction.CHONGQING])
def test_a_government_with_no_pack_of_its_own_knows_that_it_is_sued(jurisdiction: Jurisdiction) -> None:
    pack = load_pack(jurisdiction)
    office = Office("某市某区人民政府", OrganisationKind.GOVERNMENT, jurisdiction)
    sued = _notice("某市某区人民政府", reconsideration_organ="某区人民政府")
    facts = known_facts(CaseFacts("case", office, (sued,)), pack)
    assert facts["government_sued"].value is True
    assert facts["sued_beside_government"].value is False
    assert facts["after_reconsideration"].value is True
    [unit] = who_answers(facts, pack, office).units
    assert unit.name.startswith("某市某区人民政府")


def test_whether_another_governments_case_is_one_of_our_own_is_asked() -> None:
    pack = load_pack(Jurisdiction.CHONGQING)
    office = Office("某市某区公安局", OrganisationKind.DEPARTMENT, Jurisdiction.CHONGQING)

    def told(*defendants: str) -> object:
        case = CaseFacts("case", office, (_notice(*defendants, act_organ=defendants[0]),))
        return known_facts(case, pack).get("government_sued")

    assert told("某市某区公安局", "某市某区人民政府") is None
    assert told("某市某区公安局").value is False  # type: ignore[attr-defined]
    assert told("某市某区某镇人民政府").value is False  # type: ignore[attr-defined]
    case = CaseFacts("case", office, (_notice("某市某区人民政府"),))
    decision = who_answers(known_facts(case, pack), pack, office)
    assert decision.asks is not None and decision.asks.fact == "government_sued"


def test_the_office_of_a_government_has_that_government() -> None:
    pack = load_pack(Jurisdiction.CN)
    office = Office("某县人民政府办公室", OrganisationKind.GOVERNMENT_OFFICE, Jurisdiction.CN)
    case = CaseFacts("case", office, (_notice("某县人民政府", "某县水利局"),))
    facts = known_facts(case, pack)
    assert (facts["government_sued"].value, facts["sued_beside_government"].value) == (True, False)
    assert stands_for(case, facts, pack) == "某县人民政府"


def test_an_office_sued_beside_its_government_stands_for_itself() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    police = Office("武汉市新洲区公安分局", OrganisationKind.DEPARTMENT, Jurisdiction.XINZHOU)
    papers = (_notice("武汉市新洲区公安分局", "武汉市新洲区人民政府"),)
    case = CaseFacts("case", police, papers)
    facts = known_facts(case, pack)
    assert facts["sued_beside_government"].value is True
    assert stands_for(case, facts, pack) == "武汉市新洲区公安分局"
    assert co_defendants(case, "武汉市新洲区公安分局") == ("武汉市新洲区人民政府",)
    bureau = CaseFacts("case", XINZHOU_OFFICE, papers)
    assert stands_for(bureau, known_facts(bureau, pack), pack) == "武汉市新洲区人民政府"


def test_each_defendant_has_a_first_hearing_of_its_own() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    police = Office("武汉市新洲区公安分局", OrganisationKind.DEPARTMENT, Jurisdiction.XINZHOU)
    at = datetime.fromisoformat("2026-04-08T09:00")
    both = _notice("武汉市新洲区公安分局", "武汉市新洲区人民政府", case_number="一", hearing_at=(at,))
    found = hearings_by_defendant([CaseFacts("case", police, (both,))], pack)
    assert {each.defendant for each in found} == {"武汉市新洲区公安分局", "武汉市新洲区人民政府"}


def test_a_call_that_came_after_the_official_had_come_calls_again() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    first, second = date(2026, 3, 20), date(2026, 5, 12)
    early = paper("call", PaperKind.OFFICIAL_ATTENDANCE_NOTICE, issued_on=date(2026, 3, 10))
    assert called_again(_case(early), first, second) is None
    late = paper("late", PaperKind.OFFICIAL_ATTENDANCE_NOTICE, issued_on=date(2026, 5, 6))
    known = called_again(_case(early, late), first, second)
    assert known is not None and known.value is True
    assert known_facts(_case(early, late), pack)["court_asks"].value is True


def test_an_act_in_the_governments_name_leaves_the_handling_unit_open() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    office = Office("重庆市北碚区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.BEIBEI)
    sued = _notice("重庆市北碚区人民政府", act_organ="重庆市北碚区人民政府")
    assert "act_organ" not in known_facts(CaseFacts("case", office, (sued,)), pack)


def test_a_notice_that_repeats_the_statute_is_no_wish_of_the_court() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    standing_words = _notice("新洲区水务局", leader_notice_level="负责人")
    assert "court_asks" not in known_facts(_case(standing_words), pack)
    call = paper("call", PaperKind.OFFICIAL_ATTENDANCE_NOTICE, leader_notice_level="主要负责人")
    facts = known_facts(_case(standing_words, call), pack)
    assert facts["court_asks"].value is True
    assert "主要负责人" in facts["court_asks_principal"].because


def test_an_attached_judgment_tells_nothing_about_this_case() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    attached = _notice("武汉市新洲区人民政府", standing=Standing.ATTACHED)
    assert known_facts(_case(attached), pack) == {}


def test_a_pack_whose_cases_are_wrong_is_told_so(tmp_path: Path) -> None:
    import shutil

    from services.resources import rules_folder

    shutil.copytree(rules_folder(), tmp_path / "rules")
    file = tmp_path / "rules" / "tengzhou" / "decisions.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("by: TZ-04", "by: CN-26-OWN"), encoding="utf-8")
    problems = list(problems_of_decisions(load_pack(Jurisdiction.TENGZHOU, tmp_path / "rules")))
    assert any("应为 CN-26-OWN" in each for each in problems)
    assert any("TZ-04：decisions.yaml 中没有用到它的案例" in each for each in problems)
