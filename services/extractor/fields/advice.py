"""What a paper tells its reader to do by when: appeal, answer; and who pays the costs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.court import COURT_NAME
from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.text.numerals import NUMBER, parse_int
from services.vocabulary import FieldName, PaperKind

# 在判决书送达之日起十五日内
_PERIOD = rf"(?:送达|收到|接到)[^\n]{{0,14}}?(?:之日|次日|日|后)?起?(?P<days>{NUMBER})日(?:以?内|之内)"
_APPEAL = re.compile(rf"(?:不服本(?:判决|裁定)|如不服|不服的)[^\n]{{0,60}}?{_PERIOD}")
# 原告可在判决书送达之日起三十日内，被告可在判决书送达之日起十五日内: one who lives abroad has longer
# but 收到交费通知之日起七日内预交上诉费 is no period to appeal
_ANOTHER_PERIOD = re.compile(rf"[^。；\n]{{0,40}}?{_PERIOD}(?![^。；，\n]{{0,16}}?(?:预交|交纳|缴))")
_OUR_PERIOD = re.compile(r"被告|行政机关")
_THEIR_PERIOD = re.compile(r"原告|第三人|没有住所|无住所|境外|国外")
_APPEAL_COURT = re.compile(rf"上诉(?:于|至|到)(?P<court>{COURT_NAME}|本院)")
_ANSWERED = r"(?:答辩|提交证据|提供证据|提供作出|提交作出|书面(?:意见|答复)|复议答复)"
_ANSWER = (
    # 收到起诉状副本之日起十五日内提出答辩状; 收到之日起十日内提出书面答复; a reconsideration counts its
    # days as working days whether it says so or not (行政复议法 88)
    re.compile(
        r"(?:收到|接到)(?:本通知|(?:起诉|上诉|诉)[状书]|(?:行政复议|再审)?申请书|(?=之日|次日|后))"
        rf"[^\n。；]{{0,20}}?(?:之日|次日|后)起?(?P<days>{NUMBER})(?P<unit>日|个工作日)(?:以?内|之内)"
        rf"[^\n。；]{{0,40}}?{_ANSWERED}"
    ),
    # 答辩期和举证期限均为七日, 答辩期限为收到起诉状副本之日起15日; not 答辩期届满后十日内
    re.compile(
        r"答辩期(?:限|间)?(?:(?!届?满)[^。；\n\d一二三四五六七八九十]){0,30}?"
        rf"(?P<days>{NUMBER})(?P<unit>日|个工作日)"
    ),
)
# 适用简易程序 of the police at the roadside is another thing: only the court tries a case by it.
_SIMPLE = re.compile(r"适用简易程序(?=[^。；\n]{0,24}?(?:审理|独任|审判员|开庭))")
_ORDINARY = re.compile(r"转(?:换)?为(?:适用)?普通程序|适用普通程序|组成合议庭")


@reader("appeal_days.advice", FieldName.APPEAL_DAYS)
def days_to_appeal(context: PaperContext) -> Iterator[Reading]:
    """可以在判决书送达之日起十五日内…上诉于. Of several periods the defendant's first; the others stay
    beside it, for the judgment takes effect only when the last one has run out."""
    start = context.sections.operative[0] if context.sections.operative else 0
    first = _APPEAL.search(context.text, start)
    periods = [first] if first else []
    while periods and (another := _ANOTHER_PERIOD.match(context.text, periods[-1].end())):
        periods.append(another)
    if not periods or "上诉" not in context.text[periods[-1].end() :][:80]:
        return
    for period in sorted(periods, key=lambda each: _whose_period(each[0])):
        if days := parse_int(period["days"]):
            yield Reading(days, *period.span("days"))


def _whose_period(printed: str) -> int:
    """0 the defendant's, 1 anybody's, 2 another party's."""
    if _OUR_PERIOD.search(printed):
        return 0
    return 2 if _THEIR_PERIOD.search(printed) else 1


@reader("appeal_court.advice", FieldName.APPEAL_COURT)
def court_to_appeal_to(context: PaperContext) -> Iterator[Reading]:
    """上诉于重庆市第一中级人民法院."""
    start = context.sections.operative[0] if context.sections.operative else 0
    match = _APPEAL_COURT.search(context.text, start)
    if match and match["court"] != "本院":
        yield Reading(match["court"], *match.span("court"))


_REMEDY = re.compile(
    r"[^。\n]{0,40}?不服本(?:判决|裁定)[^。\n]{0,160}|[^。\n]{0,24}(?:为|是)终审(?:判决|裁定|行政判决|行政裁定)"
)


@reader("remedy.advice", FieldName.REMEDY)
def what_may_be_done_against_it(context: PaperContext) -> Iterator[Reading]:
    """The sentence that says who may appeal where (上诉告知), or that nobody may (本裁定为终审裁定)."""
    if context.sections.operative:
        match = _REMEDY.search(context.text, context.sections.operative[1])
        match = match or _REMEDY.search(context.text, context.sections.operative[0])
        if match:
            yield Reading(match[0].strip(), *match.span())


@reader("answer_days.sentence", FieldName.ANSWER_DAYS)
def days_to_answer(context: PaperContext) -> Iterator[Reading]:
    """在收到起诉状副本之日起十五日内提出答辩状 (行政诉讼法第六十七条); 十日内提出书面答复
    (行政复议法第四十八条). Two periods that differ are both told."""
    if context.sections.operative:
        return
    reconsidered = context.kind is PaperKind.RECONSIDERATION_REPLY_NOTICE
    told: dict[int, Reading] = {}
    for match in (each.search(context.text) for each in _ANSWER):
        days = parse_int(match["days"]) if match else None
        if match and days and (match["unit"] == "日" or reconsidered):
            told.setdefault(days, Reading(days, *match.span("days")))
    yield from told.values()


@reader("procedure.sentence", FieldName.PROCEDURE)
def which_procedure(context: PaperContext) -> Iterator[Reading]:
    """简易程序 or 普通程序 (行政诉讼法第八十二条); a bench of three means the ordinary one."""
    stop = context.sections.operative[0] if context.sections.operative else len(context.text)
    ordinary = _ORDINARY.search(context.text, 0, stop)
    simple = _SIMPLE.search(context.text, 0, stop)
    if simple and not ordinary:
        yield Reading("简易程序", *simple.span())
    elif ordinary:
        yield Reading("普通程序", *ordinary.span())
