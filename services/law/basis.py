"""The words of national law the engine itself rests on (``rules/cn/basis.yaml``), by name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from services.law.citation import Citation
from services.law.duty_schema import CitationEntry
from services.law.strict_yaml import StrictModel, read_strictly
from services.resources import rules_folder


class BasisFile(StrictModel):
    """``rules/cn/basis.yaml``."""

    citations: dict[str, CitationEntry]


@cache
def basis_file(folder: Path | None = None) -> BasisFile:
    """The file, read once. Raises RuleFileInvalid."""
    return read_strictly((folder or rules_folder()) / "cn" / "basis.yaml", BasisFile)


@cache
def basis(name: str) -> Citation:
    """The citation called ``name``. Raises KeyError."""
    entry = basis_file().citations[name]
    return Citation(entry.document, entry.article, entry.quotation, entry.paraphrase)
