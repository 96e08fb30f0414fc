"""The fields of one paper as the review page shows them: state by shape, place, other readings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from services.api.review.doubts import HIDDEN, defendants, label_of_fact, said, why_fact
from services.api.web.views.places import Rect, page_of, rects_of, spans_of
from services.api.web.views.readings import Reading, raw, readings_of
from services.vocabulary import (
    DATE_FIELDS,
    DAY_COUNT_FIELDS,
    FieldName,
    PaperKind,
    Role,
    label_of,
)

_RESULT = {
    FieldName.APPEAL_DAYS,
    FieldName.APPEAL_COURT,
    FieldName.FEE_BEARER,
}
_COMMON = (FieldName.CASE_NUMBER, FieldName.COURT)
EXPECTED: Mapping[PaperKind, tuple[FieldName, ...]] = {
    PaperKind.SUMMONS: (*_COMMON, FieldName.ADDRESSEE, FieldName.HEARING_AT, FieldName.HEARING_PLACE),
    PaperKind.RESPONSE_NOTICE: (*_COMMON, FieldName.ADDRESSEE, FieldName.ISSUED_ON),
    PaperKind.JUDGMENT: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON, FieldName.APPEAL_COURT),
    PaperKind.COMPENSATION_JUDGMENT: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON),
    PaperKind.RULING: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON),
}
"""Fields whose absence from a paper of this kind a person must see (缺失)."""


# 本判决为终审判决; 期满不上诉，本判决发生法律效力 is what a judgment open to appeal may say
_FINAL = re.compile(r"终审|终局|(?:送达|宣判|作出)[^，。；]{0,8}(?:发生法律效力|生效)")


def absent(kind: str, read: Mapping[str, Any]) -> tuple[FieldName, ...]:
    """Expected fields that are not in ``read`` (name to value). A paper that says it is final names no
    court of appeal."""
    final = _FINAL.search(str(read.get(FieldName.EFFECTIVENESS) or ""))
    return tuple(
        name
        for name in next((fields for each, fields in EXPECTED.items() if each == kind), ())
        if name not in read and not (final and name is FieldName.APPEAL_COURT)
    )


class FieldState(StrEnum):
    """How sure a field is; each has its own shape."""

    SURE = "sure"
    DOUBT = "doubt"
    VOID = "void"
    DONE = "done"
    RULE = "rule"


_GLYPHS = {
    FieldState.SURE: ("sure", "读取无疑"),
    FieldState.DOUBT: ("doubt", "存疑"),
    FieldState.VOID: ("void", "缺失"),
    FieldState.DONE: ("ok", "已确认"),
    FieldState.RULE: ("late", "与规则不符"),
}


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One line of the form. ``id`` is ``field`` or ``field-ordinal``, unique on the page."""

    id: str
    field: str
    ordinal: int
    label: str
    group: str
    state: FieldState
    value: str
    shown: str
    kind: str
    page: int | None
    rects: tuple[tuple[int, Rect], ...]
    spans: tuple[tuple[int, int, int], ...]
    why: str
    readings: tuple[Reading, ...]
    chip: str = ""
    by: str = ""
    editable: bool = True
    bound: str = ""  # of an operative item: whom it binds
    choices: tuple[str, ...] = ()  # whom it may bind, where several were sued

    @property
    def glyph(self) -> str:
        return _GLYPHS[self.state][0]

    @property
    def state_label(self) -> str:
        return _GLYPHS[self.state][1]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many fields stand where."""

    doubt: int
    void: int
    rule: int
    sure: int
    done: int

    @property
    def waiting(self) -> int:
        return self.doubt + self.void + self.rule


class Stated(Protocol):
    """A row of the form: a field, the kind, a check, the receipt."""

    @property
    def state(self) -> str: ...


def tally(rows: Iterable[Stated]) -> Tally:
    states = [row.state for row in rows]
    return Tally(*(states.count(s) for s in ("doubt", "void", "rule", "sure", "done")))


@dataclass(frozen=True, slots=True)
class FactView:
    """What the form needs of one stored fact (documents.Fact)."""

    field: str
    ordinal: int
    value: Any
    source: Mapping[str, Any] | None
    confidence: float
    found_by: str
    candidates: Sequence[Mapping[str, Any]]
    confirmed: bool
    by: str = ""


def field_rows(kind: str, facts: Sequence[FactView]) -> tuple[FieldRow, ...]:
    """Rows of the form in reading order: 案件, 当事人, 裁判; missing expected fields included."""
    by_field = {fact.field: fact for fact in facts}
    rows = [
        _scalar(name, by_field[name.value])
        for name in FieldName
        if name.value in by_field and name not in HIDDEN
    ]
    rows += [
        _missing(name) for name in absent(kind, {name: fact.value for name, fact in by_field.items()})
    ]
    order = {name.value: i for i, name in enumerate(FieldName)}
    head = sorted((r for r in rows if r.group == "案件"), key=lambda r: order[r.field])
    result = sorted((r for r in rows if r.group == "裁判"), key=lambda r: order[r.field])
    parties = [_party(f) for f in _all(facts, "party")]
    sued = defendants(facts)
    operative = [_operative(f, sued) for f in _all(facts, "operative")]
    return (*head, *parties, *operative, *result)


def _all(facts: Sequence[FactView], field: str) -> list[FactView]:
    return sorted((f for f in facts if f.field == field), key=lambda f: f.ordinal)


def _scalar(name: FieldName, fact: FactView) -> FieldRow:
    why = why_fact(fact)
    return FieldRow(
        id=name.value,
        field=name.value,
        ordinal=fact.ordinal,
        label=name.label,
        group="裁判" if name in _RESULT else "案件",
        state=_state(fact, why),
        value=raw(name, fact.value),
        shown=said(name, fact.value),
        kind=_kind(name),
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=why,
        readings=readings_of(fact),
        by=fact.by if fact.confirmed else "",
    )


def _missing(name: FieldName) -> FieldRow:
    return FieldRow(
        id=name.value,
        field=name.value,
        ordinal=0,
        label=name.label,
        group="裁判" if name in _RESULT else "案件",
        state=FieldState.VOID,
        value="",
        shown="未读到，请对照原件填写",
        kind=_kind(name),
        page=None,
        rects=(),
        spans=(),
        why="这类文书通常载有此项，页面上没有读到；不猜。",
        readings=(),
    )


def _party(fact: FactView) -> FieldRow:
    party, why = fact.value or {}, why_fact(fact)
    notes = [label_of(Role, r) for r in party.get("original_roles") or []]
    head = party.get("legal_representative")
    if head:
        title = f"，{head['title']}" if head.get("title") else ""
        notes.append(f"负责人{head['name']}{title}")
    return FieldRow(
        id=f"party-{fact.ordinal}",
        field="party",
        ordinal=fact.ordinal,
        label=label_of(Role, party.get("role")),
        group="当事人",
        state=_state(fact, why),
        value=party.get("name", ""),
        shown=party.get("name", ""),
        kind="text",
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=why,
        readings=readings_of(fact),
        chip="　".join(notes),
        by=fact.by if fact.confirmed else "",
    )


def _operative(fact: FactView, sued: Sequence[str]) -> FieldRow:
    item = fact.value or {}
    why = why_fact(fact, several_defendants=len(sued) > 1)
    bound = list(item.get("parties") or ())
    return FieldRow(
        id=f"operative-{fact.ordinal}",
        field="operative",
        ordinal=fact.ordinal,
        label=label_of_fact(fact),
        group="裁判",
        state=_state(fact, why),
        value=raw("operative", item.get("classes")),
        shown=item.get("text", ""),
        kind="classes",
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=why,
        readings=readings_of(fact),
        chip=raw("operative", item.get("classes")),
        by=fact.by if fact.confirmed else "",
        bound="、".join(bound),
        choices=tuple(dict.fromkeys(("、".join(bound), "、".join(sued), *sued)))
        if len(sued) > 1
        else (),
    )


def _state(fact: FactView, why: str) -> FieldState:
    if fact.confirmed:
        return FieldState.DONE
    return FieldState.DOUBT if why else FieldState.SURE


def _kind(name: FieldName) -> str:
    if name in DATE_FIELDS:
        return "date"
    if name in DAY_COUNT_FIELDS:
        return "number"
    return "moments" if name is FieldName.HEARING_AT else "text"
