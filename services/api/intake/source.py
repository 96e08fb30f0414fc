"""Where files come from other than by hand: watched folders, and each file taken or imported."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from services.api.db import Base, Identified, JsonColumn, now


class WatchedFolder(Identified, Base):
    """A folder a scanner fills. ``problem`` (code, message) says why it cannot be read; then it is
    tried again at ``next_look_at``, later each time. ``held_by`` until ``held_until`` is the process
    that looks after it."""

    __tablename__ = "watched_folder"

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"), index=True)
    path: Mapped[str] = mapped_column(String(500), unique=True)
    scanner: Mapped[str] = mapped_column(String(40))  # a profile of models/scanners.yaml
    active: Mapped[bool] = mapped_column(default=True)
    created_by: Mapped[str | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=now)
    looked_at: Mapped[datetime | None]
    waiting: Mapped[int] = mapped_column(default=0)  # files seen at the last look and not taken yet
    problem: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    failures: Mapped[int] = mapped_column(default=0)
    next_look_at: Mapped[datetime | None]
    held_by: Mapped[str | None] = mapped_column(String(40))
    held_until: Mapped[datetime | None]


class SourceFile(Identified, Base):
    """One file that was found in a watched folder (``folder_id``) or by `yingsu ingest` (None).

    ``path`` is that in the folder, or the absolute one, a file inside a ZIP as ``a.zip!/b.pdf``;
    ``path_key`` its sha256. ``document_id`` is what it became, ``refused`` (code, message) why it did
    not. ``place`` tells where a file of a folder lies now: waiting, done, refused, gone; ``moved_to``
    is decided before it is moved.
    """

    __tablename__ = "source_file"
    __table_args__ = (Index("ix_source_file_found", "organisation_id", "path_key", "sha256"),)

    organisation_id: Mapped[str] = mapped_column(ForeignKey("organisation.id"))
    folder_id: Mapped[str | None] = mapped_column(
        ForeignKey("watched_folder.id", ondelete="CASCADE"), index=True
    )
    path: Mapped[str] = mapped_column(Text)
    path_key: Mapped[str] = mapped_column(String(64))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    document_id: Mapped[str | None] = mapped_column(
        ForeignKey("document.id", ondelete="SET NULL"), index=True
    )
    refused: Mapped[Any] = mapped_column(JsonColumn, nullable=True)
    place: Mapped[str] = mapped_column(String(10), default="waiting", index=True)
    moved_to: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(default=now)
