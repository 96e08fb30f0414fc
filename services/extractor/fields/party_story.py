"""Parties named in the story of the case, for papers without a party block.

    原告张某某诉被告江州市公安局、第三人李某某治安行政处罚一案，本院…
    上诉人张某某因诉江州市人民政府（以下简称江州市政府）政府信息公开一案，不服…
    申请执行人江州市自然资源局于…向本院申请强制执行…；被执行人王某某在法定期限内…

Here nothing separates a name from the cause behind it (…公安局治安行政处罚一案), so offices and
organisations end at their last fitting ending, persons after their given name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.extractor.fields.names import begins_with_place, is_person, surname_length
from services.extractor.fields.official_causes import cause_begins
from services.extractor.fields.roles import MARKER, read_marker
from services.vocabulary import Role, Stage

Span = tuple[int, int]

# The story is over where facts and reasons begin.
_STORY_END = re.compile(
    r"(?:审理|审查)(?:终结|完毕)|经(?:审理|审查|开庭审理)(?:查明|认定)|诉称|诉请|申请再审称|上诉称"
    r"|(?:原审|一审)(?:法院)?(?:经?审?理?查明|认为|判决认定)|(?:一审|原审)(?:判决|裁定)认定"
)
_LONGEST = 1200
# An enforcement review names the other side in its facts.
_RESPONDENT = re.compile(r"被(?:申请)?执行人|被申请人")

_HAN = r"[\u4e00-\u9fa5·×某XxＸA-Za-z\d]"
# A name does not run over these.
_NOT_NAME = (
    r"(?!你|不服|不履行|诉|因|与|于\d|向|以|要求|请求|作出|送达|提出|提起|申请|一案|法院|本院|委托|诉讼|的|未|已|被"
    r"|原告|上诉人|撤销|辩称|述称|称|关于|认为|认定|根据|依据)"
)
_OFFICE_WORD = (
    r"(?:人民政府|管理委员会|管委会|委员会|办事处|办公室|派出所|稽查局|分局|总局|知识产权局|局|厅|海关|[支大总]队"
    r"|管理处|管理所|管理站|检查站|服务中心|管理中心|征收办|考试院|考试中心|指挥部|看守所|监狱)"
)
_ORG_WORD = (
    r"(?:有限责任公司|股份有限公司|有限公司|分公司|公司|厂|合作社|经济社|经营部|商行(?!政)|商店|供应站|医院|学校|小学|中学"
    r"|大学|学院|幼儿园|协会|商会|事务所|银行|村民小组|村民委员会|居民委员会|业主委员会|煤矿|农场|研究院|研究所|酒店|超市"
    r"|餐厅|饭店|中心|企业|集团)"
)
# …公安局 is not the end of …公安局交通警察大队, nor …人民政府 of …人民政府办公室.
_GOES_ON = rf"(?!(?:(?![不作诉的对因与和及于为行处房])[\u4e00-\u9fa5]){{0,10}}{_OFFICE_WORD})"
_OFFICE = re.compile(
    rf"(?:{_NOT_NAME}{_HAN}|（[\u4e00-\u9fa5]{{2,8}}）){{1,40}}?{_OFFICE_WORD}{_GOES_ON}"
)
_ORGANIZATION = re.compile(
    rf"(?:{_NOT_NAME}{_HAN}|（[\u4e00-\u9fa5]{{2,8}}）(?=[\u4e00-\u9fa5])){{2,40}}?{_ORG_WORD}"
    rf"(?!(?:{_NOT_NAME}[\u4e00-\u9fa5]){{0,12}}{_ORG_WORD}|{_GOES_ON[3:-1]})"
)
# After a person's name: 诉, 不服, 于2018年, 未履行, 、; or the cause itself: 治安行政处罚一案
_AFTER_PERSON = re.compile(
    r"$|[，。；：、（）\s“]|因|诉|不服|与|和|及|于|向|以|对|就|在|的|未|要求|请求|自愿|等|系|经(?!济|开)|到庭|均|作|缴|交"
)
_CAUSE_BEHIND = re.compile(r"[\u4e00-\u9fa5]{2,16}(?:一案|纠纷)")
# Surnames that at this place are common words: 被执行人未履行, 申请执行人依法, 原告申请撤诉
_COMMON_WORD = re.compile(
    r"于(?=[\d一二三四本法收同当次上判该])|承担|[依未申同催向应由在经及对以即与均可请提其逾已按并都时为认主就从后]|申请|要求|请求|诉讼|行政|自动|履行|该|所|双方|本人|陈述|答辩"
)
_RARE_NAME = re.compile(
    r"(?P<name>[\u4e00-\u9fa5](?:(?![诉因不与于向对就在和及未其该本被法已][\u4e00-\u9fa5]?)[\u4e00-\u9fa5]){1,2})"
    r"(?<![撤起上申应败反胜])(?=诉(?![称讼请])|、[\u4e00-\u9fa5]{2,3}(?:诉|、)|因(?:与|不服|诉)|不服)"
)
# 古丽娜·吐尔逊, 安妮·M·罗
_FOREIGN = re.compile(
    r"[\u4e00-\u9fa5]{1,8}(?:·(?:(?!诉(?:你|被告|[\u4e00-\u9fa5]{0,20}[局府会厅])|不服|因)[\u4e00-\u9fa5A-Za-z]){1,10})+"
)
_ALIAS = re.compile(r"（[^（）]{2,60}）")
_JOIN = re.compile(r"、|以及|和|及|与|，")
# 张某某因诉…, 张某某不服…: what the other side did follows without a role word
_AGAINST = re.compile(r"(?:因|，)?(?:其)?(?:诉|不服|与)(?!讼)")
_OPPOSITE = {
    Role.PLAINTIFF: (Role.DEFENDANT, ()),
    Role.APPELLANT: (Role.APPELLEE, (Role.DEFENDANT,)),
    Role.RETRIAL_APPLICANT: (Role.RETRIAL_RESPONDENT, (Role.DEFENDANT,)),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A party named at ``text[start:end]``."""

    role: Role
    original_roles: tuple[Role, ...]
    start: int
    end: int


def read_story(text: str, start: int, stage: Stage | None) -> list[Named]:
    """The parties the story names, each once, in the order of the text."""
    end = _story_end(text, start)
    found = list(_marked(text, start, end, stage))
    if not found:  # only the operative part names them: 被告国家林业局就原告某某有限公司…重新作出决定
        found = list(_marked(text, end, len(text), stage))
    if stage is Stage.ENFORCEMENT_REVIEW:
        found += list(_respondents(text, start))
    return _distinct(text, found)


def _story_end(text: str, start: int) -> int:
    match = _STORY_END.search(text, start + 20)
    return min(match.start() if match else len(text), start + _LONGEST, len(text))


def _marked(text: str, start: int, end: int, stage: Stage | None) -> Iterator[Named]:
    at = start
    while match := MARKER.search(text, at, end):
        marker = read_marker(match, stage)
        at = marker.end
        for first, last in _listed(text, marker.end, end):
            yield Named(marker.role, marker.original_roles, first, last)
            at = last
        if at > marker.end and marker.role in _OPPOSITE:
            against = _AGAINST.match(text, _behind_alias(text, at), end)
            if against and not MARKER.match(text, against.end()):
                role, original = _OPPOSITE[marker.role]
                for first, last in _listed(text, against.end(), end, offices_only=True):
                    yield Named(role, original, first, last)
                    at = last


def _listed(text: str, at: int, end: int, *, offices_only: bool = False) -> Iterator[Span]:
    """The names standing at ``at``, as long as a 、 or 和 leads to another."""
    while (span := _name_at(text, at, end, offices_only)) is not None:
        yield span
        behind = _behind_alias(text, span[1])
        # 新江区政府（以下简称…）房屋征收、江州市政府行政复议一案: a cause may stand between two offices
        cause = re.match(r"[\u4e00-\u9fa5]{2,8}(?=、)", text[behind:end]) if offices_only else None
        join = _JOIN.match(text, behind + (cause.end() if cause else 0), end)
        if not join or (join[0] == "，" and not offices_only) or MARKER.match(text, join.end()):
            return
        at = join.end()


def _behind_alias(text: str, at: int) -> int:
    alias = _ALIAS.match(text, at)
    return alias.end() if alias else at


def _name_at(text: str, at: int, end: int, offices_only: bool) -> Span | None:
    while at < end and text[at] in "：: ":
        at += 1
    candidates = [m for p in (_OFFICE, _ORGANIZATION) if (m := p.match(text, at, end))]
    candidates = [m for m in candidates if not re.search(r"法院|判决|裁定|决定", m[0])]
    if candidates and begins_with_place(text[at : at + 8]):  # 扬州经济技术开发区…: no Mr 扬
        return min(candidates, key=lambda m: m.end()).span()
    if not offices_only and (person := _person_at(text, at, end, _AFTER_PERSON)):
        return person
    if candidates:
        return min(candidates, key=lambda m: m.end()).span()
    return None if offices_only else _person_at(text, at, end, _CAUSE_BEHIND)


def _person_at(text: str, at: int, end: int, behind: re.Pattern[str]) -> Span | None:
    if foreign := _FOREIGN.match(text, at, end):
        ends = range(foreign.end(), foreign.start() + foreign[0].rfind("·") + 1, -1)
        return next(((at, last) for last in ends if behind.match(text, last, end)), None)
    length = surname_length(text[at : at + 4])
    if not length:
        return None
    if _COMMON_WORD.match(text, at):  # 原告由志仙诉: a name only where a suit follows it at once
        return (_rare_name if behind is _AFTER_PERSON else _before_a_cause)(text, at, end)
    for given in (2, 1, 3):
        last = at + length + given
        name = text[at:last]
        if last > end or not re.fullmatch(_HAN + "+", name):
            continue
        if given == 3 and not re.search(r"[\d某×甲乙丙丁]$", name):
            continue
        if re.search(r"[诉因不与于向对就在和及未]$", name) or re.search(r"[局厅府市县区省]", name[1:]):
            continue
        if behind.match(text, last, end):
            return at, last
    return None


def _rare_name(text: str, at: int, end: int) -> Span | None:
    name = _RARE_NAME.match(text, at, end)
    return name.span("name") if name else None


def _before_a_cause(text: str, at: int, end: int) -> Span | None:
    """原告向某甲行政许可一案: a name where a cause of the list follows it at once."""
    case = _CAUSE_BEHIND.match(text, at, end)
    if not case:
        return None
    length = cause_begins(re.sub("(?:一案|纠纷)+$", "", case[0]), 2, 4)
    return (at, at + length) if length and is_person(text[at : at + length]) else None


def person_before_a_cause(text: str, at: int, end: int) -> Span | None:
    """The person at ``at`` where nothing but the cause follows: 周某甲 of 周某甲行政许可一案."""
    return _person_at(text, at, end, _CAUSE_BEHIND) or _before_a_cause(text, at, end)


def offices_at(text: str, at: int, end: int) -> Iterator[Span]:
    """The offices listed at ``at``, whatever cause follows them."""
    return _listed(text, at, end, offices_only=True)


def _respondents(text: str, start: int) -> Iterator[Named]:
    for match in _RESPONDENT.finditer(text, start):
        for first, last in _listed(text, match.end(), len(text)):
            yield Named(Role.ENFORCEMENT_RESPONDENT, (), first, last)


def _distinct(text: str, found: list[Named]) -> list[Named]:
    """Each name once; the short forms a paper introduces (以下简称…) are not parties of their own."""
    shorts = set(re.findall(r"(?:简称|下称)[：:“]?([\u4e00-\u9fa5]{2,20})", text))
    seen: dict[str, Named] = {}
    for each in found:
        name = text[each.start : each.end]
        if name not in seen and name not in shorts and name not in {"本院", "该局"}:
            seen[name] = each
    return list(seen.values())
