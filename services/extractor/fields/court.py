"""The court a paper comes from (法院): full official name.

Three independent looks: the heading, the court code of the case number (渝0109 is 重庆市北碚区人民法院)
and, where those two do not settle it, spaCy over jieba tokens on the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.lexicons import court_codes, courts
from services.vocabulary import FieldName, PaperKind

COURT_NAME = (
    r"(?:[\u4e00-\u9fa5]{2,28}?(?:人民法院|中级法院|基层法院|铁路运输(?:第[一二三])?法院|海事法院|知识产权法院|互联网法院"
    r"|金融法院|农垦法院|林区法院))"
)
_STATE = "中华人民共和国"
_PROVINCE = re.compile(
    r"(?:[\u4e00-\u9fa5]{2,3}省|(?:内蒙古|宁夏回族|新疆维吾尔|广西壮族|西藏)自治区|(?:北京|天津|上海|重庆)市)"
)


def full_name(printed: str) -> str:
    """The name of the court ``printed`` as the lists have it: without 中华人民共和国.

    >>> full_name("中华人民共和国最高人民法院")
    '最高人民法院'
    """
    return printed.removeprefix(_STATE)


def is_listed(name: str) -> bool:
    """Is ``name`` a court of the list, with or without its province (or prefecture) before it?"""
    if name in courts():
        return True
    rest = _PROVINCE.sub("", name, count=1)
    if rest in courts():
        return True
    return any(name.endswith(listed) for listed in _same_ending(name))


def _same_ending(name: str) -> list[str]:
    starts = range(1, max(len(name) - 6, 1))
    return [name[start:] for start in starts if name[start:] in courts()]


@reader("court.heading", FieldName.COURT)
def in_the_heading(context: PaperContext) -> Iterator[Reading]:
    """The line above the title, completed by the code's court when it prints only its ending."""
    span = context.head.court
    if span is None:
        return
    name = context.text[slice(*span)].replace("\n", "")
    coded = _coded(context)
    if coded and coded != name and coded.endswith(name):
        name = coded  # 渝北区人民法院 on the paper, 重庆市渝北区人民法院 by its number
    yield Reading(name, *span)


@reader("court.case_number", FieldName.COURT)
def by_the_case_number(context: PaperContext) -> Iterator[Reading]:
    """The court whose code stands in the case number.

    The list writes some names without their province: a heading that only adds it agrees.
    """
    number, coded = context.head.number, _coded(context)
    if not number or not coded:
        return
    span = context.head.court
    if span:
        printed = context.text[slice(*span)].replace("\n", "")
        if printed.endswith(coded) or coded.endswith(printed):
            coded = max(printed, coded, key=len)
    yield Reading(coded, number.start, number.end)


@reader("court.signature", FieldName.COURT)
def above_the_date(context: PaperContext) -> Iterator[Reading]:
    """The court that signs a notice: alone on a line in its last lines."""
    lines = list(context.paper.lines())
    for start, end in lines[-6:]:
        match = re.fullmatch(COURT_NAME, context.text[start:end])
        if match and (start, end) != context.head.court:
            yield Reading(match[0], start, end)
            return


_SENDER = re.compile(r"寄件人(?:名称|姓名|单位)?")


@reader("court.sender", FieldName.COURT)
def who_posted_it(context: PaperContext) -> Iterator[Reading]:
    """寄件人 of the slip of a court's letter (法院专递)."""
    span = context.form_value(_SENDER) if context.kind is PaperKind.SERVICE_RETURN else None
    match = re.compile(COURT_NAME).match(context.text, *span) if span else None
    if match:
        yield Reading(match[0], *match.span())


@reader("court.tokens", FieldName.COURT)
def by_tokens(context: PaperContext) -> Iterator[Reading]:
    """spaCy over jieba tokens, asked only when the heading's court is not listed and its number does
    not confirm it: loading the pipeline costs a second once."""
    span = context.head.court
    printed = full_name(context.text[slice(*span)]) if span else None
    if context.kind is PaperKind.NOT_COURT_PAPER or (
        printed and (is_listed(printed) or _coded(context))
    ):
        return
    from services.extractor.text.tokens import find_names  # noqa: PLC0415  (spaCy is slow to import)

    first = context.text[: span[1] if span else 200]
    for name in find_names(first):
        if name.label == "COURT":
            yield Reading(name.text, name.start, name.end)
            return


def _coded(context: PaperContext) -> str | None:
    number = context.head.number
    return court_codes().get(number.court_code) if number and not number.old else None
