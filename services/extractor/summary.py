"""An extraction in a few lines of Chinese, for a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from services.extractor.result import Extraction, Field, Paper
from services.vocabulary import FieldName

_DOUBTFUL = 0.9
_HIDDEN = (FieldName.CAUSE_CODE,)


def summary(extraction: Extraction) -> Iterator[str]:
    """One line for the file, then its papers with fields, parties and operative part, then problems.

    A value below 0.9 confidence is marked 待核. A container's members are told the same way, indented.
    """
    if extraction.members is not None:
        yield f"{extraction.file.name}：内有{len(extraction.members)}个文件"
        for member in extraction.members:
            yield from (f"  {line}" for line in summary(member))
    else:
        yield f"{extraction.file.name}：{extraction.file.pages}页，文书{len(extraction.papers)}份"
    for number, paper in enumerate(extraction.papers, 1):
        yield f"  {number}. {_head(paper)}"
        for name, field in paper.fields.items():
            if name not in _HIDDEN:
                yield f"     {name.label}：{_shown(name, field)}（第{field.source.places[0].page}页）"
        for party in paper.parties:
            yield f"     {party.role.label}：{party.name}"
        for item in paper.operative:
            classes = "、".join(outcome.label for outcome in item.classes) or "未分类"
            yield f"     主文：{item.text}（{classes}）"
    for event in extraction.events:
        yield f"  事件：{event.kind.label} {event.on or '日期待定'}"
    for problem in extraction.problems:
        where = f"第{problem.page}页：" if problem.page else ""
        yield f"  ! {where}{problem.message}"


def _head(paper: Paper) -> str:
    first, last = paper.pages[0], paper.pages[-1]
    pages = f"第{first}页" if first == last else f"第{first}至{last}页"
    stage = f"，{paper.stage.label}" if paper.stage else ""
    title = paper.title or paper.kind.label
    return f"{title}（{paper.kind.label}{stage}，{paper.standing.label}，{pages}）"


# Numbers that mean nothing without their unit.
_UNITS = {
    FieldName.ANSWER_DAYS: "日",
    FieldName.APPEAL_DAYS: "日",
    FieldName.EVIDENCE_DAYS: "日",
    FieldName.FEE_DAYS: "日",
    FieldName.ADVICE_REPLY_DAYS: "日",
    FieldName.ADVICE_REPLY_MONTHS: "个月",
}


def _shown(name: FieldName, field: Field) -> str:
    value = field.value
    if isinstance(value, int):
        value = f"{value}{_UNITS.get(name, '')}"
    text = "、".join(day.replace("T", " ") for day in value) if isinstance(value, list) else str(value)
    return f"{text} 待核" if field.confidence < _DOUBTFUL else text
