"""A look keeps no writer waiting and writes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from services.api.accounts.account import Organisation
from services.api.db import Base, Database


@pytest.fixture
def database(tmp_path: Path) -> Database:
    found = Database(f"sqlite:///{tmp_path / 'test.sqlite'}")
    Base.metadata.create_all(found.engine)
    return found


def organisation(name: str) -> Organisation:
    return Organisation(name=name, kind="department", jurisdiction="cn")


def names(database: Database) -> list[str]:
    with database.reading() as session:
        return sorted(session.scalars(select(Organisation.name)))


def test_somebody_writes_while_another_looks(database: Database) -> None:
    with database.transaction() as session:
        session.add(organisation("甲"))
    with database.reading() as look:
        assert list(look.scalars(select(Organisation.name))) == ["甲"]
        with database.transaction() as session:
            session.add(organisation("乙"))
        assert list(look.scalars(select(Organisation.name))) == ["甲"], "a look stays consistent"
    assert names(database) == ["乙", "甲"]


def test_a_look_that_would_write_is_refused(database: Database) -> None:
    with database.transaction() as session:
        session.add(organisation("甲"))
    with pytest.raises(RuntimeError), database.reading() as look:
        look.add(organisation("乙"))
    with pytest.raises(RuntimeError), database.reading() as look:
        look.scalars(select(Organisation)).one().name = "丙"
    assert names(database) == ["甲"]
