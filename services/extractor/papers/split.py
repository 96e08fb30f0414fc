"""Where one paper of a file ends and the next begins.

A paper begins on a new page with its own heading. A heading repeated on top of every page of a
judgment begins nothing, and neither does a page without a heading: it continues.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.extractor.papers.head import Head, read_head
from services.extractor.text.clean import PaperText
from services.extractor.text.sections import find_sections
from services.extractor.transcript import Page
from services.vocabulary import PaperKind

_UNTITLED_START = 200  # a title this deep in a page is not its heading


@dataclass(frozen=True)
class Part:
    """The pages of one paper, cleaned, with the heading it begins with."""

    paper: PaperText
    head: Head


def split_papers(pages: Sequence[Page]) -> list[Part]:
    """The papers of a file in order; pages without text go with the paper before them."""
    groups: list[list[Page]] = []
    heads: list[Head] = []
    for page in pages:
        single = PaperText.from_pages([page])
        head = read_head(single.text)
        if not groups or (_begins(single.text, head) and not _repeats(head, heads[-1], groups[-1])):
            groups.append([page])
            heads.append(head)
        else:
            groups[-1].append(page)
    papers = [PaperText.from_pages(group) for group in groups]
    return [Part(paper, read_head(paper.text)) for paper in papers if paper.text.strip()]


def _begins(text: str, head: Head) -> bool:
    """A title near the top begins a paper; a title of no kind of ours only under a court, with a
    number, or on one of the first two lines (an office's name, then 行政处罚决定书)."""
    if head.title is None or head.title.start > _UNTITLED_START:
        return False
    if head.title.kind not in (None, PaperKind.OTHER_COURT_PAPER):
        return True
    return bool(head.court or head.number) or text.count("\n", 0, head.title.start) <= 1


def _repeats(head: Head, current: Head, group: Sequence[Page]) -> bool:
    """The running heading of a paper that is not signed yet."""
    same = (
        head.title is not None
        and current.title is not None
        and head.title.text == current.title.text
        and (head.number is None or current.number is None or head.number.value == current.number.value)
    )
    return (
        same
        and find_sections(PaperText.from_pages(group).text).signature is None
        and not _is_form(head)
    )


def _is_form(head: Head) -> bool:
    """Two summonses in a row are two papers: a form fits one page."""
    return head.title is not None and head.title.kind in (
        PaperKind.SUMMONS,
        PaperKind.SERVICE_RETURN,
        PaperKind.SERVICE_ADDRESS_FORM,
    )
