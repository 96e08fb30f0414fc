"""Files of a watched folder on disk: which are finished, reading one whole, moving one out of the way.

A share of another machine sends no events and knows no hard links or locks that can be relied on, so
everything here is done by looking, and a move never replaces a file.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

DONE, REFUSED = "done", "refused"
_REASON = ".原因.txt"
# What a program writes before the file is there: browsers, Office, copying over a network.
_UNFINISHED_PREFIXES = ("~$", "~", ".")
_UNFINISHED_SUFFIXES = (
    ".part",
    ".partial",
    ".tmp",
    ".temp",
    ".crdownload",
    ".download",
    ".!qb",
    ".lock",
)
_NO_PAPERS = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A file of the folder at one look: ``path`` in it with ``/``, size in bytes, time of change in
    ns."""

    path: str
    size: int
    changed: int

    @property
    def subfolder(self) -> str:
        """The first folder it lies in, "" directly in the watched one."""
        parts = PurePosixPath(self.path).parts
        return parts[0] if len(parts) > 1 else ""


def look(folder: Path, closed: list[str]) -> Iterator[Seen]:
    """The files of ``folder`` and below that may be taken, in the order of their names. Links are not
    followed; subfolders that cannot be listed go into ``closed``. OSError when the folder itself
    cannot be."""
    yield from _look(folder, "", closed)


def _look(folder: Path, inside: str, closed: list[str]) -> Iterator[Seen]:
    with os.scandir(folder) as entries:
        found = sorted(entries, key=lambda entry: entry.name)
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if (inside or entry.name not in (DONE, REFUSED)) and not entry.name.startswith("."):
                try:
                    yield from _look(Path(entry.path), f"{inside}{entry.name}/", closed)
                except OSError:
                    closed.append(f"{inside}{entry.name}")
        elif entry.is_file(follow_symlinks=False) and not unfinished(entry.name):
            try:
                state = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # moved away between the two questions
            yield Seen(inside + entry.name, state.st_size, state.st_mtime_ns)


def unfinished(name: str) -> bool:
    """Whether a file of this name is still being made, or is none of the office's."""
    lower = name.lower()
    return (
        lower.startswith(_UNFINISHED_PREFIXES)
        or lower.endswith(_UNFINISHED_SUFFIXES)
        or lower in _NO_PAPERS
    )


def read_unchanged(folder: Path, seen: Seen, most: int) -> bytes | None:
    """The whole file, at most ``most`` + 1 bytes of it; None when it changed meanwhile or a program
    still holds it. OSError."""
    with (folder / seen.path).open("rb") as file:
        if _held(file.fileno()):
            return None
        data = file.read(most + 1)
        state = os.fstat(file.fileno())
    if (state.st_size, state.st_mtime_ns) != (seen.size, seen.changed):
        return None
    return data


def _held(handle: int) -> bool:
    """Whether a program has locked the file. A share without locks says no."""
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def free_name(folder: Path, path: str) -> str:
    """``path``, or ``path (2)`` … : a name in ``folder`` that no file has yet."""
    wanted = PurePosixPath(path)
    for number in range(1, 100_000):
        name = wanted if number == 1 else wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        if not (folder / name).exists() and not (folder / f"{name}{_REASON}").exists():
            return str(name)
    raise FileExistsError(path)


def move(folder: Path, path: str, target: str) -> None:
    """Move a file within ``folder``; both paths in it. FileExistsError rather than replace another."""
    source, place = folder / path, folder / target
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, place)  # refuses an existing name in one step
    except FileExistsError:
        if not place.samefile(source):
            raise
    except OSError:  # this share knows no links
        if place.exists():
            raise FileExistsError(target) from None
        source.rename(place)
        return
    source.unlink()


def write_reason(folder: Path, path: str, reason: str) -> None:
    """Say beside a refused file why: ``a.pdf`` gets ``a.pdf.原因.txt``."""
    (folder / f"{path}{_REASON}").write_text(reason, encoding="utf-8-sig")  # for any Windows editor


def drop_reason(folder: Path, path: str) -> None:
    """The file was read after all."""
    (folder / f"{path}{_REASON}").unlink(missing_ok=True)
