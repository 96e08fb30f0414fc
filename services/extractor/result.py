"""What was understood of one file: its papers, what happened, what could not be read, and their JSON.

The JSON is the contract ``yingsu.extraction/1`` (docs/contract.md): keys may be added, never changed.
Papers stand in ``paper``, their values and places in ``provenance``; all are importable from here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.extractor.paper import (
    Agent,
    OperativeItem,
    Opinion,
    Outcome,
    Paper,
    Party,
    PartyOutcome,
    Representative,
)
from services.extractor.provenance import (
    Candidate,
    Field,
    Json,
    Place,
    Source,
    Value,
    merged_places,
)
from services.extractor.transcript import Box, Grade
from services.vocabulary import EventKind

__all__ = [
    "SCHEMA",
    "Agent",
    "Candidate",
    "CaseEvent",
    "Extraction",
    "Field",
    "FileInfo",
    "Json",
    "OperativeItem",
    "Opinion",
    "Outcome",
    "Paper",
    "Party",
    "PartyOutcome",
    "Place",
    "Problem",
    "Representative",
    "Source",
    "Value",
    "merged_places",
]

SCHEMA = "yingsu.extraction/1"


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
    page_marks: tuple[str | None, ...] = ()  # blank, separator or None: see scanner
    page_sketches: tuple[str | None, ...] = ()  # what each page says: see sketch

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
            "page_marks": list(self.page_marks),
            "page_sketches": list(self.page_sketches),
        }


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything read from one file. Partial success is data: look at ``problems``.

    ``members`` is None except for containers (zip, 7z, rar, eml), which have no papers of their own;
    ``notice`` except for what a court says without a paper (extractor.notice.notice_in_file).
    """

    file: FileInfo
    papers: tuple[Paper, ...] = ()
    events: tuple[CaseEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    versions: Mapping[str, str] = field(default_factory=dict)
    members: tuple[Extraction, ...] | None = None
    notice: Mapping[str, Any] | None = None

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
        if self.notice is not None:
            result["notice"] = dict(self.notice)
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
                page_marks=tuple(info.get("page_marks", ())),
                page_sketches=tuple(info.get("page_sketches", ())),
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
            notice=data.get("notice"),
        )


def _grade_json(grade: Grade | None) -> Json | None:
    if grade is None:
        return None
    return {"grade": grade.value, "worst": list(grade.worst) if grade.worst else None}


def _grade(data: Mapping[str, Any] | None) -> Grade | None:
    if data is None:
        return None
    return Grade(data["grade"], Box(*data["worst"]) if data["worst"] else None)
