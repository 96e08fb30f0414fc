"""Cases of the readers of acts, claims, attendance, panel, terms and service."""

from __future__ import annotations

from tests.extractor.fields.cases import APPEAL, JUDGMENT, NOTICE, SUMMONS, Case

TOLD = """重庆市北碚区人民法院
行政判决书
（2023）渝0109行初45号
原告周某甲，男，1970年1月2日出生，住云山县。
被告云山县自然资源局，住所地云山县政通路8号。
法定代表人沈某庚，局长。
出庭负责人刘某己，该局副局长。
原告周某甲不服被告云山县自然资源局于2023年2月1日作出的云自然资罚〔2023〕7号行政处罚决定，向本院提起行政诉讼。本院于2023年5月4日立案后，依法组成合议庭，于2023年6月7日公开开庭审理了本案。被告的负责人刘某己及委托代理人何某辛到庭参加诉讼。
云山县人民政府于2023年4月3日作出云府复决字〔2023〕12号行政复议决定，维持了该处罚决定。
原告周某甲诉称，处罚决定错误，请求：1.撤销被告作出的处罚决定；2.判令被告承担诉讼费用。
庭审中，被告负责人刘某己就化解争议发表了意见。
本院认为，处罚决定程序违法。判决如下：
撤销被告云山县自然资源局作出的处罚决定。
审判长吴某乙
审判员郑某丙
二〇二三年七月十一日
书记员冯某戊
"""
ABSENT = """云山县人民法院
行政判决书
（2023）渝0109行初46号
原告周某甲。
被告云山县公安局。
被告云山县公安局负责人因参加防汛会议未能出庭应诉，其委托代理人到庭参加诉讼。
判决如下：
驳回原告的诉讼请求。
审判员吴某乙
"""
COMPLAINT = """行政起诉状
原告：周某甲，男，住云山县。
被告：云山县自然资源局，住所地云山县政通路8号。
诉讼请求：
1.撤销被告于2023年2月1日作出的《责令限期拆除决定书》（云自然资限拆〔2023〕3号）；
2.诉讼费由被告承担。
事实与理由：
被告程序违法。
此致
重庆市北碚区人民法院
具状人：周某甲
2023年4月20日
"""
DECIDED = """云山县人民政府
行政复议决定书
云府复决字〔2023〕12号
申请人：周某甲。
被申请人：云山县自然资源局。
本机关认为，该决定事实清楚。决定如下：
维持被申请人作出的行政处罚决定。
二〇二三年四月三日
"""
EVIDENCE = """重庆市北碚区人民法院
举证通知书
（2023）渝0109行初45号
云山县自然资源局：
你单位的举证期限为收到本通知之日起十五日，举证期限至2023年5月25日届满。
承办法官：吴某乙，联系电话：023-68000000。
二〇二三年五月八日
"""
ATTENDANCE = """重庆市北碚区人民法院
行政机关负责人出庭应诉通知书
（2023）渝0109行初45号
云山县自然资源局：
请你单位主要负责人届时出庭应诉，本案定于2023年6月7日（星期四）上午9时开庭。
二〇二三年五月八日
"""
PANEL = """重庆市北碚区人民法院
告知合议庭组成人员通知书
（2023）渝0109行初45号
云山县自然资源局：
本院决定由审判员吴某乙担任审判长，与审判员郑某丙、人民陪审员王某丁组成合议庭，由冯某戊担任书记员。
二〇二三年五月八日
"""
FEE = """重庆市第一中级人民法院
交纳上诉费通知书
（2023）渝01行终12号
云山县自然资源局：
你单位应当在接到本通知书次日起七日内，交纳上诉案件受理费1,050元。
二〇二三年八月二日
"""
ADVICE = """重庆市北碚区人民法院
司法建议书
渝碚法建〔2023〕3号
云山县自然资源局：
我院在审理周某甲案中发现送达不规范。为此，特提出如下建议：
一、规范送达程序；
二、加强法制审核。
请在收到本建议书之日起六十日内将处理情况书面反馈我院。
二〇二三年九月一日
"""
MONTHS = ADVICE.replace("六十日内", "两个月内")
WORKDAYS = ADVICE.replace("六十日内", "三十个工作日内")
RETURN = """重庆市北碚区人民法院
送达回证
案号：（2023）渝0109行初45号
受送达人：云山县自然资源局
送达文书名称和件数：应诉通知书一份、起诉状副本一份
送达方式：☑直接送达 □留置送达 □邮寄送达
受送达人签名或盖章：何某辛 2023年5月10日
备注
"""
BLANK_RETURN = """重庆市北碚区人民法院
送达回证
案号：（2023）渝0109行初45号
受送达人：云山县自然资源局
送达方式：□直接送达 □留置送达
受送达人签名或盖章：
年 月 日
填发日期：2023年5月8日
"""
CERTIFICATE = """重庆市北碚区人民法院
电子送达凭证
（2023）渝0109行初45号
受送达人：云山县自然资源局
送达方式：电子送达
送达时间：2023年5月10日10时02分
"""


def told_on(told: str) -> str:
    """The certificate with a sentence in place of its line of the day."""
    return CERTIFICATE.replace("送达时间：2023年5月10日10时02分", f"本院{told}。")


STAMPED = NOTICE + "云山县自然资源局收文\n2023年5月10日\n第123号\n"
MEDIATION = """云山县人民法院
行政调解书
（2023）渝0109行初45号
原告周某甲。
被告云山县自然资源局。
双方自愿达成如下协议：
一、被告支付原告补偿款1000元。
本调解书经双方当事人签收后，即具有法律效力。
审判员吴某乙
二〇二三年六月三十日
当事人签收日期：2023年7月3日
"""
EFFECTIVE = """重庆市北碚区人民法院
裁判文书生效证明
（2023）渝0109行初45号行政判决已于2023年8月1日发生法律效力。
特此证明。
二〇二三年八月五日
"""
ENFORCE = """云山县人民法院
行政裁定书
（2023）渝0109行审4号
申请执行人云山县自然资源局。
被执行人周某甲。
申请执行人依据云自然资罚〔2023〕7号行政处罚决定，向本院申请强制执行。裁定如下：
准予强制执行。
审判员吴某乙
"""

CASES: dict[str, list[Case]] = {
    "challenged_act.sentence": [
        Case(TOLD, ["行政处罚决定"]),
        Case(COMPLAINT, ["责令限期拆除决定书"]),
        Case(APPEAL, []),  # the decision of a court is not the act
        Case(NOTICE, []),  # 提交作出行政行为的证据 speaks of no act in particular
        Case(RETURN, []),
    ],
    "act_organ.sentence": [
        Case(TOLD, ["云山县自然资源局"]),
        Case(
            "云山县人民法院\n行政判决书\n（2023）渝0109行初47号\n云山县公安局收到申请复议云山县人民政府作出的行政复议决定。",
            ["云山县人民政府"],
        ),
    ],
    "act_number.sentence": [
        Case(TOLD, ["云自然资罚〔2023〕7号"]),
        Case(COMPLAINT, ["云自然资限拆〔2023〕3号"]),
        Case(
            "行政起诉状\n请求撤销被告作出的云公（样）行罚决字〔2023〕第1号行政处罚决定。",
            ["云公（样）行罚决字〔2023〕第1号"],
        ),
        Case(JUDGMENT, []),
    ],
    "act_on.sentence": [Case(TOLD, ["2023-02-01"]), Case(COMPLAINT, ["2023-02-01"])],
    "reconsideration_organ.sentence": [Case(TOLD, ["云山县人民政府"]), Case(COMPLAINT, [])],
    "reconsideration_number.sentence": [Case(TOLD, ["云府复决字〔2023〕12号"])],
    "reconsideration_organ.heading": [Case(DECIDED, ["云山县人民政府"]), Case(TOLD, [])],
    "reconsideration_number.heading": [Case(DECIDED, ["云府复决字〔2023〕12号"]), Case(TOLD, [])],
    "reconsideration_on.sentence": [Case(TOLD, ["2023-04-03"])],
    "reconsideration_result.sentence": [
        Case(TOLD, ["维持"]),
        Case(DECIDED, ["维持"]),
        Case(COMPLAINT, []),
    ],
    "claims.section": [
        Case(
            COMPLAINT,
            [
                [
                    "撤销被告于2023年2月1日作出的《责令限期拆除决定书》（云自然资限拆〔2023〕3号）",
                    "诉讼费由被告承担",
                ]
            ],
        ),
        Case(
            "行政上诉状\n上诉人：周某甲。\n上诉请求：撤销原判。\n上诉理由：原判错误。", [["撤销原判"]]
        ),
        Case(TOLD, []),
    ],
    "claims.told": [
        Case(TOLD, [["撤销被告作出的处罚决定", "判令被告承担诉讼费用"]]),
        Case(  # no colon, no numbers
            TOLD.replace(
                "处罚决定错误，请求：1.撤销被告作出的处罚决定；2.判令被告承担诉讼费用",
                "处罚决定错误。故请求法院撤销被告作出的处罚决定",
            ),
            [["撤销被告作出的处罚决定"]],
        ),
        Case(  # evidence is no claim
            TOLD.replace(
                "处罚决定错误，请求：1.撤销被告作出的处罚决定；2.判令被告承担诉讼费用",
                "提交证据支持其请求：《买卖合同》及《交房通知书》，证明商铺合法",
            ),
            [],
        ),
        Case(JUDGMENT, []),
    ],
    "official_attendance.sentence": [
        Case(TOLD, ["出庭"]),
        Case(ABSENT, ["未出庭"]),
        Case(ABSENT.replace("未能出庭应诉", "无法到庭参加诉讼"), ["未出庭"]),
        # By name, with what says no apart from the word for coming.
        Case(TOLD.replace("被告的负责人刘某己及", "副局长刘某己因公务无法到庭参加诉讼，"), []),
        Case(TOLD.replace("被告的负责人刘某己及", "副局长刘某己未依法出庭应诉，"), []),
        Case(TOLD.replace("被告的负责人刘某己及", "副局长刘某己及"), ["出庭"]),
        Case(JUDGMENT, []),
        Case(ATTENDANCE, []),  # a notice says who must come, not who came
    ],
    "official_name.line": [
        Case(TOLD, ["刘某己"]),
        Case(
            "云山县人民法院\n行政判决书\n（2023）渝0109行初45号\n行政机关负责人李明德副局长。",
            ["李明德"],
        ),
        Case(  # behind the defendant
            "云山县人民法院\n庭审笔录\n（2023）渝0109行初45号\n被告：云山县民政局。应诉负责人：刘某己，副局长。",
            ["刘某己"],
        ),
        Case(
            "云山县人民法院\n庭审笔录\n（2023）渝0109行初45号\n审：休庭。行政机关负责人作了发言。", []
        ),
        Case(ABSENT, []),
    ],
    "official_title.line": [Case(TOLD, ["副局长"])],
    "official_spoke.sentence": [
        Case(TOLD, ["发言"]),
        Case(TOLD.replace("就化解争议发表了意见", "未发言"), ["未发言"]),
        Case(ABSENT, []),
    ],
    "official_absence_reason.sentence": [
        Case(ABSENT, ["参加防汛会议"]),
        Case(
            ABSENT.replace("因参加防汛会议未能出庭应诉，", "未出庭应诉且未说明理由，"), ["未说明理由"]
        ),
        Case(TOLD, []),
    ],
    "leader_notice_level.sentence": [
        Case(ATTENDANCE, ["主要负责人"]),
        Case(ATTENDANCE.replace("主要负责人", "负责人"), ["负责人"]),
        Case(TOLD, []),
    ],
    "panel.signature": [
        Case(TOLD, [["审判长 吴某乙", "审判员 郑某丙", "书记员 冯某戊"]]),
        Case(
            TOLD.replace("郑某丙", "古丽娜·艾山").replace("冯某戊", "买买提·吐尔逊"),
            [["审判长 吴某乙", "审判员 古丽娜·艾山", "书记员 买买提·吐尔逊"]],
        ),
        Case(  # the stamp beside the signatures, on their line
            "云山县人民法院\n行政判决书\n（2024）云0101行初7号\n判决如下：\n驳回原告周某甲的诉讼请求。\n"
            "本件与原本核对无异 审判长吴某乙\n审判员郑某丙 本件与原本核对无异\n"
            "二〇二四年七月七日\n书记员冯某戊",
            [["审判长 吴某乙", "审判员 郑某丙", "书记员 冯某戊"]],
        ),
        Case(NOTICE, []),
    ],
    "panel.notice": [
        Case(PANEL, [["审判长 吴某乙", "审判员 郑某丙", "人民陪审员 王某丁", "书记员 冯某戊"]]),
        Case(TOLD, []),
    ],
    "contact_name.line": [
        Case(EVIDENCE, ["吴某乙"]),
        Case(EVIDENCE.replace("吴某乙", "阿迪力·艾山"), ["阿迪力·艾山"]),
        Case(COMPLAINT, []),
    ],
    "contact_phone.line": [
        Case(EVIDENCE, ["023-68000000"]),
        Case(COMPLAINT.replace("住云山县。", "住云山县，联系电话：13900000000。"), []),
    ],
    "evidence_days.sentence": [
        Case(EVIDENCE, [15], "十五"),
        Case(NOTICE, [15]),
        Case(JUDGMENT, []),
    ],
    "evidence_due_on.sentence": [Case(EVIDENCE, ["2023-05-25"]), Case(NOTICE, [])],
    "fee_amount.sentence": [Case(FEE, ["1050"], "1,050"), Case(JUDGMENT, [])],
    "fee_days.sentence": [Case(FEE, [7], "七"), Case(NOTICE, [])],
    "advice_number.heading": [
        Case(ADVICE, ["渝碚法建〔2023〕3号"]),
        Case(ADVICE.replace("渝碚法建〔2023〕3号", "（2023）渝0109司建3号"), ["（2023）渝0109司建3号"]),
        Case(TOLD, []),
    ],
    "advice_items.section": [Case(ADVICE, [["规范送达程序", "加强法制审核"]]), Case(TOLD, [])],
    "advice_reply_days.sentence": [Case(ADVICE, [60], "六十"), Case(MONTHS, []), Case(WORKDAYS, [])],
    "advice_reply_months.sentence": [Case(MONTHS, [2], "两"), Case(ADVICE, [])],
    "served_on.handwritten": [
        Case(RETURN, ["2023-05-10"]),
        Case(BLANK_RETURN, []),  # a blank return proves nothing, and 填发日期 is the court's day
        *(  # who refuses to sign is served when the paper is left
            Case(
                f"云山县人民法院\n送达回证\n受送达人 周某甲\n{said}\n填发日期\n2023年5月8日\n",
                ["2023-05-10"],
            )
            for said in (
                "受送达人签收\n拒签\n备注\n受送达人拒收，2023年5月10日留置送达，见证人何某辛",
                "收到日期及受送达人签名 拒签\n不能送达的理由 留置办公室。2023年5月10日\n送达人 何某辛",
            )
        ),
        Case(
            "云山县人民法院\n送达回证\n受送达人 周某甲\n收到日期及签名\n程某甲2023年5月10日",
            ["2023-05-10"],
        ),
        Case("云山县人民法院\n送达回证\n受送达人 周某甲\n备注\n2023年5月10日电话联系未果", []),
        Case(CERTIFICATE, []),
    ],
    "served_on.printed": [
        Case(CERTIFICATE, ["2023-05-10"]),
        Case(
            told_on("已于2023年5月10日10时02分通过送达平台将起诉状副本、开庭传票成功送达"),
            ["2023-05-10"],
        ),
        # The day of something else.
        Case(told_on("于2023年5月4日受理的周某甲诉你单位一案，现通过平台送达应诉通知书"), []),
        Case(told_on("于2023年5月8日作出的行政裁定书已通过平台送达至你单位"), []),
        Case(told_on("定于2023年6月7日开庭，传票已送达"), []),
        Case(RETURN, []),
    ],
    "service_mode.cell": [
        Case(RETURN, ["直接送达"]),
        Case(CERTIFICATE, ["电子送达"]),
        Case(BLANK_RETURN, []),
    ],
    "service_receiver.handwritten": [Case(RETURN, ["何某辛"]), Case(BLANK_RETURN, [])],
    "served_papers.cell": [
        Case(RETURN, [["应诉通知书一份", "起诉状副本一份"]]),
        Case(NOTICE, []),
        Case(  # several on one line
            "云山县人民法院\n送达回证\n送达文书名称和件数：1.应诉通知书1份 2.传票1份\n受送达人：周某甲",
            [["应诉通知书1份", "传票1份"]],
        ),
        Case(  # only labels are left
            "云山县人民法院\n送达回证\n送达文书名称\n和件数\n受送达人签名或\n盖章\n收到日期", []
        ),
    ],
    "service_address.printed": [
        Case(CERTIFICATE, []),
        Case(CERTIFICATE + "受送达人手机号码：13800000000\n", ["13800000000"], "13800000000"),
        Case(CERTIFICATE + "送达地址：office@county.example\n", ["office@county.example"]),
        Case(CERTIFICATE + "接收号码：138****0000\n", ["138****0000"]),
        Case(
            CERTIFICATE + "本院于2023年5月10日通过短信向受送达人13800000000发送电子文书。\n",
            ["13800000000"],
        ),
        Case(CERTIFICATE + "如有疑问，请向承办法官咨询，电话13900000000。\n", []),
        Case(CERTIFICATE + "如有疑问请向承办法官13900000000咨询。\n联系电话：13900000000\n", []),
        Case(RETURN + "受送达人手机号码：13800000000\n", []),
    ],
    "received_stamp_on.stamp": [Case(STAMPED, ["2023-05-10"]), Case(NOTICE, [])],
    "signed_on.handwritten": [Case(MEDIATION, ["2023-07-03"]), Case(JUDGMENT, [])],
    "effective_on.certificate": [Case(EFFECTIVE, ["2023-08-01"]), Case(APPEAL, [])],
    "effectiveness.sentence": [
        Case(APPEAL, ["本判决为终审判决"]),
        Case(MEDIATION, ["本调解书经双方当事人签收后，即具有法律效力"]),
        Case(JUDGMENT, []),
    ],
    "weekdays.printed": [
        Case(ATTENDANCE, [["2023-06-07 星期四"]], "2023年6月7日（星期四"),
        Case(SUMMONS, []),
    ],
    "cause.enforced": [Case(ENFORCE, ["行政处罚"]), Case(TOLD, [])],
}
