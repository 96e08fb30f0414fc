"""Foreign programs (LibreOffice, unar) on strangers' files: without network, home or other files.

Under bubblewrap where this machine allows it, also inside a reader's own sandbox; else as a plain
process with an empty environment. Each is stopped at its time limit with all it has started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

_SYSTEM = (
    *("/usr", "/bin", "/lib", "/lib64", "/sbin", "/etc/alternatives", "/etc/fonts", "/etc/libreoffice"),
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/passwd", "/var/cache/fontconfig"),
)


class Failed(Exception):
    """The program could not be started, or failed."""


class TimedOut(Failed):
    """The program took longer than it may."""


def tool(name: str) -> str | None:
    """Where a program is installed, None when it is not."""
    return shutil.which(name, path="/usr/local/bin:/usr/bin:/bin")


def run(
    command: list[str], folder: Path, seconds: float, *, limit: int = 1_000_000, strict: bool = True
) -> bytes:
    """What ``command`` wrote to stdout, ``limit`` bytes and one more at most; it sees only ``folder``.

    Raises Failed: not started, or with ``strict`` an exit code other than 0; TimedOut.
    """
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": os.fspath(folder),
        "TMPDIR": os.fspath(folder),
        "LANG": "C.UTF-8",
    }
    confined = [*_sandbox(folder), *command] if _sandbox_works() else command
    try:
        process = subprocess.Popen(
            confined,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
    except OSError as error:
        raise Failed(command[0]) from error
    return _output(process, command[0], seconds, limit, strict)


def _output(
    process: subprocess.Popen[bytes], name: str, seconds: float, limit: int, strict: bool
) -> bytes:
    late = threading.Timer(seconds, _stop, (process,))
    late.start()
    try:
        assert process.stdout
        output = process.stdout.read(limit + 1)
        if len(output) <= limit:
            process.wait()
    finally:
        expired = not late.is_alive()
        late.cancel()
        _stop(process)
        process.wait()
        assert process.stdout
        process.stdout.close()
    if expired:
        raise TimedOut(name)
    if strict and len(output) <= limit and process.returncode != 0:
        raise Failed(name)
    return output


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _sandbox(folder: Path) -> list[str]:
    bound = [part for path in _SYSTEM if Path(path).exists() for part in ("--ro-bind", path, path)]
    place = os.fspath(folder)
    return [
        *("bwrap", "--unshare-all", "--die-with-parent", "--new-session"),
        *bound,
        *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),
        *("--bind", place, place, "--chdir", place),
    ]


@cache
def _sandbox_works() -> bool:
    if tool("bwrap") is None:
        return False
    trial = subprocess.run(
        [*_sandbox(Path("/usr")), "true"], capture_output=True, check=False, stdin=subprocess.DEVNULL
    )
    return trial.returncode == 0
