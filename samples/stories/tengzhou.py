"""Tengzhou: a penalty upheld on reconsideration, a rejected suit, an old-form judgment."""

from __future__ import annotations

from datetime import date

from samples.facts import Agent, Decision, Head, Item, Panel, Proceeding, ResponseNotice, Summons
from samples.stories.common import ARTICLE_49, ARTICLE_70, appeal_notice, at, company, office, person
from services.vocabulary import OutcomeClass, PaperKind, Stage

COURT = "山东省滕州市人民法院"
INTERMEDIATE = "山东省枣庄市中级人民法院"
POLICE = "滕州市公安局"
GOVERNMENT = "滕州市人民政府"
PENALTY = Proceeding(
    COURT,
    "（2026）鲁0481行初9066号",
    "罚款及行政复议",
    Stage.FIRST,
    (
        person(
            "纪北辰",
            "男，1990年3月25日出生，汉族，住山东省滕州市样本街道澄湖小区7号楼",
            agents=(Agent("亓云岫", "山东柘湖律师事务所"),),
        ),
        office(
            POLICE,
            "山东省滕州市样本中路66号",
            Head("贲远山", "局长"),
            attending=("麻听雨", "副局长"),
            agents=(Agent("谈未央", None, "该局法制大队民警"),),
        ),
        office(
            GOVERNMENT,
            "山东省滕州市样本中路1号",
            Head("仲长庚", "市长"),
            agents=(Agent("阚清如", "山东弦歌里律师事务所"),),
        ),
    ),
    filed_on=date(2026, 6, 12),
    phone="0632-0009066",
)
NOTICE = ResponseNotice(PENALTY, date(2026, 6, 16), addressee=GOVERNMENT, judge="靳知白")
ACT = "滕公（样）行罚决字〔2026〕90011号行政处罚决定"
REVIEW = "滕政复决字〔2026〕第9014号行政复议决定"
JUDGMENT = Decision(
    PENALTY,
    date(2026, 10, 20),
    story=(
        f"原告纪北辰诉被告{POLICE}、{GOVERNMENT}罚款及行政复议一案，于2026年6月9日向本院提起行政诉讼。本院于"
        "2026年6月12日立案后，于2026年6月16日向二被告送达了起诉状副本及应诉通知书。本院依法组成合议庭，于2026年"
        f"7月30日公开开庭审理了本案。原告纪北辰及其委托诉讼代理人亓云岫，被告{POLICE}的出庭负责人麻听雨及委托"
        f"诉讼代理人谈未央，被告{GOVERNMENT}的委托诉讼代理人阚清如到庭参加诉讼。本案现已审理终结。",
        f"2026年2月11日，被告{POLICE}作出{ACT}，以原告扰乱公共场所秩序为由对其罚款五百元。原告不服申请行政复议，"
        f"被告{GOVERNMENT}于2026年5月25日作出{REVIEW}，维持上述行政处罚决定。",
        "原告纪北辰诉称，2026年2月3日其在菜市场与摊主因秤量发生争执，双方仅有口角，持续数分钟即被劝开，不构成"
        "扰乱公共场所秩序。处罚前未听取其陈述和申辩。请求撤销被诉行政处罚决定和行政复议决定。",
        f"被告{POLICE}辩称，多名证人证实原告拍打柜台、引发围观，违法事实清楚，处罚程序合法。被告{GOVERNMENT}"
        "辩称，其依法履行了复议职责，复议决定合法。二被告均请求驳回原告的诉讼请求。",
        f"被告{POLICE}提交了受案登记表、询问笔录四份、现场视频光盘、处罚告知笔录。经质证，告知笔录上被告知人处"
        "为空白，办案民警注明“拒签”，但无见证人签名，亦无录音录像佐证，本院对其证明目的不予采信。",
        "经审理查明，2026年2月3日上午，原告与摊主因秤量争执，约有十余人围观，六分钟后经市场管理人员劝解散去，"
        f"未造成人员受伤和财物损坏。2月11日，被告{POLICE}作出被诉处罚决定。",
        "本院认为，认定扰乱公共场所秩序应当结合行为方式、持续时间、危害后果综合判断。现有证据只能证明原告与他人"
        "发生短时口角，不足以证明其行为已达到应予处罚的程度，被诉处罚决定主要证据不足。同时，处罚前的告知不能"
        "证明已实际进行，违反法定程序。",
        f"被告{GOVERNMENT}在复议中未对上述问题予以纠正，维持原行政行为的复议决定亦应一并撤销。被告{POLICE}关于"
        "确认程序轻微违法即可的意见，本院不予采纳。",
        "依照《中华人民共和国行政诉讼法》第七十条第一项、第三项，第七十九条之规定，判决如下：",
    ),
    items=(
        Item(f"一、撤销被告{POLICE}于2026年2月11日作出的{ACT}；", (OutcomeClass.REVOKE,), (POLICE,)),
        Item(
            f"二、撤销被告{GOVERNMENT}于2026年5月25日作出的{REVIEW}。",
            (OutcomeClass.REVOKE,),
            (GOVERNMENT,),
        ),
    ),
    costs=f"案件受理费50元，由被告{POLICE}、{GOVERNMENT}共同负担。",
    remedy=appeal_notice("十五", INTERMEDIATE),
    panel=Panel("靳知白", ("璩成蹊",), ("花未眠",), clerk="耿漱石"),
    appendix=ARTICLE_70,
    appeal_days=15,
    appeal_court=INTERMEDIATE,
    effective=False,
)

SUMMONS = Summons(
    Proceeding(
        COURT,
        "（2026）鲁0481行初9103号",
        "政府信息公开",
        Stage.FIRST,
        (),
        filed_on=date(2026, 10, 30),
    ),
    date(2026, 11, 13),
    addressee="滕州市自然资源局",
    address="山东省滕州市样本中路88号",
    hearing_at=at(2026, 11, 30, 14, 30),
    place="本院第五法庭",
    judge="璩成蹊",
    clerk="耿漱石",
    time_form="clock",
)

MARKET = "滕州市市场监督管理局"
PRINTER = "滕州市澄湖听印文化传播有限公司"
REJECTION = Decision(
    Proceeding(
        "山东省枣庄市薛城区人民法院",
        "（2026）鲁0403行初9041号",
        "工商登记",
        Stage.FIRST,
        (
            company(PRINTER, "山东省滕州市样本街道拾纸路11号", Head("逯半夏", "经理")),
            office(
                MARKET,
                "山东省滕州市样本中路120号",
                Head("隗秋白", "局长"),
                agents=(Agent("燕归迟", "山东柘湖律师事务所"),),
            ),
        ),
        filed_on=date(2026, 8, 31),
    ),
    date(2026, 11, 13),
    kind=PaperKind.RULING,
    title="行政裁定书",
    story=(
        f"原告{PRINTER}诉被告{MARKET}工商登记一案，本院于2026年8月31日立案后，依法组成合议庭进行了审理。本案现"
        "已审理终结。",
        "原告诉称，2018年3月被告将原告的股东登记由逯半夏变更为他人，变更材料上的签名系伪造，该变更登记违法，请求"
        "撤销2018年3月12日的变更登记。",
        "被告辩称，原告于2018年4月即已领取变更后的营业执照，其起诉超过法定起诉期限。",
        "本院认为，公民、法人或者其他组织直接向人民法院提起诉讼的，应当自知道或者应当知道作出行政行为之日起六个月内"
        "提出。原告2018年4月领取载明变更事项的营业执照，当时即应当知道被诉登记行为的内容，至2026年8月方才起诉，"
        "已明显超过法定起诉期限，且无正当理由。至于被诉登记行为是否违法、应否撤销，不属于本案审查范围。依照"
        "《最高人民法院关于适用〈中华人民共和国行政诉讼法〉的解释》第六十九条第一款第二项之规定，裁定如下：",
    ),
    items=(Item(f"驳回原告{PRINTER}的起诉。", (OutcomeClass.REJECT_SUIT,), (MARKET,)),),
    remedy=appeal_notice("十", INTERMEDIATE, "裁定"),
    panel=Panel("谈未央", ("麻听雨", "花未眠"), clerk="贲远山"),
    appendix=ARTICLE_49,
    appeal_days=10,
    appeal_court=INTERMEDIATE,
    effective=False,
)

HOUSING = "滕州市住房和城乡建设局"
OLD_JUDGMENT = Decision(
    Proceeding(
        COURT,
        "（2014）滕行初字第9012号",
        "房屋所有权登记",
        Stage.FIRST,
        (
            person(
                "麻听雨",
                "女，1949年6月6日出生，汉族，退休职工，住滕州市样本街道旧书院巷5号",
                agents=(Agent("亓云岫", "山东柘湖律师事务所"),),
            ),
            office(HOUSING, "滕州市样本中路9号", Head("耿漱石", "局长")),
        ),
    ),
    date(2014, 12, 5),
    story=(
        f"原告麻听雨诉被告{HOUSING}房屋所有权登记一案，原告于2014年8月18日向本院提起行政诉讼。本院受理后，于2014年"
        "8月22日向被告送达了起诉状副本及应诉通知书。本院依法组成合议庭，于2014年10月15日公开开庭审理了本案。原告"
        "麻听雨及其委托代理人亓云岫到庭参加诉讼，被告经本院传票传唤，书面委托工作人员到庭。本案现已审理终结。",
        "原告诉称，被告于1998年将旧书院巷5号房屋登记在他人名下，未审查继承关系，登记违法，请求撤销。",
        "被告辩称，登记材料齐全，程序合法，且已过二十年，请求驳回原告的诉讼请求。",
        "经审理查明，1998年4月，旧书院巷5号房屋依公证的析产协议办理登记，协议有原告签名。",
        "本院认为，登记机关依据经公证的析产协议办理登记，已尽审慎审查义务。原告主张签名不实，但未提供证据证明，其"
        "请求确认登记违法并予以撤销的理由不能成立。依照《最高人民法院关于执行〈中华人民共和国行政诉讼法〉若干"
        "问题的解释》第五十六条第四项之规定，判决如下：",
    ),
    items=(Item("驳回原告麻听雨的诉讼请求。", (OutcomeClass.DISMISS_CLAIMS,), (HOUSING,)),),
    costs="案件受理费50元，由原告麻听雨负担。",
    remedy=appeal_notice("十五", INTERMEDIATE),
    panel=Panel("靳知白", ("仲长庚", "阚清如"), clerk="璩成蹊"),
    appeal_days=15,
    appeal_court=INTERMEDIATE,
    effective=False,
    old_wording=True,
)
