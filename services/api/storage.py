"""Where file bytes live, addressed by their sha256: a local folder, or any S3 server."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from services.api.errors import ServiceError, Unavailable
from services.api.settings import Settings


class StorageDown(Unavailable):
    """The store does not answer for the moment; what was to be stored or read is tried again."""

    def __init__(self) -> None:
        super().__init__(
            "storage_down", "存储暂时连不上，文件没有存下。", "请检查存储的连接和权限，稍后再试。"
        )


class StorageFull(ServiceError):
    """There is no room; nothing was stored."""

    status = 507
    title = "存储空间不足"

    def __init__(self) -> None:
        super().__init__(
            "storage_full", "存储空间已满，文件没有存下。", "请清理磁盘或扩容后再试，已收的文件都在。"
        )


class Storage(Protocol):
    """Content-addressed bytes; putting the same bytes twice keeps one copy."""

    def put(self, data: bytes) -> str:
        """Store ``data`` durably and give its sha256 (64 hex digits). StorageFull; StorageDown."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes. KeyError when they are not there; StorageDown when that cannot be told."""
        ...

    def remove(self, sha256: str) -> None:
        """Forget the bytes; nothing happens when they are not there."""
        ...

    def ready(self) -> bool:
        """Whether the store answers now."""
        ...


class LocalStorage:
    """``folder/ab/cd/abcd…``: written aside, synced, then renamed into place, so that a file that is
    there is whole."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._opened = _identity(folder)

    def put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        with _told_apart():
            return self._put(sha256, data)

    def _put(self, sha256: str, data: bytes) -> str:
        place = self._place(sha256)
        if place.exists():
            return sha256
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=place.parent, prefix=".writing-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(aside).replace(place)
        except BaseException:
            Path(aside).unlink(missing_ok=True)
            raise
        for folder in (place.parent, place.parent.parent, self._folder):
            _sync_folder(folder)
        return sha256

    def get(self, sha256: str) -> bytes:
        try:
            with _told_apart():
                return self._place(sha256).read_bytes()
        except FileNotFoundError:
            if _identity(self._folder) != self._opened:
                raise StorageDown from None  # a share that is gone leaves an empty folder, or none
            raise KeyError(sha256) from None

    def remove(self, sha256: str) -> None:
        self._place(sha256).unlink(missing_ok=True)

    def ready(self) -> bool:
        return os.access(self._folder, os.W_OK)

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:4] / sha256


class S3Storage:
    """Objects ``ab/cd/abcd…`` of one bucket, made when it is missing. S3 stores an object whole or
    not at all."""

    def __init__(self, settings: Settings) -> None:
        from minio import Minio  # noqa: PLC0415 - only where S3 is set up

        assert settings.s3_endpoint
        self._bucket = settings.s3_bucket
        self._client = Minio(
            settings.s3_endpoint,
            access_key=settings.s3_access_key.get_secret_value(),
            secret_key=settings.s3_secret_key.get_secret_value(),
            secure=settings.s3_secure,
            region=settings.s3_region,
        )
        if not self._client.bucket_exists(self._bucket):
            self._client.make_bucket(self._bucket)

    def put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        with _answered():
            self._client.put_object(self._bucket, _key(sha256), io.BytesIO(data), len(data))
        return sha256

    def get(self, sha256: str) -> bytes:
        with _answered():
            answer = self._client.get_object(self._bucket, _key(sha256))
            try:
                return bytes(answer.read())
            finally:
                answer.close()
                answer.release_conn()

    def remove(self, sha256: str) -> None:
        self._client.remove_object(self._bucket, _key(sha256))

    def ready(self) -> bool:
        return bool(self._client.bucket_exists(self._bucket))


def open_storage(settings: Settings) -> Storage:
    """S3 when an endpoint is set, else the local folder."""
    if settings.s3_endpoint:
        return S3Storage(settings)
    return LocalStorage(settings.data_dir / "objects")


_FULL = {errno.ENOSPC, errno.EDQUOT}
_DOWN = {
    errno.EIO,
    errno.EACCES,
    errno.EPERM,
    errno.EROFS,
    errno.ESTALE,
    errno.ENOTCONN,
    errno.ETIMEDOUT,
}


@contextmanager
def _told_apart() -> Iterator[None]:
    """A full disk and one that is gone, in the words of the service."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise StorageFull from error
        if error.errno in _DOWN:
            raise StorageDown from error
        raise


@contextmanager
def _answered() -> Iterator[None]:
    """An S3 server that is gone, full or without the object."""
    from minio.error import MinioException, S3Error  # noqa: PLC0415
    from urllib3.exceptions import HTTPError  # noqa: PLC0415

    try:
        yield
    except S3Error as error:
        if error.code == "NoSuchKey":
            raise KeyError(error.resource) from None
        full = error.code in {"QuotaExceeded", "XMinioStorageFull", "InsufficientStorage"}
        raise StorageFull if full else StorageDown from error
    except (MinioException, HTTPError, OSError) as error:
        raise StorageDown from error


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode, None when there is no such folder."""
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
