"""The pages of a document: pictures with boxes, marked text, and the column of thumbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.api.documents.document import Document, Paper
from services.api.web.views.places import Rect
from services.api.web.views.review import FieldRow, FieldState
from services.vocabulary import PaperKind, Standing, label_of

A4 = (595.0, 842.0)
FOLD_FROM = 3  # so many pages in a row without a question are folded away
FOLD_ABOVE = 12  # ... in a document longer than this


@dataclass(frozen=True, slots=True)
class Box:
    field: str
    label: str
    state: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of plain text; ``field`` is empty where no value stands."""

    text: str
    field: str = ""
    label: str = ""
    state: str = ""


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page: a picture with boxes over it, or the ``passages`` of a file of plain text."""

    number: int
    width: float
    height: float
    image: str
    boxes: tuple[Box, ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Thumb:
    number: int
    thumb: str
    thumb_height: int
    marks: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring thumbs, ``folded`` when nothing on them asks for a person."""

    pages: tuple[Thumb, ...]
    folded: bool
    label: str


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """The thumbs of one paper of the document."""

    label: str
    pages: str
    href: str
    current: bool
    attached: bool
    note: str
    runs: tuple[Run, ...]


def page_address(document_id: str, number: int, width: int) -> str:
    """Where the picture of a page is served. Two widths and the thumb only, so that caches help."""
    return f"/api/v1/documents/{document_id}/pages/{number}.png?width={width}"


def passages(text: str, rows: Sequence[FieldRow]) -> tuple[Passage, ...]:
    """``text`` cut where values stand; of two that overlap the one that begins first is marked."""
    cut: list[Passage] = []
    at = 0
    spans = sorted(
        ((start, end, row) for row in rows for _, start, end in row.spans if start < end),
        key=lambda each: each[:2],
    )
    for start, end, row in spans:
        if start < at:
            continue
        cut += [Passage(text[at:start])] if start > at else []
        cut.append(Passage(text[start:end], row.id, f"{row.label}：{row.state_label}", row.state))
        at = end
    return (*cut, Passage(text[at:])) if at < len(text) else tuple(cut)


def upright(size: tuple[float, float]) -> tuple[float, float]:
    width, height = size
    return (width, height) if width > 0 and height > 0 else A4


def boxes(rows: Sequence[FieldRow]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for row in rows:
        for page, rect in row.rects:
            found.setdefault(page, []).append(
                Box(row.id, f"{row.label}：{row.state_label}", row.state, rect)
            )
    return found


def groups(
    document: Document,
    papers: Sequence[Paper],
    current: Paper | None,
    rows: Sequence[FieldRow],
    sizes: Sequence[tuple[float, float]],
) -> tuple[PaperGroup, ...]:
    marks = _marks(rows)
    taken: set[int] = set()
    groups = []
    for paper in papers:
        mine = current is not None and paper.id == current.id
        attached = paper.standing == Standing.ATTACHED
        taken.update(paper.page_list)
        groups.append(
            PaperGroup(
                label=label_of(PaperKind, paper.kind),
                pages=f"第{_span(paper.page_list)}页",
                href="" if mine else f"/papers/{paper.id}",
                current=mine,
                attached=attached,
                note="仅附带，不起算期限" if attached else "",
                runs=_runs(document, paper.page_list, marks if mine else {}, sizes),
            )
        )
    rest = [n for n in range(1, len(sizes) + 1) if n not in taken]
    if rest:
        label, pages = ("其余", f"第{_span(rest)}页") if papers else ("", "")
        runs = _runs(document, rest, {}, sizes)
        groups.append(PaperGroup(label, pages, "", False, bool(papers), "", runs))
    return tuple(groups)


def _marks(rows: Sequence[FieldRow]) -> dict[int, list[tuple[str, str, str]]]:
    marks: dict[int, list[tuple[str, str, str]]] = {}
    for row in rows:
        if row.state in (FieldState.DOUBT, FieldState.RULE) and row.page:
            mark = (row.glyph, "warn" if row.state is FieldState.DOUBT else "danger", row.state_label)
            if mark not in marks.setdefault(row.page, []):
                marks[row.page].append(mark)
    return marks


def _runs(
    document: Document,
    pages: Sequence[int],
    marks: Mapping[int, list[tuple[str, str, str]]],
    sizes: Sequence[tuple[float, float]],
) -> tuple[Run, ...]:
    runs: list[tuple[bool, list[Thumb]]] = []
    for i, number in enumerate(pages):
        width, height = upright(sizes[number - 1] if number <= len(sizes) else A4)
        thumb = Thumb(
            number,
            page_address(document.id, number, 132),
            round(66 * height / width),
            tuple(marks.get(number, ())),
        )
        edge = i in (0, len(pages) - 1)
        quiet = len(sizes) > FOLD_ABOVE and not thumb.marks and not edge
        if runs and runs[-1][0] == quiet:
            runs[-1][1].append(thumb)
        else:
            runs.append((quiet, [thumb]))
    return tuple(
        Run(
            tuple(thumbs),
            quiet and len(thumbs) >= FOLD_FROM,
            f"{_span([t.number for t in thumbs])}　无存疑",
        )
        for quiet, thumbs in runs
    )


def _span(pages: Sequence[int]) -> str:
    if not pages:
        return ""
    return str(pages[0]) if len(pages) == 1 else f"{pages[0]}–{pages[-1]}"
