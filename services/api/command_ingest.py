"""`yingsu ingest`: files of this machine into the data folder, read before the command ends.

Where a service runs on the same data it reads them; otherwise this command does. Broken off at any
moment (Ctrl+C, power cut, full disk) it goes on when it is started again.
"""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from services.api.accounts.account import Actor
from services.api.command_again import USAGE, office_actor
from services.api.intake.backlog import backlog, duration
from services.api.intake.bulk import Item, Taken, items, take
from services.api.intake.outcome import Ended, ended, pending
from services.api.intake.read import ReadingWork
from services.api.service import Service, open_service
from services.api.settings import Settings
from services.api.storage import StorageDown, StorageFull
from services.vocabulary import DocumentState, label_of

SOME_NOT, STOPPED = 3, 4  # exit codes
_LOOK_EVERY = 0.5  # s
_NOBODY_READS = 20.0  # s without any change: then this command reads itself
SCHEMA = "yingsu.ingest/1"


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    *,
    recursive: bool,
    office: str | None,
    scanner: str | None,
    dry_run: bool,
    wait: bool,
    quiet: bool,
    as_json: bool,
) -> int:
    """Take everything under ``paths`` in and say what became of each file. Gives the exit code."""
    console = Console(stderr=True)
    missing = [path for path in paths if not path.exists()]
    if missing:
        console.print(f"没有{missing[0]}。请核对路径。")
        return USAGE
    service = open_service(settings)
    try:
        who = office_actor(service, office, console)
        if who is None:
            return USAGE
        stored = partial(take, who, service, scanner=scanner, dry_run=dry_run)
        found = partial(items, paths, recursive=recursive, without=settings.data_dir)
        taken, stopped = _store_all(found, stored, console, "清点" if dry_run else "收下")
        results: dict[str, Ended] = {}
        if not dry_run:
            ids = [each.document_id for each in taken if each.document_id]
            if wait and not stopped:
                stopped = _read_all(who, service, ids, console)
            with service.database.transaction() as session:
                results = ended(who, session, ids)
    finally:
        service.close()
    report = _report(taken, results, stopped=stopped, dry_run=dry_run)
    if as_json:
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_words(report, quiet=quiet)) + "\n")
    return STOPPED if stopped else SOME_NOT if report["counts"].get("refused") else 0


def _store_all(
    found: Callable[[], Iterator[Item]], store: Callable[[Item], Taken], console: Console, verb: str
) -> tuple[list[Taken], str]:
    """Every file stored; and why not all of them were, "" when they were."""
    taken: list[Taken] = []
    total = sum(1 for _ in found())
    with _progress(console) as progress:
        task = progress.add_task(verb, total=total, left="")
        began = time.monotonic()
        try:
            for item in found():
                taken.append(store(item))
                done = len(taken)
                left = (time.monotonic() - began) / done * (total - done)
                progress.update(task, completed=done, left=duration(left) if done >= 20 else "")
        except (StorageFull, StorageDown) as failure:
            return taken, failure.cause + failure.remedy
        except KeyboardInterrupt:
            return taken, "已按要求停止。"
    return taken, ""


def _read_all(who: Actor, service: Service, ids: Sequence[str], console: Console) -> str:
    """Wait until everything is read, reading here when nobody else does."""
    with _progress(console) as progress, _Readers(service) as readers:
        task = progress.add_task("读取", total=None, left="")
        try:
            for left, total in _watch(who, service, ids, readers):
                _show(who, service, progress, task, left=left, total=total)
        except KeyboardInterrupt:
            return "已按要求停止，已收下的不会丢；启动服务后会接着读。"
    return ""


def _watch(
    who: Actor, service: Service, ids: Sequence[str], readers: _Readers
) -> Iterator[tuple[int, int]]:
    """(still to be read, all) again and again until nothing is left, files in containers included."""
    wanted = list(ids)
    changed, last = time.monotonic(), (-1, -1)
    while True:
        with service.database.transaction() as session:
            found = pending(who, session, wanted)
        wanted = found.all
        yield len(found.unread), len(found.all)
        if not found.unread:
            return
        if (len(found.unread), found.pages_done) != last:
            changed, last = time.monotonic(), (len(found.unread), found.pages_done)
        if _alone(service.settings) or time.monotonic() - changed > _NOBODY_READS:
            readers.read(found.unread)
        time.sleep(_LOOK_EVERY)


def _alone(settings: Settings) -> bool:
    """No service ever ran on this data folder, or the last one was stopped properly."""
    locks = settings.data_dir / "executors"
    return settings.database_url is None and not (locks.is_dir() and any(locks.iterdir()))


class _Readers:
    """Reads documents on threads of its own; a document already in hand is not begun twice."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._work = ReadingWork(service)
        self._pool = ThreadPoolExecutor(max_workers=service.settings.readers)
        self._begun: set[tuple[str, int]] = set()
        self._lock = threading.Lock()

    def read(self, rows: Sequence[tuple[str, int]]) -> None:
        for row in rows:
            with self._lock:
                if row in self._begun:
                    continue
                self._begun.add(row)
            self._pool.submit(self._read, row)

    def _read(self, row: tuple[str, int]) -> None:
        try:
            self._work.read(*row)
        except Exception:
            time.sleep(2)  # the store or the database: its row says unread, so it is begun again
            with self._lock:
                self._begun.discard(row)

    def __enter__(self) -> _Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._service.readers.close()
        self._pool.shutdown(wait=True)


def _progress(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(
        *columns,
        TextColumn("{task.fields[left]}"),
        console=console,
        disable=not console.is_terminal,
        transient=True,
    )


def _show(
    who: Actor, service: Service, progress: Progress, task: TaskID, *, left: int, total: int
) -> None:
    if progress.disable:
        return
    with service.database.transaction() as session:
        seconds = backlog(who, session).seconds
    progress.update(
        task, completed=total - left, total=total, left=f"还要{duration(seconds)}" if left else ""
    )


def _report(
    taken: Sequence[Taken], results: dict[str, Ended], *, stopped: str, dry_run: bool
) -> dict[str, Any]:
    """One entry per file, and one per file that came out of a container."""
    inside: dict[str | None, list[Ended]] = defaultdict(list)
    for end in results.values():
        inside[end.container_id].append(end)
    files: list[dict[str, Any]] = []
    for each in taken:
        entry = {"path": each.path, "result": each.result, "document": each.document_id}
        if each.of:
            entry["of"] = each.of
        if each.reason:
            entry["reason"] = each.reason
        files.append(entry | _end(results.get(each.document_id or "")))
        for end in inside[each.document_id] if each.document_id else ():
            files.append(
                {"path": f"{each.path}!/{end.name}", "result": "new", "document": end.document_id}
                | _end(end)
            )
    counts = Counter(entry["result"] for entry in files)
    return {
        "schema": SCHEMA,
        "dry_run": dry_run,
        "stopped": stopped or None,
        "counts": dict(counts),
        "files": files,
    }


def _end(end: Ended | None) -> dict[str, Any]:
    """What the reading made of it, in the words of the report."""
    if end is None:
        return {}
    if end.reason:
        return {"result": "refused", "reason": end.reason}
    papers = {"papers": list(end.papers)}
    if end.copy_of:
        return {"result": "rescan", "of": end.copy_of} | papers
    return {"state": end.state} | papers


_TOLD = {
    "new": "新收",
    "twin": "已有相同的文件",
    "resumed": "上次已导入",
    "rescan": "与已有文书是同一份",
    "refused": "没有读成",
}


def _words(report: dict[str, Any], *, quiet: bool) -> list[str]:
    """A line for each file with what it became, the counts, and why a file was not taken; ``quiet``
    leaves out what was taken."""
    head = "、".join(
        f"{label}{report['counts'][result]}份"
        for result, label in _TOLD.items()
        if report["counts"].get(result)
    )
    files = report["files"]
    lines = [_line(entry) for entry in files if entry["result"] != "refused" and not quiet]
    lines.append(("只清点，未导入：" if report["dry_run"] else "") + (head or "没有可导入的文件。"))
    refused = [entry for entry in files if entry["result"] == "refused"]
    if refused:
        lines += ["没有读成的文件和原因：", *(f"  {e['path']}　{e['reason']}" for e in refused)]
    if report["stopped"]:
        lines.append(f"没有做完：{report['stopped']}再运行同一条命令，会从停下的地方接着做。")
    return lines


def _line(entry: dict[str, Any]) -> str:
    """新收　传票.pdf　传票（2026）渝0109行初7号."""
    became = "、".join(entry.get("papers", ()))
    if entry.get("of"):
        became = f"见“{entry['of']}”"
    elif not became and entry.get("state"):
        became = label_of(DocumentState, entry["state"])
    return "　".join(each for each in (_TOLD[entry["result"]], entry["path"], became) if each)
