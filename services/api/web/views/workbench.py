"""The workbench: one paper, its pages with boxes, its form, and what it would start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.api.documents.checks import Check
from services.api.documents.document import (
    CONTAINER_TYPES,
    Document,
    Fact,
    Paper,
    PaperReceipt,
    never_readable,
)
from services.api.documents.store import is_asked_about
from services.api.intake.unlock import waits_for_password
from services.api.web.views import dates
from services.api.web.views.checks import CheckRow, check_rows
from services.api.web.views.effect import Effect
from services.api.web.views.paper_kind import (
    KINDS,
    STAGES,
    STANDINGS,
    KindRow,
    kind_row,
    standing_words,
)
from services.api.web.views.receipt import ReceiptRow, receipt_row
from services.api.web.views.review import (
    FactView,
    FieldRow,
    FieldState,
    Tally,
    field_rows,
    tally,
)
from services.api.web.views.sheets import (
    A4,
    PageImage,
    PaperGroup,
    boxes,
    groups,
    page_address,
    passages,
    upright,
)
from services.law.evidence import Weighing
from services.vocabulary import (
    DocumentState,
    FieldName,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    ReviewState,
    Stage,
    Standing,
    label_of,
)

_BUSY = (DocumentState.RECEIVED, DocumentState.READING)
_RETRY = (DocumentState.FAILED, DocumentState.REFUSED)


@dataclass(frozen=True, slots=True)
class DocumentHead:
    id: str
    name: str
    received: str
    state_words: str
    busy: bool
    may_retry: bool
    locked: bool  # an archive that waits for its password
    pages_total: int | None
    pages_done: int
    problems: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class PaperHead:
    id: str
    version: int
    kind: str
    title: str
    stage: str
    stage_value: str
    standing: str
    review_state: str
    case_id: str | None
    case_title: str


@dataclass(frozen=True, slots=True)
class Nearest:
    words: str
    glyph: str
    chip: str


@dataclass(frozen=True, slots=True)
class CaseChoice:
    """A case the paper may be filed under; ``chosen`` is offered first."""

    id: str
    title: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Workbench:
    """Everything document.html and _review_form.html show."""

    document: DocumentHead
    paper: PaperHead | None
    groups: tuple[PaperGroup, ...]
    pages: tuple[PageImage, ...]
    first_page: int
    page_total: int
    grouped: tuple[tuple[str, tuple[FieldRow, ...]], ...]
    tally: Tally
    receipt: ReceiptRow | None
    kind: KindRow | None
    rules: tuple[CheckRow, ...]
    kinds: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    standings: tuple[tuple[str, str], ...]
    standing_words: str
    classes: tuple[str, ...]
    bases: tuple[tuple[str, str], ...]
    effect: Effect | None
    nearest: Nearest | None
    case_words: str
    case_choices: tuple[CaseChoice, ...]
    queue_total: int
    next_href: str
    sizes: tuple[tuple[float, float], ...]

    def image(self, number: int) -> str:
        return page_address(self.document.id, number, 2000)

    def size(self, number: int) -> tuple[float, float]:
        return self.sizes[number - 1] if number <= len(self.sizes) else A4


def fact_views(facts: Sequence[Fact], names: Mapping[str, str]) -> list[FactView]:
    """Stored facts as the form needs them."""
    return [
        FactView(
            field=f.field,
            ordinal=f.ordinal,
            value=f.value,
            source=f.source,
            confidence=f.confidence,
            found_by=f.found_by,
            candidates=f.candidates,
            confirmed=f.confirmed,
            by=names.get(f.by_user or "", ""),
        )
        for f in facts
    ]


def document_head(document: Document, today: date) -> DocumentHead:
    return DocumentHead(
        id=document.id,
        name=document.name,
        received=f"{dates.moment(document.received_at, today)} 收到",
        state_words=_state_words(document),
        busy=document.state in _BUSY,
        may_retry=document.state in _RETRY and not never_readable(document.problems),
        locked=waits_for_password(document),
        pages_total=document.pages_total,
        pages_done=document.pages_done,
        problems=tuple({"page": p.get("page"), "message": p["message"]} for p in document.problems),
    )


def workbench(
    *,
    document: Document,
    sizes: Sequence[tuple[float, float]],
    papers: Sequence[Paper],
    paper: Paper | None,
    facts: Sequence[Fact],
    receipt: PaperReceipt | None,
    services: Weighing | None,
    together: int,
    names: Mapping[str, str],
    today: date,
    effect: Effect | None,
    nearest: Nearest | None,
    case_title: str,
    case_words: str,
    case_choices: Sequence[CaseChoice],
    queue_total: int,
    next_href: str,
    text: str | None = None,
    checks: Sequence[Check] = (),
) -> Workbench:
    """The page for ``paper`` of ``document`` (None while nothing was read). ``sizes`` in points;
    ``text`` is that of a plain-text file, shown in place of pictures."""
    rows = field_rows(paper.kind, fact_views(facts, names)) if paper else ()
    if paper and _needs_number(paper, rows) and not any(each.chosen for each in case_choices):
        rows = (_NO_NUMBER, *rows)
    received = receipt_row(paper, receipt, names, together, services) if paper else None
    kind = kind_row(paper) if paper else None
    rules = check_rows(checks, paper) if paper else ()
    count = tally(
        [
            *rows,
            *rules,
            *([kind] if kind else []),
            *([received] if received else []),
        ]
    )
    shown = list(sizes) or [A4] * (document.pages_total or 0)
    found = boxes(rows)
    first = paper.page_list[0] if paper and paper.page_list else 1
    return Workbench(
        document=document_head(document, today),
        paper=_paper_head(paper, case_title) if paper else None,
        groups=groups(document, papers, paper, rows, shown) if text is None else (),
        pages=(PageImage(1, *A4, "", (), passages(text, rows)),)
        if text is not None
        else tuple(
            PageImage(n, *upright(size), page_address(document.id, n, 1000), tuple(found.get(n, ())))
            for n, size in enumerate(shown, start=1)
        ),
        first_page=first,
        page_total=len(shown),
        grouped=tuple(
            (group, tuple(row for row in rows if row.group == group))
            for group in ("案件", "当事人", "裁判")
            if group == "案件" or any(row.group == group for row in rows)
        ),
        tally=count,
        receipt=received,
        kind=kind,
        rules=rules,
        kinds=KINDS,
        stages=STAGES,
        standings=STANDINGS,
        standing_words=standing_words(paper) if paper else "",
        classes=tuple(each.label for each in OutcomeClass),
        bases=tuple((each.value, each.label) for each in ReceiptBasis),
        effect=effect,
        nearest=nearest,
        case_words=case_words,
        case_choices=tuple(case_choices),
        queue_total=queue_total,
        next_href=next_href,
        sizes=tuple(shown),
    )


def _needs_number(paper: Paper, rows: Sequence[FieldRow]) -> bool:
    """An open paper of a case of which no number was read; the form asks for it."""
    return (
        paper.review_state == ReviewState.OPEN
        and paper.standing != Standing.ATTACHED
        and paper.kind not in (PaperKind.NOT_COURT_PAPER, PaperKind.EVIDENCE_MATERIAL)
        and all(row.field != FieldName.CASE_NUMBER for row in rows)
    )


_NO_NUMBER = FieldRow(
    id=FieldName.CASE_NUMBER.value,
    field=FieldName.CASE_NUMBER.value,
    ordinal=0,
    label=FieldName.CASE_NUMBER.label,
    group="案件",
    state=FieldState.VOID,
    value="",
    shown="未读到，请补填，或选归入的案件",
    kind="text",
    page=None,
    rects=(),
    spans=(),
    why="起诉状等文书不一定印有案号；没有案号，不知归入哪个案件。",
    readings=(),
)


def _paper_head(paper: Paper, case_title: str) -> PaperHead:
    label = label_of(PaperKind, paper.kind)
    return PaperHead(
        id=paper.id,
        version=paper.version,
        kind=paper.kind,
        title=label if paper.kind != PaperKind.OTHER_COURT_PAPER else paper.title or label,
        stage=label_of(Stage, paper.stage) if paper.stage and paper.stage != Stage.OTHER else "",
        stage_value=paper.stage or "",
        standing=paper.standing,
        review_state=paper.review_state,
        case_id=paper.case_id,
        case_title=case_title,
    )


def _state_words(document: Document) -> str:
    state = document.state
    if state == DocumentState.READING and document.pages_total:
        return f"正在读取　第{document.pages_done}页，共{document.pages_total}页"
    if state in _BUSY:
        return "已收下，正在排队读取"
    if state == DocumentState.READ and document.media_type in CONTAINER_TYPES:
        return "已展开，里面的文件各自收下，见文书列表"
    if state == DocumentState.READ:
        return "没有读出法院文书"
    return label_of(DocumentState, state)


def open_papers(papers: Sequence[Paper]) -> list[Paper]:
    """Papers of a document still to be confirmed, those a person is asked about first."""
    waiting = [p for p in papers if p.review_state == ReviewState.OPEN]
    return sorted(waiting, key=lambda p: (not is_asked_about(p), p.ordinal))
