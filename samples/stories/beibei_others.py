"""Beibei's other offices: a reconsideration case, a withdrawal, papers of other kinds."""

from __future__ import annotations

from datetime import date

from samples.facts import Agent, Decision, Head, Item, Letter, Panel, Proceeding, ResponseNotice
from samples.stories.beibei import ADDRESS, BUREAU, COURT, FINE, FIRST_INTERMEDIATE
from samples.stories.common import ARTICLE_69, appeal_notice, office, person
from services.vocabulary import OutcomeClass, PaperKind, Stage

LAND = "重庆市北碚区规划和自然资源局"
DISTRICT = "重庆市北碚区人民政府"
HOMESTEAD = Proceeding(
    "重庆市渝北区人民法院",
    "（2026）渝0112行初9204号",
    "宅基地使用权登记及行政复议",
    Stage.FIRST,
    (
        person("桑映雪", "女，1956年12月8日出生，汉族，住重庆市北碚区样本镇清溪村4组"),
        office(
            LAND,
            "重庆市北碚区样本路21号",
            Head("卞知秋", "局长"),
            attending=("戚云帆", "副局长"),
            agents=(Agent("管乐之", "重庆衡舟律师事务所"),),
        ),
        office(
            DISTRICT,
            "重庆市北碚区样本路1号",
            Head("鲍清和", "区长"),
            agents=(Agent("宿星河", None, "重庆市北碚区司法局工作人员"),),
        ),
    ),
    filed_on=date(2026, 4, 21),
)
HOMESTEAD_JUDGMENT = Decision(
    HOMESTEAD,
    date(2026, 10, 23),
    story=(
        f"原告桑映雪诉被告{LAND}、{DISTRICT}宅基地使用权登记及行政复议一案，于2026年4月16日向本院提起行政"
        "诉讼。本院于2026年4月21日立案后，依法向二被告送达了起诉状副本及应诉通知书。本院依法组成合议庭，于"
        f"2026年6月18日公开开庭审理了本案。原告桑映雪，被告{LAND}的出庭负责人戚云帆、委托诉讼代理人"
        f"管乐之，被告{DISTRICT}的委托诉讼代理人宿星河到庭参加诉讼。本案现已审理终结。",
        f"原告桑映雪诉称，其在清溪村的宅基地面积应为一百八十平方米，被告{LAND}于2025年11月10日颁证时仅"
        f"登记一百二十平方米，侵犯其合法权益。被告{DISTRICT}复议维持，同属违法。请求撤销该登记及渝碚府复"
        "〔2026〕9011号行政复议决定。",
        f"被告{LAND}辩称，登记面积系依据经公示无异议的权籍调查成果，程序合法。被告{DISTRICT}辩称，复议程序"
        "合法，请求驳回原告的诉讼请求。",
        "经审理查明，2025年9月，清溪村开展宅基地权籍调查，桑映雪在调查表上签字确认宗地面积一百二十平方米。"
        "公示期内无人提出异议。同年11月10日，登记机构予以登记。原告申请行政复议后，复议机关于2026年3月30日"
        "作出维持决定并于4月1日送达。",
        f"本院认为，被告{LAND}具有办理不动产登记的法定职责。登记面积与原告签字确认的权籍调查成果一致，原告"
        "主张超出部分属于其合法使用，但未能提供权属来源证明。原告所称登记行为违法、应予撤销的理由不能成立。"
        f"被告{DISTRICT}收到复议申请后，依法受理、通知答复、在法定期限内作出决定，复议程序合法。依照《中华"
        "人民共和国行政诉讼法》第六十九条、第七十九条之规定，判决如下：",
    ),
    items=(Item("驳回原告桑映雪的诉讼请求。", (OutcomeClass.DISMISS_CLAIMS,), (LAND, DISTRICT)),),
    costs="案件受理费50元，由原告桑映雪负担。",
    remedy=appeal_notice("十五", FIRST_INTERMEDIATE),
    panel=Panel("龚砚书", ("裘以宁", "宓成蹊"), clerk="宁知远"),
    appendix=ARTICLE_69,
    appeal_days=15,
    appeal_court=FIRST_INTERMEDIATE,
    effective=False,
)

MARKET = "重庆市北碚区市场监督管理局"
WITHDRAWAL = Decision(
    Proceeding(
        COURT,
        "（2026）渝0109行初9098号",
        "吊销许可证件",
        Stage.FIRST,
        (
            person("宓成蹊", "男，1984年1月30日出生，汉族，住重庆市北碚区样本街道云台路6号"),
            office(MARKET, "重庆市北碚区样本路30号", Head("裘以宁", "局长")),
        ),
        filed_on=date(2026, 8, 20),
    ),
    date(2026, 10, 29),
    kind=PaperKind.RULING,
    title="行政裁定书",
    story=(
        f"原告宓成蹊诉被告{MARKET}吊销许可证件一案，本院于2026年8月20日立案。诉讼过程中，被告于2026年"
        "10月19日自行撤销了被诉处罚决定并书面告知本院。原告宓成蹊于2026年10月26日以被告已改变行政行为为由，"
        "向本院申请撤回起诉。",
        "本院认为，被告自行撤销被诉处罚决定，未违反法律规定，原告申请撤回起诉系其真实意思表示，不损害国家利益、"
        "社会公共利益和他人合法权益，应予准许。依照《中华人民共和国行政诉讼法》第六十二条之规定，裁定如下：",
    ),
    items=(Item("准许原告宓成蹊撤回起诉。", (OutcomeClass.WITHDRAW_ALLOW,), (MARKET,)),),
    costs="案件受理费50元，减半收取25元，由原告宓成蹊负担。",
    panel=Panel("程远", ("匡怀瑾", "芮子衿"), clerk="米知微"),
)

STREET = "重庆市北碚区水土街道办事处"
STREET_NOTICE = ResponseNotice(
    Proceeding(
        COURT,
        "（2026）渝0109行初9133号",
        "强制清除地上物",
        Stage.FIRST,
        (
            person("宁知远", ""),
            office(STREET, "重庆市北碚区样本路52号", Head("郜明川", "主任")),
        ),
        filed_on=date(2026, 11, 12),
        phone="023-00009133",
    ),
    date(2026, 11, 16),
    addressee=STREET,
    judge="程远",
)

EVIDENCE_NOTICE = Letter(
    FINE,
    date(2026, 11, 9),
    kind=PaperKind.EVIDENCE_NOTICE,
    heading=COURT,
    title="举证通知书",
    number=FINE.number,
    addressee=BUREAU,
    lines=(
        "根据《中华人民共和国行政诉讼法》和《最高人民法院关于行政诉讼证据若干问题的规定》，现将有关举证事项"
        "通知如下：",
        "一、你单位应当在收到起诉状副本之日起十五日内，向本院提供据以作出被诉行政行为的全部证据和所依据的"
        "规范性文件。不提供或者无正当理由逾期提供证据的，视为被诉行政行为没有相应证据。",
        "二、因不可抗力等正当事由不能在前款规定期限内提供证据的，应当在举证期限内向本院提出延期提供证据的"
        "书面申请。",
        "三、在诉讼过程中，你单位及代理人不得自行向原告和证人收集证据。",
        "四、提交证据应当编制证据目录，注明证据的名称、来源、证明对象和页数，并按对方当事人的人数提供副本。",
        "五、经传票传唤，应诉人员应当携带证据原件到庭质证。",
    ),
    sealed=COURT,
)
MEETING = Letter(
    None,
    date(2026, 11, 18),
    kind=PaperKind.NOT_COURT_PAPER,
    heading="重庆市北碚区司法局",
    title="关于召开行政应诉工作座谈会的通知",
    addressee="区级各部门，各街道办事处、镇人民政府",
    lines=(
        "为进一步规范行政应诉工作，定于2026年11月27日上午9时30分在区司法局三楼会议室召开座谈会。现将有关事项"
        "通知如下：",
        "一、会议内容：通报前三季度行政应诉案件情况，讲评收到传票、应诉通知书后的备案要求，讨论近期被撤销、"
        "确认违法案件暴露的程序问题。",
        "二、参会人员：各单位分管负责人及具体承办行政应诉工作的同志一名。",
        "三、请各单位于11月25日前报送参会回执，并携带本年度收到的行政判决书、行政裁定书清单。",
        f"联系地址：{ADDRESS}。",
    ),
    closing=("重庆市北碚区司法局",),
)
