"""RAR archives, and ZIP archives with a password, opened by Debian's free unar, each member to its
standard output: nothing it names is written anywhere."""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from services.extractor.errors import UnreadableFile, unreadable
from services.extractor.reading.confined import Failed, TimedOut, run, tool
from services.extractor.reading.unpack.budget import Budget, Spent
from services.extractor.reading.unpack.member import Member, Opened, lost, problem
from services.extractor.reading.unpack.names import distinct, harmless, is_dropping

_LISTING_BYTES = 30_000_000
_CHECKSUMS = ("RAR5CRC32", "RARCRC32", "ZipCRC32")
_RAR5 = b"Rar!\x1a\x07\x01\x00"


def unpack_rar(data: bytes, budget: Budget, password: str = "") -> Opened:
    """The members of ``data``. Raises UnreadableFile: unar_absent, archive_broken, archive_volumes,
    archive_timeout, password_needed, password_wrong."""
    if tool("unar") is None:
        raise unreadable("unar_absent")
    locked, volume = _flags(data)
    if locked and not password:
        raise unreadable("password_needed")
    if volume:
        raise unreadable("archive_volumes")
    if password:
        return unpack_locked(data, "rar", budget, password)
    return _opened(data, "rar", budget, _Key())


def unpack_locked(
    data: bytes, kind: str, budget: Budget, password: str, names: Sequence[str] = ()
) -> Opened:
    """The members of an archive with a password; ``names`` by index, where they are known better than
    unar guesses. Raises UnreadableFile: password_wrong when it opens none of them, unar_absent,
    archive_timeout."""
    try:
        members, problems = _opened(data, kind, budget, _Key(password, names))
    except UnreadableFile as error:
        wrong = error.code in ("archive_broken", "password_needed")
        raise (unreadable("password_wrong") if wrong else error) from error
    if members and all(member.problem for member in members):
        raise unreadable("password_wrong")
    return members, problems


@dataclass(frozen=True, slots=True)
class _Key:
    """A password, and the names of the members it opens."""

    password: str = ""
    names: Sequence[str] = ()

    @property
    def options(self) -> list[str]:
        return ["-password", self.password] if self.password else []


def _opened(data: bytes, kind: str, budget: Budget, key: _Key) -> Opened:
    lister, opener = tool("lsar"), tool("unar")
    if lister is None or opener is None:
        raise unreadable("unar_absent")
    with tempfile.TemporaryDirectory(prefix="yingsu-rar-") as name:
        folder = Path(name)
        archive = folder / f"archive.{kind}"
        archive.write_bytes(data)
        entries = _listed(lister, archive, budget, key)
        if not key.password and entries and all(entry.get("XADIsEncrypted") for entry in entries):
            raise unreadable("password_needed")
        for entry in entries:
            if int(entry.get("XADIndex", 0)) < len(key.names):
                entry["XADFileName"] = key.names[int(entry.get("XADIndex", 0))]
        return _members([opener, *key.options], archive, entries, budget)


def _listed(lister: str, archive: Path, budget: Budget, key: _Key) -> list[dict[str, Any]]:
    """What lsar says of each file; folders and links left out."""
    command = [lister, "-json", "-nr", "-encoding", "gb18030", *key.options, str(archive)]
    try:
        said = json.loads(run(command, archive.parent, budget.seconds, limit=_LISTING_BYTES))
        entries = said["lsarContents"]
        files = [e for e in entries if not e.get("XADIsDirectory") and not e.get("XADIsLink")]
    except TimedOut as error:
        raise unreadable("archive_timeout") from error
    except (Failed, ValueError, KeyError, TypeError, AttributeError) as error:
        raise unreadable("archive_broken") from error
    if not files and not entries:
        raise unreadable("archive_broken")
    return files


def _members(opener: list[str], archive: Path, entries: list[dict[str, Any]], budget: Budget) -> Opened:
    members: list[Member] = []
    taken: set[str] = set()
    for entry in entries:
        name = harmless(str(entry.get("XADFileName", "")))
        if is_dropping(name):
            continue
        try:
            budget.count()
            members.append(_member(opener, archive, entry, distinct(name, taken), budget))
        except Spent as spent:
            return members, [problem(spent.code)]
    return members, []


def _member(
    opener: list[str], archive: Path, entry: dict[str, Any], name: str, budget: Budget
) -> Member:
    locked = bool(entry.get("XADIsEncrypted"))
    if locked and "-password" not in opener:
        return lost(name, "password_needed")
    index = str(int(entry["XADIndex"]))
    command = [*opener, "-quiet", "-no-recursion", "-output-directory", "-", "-indexes"]
    try:
        content = run(
            [*command, str(archive), index], archive.parent, budget.seconds, limit=budget.room
        )
    except TimedOut as error:
        raise unreadable("archive_timeout") from error
    except Failed:
        return lost(name, "password_wrong" if locked else "archive_broken")
    budget.take(len(content))
    # unar says little of damage: size and checksum of the listing do. An AES archive has no checksum,
    # a locked RAR 5 one that only its key turns into the checksum of the content.
    checksum = next((entry[key] for key in _CHECKSUMS if key in entry), None)
    unchecked = checksum is None or (locked and (not checksum or "RAR5CRC32" in entry))
    if entry.get("XADFileSize") != len(content) or not (unchecked or checksum == zlib.crc32(content)):
        return lost(name, "password_wrong" if locked else "archive_broken")
    return Member(name, content)


def _flags(data: bytes) -> tuple[bool, bool]:
    """Whether the names are encrypted, and whether the archive is one volume of several."""
    if not data.startswith(_RAR5):
        # RAR 1.5 to 4: the main header follows the marker: crc 2, type 1 (0x73), flags 2.
        flags = int.from_bytes(data[10:12], "little") if data[9:10] == b"\x73" else 0
        return bool(flags & 0x80), bool(flags & 0x01)
    values = _vints(data[len(_RAR5) + 4 :], 4)  # behind the checksum: size, type, flags, and its own
    if len(values) < 4:
        return False, False
    locked = values[1] == 4
    extra = bool(values[2] & 1)  # then the size of an extra area comes first
    if extra:
        values = _vints(data[len(_RAR5) + 4 :], 5)
    return locked, values[1] == 1 and bool(values[-1] & 1)


def _vints(data: bytes, count: int) -> list[int]:
    """The first ``count`` numbers of RAR 5: seven bits a byte, the lowest first."""
    found: list[int] = []
    value = shift = 0
    for byte in data[:50]:
        value |= (byte & 0x7F) << shift
        shift += 7
        if not byte & 0x80:
            found.append(value)
            value = shift = 0
            if len(found) == count:
                break
    return found
