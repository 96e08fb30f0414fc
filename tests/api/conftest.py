"""A service on a fresh SQLite database in a temporary folder, with a reader written by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest

from services.api.accounts.account import Actor, Organisation, User
from services.api.accounts.store import actor_of
from services.api.db import Database
from services.api.documents.document import Document, Paper
from services.api.documents.progress import unread
from services.api.documents.store import papers_of
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.migrations import upgrade
from services.api.readers import Readers
from services.api.service import Service
from services.api.settings import Settings
from services.api.storage import open_storage
from services.vocabulary import Jurisdiction, OrganisationKind
from tests.api.readings import OFFICE, HandReaders

TODAY = date(2026, 3, 10)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data", today=TODAY, readers=1)


@pytest.fixture
def readers() -> HandReaders:
    return HandReaders()


@pytest.fixture
def service(settings: Settings, readers: HandReaders) -> Iterator[Service]:
    settings.data_dir.mkdir(parents=True)
    database = Database(settings.database)
    upgrade(database)
    yield Service(settings, database, open_storage(settings), cast(Readers, readers))
    database.dispose()


def add_office(service: Service, name: str, login: str) -> Actor:
    with service.database.transaction() as session:
        office = Organisation(
            name=name, kind=OrganisationKind.DEPARTMENT, jurisdiction=Jurisdiction.BEIBEI
        )
        session.add(office)
        session.flush()
        user = User(
            organisation_id=office.id,
            login=login,
            name=f"{login}经办",
            role="clerk",
            password_hash=None,
        )
        session.add(user)
        session.flush()
        return actor_of(user)


@pytest.fixture
def who(service: Service) -> Actor:
    """A clerk of the sued office."""
    return add_office(service, OFFICE, "clerk")


@pytest.fixture
def stranger(service: Service) -> Actor:
    """A clerk of another office."""
    return add_office(service, "重庆市北碚区水利局", "stranger")


ReadIn = Callable[..., tuple[Document, list[Paper]]]


@pytest.fixture
def read_in(service: Service, who: Actor) -> ReadIn:
    """Receive bytes and read them: the document's row as it stands afterwards, and its papers."""

    def read(data: bytes = b"one notice", name: str = "notice.pdf") -> tuple[Document, list[Paper]]:
        document = receive(who, service, name, BytesIO(data))
        with service.database.transaction() as session:
            todo = unread(session)
        for document_id, attempt in todo:
            read_document(service, document_id, attempt)
        with service.database.transaction() as session:
            row = session.get_one(Document, document.id)
            return row, list(papers_of(who, session, document.id))

    return read
