"""Which line breaks of a page are only wrapping, and which lines are page numbers.

A paragraph printed over several lines must be one line before anything is searched in it, or
崇义县自然资⏎源局 is not found. The evidence is geometry: a line that runs to the right margin and is
followed by one that starts at the left margin goes on there. Plain text without boxes counts columns
instead, and only when the whole text is visibly wrapped at one width.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from services.extractor.transcript import Page

Span = tuple[int, int]

_UNPLACED = ("text", "docx")  # sources without lines on paper: columns are counted, nothing is a footer

# - 3 -, 第3页, 第 3 页 共 9 页, 3/9, —3—
_PAGE_NUMBER = re.compile(
    r"[\s\-—–－_·.]*(?:第?\s*\d{1,3}\s*页?(?:\s*[,，/、]?\s*共?\s*\d{1,3}\s*页?)?"
    r"|第\s*[一二三四五六七八九十]{1,3}\s*页(?:\s*共\s*[一二三四五六七八九十]{1,3}\s*页)?)[\s\-—–－_·.]*"
)
_ENDS_A_PARAGRAPH = re.compile(r"[。：:；;！？!?]\s*$")
_STARTS_A_PARAGRAPH = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、．.](?!\d)"
    r"|原告|被告|第三人|上诉人|被上诉人|再审申请人|被申请人|申请执行人|被执行人|法定代表人|负责人"
    r"|委托(?:诉讼)?代理人|审\s*判\s*[长员]|人\s*民\s*陪\s*审\s*员|书\s*记\s*员|法\s*官\s*助\s*理|附[：:])"
)


@dataclass(frozen=True, slots=True)
class _Row:
    """One printed line: ``start`` and ``end`` in the joined raw text, edges in points or columns."""

    start: int
    end: int
    text: str
    left: float
    right: float
    em: float  # width of one ideograph in the unit of the edges
    in_table: bool
    page: int


def dropped_by_layout(pages: Sequence[Page]) -> list[Span]:
    """Spans of ``"\\n".join(page.text for page in pages)`` to drop: wraps and page numbers."""
    rows: list[_Row] = []
    dropped: list[Span] = []
    base = 0
    for index, page in enumerate(pages):
        page_rows = _rows(page, base, index)
        furniture = _repeated_rows(page_rows, index, pages)
        if page.source not in _UNPLACED:
            beside = [row for row in page_rows if row not in furniture]
            if beside and index > 0 and _alike(beside[-1].text, _edge_line(pages[index - 1], -1)):
                beside.pop()  # a page number may stand above the last footer: 第2页共2页 ⏎ 内部资料
            furniture += _page_number_rows(beside)
        dropped.extend((row.start, row.end) for row in furniture)
        rows.extend(row for row in page_rows if row not in furniture)
        base += len(page.text) + 1
    margins = {
        index: _margins([row for row in rows if row.page == index], page)
        for index, page in enumerate(pages)
    }
    numbers = [row for row in _numbers_between(rows, margins) if pages[row.page].source in _UNPLACED]
    dropped.extend((row.start, row.end) for row in numbers)
    rows = [row for row in rows if row not in numbers]
    for row, following in pairwise(rows):
        if _goes_on(row, following, margins):
            # Everything between two rows is white: the break itself, perhaps a dropped page number.
            dropped.append((row.end, following.start))
    return _merged(dropped)


def _rows(page: Page, base: int, index: int) -> list[_Row]:
    rows = []
    boxed = {line.start: line.box for line in page.lines if line.box is not None}
    width = _columns if boxed else _measure(page.text)
    start = 0
    for text in page.text.split("\n"):
        end = start + len(text)
        if text.strip():
            box = boxed.get(start)
            if box is not None:
                left, right = box.x0, box.x1
                em = (right - left) / max(_columns(text.strip()) / 2, 1)
            else:
                body = text.rstrip()
                left = float(width(body) - width(body.lstrip()))
                right, em = float(width(body)), 2.0
            in_table = any(cell.start <= start < cell.end for cell in page.cells)
            first = end - len(text.lstrip("\f\v"))  # a page of pdftotext begins with a form feed
            rows.append(_Row(base + first, base + end, text, left, right, em, in_table, index))
        start = end + 1
    return rows


def _columns(text: str) -> int:
    """Printed width in half-width columns, every character beyond ASCII counting two."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _places(text: str) -> int:
    """Width where every character counts the same, in half-width columns."""
    return 2 * len(text)


def _measure(text: str) -> Callable[[str], int]:
    """How the lines of a plain text were counted when it was wrapped: more of them end together."""
    lines = [line.rstrip() for line in text.split("\n") if len(line) > 12]
    return max((_columns, _places), key=lambda width: _ending_together([width(each) for each in lines]))


def _ending_together(widths: Sequence[int]) -> int:
    return sum(width > max(widths) - 4 for width in widths)


def _page_number_rows(rows: list[_Row]) -> list[_Row]:
    """A page number stands alone on the first or the last line, never elsewhere."""
    return (
        [row for row in {0: rows[0], 1: rows[-1]}.values() if _PAGE_NUMBER.fullmatch(row.text)]
        if rows
        else []
    )


def _numbers_between(
    rows: Sequence[_Row], margins: dict[int, tuple[float, float] | None]
) -> Iterator[_Row]:
    """Page numbers inside a text pasted from a viewer: 江州市中级人 ⏎ — 3 — ⏎ 民法院. Only between a
    full line and the one it goes on in, where a line of the text would not be so short."""
    for row, number, following in zip(rows, rows[1:], rows[2:], strict=False):
        if number.in_table or not _PAGE_NUMBER.fullmatch(number.text):
            continue
        if _goes_on(row, following, margins):
            yield number


def _repeated_rows(rows: list[_Row], index: int, pages: Sequence[Page]) -> list[_Row]:
    """A running header after the first page and a running footer before the last.

    The first header stays, it may be the heading itself; so does the last footer.
    """
    found = []
    if index > 0 and rows and _alike(rows[0].text, _edge_line(pages[index - 1], 0)):
        found.append(rows[0])
    if index + 1 < len(pages) and rows and _alike(rows[-1].text, _edge_line(pages[index + 1], -1)):
        found.append(rows[-1])
    return found


def _alike(text: str, other: str | None) -> bool:
    """The same line but for what OCR reads by luck: 内部资料，注意保存 and 内部资料、注意保存."""
    return other is not None and _letters(text) == _letters(other)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)) or text


def _edge_line(page: Page, which: int) -> str | None:
    lines = [line for line in page.text.split("\n") if line.strip()]
    return lines[which] if lines else None


def _margins(rows: list[_Row], page: Page) -> tuple[float, float] | None:
    """Left and right edge of the running text, None when the lines share no right edge.

    A plain text whose paragraphs are single lines of any length is not wrapped: most of its long
    lines end elsewhere than the longest, and with a full stop. On a page with boxes two lines that end
    together are enough, and a single one that ends as far from the right edge as the text begins from
    the left.
    """
    long = [row for row in rows if not row.in_table and row.right - row.left > 12 * row.em]
    if not long:
        return None
    left, em = min(row.left for row in long), long[0].em
    # Where only the first lines of paragraphs are long, as on a short last page, all of these are
    # indented; the ends of the paragraphs show the margin.
    ends = [row.left for row in rows if not row.in_table and 1.4 * em < left - row.left < 2.8 * em]
    left = min(ends, default=left)
    right = max(row.right for row in long)
    at_edge = sum(1 for row in long if row.right > right - 2.2 * row.em)
    if page.source in _UNPLACED:
        wrapped = at_edge >= 5 and at_edge * 2 >= len(long)
        return (left, right) if wrapped or _breaks_at(right, rows, long) else None
    symmetric = abs(page.width - right - left) < 3 * em
    return (left, right) if at_edge >= 2 or symmetric else None


_FEWEST_BREAKS = 2  # sentences broken at the edge that show a short text to be wrapped
_NARROWEST = 40  # columns of a line of such a text; names, titles and rows of forms are shorter
# 传唤事由：开庭, 案由 行政处罚: a row of a form goes on no sentence
_LABELLED = re.compile(
    r"\s*(?:[\u4e00-\u9fa5]{2,10}[：:]|案\s*[号由]|被传唤人|传唤事由|应到|单位|住址|送达|注意事项|备注)"
)


def _breaks_at(right: float, rows: Sequence[_Row], long: Sequence[_Row]) -> bool:
    """Do the long lines of a plain text end either at the edge, inside a sentence, or with their
    paragraph? A form or a list of names has no full stops and is no such text."""
    edge = right - 2.2 * long[0].em
    short = [row for row in long if row.right <= edge]
    ended = sum(_ENDS_A_PARAGRAPH.search(row.text) is not None for row in short)
    broken = [
        row
        for row, following in pairwise(rows)
        if row.right > edge
        and not _ENDS_A_PARAGRAPH.search(row.text)
        and not _LABELLED.match(following.text)
    ]
    wide = any(_columns(row.text.strip()) > _NARROWEST for row in broken)
    return wide and len(broken) >= _FEWEST_BREAKS and ended * 5 >= len(short) * 4


def _goes_on(row: _Row, following: _Row, margins: dict[int, tuple[float, float] | None]) -> bool:
    here, there = margins[row.page], margins[following.page] or margins[row.page]
    if here is None or there is None or row.in_table or following.in_table:
        return False
    left, right = here
    full = row.right > right - 2.2 * row.em and row.left < left + 3.2 * row.em
    at_left = abs(following.left - there[0]) < 1.2 * following.em
    if not (full and at_left):
        return False
    return not (_ENDS_A_PARAGRAPH.search(row.text) and _STARTS_A_PARAGRAPH.match(following.text))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
