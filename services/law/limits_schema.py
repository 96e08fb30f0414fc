"""The limits to sue as data (``rules/cn/limits.yaml``): lengths, words, and what to ask for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pydantic import Field

from services.law.count import PeriodKind
from services.law.duty_schema import AnyPeriodKind, CitationEntry
from services.law.numerals import says_length
from services.law.pack import Pack
from services.law.quotations import problems_of_citation
from services.law.strict_yaml import StrictModel, read_strictly
from services.resources import rules_folder

_ONE_CODE = {"LIM_5Y": "LIM_5Y_20Y", "LIM_20Y": "LIM_5Y_20Y"}


class LimitEntry(CitationEntry):
    """``n`` units of ``kind`` from ``event``. ``missing`` says what day or fact is lacking when it is,
    ``asks`` the question of questions.yaml about it; ``note``: what else the article says."""

    title: str
    kind: AnyPeriodKind
    n: int = Field(ge=1)
    event: str
    missing: str
    asks: str
    note: str | None = None
    name: str = ""

    @property
    def code(self) -> str:
        """The code a check shows: 五年 and 二十年 are one."""
        return _ONE_CODE.get(self.name, self.name)


class LimitsFile(StrictModel):
    """``rules/cn/limits.yaml``."""

    limits: dict[str, LimitEntry]


@cache
def limits_file(folder: Path | None = None) -> LimitsFile:
    """The file, read once. Raises RuleFileInvalid."""
    return read_strictly((folder or rules_folder()) / "cn" / "limits.yaml", LimitsFile)


def problems_of_limits(pack: Pack, folder: Path | None = None) -> Iterator[str]:
    """Words that are not their text's, or that do not hold the length."""
    for name, entry in limits_file(folder).limits.items():
        yield from problems_of_citation(pack, f"起诉期限 {name}", entry)
        months = entry.kind is PeriodKind.STATUTORY_MONTHS
        if not says_length(entry.quotation, entry.n, months=months):
            yield f"起诉期限 {name}：引文没有写明期限{entry.n}"


@cache
def limit(name: str) -> LimitEntry:
    """The limit called ``name``. Raises KeyError."""
    return limits_file().limits[name].model_copy(update={"name": name})
