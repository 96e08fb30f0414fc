"""Archives with a password: opened with the right one, nothing given away with a wrong one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from services.extractor import UnreadableFile, unpack
from tests.extractor.reading.unpack.writing import seven_zip_of, zip_of

SECRET = "法院2026"
MEMBERS = {"传票.txt": "传票".encode(), "附件/起诉状.txt": b"second"}


def locked_zip(folder: Path, password: str) -> bytes:
    """As Windows archivers write it (ZipCrypto), by Info-ZIP: Python reads but does not write these."""
    assert shutil.which("zip"), "zip is missing: apt-get install zip (make test installs apt/test.txt)"
    for name, content in MEMBERS.items():
        place = folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
    subprocess.run(["zip", "-q", "-r", "-P", password, "a.zip", *MEMBERS], cwd=folder, check=True)
    return (folder / "a.zip").read_bytes()


def test_a_zip_opens_with_its_password_only(tmp_path: Path) -> None:
    data = locked_zip(tmp_path, "court2026")
    members = unpack(data, "a.zip", password="court2026").members
    assert {member.name: member.data for member in members} == MEMBERS
    with pytest.raises(UnreadableFile, match="password_wrong"):
        unpack(data, "a.zip", password="else")
    with pytest.raises(UnreadableFile, match="password_needed"):
        unpack(data, "a.zip")


@pytest.mark.parametrize("header", [False, True], ids=["names open", "names locked"])
def test_a_7z_opens_with_its_password_only(header: bool) -> None:
    data = seven_zip_of(MEMBERS, password=SECRET, header_encryption=header)
    members = unpack(data, "a.7z", password=SECRET).members
    assert {member.name: member.data for member in members} == MEMBERS
    with pytest.raises(UnreadableFile, match="password_wrong"):
        unpack(data, "a.7z", password="else")


def test_a_password_does_no_harm_where_none_is_needed() -> None:
    members = unpack(zip_of(MEMBERS), "a.zip", password=SECRET).members
    assert {member.name: member.data for member in members} == MEMBERS
