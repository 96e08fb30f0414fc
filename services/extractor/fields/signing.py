"""The days a paper prints about itself: signed (落款日期) and the case filed (立案日期)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.fields.service import stamped_days, taken_days
from services.extractor.text.dates import DATE, FoundDate, find_dates
from services.vocabulary import FieldName, PaperKind

_AFTER_DATE = re.compile(
    r"[）)]?(?:$|\n|（?院印）?|（公章）|（盖章）|本件与原本|(?:代理?|实习|见习)?书记员|法官助理|速录员|附|书记)"
)
_DATED = re.compile(r"(?:具状|申请|上诉)?(?:日期|时间)[：:]")  # 日期：2024年7月1日 of an element form
_JUDGES = re.compile(r"审判[长员]|陪审员|法官|院长|书记员")


@reader("issued_on.signature", FieldName.ISSUED_ON)
def under_the_names(context: PaperContext) -> Iterator[Reading]:
    """The date right after those who decided: 审判员周某甲 ⏎ 二〇二三年七月十一日 ⏎ 书记员吴某乙."""
    start = context.sections.signature
    if start is None:
        return
    for found in find_dates(context.text, start):
        if _closes(context.text, found) and _JUDGES.search(context.text, start, found.start):
            yield _reading(found)
            return


@reader("issued_on.last_line", FieldName.ISSUED_ON)
def alone_near_the_end(context: PaperContext) -> Iterator[Reading]:
    """The last date that has a line of its own; on a judgment only one behind the operative part."""
    operative = context.sections.operative
    start = operative[0] if operative else 0
    taken = stamped_days(context.text)  # on another day than it was signed
    if context.kind is PaperKind.SERVICE_RETURN:
        taken += [(found.start, found.end) for found in taken_days(context)]
    alone = [
        found
        for found in find_dates(context.text, start)
        if _closes(context.text, found)
        and _opens(context.text, found)
        and (found.start, found.end) not in taken
    ]
    signed = [found for found in alone if found.chinese] or alone
    if signed:
        # Of a judgment the first: law texts annexed behind may carry dates. Of a notice the last.
        yield _reading(signed[0] if operative else signed[-1])


_SIGNED = re.compile(r"签发日期?|发出日期|填发日期|发票日期|开具日期")
_PLEADED = re.compile(r"(?:具状|申请|上诉)?(?:日期|时间)")
_PLEADINGS = (PaperKind.COMPLAINT, PaperKind.APPEAL_PETITION, PaperKind.RETRIAL_PETITION)


@reader("issued_on.cell", FieldName.ISSUED_ON)
def beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """签发日期 of a form; 日期 under the name of who pleads."""
    span = context.form_value(_SIGNED)
    if context.kind in _PLEADINGS:
        span = next(reversed(list(context.form_values(_PLEADED))), None)
    if span:
        for found in find_dates(context.text, *span):
            yield _reading(found)
            return


def _closes(text: str, found: FoundDate) -> bool:
    return _AFTER_DATE.match(text, found.end) is not None


def _opens(text: str, found: FoundDate) -> bool:
    line = text.rfind("\n", 0, found.start) + 1
    return line == found.start or _DATED.fullmatch(text, line, found.start) is not None


def _reading(found: FoundDate) -> Reading:
    return Reading(found.day.isoformat(), found.start, found.end)


_N = r"[〇一二三四五六七八九十\d]"
_DAY_OF_MONTH = rf"{_N}{{1,2}}月{_N}{{1,3}}[日号]"
# 2023年5月4日; 同日, 次日, 同月9日, 同年6月1日, 次年1月4日, 8月7日 count from the date printed before
_WHEN = (
    rf"(?P<when>{DATE}|[同当次翌][日天]|同月{_N}{{1,3}}[日号]"
    rf"|[同次翌]年{_DAY_OF_MONTH}|{_DAY_OF_MONTH})"
)
_ACCEPTED = (
    r"(?:依法|决定|予以|正式|登记|审查|对本案|对该案|本案|此案|已)*(?:立案|受理)"
    r"(?!(?:调查|侦查|查处|通知书?|审批|前|之前))"
)
_RECEIVED = rf"收到[^\n。；，]{{0,30}}?[，]?(?:并|后)?(?:于{_WHEN.replace('when', 'later')})?"
# 本院于2023年5月4日立案, 本院2023年5月4日受理后, 本院于5月4日收到起诉状，于同月9日立案
_FILED = re.compile(
    rf"(?:(?:本院|我院|法院)(?:已|经审查|依法|审查)*[，,]?(?:于|在)?|(?<=一案)[，,]?于){_WHEN}(?:依法)?(?:{_RECEIVED})?{_ACCEPTED}"
)


# 原告…诉被告…一案，于2023年4月11日立案受理 tells of this court; 一审法院受理…一案，于… of another
_OF_ANOTHER = re.compile(
    r"(?:法院|原审|一审|机关|(?<!被告)[局厅]|政府)(?:审查|依法|已|决定)*(?:受理|立案|审理)[^。\n]*$"
)


@reader("filed_on.sentence", FieldName.FILED_ON)
def where_the_court_took_the_case(context: PaperContext) -> Iterator[Reading]:
    """本院于…立案 before the facts. 同日 and 同月9日 count from the date printed before.

    Agencies 立案 too, and the court below: only sentences of which this court is the subject count. In
    what a party or a procuratorate writes 本院 is no court that took this case.
    """
    if context.kind in (*_PLEADINGS, PaperKind.PROCURATORIAL_ADVICE):
        return
    for match in _FILED.finditer(
        context.text, 0, min(len(context.text), context.sections.head_end + 1500)
    ):
        if match[0].startswith("法院") and not _is_this_court(context, match.start()):
            continue
        if match[0][0] in "，,于" and _OF_ANOTHER.search(context.text[: match.start()][-200:]):
            continue
        group = "later" if match["later"] else "when"
        day = _day(context.text, match.start(group), match[group])
        if day:
            yield Reading(day.isoformat(), *match.span(group))
            return


def _is_this_court(context: PaperContext, at: int) -> bool:
    """法院 alone in its clause, or in its own name; 一审法院, 某某人民法院 took another case."""
    own = context.known.get(FieldName.COURT)
    named = re.match(r"[\u4e00-\u9fa5]", context.text[at - 1 : at])
    return not named or (isinstance(own, str) and context.text.endswith(own, 0, at + 2))


def _day(text: str, position: int, printed: str) -> date | None:
    """The day ``printed`` means, counted from the last date before ``position`` where it is no whole
    date; None when there is none, or when it would lie before that date."""
    exact = next(find_dates(printed), None)
    if exact:
        return exact.day
    before = list(find_dates(text, max(0, position - 80), position))
    if not before:
        return None
    last = before[-1].day
    if printed[1] in "日天":
        return last + timedelta(days=1) if printed[0] in "次翌" else last
    if printed.startswith("同月"):
        printed = f"{last.month}月{printed.removeprefix('同月')}"
    year = last.year + 1 if printed[0] in "次翌" else last.year
    counted = next(find_dates(f"{year}年{re.sub('^[同次翌]年', '', printed)}"), None)
    return counted.day if counted and counted.day >= last else None
