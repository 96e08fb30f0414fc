"""Every kind of the contract, drawn with invented names in several wordings, and its near-misses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from services.extractor import extract
from services.extractor.papers.head import read_head
from services.extractor.papers.kind import type_paper
from services.extractor.text.clean import PaperText
from services.extractor.thresholds import REVIEW_BELOW
from services.vocabulary import PaperKind as K

COURTS = ("云山县人民法院", "江州市中级人民法院", "重庆市第一中级人民法院", "江州铁路运输法院")
NUMBERS = ("（2023）渝0109行初45号", "(2024)川07行终 12 号", "〔2014〕云法行初字第00023号")
OFFICES = ("云山县自然资源局", "江州市临河区人民政府", "云山县公安局城关派出所")
PEOPLE = ("周某甲", "欧阳某乙", "云山县禾丰农业有限公司")


@dataclass(frozen=True)
class Form:
    """How a kind looks: its titles, who heads it, the line under the title, its text."""

    titles: tuple[str, ...]
    body: str
    head: str
    number: str


FORMS = {
    K(name): Form(
        tuple(form["titles"]), form["text"], form.get("head", "court"), form.get("number", "case")
    )
    for name, form in yaml.safe_load(
        Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8")
    ).items()
}
CASES = [(kind, title, turn) for kind, form in FORMS.items() for turn, title in enumerate(form.titles)]


def drawn(kind: K, title: str, turn: int) -> str:
    form = FORMS[kind]
    court, office = COURTS[turn % len(COURTS)], OFFICES[turn % len(OFFICES)]
    lines = {
        "court": [court],
        "office": ["江州市人民政府"],
        "prosecutor": ["云山县人民检察院"],
        "nobody": [],
    }[form.head]
    number = {"case": NUMBERS[turn % len(NUMBERS)], "document": "云府建〔2023〕3号", "none": ""}[
        form.number
    ]
    if kind is K.COMPENSATION_JUDGMENT:
        number = "（2023）渝0109行赔初45号"
    body = form.body.format(office=office, person=PEOPLE[turn % len(PEOPLE)])
    return "\n".join([*lines, title, *([number] if number else []), body])


def kind_of(text: str) -> K:
    paper = PaperText.of(text)
    return type_paper(paper, read_head(paper.text)).kind


@pytest.mark.parametrize(("kind", "title", "turn"), CASES, ids=[f"{k}-{t}" for k, t, _ in CASES])
def test_a_paper_of_each_kind_is_told(kind: K, title: str, turn: int) -> None:
    assert kind_of(drawn(kind, title, turn)) is kind


def test_every_kind_of_the_contract_has_its_cases() -> None:
    assert set(FORMS) == set(K)


@pytest.mark.parametrize(
    ("why", "text", "kind"),
    [
        (
            "an agency's own service return",
            "云山县公安局\n送达回证\n受送达人\n周某甲\n送达文书\n行政处罚决定书",
            K.NOT_COURT_PAPER,
        ),
        (
            "the slip of a court's letter, its two titles on two lines",
            "法院专递\n国内特快专递邮件详情单（回执联）\n寄件人：云山县人民法院\n收件人：云山县公安局\n签收人：周某甲",
            K.SERVICE_RETURN,
        ),
        (
            "the slip of anybody's letter",
            "国内特快专递邮件详情单\n寄件人：周某甲\n收件人：云山县公安局\n签收人：吴某乙",
            K.NOT_COURT_PAPER,
        ),
        (
            "the cover of a court's letter",
            "法院专递\n收件人：云山县公安局\n地址：云山县",
            K.NOT_COURT_PAPER,
        ),
        (
            "a record of questions by the police",
            "询问笔录\n询问人：张某丁，云山县公安局民警\n被询问人：周某甲",
            K.NOT_COURT_PAPER,
        ),
        (
            "a notice of evidence in a work injury case of the bureau",
            "云山县人力资源和社会保障局\n举证通知书\n云山县禾丰农业有限公司：\n请提交证据。",
            K.NOT_COURT_PAPER,
        ),
        (
            "a notice to a witness",
            "云山县人民法院\n出庭通知书\n（2023）渝0109行初45号\n张某丁：\n通知你作为本案证人出庭作证。",
            K.OTHER_COURT_PAPER,
        ),
        (
            "a notice to appear that calls the official",
            "云山县人民法院\n出庭通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n通知你单位负责人按时出庭应诉。",
            K.OFFICIAL_ATTENDANCE_NOTICE,
        ),
        (
            "a notice to appear that says the official should",
            "云山县人民法院\n出庭应诉通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n定于2023年6月7日开庭。你单位负责人应当出庭应诉。",
            K.OFFICIAL_ATTENDANCE_NOTICE,
        ),
        (
            "a notice of a hearing set otherwise",
            "云山县人民法院\n通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n现将开庭时间调整至2023年6月9日14:30。",
            K.HEARING_CHANGE_NOTICE,
        ),
        (
            "a bare notice that adds a defendant, with the complaint to be answered",
            "云山县人民法院\n诉讼事项通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n追加你单位为本案被告。"
            "现发送起诉状副本，请在十五日内提出答辩状。",
            K.JOINDER_NOTICE,
        ),
        (
            "the court below sends an appeal on under its own number",
            "云山县人民法院\n上诉状副本送达通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n现将上诉状副本送达你单位。",
            K.APPEAL_PETITION,
        ),
        (
            "the same under a title that says nothing",
            "云山县人民法院\n通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n现发送上诉状副本，请在十五日内提交答辩状。",
            K.APPEAL_PETITION,
        ),
        (
            "a criminal notice with words of ours",
            "云山县人民法院\n送达通知书\n（2023）渝0109刑初45号\n周某甲：\n现送达起诉书副本，可在十五日内提交答辩状。",
            K.OTHER_COURT_PAPER,
        ),
        (
            "a procuratorate and its title on one line",
            "云山县人民检察院检察建议书\n云检建〔2025〕6号\n云山县应急管理局：\n请书面回复我院。",
            K.PROCURATORIAL_ADVICE,
        ),
        (
            "the organ of a reconsideration and its title on one line",
            "云山县人民政府行政复议答复通知书\n云府复〔2025〕6号\n云山县应急管理局：\n请提出书面答复。",
            K.RECONSIDERATION_REPLY_NOTICE,
        ),
        (
            "an agency's decision on one line with its name",
            "云山县公安局行政处罚决定书\n云公罚〔2025〕6号\n周某甲：",
            K.NOT_COURT_PAPER,
        ),
        (
            "a bare notice that makes a third party",
            "云山县人民法院\n通知书\n（2023）渝0109行初45号\n云山县自然资源局：\n本院通知你单位作为第三人参加诉讼。",
            K.JOINDER_NOTICE,
        ),
        (
            "a civil summons stays a summons, a civil notice does not stay ours",
            "云山县人民法院\n举证通知书\n（2023）渝0109民初45号\n云山县自然资源局：",
            K.CIVIL_PAPER,
        ),
        (
            "a plaintiff's power of attorney",
            "授权委托书\n委托人：周某甲，男\n受委托人：王某丁，律师",
            K.EVIDENCE_MATERIAL,
        ),
        (
            "a judgment that quotes a title on a line of its own",
            "云山县人民法院\n行政判决书\n（2023）渝0109行初45号\n原告提交的证据有：\n应诉通知书\n判决如下：\n驳回。\n审判长吴某乙",
            K.JUDGMENT,
        ),
        (
            "a sentence that begins like a title",
            "判决书送达之日起十五日内可以上诉。",
            K.NOT_COURT_PAPER,
        ),
    ],
)
def test_near_misses(why: str, text: str, kind: K) -> None:
    assert kind_of(text) is kind, why


UNKNOWN = (
    "云山县人民法院\n{title}\n（2023）渝0109行初45号\n云山县自然资源局：\n{text}\n二〇二三年六月一日"
)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("出庭应诉通知书", "现将有关事项通知你单位。"),
        ("诉讼事项告知书", "请你单位按时提交答辩状。"),
        ("诉讼事项告知书", "是否追加被告，请发表意见。"),
        ("诉讼事项告知书", "涉及公共利益，负责人原则上要出庭。"),
        ("延期审理通知书", "本案因故延期。"),
        ("诉讼事项告知书", "庭审的安排有所调整，详情见附件。"),
    ],
)
def test_an_unknown_notice_that_may_set_a_duty_is_never_a_sure_other_paper(
    title: str, text: str
) -> None:
    (paper,) = extract(UNKNOWN.format(title=title, text=text).encode(), "通知.txt").papers
    assert paper.kind is K.OTHER_COURT_PAPER
    assert paper.confidence < REVIEW_BELOW


def test_an_unknown_notice_of_nothing_that_hurries_is_left_in_peace() -> None:
    text = UNKNOWN.format(title="领取裁判文书通知书", text="请到本院领取裁判文书。")
    (paper,) = extract(text.encode(), "通知.txt").papers
    assert paper.kind is K.OTHER_COURT_PAPER
    assert paper.confidence >= REVIEW_BELOW
