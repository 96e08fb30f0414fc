"""Cases of the readers of forms and of what other courts write: element forms, notices of meetings."""

from __future__ import annotations

from tests.extractor.fields.cases import JUDGMENT, NOTICE, SUMMONS, Case
from tests.extractor.fields.cases_of_acts_and_service import COMPLAINT, TOLD

ELEMENT_FORM = """行政起诉状
（行政处罚）
原告（自然人）
姓名：及某甲
性别：男☑ 女□
被告
名称：云山县市场监督管理局
法定代表人/负责人：沈某庚 职务：局长
诉讼请求
1.撤销处罚决定；
2.诉讼费用由被告负担。
事实与理由
1.行政处罚决定文号及作出时间
云市监罚[2024〕118号，2024年4月2日
2.收到行政处罚决定的时间
2024年4月8日
3.是否就同一争议申请过复议或者提起过其他诉讼
是☑ 否□ 复议机关：云山县人民政府 复议决定文号：云府复（2024）33号 作出时间：2024年6月20日 复议结果：维持
具状人（签字、盖章）：及某甲
日期：2024年7月1日
"""
NOT_RECONSIDERED = ELEMENT_FORM.replace("是☑ 否□", "是□ 否☑")
ROWS = """行政起诉状
原告
姓名：周某甲
被告
名称：云山县自然资源局
答复文号：云自然资公开〔2025〕第2号
答复作出时间：2025年2月5日
"""
EXCHANGE = """云山县人民法院
证据交换通知书
（2024）渝0109行初52号
云山县自然资源局：
本院定于2024年9月19日14时30分在本院第七审判庭组织当事人交换证据，请准时参加。
二〇二四年九月十日
"""
ENFORCEMENT = """云山县人民法院
执行通知书
（2025）渝0109执1234号
云山县自然资源局：
本院作出的（2024）渝0109行赔初7号行政赔偿判决书已发生法律效力，责令你单位三日内履行。
二〇二五年二月十一日
"""

CASES: dict[str, list[Case]] = {
    "act_number.cell": [
        Case(ELEMENT_FORM, ["云市监罚〔2024〕118号"], "云市监罚[2024〕118号"),
        Case(ROWS, ["云自然资公开〔2025〕第2号"]),
        Case(ELEMENT_FORM.replace("云市监罚[2024〕118号，2024年4月2日\n", ""), []),
        Case(COMPLAINT, []),
    ],
    "act_on.cell": [
        Case(ELEMENT_FORM, ["2024-04-02"]),
        Case(ROWS, ["2025-02-05"]),
        Case(COMPLAINT, []),
    ],
    "reconsideration_organ.cell": [
        Case(ELEMENT_FORM, ["云山县人民政府"]),
        Case(ELEMENT_FORM.replace("复议机关：云山县人民政府", "复议机关："), []),  # nobody filled it in
        Case(NOT_RECONSIDERED, []),
        Case(TOLD, []),
    ],
    "reconsideration_number.cell": [
        Case(ELEMENT_FORM, ["云府复〔2024〕33号"], "云府复（2024）33号"),
        Case(NOT_RECONSIDERED, []),
    ],
    "reconsideration_on.cell": [Case(ELEMENT_FORM, ["2024-06-20"]), Case(NOT_RECONSIDERED, [])],
    "reconsideration_result.cell": [Case(ELEMENT_FORM, ["维持"]), Case(ROWS, [])],
    "summons_reason.sentence": [
        Case(EXCHANGE, ["交换证据"]),
        Case(EXCHANGE.replace("组织当事人交换证据", "公开开庭审理"), []),  # a hearing needs no reason
        Case(SUMMONS, []),
        Case(NOTICE, []),
    ],
    "prior_case_number.enforced": [
        Case(ENFORCEMENT, ["（2024）渝0109行赔初7号"]),
        Case(JUDGMENT, []),
    ],
}
