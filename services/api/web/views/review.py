"""The fields of one paper as the review page shows them: state by shape, place, other readings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from services.api.web.views.places import Rect, crop_of, page_of, rects_of, spans_of
from services.extractor.thresholds import review_below
from services.vocabulary import (
    DATE_FIELDS,
    DAY_COUNT_FIELDS,
    FieldName,
    OutcomeClass,
    PaperKind,
    Role,
    label_of,
)

_RESULT = {
    FieldName.APPEAL_DAYS,
    FieldName.APPEAL_COURT,
    FieldName.FEE_BEARER,
}
_HIDDEN = {FieldName.CAUSE_CODE}  # follows from the cause
_COMMON = (FieldName.CASE_NUMBER, FieldName.COURT)
EXPECTED: Mapping[PaperKind, tuple[FieldName, ...]] = {
    PaperKind.SUMMONS: (*_COMMON, FieldName.ADDRESSEE, FieldName.HEARING_AT, FieldName.HEARING_PLACE),
    PaperKind.RESPONSE_NOTICE: (*_COMMON, FieldName.ADDRESSEE, FieldName.ISSUED_ON),
    PaperKind.JUDGMENT: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON, FieldName.APPEAL_COURT),
    PaperKind.COMPENSATION_JUDGMENT: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON),
    PaperKind.RULING: (*_COMMON, FieldName.CAUSE, FieldName.ISSUED_ON),
}
"""Fields whose absence from a paper of this kind a person must see (缺失)."""


def absent(kind: str, present: Collection[str]) -> tuple[FieldName, ...]:
    """Expected fields that were not read. A paper that says it is final names no court of appeal."""
    final = FieldName.EFFECTIVENESS in present
    return tuple(
        name
        for name in next((fields for each, fields in EXPECTED.items() if each == kind), ())
        if name not in present and not (final and name is FieldName.APPEAL_COURT)
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
class Reading:
    """One candidate value; ``key`` is the digit that takes it."""

    key: int
    value: str
    shown: str
    who: str
    page: int | None
    crop: Rect | None
    current: bool


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

    @property
    def glyph(self) -> str:
        return _GLYPHS[self.state][0]

    @property
    def state_label(self) -> str:
        return _GLYPHS[self.state][1]

    @property
    def needs_person(self) -> bool:
        return self.state in (FieldState.DOUBT, FieldState.VOID, FieldState.RULE)


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


def tally(rows: Iterable[FieldRow]) -> Tally:
    states = [row.state for row in rows]
    return Tally(*(states.count(s) for s in ("doubt", "void", "rule", "sure", "done")))  # type: ignore[arg-type]


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
        if name.value in by_field and name not in _HIDDEN
    ]
    rows += [_missing(name) for name in absent(kind, by_field)]
    order = {name.value: i for i, name in enumerate(FieldName)}
    head = sorted((r for r in rows if r.group == "案件"), key=lambda r: order[r.field])
    result = sorted((r for r in rows if r.group == "裁判"), key=lambda r: order[r.field])
    parties = [_party(f) for f in _all(facts, "party")]
    operative = [_operative(f) for f in _all(facts, "operative")]
    return (*head, *parties, *operative, *result)


def _all(facts: Sequence[FactView], field: str) -> list[FactView]:
    return sorted((f for f in facts if f.field == field), key=lambda f: f.ordinal)


def _scalar(name: FieldName, fact: FactView) -> FieldRow:
    shown, readings = _said(name, fact.value), _readings(name, fact)
    return FieldRow(
        id=name.value,
        field=name.value,
        ordinal=fact.ordinal,
        label=name.label,
        group="裁判" if name in _RESULT else "案件",
        state=_state(fact, readings),
        value=_raw(fact.value),
        shown=shown,
        kind=_kind(name),
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=_why(fact, readings),
        readings=readings,
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
    party = fact.value or {}
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
        state=_state(fact, ()),
        value=party.get("name", ""),
        shown=party.get("name", ""),
        kind="text",
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=_why(fact, ()),
        readings=(),
        chip="　".join(notes),
        by=fact.by if fact.confirmed else "",
    )


def _operative(fact: FactView) -> FieldRow:
    item = fact.value or {}
    classes = "、".join(label_of(OutcomeClass, c) for c in item.get("classes") or [])
    return FieldRow(
        id=f"operative-{fact.ordinal}",
        field="operative",
        ordinal=fact.ordinal,
        label=f"判项{_han(fact.ordinal + 1)}",
        group="裁判",
        state=_state(fact, ()),
        value=item.get("text", ""),
        shown=item.get("text", ""),
        kind="fixed",
        page=page_of(fact.source),
        rects=rects_of(fact.source),
        spans=spans_of(fact.source),
        why=_why(fact, ()),
        readings=(),
        chip=classes,
        by=fact.by if fact.confirmed else "",
        editable=False,
    )


def _state(fact: FactView, readings: Sequence[Reading]) -> FieldState:
    if fact.confirmed:
        return FieldState.DONE
    disagree = any(not reading.current for reading in readings)
    return FieldState.DOUBT if disagree or fact.confidence < _threshold(fact) else FieldState.SURE


def _threshold(fact: FactView) -> float:
    return review_below(FieldName(fact.field) if fact.field in set(FieldName) else None)


def _why(fact: FactView, readings: Sequence[Reading]) -> str:
    others = [r.shown for r in readings if not r.current]
    if others:
        return f"两次读取不同，另读作：{'、'.join(others)}"
    if fact.confidence < _threshold(fact):
        return f"把握不足（{int(fact.confidence * 100)}%），请对照原件"
    return ""


def _readings(name: FieldName, fact: FactView) -> tuple[Reading, ...]:
    """The current value first, then every different candidate; none when nobody disagrees."""
    current = _raw(fact.value)
    others: dict[str, Mapping[str, Any]] = {}
    for candidate in fact.candidates:
        value = _raw(candidate.get("value"))
        if value and value != current:
            others.setdefault(value, candidate)
    if not others:
        return ()
    first = Reading(
        1,
        current,
        _said(name, fact.value),
        _who(fact.found_by),
        page_of(fact.source),
        crop_of(fact.source),
        True,
    )
    rest = [
        Reading(
            i,
            value,
            _said(name, candidate.get("value")),
            _who(str(candidate.get("found_by", ""))),
            page_of(candidate) or first.page,
            crop_of(candidate) or first.crop,
            False,
        )
        for i, (value, candidate) in enumerate(list(others.items())[:3], start=2)
    ]
    return (first, *rest)


_WHO = (("seal", "去印章后读"), ("ocr", "图像读取"), ("person", "人工填写"), ("model", "模型读取"))


def _who(found_by: str) -> str:
    return next((said for word, said in _WHO if word in found_by), "按版式读取")


def _kind(name: FieldName) -> str:
    if name in DATE_FIELDS:
        return "date"
    if name in DAY_COUNT_FIELDS:
        return "number"
    return "moments" if name is FieldName.HEARING_AT else "text"


def _raw(value: Any) -> str:
    """The value as the input holds it; several hearing times are parted by 、, several texts by ；."""
    if value is None:
        return ""
    if isinstance(value, list):
        times = all(str(v)[10:11] == "T" for v in value)
        return "、".join(str(v).replace("T", " ") for v in value) if times else "；".join(value)
    return str(value)


def _said(name: FieldName, value: Any) -> str:
    return f"{value}日" if name in DAY_COUNT_FIELDS and value is not None else _raw(value)


_HAN = "零一二三四五六七八九十"


def _han(n: int) -> str:
    if n <= 10:
        return _HAN[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
