"""Content decides what a file is; what cannot be read is refused with cause and remedy."""

import io
import struct
import zipfile
import zlib

import pikepdf
import pytest
from PIL import Image

from services.extractor.errors import MESSAGES, UnreadableFile
from services.extractor.reading import image as image_reader
from services.extractor.reading import pdf as pdf_reader
from services.extractor.reading import read
from services.extractor.reading.sniff import sniff
from tests.extractor.reading.drawing import encoded

CHINESE = "重庆市北碚区人民法院\r\n传票\r\n案号：（2024）渝0109行初187号\r\n"


def blank_pdf(pages: int = 1, size: tuple[float, float] = (595, 842), **saving: object) -> bytes:
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page().MediaBox = [0, 0, *size]
    buffer = io.BytesIO()
    pdf.save(buffer, **saving)
    return buffer.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def png_claiming(width: int, height: int) -> bytes:
    """A PNG whose header promises a huge picture: a decompression bomb."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_plain_text_is_one_page_exactly_as_decoded(encoding: str) -> None:
    info, transcript, problems = read(CHINESE.encode(encoding), "传票.txt")
    page = transcript.pages[0]
    assert (info.media_type, info.pages, info.page_sources) == ("text/plain", 1, ("text",))
    assert page.text == CHINESE
    assert [page.text[line.start : line.end] for line in page.lines] == CHINESE.split()
    assert page.boxes(0, 5) == ()
    assert problems == ()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"MZ\x90\x00" + bytes(200), "executable_refused"),
        (b"\x7fELF\x02\x01\x01" + bytes(200), "executable_refused"),
        (b"#!/bin/sh\necho hello\n", "executable_refused"),
        (zipped("[Content_Types].xml", b"<Types/>"), "unsupported_type"),
        (zipped("OFD.xml", b"<ofd:OFD/>"), "ofd_broken"),
        (b"<!DOCTYPE html><p>\xe4\xbc\xa0\xe7\xa5\xa8</p>", "unsupported_type"),
        (b"Rar!\x1a\x07\x01\x00" + bytes(64), "unsupported_type"),
        (CHINESE.encode("utf-16"), "text_encoding"),
        (b"\x89PNG\r\n\x1a\n", "image_broken"),
        (b"\xff\xd8\xff\xe0", "image_broken"),
        (b"II*\x00\x00\x00\x00\x00", "image_broken"),
        (b"%PDF-1.7\n", "pdf_broken"),
        (blank_pdf()[:-200], "pdf_broken"),
        (blank_pdf(encryption=pikepdf.Encryption(user="secret", owner="owner")), "pdf_encrypted"),
        (blank_pdf(size=(20000, 20000)), "page_too_large"),
        (png_claiming(60000, 60000), "page_too_large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(data, "文书.pdf")
    assert refused.value.code == code
    assert refused.value.message == MESSAGES[code]


def test_an_image_cut_off_in_the_middle_is_refused() -> None:
    picture = encoded(Image.effect_noise((600, 800), 80).convert("RGB"), "JPEG")
    with pytest.raises(UnreadableFile, match="image_broken"):
        read(picture[: len(picture) // 2], "照片.jpg")


def test_a_password_that_only_forbids_printing_does_not_stop_reading() -> None:
    data = blank_pdf(encryption=pikepdf.Encryption(user="", owner="owner"))
    assert read(data, "a.pdf")[0].pages == 1


def test_a_file_with_too_many_pages_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 3)
    monkeypatch.setattr(image_reader, "MAX_PAGES", 3)
    with pytest.raises(UnreadableFile, match="too_many_pages"):
        read(blank_pdf(4), "a.pdf")
    frames = [Image.new("1", (100, 140), 1)] * 4
    tiff = encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(UnreadableFile, match="too_many_pages"):
        read(tiff, "a.tif")


def test_the_name_does_not_decide() -> None:
    assert sniff(blank_pdf()).kind == "pdf"
    assert read(CHINESE.encode(), "照片.jpg")[0].media_type == "text/plain"


def test_a_pdf_may_stand_behind_a_few_foreign_bytes() -> None:
    assert read(b"\r\n\r\n" + blank_pdf(), "a.pdf")[0].pages == 1
