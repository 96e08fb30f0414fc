"""Alembic's entry point: run over the connection ``services.api.migrations`` hands in."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from services.api.db import UtcDateTime
from services.api.migrations.tables import metadata


def plain_types(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations name database types, not ours, so that they keep meaning what they meant."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    compare_type=True,
    render_as_batch=True,
    render_item=plain_types,
)
context.run_migrations()
