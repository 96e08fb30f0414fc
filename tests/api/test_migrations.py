"""The migrations make exactly the tables the code declares, on both databases."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from services.api.db import Database
from services.api.migrations import upgrade
from services.api.migrations.tables import metadata
from services.api.settings import Settings
from tests.servers.postgres import running_postgres


def differences(database: Database) -> list[object]:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, metadata))


def test_sqlite_has_the_declared_tables_after_migrating(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}")
    upgrade(database)
    upgrade(database)  # a second start finds nothing to do
    assert differences(database) == []
    database.dispose()


@pytest.mark.servers
def test_postgresql_has_the_declared_tables_after_migrating() -> None:
    with running_postgres() as url:
        database = Database(Settings(database_url=url).database)
        upgrade(database)
        upgrade(database)
        assert differences(database) == []
        database.dispose()


def test_two_processes_starting_at_once_migrate_one_after_the_other(tmp_path: Path) -> None:
    errors: list[Exception] = []

    def start() -> None:
        database = Database(f"sqlite:///{tmp_path / 'a.db'}")
        try:
            upgrade(database)
        except Exception as error:
            errors.append(error)
        finally:
            database.dispose()

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
