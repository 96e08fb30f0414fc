"""What stands beside a paper: its copies, papers it may be a copy of, what a later reading says."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.api.documents.changes import Change
from services.api.documents.difference import ReadingDifference
from services.api.documents.document import Document, Paper
from services.api.web.views import dates
from services.vocabulary import FieldName, OutcomeClass, PaperKind, Role, Stage, Standing, label_of

_LABELS = {
    "kind": "文书种类",
    "stage": "审级",
    "standing": "是否送达",
    "party": "当事人",
    "operative": "主文",
    "outcome": "裁判结果",
    "paper": "整份文书",
}
_ENUMS = {"kind": PaperKind, "stage": Stage, "standing": Standing}


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """A paper named with the file it stands in."""

    id: str
    version: int
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    id: str
    paper_id: str
    version: int
    label: str
    before: str
    after: str
    page: int | None
    paper: str  # the paper's name where rows of several stand together
    href: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Everything _beside.html shows."""

    paper_id: str
    version: int
    copy_of: OtherPaper | None
    copies: tuple[OtherPaper, ...]
    likely: tuple[OtherPaper, ...]
    differences: tuple[DifferenceRow, ...]
    changes_href: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    paper: str
    label: str
    before: str
    after: str
    sure_before: str
    sure_after: str


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """Everything changes.html shows. ``older`` and ``newer`` say when and by which version."""

    name: str
    href: str
    older: str
    newer: str
    rows: tuple[ChangeRow, ...]


def other_paper(paper: Paper, document: Document, today: date) -> OtherPaper:
    kind = label_of(PaperKind, paper.kind)
    when = dates.moment(document.received_at, today)
    return OtherPaper(
        paper.id, paper.version, f"{kind}　{document.name}　{when}收到", f"/papers/{paper.id}"
    )


def difference_rows(
    rows: Sequence[ReadingDifference], papers: Mapping[str, Paper]
) -> tuple[DifferenceRow, ...]:
    """The differences in words; ``papers`` by id."""
    return tuple(
        DifferenceRow(
            id=row.id,
            paper_id=row.paper_id,
            version=papers[row.paper_id].version,
            label=field_label(row.field),
            before=shown(row.field, row.before),
            after=shown(row.field, row.after)
            if row.field != "paper"
            else "重读没有再读到，采用即不作为案件文书",
            page=(row.source or {}).get("page"),
            paper=label_of(PaperKind, papers[row.paper_id].kind),
            href=f"/papers/{row.paper_id}",
        )
        for row in rows
    )


def change_rows(found: Sequence[Change]) -> tuple[ChangeRow, ...]:
    return tuple(
        ChangeRow(
            paper=change.title,
            label=field_label(change.field),
            before=shown(change.field, change.before),
            after=shown(change.field, change.after),
            sure_before=_sure(change.before_confidence),
            sure_after=_sure(change.after_confidence),
        )
        for change in found
    )


def field_label(field: str) -> str:
    return _LABELS.get(field) or label_of(FieldName, field)


def shown(field: str, value: Any) -> str:
    """A value in words; 没有 for None."""
    if value is None:
        return "没有"
    if field in _ENUMS:
        return label_of(_ENUMS[field], value)
    if field in _PARTS:
        return _PARTS[field](value)
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _outcome(value: Mapping[str, Any]) -> str:
    return "；".join(
        f"{name}：{'、'.join(label_of(OutcomeClass, each) for each in part['classes'])}"
        for name, part in value["by_party"].items()
    )


_PARTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "party": lambda value: f"{label_of(Role, value['role'])} {value['name']}",
    "operative": lambda value: str(value["text"]),
    "outcome": _outcome,
}


def _sure(confidence: float | None) -> str:
    return "" if confidence is None else f"{confidence:.0%}"
