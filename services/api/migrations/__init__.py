"""Bringing the tables up to date: run at every start, by one process at a time."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from services.api.db import Database

_LOCK = 0x59494E47  # "YING", the advisory lock of migrating


def upgrade(database: Database) -> None:
    """Run the migrations not yet run, in one transaction: SQLite's BEGIN IMMEDIATE and PostgreSQL's
    advisory lock let one process in at a time."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(alembic_config(connection), "head")


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration over an open connection, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config
