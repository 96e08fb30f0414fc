"""The database: engine, sessions and the declarative base; SQLite by default, PostgreSQL by setting.

One request or one job step is one transaction, opened by ``transaction()`` at the edge and committed
there. No reading of files, rendering or network inside one. What only looks uses ``reading()``: on
SQLite a transaction takes the one write lock at once, and a long look would keep writers waiting.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, Connection, DateTime, Engine, MetaData, String, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.types import TypeDecorator

_LOOKS = "yingsu_looks"  # execution option of connections that only read
JsonColumn = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime on every database (SQLite stores none of the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a datetime without time zone reached the database")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Base of every table; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: JsonColumn,
        list[Any]: JsonColumn,
        datetime: UtcDateTime,
    }


def new_id() -> str:
    """A random identifier: 32 hex digits."""
    return uuid.uuid4().hex


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


class Identified:
    """Mixin: a random text primary key."""

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)


def make_engine(url: str) -> Engine:
    """Engine for ``url``; SQLite gets WAL, foreign keys, a busy timeout and BEGIN IMMEDIATE."""
    engine = create_engine(
        url,
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
        pool_pre_ping=True,
        hide_parameters=True,  # an error in the log must not carry names and case numbers
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _configure_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we issue BEGIN ourselves
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    looks = connection.get_execution_options().get(_LOOKS)
    connection.exec_driver_sql("BEGIN" if looks else "BEGIN IMMEDIATE")


class Look(Session):
    """A session that changes nothing."""

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """RuntimeError when there is something to write."""
        if self.new or self.deleted or any(map(self.is_modified, self.dirty)):
            raise RuntimeError("a look writes nothing: use transaction()")
        super().flush(objects)


class Database:
    """An engine with its session factories."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        looking = self.engine.execution_options(**{_LOOKS: True})
        self._looks = sessionmaker(looking, class_=Look, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One transaction: committed on leaving, rolled back on an exception."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One consistent look, which keeps no writer waiting. RuntimeError when it would write."""
        with self._looks.begin() as session:
            yield session

    def dispose(self) -> None:
        self.engine.dispose()
