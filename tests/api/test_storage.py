"""Bytes by their sha256: whole or not at all, once."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest

from services.api.errors import ServiceError
from services.api.storage import LocalStorage, StorageDown, StorageFull


def test_what_is_put_is_found_under_its_sha256(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    name = storage.put("应诉".encode())
    assert name == hashlib.sha256("应诉".encode()).hexdigest()
    assert storage.get(name) == "应诉".encode()


def test_the_same_bytes_are_kept_once(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    assert storage.put(b"a") == storage.put(b"a")
    assert len([file for file in tmp_path.rglob("*") if file.is_file()]) == 1


def test_a_write_that_breaks_off_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = LocalStorage(tmp_path)

    def full(_handle: int) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="disk full"):
        storage.put(b"a")
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


def test_missing_bytes_are_a_key_error(tmp_path: Path) -> None:
    storage = LocalStorage(tmp_path)
    with pytest.raises(KeyError):
        storage.get("0" * 64)
    storage.remove("0" * 64)


def test_a_share_that_is_gone_is_not_taken_for_lost_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "objects"
    storage = LocalStorage(folder)
    name = storage.put(b"x")
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(StorageDown):
        storage.get(name)
    folder.mkdir()  # what is left of a mount point
    with pytest.raises(StorageDown):
        storage.get(name)


@pytest.mark.parametrize(
    ("number", "refusal"), [(errno.ENOSPC, StorageFull), (errno.EROFS, StorageDown)]
)
def test_a_full_disk_and_one_without_rights_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, refusal: type[ServiceError]
) -> None:
    storage = LocalStorage(tmp_path)

    def write(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("services.api.storage.os.fsync", write)
    with pytest.raises(refusal) as said:
        storage.put(b"x")
    assert said.value.remedy
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
