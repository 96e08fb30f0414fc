"""7z archives."""

from __future__ import annotations

import io
from pathlib import Path

import py7zr
from py7zr.exceptions import (
    AbsolutePathError,
    DecompressionBombError,
    PasswordRequired,
    UnsupportedCompressionMethodError,
)
from py7zr.io import Py7zIO, WriterFactory

from services.extractor.errors import UnreadableFile, unreadable
from services.extractor.reading.unpack.budget import Budget, Spent
from services.extractor.reading.unpack.member import Member, Opened, problem
from services.extractor.reading.unpack.names import distinct, harmless, is_dropping


def unpack_7z(data: bytes, budget: Budget, password: str = "") -> Opened:
    """The members of ``data``. Raises UnreadableFile: archive_broken, archive_unsupported,
    archive_unsafe, password_needed, password_wrong."""
    try:
        with py7zr.SevenZipFile(
            io.BytesIO(data), password=password or None, max_extract_size=budget.room
        ) as archive:
            if archive.needs_password() and not password:
                raise unreadable("password_needed")
            members, problems = _members(archive, budget)
            if password and any(each.code == "archive_broken" for each in problems):
                raise unreadable("password_wrong")
            return members, problems
    except UnreadableFile:
        raise
    except PasswordRequired as error:  # even the names are encrypted
        raise unreadable("password_needed") from error
    except UnsupportedCompressionMethodError as error:
        raise unreadable("archive_unsupported") from error
    except AbsolutePathError as error:
        raise unreadable("archive_unsafe") from error
    except Exception as error:  # its parser raises whatever damaged headers, or a wrong key, lead it to
        raise unreadable("password_wrong" if password else "archive_broken") from error


def _members(archive: py7zr.SevenZipFile, budget: Budget) -> Opened:
    entries = [
        entry for entry in archive.list() if entry.is_file and not is_dropping(harmless(entry.filename))
    ]
    problems = []
    wanted = []
    for entry in entries:
        try:
            budget.count()
        except Spent as spent:
            problems.append(problem(spent.code))
            break
        wanted.append(entry.filename)
    for name in wanted:
        if Path(name).is_absolute() or ".." in Path(name.replace("\\", "/")).parts:
            raise unreadable("archive_unsafe")
    memory = _Memory(budget)
    try:
        archive.extract(targets=set(wanted), factory=memory)
    except (Spent, DecompressionBombError):
        problems.append(problem("unpacked_too_large"))
        memory.drop_last()
    except (UnsupportedCompressionMethodError, PasswordRequired):
        raise
    except Exception:
        if not memory.files:
            raise
        problems.append(problem("archive_broken"))
        memory.drop_last()
    taken: set[str] = set()
    found = {_relative(name): bytes(each.content) for name, each in memory.files.items()}
    if not problems:  # an empty file is never begun
        found = {name: found.get(name, b"") for name in wanted} | found
    return [Member(distinct(harmless(name), taken), data) for name, data in found.items()], problems


class _File(Py7zIO):
    """One member in memory."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.content = bytearray()

    def write(self, s: bytes | bytearray) -> int:
        self._budget.take(len(s))
        self.content += s
        return len(s)

    def read(self, size: int | None = None) -> bytes:
        return b""

    def seek(self, offset: int, whence: int = 0) -> int:
        return 0

    def flush(self) -> None:
        """Nothing waits."""

    def size(self) -> int:
        return len(self.content)


class _Memory(WriterFactory):
    """Members by the path py7zr would have written them to."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.files: dict[str, _File] = {}

    def create(self, filename: str) -> Py7zIO:
        self.files[filename] = _File(self._budget)
        return self.files[filename]

    def drop_last(self) -> None:
        """The file being written when reading failed is not whole."""
        if self.files:
            self.files.popitem()


def _relative(path: str) -> str:
    """py7zr makes names absolute even where nothing is written."""
    here = Path.cwd().as_posix()
    return path.removeprefix(here).lstrip("/")
