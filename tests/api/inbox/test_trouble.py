"""What can go wrong with a server: each cause named, each with its remedy, against a real server."""

from __future__ import annotations

import imaplib
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from imap_tools.errors import MailboxLoginError

from services.api.accounts.account import Actor
from services.api.errors import Forbidden, Unacceptable
from services.api.inbox import store
from services.api.inbox.diagnose import diagnose
from services.api.inbox.presets import presets
from services.api.inbox.secret import KeyLost, decrypt, encrypt
from services.api.inbox.server import FolderMissing, MailServer, Place
from services.api.inbox.setup import (
    AccountInput,
    add_account,
    change_account,
    preview,
    remove_account,
    try_account,
)
from services.api.service import Service
from services.api.settings import Settings
from tests.api.inbox.conftest import letter
from tests.servers.dovecot import PASSWORD, MailServerProcess
from tests.servers.process import free_port

USER = "trouble@county.example"


@pytest.fixture
def admin(who: Actor) -> Actor:
    return Actor(who.organisation_id, who.user_id, who.name, "administrator")


def given(server: MailServerProcess, **more: object) -> AccountInput:
    plain = {
        "name": "法院邮箱",
        "host": server.host,
        "port": server.port,
        "security": "none",
        "username": USER,
        "password": PASSWORD,
    }
    return AccountInput.model_validate(plain | more)


def test_a_mailbox_that_works_says_so_with_its_folders(
    dovecot: MailServerProcess, service: Service, admin: Actor
) -> None:
    dovecot.deliver(letter(), user=USER, folder="法院")
    tried = try_account(admin, service, given(dovecot, folders=["INBOX", "法院"]))
    assert tried.problem is None
    assert {"INBOX", "法院"} <= set(tried.folders)
    assert (tried.idle, tried.mails >= 1) == (True, True)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"host": "no-such-host.invalid"}, "host_not_found"),
        ({"port": "closed"}, "refused"),
        ({"password": "wrong"}, "password"),
        ({"password": "wrong", "provider": "qq"}, "code_needed"),
        ({"folders": ["没有的"]}, "folder_missing"),
        ({"security": "tls", "port": "plain"}, "tls"),
        ({"security": "tls", "port": "tls"}, "certificate"),
        ({"security": "starttls"}, "certificate"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_mailbox_that_does_not_names_the_cause_and_the_remedy(
    dovecot: MailServerProcess, service: Service, admin: Actor, change: dict[str, object], code: str
) -> None:
    ports = {"closed": free_port(), "plain": dovecot.port, "tls": dovecot.tls_port}
    if "port" in change:
        change = {**change, "port": ports[str(change["port"])]}
    problem = try_account(admin, service, given(dovecot, **change)).problem
    assert problem is not None and problem.code == code
    assert problem.cause.endswith("。") and problem.remedy


@pytest.mark.parametrize(("security", "port"), [("tls", "tls_port"), ("starttls", "port")])
def test_the_certificate_of_an_intranet_is_trusted_once_its_authority_is_given(
    dovecot: MailServerProcess, service: Service, admin: Actor, security: str, port: str
) -> None:
    service.settings.mail_ca_file = dovecot.certificate
    account = given(dovecot, security=security, port=getattr(dovecot, port))
    assert try_account(admin, service, account).problem is None
    other = given(dovecot, security=security, port=getattr(dovecot, port), host="127.0.0.2")
    problem = try_account(admin, service, other).problem
    assert problem is not None and problem.code in ("certificate", "refused")


@contextmanager
def saying(*lines: bytes) -> Iterator[int]:
    """A server that answers one client with these lines and then says no more."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            connection, _ = listening.accept()
            with connection:
                for line in lines:
                    connection.sendall(line)
                    connection.recv(1000)

        thread = Thread(target=talk, daemon=True)
        thread.start()
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        ([b"* BYE too many connections\r\n"], "too_many"),
        ([], "cut_off"),
        ([b"220 smtp.example ESMTP\r\n"], "refused_command"),
    ],
)
def test_a_server_that_is_no_mailbox_is_not_mistaken_for_one(
    answers: list[bytes], code: str, service: Service, admin: Actor, dovecot: MailServerProcess
) -> None:
    with saying(*answers) as port:
        problem = try_account(admin, service, given(dovecot, port=port)).problem
    assert problem is not None
    assert problem.code in (code, "cut_off", "refused_command", "unreachable")


@pytest.mark.parametrize(
    ("error", "provider", "code"),
    [
        (
            FolderMissing("INBOX", "EXAMINE Unsafe Login. Please contact kefu@188.com"),
            "",
            "unsafe_login",
        ),
        (
            MailboxLoginError(("NO", [b"LOGIN Login error or password error"]), "OK"),
            "netease163",
            "code_needed",
        ),
        (
            MailboxLoginError(("NO", [b"Login fail. Please using weixin token"]), "OK"),
            "",
            "code_needed",
        ),
        (imaplib.IMAP4.error("LOGIN Login frequency limited"), "qq", "too_many"),
        (
            imaplib.IMAP4.error("[PRIVACYREQUIRED] Plaintext authentication disallowed"),
            "",
            "tls_needed",
        ),
        (imaplib.IMAP4.abort("socket error: EOF"), "", "cut_off"),
        (TimeoutError("timed out"), "", "timeout"),
        (OSError(28, "No space left on device"), "", "disk_full"),
        (OSError(113, "No route to host"), "", "unreachable"),
        (ssl.SSLError(1, "wrong version number"), "", "tls"),
        (KeyLost(), "", "key_lost"),
        (RuntimeError("x"), "", "internal"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_a_server_says_is_understood(error: Exception, provider: str, code: str) -> None:
    problem = diagnose(error, "imap.example", provider)
    assert problem.code == code
    assert problem.cause and problem.remedy.endswith("。")


def test_every_provider_has_a_server_but_the_one_to_be_filled_in() -> None:
    assert [each.key for each in presets() if not each.host] == ["government"]
    assert all(each.port == 993 and each.security == "tls" for each in presets())
    assert len({each.key for each in presets()}) == len(presets())


@contextmanager
def scripted(**answers: bytes) -> Iterator[tuple[Place, list[bytes]]]:
    """A server that says ``answers`` (by the first word of the command) before its OK, each in one
    packet with it; "IDLE" is answered by what is given alone. What it was told comes in the list."""
    said: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rwb") as stream:
                stream.write(b"* OK ready\r\n")
                stream.flush()
                idle = b""
                for line in stream:
                    tag, _, command = line.strip().partition(b" ")
                    word = command.removeprefix(b"UID ").split(b" ")[0].decode()
                    said.append(command)
                    if word == "IDLE":
                        idle = tag
                        stream.write(answers["IDLE"])
                    elif tag == b"DONE":
                        stream.write(idle + b" OK done\r\n")
                    else:
                        stream.write(answers.get(word, b"") + tag + b" OK done\r\n")
                    stream.flush()

        Thread(target=talk, daemon=True).start()
        yield Place("127.0.0.1", listening.getsockname()[1], "none", "a", "b"), said


OPENED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n"


def test_netease_is_told_who_we_are_before_a_folder_is_opened(tmp_path: Path) -> None:
    with (
        scripted(CAPABILITY=b"* CAPABILITY IMAP4rev1\r\n", EXAMINE=OPENED) as (place, said),
        MailServer(place, Settings(data_dir=tmp_path)) as server,
    ):
        assert server.open("INBOX") == 7
        assert not server.can_idle
    words = [command.split(b" ")[0] for command in said]
    assert words.index(b"LOGIN") < words.index(b"ID") < words.index(b"EXAMINE")


@pytest.mark.parametrize(
    ("search", "idle"),
    [
        (b"* SEARCH 1\r\n", b"+ idling\r\n* 2 EXISTS\r\n"),
        (b"* SEARCH 1\r\n* 2 EXISTS\r\n", b"+ idling\r\n"),
    ],
    ids=["in one packet with the answer to IDLE", "after the result of the search"],
)
def test_news_is_heard_wherever_the_server_tells_it(tmp_path: Path, search: bytes, idle: bytes) -> None:
    capability = b"* CAPABILITY IMAP4rev1 IDLE\r\n"
    answers = {"CAPABILITY": capability, "EXAMINE": OPENED, "SEARCH": search, "IDLE": idle}
    with (
        scripted(**answers) as (place, _),
        MailServer(place, Settings(data_dir=tmp_path)) as server,
    ):
        server.open("INBOX")
        assert server.uids() == [1]
        begun = time.monotonic()
        assert server.wait(20, Event())
        assert time.monotonic() - begun < 5


def test_a_server_that_says_nothing_is_waited_for_as_long_as_was_asked(tmp_path: Path) -> None:
    capability = b"* CAPABILITY IMAP4rev1 IDLE\r\n"
    with (
        scripted(CAPABILITY=capability, EXAMINE=OPENED, IDLE=b"+ idling\r\n") as (place, _),
        MailServer(place, Settings(data_dir=tmp_path)) as server,
    ):
        server.open("INBOX")
        begun = time.monotonic()
        assert not server.wait(1.5, Event())
        assert time.monotonic() - begun >= 1.5


def test_the_password_is_encrypted_and_needs_the_key_it_was_encrypted_with(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    secret = encrypt(settings, "授权码 abc")
    assert "abc" not in secret
    assert decrypt(settings, secret) == "授权码 abc"
    assert (tmp_path / "mail.key").stat().st_mode & 0o777 == 0o600
    (tmp_path / "mail.key").unlink()
    with pytest.raises(KeyLost):
        decrypt(settings, secret)


def test_a_stored_password_goes_only_to_the_server_it_was_given_for(
    dovecot: MailServerProcess, service: Service, admin: Actor
) -> None:
    row = add_account(admin, service, given(dovecot))
    same = given(dovecot, password="", name="改名")
    assert try_account(admin, service, same, row.id).problem is None
    assert change_account(admin, service, row.id, same).version == 2
    for other in ({"host": "localhost"}, {"username": "else@county.example"}):
        changed = given(dovecot, password="", **other)
        for attempt in (
            lambda c=changed: try_account(admin, service, c, row.id),
            lambda c=changed: preview(admin, service, c, row.id),
            lambda c=changed: change_account(admin, service, row.id, c),
        ):
            with pytest.raises(Unacceptable, match="password_again"):
                attempt()


def test_only_an_administrator_sets_mailboxes_up(
    dovecot: MailServerProcess, service: Service, who: Actor, admin: Actor
) -> None:
    row = add_account(admin, service, given(dovecot))
    for attempt in (
        lambda: add_account(who, service, given(dovecot)),
        lambda: change_account(who, service, row.id, given(dovecot)),
        lambda: remove_account(who, service, row.id),
        lambda: try_account(who, service, given(dovecot), row.id),
        lambda: preview(who, service, given(dovecot), row.id),
    ):
        with pytest.raises(Forbidden):
            attempt()


def test_a_mailbox_taken_away_forgets_its_password(
    dovecot: MailServerProcess, service: Service, admin: Actor
) -> None:
    row = add_account(admin, service, given(dovecot))
    remove_account(admin, service, row.id)
    with service.database.transaction() as session:
        assert store.list_accounts(admin, session) == []
        [kept] = store.list_accounts(admin, session, removed=True)
        assert kept.secret == ""


@pytest.mark.parametrize(
    "change",
    [
        {"username": "a\r\nA1 DELETE INBOX"},
        {"password": "x\ny"},
        {"folders": ["INBOX\r\nA1 DELETE INBOX"]},
        {"host": "a b"},
        {"port": 0},
        {"folders": []},
    ],
)
def test_what_would_break_out_of_the_protocol_is_refused(
    dovecot: MailServerProcess, change: dict[str, object]
) -> None:
    with pytest.raises(ValueError, match="validation error"):
        given(dovecot, **change)


def test_a_preview_shows_real_mails_and_what_the_rules_would_do(
    dovecot: MailServerProcess, service: Service, admin: Actor
) -> None:
    user = "preview@county.example"
    dovecot.deliver(letter("传票", pdf_a=b"%PDF"), letter("促销"), user=user)
    rules = [{"name": "要附件", "attachments": ["pdf"]}]
    seen = preview(admin, service, given(dovecot, username=user, rules=rules))
    assert seen.problem is None
    assert {(row.subject, row.files, row.take, row.rule) for row in seen.rows} == {
        ("传票", ("a.pdf",), True, "要附件"),
        ("促销", (), False, ""),
    }
    assert not any(b"Seen" in line for line in dovecot.flags(user))
