"""The larger size: the same run on a real PostgreSQL and a real S3 server, read by workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import select

from services.api.db import Database
from services.api.documents.document import Document
from services.api.inbox.audit import audit
from services.api.intake.bulk import items, take
from services.api.intake.source import SourceFile, WatchedFolder
from services.api.intake.watcher import Watcher
from services.api.migrations import upgrade
from services.api.readers import Readers
from services.api.service import Service
from services.api.settings import Settings
from services.api.storage import open_storage
from tests.api.conftest import add_office
from tests.api.inbox.conftest import Mailbox, MailReaders, letter
from tests.api.running import serving, working
from tests.api.test_service import ONE_SCAN, upload_to_deadline
from tests.servers.ceph import S3Server, running_s3
from tests.servers.dovecot import running_dovecot
from tests.servers.postgres import running_postgres

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture(scope="module")
def s3() -> Iterator[S3Server]:
    with running_s3() as server:
        yield server


@pytest.fixture
def larger(postgres: str, s3: S3Server) -> dict[str, str]:
    """Settings of a service on both servers."""
    return {
        "YINGSU_DATABASE_URL": postgres,
        "YINGSU_S3_ENDPOINT": s3.endpoint,
        "YINGSU_S3_ACCESS_KEY": s3.access_key,
        "YINGSU_S3_SECRET_KEY": s3.secret_key,
        "YINGSU_S3_SECURE": "false",
        "YINGSU_SECRET": "one secret for every machine of the service",
    }


def test_s3_keeps_bytes_by_their_sha256(s3: S3Server) -> None:
    storage = open_storage(
        Settings(
            s3_endpoint=s3.endpoint,
            s3_access_key=s3.access_key,
            s3_secret_key=s3.secret_key,
            s3_secure=False,
            s3_bucket="other",
        )
    )
    name = storage.put("应诉".encode())
    assert storage.put("应诉".encode()) == name
    assert storage.get(name) == "应诉".encode()
    assert storage.ready()
    storage.remove(name)
    with pytest.raises(KeyError):
        storage.get(name)


def test_upload_to_deadline_on_postgresql_and_s3(tmp_path: Path, larger: dict[str, str]) -> None:
    with serving(tmp_path / "data", larger) as running:
        upload_to_deadline(running)
        assert not list((tmp_path / "data").rglob("*.db"))
        assert not (tmp_path / "data" / "objects").exists()


def test_another_machine_takes_over_from_a_dead_one(tmp_path: Path, larger: dict[str, str]) -> None:
    with serving(tmp_path / "one", larger) as running:
        document_id = running.upload(ONE_SCAN.read_bytes(), ONE_SCAN.name)
        running.wait_for(document_id, "reading", seconds=20)
        running.kill()
    with working(tmp_path / "two", larger), serving(tmp_path / "three", larger) as running:
        document = running.wait_for(document_id, "read", "failed")
    assert (document["state"], len(document["papers"]), document["attempt"]) == ("read", 1, 1)


@pytest.fixture
def service(tmp_path: Path, postgres: str, s3: S3Server) -> Iterator[Service]:
    """On both servers, with readings by hand."""
    settings = Settings(
        data_dir=tmp_path / "data",
        database_url=postgres,
        s3_endpoint=s3.endpoint,
        s3_access_key=s3.access_key,
        s3_secret_key=s3.secret_key,
        s3_secure=False,
        readers=1,
    )
    settings.data_dir.mkdir()
    database = Database(settings.database)
    upgrade(database)
    yield Service(settings, database, open_storage(settings), cast(Readers, MailReaders()))
    database.dispose()


def test_folder_import_and_mailbox_fill_one_ledger_on_postgresql_and_s3(
    tmp_path: Path, service: Service
) -> None:
    who = add_office(service, "重庆市北碚区林业局", "larger-intake")
    scans, archive = tmp_path / "scans", tmp_path / "archive"
    for place in (scans, archive):
        place.mkdir()
        (place / "传票.pdf").write_bytes(b"%PDF the same")
    (archive / "旧.pdf").write_bytes(b"%PDF old")
    with service.database.transaction() as session:
        session.add(
            WatchedFolder(
                organisation_id=who.organisation_id,
                path=str(scans),
                scanner="plain",
                created_by=who.user_id,
            )
        )
    watcher = Watcher(service, lambda: None)
    assert (watcher.look(), watcher.look()) == (0, 1)
    results = [take(who, service, item).result for item in items([archive], recursive=True)]
    assert sorted(results) == ["new", "twin"]
    assert {take(who, service, item).result for item in items([archive], recursive=True)} == {"resumed"}

    with running_dovecot() as server:
        mailbox = Mailbox(server, service, who, "larger@county.example")
        mailbox.deliver(letter("送达", "请查收。", pdf_a=b"%PDF the same", pdf_b=b"%PDF by mail"))
        mailbox.take_in()
        assert audit(who, service, mailbox.account).differences == ()
        service.storage.remove(mailbox.mail().sha256 or "")
        found = audit(who, service, mailbox.account).differences
        assert [each.code for each in found] == ["original_missing"]
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.explained, day.adds_up) == (1, 1, 1, True)

    with service.database.transaction() as session:
        mine = Document.organisation_id == who.organisation_id
        rows = list(session.scalars(select(Document).where(mine)))
        places = set(
            session.scalars(
                select(SourceFile.place).where(SourceFile.organisation_id == who.organisation_id)
            )
        )
    assert {row.state for row in rows} == {"read"}
    same = [row for row in rows if row.twin_of]
    assert sorted(row.origin for row in rows) == ["folder", "import", "import", "mail", "mail", "mail"]
    assert sorted(row.origin for row in same) == ["import", "mail"]
    assert all(service.storage.get(row.sha256) for row in rows)
    assert places == {"done"}
    assert (scans / "done" / "传票.pdf").exists()
