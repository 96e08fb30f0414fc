"""What does this paper say, and where does it say it? Bytes in, Extraction out; no database, no clock.

    extraction = extract(Path("传票.pdf").read_bytes(), "传票.pdf")
    extraction.papers[0].fields[FieldName.HEARING_AT].value

``reading`` turns bytes into pages of text with boxes, ``text`` cleans them, ``papers`` cuts a file into
papers and types them, ``fields`` and ``outcome`` read what each says, ``events`` what happened.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.extractor.errors import UnreadableFile
    from services.extractor.pipeline import extract, understand
    from services.extractor.reading.unpack import Member, Unpacked, unpack
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


_HOMES = {
    "errors": ("UnreadableFile",),
    "pipeline": ("extract", "understand"),
    "reading.unpack": ("Member", "Unpacked", "unpack"),
    "result": (
        *("CaseEvent", "Extraction", "Field", "FileInfo"),
        *("OperativeItem", "Paper", "Party", "Problem"),
    ),
    "transcript": ("Page", "Transcript"),
}


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the service speaks to its readers without what they read with.
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(name)
