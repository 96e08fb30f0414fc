"""Taking files out of watched folders: looked at again and again, taken when they no longer change.

A file is stored and its row committed before it is moved; the row knows its path and bytes, so that a
service that ends between the two neither loses the file nor takes it twice.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from services.api.accounts.store import service_actor
from services.api.db import new_id
from services.api.documents.document import Document
from services.api.errors import TooLarge
from services.api.intake import folders, places
from services.api.intake.places import DONE, REFUSED, Seen
from services.api.intake.receive import receive
from services.api.intake.source import SourceFile, WatchedFolder
from services.api.service import Service
from services.api.storage import StorageDown, StorageFull

EMPTY_FOR = 12  # looks a file of no bytes is waited for: a scanner opens it before it scans
Problem = tuple[str, str]  # code, message
_CLOSED = ("subfolder_forbidden", "没有权限打开这个子文件夹。请给运行本服务的账户读写权限。")

log = structlog.get_logger("yingsu.watcher")


class Watcher:
    """One thread over the folders of every office. Several processes share them by a lease."""

    def __init__(self, service: Service, received: Callable[[], None]) -> None:
        self._service = service
        self._received = received
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="watcher", daemon=True)
        self._holder = new_id()
        self._before: dict[
            str, dict[str, tuple[Seen, int]]
        ] = {}  # by folder: each file, looks unchanged

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """Stop after the file in hand; other processes may take the folders over at once."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
            try:
                with self._service.database.transaction() as session:
                    folders.let_go(session, self._holder)
            except OperationalError:
                log.warning("folders_not_let_go")  # the lease ends by itself

    def look(self) -> int:
        """Look at every folder that is due once. Gives the number of files taken."""
        every = self._service.settings.watch_seconds
        lease = timedelta(seconds=max(60.0, 6 * every))
        with self._service.database.transaction() as session:
            held = folders.hold_folders(session, self._holder, lease)
        taken = 0
        for folder in held:
            if self._stopping.is_set():
                break
            taken += self._look_at(folder, every, lease)
        if taken:
            self._received()
        return taken

    def _watch(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except Exception:
                log.exception("look_failed")
            self._stopping.wait(self._service.settings.watch_seconds)

    def _still_held(self, folder: WatchedFolder, lease: timedelta) -> bool:
        with self._service.database.transaction() as session:
            return folders.renew_hold(session, folder.id, self._holder, lease)

    def _look_at(self, folder: WatchedFolder, every: float, lease: timedelta) -> int:
        taken, waiting, problem = 0, 0, None
        held_since = time.monotonic()
        try:
            place, closed = Path(folder.path), list[str]()
            found = list(places.look(place, closed))
            self._settle(folder, place, {seen.path for seen in found})
            ready = self._unchanged(folder.id, found)
            waiting = len(found)
            problems = [(path, _CLOSED) for path in closed]
            for seen in ready:
                if self._stopping.is_set():
                    break
                if time.monotonic() - held_since > lease.total_seconds() / 3:
                    held_since = time.monotonic()
                    if not self._still_held(folder, lease):
                        return taken
                said = self._take(folder, place, seen)
                if isinstance(said, bool):
                    taken, waiting = taken + said, waiting - said
                else:
                    problems.append((seen.path, said))
            problem = _together(problems)
        except (StorageDown, StorageFull) as down:
            problem = (down.code, down.cause + down.remedy)
        except OSError as error:
            problem = _folder_problem(error)
        if problem:
            log.warning("folder_problem", folder=folder.id, code=problem[0])
        with self._service.database.transaction() as session:
            folders.note_look(session, folder.id, waiting, problem, every=every)
        return taken

    def _unchanged(self, folder_id: str, found: Iterable[Seen]) -> list[Seen]:
        """Those that are as they were at the look before; an empty one only after a longer while."""
        before = self._before.get(folder_id, {})
        looks = {
            seen.path: (seen, before[seen.path][1] + 1)
            if before.get(seen.path, (None, 0))[0] == seen
            else (seen, 0)
            for seen in found
        }
        self._before[folder_id] = looks
        return [seen for seen, times in looks.values() if times >= (1 if seen.size else EMPTY_FOR)]

    def _take(self, folder: WatchedFolder, place: Path, seen: Seen) -> bool | Problem:
        """Store one file and move it: whether it was, or why it could not be. StorageDown, StorageFull:
        then nothing can be taken."""
        service = self._service
        try:
            data = places.read_unchanged(place, seen, service.settings.max_upload_bytes)
        except FileNotFoundError:
            return False  # somebody took it back
        except OSError as error:
            return _file_problem(error)
        if data is None:
            return False  # it changed, or is in use: the next look asks again
        sha256 = hashlib.sha256(data).hexdigest()
        with service.database.transaction() as session:
            row = folders.waiting_file(session, folder.id, seen.path, sha256)
            office = folders.office_named(session, folder, seen.subfolder)
        if row is None:
            row = self._store(folder, seen, data, office=office)
        try:
            self._move(place, row, REFUSED if row.refused else DONE)
        except OSError as error:
            return _file_problem(error)
        return True

    def _store(self, folder: WatchedFolder, seen: Seen, data: bytes, *, office: str) -> SourceFile:
        service, rows = self._service, []

        def note(session: Session, document: Document | None, refused: Problem | None = None) -> None:
            row = SourceFile(
                organisation_id=office,
                folder_id=folder.id,
                path=seen.path,
                path_key=folders.path_key(seen.path),
                sha256=hashlib.sha256(data).hexdigest(),
                size=seen.size,
                document_id=document.id if document else None,
                refused={"code": refused[0], "message": refused[1]} if refused else None,
            )
            session.add(row)
            session.flush()
            rows.append(row)

        try:
            receive(
                service_actor(office),
                service,
                seen.path,
                BytesIO(data),
                origin="folder",
                scanner=folder.scanner,
                tag=seen.subfolder[:80] or None,
                also=note,
            )
        except TooLarge as error:
            with service.database.transaction() as session:
                note(session, None, (error.code, error.cause + error.remedy))
        return rows[-1]

    def _settle(self, folder: WatchedFolder, place: Path, here: set[str]) -> None:
        """Bring rows and files together: moves that were cut short, readings that ended since."""
        with self._service.database.transaction() as session:
            for row in folders.waiting_files(session, folder.id):
                if row.path not in here:
                    moved = row.moved_to and (place / row.moved_to).exists()
                    row.place = row.moved_to.split("/")[0] if row.moved_to and moved else "gone"
            misplaced = folders.misplaced_files(session, folder.id)
        for row, document in misplaced:
            if row.moved_to is None or not (place / row.moved_to).exists():
                # Moved on before the service ended, or tidied away by a person.
                other = f"{REFUSED if row.place == DONE else DONE}/{row.path}"
                there = (place / other).exists()
                with self._service.database.transaction() as session:
                    stored = session.get_one(SourceFile, row.id)
                    stored.place = other.split("/", maxsplit=1)[0] if there else "gone"
                    stored.moved_to = other if there else stored.moved_to
            elif row.place == DONE:
                message = (
                    str(document.problems[0]["message"]) if document.problems else "没有读出内容。"
                )
                with self._service.database.transaction() as session:
                    code = document.problems[0].get("code", "") if document.problems else ""
                    session.get_one(SourceFile, row.id).refused = {"code": code, "message": message}
                row.refused = {"message": message}
                self._move(place, row, REFUSED, from_path=row.moved_to)
            else:
                old = row.moved_to
                self._move(place, row, DONE, from_path=old)
                places.drop_reason(place, old)

    def _move(self, place: Path, row: SourceFile, where: str, *, from_path: str | None = None) -> None:
        """Move the file of ``row`` to done or refused, the decision committed first."""
        target = places.free_name(place, f"{where}/{row.path}")
        if from_path is None:
            with self._service.database.transaction() as session:
                session.get_one(SourceFile, row.id).moved_to = target
        if where == REFUSED:
            (place / target).parent.mkdir(parents=True, exist_ok=True)
            places.write_reason(place, target, _reason(row))
        places.move(place, from_path or row.path, target)
        with self._service.database.transaction() as session:
            stored = session.get_one(SourceFile, row.id)
            stored.place, stored.moved_to = where, target


def _reason(row: SourceFile) -> str:
    return (
        f"文件：{row.path}\r\n"
        f"原因：{row.refused['message'] if row.refused else '没有读出内容。'}\r\n"
        "处理后，请把文件重新放进收文文件夹，或在“文书”页点“重新读取”。\r\n"
    )


def _together(problems: list[tuple[str, Problem]]) -> Problem | None:
    """One sentence for the files that could not be taken; they are tried again."""
    if not problems:
        return None
    path, (code, message) = problems[0]
    more = f"等{len(problems)}个文件" if len(problems) > 1 else ""
    return code, f"{path}{more}：{message}"


def _folder_problem(error: OSError) -> Problem:
    if isinstance(error, FileNotFoundError):
        return "folder_missing", "文件夹不在了，可能是网络共享断开。请检查连接，恢复后自动继续。"
    if isinstance(error, PermissionError):
        return "folder_forbidden", "没有权限读写这个文件夹。请给运行本服务的账户读写权限。"
    return "folder_error", f"文件夹读不了（{error.strerror}）。请检查磁盘或网络，恢复后自动继续。"


def _file_problem(error: OSError) -> Problem:
    if isinstance(error, PermissionError):
        return "file_forbidden", "没有权限读取或移走。请检查文件权限，或关闭正在使用它的程序。"
    return "file_error", f"读取或移走时出错（{error.strerror}）。稍后自动再试。"
