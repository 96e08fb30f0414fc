"""The shape of ``rules/<pack>/appearance.yaml``: who is to appear, what is checked and done there."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.law.answerer import questions_of
from services.law.decision import ConditionedEntry, undefined_facts
from services.law.duty_schema import CitationEntry
from services.law.pack import Pack
from services.law.strict_yaml import StrictModel, Tuple, read_strictly


class Who(StrEnum):
    """Whom a requirement names."""

    OFFICIAL = "official"
    PRINCIPAL = "principal"
    PRINCIPAL_OR_IN_CHARGE = "principal_or_in_charge"
    LEADER_IN_CHARGE = "leader_in_charge"
    BUREAU_PRINCIPAL = "bureau_principal"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _WHO_LABELS[self]


_WHO_LABELS = {
    Who.OFFICIAL: "行政机关负责人",
    Who.PRINCIPAL: "正职负责人",
    Who.PRINCIPAL_OR_IN_CHARGE: "正职负责人或者分管负责人",
    Who.LEADER_IN_CHARGE: "分管领导",
    Who.BUREAU_PRINCIPAL: "司法局正职负责人",
}


class Strength(StrEnum):
    """应当 under a named condition, or the general rule that leaves room (原则上, 带头)."""

    MUST = "must"
    SHOULD = "should"


class Moment(StrEnum):
    """When the text is shown to those who go."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return {"before": "庭前", "during": "庭审中", "after": "庭后"}[self.value]


class ConflictEntry(CitationEntry):
    """A clause of higher law the requirement does not agree with. Kept and shown, not resolved."""

    text: str


class StandInEntry(StrictModel):
    """What the notice provides for when the one it names cannot come (AB角)."""

    text: str
    quotation: str


class RequirementEntry(ConditionedEntry):
    """Who is to appear when the conditions hold. ``of_government``: the text asks it of the government
    as defendant, not of an organ sued beside it."""

    who: Annotated[Who, Field(strict=False)]
    strength: Annotated[Strength, Field(strict=False)]
    of_government: bool = False
    conflict: ConflictEntry | None = None
    stand_ins: Tuple[StandInEntry] = ()


class CheckEntry(ConditionedEntry):
    """The words behind one check of ``check_attendance``; ``title``: what it is about, written once, in
    the nation's file."""

    title: str | None = None


class ConductEntry(ConditionedEntry):
    """What those who go do before, at and after the hearing."""

    moment: Annotated[Moment, Field(strict=False)]
    text: str


class OfficialsEntry(ConditionedEntry):
    """Who counts as an official (负责人范围)."""


class AppearanceFile(StrictModel):
    """``appearance.yaml``. ``checks``: the words behind ``check_attendance``, by the name of the
    check."""

    officials: OfficialsEntry | None = None
    requirements: Tuple[RequirementEntry] = ()
    checks: Tuple[CheckEntry] = ()
    conduct: Tuple[ConductEntry] = ()


def appearance_files(pack: Pack) -> tuple[AppearanceFile, ...]:
    """The files of the pack and of those it inherits from, its own first."""
    return tuple(_appearance(pack.folder.parent / each) for each in pack.lineage)


def check_appearance(pack: Pack) -> Iterator[tuple[str, str]]:
    """Faults of the pack's own appearance.yaml: the entry and a sentence each."""
    file = _appearance(pack.folder)
    yield from undefined_facts([*file.requirements, *file.conduct], questions_of(pack))
    names = [entry.id for entry in (*file.requirements, *file.conduct)]
    yield from (
        (name, f"{name}：编号重复") for name in sorted({n for n in names if names.count(n) > 1})
    )
    known = {entry.id for entry in _appearance(pack.folder.parent / "cn").checks}
    yield from (
        (entry.id, f"{entry.id}：没有这种出庭检查") for entry in file.checks if entry.id not in known
    )


def title_of_check(entry: CheckEntry, pack: Pack) -> str:
    """What the check is about, in the words of the nation's file."""
    titles = {
        each.id: each.title for file in appearance_files(pack) for each in file.checks if each.title
    }
    return titles[entry.id]


def cited_entries(pack: Pack) -> tuple[ConditionedEntry, ...]:
    """Every entry of the pack's own appearance.yaml, for the check of quotations and of rows in use."""
    file = _appearance(pack.folder)
    officials = (file.officials,) if file.officials else ()
    return (*officials, *file.requirements, *file.checks, *file.conduct)


@cache
def _appearance(folder: Path) -> AppearanceFile:
    file = folder / "appearance.yaml"
    return read_strictly(file, AppearanceFile) if file.exists() else AppearanceFile()
