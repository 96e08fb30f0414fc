"""A watched mailbox: new mail within seconds, a server that goes and comes, processes that die."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from benchmarks.inbox import disturbed, undisturbed
from benchmarks.inbox_office import offices
from benchmarks.inbox_state import check_ledger, differences, final_state
from benchmarks.mails import mails
from services.api.accounts.account import Actor
from services.api.inbox import store, watch
from services.api.inbox.account import MailAccount
from services.api.inbox.audit import audit
from services.api.inbox.message import MailMessage
from services.api.inbox.open import try_again
from services.api.inbox.server import MailServer
from services.api.inbox.watch import Inbox
from services.api.jobs import exclusive
from services.api.readers import ReaderFailure
from services.api.service import Service
from services.cli import app as cli
from services.vocabulary import MailState
from tests.api.inbox.conftest import Mailbox, MailReaders, letter
from tests.servers.dovecot import USER, MailServerProcess
from tests.servers.process import wait_until


@contextmanager
def watching(mailbox: Mailbox) -> Iterator[threading.Event]:
    """The mailbox is watched; the event is set when documents came."""
    woken = threading.Event()
    inbox = Inbox(mailbox.service, woken.set)
    inbox.start()
    try:
        yield woken
    finally:
        inbox.close()


def states(mailbox: Mailbox) -> list[str]:
    return [mail.state for mail in mailbox.mails()]


def account(mailbox: Mailbox) -> MailAccount:
    with mailbox.service.database.transaction() as session:
        return store.get_account(mailbox.who, session, mailbox.account.id)


def test_new_mail_is_a_document_within_ten_seconds_by_idle(mailbox: Mailbox) -> None:
    with watching(mailbox) as woken:
        wait_until(lambda: account(mailbox).waits_by == "idle", 20, "the mailbox is watched")
        time.sleep(1)  # so that it is IDLE, not the first look, that finds the mail
        woken.clear()
        begun = time.monotonic()
        mailbox.deliver(letter(pdf_a=b"%PDF a"))
        assert woken.wait(10)
        assert time.monotonic() - begun < 10
    assert states(mailbox) == ["opened"]


def test_a_mail_that_comes_while_others_are_taken_in_waits_for_no_poll(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server tells of it during another command, where nobody listens."""
    fetch = MailServer.raw
    late = [letter("迟到", "别的", pdf_b=b"%PDF b")]

    def deliver_then_fetch(self: MailServer, uid: int) -> bytes | None:
        if late:
            mailbox.deliver(late.pop())
        return fetch(self, uid)

    monkeypatch.setattr(MailServer, "raw", deliver_then_fetch)
    mailbox.deliver(letter("一"))
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 10, "both are opened")


def test_what_cannot_be_moved_is_said_and_new_mail_still_taken_in(mailbox: Mailbox) -> None:
    mailbox.change(afterwards="move", move_to="没有这个文件夹")
    mailbox.deliver(letter("一"))
    with watching(mailbox):
        wait_until(lambda: bool(account(mailbox).problem), 20, "the failure is noted")
        assert account(mailbox).problem["code"] == "not_acted"
        mailbox.deliver(letter("二", "别的"))
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 20, "new mail comes in")


def test_a_mail_is_moved_after_it_was_stored_and_watching_goes_on(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("x"), folder="Done")
    mailbox.change(afterwards="move", move_to="Done")

    def in_done() -> int:
        return len(mailbox.server.flags(mailbox.user, "Done"))

    with watching(mailbox):
        mailbox.deliver(letter("一"))
        wait_until(lambda: in_done() == 2, 20, "the first mail is moved")
        mailbox.deliver(letter("二", "别的"))
        wait_until(lambda: in_done() == 3, 20, "the second mail is moved")


def test_a_server_without_idle_is_asked_again_and_again(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MailServer, "can_idle", property(lambda self: False))
    mailbox.service.settings.mail_poll_seconds = 1
    with watching(mailbox):
        wait_until(lambda: account(mailbox).waits_by == "poll", 20, "the mailbox is asked")
        mailbox.deliver(letter())
        wait_until(lambda: states(mailbox) == ["opened"], 10, "the mail is found")


def test_a_further_folder_is_asked_while_the_first_is_watched(mailbox: Mailbox) -> None:
    mailbox.service.settings.mail_poll_seconds = 1
    mailbox.deliver(letter("一"), folder="法院")
    mailbox.change(folders=["INBOX", "法院"])
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the first mail is there")
        mailbox.deliver(letter("二", "别的"), folder="法院")
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 10, "the second is found")


def test_a_server_that_goes_is_named_and_taken_up_again_when_it_comes(
    own_dovecot: MailServerProcess,
    service: Service,
    who: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "FIRST_WAIT", 0.5)
    mailbox = Mailbox(own_dovecot, service, who, USER)
    mailbox.deliver(letter("一"))
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the first mail is opened")
        own_dovecot.kill()
        wait_until(lambda: bool(account(mailbox).problem), 20, "the failure is noted")
        problem = account(mailbox).problem
        assert problem["code"] in ("refused", "cut_off", "unreachable")
        assert problem["remedy"]
        assert account(mailbox).next_try_at is not None
        own_dovecot.start()
        mailbox.deliver(letter("二", "别的"))
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 40, "the second mail is opened")
    assert not account(mailbox).problem


def test_waits_between_failures_double_up_to_a_quarter_of_an_hour(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.api.inbox.watch.random.uniform", lambda _least, _most: 1.0)
    waits: list[float] = []

    class Impatient(threading.Event):
        """Ends after ten waits, each of no time."""

        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            if len(waits) == 10:
                self.set()
            return self.is_set()

    mailbox.change(host="127.0.0.1", port=1)
    watcher = watch._Watcher(
        mailbox.service, mailbox.who, mailbox.account.id, version=1, wake=lambda: None
    )
    watcher.stopping = Impatient()
    watcher.run()
    assert waits == [5, 10, 20, 40, 80, 160, 320, 640, 900, 900]
    row = account(mailbox)
    assert row.problem["code"] == "refused"
    assert row.failing_since is not None
    assert row.next_try_at is not None


def test_a_server_that_restarts_while_it_is_listened_to_loses_no_mail(
    own_dovecot: MailServerProcess,
    service: Service,
    who: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "FIRST_WAIT", 0.5)
    mailbox = Mailbox(own_dovecot, service, who, USER)
    mailbox.deliver(letter("一"))
    with watching(mailbox):
        wait_until(lambda: account(mailbox).waits_by == "idle", 20, "the mailbox is watched")
        time.sleep(1)  # it is listened to
        own_dovecot.restart()
        mailbox.deliver(letter("二", "别的"))
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 20, "the second mail is opened")
        wait_until(lambda: account(mailbox).waits_by == "idle", 20, "it is listened to again")
    assert not account(mailbox).problem


def test_mails_that_are_numbered_anew_while_watched_are_taken_in_once(
    own_dovecot: MailServerProcess,
    service: Service,
    who: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watch, "FIRST_WAIT", 0.5)
    mailbox = Mailbox(own_dovecot, service, who, USER)
    mailbox.deliver(letter("一", pdf_a=b"%PDF a"), letter("二", "别的"))
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"] * 2, 20, "both are opened")
        own_dovecot.change_uidvalidity()
        mailbox.deliver(letter("三", "第三"))
        wait_until(lambda: len(states(mailbox)) == 5, 20, "all three are seen anew")
        wait_until(lambda: sorted(states(mailbox)) == ["duplicate"] * 2 + ["opened"] * 3, 20, "settled")
    mailbox.read()
    assert audit(mailbox.who, mailbox.service, mailbox.account).differences == ()


def test_mails_moved_and_deleted_while_watched_stay_on_the_ledger(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watch, "FULL_EVERY", 1.0)
    mailbox.service.settings.mail_poll_seconds = 1
    mailbox.deliver(letter("一"), letter("二", "别的"), letter("三", "第三"))
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"] * 3, 20, "all are opened")
        with mailbox.server.client(mailbox.user) as client:
            client.create("Archive")
            client.select("INBOX")
            client.uid("MOVE", "1", "Archive")
            client.uid("STORE", "2", "+FLAGS", r"(\Deleted)")
            client.expunge()
        wait_until(
            lambda: (
                [mail.left_server_at is not None for mail in mailbox.mails()] == [True, True, False]
            ),
            20,
            "both are known to be gone",
        )
    assert states(mailbox) == ["opened"] * 3
    mailbox.read()
    found = audit(mailbox.who, mailbox.service, mailbox.account)
    assert (found.on_server, found.left, found.differences) == (1, 2, ())


def test_a_changed_password_is_used_at_once(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.api.inbox.secret import encrypt

    monkeypatch.setattr(watch, "FIRST_WAIT", 60.0)
    right = mailbox.account.secret
    mailbox.change(secret=encrypt(mailbox.service.settings, "wrong"))
    mailbox.deliver(letter())
    with watching(mailbox):
        wait_until(lambda: bool(account(mailbox).problem), 20, "the refusal is noted")
        assert account(mailbox).problem["code"] == "password"
        mailbox.change(secret=right, version=2, problem={})
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the new password is used")


def test_stored_mail_is_opened_though_the_server_is_gone(
    own_dovecot: MailServerProcess, service: Service, who: Actor
) -> None:
    mailbox = Mailbox(own_dovecot, service, who, USER)
    mailbox.deliver(letter(pdf_a=b"%PDF a"))
    mailbox.see_and_store()
    own_dovecot.stop()
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the stored mail is opened")


def test_a_mailbox_switched_off_still_opens_what_it_has_stored(mailbox: Mailbox) -> None:
    mailbox.deliver(letter())
    mailbox.see_and_store()
    mailbox.change(enabled=False)
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the stored mail is opened")


def test_a_mail_put_aside_is_opened_again_when_a_person_asks(
    mailbox: Mailbox, readers: MailReaders
) -> None:
    raw = letter("坏")
    readers.answers[raw] = ReaderFailure("reader_crashed", "读取程序多次异常退出。")
    mailbox.service.settings.mail_attempts = 1
    mailbox.deliver(raw)
    with watching(mailbox):
        wait_until(lambda: states(mailbox) == ["failed"], 20, "it is put aside")
        del readers.answers[raw]
        with mailbox.service.database.transaction() as session:
            try_again(mailbox.who, session, mailbox.mail().id)
        wait_until(lambda: states(mailbox) == ["opened"], 20, "it is opened")


def test_one_process_watches_a_mailbox_at_a_time(mailbox: Mailbox) -> None:
    lock = exclusive(mailbox.service.settings, f"mailbox-{mailbox.account.id}")
    assert lock is not None
    mailbox.deliver(letter())
    with watching(mailbox):
        time.sleep(4)
        assert states(mailbox) == []
        lock.release()
        wait_until(lambda: states(mailbox) == ["opened"], 20, "the other takes over")


def test_an_audit_finds_nothing_when_all_agrees_and_names_what_does_not(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("一", pdf_a=b"%PDF a"), letter("二", "别的"))
    mailbox.take_in()
    assert audit(mailbox.who, mailbox.service, mailbox.account).differences == ()

    mailbox.deliver(letter("三", "再来"))
    codes = {each.code for each in audit(mailbox.who, mailbox.service, mailbox.account).differences}
    assert codes == {"not_listed", "day_differs"}
    mailbox.see_and_store()
    codes = {each.code for each in audit(mailbox.who, mailbox.service, mailbox.account).differences}
    assert codes == {"not_opened", "sums_differ"}
    mailbox.take_in()

    mailbox.service.storage.remove(mailbox.mails()[0].sha256 or "")
    with mailbox.service.database.transaction() as session:
        session.get_one(MailMessage, mailbox.mails()[1].id).part_count = 7
    found = {each.code for each in audit(mailbox.who, mailbox.service, mailbox.account).differences}
    assert found == {"original_missing", "sums_differ"}


@pytest.fixture
def command(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, str]]:
    """`yingsu inbox …` over the data folder of the test."""
    monkeypatch.setenv("YINGSU_DATA_DIR", str(mailbox.service.settings.data_dir))

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli, ["inbox", *words])
        return done.exit_code, done.output

    return run


def test_the_command_line_tests_fetches_lists_and_audits(
    mailbox: Mailbox, command: Callable[..., tuple[int, str]]
) -> None:
    assert command("test") == (0, f"✓ {mailbox.account.name}：连接正常，服务器主动通知\n")
    mailbox.deliver(letter("一"), letter("二", "别的"))
    code, said = command("audit")
    assert (code, "台账上没有" in said) == (1, True)
    code, said = command("fetch")
    assert (code, "收下2封" in said) == (0, True)
    assert {mail.state for mail in mailbox.mails()} == {MailState.OPENED}
    mailbox.read()
    assert command("audit")[0] == 0
    code, said = command("list")
    assert (code, "共2封：已拆开2" in said) == (0, True)
    assert command("audit", "没有的")[0] == 2
    mailbox.change(host="127.0.0.1", port=1)
    assert command("test")[0] == 1
    code, said = command("audit")
    assert (code, "拒绝连接" in said) == (3, True)


def test_a_mailbox_the_service_watches_is_left_to_it(
    mailbox: Mailbox, command: Callable[..., tuple[int, str]]
) -> None:
    lock = exclusive(mailbox.service.settings, f"mailbox-{mailbox.account.id}")
    assert lock is not None
    code, said = command("fetch")
    lock.release()
    assert (code, "正由服务收取" in said) == (0, True)


@pytest.mark.timeout(600)
def test_kill_9_of_every_process_in_mid_intake_leads_to_the_same_ledger_as_no_kill(
    own_dovecot: MailServerProcess,
) -> None:
    sent = mails(14)  # one of every sort, and a malformed one
    every = ("serve", "reader", "dovecot", "worker")
    with offices(own_dovecot, "calm@x.example", "killed@x.example") as (calm, killed):
        undisturbed(calm, sent, commands=("serve",))
        check_ledger(calm, sent, len(sent) + 1)
        calm.stop()
        victims = disturbed(killed, sent, every, random.Random(7), longest_pause=2.0, still=2.0)
        assert sum(victims.values()) == len(every)
        assert {"serve", "dovecot", "worker"} <= set(victims)
        check_ledger(killed, sent, len(sent) + 1)
        assert differences(final_state(calm), final_state(killed)) == []
        assert killed.audit()[0] == 0


def test_a_reader_that_dies_on_a_mail_costs_neither_it_nor_the_next(
    own_dovecot: MailServerProcess, who: Actor, service: Service, tmp_path: Path
) -> None:
    from services.api.readers import Readers
    from services.api.settings import Settings

    readers = Readers(Settings(data_dir=tmp_path, readers=1))
    try:
        assert readers.open_mail(letter("一")).headers["subject"] == "一"
        for process in readers.process_ids():
            os.kill(process, signal.SIGKILL)
        assert readers.open_mail(letter("二")).headers["subject"] == "二"
        with pytest.raises(ReaderFailure, match="empty_file"):
            readers.open_mail(b" ")
        assert len(readers.open_mail(letter("三", pdf_a=b"%PDF")).parts) == 2
    finally:
        readers.close()
