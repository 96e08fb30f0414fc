"""Watched folders and what came out of them: the only module that queries both.

Functions with ``who`` act for a person of one office; those without serve the watcher, which looks
after the folders of every office.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session, aliased

from services.api.accounts.account import Actor, Organisation
from services.api.audit.store import record
from services.api.db import now
from services.api.documents.document import Document
from services.api.errors import Conflict, Forbidden, NotFound, Unacceptable
from services.api.intake.source import SourceFile, WatchedFolder
from services.api.settings import Settings
from services.extractor.scanner import scanner_profiles
from services.vocabulary import DocumentState

_UNREADABLE = (DocumentState.REFUSED, DocumentState.FAILED)


def list_folders(who: Actor, session: Session) -> Sequence[WatchedFolder]:
    """The office's watched folders, by path."""
    return session.scalars(
        select(WatchedFolder)
        .where(WatchedFolder.organisation_id == who.organisation_id)
        .order_by(WatchedFolder.path)
    ).all()


def watch_folder(
    who: Actor, session: Session, settings: Settings, path: str, *, scanner: str
) -> WatchedFolder:
    """Watch ``path`` from now on. Only administrators; Unacceptable says why it cannot be watched."""
    _administrators_only(who)
    place = _allowed(settings, path)
    if scanner not in scanner_profiles():
        raise Unacceptable("unknown_choice", "没有这种扫描方式。", "请从列表中选择。")
    if session.scalar(select(WatchedFolder.id).where(WatchedFolder.path == str(place))):
        raise Conflict("folder_watched", "这个文件夹已在收文。", "请核对路径。")
    row = WatchedFolder(
        organisation_id=who.organisation_id,
        path=str(place),
        scanner=scanner,
        created_by=who.user_id,
    )
    session.add(row)
    session.flush()
    record(who, session, "folder.watched", ("folder", row.id), after={"path": row.path})
    return row


def change_folder(
    who: Actor, session: Session, folder_id: str, *, active: bool, scanner: str | None = None
) -> WatchedFolder:
    """Pause a folder or go on, or say that it is scanned otherwise."""
    _administrators_only(who)
    row = _folder(who, session, folder_id)
    if scanner is not None and scanner not in scanner_profiles():
        raise Unacceptable("unknown_choice", "没有这种扫描方式。", "请从列表中选择。")
    before = {"active": row.active, "scanner": row.scanner}
    row.active, row.scanner = active, scanner or row.scanner
    row.problem, row.failures, row.next_look_at = None, 0, None
    after = {"active": row.active, "scanner": row.scanner}
    record(who, session, "folder.changed", ("folder", row.id), before=before, after=after)
    return row


def forget_folder(who: Actor, session: Session, folder_id: str) -> None:
    """Watch it no longer. What came out of it stays, and so do its files."""
    _administrators_only(who)
    row = _folder(who, session, folder_id)
    record(who, session, "folder.forgotten", ("folder", row.id), before={"path": row.path})
    session.delete(row)


def folder_counts(who: Actor, session: Session) -> dict[str, dict[str, int]]:
    """Files taken from each of the office's folders by where they lie now."""
    rows = session.execute(
        select(SourceFile.folder_id, SourceFile.place, func.count())
        .join(WatchedFolder, SourceFile.folder_id == WatchedFolder.id)
        .where(WatchedFolder.organisation_id == who.organisation_id)
        .group_by(SourceFile.folder_id, SourceFile.place)
    )
    counts: dict[str, dict[str, int]] = {}
    for folder_id, place, number in rows:
        counts.setdefault(str(folder_id), {})[place] = number
    return counts


def subfolders(who: Actor, session: Session) -> list[tuple[str, str]]:
    """(subfolder, office) of the office's folders as files went lately; office "" for a tag."""
    rows = session.execute(
        select(SourceFile.path, SourceFile.organisation_id, Organisation.name)
        .join(WatchedFolder, SourceFile.folder_id == WatchedFolder.id)
        .join(Organisation, SourceFile.organisation_id == Organisation.id)
        .where(WatchedFolder.organisation_id == who.organisation_id, SourceFile.path.contains("/"))
        .order_by(SourceFile.at.desc())
        .limit(500)
    )
    found: dict[str, str] = {}
    for path, office, name in rows:
        own = office == who.organisation_id
        found.setdefault(path.split("/", maxsplit=1)[0], "" if own else name)
    return sorted(found.items())


def refused_files(who: Actor, session: Session, limit: int = 50) -> Sequence[SourceFile]:
    """The last files of the office's folders that were not taken or could not be read."""
    return session.scalars(
        select(SourceFile)
        .join(WatchedFolder, SourceFile.folder_id == WatchedFolder.id)
        .where(WatchedFolder.organisation_id == who.organisation_id, SourceFile.place == "refused")
        .order_by(SourceFile.at.desc())
        .limit(limit)
    ).all()


# --- for the watcher ------------------------------------------------------------------------------


def hold_folders(session: Session, holder: str, lease: timedelta) -> list[WatchedFolder]:
    """The active folders that are due and that ``holder`` looks after from now on; one process each."""
    moment = now()
    session.execute(
        update(WatchedFolder)
        .where(
            WatchedFolder.active.is_(True),
            or_(
                WatchedFolder.held_by.is_(None),
                WatchedFolder.held_by == holder,
                WatchedFolder.held_until < moment,
            ),
        )
        .values(held_by=holder, held_until=moment + lease)
    )
    return list(
        session.scalars(
            select(WatchedFolder)
            .where(
                WatchedFolder.active.is_(True),
                WatchedFolder.held_by == holder,
                or_(WatchedFolder.next_look_at.is_(None), WatchedFolder.next_look_at <= moment),
            )
            .order_by(WatchedFolder.path)
        )
    )


def renew_hold(session: Session, folder_id: str, holder: str, lease: timedelta) -> bool:
    """Hold one folder a while longer; False when another process has taken it over."""
    held = session.scalars(
        update(WatchedFolder)
        .where(
            WatchedFolder.id == folder_id,
            WatchedFolder.held_by == holder,
            WatchedFolder.active.is_(True),
        )
        .values(held_until=now() + lease)
        .returning(WatchedFolder.id)
    ).all()
    return bool(held)


def let_go(session: Session, holder: str) -> None:
    """``holder`` looks after nothing any more."""
    session.execute(
        update(WatchedFolder)
        .where(WatchedFolder.held_by == holder)
        .values(held_by=None, held_until=None)
    )


def note_look(
    session: Session,
    folder_id: str,
    waiting: int,
    problem: tuple[str, str] | None,
    *,
    every: float,
) -> None:
    """How the look at a folder went. After a failure the next one waits longer each time, at most ten
    minutes."""
    row = session.get(WatchedFolder, folder_id)
    if row is None:
        return
    row.looked_at, row.waiting = now(), waiting
    row.failures = row.failures + 1 if problem else 0
    row.problem = {"code": problem[0], "message": problem[1]} if problem else None
    wait = min(600.0, every * 2.0 ** min(row.failures, 12))
    row.next_look_at = now() + timedelta(seconds=wait) if problem else None


def office_named(session: Session, folder: WatchedFolder, subfolder: str) -> str:
    """The office a subfolder belongs to: the one of exactly this name, present or former, else the
    folder's own."""
    if subfolder:
        for row in session.scalars(select(Organisation)):
            if subfolder == row.name or subfolder in row.former_names:
                return row.id
    return folder.organisation_id


def path_key(path: str) -> str:
    return hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()


def waiting_file(session: Session, folder_id: str, path: str, sha256: str) -> SourceFile | None:
    """The row of a file that was taken and not moved yet: the service ended between the two."""
    return session.scalar(
        select(SourceFile).where(
            SourceFile.folder_id == folder_id,
            SourceFile.path_key == path_key(path),
            SourceFile.sha256 == sha256,
            SourceFile.place == "waiting",
        )
    )


def waiting_files(session: Session, folder_id: str) -> Sequence[SourceFile]:
    """Files taken and not known to be moved."""
    return session.scalars(
        select(SourceFile).where(SourceFile.folder_id == folder_id, SourceFile.place == "waiting")
    ).all()


def misplaced_files(session: Session, folder_id: str) -> list[tuple[SourceFile, Document]]:
    """Files in done whose document could not be read after all, and files in refused that were; with
    the document that says so (that of a twin is the first one's)."""
    first = aliased(Document)
    rows = session.execute(
        select(SourceFile, Document, first)
        .join(Document, SourceFile.document_id == Document.id)
        .outerjoin(first, Document.twin_of == first.id)
        .where(
            SourceFile.folder_id == folder_id,
            or_(
                (SourceFile.place == "done")
                & func.coalesce(first.state, Document.state).in_(_UNREADABLE),
                (SourceFile.place == "refused")
                & (func.coalesce(first.state, Document.state) == DocumentState.READ),
            ),
        )
        .order_by(SourceFile.at)
        .limit(500)
    )
    return [(file, twin or document) for file, document, twin in rows]


def imported_file(who: Actor, session: Session, path: str, sha256: str) -> SourceFile | None:
    """The row of a file that an import took before: same path, same bytes."""
    return session.scalar(
        select(SourceFile).where(
            SourceFile.organisation_id == who.organisation_id,
            SourceFile.folder_id.is_(None),
            SourceFile.path_key == path_key(path),
            SourceFile.sha256 == sha256,
        )
    )


def _folder(who: Actor, session: Session, folder_id: str) -> WatchedFolder:
    row = session.get(WatchedFolder, folder_id)
    if row is None or row.organisation_id != who.organisation_id:
        raise NotFound("这个文件夹")
    return row


def _allowed(settings: Settings, path: str) -> Path:
    """The path as the machine knows it. Beyond this machine only folders in ``watch_root``: whoever
    sets up a folder has its files read and moved."""
    place = Path(path.strip())
    if not place.is_absolute():
        raise Unacceptable("path_relative", "请写完整路径。", "例如 /mnt/scanner 这样的路径。")
    place = place.resolve()
    root = settings.watch_root.resolve() if settings.watch_root else None
    if root is None and not settings.loopback:
        raise Unacceptable(
            "watch_root_missing",
            "服务对外开放时，须先指定可以收文的文件夹。",
            "请设置YINGSU_WATCH_ROOT。",
        )
    if root is not None and not place.is_relative_to(root):
        raise Unacceptable("path_outside", f"只能选{root}里的文件夹。", "请核对路径。")
    own = settings.data_dir.resolve()
    if place.is_relative_to(own) or own.is_relative_to(place):
        raise Unacceptable("path_own", "这是本程序自己的数据文件夹。", "请另选一个文件夹。")
    if not place.is_dir():
        raise Unacceptable("path_missing", "没有这个文件夹，或没有权限。", "请核对路径和权限。")
    return place


def _administrators_only(who: Actor) -> None:
    if who.role != "administrator":
        raise Forbidden("administrator_needed", "只有管理员能设置收文文件夹。", "请联系管理员。")
