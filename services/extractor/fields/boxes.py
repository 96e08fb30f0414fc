"""Boxes of a form (□开庭 ☑宣判): which of the printed choices was ticked."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

TICK = "☑☒✓✔√■"
_BOX = f"□{TICK}"
_CHOICE = r"[^\s□☑☒✓✔√■、，；：:（）()|/]+"
_BEFORE = re.compile(rf"(?P<box>[{_BOX}])\s?(?P<choice>{_CHOICE})")
_BEHIND = re.compile(rf"(?P<choice>{_CHOICE})\s?[（(]?(?P<box>[{_BOX}])")


def has_boxes(text: str, start: int, end: int) -> bool:
    """Does a list of choices stand at ``text[start:end]``, ticked or not?"""
    return re.compile(f"[{_BOX}]").search(text, start, end) is not None


def ticked(text: str, start: int, end: int) -> Iterator[Span]:
    """Where the ticked choices of ``text[start:end]`` stand, whether their boxes stand before them
    (□开庭 ☑宣判) or behind (开庭□ 宣判☑)."""
    first = re.compile(rf"[\s（(：:]*[{_BOX}]").match(text, start, end)
    for match in (_BEFORE if first else _BEHIND).finditer(text, start, end):
        if match["box"] in TICK:
            yield match.span("choice")
