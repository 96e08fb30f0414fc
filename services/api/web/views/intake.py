"""收文设置: watched folders, what waits, what was refused."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.intake.source import SourceFile, WatchedFolder
from services.api.web.views import dates
from services.extractor.scanner import ScannerProfile


@dataclass(frozen=True, slots=True)
class FolderRow:
    id: str
    path: str
    scanner: str
    active: bool
    glyph: str
    tone: str
    state: str
    counts: str
    problem: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    path: str
    reason: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class SubfolderRow:
    """Where the files of one subfolder went."""

    name: str
    goes_to: str


@dataclass(frozen=True, slots=True)
class IntakePage:
    """Everything intake.html shows. ``failed`` documents could be read again."""

    words: str
    folders: tuple[FolderRow, ...]
    subfolders: tuple[SubfolderRow, ...]
    refused: tuple[RefusedRow, ...]
    scanners: tuple[tuple[str, str], ...]
    may_set_up: bool
    may_reprocess: bool
    failed: int
    read: int
    version: str


def folder_row(
    row: WatchedFolder, counts: Mapping[str, int], scanners: Mapping[str, ScannerProfile], today: date
) -> FolderRow:
    """One folder; ``counts`` by where its files lie."""
    problem = str(row.problem["message"]) if row.problem else ""
    glyph, tone, state = "ok", "ok", "正在收"
    if not row.active:
        glyph, tone, state = "none", "open", "已暂停"
    elif problem:
        glyph, tone, state = "late", "danger", "收不了"
    elif row.looked_at is None:
        glyph, tone, state = "prov", "open", "还没有看过"
    looked = f"　{dates.moment(row.looked_at, today)}看过" if row.looked_at else ""
    told = [f"已收{counts.get('done', 0) + counts.get('gone', 0)}"]
    told += [f"退回{counts['refused']}"] if counts.get("refused") else []
    told += [f"待收{row.waiting}"] if row.waiting else []
    profile = scanners.get(row.scanner)
    return FolderRow(
        id=row.id,
        path=row.path,
        scanner=profile.label if profile else row.scanner,
        active=row.active,
        glyph=glyph,
        tone=tone,
        state=state + looked,
        counts="、".join(told),
        problem=problem,
    )


def refused_rows(rows: Sequence[SourceFile], today: date) -> tuple[RefusedRow, ...]:
    return tuple(
        RefusedRow(
            path=row.path,
            reason=str(row.refused["message"]) if row.refused else "",
            when=dates.moment(row.at, today),
            href=f"/documents/{row.document_id}" if row.document_id else "",
        )
        for row in rows
    )
