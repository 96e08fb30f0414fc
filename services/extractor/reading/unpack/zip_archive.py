"""ZIP archives. Chinese Windows writes names in GB18030 without saying so."""

from __future__ import annotations

import io
import stat
import zipfile

from services.extractor.errors import unreadable
from services.extractor.reading.package import ZIP_ERRORS, TooLarge, read_bounded
from services.extractor.reading.unpack.budget import Budget, Spent
from services.extractor.reading.unpack.member import Member, Opened, lost, problem
from services.extractor.reading.unpack.names import decoded, distinct, harmless, is_dropping
from services.extractor.reading.unpack.rar import unpack_locked

_ENCRYPTED = 0x1
_SAYS_UTF8 = 0x800
_CHUNK = 8  # a claimed size this many times larger than the room left is not even begun


def unpack_zip(data: bytes, budget: Budget, password: str = "") -> Opened:
    """The members of ``data``; one with a password is left to unar, which knows AES too. Raises
    UnreadableFile(archive_broken, password_needed) and those of ``unpack_locked``."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = [entry for entry in archive.infolist() if _is_file(entry)]
    except ZIP_ERRORS as error:
        raise unreadable("archive_broken") from error
    if password and any(entry.flag_bits & _ENCRYPTED for entry in entries):
        names = [_name(entry) for entry in archive.infolist()]
        return unpack_locked(data, "zip", budget, password, names)
    if entries and all(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise unreadable("password_needed")
    members: list[Member] = []
    taken: set[str] = set()
    for entry in entries:
        name = harmless(_name(entry))
        if is_dropping(name):
            continue
        try:
            budget.count()
            members.append(_member(archive, entry, distinct(name, taken), budget))
        except Spent as spent:
            return members, [problem(spent.code)]
    return members, []


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, budget: Budget) -> Member:
    if entry.flag_bits & _ENCRYPTED:
        return lost(name, "password_needed")
    if entry.file_size > _CHUNK * budget.room:
        raise Spent("unpacked_too_large")
    try:
        content = read_bounded(archive, entry, budget.room)
    except TooLarge:
        raise Spent("unpacked_too_large") from None
    except NotImplementedError:
        return lost(name, "archive_unsupported")
    except ZIP_ERRORS:
        return lost(name, "archive_broken")
    budget.take(len(content))
    return Member(name, content)


def _is_file(entry: zipfile.ZipInfo) -> bool:
    """Folders are made by names; a symbolic link points to something we do not have."""
    mode = entry.external_attr >> 16
    return not entry.is_dir() and not stat.S_ISLNK(mode)


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _SAYS_UTF8:
        return entry.filename
    try:
        return decoded(entry.orig_filename.encode("cp437"))  # as zipfile took the raw bytes
    except UnicodeEncodeError:
        return entry.filename
