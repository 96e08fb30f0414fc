"""A paper is typed by its title and structure; words inside its sentences decide nothing."""

import pytest

from services.extractor import extract
from services.extractor.papers.head import read_head
from services.extractor.papers.kind import stage_of_paper, type_paper
from services.extractor.papers.titles import match_title
from services.extractor.text.clean import PaperText
from services.vocabulary import PaperKind as K
from services.vocabulary import Stage


def kind_of(text: str) -> K:
    paper = PaperText.of(text)
    return type_paper(paper, read_head(paper.text)).kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("传 票", K.SUMMONS),
        ("行政应诉通知书", K.RESPONSE_NOTICE),
        ("举证通知书（供被告举证使用）", K.EVIDENCE_NOTICE),
        ("行政起诉状（副本）", K.COMPLAINT),
        ("参加诉讼通知书", K.JOINDER_NOTICE),
        ("告知合议庭组成人员通知书", K.PANEL_NOTICE),
        ("诉讼权利义务告知书", K.RIGHTS_NOTICE),
        ("行政机关负责人出庭应诉通知书", K.OFFICIAL_ATTENDANCE_NOTICE),
        ("送达回证", K.SERVICE_RETURN),
        ("送达地址确认书", K.SERVICE_ADDRESS_FORM),
        ("电子送达告知书", K.ELECTRONIC_SERVICE_NOTICE),
        ("行 政 判 决 书", K.JUDGMENT),
        ("行政赔偿判决书", K.COMPENSATION_JUDGMENT),
        ("行政裁定书", K.RULING),
        ("行政赔偿裁定书", K.RULING),
        ("行政调解书", K.MEDIATION),
        ("司法建议书", K.JUDICIAL_ADVICE),
        ("检察建议书", K.PROCURATORIAL_ADVICE),
        ("交纳诉讼费用通知书", K.FEE_NOTICE),
        ("行政上诉状", K.APPEAL_PETITION),
        ("行政再审申请书", K.RETRIAL_PETITION),
        ("变更开庭时间通知书", K.HEARING_CHANGE_NOTICE),
        ("庭审笔录", K.HEARING_RECORD),
        ("执行通知书", K.ENFORCEMENT_NOTICE),
        ("裁判文书生效证明", K.EFFECTIVENESS_CERTIFICATE),
        ("行政复议答复通知书", K.RECONSIDERATION_REPLY_NOTICE),
        ("行政复议申请书", K.RECONSIDERATION_APPLICATION),
        ("行政复议决定书", K.RECONSIDERATION_DECISION),
        ("诉前调解告知书", K.PRE_SUIT_MEDIATION_NOTICE),
        ("证据目录", K.EVIDENCE_MATERIAL),
        ("行政答辩状", K.OWN_FILING),
        ("民事裁定书", K.CIVIL_PAPER),
        ("刑事判决书", K.OTHER_COURT_PAPER),
        ("结案通知书", K.OTHER_COURT_PAPER),
    ],
)
def test_a_title_names_its_kind(title: str, kind: K) -> None:
    text = PaperText.of(title).text
    found = match_title(text, 0, len(text))
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "云山县人民法院\n行政判决书\n（2023）渝0109行初45号\n被告收到应诉通知书和传票后提交答辩状。判决如下：驳回。",
            K.JUDGMENT,
        ),
        # Some sources print the heading without line breaks.
        ("云山县人民法院行 政 判 决 书（2023）渝0109行初45号原告周某甲。判决如下：驳回。", K.JUDGMENT),
        ("云山县人民法院\n裁定书\n（2023）渝0109行初45号\n裁定如下：准许撤诉。", K.RULING),
        ("云山县人民法院\n判决书\n（2023）渝0109行赔初45号\n判决如下：赔偿。", K.COMPENSATION_JUDGMENT),
        ("云山县人民法院\n执行裁定书\n（2023）渝0109行审45号\n裁定如下：准予执行。", K.RULING),
        ("云山县人民法院\n执行裁定书\n（2023）渝0109执45号\n裁定如下：终结。", K.OTHER_COURT_PAPER),
        ("云山县人民法院\n应诉通知书\n（2023）渝0109民初45号\n云山县自然资源局：", K.CIVIL_PAPER),
        ("云山县人民法院\n传票\n案号\n（2023）渝0109民初45号\n被传唤人\n应到时间", K.SUMMONS),
        ("云山县人民法院\n结案通知书\n（2023）渝0109执45号\n周某甲：", K.OTHER_COURT_PAPER),
        (
            "甲与乙合同纠纷一审民事裁定书\n云山县人民法院\n行政裁定书\n（2023）渝0109行初45号\n裁定如下：",
            K.RULING,
        ),
        ("关于召开年度工作会议的通知\n各科室：定于下周召开会议。", K.NOT_COURT_PAPER),
        ("云山县自然资源局\n行政处罚决定书\n云自然资罚〔2023〕1号\n周某甲：", K.NOT_COURT_PAPER),
        ("本院向被告送达了应诉通知书和传票。", K.NOT_COURT_PAPER),
        ("", K.NOT_COURT_PAPER),
    ],
)
def test_the_kind_of_a_paper(text: str, kind: K) -> None:
    assert kind_of(text) is kind


def test_a_paper_without_legible_title_is_told_by_its_structure_and_less_certain() -> None:
    paper = PaperText.of(
        "云山县人民法院\n行政判泱节\n（2023）渝0109行初45号\n原告周某甲。\n判决如下：\n撤销决定。\n审判长吴某乙"
    )
    typing = type_paper(paper, read_head(paper.text))
    assert typing.kind is K.JUDGMENT
    assert typing.confidence < 0.9


@pytest.mark.parametrize(
    ("text", "stage"),
    [
        ("云山县人民法院\n行政裁定书\n（2023）渝01行终1号\n", Stage.SECOND),
        ("云山县人民法院\n行政判决书\n上诉人（原审原告）周某甲。本判决为终审判决。", Stage.SECOND),
        ("云山县人民法院\n行政裁定书\n再审申请人周某甲。驳回周某甲的再审申请。", Stage.RETRIAL_REVIEW),
        ("行政起诉状\n原告：周某甲", Stage.FIRST),
        ("关于召开会议的通知", None),
    ],
)
def test_the_stage_comes_from_the_number_and_else_from_the_text(text: str, stage: Stage | None) -> None:
    paper = PaperText.of(text)
    head = read_head(paper.text)
    assert stage_of_paper(paper, type_paper(paper, head).kind, head.number) is stage


@pytest.mark.parametrize(
    "text",
    [
        "云山县人民法院\n传票\n案号：（2025）渝0109行初97号    案由：行政许可\n被传唤人：云山县教育局",
        "云山县人民法院\n传票\n案由：行政许可    案号：（2025）渝0109行初97号\n被传唤人：云山县教育局",
        "云山县人民法院\n传票\n案号 | （2025）渝0109行初97号\n案由 | 行政许可\n应到时间 | 6月3日",
        "云山县人民法院\n关于建议行政机关负责人出庭应诉的函\n云山县教育局：\n我院受理的（2025）渝0109行初97号"
        "周某甲诉你单位行政许可一案，建议你单位负责人出庭应诉。",
    ],
)
def test_the_stage_comes_from_the_number_wherever_the_paper_prints_it(text: str) -> None:
    (paper,) = extract(text.encode(), "文书.txt").papers
    assert paper.stage is Stage.FIRST


def test_a_petition_that_names_the_number_below_stays_in_its_own_stage() -> None:
    text = "行政上诉状\n上诉人（原审原告）：周某甲\n案号：（2025）渝0109行初97号，判决有误。"
    (paper,) = extract(text.encode(), "文书.txt").papers
    assert paper.kind is K.APPEAL_PETITION
    assert paper.stage is Stage.SECOND
