"""A real PostgreSQL in a temporary folder."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers.process import free_port, give_to, listening, program, stop, unprivileged, wait_until


@contextmanager
def running_postgres() -> Iterator[str]:
    """URL of an empty database of a fresh server, stopped and deleted on leaving."""
    initdb, server = program("initdb", "postgresql"), program("postgres", "postgresql")
    account = unprivileged()
    folder = Path(tempfile.mkdtemp(prefix="yingsu-postgres-"))
    give_to(folder, account)
    port = free_port()
    try:
        subprocess.run(
            [
                initdb,
                "-D",
                folder / "data",
                "-U",
                "yingsu",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
                "-N",
            ],
            check=True,
            capture_output=True,
            cwd=folder,
            **account,
        )
        with (folder / "log").open("wb") as log:
            options = ["-h", "127.0.0.1", "-p", str(port), "-k", "", "-F"]
            process = subprocess.Popen(
                [server, "-D", folder / "data", *options], stdout=log, stderr=log, cwd=folder, **account
            )
        try:
            wait_until(lambda: listening(port), 20, "PostgreSQL listens")
            yield f"postgresql://yingsu@127.0.0.1:{port}/postgres"
        finally:
            process.send_signal(2)  # fast shutdown: sessions are ended, files are left clean
            stop(process)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
