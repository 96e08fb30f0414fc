"""The files in a container (zip, 7z, rar, eml): each read for itself, or handed out one by one.

Containers within containers are opened too, to a depth; all of them together share one budget.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from services.extractor.errors import MESSAGES, UnreadableFile, unreadable
from services.extractor.reading import Progress
from services.extractor.reading.limits import MAX_DEPTH
from services.extractor.reading.sniff import CONTAINERS, sniff
from services.extractor.reading.unpack import Budget, Member, Unpacked, unpack
from services.extractor.result import Extraction, FileInfo, Problem

ReadFile = Callable[[bytes, str], Extraction]


def is_container(data: bytes) -> bool:
    """Whether ``data`` holds other files rather than pages."""
    try:
        return sniff(data).kind in CONTAINERS
    except UnreadableFile:
        return False


def extract_members(
    data: bytes, name: str, read_file: ReadFile, progress: Progress | None = None
) -> Extraction:
    """The extraction of the container ``data``: no papers, its members' extractions by ``read_file``.

    ``progress(done, total)`` counts members. Raises nothing: what cannot be opened is a problem.
    """
    return _read(Member(name, data), read_file, Budget(), 1, progress)


def closed(data: bytes, name: str) -> Extraction:
    """The container itself, not opened: what file it is. Raises UnreadableFile as ``sniff`` does."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Extraction(FileInfo(name, sha256, sniff(data).media_type), members=())


def leaves(data: bytes, name: str, password: str = "") -> Unpacked:
    """Every file in the container ``data`` and the containers within it, those themselves left out.

    Names of inner files lead with those of the containers they lie in. A container that cannot be
    opened is a member with its problem; ``password`` is for ``data`` itself. Raises UnreadableFile as
    ``unpack`` does.
    """
    budget = Budget()
    unpacked = unpack(data, name, budget, password)
    problems = list(unpacked.problems)
    members = tuple(
        leaf for member in unpacked.members for leaf in _leaves(member, budget, 2, problems)
    )
    return replace(unpacked, members=members, problems=tuple(dict.fromkeys(problems)))


def _leaves(member: Member, budget: Budget, depth: int, problems: list[Problem]) -> Iterator[Member]:
    if member.problem is not None or not is_container(member.data):
        yield member
        return
    try:
        unpacked = _open(member, budget, depth)
    except UnreadableFile as error:
        yield Member(member.name, member.data, error.problem())
        return
    problems += unpacked.problems
    for inner in unpacked.members:
        path = replace(inner, name=f"{member.name}/{inner.name}")
        yield from _leaves(path, budget, depth + 1, problems)


def _read(
    container: Member,
    read_file: ReadFile,
    budget: Budget,
    depth: int,
    progress: Progress | None = None,
) -> Extraction:
    file = closed(container.data, container.name).file
    try:
        unpacked = _open(container, budget, depth)
    except UnreadableFile as error:
        return Extraction(file, problems=(error.problem(),), members=())
    found: list[Extraction] = []
    for member in unpacked.members:
        found.append(_member(member, read_file, budget, depth))
        if progress:
            progress(len(found), len(unpacked.members))
    problems = list(unpacked.problems)
    if any(member.problems for member in found):
        problems.append(Problem("member_unread", MESSAGES["member_unread"]))
    return Extraction(file, problems=tuple(problems), versions=_versions(found), members=tuple(found))


def _member(member: Member, read_file: ReadFile, budget: Budget, depth: int) -> Extraction:
    if member.problem is not None:
        file = FileInfo(member.name, "", "application/octet-stream")
        return Extraction(file, problems=(member.problem,))
    if is_container(member.data):
        return _read(member, read_file, budget, depth + 1)
    return read_file(member.data, member.name)


def _open(container: Member, budget: Budget, depth: int) -> Unpacked:
    if depth > MAX_DEPTH:
        raise unreadable("archive_too_deep")
    return unpack(container.data, container.name, budget)


def _versions(members: list[Extraction]) -> dict[str, str]:
    """What read the members: their versions, the engines of all of them together."""
    merged: dict[str, str] = {}
    engines: set[str] = set()
    for member in members:
        merged.update(member.versions)
        engines.update(member.versions.get("ocr", "none").split(", "))
    if merged:
        merged["ocr"] = ", ".join(sorted(engines - {"none", ""})) or "none"
    return merged
