"""The mailbox on PostgreSQL: the same states and sums, one watcher, two processes that list at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from services.api.accounts.account import Actor
from services.api.db import Database
from services.api.inbox.audit import audit
from services.api.jobs import exclusive
from services.api.migrations import upgrade
from services.api.readers import Readers
from services.api.service import Service
from services.api.settings import Settings
from services.api.storage import open_storage
from services.vocabulary import LedgerState
from tests.api.conftest import add_office
from tests.api.inbox.conftest import Mailbox, MailReaders, letter
from tests.servers.dovecot import MailServerProcess
from tests.servers.postgres import running_postgres

pytestmark = pytest.mark.servers
NOTICE = "【重庆市北碚区人民法院】（2026）渝0109行初412号定于2026年4月9日9时开庭。"


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with running_postgres() as url:
        yield url


@pytest.fixture
def service(postgres: str, tmp_path: Path) -> Iterator[Service]:
    settings = Settings(data_dir=tmp_path, database_url=postgres, readers=1)
    database = Database(settings.database)
    upgrade(database)
    yield Service(settings, database, open_storage(settings), cast(Readers, MailReaders()))
    database.dispose()


@pytest.fixture
def desk(service: Service, dovecot: MailServerProcess, request: pytest.FixtureRequest) -> Mailbox:
    name = str(abs(hash(request.node.name)))
    who: Actor = add_office(service, "重庆市北碚区城市管理局", name)
    return Mailbox(dovecot, service, who, f"{name}@county.example")


def test_states_and_sums_are_those_of_sqlite(desk: Mailbox) -> None:
    raw = letter("一", NOTICE, pdf_a=b"%PDF pg a")
    desk.deliver(raw, raw, letter("二", "正文\x00带空字符", pdf_b=b"%PDF pg a"))
    desk.take_in()
    [day] = desk.days()
    assert (day.seen, day.stored, day.explained, day.adds_up) == (3, 3, 3, True)
    assert day.mails == {LedgerState.PAPER: 1, LedgerState.DUPLICATE: 2}
    assert day.part_states[LedgerState.NOTICE] == 1
    assert audit(desk.who, desk.service, desk.account).differences == ()


def test_two_processes_that_list_and_store_at_once_make_each_row_once(desk: Mailbox) -> None:
    desk.deliver(*(letter(f"第{number}封", f"正文{number}") for number in range(12)))
    errors: list[Exception] = []

    def take_in() -> None:
        try:
            desk.see_and_store()
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=take_in) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len({mail.uid for mail in desk.mails()}) == len(desk.mails()) == 12
    assert {mail.state for mail in desk.mails()} == {"stored"}


def test_a_lock_on_a_mailbox_is_held_once_and_given_back(service: Service) -> None:
    lock = exclusive(service.settings, "mailbox-x")
    assert lock is not None
    assert exclusive(service.settings, "mailbox-x") is None
    lock.release()
    again = exclusive(service.settings, "mailbox-x")
    assert again is not None
    again.release()
