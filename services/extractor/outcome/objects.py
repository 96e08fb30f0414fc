"""What the object of a deciding verb is: a lower judgment, an administrative act, an agreement, money.

The same verb means different things by the noun at the end of its object: 撤销一审判决 overturns the
court below, 撤销处罚决定 the act, 撤销征收补偿协议 the agreement. Functions take the match of a form
over the masked item (:func:`masked`) and give outcome classes.
"""

from __future__ import annotations

import re

from services.extractor.outcome.setting import Setting
from services.vocabulary import OutcomeClass as C
from services.vocabulary import PaperKind, Stage

Classes = tuple[C, ...]

HIDDEN = "□"

# The noun that says what a titled or quoted thing is: 《房屋征收补偿协议》, “不予受理告知书”.
_HEAD = re.compile(
    r"(?:协议|合同|判决|裁定|决定|通知|告知|公告|通告|批复|意见|答复|认定|许可|登记|证明|方案|纪要)?[书证函单]?$"
)
# A title may hold another: 《关于解除《供水合同》的通知》.
_TITLED = re.compile(r"《(?:[^《》]|《[^《》]*》)*》|“(?:[^“”]|“[^“”]*”)*”|〈[^〈〉]*〉|「[^「」]*」")
_BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|【[^【】]*】|﹝[^﹝﹞]*﹞")
# 变更一审判决第一项为“…”: the quotation is the new item itself and must be read.
_NEW_ITEM = re.compile(
    r"(?:变更|改判|将)[^；。]*?(?:判决|裁定|原判|第[^；。条款]{1,8}项)[^；。]*为[：:]?\s*$"
)
_BEFORE_NEW_ITEM = 200  # characters looked back on from its quotation mark
# 不动产登记中心, 行政审批服务局: verbs inside the name of an office decide nothing.
_OFFICE = re.compile(
    r"(?:登记|审批|安置|补偿|征收|处理|执行|公开)"
    r"(?=[\u4e00-\u9fa5]{0,6}?(?:局|中心|办公室|委员会|服务所|指挥部|管理处|管理所))(?![^，。；]{0,8}的)"
)


def masked(text: str) -> str:
    """``text``, same length, with titles, quotations and brackets blanked but for the last noun."""

    def blank(match: re.Match[str]) -> str:
        whole = match[0]
        inside = whole[1:-1]
        if whole[0] == "“" and _NEW_ITEM.search(
            text[max(0, match.start() - _BEFORE_NEW_ITEM) : match.start()]
        ):
            return f" {inside} "
        head = _HEAD.search(inside)
        kept = head[0] if head else ""
        return whole[0] + HIDDEN * (len(inside) - len(kept)) + kept + whole[-1]

    result = _TITLED.sub(blank, text)
    result = _BRACKETED.sub(lambda m: HIDDEN * len(m[0]), result)
    return _OFFICE.sub(lambda m: HIDDEN * len(m[0]), result)


# --- nouns ---------------------------------------------------------------------------------------
# 一审行政判决 | （2021）赣0725行初8号行政裁定 | 原裁定; a 裁定 of the trademark board is an act.
_LOWER = re.compile(
    r"判决|行政(?:赔偿)?裁定|原判|调解书"
    r"|(?:法院|[一二原再]审|行初|行终|行申|行再|行赔|行审)[^，。；]*裁定|^原裁定"
)
# … but 依据该民事判决作出的登记行为 is an act whose basis is a judgment.
_ACT_AFTER_LOWER = re.compile(
    r"(?:判决|裁定)(?:书)?[^，。；]{0,30}?(?:作出|颁发|核发|办理|实施)的?[^，。；]{0,80}"
    r"(?:行为|登记|决定|证|通知|强制拆除|答复)"
)
_AGREEMENT = re.compile(
    r"(?:协议|合同)书?[》”]?(?:（?[□]*）?)?(?:的?第[^，。；]{1,10}[条款项]|中[^，。；]*|的?(?:补充)?(?:条款|部分|内容))*"
    r"(?:系|为|属于|自始|部分|全部|已|[于自][^，。；]{0,20})*$"
)
_ACT_NOUN = (
    r"(?:决定|通知|告知|答复|批复|公告|通告|意见|复函|认定|许可|登记|确认|备案|核准|证明|结论|命令"
    r"|裁决|裁定|处罚|处理|行为)"
)
_ACT = re.compile(rf"{_ACT_NOUN}[书函件]?[》”]?|[证照]书?[》”]?|[书函表单]》")
# 决定书第二项 | 答复中关于奖励部分的答复 | 土地使用证中的5平方米 | 部分撤销
_PART = re.compile(
    rf"(?:{_ACT_NOUN}[书函]?|[证照]书?|号)[》”]?(?:的|中|之|中的)?(?:□*)?第[^，。；]{{1,10}}[项条款点]"
    rf"|(?:{_ACT_NOUN}[书函]?|[证照]书?|号)[》”]?(?:内|当)?中(?!心|止|国|队)"
    r"|部分(?:的)?(?:内容|答复|决定|行为|登记|处罚|面积|认定|通知)?[书]?$"
)
_JOINED = re.compile(r"以及|并且|和|及|与|、|暨")
_MONEY = re.compile(r"元|款|费|金(?!属|银|融)|待遇|工资|津贴|补贴|利息|保险(?!柜)|经费|资金|税|价")
_COMPENSATION_MONEY = re.compile(r"赔偿|损失|抚慰金|丧葬费|误工费")
_NUMBERED = re.compile(r"^的?(?:主文)?第[^，。；]{1,20}项")


def is_lower(part: str) -> bool:
    """Is this noun phrase a judgment or ruling of a court below?"""
    return bool(_LOWER.search(part)) and not _ACT_AFTER_LOWER.search(part)


def names_lower(text: str) -> bool:
    """Is one of the things ``text`` joins (一审判决和被诉处罚决定) a judgment or ruling below?"""
    return any(is_lower(part) for part in _JOINED.split(text))


# --- meanings of forms -----------------------------------------------------------------------------


def revoked(match: re.Match[str], setting: Setting) -> Classes:
    """撤销: of a lower ruling, of an act or of part of it, of an agreement; or of several at once."""
    before, _, after = match[0].rpartition("撤销") if match[0].endswith("撤销") else ("", "", "")
    thing = before or match[0].partition("撤销")[2].lstrip("了")
    thing = re.sub(r"(?:予以|依法|应予|视为)$", "", thing)
    if _NUMBERED.match(thing):  # of the judgment below, or of the act just named
        return (C.REVOKE_PART,) if setting.stage is Stage.FIRST else (C.REVOKE_LOWER,)
    if setting.is_ruling and re.search(r"裁定|判决", thing):  # 撤销该裁定中驳回对甲局起诉的部分
        return (C.REVOKE_LOWER,)
    if not thing and not after:
        return ()
    parts = [part for part in _JOINED.split(thing) if part]
    lower = [part for part in parts if is_lower(part)]
    acts = [part for part in parts if part not in lower and _ACT.search(part)]
    classes: list[C] = [C.REVOKE_LOWER] if lower else []
    if _AGREEMENT.search(thing) and not lower:
        classes.append(C.AGREEMENT_REVOKE)
    elif acts or not lower:
        partly = match[0].startswith("部分") or (not lower and _PART.search(thing))
        classes.append(C.REVOKE_PART if partly else C.REVOKE)
    return tuple(classes)


def maintained(match: re.Match[str], setting: Setting) -> Classes:
    """维持: a lower ruling is affirmed; an act maintained (the 1989 law) equals a dismissed claim."""
    thing = re.sub(r"(?:予以|依法|应予)$", "", match[0].removeprefix("维持").removesuffix("维持"))
    rest = re.match(r"其[余他它]|第[^，。；]{1,20}项|该判|主文", thing)
    if is_lower(thing) or (rest and setting.stage is not Stage.FIRST):
        first = re.search(r"一审|行政?初|初字|初\d", thing)
        if setting.stage is Stage.RETRIAL and first and not re.search(r"二审|行?终", thing):
            return (C.RETRIAL_AFFIRM_FIRST,)
        return (C.AFFIRM,)
    return (C.DISMISS_CLAIMS,) if _ACT.search(thing) and not rest else ()


def confirmed(match: re.Match[str], setting: Setting) -> Classes:
    """确认…违法, 无效, 未生效, 解除, 合法: by the verdict, and by what is judged."""
    verdict = re.search(
        r"(违法|无效|(?:未|不)(?:发生)?(?:生效|效力|成立)|解除|终止|合法有效|合法|有效)$", match[0]
    )
    if not verdict:
        return ()
    agreement = bool(_AGREEMENT.search(match[0][: verdict.start()].rstrip("，")))
    table: dict[str, tuple[Classes, Classes]] = {  # verdict: (of an act, of an agreement)
        "违法": ((C.CONFIRM_ILLEGAL,), (C.CONFIRM_ILLEGAL,)),
        "无效": ((C.CONFIRM_INVALID,), (C.AGREEMENT_INVALID,)),
        "解除": ((), (C.AGREEMENT_RESCIND,)),
        "终止": ((), (C.AGREEMENT_RESCIND,)),
        "合法": ((C.DISMISS_CLAIMS,), ()),
        "有效": ((C.DISMISS_CLAIMS,), ()),
        "合法有效": ((C.DISMISS_CLAIMS,), ()),
    }
    return table.get(verdict[1], ((), (C.AGREEMENT_NOT_EFFECTIVE,)))[agreement]


def dismissed(match: re.Match[str], setting: Setting) -> Classes:
    """驳回…请求: all claims, the others, or compensation; verbs inside the shell do not count."""
    shell = re.sub(r"[，,]?(?:本院)?(?:依法|均)?不予支持$", "", match[0])
    if shell.endswith("部分"):  # 诉讼请求中关于…的部分
        return (C.DISMISS_OTHER,)
    if re.search(r"赔偿(?:(?:的)?(?:诉讼)?请求|申请|要求|主张)$", shell):
        return (C.DISMISS_COMPENSATION,)
    if re.search(
        r"(?:其他|其它|其余|剩余)(?:的)?(?:各项|全部|行政)?(?:的)?(?:诉讼)?(?:请求|主张|诉求)$", shell
    ):
        return (C.DISMISS_OTHER,)
    asked = re.search(r"(?:要求|请求|诉请|关于|主张)(.*?)(?:的)?(?:诉讼)?(?:请求|主张)$", shell, re.S)
    if (
        asked
        and "赔偿" in asked[1]
        and not re.search(r"撤销|确认|履行|责令|变更|重新|公开|无效|违法|补偿|赔偿决定", asked[1])
    ):
        return (C.DISMISS_COMPENSATION,)
    return (C.DISMISS_CLAIMS,)


def modified(match: re.Match[str], setting: Setting) -> Classes:
    """变更 of an act; money fixed in place of a compensation decision is compensation as well."""
    if re.search(r"赔偿(?:决定|数额|金额|金|款)", match[0]):
        return (C.MODIFY, C.COMPENSATE)
    return (C.MODIFY,)


def ordered_payment(match: re.Match[str], setting: Setting) -> Classes:
    """支付…: of compensation, of indemnity, under an agreement, or any other money due."""
    if setting.is_ruling:
        return ()
    object_ = match[0].replace("利息损失", "利息").replace("损失补偿", "补偿")
    if len(object_) < 4:  # 赔偿…元，于三十日内支付: when, not what
        return ()
    if re.search(r"协议|合同|约定", object_) or _besides_penalty(object_):
        penalty = re.search(r"违约金|赔偿", object_)
        return (C.CONTINUE_PERFORM, C.COMPENSATE) if penalty else (C.CONTINUE_PERFORM,)
    if not _MONEY.search(object_):
        return (C.PERFORM_DUTY,)
    classes: list[C] = []
    if _COMPENSATION_MONEY.search(object_) or "违约金" in object_:
        classes.append(C.COMPENSATE)
    if re.search(r"补偿|安置补助|青苗费", object_):
        classes.append(C.INDEMNIFY)
    if not classes:
        compensation = setting.kind is PaperKind.COMPENSATION_JUDGMENT
        classes.append(C.COMPENSATE if compensation else C.PAYMENT)
    return tuple(classes)


def _besides_penalty(object_: str) -> bool:
    """支付过渡费36000元及违约金2000元: a penalty beside a principal shows the principal was agreed."""
    principal, penalty, _ = object_.partition("违约金")
    return bool(penalty) and bool(re.search(r"(?:费|款|价|金|元).*(?:及|和|并|、|，|以及)", principal))


def restored_property(match: re.Match[str], setting: Setting) -> Classes:
    """返还: money is payment, things and 恢复原状 are compensation in kind, papers are a duty."""
    if setting.is_ruling:
        return ()
    if "恢复原状" in match[0]:
        return (C.COMPENSATE,)
    if re.search(r"身份证|护照|证件|执照|许可证|驾驶证|行驶证|档案", match[0]):
        return (C.PERFORM_DUTY,)
    if _MONEY.search(match[0]) and not re.search(r"财产|财物|物品|车辆", match[0]):
        return ordered_payment(match, setting)
    return (C.COMPENSATE,)
