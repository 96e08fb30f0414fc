"""When the mail a file came by was sent: of a forwarded one, the mail inside."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

from services.api.inbox.mail_time import sent_at, sent_to
from services.api.readers import OpenedMail
from tests.api.readings import HandReaders

SERVER = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)


def mail(subject: str, to: str, date: str | None = None) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "court@example.com", to, subject
    if date:
        message["Date"] = date
    message.set_content("见附件。")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="a.pdf")
    return message


def opened(message: EmailMessage) -> tuple[OpenedMail, str]:
    """The mail taken apart, and the path of the PDF in it."""
    found = HandReaders().open_mail(message.as_bytes())
    return found, next(each.said["path"] for each in found.parts if each.said["name"] == "a.pdf")


def forwarded(date: str | None) -> EmailMessage:
    outer = mail("转发：文书", "desk@example.com", "Mon, 09 Mar 2026 09:00:00 +0800")
    del outer["Content-Type"]
    outer.set_content("请处理。")
    outer.add_attachment(mail("文书", "office@example.com", date))
    return outer


def test_a_mail_of_the_court_itself_came_when_the_server_took_it_in() -> None:
    found, path = opened(mail("文书", "Office <office@example.com>"))
    assert sent_at(SERVER, found, path)[0] == SERVER
    assert sent_to(found, path) == "office@example.com"


def test_of_a_forwarded_mail_the_one_inside_counts() -> None:
    found, path = opened(forwarded("Tue, 03 Mar 2026 23:30:00 +0800"))
    at, note = sent_at(SERVER, found, path)
    assert at == datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
    assert "原邮件" in note
    assert sent_to(found, path) == "office@example.com"


def test_a_forwarded_mail_without_a_time_of_its_own_says_that_the_time_is_the_forwarders() -> None:
    found, path = opened(forwarded(None))
    at, note = sent_at(SERVER, found, path)
    assert at == SERVER
    assert "转发邮件的时间" in note


def test_of_a_mail_forwarded_in_the_text_the_quoted_one_counts() -> None:
    outer = mail("转发：文书", "desk@example.com", "Mon, 09 Mar 2026 09:00:00 +0800")
    outer.get_body().set_content(  # type: ignore[union-attr]
        "请处理。\n\n发件人: 立案庭 <court@example.com>\n发送时间: 2026年3月3日 23:30\n"
        "收件人: 某局 <office@example.com>\n主题: 文书\n\n请查收。\n"
    )
    found, path = opened(outer)
    at, note = sent_at(SERVER, found, path)
    assert at == datetime(2026, 3, 3, 15, 30, tzinfo=UTC)
    assert "原邮件" in note
    assert sent_to(found, path) == "office@example.com"


def test_a_quoted_mail_without_a_legible_time_leaves_the_forwarders() -> None:
    outer = mail("转发：文书", "desk@example.com", "Mon, 09 Mar 2026 09:00:00 +0800")
    outer.get_body().set_content(  # type: ignore[union-attr]
        "发件人: 立案庭 <court@example.com>\n收件人: 某局 <office@example.com>\n主题: 文书\n"
    )
    found, path = opened(outer)
    assert sent_at(SERVER, found, path) == (SERVER, "转发邮件的时间，原邮件没有写时间")


def test_a_mail_that_says_it_was_sent_after_it_came_leaves_the_forwarders_time() -> None:
    outer = mail("转发：文书", "desk@example.com", "Mon, 09 Mar 2026 09:00:00 +0800")
    outer.get_body().set_content(  # type: ignore[union-attr]
        "发件人: 立案庭 <court@example.com>\n发送时间: 2027年3月3日 23:30\n收件人: 某局\n主题: 文书\n"
    )
    found, path = opened(outer)
    said = (SERVER, "转发邮件的时间，原邮件写的时间在它以后")
    assert sent_at(SERVER, found, path) == said
    found, path = opened(forwarded("Wed, 11 Mar 2026 23:30:00 +0800"))
    assert sent_at(SERVER, found, path) == said
