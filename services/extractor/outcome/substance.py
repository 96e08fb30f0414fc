"""Forms by which a court decides about the act, the agreement or the money (行政诉讼法第69至79条)."""

from __future__ import annotations

import re

from services.extractor.outcome.form import (
    BECOMES,
    IN_CLAUSE,
    IN_SENTENCE,
    NEXT_CLAUSE,
    OBJECT,
    Form,
    form,
    not_in_rulings,
)
from services.extractor.outcome.objects import (
    confirmed,
    dismissed,
    maintained,
    modified,
    ordered_payment,
    restored_property,
    revoked,
)
from services.vocabulary import OutcomeClass as C

SUBSTANCE: tuple[Form, ...] = (
    # --- refused: the shell hides every verb inside it -----------------------------------------------
    # 驳回原告对被告江州县人民政府的起诉
    form(
        "suit_rejected",
        rf"驳回(?:(?!诉讼请求|赔偿请求){IN_SENTENCE}){{0,240}}?起诉(?!状|期限|时|人|请求)",
        (C.REJECT_SUIT,),
    ),
    # 驳回原告请求撤销处罚决定、确认拆除违法并赔偿损失的诉讼请求
    form(
        "claims_dismissed",
        rf"驳回{IN_SENTENCE}{{0,600}}?(?:诉讼请求|赔偿请求"
        rf"|(?:的|其[他它余]|全部|各项)(?:请求|主张)(?!撤销|确认|判令|责令|赔偿|依法|法院|被告|人民))"
        rf"|驳回{IN_SENTENCE}{{0,300}}?请求(?=[，。；;]|$)",
        dismissed,
    ),
    # --- what stands, what falls ---------------------------------------------------------------------
    # 维持一审判决第一项，即撤销… is read on; 撤销一审判决第二项，即责令… restates what fell
    form("maintained", rf"维持{OBJECT}+(?:[，,]\s*即[：:]?)?", maintained),
    form("restated", rf"[，,（(]\s*即(?!日|时|刻|将|可|使)[：:]?{IN_SENTENCE}*", ()),
    # 确认违法，但不撤销该行政行为
    form("not_revoked", rf"(?:不|不予|不再|无需|不宜)(?:予以)?撤销{IN_CLAUSE}{{0,60}}", ()),
    # 责令被告自行撤销…: an order to act, the court itself revokes nothing
    form(
        "order_to_revoke",
        r"(?:责令|责成)(?:(?!重新)[^，。；;对就]){0,60}?(?:撤销|注销)" + rf"{IN_CLAUSE}*",
        (C.PERFORM_DUTY,),
    ),
    form("revoked_after", rf"{OBJECT}{{4,200}}?(?:予以|依法|应予)撤销(?=[，。；;]|$)", revoked),
    form("revoked", rf"(?:部分)?撤销{OBJECT}*", revoked),
    # --- confirmed -----------------------------------------------------------------------------------
    # 确认被告强制拆除房屋的行为违法 | 确认《特许经营协议》无效
    form(
        "confirmed",
        rf"确认{IN_SENTENCE}{{1,500}}?"
        r"(?:违法|无效|(?:未|不)(?:发生)?(?:生效|效力|成立)|解除|终止|合法有效|合法|有效)"
        rf"(?=[，。；;、\s：:]|$|{NEXT_CLAUSE}|并|但|且|及|和|不撤销|限)",
        confirmed,
    ),
    # 解除原告与被告签订的《项目投资协议》
    form(
        "agreement_rescinded",
        rf"(?:解除|终止){IN_SENTENCE}{{0,160}}?(?:协议|合同)书?[》”]?(?!{IN_CLAUSE}{{0,6}}(?:通知|决定|行为))",
        (C.AGREEMENT_RESCIND,),
    ),
    # --- changed -------------------------------------------------------------------------------------
    # 变更一审判决第一项为：江州县人民政府…支付…: the new item is read on
    form(
        "modified_lower",
        rf"(?:变更|将){IN_CLAUSE}*?(?:判决|裁定){IN_CLAUSE}*?(?:变更|更改|改判|改|修改)?{BECOMES}",
        (C.MODIFY_LOWER,),
    ),
    # 变更被告处罚决定中“罚款五万元”为“罚款一万元” | 将养老金数额变更为每月2860元
    form(
        "modified",
        rf"变更(?!登记|后|前|手续)(?:{IN_CLAUSE}*?{BECOMES}|{IN_SENTENCE}*?变更为){IN_SENTENCE}*"
        rf"|将{IN_CLAUSE}{{2,300}}?(?:变更|更改|修改|改判|调整|改)为{IN_SENTENCE}*"
        # 变更被告作出的处罚决定第二项，罚款数额为五千元: what it becomes stands in another clause
        rf"|变更(?!登记|后|前|手续){IN_CLAUSE}{{2,160}}?(?:作出|做出)的{IN_CLAUSE}{{0,80}}?"
        rf"(?:决定|处罚|裁决|批复|通知|答复|意见){IN_SENTENCE}*",
        modified,
    ),
    # 恢复崇山县人民政府原行政行为的法律效力
    form("restored", rf"恢复{IN_CLAUSE}{{0,80}}?效力", (C.RESTORE_ORIGINAL,)),
    # --- orders: who and when comes first, the deed last ---------------------------------------------
    # 对原告要求撤销土地证的申请(作出处理): a topic, its verbs decide nothing
    form(
        "topic",
        rf"(?:对|就|针对)(?:(?!责令|确认|撤销被告|准予|准许|管辖|重新|另行|作出(?!的)){IN_SENTENCE}){{1,160}}?"
        r"(?:申请|请求|投诉|举报|信访|异议|诉求)(?:书|事项|材料|内容|问题)?(?!人|执行人)",
        (),
    ),
    # 重新作出处理 | 另行作出决定 | 重新核定 | 重新调查处理
    form(
        "remade",
        r"(?:(?:重新|从新)|另行(?=[作做]出))[^，。；;]{0,80}?(?:作出|做出|审查|处理|答复|核定|认定|登记|审核|复议|复核|核算"
        r"|评定|调查|计算|裁决|决定|办理|确定)[^，。；;]*|重作[^，。；;]*",
        (C.REMAKE,),
    ),
    form("remedied", rf"(?:采取|作出){IN_CLAUSE}{{0,20}}?补救(?:措施)?|补救措施", (C.REMEDY,)),
    # 继续履行《征收补偿协议》 | 按照协议约定支付…; but 继续履行监管职责 is a duty
    form(
        "agreement_performed",
        rf"履行{IN_CLAUSE}{{0,120}}?(?:协议|合同)书?(?!{IN_CLAUSE}{{0,12}}(?:监管|监督|管理|审批)){IN_CLAUSE}*"
        rf"|(?:按照|按|依照|依据|根据|依){IN_CLAUSE}{{0,80}}?(?:协议|合同|约定){IN_CLAUSE}{{0,40}}?"
        rf"(?:支付|交付|给付|提供|办理|安置|履行){IN_CLAUSE}*",
        ordered_payment,
    ),
    form(
        "duty_performed",
        rf"履行{IN_CLAUSE}{{0,160}}?(?:职责|义务|职能|职权|责任)",
        (C.PERFORM_DUTY,),
    ),
    # 作出补偿决定, 作出赔偿决定, 予以更正: the act is ordered, not the money
    form(
        "act_ordered",
        r"(?:作出|做出|给予|予以)[^，。；;]{0,60}?(?:决定(?!书?第)|处理|答复|认定|行政行为|裁决|意见|结论"
        r"|回复|更正|公开|登记|办理|受理|审批|安置|说明|核实|查处|解决|审查|审核|调查|告知|批复|批准|备案|注销)"
        r"[^，。；;]*",
        not_in_rulings(C.PERFORM_DUTY),
    ),
    # 给予原告补偿人民币20万元
    form(
        "indemnified",
        rf"(?:给予|予以|作出){IN_CLAUSE}{{0,80}}?补偿{IN_CLAUSE}*"
        rf"|补偿(?!决定|协议|安置|款|费|标准|方案|申请|问题){IN_CLAUSE}{{0,80}}?元{IN_CLAUSE}*",
        (C.INDEMNIFY,),
    ),
    form(
        "property_restored", rf"(?:返还|退还|发还|归还){IN_CLAUSE}{{1,160}}|恢复原状", restored_property
    ),
    form(
        "compensated",
        rf"赔偿(?!决定|申请|请求|义务机关|协议|委员会){IN_CLAUSE}*",
        not_in_rulings(C.COMPENSATE),
    ),
    form(
        "paid",
        rf"(?:支付|给付|发放|付给|偿付|付还|退回|补发|兑付|拨付|补足){IN_CLAUSE}*",
        ordered_payment,
    ),
)

# Read only where nothing else decided: the many deeds an office can be told to do.
DEED = re.compile(
    r"(?:责令|判令|责成|限|由|应|依法|判决[^，。；;]{0,20}内)[^。；;]*?"
    r"(颁发|核发|换发|办理|登记|公开|提供|答复|告知|送达|审批|受理|处理|安置|查处|核实|报请|移交|出具|更正"
    r"|交付|撤回|注销|拆除|清除|清理|整改|改正|解除|调查|履行|接收|审查|审核|组织|上报|支付|协助|停止)"
)
