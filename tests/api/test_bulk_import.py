"""An import of folders and ZIPs: every file once, in the report; broken off, it goes on."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select
from typer.testing import CliRunner

from services.api.accounts.account import Actor
from services.api.db import Database
from services.api.documents.document import Document
from services.api.intake import bulk
from services.api.intake.bulk import items, take
from services.api.intake.receive import receive
from services.api.service import Service
from services.api.settings import Settings
from services.api.storage import LocalStorage, StorageFull


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The folder to be imported, beside the service's own."""
    folder = tmp_path / "in"
    folder.mkdir()
    return folder


def names(*paths: Path, recursive: bool = True) -> list[str]:
    found = [Path(item.path).name for item in items(paths, recursive=recursive)]
    return sorted(found)


def all_taken(service: Service, who: Actor, *paths: Path) -> dict[str, bulk.Taken]:
    return {
        item.path.rsplit("/", 1)[-1]: take(who, service, item) for item in items(paths, recursive=True)
    }


def test_a_folder_gives_its_files_and_with_recursive_those_below(source: Path) -> None:
    (source / "2019").mkdir()
    for name in ("a.pdf", "2019/b.pdf", "Thumbs.db", "~$c.docx", ".DS_Store"):
        (source / name).write_bytes(b"x")
    (source / "link.pdf").symlink_to(source / "a.pdf")
    assert names(source) == ["a.pdf", "b.pdf"]
    assert names(source, recursive=False) == ["a.pdf"]


def test_a_zip_of_ten_years_gives_every_file_whatever_its_size_and_names(
    service: Service, who: Actor, source: Path
) -> None:
    archive = source / "旧案.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for number in range(700):  # more than a reader opens of one container
            target.writestr(f"2016/{number}.txt", f"paper {number}")
        written = zipfile.ZipInfo("传票.txt")
        target.writestr(written, "传票")
        target.writestr("__MACOSX/._a", "x")
    found = {item.path: item for item in items([archive], recursive=False)}
    assert len(found) == 701
    assert f"{archive}!/传票.txt" in found
    again = items([archive], recursive=False)  # kept: a ZIP is open while its items are asked for
    assert take(who, service, next(again)).result == "new"


def test_documents_that_are_zips_inside_are_not_taken_apart(source: Path) -> None:
    with zipfile.ZipFile(source / "a.zip", "w") as target:
        target.writestr("OFD.xml", "<x/>")
        target.writestr("Doc_0/Document.xml", "<x/>")
    assert names(source) == ["a.zip"]


def test_a_bad_member_a_locked_one_and_a_large_one_are_refused_and_the_others_taken(
    service: Service, who: Actor, source: Path
) -> None:
    service.settings.max_upload_mb = 1
    with zipfile.ZipFile(source / "a.zip", "w") as target:
        for name in ("bad.txt", "good.txt", "locked.txt"):
            target.writestr(name, name * 20)
        target.writestr("large.txt", b"x" * (1024 * 1024 + 1))
    data = bytearray((source / "a.zip").read_bytes())
    data[data.index(b"bad.txtbad.txt") + 10] ^= 0xFF  # its checksum no longer agrees
    entry = data.rindex(b"locked.txt") - 46
    data[entry + 8] |= 1  # the directory says it is encrypted
    (source / "a.zip").write_bytes(bytes(data))
    taken = all_taken(service, who, source)
    assert {name: each.result for name, each in taken.items()} == {
        "bad.txt": "refused",
        "good.txt": "new",
        "locked.txt": "refused",
        "large.txt": "refused",
    }
    assert "密码" in taken["locked.txt"].reason
    assert "损坏" in taken["bad.txt"].reason
    assert "上限" in taken["large.txt"].reason


def test_the_services_own_folder_is_not_imported_with_what_lies_around_it(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/yingsu.db").write_bytes(b"x")
    (tmp_path / "a.pdf").write_bytes(b"x")
    found = items([tmp_path], recursive=True, without=tmp_path / "data")
    assert [Path(item.path).name for item in found] == ["a.pdf"]


def test_a_broken_zip_is_left_to_the_reader_to_explain(
    service: Service, who: Actor, source: Path
) -> None:
    (source / "a.zip").write_bytes(b"PK\x03\x04 cut off")
    assert all_taken(service, who, source)["a.zip"].result == "new"


def test_the_same_file_again_is_no_second_document_and_the_same_bytes_elsewhere_are_a_twin(
    service: Service, who: Actor, source: Path
) -> None:
    (source / "a.pdf").write_bytes(b"x")
    assert all_taken(service, who, source)["a.pdf"].result == "new"
    assert all_taken(service, who, source)["a.pdf"].result == "resumed"
    (source / "b.pdf").write_bytes(b"x")
    twin = all_taken(service, who, source)["b.pdf"]
    assert (twin.result, twin.of) == ("twin", "a.pdf")
    (source / "a.pdf").write_bytes(b"corrected")
    assert all_taken(service, who, source)["a.pdf"].result == "new"


def test_every_door_knows_what_came_in_by_another(service: Service, who: Actor, source: Path) -> None:
    with (source / "a.pdf").open("wb+") as file:
        file.write(b"x")
        file.seek(0)
        first = receive(who, service, "上传.pdf", file)
    found = all_taken(service, who, source)["a.pdf"]
    assert (found.result, found.of) == ("twin", "上传.pdf")
    with service.database.transaction() as session:
        assert session.get_one(Document, found.document_id).twin_of == first.id


def test_a_dry_run_says_what_would_happen_and_stores_nothing(
    service: Service, who: Actor, source: Path
) -> None:
    (source / "a.pdf").write_bytes(b"x")
    (item,) = items([source], recursive=True)
    assert take(who, service, item, dry_run=True).result == "new"
    with service.database.transaction() as session:
        assert session.scalar(select(func.count()).select_from(Document)) == 0


def test_a_full_disk_stops_the_import(
    service: Service, who: Actor, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    (source / "a.pdf").write_bytes(b"x")
    monkeypatch.setattr("services.api.storage.os.fsync", full)
    with pytest.raises(StorageFull):
        all_taken(service, who, source)


# --- the command itself ---------------------------------------------------------------------------

SUMMONS = "云溪县人民法院\n传票\n案号 （2026）渝0199行初{number}号\n被传唤人 云溪县林业局\n"


def command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "services.cli", "ingest", *arguments]


def environment(data: Path) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("YINGSU_")}
    return {**inherited, "YINGSU_DATA_DIR": str(data), "YINGSU_READERS": "1"}


def run(data: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    done = subprocess.run(
        command(data, *arguments, "--json"),
        env=environment(data),
        capture_output=True,
        check=False,
        timeout=120,
    )
    return done.returncode, json.loads(done.stdout) if done.stdout else {}


def test_an_import_killed_again_and_again_ends_as_if_undisturbed(tmp_path: Path, source: Path) -> None:
    data = tmp_path / "data"
    for number in range(60):
        (source / f"{number:02}.txt").write_text(SUMMONS.format(number=number), encoding="utf-8")
    (source / "空.pdf").write_bytes(b"")
    chance = random.Random(5)
    for _ in range(4):
        process = subprocess.Popen(
            command(data, str(source)),
            env=environment(data),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.8, 4.0))
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    code, report = run(data, str(source))
    assert code == 3  # the empty file
    assert report["stopped"] is None
    assert len(report["files"]) == 61
    assert report["counts"].get("refused") == 1
    database = Database(Settings(data_dir=data).database)
    with database.transaction() as session:
        rows = list(session.scalars(select(Document)))
    database.dispose()
    assert sorted(row.name for row in rows) == sorted(path.name for path in source.iterdir())
    assert {row.state for row in rows if row.name != "空.pdf"} == {"read"}
    storage = LocalStorage(data / "objects")
    assert all(storage.get(row.sha256) == (source / row.name).read_bytes() for row in rows)


def test_every_file_has_a_line_with_what_it_became_and_why_it_was_not_read(
    tmp_path: Path, source: Path
) -> None:
    from services.cli import app

    (source / "a.txt").write_text(SUMMONS.format(number=7), encoding="utf-8")
    (source / "b.txt").write_text(SUMMONS.format(number=7), encoding="utf-8")
    (source / "空.pdf").write_bytes(b"")
    where = {"YINGSU_DATA_DIR": str(tmp_path / "data"), "YINGSU_READERS": "1"}
    said = CliRunner().invoke(app, ["ingest", str(source)], env=where)
    assert said.exit_code == 3
    assert f"新收　{source}/a.txt　传票（2026）渝0199行初7号\n" in said.stdout
    assert f"已有相同的文件　{source}/b.txt　见“a.txt”\n" in said.stdout
    assert "没有读成的文件和原因：\n" in said.stdout
    assert f"  {source}/空.pdf　" in said.stdout
    quiet = CliRunner().invoke(app, ["ingest", str(source), "--quiet"], env=where)
    assert "a.txt" not in quiet.stdout
    assert "上次已导入2份、没有读成1份\n" in quiet.stdout
    assert f"  {source}/空.pdf　" in quiet.stdout


def test_usage_errors_are_said_before_anything_is_stored(source: Path, tmp_path: Path) -> None:
    from services.cli import app

    (source / "a.txt").write_text("x", encoding="utf-8")
    for arguments in (
        [str(tmp_path / "nowhere")],
        [str(source), "--scanner", "nothing"],
        [str(source), "--office", "没有这个单位"],
    ):
        answer = CliRunner().invoke(
            app, ["ingest", *arguments], env={"YINGSU_DATA_DIR": str(tmp_path / "data")}
        )
        assert answer.exit_code == 2, answer.output
    assert list((tmp_path / "data/objects").glob("*/*/*")) == []
