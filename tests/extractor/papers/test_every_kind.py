"""Every kind of the contract, drawn with invented names in several wordings, and its near-misses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from services.extractor.papers.head import read_head
from services.extractor.papers.kind import type_paper
from services.extractor.text.clean import PaperText
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
