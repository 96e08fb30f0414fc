"""The number of this case (案号) and of the decision it challenges (原审案号)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.case_numbers import CaseNumber, find_case_numbers, first_of_several
from services.vocabulary import FieldName, PaperKind, Stage

_DECISIONS = (PaperKind.JUDGMENT, PaperKind.RULING, PaperKind.COMPENSATION_JUDGMENT)


@reader("case_number.header", FieldName.CASE_NUMBER)
def in_the_header(context: PaperContext) -> Iterator[Reading]:
    """The number under the title."""
    number = context.head.number
    if number:
        yield Reading(number.value, number.start, number.end)


_LABEL = re.compile(r"案号|案件编号")
_INSIDE = re.compile(r"内件(?:品名|名称)?")  # of an envelope: 内件品名：（2025）渝0109行初7号应诉通知书


@reader("case_number.cell", FieldName.CASE_NUMBER)
def beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """The form cell, or the line, beside 案号; a narrow cell breaks its number over two lines."""
    span = context.form_value(_LABEL)
    if span is None and context.kind is PaperKind.SERVICE_RETURN:
        span = context.form_value(_INSIDE)
    if span:
        kept = [at for at in range(*span) if context.text[at] != "\n"]
        for number in find_case_numbers("".join(context.text[at] for at in kept)):
            yield Reading(number.value, kept[number.start], kept[number.end - 1] + 1)
            return


_OWN = re.compile(r"(?:本案案号|案号)[为是：:]?(?=[（〔\[])")


@reader("case_number.sentence", FieldName.CASE_NUMBER)
def named_in_a_sentence(context: PaperContext) -> Iterator[Reading]:
    """A notice names its own case in running text: 本院受理的（2023）渝0109行初45号…一案."""
    for match in _OWN.finditer(context.text):
        for number in find_case_numbers(context.text, match.end(), match.end() + 40):
            if number.start == match.end():
                yield Reading(number.value, number.start, number.end)
                return
    if context.kind is PaperKind.EFFECTIVENESS_CERTIFICATE:
        yield from _decisions_named(context)
        return
    if context.kind in (PaperKind.JUDGMENT, PaperKind.RULING, PaperKind.COMPENSATION_JUDGMENT):
        return  # there it is more often the number of an earlier case
    for match in re.finditer(r"(?:受理|审理)的?(?=[（〔\[])", context.text):
        for number in find_case_numbers(context.text, match.end(), match.end() + 40):
            if number.start == match.end():
                yield Reading(number.value, number.start, number.end)
                return


# Papers of one pending case. The number a petition, a decision or an advice names may be another's.
_OF_ONE_CASE = frozenset(
    {
        PaperKind.SUMMONS,
        PaperKind.RESPONSE_NOTICE,
        PaperKind.EVIDENCE_NOTICE,
        PaperKind.JOINDER_NOTICE,
        PaperKind.PANEL_NOTICE,
        PaperKind.RIGHTS_NOTICE,
        PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
        PaperKind.HEARING_CHANGE_NOTICE,
        PaperKind.HEARING_RECORD,
        PaperKind.FEE_NOTICE,
        PaperKind.SERVICE_RETURN,
        PaperKind.SERVICE_ADDRESS_FORM,
        PaperKind.ELECTRONIC_SERVICE_NOTICE,
        PaperKind.OTHER_COURT_PAPER,
    }
)


def own_number(context: PaperContext) -> CaseNumber | None:
    """The number of the case ``context`` is a paper of: of its heading; where that has none, beside a
    label or in the sentence that names it."""
    if context.head.number or context.kind not in _OF_ONE_CASE:
        return context.head.number
    for read in (beside_its_label, named_in_a_sentence):
        for reading in read(context):
            return next(find_case_numbers(str(reading.value)), None)
    return None


_SENTENCE_ENDS = re.compile(r"向(?:本院|我院|最高人民法院)|提起上诉|申请再审|[。\n]")
# 行政判决, 不予立案的行政裁定, 驳回其诉讼请求的行政判决
_DECISION = re.compile(
    r"(?:[^，。；：、（）《》〔〕\d\n]{2,20}的)?《?(?:行政|民事|知识产权)?(?:赔偿)?(?:判决|裁定|调解)"
)
# 张某不服，向本院提起上诉: what is challenged was named before
_BROUGHT = re.compile(r"不服[^。\n]{0,20}?(?:向(?:本院|我院)|提起上诉|提出上诉|申请再审)")
_HEARD_AGAIN = re.compile(r"重审|重新审理")
_TOLD_BEFORE = 200  # characters before 不服 in which the decision is named


@reader("prior_case_number.challenged", FieldName.PRIOR_CASE_NUMBER)
def of_the_decision_challenged(context: PaperContext) -> Iterator[Reading]:
    """不服某某人民法院（2022）渝0109行初45号行政判决，向本院提起上诉; 对…行政判决不服.

    Where the sentence names both decisions below, an appeal challenges the first and an application
    for retrial the second. Of a case that was sent back it is the decision that followed: …发回重审。
    某某人民法院重审后作出（2021）渝0109行初200号行政判决，张某仍不服.
    """
    if context.stage in (Stage.FIRST, Stage.ENFORCEMENT_REVIEW, None):
        return
    challenged = _decisions_challenged(context)
    first = next(challenged, None)
    if first is None:
        return
    last = first
    for later in challenged:
        if later.end > context.sections.head_end:
            break  # cases of the facts were heard again too
        if later.administrative and _HEARD_AGAIN.search(context.text, last.end, later.start):
            last = later
    yield Reading(last.value, last.start, last.end)


def _decisions_challenged(context: PaperContext) -> Iterator[CaseNumber]:
    """The decision each 不服 of the paper speaks of: named behind it, else before it."""
    text, wanted = context.text, "初" if context.stage is Stage.SECOND else "终"
    for match in re.finditer("不服", text):
        ends = _SENTENCE_ENDS.search(text, match.end(), match.end() + 400)
        numbers = list(_decisions(context, match.end(), ends.start() if ends else match.end() + 200))
        if numbers:
            yield next((n for n in numbers if wanted in n.type_code), numbers[0])
        elif _BROUGHT.match(text, match.start()):
            line = text.rfind("\n", 0, match.start()) + 1
            told = list(_decisions(context, max(line, match.start() - _TOLD_BEFORE), match.start()))
            yield from [n for n in told if wanted in n.type_code][-1:]


def _decisions(context: PaperContext, start: int, end: int) -> Iterator[CaseNumber]:
    """The numbers of decisions in ``text[start:end]`` that are not the paper's own."""
    own = context.head.number.value if context.head.number else None
    named = (*find_case_numbers(context.text, start, end), *first_of_several(context.text, start, end))
    for number in sorted(named, key=lambda each: each.start):
        if number.value != own and _DECISION.match(context.text, number.end):
            yield number


@reader("prior_case_number.enforced", FieldName.PRIOR_CASE_NUMBER)
def of_the_decision_enforced(context: PaperContext) -> Iterator[Reading]:
    """本院作出的（2022）渝0109行初45号行政判决书已发生法律效力 of an enforcement notice."""
    if context.kind is PaperKind.ENFORCEMENT_NOTICE:
        yield from _decisions_named(context)


def _decisions_named(context: PaperContext) -> Iterator[Reading]:
    """The first decision of a court named by its number that is not the paper's own."""
    for number in _decisions(context, 0, len(context.text)):
        yield Reading(number.value, number.start, number.end)
        return
