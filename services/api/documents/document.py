"""Received files, what was read from them, and the facts that stand on them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, JsonColumn, now

# What holds other files rather than pages: its members are documents of their own.
CONTAINER_TYPES = frozenset(
    {"application/zip", "application/x-7z-compressed", "application/vnd.rar", "message/rfc822"}
)


_NEVER_READABLE = frozenset(
    {"executable_refused", "empty_file", "pdf_encrypted", "ofd_encrypted", "word_encrypted"}
)


def never_readable(problems: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a file with these problems stays unread for good: a program, nothing at all,
    or locked with a password."""
    return any(problem.get("code") in _NEVER_READABLE for problem in problems)


class Document(Identified, Base):
    """One received file (原件). The row is the truth about its state; the job only carries it.

    ``container_id`` is the ZIP or mail it came in, itself a received file. ``tries`` counts how often
    this attempt was begun: one that ends the service itself must not be begun for ever.
    """

    __tablename__ = "document"
    __table_args__ = (
        Index("ix_document_organisation_state", "organisation_id", "state"),
        UniqueConstraint("organisation_id", "idempotency_key"),
    )

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(300))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))  # vocabulary.DocumentState
    attempt: Mapped[int] = mapped_column(default=1)
    received_at: Mapped[datetime] = mapped_column(default=now, index=True)
    received_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    origin: Mapped[str] = mapped_column(String(20), default="upload")  # or sample, folder, import, …
    twin_of: Mapped[str | None] = mapped_column(ForeignKey("document.id"))  # same bytes, earlier
    container_id: Mapped[str | None] = mapped_column(ForeignKey("document.id"), index=True)
    pages_total: Mapped[int | None]
    pages_done: Mapped[int] = mapped_column(default=0)
    problems: Mapped[list[Any]] = mapped_column(default=list)  # extractor Problem JSON
    idempotency_key: Mapped[str | None] = mapped_column(String(100))  # of the uploading request
    scanner: Mapped[str | None] = mapped_column(String(40))  # a profile of models/scanners.yaml
    tag: Mapped[str | None] = mapped_column(String(80))  # the scanner's subfolder it lay in
    tries: Mapped[int] = mapped_column(default=0)


class ExtractionRun(Identified, Base):
    """One reading of a document, immutable JSON (yingsu.extraction/1)."""

    __tablename__ = "extraction_run"
    __table_args__ = (UniqueConstraint("document_id", "attempt"),)

    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    attempt: Mapped[int]
    extraction: Mapped[dict[str, Any]]
    finished_at: Mapped[datetime] = mapped_column(default=now, index=True)
    seconds: Mapped[float]


class Paper(Identified, Base):
    """One court paper (文书) inside a document; keeps its id through retyping and re-reading.

    ``copy_of`` is the paper of which this one is another copy: it is read and shown, and starts
    nothing. ``copy_decided`` once a person said so, or said that it is none. ``likeness`` is equal for
    papers of one kind, number and date.
    """

    __tablename__ = "paper"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200))
    stage: Mapped[str | None] = mapped_column(String(20))
    standing: Mapped[str] = mapped_column(String(10))
    page_list: Mapped[list[Any]]
    confidence: Mapped[float]
    review_state: Mapped[str] = mapped_column(String(20), default="open", index=True)
    case_id: Mapped[str | None] = mapped_column(ForeignKey("court_case.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)  # optimistic lock of the review page
    copy_of: Mapped[str | None] = mapped_column(ForeignKey("paper.id"), index=True)
    copy_decided: Mapped[bool] = mapped_column(default=False)
    likeness: Mapped[str | None] = mapped_column(String(32), index=True)
    kind_candidates: Mapped[Any] = mapped_column(JsonColumn, nullable=True)  # other kinds: Opinion JSON
    standing_because: Mapped[str | None] = mapped_column(String(20))  # vocabulary.StandingSign


class Fact(Identified, Base):
    """One field of one paper, from the machine or a person. Correcting appends a row.

    ``field`` is a vocabulary.FieldName, or ``party`` / ``operative`` / ``outcome`` whose ``value``
    is the JSON of that part of the contract, counted by ``ordinal``. ``source`` is the contract's S
    (page, boxes, span, text), None when a person typed a value that stands nowhere on the page.
    """

    __tablename__ = "fact"
    __table_args__ = (Index("ix_fact_paper_field", "paper_id", "field", "ordinal"),)

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    field: Mapped[str] = mapped_column(String(40))
    ordinal: Mapped[int] = mapped_column(default=0)
    value: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    source: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    confidence: Mapped[float]
    found_by: Mapped[str] = mapped_column(String(80))
    candidates: Mapped[list[Any]] = mapped_column(default=list)
    at: Mapped[datetime] = mapped_column(default=now)
    by_user: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed: Mapped[bool] = mapped_column(default=False)
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("fact.id"))


class PaperReceipt(Identified, Base):
    """The day a paper was received, with its evidence and who entered it. Correcting appends."""

    __tablename__ = "paper_receipt"

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column("received_on")
    basis: Mapped[str] = mapped_column(String(40))  # vocabulary.ReceiptBasis
    evidence_paper_id: Mapped[str | None] = mapped_column(ForeignKey("paper.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    entered_by: Mapped[str] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
    superseded_by: Mapped[str | None] = mapped_column(ForeignKey("paper_receipt.id"))


class Acknowledgement(Identified, Base):
    """A person looked at a failed check (documents.checks) of a paper and lets the values stand."""

    __tablename__ = "acknowledgement"
    __table_args__ = (UniqueConstraint("paper_id", "check_key"),)

    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    check_key: Mapped[str] = mapped_column(String(80))
    by_user: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=now)
