"""One bad file never stops the others, and what is wrong around a file is not its fault."""

from __future__ import annotations

import sqlite3
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from services.api.accounts.account import Actor
from services.api.documents.document import Document
from services.api.documents.progress import begin_reading, read_again, unread
from services.api.intake.read import ReadingWork
from services.api.intake.receive import receive
from services.api.readers import ReadersClosed
from services.api.service import Service
from services.api.storage import StorageDown
from services.vocabulary import DocumentState
from tests.api.readings import HandReaders


@pytest.fixture
def work(service: Service) -> ReadingWork:
    return ReadingWork(service)


def received(service: Service, who: Actor, data: bytes) -> str:
    return receive(who, service, "a.pdf", BytesIO(data)).id


def row(service: Service, document_id: str) -> Document:
    with service.database.transaction() as session:
        return session.get_one(Document, document_id)


def test_a_store_that_is_gone_costs_no_file_anything(
    service: Service, who: Actor, work: ReadingWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = received(service, who, b"x")

    def gone(_storage: object, _sha256: str) -> bytes:
        raise StorageDown

    real = type(service.storage).get
    monkeypatch.setattr(type(service.storage), "get", gone)
    for _ in range(20):  # however long it lasts
        with pytest.raises(StorageDown):
            work.read(document_id, 1)
    assert (row(service, document_id).state, row(service, document_id).tries) == ("reading", 0)
    assert work.unread() == [(document_id, 1)]
    monkeypatch.setattr(type(service.storage), "get", real)
    work.read(document_id, 1)
    assert row(service, document_id).state == DocumentState.READ


def test_a_disk_that_is_full_when_the_reading_is_saved_loses_nothing(
    service: Service, who: Actor, work: ReadingWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = received(service, who, b"x")

    def full(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full"))

    with monkeypatch.context() as disk:
        disk.setattr("services.api.documents.progress.save_run", full)
        with pytest.raises(OperationalError):
            work.read(document_id, 1)
    assert work.unread() == [(document_id, 1)]
    work.read(document_id, 1)
    assert row(service, document_id).state == DocumentState.READ


def test_a_file_our_own_code_fails_on_is_set_aside_with_its_cause_and_may_be_tried_again(
    service: Service,
    who: Actor,
    work: ReadingWork,
    readers: HandReaders,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = received(service, who, b"bad"), received(service, who, b"good")
    real = readers.read

    def read(data: bytes, *rest: Any) -> dict[str, Any]:
        if data == b"bad":
            raise ZeroDivisionError
        return real(data, *rest)

    monkeypatch.setattr(readers, "read", read)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            work.read(bad, 1)
    work.read(bad, 1)  # the third time it is set aside
    work.read(good, 1)
    assert row(service, bad).state == DocumentState.FAILED
    assert "已隔离" in row(service, bad).problems[0]["message"]
    assert row(service, good).state == DocumentState.READ
    monkeypatch.setattr(readers, "read", real)
    with service.database.transaction() as session:
        read_again(who, session, bad)
    work.read(bad, 2)
    assert row(service, bad).state == DocumentState.READ


def test_a_file_that_ends_the_service_each_time_is_not_begun_for_ever(
    service: Service, who: Actor, work: ReadingWork
) -> None:
    document_id = received(service, who, b"x")
    for _ in range(service.settings.quarantine_after):
        with service.database.transaction() as session:
            assert begin_reading(session, document_id, 1)  # and the process is gone
    work.read(document_id, 1)
    assert row(service, document_id).state == DocumentState.FAILED
    assert row(service, document_id).problems[0]["code"] == "begun_too_often"
    with service.database.transaction() as session:
        assert unread(session) == []


def test_a_service_that_is_stopped_does_not_count_against_the_file(
    service: Service,
    who: Actor,
    work: ReadingWork,
    readers: HandReaders,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document_id = received(service, who, b"x")

    def stopped(*_: Any) -> dict[str, Any]:
        raise ReadersClosed

    monkeypatch.setattr(readers, "read", stopped)
    for _ in range(20):
        work.read(document_id, 1)
    assert row(service, document_id).tries == 0
    assert work.unread() == [(document_id, 1)]
