"""What the ids of a pack's entries mean, for pages: nobody knows BB-19, everybody its title."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from services.law.catalogue import catalogue
from services.law.pack import load_pack
from services.vocabulary import Jurisdiction

_ID = re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z][A-Za-z]*(?:[-_.][A-Za-z0-9]+)*(?![A-Za-z0-9_])")


@cache
def titles_of(jurisdiction: Jurisdiction) -> Mapping[str, str]:
    """By id of an entry of the pack and those above it, or of a row of the notice that entries carry,
    what it says."""
    titles: dict[str, str] = {}
    rows: dict[str, dict[str, None]] = {}
    for above in load_pack(jurisdiction).lineage:
        for entry in catalogue(above):
            titles[entry.id] = entry.title
            for row in entry.rows:
                rows.setdefault(row, {})[entry.title] = None
    return {row: "；".join(said) for row, said in rows.items()} | titles


def named(words: str, titles: Mapping[str, str]) -> str:
    """``words`` with ids of entries as their titles: “提交答辩状、证据……”的末日前5个工作日."""
    return _ID.sub(lambda found: f"“{titles[found[0]]}”" if found[0] in titles else found[0], words)
