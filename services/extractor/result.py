"""What was understood: papers, their fields with places, events and problems, and their JSON form.

The JSON is the contract ``yingsu.extraction/1`` (docs/contract.md): keys may be added, never changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.extractor.transcript import Box, Grade
from services.vocabulary import (
    EventKind,
    FieldName,
    OutcomeClass,
    PaperKind,
    PartyType,
    Role,
    Stage,
    Standing,
)

SCHEMA = "yingsu.extraction/1"

Value = str | int | list[str]
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands: ``pages[page - 1].text[start:end]`` and its boxes on that page."""

    page: int
    start: int
    end: int
    boxes: tuple[Box, ...] = ()

    def to_json(self) -> Json:
        return {
            "page": self.page,
            "boxes": [list(box) for box in self.boxes],
            "span": [self.start, self.end],
        }


@dataclass(frozen=True, slots=True)
class Source:
    """A text as printed with its places: one per page it runs over, at least one."""

    text: str
    places: tuple[Place, ...]

    def to_json(self) -> Json:
        """The contract's ``S``; ``places`` is added when the text runs over several pages."""
        result = {**self.places[0].to_json(), "text": self.text}
        if len(self.places) > 1:
            result["places"] = [place.to_json() for place in self.places]
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Source:
        places = data.get("places") or [data]
        return cls(text=data["text"], places=tuple(_place(place) for place in places))


@dataclass(frozen=True, slots=True)
class Candidate:
    """Another reading of a field, kept for the reviewer."""

    value: Value
    text: str
    confidence: float
    found_by: str
    source: Source | None = None

    def to_json(self) -> Json:
        result: Json = {
            "value": self.value,
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "found_by": self.found_by,
        }
        if self.source:
            result.update({k: v for k, v in self.source.to_json().items() if k != "text"})
        return result


@dataclass(frozen=True, slots=True)
class Field:
    """One value read from a paper. ``found_by`` names the finder (``case_number.header``).

    Value forms: dates ISO (``2023-07-11``), ``hearing_at`` a list of ``2018-10-17T09:00``, day
    counts int, LIST_FIELDS a list of texts, everything else str.
    """

    value: Value
    source: Source
    confidence: float
    found_by: str
    candidates: tuple[Candidate, ...] = ()

    def to_json(self) -> Json:
        """The contract's ``F``."""
        place = self.source.to_json()
        return {
            "value": self.value,
            "text": place.pop("text"),
            "confidence": round(self.confidence, 4),
            **place,
            "found_by": self.found_by,
            "candidates": [candidate.to_json() for candidate in self.candidates],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Field:
        return cls(
            value=data["value"],
            source=Source.from_json(data),
            confidence=data["confidence"],
            found_by=data["found_by"],
            candidates=tuple(
                Candidate(
                    c["value"],
                    c["text"],
                    c["confidence"],
                    c["found_by"],
                    Source.from_json(c) if "span" in c else None,
                )
                for c in data.get("candidates", [])
            ),
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
    """Litigation agent (委托诉讼代理人) with affiliation (律师事务所 or own office)."""

    name: str
    affiliation: str | None = None
    source: Source | None = None


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
                Agent(a["name"], a.get("affiliation"), _source(a.get("source")))
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
    """Result per defendant. ``effective`` is what the paper itself proves, with its basis."""

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
    """One court paper inside a file. ``pages`` are 1-based page numbers in reading order."""

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

    def to_json(self) -> Json:
        result: Json = {
            "kind": self.kind.value,
            "title": self.title,
            "stage": self.stage.value if self.stage else None,
            "standing": self.standing.value,
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
        )


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """What a paper says happened. ``paper`` indexes Extraction.papers; ``because`` names fields."""

    kind: EventKind
    on: str | None  # ISO date; None when no printed date fixes it (receipt is never guessed)
    paper: int
    because: tuple[str, ...]

    def to_json(self) -> Json:
        return {
            "kind": self.kind.value,
            "on": self.on,
            "paper": self.paper,
            "because": list(self.because),
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that could not be read: stable ``code``, Chinese ``message`` with cause and remedy."""

    code: str
    message: str
    page: int | None = None

    def to_json(self) -> Json:
        result: Json = {"code": self.code, "message": self.message}
        if self.page is not None:
            result["page"] = self.page
        return result


@dataclass(frozen=True, slots=True)
class FileInfo:
    """The file itself; ``page_sizes`` in points, ``page_sources`` one per page."""

    name: str
    sha256: str
    media_type: str
    pages: int = 0
    page_sizes: tuple[tuple[float, float], ...] = ()
    page_sources: tuple[str, ...] = ()
    page_rotations: tuple[int, ...] = ()  # clockwise degrees that make each stored page upright
    page_grades: tuple[Grade | None, ...] = ()  # how well each page read, None without text

    def to_json(self) -> Json:
        return {
            "name": self.name,
            "sha256": self.sha256,
            "media_type": self.media_type,
            "pages": self.pages,
            "page_sizes": [list(size) for size in self.page_sizes],
            "page_sources": list(self.page_sources),
            "page_rotations": list(self.page_rotations),
            "page_grades": [_grade_json(grade) for grade in self.page_grades],
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one file. Partial success is data: look at ``problems``.

    ``members`` is None except for containers (zip, 7z, rar, eml), which have no papers of their own.
    """

    file: FileInfo
    papers: tuple[Paper, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Extraction, ...] | None = None

    def to_json(self) -> Json:
        result: Json = {
            "schema": SCHEMA,
            "file": self.file.to_json(),
            "papers": [paper.to_json() for paper in self.papers],
            "events": [event.to_json() for event in self.events],
            "problems": [problem.to_json() for problem in self.problems],
            "versions": dict(self.versions),
        }
        if self.members is not None:
            result["members"] = [member.to_json() for member in self.members]
        return result

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Extraction:
        info = data["file"]
        return cls(
            file=FileInfo(
                name=info["name"],
                sha256=info["sha256"],
                media_type=info["media_type"],
                pages=info["pages"],
                page_sizes=tuple((w, h) for w, h in info["page_sizes"]),
                page_sources=tuple(info["page_sources"]),
                page_rotations=tuple(info.get("page_rotations", ())),
                page_grades=tuple(_grade(grade) for grade in info.get("page_grades", ())),
            ),
            papers=tuple(Paper.from_json(p) for p in data["papers"]),
            events=tuple(
                CaseEvent(EventKind(e["kind"]), e["on"], e["paper"], tuple(e["because"]))
                for e in data["events"]
            ),
            problems=tuple(Problem(p["code"], p["message"], p.get("page")) for p in data["problems"]),
            versions=dict(data["versions"]),
            members=tuple(cls.from_json(each) for each in data["members"])
            if "members" in data
            else None,
        )


def _place(data: Mapping[str, Any]) -> Place:
    start, end = data["span"]
    return Place(data["page"], start, end, tuple(Box(*box) for box in data["boxes"]))


def _grade_json(grade: Grade | None) -> Json | None:
    if grade is None:
        return None
    return {"grade": grade.value, "worst": list(grade.worst) if grade.worst else None}


def _grade(data: Mapping[str, Any] | None) -> Grade | None:
    if data is None:
        return None
    return Grade(data["grade"], Box(*data["worst"]) if data["worst"] else None)


def _source(data: Mapping[str, Any] | None) -> Source | None:
    return Source.from_json(data) if data else None


def _opinions_json(key: str, opinions: Sequence[Opinion]) -> Json:
    return {key: [opinion.to_json() for opinion in opinions]} if opinions else {}


def _opinions(rows: Sequence[Mapping[str, Any]]) -> tuple[Opinion, ...]:
    return tuple(
        Opinion(
            row["value"] if isinstance(row["value"], str) else tuple(row["value"]),
            row["confidence"],
            row["found_by"],
        )
        for row in rows
    )


def _source_json(source: Source | None) -> Json | None:
    return source.to_json() if source else None


def merged_places(places: Sequence[Place]) -> tuple[Place, ...]:
    """``places`` with neighbours on the same page joined, in order."""
    joined: list[Place] = []
    for place in places:
        if joined and joined[-1].page == place.page:
            last = joined[-1]
            joined[-1] = Place(
                place.page,
                min(last.start, place.start),
                max(last.end, place.end),
                tuple(dict.fromkeys((*last.boxes, *place.boxes))),
            )
        else:
            joined.append(place)
    return tuple(joined)
