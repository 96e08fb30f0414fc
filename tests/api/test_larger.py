"""The larger size: the same run on a real PostgreSQL and a real S3 server, read by workers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.api.settings import Settings
from services.api.storage import open_storage
from tests.api.running import serving, working
from tests.api.test_service import ONE_SCAN, upload_to_deadline
from tests.servers.ceph import S3Server, running_s3
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
