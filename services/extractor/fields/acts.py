"""Where a paper speaks of an administrative act: its name, its number, its day, whose it is.

    原告不服被告云山县公安局于2023年2月1日作出的云公行罚决字〔2023〕1号行政处罚决定
    不服云山县公安局云公行罚决字〔2023〕1号《行政处罚决定书》        no verb: the number tells
    2023年2月1日，被告作出《关于张某信访事项的答复》                 no number: the verb tells

Acts of courts are left out. Which of the acts is sued about is for :mod:`act`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.extractor.fields.document_numbers import NUMBER_HERE, YEAR_FIRST
from services.extractor.fields.names import AGENCY_END, begins_with_place, within_place
from services.extractor.text.case_numbers import find_case_numbers
from services.extractor.text.dates import DATE, find_dates

Span = tuple[int, int]

# What stands before a number in its sentence and is no part of it: 作出的云公…, 某某县公安局云公….
_BEFORE_NUMBER = re.compile(
    r"作出|做出|颁发|核发|发布|实施|出具|下达|下发|印发|签发|所作|不服|撤销|确认|执行|依据|根据|按照|依照|收到|送达"
    r"|张贴|粘贴|制发|被告|第三人|名下|涉案|诉争|编号|文号|决定书|通知书|告知书|认定书|答复书|意见书|[的了是为日]"
    r"|(?:人民政府|政府|委员会|管委会|办事处|[局厅]|[支大]队)(?![字罚（）])"
)

# --- names ---------------------------------------------------------------------------------------
_PAPER = (
    r"(?:决定书|通知书|告知书|认定书|答复书|答复意见书|意见书|批准书|责任书|裁决书|登记证书|登记证"
    r"|许可证|产权证|所有权证|使用权证|执照|证书|责任认定)"
)
_DEED = (
    r"(?:决定|通知|告知|公告|批复|复函|意见|许可|答复|裁决|(?:工伤|责任|事故|性质|工亡|病)认定"
    r"|不予认定(?:工伤)?(?!工伤|决定|通知)|(?:登记|行政处罚|行政处理)(?!决定|通知|告知|行为|事先|意见|证))"
)
_CONDUCT = (
    r"(?:强制拆除|强制清除|强拆|拆除|征收|查封|扣押|扣留|登记|处罚|许可|审批|批准|颁证|强制"
    r"|补偿|收回|注销|行政)行为"
)
_WORDS = r"[\u4e00-\u9fa5、（）]"
_TITLED = re.compile(r"《(?P<name>[^《》\n]{2,60})》")
_NAMED = re.compile(rf"(?P<name>{_WORDS}{{0,40}}?(?:{_PAPER}|{_DEED}(?!书|申请)|{_CONDUCT}))(?!申请)")
# What a name cannot hold; it begins behind. The conduct of the one who was punished (超速违法行为) is
# no act of an office.
_CUT = re.compile(
    r"违法行为|人民法院|以及|应当|应予|之前|[且未其将时并给元号了]|不予(?=配合)|被诉?|证明|所以|履行|提交|错误|有关(?!事项|问题)"
    r"|[本该]案|认为|属于|不服|申请人|正确|严肃|依法|依规|规定|基础上|送达|说明|公正|合理|重新|一并|作出|审查"
    r"|所作的?|所有人|第三人|相应|撤销|[属持]"
)
# Titles that are no act: laws, contracts, what a party handed in.
_LAW = re.compile(
    r"(?:法|条例|规定|办法|解释|细则|规则|标准|合同书?|协议书?|笔录|证言|申请书?|申请表|起诉状|建议书|方案|清单|报告"
    r"|说明|指导意见|证明|判决书|裁定书|调解书)(?:（[^）]*）)?$"
)
# 认定, 决定书 alone name nothing; 提交作出行政行为的证据 speaks of any act.
_NO_NAME = re.compile(
    r".{0,1}|认定书?|(?:本案|原|该|上述|涉案)*(?:被诉|被告)?(?:的?具体)?(?:行政行为|行为)"
    r"|(?:被诉|行政)?决定书?|裁决|(?:相关|有关|书面|行政)?(?:处理|处罚|登记|许可|意见|通知|告知|公告)"
)
_REFERRING = re.compile(r"^(?:(?:本案)?被诉|本案|涉案|诉争|上述|前述|该|此|原|具体)+的?")
# Papers on the way to a decision: never what is sued about when the decision itself is named.
PREPARING = re.compile(
    r"事先告知|处罚告知|听证|权利义务|调查通知|询问|立案|受案|催告|答复通知|举证|延期|延长"
)
_DONE = re.compile(
    r"(?:作出|做出|颁发|核发|发布|实施|出具|下达|下发|印发|签发|发出|制发|给予|办理|核准|填发)(?:的|了|过)?"
)

# 在未作出强制执行决定的情况下, 没有依法向原告作出答复: no act; 未告知原告即作出 tells of one.
_NOT_DONE = re.compile(
    r"(?:未|没有|不曾)曾?(?:依法|及时|按时|按期|另行|重新|再|先行"
    r"|[向对](?:(?!送达|告知|说明|出示|核实|调查|审查|[即就便而])[^，。；\n]){1,14})*$"
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act as one sentence tells it; spans of the cleaned text, None for what is not said.

    ``start`` is where its sentence begins, ``verb`` where 作出 (or the number) stands.
    """

    name: Span
    organ: Span | None
    number: Span | None
    day: tuple[Span, str] | None
    start: int
    verb: int
    end: int


def acts_in(
    text: str, start: int, stop: int, names: tuple[str, ...] = (), short: tuple[str, ...] = ()
) -> Iterator[Act]:
    """The acts ``text[start:stop]`` speaks of, in order; ``names`` are those of the parties, ``short``
    what the paper calls them by."""
    courts = [(number.start, number.end) for number in find_case_numbers(text, start, stop)]
    for first, last in _sentences(text, start, stop):
        for verb, name, number in _mentions(text, first, last, courts):
            before = max(first, verb - 120)
            yield Act(
                name,
                _organ(text, before, verb, names, short),
                number,
                _day(text, before, verb),
                first,
                verb,
                max(name[1], number[1] if number else 0),
            )


# 确认被告于2025年2月18日强制拆除原告房屋的行为违法: conduct without a number or a verb of deciding
_CONDUCT_SUED = re.compile(r"确认(?P<told>[^。；，\n]{4,80}?行为)(?:系|为|属于?)?(?:违法|无效)")
# What stands before the conduct: whose it was, and when.
_WHOSE = (
    r"被告|被申请人|[于在]|[作做]出的?|实施的?|所[作做]的?"
    r"|[\u4e00-\u9fa5]{2,24}?(?:政府|局|委员会|办事处|[支大]队)(?=[于在对]|20|二〇)"
)
_ANY_CONDUCT = re.compile(r"(?:对?(?:该|其|上述|前述|被诉|原告|申请人)*的?)?(?:具体)?(?:行政)?行为")


def sued_conduct(
    text: str, start: int, stop: int, names: tuple[str, ...] = (), short: tuple[str, ...] = ()
) -> Iterator[Act]:
    """The conduct the claims at ``text[start:stop]`` ask to be found unlawful, whose it is and when."""
    agencies = [re.escape(name) for name in (*names, *short) if re.search(AGENCY_END, name)]
    lead = rf"(?:{'|'.join((*agencies, DATE, _WHOSE))})*"
    for match in _CONDUCT_SUED.finditer(text, start, stop):
        first, last = match.span("told")
        begun = re.compile(lead).match(text, first, last)
        name = begun.end() if begun else first
        if last - name < 4 or _ANY_CONDUCT.fullmatch(text, name, last):
            continue
        organ, day = _organ(text, first, name, names, short), _day(text, first, name)
        yield Act((name, last), organ, None, day, match.start(), name, last)


def _sentences(text: str, start: int, stop: int) -> Iterator[Span]:
    at = start
    for match in re.compile(r"[。；\n]").finditer(text, start, stop):
        yield at, match.start()
        at = match.end()
    yield at, stop


def _mentions(
    text: str, first: int, last: int, courts: list[Span]
) -> Iterator[tuple[int, Span, Span | None]]:
    """Verb, name and number of each act of one sentence."""
    at = first
    for number in _numbers(text, first, last, courts):
        name = _beside(text, number, at, last) if number[0] >= at else None
        if name:
            yield _last_verb(text, at, min(number[0], name[0])), name, number
            at = max(name[1], number[1])
    if at > first:
        return
    for done in _DONE.finditer(text, first, last):
        if done.start() < at or _NOT_DONE.search(text, max(first, done.start() - 40), done.start()):
            continue
        if name := _name_behind(text, done.end(), last):
            yield done.start(), name, None
            at = name[1]


def _numbers(text: str, first: int, last: int, courts: list[Span]) -> Iterator[Span]:
    for match in NUMBER_HERE.finditer(text, first, last):
        start, end = match.span("number")
        if any(start < stop and begin < end for begin, stop in courts):
            continue
        leads = [
            lead.end()
            for lead in _BEFORE_NUMBER.finditer(text, start, max(start, end - 8))
            if len(lead[0]) > 1 or not within_place(text, lead.start())
        ]
        start = max(leads, default=start)
        while start < end and text[start] in "）、":
            start += 1
        unpaired = text.count("（", start, end) - text.count("）", start, end)
        if unpaired > 0 and text[start] == "（":
            start += 1
        if end - start >= 7 and not YEAR_FIRST.match(text, start):
            yield start, end


_BEHIND_NUMBER = re.compile(r"[）》]?(?:文|的)?")
_BEFORE_BRACKET = re.compile(r"》?(?:（|，)?(?:文号|编号)?(?:为|：)?$")


def _beside(text: str, number: Span, first: int, last: int) -> Span | None:
    """The name right behind a number, or right before it: 《行政处罚决定书》（云公…〔2023〕1号）."""
    behind = _BEHIND_NUMBER.match(text, number[1], last)
    at = behind.end() if behind else number[1]
    titled = _TITLED.match(text, at, last)
    if titled and not _LAW.search(titled["name"]):
        return titled.span("name")
    named = _NAMED.match(text, at, last)
    if named and named.end() - (span := _stripped(text, named.span("name")))[0] >= 2:
        return span
    bracket = _BEFORE_BRACKET.search(text, first, number[0])
    at = bracket.start() if bracket else number[0]
    title = text.rfind("《", first, at)
    if text[at : at + 1] == "》" and title >= 0 and "》" not in text[title:at]:
        return None if _LAW.search(text[title:at]) else (title + 1, at)
    found = [each for each in _NAMED.finditer(text, first, at) if each.end() == at]
    span = _stripped(text, found[-1].span("name")) if found else (at, at)
    return span if span[1] - span[0] >= 2 else None


def _last_verb(text: str, first: int, before: int) -> int:
    verbs = [match.start() for match in _DONE.finditer(text, first, before)]
    return verbs[-1] if verbs else before


def _name_behind(text: str, at: int, last: int) -> Span | None:
    """The name of what was done, without a number: 作出《…》, 作出行政处罚决定, 实施的强制拆除行为."""
    titled = _TITLED.search(text, at, min(last, at + 60))
    if titled and not re.search(r"[，：]", text[at : titled.start()]):
        return None if _LAW.search(titled["name"]) else titled.span("name")
    named = _NAMED.search(text, at, min(last, at + 50))
    if not named or re.search(r"[，：]", text[at : named.start()]):
        return None
    start, end = _stripped(text, named.span("name"))
    return None if _NO_NAME.fullmatch(text[start:end]) else (start, end)


def _stripped(text: str, span: Span) -> Span:
    """Without words that only refer to it (被诉, 该) and without whom it was done to (对张某的)."""
    start, end = span
    cuts = [match.end() for match in _CUT.finditer(text, start, end)]
    start = max(cuts, default=start)
    of = text.rfind("的", start, end)
    if of >= 0 and not text.startswith("关于", start):
        start = of + 1
    closing = text.rfind("）", start, end)
    if closing >= 0 and text.count("（", start, closing) == 0:
        start = closing + 1
    referring = _REFERRING.match(text[start:end])
    if referring and end - start - referring.end() >= 2:
        start += referring.end()
    while start < end and text[start] in "、（":
        start += 1
    return start, end


_OTHER_DEED = re.compile(
    r"申请|提交|提出|举报|投诉|受伤|发生|签订|购买|死亡|送达|受理|入职|驾驶|报案|报警|反映|起诉|邮寄|开庭|审理"
)
_OCCASION = re.compile(r"(?:针对|对|就|根据|依|按照?|因|应)[^，]*")


def _day(text: str, start: int, end: int) -> tuple[Span, str] | None:
    """The last day before the verb, when nothing else is told to have happened on it."""
    days = list(find_dates(text, start, end))
    if not days:
        return None
    last = days[-1]
    if _OTHER_DEED.search(_OCCASION.sub("", text[last.end : end])):
        return None
    return (last.start, last.end), last.day.isoformat()


_OFFICE_END = re.compile(AGENCY_END.removesuffix("$") + r"(?![罚理分置长员级内法规条字])")
# Words the name of an office cannot hold: what precedes it in its sentence.
_BREAK = re.compile(
    r"原审被告|原审第三人|被告|原告|第三人|被上诉人|上诉人|被申请执行人|被执行人|申请执行人|再审申请人|被申请人"
    r"|申请人|起诉人|不服|撤销|确认|请求|要求|认为|关于|作出|做出|辩称|述称|再审称|[诉称]|本院|法院|收到|提交|申请"
    r"|复议|查明|采信|进行|提起|条件|规定|职责|情形|经过|由于|以及|及其|经由|应当|[，。；：、“”《》\d]"
    r"|[的该其是为对向因及与和按至请了即日]|根据|依据|公章|情况|维持|认定|受让|综上|申辩|决定|判决书?|裁定书?|[月号后.]"
)
_SECOND_HALF = re.compile(r"[\u4e00-\u9fa5]{2,6}(?:[局厅部]|委员会)")  # 人力资源和社会保障局
_PLAIN_DEFENDANT = re.compile(r"被告|被上诉人|被申请人|该[局府队]|你(?:单位|局|府|机关)|申请执行人")


# 其向被告某局邮寄举报信，请求判令被告履行职责，并撤销…决定: the office written to did not decide
_WRITTEN_TO = re.compile(r"向(?:原审|一审)?(?:被告|被上诉人|被申请人|第三人)?$")
_ASKED_FOR = re.compile(r"请求|要求|诉请|判令|撤销|确认|不服")


def _organ(
    text: str, start: int, end: int, names: tuple[str, ...], short: tuple[str, ...]
) -> Span | None:
    """The last office named before the verb; 被告 stands for the only agency among the parties."""
    span = _last_office(text, start, end, names, short)
    if span is None or not _WRITTEN_TO.search(text, max(start, span[0] - 10), span[0]):
        return span
    return None if _ASKED_FOR.search(text, span[1], end) else span


def _last_office(
    text: str, start: int, end: int, names: tuple[str, ...], short: tuple[str, ...]
) -> Span | None:
    agencies = [name for name in names if re.search(AGENCY_END, name)]
    known = [
        (at, at + len(name))
        for name in (*agencies, *short)
        if (at := text.rfind(name, start, end)) >= 0
    ]
    ends = [match.end() for match in _OFFICE_END.finditer(text, start, end)]
    if known and (not ends or max(at for _, at in known) >= ends[-1]):
        return max(known, key=lambda span: (span[1], -span[0]))
    if ends:
        first = _office_start(text, start, ends[-1])
        if ends[-1] - first >= 3 and _is_office(text[first : ends[-1]], names):
            return first, ends[-1]
    if len(agencies) == 1 and _PLAIN_DEFENDANT.search(text, start, end):
        at = text.find(agencies[0])
        return (at, at + len(agencies[0])) if at >= 0 else None
    return None


_HOW_OFFICES_BEGIN = re.compile(
    r"国务院|国家|中华人民共和国|商标|专利|[\u4e00-\u9fa5]{0,6}[省市区县州旗镇乡]|[\u4e00-\u9fa5]{2,6}部$"
)


def _is_office(printed: str, names: tuple[str, ...]) -> bool:
    """Does ``printed`` begin as names of offices do: with a place, with 市 or 县 alone, as a party?"""
    return bool(
        begins_with_place(printed.removeprefix("原"))
        or _HOW_OFFICES_BEGIN.match(printed.removeprefix("原"))
        or any(name.endswith(printed) or printed in name for name in names)
    )


def _office_start(text: str, start: int, end: int) -> int:
    first = start
    for match in _BREAK.finditer(text, start, end - 2):
        if len(match[0]) == 1 and within_place(text, match.start()):
            continue  # 日照市公安局, 犍为县公安局
        if match[0] in "和与及" and _SECOND_HALF.match(text, match.end(), end):
            continue
        first = match.end()
    while first < end and text[first] in "）（":
        first += 1
    return first
