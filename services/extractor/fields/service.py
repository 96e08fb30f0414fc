"""When, how and by whom a paper was taken (送达回证、电子送达凭证、收文章), and when it is effective.

Days written by hand and days of rubber stamps are found as such: their readers are called
``….handwritten`` and ``….stamp`` and never reach more than 0.5, so that a person is asked. A blank
送达回证 gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.claims import item_spans
from services.extractor.fields.names import is_person
from services.extractor.fields.reading import PaperContext, Reading, Span, reader
from services.extractor.text.dates import DATE, FoundDate, find_dates
from services.vocabulary import FieldName, PaperKind

_TAKEN = re.compile(
    r"受送达人(?:（?(?:代收人)?）?)?(?:签名|签收|签字)(?:(?:或者?|、|/)?(?:盖章|捺印))*(?:（[^）]{1,12}）)?(?:及?(?:收到)?(?:日期|时间))?"
    r"|(?:签收|收到|收件|送达)(?:日期|时间)(?:[和及、](?:受送达人)?(?:签名|签收|盖章)+)?|代收人(?:签名)?(?:及代收理由)?|收件人签名(?:或者?盖章)?|签收人(?:签名)?"
)
_FILLED_BY_THE_COURT = re.compile(r"填发|签发|发出")


@reader("served_on.handwritten", FieldName.SERVED_ON)
def written_beside_the_signature(context: PaperContext) -> Iterator[Reading]:
    """受送达人签名或盖章 周某甲 2023年5月10日 of a service return."""
    if context.kind is not PaperKind.SERVICE_RETURN:
        return
    found = next(taken_days(context), None) or next(_left_behind(context), None)
    if found:
        yield Reading(found.day.isoformat(), found.start, found.end)


def taken_days(context: PaperContext) -> Iterator[FoundDate]:
    """The days of a service return that stand beside a signature or 收到日期."""
    for span in context.form_values(_TAKEN):
        for found in find_dates(context.text, *span):
            if not _FILLED_BY_THE_COURT.search(context.text, span[0], found.start):
                yield found
                break


_REMARKS = re.compile(r"备注|备考|不能送达(?:的)?理由|送达情况(?:说明)?")


def _left_behind(context: PaperContext) -> Iterator[FoundDate]:
    """Who refuses to sign is served when the paper is left (留置送达, 民事诉讼法 89): on the day the
    remark tells."""
    mode = next(how_it_was_served(context), None)
    for span in context.form_values(_REMARKS):
        if "留置" in context.text[slice(*span)] or (mode and mode.value == "留置送达"):
            yield from find_dates(context.text, *span)


# 于2024年7月1日受理的…一案，现向你送达; but 将起诉状副本、开庭传票、受理通知书成功送达
_ANOTHER_DAY = r"受理(?!(?:案件)?通知)|立案(?!通知)|[作做]出|提起|起诉(?!状)|收到|开庭(?!传票|通知)"
_DELIVERED = re.compile(
    rf"(?:送达(?:成功)?|到达(?:特定系统)?|签收)(?:的)?(?:时间|日期)[：:为]?[ \n]?(?P<when>{DATE})"
    # 已于2024年7月30日10时21分通过…平台…成功送达
    rf"|(?<![定拟将])于(?P<told>{DATE})(?:(?!{_ANOTHER_DAY})[^。；\n]){{0,60}}?(?:送达成功|成功送达|送达至?)"
)


@reader("served_on.printed", FieldName.SERVED_ON)
def printed_on_the_certificate(context: PaperContext) -> Iterator[Reading]:
    """送达时间：2023年5月10日 of an electronic certificate, written by the system that delivered."""
    if context.kind is PaperKind.ELECTRONIC_SERVICE_NOTICE:
        match = _DELIVERED.search(context.text)
        if match:
            for found in find_dates(context.text, *match.span("when" if match["when"] else "told")):
                yield Reading(found.day.isoformat(), found.start, found.end)


_MODES = (
    "直接送达",
    "留置送达",
    "邮寄送达",
    "电子送达",
    "委托送达",
    "转交送达",
    "公告送达",
    "留置",
    "邮寄",
    "直接",
)
_TICK = "☑☒✓√■"
_MODE = r"(?P<mode>直接|留置|邮寄|电子|委托|转交|公告)(?:送达)?"
_CHECKED = re.compile(rf"[{_TICK}]{_MODE}")
_CHECKED_BEHIND = re.compile(rf"{_MODE}（?[{_TICK}]")  # 直接送达☑ 留置送达□: the boxes stand behind
# 送达方式：人民法院在线服务平台（短信）
_ELECTRONIC = re.compile(r"平台|短信|电子邮[件箱]|微信|弹屏")
_MODE_LABEL = re.compile(r"送达方式")


@reader("service_mode.cell", FieldName.SERVICE_MODE)
def how_it_was_served(context: PaperContext) -> Iterator[Reading]:
    """送达方式 of a service return: the box ticked, or the only way written there."""
    if context.kind not in (PaperKind.SERVICE_RETURN, PaperKind.ELECTRONIC_SERVICE_NOTICE):
        return
    for span in context.form_values(_MODE_LABEL):
        boxes_first = re.match(rf"[\s（]*[□{_TICK}]", context.text[slice(*span)])
        checked = _CHECKED if boxes_first else _CHECKED_BEHIND
        ticked = list(checked.finditer(context.text, *span))
        if len(ticked) == 1:
            yield Reading(f"{ticked[0]['mode']}送达", *ticked[0].span())
            return
        written = context.text[slice(*span)]
        ways = [mode for mode in _MODES if mode in written]
        by = _ELECTRONIC.search(context.text, *span)
        if by and not ways and context.kind is PaperKind.ELECTRONIC_SERVICE_NOTICE:
            yield Reading("电子送达", *by.span())
            return
        if "□" in written or ticked or len({way[:2] for way in ways}) != 1:
            continue
        at = span[0] + written.find(ways[0])
        yield Reading(f"{ways[0][:2]}送达", at, at + len(ways[0]))
        return


_NOT_SIGNED = re.compile(r"(?:公章|盖章|签名|签字|捺印|同上|拒签|拒收)+")
_SIGNER = re.compile(r"[\u4e00-\u9fa5×某·]{2,30}")


@reader("service_receiver.handwritten", FieldName.SERVICE_RECEIVER)
def who_signed_for_it(context: PaperContext) -> Iterator[Reading]:
    """The name signed beside 受送达人签名 or 代收人."""
    if context.kind is not PaperKind.SERVICE_RETURN:
        return
    for span in context.form_values(_TAKEN):
        for match in _SIGNER.finditer(context.text, *span):
            if _NOT_SIGNED.fullmatch(match[0]):
                continue
            if is_person(match[0]) and not set(match[0]) <= set("年月日时分"):
                yield Reading(match[0], *match.span())
                return


_PAPERS_LABEL = re.compile(
    r"(?:送达)?文书(?:的)?(?:名称)?(?:和|及|、)?(?:份数|件数)?|送达(?:的)?文书(?:名称)?(?:和|及|、)?(?:份数|件数)?|文书名称"
    r"|应送达(?:的)?文书(?:名称)?(?:和|及|、)?(?:份数|件数)?|内件(?:品名|名称)?"
)
_NEXT_ITEM = r"(?<=[份册套本件页张])\d{1,2}\."  # 1.应诉通知书1份 2.起诉状副本1份 on one line
# What is left of the labels of a form whose cells were wrapped: 及件数, 盖章.
_SCRAP = re.compile(r"[和及、]?(?:件数|份数|盖章|签名|收到日期|送达人)")
_ITS_NUMBER = re.compile(r"^（\d{4}）[^、，]{1,24}?号")


@reader("served_papers.cell", FieldName.SERVED_PAPERS)
def what_was_served(context: PaperContext) -> Iterator[Reading]:
    """送达文书名称和件数 of a service return: 应诉通知书一份、起诉状副本一份."""
    if context.kind not in (PaperKind.SERVICE_RETURN, PaperKind.ELECTRONIC_SERVICE_NOTICE):
        return
    spans = list(context.form_values(_PAPERS_LABEL))
    rows = [span for span in spans if _is_cell(context, span)] or spans[:1]
    values = []
    for start, end in rows:
        for first, last in item_spans(context.text, start, end):
            # 应诉通知书1⏎份: a cell may break anywhere, a line only between papers
            printed = context.text[first:last]
            if _is_cell(context, (start, end)):
                printed = printed.replace("\n", "")
            pieces = re.split(rf"[、，,；\n]|{_NEXT_ITEM}", _ITS_NUMBER.sub("", printed))
            values += [piece.strip("《》 ：") for piece in pieces if len(piece.strip("《》 ：")) >= 2]
    if values and not any(_SCRAP.fullmatch(value) for value in values):
        yield Reading(values, rows[0][0], rows[-1][1])


def _is_cell(context: PaperContext, span: Span) -> bool:
    return any((cell.start, cell.end) == span for cell in context.paper.cells)


# 13800000000, 138****0000, office@county.example
_ADDRESS = re.compile(
    r"(?P<address>[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}|(?<!\d)1[3-9][\d*]{9}(?![\d*]))"
)
_ADDRESS_LABEL = re.compile(
    r"(?:电子)?送达(?:地址|号码|手机(?:号码?)?|邮箱|账号)"
    r"|(?:受送达人|接收人?|收件人?)的?(?:电子)?(?:手机(?:号码?)?|电话(?:号码)?|号码|邮[箱件]|地址|账号)"
    r"|手机号码?|电子邮[箱件](?:地址)?"
)
# 通过短信向受送达人手机138…发送; never 请向承办法官咨询，电话138…
_SENT_TO = re.compile(
    r"(?:发送至|发送到|送达至|送达到|发至|投递至|向)(?:(?!法官|书记员|承办|咨询|联系)[^。；，\n]){0,40}?"
    + _ADDRESS.pattern
)


@reader("service_address.printed", FieldName.SERVICE_ADDRESS)
def where_it_was_delivered(context: PaperContext) -> Iterator[Reading]:
    """The telephone number or mail address an electronic certificate says it was delivered to; one
    with digits covered (138****0000) as printed."""
    if context.kind is not PaperKind.ELECTRONIC_SERVICE_NOTICE:
        return
    for span in context.form_values(_ADDRESS_LABEL):
        match = _ADDRESS.search(context.text, *span)
        if match:
            yield Reading(match["address"], *match.span("address"))
            return
    told = _SENT_TO.search(context.text)
    if told:
        yield Reading(told["address"], *told.span("address"))


# 云山县自然资源局 收文 2023年5月10日 第123号
_STAMPED = re.compile(
    rf"(?:收\s?文(?!件)(?:章|专用章|登记|日期|时间|戳)?|来文(?:日期|登记)|收件(?:日期|章))[^\n。；]{{0,20}}?\n?(?:[^\n。；\d]{{0,20}}\n)?(?P<when>{DATE})"
)


@reader("received_stamp_on.stamp", FieldName.RECEIVED_STAMP_ON)
def stamped_by_the_office(context: PaperContext) -> Iterator[Reading]:
    """收文 2023年5月10日 第123号: the office's own stamp (收文章) on a paper of the court."""
    if context.kind in (PaperKind.SERVICE_RETURN, PaperKind.NOT_COURT_PAPER):
        return
    for span in stamped_days(context.text):
        for found in find_dates(context.text, *span):
            yield Reading(found.day.isoformat(), found.start, found.end)
            return


def stamped_days(text: str) -> list[Span]:
    """Where days of received stamps stand: whatever day a paper is signed on, it is none of these."""
    return [match.span("when") for match in _STAMPED.finditer(text)]


_SIGNED = re.compile(
    rf"(?:当事人|双方)?(?:签收|签名|签字)(?:日期|时间)?[：:]?[^\n。；]{{0,16}}?(?P<when>{DATE})"
)


@reader("signed_on.handwritten", FieldName.SIGNED_ON)
def signed_by_the_parties(context: PaperContext) -> Iterator[Reading]:
    """The last day the parties wrote when they signed for a mediation: it takes effect then."""
    if context.kind is not PaperKind.MEDIATION:
        return
    found = [
        day
        for match in _SIGNED.finditer(context.text)
        for day in find_dates(context.text, *match.span("when"))
    ]
    if found:
        last = max(found, key=lambda each: each.day)
        yield Reading(last.day.isoformat(), last.start, last.end)


_CERTIFIED = re.compile(
    rf"(?:已)?(?:于|自)(?P<when>{DATE})(?:起)?(?:已)?(?:发生法律效力|生效)"
    rf"|(?:发生法律效力|生效)(?:的)?(?:日期|时间|之日)(?:为|是|系)?[：:]?(?P<day>{DATE})"
)
# 于本判决生效之日起三十日内退还: the beginning of a period to perform in, no word on the effect
_TAKES_EFFECT = r"(?:发生法律效力|生效)(?!之?[日时前后]|以[前后]|的)"
_EFFECT = re.compile(
    rf"本(?:判决|裁定|调解)(?:书)?[^。；\n]{{0,40}}?(?:终审|终局|{_TAKES_EFFECT}|具有法律效力)[^。；\n]{{0,20}}"
    rf"|(?:该|上述|本案)?(?:判决|裁定|调解)(?:书)?[^。；\n]{{0,12}}?已(?:于[^。；\n]{{4,16}})?{_TAKES_EFFECT}"
)
_SPEAKS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
    PaperKind.EFFECTIVENESS_CERTIFICATE,
    PaperKind.ENFORCEMENT_NOTICE,
)


@reader("effective_on.certificate", FieldName.EFFECTIVE_ON)
def certified_day(context: PaperContext) -> Iterator[Reading]:
    """已于2023年8月1日发生法律效力 of a certificate (生效证明)."""
    if context.kind is PaperKind.EFFECTIVENESS_CERTIFICATE:
        match = _CERTIFIED.search(context.text)
        if match:
            for found in find_dates(context.text, *match.span("when" if match["when"] else "day")):
                yield Reading(found.day.isoformat(), found.start, found.end)


@reader("effectiveness.sentence", FieldName.EFFECTIVENESS)
def what_it_says_of_its_effect(context: PaperContext) -> Iterator[Reading]:
    """本判决为终审判决, 本裁定送达后即发生法律效力, 经双方签收后即具有法律效力: as printed."""
    if context.kind not in _SPEAKS:
        return
    start = context.sections.operative[0] if context.sections.operative else 0
    match = _EFFECT.search(context.text, start)
    if match:
        yield Reading(match[0].replace("\n", ""), *match.span())
