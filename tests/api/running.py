"""A real service process on loopback, as `yingsu serve` starts it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil

from tests.servers.process import free_port, stop, wait_until


@dataclass
class RunningService:
    """Its process and a client that speaks to it."""

    process: subprocess.Popen[bytes]
    client: httpx.Client
    log: Path

    def upload(self, data: bytes, name: str) -> str:
        answer = self.client.post("/api/v1/documents", files={"file": (name, data)})
        assert answer.status_code == 202, answer.text
        identity: str = answer.json()["id"]
        return identity

    def document(self, document_id: str) -> dict[str, Any]:
        answer = self.client.get(f"/api/v1/documents/{document_id}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def wait_for(self, document_id: str, *states: str, seconds: float = 120) -> dict[str, Any]:
        wait_until(
            lambda: self.document(document_id)["state"] in states, seconds, f"{document_id} is {states}"
        )
        return self.document(document_id)

    def reader_ids(self) -> list[int]:
        """Process ids of the Python readers below the service, inside their sandboxes."""
        readers = []
        for child in psutil.Process(self.process.pid).children(recursive=True):
            try:
                line = child.cmdline()
            except psutil.Error:
                continue
            if "services.extractor.worker" in line and "bwrap" not in Path(line[0]).name:
                readers.append(child.pid)
        return readers

    def kill(self) -> None:
        """kill -9, as a power cut would."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(data_dir: Path, settings: Mapping[str, str] | None = None) -> Iterator[RunningService]:
    """`yingsu serve` over ``data_dir`` until leaving."""
    with (
        _process(data_dir, "serve", settings) as (process, port, log),
        httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client,
    ):
        wait_until(lambda: _ready(client, process, log), 60, "the service is ready")
        yield RunningService(process, client, log)


@contextmanager
def working(
    data_dir: Path, settings: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`yingsu worker` over ``data_dir`` until leaving."""
    with _process(data_dir, "worker", settings) as (process, _, _log):
        yield process


@contextmanager
def _process(
    data_dir: Path, command: str, settings: Mapping[str, str] | None
) -> Iterator[tuple[subprocess.Popen[bytes], int, Path]]:
    port = free_port()
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("YINGSU_")}
    environment = {
        **inherited,
        "YINGSU_DATA_DIR": str(data_dir),
        "YINGSU_PORT": str(port),
        "YINGSU_READERS": "1",
        "YINGSU_SWEEP_SECONDS": "1",
        "YINGSU_OCR_PRECISION": "f32",
        **(settings or {}),
    }
    data_dir.mkdir(parents=True, exist_ok=True)
    log = data_dir / f"{command}-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "services.cli", command],
            stdout=output,
            stderr=output,
            env=environment,
        )
    try:
        yield process, port, log
    finally:
        if process.poll() is None:
            stop(process)


def _ready(client: httpx.Client, process: subprocess.Popen[bytes], log: Path) -> bool:
    assert process.poll() is None, log.read_text(errors="replace")
    try:
        return client.get("/readyz").status_code == 200
    except httpx.HTTPError:
        return False
