"""The reader process: frames in, frames out, and no bad file ends it."""

import io
import subprocess
import sys
from collections.abc import Iterator
from typing import IO, Any

import pytest
from PIL import Image

from services.extractor.frames import BrokenFrame, read_frame, write_frame
from tests.extractor.reading.drawing import NOTICE, draw_notice, encoded


@pytest.fixture(scope="module")
def reader() -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "services.extractor.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    yield process
    assert process.stdin
    process.stdin.close()
    assert process.wait(20) == 0


def ask(
    reader: subprocess.Popen[bytes], header: dict[str, Any], body: bytes = b""
) -> tuple[list[list[int]], dict[str, Any], bytes]:
    """Progress reports, the answer and its body."""
    assert reader.stdin and reader.stdout
    write_frame(reader.stdin, header, body)
    progress: list[list[int]] = []
    while True:
        frame = read_frame(reader.stdout)
        assert frame is not None
        answer, content = frame
        if "progress" not in answer:
            return progress, answer, content
        progress.append(answer["progress"])


def test_a_reader_answers_a_ping_with_its_engine(reader: subprocess.Popen[bytes]) -> None:
    _, answer, _ = ask(reader, {"op": "ping", "id": 7})
    assert answer["id"] == 7
    assert answer["pong"] is True
    assert answer["ocr"].startswith(("ppocrv6", "tesseract"))


def test_a_reader_is_told_whose_mail_it_reads(reader: subprocess.Popen[bytes]) -> None:
    summons = "江北省云山县人民法院\n传票\n案号（2026）渝0109行初9901号\n被传唤人　云山县公安局\n"
    header = {"op": "extract", "name": "传票.txt"}
    standings = [
        ask(reader, {**header, "office": office}, summons.encode())[1]["extraction"]["papers"][0]
        for office in ([], ["云山县水利局"], ["云山县水利局", "云山县公安局"])
    ]
    assert [paper["standing"] for paper in standings] == ["served", "unclear", "served"]


def test_a_reader_extracts_with_progress(reader: subprocess.Popen[bytes]) -> None:
    first, _ = draw_notice(100)
    data = encoded(first, "TIFF", dpi=100, save_all=True, append_images=[first])
    progress, answer, _ = ask(reader, {"op": "extract", "name": "通知.tif"}, data)
    assert progress == [[1, 2], [2, 2]]
    assert answer["extraction"]["schema"] == "yingsu.extraction/1"
    assert answer["extraction"]["file"]["pages"] == 2
    assert answer["extraction"]["file"]["name"] == "通知.tif"


def test_a_reader_survives_bad_files_and_unknown_requests(reader: subprocess.Popen[bytes]) -> None:
    _, answer, _ = ask(reader, {"op": "extract", "name": "a.pdf"}, b"%PDF-1.7 nothing")
    assert [p["code"] for p in answer["extraction"]["problems"]] == ["pdf_broken"]
    _, answer, _ = ask(reader, {"op": "extract", "name": "a.exe"}, b"MZ" + bytes(300))
    assert [p["code"] for p in answer["extraction"]["problems"]] == ["executable_refused"]
    _, answer, _ = ask(reader, {"op": "extract", "name": "a"})
    assert [p["code"] for p in answer["extraction"]["problems"]] == ["empty_file"]
    _, answer, _ = ask(reader, {"op": "dance"})
    assert answer["error"]["code"] == "unknown_operation"
    _, answer, _ = ask(reader, {"op": "render_page"}, b"text")
    assert answer["error"]["code"] == "reading_failed"
    assert ask(reader, {"op": "ping"})[1]["pong"] is True


@pytest.mark.parametrize("kind", ["PNG", "PDF"])
def test_a_page_image_is_upright_and_as_wide_as_asked(
    reader: subprocess.Popen[bytes], kind: str
) -> None:
    upright, _ = draw_notice()
    lying = upright.rotate(90, expand=True)
    data = encoded(lying, kind, resolution=200.0) if kind == "PDF" else encoded(lying, kind)
    for known in ({"rotation": 90}, {}):
        _, answer, png = ask(reader, {"op": "render_page", "page": 1, "width": 500, **known}, data)
        assert (answer["media_type"], answer["width"]) == ("image/png", 500)
        image = Image.open(io.BytesIO(png)).convert("L")
        assert image.size == (500, answer["height"])
        assert image.height == pytest.approx(500 * 842 / 595, abs=2)
        ink = [image.crop((0, y, 500, y + 60)).getextrema()[0] for y in (75, 600)]
        assert ink[0] < 100 < ink[1]  # the heading is at the top, nothing near the bottom


def test_a_page_that_is_not_there_is_an_error(reader: subprocess.Popen[bytes]) -> None:
    data = encoded(draw_notice(100)[0])
    for page in (0, 2):
        _, answer, png = ask(reader, {"op": "render_page", "page": page, "width": 500}, data)
        assert (answer["error"]["code"], png) == ("no_such_page", b"")
    _, answer, _ = ask(reader, {"op": "render_page", "page": 2, "width": 500}, NOTICE[0].encode())
    assert answer["error"]["code"] == "no_such_page"


def test_frames_survive_the_way_there_and_back() -> None:
    stream = io.BytesIO()
    write_frame(stream, {"op": "extract", "name": "传票"}, b"\x00\xff")
    write_frame(stream, {"op": "ping"})
    stream.seek(0)
    assert read_frame(stream) == ({"op": "extract", "name": "传票"}, b"\x00\xff")
    assert read_frame(stream) == ({"op": "ping"}, b"")
    assert read_frame(stream) is None


@pytest.mark.parametrize(
    "stream", [b"\x00\x00", b"\x00\x00\x00\x09{}", b"\xff\xff\xff\xff", b"\x00\x00\x00\x02[]"]
)
def test_what_is_no_frame_is_reported(stream: bytes) -> None:
    source: IO[bytes] = io.BytesIO(stream)
    with pytest.raises(BrokenFrame):
        read_frame(source)
