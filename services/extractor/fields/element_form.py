"""Cells of the courts' element forms (要素式起诉状, 最高人民法院 2025): acts, reconsideration, parties.

    被告                                   a cell that is a role and nothing more
    名称：云山县市场监督管理局             what stands beside or below it
    行政处罚决定文号及作出时间             a question
    云市监罚〔2024〕8号，2024年4月2日      its answer, in the next cell or on the next line
    是否申请过复议  是☑ 否□ 复议机关：云山县人民政府 复议决定文号：… 复议结果：维持

A form left blank says nothing: an empty cell, or the box of 否 ticked, gives no value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.extractor.fields.document_numbers import NUMBER_HERE, normal_number
from services.extractor.fields.names import names_at
from services.extractor.fields.party_lines import wrapped_name
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.fields.roles import MARKER, Marker, read_marker
from services.extractor.text.dates import DATE, find_dates
from services.vocabulary import FieldName, PaperKind, Stage

_FORMS = (PaperKind.COMPLAINT, PaperKind.RECONSIDERATION_APPLICATION)
_ITEM = r"(?:\d{1,2}[.、]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十\d]{1,2}）)?"
# 被诉行政处罚决定文号及作出时间, 答复文号、日期, 决定书编号: not the number of the reconsideration
_NUMBER_LABEL = re.compile(
    rf"{_ITEM}(?:被诉)?(?P<act>(?:(?!复议)[\u4e00-\u9fa5（）、]){{0,24}}?)(?:的)?(?:文号|编号|文书号)"
    r"(?:[及、和与]?(?:作出|答复|颁发|送达)?(?:的)?(?:时间|日期))?"
)
_DAY_LABEL = re.compile(
    rf"{_ITEM}(?:被诉)?(?:(?!复议)[\u4e00-\u9fa5（）、]){{0,24}}?(?:作出|颁发|答复)(?:的)?(?:时间|日期)"
)


@reader("act_number.cell", FieldName.ACT_NUMBER)
def number_beside_its_question(context: PaperContext) -> Iterator[Reading]:
    """行政处罚决定文号及作出时间: 云市监罚〔2024〕8号，2024年4月2日."""
    span = context.form_value(_NUMBER_LABEL) if context.kind in _FORMS else None
    match = NUMBER_HERE.search(context.text, *span) if span else None
    if match:
        yield Reading(normal_number(match["number"]), *match.span("number"))


@reader("act_on.cell", FieldName.ACT_ON)
def day_beside_its_question(context: PaperContext) -> Iterator[Reading]:
    """The day behind the number, or beside 作出时间 on a row of its own."""
    if context.kind not in _FORMS:
        return
    for label in (_NUMBER_LABEL, _DAY_LABEL):
        span = context.form_value(label)
        found = next(find_dates(context.text, *span), None) if span else None
        if found:
            yield Reading(found.day.isoformat(), found.start, found.end)
            return


_ASKED = re.compile(r"是否[^\n]{0,24}?复议")
_DENIED = re.compile(r"□是[☑☒✓√■]否|是□否[☑☒✓√■]|^[：:]?(?:否|无)", re.M)
_AFTERWARDS = 240  # characters behind the question in which its answer stands
_REVIEWER = re.compile(
    r"复议机关(?:名称)?[：:](?!复议决定)(?P<organ>[\u4e00-\u9fa5（）]{4,40}?)(?=复议|作出|文号|[，。；\n\d]|$)"
)
_REVIEW_NUMBER = re.compile(rf"复议决定(?:书)?(?:的)?(?:文号|编号)[：:]?{NUMBER_HERE.pattern}")
_REVIEW_DAY = re.compile(rf"(?:作出|决定)(?:的)?(?:时间|日期)[：:]?(?P<day>{DATE})")
_REVIEW_RESULT = re.compile(
    r"复议(?:决定)?结果[：:](?P<result>维持|撤销|变更|确认违法|驳回|不予受理|责令履行|终止)"
)


def _answer(context: PaperContext, pattern: re.Pattern[str], group: str) -> Iterator[Span]:
    """Where ``pattern`` stands behind the question about a reconsideration that was not denied."""
    asked = _ASKED.search(context.text) if context.kind is PaperKind.COMPLAINT else None
    if not asked:
        return
    if _DENIED.search(context.text[asked.end() : asked.end() + 40]):
        return
    match = pattern.search(context.text, asked.end(), asked.end() + _AFTERWARDS)
    if match:
        yield match.span(group)


@reader("reconsideration_organ.cell", FieldName.RECONSIDERATION_ORGAN)
def who_reconsidered_as_filled_in(context: PaperContext) -> Iterator[Reading]:
    """复议机关：云山县人民政府."""
    for span in _answer(context, _REVIEWER, "organ"):
        yield Reading(context.text[slice(*span)], *span)


@reader("reconsideration_number.cell", FieldName.RECONSIDERATION_NUMBER)
def number_of_the_reconsideration_as_filled_in(context: PaperContext) -> Iterator[Reading]:
    """复议决定文号：云府复〔2024〕33号."""
    for span in _answer(context, _REVIEW_NUMBER, "number"):
        yield Reading(normal_number(context.text[slice(*span)]), *span)


@reader("reconsideration_on.cell", FieldName.RECONSIDERATION_ON)
def day_of_the_reconsideration_as_filled_in(context: PaperContext) -> Iterator[Reading]:
    """作出时间：2024年6月20日 behind the question about a reconsideration."""
    for span in _answer(context, _REVIEW_DAY, "day"):
        for found in find_dates(context.text, *span):
            yield Reading(found.day.isoformat(), found.start, found.end)


@reader("reconsideration_result.cell", FieldName.RECONSIDERATION_RESULT)
def result_as_filled_in(context: PaperContext) -> Iterator[Reading]:
    """复议结果：维持."""
    for span in _answer(context, _REVIEW_RESULT, "result"):
        yield Reading(context.text[slice(*span)], *span)


# --- parties --------------------------------------------------------------------------------------
_ROLE_CELL = re.compile(
    r"^(?P<role>公益诉讼起诉人|起诉人|被?上诉人|被?申请人|原告|被告|第三人)\d?(?:（[^（）]{2,24}）)?(?=\n|姓名|名称)",
    re.M,
)
_NAME_LABEL = re.compile(r"\n?(?:姓名(?:或(?:者)?名称)?|名称(?:（[^）]{1,12}）)?|单位名称)[：:]")
_HEAD_LABEL = re.compile(r"\n(?:法定代表人|主要负责人|负责人)(?:[/、（(][^：:\n]{2,12})?[：:]")
_NEXT_ROLE = re.compile(r"\n(?:原告|被告|第三人|委托(?:诉讼)?代理人|诉讼请求|送达地址|事实[与和及])")


@dataclass(frozen=True, slots=True)
class FormParty:
    """A party of a form: its role, where its name stands, the line of its head."""

    marker: Marker
    name: Span
    head: Span | None


def read_cells(text: str, start: int, stage: Stage | None) -> Iterator[FormParty]:
    """The parties whose role fills a cell and whose name is written behind 姓名： or 名称：."""
    for cell in _ROLE_CELL.finditer(text, start):
        role = MARKER.match(text, cell.start("role"))
        label = _NAME_LABEL.match(text, cell.end())
        if not role or not label:
            continue
        line_end = _end_of_line(text, label.end())
        wrapped = wrapped_name(text, label.end(), line_end)
        name = wrapped or next(names_at(text, label.end(), line_end), None)
        if name is None or name[1] - name[0] < 2:
            continue
        stop = _NEXT_ROLE.search(text, line_end)
        head = _HEAD_LABEL.search(text, line_end, stop.start() if stop else len(text))
        yield FormParty(
            read_marker(role, stage),
            name,
            (head.start() + 1, _end_of_line(text, head.end())) if head else None,
        )


def _end_of_line(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
