"""Taking in what lies in folders and ZIPs on this machine: ten years of scans, an old archive.

Every file is a row under its path and bytes, written with the document's own: an import that was
broken off goes on where it stopped when it is started again.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import Document
from services.api.documents.store import first_with_hash
from services.api.errors import ServiceError
from services.api.intake.folders import imported_file, path_key
from services.api.intake.places import unfinished
from services.api.intake.receive import receive
from services.api.intake.source import SourceFile
from services.api.service import Service
from services.api.storage import StorageDown, StorageFull
from services.extractor.errors import MESSAGES
from services.extractor.reading.package import ZIP_ERRORS, TooLarge, read_bounded
from services.extractor.reading.unpack.names import decoded, harmless, is_dropping

ZIP_MARK = "!/"  # between the path of a ZIP and that of a file in it
_ENCRYPTED, _SAYS_UTF8 = 0x1, 0x800
# Documents that are ZIPs inside: not to be taken apart.
_PACKAGES = frozenset({"OFD.xml", "[Content_Types].xml", "mimetype"})


@dataclass(frozen=True, slots=True)
class Item:
    """One file to be taken in. ``path`` names it in reports and in the ledger; ``read`` gives its
    bytes, at most ``most`` + 1 of them, or raises Unusable. It is to be read before the next item is
    asked for: a ZIP is open only that long."""

    path: str
    read: Callable[[int], bytes]


class Unusable(Exception):
    """A file that cannot be taken: stable code, Chinese message with cause and remedy."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one item: ``new`` (stored, to be read), ``twin`` (the same bytes were there),
    ``resumed`` (this import took it before) or ``refused``, with the reason."""

    path: str
    result: str
    document_id: str | None = None
    of: str | None = None  # the name of the twin
    reason: str = ""


def items(paths: Sequence[Path], *, recursive: bool, without: Path | None = None) -> Iterator[Item]:
    """The files under these paths in order of name: of a folder its own, with ``recursive`` those
    below too but for the folder ``without``, of a ZIP all. What systems leave behind (Thumbs.db, ~$…)
    is left out."""
    own = without.resolve() if without else None
    for path in paths:
        yield from _folder(path, recursive, own) if path.is_dir() else _file(path)


def _folder(folder: Path, recursive: bool, own: Path | None) -> Iterator[Item]:
    if own is not None and folder.resolve() == own:
        return
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        yield _lost(folder, _unreadable(error))
        return
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if recursive:
                yield from _folder(Path(entry.path), recursive, own)
        elif entry.is_file(follow_symlinks=False) and not unfinished(entry.name):
            yield from _file(Path(entry.path))


def _file(path: Path) -> Iterator[Item]:
    if path.suffix.lower() == ".zip":
        try:
            archive = zipfile.ZipFile(path)
        except ZIP_ERRORS:
            pass  # the reader says what is wrong with it
        else:
            with archive:
                if not _PACKAGES & set(archive.namelist()):
                    yield from _members(path, archive)
                    return
    yield Item(str(path.absolute()), partial(_content, path))


def _members(path: Path, archive: zipfile.ZipFile) -> Iterator[Item]:
    for entry in archive.infolist():
        name = harmless(_name(entry))
        if entry.is_dir() or stat.S_ISLNK(entry.external_attr >> 16) or is_dropping(name):
            continue
        yield Item(
            f"{path.absolute()}{ZIP_MARK}{name}",
            partial(_member, archive, entry),
        )


def _member(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    if entry.flag_bits & _ENCRYPTED:
        raise Unusable("password_needed", MESSAGES["password_needed"])
    try:
        return read_bounded(archive, entry, most)
    except TooLarge:
        raise Unusable("file_too_large", MESSAGES["file_too_large"]) from None
    except NotImplementedError:
        raise Unusable("archive_unsupported", MESSAGES["archive_unsupported"]) from None
    except ZIP_ERRORS:
        raise Unusable("archive_broken", MESSAGES["archive_broken"]) from None


def _content(path: Path, most: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise Unusable("file_unreadable", _unreadable(error)) from None


def _lost(path: Path, message: str) -> Item:
    def read(_most: int) -> bytes:
        raise Unusable("folder_unreadable", message)

    return Item(str(path.absolute()), read)


def _unreadable(error: OSError) -> str:
    return f"打不开（{error.strerror}）。请核对路径和权限后再导入。"


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & _SAYS_UTF8:
        return entry.filename
    try:
        return decoded(entry.orig_filename.encode("cp437"))
    except UnicodeEncodeError:
        return entry.filename


def take(
    who: Actor, service: Service, item: Item, *, scanner: str | None = None, dry_run: bool = False
) -> Taken:
    """Store one item and its row, or only say what would become of it. StorageFull and StorageDown:
    the rest cannot be taken either."""
    try:
        data = item.read(service.settings.max_upload_bytes)
        if len(data) > service.settings.max_upload_bytes:
            raise Unusable("file_too_large", MESSAGES["file_too_large"])
        sha256 = hashlib.sha256(data).hexdigest()
        with service.database.transaction() as session:
            before = imported_file(who, session, item.path, sha256)
            twin = first_with_hash(who, session, sha256)
        if before is not None and before.document_id:
            return Taken(item.path, "resumed", before.document_id)
        document = None if dry_run else _store(who, service, item, data, scanner=scanner)
    except Unusable as lost:
        return Taken(item.path, "refused", reason=lost.message)
    known = twin is not None if document is None else document.twin_of is not None
    return Taken(
        item.path,
        "twin" if known else "new",
        document.id if document else None,
        of=twin.name if known and twin else None,
    )


def _store(who: Actor, service: Service, item: Item, data: bytes, *, scanner: str | None) -> Document:
    """The document, committed with its row of the ledger."""

    def note(session: Session, document: Document) -> None:
        session.add(
            SourceFile(
                organisation_id=who.organisation_id,
                folder_id=None,
                path=item.path,
                path_key=path_key(item.path),
                sha256=document.sha256,
                size=len(data),
                document_id=document.id,
                place="done",
            )
        )

    try:
        return receive(
            who, service, item.path, BytesIO(data), origin="import", scanner=scanner, also=note
        )
    except (StorageDown, StorageFull):
        raise
    except ServiceError as refused:
        raise Unusable(refused.code, refused.cause + refused.remedy) from refused
