"""What a notice or an advice sets to be done by when: evidence, fees, a reply."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.document_numbers import DOCUMENT_NUMBER, normal_number
from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.dates import DATE, find_dates
from services.extractor.text.numerals import CAPITALS, NUMBER, parse_int
from services.vocabulary import FieldName, PaperKind

_ASKS_EVIDENCE = (
    PaperKind.RESPONSE_NOTICE,
    PaperKind.EVIDENCE_NOTICE,
    PaperKind.JOINDER_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.OTHER_COURT_PAPER,
)
_WITHIN = rf"(?P<days>{NUMBER})日(?:以?内|之内)?"
_EVIDENCE_DAYS = (
    # 举证期限为收到起诉状副本之日起十五日, 举证期限：十五日
    re.compile(rf"举证(?:的)?期限(?:为|是)?[：:]?[^。；\n\d一二三四五六七八九十]{{0,30}}?{_WITHIN}"),
    # 收到本通知之日起十五日内，向本院提交全部证据
    # or, as notices had it before 2015, 提交作出具体行政行为的有关材料 (行政诉讼法 of 1989, article 43)
    re.compile(
        rf"(?:收到|接到)[^。；\n]{{0,24}}?(?:之日|次日|后)起?{_WITHIN}[^。；\n]{{0,60}}?(?:提交|提供|举证)[^。；\n]{{0,40}}?(?:证据|行政行为的(?:有关|相关|全部)*材料)"
    ),
    re.compile(
        rf"(?:收到|接到)[^。；\n]{{0,24}}?(?:之日|次日|后)起?{_WITHIN}[^。；\n]{{0,12}}?(?:完成)?举证"
    ),
)
_EVIDENCE_DUE = re.compile(
    rf"(?:举证(?:的)?期限[^。；\n]{{0,20}}?(?:至|到|为|于)(?P<until>{DATE})"
    rf"|举证(?:的)?(?:期限)?(?:截止|届满)(?:日期|时间|日)?(?:为|是)?[：:]?\n?(?P<ends>{DATE})"
    rf"|(?:于|在|不迟于|最迟)(?P<before>{DATE})(?:[^。；，\n]{{1,8}}?)?(?:之前|以前|前)"
    r"[^。；\n]{0,40}?(?:(?:提交|提供)[^。；\n]{0,40}?证据|举证))"
)


@reader("evidence_days.sentence", FieldName.EVIDENCE_DAYS)
def days_for_evidence(context: PaperContext) -> Iterator[Reading]:
    """举证期限为…十五日 (行政诉讼法第六十七条)."""
    if context.kind not in _ASKS_EVIDENCE:
        return
    for pattern in _EVIDENCE_DAYS:
        match = pattern.search(context.text)
        days = parse_int(match["days"]) if match else None
        if match and days:
            yield Reading(days, *match.span("days"))
            return


@reader("evidence_due_on.sentence", FieldName.EVIDENCE_DUE_ON)
def day_for_evidence(context: PaperContext) -> Iterator[Reading]:
    """举证期限至2023年5月25日; 于2023年5月25日前提交证据."""
    if context.kind not in _ASKS_EVIDENCE:
        return
    match = _EVIDENCE_DUE.search(context.text)
    if match:
        group = next(name for name in ("until", "ends", "before") if match[name])
        for found in find_dates(context.text, *match.span(group)):
            yield Reading(found.day.isoformat(), found.start, found.end)


_MONEY = r"(?:人民币)?[¥￥]?(?P<sum>\d[\d,，]*(?:\.\d{1,2})?)元"
_FEE = r"(?:(?:交|缴)纳?|受理费|诉讼费用?|上诉费|金额)[^。；\n\d]{0,30}?[：:]?\n?"
_FEE_AMOUNT = re.compile(rf"{_FEE}{_MONEY}")
# 预交上诉费人民币五十元整, 伍拾元: a sum without digits
_FEE_IN_WORDS = re.compile(
    rf"{_FEE}(?:人民币)?(?P<sum>[〇零一二两三四五六七八九十百千万{CAPITALS}]+)[元圆]"
)
_FEE_DAYS = re.compile(
    rf"(?:收到|接到|送达)[^。；\n]{{0,20}}?(?:之日|次日|后)起?{_WITHIN}[^。；\n]{{0,60}}?(?:交|缴)"
    rf"|(?:交|缴)[^。；\n]{{0,20}}?期限[：:为]?(?P<plain>{NUMBER})日"
)


@reader("fee_amount.sentence", FieldName.FEE_AMOUNT)
def how_much_to_pay(context: PaperContext) -> Iterator[Reading]:
    """应交纳上诉案件受理费50元 of a notice to pay: the sum in yuan, without separators."""
    if context.kind is PaperKind.FEE_NOTICE:
        match = _FEE_AMOUNT.search(context.text)
        if match:
            yield Reading(re.sub("[,，]", "", match["sum"]), *match.span("sum"))
            return
        match = _FEE_IN_WORDS.search(context.text)
        amount = parse_int(match["sum"]) if match else None
        if match and amount:
            yield Reading(str(amount), *match.span("sum"))


@reader("fee_days.sentence", FieldName.FEE_DAYS)
def how_soon_to_pay(context: PaperContext) -> Iterator[Reading]:
    """接到本通知书次日起七日内交纳 (诉讼费用交纳办法第二十二条)."""
    if context.kind is not PaperKind.FEE_NOTICE:
        return
    match = _FEE_DAYS.search(context.text)
    if match:
        group = "days" if match["days"] else "plain"
        days = parse_int(match[group])
        if days:
            yield Reading(days, *match.span(group))


_ADVICE = (PaperKind.JUDICIAL_ADVICE, PaperKind.PROCURATORIAL_ADVICE)
_COURT_ADVICE = re.compile(r"（(?:19|20)\d{2}）[\u4e00-\u9fa5\d]{1,12}建(?:字第)?\d{1,6}号")
_REPLY = r"[^。；\n]{0,60}?(?:反馈|回复|函复|函告|复函|告知|书面答复|回函|报送)"
_REPLY_DAYS = re.compile(rf"(?<!\d)(?P<days>{NUMBER})(?:日|天)(?:以?内|之内){_REPLY}")
_REPLY_MONTHS = re.compile(rf"(?P<months>{NUMBER})个月(?:以?内|之内){_REPLY}")


@reader("advice_number.heading", FieldName.ADVICE_NUMBER)
def number_of_the_advice(context: PaperContext) -> Iterator[Reading]:
    """渝碚法建〔2023〕3号 or （2023）渝0109司建3号 under the title."""
    title = context.head.title
    if context.kind not in _ADVICE or not title:
        return
    for start, end in context.paper.lines():
        if start < title.start or start > title.end + 60:
            continue
        match = _COURT_ADVICE.search(context.text, start, end)
        if match:
            yield Reading(match[0], *match.span())
            return
        number = DOCUMENT_NUMBER.search(context.text, max(start, title.end), end)
        if number:
            yield Reading(normal_number(number["number"]), *number.span("number"))
            return


@reader("advice_reply_days.sentence", FieldName.ADVICE_REPLY_DAYS)
def days_to_reply(context: PaperContext) -> Iterator[Reading]:
    """请在收到本建议书之日起六十日内书面反馈; 个工作日 is another count and not read here."""
    if context.kind in _ADVICE:
        match = _REPLY_DAYS.search(context.text)
        days = parse_int(match["days"]) if match else None
        if match and days:
            yield Reading(days, *match.span("days"))


@reader("advice_reply_months.sentence", FieldName.ADVICE_REPLY_MONTHS)
def months_to_reply(context: PaperContext) -> Iterator[Reading]:
    """请在两个月内书面回复."""
    if context.kind in _ADVICE:
        match = _REPLY_MONTHS.search(context.text)
        months = parse_int(match["months"]) if match else None
        if match and months:
            yield Reading(months, *match.span("months"))
