"""Quotations and the stored texts: the words of a citation are the text's own, or say they are not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from services.law.duty_schema import CitationEntry
from services.law.pack import Pack


def problems_of_citation(pack: Pack, where: str, citation: CitationEntry) -> Iterator[str]:
    """What is wrong with ``citation``, in Chinese, beginning with ``where``."""
    document = pack.documents.get(citation.document)
    if document is None:
        yield f"{where}：文件 {citation.document} 没有在 pack.yaml 的 documents 中登记"
        return
    if citation.paraphrase:
        return
    if not document.path.exists():
        yield f"{where}：原文 {document.entry.file} 不存在"
    elif squeeze(citation.quotation) not in squeezed_text(document.path):
        yield f"{where}：引文不是《{citation.document}》原文，请照录或标 paraphrase"


@cache
def squeezed_text(path: Path) -> str:
    """The stored text at ``path`` without white space."""
    return squeeze(path.read_text(encoding="utf-8"))


def squeeze(text: str) -> str:
    """Without white space: line breaks of a stored copy are not part of the text."""
    return re.sub(r"\s+", "", text)
