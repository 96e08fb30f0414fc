"""Every quotation the engine itself rests on is the words of a stored text."""

from __future__ import annotations

import re

import pytest

from services.law.basis import basis, basis_file
from services.law.checks_schema import checks_file
from services.law.limits_schema import limits_file
from services.law.numerals import says_length
from services.law.pack import load_pack
from services.vocabulary import Jurisdiction


@pytest.mark.parametrize("name", sorted(basis_file().citations))
def test_a_quotation_stands_in_its_text(name: str) -> None:
    citation = basis(name)
    document = load_pack(Jurisdiction.CN).documents[citation.document]
    if not citation.paraphrase:
        text = re.sub(r"\s+", "", document.path.read_text(encoding="utf-8"))
        assert re.sub(r"\s+", "", citation.quotation) in text


LIMITS_AND_CHECKS = {**limits_file().limits, **checks_file().checks}


@pytest.mark.parametrize("name", sorted(LIMITS_AND_CHECKS))
def test_a_limit_or_a_check_quotes_its_text_and_the_text_says_its_length(name: str) -> None:
    entry = LIMITS_AND_CHECKS[name]
    text = load_pack(Jurisdiction.CN).documents[entry.document].path.read_text(encoding="utf-8")
    assert re.sub(r"\s+", "", entry.quotation) in re.sub(r"\s+", "", text)
    n = getattr(entry, "n", None) or entry.days
    assert says_length(entry.quotation, n, months="statutory_months" in str(getattr(entry, "kind", "")))


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        basis("no_such_words")
