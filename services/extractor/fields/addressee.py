"""To whom a paper is addressed (受送达人): the summoned party, or the line ending in a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.names import is_name, names_at
from services.extractor.fields.reading import FORMS, PaperContext, Reading, reader
from services.extractor.fields.roles import MARKER, role_behind
from services.vocabulary import FieldName, PaperKind

_LABEL = re.compile(
    r"被传唤人(?:姓名)?(?:或(?:者)?名称)?|被通知人|应?受送达人(?:名称|姓名)?(?:或(?:者)?名称)?|[缴交][款费](?:人|单位)"
)
# On a form for addresses 收件人 is the person at the desk; on an envelope it is who is written to.
_PARTY_OF_FORM = re.compile(r"当事人(?:姓名)?(?:或(?:者)?名称)?")
_RECIPIENT = re.compile(r"收件人(?:名称|姓名|单位)?")
_SALUTATION = re.compile(r"(?P<name>[\u4e00-\u9fa5A-Za-z0-9（）·、×＊*]{2,60})：")
# The cell beside the name: 工作单位或住址. A shop is a 1号店, never a 1号.
_ADDRESS = re.compile(
    r".*(?:\d+|[一二三四五六七八九十])(?:号|室|楼|层|幢|栋|座|单元|组|弄)(?:附近|旁|对面|内)?$"
)
_OTHERS_WHO_WRITE = (PaperKind.PROCURATORIAL_ADVICE, PaperKind.RECONSIDERATION_REPLY_NOTICE)
_DECISIONS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
)


@reader("addressee.cell", FieldName.ADDRESSEE)
def beside_its_label(context: PaperContext) -> Iterator[Reading]:
    """被传唤人 of a summons, 受送达人 of a service return, 缴款人 of a fee notice."""
    form = context.kind is PaperKind.SERVICE_ADDRESS_FORM
    for label in (_LABEL, _PARTY_OF_FORM if form else _RECIPIENT):
        span = context.form_value(label)
        value = context.text[slice(*span)].replace("\n", "").strip("：:；。") if span else ""
        if span and 1 < len(value) <= 60 and not _ADDRESS.match(value):
            yield Reading(_name_in(value), *span)
            return


def _name_in(value: str) -> str:
    """云山县财政局法定代表人电话：…: without the labels behind it whose gap was lost, and without the
    role: 云山县财政局（被告）."""
    value, _ = role_behind(value, None)
    named = [] if is_name(value) else list(names_at(value, 0, len(value)))
    return value[named[0][0] : named[-1][1]] if named else value


@reader("addressee.salutation", FieldName.ADDRESSEE)
def greeted_under_the_number(context: PaperContext) -> Iterator[Reading]:
    """某某县自然资源局： on the first line under title and number."""
    if context.kind in (*_DECISIONS, *FORMS):
        return
    head = context.head
    if head.court is None and head.number is None and context.kind not in _OTHERS_WHO_WRITE:
        return  # a court addresses; 法定代表人： of a complaint is a label
    after = max(
        [0]
        + ([head.number.end] if head.number else [])
        + ([head.title.end] if head.title else [])
        + ([head.court[1]] if head.court else [])
    )
    if after == 0:
        return
    seen = 0
    for start, end in context.paper.lines():
        if start < after:
            continue
        match = _SALUTATION.match(context.text, start, end)
        role = MARKER.match(context.text, start, end)  # 被告云山县公安局：
        first = role.end() if match and role and role.end() < match.end("name") else start
        if match and is_name(context.text[first : match.end("name")]):
            yield Reading(context.text[first : match.end("name")], first, match.end("name"))
            return
        seen += 1
        if seen == 3:
            return
