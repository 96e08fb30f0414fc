"""Damages the text layer of a PDF the way some office suites do.

Ideographs stay right; digits and punctuation come out as ASCII symbols, because their entries in the
fonts' /ToUnicode tables are wrong. What is printed does not change.
"""

from __future__ import annotations

import io
import re

import pikepdf

PUNCTUATION = {
    "，": "#",
    "。": "%",
    "、": "$",
    "；": "+",
    "：": "*",
    "（": "!",
    "）": '"',
    "《": "&",
    "》": "'",
    "〔": "{",
    "〕": "}",
    "—": "~",
}
DIGITS = {str(d): symbol for d, symbol in enumerate("<=>?@[\\]^_")}
WRONG = PUNCTUATION | DIGITS
_SINGLE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def garbled(pdf: bytes) -> bytes:
    """``pdf`` with every /ToUnicode table rewritten. ValueError when no entry was hit."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        hits = 0
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
                table = item["/ToUnicode"]
                wrong, found = _rewritten(table.read_bytes().decode("latin-1"))
                table.write(wrong.encode("latin-1"))
                hits += found
        if not hits:
            raise ValueError("no digit or punctuation stands in any /ToUnicode table")
        out = io.BytesIO()
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _rewritten(cmap: str) -> tuple[str, int]:
    """The table as single entries, digits and punctuation mapped to symbols; and how many were."""
    entries: list[tuple[int, str]] = []
    for section in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        entries += [(int(code, 16), _text(target)) for code, target in _SINGLE.findall(section)]
    for section in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, target in _RANGE.findall(section):
            start = _text(target)
            entries += [
                (int(first, 16) + i, start[:-1] + chr(ord(start[-1]) + i))
                for i in range(int(last, 16) - int(first, 16) + 1)
            ]
    hits = sum(text in WRONG for _, text in entries)
    lines = [f"<{code:04X}> <{_hex(WRONG.get(text, text))}>" for code, text in sorted(entries)]
    blocks = [
        f"{len(lines[i : i + 100])} beginbfchar\n" + "\n".join(lines[i : i + 100]) + "\nendbfchar\n"
        for i in range(0, len(lines), 100)
    ]
    head = re.split(r"\d+\s+beginbf", cmap)[0]
    return head + "".join(
        blocks
    ) + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n", hits


def _text(target: str) -> str:
    return bytes.fromhex(target).decode("utf-16-be")


def _hex(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
