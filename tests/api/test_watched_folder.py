"""A folder the scanner fills: each file becomes a document once, then lies in done or refused."""

from __future__ import annotations

import errno
import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from services.api.accounts.account import Actor
from services.api.documents.document import Document
from services.api.documents.progress import give_up, unread
from services.api.errors import Conflict, Forbidden, Unacceptable
from services.api.intake import folders, places
from services.api.intake.read import read_document
from services.api.intake.source import SourceFile, WatchedFolder
from services.api.intake.watcher import EMPTY_FOR, Watcher
from services.api.service import Service
from services.api.storage import StorageFull
from services.extractor.result import Problem
from services.vocabulary import DocumentState
from tests.api.readings import HandReaders, extraction


@pytest.fixture
def administrator(who: Actor) -> Actor:
    return Actor(who.organisation_id, who.user_id, who.name, "administrator")


@pytest.fixture
def folder(tmp_path: Path, service: Service, administrator: Actor) -> Path:
    place = tmp_path / "扫描"
    place.mkdir()
    with service.database.transaction() as session:
        folders.watch_folder(administrator, session, service.settings, str(place), scanner="separated")
    return place


@pytest.fixture
def watcher(service: Service) -> Watcher:
    return Watcher(service, lambda: None)


def documents(service: Service) -> list[Document]:
    with service.database.transaction() as session:
        return list(session.scalars(select(Document).order_by(Document.received_at)))


def files(place: Path) -> set[str]:
    return {path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file()}


def row_of(service: Service) -> WatchedFolder:
    with service.database.transaction() as session:
        return session.scalars(select(WatchedFolder)).one()


def read_all(service: Service) -> None:
    with service.database.transaction() as session:
        todo = unread(session)
    for document_id, attempt in todo:
        read_document(service, document_id, attempt)


def test_a_file_is_taken_once_it_no_longer_changes_and_moved_to_done(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    (folder / "传票.pdf").write_bytes(b"half")
    assert watcher.look() == 0  # seen for the first time
    (folder / "传票.pdf").write_bytes(b"half and the rest")
    assert watcher.look() == 0  # still growing
    assert watcher.look() == 1
    (document,) = documents(service)
    assert (document.name, document.origin, document.scanner) == ("传票.pdf", "folder", "separated")
    assert service.storage.get(document.sha256) == b"half and the rest"
    assert files(folder) == {"done/传票.pdf"}
    assert watcher.look() == watcher.look() == 0


@pytest.mark.parametrize("name", ["a.pdf.part", "~$文书.docx", ".scan.pdf", "b.tmp", "Thumbs.db"])
def test_what_is_still_being_made_is_left_alone(
    service: Service, folder: Path, watcher: Watcher, name: str
) -> None:
    (folder / name).write_bytes(b"x")
    assert watcher.look() + watcher.look() + watcher.look() == 0
    assert files(folder) == {name}


def test_a_file_another_program_has_locked_waits(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    with (folder / "a.pdf").open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        assert watcher.look() + watcher.look() + watcher.look() == 0
        assert documents(service) == []
    assert watcher.look() == 1


def test_an_empty_file_is_waited_for_and_taken_in_the_end(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    (folder / "a.pdf").write_bytes(b"")
    assert sum(watcher.look() for _ in range(EMPTY_FOR)) == 0
    assert watcher.look() == 1  # the reader will say that it is empty
    assert documents(service)[0].size == 0


def test_nothing_in_done_is_ever_overwritten(service: Service, folder: Path, watcher: Watcher) -> None:
    for content in (b"one", b"two", b"two"):
        (folder / "scan.pdf").write_bytes(content)
        watcher.look()
        watcher.look()
    assert files(folder) == {"done/scan.pdf", "done/scan (2).pdf", "done/scan (3).pdf"}
    assert (folder / "done/scan.pdf").read_bytes() == b"one"
    first, second, third = documents(service)
    assert third.twin_of == second.id  # the same bytes again: listed, stored once
    assert first.twin_of is None


def test_a_subfolder_named_like_an_office_is_that_offices_any_other_is_a_tag(
    service: Service, folder: Path, watcher: Watcher, who: Actor, stranger: Actor
) -> None:
    (folder / "重庆市北碚区水利局").mkdir()
    (folder / "专递").mkdir()
    (folder / "重庆市北碚区水利局/a.pdf").write_bytes(b"a")
    (folder / "专递/b.pdf").write_bytes(b"b")
    watcher.look()
    assert watcher.look() == 2
    found = {document.name: document for document in documents(service)}
    assert found["a.pdf"].organisation_id == stranger.organisation_id
    assert found["b.pdf"].organisation_id == who.organisation_id
    assert found["b.pdf"].tag == "专递"
    assert files(folder) == {"done/重庆市北碚区水利局/a.pdf", "done/专递/b.pdf"}


def test_a_file_the_reader_refuses_goes_to_refused_with_the_reason_beside_it(
    service: Service, folder: Path, watcher: Watcher, readers: HandReaders
) -> None:
    refusal = Problem("pdf_encrypted", "PDF设有打开密码，无法读取。请去掉密码后重新上传。")
    readers.answers[b"locked"] = extraction(problems=[refusal])
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(b"locked" if name == "a.pdf" else b"fine")
    watcher.look()
    watcher.look()
    read_all(service)
    watcher.look()
    assert files(folder) == {"done/b.pdf", "refused/a.pdf", "refused/a.pdf.原因.txt"}
    said = (folder / "refused/a.pdf.原因.txt").read_text(encoding="utf-8-sig")
    assert "PDF设有打开密码" in said
    assert "重新放进" in said


def test_a_file_read_after_all_goes_back_to_done(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    (folder / "a.pdf").write_bytes(b"x")
    watcher.look()
    watcher.look()
    (document,) = documents(service)
    with service.database.transaction() as session:
        give_up(session, document.id, 1, "reader_timeout", "读取超过时限。")
    watcher.look()
    assert "refused/a.pdf" in files(folder)
    with service.database.transaction() as session:
        session.get_one(Document, document.id).state = DocumentState.READ
    watcher.look()
    assert files(folder) == {"done/a.pdf"}


def test_a_file_that_is_too_large_is_refused_at_once(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    service.settings.max_upload_mb = 1
    (folder / "big.pdf").write_bytes(b"x" * (1024 * 1024 + 1))
    (folder / "small.pdf").write_bytes(b"x")
    watcher.look()
    watcher.look()
    assert files(folder) == {"refused/big.pdf", "refused/big.pdf.原因.txt", "done/small.pdf"}
    assert [document.name for document in documents(service)] == ["small.pdf"]


class PowerCut(BaseException):
    """The process is gone: nothing after this line runs."""


@pytest.mark.parametrize(
    "where", ["places.free_name", "places.move", "folders.waiting_file", "places.read_unchanged"]
)
def test_a_service_killed_at_any_step_takes_every_file_exactly_once(
    service: Service, folder: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (folder / f"{number}.pdf").write_bytes(b"%d" % number)
    module = {"places": places, "folders": folders}[where.split(".", maxsplit=1)[0]]
    name = where.split(".")[1]
    real: Callable[..., object] = getattr(module, name)
    calls = 0

    def cut(*given: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise PowerCut
        return real(*given, **more)

    monkeypatch.setattr(module, name, cut)
    first = Watcher(service, lambda: None)
    first.look()
    with pytest.raises(PowerCut):
        first.look()
    monkeypatch.setattr(module, name, real)
    with service.database.transaction() as session:
        folders.let_go(session, first._holder)  # as its lease would end
    second = Watcher(service, lambda: None)
    second.look()
    second.look()
    assert files(folder) == {f"done/{number}.pdf" for number in range(3)}
    assert sorted(document.name for document in documents(service)) == ["0.pdf", "1.pdf", "2.pdf"]
    with service.database.transaction() as session:
        assert {row.place for row in session.scalars(select(SourceFile))} == {"done"}


def test_a_service_killed_after_a_move_knows_that_the_file_lies_in_done(
    service: Service, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.pdf").write_bytes(b"a")
    real = places.move

    def cut(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise PowerCut

    monkeypatch.setattr(places, "move", cut)
    watcher = Watcher(service, lambda: None)
    watcher.look()
    with pytest.raises(PowerCut):
        watcher.look()
    monkeypatch.setattr(places, "move", real)
    (folder / "a.pdf").write_bytes(b"a")  # the same page scanned into the same name again
    watcher.look()
    watcher.look()
    assert files(folder) == {"done/a.pdf", "done/a (2).pdf"}
    assert len(documents(service)) == 1


def test_a_share_that_is_gone_is_said_and_taken_up_again_when_it_is_back(
    service: Service, folder: Path, watcher: Watcher
) -> None:
    (folder / "a.pdf").write_bytes(b"a")
    gone = folder.with_name("away")
    folder.rename(gone)
    watcher.look()
    row = row_of(service)
    assert row.problem["code"] == "folder_missing"
    assert row.failures == 1
    assert row.next_look_at is not None
    gone.rename(folder)
    watcher.look()  # not due yet
    assert row_of(service).failures == 1
    with service.database.transaction() as session:
        session.get_one(WatchedFolder, row.id).next_look_at = None
    watcher.look()
    watcher.look()
    assert files(folder) == {"done/a.pdf"}
    assert row_of(service).problem is None


def test_waits_between_failures_grow_up_to_ten_minutes(service: Service, folder: Path) -> None:
    waits = []
    for _ in range(12):
        with service.database.transaction() as session:
            folder_id = row_of_session(session)
            folders.note_look(session, folder_id, 0, ("x", "y"), every=5)
            row = session.get_one(WatchedFolder, folder_id)
            assert row.next_look_at and row.looked_at
            waits.append(round((row.next_look_at - row.looked_at).total_seconds()))
    assert waits[:3] == [10, 20, 40]
    assert waits[-1] == 600


def row_of_session(session) -> str:  # type: ignore[no-untyped-def]
    return session.scalars(select(WatchedFolder.id)).one()


def test_one_file_that_cannot_be_read_does_not_stop_the_others(
    service: Service, folder: Path, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = places.read_unchanged

    def forbidden(place: Path, seen: places.Seen, most: int) -> bytes | None:
        if seen.path == "a.pdf":
            raise PermissionError(errno.EACCES, "no")
        return real(place, seen, most)

    monkeypatch.setattr(places, "read_unchanged", forbidden)
    for name in ("a.pdf", "b.pdf"):
        (folder / name).write_bytes(name.encode())
    watcher.look()
    assert watcher.look() == 1
    row = row_of(service)
    assert (row.problem["code"], row.waiting) == ("file_forbidden", 1)
    assert "a.pdf" in row.problem["message"]
    assert files(folder) == {"a.pdf", "done/b.pdf"}


def test_a_full_disk_leaves_the_files_where_they_are_until_there_is_room(
    service: Service, folder: Path, watcher: Watcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.pdf").write_bytes(b"a")
    real = type(service.storage).put

    def full(_storage: object, _data: bytes) -> str:
        raise StorageFull

    monkeypatch.setattr(type(service.storage), "put", full)
    watcher.look()
    watcher.look()
    assert row_of(service).problem["code"] == "storage_full"
    assert files(folder) == {"a.pdf"}
    monkeypatch.setattr(type(service.storage), "put", real)
    with service.database.transaction() as session:
        session.scalars(select(WatchedFolder)).one().next_look_at = None
    assert watcher.look() == 1
    assert files(folder) == {"done/a.pdf"}


def test_two_processes_do_not_look_after_one_folder(service: Service, folder: Path) -> None:
    one, other = Watcher(service, lambda: None), Watcher(service, lambda: None)
    (folder / "a.pdf").write_bytes(b"a")
    one.look()
    other.look()
    other.look()
    assert documents(service) == []
    assert one.look() == 1


def test_a_link_in_the_folder_is_not_followed(
    service: Service, folder: Path, watcher: Watcher, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("x")
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "b").symlink_to(tmp_path)
    assert watcher.look() + watcher.look() + watcher.look() == 0
    assert documents(service) == []


def test_only_administrators_set_up_folders_that_are_there_and_not_our_own(
    service: Service, administrator: Actor, who: Actor, folder: Path, tmp_path: Path
) -> None:
    def watch(actor: Actor, path: Path | str) -> None:
        with service.database.transaction() as session:
            folders.watch_folder(actor, session, service.settings, str(path), scanner="plain")

    with pytest.raises(Forbidden):
        watch(who, tmp_path)
    for path in ("scans", tmp_path / "nowhere", service.settings.data_dir / "objects", tmp_path):
        with pytest.raises(Unacceptable):
            watch(administrator, path)
    with pytest.raises(Conflict):
        watch(administrator, folder)
    service.settings.watch_root = folder
    other = tmp_path / "other"
    other.mkdir()
    with pytest.raises(Unacceptable):
        watch(administrator, other)
    service.settings.watch_root = None
    service.settings.host = "0.0.0.0"
    with pytest.raises(Unacceptable):
        watch(administrator, other)
