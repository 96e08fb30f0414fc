"""Names of members: decoded, and harmless wherever they are shown."""

from __future__ import annotations

import re

# What systems leave in archives beside the files of the user.
_DROPPINGS = re.compile(
    r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)", re.IGNORECASE
)
_LONGEST = 300


def decoded(raw: bytes) -> str:
    """A name of unknown encoding: UTF-8, else GB18030, else what DOS would show (cp437)."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def harmless(name: str) -> str:
    """``name`` without drive, root, "..", empty parts and control characters; "/" between folders."""
    parts = re.sub(r"^[A-Za-z]:", "", name).replace("\\", "/").split("/")
    kept = [_printable(part) for part in parts]
    return "/".join(part for part in kept if part not in ("", ".", ".."))[-_LONGEST:] or "未命名"


def is_dropping(name: str) -> bool:
    """Whether a system wrote the member, not a person (Thumbs.db, __MACOSX/)."""
    return _DROPPINGS.search(name) is not None


def distinct(name: str, taken: set[str]) -> str:
    """``name``, with a number when it is taken; the result is added to ``taken``."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or "/" in suffix:
        stem, dot, suffix = name, "", ""
    number, chosen = 2, name
    while chosen in taken:
        chosen, number = f"{stem}（{number}）{dot}{suffix}", number + 1
    taken.add(chosen)
    return chosen


def _printable(part: str) -> str:
    """Without what cannot be shown, or would turn the reading direction of the rest."""
    return "".join(ch for ch in part if ch.isprintable()).strip()
