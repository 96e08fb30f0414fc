"""The words of national law the engine itself rests on (``rules/cn/basis.yaml``), by name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from services.law.citation import Citation
from services.law.duty_schema import CitationEntry
from services.law.pack import Pack
from services.law.quotations import problems_of_citation
from services.law.strict_yaml import StrictModel, read_strictly
from services.resources import rules_folder


class BasisFile(StrictModel):
    """``rules/cn/basis.yaml``."""

    citations: dict[str, CitationEntry]


@cache
def basis_file(folder: Path | None = None) -> BasisFile:
    """The file, read once. Raises RuleFileInvalid."""
    return read_strictly((folder or rules_folder()) / "cn" / "basis.yaml", BasisFile)


def problems_of_basis(pack: Pack, folder: Path | None = None) -> Iterator[str]:
    """Words that are not their text's."""
    for name, entry in basis_file(folder).citations.items():
        yield from problems_of_citation(pack, f"依据 {name}", entry)


@cache
def basis(name: str) -> Citation:
    """The citation called ``name``. Raises KeyError."""
    entry = basis_file().citations[name]
    return Citation(entry.document, entry.article, entry.quotation, entry.paraphrase)
