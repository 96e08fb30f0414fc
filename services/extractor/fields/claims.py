"""What is asked for (诉讼请求), item by item; and what an advice proposes (建议内容), item by item."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from services.extractor.fields.boxes import TICK, has_boxes, ticked
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.text.numerals import parse_int
from services.vocabulary import FieldName, PaperKind

_PLEADINGS = (
    PaperKind.COMPLAINT,
    PaperKind.APPEAL_PETITION,
    PaperKind.RETRIAL_PETITION,
    PaperKind.RECONSIDERATION_APPLICATION,
)
_DECISIONS = (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING)
_CLAIMED = re.compile(r"(?:^|\n)(?:一、)?(?:诉讼|上诉|再审|复议|赔偿)?请求(?:事项)?[：:\n]")
_GROUNDS = re.compile(
    r"(?:^|\n)(?:二、)?(?:事实(?:与|和|及|、)理由|上诉(?:的事实与)?理由|(?:申请)?再审(?:的事实与)?理由|申请理由|理由|此致)"
)
# 原告周某甲诉称…请求：1.撤销…；2.判令…。
_ASKED = re.compile(
    r"(?:诉讼请求(?:为|是)?[：:]|(?:故|特|遂|为此|现)?(?:诉至(?:本院|法院)[，,]?)?请求(?:人民法院|法院|本院|依法|判令|判决)*[：:])"
)
# A claim asks a court for something; 请求：《…合同》，证明… is a list of evidence.
_CLAIM = re.compile(
    r"(?:依法|请求|要求|判令|判决|责令|法院|人民法院|本院|二审法院|对)*[^，。；\n]{0,12}?"
    r"(?:撤销|确认|判令|判决|责令|变更|赔偿|返还|索还|支付|改判|驳回|停止|恢复|履行|补偿|解除|发回|支持|指令|提审|维持|给付|重新)"
)
_ANSWERED = re.compile(r"不予支持|予以支持|不能成立|没有(?:事实|法律)")
# 周某甲诉称，…请求依法撤销被告作出的处罚决定，诉讼费由被告承担。 No colon tells where the claims begin.
_ASKED_AT_ONCE = re.compile(
    r"(?:故|特|遂|为此|现|综上)[^。；\n，]{0,12}?请求(?:人民法院|法院|本院|贵院|二审法院)?(?=[^。；\n：，]{0,8}?(?:撤销|确认|判令|责令|变更|判决|改判))"
)
ITEM = re.compile(
    r"(?:(?<=[\n；;。：:])|^)(?:\d{1,2}(?:[.、．](?!\d)|，)|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）|[①②③④⑤⑥⑦⑧⑨])"
)


@reader("claims.section", FieldName.CLAIMS)
def under_their_heading(context: PaperContext) -> Iterator[Reading]:
    """诉讼请求：1.…2.… of a complaint or petition, up to 事实与理由."""
    span = claims_span(context)
    if span and has_boxes(context.text, *span):
        yield from _ticked_items(context, *span)
    elif span:
        yield from _items(context, *span)


# 行政处罚决定文号及作出时间：… below a claim of an element form asks for something else
_NEXT_QUESTION = re.compile(r"\n(?=[^\n。；：:]{2,24}[：:])")
_BOXES_BEGIN = re.compile(rf"[：:][^□{TICK}：:\n]{{0,12}}[□{TICK}]")


def _ticked_items(context: PaperContext, start: int, end: int) -> Iterator[Reading]:
    """The claims of an element form with what was ticked of their choices, nothing ticked no claim:
    撤销行政处罚决定：☑全部撤销 □部分撤销."""
    text, values, spans = context.text, [], []
    for first, last in item_spans(text, start, end):
        question = _NEXT_QUESTION.search(text, first, last)
        stop = question.start() if question else last
        choices, value = first, text[first:stop]
        if has_boxes(text, first, stop):
            label = _BOXES_BEGIN.search(text, first, stop)
            choices = label.start() + 1 if label else first
            said = "、".join(text[slice(*choice)] for choice in ticked(text, choices, stop))
            value = text[first:choices] + said if said else ""
        if value:
            values.append(value.replace("\n", ""))
            spans.append((first, stop))
    if spans:
        yield Reading(values, spans[0][0], spans[-1][1])


def claims_span(context: PaperContext) -> Span | None:
    """What stands between the headings 诉讼请求 and 事实与理由 of a pleading."""
    heading = _CLAIMED.search(context.text) if context.kind in _PLEADINGS else None
    grounds = _GROUNDS.search(context.text, heading.end() - 1) if heading else None
    return (heading.end(), grounds.start()) if heading and grounds else None


@reader("claims.told", FieldName.CLAIMS)
def told_by_the_judgment(context: PaperContext) -> Iterator[Reading]:
    """原告诉称…请求：1.撤销…；2.判令…。 in a first-instance decision: to the end of the sentence."""
    if context.kind not in _DECISIONS or not context.sections.operative:
        return
    stop = context.sections.reasons or context.sections.operative[0]  # there the court answers them
    for match in (
        *_ASKED.finditer(context.text, 0, stop),
        *_ASKED_AT_ONCE.finditer(context.text, 0, stop),
    ):
        end = _end_of_the_claims(context.text, match.end())
        spans = item_spans(context.text, match.end(), end)
        answered = spans and _ANSWERED.search(context.text, spans[0][0], spans[-1][1])
        if spans and not answered and _CLAIM.match(context.text, spans[0][0]):
            yield from _items(context, match.end(), end)
            return


_SENTENCE_ENDS = re.compile(r"[。\n]+|$")


def _end_of_the_claims(text: str, start: int) -> int:
    """Where the sentence ends, unless the item next in number begins there: …；⏎2.赔偿…, …。2.赔偿….

    The first may begin on a line of its own: 请求：⏎1.撤销….
    """
    first = ITEM.match(text, start) or ITEM.match(text, start + text.startswith("\n", start))
    at, mark = first.end() if first else start, first
    while True:
        ends = _SENTENCE_ENDS.search(text, at)
        end, behind = ends.span() if ends else (len(text), len(text))
        following = ITEM.match(text, behind)
        if not (mark and following and _is_next(mark[0], following[0])):
            return end
        at, mark = following.end(), following


def _is_next(mark: str, following: str) -> bool:
    one, two = _place(mark), _place(following)
    return _form(mark) == _form(following) and one is not None and two == one + 1


def _place(mark: str) -> int | None:
    return parse_int(unicodedata.normalize("NFKC", mark).strip("()、，．."))


def _items(context: PaperContext, start: int, end: int) -> Iterator[Reading]:
    spans = item_spans(context.text, start, end)
    if spans:
        values = [context.text[slice(*span)].replace("\n", "") for span in spans]
        yield Reading(values, spans[0][0], spans[-1][1])


def item_spans(text: str, start: int, end: int) -> list[Span]:
    """The numbered items of ``text[start:end]`` without their numbers; without numbers all is one.

    Only numbers of the form of the first count: 一、 with 1. inside stays one item.
    """
    marks = list(ITEM.finditer(text, start, end))
    if marks:
        form = _form(marks[0][0])
        marks = [mark for mark in marks if _form(mark[0]) == form]
    starts = [mark.end() for mark in marks] or [start]
    ends = [*(mark.start() for mark in marks[1:]), end]
    spans = [_trimmed(text, *span) for span in zip(starts, ends, strict=True)]
    return [span for span in spans if span[1] - span[0] >= 2]


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in " \n：":
        start += 1
    while end > start and text[end - 1] in " \n；;。，":
        end -= 1
    return start, end


def _form(mark: str) -> str:
    if mark[0].isdigit():
        return "1"
    return "（" if mark[0] == "（" else ("①" if mark[0] in "①②③④⑤⑥⑦⑧⑨" else "一")


_ADVICE = (PaperKind.JUDICIAL_ADVICE, PaperKind.PROCURATORIAL_ADVICE)
_PROPOSED = re.compile(
    r"(?:建议(?:如下|你[^，。：\n]{0,12})?[：:]|(?:特|提出)[^。\n]{0,16}建议[：:，。]?|建议如下)"
)
_PROPOSALS_END = re.compile(
    r"\n(?:以上建议|上述建议|请(?:你|于|在|将|贵)|此致|特此|附[：:]|联系人|抄送)|以上(?:建议|意见)[，,]?请"
)


@reader("advice_items.section", FieldName.ADVICE_ITEMS)
def proposed_item_by_item(context: PaperContext) -> Iterator[Reading]:
    """特提出如下建议：一、…二、… of 司法建议书 and 检察建议书 (样式, 法释〔2023〕11号附件)."""
    if context.kind not in _ADVICE:
        return
    after = context.head.title.end if context.head.title else 0
    for match in _PROPOSED.finditer(context.text, after):
        end = _PROPOSALS_END.search(context.text, match.end())
        spans = item_spans(context.text, match.end(), end.start() if end else len(context.text))
        if spans:
            values = [context.text[slice(*span)].replace("\n", "") for span in spans]
            yield Reading(values, spans[0][0], spans[-1][1])
            return
