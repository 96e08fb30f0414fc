"""Who appears at a hearing, and who may not stand in."""

from datetime import date, datetime

from services.law.appearance import who_appears
from services.law.appearance_schema import Moment, Who
from services.law.attendance import (
    Attendee,
    Hearing,
    Position,
    check_attendance,
    is_first_of_year,
    met_before,
)
from services.law.decision import KnownFact
from services.law.facts import PaperFacts
from services.law.pack import load_pack
from services.law.proceeding import hearings_standing
from services.vocabulary import Jurisdiction, PaperKind
from tests.law.making import case, paper

BUREAU = "武汉市新洲区水务局"
HEAD = Attendee("甲某", Position.PRINCIPAL, BUREAU, proved=True)
DEPUTY = Attendee("乙某", Position.DEPUTY, BUREAU, proved=True)
CLERK = Attendee("丙某", Position.STAFF, BUREAU)
LAWYER = Attendee("丁某", Position.LAWYER, "某律师事务所")


def _known(**facts: bool | str) -> dict[str, KnownFact]:
    return {name: KnownFact(value, "测试") for name, value in facts.items()}


def _messages(attendees: list[Attendee], **facts: bool | str) -> list[str]:
    pack = load_pack(Jurisdiction.XINZHOU)
    appearance = who_appears(_known(**facts), pack)
    return [each.message for each in check_attendance(attendees, BUREAU, appearance, pack)]


def test_once_the_head_must_come_nothing_more_is_asked_about_the_head() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    appearance = who_appears(_known(procurator_sues=True, government_sued=False), pack)
    assert Who.PRINCIPAL in {each.who for each in appearance.requirements}
    assert appearance.asks == ()


def test_a_clause_against_higher_law_is_shown_with_both_articles() -> None:
    facts = _known(government_sued=True, first_hearing_of_government=True, after_reconsideration=True)
    appearance = who_appears(facts, load_pack(Jurisdiction.XINZHOU))
    [bureau] = [each for each in appearance.requirements if each.who is Who.BUREAU_PRINCIPAL]
    assert bureau.conflict is not None
    sentence, higher = bureau.conflict
    assert "不能作为被诉区政府的负责人出庭" in sentence
    assert (bureau.citation.article, higher.document) == ("第十四条", "法释〔2020〕3号")


def test_when_the_leader_in_charge_cannot_come_the_b_role_does() -> None:
    appearance = who_appears(_known(government_sued=True), load_pack(Jurisdiction.XINZHOU))
    [leader] = [each for each in appearance.requirements if each.who is Who.LEADER_IN_CHARGE]
    assert [sentence for sentence, _ in leader.stand_ins] == [
        "A角领导因工作等原因无法出庭的，由B角领导出庭。",
        "出庭负责人无法确定的，申请区政府办公室协调确定。",
    ]


def test_head_and_clerk_may_go() -> None:
    assert _messages([HEAD, CLERK], court_asks_principal=True) == []


def test_a_lawyer_alone_may_not_go() -> None:
    assert "不能只委托律师出庭，请加派一名本机关工作人员。" in _messages([LAWYER])


def test_staff_instead_of_an_official_need_a_statement_of_reasons() -> None:
    assert _messages([CLERK, LAWYER]) == ["没有本机关负责人出庭：须提交不能出庭的情况说明和证明材料。"]


def test_the_head_of_a_subordinate_organ_may_not_stand_in() -> None:
    other = Attendee("戊某", Position.PRINCIPAL, "某街道办事处", proved=True)
    [first, *_] = _messages([other, CLERK])
    assert first.startswith("戊某是某街道办事处的负责人，不能作为武汉市新洲区水务局的负责人出庭")


def test_a_deputy_does_not_do_where_the_head_is_asked_for() -> None:
    assert _messages([DEPUTY, CLERK], court_asks_principal=True) == ["本次开庭应当由正职负责人出庭。"]


def test_an_official_without_certificate_of_identity_is_pointed_out() -> None:
    [message] = _messages([Attendee("甲某", Position.PRINCIPAL, BUREAU)])
    assert message == "甲某的身份证明还没有备好，开庭前加盖印章提交法院。"


def test_the_clerk_of_another_organ_is_not_staff_of_the_defendant() -> None:
    borrowed = Attendee("己某", Position.STAFF, "武汉市新洲区民政局")
    faults = _messages([borrowed, LAWYER])
    assert faults[0] == (
        "己某是武汉市新洲区民政局的工作人员，不是武汉市新洲区水务局的，请换成武汉市新洲区水务局的工作人员。"
    )
    assert "不能只委托律师出庭，请加派一名本机关工作人员。" in faults


def test_for_a_government_its_justice_bureau_or_the_unit_that_handled_the_act_may_go() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    government = "武汉市新洲区人民政府"
    head = Attendee("甲某", Position.PRINCIPAL, government, proved=True)
    appearance = who_appears(_known(government_sued=True), pack)

    def articles(unit: str) -> set[str]:
        clerk = Attendee("己某", Position.STAFF, unit)
        faults = check_attendance([head, clerk], government, appearance, pack, handling=[BUREAU])
        return {each.citation.article for each in faults}

    assert "第一百三十条第二款" not in articles("武汉市新洲区司法局") | articles(BUREAU)
    assert "第一百三十条第二款" in articles("武汉市新洲区民政局")


def test_staff_of_an_entrusted_organisation_or_a_subordinate_organ_may_be_regarded_as_staff() -> None:
    team = "武汉市新洲区水政监察大队"
    chosen = Attendee("己某", Position.DELEGATE_STAFF, team)
    assert _messages([HEAD, chosen]) == []
    assert _messages([chosen, LAWYER]) == ["没有本机关负责人出庭：须提交不能出庭的情况说明和证明材料。"]
    pack = load_pack(Jurisdiction.XINZHOU)
    clerk = Attendee("己某", Position.STAFF, team)
    unknown = check_attendance([HEAD, clerk], BUREAU, who_appears({}, pack), pack)
    [doubt] = [each for each in unknown if each.doubt]
    assert doubt.citation.article == "第十条第二款"
    known = check_attendance([HEAD, clerk], BUREAU, who_appears({}, pack), pack, entrusted=[team])
    assert known == ()


def test_without_a_lawyer_nobody_is_told_not_to_send_only_one() -> None:
    stranger = Attendee("戊某", Position.PRINCIPAL, "某街道办事处", proved=True)
    messages = _messages([stranger])
    assert not any("律师" in each for each in messages)
    assert "没有本机关的负责人或者工作人员出庭，请加派。" in messages


def test_which_of_several_defendants_sends_its_official_they_may_agree() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    leader = Attendee("庚某", Position.DEPUTY, "武汉市新洲区人民政府", proved=True)
    appearance = who_appears(_known(attention=True), pack)
    others = ["武汉市新洲区人民政府"]
    found = check_attendance([leader, CLERK], BUREAU, appearance, pack, co_defendants=others)
    assert [(each.citation.article, each.doubt) for each in found] == [("第三条", True)]
    head_asked = who_appears(_known(court_asks_principal=True), pack)
    found = check_attendance([leader, CLERK], BUREAU, head_asked, pack, co_defendants=others)
    assert "本次开庭应当由正职负责人出庭。" in {each.message for each in found}


def test_an_official_who_came_once_in_the_instance_need_not_come_again_unless_called() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    appearance = who_appears(_known(attention=True), pack)
    [found] = check_attendance([CLERK], BUREAU, appearance, pack, appeared=[Position.DEPUTY])
    assert (found.doubt, found.citation.article) == (True, "第七条第一款")
    assert met_before(appearance, BUREAU, pack, [Position.DEPUTY]) == {"LAW-3", "FS1-129"}
    head_asked = who_appears(_known(court_asks_principal=True), pack)
    assert "XZ-11-4" not in met_before(head_asked, BUREAU, pack, [Position.DEPUTY])
    assert "XZ-11-4" in met_before(head_asked, BUREAU, pack, [Position.PRINCIPAL])
    again = who_appears(_known(appeared_in_instance=True, called_again=True), pack)
    messages = [each.message for each in check_attendance([CLERK], BUREAU, again, pack)]
    assert "本次开庭应当由行政机关负责人出庭。" in messages


def test_what_is_asked_of_the_government_is_not_asked_of_the_bureau_sued_beside_it() -> None:
    pack = load_pack(Jurisdiction.XINZHOU)
    beside = _known(
        government_sued=True,
        sued_beside_government=True,
        first_hearing_of_year=True,
        first_hearing_of_government=True,
        after_reconsideration=False,
    )
    appearance = who_appears(beside, pack)
    [leader] = [each for each in appearance.requirements if each.id == "XZ-12"]
    assert leader.of_government
    assert check_attendance([HEAD, CLERK], BUREAU, appearance, pack) == ()
    [fault] = check_attendance([DEPUTY, CLERK], BUREAU, appearance, pack)
    assert (fault.message, fault.citation.quotation[:7]) == (
        "本次开庭应当由正职负责人出庭。",
        "区政府工作部门",
    )
    unknown = {name: fact for name, fact in beside.items() if name != "first_hearing_of_government"}
    assert "first_hearing_of_government" not in {each.fact for each in who_appears(unknown, pack).asks}


def test_a_government_without_a_pack_of_its_own_may_send_the_unit_that_handled_the_act() -> None:
    pack = load_pack(Jurisdiction.CHONGQING)
    government = "重庆市渝中区人民政府"
    head = Attendee("甲某", Position.DEPUTY, government, proved=True)

    def articles(unit: str) -> list[str]:
        clerk = Attendee("己某", Position.STAFF, unit)
        found = check_attendance(
            [head, clerk], government, who_appears({}, pack), pack, ["渝中区城管局"]
        )
        return [each.citation.article for each in found]

    assert articles("重庆市渝中区城管局") == articles("渝中区司法局") == []
    assert articles("重庆市渝中区民政局")[0] == "第一百三十条第二款"


def test_three_agents_are_one_too_many() -> None:
    assert "诉讼代理人有3人，最多2人。" in _messages([HEAD, CLERK, CLERK, LAWYER])


def test_the_place_s_own_words_stand_behind_a_check() -> None:
    pack = load_pack(Jurisdiction.CHONGQING)
    appearance = who_appears({}, pack)
    faults = check_attendance([LAWYER], BUREAU, appearance, pack)
    [only] = [each for each in faults if "律师" in each.message]
    assert only.citation.document == "渝府办发〔2016〕220号"


def test_what_those_who_go_do_is_listed_by_moment() -> None:
    conduct = who_appears(_known(government_sued=True), load_pack(Jurisdiction.BEIBEI)).conduct
    moments = [moment for moment, _, _ in conduct]
    assert moments == sorted(moments, key=list(Moment).index)
    assert any("会同区政府办公室" in text for _, text, _ in conduct)


def _hearing(case: str, day: str, defendant: str = BUREAU) -> Hearing:
    return Hearing(case, datetime.fromisoformat(f"{day}T09:00"), defendant)


def _called(kind: PaperKind, issued_on: date, at: str) -> PaperFacts:
    hearing = (datetime.fromisoformat(at),)
    return paper(kind, issued_on, id=f"{kind.value}:{at}", hearing_at=hearing)


def test_a_hearing_put_off_did_not_take_place_one_held_before_the_notice_did() -> None:
    first = _called(PaperKind.SUMMONS, date(2024, 2, 1), "2024-03-05T09:00")
    second = _called(PaperKind.SUMMONS, date(2024, 4, 1), "2024-05-14T09:00")
    moved = _called(PaperKind.HEARING_CHANGE_NOTICE, date(2024, 5, 10), "2024-06-18T15:00")
    pack = load_pack(Jurisdiction.CN)
    assert [at.date() for at in hearings_standing(case(first, second), pack)] == [
        date(2024, 3, 5),
        date(2024, 5, 14),
    ]
    assert [at.date() for at in hearings_standing(case(first, second, moved), pack)] == [
        date(2024, 3, 5),
        date(2024, 6, 18),
    ]


def test_the_first_hearing_of_the_year_counts_by_defendant_and_day() -> None:
    this = _hearing("a", "2026-03-05")
    assert is_first_of_year(this, []) is True
    assert is_first_of_year(this, [_hearing("b", "2026-02-10")]) is False
    assert is_first_of_year(this, [_hearing("b", "2025-12-30"), _hearing("c", "2026-04-01")]) is True
    assert is_first_of_year(this, [_hearing("b", "2026-01-05", "武汉市新洲区民政局")]) is True


def test_a_further_hearing_of_the_same_case_is_not_another_case() -> None:
    assert is_first_of_year(_hearing("a", "2026-05-05"), [_hearing("a", "2026-03-05")]) is True


def test_two_cases_heard_on_one_day_leave_it_open_which_is_first() -> None:
    assert is_first_of_year(_hearing("a", "2026-03-05"), [_hearing("b", "2026-03-05")]) is None
