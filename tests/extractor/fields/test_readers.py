"""Every reader of a field has cases: what it finds, printed how, and what it must not find."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from services.extractor.confidence import RELIABILITY
from services.extractor.fields.reading import PaperContext, Reading
from services.extractor.fields.registry import READERS
from services.extractor.papers.head import read_head
from services.extractor.papers.kind import stage_of_paper, type_paper
from services.extractor.result import Value
from services.extractor.text.clean import PaperText
from services.vocabulary import FieldName

SUMMONS = """重庆市北碚区人民法院
传  票
案 号
（2023）渝0109行初45号
案 由
行政处罚
被传唤人
云山县自然资源局
单位或住址
云山县政通路8号
传唤事由
开庭
应到时间
2023年6月7日上午9时30分至11时
应到处所
本院第三审判庭
注意事项
1.被传唤人必须准时到达应到处所。
审判员
二〇二三年五月十日
"""
NOTICE = """重庆市北碚区人民法院
应诉通知书
（2023）渝0109行初45号
云山县自然资源局：
原告周某甲诉你单位行政处罚一案，本院于2023年5月4日立案。现发送起诉状副本一份，并通知如下：
一、你单位应当在收到起诉状副本之日起十五日内提出答辩状，并提交作出行政行为的证据。
二、本案定于2023年6月7日下午2:30在本院第三审判庭公开开庭审理，适用简易程序由审判员独任审理。
特此通知。
重庆市北碚区人民法院
二〇二三年五月八日
"""
JUDGMENT = """重庆市北碚区人民法院
行政判决书
（2023）渝0109行初45号
原告周某甲，男，1970年1月2日出生，住云山县。
被告云山县自然资源局，住所地云山县政通路8号。
原告周某甲诉被告云山县自然资源局（以下简称县资源局）责令限期拆除一案，向本院提起行政诉讼。本院于2023年5月4日立案后，依法组成合议庭，于2023年6月7日公开开庭审理了本案。
经审理查明，县资源局于2023年1月3日立案调查，2023年2月1日作出处罚决定。
本院认为，处罚决定程序违法。依照《中华人民共和国行政诉讼法》第七十条的规定，判决如下：
撤销被告云山县自然资源局作出的处罚决定。
案件受理费50元，由被告云山县自然资源局负担。
如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，上诉于重庆市第一中级人民法院。
审判长吴某乙
审判员郑某丙
人民陪审员王某丁
二〇二三年七月十一日
书记员冯某戊
附：本判决适用的法律条文
"""
APPEAL = """重庆市第一中级人民法院
行政判决书
（2023）渝01行终12号
上诉人（原审原告）周某甲。
被上诉人（原审被告）云山县自然资源局。
上诉人周某甲因土地行政确认一案，不服重庆市北碚区人民法院（2023）渝0109行初45号行政判决，向本院提起上诉。本院受理后，依法组成合议庭。
本院认为，一审判决正确。判决如下：
驳回上诉，维持原判。
本判决为终审判决。
审判长孙某己
二〇二三年十月九日
"""


@dataclass(frozen=True)
class Case:
    """``values`` are all the reader answers, ``printed`` the text of the first."""

    paper: str
    values: list[Value]
    printed: str | None = None
    known: dict[FieldName, Value] = field(default_factory=dict)


CASES: dict[str, list[Case]] = {
    "case_number.header": [
        Case(NOTICE, ["（2023）渝0109行初45号"], "（2023）渝0109行初45号"),
        Case(
            "云山市中级人民法院\n行 政 裁 定 书\n（２０１４）云中法行终字第 00012 号\n",
            ["（2014）云中法行终字第12号"],
            "（２０１４）云中法行终字第 00012 号",
        ),
        Case(
            "云山县人民法院\n传票\n2023）渝0109行初45号",
            ["（2023）渝0109行初45号"],
            "2023）渝0109行初45号",
        ),
        Case("某某厂质量保证书\n2023第45号", []),
    ],
    "case_number.cell": [Case(SUMMONS, ["（2023）渝0109行初45号"])],
    "case_number.sentence": [
        Case(
            "重庆市北碚区人民法院\n通知书\n你单位：本院审理的（2023）渝0109行初45号一案，现通知补交证据。",
            ["（2023）渝0109行初45号"],
        ),
        Case(APPEAL, []),
    ],
    "court.heading": [
        Case(NOTICE, ["重庆市北碚区人民法院"]),
        Case(
            "北碚区人民法院\n传票\n（2023）渝0109行初45号", ["重庆市北碚区人民法院"], "北碚区人民法院"
        ),
        Case(
            "云山自治区云山市\n中级人民法院\n行政判决书\n（2013）云中行终字第7号",
            ["云山自治区云山市中级人民法院"],
        ),
        Case("重庆市北碚区人民法院受理本案后依法审理。", []),
    ],
    "court.case_number": [Case(NOTICE, ["重庆市北碚区人民法院"], "（2023）渝0109行初45号")],
    "court.signature": [Case(NOTICE, ["重庆市北碚区人民法院"])],
    "court.tokens": [
        Case("云山县人民法院\n行政判决书\n（2013）云法行初字第7号", ["云山县人民法院"]),
        Case(NOTICE, []),  # listed and confirmed by its number: not asked
    ],
    "addressee.cell": [Case(SUMMONS, ["云山县自然资源局"])],
    "addressee.salutation": [
        Case(NOTICE, ["云山县自然资源局"]),
        Case(JUDGMENT, []),
        Case("重庆市北碚区人民法院\n通知书\n（2023）渝0109行初45号\n现将有关事项通知如下：", []),
    ],
    "cause.cell": [Case(SUMMONS, ["行政处罚"])],
    "cause.sentence": [
        Case(NOTICE, ["行政处罚"]),
        Case(JUDGMENT, ["责令限期拆除"]),
        Case(APPEAL, ["土地行政确认"]),
        Case(
            "原告周某甲不服被告云山县公安局作出的云公（样）行罚决字〔2023〕1号行政处罚决定一案，本院受理。",
            ["行政处罚决定"],
        ),
        Case(
            "本院在审理原告周某甲诉被告云山县人民政府政府信息公开一案中，原告申请撤诉。",
            ["政府信息公开"],
        ),
    ],
    "cause.act": [
        Case(
            "云山县人民法院\n行政判决书\n（2013）云法行初字第7号\n原告周某甲不服被告云山县公安局所作的行政处罚决定，向本院提起行政诉讼。",
            ["行政处罚"],
        ),
        Case(JUDGMENT, []),
    ],
    "cause_code.list": [
        Case(SUMMONS, ["1"], "行政处罚", {FieldName.CAUSE: "行政处罚"}),
        Case(JUDGMENT, ["1.15"], "责令限期拆除", {FieldName.CAUSE: "责令限期拆除"}),
        Case("行政处罚及行政复议", ["1"], "行政处罚", {FieldName.CAUSE: "行政处罚及行政复议"}),
        Case(
            "行政处罚（责令限期拆除）",
            ["1.15"],
            "责令限期拆除",
            {FieldName.CAUSE: "行政处罚（责令限期拆除）"},
        ),
        Case(SUMMONS, [], known={FieldName.CAUSE: "土地使用权证"}),
    ],
    "issued_on.signature": [Case(JUDGMENT, ["2023-07-11"], "二〇二三年七月十一日"), Case(NOTICE, [])],
    "issued_on.last_line": [
        Case(NOTICE, ["2023-05-08"]),
        Case(JUDGMENT, ["2023-07-11"]),
        Case("云山县人民法院\n通知书\n于2023年5月8日前到庭。", []),
    ],
    "issued_on.cell": [Case("云山县人民法院\n传票\n签发日期\n2023年5月8日", ["2023-05-08"])],
    "filed_on.sentence": [
        Case(NOTICE, ["2023-05-04"]),
        Case(JUDGMENT, ["2023-05-04"]),
        Case("原告于2023年5月4日向本院提起行政诉讼，本院于同日立案。", ["2023-05-04"], "同日"),
        Case("本院于2023年5月4日收到起诉状，于同月9日立案受理。", ["2023-05-09"], "同月9日"),
        Case("原告于2023年5月4日起诉，本院于同年6月2日立案受理。", ["2023-06-02"], "同年6月2日"),
        Case("被告公安局于2023年5月4日立案调查。", []),
        Case("原告于2023年2月27日起诉，本院于同月30日立案受理。", []),
    ],
    "hearing_at.cell": [Case(SUMMONS, [["2023-06-07T09:30"]], "2023年6月7日上午9时30分至11时")],
    "hearing_at.sentence": [Case(NOTICE, [["2023-06-07T14:30"]]), Case(JUDGMENT, [])],
    "hearing_place.cell": [Case(SUMMONS, ["本院第三审判庭"])],
    "hearing_place.sentence": [Case(NOTICE, ["本院第三审判庭"]), Case(JUDGMENT, [])],
    "summons_reason.cell": [Case(SUMMONS, ["开庭"]), Case(JUDGMENT, [])],
    "prior_case_number.challenged": [
        Case(APPEAL, ["（2023）渝0109行初45号"]),
        Case(
            "重庆市高级人民法院\n行政裁定书\n（2024）渝行申9号\n再审申请人周某甲因行政处罚一案，不服重庆市北碚区人民法院"
            "（2023）渝0109行初45号行政判决和重庆市第一中级人民法院（2023）渝01行终12号行政判决，向本院申请再审。",
            ["（2023）渝01行终12号"],
        ),
        Case(JUDGMENT, []),
    ],
    "appeal_days.advice": [Case(JUDGMENT, [15], "十五"), Case(APPEAL, [])],
    "appeal_court.advice": [Case(JUDGMENT, ["重庆市第一中级人民法院"]), Case(APPEAL, [])],
    "answer_days.sentence": [Case(NOTICE, [15], "十五"), Case(JUDGMENT, [])],
    "fee_bearer.costs": [
        Case(JUDGMENT, ["被告云山县自然资源局"]),
        Case(
            "判决如下：驳回原告的诉讼请求。\n案件受理费50元（已由原告预交），由原告周某甲负担。\n审判员吴某乙",
            ["原告周某甲"],
        ),
    ],
    "procedure.sentence": [
        Case(NOTICE, ["简易程序"]),
        Case(JUDGMENT, ["普通程序"]),
        Case("交警适用简易程序作出处罚决定。", []),
    ],
}


def context_of(case: Case) -> PaperContext:
    paper = PaperText.of(case.paper)
    head = read_head(paper.text)
    kind = type_paper(paper, head).kind
    stage = stage_of_paper(paper, kind, head.number)
    return PaperContext(paper, kind, stage, head, (), dict(case.known))


@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, cases in CASES.items() for case in cases]
)
def test_a_reader_finds_its_value_where_it_is_printed(name: str, case: Case) -> None:
    context = context_of(case)
    readings: list[Reading] = list(READERS[name].readings(context))
    assert [reading.value for reading in readings] == case.values
    if case.printed:
        assert context.paper.source(readings[0].start, readings[0].end).text == case.printed


def test_every_reader_has_a_case_in_which_it_finds_something() -> None:
    assert {name for name, cases in CASES.items() if any(case.values for case in cases)} == set(READERS)


def test_every_reader_has_a_reliability() -> None:
    assert set(RELIABILITY) == set(READERS)
