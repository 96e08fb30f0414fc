"""Which line breaks inside an operative part only wrap a line?

Copies break lines anywhere, even inside a word (诉讼⏎请求), and a claim refused over two lines must not
be read as an order. Within the operative part the words tell: a line goes on unless it ends a sentence,
or it ends as an item ends and the next begins as one begins. (Whole pages are unwrapped by the evenness
of their lines, :mod:`services.extractor.text.layout`; an operative part is too short for that.)
"""

from __future__ import annotations

import re

_ENDS_A_SENTENCE = re.compile(r"[。；;：:！？!?][”’）)】]*$")
_LABEL = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．](?![一二三四五六七八九十]{1,2}审)|\d{1,2}[、.．](?!\d)"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|第[一二三四五六七八九十]项[：:]"
)
_NO_LABEL_AFTER = re.compile(r"第$|[、和及至]$")  # 维持第⏎一、二项
# Never in the middle of an item: costs, remedies, names.
_AFTER_THE_ITEMS = re.compile(
    r"(?:本案|一审|二审|原审)?案件受理费|如不服|如果?未按|(?:代理|助理)?\s*审\s*判\s*[长员]|人\s*民\s*陪\s*审\s*员"
    r"|独任审判员|法\s*官\s*助\s*理|书\s*记\s*员"
)
_COSTS = re.compile(r"(?:受理费|诉讼费)[^。；;]*$")
_BEGINS_AS_AN_ITEM = re.compile(
    r"驳回|撤销|确认|责令|判令|责成|维持|变更(?!为)|准许|准予|不准|发回|指令|终结|移送|本案|由|被告|被上诉人"
    r"|原告|上诉人|第三人|诉讼费|如|本判决|本裁定|附|（"
    r"|赔偿|补偿|支付|给付|退还|返还|恢复|继续履行|采取|为原告|对原告|不予(?!支持)|不承担"
)
_REFUSED = (
    r"(?:(?:诉讼|赔偿|上诉|再审|的|其[他它余]|全部|各项)(?:请求|申请)|起诉|上诉(?!人)|异议|诉求|主张)"
)
_ENDS_AS_AN_ITEM = re.compile(
    rf"(?:{_REFUSED}|决定书?|违法|无效|有效|效力|行为|职责|义务|责任|元|措施|协议书?|合同书?|证书?|登记"
    r"|处理|答复|回复|原判|判决书?|裁定书?|重审|审理|再审|处罚|通知书?|告知书?|批复|意见书?|原状|不予赔偿|(?:予以|应予|视为)(?:撤销|维持)"
    r"|[号项])[》”]?$"
)
_LONGEST, _ENDING = 600, 12  # characters looked back on: for an open refusal, for how a line ends


def unwrapped(text: str) -> tuple[str, list[int]]:
    """``text`` without the line breaks that only wrap, and where each of its characters stood."""
    kept, since = [], 0
    for at, character in enumerate(text):
        if character == "\n":
            if is_wrap(text, at, since):
                continue
            since = at + 1
        kept.append(at)
    return "".join(text[at] for at in kept), kept


def is_wrap(text: str, at: int, since: int = 0) -> bool:
    """Does the sentence of ``text[since:at]`` go on after the line break at ``at``?"""
    before = text[max(since, at - _LONGEST) : at].rstrip()
    after = text[at : at + 16].lstrip()
    if not before or not after or _ENDS_A_SENTENCE.search(before[-_ENDING:]):
        return False
    return not _begins_an_item(before, after)


def _begins_an_item(before: str, after: str) -> bool:
    """Does ``after`` begin something new, though ``before`` has no full stop?"""
    ending = before[-_ENDING:]
    ends_as_one = bool(_ENDS_AS_AN_ITEM.search(ending))
    if label := _LABEL.match(after):
        first = label[0].strip("、.．（）()：:第项") in ("一", "1")  # 原告王某⏎一、王某二
        return (ends_as_one or not first) and not _NO_LABEL_AFTER.search(ending)
    if ending[-1] in "，,、":
        return False
    if _AFTER_THE_ITEMS.match(after):
        return True
    of_costs = after[0] in "由原被不" and _COSTS.search(before)  # 案件受理费50元⏎由原告负担
    _, refused, claim = before.rpartition("驳回")
    in_refusal = bool(refused) and not re.search(_REFUSED, claim)
    begins_as_one = bool(_BEGINS_AS_AN_ITEM.match(after))
    return begins_as_one and ends_as_one and not of_costs and not in_refusal
