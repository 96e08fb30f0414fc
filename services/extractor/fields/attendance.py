"""Did the official in charge appear (负责人出庭应诉), speak, say why not? And who is told to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.agents import read_representative
from services.extractor.fields.officials import (
    POST,
    officials_by_post,
    officials_told_of,
)
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.result import Representative
from services.vocabulary import FieldName, PaperKind

_TELLS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
    PaperKind.HEARING_RECORD,
)
# 委托代理人（行政机关负责人）刘某己，副局长 |
# 出庭负责人：刘某己，副局长 | 行政机关负责人刘某己，该局副局长 (行政诉讼法解释第一百二十九条)
_LABEL = (
    r"(?:(?:被告)?(?:行政机关)?(?:出庭(?:应诉)?|应诉)(?:的)?负责人"
    r"|(?:被告)?行政机关(?:出庭(?:应诉)?)?负责人"
    r"|委托(?:诉讼)?代理人（(?:行政机关)?(?:出庭(?:应诉)?)?负责人）)"
)
# on a line of its own, or behind the defendant: 被告：江州市民政局。应诉负责人：刘某己，副局长
_LINE = re.compile(rf"(?:(?:^|\n){_LABEL}[：:]?|(?<=[。；]){_LABEL}[：:])(?!未|因|没有|应|在|已)")
# Who stayed away is the one named; 负责人赵某到庭，第三人未到庭 says it of another.
_ABSENT = re.compile(
    r"负责人(?:(?!原告|第三人|到庭|出庭)[^。；\n]){0,24}?(?:未|没有|不能|未能|无法|拒不)(?:依法|按时|到庭)?"
    r"(?:出庭|到庭)(?:应诉)?"
)
# 负责人因公务未能出庭，委托副局长赵某到庭: the deputy is an official in charge too
# (法释〔2018〕1号第一百二十八条)
_DEPUTY_CAME = re.compile(
    rf"[^。；\n]{{0,30}}?(?:委托|由|指派|安排|授权)(?:其|该局|本单位)?(?:的|分管|常务)*副(?:{POST}|职)"
    r"(?:(?!未|没有)[^。；\n]){0,40}?(?:到庭|出庭)"
)
# Up to the word for coming nothing says no (因公务无法到庭参加诉讼), that they should (应当出庭应诉),
# or that somebody else was sent.
_NOT_SO = (
    r"未|没有|不能|无法|拒不|应当|必须|(?:情况|书面)说明|请假"
    r"|委托(?:其|该局|本单位)?(?:的|相应)*(?:工作人员|律师)"
)
_WITHOUT_NO = rf"(?:(?!{_NOT_SO})[^。；\n])"
_CAME = (
    r"(?:(?:到庭|出庭)(?:参加(?:了)?(?:诉讼|庭审)|应诉)|到庭(?=[。，；]|参与)"
    r"|(?:在线|视频|远程|互联网)[^，。；\n]{0,12}?(?:参加(?:了)?(?:本案)?(?:诉讼|庭审)|出庭|应诉))"
    r"(?!的?(?:通知|制度|规定|义务|职责|情况|工作|理由|说明))"
)
_PRESENT = re.compile(rf"负责人{_WITHOUT_NO}{{0,80}}?{_CAME}")
_CAME_BY_POST = re.compile(rf"{_WITHOUT_NO}{{0,80}}?{_CAME}")
_NO_REASON = re.compile(r"负责人[^。；\n]{0,60}?(?:未|没有)说明理由")
_REASON = re.compile(
    r"负责人[^。；，\n]{0,20}?(?:因|由于)(?P<reason>[^，。；\n]{2,40}?)(?:原因)?[，,]?(?:未|没有|不能|未能|无法)(?:依法|按时)?(?:出庭|到庭)"
)
_WROTE = re.compile(r"负责人[^。；\n]{0,60}?(?P<reason>(?:提交|出具)(?:了)?[^。；，\n]{0,20}?说明)")
_SAID = (
    r"(?P<said>(?:当庭|在庭审中|庭审中)?(?:发言|进行(?:了)?(?:陈述|答辩|辩论)"
    r"|陈述(?:了)?(?:意见|答辩意见)|发表(?:了)?[^。；，\n]{0,20}?意见|作(?:了)?最后陈述))"
)
_SPOKE = re.compile(rf"负责人[^。；\n]{{0,40}}?{_SAID}")
_SILENT = re.compile(r"负责人[^。；\n]{0,40}?(?P<said>(?:未|没有)(?:当庭)?(?:发言|发表意见|陈述))")


@reader("official_attendance.sentence", FieldName.OFFICIAL_ATTENDANCE)
def whether_the_official_came(context: PaperContext) -> Iterator[Reading]:
    """出庭 or 未出庭, as the sentence about the hearing tells; a name in the heading alone does not.
    Both where the officials of two offices did differently, or the paper says both."""
    if context.kind not in _TELLS:
        return
    told: dict[str, Span] = {}
    for value, span in _told_of_attendance(context):
        told.setdefault(value, span)
    for value, span in told.items():
        yield Reading(value, *span)


def _told_of_attendance(context: PaperContext) -> Iterator[tuple[str, Span]]:
    for absent in officials_told_of(context, _ABSENT):
        deputy = _DEPUTY_CAME.match(context.text, absent.end())
        if deputy:
            yield "出庭", (absent.start(), deputy.end())
        else:
            yield "未出庭", absent.span()
    for present in officials_told_of(context, _PRESENT):
        yield "出庭", present.span()
    for span in officials_by_post(context, _CAME_BY_POST):
        yield "出庭", span
    if named := _named(context, _CAME):
        yield "出庭", named.span()
    elif context.kind is PaperKind.HEARING_RECORD and _official(context):
        listed = _LINE.search(context.text)  # a record lists who came
        if listed:
            yield "出庭", listed.span()


@reader("official_name.line", FieldName.OFFICIAL_NAME)
def named_among_the_parties(context: PaperContext) -> Iterator[Reading]:
    """出庭负责人：刘某己 under the defendant."""
    found = _official(context)
    if found and found.source:
        at = context.text.find(found.name, _line(context)[0])
        yield Reading(found.name, at, at + len(found.name))


@reader("official_title.line", FieldName.OFFICIAL_TITLE)
def with_the_post(context: PaperContext) -> Iterator[Reading]:
    """副局长 behind the name."""
    found = _official(context)
    if found and found.title:
        at = context.text.find(found.title, _line(context)[0])
        if at >= 0:
            yield Reading(found.title.removeprefix("该局"), at, at + len(found.title))


def _named(context: PaperContext, what: str) -> re.Match[str] | None:
    """``what`` the official did where the sentence calls them by name: 副局长刘某己…到庭参加诉讼."""
    official = _official(context)
    if official is None:
        return None
    pattern = rf"{re.escape(official.name)}{_WITHOUT_NO}{{0,80}}?{what}"
    return re.compile(pattern).search(context.text, _line(context)[1])


def _line(context: PaperContext) -> tuple[int, int]:
    match = _LINE.search(context.text)
    if not match:
        return (0, 0)
    end = re.compile(r"[。\n]").search(context.text, match.end())
    return match.end(), end.start() if end else len(context.text)


def _official(context: PaperContext) -> Representative | None:
    if context.kind not in _TELLS:
        return None
    line = _line(context)
    return read_representative(context.paper, line, "被告") if line[1] > line[0] else None


@reader("official_spoke.sentence", FieldName.OFFICIAL_SPOKE)
def whether_the_official_spoke(context: PaperContext) -> Iterator[Reading]:
    """发言 or 未发言 (法释〔2020〕3号第十一条: 出庭又出声); silence of the paper is no answer."""
    if context.kind not in _TELLS:
        return
    silent = next(officials_told_of(context, _SILENT), None)
    spoke = next(officials_told_of(context, _SPOKE), None) or _named(context, _SAID)
    if silent:
        yield Reading("未发言", *silent.span("said"))
    elif spoke:
        yield Reading("发言", *spoke.span("said"))


@reader("official_absence_reason.sentence", FieldName.OFFICIAL_ABSENCE_REASON)
def why_the_official_stayed_away(context: PaperContext) -> Iterator[Reading]:
    """因参加防汛会议未能出庭 → 参加防汛会议; 未说明理由; 提交情况说明 as printed."""
    if context.kind not in _TELLS:
        return
    silent = next(officials_told_of(context, _NO_REASON), None)
    if silent:
        yield Reading("未说明理由", *silent.span())
        return
    for pattern in (_REASON, _WROTE):
        match = next(officials_told_of(context, pattern), None)
        if match and (pattern is _REASON or next(officials_told_of(context, _ABSENT), None)):
            yield Reading(match["reason"], *match.span("reason"))
            return


_NOTIFIES = (
    PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.SUMMONS,
)
_LEVEL = re.compile(
    r"(?P<level>(?:主要|正职|副职|分管(?:被诉行政行为实施工作的)?(?:副职)?|法定代表人或)?负责人)[^。；\n]{0,40}?(?:应当|须|必须|依法|亲自|届时|准时|按时)*(?:出庭|到庭)"
)


@reader("leader_notice_level.sentence", FieldName.LEADER_NOTICE_LEVEL)
def who_is_told_to_come(context: PaperContext) -> Iterator[Reading]:
    """通知你单位主要负责人出庭应诉: 主要负责人; the most particular wording of the notice."""
    if context.kind not in _NOTIFIES:
        return
    after = context.head.title.end if context.head.title else 0
    found = list(_LEVEL.finditer(context.text, after))
    if found:
        best = max(found, key=lambda match: len(match["level"]))
        yield Reading(best["level"], *best.span("level"))
