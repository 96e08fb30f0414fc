"""Forms of a case as a page: each cell with its text and where that stands, gaps to be filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.deadlines.derive import DutyView
from services.api.documents.document import Fact, Paper
from services.api.filings.filing import Filing
from services.api.filings.fill import Cell
from services.api.filings.form import CellSpec
from services.api.filings.make import Draft
from services.api.filings.sheet import Basis, BasisKind
from services.api.web.views import dates
from services.api.web.views.due import anchor_of
from services.vocabulary import FieldName, PaperKind, label_of

_ROWS_BY_ORDINAL = ("party", "operative")
_MOST_COPIES = 3


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a cell's text comes from, and the place to look it up; ``href`` empty: nowhere to go."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class CellLine:
    label: str
    text: str
    origins: tuple[Origin, ...]
    empty_because: str
    gap: bool


@dataclass(frozen=True, slots=True)
class Input:
    """A cell a person may fill: ``value`` is what was typed the last time, ``reason`` what is asked."""

    key: str
    label: str
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class MadeFiling:
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class FormLine:
    """A form the office's packs know, as the case fills it now. ``asked`` are its open cells that the
    page can take, ``unasked`` those that need a fact first."""

    form_id: str
    name: str
    words: str
    glyph: str
    tone: str
    state: str
    cells: tuple[CellLine, ...]
    gaps: int
    asked: tuple[Input, ...]
    unasked: tuple[str, ...]
    made: tuple[MadeFiling, ...]


def form_line(
    draft: Draft,
    filings: Sequence[Filing],
    views: Sequence[DutyView],
    origins: Mapping[Basis, Origin],
    today: date,
) -> FormLine:
    """One form; ``filings`` of the case newest first, ``origins`` from ``origins_of``."""
    cells, gaps = draft.filled.cells, draft.filled.gaps
    specs = {spec.key: spec for spec in draft.form.body.cells()}
    mine = [filing for filing in filings if filing.form_id == draft.form.id]
    done = [v for v in views if v.duty.key in draft.duty_keys and v.done is not None]
    words = f"{len(cells)}格，空{len(gaps)}" if gaps else f"{len(cells)}格，已填齐"
    if done and done[0].done and done[0].done.on:
        words += f"　{dates.day(done[0].done.on, today)}报送"
    asked = [cell for cell in cells if _askable(specs[cell.key], cell)]
    return FormLine(
        form_id=draft.form.id,
        name=draft.form.name,
        words=f"{draft.form.document}　{words}",
        glyph="ok" if done else "void" if gaps else "sure",
        tone="ok" if done else "open",
        state="已报送" if done else "有空缺" if gaps else "已填齐",
        cells=tuple(_line(cell, origins) for cell in cells),
        gaps=len(gaps),
        asked=tuple(
            Input(
                cell.key,
                cell.label,
                cell.gap or specs[cell.key].typed or "",
                "" if cell.gap else cell.text,
            )
            for cell in asked
        ),
        unasked=tuple(f"{gap.label}：{gap.gap}" for gap in gaps if not specs[gap.key].typable),
        made=tuple(
            MadeFiling(
                f"{dates.moment(f.at, today)}制作，空{len(f.gaps)}格",
                f"/api/v1/cases/{f.case_id}/filings/{f.id}/file",
            )
            for f in mine[:_MOST_COPIES]
        ),
    )


def _askable(spec: CellSpec, cell: Cell) -> bool:
    """Whether the page has an input for it: a gap a person may fill, or what they filled in before."""
    typed = bool(cell.basis) and all(each.kind == BasisKind.PERSON for each in cell.basis)
    return spec.typable and (cell.gap is not None or (typed and spec.value != "filled_by"))


def _line(cell: Cell, origins: Mapping[Basis, Origin]) -> CellLine:
    found = [origins.get(each, _GENERAL.get(each.kind)) for each in cell.basis]
    one_per_page = {each.words: each for each in reversed(found) if each}  # the first of each page
    return CellLine(
        cell.label,
        "" if cell.gap else cell.text,
        tuple(reversed(one_per_page.values())),
        cell.gap or cell.empty_because or "",
        bool(cell.gap),
    )


_GENERAL = {
    BasisKind.OFFICE: Origin("本单位设置", "/settings"),
    BasisKind.CASE: Origin("本系统序号"),
    BasisKind.PERSON: Origin("经办人"),
    BasisKind.TODAY: Origin("制作当日"),
    BasisKind.ACTION: Origin("办结登记", "#duties"),
}


def origins_of(
    *,
    case_id: str,
    papers: Iterable[Paper],
    facts: Iterable[Fact],
    receipts: Mapping[str, str],
    views: Iterable[DutyView],
    attendees: Iterable[str],
) -> dict[Basis, Origin]:
    """The place of every row a cell of the case may stand on. ``receipts``: paper id by receipt id;
    ``attendees``: ids of who was recorded as going to a hearing."""
    kinds = {paper.id: label_of(PaperKind, paper.kind) for paper in papers}
    found = {Basis(BasisKind.PAPER, id_): Origin(kind, f"/papers/{id_}") for id_, kind in kinds.items()}
    for fact in facts:
        page = (fact.source or {}).get("page")
        words = kinds.get(fact.paper_id, "") + (f"第{page}页" if page else "，经办人填写")
        found[Basis(BasisKind.FACT, fact.id)] = Origin(words, f"/papers/{fact.paper_id}#{_row(fact)}")
    for receipt_id, paper_id in receipts.items():
        words = f"{kinds.get(paper_id, '')}收到日期"
        found[Basis(BasisKind.RECEIPT, receipt_id)] = Origin(words, f"/papers/{paper_id}#f-receipt")
    for view in views:
        anchor = f"#{anchor_of(view.duty.key)}"
        found[Basis(BasisKind.DUTY, view.duty.key)] = Origin("期限推算", anchor)
    for id_ in attendees:
        found[Basis(BasisKind.ATTENDEE, id_)] = Origin("出庭人员登记", f"/cases/{case_id}/appearance")
    return found


def _row(fact: Fact) -> str:
    """The row of the review form that shows the fact and points at its place on the page."""
    if fact.field in _ROWS_BY_ORDINAL:
        return f"f-{fact.field}-{fact.ordinal}"
    return f"f-{fact.field}" if fact.field in set(FieldName) else "fields"
