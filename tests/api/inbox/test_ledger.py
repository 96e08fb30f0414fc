"""What became of a part, a mail, a day: pure."""

from __future__ import annotations

from datetime import date

import pytest

from services.api.inbox.ledger import (
    DocumentFacts,
    MailFacts,
    day_sums,
    document_state,
    leading,
    mail_state,
    part_state,
)
from services.vocabulary import LedgerState, MailState, PartReason

L = LedgerState
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (DocumentFacts("received"), L.STORED),
        (DocumentFacts("reading"), L.STORED),
        (DocumentFacts("read", court=1, other=2), L.PAPER),
        (DocumentFacts("read", other=1), L.NOT_COURT_PAPER),
        (DocumentFacts("read"), L.NOT_COURT_PAPER),
        (DocumentFacts("read", twin=True), L.DUPLICATE),
        (DocumentFacts("failed"), L.FAILED),
        (DocumentFacts("refused"), L.REFUSED),
        (DocumentFacts("refused", locked=True), L.WAITING_PASSWORD),
        (DocumentFacts("read", members=(DocumentFacts("read", court=1),)), L.PAPER),
        (DocumentFacts("read", locked=True, members=(DocumentFacts("read"),)), L.WAITING_PASSWORD),
        (
            DocumentFacts("read", members=(DocumentFacts("read", court=1), DocumentFacts("reading"))),
            L.STORED,
        ),
    ],
)
def test_a_file_stands_where_its_document_does(facts: DocumentFacts, state: LedgerState) -> None:
    assert document_state(facts) is state


@pytest.mark.parametrize("reason", list(PartReason))
def test_a_part_without_document_is_refused_unless_nothing_is_lost(reason: PartReason) -> None:
    harmless = {
        PartReason.OPENED_BELOW,
        PartReason.SAME_AS_BODY,
        PartReason.EMPTY,
        PartReason.SIGNATURE,
        PartReason.DELIVERY_REPORT,
    }
    expected = L.NOT_COURT_PAPER if reason in harmless else L.REFUSED
    if reason is PartReason.PASSED_OVER:
        expected = L.PASSED_OVER
    assert part_state(reason, None) is expected


def test_a_notice_in_a_text_is_one_only_once_it_was_read() -> None:
    assert part_state(None, DocumentFacts("read", other=1), notice=True) is L.NOTICE
    assert part_state(None, DocumentFacts("reading"), notice=True) is L.STORED
    assert part_state(None, DocumentFacts("read", court=1), notice=True) is L.PAPER


@pytest.mark.parametrize("state", [each for each in MailState if each is not MailState.OPENED])
def test_a_mail_that_was_not_opened_says_its_own_state(state: MailState) -> None:
    assert mail_state(state, ()).value == state.value


def test_an_opened_mail_shows_what_waits_before_what_is_done() -> None:
    assert mail_state("opened", (L.PAPER, L.STORED)) is L.STORED
    assert mail_state("opened", (L.PAPER, L.WAITING_PASSWORD)) is L.WAITING_PASSWORD
    assert mail_state("opened", (L.NOT_COURT_PAPER, L.PAPER)) is L.PAPER
    assert mail_state("opened", ()) is L.NOT_COURT_PAPER
    assert {leading([state]) for state in L if state not in (L.SEEN, L.GONE)} == set(L) - {
        L.SEEN,
        L.GONE,
    }


def mail(state: str = "opened", *parts: LedgerState, found: int | None = None) -> MailFacts:
    stored = state not in ("seen", "gone", "refused")
    return MailFacts("a", MONDAY, state, stored, len(parts) if found is None else found, parts)


def test_a_day_adds_up_when_every_mail_and_part_is_explained() -> None:
    [day] = day_sums(
        [mail("opened", L.PAPER, L.NOT_COURT_PAPER), mail("gone"), mail("duplicate"), mail("failed")]
    )
    assert (day.seen, day.stored, day.not_stored, day.explained) == (4, 3, 1, 4)
    assert (day.found, day.parts, day.waiting, day.adds_up) == (2, 2, 0, True)


@pytest.mark.parametrize(
    "bad",
    [
        mail("seen"),
        mail("stored"),
        mail("opened", L.STORED),
        mail("opened", L.PAPER, found=2),
        MailFacts("a", MONDAY, "opened", False, 1, (L.PAPER,)),
    ],
    ids=["seen", "stored", "part waits", "part lost", "bytes lost"],
)
def test_a_day_does_not_add_up_with(bad: MailFacts) -> None:
    [day] = day_sums([mail("opened", L.PAPER), bad])
    assert not day.adds_up


def test_days_are_summed_apart_by_mailbox_the_newest_first() -> None:
    tuesday = date(2026, 3, 3)
    other = MailFacts("b", MONDAY, "duplicate", True, None, ())
    later = MailFacts("a", tuesday, "duplicate", True, None, ())
    found = [(day.day, day.account_id) for day in day_sums([mail(), other, later])]
    assert found == [(tuesday, "a"), (MONDAY, "b"), (MONDAY, "a")]
