"""A paper as composed text: a list of blocks, printed as HTML by ``page`` or as plain text here."""

from __future__ import annotations

from dataclasses import dataclass

INDENT = "\u3000\u3000"


@dataclass(frozen=True)
class Block:
    """``style`` is one of court, title, number, addressee, text, line, right, table, space, break.

    ``rows`` are the cells of a table; a block with ``seal`` carries the court's seal over it.
    """

    style: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    seal: str = ""
    label: str = ""  # stamp printed at the left of the date


def plain(blocks: list[Block]) -> str:
    """The sheet as a text file: one paragraph per line, first lines indented by two characters."""
    lines: list[str] = []
    for block in blocks:
        match block.style:
            case "text":
                lines.append(INDENT + block.text)
            case "table":
                lines.extend("\t".join(row) for row in block.rows)
            case "space" | "break":
                lines.append("")
            case _:
                lines.append(block.text)
    return "\n".join(lines) + "\n"
