"""Who tries the case (审判组织) and whom to call (联系人、联系电话)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.names import surname_length
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.vocabulary import FieldName, PaperKind

_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
)
_ROLE = r"(?:审判长|(?:代理)?审判员|人民陪审员|陪审员|法官助理|(?:代理|见习|实习)?书记员)"
# 吴某乙, 古丽娜·吐尔逊; ×× where the name is hidden
_NAME = r"(?P<name>[\u4e00-\u9fa5]{1,8}(?:·[\u4e00-\u9fa5]{1,8}?)+|[\u4e00-\u9fa5×]{2,5}?)"
_ANY_NAME = r"[\u4e00-\u9fa5×·]{2,8}?"
_MEMBER = re.compile(
    rf"(?P<role>{_ROLE})(?:[：:]|由(?={_ANY_NAME}担任)|[为是])?[ \n]?(?!由{_ANY_NAME}担任){_NAME}"
    rf"(?=$|[\n，、；。（\d]|[与和及]?{_ROLE}|担任|独任|组成|二〇|一九|[本此]件与)"
)
# 审判员赖某甲、钟某乙与人民陪审员黄某丙: a second one of the same role
_ANOTHER = re.compile(rf"、(?!{_ROLE}){_NAME}(?=$|[\n，、；。]|[与和及]?{_ROLE}|担任|独任|组成|共同)")
# 由审判员吴某乙担任审判长
_PRESIDING = re.compile(
    rf"(?:由|(?<=[，。；])(?!由))(?:{_ROLE})?{_NAME}(?:同志)?(?:担任|任)(?:本案)?(?P<role>审判长|书记员|法官助理)"
)
_ASSEMBLED = re.compile(r"组成合议庭|合议庭(?:组成人员|成员)|独任(?:审理|审判)|担任审判长|组成人员")


@reader("panel.signature", FieldName.PANEL)
def those_who_sign(context: PaperContext) -> Iterator[Reading]:
    """审判长吴某乙 ⏎ 审判员郑某丙 … 书记员冯某戊 at the end of a decision."""
    start = context.sections.signature
    if context.kind in _DECISIONS and start is not None:
        yield from _members(context, start, min(len(context.text), start + 400))


@reader("panel.notice", FieldName.PANEL)
def those_a_notice_names(context: PaperContext) -> Iterator[Reading]:
    """由审判员吴某乙担任审判长，与审判员郑某丙、人民陪审员王某丁组成合议庭."""
    if context.kind in _DECISIONS or not context.head.court:
        return
    if _ASSEMBLED.search(context.text):
        after = context.head.number.end if context.head.number else context.head.court[1]
        yield from _members(context, after, len(context.text))


def _members(context: PaperContext, start: int, end: int) -> Iterator[Reading]:
    members: dict[str, tuple[str, Span]] = {}
    for pattern in (_PRESIDING, _MEMBER):
        for match in pattern.finditer(context.text, start, end):
            role, span = match["role"], match.span()
            named: re.Match[str] | None = match
            while named:
                if named["name"] not in members and _is_name(named["name"]):
                    members[named["name"]] = (role, span)
                named = _ANOTHER.match(context.text, named.end("name"), end)
                span = named.span("name") if named else span
    if members:
        ordered = sorted(members.items(), key=lambda each: each[1][1])
        values = [f"{role} {name}" for name, (role, _) in ordered]
        spans = [span for _, (_, span) in ordered]
        yield Reading(values, min(a for a, _ in spans), max(b for _, b in spans))


# 审判员独任审理, 审判员组成合议庭, 审判员签名: no name behind the role
_NO_NAME = re.compile(
    r"独任|组成|担任|依法|共同|单独|人[员数]?$|名[单额]|姓名|回避|变更|更换|参[加与]|主持|审[理判]|出庭|适用|职[责务]|签[名字]"
    r"|署名|盖章|助理|法官|以上|负责|制作|宣[读布]|询问|本[案院]|合议|[与和及或由为是的均]"
)


def _is_name(text: str) -> bool:
    """A known surname tells a name; behind a role one that no list has does too: 妥某甲, 者某乙."""
    if len(text) < 2:
        return False
    return bool("·" in text or surname_length(text) or (len(text) <= 3 and not _NO_NAME.search(text)))


_FROM_THE_COURT = (
    PaperKind.SUMMONS,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.EVIDENCE_NOTICE,
    PaperKind.JOINDER_NOTICE,
    PaperKind.PANEL_NOTICE,
    PaperKind.RIGHTS_NOTICE,
    PaperKind.OFFICIAL_ATTENDANCE_NOTICE,
    PaperKind.FEE_NOTICE,
    PaperKind.HEARING_CHANGE_NOTICE,
    PaperKind.ENFORCEMENT_NOTICE,
    PaperKind.JUDICIAL_ADVICE,
    PaperKind.PROCURATORIAL_ADVICE,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
    PaperKind.PRE_SUIT_MEDIATION_NOTICE,
    PaperKind.ELECTRONIC_SERVICE_NOTICE,
    PaperKind.OTHER_COURT_PAPER,
)
_PHONE = re.compile(
    r"(?:(?:联系|办公)?电话(?:号码)?|联系方式)[：:]?[ \n]?"
    r"(?P<phone>1[3-9]\d{9}|0\d{2,3}[-—－]?\d{7,8}|\d{7,8})(?!\d)"
)
_CONTACT = re.compile(
    rf"(?:联系人|(?:承办|主办|经办)(?:法官|人)|联系法官)[：:]?[ \n]?(?:{_ROLE}|法官)?{_NAME}"
    r"(?:法官|书记员)?(?=$|[\n，、；。（\d]|联系|电话)"
)


@reader("contact_phone.line", FieldName.CONTACT_PHONE)
def number_to_call(context: PaperContext) -> Iterator[Reading]:
    """联系电话：023-68000000 of a notice; the numbers of parties in pleadings and forms are theirs."""
    if context.kind in _FROM_THE_COURT:
        for match in reversed(list(_PHONE.finditer(context.text))):
            yield Reading(match["phone"].replace("—", "-").replace("－", "-"), *match.span("phone"))
            return


@reader("contact_name.line", FieldName.CONTACT_NAME)
def person_to_call(context: PaperContext) -> Iterator[Reading]:
    """联系人：吴某乙; 承办法官郑某丙."""
    if context.kind in _FROM_THE_COURT:
        for name, start, end in (*_in_cells(context), *reversed(list(_in_lines(context)))):
            if len(name) >= 2 and ("·" in name or surname_length(name)):
                yield Reading(name, start, end)
                return


def _in_cells(context: PaperContext) -> Iterator[tuple[str, int, int]]:
    """承办人：丁某⏎秋: a narrow cell breaks the name, so it is read as one line."""
    for cell in context.paper.cells:
        match = _CONTACT.fullmatch(cell.text)
        if match:
            kept = [at for at in range(cell.start, cell.end) if context.text[at] not in "\n "]
            yield match["name"], kept[match.start("name")], kept[match.end("name") - 1] + 1


def _in_lines(context: PaperContext) -> Iterator[tuple[str, int, int]]:
    for match in _CONTACT.finditer(context.text):
        yield match["name"], *match.span("name")
