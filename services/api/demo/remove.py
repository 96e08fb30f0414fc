"""One click takes the demo away: its offices with everything in them, and nothing else."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Table, delete, func, select, update
from sqlalchemy.orm import Session

from services.api.accounts.account import Organisation
from services.api.documents.document import Document
from services.api.filings.filing import Filing
from services.api.inbox.message import MailMessage
from services.api.migrations.tables import metadata
from services.api.service import Service


def remove_demo(service: Service) -> int:
    """Delete every office marked ``demo``: rows in one transaction, then bytes nobody else holds.
    Gives the number of documents removed; 0 when there was no demo."""
    with service.database.transaction() as session:
        offices = list(session.scalars(select(Organisation.id).where(Organisation.demo.is_(True))))
        hashes = _hashes(session, offices)
        number = _delete_rows(session, offices)
    with service.database.transaction() as session:
        kept = _hashes(session, list(session.scalars(select(Organisation.id))))
    for sha256 in hashes - kept:
        service.storage.remove(sha256)
    return number


def _hashes(session: Session, offices: list[str]) -> set[str]:
    return {
        sha256
        for table in (Document, Filing, MailMessage)
        for sha256 in session.scalars(select(table.sha256).where(table.organisation_id.in_(offices)))
        if sha256 is not None
    }


def _delete_rows(session: Session, offices: list[str]) -> int:
    """Every row of these offices in every table there is, whichever domain it belongs to: those that
    point at others first. Gives the number of documents."""
    tables = metadata.sorted_tables
    theirs = Document.organisation_id.in_(offices)
    number = session.scalar(select(func.count()).select_from(Document).where(theirs)) or 0
    for table in tables:
        # Rows that point at their own table let go first.
        own = {
            column.name: None
            for column in table.columns
            if any(key.column.table is table for key in column.foreign_keys)
        }
        if own and (mine := _of_offices(table, offices)) is not None:
            session.execute(update(table).where(mine).values(own))
    for table in reversed(tables):
        if (mine := _of_offices(table, offices)) is not None:
            session.execute(delete(table).where(mine))
    return number


def _of_offices(table: Table, offices: list[str]) -> ColumnElement[bool] | None:
    """The rows of ``table`` that belong to the offices: their own, or hanging on what is theirs."""
    if table is Organisation.__table__:
        return table.c.id.in_(offices)
    if "organisation_id" in table.c:
        return table.c.organisation_id.in_(offices)
    for column in table.c:
        for key in column.foreign_keys:
            parent = key.column.table
            if parent is not table and "organisation_id" in parent.c:
                theirs = select(key.column).where(parent.c.organisation_id.in_(offices))
                return column.in_(theirs.scalar_subquery())
    return None
