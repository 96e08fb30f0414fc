"""To whom a paper is addressed (受送达人): the summoned party, or the line ending in a colon."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.extractor.fields.reading import FORMS, PaperContext, Reading, reader
from services.vocabulary import FieldName, PaperKind

_LABEL = re.compile(
    r"被传唤人(?:姓名)?(?:或(?:者)?名称)?|被通知人|应?受送达人(?:名称|姓名)?(?:或(?:者)?名称)?|收件人(?:名称|姓名|单位)?"
)
_SALUTATION = re.compile(r"(?P<name>[\u4e00-\u9fa5A-Za-z0-9（）·、×＊*]{2,60})：")
_NOT_A_NAME = re.compile(
    r".*(?:如下|事项|案由|案号|地址|电话|联系人|通知|注意|附|说明|规定|认为|查明|原告|被告|请求|理由|时间|地点|处所|事由|法院|日期|代表人|代理人|负责人|提交人"
    r"|送达人|签名|盖章|方式|文书|件数|份数|名称|种类)$"
)
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
    """被传唤人 of a summons, 受送达人 of a service return."""
    span = context.form_value(_LABEL)
    if span:
        value = context.text[slice(*span)].replace("\n", "").strip("：:；。")
        if 1 < len(value) <= 60 and not _ADDRESS.match(value):
            yield Reading(value, *span)


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
        if match and not _NOT_A_NAME.fullmatch(match["name"]):
            yield Reading(match["name"], *match.span("name"))
            return
        seen += 1
        if seen == 3:
            return
