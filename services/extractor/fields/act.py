"""The act that is sued about (被诉行政行为) and its reconsideration (行政复议): whose, when, which
number.

原告不服被告云山县自然资源局于2023年2月1日作出的云自然资罚〔2023〕1号行政处罚决定. Judgments, notices
and complaints word it alike; each part is a field of its own, for each may stand without the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.extractor.fields.names import AGENCY_END
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.text.dates import find_dates
from services.vocabulary import FieldName, PaperKind

# 云自然资罚〔2023〕1号, 云公（样）行罚决字〔2023〕第1号. A court puts the year first: not this.
DOCUMENT_NUMBER = re.compile(
    r"(?<![\u4e00-\u9fa5（）])(?P<number>[\u4e00-\u9fa5（）]{1,24}?"
    r"[〔\[（【](?:19|20)\d{2}年?[〕\]）】](?:[\u4e00-\u9fa5]{0,4}第?)\d{1,8}(?:-\d{1,4})?号"
    r"|(?:第)?\d{6,20}(?:-\d{4,20})?号)"
)
# The same right behind 作出的, where no word boundary tells where the number begins.
_NUMBER_HERE = re.compile(DOCUMENT_NUMBER.pattern.removeprefix(r"(?<![\u4e00-\u9fa5（）])"))
_OFFICE_END = AGENCY_END.removesuffix("$")
_OFFICE = re.compile(rf"(?:[\u4e00-\u9fa5（）]{{2,30}}?){_OFFICE_END}")
_DONE = re.compile(r"(?:作出|做出|颁发|核发|发布|实施)(?:的|了)?")
_THING = re.compile(r"[^，。；：\n]{2,90}")
_ACT = re.compile(
    r"《?号?《?(?P<name>(?!号)[\u4e00-\u9fa5、（）]{0,30}?(?:决定书|通知书|告知书|认定书|答复书|意见书|责任书|责任认定|裁决书|登记证|许可证|产权证|所有权证|使用权证"
    r"|决定|通知|告知|认定|答复|登记|许可|批复|公告|意见|裁决|行政行为|行为))》?"
)
# 认定, 决定书 alone name nothing; 提交作出行政行为的证据 speaks of any act.
_NO_ACT = re.compile(r".{0,3}|(?:原|该|被诉|被告|上述)?(?:具体)?行政行为|(?:行政)?行为|行政决定书?")
_RECONSIDERED = re.compile(r"复议")
_JUDICIAL = re.compile(r"人民法院|判决|裁定|仲裁")
_RESULT = re.compile(
    r"维持|撤销|变更|确认[^，。；\n]{0,30}?违法|驳回|不予受理|责令[^，。；\n]{0,40}?重新作出|终止"
)
_DECISIONS = (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING)
_TELLS = (
    *_DECISIONS,
    PaperKind.COMPLAINT,
    PaperKind.APPEAL_PETITION,
    PaperKind.RETRIAL_PETITION,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.MEDIATION,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
    PaperKind.RECONSIDERATION_APPLICATION,
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act as one sentence tells it; spans of the cleaned text, None for what is not said."""

    name: Span
    organ: Span | None
    number: Span | None
    day: tuple[Span, str] | None
    end: int


def find_acts(context: PaperContext) -> tuple[Act, ...]:
    """Acts in the order the paper tells them, the court's own decisions left out."""
    if "acts" not in context.shared:
        context.shared["acts"] = tuple(_acts(context)) if context.kind in _TELLS else ()
    acts: tuple[Act, ...] = context.shared["acts"]
    return acts


def _acts(context: PaperContext) -> Iterator[Act]:
    text = context.text
    stop = min(len(text), context.sections.head_end + 1500)
    if context.kind not in _DECISIONS:
        stop = len(text)
    for done in _DONE.finditer(text, 0, stop):
        thing = _THING.match(text, done.end())
        if not thing or _JUDICIAL.search(thing[0]):
            continue
        number = _number(text, *thing.span())
        after = number[1] if number and number[0] - done.end() <= 1 else done.end()
        name = _ACT.search(text, after, thing.end())
        if not name or name.start() - after > 12 or _NO_ACT.fullmatch(name["name"]):
            continue
        if number is None:  # 《行政处罚决定书》（云自然资罚〔2023〕1号）
            number = _number(text, name.end(), min(len(text), name.end() + 50), bracketed=True)
        before = _sentence_start(text, done.start())
        yield Act(
            name.span("name"),
            _organ(context, before, done.start()),
            number,
            _day(text, before, done.start()),
            max(name.end(), number[1] if number else 0),
        )


def _number(text: str, start: int, end: int, *, bracketed: bool = False) -> Span | None:
    if bracketed:
        opening = re.compile(r"》?[（(]?(?:文号|编号)?[：:]?").match(text, start, end)
        match = _NUMBER_HERE.match(text, opening.end(), end) if opening and opening[0] else None
    else:
        match = _NUMBER_HERE.search(text, start, end)
    if not match:
        return None
    start, stop = match.span("number")
    unpaired = text.count("（", start, stop) > text.count("）", start, stop)
    return (start + 1, stop) if unpaired and text[start] == "（" else (start, stop)


def _sentence_start(text: str, position: int) -> int:
    start = max(text.rfind(mark, max(0, position - 120), position) for mark in "。；\n")
    return max(start + 1, position - 120)


def _day(text: str, start: int, end: int) -> tuple[Span, str] | None:
    days = list(find_dates(text, start, end))
    if not days:
        return None
    last = days[-1]
    return (last.start, last.end), last.day.isoformat()


# What may stand before an office's name in its sentence: 申请复议某某县人民政府, 5日某某县公安局.
_LEAD = re.compile(
    r"^.*(?:被告|原告|不服|撤销|确认|日(?!照)[，,]?|起诉|收到|申请|复议|工伤认定|查明|采信|进行|提起|条件|规定|[向因诉对由])"
)
_PLAIN_DEFENDANT = re.compile(r"被告|被上诉人|被申请人|该局|你(?:单位|局|府|机关)")


def _organ(context: PaperContext, start: int, end: int) -> Span | None:
    """The last office named before the verb; 被告 stands for the only agency among the parties."""
    text = context.text
    known = [
        (at, at + len(name))
        for name in context.names
        if re.search(AGENCY_END, name) and (at := text.rfind(name, start, end)) >= 0
    ]
    if known:
        return max(known)
    found = None
    for match in _OFFICE.finditer(text, start, end):
        found = match
    if found:
        lead = _LEAD.match(found[0])
        first = found.start() + (lead.end() if lead else 0)
        if found.end() - first >= 4:
            return first, found.end()
    agencies = [name for name in context.names if re.search(AGENCY_END, name)]
    if len(agencies) == 1 and _PLAIN_DEFENDANT.search(text, start, end):
        at = text.find(agencies[0])
        if at >= 0:
            return at, at + len(agencies[0])
    return None


def _challenged(context: PaperContext) -> Act | None:
    """The first act that is no reconsideration; else the reconsideration itself is sued about."""
    acts = find_acts(context)
    original = (act for act in acts if not _is_reconsideration(context, act))
    return next(original, acts[0] if acts else None)


def _reconsideration(context: PaperContext) -> Act | None:
    return next((act for act in find_acts(context) if _is_reconsideration(context, act)), None)


def _is_reconsideration(context: PaperContext, act: Act) -> bool:
    return _RECONSIDERED.search(context.text, *act.name) is not None


def _read(context: PaperContext, span: Span | None) -> Iterator[Reading]:
    if span:
        yield Reading(context.text[slice(*span)].replace("\n", "").strip("《》"), *span)


@reader("challenged_act.sentence", FieldName.CHALLENGED_ACT)
def what_was_done(context: PaperContext) -> Iterator[Reading]:
    """行政处罚决定, 《责令限期拆除决定书》."""
    act = _challenged(context)
    yield from _read(context, act.name if act else None)


@reader("act_organ.sentence", FieldName.ACT_ORGAN)
def who_did_it(context: PaperContext) -> Iterator[Reading]:
    """被告云山县自然资源局…作出."""
    act = _challenged(context)
    yield from _read(context, act.organ if act else None)


@reader("act_number.sentence", FieldName.ACT_NUMBER)
def under_which_number(context: PaperContext) -> Iterator[Reading]:
    """云自然资罚〔2023〕1号, before the name of the act or in brackets behind it."""
    act = _challenged(context)
    yield from _read(context, act.number if act else None)


@reader("act_on.sentence", FieldName.ACT_ON)
def on_which_day(context: PaperContext) -> Iterator[Reading]:
    """于2023年2月1日作出: the last day before the verb in its sentence."""
    act = _challenged(context)
    if act and act.day:
        yield Reading(act.day[1], *act.day[0])


@reader("reconsideration_organ.sentence", FieldName.RECONSIDERATION_ORGAN)
def who_reconsidered(context: PaperContext) -> Iterator[Reading]:
    """云山县人民政府作出行政复议决定."""
    act = _reconsideration(context)
    yield from _read(context, act.organ if act else None)


@reader("reconsideration_number.sentence", FieldName.RECONSIDERATION_NUMBER)
def number_of_the_reconsideration(context: PaperContext) -> Iterator[Reading]:
    """云府复决字〔2023〕12号."""
    act = _reconsideration(context)
    yield from _read(context, act.number if act else None)


_OWN_RECONSIDERATION = (
    PaperKind.RECONSIDERATION_DECISION,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
)


@reader("reconsideration_number.heading", FieldName.RECONSIDERATION_NUMBER)
def under_the_title(context: PaperContext) -> Iterator[Reading]:
    """The number under the title 行政复议决定书, 行政复议答复通知书."""
    title = context.head.title
    if context.kind not in _OWN_RECONSIDERATION or not title:
        return
    for start, end in context.paper.lines():
        if start >= title.end and start - title.end <= 60:
            match = _NUMBER_HERE.fullmatch(context.text, start, end)
            if match:
                yield Reading(match["number"], *match.span("number"))
                return


@reader("reconsideration_on.sentence", FieldName.RECONSIDERATION_ON)
def day_of_the_reconsideration(context: PaperContext) -> Iterator[Reading]:
    """云山县人民政府于2023年4月3日作出…行政复议决定."""
    act = _reconsideration(context)
    if act and act.day:
        yield Reading(act.day[1], *act.day[0])


@reader("reconsideration_result.sentence", FieldName.RECONSIDERATION_RESULT)
def how_it_ended(context: PaperContext) -> Iterator[Reading]:
    """…行政复议决定，维持了该处罚决定; 决定如下：维持 in the decision itself."""
    text = context.text
    if context.kind is PaperKind.RECONSIDERATION_DECISION:
        decided = re.search(r"决定(?:如下)?[：:]", text)
        start, end = (decided.end(), decided.end() + 120) if decided else (0, 0)
    else:
        act = _reconsideration(context)
        sentence_end = re.compile(r"[。；\n]").search(text, act.end) if act else None
        start, end = (act.name[0], sentence_end.start() if sentence_end else act.end) if act else (0, 0)
    match = _RESULT.search(text, start, end)
    if match:
        yield Reading(_result(match[0]), *match.span())


def _result(printed: str) -> str:
    if printed.startswith("确认"):
        return "确认违法"
    return "责令重作" if printed.startswith("责令") else printed
