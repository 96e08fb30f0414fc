"""Whom a notice speaks to, in which role, and who else is sued; all names invented."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.result import Paper
from services.extractor.thresholds import REVIEW_BELOW
from services.vocabulary import Role

BUREAU, GOVERNMENT = "江州市教育局", "江州市人民政府"
SHEET = "江州市临河区人民法院\n{title}\n{number}\n{to}：\n{story}\n二〇二五年五月九日\n"


def read(title: str, story: str, number: str = "（2025）江0103行初8号", to: str = BUREAU) -> Paper:
    text = SHEET.format(title=title, number=number, to=to, story=story)
    return extract(text.encode(), "通知.txt").papers[0]


def named(paper: Paper) -> list[tuple[str, str]]:
    return [(party.role.value, party.name) for party in paper.parties]


@pytest.mark.parametrize(
    "story",
    [
        "原告周某甲诉你单位、江州市人民政府行政许可及行政复议一案，本院已立案。",
        "周某甲诉你局和江州市人民政府行政许可及行政复议一案，本院已立案。",
    ],
)
def test_the_office_that_reconsidered_is_sued_beside_us(story: str) -> None:
    assert named(read("应诉通知书", story)) == [
        ("plaintiff", "周某甲"),
        ("defendant", BUREAU),
        ("defendant", GOVERNMENT),
    ]


def test_two_offices_addressed_on_one_line_are_two_defendants() -> None:
    paper = read("应诉通知书", "本院受理周某甲不服你们行政复议一案。", to=f"{BUREAU}、{GOVERNMENT}")
    assert named(paper) == [
        ("plaintiff", "周某甲"),
        ("defendant", BUREAU),
        ("defendant", GOVERNMENT),
    ]


@pytest.mark.parametrize(
    "story",
    [
        "本院已受理你单位与原告向某甲行政许可一案。",
        "关于你单位与向某甲行政许可纠纷一案，本院已受理。",
    ],
)
def test_a_plaintiff_named_behind_us_is_found_before_the_cause(story: str) -> None:
    assert named(read("应诉通知书", story)) == [("plaintiff", "向某甲"), ("defendant", BUREAU)]


@pytest.mark.parametrize(
    ("title", "story"),
    [
        ("延期开庭通知书", "原告周某甲诉你局行政许可一案，原定的开庭延期。"),
        ("变更开庭时间通知书", f"本院受理周某甲诉{BUREAU}行政许可一案，开庭时间变更。"),
        ("合议庭组成人员告知书", "原告周某甲诉你单位行政许可一案，由审判员吴某乙独任审理。"),
        ("电子送达通知书", "你单位与原告周某甲行政许可一案，已向你单位送达诉讼文书。"),
    ],
)
def test_a_notice_to_any_side_that_says_who_is_sued_names_the_defendant(title: str, story: str) -> None:
    assert named(read(title, story)) == [("plaintiff", "周某甲"), ("defendant", BUREAU)]


def test_a_notice_to_any_side_that_does_not_say_it_makes_nobody_a_defendant() -> None:
    paper = read(
        "延期开庭通知书", f"你公司与{BUREAU}行政许可一案延期开庭。", to="江州市顺风商贸有限公司"
    )
    assert Role.DEFENDANT not in {party.role for party in paper.parties}


@pytest.mark.parametrize(
    ("number", "story", "role"),
    [
        (
            "（2025）江01行终8号",
            "上诉人周某甲因与你单位行政许可一案，不服原判，提起上诉。",
            Role.APPELLEE,
        ),
        (
            "（2025）江行申8号",
            "再审申请人周某甲因与你方行政许可一案，向本院申请再审。",
            Role.RETRIAL_RESPONDENT,
        ),
    ],
)
def test_the_role_of_whom_a_notice_addresses_is_that_of_its_stage(
    number: str, story: str, role: Role
) -> None:
    party = read("应诉通知书", story, number).parties[-1]
    assert (party.role, party.name) == (role, BUREAU)
    assert party.confidence >= REVIEW_BELOW


def test_an_addressee_of_an_appeal_that_does_not_say_against_whom_is_asked_about() -> None:
    paper = read("应诉通知书", "上诉人周某甲不服原判，向本院提起上诉。", "（2025）江01行终8号")
    assert (paper.parties[-1].role, paper.parties[-1].name) == (Role.APPELLEE, BUREAU)
    assert paper.parties[-1].confidence < REVIEW_BELOW


def test_our_own_appeal_makes_us_no_appellee() -> None:
    story = "你单位不服江州市临河区人民法院的判决提起上诉，定于六月开庭。"
    paper = read("行政机关负责人出庭通知书", story, "（2025）江01行终8号")
    assert Role.APPELLEE not in {party.role for party in paper.parties}


@pytest.mark.parametrize(
    "story",
    [
        "上诉人周某甲与你单位行政许可一案，提起上诉。你单位应在收到上诉状副本之日起十五日内提出答辩状。",
        "上诉人周某甲因与你局行政许可一案提起上诉。你局须于收到上诉状副本之日起十五日内答辩。",
        "上诉人周某甲诉你单位行政许可一案，提起上诉。你单位如对上诉理由有意见，可以提出答辩状。",
        "本院受理上诉人周某甲与你单位行政许可上诉一案。",
    ],
)
def test_the_copy_of_the_appeal_that_reaches_us_is_no_appeal_of_ours(story: str) -> None:
    assert named(read("应诉通知书", story, "（2025）江01行终8号")) == [
        ("appellant", "周某甲"),
        ("appellee", BUREAU),
    ]


@pytest.mark.parametrize(
    "story",
    [
        "你单位因与被上诉人周某甲行政许可一案，不服一审判决，提起上诉。",
        "你单位向本院提起上诉，被上诉人周某甲已收到上诉状。",
    ],
)
def test_an_appeal_we_brought_leaves_us_out_of_the_appellees(story: str) -> None:
    paper = read("应诉通知书", story, "（2025）江01行终8号")
    assert (Role.APPELLEE, BUREAU) not in {(party.role, party.name) for party in paper.parties}


def test_a_notice_of_enforcement_speaks_to_the_respondent() -> None:
    story = "申请执行人周某甲与你单位行政赔偿一案，判决已生效，责令你单位履行义务。"
    assert named(read("执行通知书", story, "（2025）江0103执8号")) == [
        ("enforcement_applicant", "周某甲"),
        ("enforcement_respondent", BUREAU),
    ]


def test_a_number_inside_the_first_sentence_hides_no_party() -> None:
    text = (
        "江州市临河区人民法院\n关于建议行政机关负责人出庭应诉的函\n江州市教育局：\n"
        "我院受理的（2025）江0103行初8号周某甲诉你单位行政许可一案，建议你单位负责人出庭应诉。\n"
    )
    assert named(extract(text.encode(), "函.txt").papers[0]) == [
        ("plaintiff", "周某甲"),
        ("defendant", BUREAU),
    ]


def test_what_is_said_in_a_hearing_is_no_partys_name() -> None:
    text = (
        "江州市临河区人民法院\n庭审笔录\n（2025）江0103行初8号\n原告：周某甲。\n被告：江州市教育局。\n"
        "审：原告宣读起诉状。\n原告：请求撤销。\n审：被告答辩。\n被告：我委程序合法。\n"
    )
    assert named(extract(text.encode(), "笔录.txt").papers[0]) == [
        ("plaintiff", "周某甲"),
        ("defendant", BUREAU),
    ]


def test_the_applicant_of_a_reconsideration_is_named_and_asked_about() -> None:
    text = (
        "江州市人民政府\n行政复议答复通知书\n江府行复〔2025〕6号\n江州市教育局：\n"
        "申请人王某丙对你单位作出的不予许可决定不服申请行政复议，请提出书面答复。\n"
    )
    (party,) = extract(text.encode(), "通知.txt").papers[0].parties
    assert party.name == "王某丙"
    assert party.confidence < REVIEW_BELOW
