"""The act that is sued about (被诉行政行为) and its reconsideration (行政复议): whose, when, which
number.

原告不服被告云山县自然资源局于2023年2月1日作出的云自然资罚〔2023〕1号行政处罚决定. Judgments, notices
and complaints word it alike; each part is a field of its own, for each may stand without the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from services.agencies import same_agency
from services.extractor.fields.acts import PREPARING, Act, acts_in, sued_conduct
from services.extractor.fields.claims import claims_span
from services.extractor.fields.document_numbers import NUMBER_HERE, normal_number
from services.extractor.fields.names import AGENCY_END
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.vocabulary import FieldName, PaperKind, Stage

_RECONSIDERED = re.compile(r"复议")
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
    PaperKind.RECONSIDERATION_DECISION,
)
# Their claims say what is sued about; the facts tell of what came before it too.
_CLAIMING = (PaperKind.COMPLAINT, PaperKind.RECONSIDERATION_APPLICATION)
_FACTS = 1500  # characters behind the head in which the facts name the act
# What says that the act of this sentence is the one in dispute.
_IN_DISPUTE = re.compile(r"不服|诉(?!称|讼)|请求|撤销|确认|变更|强制执行|被诉|涉案|诉争")

# 根据《…通知》（云府发〔2020〕1号）: what an act rests on
_GROUND = re.compile(r"(?:根据|依据|依照|按照|参照|适用)[^，。；]{0,30}$")

_INTRODUCED = r"（[^（）]{0,20}?(?:简称|下称)[：:“‘\"]*(?P<short>[\u4e00-\u9fa5]{2,16})[”’\"]?）"


def find_acts(context: PaperContext) -> tuple[Act, ...]:
    """Acts the paper speaks of, those it says to be in dispute first, the court's own left out."""
    if "acts" not in context.shared:
        context.shared["acts"] = tuple(_acts(context)) if context.kind in _TELLS else ()
    acts: tuple[Act, ...] = context.shared["acts"]
    return acts


def _acts(context: PaperContext) -> list[Act]:
    text, sections = context.text, context.sections
    stop = len(text)
    short = tuple(short_names(context))
    if context.kind in _DECISIONS:
        stop = min(stop, sections.head_end + _FACTS)
    found = list(acts_in(text, 0, stop, context.names, short))
    if context.stage is Stage.FIRST and sections.operative and sections.operative[1] > stop:
        found += acts_in(
            text, max(stop, sections.operative[0]), sections.operative[1], context.names, short
        )
    claims = claims_span(context) if context.kind in _CLAIMING else None
    if claims:
        found += sued_conduct(text, *claims, context.names, short)
    if context.kind is PaperKind.RULING:
        wrong = [match.span("wrong") for match in _CORRECTED.finditer(text)]
        found = [act for act in found if not any(a <= act.verb < b for a, b in wrong)]
    return sorted(found, key=lambda act: (_doubts(context, act, claims), act.verb))


# “…2022年11月9日作出的…”补正为“…2022年11月19日作出的…”: what a ruling corrects is void
_CORRECTED = re.compile(
    r"[“\"](?P<wrong>[^“”\"\n]{1,400})[”\"][^“”\"。\n]{0,20}(?:补正|更正|改正|变更|更改|改)为[：:]?[“\"]"
)


def _doubts(context: PaperContext, act: Act, claims: Span | None) -> int:
    """How little says that ``act`` is the one in dispute. In a pleading it is the one of the claims."""
    before, name = context.text[act.start : act.verb], context.text[slice(*act.name)]
    return (
        (0 if act.number else 2)
        - (1 if _IN_DISPUTE.search(before) else 0)
        - (4 if claims and claims[0] <= act.verb < claims[1] else 0)
        + (1 if context.kind in _DECISIONS and act.verb > context.sections.head_end else 0)
        + (0 if _done_by_a_party(context, act) else 3)
        + (6 if PREPARING.search(name) or _GROUND.search(before) else 0)
    )


def _done_by_a_party(context: PaperContext, act: Act) -> bool:
    agencies = [name for name in context.names if re.search(AGENCY_END, name)]
    if not agencies:
        return True
    organ = _full_name(context, context.text[slice(*act.organ)]) if act.organ else None
    return organ in agencies


def _challenged(context: PaperContext) -> Act | None:
    """The act in dispute that is no reconsideration; else the reconsideration itself is sued about,
    unless another office was sued with the one that reconsidered: then what that one did is in dispute,
    conduct or an omission, which bears no number."""
    acts = find_acts(context)
    original = [act for act in acts if not _is_reconsideration(context, act)]
    if not original and _another_is_sued(context):
        return None
    return _told_together(context, original or list(acts))


def _another_is_sued(context: PaperContext) -> bool:
    reconsidered = _reconsideration(context)
    if reconsidered is None or reconsidered.organ is None:
        return len(context.sued) > 1
    organ = _full_name(context, context.text[slice(*reconsidered.organ)])
    return any(name != organ and not same_agency(name, organ) for name in context.sued)


def _reconsideration(context: PaperContext) -> Act | None:
    return _told_together(
        context, [act for act in find_acts(context) if _is_reconsideration(context, act)]
    )


def _told_together(context: PaperContext, acts: list[Act]) -> Act | None:
    """The first of ``acts`` with what other sentences say of the same one: the claim gives the number,
    the facts the day."""
    if not acts:
        return None
    first, others = acts[0], acts[1:]
    for other in others:
        if _same(context, first, other):
            first = replace(
                first,
                number=first.number or other.number,
                organ=first.organ or other.organ,
                day=first.day or other.day,
            )
    return first


def _same(context: PaperContext, a: Act, b: Act) -> bool:
    text = context.text
    if a.number and b.number:
        return normal_number(text[slice(*a.number)]) == normal_number(text[slice(*b.number)])
    if a.day and b.day and a.day[1] != b.day[1]:
        return False
    return text[slice(*a.name)].removesuffix("书") == text[slice(*b.name)].removesuffix("书")


def _is_reconsideration(context: PaperContext, act: Act) -> bool:
    return _RECONSIDERED.search(context.text, *act.name) is not None


def _read(context: PaperContext, span: Span | None) -> Iterator[Reading]:
    if span:
        yield Reading(context.text[slice(*span)].replace("\n", "").strip("《》"), *span)


def _read_number(context: PaperContext, span: Span | None) -> Iterator[Reading]:
    if span:
        yield Reading(normal_number(context.text[slice(*span)]), *span)


def _read_organ(context: PaperContext, span: Span | None) -> Iterator[Reading]:
    """By its full name where the paper introduced a short one: …（以下简称县资源局）."""
    if span:
        printed = context.text[slice(*span)].replace("\n", "")
        yield Reading(_full_name(context, printed), *span)


def _full_name(context: PaperContext, printed: str) -> str:
    if printed in (short := short_names(context)):
        return short[printed]
    agencies = [name for name in context.names if re.search(AGENCY_END, name)]
    same = [name for name in agencies if name.endswith(printed) or same_agency(name, printed)]
    return same[0] if len(same) == 1 and len(printed) < len(same[0]) else printed


def short_names(context: PaperContext) -> dict[str, str]:
    """The short names the paper introduces for its agencies: 江州市公安局（以下简称市公安局）."""
    if "short names" not in context.shared:
        context.shared["short names"] = {
            match["short"]: name
            for name in context.names
            if re.search(AGENCY_END, name)
            for match in re.finditer(re.escape(name) + _INTRODUCED, context.text)
        }
    short: dict[str, str] = context.shared["short names"]
    return short


@reader("challenged_act.sentence", FieldName.CHALLENGED_ACT)
def what_was_done(context: PaperContext) -> Iterator[Reading]:
    """行政处罚决定, 《责令限期拆除决定书》."""
    act = _challenged(context)
    yield from _read(context, act.name if act else None)


@reader("act_organ.sentence", FieldName.ACT_ORGAN)
def who_did_it(context: PaperContext) -> Iterator[Reading]:
    """被告云山县自然资源局…作出."""
    act = _challenged(context)
    yield from _read_organ(context, act.organ if act else None)


@reader("act_number.sentence", FieldName.ACT_NUMBER)
def under_which_number(context: PaperContext) -> Iterator[Reading]:
    """云自然资罚〔2023〕1号, before the name of the act or in brackets behind it."""
    act = _challenged(context)
    yield from _read_number(context, act.number if act else None)


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
    yield from _read_organ(context, act.organ if act else None)


@reader("reconsideration_number.sentence", FieldName.RECONSIDERATION_NUMBER)
def number_of_the_reconsideration(context: PaperContext) -> Iterator[Reading]:
    """云府复决字〔2023〕12号."""
    act = _reconsideration(context)
    yield from _read_number(context, act.number if act else None)


_OWN_RECONSIDERATION = (
    PaperKind.RECONSIDERATION_DECISION,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
)


@reader("reconsideration_organ.heading", FieldName.RECONSIDERATION_ORGAN)
def above_the_title(context: PaperContext) -> Iterator[Reading]:
    """云山县人民政府 above the title 行政复议决定书, 行政复议答复通知书."""
    title = context.head.title
    if context.kind in _OWN_RECONSIDERATION and title:
        above = [line for line in context.paper.lines() if line[1] <= title.start]
        start, end = above[-1] if above else (0, 0)
        if re.search(AGENCY_END, context.text[start:end]):
            yield Reading(context.text[start:end], start, end)


@reader("reconsideration_number.heading", FieldName.RECONSIDERATION_NUMBER)
def under_the_title(context: PaperContext) -> Iterator[Reading]:
    """The number under the title 行政复议决定书, 行政复议答复通知书."""
    title = context.head.title
    if context.kind not in _OWN_RECONSIDERATION or not title:
        return
    for start, end in context.paper.lines():
        if start >= title.end and start - title.end <= 60:
            match = NUMBER_HERE.fullmatch(context.text, start, end)
            if match:
                yield Reading(normal_number(match["number"]), *match.span("number"))
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
