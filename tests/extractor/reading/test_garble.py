"""The gate against garbled text layers takes a short way for plain pages, with the same answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.reading import garble

SAID = ("本院受理原告诉被告一案", "乩囗厶卞", "，", "ABC", "7")
DATED = ("2024年10月8日", "2024年13月8日", "（2150）渝")
TEXTS = st.lists(st.sampled_from(SAID + DATED), max_size=60).map("".join)


@given(TEXTS)
def test_a_plain_page_scores_as_by_the_long_way(text: str) -> None:
    assert set(text) <= garble._plain()
    with pytest.MonkeyPatch.context() as patch:
        short = garble.score(text)
        patch.setattr(garble, "_plain", frozenset)
        assert garble.score(text) == pytest.approx(short)


@pytest.mark.parametrize("odd", ["\ue123", "#", "é", "\ufffd", "龘", "(", ";"])
def test_what_may_be_damage_goes_the_long_way(odd: str) -> None:
    assert odd not in garble._plain()
