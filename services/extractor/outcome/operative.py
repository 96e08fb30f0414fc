"""Where is the operative part (主文), and what are its items (判项)?

Plain ``str`` in, spans out: a span is a half-open range of the text given, so the caller can go back
to the page. Only the operative part is ever classified: 违法, 应予撤销 or 指正 in the reasons mean
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.extractor.outcome.wrapping import is_wrap
from services.item_numbers import item_numeral

Span = tuple[int, int]

# "判决如下：", "裁定如下" at a line's end (some copies lose the colon), "自愿达成如下协议："
TRIGGER = re.compile(
    r"(?:判\s*决|裁\s*定|决\s*定)\s*如\s*下\s*[：:，。]?"
    r"|(?:达成|制作|确认)[^。\n]{0,6}如\s*下\s*(?:调解)?协\s*议\s*[：:]?"
)

# The court's names under the paper: "审　判　长　王某" begins a line or follows the last full stop, or
# the stamp beside it (本件与原本核对无异) that a scan shows on the same line.
SIGNATURE = re.compile(
    r"(?:(?<=[。\n\s；;])|(?<=核对无异)|^)(?:代理|助理|人民)?\s{0,9}(?:审\s*判\s*[长员]|陪\s*审\s*员|独任审判员)(?=[\s\u4e00-\u9fff：:])"
)

# What follows the last item: appeal notice, finality, appended articles.
# 本判决生效后立即支付… is an item.
_END = re.compile(
    r"(?:(?<=[。；;\n，,）)　 ])|^)(?:"
    # 江州市水务局如不服本裁定第二项，可在…申请复议
    r"[^，。；;：:\n]{0,40}?(?:如果?|若)(?:不服|对)本[判裁]"
    r"|(?:各方|双方)?(?:当事人|原告|被告|申请(?:执行)?人)?(?:、[^，。]{1,12})?(?:如|若|对本[判裁])"
    r"[^，。；\n]{0,12}(?:不服|有异议)"
    r"|(?:当事人)?可以?(?:自|在|于)[^，。；\n]{0,20}(?:上诉|申请复议))"
    r"|(?:(?<=[。；;\n）)])|^)(?:"
    r"(?:本|定为|为)(?:判决|裁定|调解书?|终审)(?:书)?(?!生效|发生法律效力[后之])[^，。；\n]{0,6}"
    r"(?:终审|终局|送达|一经|自|经双方|具有|立即|即|判决|裁定)"
    # 上述协议，符合有关法律规定，本院予以确认: of a mediation, behind its items
    r"|(?:上述|以上|前述|该|本)(?:调解|和解)?协议[^；;\n]{0,80}?本院(?:依法)?(?:予以)?确认"
    r"|附\s*[：:]?\s*(?:本|相关|法律|所)"
    r"|（?(?:此页|以下)无正文)"
)

# "二审案件受理费50元，由上诉人李某负担。" is about costs, never an item of its own.
_COURT_FEE = r"(?:受理费|诉讼费用?)"
_COST = rf"(?:{_COURT_FEE}|申请费|鉴定费|公告费|邮寄费|送达费|保全费|执行费)"
_FEE = (
    # 上诉人周某甲预交的二审案件受理费50元予以退还
    rf"(?:(?:上诉人|原告|被告|再审申请人)[^，。；;：:赔退\n]{{0,40}}?[交缴]纳?的?(?=[^，。；;\n]{{0,12}}{_COURT_FEE}))?"
    r"(?:本案|一审、(?=二审)|一审|二审|一、二审|原审|再审|上诉|减半收取|行政|案件|的|邮寄|各|收取)*"
    + _COST
    + r"[^。；;\n]{0,120}?"
    r"(?:负担|承担|免交|免收|免予收取|不(?:予)?收取|不交纳|退还|退回|收取|交纳|缴纳|各半)"
    # 退还上诉人周某甲二审案件受理费50元
    rf"|(?:退还|退回|返还)[^，。；;\n]{{0,40}}?{_COURT_FEE}[^。；;\n]*"
)
# The costs of the suit are paid or refunded; 赔偿鉴定费, 退还申请费 are ordered like any other money.
_ORDERS_BEFORE_COST = re.compile(
    r"撤销|确认|驳回|责令|判令|责成|赔偿|补偿|维持|变更|准许|准予|履行|发回|指令|终结|恢复|作出"
    rf"|(?:支付|给付|返还|退还|退回)(?![^，。；;、及和元]{{0,30}}{_COURT_FEE})"
)

# "一审判决自本裁定书送达之日起生效", "双方当事人按原判决执行": the effect of the item before it.
_EFFECT_NOTE = re.compile(
    r"^(?:一审|二审|原审|原|双方|各方|当事人)[^。；;\n]{0,40}(?:生效|法律效力|执行(?:原|一审)?判?决?)"
)

# "如果未按本判决指定的期间履行给付金钱义务，应当…加倍支付迟延履行期间的债务利息", "负有履行义务的
# 当事人须依法按期履行": what follows by law from any judgment (民事诉讼法第264条), ordered by none.
_DUTY_NOTE = (
    r"(?:(?:如果?|若|逾期|(?:负有[^，。；;\n]{0,12}义务的)?当事人)[，,]?(?:如果?|若)?(?:被告|义务人|当事人)?"
    r"(?:不能|未能?)按照?[^，。；;\n协约合]{0,16}期[间限][^，。；;\n]{0,6}履行"
    r"|(?:本?(?:判决|裁定|调解)书?(?:生效|发生法律效力)[之以]?后[，,])?"
    r"(?:(?:双方|各方|负有[^，。；;\n]{0,12}义务的)?(?:当事人|义务人)|负有义务一方)"
    r"(?![^。；;\n]*(?:协议|合同))[^。；;\n]{0,20}?(?:应当?|须|必须)[^。；;\n]{0,30}?履行)"
)
# What may follow an item without a number of its own, from its first words to the end of the item.
_NOTE = rf"(?:{_FEE}|{_DUTY_NOTE})"
_NOTE_FIRST = re.compile(_NOTE)
_NOTE_AFTER = re.compile(rf"(?<=[。；;\n，,）) \u3000]){_NOTE}")

# Item labels: 一、 | 1. 1、 | （一） | 第一项： ; "1.5倍" and "一、二审" are none.
_LABELS = (
    re.compile(r"(?P<n>[一二三四五六七八九十]{1,3})[、.．](?![一二三四五六七八九十]{1,2}审)"),
    re.compile(r"(?P<n>\d{1,2})[、.．](?!\d)"),
    re.compile(r"[（(](?P<n>[一二三四五六七八九十]{1,3})[）)]"),
)
# 驳回原告要求：1.撤销…；2.赔偿…的诉讼请求: a list of what was asked, no items
REFUSED_LIST = re.compile(
    r"驳回(?:(?!驳回|请求)[^。；;]){0,60}?(?:要求|请求|诉请)(?![，。；;、])"
    r"(?P<list>(?:(?!驳回|请求)[^。]){1,600}?的(?:各项|全部|上述)?(?:诉讼|赔偿)请求)(?=[。；;]|$)"
)

_LONGEST = 20_000  # characters of an operative part


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its number (1-based, 0 when the part has no numbering), the span of its words, and
    ``printed``, where its label (一、) begins: ``start`` when it has none."""

    number: int
    printed: int
    start: int
    end: int


def numeral(text: str) -> int:
    """Chinese or Arabic item number: 十二 is 12. Raises ValueError for anything else."""
    number = item_numeral(text)
    if not number:
        raise ValueError(f"no item number: {text!r}")
    return number


def find_operative(text: str) -> Span | None:
    """The operative part of a whole judgment, ruling or mediation, without costs and appeal notice.

    A paper quotes the rulings below it ("一审法院判决如下"), so the last trigger before the court's
    signature is taken. None when there is none.
    """
    triggers = [m for m in TRIGGER.finditer(text) if text[m.end() :].strip()]
    if not triggers:
        return None
    signature = SIGNATURE.search(text, triggers[0].end())
    before = [m for m in triggers if not signature or m.end() <= signature.start()]
    start = (before or triggers)[-1].end()
    return trimmed(text, start, end_of_part(text, start))


def end_of_part(text: str, start: int) -> int:
    """Where the operative part that begins at ``start`` ends: before the appeal notice or the names."""
    last = min(len(text), start + _LONGEST)
    for pattern in (SIGNATURE, _END):
        for match in pattern.finditer(text, start, last):
            at = match.start()
            # 自⏎本判决送达之日起…: words in the middle of a wrapped sentence
            if at == start or text[at - 1] != "\n" or not is_wrap(text, at - 1, start):
                last = at
                break
    return last


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space and stray marks at either end."""
    while start < end and text[start] in " \t\n\u3000：:；;，。、":
        start += 1
    while end > start and text[end - 1] in " \t\n\u3000：:，、":
        end -= 1
    return start, end


def cut_items(text: str, start: int = 0, end: int | None = None) -> list[Item]:
    """The items of the operative part ``text[start:end]``, costs and notes of effect left out."""
    end = end_of_part(text, start) if end is None else end
    labels = _sequence(text, start, end)
    if labels:
        spans = [
            (n, label, words, after)
            for (n, label, words), after in zip(
                labels, [at for _, at, _ in labels[1:]] + [end], strict=True
            )
        ]
        lead = trimmed(text, start, labels[0][1])
        if lead[1] - lead[0] > 4:  # "驳回上诉，一、…": words before the first number count too
            spans.insert(0, (0, lead[0], *lead))
    else:
        spans = [(0, a, a, b) for a, b in _sentences(text, start, end)]
    items = []
    for number, label, first, last in spans:
        a, b = trimmed(text, first, _before_notes(text, first, last))
        if a < b and not _EFFECT_NOTE.match(text[a:b]) and not _aside(text[a:b]):
            items.append(Item(number, label if number else a, a, b))
    return items


def _sequence(text: str, start: int, end: int) -> list[tuple[int, int, int]]:
    """(number, label start, label end) of the numbering that counts 1, 2, 3 … from a beginning."""
    lists = _refused_lists(text, start, end)
    for pattern in _LABELS:
        found: list[tuple[int, int, int]] = []
        for match in pattern.finditer(text, start, end):
            before = text[start : match.start()].rstrip(" \t\u3000")
            opens = not before or before[-1] in "。；;：:\n，,”）)]】"
            if (
                opens
                and not any(a < match.start() < b for a, b in lists)
                and _number(match["n"]) == len(found) + 1
            ):
                found.append((len(found) + 1, match.start(), match.end()))
        if len(found) > 1 or (found and found[0][1] - start < 3):
            return found
    return []


def _number(text: str) -> int:
    try:
        return numeral(text)
    except ValueError:
        return 0


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    lists = _refused_lists(text, start, end)
    for match in re.finditer(r"[。；;\n]", text[start:end]):
        inside = text[at : start + match.start()]
        if any(a < start + match.start() < b for a, b in lists):
            continue
        if inside.count("“") == inside.count("”") and inside.count("（") <= inside.count("）"):
            yield at, start + match.end()
            at = start + match.end()
    yield at, end


def _refused_lists(text: str, start: int, end: int) -> list[Span]:
    return [match.span("list") for match in REFUSED_LIST.finditer(text, start, end)]


def _aside(sentence: str) -> bool:
    """A sentence about costs, or all in brackets: （本院查明：被告已自行撤销…）."""
    cost = re.search(_COST, sentence)
    if cost and not _ORDERS_BEFORE_COST.search(sentence, 0, cost.end()):
        return bool(re.search(_COURT_FEE, cost[0])) or "赔偿" not in sentence
    return bool(re.fullmatch(r"\s*（[^（）]*）\s*", sentence))


def _before_notes(text: str, start: int, end: int) -> int:
    note = _NOTE_FIRST.match(text, start, end) or _NOTE_AFTER.search(text, start, end)
    return note.start() if note else end
