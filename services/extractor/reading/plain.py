"""Plain text to a transcript of one page, so that spans index the decoded file."""

from __future__ import annotations

import re

from services.extractor.reading.sniff import decode
from services.extractor.transcript import Line, Page

A4 = (595.0, 842.0)  # points


def read_plain(data: bytes) -> Page:
    """One page whose ``text`` is the whole decoded file; no boxes. Raises UnreadableFile."""
    text = decode(data)
    lines = tuple(
        Line(found.start(), found.end(), None, 1.0)
        for found in re.finditer(r"[^\r\n\f]+", text)
        if found.group().strip()
    )
    return Page(1, *A4, "text", text, lines, reader="text")
