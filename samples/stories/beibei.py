"""Beibei: the urban management bureau's case from notice to judgment, and its new envelope."""

from __future__ import annotations

from datetime import date

from samples.facts import (
    Agent,
    Decision,
    Head,
    Item,
    Letter,
    Panel,
    Proceeding,
    ResponseNotice,
    Summons,
)
from samples.stories.common import (
    ARTICLE_70,
    ARTICLE_74,
    appeal_notice,
    at,
    company,
    office,
    person,
)
from services.vocabulary import OutcomeClass, PaperKind, Stage, Standing

COURT = "重庆市北碚区人民法院"
BUREAU = "重庆市北碚区城市管理局"
ADDRESS = "重庆市北碚区样本路9号"
FIRST_INTERMEDIATE = "重庆市第一中级人民法院"

_bureau = office(
    BUREAU,
    ADDRESS,
    Head("闻绍庭", "局长"),
    attending=("祁望舒", "副局长"),
    agents=(Agent("仇佩岚", "重庆衡舟律师事务所"),),
)
DEMOLITION = Proceeding(
    COURT,
    "（2026）渝0109行初9081号",
    "责令限期拆除",
    Stage.FIRST,
    (
        person(
            "岑朗秋",
            "男，1979年5月21日出生，汉族，住重庆市北碚区虚谷街道听泉路18号",
            agents=(Agent("陆其远", "重庆砚石律师事务所"),),
        ),
        _bureau,
    ),
    filed_on=date(2026, 7, 2),
    phone="023-00009081",
)
NOTICE = ResponseNotice(DEMOLITION, date(2026, 7, 6), addressee=BUREAU, judge="程远")
SUMMONS = Summons(
    DEMOLITION,
    date(2026, 7, 30),
    addressee=BUREAU,
    address=ADDRESS,
    hearing_at=at(2026, 8, 13, 9, 30),
    place="本院第六审判庭",
    judge="程远",
    clerk="米知微",
)
JUDGMENT = Decision(
    DEMOLITION,
    date(2026, 11, 12),
    story=(
        f"原告岑朗秋诉被告{BUREAU}责令限期拆除一案，原告于2026年6月29日向本院提起行政诉讼。本院于2026年"
        "7月2日立案后，于2026年7月8日向被告送达了起诉状副本、应诉通知书及传票。本院依法组成合议庭，于"
        "2026年8月13日公开开庭审理了本案。原告岑朗秋及其委托诉讼代理人陆其远，被告的出庭负责人祁望舒、"
        "委托诉讼代理人仇佩岚到庭参加诉讼。本案现已审理终结。",
        "2026年3月18日，被告作出碚城管限拆字〔2026〕第9016号《限期拆除违法建筑决定书》，认定原告在听泉路"
        "18号房屋屋顶搭建的钢架棚屋未取得建设工程规划许可证，责令原告于收到决定书之日起十五日内自行拆除。",
        "原告岑朗秋诉称，涉案棚屋系2004年为解决屋面渗漏而搭设，当时经社区同意，不属于违法建设。被告作出决定"
        "前未听取原告陈述申辩，也未告知听证权利，程序严重违法。被告送达的决定书未附现场勘验笔录，原告无从知晓"
        "拆除范围。请求撤销碚城管限拆字〔2026〕第9016号《限期拆除违法建筑决定书》。",
        "被告辩称，其具有查处辖区内违法建设的法定职权。涉案棚屋未取得规划许可，事实清楚。被告于2026年2月"
        "26日进行现场检查，于3月2日立案，作出决定前以张贴方式告知了陈述申辩权利，程序合法。原告主张的"
        "撤销理由不能成立，请求驳回原告的诉讼请求。",
        "被告向本院提交并当庭出示了以下证据：1.现场检查笔录及照片；2.立案审批表；3.陈述申辩权利告知书及"
        "张贴照片；4.碚城管限拆字〔2026〕第9016号决定书及送达回证。原告提交了社区证明一份、房屋权属证书"
        "复印件一份。上述证据经庭审质证，本院对其真实性予以确认，对关联性及证明目的在说理部分一并评述。",
        "经审理查明，原告系听泉路18号房屋所有权人。2026年2月26日，被告执法人员在检查中发现该房屋屋顶有"
        "钢架棚屋一处，面积约四十二平方米。3月2日，被告立案。3月9日，被告制作陈述申辩权利告知书，载明原告"
        "可以自收到之日起三日内陈述、申辩，并于当日张贴于该楼单元门口，未留存向原告直接送达不成的记录。"
        "3月18日，被告作出被诉决定，同日送达原告。另查明，被告未就棚屋的建成时间作过调查。",
        "本院认为，根据《重庆市城乡规划条例》的规定，被告具有查处本辖区内违法建设的法定职权。本案争议焦点为"
        "被诉决定认定事实是否清楚、程序是否合法。",
        "关于事实。责令限期拆除以建设行为违反规划管理规定为前提，是否违法应当结合建成时间、当时的规划管理要求"
        "及能否采取改正措施消除影响加以认定。被告未调查棚屋建成时间，即认定其属于应当拆除的违法建筑，主要证据"
        "不足。被告在诉讼中自行收集的邻居证言，形成于被诉决定作出之后，不能作为认定其合法的依据。",
        "关于程序。作出对当事人不利的决定，应当事先告知拟作出决定的事实、理由和依据，听取陈述和申辩。被告未"
        "直接送达即径行张贴，原告未能在决定作出前陈述申辩，违反法定程序。被告关于张贴即视为送达的辩称，于法"
        "无据，本院不予采信。需要指出的是，本院在本案中虽撤销被诉决定，但并不当然表明涉案棚屋合法，被告应当"
        "在查明事实的基础上依法重新处理。",
        "综上，原告的诉讼请求成立，本院予以支持。依照《中华人民共和国行政诉讼法》第七十条第一项、第三项之规定，"
        "判决如下：",
    ),
    items=(
        Item(
            f"一、撤销被告{BUREAU}于2026年3月18日作出的碚城管限拆字〔2026〕第9016号《限期拆除违法建筑"
            "决定书》；",
            (OutcomeClass.REVOKE,),
            (BUREAU,),
        ),
        Item(
            f"二、责令被告{BUREAU}于本判决生效之日起六十日内重新作出行政行为。",
            (OutcomeClass.REMAKE,),
            (BUREAU,),
        ),
    ),
    costs=f"案件受理费50元，由被告{BUREAU}负担。",
    remedy=appeal_notice("十五", FIRST_INTERMEDIATE),
    panel=Panel("程远", ("匡怀瑾",), ("习文野",), clerk="米知微"),
    appendix=ARTICLE_70,
    appeal_days=15,
    appeal_court=FIRST_INTERMEDIATE,
    effective=False,
)

GARDEN = "重庆衔木听澜园艺有限公司"
FINE = Proceeding(
    COURT,
    "（2026）渝0109行初9126号",
    "罚款",
    Stage.FIRST,
    (company(GARDEN, "重庆市北碚区虚谷街道拾穗路3号", Head("邬晚晴", "执行董事")), _bureau),
    filed_on=date(2026, 11, 6),
    phone="023-00009126",
)
_older = Proceeding(
    COURT,
    "（2025）渝0109行初9007号",
    "强制拆除房屋或者设施",
    Stage.FIRST,
    (
        person("迟嘉木", "女，1968年9月3日出生，汉族，住重庆市北碚区虚谷街道石桥路2号"),
        office(BUREAU, ADDRESS, Head("闻绍庭", "局长"), agents=(Agent("柏青禾", None),)),
    ),
    filed_on=date(2025, 8, 14),
)
OLDER_JUDGMENT = Decision(
    _older,
    date(2025, 12, 18),
    standing=Standing.ATTACHED,
    story=(
        f"原告迟嘉木诉被告{BUREAU}强制拆除房屋或者设施一案，本院于2025年8月14日立案后，依法组成合议庭，"
        "于2025年10月22日公开开庭审理了本案。原告迟嘉木，被告的委托诉讼代理人柏青禾到庭参加诉讼。本案现"
        "已审理终结。",
        "原告诉称，被告未经催告即拆除其门前花架，请求确认拆除行为违法。被告辩称，花架占用人行道，拆除系清理"
        "占道物品，并无不当。",
        "经审理查明，2025年6月20日，被告组织人员将原告门前花架拆除，拆除前未作出书面决定，亦未催告。",
        "本院认为，行政机关实施强制拆除，应当依法作出决定并履行催告程序。被告未经催告即行拆除，程序违法。因"
        "拆除行为已经实施完毕，不具有可撤销内容，应当确认违法。依照《中华人民共和国行政诉讼法》第七十四条"
        "第二款第一项之规定，判决如下：",
    ),
    items=(
        Item(
            f"确认被告{BUREAU}于2025年6月20日拆除原告迟嘉木门前花架的行为违法。",
            (OutcomeClass.CONFIRM_ILLEGAL,),
            (BUREAU,),
        ),
    ),
    costs=f"案件受理费50元，由被告{BUREAU}负担。",
    remedy=appeal_notice("十五", FIRST_INTERMEDIATE),
    panel=Panel("匡怀瑾", ("程远",), ("芮子衿",), clerk="冷书衡"),
    appendix=ARTICLE_74,
    appeal_days=15,
    appeal_court=FIRST_INTERMEDIATE,
    effective=False,
)
ENVELOPE = (
    ResponseNotice(FINE, date(2026, 11, 9), addressee=BUREAU, judge="匡怀瑾", your_unit=False),
    Summons(
        FINE,
        date(2026, 11, 9),
        addressee=BUREAU,
        address=ADDRESS,
        hearing_at=at(2026, 12, 2, 14, 30),
        place="本院第三审判庭",
        judge="匡怀瑾",
        clerk="冷书衡",
    ),
    Letter(
        None,
        None,
        kind=PaperKind.COMPLAINT,
        title="行政起诉状",
        lines=(
            f"原告：{GARDEN}，住所地重庆市北碚区虚谷街道拾穗路3号。",
            "法定代表人：邬晚晴，执行董事。",
            f"被告：{BUREAU}，住所地{ADDRESS}。",
            "法定代表人：闻绍庭，局长。",
            "诉讼请求：",
            "1.撤销被告于2026年9月16日作出的碚城管罚字〔2026〕第9203号《行政处罚决定书》；",
            "2.本案诉讼费用由被告承担。",
            "事实与理由：",
            "2026年8月5日，被告执法人员到原告苗圃检查，认为原告运输渣土的车辆未密闭，于2026年9月16日作出"
            "行政处罚决定，罚款人民币三万元。原告认为，涉案车辆并非原告所有，驾驶人亦非原告员工，被告认定"
            "违法主体错误；被告在作出较大数额罚款前未告知听证权利，程序违法。被告此前曾因程序违法被贵院判决"
            "确认违法，仍不改正。为维护原告合法权益，特提起诉讼，请求依法撤销。",
            "此致",
            COURT,
        ),
        closing=(f"具状人：{GARDEN}", "二〇二六年十一月二日"),
    ),
    Letter(
        None,
        None,
        standing=Standing.ATTACHED,
        kind=PaperKind.EVIDENCE_MATERIAL,
        title="证据目录",
        lines=(f"提交人：{GARDEN}",),
        table=(
            ("序号", "证据名称", "证明目的", "页码"),
            ("1", "营业执照复印件", "原告主体资格", "1"),
            ("2", "碚城管罚字〔2026〕第9203号行政处罚决定书", "被诉行政行为的内容", "2"),
            ("3", "车辆行驶证复印件", "涉案车辆不属于原告所有", "3"),
            ("4", "（2025）渝0109行初9007号行政判决书", "被告曾因程序违法被确认违法", "4至6"),
        ),
        closing=("二〇二六年十一月二日",),
    ),
    OLDER_JUDGMENT,
)
