"""One court paper as it was read: kind, parties, operative items, outcome, and their JSON form.

The JSON is part of the contract (docs/contract.md): keys may be added, never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.extractor.provenance import Field, Json, Source
from services.vocabulary import (
    FieldName,
    OutcomeClass,
    PaperKind,
    PartyType,
    Role,
    Stage,
    Standing,
    StandingSign,
)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader makes of a kind, the classes of an item or a party's name where it
    differs: no text of its own, so no place."""

    value: str | tuple[str, ...]
    confidence: float
    found_by: str

    def to_json(self) -> Json:
        value = self.value if isinstance(self.value, str) else list(self.value)
        return {
            "value": value,
            "confidence": round(self.confidence, 4),
            "found_by": self.found_by,
        }


@dataclass(frozen=True, slots=True)
class Representative:
    """Legal representative or head (法定代表人、负责人) with title (职务)."""

    name: str
    title: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Agent:
    """Litigation agent (委托诉讼代理人) with affiliation (律师事务所 or own office) and, where it is
    printed, authority (代理权限): 特别授权 or 一般代理."""

    name: str
    affiliation: str | None = None
    source: Source | None = None
    authority: str | None = None


@dataclass(frozen=True, slots=True)
class Party:
    """A party in its role here; ``original_roles`` as in （一审原告、二审上诉人）, () in first
    instance."""

    role: Role
    name: str
    type: PartyType
    source: Source
    confidence: float
    original_roles: tuple[Role, ...] = ()
    legal_representative: Representative | None = None
    agents: tuple[Agent, ...] = ()
    candidates: tuple[Opinion, ...] = ()

    def to_json(self) -> Json:
        representative = self.legal_representative
        return {
            "role": self.role.value,
            "original_roles": [role.value for role in self.original_roles],
            "name": self.name,
            "type": self.type.value,
            "legal_representative": {
                "name": representative.name,
                "title": representative.title,
                "source": _source_json(representative.source),
            }
            if representative
            else None,
            "agents": [
                {
                    "name": agent.name,
                    "affiliation": agent.affiliation,
                    "source": _source_json(agent.source),
                    **({"authority": agent.authority} if agent.authority else {}),
                }
                for agent in self.agents
            ],
            "source": self.source.to_json(),
            "confidence": round(self.confidence, 4),
            **_opinions_json("candidates", self.candidates),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Party:
        head = data.get("legal_representative")
        return cls(
            role=Role(data["role"]),
            name=data["name"],
            type=PartyType(data["type"]),
            source=Source.from_json(data["source"]),
            confidence=data.get("confidence", 1.0),
            original_roles=tuple(Role(role) for role in data.get("original_roles", [])),
            legal_representative=Representative(
                head["name"], head.get("title"), _source(head.get("source"))
            )
            if head
            else None,
            agents=tuple(
                Agent(a["name"], a.get("affiliation"), _source(a.get("source")), a.get("authority"))
                for a in data.get("agents", [])
            ),
            candidates=_opinions(data.get("candidates", ())),
        )


@dataclass(frozen=True, slots=True)
class OperativeItem:
    """One item of the operative part (主文判项): its classes and the parties it binds.

    ``parties`` is empty when the item names none and several defendants stand on the record: a
    person decides. ``confidence`` is of the classes, None where one reader alone read them.
    """

    text: str
    classes: tuple[OutcomeClass, ...]
    parties: tuple[str, ...]
    source: Source
    confidence: float | None = None
    candidates: tuple[Opinion, ...] = ()

    def to_json(self) -> Json:
        result: Json = {
            "text": self.text,
            "classes": [c.value for c in self.classes],
            "parties": list(self.parties),
            "source": self.source.to_json(),
            **_opinions_json("candidates", self.candidates),
        }
        if self.confidence is not None:
            result["confidence"] = round(self.confidence, 4)
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> OperativeItem:
        return cls(
            text=data["text"],
            classes=tuple(OutcomeClass(c) for c in data["classes"]),
            parties=tuple(data["parties"]),
            source=Source.from_json(data["source"]),
            confidence=data.get("confidence"),
            candidates=_opinions(data.get("candidates", ())),
        )


@dataclass(frozen=True, slots=True)
class PartyOutcome:
    """What the operative part does to one defendant; ``partial`` when won and lost items mix."""

    classes: tuple[OutcomeClass, ...]
    partial: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """Result per defendant. ``effective``: the paper says itself that it is, in the words of
    ``effective_basis``."""

    by_party: Mapping[str, PartyOutcome]
    effective: bool = False
    effective_basis: str | None = None

    def to_json(self) -> Json:
        return {
            "by_party": {
                name: {"classes": [c.value for c in each.classes], "partial": each.partial}
                for name, each in self.by_party.items()
            },
            "effective": self.effective,
            "effective_basis": self.effective_basis,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Outcome:
        return cls(
            by_party={
                name: PartyOutcome(
                    tuple(OutcomeClass(c) for c in each["classes"]), bool(each["partial"])
                )
                for name, each in data["by_party"].items()
            },
            effective=bool(data["effective"]),
            effective_basis=data.get("effective_basis"),
        )


@dataclass(frozen=True, slots=True)
class Paper:
    """One court paper inside a file. ``pages`` are 1-based page numbers in reading order;
    ``standing_because`` is what told that it was not certainly served, None of a served one."""

    kind: PaperKind
    title: str
    stage: Stage | None
    standing: Standing
    pages: tuple[int, ...]
    confidence: float
    fields: Mapping[FieldName, Field] = field(default_factory=dict)
    parties: tuple[Party, ...] = ()
    operative: tuple[OperativeItem, ...] = ()
    outcome: Outcome | None = None
    kind_candidates: tuple[Opinion, ...] = ()
    standing_because: StandingSign | None = None

    def to_json(self) -> Json:
        result: Json = {
            "kind": self.kind.value,
            "title": self.title,
            "stage": self.stage.value if self.stage else None,
            "standing": self.standing.value,
            **({"standing_because": self.standing_because.value} if self.standing_because else {}),
            "pages": [self.pages[0], self.pages[-1]],
            "confidence": round(self.confidence, 4),
            "fields": {name.value: value.to_json() for name, value in self.fields.items()},
            "parties": [party.to_json() for party in self.parties],
            "operative": [item.to_json() for item in self.operative],
            "outcome": self.outcome.to_json() if self.outcome else None,
            **_opinions_json("kind_candidates", self.kind_candidates),
        }
        if list(self.pages) != list(range(self.pages[0], self.pages[-1] + 1)):
            result["page_list"] = list(self.pages)
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Paper:
        first, last = data["pages"]
        return cls(
            kind=PaperKind(data["kind"]),
            title=data["title"],
            stage=Stage(data["stage"]) if data.get("stage") else None,
            standing=Standing(data["standing"]),
            pages=tuple(data.get("page_list") or range(first, last + 1)),
            confidence=data["confidence"],
            fields={FieldName(k): Field.from_json(v) for k, v in data["fields"].items()},
            parties=tuple(Party.from_json(p) for p in data["parties"]),
            operative=tuple(OperativeItem.from_json(i) for i in data["operative"]),
            outcome=Outcome.from_json(data["outcome"]) if data.get("outcome") else None,
            kind_candidates=_opinions(data.get("kind_candidates", ())),
            standing_because=StandingSign(because)
            if (because := data.get("standing_because"))
            else None,
        )


def _source(data: Mapping[str, Any] | None) -> Source | None:
    return Source.from_json(data) if data else None


def _source_json(source: Source | None) -> Json | None:
    return source.to_json() if source else None


def _opinions(rows: Sequence[Mapping[str, Any]]) -> tuple[Opinion, ...]:
    return tuple(
        Opinion(
            row["value"] if isinstance(row["value"], str) else tuple(row["value"]),
            row["confidence"],
            row["found_by"],
        )
        for row in rows
    )


def _opinions_json(key: str, opinions: Sequence[Opinion]) -> Json:
    return {key: [opinion.to_json() for opinion in opinions]} if opinions else {}
