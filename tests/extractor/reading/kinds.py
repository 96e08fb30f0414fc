"""One small sound file of every kind that is read without OCR. All names are invented."""

from __future__ import annotations

import io

import docx

from services.extractor.reading.confined import tool
from tests.extractor.fields.test_readers import SUMMONS
from tests.extractor.reading.ofd_writer import Ofd, text_object
from tests.extractor.reading.unpack.writing import attachment, mail_of, rar_of, seven_zip_of, zip_of


def small_files() -> dict[str, bytes]:
    """Bytes by extension; RAR only where unar is installed."""
    lines = SUMMONS.splitlines()
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    word = io.BytesIO()
    document.save(word)
    ofd = Ofd(["".join(text_object(line, 20, 30 + 8 * i) for i, line in enumerate(lines) if line)])
    inside = {"传票.txt": SUMMONS.encode(), "通知.ofd": ofd.bytes()}
    files = {
        "ofd": ofd.bytes(),
        "docx": word.getvalue(),
        "zip": zip_of(inside),
        "7z": seven_zip_of(inside),
        "eml": mail_of(*(attachment(b"filename=a.bin", content) for content in inside.values())),
    }
    if tool("unar"):
        files["rar"] = rar_of(inside)
    return files
