"""Any other paper: a heading, a title, paragraphs, perhaps a table, a closing."""

from __future__ import annotations

from samples.facts import Letter
from samples.page import Look
from samples.sheet import Block


def blocks(paper: Letter, look: Look) -> list[Block]:
    result = [Block("court", paper.heading)] if paper.heading else []
    result.append(Block("title", paper.title))
    if paper.number:
        result.append(Block("number", paper.number))
    if paper.addressee:
        result.append(Block("addressee", f"{paper.addressee}："))
    result += [Block("text", line) for line in paper.lines]
    if paper.table:
        result.append(Block("table", rows=paper.table))
    result += [Block("right", line) for line in paper.closing]
    if paper.issued_on:
        result.append(Block("right", look.printed_date(paper.issued_on), seal=paper.sealed))
    return result
