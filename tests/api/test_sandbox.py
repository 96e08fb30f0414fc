"""What a reader can reach: its code and models, and nothing of ours."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from services.api.readers import ReaderFailure, Readers
from services.api.sandbox import reader_command, sandbox_works
from services.api.settings import Settings

needs_namespaces = pytest.mark.skipif(
    shutil.which("bwrap") is not None and not sandbox_works(),
    reason="this machine's kernel allows no user namespaces: the container is the sandbox",
)


def test_bubblewrap_is_installed() -> None:
    assert shutil.which("bwrap"), "apt install bubblewrap"


def inside(settings: Settings, code: str) -> str:
    """What ``code`` prints where a reader would run."""
    *sandbox, _, _ = reader_command(settings)
    done = subprocess.run([*sandbox, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@needs_namespaces
def test_a_reader_has_no_network(tmp_path: Path) -> None:
    code = (
        "import socket\n"
        "try: socket.create_connection(('127.0.0.1', 1), 2)\n"
        "except OSError as error: print(error.errno)\n"
        "print(sorted(name for _, name in socket.if_nameindex()))"
    )
    assert "['lo']" in inside(Settings(data_dir=tmp_path), code)


@needs_namespaces
def test_a_reader_sees_neither_data_nor_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YINGSU_SECRET", "must not be seen")
    (tmp_path / "yingsu.db").write_text("rows")
    code = f"import os; print(os.path.exists({str(tmp_path)!r}), 'YINGSU_SECRET' in os.environ)"
    assert inside(Settings(data_dir=tmp_path), code) == "False False"


@needs_namespaces
def test_a_reader_cannot_change_its_own_code(tmp_path: Path) -> None:
    code = (
        "import services\n"
        "try: open(services.__file__, 'a')\n"
        "except OSError as error: print(error.strerror)"
    )
    assert inside(Settings(data_dir=tmp_path), code) == "Read-only file system"


def test_a_reader_without_namespaces_still_reads(tmp_path: Path) -> None:
    readers = Readers(Settings(data_dir=tmp_path, sandbox=False, readers=1))
    try:
        reading = readers.read("北碚区人民法院传票".encode(), "a.txt")
    finally:
        readers.close()
    assert reading["file"]["media_type"] == "text/plain"


def test_a_reader_over_its_time_or_memory_is_stopped_with_the_cause(tmp_path: Path) -> None:
    for limits, code in (
        ({"read_seconds": 0.1}, "reader_timeout"),
        ({"reader_memory_mb": 1}, "reader_memory"),
    ):
        readers = Readers(Settings(data_dir=tmp_path, readers=1, **limits))
        try:
            with pytest.raises(ReaderFailure) as failure:
                readers.read(b"x" * 1000, "a.txt")
        finally:
            readers.close()
        assert failure.value.code == code


def test_a_reader_is_replaced_after_its_share_of_pages(tmp_path: Path) -> None:
    readers = Readers(Settings(data_dir=tmp_path, readers=1, reader_pages=2))
    try:
        seen = []
        for _ in range(4):
            readers.read(b"a", "a.txt")
            seen += readers.process_ids()
    finally:
        readers.close()
    assert seen[0] == seen[1] != seen[2] == seen[3]
