"""The whole service as one process with its real reader: upload to deadline, bad files, kill -9."""

from __future__ import annotations

import io
import os
import signal
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from services.resources import samples_folder
from tests.api.running import RunningService, serving, working
from tests.servers.process import wait_until

BEIBEI_NOTICE = samples_folder() / "beibei-response-notice.pdf"
ONE_SCAN = samples_folder() / "beibei-summons-seal.pdf"  # an image: the reader has to start its engine
SCAN = samples_folder() / "beibei-judgment-reconsideration.pdf"  # pages that take a while to read


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    with serving(tmp_path_factory.mktemp("service") / "data") as service:
        yield service


def upload_to_deadline(running: RunningService) -> None:
    """The notice read, confirmed with a receipt date, and its deadline with article and steps."""
    client = running.client
    office = {"name": "重庆市北碚区城市管理局", "kind": "department", "jurisdiction": "beibei"}
    assert client.put("/api/v1/office", json=office).status_code == 200
    document = running.wait_for(
        running.upload(BEIBEI_NOTICE.read_bytes(), BEIBEI_NOTICE.name), "read", "failed", "refused"
    )
    assert document["state"] == "read", document["problems"]
    [paper] = document["papers"]
    values = {fact["field"]: fact["value"] for fact in paper["facts"]}
    assert (paper["kind"], values["case_number"]) == ("response_notice", "（2026）渝0109行初9081号")
    assert all(fact["source"]["page"] for fact in paper["facts"])
    receipt = {"on": "2026-07-08", "basis": "service_return", "version": paper["version"]}
    paper = client.post(f"/api/v1/papers/{paper['id']}/receipt", json=receipt).json()
    paper = client.post(
        f"/api/v1/papers/{paper['id']}/confirm", json={"version": paper["version"]}
    ).json()
    duties = client.get(f"/api/v1/cases/{paper['case_id']}/deadlines").json()["duties"]
    answer = next(duty for duty in duties if duty["rule_id"] == "ANSWER")
    assert (answer["due"], answer["count"]["provisional"]) == ("2026-07-23", False)
    assert answer["citation"]["quotation"] and answer["count"]["steps"]
    image = client.get(f"/api/v1/documents/{document['id']}/pages/1.png?width=600")
    assert image.headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(image.content)).width == 600
    original = client.get(f"/api/v1/documents/{document['id']}/original")
    assert original.content == BEIBEI_NOTICE.read_bytes()


def test_a_notice_goes_from_upload_to_its_deadline(running: RunningService) -> None:
    upload_to_deadline(running)


def encrypted_pdf() -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def page_bomb() -> bytes:
    """A small file that claims more pages than any paper has: one page, named ten thousand times."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        page = pdf.pages[0].obj
        tree = pdf.Root.Pages
        tree.Kids = pikepdf.Array([page] * 10_000)
        tree.Count = 10_000
        pdf.save(out)
    return out.getvalue()


def decompression_bomb() -> bytes:
    """A PNG of a few kilobytes that claims a picture of 30,000 × 30,000 points."""
    out = io.BytesIO()
    Image.new("1", (8, 8)).save(out, "PNG")
    png = bytearray(out.getvalue())
    png[16:24] = (30_000).to_bytes(4, "big") * 2
    png[29:33] = zlib.crc32(png[12:29]).to_bytes(4, "big")
    return bytes(png)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.pdf", b""),
        ("truncated.pdf", BEIBEI_NOTICE.read_bytes()[:2000]),
        ("encrypted.pdf", encrypted_pdf()),
        ("bomb.pdf", page_bomb()),
        ("renamed.pdf", b"MZ\x90\x00" + bytes(4000)),
        ("program.jpg", b"\x7fELF\x02\x01\x01" + bytes(4000)),
        ("nothing.png", b"\x89PNG\r\n\x1a\n"),
        ("huge.png", decompression_bomb()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_bad_file_gets_a_clear_answer_and_the_service_lives(
    running: RunningService, name: str, data: bytes
) -> None:
    document = running.wait_for(running.upload(data, name), "refused", "failed", "read")
    assert document["state"] == "refused", document
    message = document["problems"][0]["message"]
    assert any("\u4e00" <= character <= "\u9fff" for character in message)
    assert "。" in message
    assert running.client.get("/readyz").status_code == 200


def test_a_reader_killed_in_mid_reading_is_replaced_and_the_file_read_once(
    running: RunningService,
) -> None:
    document_id = running.upload(SCAN.read_bytes(), SCAN.name)
    running.wait_for(document_id, "reading", "read", seconds=20)
    wait_until(lambda: bool(running.reader_ids()), 20, "a reader is at work")
    for reader in running.reader_ids():
        os.kill(reader, signal.SIGKILL)
    document = running.wait_for(document_id, "read", "failed")
    assert document["state"] == "read", document["problems"]
    assert len(document["papers"]) == 1


def test_a_file_that_kills_every_reader_is_marked_failed_with_its_cause(
    running: RunningService,
) -> None:
    document_id = running.upload(SCAN.read_bytes() + b"\n% once more", "deadly.pdf")

    def killed_to_the_end() -> bool:
        for reader in running.reader_ids():
            try:
                os.kill(reader, signal.SIGKILL)
            except ProcessLookupError:
                continue
        return running.document(document_id)["state"] in {"failed", "read"}

    wait_until(killed_to_the_end, 60, "the document is given up")
    document = running.document(document_id)
    assert (document["state"], document["problems"][0]["code"]) == ("failed", "reader_crashed")
    running.client.post(f"/api/v1/documents/{document_id}/read-again")
    assert running.wait_for(document_id, "read", "failed")["state"] == "read"


def test_a_service_killed_in_mid_reading_finishes_after_restart_exactly_once(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with serving(data_dir) as running:
        document_id = running.upload(ONE_SCAN.read_bytes(), ONE_SCAN.name)
        running.wait_for(document_id, "reading", seconds=20)
        running.kill()
    with serving(data_dir) as running:
        document = running.wait_for(document_id, "read", "failed")
        assert document["state"] == "read", document["problems"]
        assert len(document["papers"]) == 1
        assert document["attempt"] == 1
        facts = [(fact["field"], fact["ordinal"]) for fact in document["papers"][0]["facts"]]
        assert len(facts) == len(set(facts))


def test_ctrl_c_in_mid_reading_stops_at_once_and_loses_nothing(tmp_path: Path) -> None:
    with serving(tmp_path / "data") as running:
        document_id = running.upload(SCAN.read_bytes(), SCAN.name)
        running.wait_for(document_id, "reading", seconds=20)
        running.process.send_signal(signal.SIGINT)
        assert running.process.wait(timeout=8) == 0
        assert "Traceback" not in running.log.read_text()
    with serving(tmp_path / "data") as running:
        document = running.wait_for(document_id, "read", "failed")
    assert (document["state"], document["attempt"], len(document["papers"])) == ("read", 1, 1)


def test_a_worker_takes_over_what_a_killed_service_had_begun(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with serving(data_dir) as running:
        document_id = running.upload(ONE_SCAN.read_bytes(), ONE_SCAN.name)
        running.wait_for(document_id, "reading", seconds=20)
        running.kill()
    with working(data_dir), serving(data_dir, {"YINGSU_READERS": "1"}) as running:
        document = running.wait_for(document_id, "read", "failed")
    assert (document["state"], len(document["papers"])) == ("read", 1)
