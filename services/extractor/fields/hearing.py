"""When and where to appear, and what for (开庭时间、地点、传唤事由)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.boxes import has_boxes, ticked
from services.extractor.fields.reading import PaperContext, Reading, reader
from services.extractor.fields.signing import under_the_names
from services.extractor.text.dates import FoundMoment, find_moments
from services.vocabulary import FieldName, PaperKind

_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
)
# 时间, 地点 of a 询问笔录 among the exhibits say when somebody was questioned.
_NO_FORM_OF_A_COURT = (*_DECISIONS, PaperKind.NOT_COURT_PAPER, PaperKind.EVIDENCE_MATERIAL)
# 变更后开庭时间 of a changed hearing; 原定开庭时间 is none of these.
_NOW = r"(?:(?:变更|更改|改期|调整|延期)后的?|现定?)?"
_TIME_LABEL = re.compile(rf"{_NOW}(?:应到|到庭|开庭)?时间")
_PLACE_LABEL = re.compile(rf"{_NOW}(?:应到处所|(?:应到|到庭|开庭)?地点)")
_REASON_LABEL = re.compile(r"传唤事由|事由")
# 本院于2023年6月5日立案后，依法公开开庭进行了审理: the day the case was taken is no hearing's
_TAKEN = re.compile(r"(?:立案|受理)(?![大庭室窗])|起诉|收到")
# What a party is called for that is no hearing.
_NO_HEARING = r"询问|听证|谈话|宣判|宣告判决|调解|庭前会议|(?:交换证据|证据交换)|质证|(?:现场)?勘验"
_SET = re.compile(
    r"(?:(?<!原)[定订]于|改于|改定于|(?:变更|更改|调整|改|改期|延期|推迟|提前|顺延)(?:为|至|到)|请于|应于|(?<![定订])于"
    r"|参加(?=(?:19|20)\d\d年|二〇))"
    r"(?P<when>[^\n。；]{8,60}?)"
    rf"(?:在|到|至|，)?(?P<place>[^\n。；，]{{0,30}}?)(?:公开|不公开|在线|依法|组织|当事人|双方|进行|召开|的)*"
    rf"(?P<what>开庭|出庭|到庭|庭审|{_NO_HEARING})"
)
_SETS = re.compile(r"[定订改]于|改[定期]|延期|推迟|顺延")
_PLACE_IN = re.compile(
    r"(?:在|到|至|于|通过|(?:变更|更改|调整|改)为|(?:地点|处所)(?:为|是)?[：:]?(?!由|[变更调改]))(?P<place>(?:本院|我院)?[^\n。；，在]{0,24}?"
    r"(?:审判庭|法庭|审判区|[会议调解听证询问谈话庭审办公开庭工作]{2,4}室|\d{2,4}室|诉讼服务中心|平台))"
)
# 开庭时间由2025年6月12日上午9时变更为, 现改期至, 变更后开庭日期: the new day follows at once
_MOVED_TO = re.compile(
    r"(?:变更|更改|调整|改期?|延期|推迟|提前|顺延)(?:开庭)?[为至到于]"
    r"|(?:变更|更改|改期|调整|延期)后的?(?:开庭)?(?:日期|时间)(?:为|是|：)?"
)
_OF_A_HEARING = re.compile(r"开庭|庭审|审理")
# 原定2025年6月12日的庭审取消, 由2025年6月12日变更为: the day it was first set for is over
_FORMER = re.compile(r"(?:原定?(?:于|为|的)?(?:开庭)?(?:时间|日期)?(?:为|是)?|[由从])$")
_SENTENCE = 200  # characters of a sentence looked at before a word for moving
_BEHIND = 40  # characters behind a hearing in which its place may stand


@reader("hearing_at.cell", FieldName.HEARING_AT)
def beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """应到时间 of a summons; the beginning of 9时0分至10时30分. Several hearings give several times."""
    span = None if context.kind in _NO_FORM_OF_A_COURT else context.form_value(_TIME_LABEL)
    if span:
        yield from _moments(context, *span)


@reader("hearing_at.sentence", FieldName.HEARING_AT)
def set_in_a_sentence(context: PaperContext) -> Iterator[Reading]:
    """本案定于2023年6月7日上午9时30分在本院第三审判庭开庭. A decision tells of hearings past; only a
    ruling (to resume, to put off) may set one, which lies behind the day it is signed on."""
    for _, _, moments in _set_hearings(context):
        values = list(dict.fromkeys(moment.iso for moment in moments))
        yield Reading(values, moments[0].start, moments[-1].end)
        return


Hearing = tuple[int, int, list[FoundMoment]]


def _set_hearings(context: PaperContext) -> tuple[Hearing, ...]:
    """Where the paper sets a hearing that is still to come, and its moments."""
    if "hearings" not in context.shared:
        context.shared["hearings"] = tuple(_hearings_to_come(context))
    hearings: tuple[Hearing, ...] = context.shared["hearings"]
    return hearings


def _hearings_to_come(context: PaperContext) -> Iterator[Hearing]:
    if context.kind is PaperKind.RULING or _is_another_courts_decision(context):
        yield from _set_by_a_ruling(context)
    elif context.kind not in _DECISIONS:
        yield from _set_by_a_notice(context)


def _is_another_courts_decision(context: PaperContext) -> bool:
    """Is it a civil judgment or ruling? It tells of its hearing as ours do."""
    return context.kind is PaperKind.CIVIL_PAPER and context.sections.operative is not None


def _set_by_a_ruling(context: PaperContext) -> Iterator[Hearing]:
    signed = next(under_the_names(context), None) if _SETS.search(context.text) else None
    if signed is not None:
        for hearing in _set_outright(context):
            if hearing[2][0].day.isoformat() > str(signed.value):
                yield hearing


def _set_by_a_notice(context: PaperContext) -> Iterator[Hearing]:
    text = context.text
    for match in _MOVED_TO.finditer(text):
        moment = next(find_moments(text, match.end(), match.end() + 40), None)
        if moment and moment.start == match.end() and _is_of_a_hearing(context, match.start()):
            yield match.start(), moment.end, [moment]
    yield from _set_outright(context)


def _set_outright(context: PaperContext) -> Iterator[Hearing]:
    for match in _SET.finditer(context.text):
        moments = [
            moment
            for moment in find_moments(context.text, match.start(), match.end())
            if not _FORMER.search(context.text, match.start(), moment.start)
            and not _TAKEN.search(context.text, moment.end, match.end())
        ]
        if moments:
            yield match.start(), match.end(), moments


def _is_of_a_hearing(context: PaperContext, at: int) -> bool:
    """Does the sentence before ``at`` speak of a hearing, or the paper of nothing else?"""
    if context.kind is PaperKind.HEARING_CHANGE_NOTICE:
        return True
    begun = max(context.text.rfind(mark, max(0, at - _SENTENCE), at) for mark in "。\n")
    return _OF_A_HEARING.search(context.text, max(begun, at - _SENTENCE, 0), at) is not None


def _moments(context: PaperContext, start: int, end: int) -> Iterator[Reading]:
    moments = list(find_moments(context.text, start, end))
    if moments:
        values = list(dict.fromkeys(moment.iso for moment in moments))
        yield Reading(values, moments[0].start, moments[-1].end)


@reader("hearing_place.cell", FieldName.HEARING_PLACE)
def place_beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """应到处所 of a summons."""
    if context.kind not in _NO_FORM_OF_A_COURT:
        yield from _short(context, _PLACE_LABEL, 60)


@reader("hearing_place.sentence", FieldName.HEARING_PLACE)
def place_in_the_sentence(context: PaperContext) -> Iterator[Reading]:
    """…上午9时30分在本院第三审判庭开庭."""
    for start, end, moments in _set_hearings(context):
        stop = min(end + _BEHIND, len(context.text))
        behind = _PLACE_IN.search(context.text, moments[-1].end, stop)
        place = behind or _PLACE_IN.search(context.text, start, stop)
        if place:
            yield Reading(place["place"], *place.span("place"))
            return


@reader("summons_reason.cell", FieldName.SUMMONS_REASON)
def reason_beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """传唤事由: 开庭, 询问, 证据交换, 调解, 宣判, 谈话; of a list to be ticked only what is ticked."""
    span = context.form_value(_REASON_LABEL) if context.kind is PaperKind.SUMMONS else None
    if span and has_boxes(context.text, *span):
        chosen = list(ticked(context.text, *span))
        if chosen:
            value = "、".join(context.text[slice(*each)] for each in chosen)
            yield Reading(value, chosen[0][0], chosen[-1][1])
    elif span:
        yield from _short(context, _REASON_LABEL, 20)


@reader("summons_reason.sentence", FieldName.SUMMONS_REASON)
def reason_in_the_sentence(context: PaperContext) -> Iterator[Reading]:
    """定于2024年9月19日14时30分在本院第七审判庭组织当事人交换证据: what a notice calls for that is no
    hearing; 开庭 itself is not told, for a judge's notice that names no reason is taken for one."""
    if context.kind is not PaperKind.OTHER_COURT_PAPER:
        return
    for match in _SET.finditer(context.text):
        if next(find_moments(context.text, match.start(), match.end()), None):
            if re.fullmatch(_NO_HEARING, match["what"]):
                yield Reading(match["what"], *match.span("what"))
            return


def _short(context: PaperContext, label: re.Pattern[str], limit: int) -> Iterator[Reading]:
    span = context.form_value(label)
    if span:
        value = context.text[slice(*span)].replace("\n", "").strip("。；")
        if 0 < len(value) <= limit:
            yield Reading(value, *span)
