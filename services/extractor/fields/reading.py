"""What a field reader gets and gives, and the registry of readers.

A reader is one way of finding one field: ``case_number.header`` looks under the title,
``case_number.cell`` beside the label 案号. Readers of one field work independently; how their
answers become one field with a confidence is :mod:`services.extractor.confidence`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from services.extractor.result import Value
from services.extractor.text.clean import CellText, PaperText
from services.extractor.text.sections import Sections, find_sections
from services.vocabulary import FieldName, PaperKind, Stage

if TYPE_CHECKING:
    from services.extractor.papers.head import Head

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """One answer: ``value`` printed in ``text[start:end]`` of the paper. The registry fills in
    ``found_by``."""

    value: Value
    start: int
    end: int
    found_by: str = ""


@dataclass(frozen=True)
class PaperContext:
    """One paper as its readers see it: cleaned text, kind, stage, heading, names of its parties, and
    of those among them who were sued, here or at the stage before."""

    paper: PaperText
    kind: PaperKind
    stage: Stage | None
    head: Head
    names: tuple[str, ...] = ()
    sued: tuple[str, ...] = ()
    known: dict[FieldName, Value] = field(default_factory=dict)  # fields decided before this one
    shared: dict[str, Any] = field(default_factory=dict)  # what a family's readers work out once

    @property
    def text(self) -> str:
        return self.paper.text

    @cached_property
    def sections(self) -> Sections:
        return find_sections(self.text)

    def form_value(self, label: re.Pattern[str]) -> Span | None:
        """The span filled in beside ``label`` of a form, None when the form has none.

        Table cells when the reader saw a grid; without one, what follows the label on its line or
        stands on the lines after it, up to the next label.
        """
        cell = self.paper.cell_beside(label)
        if cell is not None:
            return None if FORM_LABEL.fullmatch(cell.text) else (cell.start, cell.end)
        return self._line_value(label)

    def form_values(self, label: re.Pattern[str]) -> Iterator[Span]:
        """As :meth:`form_value`, one span for every place where ``label`` stands; under a row of labels
        one for each row below."""
        labels = [cell for cell in self.paper.cells if label.fullmatch(cell.text)]
        for cell in labels:
            row = self._row(cell, cell.row)
            right = [each for each in row if each.column > cell.column]
            if right and not FORM_LABEL.fullmatch(right[0].text):
                yield right[0].start, right[0].end
            elif len(row) > 1 and all(FORM_LABEL.fullmatch(each.text) for each in row):
                yield from self._below(cell)
        for span in self._line_values(label):
            if not any(cell.start <= span[0] < cell.end for cell in labels):
                yield span

    def _row(self, cell: CellText, number: int) -> list[CellText]:
        place = (cell.page, cell.table, number)
        return [each for each in self.paper.cells if (each.page, each.table, each.row) == place]

    def _below(self, cell: CellText) -> Iterator[Span]:
        """The column under the label ``cell``, down to the next row that begins with a label."""
        number = cell.row + 1
        while (row := self._row(cell, number)) and not FORM_LABEL.fullmatch(row[0].text):
            yield from ((each.start, each.end) for each in row if each.column == cell.column)
            number += 1

    def _line_value(self, label: re.Pattern[str]) -> Span | None:
        return next(self._line_values(label), None)

    def _line_values(self, label: re.Pattern[str]) -> Iterator[Span]:
        lines = list(self.paper.lines())
        for index, (start, end) in enumerate(lines):
            match = label.match(self.text, start, end) or self._label_within(label, start, end)
            if match is None or not self._is_label(match.end(), end):
                continue
            value_start = match.end()
            while value_start < end and self.text[value_start] in "：:；| ":
                value_start += 1
            alone = value_start >= end  # the label fills its line: the value is on the next ones
            stop = end if alone else self._next_label(value_start, end)
            if stop < end:
                yield value_start, stop
                continue
            for next_start, next_end in lines[index + 1 : index + 4]:
                if _NEXT_LABEL.match(self.text, next_start, next_end):
                    break
                if not alone and not _HOUR_LINE.match(self.text, next_start, next_end):
                    break
                stop = next_end
            value_start = end + 1 if alone else value_start
            if value_start < stop and not FORM_LABEL.match(self.text, value_start, stop):
                yield value_start, stop

    def _label_within(self, label: re.Pattern[str], start: int, end: int) -> re.Match[str] | None:
        """案号 （2024）渝0109行初7号 案由 行政处罚: two labels of a form on one line."""
        inside = label.finditer(self.text, start + 1, end)
        return next((match for match in inside if self._apart(match.start())), None)

    def _next_label(self, start: int, end: int) -> int:
        """Where the next label of the same line begins, else ``end``."""
        for match in FORM_LABEL.finditer(self.text, start + 1, end):
            colon = match.end() < end and self.text[match.end()] in "：:"
            if colon or self._apart(match.start()):
                return match.start()
        return end

    def _apart(self, position: int) -> bool:
        """Is it a row of a form whose labels and values only gaps keep apart?"""
        return self.kind in FORMS and self.paper.gap_before(position)

    def _is_label(self, position: int, line_end: int) -> bool:
        """案由：…, 案由 alone on its line, 案由 and a gap; 案由来源 is a word that begins alike. A
        form is all labels, so there the gap may be lost."""
        return (
            position >= line_end
            or self.text[position] in "：:|（〔 "
            or self.text[position].isdigit()
            or self.paper.gap_before(position)
            or self.kind in FORMS
        )


# Labels of the court's forms (传票, 送达回证): where one stands, the value before it has ended.
FORM_LABEL = re.compile(
    r"(?:案号|案由|被传唤人|被通知人|受送达人|单位或住址|工作单位或住址|工作单位(?:及|和)?住址|单位地址|住址|住所"
    r"|传唤事由|应到时间|开庭时间|应到处所|应到地点|开庭地点|注意事项|备注|审判长|审判员|承办法官|书记员|法官助理|联系人|联系电话"
    r"|送达(?:的)?文书(?:名称)?(?:[和及、](?:份数|件数))?|送达地点|送达地址|送达方式|受送达人签名(?:[或者、]*(?:盖章|捺印))?"
    r"|(?:收到|签收|收件)日期(?:[和及、](?:受送达人)?签名)?|签收人|代收人(?:及代收理由)?|代收理由|送达人|见证人|备考|[填签]发(?:人|日期)|不能送达(?:的)?理由)"
    r"(?=$|\n|：|:|[（\d])|(?:案号|案由|被传唤人|单位或住址|工作单位或住址|传唤事由|应到时间|应到处所|注意事项|审判员|书记员)"
)

_NEXT_LABEL = re.compile(rf"{FORM_LABEL.pattern}|\d{{1,2}}[.、]")
_HOUR_LINE = re.compile(r"上午|下午|中午|[\d一二三四五六七八九十]{1,3}[时点:：]")
FORMS = (PaperKind.SUMMONS, PaperKind.SERVICE_RETURN, PaperKind.SERVICE_ADDRESS_FORM)

ReadFunction = Callable[[PaperContext], Iterator[Reading]]


@dataclass(frozen=True, slots=True)
class Reader:
    """A registered way of finding ``field``; ``name`` is what ``found_by`` shows."""

    name: str
    field: FieldName
    read: ReadFunction

    def readings(self, context: PaperContext) -> Iterator[Reading]:
        for reading in self.read(context):
            yield replace(reading, found_by=self.name)


READERS: dict[str, Reader] = {}


def reader(name: str, field_name: FieldName) -> Callable[[ReadFunction], ReadFunction]:
    """Register a reader. Names are unique: ``<field>.<where it looks>``."""

    def register(function: ReadFunction) -> ReadFunction:
        if name in READERS:
            raise ValueError(f"two readers are called {name}")
        READERS[name] = Reader(name, field_name, function)
        return function

    return register
