"""The queue follows the rows: whatever is unread is carried until it is read."""

from __future__ import annotations

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from services.api import jobs
from services.api.jobs import Jobs
from services.api.settings import Settings
from tests.servers.process import wait_until


class Rows:
    """One row that its first readings leave unread: with an error, then without one."""

    def __init__(self) -> None:
        self.asked = 0

    def unread(self) -> Sequence[tuple[str, int]]:
        return [] if self.asked >= 3 else [("a", 1)]

    def read(self, document_id: str, attempt: int) -> None:
        assert (document_id, attempt) == ("a", 1)
        self.asked += 1
        if self.asked == 1:
            raise OSError("the store does not answer")


def test_a_row_left_unread_is_carried_again_and_again(tmp_path: Path) -> None:
    rows = Rows()
    # On a thread of its own: the browser tests leave their event loop on the main one, and a queue is
    # not launched inside a loop.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(_carry, tmp_path, rows).result()
    assert rows.asked == 3


def _carry(folder: Path, rows: Rows) -> None:
    running = Jobs(Settings(data_dir=folder, sweep_seconds=0.2, readers=1), rows)
    running.launch()
    try:
        wait_until(lambda: rows.asked >= 3, 40, "the row is read")
    finally:
        running.close()


class SmallFiles:
    """Many rows whose reading takes no time; how many are read at once at most."""

    def __init__(self, number: int) -> None:
        self.left = {(f"d{each}", 1): None for each in range(number)}
        self.at_once = self.most_at_once = 0

    def unread(self) -> Sequence[tuple[str, int]]:
        return list(self.left)

    def read(self, document_id: str, attempt: int) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        time.sleep(0.01)
        self.at_once -= 1
        del self.left[(document_id, attempt)]


def test_small_files_do_not_wait_for_a_look_at_the_queue_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = 24
    monkeypatch.setattr(jobs, "QUEUE_POLL", 1.0)
    monkeypatch.setattr(jobs, "WINDOW", 10)
    files = SmallFiles(number)
    with ThreadPoolExecutor(max_workers=1) as thread:
        began = time.monotonic()
        thread.submit(_carry_all, tmp_path, files).result()
    assert time.monotonic() - began < number * 1.0
    assert files.most_at_once == 1  # as many as there are readers


def _carry_all(folder: Path, files: SmallFiles) -> None:
    running = Jobs(Settings(data_dir=folder, sweep_seconds=0.2, readers=1), files)
    running.launch()
    try:
        wait_until(lambda: not files.left, 40, "every row is read")
    finally:
        running.close()
