"""Filling a form: each cell gets its text with the rows it stands on, or the reason it is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from services.api.filings.form import PLACEHOLDER, CellSpec, FormSpec
from services.api.filings.sheet import Basis, BasisKind, CaseSheet
from services.api.filings.values import RULE_VALUES, VALUES, Filled, Missing, Value
from services.law.pack import load_pack
from services.vocabulary import Jurisdiction

DEMO = "演示"  # what every filing of a demo office says


@dataclass(frozen=True, slots=True)
class Cell:
    """One filled cell. ``text`` is what the file says; ``gap`` is what a person still has to fill,
    ``empty_because`` why it is rightly empty for now. At most one of the two is set."""

    key: str
    label: str
    text: str
    basis: tuple[Basis, ...] = ()
    gap: str | None = None
    empty_because: str | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """Ids of the facts that filled it."""
        return tuple(each.id for each in self.basis if each.kind == BasisKind.FACT)

    def to_json(self) -> dict[str, Any]:
        return {
            "key": self.key,
            "label": self.label,
            "text": self.text,
            "facts": list(self.facts),
            "basis": [each.to_json() for each in self.basis],
            "gap": self.gap,
            "empty_because": self.empty_because,
        }


@dataclass(frozen=True, slots=True)
class FilledForm:
    """A form with its cells in the order of the form."""

    form: FormSpec
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """Cells a person still has to fill."""
        return tuple(cell for cell in self.cells if cell.gap)

    @property
    def checked(self) -> str:
        """What the file says of the rules behind it: which document, and until when its text was
        checked for changes; nothing where no document asks for the form."""
        if not self.form.document:
            return ""
        day = load_pack(Jurisdiction(self.form.id.split(".")[0])).checked_as_of
        return f"填制依据：{self.form.document}，条文核对至{day.year}年{day.month}月{day.day}日"

    def cell(self, key: str) -> Cell:
        return next(cell for cell in self.cells if cell.key == key)


def fill(form: FormSpec, sheet: CaseSheet, typed: Mapping[str, str] | None = None) -> FilledForm:
    """Fill ``form`` from ``sheet``. ``typed`` gives texts, by cell key, for cells no fact fills;
    a cell that facts fill keeps what they say (correct the fact instead)."""
    given = {key: text.strip() for key, text in (typed or {}).items() if text.strip()}
    specs = tuple(form.body.cells())
    plain = {spec.key: _cell(spec, sheet, given) for spec in specs if spec.text is None}
    return FilledForm(
        form, tuple(plain.get(spec.key) or _sentence(spec, sheet, plain) for spec in specs)
    )


def _cell(spec: CellSpec, sheet: CaseSheet, given: Mapping[str, str]) -> Cell:
    value = _value(spec, sheet)
    if isinstance(value, Missing) and spec.key in given and spec.typable:
        value = Filled(given[spec.key], (Basis(BasisKind.PERSON, sheet.filled_by_id),))
    if isinstance(value, Filled):
        return Cell(spec.key, spec.label, value.text, value.basis)
    if value.wanted:
        return Cell(spec.key, spec.label, to_fill(spec.label), gap=value.reason)
    return Cell(spec.key, spec.label, "", empty_because=value.reason)


def to_fill(label: str) -> str:
    """The mark a gap leaves in the file, so that nobody files it unseen."""
    return f"【待填：{label}】"


def _value(spec: CellSpec, sheet: CaseSheet) -> Value:
    if spec.by_hand is not None:
        return Missing(spec.by_hand, wanted=False)
    if spec.typed is not None:
        return Missing(spec.typed)
    assert spec.value is not None
    return RULE_VALUES[spec.value](sheet, spec.rule) if spec.rule else VALUES[spec.value](sheet)


def _sentence(spec: CellSpec, sheet: CaseSheet, cells: Mapping[str, Cell]) -> Cell:
    """A text with ``{names}``: other cells of the form, or values. A gap of another cell shows its
    mark here too and is listed there only."""
    assert spec.text is not None
    basis: list[Basis] = []
    gaps: list[str] = []

    def written(match: re.Match[str]) -> str:
        name = match[1]
        if cell := cells.get(name):
            basis.extend(cell.basis)
            return cell.text
        value = VALUES[name](sheet)
        if isinstance(value, Filled):
            basis.extend(value.basis)
            return value.text
        gaps.append(value.reason)
        return to_fill(value.reason)

    text = PLACEHOLDER.sub(written, spec.text)
    return Cell(spec.key, spec.label, text, tuple(dict.fromkeys(basis)), gap="；".join(gaps) or None)
