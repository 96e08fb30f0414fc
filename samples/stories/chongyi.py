"""Chongyi: the natural resources bureau's case from notice to judgment, and its open case."""

from __future__ import annotations

from datetime import date

from samples.facts import Agent, Decision, Head, Item, Panel, Proceeding, ResponseNotice, Summons
from samples.stories.common import (
    ARTICLE_70,
    ARTICLE_89,
    FINAL_JUDGMENT,
    appeal_notice,
    at,
    company,
    office,
    person,
)
from services.vocabulary import OutcomeClass, Role, Stage

COURT = "江西省崇义县人民法院"
INTERMEDIATE = "江西省赣州市中级人民法院"
BUREAU = "崇义县自然资源局"
ADDRESS = "江西省崇义县横水镇样本大道16号"

_bureau = office(
    BUREAU,
    ADDRESS,
    Head("龚砚书", "局长"),
    attending=("郜明川", "副局长"),
    agents=(
        Agent("裘以宁", None, "该局工作人员"),
        Agent("管乐之", "江西砚田律师事务所"),
    ),
)
LAND = Proceeding(
    COURT,
    "（2026）赣0725行初9037号",
    "责令退还非法占用土地",
    Stage.FIRST,
    (
        person("钟景澜", "男，1971年10月2日出生，汉族，住江西省崇义县横水镇听松村8组"),
        person("蓝若溪", "女，1973年2月17日出生，畲族，住址同上，系钟景澜之妻"),
        _bureau,
        company(
            "崇义县听松村民宿专业合作社",
            "江西省崇义县横水镇听松村",
            Head("芮子衿", "理事长"),
            Role.THIRD_PARTY,
        ),
    ),
    filed_on=date(2026, 7, 21),
    phone="0797-0009037",
)
NOTICE = ResponseNotice(LAND, date(2026, 7, 24), addressee=BUREAU, judge="桑映雪")
SUMMONS = Summons(
    LAND,
    date(2026, 8, 18),
    addressee=BUREAU,
    address=ADDRESS,
    hearing_at=at(2026, 9, 10, 9, 0),
    place="崇义县人民法院第二审判庭",
    judge="桑映雪",
    clerk="卞知秋",
    time_form="chinese",
)
ACT = "崇自然资罚〔2026〕9021号《行政处罚决定书》"
JUDGMENT = Decision(
    LAND,
    date(2026, 11, 13),
    story=(
        f"原告钟景澜、蓝若溪诉被告{BUREAU}、第三人崇义县听松村民宿专业合作社责令退还非法占用土地一案，于2026年"
        "7月17日向本院提起行政诉讼。本院于2026年7月21日立案后，于2026年7月24日向被告送达了起诉状副本及应诉"
        "通知书。本院依法组成合议庭，于2026年9月10日公开开庭审理了本案。原告钟景澜，被告的出庭负责人郜明川及"
        "委托诉讼代理人裘以宁、管乐之到庭参加诉讼。原告蓝若溪、第三人经本院传票传唤，未到庭参加诉讼。本案现"
        "已审理终结。",
        f"被告于2026年5月9日作出{ACT}，决定：一、责令原告退还非法占用的土地312平方米；二、没收在非法占用的"
        "土地上新建的附属用房；三、处以罚款人民币9360元。",
        "原告钟景澜、蓝若溪诉称，2019年原告将自有宅基地旁的空地交由第三人建设停车场，土地由第三人使用，被告以"
        "原告为处罚对象系认定主体错误；附属用房系2008年经批准修建，并非新建，被告予以没收缺乏事实根据。请求"
        "撤销被诉行政处罚决定。",
        "被告辩称，现场勘测表明原告实际占用该312平方米土地并收取停车费用，处罚对象正确。附属用房未办理用地手续。"
        "被告立案、调查、告知、听证程序齐全，不存在程序违法，请求驳回原告的诉讼请求。",
        "第三人未提交书面意见，亦未向本院提交证据。",
        "被告向本院提交了立案呈批表、勘测定界图、询问笔录三份、听证告知书及送达回证、被诉处罚决定书等证据。原告"
        "提交了2008年建房用地批准文件复印件、合作协议书各一份。经庭审质证，本院对各方证据的真实性予以确认。",
        "经审理查明，2026年1月，被告在卫片执法检查中发现听松村8组有硬化地面一处。经勘测，面积为312平方米，地类"
        "为旱地，未办理农用地转用审批手续。钟景澜在询问笔录中承认自2019年起由其收取停车费。该地块旁有砖混结构"
        "附属用房一间，面积38平方米。原横水镇人民政府2008年6月批准钟景澜户建设附属用房40平方米。被告在调查中未"
        "核实该批准文件。2026年5月9日，被告作出被诉行政处罚决定并于次日送达。",
        "本院认为，依照《中华人民共和国土地管理法》的规定，被告具有查处本行政区域内土地违法行为的法定职权。原告"
        "自2019年起实际占用、收益涉案旱地，未经批准，被告认定其非法占用并责令退还、处以罚款，证据确凿，适用"
        "法律正确。原告关于占用主体系第三人的主张，与其自认收取停车费的事实不符，本院不予采纳。",
        "关于没收附属用房。原告提交的批准文件表明附属用房系2008年经批准修建，被告将其认定为在非法占用的土地上"
        "新建的建筑物，主要证据不足，处罚决定第二项依法应予撤销。被告答辩中所称批准文件系事后补办，未提供证据"
        "证明。行政处罚各项内容可分，部分撤销不影响其余部分的效力。",
        "综上，依照《中华人民共和国行政诉讼法》第六十九条、第七十条第一项之规定，判决如下：",
    ),
    items=(
        Item(
            f"一、撤销被告{BUREAU}于2026年5月9日作出的{ACT}第二项；",
            (OutcomeClass.REVOKE_PART,),
            (BUREAU,),
        ),
        Item("二、驳回原告钟景澜、蓝若溪的其他诉讼请求。", (OutcomeClass.DISMISS_OTHER,), (BUREAU,)),
    ),
    costs=f"案件受理费50元，由原告钟景澜、蓝若溪负担25元，由被告{BUREAU}负担25元。",
    remedy=appeal_notice("十五", INTERMEDIATE),
    panel=Panel("桑映雪", ("戚云帆",), ("宁知远",), assistant="冷书衡", clerk="卞知秋"),
    appendix=ARTICLE_70,
    appeal_days=15,
    appeal_court=INTERMEDIATE,
    partial=(BUREAU,),
    effective=False,
)

BAMBOO = Proceeding(
    "江西省大余县人民法院",
    "（2026）赣0723行初9052号",
    "不履行更正登记职责",
    Stage.FIRST,
    (
        company("崇义县岑谷听竹工艺有限公司", "江西省崇义县过埠镇样本路5号", Head("逄思齐", "总经理")),
        _bureau,
    ),
    filed_on=date(2026, 11, 6),
    phone="0797-0009052",
)
BAMBOO_NOTICE = ResponseNotice(BAMBOO, date(2026, 11, 10), addressee=BUREAU, judge="迟嘉木")
BAMBOO_SUMMONS = Summons(
    BAMBOO,
    date(2026, 11, 12),
    addressee=BUREAU,
    address=ADDRESS,
    hearing_at=at(2026, 11, 26, 9, 0),
    place="大余县人民法院行政审判庭",
    judge="迟嘉木",
    clerk="邬晚晴",
)

FORESTRY = "崇义县林业局"
SECOND_JUDGMENT = Decision(
    Proceeding(
        INTERMEDIATE,
        "（2026）赣07行终9018号",
        "林木采伐行政处罚",
        Stage.SECOND,
        (
            office(
                FORESTRY,
                "江西省崇义县横水镇样本大道20号",
                Head("习文野", "局长"),
                Role.APPELLANT,
                agents=(Agent("匡怀瑾", "江西砚田律师事务所"),),
                original=(Role.DEFENDANT,),
            ),
            person(
                "宿星河",
                "男，1966年7月11日出生，汉族，住江西省崇义县聂都乡样本村3组",
                Role.APPELLEE,
                agents=(Agent("鲍清和", "江西澄溪律师事务所"),),
                original=(Role.PLAINTIFF,),
            ),
        ),
    ),
    date(2026, 10, 30),
    story=(
        f"上诉人{FORESTRY}因林木采伐行政处罚一案，不服江西省崇义县人民法院（2026）赣0725行初9009号行政判决，向"
        "本院提起上诉。本院于2026年8月19日立案后，依法组成合议庭进行了审理。因各方当事人没有提出新的事实、"
        "证据或者理由，本院决定不开庭审理。本案现已审理终结。",
        f"原审法院经审理查明，2025年11月，宿星河在自留山采伐杉木，蓄积十一立方米。{FORESTRY}于2026年1月20日作出"
        "崇林罚决字〔2026〕第9002号行政处罚决定，责令补种树木并处罚款。该局在作出处罚前未组织听证，也未对采伐"
        "地点是否属于自留山进行勘验。",
        "原审法院认为，被诉处罚决定认定采伐地点的主要证据不足，且未依法告知听证权利，程序违法，判决撤销崇林罚"
        "决字〔2026〕第9002号行政处罚决定。",
        f"上诉人{FORESTRY}上诉称，采伐地点有护林员证言证实，罚款数额未达到听证标准，原审认定程序违法错误。请求"
        "撤销原审判决，改判驳回宿星河的诉讼请求。",
        "被上诉人宿星河答辩称，原审判决认定事实清楚，适用法律正确，请求驳回上诉，维持原判。",
        "二审期间，各方当事人均未提交新的证据。本院经审理查明的事实与原审判决认定的事实一致，本院予以确认。",
        "本院认为，行政机关作出行政处罚应当查明事实。上诉人仅凭护林员证言认定采伐地点不在自留山范围内，未进行现场"
        "勘验，亦未调取林权登记资料，原审判决认定主要证据不足并无不当。关于程序问题，原审判决以应当听证为由认定"
        "程序违法，理由表述欠妥，本院予以指正，但不影响裁判结果。上诉人请求撤销原审判决的理由不能成立。依照《中华"
        "人民共和国行政诉讼法》第八十九条第一款第一项之规定，判决如下：",
    ),
    items=(Item("驳回上诉，维持原判。", (OutcomeClass.AFFIRM,), (FORESTRY,)),),
    costs=f"二审案件受理费50元，由上诉人{FORESTRY}负担。",
    remedy=FINAL_JUDGMENT,
    panel=Panel("柏青禾", ("仇佩岚", "陆其远"), clerk="祁望舒"),
    appendix=ARTICLE_89,
    prior_number="（2026）赣0725行初9009号",
    lower_court_word="原审",
)
