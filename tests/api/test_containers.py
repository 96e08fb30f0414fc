"""A container that arrives: its members become documents, once, and it says what it could not give."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import select

from services.api.accounts.account import Actor
from services.api.documents.document import Document
from services.api.documents.progress import reprocess, unread
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.readers import Part, Readers
from services.api.service import Service
from services.api.settings import Settings
from services.api.web.views.lists import document_row
from services.extractor.reading.confined import tool
from services.extractor.result import Extraction, FileInfo
from services.vocabulary import DocumentState
from tests.api.conftest import TODAY, ReadIn
from tests.api.readings import HandReaders
from tests.extractor.reading.unpack.writing import rar_of

ZIP = b"bytes of a zip"
LOCKED = {"code": "password_needed", "message": "压缩包设有密码。"}


def answer(media_type: str = "application/zip") -> dict[str, object]:
    return Extraction(FileInfo("a.zip", "0" * 64, media_type), members=()).to_json()


@pytest.fixture
def zipped(readers: HandReaders) -> HandReaders:
    readers.answers[ZIP] = answer()
    readers.opened[ZIP] = (
        [
            Part("附件/通知.pdf", b"notice", None),
            Part("副本.pdf", b"notice", None),
            Part("b.pdf", b"other", None),
            Part("锁.pdf", b"", LOCKED),
        ],
        [],
    )
    return readers


def rows(service: Service) -> dict[str, Document]:
    with service.database.transaction() as session:
        return {row.name: row for row in session.scalars(select(Document))}


def test_each_member_becomes_a_document_of_the_office_with_a_link_to_its_container(
    service: Service, who: Actor, read_in: ReadIn, zipped: HandReaders
) -> None:
    container, papers = read_in(ZIP, "信.zip")
    assert papers == []
    assert (container.state, container.media_type) == (DocumentState.READ, "application/zip")
    found = rows(service)
    assert set(found) == {"信.zip", "通知.pdf", "副本.pdf", "b.pdf"}
    for name in ("通知.pdf", "副本.pdf", "b.pdf"):
        row = found[name]
        assert row.container_id == container.id
        assert (row.organisation_id, row.received_by) == (who.organisation_id, who.user_id)
    assert service.storage.get(found["b.pdf"].sha256) == b"other"
    assert found["b.pdf"].state == DocumentState.RECEIVED
    assert found["副本.pdf"].twin_of == found["通知.pdf"].id
    with service.database.transaction() as session:
        assert {document_id for document_id, _ in unread(session)} == {
            found["通知.pdf"].id,
            found["b.pdf"].id,
        }


def test_what_could_not_be_taken_out_is_said_by_name_on_the_container(
    read_in: ReadIn, zipped: HandReaders
) -> None:
    container, _ = read_in(ZIP, "信.zip")
    assert container.problems == [{"code": "password_needed", "message": "锁.pdf：压缩包设有密码。"}]
    row = document_row(container, (), {}, TODAY, members=3)
    assert (row.state_words, row.members) == ("已展开", 3)


def test_a_container_is_opened_once_however_often_it_is_read(
    service: Service, read_in: ReadIn, zipped: HandReaders
) -> None:
    container, _ = read_in(ZIP, "信.zip")
    before = set(rows(service))
    read_document(service, container.id, container.attempt)
    assert set(rows(service)) == before
    again, _ = read_in(ZIP, "信2.zip")
    assert again.twin_of == container.id
    assert set(rows(service)) == before | {"信2.zip"}


def test_a_locked_container_is_refused_and_its_bytes_kept(
    service: Service, read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[ZIP] = answer()
    readers.opened[ZIP] = ([], [LOCKED])
    container, _ = read_in(ZIP, "信.zip")
    assert (container.state, container.problems) == (DocumentState.REFUSED, [LOCKED])
    assert service.storage.get(container.sha256) == ZIP


def test_a_real_reader_opens_containers_in_its_sandbox(tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("传票.txt", "传票")
        archive.writestr("坏.7z", b"7z\xbc\xaf\x27\x1c cut")
        archive.writestr("内.rar", rar_of({"信.txt": "信".encode()}))
    readers = Readers(Settings(data_dir=tmp_path, readers=1))
    try:
        assert readers.read(buffer.getvalue(), "a.zip")["members"] == []
        parts, problems = readers.unpack(buffer.getvalue(), "a.zip")
        locked = readers.unpack(b"Rar!\x1a\x07\x01\x00" + bytes(30), "b.rar")
    finally:
        readers.close()
    codes = {part.name: part.problem["code"] if part.problem else None for part in parts}
    assert codes["传票.txt"] is None
    assert codes["坏.7z"] == "archive_broken"
    assert problems == []
    if tool("unar"):
        assert {p.name: p.data for p in parts}["内.rar/信.txt"] == "信".encode()
        assert [problem["code"] for problem in locked[1]] == ["archive_broken"]
    else:
        assert codes["内.rar"] == "unar_absent"


def test_the_list_says_what_a_document_came_in(service: Service, who: Actor) -> None:
    container = receive(who, service, "信.eml", BytesIO(b"mail"))
    member = receive(who, service, "通知.pdf", BytesIO(b"pdf"))
    row = document_row(member, (), {}, TODAY, container=container)
    assert (row.container, row.container_href) == ("信.eml", f"/documents/{container.id}")


def test_a_container_opened_again_gives_no_file_twice(
    service: Service, who: Actor, read_in: ReadIn, zipped: HandReaders
) -> None:
    container, _ = read_in(ZIP, "信.zip")
    before = set(rows(service))
    zipped.opened[ZIP][0].append(Part("锁.pdf", b"opened now", None))
    with service.database.transaction() as session:
        attempt = reprocess(who, session, container.id).attempt
    read_document(service, container.id, attempt)
    assert set(rows(service)) == before | {"锁.pdf"}
