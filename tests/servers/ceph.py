"""A real S3 server: one Ceph monitor, one object store in memory, and the RADOS gateway."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.process import free_port, listening, program, stop, wait_until

ACCESS_KEY = "yingsutest"
SECRET_KEY = "yingsutestsecret"


@dataclass(frozen=True)
class S3Server:
    endpoint: str  # host:port
    access_key: str = ACCESS_KEY
    secret_key: str = SECRET_KEY


@contextmanager
def running_s3() -> Iterator[S3Server]:
    """A fresh gateway on loopback, stopped and deleted on leaving (about 20 s to start)."""
    for name in ("ceph-mon", "ceph-osd", "radosgw"):
        program(name, name)
    for name in ("ceph", "monmaptool", "radosgw-admin"):
        program(name, "ceph-common radosgw")
    folder = Path(tempfile.mkdtemp(prefix="yingsu-ceph-"))
    with ExitStack() as leaving:
        leaving.callback(shutil.rmtree, folder, ignore_errors=True)
        cluster = _Cluster(folder, leaving)
        cluster.start_monitor()
        cluster.start_store()
        yield S3Server(f"127.0.0.1:{cluster.start_gateway()}")


class _Cluster:
    def __init__(self, folder: Path, leaving: ExitStack) -> None:
        self._folder = folder
        self._leaving = leaving
        self._id = str(uuid.uuid4())
        self._monitor_port = free_port()
        self._gateway_port = free_port()
        (folder / "ceph.conf").write_text(f"""[global]
fsid = {self._id}
mon host = [v2:127.0.0.1:{self._monitor_port}/0]
auth cluster required = none
auth service required = none
auth client required = none
ms mon client mode = crc
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon allow pool size one = true
mon warn on pool no redundancy = false
mon pg warn min per osd = 0
mon max pg per osd = 1000
osd objectstore = memstore
memstore device bytes = 1073741824
rgw rados pool pg num min = 1
ms bind ipv6 = false
run dir = {folder}
admin socket = {folder}/$name.asok
pid file =
log file = {folder}/$name.log
mon data = {folder}/mon
osd data = {folder}/osd
public addr = 127.0.0.1
cluster addr = 127.0.0.1
rgw frontends = beast endpoint=127.0.0.1:{self._gateway_port}
""")

    def start_monitor(self) -> None:
        monitors = self._folder / "monmap"
        address = f"[v2:127.0.0.1:{self._monitor_port}/0]"
        self._run("monmaptool", "--create", "--fsid", self._id, "--addv", "a", address, str(monitors))
        (self._folder / "mon").mkdir()
        self._run("ceph-mon", "--mkfs", "-i", "a", "--monmap", str(monitors))
        self._serve("ceph-mon", "-i", "a")
        wait_until(lambda: listening(self._monitor_port), 20, "the Ceph monitor listens")

    def start_store(self) -> None:
        store = str(uuid.uuid4())
        number = self._run("ceph", "--connect-timeout", "20", "osd", "new", store).strip()
        (self._folder / "osd").mkdir()
        # The store must be made under the uuid it was announced with.
        self._run("ceph-osd", "-i", number, "--mkfs", "--osd-uuid", store)
        self._serve("ceph-osd", "-i", number)
        wait_until(lambda: "1 up" in self._run("ceph", "osd", "stat"), 40, "the Ceph store is up")

    def start_gateway(self) -> int:
        self._serve("radosgw", "-n", "client.rgw.a")
        wait_until(lambda: listening(self._gateway_port), 60, "the RADOS gateway listens")
        self._run(
            *("radosgw-admin", "user", "create", "--uid", "yingsu", "--display-name", "yingsu"),
            *("--access-key", ACCESS_KEY, "--secret", SECRET_KEY),
        )
        return self._gateway_port

    def _run(self, *command: str) -> str:
        name, *arguments = command
        configured = [name] if name == "monmaptool" else [name, "-c", str(self._folder / "ceph.conf")]
        done = subprocess.run(
            [*configured, *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=self._folder,
            timeout=90,
        )
        assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def _serve(self, name: str, *arguments: str) -> None:
        command = [name, "-f", "-c", str(self._folder / "ceph.conf"), *arguments]
        with (self._folder / f"{name}.out").open("wb") as output:
            process = subprocess.Popen(command, stdout=output, stderr=output, cwd=self._folder)
        self._leaving.callback(stop, process)
