"""The queue follows the rows: whatever is unread is carried until it is read."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
    jobs = Jobs(Settings(data_dir=folder, sweep_seconds=0.2, readers=1), rows)
    jobs.launch()
    try:
        wait_until(lambda: rows.asked >= 3, 40, "the row is read")
    finally:
        jobs.close()
