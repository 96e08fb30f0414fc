"""JSON shapes of documents, papers and facts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from services.api.documents.checks import Check
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
    """A paper with its facts; send ``version`` back with every change. ``kind_candidates`` are other
    kinds it may be, ``standing_because`` (vocabulary.StandingSign) told that it was not served."""

    id: str
    document_id: str
    kind: str
    title: str
    stage: str | None
    standing: str
    standing_because: str | None
    kind_candidates: list[dict[str, Any]] | None
    pages: list[int]
    confidence: float
    review_state: str
    case_id: str | None
    version: int
    facts: list[FactOut]
    receipt: ReceiptOut | None


class CheckPlaceOut(BaseModel):
    """One side of a failed check; ``source`` is the contract's S, null when a person typed it."""

    document_id: str
    paper_id: str
    field: str
    ordinal: int
    value: Any
    source: dict[str, Any] | None


class CheckOut(BaseModel):
    """A check that failed, with both sides; ``seen_by`` the papers on which a person let it stand
    (``POST /papers/{id}/confirm`` with its ``key`` under ``acknowledged``)."""

    key: str
    code: str
    message: str
    places: list[CheckPlaceOut]
    seen_by: list[str]


class DocumentDetail(DocumentOut):
    """``checks`` are over the values in force, with other papers of the same case. ``extraction`` is
    ``yingsu.extraction/1`` as read, with its own checks and loss by jurisdiction added."""

    papers: list[PaperOut]
    checks: list[CheckOut]
    extraction: dict[str, Any] | None


def document_out(row: Document) -> DocumentOut:
    return DocumentOut(**_columns(row, DocumentOut))


def check_out(check: Check) -> CheckOut:
    return CheckOut(
        key=check.key,
        code=check.code,
        message=check.message,
        places=[
            CheckPlaceOut(
                document_id=place.paper.document_id,
                paper_id=place.paper.id,
                field=place.field,
                ordinal=place.ordinal,
                value=place.value,
                source=dict(place.source) if place.source else None,
            )
            for place in check.places
        ],
        seen_by=sorted(check.seen_by),
    )


def paper_out(row: Paper, facts: Iterable[Fact], receipt: PaperReceipt | None) -> PaperOut:
    return PaperOut(
        **_columns(row, PaperOut, "pages", "facts", "receipt"),
        pages=row.page_list,
        facts=[FactOut(**_columns(fact, FactOut)) for fact in facts if fact.paper_id == row.id],
        receipt=ReceiptOut(**_columns(receipt, ReceiptOut)) if receipt else None,
    )


def _columns(row: object, model: type[BaseModel], *others: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in model.model_fields if name not in others}
