"""A mailbox on a real server, and a service that takes it in with hand-written readings."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from typing import Any

import pytest

from services.api.accounts.account import Actor
from services.api.documents.progress import unread
from services.api.inbox import store, tally
from services.api.inbox.account import MailAccount
from services.api.inbox.fetch import place_of, take_in
from services.api.inbox.ledger import DaySum, MailFacts
from services.api.inbox.message import MailMessage, MailPart
from services.api.inbox.secret import encrypt
from services.api.inbox.server import MailServer
from services.api.inbox.watch import open_waiting
from services.api.intake.read import read_document
from services.api.service import Service
from services.vocabulary import PaperKind
from tests.api.readings import HandReaders, extraction, response_notice
from tests.servers.dovecot import PASSWORD, MailServerProcess, running_dovecot

EVER = (date(1970, 1, 1), date(9999, 12, 1))


@pytest.fixture(scope="session")
def dovecot() -> Iterator[MailServerProcess]:
    """One server for the tests that do not stop it; each takes a mailbox of its own."""
    with running_dovecot() as server:
        yield server


@pytest.fixture
def own_dovecot() -> Iterator[MailServerProcess]:
    """A server a test may stop, kill and change."""
    with running_dovecot() as server:
        yield server


class MailReaders(HandReaders):
    """Texts are no court papers, ``*.pdf`` a notice to respond each, unless the test says otherwise."""

    def read(
        self,
        data: bytes,
        name: str,
        progress: Callable[[int, int], None] | None = None,
        office: Sequence[str] = (),
        scanner: str | None = None,
    ) -> dict[str, Any]:
        if name.endswith(".txt") and data not in self.answers:
            paper = replace(response_notice(), kind=PaperKind.NOT_COURT_PAPER, parties=(), fields={})
            self.answers[data] = extraction([paper])
        return super().read(data, name, progress, office, scanner)


@pytest.fixture
def readers() -> MailReaders:
    return MailReaders()


class Mailbox:
    """One mailbox of the office, with the verbs a test needs."""

    def __init__(self, server: MailServerProcess, service: Service, who: Actor, user: str) -> None:
        self.server = server
        self.service = service
        self.who = who
        self.user = user
        self.account = self._added(["INBOX"])

    def _added(self, folders: list[str]) -> MailAccount:
        with self.service.database.transaction() as session:
            row = MailAccount(
                organisation_id=self.who.organisation_id,
                name=self.user.split("@")[0],
                provider="government",
                host=self.server.host,
                port=self.server.port,
                security="none",
                username=self.user,
                secret=encrypt(self.service.settings, PASSWORD),
                folders=folders,
                since=None,
            )
            session.add(row)
        return row

    def change(self, **values: object) -> None:
        with self.service.database.transaction() as session:
            row = session.get_one(MailAccount, self.account.id)
            for name, value in values.items():
                setattr(row, name, value)
        self.account = row

    def deliver(self, *mails: bytes, **more: object) -> None:
        self.server.deliver(*mails, user=self.user, **more)  # type: ignore[arg-type]

    def connect(self) -> MailServer:
        return MailServer(place_of(self.service, self.account), self.service.settings)

    def see_and_store(self, *, full: bool = True) -> int:
        number = 0
        with self.connect() as server:
            for folder in self.account.folders:
                number += take_in(self.who, self.service, self.account, server, str(folder), full=full)
        return number

    def open(self) -> None:
        never = threading.Event()
        open_waiting(self.who, self.service, self.account.id, lambda: None, never)

    def read(self) -> None:
        """Read the documents that came of it, with the readings of the test."""
        while True:
            with self.service.database.transaction() as session:
                todo = unread(session)
            if not todo:
                return
            for document_id, attempt in todo:
                read_document(self.service, document_id, attempt)

    def take_in(self) -> None:
        """See, store, open, read."""
        self.see_and_store()
        self.open()
        self.read()

    def mails(self) -> list[MailMessage]:
        with self.service.database.transaction() as session:
            return list(store.mails_of_account(self.who, session, self.account.id))

    def mail(self) -> MailMessage:
        [mail] = self.mails()
        return mail

    def parts(self, mail: MailMessage | None = None) -> list[MailPart]:
        with self.service.database.transaction() as session:
            return list(store.parts_of(self.who, session, (mail or self.mail()).id))

    def facts(self) -> list[MailFacts]:
        with self.service.database.transaction() as session:
            mails = store.mails_between(self.who, *EVER, self.account.id)
            return list(tally.mail_facts(self.who, session, mails).values())

    def days(self) -> list[DaySum]:
        with self.service.database.transaction() as session:
            return tally.sums_between(self.who, session, *EVER, self.account.id)

    def part_states(self, mail: MailMessage | None = None) -> list[str]:
        mail = mail or self.mail()
        with self.service.database.transaction() as session:
            states = tally.states_of_parts(self.who, session, mail.id)
        return [states[part.id].value for part in self.parts(mail)]


@pytest.fixture
def add_mailbox(dovecot: MailServerProcess, service: Service, who: Actor) -> Callable[[], Mailbox]:
    def add(of: Actor | None = None) -> Mailbox:
        return Mailbox(dovecot, service, of or who, f"{uuid.uuid4().hex[:10]}@county.example")

    return add


@pytest.fixture
def mailbox(add_mailbox: Callable[[], Mailbox]) -> Mailbox:
    return add_mailbox()


def letter(
    subject: str = "送达传票",
    text: str = "请查收附件。",
    *,
    sender: str = "clerk@court.example",
    message_id: str | None = None,
    **files: bytes,
) -> bytes:
    """A mail with one text and the files given, ``pdf_name`` as ``name.pdf``."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "office@county.example", subject
    mail["Date"] = "Mon, 02 Mar 2026 09:15:00 +0800"
    mail["Message-ID"] = message_id or f"<{uuid.uuid4().hex}@court.example>"
    mail.set_content(text)
    for name, data in files.items():
        ending, stem = name.split("_", 1)
        mail.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=f"{stem}.{ending}"
        )
    return mail.as_bytes().replace(b"\n", b"\r\n")
