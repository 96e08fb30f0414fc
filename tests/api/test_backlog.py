"""How long the files that wait will take: from what was measured, or openly unknown."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from services.api.accounts.account import Actor
from services.api.db import now
from services.api.documents.document import Document, ExtractionRun
from services.api.intake.backlog import Backlog, backlog, duration, rate
from services.api.intake.receive import receive
from services.api.service import Service
from services.vocabulary import DocumentState
from tests.api.conftest import ReadIn

START = datetime(2026, 3, 10, 9, tzinfo=UTC)


def runs(*ends: float, seconds: float = 2.0) -> list[tuple[datetime, float]]:
    return [(START + timedelta(seconds=end), seconds) for end in ends]


def test_the_rate_is_that_of_the_time_in_which_something_was_read() -> None:
    assert rate(runs(2, 4, 6, 8, 10, 12)) == 30
    # An hour's pause between two deliveries slows nothing down.
    assert rate(runs(2, 4, 6, 3608, 3610, 3612)) == 30


def test_two_readers_at_once_count_twice() -> None:
    assert rate(runs(2, 2, 4, 4, 6, 6)) == 60


def test_too_few_readings_say_nothing() -> None:
    assert rate(runs(2, 4)) is None
    assert Backlog(12, 12, None).words == "12份待读，正在估算用时"


def test_the_words_follow_the_length() -> None:
    assert [duration(each) for each in (20, 170, 5400, 200000)] == [
        "不到1分钟",
        "约3分钟",
        "约2小时",
        "约2天",
    ]


def test_an_office_sees_its_own_number_and_the_time_of_all_that_is_ahead(
    service: Service, who: Actor, stranger: Actor, read_in: ReadIn
) -> None:
    for number in range(6):
        read_in(b"%d" % number, f"{number}.pdf")
    for number in range(4):
        receive(who, service, "a.pdf", BytesIO(b"mine %d" % number))
        receive(stranger, service, "a.pdf", BytesIO(b"theirs %d" % number))
    with service.database.transaction() as session:
        found = backlog(who, session)
    assert (found.waiting, found.ahead) == (4, 8)
    assert found.per_minute is not None
    assert found.words.startswith("4份待读，")


@pytest.mark.parametrize(("ahead", "per_minute"), [(40, 600), (400, 150)])
def test_a_long_backlog_is_told_from_a_long_time_and_a_short_one_from_the_last_minutes(
    service: Service, who: Actor, ahead: int, per_minute: int
) -> None:
    """Read at 120 a minute, the last fifty at 600, when the machine had nothing else to do."""
    first = receive(who, service, "first.pdf", BytesIO(b"first"))
    for number in range(ahead):
        receive(who, service, "a.pdf", BytesIO(b"%d" % number))
    slow = [now() - timedelta(seconds=5.0 + 0.5 * each) for each in range(200)]
    fast = [now() - timedelta(seconds=0.1 * each) for each in range(50)]
    with service.database.transaction() as session:
        session.get_one(Document, first.id).state = DocumentState.READ
        session.add_all(
            ExtractionRun(
                document_id=first.id, attempt=attempt, extraction={}, seconds=0.05, finished_at=at
            )
            for attempt, at in enumerate([*slow, *fast], 1)
        )
    with service.database.transaction() as session:
        found = backlog(who, session).per_minute
    assert found is not None
    assert abs(found - per_minute) < 0.1 * per_minute
