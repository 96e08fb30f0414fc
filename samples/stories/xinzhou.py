"""Xinzhou (Wuhan): a demolition confirmed illegal and compensated, an appeal against a ruling."""

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
from samples.stories.common import ARTICLE_74, FINAL_RULING, appeal_notice, at, company, office, person
from services.vocabulary import OutcomeClass, PaperKind, Role, Stage

COURT = "湖北省武汉市新洲区人民法院"
INTERMEDIATE = "湖北省武汉市中级人民法院"
STREET = "武汉市新洲区人民政府邾城街道办事处"
_plaintiff = person(
    "郏望野",
    "男，1963年4月9日出生，汉族，住武汉市新洲区邾城街道样本村6组",
    agents=(Agent("束晚舟", "湖北弦津律师事务所"),),
)
_street = office(
    STREET,
    "武汉市新洲区邾城街道样本路2号",
    Head("缑明远", "主任"),
    attending=("厍知微", "副主任"),
    agents=(Agent("终南溪", "湖北砚桥律师事务所"),),
)
JUDGMENT = Decision(
    Proceeding(
        COURT,
        "（2026）鄂0117行初9073号",
        "强制拆除房屋或者设施",
        Stage.FIRST,
        (_plaintiff, _street),
        filed_on=date(2026, 5, 8),
    ),
    date(2026, 11, 5),
    story=(
        f"原告郏望野诉被告{STREET}强制拆除房屋或者设施一案，本院于2026年5月8日立案后，依法向被告送达了起诉状副本、"
        "应诉通知书、举证通知书。本院依法适用普通程序，于2026年8月27日公开开庭审理了本案。原告郏望野及其委托诉讼"
        "代理人束晚舟，被告出庭负责人厍知微、委托诉讼代理人终南溪到庭参加诉讼。本案现已审理终结。",
        "原告郏望野诉称，2026年1月14日，被告组织人员和机械将其养殖用房强行拆除，事前未作出书面决定，未予公告、"
        "催告。请求：1.确认被告强制拆除养殖用房的行为违法；2.撤销被告2025年12月30日的会议纪要；3.本案诉讼费用"
        "由被告负担。",
        "被告辩称，拆除系村民委员会为整治环境自行实施，被告仅派员维持秩序，不是适格被告；会议纪要属内部行为，不可诉。",
        "经审理查明，2026年1月14日，邾城街道综合执法中心工作人员、村干部及施工机械到场，将原告的养殖用房拆除。"
        "被告提交的工作群记录显示，拆除时间、人员由被告统一安排。拆除前未作出强制拆除决定。",
        "本院认为，综合现场人员构成及组织安排，应当认定被告实施了被诉拆除行为。行政机关实施强制拆除，应当事先催告、"
        "作出强制执行决定并告知救济权利。被告未履行上述程序，拆除行为违法。因养殖用房已被拆除，不具有可撤销内容，"
        "依法应确认违法。至于会议纪要，其内容未对外发生法律效力，原告请求撤销，不符合起诉条件，其该项诉讼请求本院"
        "不予支持。",
        "依照《中华人民共和国行政诉讼法》第六十九条、第七十四条第二款第一项之规定，判决如下：",
    ),
    items=(
        Item(
            f"一、确认被告{STREET}于2026年1月14日强制拆除原告郏望野养殖用房的行为违法；",
            (OutcomeClass.CONFIRM_ILLEGAL,),
            (STREET,),
        ),
        Item("二、驳回原告郏望野的其他诉讼请求。", (OutcomeClass.DISMISS_OTHER,), (STREET,)),
    ),
    costs=f"案件受理费50元，由被告{STREET}负担。",
    remedy=appeal_notice("十五", INTERMEDIATE),
    panel=Panel("别知夏", ("蒯闻笛", "相里舟"), clerk="谷梁秋"),
    appendix=ARTICLE_74,
    appeal_days=15,
    appeal_court=INTERMEDIATE,
    partial=(STREET,),
    effective=False,
)
COMPENSATION = Decision(
    Proceeding(
        COURT,
        "（2026）鄂0117行赔初9006号",
        "行政赔偿",
        Stage.FIRST,
        (_plaintiff, _street),
        filed_on=date(2026, 5, 8),
    ),
    date(2026, 11, 9),
    kind=PaperKind.COMPENSATION_JUDGMENT,
    title="行政赔偿判决书",
    story=(
        f"原告郏望野诉被告{STREET}行政赔偿一案，本院于2026年5月8日立案后，依法组成合议庭，于2026年8月27日公开开庭"
        "审理了本案。原告郏望野及其委托诉讼代理人束晚舟，被告出庭负责人厍知微、委托诉讼代理人终南溪到庭参加诉讼。"
        "本案现已审理终结。",
        "原告诉称，被告违法拆除养殖用房，造成房屋建材、饲料、禽苗损失共计二十六万元，并造成停产损失十万元，请求判令"
        "被告赔偿。被告辩称，养殖用房未经审批，不属于合法权益，不应赔偿。",
        "经审理查明，被告拆除原告养殖用房的行为，已由本院（2026）鄂0117行初9073号行政判决确认违法。拆除时未对房内"
        "物品登记、清点、移交。原告提交了饲料、禽苗购货单据，合计金额四万六千余元。",
        "本院认为，行政机关违法实施强制拆除造成合法财产损失的，应当承担赔偿责任。养殖用房虽未办理审批手续，其建筑"
        "材料的残值及房内物品仍属原告的合法财产。因被告未依法清点登记，致使原告难以举证，应由被告承担不利后果。"
        "本院结合单据、养殖规模、当地价格，酌定建材残值二万元，饲料、禽苗损失四万五千元。停产损失不属于直接损失，"
        "本院不予支持。依照《中华人民共和国国家赔偿法》第四条第四项、第三十六条第八项，《最高人民法院关于审理行政"
        "赔偿案件若干问题的规定》第三十二条之规定，判决如下：",
    ),
    items=(
        Item(
            f"一、被告{STREET}于本判决生效之日起三十日内赔偿原告郏望野财产损失人民币65000元；",
            (OutcomeClass.COMPENSATE,),
            (STREET,),
        ),
        Item(
            "二、驳回原告郏望野的其他赔偿请求。",
            (OutcomeClass.DISMISS_COMPENSATION,),
            (STREET,),
        ),
    ),
    remedy=appeal_notice("十五", INTERMEDIATE),
    panel=Panel("别知夏", ("蒯闻笛", "相里舟"), clerk="谷梁秋"),
    appeal_days=15,
    appeal_court=INTERMEDIATE,
    partial=(STREET,),
    effective=False,
)

SUMMONS = Summons(
    Proceeding("武汉铁路运输法院", "（2026）鄂7101行初9088号", "建设工程规划许可", Stage.FIRST, ()),
    date(2026, 11, 11),
    addressee="武汉市自然资源和城乡建设局新洲分局",
    address="武汉市新洲区邾城街道样本路70号",
    hearing_at=at(2026, 12, 3, 9, 30),
    place="本院第三法庭（武汉市武昌区样本路1号）",
    judge="束晚舟",
    clerk="缑明远",
    time_form="chinese",
)
LABOUR = "武汉市新洲区人力资源和社会保障局"
NOTICE = ResponseNotice(
    Proceeding(
        COURT,
        "（2026）鄂0117行初9119号",
        "工伤保险资格或者待遇认定",
        Stage.FIRST,
        (
            company("武汉砚桥听澜建材有限公司", "武汉市新洲区样本工业园", Head("终南溪", "经理")),
            office(LABOUR, "武汉市新洲区邾城街道样本路11号", Head("厍知微", "局长")),
        ),
        filed_on=date(2026, 11, 13),
        phone="027-00009119",
    ),
    date(2026, 11, 17),
    addressee=LABOUR,
    your_unit=True,
    judge="蒯闻笛",
)
VILLAGE_OFFICE = "武汉市新洲区农业农村局"
SECOND_RULING = Decision(
    Proceeding(
        INTERMEDIATE,
        "（2026）鄂01行终9207号",
        "不履行查处职责",
        Stage.SECOND,
        (
            person(
                "相里舟",
                "女，1958年8月1日出生，汉族，住武汉市新洲区旧街街道样本湾11号",
                Role.APPELLANT,
                original=(Role.PLAINTIFF,),
            ),
            office(
                VILLAGE_OFFICE,
                "武汉市新洲区邾城街道样本路35号",
                Head("谷梁秋", "局长"),
                Role.APPELLEE,
                original=(Role.DEFENDANT,),
            ),
        ),
        filed_on=date(2026, 9, 14),
    ),
    date(2026, 11, 10),
    kind=PaperKind.RULING,
    title="行政裁定书",
    story=(
        f"上诉人相里舟因诉被上诉人{VILLAGE_OFFICE}不履行查处职责一案，不服湖北省武汉市新洲区人民法院（2026）鄂0117"
        "行初9021号行政裁定，向本院提起上诉。本院于2026年9月14日立案后，依法组成合议庭对本案进行了审理，现已审理"
        "终结。",
        "原审裁定认为，相里舟投诉他人占用渔业水域，其与被投诉事项没有利害关系，不具有原告主体资格，裁定驳回起诉。",
        "上诉人上诉称，其承包的水面与被占用水域相邻，原审裁定认定事实错误，请求撤销原审裁定，指令继续审理。",
        "本院认为，上诉人承包的水面位于被投诉水域上游，二者之间有堤坝相隔，其未能证明自身合法权益受到影响。原审裁定"
        "驳回起诉，并无不当。上诉人请求撤销原审裁定的理由不能成立。依照《中华人民共和国行政诉讼法》第八十九条第一款"
        "第一项之规定，裁定如下：",
    ),
    items=(Item("驳回上诉，维持原裁定。", (OutcomeClass.AFFIRM,), (VILLAGE_OFFICE,)),),
    remedy=FINAL_RULING,
    panel=Panel("夙知秋", ("车晚亭", "仰观澜"), clerk="步思远"),
    prior_number="（2026）鄂0117行初9021号",
    lower_court_word="原审",
)

EVIDENCE_ORDER = Letter(
    NOTICE.proceeding,
    date(2026, 11, 18),
    kind=PaperKind.OTHER_COURT_PAPER,
    heading=COURT,
    title="调取证据通知书",
    number="（2026）鄂0117行初9119号",
    addressee=LABOUR,
    lines=(
        "本院受理的原告武汉砚桥听澜建材有限公司诉你单位工伤保险资格或者待遇认定一案，因案件审理需要，依照《中华人民"
        "共和国行政诉讼法》第四十条的规定，向你单位调取下列材料：",
        "一、2026年7月至8月受理的工伤认定申请登记簿复印件；",
        "二、涉案工伤认定程序中向用人单位发出的限期举证通知及邮寄凭证。",
        "请于收到本通知之日起五日内将上述材料加盖公章后送交本院。拒不提供的，本院将依法处理。",
    ),
    sealed=COURT,
)
