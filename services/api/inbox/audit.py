"""Does the ledger hold what the server has? Every difference is named; nothing is changed."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.accounts.account import Actor
from services.api.inbox import store, tally
from services.api.inbox.account import MailAccount
from services.api.inbox.fetch import place_of
from services.api.inbox.ledger import MailFacts, day_sums
from services.api.inbox.message import MailMessage
from services.api.inbox.server import Listed, MailServer
from services.api.service import Service
from services.api.settings import CHINA
from services.vocabulary import MailState

SHOWN = 5  # mails named of one kind of difference
_WITHOUT_BYTES = (MailState.GONE, MailState.REFUSED)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that does not agree: ``words`` for people, ``count`` how many mails, ``day`` if of
    one."""

    code: str
    words: str
    count: int
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Audit:
    """One mailbox compared. ``on_server``: mails the server lists; ``here``: rows of them; ``left``:
    stored mails it does not list any more (moved or deleted there), which is no difference."""

    account: str
    on_server: int
    here: int
    left: int
    days: int
    differences: tuple[Difference, ...]


def audit(who: Actor, service: Service, account: MailAccount) -> Audit:
    """Compare one mailbox with its server, mail by mail and day by day, and its rows with the store.
    Errors of the server are raised: ``diagnose`` says what they mean."""
    with MailServer(place_of(service, account), service.settings) as server:
        listed = dict(_listed(server, account))
    with service.database.transaction() as session:
        rows = store.mails_of_account(who, session, account.id)
        first, last = date(1970, 1, 1), date(9999, 12, 31)
        mails = store.mails_between(who, first, last, account.id)
        facts = tally.mail_facts(who, session, mails)
    here = {(row.folder, row.uidvalidity, row.uid): row for row in rows}
    shared = listed.keys() & here.keys()
    differences = [
        *_missing(listed, here),
        *_unstored(rows),
        *_bytes(service, rows),
        *_days(listed, here),
        *_sums(list(facts.values())),
    ]
    days = {_day(mail) for mail in listed.values()}
    left = len(here.keys() - listed.keys())
    return Audit(account.name, len(listed), len(shared), left, len(days), tuple(differences))


Key = tuple[str, int, int]


def _listed(server: MailServer, account: MailAccount) -> Iterator[tuple[Key, Listed]]:
    for folder in account.folders:
        uidvalidity = server.open(folder)
        for mail in server.listed(server.uids(account.since)):
            yield (folder, uidvalidity, mail.uid), mail


def _missing(listed: dict[Key, Listed], here: dict[Key, MailMessage]) -> Iterator[Difference]:
    missing = sorted(listed.keys() - here.keys())
    if missing:
        named = "、".join(f"{folder} UID {uid}" for folder, _, uid in missing[:SHOWN])
        yield Difference("not_listed", f"服务器上有、台账上没有：{named}", len(missing))


def _unstored(rows: Sequence[MailMessage]) -> Iterator[Difference]:
    waiting = Counter(row.state for row in rows)
    if waiting[MailState.SEEN]:
        yield Difference("not_stored", "见到了还没收下", waiting[MailState.SEEN])
    if waiting[MailState.STORED]:
        yield Difference("not_opened", "收下了还没拆开", waiting[MailState.STORED])
    silent = [row for row in rows if row.state in _WITHOUT_BYTES and not row.problems]
    if silent:
        yield Difference("no_reason", "没有收下，也没有写明原因", len(silent))


def _bytes(service: Service, rows: Sequence[MailMessage]) -> Iterator[Difference]:
    lost = spoilt = 0
    for row in rows:
        if row.sha256 is None:
            continue
        try:
            data = service.storage.get(row.sha256)
        except KeyError:
            lost += 1
            continue
        spoilt += hashlib.sha256(data).hexdigest() != row.sha256 or len(data) != row.size
    if lost:
        yield Difference("original_missing", "存储里找不到邮件原文", lost)
    if spoilt:
        yield Difference("original_changed", "存储里的邮件原文与收下时不同", spoilt)


def _days(listed: dict[Key, Listed], here: dict[Key, MailMessage]) -> Iterator[Difference]:
    """Each day's mails as the server counts them and as the ledger does."""
    there = Counter(_day(mail) for mail in listed.values())
    ours = Counter(row.day for key, row in here.items() if key in listed)
    for day in sorted(there.keys() | ours.keys()):
        if there[day] != ours[day]:
            words = f"{day}：服务器上{there[day]}封，台账上{ours[day]}封"
            yield Difference("day_differs", words, abs(there[day] - ours[day]), day)


def _sums(facts: Sequence[MailFacts]) -> Iterator[Difference]:
    for each in day_sums(facts):
        if not each.adds_up:
            words = (
                f"{each.day}：见到{each.seen}，收下{each.stored}，未收下{each.not_stored}，"
                f"说明去向{each.explained}；应有部分{each.found}，列出{each.parts}"
            )
            yield Difference("sums_differ", words, each.waiting, each.day)


def _day(mail: Listed) -> date:
    return mail.arrived_at.astimezone(CHINA).date()
