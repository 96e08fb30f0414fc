"""Forms (报送材料) as data: ``rules/<jurisdiction>/forms/*.yaml``, read strictly.

A form is a table (.xlsx) or a letter (.docx). Each of its cells says where its text comes from:
``value`` (a name of ``values.VALUES``, with ``rule`` where the name needs one), ``text`` with the
``{keys}`` of other cells or names of values in it, ``typed`` (a person fills it; the text says what
is asked) or ``by_hand`` (left empty on purpose, to be signed on paper).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import model_validator

from services.api.filings.values import COUNTED, RULE_VALUES, VALUES
from services.law.pack import load_pack
from services.law.strict_yaml import StrictModel, Tuple, read_strictly
from services.resources import rules_folder
from services.vocabulary import Jurisdiction

PLACEHOLDER = re.compile(r"\{(\w+)\}")


class CellSpec(StrictModel):
    """One cell: exactly one of ``value``, ``text``, ``typed``, ``by_hand``. ``once``: what was typed is
    not carried to the case's next filing (a document number)."""

    key: str
    label: str
    value: str | None = None
    rule: str | None = None
    text: str | None = None
    typed: str | None = None
    by_hand: str | None = None
    once: bool = False

    @property
    def typable(self) -> bool:
        """Whether a person may fill the cell when no fact does."""
        return self.text is None and self.by_hand is None and self.value not in COUNTED

    @model_validator(mode="after")
    def _one_source(self) -> CellSpec:
        if sum(each is not None for each in (self.value, self.text, self.typed, self.by_hand)) != 1:
            raise ValueError("value、text、typed、by_hand 须有且只有一个")
        if self.value is not None and self.value not in (RULE_VALUES if self.rule else VALUES):
            raise ValueError(f"没有“{self.value}”这个取值，请核对拼写；期限类取值要写 rule")
        return self


class ColumnSpec(CellSpec):
    """A column. ``group`` is its upper header; an empty one keeps the upper cell empty. ``width`` in
    characters of the sheet."""

    group: str | None = None
    width: int


class TableSpec(StrictModel):
    """A landscape A4 table with one row per case."""

    head: Tuple[CellSpec]
    columns: Tuple[ColumnSpec]
    foot: Tuple[CellSpec]

    def cells(self) -> Iterator[CellSpec]:
        yield from (*self.head, *self.columns, *self.foot)


class SectionSpec(StrictModel):
    """A headed part of a letter."""

    heading: str
    lines: Tuple[CellSpec]


class LetterSpec(StrictModel):
    """A letter (函). ``asks`` are cells that stand only inside the ``text`` of others."""

    number: CellSpec
    title: CellSpec
    addressee: str
    opening: CellSpec
    sections: Tuple[SectionSpec]
    closing: str
    attachments: Tuple[str]
    signature: CellSpec
    dated: CellSpec
    contact: CellSpec
    asks: Tuple[CellSpec] = ()

    def cells(self) -> Iterator[CellSpec]:
        yield from (self.number, self.title, self.opening)
        for section in self.sections:
            yield from section.lines
        yield from (self.signature, self.dated, *self.asks, self.contact)


class FormSpec(StrictModel):
    """A form. ``rules`` are the rules it discharges, ``document`` the pack's document that asks for
    it."""

    id: str
    name: str
    rules: Tuple[str]
    document: str
    table: TableSpec | None = None
    letter: LetterSpec | None = None

    @property
    def body(self) -> TableSpec | LetterSpec:
        body = self.table or self.letter
        assert body is not None
        return body

    @model_validator(mode="after")
    def _whole(self) -> FormSpec:
        if (self.table is None) == (self.letter is None):
            raise ValueError("table 和 letter 须有且只有一个")
        keys = [spec.key for spec in self.body.cells()]
        if len(keys) != len(set(keys)):
            raise ValueError("单元格的 key 重复")
        quotable = {spec.key for spec in self.body.cells() if spec.text is None} | set(VALUES)
        for spec in self.body.cells():
            for name in PLACEHOLDER.findall(spec.text or ""):
                if name not in quotable:
                    raise ValueError(f"{spec.key} 的 text 用了没有的取值“{name}”")
        return self


@cache
def forms_of(jurisdiction: Jurisdiction, rules: Path | None = None) -> dict[str, FormSpec]:
    """Forms an office of ``jurisdiction`` files, its own and those it inherits, by id. A form of its
    own replaces an inherited one of the same id. RuleFileInvalid when one cannot be used."""
    folder = rules or rules_folder()
    found: dict[str, FormSpec] = {}
    for place in reversed(load_pack(jurisdiction, rules).lineage):
        for file in sorted((folder / place / "forms").glob("*.yaml")):
            form = read_strictly(file, FormSpec)
            found[form.id] = form
    return found
