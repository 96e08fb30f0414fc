"""Starting and stopping the servers tests need, on loopback and in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def program(name: str, package: str) -> str:
    """Path of a server's program; the test fails with the way to install it when it is missing."""
    places = [name, *map(str, sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True))]
    for place in places:
        found = shutil.which(place)
        if found:
            return found
    pytest.fail(f"{name} is missing: apt-get install {package} (make test installs apt/test.txt)")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def unprivileged() -> dict[str, Any]:
    """Popen arguments for servers that refuse to run as root: empty when we are not root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def give_to(folder: Path, account: dict[str, Any]) -> None:
    if account:
        os.chown(folder, account["user"], account["group"])


def wait_until(true: Callable[[], bool], seconds: float, what: str) -> None:
    """Poll until ``true``; the test fails naming ``what`` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.2)
    pytest.fail(f"not within {seconds:g} s: {what}")


def listening(port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def stop(process: subprocess.Popen[Any], seconds: float = 10) -> None:
    """Ask, then insist."""
    process.terminate()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
