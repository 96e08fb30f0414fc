"""Did the official in charge appear (负责人出庭应诉), speak, say why not? And who is told to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.agents import read_representative
from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.result import Representative
from services.vocabulary import FieldName, PaperKind

_TELLS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
    PaperKind.HEARING_RECORD,
)
# 出庭负责人：刘某己，副局长 | 行政机关负责人刘某己，该局副局长 (行政诉讼法解释第一百二十九条)
_LABEL = (
    r"(?:(?:被告)?(?:行政机关)?(?:出庭(?:应诉)?|应诉)(?:的)?负责人"
    r"|(?:被告)?行政机关(?:出庭(?:应诉)?)?负责人)"
)
# on a line of its own, or behind the defendant: 被告：江州市民政局。应诉负责人：刘某己，副局长
_LINE = re.compile(rf"(?:(?:^|\n){_LABEL}[：:]?|(?<=[。；]){_LABEL}[：:])(?!未|因|没有|应|在|已)")
_ABSENT = re.compile(
    r"负责人[^。；\n]{0,24}?(?:未|没有|不能|未能|无法|拒不)(?:依法|按时|到庭)?(?:出庭|到庭)(?:应诉)?"
)
# Up to the word for coming nothing says no: 因公务无法到庭参加诉讼, 未依法出庭应诉.
_WITHOUT_NO = r"(?:(?!未|没有|不能|无法|拒不)[^。；\n])"
_CAME = r"(?:到庭参加(?:了)?诉讼|出庭(?:参加(?:了)?诉讼|应诉)|到庭应诉)"
_PRESENT = re.compile(rf"负责人{_WITHOUT_NO}{{0,80}}?{_CAME}")
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
    """出庭 or 未出庭, as the sentence about the hearing tells; a name in the heading alone does not."""
    if context.kind not in _TELLS:
        return
    absent = _ABSENT.search(context.text)
    if absent:
        yield Reading("未出庭", *absent.span())
        return
    present = _PRESENT.search(context.text) or _named(context, _CAME)
    if present is None and context.kind is PaperKind.HEARING_RECORD and _official(context):
        present = _LINE.search(context.text)  # a record lists who came
    if present:
        yield Reading("出庭", *present.span())


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
    silent = _SILENT.search(context.text)
    spoke = _SPOKE.search(context.text) or _named(context, _SAID)
    if silent:
        yield Reading("未发言", *silent.span("said"))
    elif spoke:
        yield Reading("发言", *spoke.span("said"))


@reader("official_absence_reason.sentence", FieldName.OFFICIAL_ABSENCE_REASON)
def why_the_official_stayed_away(context: PaperContext) -> Iterator[Reading]:
    """因参加防汛会议未能出庭 → 参加防汛会议; 未说明理由; 提交情况说明 as printed."""
    if context.kind not in _TELLS:
        return
    silent = _NO_REASON.search(context.text)
    if silent:
        yield Reading("未说明理由", *silent.span())
        return
    for pattern in (_REASON, _WROTE):
        match = pattern.search(context.text)
        if match and (pattern is _REASON or _ABSENT.search(context.text)):
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
