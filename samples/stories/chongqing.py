"""Chongqing's intermediate courts: an appeal won, a duty not performed, an inquiry."""

from __future__ import annotations

from datetime import date

from samples.facts import Agent, Decision, Head, Item, Panel, Proceeding, Summons
from samples.stories.common import (
    ARTICLE_70,
    FINAL_JUDGMENT,
    appeal_notice,
    at,
    company,
    office,
    person,
)
from services.vocabulary import OutcomeClass, Role, Stage

FIFTH = "重庆市第五中级人民法院"
FIRST = "重庆市第一中级人民法院"
LABOUR = "重庆市南岸区人力资源和社会保障局"
FIRM = "重庆拾穗云岫物流有限公司"
ACT = "南岸人社伤险认字〔2025〕9406号《不予认定工伤决定书》"
SECOND_JUDGMENT = Decision(
    Proceeding(
        FIFTH,
        "（2026）渝05行终9210号",
        "工伤保险资格或者待遇认定",
        Stage.SECOND,
        (
            person(
                "滑听雪",
                "女，1988年11月19日出生，汉族，住重庆市南岸区样本街道云间里4号",
                Role.APPELLANT,
                agents=(Agent("勾陈野", "重庆砚石律师事务所"),),
                original=(Role.PLAINTIFF,),
            ),
            office(
                LABOUR,
                "重庆市南岸区样本路17号",
                Head("支遁之", "局长"),
                Role.APPELLEE,
                attending=("幸晚秋", "副局长"),
                agents=(Agent("糜子安", None, "该局工作人员"),),
                original=(Role.DEFENDANT,),
            ),
            company(
                FIRM,
                "重庆市南岸区样本物流园B区",
                Head("笪怀远", "总经理"),
                Role.THIRD_PARTY,
                original=(Role.THIRD_PARTY,),
            ),
        ),
        filed_on=date(2026, 7, 15),
    ),
    date(2026, 10, 16),
    story=(
        f"上诉人滑听雪因与被上诉人{LABOUR}、原审第三人{FIRM}工伤保险资格或者待遇认定一案，不服重庆市渝中区人民法院"
        "（2025）渝0103行初9314号行政判决，向本院提起上诉。本院于2026年7月15日立案后，依法组成合议庭，于2026年8月"
        "28日公开开庭进行了审理。上诉人滑听雪及其委托诉讼代理人勾陈野，被上诉人的出庭负责人幸晚秋、委托诉讼代理人"
        "糜子安到庭参加诉讼。原审第三人经本院传票传唤，未到庭。本案现已审理终结。",
        f"一审法院经审理查明，2025年5月6日19时许，滑听雪骑电动自行车下班途中摔倒受伤。交警部门认定其无责任。被上诉人"
        f"于2025年8月20日作出{ACT}，认为其绕道购买食材，不属于上下班途中，不予认定工伤。",
        "一审法院认为，滑听雪行驶路线偏离合理路线，被诉决定并无不当，判决驳回滑听雪的诉讼请求。",
        "上诉人滑听雪上诉称，其顺路购买食材属于日常工作生活所需要的活动，未超出合理时间和路线。请求撤销一审判决，"
        "改判撤销被诉决定。被上诉人答辩称，一审判决正确，请求维持。原审第三人未提交意见。",
        "本院经审理查明的事实与一审判决认定的事实基本一致。另查明，滑听雪购买食材的菜市场距其单位与住所间的常用路线"
        "约二百米，停留时间约十五分钟。",
        "本院认为，从事属于日常工作生活所需要的活动，且在合理时间和合理路线的上下班途中，应当认定为上下班途中。滑听雪"
        "下班后到距常用路线二百米的菜市场购买食材，停留十五分钟，未明显超出合理范围。被上诉人以绕道为由不予认定工伤，"
        "适用法律错误，依法应予撤销。一审判决驳回诉讼请求不当，本院予以纠正。依照《中华人民共和国行政诉讼法》第七十条"
        "第二项、第八十九条第一款第二项、第三款之规定，判决如下：",
    ),
    items=(
        Item(
            "一、撤销重庆市渝中区人民法院（2025）渝0103行初9314号行政判决；",
            (OutcomeClass.REVOKE_LOWER,),
            (LABOUR,),
        ),
        Item(
            f"二、撤销被上诉人{LABOUR}于2025年8月20日作出的{ACT}；",
            (OutcomeClass.REVOKE,),
            (LABOUR,),
        ),
        Item(
            f"三、责令被上诉人{LABOUR}于本判决生效之日起六十日内重新作出工伤认定决定。",
            (OutcomeClass.REMAKE,),
            (LABOUR,),
        ),
    ),
    costs=f"一审、二审案件受理费各50元，均由被上诉人{LABOUR}负担。",
    remedy=FINAL_JUDGMENT,
    panel=Panel("暨望舒", ("干云栖", "法明澈"), clerk="汝听松"),
    appendix=ARTICLE_70,
    prior_number="（2025）渝0103行初9314号",
)

DISTRICT = "重庆市北碚区人民政府"
HIGH = "重庆市高级人民法院"
DUTY_JUDGMENT = Decision(
    Proceeding(
        FIRST,
        "（2026）渝01行初9033号",
        "不履行行政复议职责",
        Stage.FIRST,
        (
            person(
                "汝听松",
                "男，1975年5月5日出生，汉族，住重庆市北碚区样本镇云谷村1组",
                agents=(Agent("笪怀远", "重庆衡舟律师事务所"),),
            ),
            office(
                DISTRICT,
                "重庆市北碚区样本路1号",
                Head("鲍清和", "区长"),
                agents=(Agent("宿星河", None, "重庆市北碚区司法局工作人员"),),
            ),
        ),
        filed_on=date(2026, 3, 11),
    ),
    date(2026, 9, 24),
    story=(
        f"原告汝听松诉被告{DISTRICT}不履行行政复议职责一案，于2026年3月4日向本院提起行政诉讼。本院于2026年3月11日"
        "立案后，依法组成合议庭，于2026年5月20日公开开庭审理了本案。原告的委托诉讼代理人笪怀远，被告的委托诉讼代理人"
        "宿星河到庭参加诉讼。本案现已审理终结。",
        "原告诉称，其于2025年11月3日邮寄行政复议申请书，被告至今未作处理，构成不履行法定职责，请求责令被告作出复议"
        "决定，并确认其拖延行为违法。",
        "被告辩称，原告的申请材料不全，已电话通知补正，不存在不作为。",
        "经审理查明，被告于2025年11月5日签收原告的复议申请书，未在五日内审查，亦无书面补正通知。",
        "本院认为，行政复议机关收到复议申请后，应当在五日内进行审查；材料不齐全或者表述不清楚的，应当书面通知补正。"
        "被告主张电话通知补正，没有证据证明，至原告起诉时仍未处理，构成不履行法定职责。因判决履行仍有意义，原告一并"
        "请求确认拖延行为违法，没有必要单独判决。依照《中华人民共和国行政诉讼法》第七十二条之规定，判决如下：",
    ),
    items=(
        Item(
            f"责令被告{DISTRICT}于本判决生效之日起六十日内对原告汝听松的行政复议申请作出处理。",
            (OutcomeClass.PERFORM_DUTY,),
            (DISTRICT,),
        ),
    ),
    costs=f"案件受理费50元，由被告{DISTRICT}负担。",
    remedy=appeal_notice("十五", HIGH),
    panel=Panel("皇甫砚", ("皋知秋", "广成溪"), clerk="欧冶平"),
    appeal_days=15,
    appeal_court=HIGH,
    effective=False,
)
INQUIRY = Summons(
    Proceeding(FIRST, "（2026）渝01行终9155号", "行政拘留", Stage.SECOND, ()),
    date(2026, 11, 16),
    addressee="重庆市公安局北碚区分局",
    address="重庆市北碚区样本路100号",
    hearing_at=at(2026, 12, 1, 10, 0),
    place="本院第九法庭",
    reason="询问",
    judge="皋知秋",
    clerk="欧冶平",
)
