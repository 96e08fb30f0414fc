"""ZIP, 7z and RAR: what is in them, under the names people gave, within limits."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli import app
from services.extractor import UnreadableFile, extract, unpack
from services.extractor.members import leaves
from services.extractor.reading import limits
from services.extractor.reading.confined import tool
from services.extractor.reading.sniff import sniff
from services.extractor.reading.unpack.names import distinct, harmless
from services.vocabulary import PaperKind
from tests.extractor.fields.test_readers import SUMMONS
from tests.extractor.reading.unpack.writing import (
    rar_of,
    rar_volume,
    rar_with_locked_names,
    seven_zip_of,
    seven_zip_renamed,
    zip_of,
    zip_with_raw_names,
)

MEMBERS = {"传票.txt": SUMMONS.encode(), "附件/起诉状.txt": "起诉状".encode("gb18030"), "空.txt": b""}
Writer = Callable[[Mapping[str, bytes]], bytes]
WRITERS: dict[str, Writer] = {
    "zip": zip_of,
    "7z": seven_zip_of,
    "rar": rar_of,
}


@pytest.fixture(autouse=True)
def unar() -> None:
    if tool("unar") is None:
        pytest.fail("缺少unar：apt-get install unar（见 apt/run.txt）", pytrace=False)


@pytest.mark.parametrize("kind", list(WRITERS))
def test_every_member_comes_out_under_its_name_in_order(kind: str) -> None:
    data = WRITERS[kind](MEMBERS)
    assert sniff(data).kind == kind
    unpacked = unpack(data, "材料")
    assert {member.name: member.data for member in unpacked.members} == MEMBERS
    assert [member.problem for member in unpacked.members] == [None] * 3
    assert unpacked.problems == ()


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_zip_names_without_a_word_on_their_encoding_are_read(encoding: str) -> None:
    names = ["应诉通知书.txt", "證據目錄①.txt", "plain.txt"]
    data = zip_with_raw_names([(name.encode(encoding), b"x") for name in names])
    assert [member.name for member in unpack(data, "a.zip").members] == names


@pytest.mark.parametrize("writer", [zip_of, rar_of])
def test_a_name_that_points_elsewhere_is_harmless(writer: Writer) -> None:
    data = writer({"../../etc/passwd": b"x", "a/../../b.txt": b"y", "C:\\win\\c.txt": b"z"})
    names = [member.name for member in unpack(data, "a").members]
    assert names == ["etc/passwd", "a/b.txt", "win/c.txt"]


def test_a_7z_with_a_name_that_points_elsewhere_is_not_opened() -> None:
    data = seven_zip_renamed({"aa/bb/passwd": b"x"}, "aa/bb/", "../../")
    with pytest.raises(UnreadableFile, match="archive_unsafe"):
        unpack(data, "a.7z")


def test_links_and_what_systems_leave_behind_are_no_members() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        link = zipfile.ZipInfo("link.pdf")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        for name in ("__MACOSX/._传票.txt", ".DS_Store", "图/Thumbs.db", "传票.txt", "文件夹/"):
            archive.writestr(name, b"")
    assert [member.name for member in unpack(buffer.getvalue(), "a.zip").members] == ["传票.txt"]


def test_two_members_of_one_name_keep_apart() -> None:
    data = zip_with_raw_names([(b"a.txt", b"1"), (b"a.txt", b"2"), (b"a.txt", b"3")])
    members = unpack(data, "a.zip").members
    assert [(m.name, m.data) for m in members] == [
        ("a.txt", b"1"),
        ("a（2）.txt", b"2"),
        ("a（3）.txt", b"3"),
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zip_with_raw_names([(b"a.txt", b"secret")], flags=1), "password_needed"),
        (seven_zip_of({"a.txt": b"x"}, password="secret"), "password_needed"),
        (seven_zip_of({"a.txt": b"x"}, password="s", header_encryption=True), "password_needed"),
        (rar_with_locked_names(), "password_needed"),
        (rar_volume(), "archive_volumes"),
        (zip_of(MEMBERS)[:-30], "archive_broken"),
        (seven_zip_of(MEMBERS)[:-30], "archive_broken"),
        (rar_of(MEMBERS)[:14], "archive_broken"),
        (zip_of({}), "archive_empty"),
    ],
)
def test_a_container_that_cannot_be_opened_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        unpack(data, "a")
    assert refused.value.code == code
    extraction = extract(data, "材料")
    assert [problem.code for problem in extraction.problems] == [code]
    assert extraction.members == ()
    assert extraction.file.sha256


def test_one_encrypted_member_leaves_the_others_readable() -> None:
    plain = zip_with_raw_names([(b"a.txt", b"open"), (b"b.txt", b"closed")])
    at = plain.index(b"PK\x01\x02", plain.index(b"PK\x01\x02") + 1)
    data = plain[: at + 8] + b"\x01" + plain[at + 9 :]
    extraction = extract(data, "a.zip")
    assert extraction.members
    assert [[p.code for p in member.problems] for member in extraction.members] == [
        [],
        ["password_needed"],
    ]
    assert [problem.code for problem in extraction.problems] == ["member_unread"]


def test_a_damaged_member_of_a_rar_is_noticed() -> None:
    data = rar_of({"a.txt": b"first content", "b.txt": b"second content"})
    damaged = data.replace(b"first", b"fxrst")
    codes = [m.problem and m.problem.code for m in unpack(damaged, "a.rar").members]
    assert codes == ["archive_broken", None]
    cut = data[: data.index(b"second") + 3]
    assert [m.problem and m.problem.code for m in unpack(cut, "a.rar").members] == [
        None,
        "archive_broken",
    ]


def test_a_missing_unar_is_said_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.extractor.reading.unpack.rar.tool", lambda name: None)
    (problem,) = extract(rar_of(MEMBERS), "a.rar").problems
    assert problem.code == "unar_absent"
    assert "unar" in problem.message


def bomb(kind: str) -> bytes:
    """60 MB of zeros in a few kilobytes: ten thousand to one."""
    zeros = {"a.bin": bytes(60_000_000)}
    return zip_of(zeros, level=9) if kind == "zip" else seven_zip_of(zeros)


@pytest.mark.parametrize("kind", ["zip", "7z"])
def test_a_bomb_is_stopped_by_what_comes_out_of_it(kind: str) -> None:
    data = bomb(kind)
    assert len(data) < 100_000
    extraction = extract(data, "a")
    assert "unpacked_too_large" in [problem.code for problem in extraction.problems]
    assert extraction.members == ()


def test_a_member_larger_than_it_says_is_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RATIO_FROM", 1000)
    monkeypatch.setattr(limits, "MAX_RATIO", 1)
    data = zip_of({"a.bin": bytes(500_000)}, level=9)
    lying = data.replace((500_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != data
    extraction = extract(lying, "a.zip")
    assert extraction.problems
    assert sum(len(member.data) for member in unpack(lying, "a.zip").members) <= 1000


def test_members_beyond_the_limit_are_left_out_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    unpacked = unpack(zip_of({f"{n}.txt": b"x" for n in range(5)}), "a.zip")
    assert len(unpacked.members) == 3
    assert [problem.code for problem in unpacked.problems] == ["too_many_members"]


def test_containers_in_containers_are_opened_to_a_depth() -> None:
    data = zip_of({"传票.txt": SUMMONS.encode()})
    for level in range(6):
        data = zip_of({f"{level}.zip": data})
    extraction = extract(data, "a.zip")
    depth, inner = 1, extraction
    while inner.members:
        inner, depth = inner.members[0], depth + 1
    assert [problem.code for problem in inner.problems] == ["archive_too_deep"]
    assert depth == limits.MAX_DEPTH + 1
    assert [problem.code for problem in extraction.problems] == ["member_unread"]


def test_leaves_are_files_only_with_the_way_to_them() -> None:
    inner = seven_zip_of({"里/传票.txt": SUMMONS.encode()})
    data = zip_of({"a.txt": b"text", "内.7z": inner, "坏.zip": zip_of({"x": b"x"})[:-9]})
    found = [(leaf.name, leaf.problem and leaf.problem.code) for leaf in leaves(data, "信.zip").members]
    assert found == [("a.txt", None), ("内.7z/里/传票.txt", None), ("坏.zip", "archive_broken")]


def test_a_zip_prints_one_line_with_members_and_their_loss(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "材料.zip"
    path.write_bytes(zip_of({"传票.txt": SUMMONS.encode(), "坏.pdf": b"%PDF-1.7 cut"}))
    result = CliRunner().invoke(app, ["extract", str(path), "--json"])
    (line,) = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 3
    assert (line["schema"], line["file"]["media_type"]) == ("yingsu.extraction/1", "application/zip")
    assert (line["papers"], line["events"]) == ([], [])
    summons, broken = line["members"]
    assert summons["file"]["name"] == "传票.txt"
    assert summons["papers"][0]["kind"] == PaperKind.SUMMONS
    assert broken["problems"][0]["code"] == "pdf_broken"
    assert line["problems"][0]["code"] == "member_unread"
    told = CliRunner().invoke(app, ["extract", str(path)]).stdout
    assert "材料.zip：内有2个文件" in told


@given(st.text(max_size=40))
def test_no_name_leads_out_of_where_it_is_shown(name: str) -> None:
    safe = harmless(name)
    assert safe
    assert not safe.startswith("/")
    assert ".." not in safe.split("/")
    assert all(ch.isprintable() for ch in safe)


@given(st.lists(st.sampled_from(["a.txt", "a（2）.txt", "a", ".x", "b/c.d/e"]), max_size=12))
def test_distinct_names_are_distinct(names: list[str]) -> None:
    taken: set[str] = set()
    assert len({distinct(name, taken) for name in names}) == len(names)
