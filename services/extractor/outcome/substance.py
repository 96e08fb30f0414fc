"""Forms by which a court decides about the act, the agreement or the money (行政诉讼法第69至79条)."""

from __future__ import annotations

import re

from services.extractor.outcome.form import (
    BECOMES,
    IN_CLAUSE,
    IN_NEW_WORDS,
    IN_SENTENCE,
    IN_SHELL,
    MONEY_OWED,
    NEXT_CLAUSE,
    OBJECT,
    Form,
    by_stage,
    form,
    not_in_rulings,
    nothing_ordered,
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
        rf"驳回(?:(?!诉讼请求|赔偿请求){IN_SHELL}){{0,240}}?起诉(?!状|期限|时|人|请求)",
        (C.REJECT_SUIT,),
    ),
    # 驳回原告的赔偿申请，确认…: a refusal without a list of what was asked ends with its noun
    form(
        "request_dismissed",
        r"驳回(?:(?!要求|请求|诉请|判令|主张|关于|执行|再审|复议|异议)[^，。；;、]){0,60}?"
        r"(?:赔偿(?:申请|要求|主张)|其[他它余](?:的)?诉求|的诉求)(?=[，。；;]|$)",
        dismissed,
    ),
    # 驳回原告请求撤销处罚决定、确认拆除违法并赔偿损失的诉讼请求
    form(
        "claims_dismissed",
        rf"驳回{IN_SHELL}{{0,600}}?(?:诉讼请求|赔偿请求"
        rf"|(?:的|其[他它余]|全部|各项)(?:请求|主张)(?!撤销|确认|判令|责令|赔偿|依法|法院|被告|人民))"
        rf"(?:中(?:关于)?{IN_CLAUSE}{{0,120}}?部分)?"
        rf"|驳回{IN_SHELL}{{0,300}}?请求(?=[，。；;]|$)",
        dismissed,
    ),
    # 对原告要求确认违法的请求不予支持
    form(
        "claims_not_supported",
        rf"(?:对|就)?(?:原告|上诉人){IN_CLAUSE}{{0,200}}?(?:请求|主张)[，,]?(?:本院)?(?:依法|均)?不予支持",
        dismissed,
    ),
    # --- what stands, what falls ---------------------------------------------------------------------
    # 维持一审判决第一项，即撤销… is read on; 撤销一审判决第二项，即责令… restates what fell
    form("maintained", rf"维持{OBJECT}+(?:[，,]\s*即[：:]?)?", maintained),
    # (read on where the parties are those of the appeal: …，被告赔偿上诉人五万元)
    form(
        "restated",
        r"[，,（(]\s*即(?!日|时|刻|将|可|使)[：:]?"
        rf"(?:(?![，,](?:撤销|维持|变更)[一原]审|[，,]{IN_CLAUSE}{{1,60}}?上诉人){IN_SENTENCE})*",
        (),
    ),
    # 确认违法，但不撤销该行政行为
    nothing_ordered("not_revoked", rf"(?:不|不予|不再|无需|不宜)(?:予以)?撤销{IN_CLAUSE}{{0,60}}"),
    # 被告不承担赔偿责任 | 不予赔偿 | 无须向原告支付补偿款; but 因不支付工程款造成的损失, 不予赔偿决定
    nothing_ordered(
        "nothing_owed",
        r"(?:不(?:予|再|应|需|必|负|承担)?|无需|无须|毋[需须庸]|免[予于除])"
        r"(?:(?:予以|再|另行|承担){0,2}(?:向|对|为|给)[^，。；;的]{1,30}?)?"
        r"(?:予以|再|另行|承担|给予|任何|相应的?|行政|国家|连带){0,4}"
        r"(?:赔偿|补偿|支付|给付|返还|退还|发放)"
        r"(?![^，。；;]*(?:造成|所致|的损失|行为)|[金款费]?的?(?:决定|答复|通知|告知|批复|意见|申请|请求))"
        rf"{OBJECT}*|不(?:予|再|应|需)?承担(?:任何|相应的?|本案|连带|补充|行政|法律|民事)*责任",
    ),
    # 被告已自行撤销被诉决定，准许原告撤回起诉: told, not decided
    form(
        "told",
        rf"已经?(?:自行|主动|依法|自愿|全面|全部|按期)*(?:撤销|变更|改变|解除|纠正|履行)(?!的|{IN_CLAUSE}*重新){IN_CLAUSE}*(?=[，,])",
        (),
    ),
    # 责令被告自行撤销…: an order to act, the court itself revokes nothing
    form(
        "order_to_revoke",
        r"(?:责令|责成)(?:(?!重新)[^，。；;对就]){0,60}?(?:撤销|注销)" + rf"{IN_CLAUSE}*",
        (C.PERFORM_DUTY,),
    ),
    # 一审判决视为撤销 | 被诉处罚决定予以撤销 | (1989 law) 被告作出的处罚决定予以维持
    form(
        "decided_after",
        rf"{OBJECT}{{4,200}}?(?:予以|依法|应予|视为)(?:撤销|维持)(?=[，。；;]|$)",
        lambda match, setting: (maintained if match[0].endswith("维持") else revoked)(match, setting),
    ),
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
        rf"(?<!已)(?:解除|终止)(?!的){IN_SENTENCE}{{0,160}}?(?:协议|合同)书?[》”]?(?!{IN_CLAUSE}{{0,6}}(?:通知|决定|行为))",
        (C.AGREEMENT_RESCIND,),
    ),
    # --- changed -------------------------------------------------------------------------------------
    # 变更一审判决第一项为：江州县人民政府…支付…: the new item is read on
    form(
        "modified_lower",
        rf"(?:变更|将){IN_CLAUSE}*?(?:判决|裁定|原判){IN_CLAUSE}*?(?:变更|更改|改判|改|修改)?{BECOMES}",
        (C.MODIFY_LOWER,),
    ),
    # 变更第二项为… | 将第二项改判为…: on appeal an item of the judgment, before it one of the act
    form(
        "modified_item",
        rf"(?:变更|将)(?:主文|其|该)?第[^，。；;条款]{{1,8}}项{IN_CLAUSE}*?{BECOMES}",
        by_stage(C.MODIFY, second=C.MODIFY_LOWER, retrial=C.MODIFY_LOWER),
    ),
    # 变更被告处罚决定中“罚款五万元”为“罚款一万元” | 将养老金数额变更为每月2860元
    form(
        "modified",
        rf"变更(?!登记|后|前|手续)(?:{IN_CLAUSE}*?{BECOMES}|{IN_SENTENCE}*?变更为){IN_NEW_WORDS}*"
        rf"|将{IN_CLAUSE}{{2,300}}?(?:变更|更改|修改|改判|调整|改)为{IN_NEW_WORDS}*"
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
        r"|审批|评估|评定|调查|计算|裁决|决定|办理|确定)[^，。；;]*|重作[^，。；;]*",
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
        r"(?:作出|做出|给予|予以)(?!的)[^，。；;]{0,60}?(?:决定(?!书?第)|处理|答复|认定|行政行为|裁决|意见|结论"
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
    # 督促违法行为人恢复河道原状: what another person is to do
    form("urged", rf"督促{IN_CLAUSE}*", ()),
    form(
        "property_restored",
        rf"(?:返还|退还|发还|归还){MONEY_OWED}{{1,160}}|恢复{IN_CLAUSE}{{0,60}}?原状",
        restored_property,
    ),
    form(
        "compensated",
        rf"(?<!不)(?<!不予)赔偿(?!决定|申请|请求|义务机关|协议|委员会){IN_CLAUSE}*",
        not_in_rulings(C.COMPENSATE),
    ),
    form(
        "paid",
        rf"(?<!不)(?<!不予)(?:支付|给付|发放|付给|偿付|付还|退回|补发|兑付|拨付|补足){MONEY_OWED}*"
        rf"|(?:报销|核报)(?!申请|手续|材料|决定|问题|凭证|业务|事宜|单){IN_CLAUSE}*",
        ordered_payment,
    ),
)

# A clause that orders, whatever it orders: 责令被告依法受理原告的申请.
ORDER = re.compile(r"(?:责令|判令|责成)[^，。；;]*")
# Read only where nothing else decided: the many deeds an office can be told to do.
DEED = re.compile(
    r"(?:责令|判令|责成|限|由|应|依法|判决[^，。；;]{0,20}内)[^。；;]*?"
    r"(颁发|核发|换发|办理|登记|公开|提供|答复|告知|送达|审批|受理|处理|安置|查处|核实|报请|移交|出具|更正"
    r"|交付|撤回|注销|拆除|清除|清理|整改|改正|解除|调查|履行|接收|审查|审核|组织|上报|支付|协助|停止|清运|治理|修复|追缴|追回|收回|签订|订立|分配)"
)
