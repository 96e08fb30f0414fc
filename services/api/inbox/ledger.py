"""What became of every mail and part, and whether a day adds up. Pure: rows in, states and sums out.

A day adds up when every mail the server listed is stored (or it is said why not), every stored one is
explained, and every part the reader found in it has a row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from services.vocabulary import DocumentState, LedgerState, MailState, PartReason

# Nothing is owed to these parts: they are not files, or say nothing of their own.
_HARMLESS = frozenset(
    {
        PartReason.OPENED_BELOW,
        PartReason.SAME_AS_BODY,
        PartReason.EMPTY,
        PartReason.SIGNATURE,
        PartReason.DELIVERY_REPORT,
    }
)
# What a mail is shown as when its parts differ: what waits first, then what a person must look at.
_LEADING = (
    LedgerState.STORED,
    LedgerState.FAILED,
    LedgerState.WAITING_PASSWORD,
    LedgerState.PAPER,
    LedgerState.NOTICE,
    LedgerState.REFUSED,
    LedgerState.DUPLICATE,
    LedgerState.PASSED_OVER,
    LedgerState.NOT_COURT_PAPER,
)
_MAIL_STATES = {
    MailState.SEEN: LedgerState.SEEN,
    MailState.STORED: LedgerState.STORED,
    MailState.DUPLICATE: LedgerState.DUPLICATE,
    MailState.PASSED_OVER: LedgerState.PASSED_OVER,
    MailState.REFUSED: LedgerState.REFUSED,
    MailState.FAILED: LedgerState.FAILED,
    MailState.GONE: LedgerState.GONE,
}
WAITING = frozenset({LedgerState.SEEN, LedgerState.STORED})
ATTENTION = (
    LedgerState.FAILED,
    LedgerState.WAITING_PASSWORD,
    LedgerState.REFUSED,
    LedgerState.GONE,
)


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """What the ledger asks of a document: ``court`` and ``other`` count its papers; ``members`` are the
    documents that came out of it."""

    state: str
    twin: bool = False
    locked: bool = False  # it has a password, or a file in it has
    court: int = 0
    other: int = 0
    members: tuple[DocumentFacts, ...] = ()


def document_state(document: DocumentFacts) -> LedgerState:
    """What became of a file."""
    if document.state == DocumentState.FAILED:
        return LedgerState.FAILED
    if document.state == DocumentState.REFUSED:
        return LedgerState.WAITING_PASSWORD if document.locked else LedgerState.REFUSED
    if document.state != DocumentState.READ:
        return LedgerState.STORED
    if document.twin:
        return LedgerState.DUPLICATE
    if document.members:
        found = [document_state(member) for member in document.members]
        return leading([*found, *([LedgerState.WAITING_PASSWORD] if document.locked else [])])
    return LedgerState.PAPER if document.court else LedgerState.NOT_COURT_PAPER


def part_state(
    because: str | None, document: DocumentFacts | None, *, notice: bool = False
) -> LedgerState:
    """What became of a part: ``because`` there is no document, or what its ``document`` says. A text in
    which a court says something is a notice, whatever kind of paper it was taken for."""
    if because == PartReason.PASSED_OVER:
        return LedgerState.PASSED_OVER
    if document is None:
        harmless = because in _HARMLESS
        return LedgerState.NOT_COURT_PAPER if harmless else LedgerState.REFUSED
    state = document_state(document)
    return LedgerState.NOTICE if notice and state is LedgerState.NOT_COURT_PAPER else state


def mail_state(state: str, parts: Sequence[LedgerState]) -> LedgerState:
    """What became of a mail: its own state until it is opened, then the leading one of its parts."""
    own = _MAIL_STATES.get(MailState(state))
    return own or leading(parts)


def leading(states: Iterable[LedgerState]) -> LedgerState:
    """The state that is shown for several; not a court paper for none."""
    there = set(states)
    return next((state for state in _LEADING if state in there), LedgerState.NOT_COURT_PAPER)


@dataclass(frozen=True, slots=True)
class MailFacts:
    """One mail with the states of its parts. ``part_count`` is how many the reader found, None when it
    was not opened."""

    account_id: str
    day: date
    state: str
    stored: bool
    part_count: int | None
    parts: tuple[LedgerState, ...]

    @property
    def became(self) -> LedgerState:
        return mail_state(self.state, self.parts)


@dataclass(frozen=True, slots=True)
class DaySum:
    """The mails of one mailbox on one day. ``seen`` = ``stored`` + ``not_stored`` and ``seen`` =
    ``explained`` when the day adds up; ``parts`` = rows of parts, ``found`` = parts the reader
    found."""

    account_id: str
    day: date
    seen: int = 0
    stored: int = 0
    not_stored: int = 0  # gone or refused before they could be stored, each with its cause
    explained: int = 0
    found: int = 0
    parts: int = 0
    mails: Mapping[LedgerState, int] = field(default_factory=dict)
    part_states: Mapping[LedgerState, int] = field(default_factory=dict)

    @property
    def waiting(self) -> int:
        return self.seen - self.explained

    @property
    def attention(self) -> int:
        """Parts and unopened mails a person should look at."""
        return sum(self.part_states.get(state, 0) for state in ATTENTION)

    @property
    def adds_up(self) -> bool:
        return (
            self.seen == self.stored + self.not_stored
            and self.seen == self.explained
            and self.parts == self.found
            and sum(self.mails.values()) == self.seen
            and sum(self.part_states.values()) == self.parts
        )


def day_sums(mails: Iterable[MailFacts]) -> list[DaySum]:
    """One sum per mailbox and day, the newest day first."""
    groups: dict[tuple[date, str], list[MailFacts]] = {}
    for mail in mails:
        groups.setdefault((mail.day, mail.account_id), []).append(mail)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], item[0][1]), reverse=True)
    return [_sum(day, account_id, group) for (day, account_id), group in ordered]


def _sum(day: date, account_id: str, mails: Sequence[MailFacts]) -> DaySum:
    became = Counter(mail.became for mail in mails)
    return DaySum(
        account_id=account_id,
        day=day,
        seen=len(mails),
        stored=sum(mail.stored for mail in mails),
        not_stored=sum(
            not mail.stored and mail.state in (MailState.GONE, MailState.REFUSED) for mail in mails
        ),
        explained=sum(mail.became not in WAITING for mail in mails),
        found=sum(mail.part_count or 0 for mail in mails),
        parts=sum(len(mail.parts) for mail in mails),
        mails=became,
        part_states=Counter(state for mail in mails for state in mail.parts),
    )
