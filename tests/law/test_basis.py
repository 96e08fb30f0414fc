"""Every quotation the engine itself rests on is the words of a stored text."""

from __future__ import annotations

import re

import pytest

from services.law.basis import basis, basis_file
from services.law.pack import load_pack
from services.vocabulary import Jurisdiction


@pytest.mark.parametrize("name", sorted(basis_file().citations))
def test_a_quotation_stands_in_its_text(name: str) -> None:
    citation = basis(name)
    document = load_pack(Jurisdiction.CN).documents[citation.document]
    if not citation.paraphrase:
        text = re.sub(r"\s+", "", document.path.read_text(encoding="utf-8"))
        assert re.sub(r"\s+", "", citation.quotation) in text


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        basis("no_such_words")
