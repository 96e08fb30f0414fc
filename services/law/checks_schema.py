"""The checks across papers as data (``rules/cn/checks.yaml``): days, kinds of paper, words of law."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import Field

from services.law.duty_schema import CitationEntry
from services.law.numerals import says_length
from services.law.pack import Pack
from services.law.quotations import problems_of_citation
from services.law.strict_yaml import AnyPaperKind, StrictModel, Tuple, read_strictly
from services.resources import rules_folder
from services.vocabulary import PaperKind


class CheckEntry(CitationEntry):
    """``days`` the article sets for ``papers``; ``but_for``: the procedure it does not speak of.
    ``formerly``: the days of the law before ``until``."""

    papers: Tuple[AnyPaperKind]
    days: int = Field(ge=1)
    but_for: str | None = None
    formerly: int | None = None
    until: date | None = None


class ChecksFile(StrictModel):
    """``rules/cn/checks.yaml``."""

    checks: dict[str, CheckEntry]


@cache
def checks_file(folder: Path | None = None) -> ChecksFile:
    """The file, read once. Raises RuleFileInvalid."""
    return read_strictly((folder or rules_folder()) / "cn" / "checks.yaml", ChecksFile)


@cache
def summoning(kind: PaperKind) -> CheckEntry | None:
    """What is asked of a paper of this kind that calls to a hearing; None: it calls to none."""
    checks = checks_file().checks
    calling = (checks["summons"], checks["official_notice"])
    return next((each for each in calling if kind in each.papers), None)


def problems_of_checks(pack: Pack, folder: Path | None = None) -> Iterator[str]:
    """Words that are not their text's, or that do not hold the number of days."""
    for name, entry in checks_file(folder).checks.items():
        yield from problems_of_citation(pack, f"核对项 {name}", entry)
        if not says_length(entry.quotation, entry.days):
            yield f"核对项 {name}：引文没有写明{entry.days}日"
