"""The decisive lines of scanned pages read a second time, and what follows for their certainty.

A wrong digit in a case number or a date is not seen by a grammar: 渝0109 and 滁0109 are both well
formed. So the print under every decisive field (case number, court, addressee, dates, parties,
operative part) is read again by another OCR model. Where the two agree the characters count as surer
than either said, where they differ both readings are kept: as a doubt on the page, and as a candidate
of the field where the other reading gives another value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

import numpy as np

from services.extractor.reading.engines import Glyphs, Image, Quad
from services.extractor.reading.second import NAME, SecondReader, second_reader, third_vote
from services.extractor.reading.sheets import Sheets
from services.extractor.result import Candidate, CaseEvent, Field, Paper, Place, Value
from services.extractor.transcript import Doubt, FloatArray, Line, Page, Transcript
from services.vocabulary import FieldName

DECISIVE = (
    FieldName.CASE_NUMBER,
    FieldName.PRIOR_CASE_NUMBER,
    FieldName.COURT,
    FieldName.ADDRESSEE,
    FieldName.ISSUED_ON,
    FieldName.FILED_ON,
    FieldName.SERVED_ON,
    FieldName.HEARING_AT,
    FieldName.APPEAL_DAYS,
)
_LONGEST_PARTY = 60  # characters: a party's name stands at the beginning of its paragraph
_MARGIN = 1  # characters read beyond either end of a span: crops cut through strokes otherwise
_CEILING = 0.999  # two models share some blind spots
# How sure a character is that the second reader reads otherwise, by the vote of a third on digits.
_CONTRADICTED, _SUPPORTED, _OUTVOTED = 0.5, 0.8, 0.2
_DIGITS = frozenset("0123456789〇一二三四五六七八九十")

Span = tuple[int, int]


Understood = tuple[tuple[Paper, ...], tuple[CaseEvent, ...]]
Understand = Callable[[Transcript], Understood]


def understood_twice(
    transcript: Transcript, sheets: Sheets, understand: Understand
) -> tuple[Transcript, Understood]:
    """What ``understand`` makes of ``transcript`` once its decisive print has been read again, and the
    transcript with the evidence of both readings. The pages' pictures come from ``sheets``; a file
    without pages read by OCR is understood once."""
    understood = understand(transcript)
    again = reread(understood[0], transcript, sheets)
    if again is None:
        return transcript, understood
    papers, events = understand(again.transcript)
    if again.other is not None:
        papers = with_candidates(papers, understand(again.other)[0])
    return again.transcript, (papers, events)


@dataclass(frozen=True)
class Reread:
    """``transcript`` carries the evidence of the second reading; ``other`` is what the file says if
    the second reader is right wherever it differs, None when it differs nowhere."""

    transcript: Transcript
    other: Transcript | None


def reread(papers: Sequence[Paper], transcript: Transcript, sheets: Sheets) -> Reread | None:
    """Read the decisive print of ``papers`` again; None when no page of theirs was read by OCR."""
    pages = {page.number: page for page in transcript.pages}
    spans = _decisive_spans(papers, pages)
    if not spans:
        return None
    reader = second_reader()
    if reader.recogniser is None:
        return Reread(replace(transcript, notes=(*transcript.notes, reader.note)), None)
    others = dict(pages)
    for number, wanted in spans.items():
        page = pages[number]
        image = sheets.picture(page)
        if image is not None:
            seen = _Second(page, image, reader)
            for start, end in wanted:
                seen.read(start, end)
            pages[number], others[number] = seen.page(), seen.other()
    differs = any(others[page.number] is not page for page in transcript.pages)
    return Reread(
        replace(transcript, pages=tuple(pages.values())),
        replace(transcript, pages=tuple(others.values())) if differs else None,
    )


def with_candidates(papers: Sequence[Paper], others: Sequence[Paper]) -> tuple[Paper, ...]:
    """``papers`` with the values of ``others`` (understood from the second reading) as candidates
    where they differ. Papers are matched by their pages."""
    waiting: dict[tuple[int, ...], list[Paper]] = {}
    for paper in others:  # two papers may share a page
        waiting.setdefault(paper.pages, []).append(paper)
    return tuple(_with_candidates(paper, waiting.get(paper.pages, [])) for paper in papers)


def _with_candidates(paper: Paper, others: list[Paper]) -> Paper:
    """``paper`` with the values of the first of ``others``, which is used up."""
    if not others:
        return paper
    other = others.pop(0)
    fields = {
        name: _with_candidate(field, other.fields.get(name)) for name, field in paper.fields.items()
    }
    return replace(paper, fields=fields)


def _with_candidate(field: Field, other: Field | None) -> Field:
    known = (field.value, *(each.value for each in field.candidates))
    if other is None or any(_same(other.value, each) for each in known):
        return field
    candidate = Candidate(
        other.value, other.source.text, 1 - field.confidence, f"ocr.{NAME}", field.source
    )
    return replace(field, candidates=(*field.candidates, candidate))


def _same(one: Value, other: Value) -> bool:
    """Alike but for stops, brackets, spaces and the width of letters, which OCR tells by luck."""
    return one == other or (_plain(str(one)) or str(one)) == (_plain(str(other)) or str(other))


# --- which print is decisive ----------------------------------------------------------------------


def _decisive_spans(papers: Sequence[Paper], pages: Mapping[int, Page]) -> dict[int, list[Span]]:
    """Spans by page number of pages read by OCR, in order, joined where they touch."""
    found: dict[int, list[Span]] = {}
    for place in _decisive_places(papers):
        page = pages[place.page]
        if page.source == "ocr" and page.char_boxes is not None:
            found.setdefault(place.page, []).append((place.start, place.end))
    return {number: _joined(spans) for number, spans in sorted(found.items())}


def _decisive_places(papers: Sequence[Paper]) -> Iterator[Place]:
    for paper in papers:
        for name in DECISIVE:
            if name in paper.fields:
                yield from paper.fields[name].source.places
        for party in paper.parties:
            place = party.source.places[0]
            yield replace(place, end=min(place.end, place.start + _LONGEST_PARTY))
        for item in paper.operative:
            yield from item.source.places


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


# --- one page -------------------------------------------------------------------------------------


class _Second:
    """The evidence a second reading gives on one page."""

    def __init__(self, page: Page, image: Image, reader: SecondReader) -> None:
        self._page = page
        self._image = image
        self._reader = reader
        self._doubts: list[Doubt] = []
        given = page.char_confidence
        self._sure = np.ones(len(page.text), np.float32) if given is None else given.copy()

    def page(self) -> Page:
        """The page with its certainty as both readings give it."""
        doubts = (*self._page.doubts, *self._doubts)
        return replace(self._page, char_confidence=self._sure, doubts=doubts)

    def other(self) -> Page:
        """The page as the second reader has it, the same object when it reads nothing otherwise."""
        return rewritten(self._page, self._doubts) if self._doubts else self._page

    def read(self, start: int, end: int) -> None:
        """Read ``text[start:end]`` again, line by line."""
        for line in self._page.lines:
            first, last = max(start, line.start), min(end, line.end)
            if first < last:
                self._read_part(line, first, last)

    def _read_part(self, line: Line, start: int, end: int) -> None:
        low, high = max(line.start, start - _MARGIN), min(line.end, end + _MARGIN)
        quad = self._quad(low, high)
        if quad is None:
            return
        glyphs = self._reader.read(self._image, [quad])[0]
        agreed, differing = compare(self._page.text[low:high], glyphs)
        for index, second in agreed:
            both = 1 - (1 - float(self._sure[low + index])) * (1 - second)
            self._sure[low + index] = max(float(self._sure[low + index]), min(both, _CEILING))
        for first, last, other in differing:
            a, b = low + first, low + last
            inside = start <= a < end if a < b else start <= a <= end
            known = a == b or all(map(self._reader.knows, self._page.text[a:b]))
            if known and inside and (a < b or low < a < high):
                self._disagree(a, b, other, quad, (low, high))

    def _disagree(self, start: int, end: int, other: str, quad: Quad, part: Span) -> None:
        sure = _CONTRADICTED
        here = self._page.text[start:end]
        if _DIGITS.intersection(here + other):
            third = _plain(third_vote(self._image, quad) or "")
            before = _plain(self._page.text[part[0] : start])[-2:]
            after = _plain(self._page.text[end : part[1]])[:2]
            if before + _plain(here) + after in third:
                sure = _SUPPORTED
            elif before + _plain(other) + after in third:
                sure = _OUTVOTED
        # Where the first reader has nothing, its neighbours carry the doubt.
        first, last = (start, end) if start < end else (max(0, start - 1), start + 1)
        self._sure[first:last] = np.minimum(self._sure[first:last], sure)
        self._doubts.append(Doubt(start, end, other, "second_reader"))

    def _quad(self, start: int, end: int) -> Quad | None:
        """The print of ``text[start:end]``, one line, in pixels; None when it stands in a column."""
        boxes = self._page.char_boxes
        assert boxes is not None
        rows = boxes[start:end]
        rows = rows[~np.isnan(rows).any(axis=1)]
        if not len(rows):
            return None
        scale = self._image.shape[1] / self._page.width
        return line_quad(rows * scale)


def line_quad(boxes: FloatArray) -> Quad | None:
    """The quadrilateral around characters (n, 4) of one line, which may climb or sink."""
    x0, x1 = float(boxes[:, 0].min()), float(boxes[:, 2].max())
    middles = (boxes[:, 1] + boxes[:, 3]) / 2
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    slope = 0.0
    if len(boxes) > 3:
        if np.ptp(middles) > x1 - x0:
            return None
        slope = float(np.polyfit((boxes[:, 0] + boxes[:, 2]) / 2, middles, 1)[0])
        height -= abs(slope) * float(np.median(boxes[:, 2] - boxes[:, 0]))
    centre_x, centre_y = float(((boxes[:, 0] + boxes[:, 2]) / 2).mean()), float(middles.mean())
    corners = []
    for x, side in ((x0, -1), (x1, -1), (x1, 1), (x0, 1)):
        corners.append((x, centre_y + slope * (x - centre_x) + side * height / 2))
    return np.array(corners, np.float32)


# --- two readings ---------------------------------------------------------------------------------

_ALIKE = str.maketrans({"○": "〇", "◯": "〇", "O": "0", "o": "0", "l": "1", "I": "1"})


def compare(first: str, second: Glyphs) -> tuple[list[tuple[int, float]], list[tuple[int, int, str]]]:
    """Where ``second`` reads ``first`` alike and where otherwise.

    Letters, digits and ideographs count; stops, brackets and spaces are read by luck. Returns
    (index in first, second's certainty) for each letter read alike, and (start, end, what second
    reads there) for each stretch read otherwise, start == end where first has nothing.
    """
    here, there = _letters(first), _letters(second.text)
    matcher = SequenceMatcher(
        None, "".join(c for _, c in here), "".join(c for _, c in there), autojunk=False
    )
    agreed, differing = [], []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            agreed += [
                (i, float(second.confidence[j]))
                for (i, _), (j, _) in zip(here[a:b], there[c:d], strict=True)
            ]
        else:
            start = here[a][0] if a < len(here) else len(first)
            end = here[b - 1][0] + 1 if b > a else start
            other = second.text[there[c][0] : there[d - 1][0] + 1] if d > c else ""
            differing.append((start, end, other))
    return agreed, differing


def _letters(text: str) -> list[tuple[int, str]]:
    return [(i, c) for i, c in enumerate(normal(text).translate(_ALIKE)) if c.isalnum()]


def _plain(text: str) -> str:
    return "".join(c for _, c in _letters(text))


def normal(text: str) -> str:
    """Full-width letters and digits as ASCII, one character for one."""
    return "".join(
        chr(ord(c) - 0xFEE0) if "\uff10" <= c <= "\uff5a" and chr(ord(c) - 0xFEE0).isalnum() else c
        for c in text
    )


def rewritten(page: Page, doubts: Sequence[Doubt]) -> Page:
    """``page`` with what the doubts' other readings say; boxes stay where the print is."""
    text = ""
    origin: list[int] = []
    position = 0
    for doubt in sorted(doubts, key=lambda each: each.start):
        if doubt.start < position:
            continue
        text += page.text[position : doubt.start] + doubt.other
        origin += range(position, doubt.start)
        last = max(doubt.start, doubt.end - 1)
        origin += [min(doubt.start + i, last) for i in range(len(doubt.other))]
        position = doubt.end
    text += page.text[position:]
    origin += range(position, len(page.text))
    index = np.minimum(np.array(origin, np.int64), len(page.text) - 1)

    def moved(offset: int) -> int:
        return int(np.searchsorted(index, offset))

    return replace(
        page,
        text=text,
        lines=tuple(replace(x, start=moved(x.start), end=moved(x.end)) for x in page.lines),
        cells=tuple(replace(x, start=moved(x.start), end=moved(x.end)) for x in page.cells),
        char_boxes=None if page.char_boxes is None else page.char_boxes[index],
        char_confidence=None if page.char_confidence is None else page.char_confidence[index],
        doubts=(),
    )
