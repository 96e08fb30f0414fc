"""What the dispute is about (案由), as printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.act import find_acts
from services.extractor.fields.names import is_person
from services.extractor.fields.official_causes import by_list, by_words, cause_begins
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.text.dates import DATE
from services.extractor.text.lexicons import causes
from services.vocabulary import FieldName, PaperKind, Stage

_DECISIONS = (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING)
_CAUSE_LABEL = re.compile(r"案由")
_PARTY_WORD = (
    r"(?:原审|一审|二审|再审)?"
    r"(?:原告|被告|上诉人|被上诉人|第三人|申请人|被申请人|申请执行人|被申请执行人|被执行人)"
)
# 原告甲诉被告某某县自然资源局行政处罚一案, 因不服强制性拆迁补偿决定一案, 工伤行政确认纠纷案
_CASE = re.compile(r"(?P<before>[^\n。；]{4,300}?)(?:纠纷)?一案")
_ORGANISATION = (
    r"(?:人民政府|政府(?!信息)|办事处|管理委员会|管委会|委员会|派出所|分局|支队|大队|中队|总队|局|厅|海关|中心|办公室|总局"
    r"|考试院|检查站|管理[处所站]|指挥部|看守所|监狱(?!管理)"
    r"|公司(?!登记|注册|设立|变更|注销)|银行|大学|医院|合作社|村民小组|经营部|个体工商户"
    r"|答辩人|你(?:们|单位|局|府|政府|委|厅|机关|办事处|部门|方|中心|队|公司|乡|镇))"
)
# Between the last name and the cause: （以下简称县资源局）、第三人…
_LEADING = re.compile(
    rf"^(?:（[^）]{{1,60}}）|{_PARTY_WORD}|[和与及、，：]|[等\d一二三四五六七八九十]+人|于?(?:{DATE})"
    r"|所?作出的?|涉案|不服|诉其|[了为诉])+"
)
_INTRODUCED = re.compile(
    r"(?:因(?:诉)?不服|不服|因诉?|关于|要求(?:确认)?|请求(?:确认)?|诉请|申请强制执行)"
    r"(?P<cause>[^，,。；\n]{2,60})$"
)
# 云自然资罚〔2023〕1号, 云国土罚字〔2017〕第AN-015号
_DOCUMENT = re.compile(
    r"[\u4e00-\u9fa5（）]{0,16}[〔\[（]\d{4}[〕\]）][\u4e00-\u9fa5]{0,8}第?(?:[A-Z]{1,4}-?)?\d+号"
)
# A decision of a court is not the act sued about: the sentence tells of an earlier case.
_LOWER_COURT = r"人民法院|行政判决|行政裁定|民事判决"
_LOWER = re.compile(_LOWER_COURT)
# What tells of the suit is no cause: 《不予许可决定书》提起行政诉讼一案.
_NO_CAUSE = re.compile(rf"[，。；：]|{_LOWER_COURT}|提起(?:行政)?(?:诉讼|上诉)|起诉")


@reader("cause.cell", FieldName.CAUSE)
def beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """案由 of a form."""
    span = context.form_value(_CAUSE_LABEL)
    if span:
        value = context.text[slice(*span)].replace("\n", "").strip("：:；。")
        if 1 < len(value) <= 60:
            yield Reading(value, *span)


# …本院已立案，案由：行政许可。
_TOLD = re.compile(
    r"(?<=[，。；、（\s])案由(?:为|是|系|：|为：)(?P<cause>[\u4e00-\u9fa5、（）]{2,40}?)(?=[，。；\n]|$)"
)


@reader("cause.told", FieldName.CAUSE)
def told_inside_a_line(context: PaperContext) -> Iterator[Reading]:
    """案由为行政许可 in the running text of a notice."""
    match = None if context.kind in _DECISIONS else _TOLD.search(context.text)
    if match and not context.text.startswith("\n", match.start() - 1):
        yield Reading(match["cause"], *match.span("cause"))


@reader("cause.sentence", FieldName.CAUSE)
def before_the_word_case(context: PaperContext) -> Iterator[Reading]:
    """What stands between the last party and 一案 in the sentence that says how the case arose."""
    start = context.head.number.end if context.head.number else 0
    stop = min(len(context.text), max(context.sections.head_end, start) + 600)
    for match in _CASE.finditer(context.text, start, stop):
        before = match.span("before")
        span = _before_the_suit(context, *before) or _cause_span(context, *before)
        if span:
            act = _reviewed_by_another(context, match.start("before"), span)
            if act:
                yield Reading(f"{context.text[slice(*act)]}及行政复议", act[0], span[1])
            else:
                # the causes of civil cases are called so: 买卖合同纠纷 (民事案件案由规定)
                civil = context.kind is PaperKind.CIVIL_PAPER
                end = span[1] + 2 * (civil and context.text.startswith("纠纷", span[1]))
                yield Reading(context.text[span[0] : end], span[0], end)
            return


# 诉某某县公安局治安行政处罚及某某县人民政府行政复议: the act, and who reviewed it
_AND_REVIEWER = re.compile(
    r"(?P<and>[及、和与，])(?=(?:被告|被上诉人|被申请人)?(?P<reviewer>[^，。；及、]{4,40})$)"
)


def _reviewed_by_another(context: PaperContext, start: int, span: Span) -> Span | None:
    if not re.fullmatch("行政复议(?:决定)?", context.text[slice(*span)]):
        return None
    before = context.text[start : span[0]]
    named = [m.span() for name in context.names for m in re.finditer(re.escape(name), before)]
    for found in _AND_REVIEWER.finditer(before):
        if any(first < found.start() < last for first, last in named):
            continue  # 住房和城乡建设局, 人力资源和社会保障局
        reviewer = found["reviewer"]
        if found["and"] != "和" or "政府" in reviewer or reviewer in context.names:
            return _cause_span(context, start, start + found.start())
    return None


# 因交通行政处罚决定及行政复议决定诉某某县公安局一案
_BEFORE_THE_SUIT = re.compile(
    rf"因(?P<cause>(?!诉|不服|与|要求)[^，。；诉]{{2,30}}?)(?:起诉|诉|与)(?=[^。；\n]{{2,200}}?{_ORGANISATION})"
)
_ENDS_WITH_AN_OFFICE = re.compile(rf"{_ORGANISATION}(?:（[^）]{{1,60}}）)?$")


def _before_the_suit(context: PaperContext, start: int, end: int) -> Span | None:
    """The cause printed before 诉, where the sentence ends with whom the suit is against."""
    if not _ENDS_WITH_AN_OFFICE.search(context.text[start:end]):
        return None
    match = _BEFORE_THE_SUIT.search(context.text, start, end)
    return match.span("cause") if match else None


def _cause_span(context: PaperContext, start: int, end: int) -> Span | None:
    before = context.text[start:end]
    cut = 0
    for name in context.names:
        at = before.rfind(name)
        if at >= 0:
            cut = max(cut, at + len(name))
    for match in re.finditer(_ORGANISATION, before):
        if match.end() > cut and 2 <= len(before) - match.end() <= 60:
            cut = match.end()
    introduced = _INTRODUCED.search(before, cut)
    if introduced:
        cut = introduced.start("cause")
    for pattern in (_LEADING, _DOCUMENT, _LEADING):
        skipped = pattern.match(before[cut:])
        if skipped and len(before) - cut - skipped.end() >= 2:
            cut += skipped.end()
    # A bracket opened before the cut closes behind it: …（以下简称县公安局）行政处罚.
    closing = before.rfind("）", cut)
    if closing >= 0 and "（" not in before[cut:closing]:
        cut = closing + 1
    if _BEFORE_A_PERSON.search(before[:cut]):
        cut += _length_of_a_person(before[cut:])
    rest = before[cut:]
    if len(re.sub(r"（[^）]*）", "", rest)) < 2:
        return None  # （以下简称县政府）一案: nothing but the bracket
    if not cut or not 2 <= len(rest) <= 40 or _NO_CAUSE.search(rest):
        return None
    return start + cut, end - rest.endswith("决定书")  # the case is about the decision, not the paper


_BEFORE_A_PERSON = re.compile(r"(?:[与和及、]|(?<!被)诉|(?<!被)(?:原告|上诉人|申请人|申请执行人))$")


def _length_of_a_person(printed: str) -> int:
    """你单位与周某甲行政许可一案, 你局诉周某甲行政强制一案: a person's name glued to a cause."""
    at = cause_begins(printed, 2, 4)
    return at if at and is_person(printed[:at]) else 0


_SUED = re.compile(
    r"不服[^\n。]{0,160}?(?:向(?:本院|我院)?(?:提起|起诉)|提起(?:行政)?诉讼)|诉至本院|起诉至"
)


@reader("cause.act", FieldName.CAUSE)
def named_by_the_act(context: PaperContext) -> Iterator[Reading]:
    """原告不服被告所作…行政处罚决定，向本院提起行政诉讼, on papers that speak of no 一案: the official
    cause named there; a duty not done; else what the act in dispute is called."""
    stop = min(len(context.text), context.sections.head_end + 600)
    if next(before_the_word_case(context), None):
        return
    for match in _SUED.finditer(context.text, 0, stop):
        for cause in causes():
            at = context.text.find(cause.name, match.start(), match.end())
            if at >= 0 and len(cause.name) >= 4:
                field = _FIELD_BEFORE.search(context.text[match.start() : at])
                start = match.start() + field.start("field") if field else at
                yield Reading(context.text[start : at + len(cause.name)], start, at + len(cause.name))
                return
    duty = _DUTY.search(context.text, 0, stop)
    if duty and context.stage is Stage.FIRST:
        yield Reading(duty["cause"], *duty.span("cause"))
        return
    # A complaint prints no cause: its act is a field of its own.
    for act in find_acts(context)[:1] if context.kind in _DECISIONS else ():
        name = _WITHOUT_FORM.sub("", context.text[slice(*act.name)])
        if by_list(name) or by_words(name):
            yield Reading(name, act.name[0], act.name[0] + len(name))


# …云山县林业局 林业 行政处罚: the field of administration between the office and the cause
_FIELD_BEFORE = re.compile(rf"{_ORGANISATION}(?P<field>(?:(?![所作的不])[\u4e00-\u9fa5]){{2,4}})$")
# 因要求被告某某市人民政府履行法定职责，于2023年5月4日提起行政诉讼
_DUTY = re.compile(
    r"(?:要求|认为)[^。；\n]{2,60}?(?P<cause>不?履行[^，。；\n]{0,12}?职责)[^。\n]{0,80}?提起(?:行政)?诉讼"
)
_WITHOUT_FORM = re.compile(r"(?:决定|通知|告知|认定|答复)?书?$")


# 申请强制执行云自然资罚〔2023〕1号行政处罚决定, 依据…第8号征收社会抚养费决定书，向本院申请强制执行
_ENFORCED = re.compile(r"号《?(?P<cause>[\u4e00-\u9fa5]{4,14}?)决定")


@reader("cause.enforced", FieldName.CAUSE)
def of_the_decision_to_be_enforced(context: PaperContext) -> Iterator[Reading]:
    """In a review of enforcement (非诉执行审查) the act to be enforced is what the case is about."""
    if context.stage is not Stage.ENFORCEMENT_REVIEW or next(before_the_word_case(context), None):
        return
    start = context.head.number.end if context.head.number else 0
    match = _ENFORCED.search(context.text, start, start + 1500)
    if match and not _LOWER.search(match[0]):
        yield Reading(match["cause"], *match.span("cause"))
