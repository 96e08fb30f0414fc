"""What does this paper say, and where does it say it? Bytes in, Extraction out; no database, no clock.

    extraction = extract(Path("传票.pdf").read_bytes(), "传票.pdf")
    extraction.papers[0].fields[FieldName.HEARING_AT].value

``reading`` turns bytes into pages of text with boxes, ``text`` cleans them, ``papers`` cuts a file into
papers and types them, ``fields`` and ``outcome`` read what each says, ``events`` what happened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.extractor.errors import UnreadableFile
from services.extractor.result import (
    CaseEvent,
    Extraction,
    Field,
    FileInfo,
    OperativeItem,
    Paper,
    Party,
    Problem,
)
from services.extractor.transcript import Page, Transcript

if TYPE_CHECKING:
    from services.extractor.pipeline import extract, understand
    from services.extractor.reading.unpack import Member, Unpacked, unpack

__all__ = [
    "CaseEvent",
    "Extraction",
    "Field",
    "FileInfo",
    "Member",
    "OperativeItem",
    "Page",
    "Paper",
    "Party",
    "Problem",
    "Transcript",
    "Unpacked",
    "UnreadableFile",
    "extract",
    "understand",
    "unpack",
]


def __getattr__(name: str) -> Any:
    # The service imports the types of this package without loading what reads papers.
    if name in ("extract", "understand"):
        from services.extractor import pipeline  # noqa: PLC0415

        return getattr(pipeline, name)
    if name in ("Member", "Unpacked", "unpack"):
        from services.extractor.reading import unpack  # noqa: PLC0415

        return getattr(unpack, name)
    raise AttributeError(name)
