"""What a case page takes to have happened: what its texts and articles are shown for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from services.api.web.views.case import happened
from services.vocabulary import EventKind, PaperKind
from tests.law.making import case, paper


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 4, 9), {EventKind.HEARING_HELD}),
        (date(2024, 4, 8), {EventKind.HEARING_NEAR}),
        (date(2024, 3, 25), {EventKind.HEARING_NEAR}),
        (date(2024, 3, 24), set()),
    ],
)
def test_a_hearing_is_near_and_then_held(today: date, expected: set[EventKind]) -> None:
    at = (datetime.fromisoformat("2024-04-08T09:30"),)
    summoned = case(paper(PaperKind.SUMMONS, date(2024, 3, 1), hearing_at=at))
    assert happened([], summoned, {}, today) == expected
