"""Every reader of a field has cases: what it finds, printed how, and what it must not find."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.confidence import RELIABILITY
from services.extractor.fields.reading import PaperContext, Reading
from services.extractor.fields.registry import READERS
from services.extractor.papers.head import read_head
from services.extractor.papers.kind import stage_of_paper, type_paper
from services.extractor.text.clean import PaperText
from services.vocabulary import FieldName
from tests.extractor.fields.cases import APPEAL, JUDGMENT, NOTICE, SUMMONS, Case
from tests.extractor.fields.cases_of_acts_and_service import (
    ADVICE,
    CERTIFICATE,
    FEE,
    RETURN,
    STAMPED,
)
from tests.extractor.fields.cases_of_acts_and_service import CASES as MORE_CASES
from tests.extractor.fields.cases_of_forms import CASES as FORM_CASES

SLIP = """全国法院专递
邮件详情单
邮件号 1098765432108
寄件人：云山县人民法院行政审判庭
收件人：云山县自然资源局
内件：（2025）渝0109行初97号应诉通知书、传票
收寄时间：2025年4月10日16时22分
签收人：程某甲
签收时间：2025年4月12日09时47分
"""


def cause(printed: str, code: str | None, by: str | None = None) -> Case:
    return Case(printed, [code] if code else [], by, {FieldName.CAUSE: printed})


CASES: dict[str, list[Case]] = {
    **MORE_CASES,
    **FORM_CASES,
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
    "case_number.cell": [
        Case(SUMMONS, ["（2023）渝0109行初45号"]),
        Case(SLIP, ["（2025）渝0109行初97号"]),
    ],
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
        Case("广州铁路运输第一法院\n应诉通知书\n（2023）粤7101行初45号", ["广州铁路运输第一法院"]),
        Case("重庆市北碚区人民法院受理本案后依法审理。", []),
    ],
    "court.case_number": [Case(NOTICE, ["重庆市北碚区人民法院"], "（2023）渝0109行初45号")],
    "court.signature": [Case(NOTICE, ["重庆市北碚区人民法院"])],
    "court.sender": [
        Case(SLIP, ["云山县人民法院"]),
        Case(SLIP.replace("云山县人民法院", "云山县自然资源局"), []),
        Case(RETURN, []),
    ],
    "court.tokens": [
        Case("云山县人民法院\n行政判决书\n（2013）云法行初字第7号", ["云山县人民法院"]),
        Case(NOTICE, []),  # listed and confirmed by its number: not asked
    ],
    "addressee.cell": [
        Case(SUMMONS, ["云山县自然资源局"]),
        Case(RETURN, ["云山县自然资源局"]),
        Case(CERTIFICATE, ["云山县自然资源局"]),
        Case(NOTICE, []),
        Case(
            "云山县人民法院\n传票\n被传唤人\n云山县云山镇青石路25号\n案由\n行政处罚", []
        ),  # the next cell
        Case("云山县人民法院\n缴费通知书\n缴款人：周某甲\n应缴金额：50元", ["周某甲"]),
        Case(  # 收件人 is the person at the desk
            "云山县人民法院\n送达地址确认书\n当事人：云山县自然资源局\n收件人：黄某丙",
            ["云山县自然资源局"],
        ),
        Case(
            "云山县人民法院\n送达回证\n受送达人：云山县自然资源局 法定代表人 电话：023-68000000",
            ["云山县自然资源局"],
        ),
    ],
    "addressee.salutation": [
        Case(NOTICE, ["云山县自然资源局"]),
        Case(FEE, ["云山县自然资源局"]),
        Case(ADVICE, ["云山县自然资源局"]),
        Case(JUDGMENT, []),
        Case(RETURN, []),  # 受送达人： is a label, not a person
        Case("重庆市北碚区人民法院\n通知书\n（2023）渝0109行初45号\n现将有关事项通知如下：", []),
        Case("云山县人民法院\n庭审笔录\n（2023）渝0109行初45号\n是否公开审理：公开", []),
        Case("云山县人民法院\n缴费通知书\n（2023）渝0109行初45号\n应缴金额：50元", []),
        Case(
            "云山县人民法院\n举证通知书\n（2023）渝0109行初45号\n被告 云山县自然资源局 ：\n请举证。",
            ["云山县自然资源局"],
        ),
    ],
    "cause.cell": [Case(SUMMONS, ["行政处罚"])],
    "cause.told": [
        Case(
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n周某甲不服你单位作出的云教许〔2025〕3号《不予行政许可决定书》"
            "提起行政诉讼一案，本院已立案，案由：行政许可。请应诉。",
            ["行政许可"],
        ),
        Case("云山县人民法院\n通知书\n（2023）渝0109行初45号\n本院已立案，案由来源不明。", []),
        Case(SUMMONS, []),
    ],
    "cause.sentence": [
        Case(  # a name without a role word before the cause
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n云山县教育局：\n关于你单位与向某甲行政许可纠纷一案，本院已受理。",
            ["行政许可"],
        ),
        Case(
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n云山县教育局：\n本院受理周某甲不服你们行政复议一案。",
            ["行政复议"],
        ),
        Case(  # 房 is a surname, and here none
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n云山县教育局：\n本院受理周某甲诉你局房屋行政登记一案。",
            ["房屋行政登记"],
        ),
        Case(  # a civil cause is called 纠纷
            "云山县人民法院\n应诉通知书\n（2023）渝0109民初45号\n云山县公安局：\n本院受理原告周某甲诉你方买卖合同纠纷一案。",
            ["买卖合同纠纷"],
        ),
        Case("答辩状\n因原告周某甲诉答辩人不动产登记一案，现答辩如下：", ["不动产登记"]),
        Case(  # what is told of the suit
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n周某甲不服你单位《不予行政许可决定书》提起行政诉讼一案。",
            [],
        ),
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
        Case(  # the 和 of an office's name joins no second act
            "云山县人民法院\n应诉通知书\n（2024）云0101行初7号\n原告周某甲诉被告云山县住房和城乡建设局行政复议一案，"
            "本院已立案。",
            ["行政复议"],
        ),
        Case(  # another office stands between the act and its reconsideration
            "云山市中级人民法院\n行政裁定书\n（2024）云01行终7号\n上诉人周某甲因诉云山县公安局治安行政处罚及云山县人民政府行政复议"
            "一案，不服云山县人民法院（2023）云0101行初7号行政裁定，向本院提起上诉。",
            ["治安行政处罚及行政复议"],
        ),
        Case(  # the cause stands before the suit
            "云山市中级人民法院\n行政裁定书\n（2024）云01行终8号\n周某甲因交通行政处罚诉云山县公安局一案，不服原审裁定，提起上诉。",
            ["交通行政处罚"],
        ),
        Case(
            "云山县人民法院\n行政裁定书\n（2024）云0101行初8号\n原告周某甲诉被告云山县市场监督管理局公司登记一案，本院受理。",
            ["公司登记"],
        ),
    ],
    "cause.act": [
        Case(
            "云山县人民法院\n行政判决书\n（2013）云法行初字第7号\n原告周某甲不服被告云山县公安局所作的行政处罚决定，向本院提起行政诉讼。",
            ["行政处罚"],
        ),
        Case(  # the official list has 征缴社会抚养费; the act in dispute is called otherwise
            "云山县人民法院\n行政判决书\n（2013）云法行初字第8号\n原告周某甲不服云山县卫生健康局作出的云计征决字（2013）第9号"
            "社会抚养费征收决定书，向本院提起行政诉讼。",
            ["社会抚养费征收"],
        ),
        Case(
            "云山县人民法院\n行政判决书\n（2013）云法行初字第9号\n原告周某甲因要求被告云山县人民政府履行法定职责，"
            "于2013年8月28日向本院提起行政诉讼。",
            ["履行法定职责"],
        ),
        Case(JUDGMENT, []),
    ],
    "cause_code.list": [
        cause("行政处罚", "1"),
        cause("责令限期拆除", "1.15"),
        cause("行政处罚及行政复议", "16.115", "及行政复议"),
        cause("处理查封、扣押的场所及行政复议", "16.115", "及行政复议"),
        cause("政府信息公开、行政复议", "16.115", "、行政复议"),
        cause("工商行政登记", None),  # the words name what is below another one: 4.33
        cause("行政处罚（责令限期拆除）", "1.15", "责令限期拆除"),
        cause("不履行查处违法建设职责", "21"),
        cause("拆迁补偿行政裁决", "17", "行政裁决"),
        cause("工伤行政确认", None),  # the words name what is below: 7.69
        cause("土地使用权证", None),
    ],
    "cause_code.free_text": [
        cause("工伤认定", "7.69"),
        cause("工伤行政确认", "7.69", "工伤"),
        cause("工商行政登记", "4.33"),
        cause("工伤认定及行政复议", None),  # a cause of its own: 16.115
        cause("房屋强制拆除", "3.31", "强制拆除"),
        cause("强制拆除房屋及行政赔偿", "3.31", "强制拆除"),
        cause("房屋征收补偿协议", "18", "补偿协议"),
        cause("信息公开答复", "13", "信息公开"),
        Case("行政强制", ["2", "3"], known={FieldName.CAUSE: "行政强制"}),  # two causes now: a person
        cause("行政处罚", None),
    ],
    "cause_code.before_2021": [
        Case("行政批准", ["4", "14"], known={FieldName.CAUSE: "行政批准"}),
        cause("行政奖励", None),
        cause("治安管理（治安）", None),  # a field of administration says nothing of the act
    ],
    "issued_on.signature": [Case(JUDGMENT, ["2023-07-11"], "二〇二三年七月十一日"), Case(NOTICE, [])],
    "issued_on.last_line": [
        Case(NOTICE, ["2023-05-08"]),
        Case(STAMPED, ["2023-05-08"]),  # the day of the received stamp is not the day of the paper
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
        Case(  # 本院 of a procuratorate took a case of its own
            "行政公益诉讼起诉书\n公益诉讼起诉人云山县人民检察院。\n本院于2024年11月6日立案，并发出检察建议。",
            [],
        ),
        Case("原告于2023年2月27日起诉，本院于同月30日立案受理。", []),
    ],
    "hearing_at.cell": [Case(SUMMONS, [["2023-06-07T09:30"]], "2023年6月7日上午9时30分至11时")],
    "hearing_at.sentence": [
        Case(NOTICE, [["2023-06-07T14:30"]]),
        Case(JUDGMENT, []),
        Case(  # the day it was first set for is over
            "云山县人民法院\n变更开庭时间通知书\n（2023）渝0109行初45号\n云山县公安局：\n本案原定于2023年6月7日上午9时开庭审理，"
            "现因故变更为2023年6月21日上午9时30分在本院第一法庭开庭审理。",
            [["2023-06-21T09:30"]],
        ),
        *(
            Case(
                f"云山县人民法院\n{title}\n（2023）渝0109行初45号\n云山县公安局：\n{said}",
                [["2023-06-21T14:30"]],
                "2023年6月21日下午2时30分",
            )
            for title, said in (
                (
                    "变更开庭时间通知书",
                    "开庭时间由2023年6月7日上午9时变更为2023年6月21日下午2时30分，地点不变。",
                ),
                ("变更开庭时间通知书", "现改期至2023年6月21日下午2时30分，请准时参加。"),
                (
                    "开庭变更通知",
                    "原开庭日期2023年6月7日9:00，变更后开庭日期2023年6月21日下午2时30分。",
                ),
                ("通知书", "现将开庭时间调整至2023年6月21日下午2时30分，原定2023年6月7日的庭审取消。"),
                (
                    "行政机关负责人出庭应诉通知书",
                    "请你单位负责人参加2023年6月21日下午2时30分在我院十二号法庭进行的庭审活动。",
                ),
            )
        ),
        Case(
            "云山县人民法院\n变更开庭时间通知书\n（2023）渝0109行初45号\n云山县公安局：\n原定2023年6月7日上午9时开庭，因故取消。",
            [],
        ),
        Case(  # no hearing is moved
            "云山县人民法院\n通知书\n（2023）渝0109行初45号\n举证期限延期至2023年6月7日。", []
        ),
    ],
    "hearing_place.cell": [Case(SUMMONS, ["本院第三审判庭"])],
    "hearing_place.sentence": [
        Case(NOTICE, ["本院第三审判庭"]),
        Case(JUDGMENT, []),
        *(
            Case(
                "云山县人民法院\n变更开庭时间通知书\n（2023）渝0109行初45号\n云山县公安局：\n开庭时间变更为2023年6月21日14:30，"
                f"{said}。",
                ["第六审判庭"],
            )
            for said in ("开庭地点由第一审判庭变更为第六审判庭", "地点第六审判庭")
        ),
    ],
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
    "remedy.advice": [
        Case(
            JUDGMENT,
            [
                "如不服本判决，可以在判决书送达之日起十五日内，向本院递交上诉状，"
                "上诉于重庆市第一中级人民法院"
            ],
        ),
        Case(
            "某某人民法院\n行政裁定书\n裁定如下：\n驳回上诉，维持原裁定。\n本裁定为终审裁定。\n审判长吴某乙",
            ["本裁定为终审裁定"],
        ),
        Case(NOTICE, []),
    ],
    "answer_days.sentence": [
        Case(NOTICE, [15], "十五"),
        Case(JUDGMENT, []),
        *(
            Case(
                f"云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n云山县教育局：\n{said}",
                [int(days)],
                days,
            )
            for said, days in (
                ("现送达起诉状副本，你单位应当在收到之日起15日内提交答辩状。", "15"),
                ("应在收到起诉书副本之日起15日内提交答辩书。", "15"),
                ("答辩期限为收到起诉状副本之日起15日。", "15"),
                ("确定答辩期和举证期限均为7日。", "7"),
                ("发送再审申请书副本一份，你单位应在收到之日起15日内提交书面意见。", "15"),
            )
        ),
        Case(  # two that differ are both told
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n请在收到起诉状副本之日起十五日内答辩。本院确定答辩期为七日。",
            [15, 7],
        ),
        Case(
            "云山县人民法院\n应诉通知书\n（2023）渝0109行初45号\n对管辖有异议的，在答辩期届满后十日内提出。",
            [],
        ),
        *(  # a reconsideration counts working days
            Case(
                f"云山县人民政府\n行政复议答复通知书\n云府行复〔2025〕6号\n云山县教育局：\n请你单位自收到{said}。",
                [10],
            )
            for said in (
                "行政复议申请书副本之日起十日内，提出书面答复",
                "申请书副本之日起10日内提出书面答复",
                "本通知书之日起十个工作日内提交行政复议答复书和证据材料",
            )
        ),
    ],
    "fee_bearer.costs": [
        Case(JUDGMENT, ["被告云山县自然资源局"]),
        Case(
            "判决如下：驳回原告的诉讼请求。\n案件受理费50元（已由原告预交），由原告周某甲负担。\n审判员吴某乙",
            ["原告周某甲"],
        ),
        *(
            Case(f"判决如下：驳回原告的诉讼请求。\n{costs}\n审判员吴某乙", [bearer])
            for costs, bearer in (
                ("案件受理费50元，原告周某甲负担。", "原告周某甲"),
                (
                    "案件受理费50元，由原告周某甲负担25元，被告云山县公安局负担25元。",
                    "原告周某甲25元；被告云山县公安局25元",
                ),
                (
                    "二审案件受理费50元，由上诉人周某甲、云山县公安局各负担25元。",
                    "上诉人周某甲、云山县公安局各25元",
                ),
                ("一、二审案件受理费各50元，均由被上诉人云山县公安局负担。", "被上诉人云山县公安局"),
                (
                    "一审案件受理费50元由被告云山县公安局负担；二审案件受理费50元由上诉人周某甲负担。",
                    "一审：被告云山县公安局；二审：上诉人周某甲",
                ),
            )
        ),
        Case("判决如下：驳回原告的诉讼请求。\n案件受理费免予收取。\n审判员吴某乙", []),
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
    return PaperContext(paper, kind, stage, head, known=dict(case.known))


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


def test_days_of_a_hand_or_a_stamp_are_always_asked_of_a_person() -> None:
    asked = [name for name in READERS if name.endswith((".handwritten", ".stamp"))]
    assert {name.split(".")[0] for name in asked} == {
        "served_on",
        "service_receiver",
        "received_stamp_on",
        "signed_on",
    }
    assert all(RELIABILITY[name] <= 0.5 for name in asked)
    (paper,) = extract(RETURN.encode(), "return.txt").papers
    assert paper.fields[FieldName.SERVED_ON].value == "2023-05-10"
    assert paper.fields[FieldName.SERVED_ON].confidence <= 0.5
