"""Where file bytes live, addressed by their sha256: a local folder, or any S3 server."""

from __future__ import annotations

import hashlib
import io
import os
import tempfile
from pathlib import Path
from typing import Protocol

from services.api.settings import Settings


class Storage(Protocol):
    """Content-addressed bytes; putting the same bytes twice keeps one copy."""

    def put(self, data: bytes) -> str:
        """Store ``data`` durably and give its sha256 (64 hex digits)."""
        ...

    def get(self, sha256: str) -> bytes:
        """The bytes. KeyError when they are not there."""
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

    def put(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
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
            return self._place(sha256).read_bytes()
        except FileNotFoundError:
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
        self._client.put_object(self._bucket, _key(sha256), io.BytesIO(data), len(data))
        return sha256

    def get(self, sha256: str) -> bytes:
        from minio.error import S3Error  # noqa: PLC0415

        try:
            answer = self._client.get_object(self._bucket, _key(sha256))
        except S3Error as error:
            if error.code == "NoSuchKey":
                raise KeyError(sha256) from None
            raise
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


def _key(sha256: str) -> str:
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
