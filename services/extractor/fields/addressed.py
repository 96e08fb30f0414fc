"""Whom a notice speaks to, in which role, and who stands there without a role word.

    江州市自然资源局：
    周某甲诉你单位、江州市人民政府行政许可及行政复议一案，…       周某甲 sues; both offices are sued

Notices to the accused side are told by their kind; of those that go to every side the text must say it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from services.extractor.fields.names import is_name, names_at
from services.extractor.fields.party_story import offices_at, person_before_a_cause
from services.vocabulary import PaperKind, Role, Stage

Span = tuple[int, int]

_ADDRESSED_LINE = re.compile(
    r"^(?:被告|第三人|被上诉人|被申请人)?(?P<name>[\u4e00-\u9fa5×某（）、]{4,80})[：:]$", re.M
)
# Notices that speak to the side sued, whatever their text says of it.
_TO_THE_ACCUSED = frozenset(
    {
        PaperKind.RESPONSE_NOTICE,
        PaperKind.EVIDENCE_NOTICE,
        PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
    }
)
# Notices that go to every side: their text says which one they speak to.
_TO_ANY_SIDE = frozenset(
    {
        PaperKind.HEARING_CHANGE_NOTICE,
        PaperKind.PANEL_NOTICE,
        PaperKind.FEE_NOTICE,
        PaperKind.ELECTRONIC_SERVICE_NOTICE,
        PaperKind.OTHER_COURT_PAPER,
    }
)
_ACCUSED_AT = {
    Stage.SECOND: Role.APPELLEE,
    Stage.RETRIAL_REVIEW: Role.RETRIAL_RESPONDENT,
    Stage.RETRIAL: Role.RETRIAL_RESPONDENT,
}
_YOU = r"你(?:单位|们|方|局|委|厅|府|政府|机关|办事处|部门|中心|队|公司|乡|镇)"
# 周某甲诉你单位…一案, 因与你方…一案, 你单位与原告周某甲行政许可一案; {name}: whom the notice addresses
_AGAINST_YOU = (
    r"(?:诉|不服|与)(?:被告|被上诉人|被申请人)?(?:{name}|{you})(?=[^。；\n]{{0,80}}?(?:一案|纠纷|提起|起诉))"
    r"|(?:{name}|{you})与(?:原告|上诉人|再审申请人)[^，。；\n]{{2,60}}一案"
)
# 上诉人你单位, 你局因与被上诉人周某甲…一案: then it is ours; not 周某甲与你单位…上诉一案,
# 你单位应在收到上诉状副本之日起十五日内提出答辩状
_YOU_APPEAL = re.compile(
    rf"(?<!被)(?:上诉人|申请人){_YOU}"
    rf"|(?<![与诉对])(?<!不服){_YOU}(?:(?!应|须|可|如|收到|对上诉)[^，。；、作\n]){{0,8}}?"
    r"(?:不服|诉?被上诉人|上诉(?!状|人|书|理由|请求))"
)
_AND_OTHERS = re.compile(rf"(?:诉|不服|与)(?:被告)?{_YOU}(?:、|以?及|和|与)(?!第三人|[一原]审第三人)")
_WITH_YOU = re.compile(rf"{_YOU}与(?:原告)?(?=[\u4e00-\u9fa5·×]{{4,24}}一案)")
_SUING = re.compile(
    r"(?:^|受理[的了]?|关于)(?P<names>[^，。：\n]{2,60}?)(?:起诉|诉|不服)(?:与|被告)?(?:你|[\u4e00-\u9fa5]{4,40})[^。\n]*?(?:一案|向(?:本院|我院)(?:提起|起诉))",
    re.M,
)
_BEFORE_SUITOR = re.compile(
    r"受理[的了]?|行[初终申再][字第]*\d+号|审理[的了]?|关于|原告人?|起诉人|(?<=告)[：]"
)
# 追加你单位为本案共同被告: then it answers and proves within fifteen days, as a third party need not
_ADDED = re.compile(
    r"(?:追加|通知|列)你?[^。；\n]{0,30}?(?:作为|为|系)(?:本案)?(?:的)?(?:共同)?被告"
    r"|你[^。；，\n]{0,12}?(?:作为|为)(?:本案)?(?:的)?(?:共同)?被告参加诉讼"
)
# 追加某局为共同被告，通知你单位作为第三人: another office was added as defendant
_THIRD = re.compile(r"你[^。；，\n]{0,12}?(?:作为|为)(?:本案)?(?:的)?第三人")


def addressed(text: str, start: int) -> list[Span]:
    """江州市自然资源局： or 江州市公安局、江州市人民政府： under the case number of a notice."""
    line = _ADDRESSED_LINE.search(text, start, start + 200)
    return list(names_at(text, *line.span("name"))) if line and is_name(line["name"]) else []


def role_of_addressee(
    text: str, to: Sequence[Span], kind: PaperKind, stage: Stage | None
) -> tuple[Role, bool] | None:
    """As what a notice speaks to its addressee, and whether it says so; None where it does not say."""
    if kind is PaperKind.JOINDER_NOTICE:
        added = _ADDED.search(text) and not _THIRD.search(text)
        return Role.DEFENDANT if added else Role.THIRD_PARTY, True
    if kind is PaperKind.ENFORCEMENT_NOTICE:
        return Role.ENFORCEMENT_RESPONDENT, True
    if kind not in _TO_THE_ACCUSED | _TO_ANY_SIDE or stage is Stage.ENFORCEMENT_REVIEW:
        return None
    role = _ACCUSED_AT.get(stage, Role.DEFENDANT) if stage else Role.DEFENDANT
    if role is not Role.DEFENDANT and _YOU_APPEAL.search(text):
        return None  # the story names the appellant
    name = "|".join(re.escape(text[slice(*span)]) for span in to) or _YOU
    said = re.search(_AGAINST_YOU.format(name=name, you=_YOU), text) is not None
    if kind in _TO_ANY_SIDE:
        return (role, said) if said else None
    return role, said or role is Role.DEFENDANT


def suing(text: str, start: int) -> Iterator[Span]:
    """周某某诉你单位行政处罚一案, 你单位与周某某行政处罚一案: who sues, without the word 原告."""
    story = _SUING.search(text, start)
    if story:
        start, end = story.span("names")
        leads = [lead.end() for lead in _BEFORE_SUITOR.finditer(text, start, end)]
        yield from names_at(text, max(leads, default=start), end)
    elif between := _WITH_YOU.search(text, start):
        span = person_before_a_cause(text, between.end(), len(text))
        if span:
            yield span


def sued_with_us(text: str, start: int) -> Iterator[Span]:
    """诉你单位、江州市人民政府…一案: the office that reconsidered stands beside us (行政诉讼法 26)."""
    ours = _AND_OTHERS.search(text, start)
    if ours:
        yield from offices_at(text, ours.end(), len(text))
