"""The text of one paper with the accidents of typing, wrapping and scanning removed.

:class:`PaperText` is what every finder reads: one ``str`` for a paper of several pages, in which a
wrapped paragraph is one line, 传 票 is 传票, （２０２３） is （2023） and 二○二三 is 二〇二三, and in
which every character still knows its page and its offset in that page's own text.

    >>> paper = PaperText.of("应 诉 通 知 书\\n（２０２３）渝0109 行初 45 号")
    >>> paper.text
    '应诉通知书\\n（2023）渝0109行初45号'
    >>> paper.source(6, 22).text
    '（２０２３）渝0109 行初 45 号'

Cleaning is a list of small named steps. A step may replace a character by another or drop it, never
add one: that is what keeps the offset map a plain array.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from services.extractor.result import Place, Source
from services.extractor.text.layout import dropped_by_layout
from services.extractor.transcript import Doubt, Page

IntArray = npt.NDArray[np.int32]
Span = tuple[int, int]

IDEOGRAPH = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u2e80-\u2fdf"
_WIDE_PUNCTUATION = "，。；：、？！“”‘’（）〔〕【】《》〈〉…—□×"
_WIDE = f"{IDEOGRAPH}{_WIDE_PUNCTUATION}"
_CHINESE_DIGIT = "〇一二三四五六七八九"


_NAME_ASKED = re.compile(r"(?:姓名|名称)(?:(?:或者?|/|、)名称)?")


@dataclass(frozen=True, slots=True)
class Step:
    """One cleaning step: ``replace`` keeps the length, ``drop`` names what goes away."""

    name: str
    replace: Callable[[str], str] | None = None
    drop: re.Pattern[str] | None = None


def _table(pairs: dict[str, str]) -> Callable[[str], str]:
    # Few of these characters stand in a paper: searching a class is faster than str.translate.
    found = re.compile(f"[{re.escape(''.join(pairs))}]")
    return lambda text: found.sub(lambda match: pairs[match[0]], text)


def _same_length(pattern: str, replacement: Callable[[re.Match[str]], str]) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda text: compiled.sub(replacement, text)


_HALF_WIDTH = {
    chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()
}

# Text layers made by some printers hold radicals instead of ideographs: ⾏ (U+2F8F) for 行.
_RADICALS = {
    chr(code): folded
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
    if len(folded := unicodedata.normalize("NFKC", chr(code))) == 1
}

_BRACKETS = dict(zip("()﹙﹚❨❩⦅⦆﹝﹞［］＜＞﹤﹥", "（）（）（）（）〔〕[]〈〉〈〉", strict=True))

_SPACES = " \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

STEPS: tuple[Step, ...] = (
    # Windows line ends, byte order marks, zero-width characters of web pages, soft hyphens.
    Step(
        "invisible",
        drop=re.compile("[\r\ufeff\u200b-\u200f\u2028-\u202e\u2060\u00ad\x00-\x08\x0e-\x1f]"),
    ),
    Step("page_breaks", replace=_table({"\f": "\n", "\v": "\n"})),
    Step(
        "half_width",
        replace=_table({**_HALF_WIDTH, "．": ".", "－": "-", "‐": "-", "‑": "-", "–": "-"}),
    ),
    Step("radicals", replace=_table(_RADICALS)),
    Step("brackets", replace=_table(_BRACKETS)),
    # OCR reads the short name of Guangdong in its traditional form.
    Step("traditional_court_codes", replace=_table({"粵": "粤"})),
    # 传 票, （2022）闽 06 行终 198 号, 审　判　长: a space beside an ideograph carries no meaning.
    Step(
        "spaces",
        drop=re.compile(
            rf"(?<=[{_WIDE}\n])[{_SPACES}]+|[{_SPACES}]+(?=[{_WIDE}\n])|^[{_SPACES}]+|[{_SPACES}]+$"
        ),
    ),
    # Half-width punctuation between ideographs; 14:30 and 10,000 stay.
    Step(
        "punctuation",
        replace=_same_length(
            r"(?<!\d)[:,;∶]|[:,;∶](?!\d)", lambda m: {":": "：", "∶": "：", ",": "，", ";": "；"}[m[0]]
        ),
    ),
    # 二○二三, 二O一八, 二零二三, 二00九: one zero between the digits of a year.
    Step(
        "zeros",
        replace=_same_length(
            rf"(?<=[{_CHINESE_DIGIT}])[○◯OoОΟ0零]+(?=[{_CHINESE_DIGIT}年])", lambda m: "〇" * len(m[0])
        ),
    ),
)


def _run(text: str, origin: IntArray) -> tuple[str, IntArray]:
    for step in STEPS:
        if step.replace:
            text = step.replace(text)
        elif step.drop:
            text, origin = _without(text, origin, [m.span() for m in step.drop.finditer(text)])
    return text, origin


def _without(text: str, origin: IntArray, spans: Sequence[Span]) -> tuple[str, IntArray]:
    """``text`` and its map without ``spans`` (in order, apart)."""
    if not spans:
        return text, origin
    keep = np.ones(len(text), dtype=bool)
    kept, last = [], 0
    for start, end in spans:
        keep[start:end] = False
        kept.append(text[last:start])
        last = end
    kept.append(text[last:])
    return "".join(kept), origin[keep]


@dataclass(frozen=True, slots=True)
class CellText:
    """A table cell as a span of the cleaned text; ``text`` is without spaces and line breaks."""

    page: int
    table: int
    row: int
    column: int
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class PaperText:
    """The cleaned text of one paper and the way back to its pages.

    ``origin[i]`` is the offset of ``text[i]`` in the raw texts of ``pages`` joined by one line break.
    All spans taken and given here are half-open ranges of ``text``.
    """

    text: str
    pages: tuple[Page, ...]
    origin: IntArray

    @classmethod
    def from_pages(cls, pages: Sequence[Page]) -> PaperText:
        """Clean the text of ``pages`` (at least one)."""
        raw = "\n".join(page.text for page in pages)
        text, origin = _without(raw, np.arange(len(raw), dtype=np.int32), dropped_by_layout(pages))
        text, origin = _without(text, origin, [(0, len(text) - len(text.lstrip("\n")))])
        text, origin = _run(text, origin)
        return cls(text, tuple(pages), origin)

    @classmethod
    def of(cls, text: str) -> PaperText:
        """A paper of one plain-text page."""
        return cls.from_pages([Page(number=1, width=0, height=0, source="text", text=text)])

    def source(self, start: int, end: int) -> Source:
        """Where ``text[start:end]`` stands: one place per page, and the text as printed.

        Raises ValueError for an empty span: nothing has no place.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no characters in span {start}:{end}")
        places, printed = [], []
        for index, first, last in self._raw_ranges(start, end):
            page = self.pages[index]
            places.append(Place(page.number, first, last, page.boxes(first, last)))
            printed.append(page.text[first:last])
        return Source("\n".join(printed), tuple(places))

    def confidence(self, start: int, end: int) -> float:
        """The least certain letter, digit or ideograph of ``text[start:end]`` as its reader judged,
        0..1. Brackets and stops are left out: a faint （ makes no case number doubtful."""
        least = 1.0
        for position in range(start, end):
            if self.text[position].isalnum():
                raw = int(self.origin[position])
                index = self._page_index(raw)
                offset = raw - self._starts[index]
                least = min(least, self.pages[index].confidence(offset, offset + 1))
        return least

    def doubts(self, start: int, end: int) -> tuple[Doubt, ...]:
        """What second readings said differently inside ``text[start:end]``."""
        return tuple(
            doubt
            for index, a, b in self._raw_ranges(start, end)
            for doubt in self.pages[index].doubts
            if doubt.start < b and doubt.end > a
        )

    def gap_before(self, position: int) -> bool:
        """Was something (a space, a line break) dropped right before ``text[position]``?"""
        return position > 0 and int(self.origin[position] - self.origin[position - 1]) > 1

    def lines(self) -> Iterator[Span]:
        """The non-empty lines (paragraphs, once unwrapped) in order."""
        start = 0
        for line in self.text.split("\n"):
            if line:
                yield start, start + len(line)
            start += len(line) + 1

    def page_of(self, position: int) -> int:
        """Page number (1-based, of the file) of ``text[position]``."""
        return self.pages[self._page_index(int(self.origin[position]))].number

    @cached_property
    def cells(self) -> tuple[CellText, ...]:
        """All table cells that hold text, in reading order."""
        cells = []
        for index, page in enumerate(self.pages):
            base = self._starts[index]
            for cell in page.cells:
                start = int(np.searchsorted(self.origin, base + cell.start))
                end = int(np.searchsorted(self.origin, base + cell.end))
                while start < end and self.text[start] == "\n":
                    start += 1
                while end > start and self.text[end - 1] == "\n":
                    end -= 1
                if start < end:
                    shown = self.text[start:end].replace("\n", "").replace(" ", "")
                    cells.append(
                        CellText(page.number, cell.table, cell.row, cell.column, start, end, shown)
                    )
        return tuple(cells)

    def cell_beside(self, label: re.Pattern[str]) -> CellText | None:
        """The cell to the right of the one whose whole text is ``label``; None when absent or empty.
        A label of two columns has what it asks for between: 被传唤人 | 姓名或名称 | 云山县公安局.

        A form with an empty value cell has the next label there: callers refuse values that are
        labels themselves.
        """
        for cell in self.cells:
            if label.fullmatch(cell.text):
                right = [
                    c
                    for c in self.cells
                    if (c.page, c.table, c.row) == (cell.page, cell.table, cell.row)
                    and c.column > cell.column
                    and not _NAME_ASKED.fullmatch(c.text)
                ]
                if right:
                    return min(right, key=lambda c: c.column)
        return None

    @cached_property
    def _starts(self) -> list[int]:
        starts, position = [], 0
        for page in self.pages:
            starts.append(position)
            position += len(page.text) + 1
        return starts

    def _page_index(self, raw: int) -> int:
        return bisect_right(self._starts, raw) - 1

    def _raw_ranges(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """(page index, first, last) in the pages' own texts, one per page touched."""
        if end <= start:
            return
        raw = self.origin[start:end]
        first_page, last_page = self._page_index(int(raw[0])), self._page_index(int(raw[-1]))
        for index in range(first_page, last_page + 1):
            base, length = self._starts[index], len(self.pages[index].text)
            low = int(np.searchsorted(raw, base))
            high = int(np.searchsorted(raw, base + length))
            if low < high:
                yield index, int(raw[low]) - base, int(raw[high - 1]) - base + 1
