"""Bytes in, transcript out: what stands on each page of a file, and where.

    info, transcript, problems = read(data, "传票.pdf")

A PDF or OFD page with a sound text layer is taken as it is (``pdf``, ``ofd``), a Word document by its
text (``docx``), every picture of a page by OCR (``ocr``). One bad page is a problem of that page; a
file that cannot be read at all raises ``UnreadableFile``. Containers are opened by ``unpack``.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from services.extractor.errors import unreadable
from services.extractor.reading.reading import Progress, Reading
from services.extractor.reading.sniff import Sniffed, sniff
from services.extractor.result import FileInfo, Problem
from services.extractor.transcript import Transcript

if TYPE_CHECKING:
    from services.extractor.reading.sheets import Sheets

__all__ = ["Progress", "read", "sniff"]


def read(
    data: bytes, name: str, progress: Progress | None = None, sheets: Sheets | None = None
) -> tuple[FileInfo, Transcript, tuple[Problem, ...]]:
    """Read every page of ``data``; ``name`` is only passed on, the content decides how it is read.

    ``progress(done, total)`` is called after each page. ``sheets`` keeps the pictures of pages read by
    OCR for whoever looks at them again. Raises UnreadableFile.
    """
    sniffed = sniff(data)
    reading = _read_pages(data, sniffed, progress or _ignore, sheets)
    info = FileInfo(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=sniffed.media_type,
        pages=len(reading.pages),
        page_sizes=tuple((round(p.width, 2), round(p.height, 2)) for p in reading.pages),
        page_sources=tuple(p.source for p in reading.pages),
        page_rotations=tuple(p.rotation for p in reading.pages),
        page_grades=tuple(p.grade for p in reading.pages),
    )
    return info, Transcript(reading.pages, reading.notes), reading.problems


def _read_pages(data: bytes, sniffed: Sniffed, progress: Progress, sheets: Sheets | None) -> Reading:
    # Each format brings its own libraries: a text layer never waits for the OCR engine to load.
    if sniffed.kind == "pdf":
        from services.extractor.reading.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, progress, sheets)
    if sniffed.kind == "image":
        from services.extractor.reading.image import read_image  # noqa: PLC0415

        return read_image(data, progress, sheets)
    if sniffed.kind == "ofd":
        from services.extractor.reading.ofd.read import read_ofd  # noqa: PLC0415

        return read_ofd(data, progress)
    if sniffed.kind in ("docx", "doc"):
        from services.extractor.reading.word import read_doc, read_docx  # noqa: PLC0415

        return (read_docx if sniffed.kind == "docx" else read_doc)(data, progress)
    if sniffed.kind != "text":
        raise unreadable("unsupported_type")  # a container has no pages of its own
    from services.extractor.reading.plain import read_plain  # noqa: PLC0415

    page = read_plain(data)
    progress(1, 1)
    return Reading((page,))


def _ignore(done: int, total: int) -> None:
    """Nobody asked for progress."""
