"""JSON shapes of documents, papers and facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from services.api.documents.document import Document, Fact, Paper, PaperReceipt


class DocumentOut(BaseModel):
    """A received file; ``state`` is received, reading, read, refused or failed."""

    id: str
    name: str
    sha256: str
    media_type: str
    size: int
    state: str
    attempt: int
    received_at: datetime
    origin: str
    twin_of: str | None
    container_id: str | None
    pages_total: int | None
    pages_done: int
    problems: list[dict[str, Any]]


class FactOut(BaseModel):
    """A fact in force; ``source`` is the contract's S, null when typed by a person."""

    id: str
    field: str
    ordinal: int
    value: Any
    source: dict[str, Any] | None
    confidence: float
    found_by: str
    candidates: list[Any]
    confirmed: bool
    at: datetime


class ReceiptOut(BaseModel):
    on: date
    basis: str
    note: str
    evidence_paper_id: str | None


class PaperOut(BaseModel):
    """A paper with its facts; send ``version`` back with every change."""

    id: str
    document_id: str
    kind: str
    title: str
    stage: str | None
    standing: str
    pages: list[int]
    confidence: float
    review_state: str
    case_id: str | None
    version: int
    facts: list[FactOut]
    receipt: ReceiptOut | None


class DocumentDetail(DocumentOut):
    """``extraction`` is ``yingsu.extraction/1`` as read, with loss by jurisdiction added."""

    papers: list[PaperOut]
    extraction: dict[str, Any] | None


def document_out(row: Document) -> DocumentOut:
    return DocumentOut(**_columns(row, DocumentOut))


def paper_out(row: Paper, facts: Iterable[Fact], receipt: PaperReceipt | None) -> PaperOut:
    return PaperOut(
        **_columns(row, PaperOut, "pages", "facts", "receipt"),
        pages=row.page_list,
        facts=[FactOut(**_columns(fact, FactOut)) for fact in facts if fact.paper_id == row.id],
        receipt=ReceiptOut(**_columns(receipt, ReceiptOut)) if receipt else None,
    )


def _columns(row: object, model: type[BaseModel], *others: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if name not in others}
