"""What of a paper nobody has looked at yet, though somebody must: the page and the API refuse to pass
over the same things.

Three kinds: a value read two ways or not surely, a kind of paper not sure, a failed check between
values. What is merely missing does not hold a paper up: no reading is doubted there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents import store
from services.api.documents.checks import Check, checks_of_document
from services.api.documents.document import Paper
from services.extractor.thresholds import REVIEW_BELOW, review_below
from services.vocabulary import (
    DAY_COUNT_FIELDS,
    FieldName,
    OutcomeClass,
    PaperKind,
    Role,
    label_of,
)

KIND = "kind"
LOOK_ALIKE = "surname.look_alike"  # as the extractor calls them (services.extractor.look_alikes)
HIDDEN = frozenset({FieldName.CAUSE_CODE})  # follows from the cause
_HAN = "零一二三四五六七八九十"


class Known(Protocol):
    """A stored fact, as far as doubt about it goes (documents.Fact)."""

    @property
    def field(self) -> str: ...
    @property
    def ordinal(self) -> int: ...
    @property
    def value(self) -> Any: ...
    @property
    def confidence(self) -> float: ...
    @property
    def candidates(self) -> Sequence[Mapping[str, Any]]: ...
    @property
    def confirmed(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at. ``key`` is a field (``issued_on``, ``party-0``), ``kind``, or the key of a
    failed check, which alone a person may let stand as it is."""

    key: str
    label: str
    why: str
    check: bool = False


def doubts_left(who: Actor, session: Session, paper: Paper) -> tuple[Doubt, ...]:
    """Everything of ``paper`` that waits for a person, in the order of the page."""
    facts = store.current_facts(who, session, paper.id)
    checks = checks_of_document(who, session, paper.document_id)
    return doubts_of(paper, facts, [each for each in checks if each.waits_on(paper.id)])


def doubts_of(paper: Paper, facts: Sequence[Known], checks: Iterable[Check] = ()) -> tuple[Doubt, ...]:
    """As ``doubts_left``, of what is already at hand."""
    kind = why_kind(paper)
    several = len(defendants(facts)) > 1
    return (
        *((Doubt(KIND, "文书种类", kind),) if kind else ()),
        *(
            Doubt(key_of(fact), label_of_fact(fact), why)
            for fact in facts
            if (why := why_fact(fact, several_defendants=several))
        ),
        *(Doubt(check.key, "相互矛盾", check.message, check=True) for check in checks),
    )


def why_kind(paper: Paper) -> str:
    """Why a person must look at what kind of paper it is; "" when nobody must."""
    others = [label_of(PaperKind, each["value"]) for each in paper.kind_candidates or ()]
    if others and paper.confidence < REVIEW_BELOW:
        return f"两种读法不同，另读作：{'、'.join(others)}"
    if paper.confidence < REVIEW_BELOW:
        return f"把握不足（{int(paper.confidence * 100)}%），请对照原件"
    return ""


def why_fact(fact: Known, *, several_defendants: bool = False) -> str:
    """Why a person must look at this value; "" when nobody must."""
    if fact.confirmed or fact.field in HIDDEN or fact.field == "outcome":
        return ""
    sure = fact.confidence >= _threshold(fact.field)
    if others := [each for each in other_readings(fact) if not (sure and _weighed(each))]:
        by_looks = all(each.get("found_by") == LOOK_ALIKE for each in others)
        why = "扫描件上姓氏有形近字，也可能是" if by_looks else "两次读取不同，另读作"
        return f"{why}：{'、'.join(said(fact.field, each['value']) for each in others)}"
    if fact.field == "operative" and not fact.value.get("classes"):
        return "没有读出这一项判的是什么，请选定"
    if fact.field == "operative" and several_defendants and not fact.value.get("parties"):
        return "有几个被告，这一项没有写明是对谁的，请选定"
    if not sure:
        return f"把握不足（{int(fact.confidence * 100)}%），请对照原件"
    return ""


def _weighed(candidate: Mapping[str, Any]) -> bool:
    """An opinion of the trained second reader: the value's confidence already counts it."""
    return str(candidate.get("found_by", "")).endswith(".model")


def other_readings(fact: Known) -> list[Mapping[str, Any]]:
    """Candidates that say something else than the value, each value once."""
    seen = {_plain(own_value(fact))}
    others = []
    for candidate in fact.candidates:
        value = _plain(candidate.get("value"))
        if value and value not in seen:
            seen.add(value)
            others.append(candidate)
    return others


def own_value(fact: Known) -> Any:
    """What the candidates of a fact are other readings of: a party's name, an item's classes."""
    if fact.field == "party":
        return fact.value.get("name")
    if fact.field == "operative":
        return fact.value.get("classes")
    return fact.value


def key_of(fact: Known) -> str:
    """The fact's name on the page and in a refusal: ``court``, ``party-0``."""
    return fact.field if fact.field in set(FieldName) else f"{fact.field}-{fact.ordinal}"


def label_of_fact(fact: Known) -> str:
    if fact.field == "party":
        return f"{label_of(Role, fact.value.get('role'))}名称"
    if fact.field == "operative":
        return f"判项{han(fact.ordinal + 1)}"
    return label_of(FieldName, fact.field)


def said(field: str, value: Any) -> str:
    """A value in words: classes by their names, several texts in a row."""
    if field == "operative":
        return "、".join(label_of(OutcomeClass, each) for each in value) or "不是判项"
    if field == FieldName.HEARING_AT:
        return "、".join(str(each).replace("T", " ") for each in value)
    if field in DAY_COUNT_FIELDS:
        return f"{value}日"
    return "；".join(str(each) for each in value) if isinstance(value, list) else str(value)


def defendants(facts: Iterable[Known]) -> list[str]:
    """Who was sued, at whatever stage, by name."""
    return [
        fact.value["name"]
        for fact in facts
        if fact.field == "party"
        and Role.DEFENDANT in (fact.value.get("role"), *(fact.value.get("original_roles") or ()))
    ]


def han(n: int) -> str:
    """1 to 99 in Chinese numerals."""
    if n <= 10:
        return _HAN[n]
    tens, ones = divmod(n, 10)
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")


def _threshold(field: str) -> float:
    return review_below(FieldName(field) if field in set(FieldName) else None)


def _plain(value: Any) -> str:
    return "；".join(str(each) for each in value) if isinstance(value, list) else str(value or "")
