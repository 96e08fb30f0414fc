"""A mail is stored before it is understood, and every part of it is accounted for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from services.api.accounts.account import Actor
from services.api.documents.document import Document
from services.api.errors import NotFound
from services.api.inbox import progress, store
from services.api.inbox.open import try_again
from services.api.inbox.server import MailServer, Refused
from services.api.inbox.watch import act
from services.api.intake.unlock import unlock
from services.api.readers import Part, ReaderFailure
from services.api.service import Service
from services.extractor.result import Extraction, FileInfo
from services.vocabulary import LedgerState, MailState
from tests.api.inbox.conftest import Mailbox, MailReaders, letter
from tests.servers.dovecot import USER, MailServerProcess

ZIP = b"bytes of a zip"
LOCKED = {"code": "password_needed", "message": "压缩包设有密码。"}
NOTICE = "【重庆市北碚区人民法院】（2026）渝0109行初412号定于2026年4月9日9时开庭。"


def documents(mailbox: Mailbox) -> dict[str, Document]:
    with mailbox.service.database.transaction() as session:
        ids = [part.document_id for part in mailbox.parts() if part.document_id]
        rows = [session.get_one(Document, each) for each in ids]
    return {row.name: row for row in rows}


def test_the_bytes_are_those_of_the_server_and_nothing_is_changed_there(mailbox: Mailbox) -> None:
    raw = letter(pdf_传票=b"%PDF one")
    mailbox.deliver(raw)
    mailbox.take_in()
    mail = mailbox.mail()
    assert mail.sha256 == hashlib.sha256(raw).hexdigest()
    assert mailbox.service.storage.get(mail.sha256) == raw
    assert (mail.state, mail.headers["subject"]) == (MailState.OPENED, "送达传票")
    assert not any(b"Seen" in line for line in mailbox.server.flags(mailbox.user))


def test_parts_become_documents_the_text_too(mailbox: Mailbox) -> None:
    mailbox.deliver(letter(pdf_传票=b"%PDF one"))
    mailbox.take_in()
    found = documents(mailbox)
    assert set(found) == {"送达传票（邮件正文）.txt", "传票.pdf"}
    assert {row.origin for row in found.values()} == {"mail"}
    assert mailbox.service.storage.get(found["传票.pdf"].sha256) == b"%PDF one"
    assert mailbox.part_states() == ["not_court_paper", "paper"]
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.explained, day.found, day.adds_up) == (1, 1, 1, 2, True)


def test_a_court_notice_in_the_text_is_one_with_its_number_and_link_recorded(mailbox: Mailbox) -> None:
    mailbox.deliver(letter(text=NOTICE + "文书见https://songda.example.com/d/1"))
    mailbox.take_in()
    [part] = mailbox.parts()
    assert mailbox.part_states() == ["notice"]
    assert [each["value"] for each in part.notice["case_numbers"]] == ["（2026）渝0109行初412号"]
    assert part.links == ["https://songda.example.com/d/1"]


def test_what_was_seen_is_on_the_ledger_before_it_is_stored(mailbox: Mailbox) -> None:
    mailbox.deliver(letter(), letter())
    with mailbox.connect() as server, mailbox.service.database.transaction() as session:
        folder = progress.Folder(mailbox.account.id, "INBOX", server.open("INBOX"))
        progress.note_seen(mailbox.who, session, folder, list(server.listed(server.uids())))
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.explained, day.adds_up) == (2, 0, 0, False)
    mailbox.take_in()
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.explained, day.adds_up) == (2, 2, 2, True)


def test_a_second_look_takes_in_what_is_new_and_nothing_twice(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("one"), letter("two"))
    assert mailbox.see_and_store() == 2
    mailbox.deliver(letter("three"))
    assert mailbox.see_and_store(full=False) == 1
    assert mailbox.see_and_store() == 0
    assert [mail.headers["subject"] for mail in mailbox.mails()] == ["one", "two", "three"]


def test_the_same_mail_again_is_a_duplicate_with_a_row_of_its_own(mailbox: Mailbox) -> None:
    raw = letter(message_id="<a@court.example>", pdf_a=b"%PDF a")
    readdressed = (
        b"Received: from relay.example by mx.example; Tue, 3 Mar 2026 09:00:00 +0800\r\n" + raw
    )
    mailbox.deliver(raw, raw, readdressed)
    mailbox.take_in()
    first, second, third = mailbox.mails()
    assert [mail.state for mail in (first, second, third)] == ["opened", "duplicate", "duplicate"]
    assert {second.duplicate_of, third.duplicate_of} == {first.id}
    assert mailbox.service.storage.get(third.sha256 or "") == readdressed
    assert mailbox.days()[0].adds_up


def test_a_message_id_used_twice_for_different_mails_hides_neither(mailbox: Mailbox) -> None:
    one = letter("传票", "一", message_id="<same@court.example>", pdf_a=b"%PDF a")
    other = letter("判决", "二", message_id="<same@court.example>", pdf_b=b"%PDF b")
    mailbox.deliver(one, other)
    mailbox.take_in()
    assert [mail.state for mail in mailbox.mails()] == ["opened", "opened"]
    assert mailbox.days()[0].part_states[LedgerState.PAPER] == 2


def test_the_same_mail_in_two_accounts_is_opened_once(add_mailbox: Callable[[], Mailbox]) -> None:
    one, other = add_mailbox(), add_mailbox()
    raw = letter(pdf_a=b"%PDF a")
    one.deliver(raw)
    other.deliver(raw)
    one.take_in()
    other.take_in()
    assert one.mail().state == MailState.OPENED
    assert (other.mail().state, other.mail().duplicate_of) == (MailState.DUPLICATE, one.mail().id)
    assert other.days()[0].adds_up


def test_the_same_file_in_two_mails_is_read_once(mailbox: Mailbox, readers: MailReaders) -> None:
    mailbox.deliver(letter("一", "甲", pdf_a=b"%PDF a"), letter("二", "乙", pdf_b=b"%PDF a"))
    mailbox.take_in()
    assert readers.asked.count("a.pdf") + readers.asked.count("b.pdf") == 1
    states = mailbox.days()[0].part_states
    assert (states[LedgerState.PAPER], states[LedgerState.DUPLICATE]) == (1, 1)


def test_a_changed_uidvalidity_fetches_anew_and_doubles_nothing(
    own_dovecot: MailServerProcess, service: Service, who: Actor
) -> None:
    mailbox = Mailbox(own_dovecot, service, who, USER)
    mailbox.deliver(letter("一", pdf_a=b"%PDF a"), letter("二", "别的"))
    mailbox.take_in()
    before = {mail.uidvalidity for mail in mailbox.mails()}
    own_dovecot.change_uidvalidity()
    mailbox.take_in()
    mails = mailbox.mails()
    assert {mail.uidvalidity for mail in mails} != before
    assert sorted(mail.state for mail in mails) == ["duplicate", "duplicate", "opened", "opened"]
    assert all(day.adds_up for day in mailbox.days())


def test_a_mail_seen_before_uidvalidity_changed_is_explained(mailbox: Mailbox) -> None:
    mailbox.deliver(letter())
    with mailbox.connect() as server, mailbox.service.database.transaction() as session:
        server.open("INBOX")
        folder = progress.Folder(mailbox.account.id, "INBOX", 1)
        progress.note_seen(mailbox.who, session, folder, list(server.listed(server.uids())))
    mailbox.take_in()
    old, new = sorted(mailbox.mails(), key=lambda mail: mail.uidvalidity)
    assert (old.state, old.problems[0]["code"], new.state) == ("gone", "renumbered", "opened")
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.not_stored, day.adds_up) == (2, 1, 1, True)


def test_a_mail_deleted_after_it_was_stored_stays_and_says_so(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("一"), letter("二"))
    mailbox.take_in()
    with mailbox.server.client(mailbox.user) as client:
        client.select()
        client.store("1", "+FLAGS", r"\Deleted")
        client.expunge()
    mailbox.take_in()
    first, second = mailbox.mails()
    assert first.left_server_at is not None and second.left_server_at is None
    assert mailbox.service.storage.get(first.sha256 or "")
    assert mailbox.days()[0].adds_up


def test_a_mail_moved_between_two_watched_folders_is_a_duplicate_there(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("一"))
    mailbox.deliver(letter("二"), folder="法院")
    mailbox.change(folders=["INBOX", "法院"])
    mailbox.take_in()
    with mailbox.server.client(mailbox.user) as client:
        client.select()
        client.uid("MOVE", "1", "&bNWWYg-")  # 法院 as IMAP spells it
    mailbox.take_in()
    assert sorted(mail.state for mail in mailbox.mails()) == ["duplicate", "opened", "opened"]
    assert sum(mail.left_server_at is not None for mail in mailbox.mails()) == 1


def test_a_mail_gone_between_seeing_and_fetching_is_explained(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    mailbox.deliver(letter())
    monkeypatch.setattr(MailServer, "raw", lambda self, uid: None)
    mailbox.take_in()
    mail = mailbox.mail()
    assert (mail.state, mail.problems[0]["code"], mail.sha256) == ("gone", "gone", None)
    [day] = mailbox.days()
    assert (day.seen, day.stored, day.not_stored, day.adds_up) == (1, 0, 1, True)


def test_a_mail_the_server_will_not_give_stays_to_be_fetched(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: MailServer, uid: int) -> bytes:
        raise Refused("NO [SERVERBUG] internal error")

    mailbox.deliver(letter())
    with monkeypatch.context() as patched:
        patched.setattr(MailServer, "raw", refuse)
        with pytest.raises(Refused):
            mailbox.see_and_store()
    assert mailbox.mail().state == MailState.SEEN
    mailbox.take_in()
    assert mailbox.mail().state == MailState.OPENED


def test_a_mail_the_server_will_not_give_keeps_no_later_mail_out(
    mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    give = MailServer.raw
    asked: list[int] = []

    def refuse_the_first(self: MailServer, uid: int) -> bytes | None:
        asked.append(uid)
        if uid == min(asked):
            raise Refused("NO [SERVERBUG] internal error")
        return give(self, uid)

    mailbox.deliver(letter())
    mailbox.deliver(letter(pdf_a=b"%PDF later"))
    with monkeypatch.context() as patched:
        patched.setattr(MailServer, "raw", refuse_the_first)
        with pytest.raises(Refused):
            mailbox.see_and_store()
    assert len(asked) == 2
    [day] = mailbox.days()
    assert (day.seen, day.stored) == (2, 1)


def test_a_mail_beyond_the_size_limit_is_refused_with_the_remedy(mailbox: Mailbox) -> None:
    mailbox.deliver(letter(pdf_a=b"%PDF a"))
    mailbox.service.settings.max_upload_mb = 0
    mailbox.see_and_store()
    mail = mailbox.mail()
    assert (mail.state, mail.problems[0]["code"]) == ("refused", "mail_too_large")
    assert "拆分后上传" in mail.problems[0]["message"]
    assert mailbox.days()[0].adds_up


def test_a_full_disk_loses_nothing(mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(data: bytes) -> str:
        raise OSError(28, "No space left on device")

    mailbox.deliver(letter("一"), letter("二", pdf_a=b"%PDF a"))
    with monkeypatch.context() as patched:
        patched.setattr(mailbox.service.storage, "put", full)
        with pytest.raises(OSError, match="No space"):
            mailbox.see_and_store()
        assert {mail.state for mail in mailbox.mails()} == {"seen"}
    mailbox.see_and_store()
    with monkeypatch.context() as patched:
        patched.setattr(mailbox.service.storage, "put", full)
        with pytest.raises(OSError, match="No space"):
            mailbox.open()
    assert {mail.state for mail in mailbox.mails()} == {"stored"}
    mailbox.take_in()
    assert {mail.state for mail in mailbox.mails()} == {"opened"}
    assert mailbox.days()[0].adds_up


def test_only_mails_since_the_start_date_are_looked_at(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("old"), at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    mailbox.deliver(letter("new"), at=datetime(2026, 1, 2, 12, tzinfo=UTC))
    mailbox.change(since=date(2026, 1, 1))
    mailbox.take_in()
    assert [mail.headers["subject"] for mail in mailbox.mails()] == ["new"]


def test_a_day_is_the_day_the_server_took_the_mail_in_in_china(mailbox: Mailbox) -> None:
    mailbox.deliver(letter(), at=datetime(2026, 3, 1, 17, tzinfo=UTC))
    mailbox.take_in()
    assert mailbox.mail().day == date(2026, 3, 2)


def test_a_mail_the_rules_pass_over_is_stored_listed_and_read_by_one_click(mailbox: Mailbox) -> None:
    mailbox.change(rules=[{"name": "广告", "take": False, "subject": ["促销"]}])
    mailbox.deliver(letter("春季促销", "买一送一", pdf_a=b"%PDF a"), letter("传票"))
    mailbox.take_in()
    passed, taken = mailbox.mails()
    assert (passed.state, passed.rule, taken.state) == ("passed_over", "广告", "opened")
    assert mailbox.part_states(passed) == ["passed_over", "passed_over"]
    assert mailbox.days()[0].adds_up
    with mailbox.service.database.transaction() as session:
        try_again(mailbox.who, session, passed.id)
    mailbox.take_in()
    assert mailbox.mails()[0].state == MailState.OPENED
    assert mailbox.part_states(passed) == ["not_court_paper", "paper"]


def test_a_mail_that_cannot_be_opened_is_tried_and_then_put_aside(
    mailbox: Mailbox, readers: MailReaders
) -> None:
    raw, good = letter("坏"), letter("好", pdf_a=b"%PDF a")
    readers.answers[raw] = ReaderFailure("reader_crashed", "读取程序多次异常退出。")
    mailbox.deliver(raw, good)
    mailbox.take_in()
    bad, fine = mailbox.mails()
    assert (bad.state, bad.attempt, fine.state) == ("stored", 1, "opened")
    assert bad.next_try_at is not None
    for _ in range(mailbox.service.settings.mail_attempts - 1):
        with mailbox.service.database.transaction() as session:
            session.get_one(type(bad), bad.id).next_try_at = None
        mailbox.open()
    bad = mailbox.mails()[0]
    assert (bad.state, bad.attempt) == ("failed", mailbox.service.settings.mail_attempts)
    assert bad.problems[0]["code"] == "reader_crashed"
    assert mailbox.days()[0].adds_up
    del readers.answers[raw]
    with mailbox.service.database.transaction() as session:
        try_again(mailbox.who, session, bad.id)
    mailbox.take_in()
    assert mailbox.mails()[0].state == MailState.OPENED


def test_a_mail_the_store_has_lost_says_so(mailbox: Mailbox) -> None:
    mailbox.deliver(letter())
    mailbox.see_and_store()
    mailbox.service.storage.remove(mailbox.mail().sha256 or "")
    mailbox.open()
    assert mailbox.mail().problems[0]["code"] == "original_missing"


def test_every_kind_of_part_has_a_row_and_the_sum_is_the_mail(mailbox: Mailbox) -> None:
    mail = MIMEMultipart()
    mail["Subject"], mail["From"] = "转：材料", "a@b.example"
    mail.attach(MIMEText("见附件", "plain", "utf-8"))
    inner = MIMEMultipart()
    inner["Subject"], inner["Date"] = "原件", "Sun, 01 Mar 2026 08:00:00 +0800"
    inner.attach(MIMEText("原文", "plain", "utf-8"))
    pdf = MIMEBase("application", "pdf")
    pdf.set_payload(b"%PDF inner")
    pdf.add_header("Content-Disposition", "attachment", filename="a.pdf")
    inner.attach(pdf)
    wrapped = MIMEBase("message", "rfc822")
    wrapped.set_payload([inner])
    mail.attach(wrapped)
    for kind, name in (("ms-tnef", "winmail.dat"), ("pkcs7-signature", "smime.p7s")):
        part = MIMEBase("application", kind)
        part.set_payload("x")
        part.add_header("Content-Disposition", "attachment", filename=name)
        mail.attach(part)
    mailbox.deliver(mail.as_bytes())
    mailbox.take_in()
    rows = {part.path: part for part in mailbox.parts()}
    states = dict(zip(rows, mailbox.part_states(), strict=True))
    assert states == {
        "1": "not_court_paper",
        "2": "not_court_paper",
        "2.1": "not_court_paper",
        "2.2": "paper",
        "3": "refused",
        "4": "not_court_paper",
    }
    assert (rows["2"].because, rows["3"].because) == ("opened_below", "winmail_dat")
    with mailbox.service.database.transaction() as session:
        around = store.envelope_of_part(mailbox.who, session, rows["2.2"])
    assert [each["subject"] for each in around] == ["原件", "转：材料"]
    assert around[0]["sent_at"] == "2026-03-01T08:00:00+08:00"
    assert mailbox.days()[0].adds_up


def test_a_locked_archive_waits_for_its_password_and_opens_with_it(
    mailbox: Mailbox, readers: MailReaders
) -> None:
    info = FileInfo("a.zip", "0" * 64, "application/zip")
    readers.answers[ZIP] = Extraction(info, members=()).to_json()
    readers.opened[ZIP] = ([Part("清单.txt", b"list", None), Part("判决.pdf", b"", LOCKED)], [])
    opened = [Part("清单.txt", b"list", None), Part("判决.pdf", b"%PDF judgment", None)]
    readers.unlocked[ZIP, "right"] = (opened, [])
    mailbox.deliver(letter(zip_材料=ZIP))
    mailbox.take_in()
    assert mailbox.part_states() == ["not_court_paper", "waiting_password"]
    assert mailbox.days()[0].adds_up
    container = documents(mailbox)["材料.zip"]
    unlock(mailbox.who, mailbox.service, container.id, "right")
    mailbox.read()
    assert mailbox.part_states() == ["not_court_paper", "paper"]
    with mailbox.service.database.transaction() as session:
        members = session.query(Document).filter_by(container_id=container.id).all()
    assert sorted(member.name for member in members) == ["判决.pdf", "清单.txt"]


def test_nothing_of_another_office_is_seen(mailbox: Mailbox, service: Service, stranger: Actor) -> None:
    mailbox.deliver(letter())
    mailbox.take_in()
    mail = mailbox.mail()
    with service.database.transaction() as session:
        assert store.list_accounts(stranger, session) == []
        assert store.mails_of_account(stranger, session, mailbox.account.id) == []
        assert store.parts_of(stranger, session, mail.id) == []
        for ask in (
            lambda: store.get_mail(stranger, session, mail.id),
            lambda: progress.take_mail(stranger, session, mail.id),
            lambda: store.get_account(stranger, session, mailbox.account.id),
        ):
            with pytest.raises(NotFound):
                ask()


def test_afterwards_a_mail_is_flagged_only_when_everything_is_stored(
    mailbox: Mailbox, readers: MailReaders
) -> None:
    good, bad = letter("好"), letter("坏")
    readers.answers[bad] = ReaderFailure("reader_crashed", "x")
    mailbox.deliver(good, bad)
    mailbox.take_in()
    mailbox.change(afterwards="flag")
    act_on(mailbox)
    flags = mailbox.server.flags(mailbox.user)
    assert [bool(re.search(rb"Flagged", line)) for line in flags] == [True, False]
    assert not any(b"Seen" in line for line in flags)
    assert [mail.acted_at is not None for mail in mailbox.mails()] == [True, False]


def test_afterwards_a_mail_is_moved_where_the_office_said(mailbox: Mailbox) -> None:
    mailbox.deliver(letter("一"))
    mailbox.deliver(letter("x"), folder="Done")
    mailbox.take_in()
    mailbox.change(afterwards="move", move_to="Done")
    act_on(mailbox)
    assert len(mailbox.server.flags(mailbox.user, "Done")) == 2
    mailbox.take_in()
    assert mailbox.mail().left_server_at is not None


def act_on(mailbox: Mailbox) -> None:
    with mailbox.connect() as server:
        act(mailbox.who, mailbox.service, mailbox.account, server)
