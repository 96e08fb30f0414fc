"""Every part of a mail is listed, with its bytes or the reason why there are none."""

from __future__ import annotations

import base64
from email.message import EmailMessage, Message
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from io import BytesIO

import pytest

from services.extractor import UnreadableFile
from services.extractor.frames import read_frame, write_frame
from services.extractor.reading import limits
from services.extractor.reading.unpack.calendar_text import calendar_text
from services.extractor.reading.unpack.mail_parts import MailPart, mail_parts
from services.extractor.worker import serve
from services.vocabulary import MailPartKind, PartReason
from tests.extractor.reading.unpack.writing import mail_of

NOTICE = "【重庆市北碚区人民法院】（2026）渝0109行初412号定于2026年4月9日9时开庭。"
INVITATION = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:（2026）渝0109行初412号开庭
DTSTART;TZID=Asia/Shanghai:20260409T093000
LOCATION:第三审判庭\\, 三楼
DESCRIPTION:请准时到庭
 ，带身份证
BEGIN:VALARM
DESCRIPTION:提醒
END:VALARM
END:VEVENT
END:VCALENDAR
"""


def parts_of(message: Message) -> dict[str, MailPart]:
    return {part.path: part for part in mail_parts(message.as_bytes()).parts}


def attached(kind: str, name: str, data: bytes = b"%PDF-1.7") -> MIMEBase:
    main, sub = kind.split("/")
    part = MIMEBase(main, sub)
    part.set_payload(base64.b64encode(data).decode())
    part["Content-Transfer-Encoding"] = "base64"
    part.add_header("Content-Disposition", "attachment", filename=name)
    return part


def test_parts_are_numbered_as_imap_numbers_them() -> None:
    inner = EmailMessage()
    inner["Subject"], inner["From"], inner["Message-ID"] = "传票", "court@a.example", "<in@a.example>"
    inner["Date"] = "Mon, 02 Mar 2026 09:15:00 +0800"
    inner.set_content("请查收传票。")
    inner.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="传票.pdf")
    outer = MIMEMultipart()
    outer["Subject"], outer["Date"] = "转：传票", "Tue, 03 Mar 2026 10:00:00 +0800"
    outer.attach(MIMEText("见附件。", "plain", "utf-8"))
    wrapped = MIMEBase("message", "rfc822")
    wrapped.set_payload([inner])
    outer.attach(wrapped)
    outer.attach(attached("application/zip", "材料.zip"))
    mail = mail_parts(outer.as_bytes())
    assert [(part.path, part.kind, part.name) for part in mail.parts] == [
        ("1", MailPartKind.BODY, "部分1.txt"),
        ("2", MailPartKind.MESSAGE, "传票.eml"),
        ("2.1", MailPartKind.BODY, "部分2.1.txt"),
        ("2.2", MailPartKind.ATTACHMENT, "传票.pdf"),
        ("3", MailPartKind.ATTACHMENT, "材料.zip"),
    ]
    assert mail.headers["sent_at"] == "2026-03-03T10:00:00+08:00"
    forwarded = mail.parts[1]
    assert forwarded.because is PartReason.OPENED_BELOW
    assert forwarded.headers["sent_at"] == "2026-03-02T09:15:00+08:00"
    assert forwarded.headers["message_id"] == "<in@a.example>"


@pytest.mark.parametrize("encoding", ["", "base64", "attached file"])
def test_a_forwarded_mail_is_opened_however_it_was_attached(encoding: str) -> None:
    inner = b"Subject: inner\r\nFrom: a@b.example\r\nContent-Type: text/plain\r\n\r\nhello"
    if encoding == "attached file":
        part: Message = attached("application/octet-stream", "inner.eml", inner)
        data = part.as_bytes().replace(b"\n", b"\r\n")
    elif encoding:
        head = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        data = head + base64.encodebytes(inner)
    else:
        data = b"Content-Type: message/rfc822\r\n\r\n" + inner
    found = {part.path: part for part in mail_parts(mail_of(data)).parts}
    assert found["1"].headers["subject"] == "inner"
    assert found["1.1"].data == b"hello"


def test_of_two_versions_of_one_text_one_is_read_and_the_other_said_to_be_the_same() -> None:
    message = EmailMessage()
    message.set_content("请查收传票，收到后回复。")
    message.add_alternative("<p>请查收<b>传票</b>，</p><p>收到后回复。</p>", subtype="html")
    found = parts_of(message)
    assert (found["1"].because, found["2"].because) == (None, PartReason.SAME_AS_BODY)


def test_versions_that_say_different_things_are_both_read() -> None:
    message = EmailMessage()
    message.set_content("您的邮件客户端不支持HTML，请用浏览器查看。")
    message.add_alternative(f"<p>{NOTICE}</p>", subtype="html")
    found = parts_of(message)
    assert (found["1"].because, found["2"].because) == (None, None)
    assert found["2"].notice is not None and found["2"].notice.is_one


def test_links_of_a_text_are_recorded_in_both_versions() -> None:
    message = EmailMessage()
    message.set_content("文书见 https://songda.example.com/d/1 。")
    message.add_alternative(
        '<p>文书见<a href="https://songda.example.com/d/2">这里</a>'
        '<a href="javascript:alert(1)">x</a></p>',
        subtype="html",
    )
    found = parts_of(message)
    assert found["1"].links == ("https://songda.example.com/d/1",)
    assert found["2"].links == ("https://songda.example.com/d/2",)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (attached("application/ms-tnef", "winmail.dat"), PartReason.WINMAIL),
        (attached("application/octet-stream", "WINMAIL.DAT"), PartReason.WINMAIL),
        (attached("application/pkcs7-signature", "smime.p7s"), PartReason.SIGNATURE),
        (attached("application/pkcs7-mime", "smime.p7m"), PartReason.ENCRYPTED),
        (attached("text/rfc822-headers", "headers.txt"), PartReason.DELIVERY_REPORT),
        (attached("application/pdf", "空.pdf", b""), PartReason.EMPTY),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_has_no_file_to_give_is_listed_with_its_reason(part: MIMEBase, reason: PartReason) -> None:
    message = MIMEMultipart()
    message.attach(MIMEText("正文", "plain", "utf-8"))
    message.attach(part)
    found = parts_of(message)
    assert (found["2"].because, found["2"].data) == (reason, b"")
    assert found["1"].because is None


def test_an_encrypted_mail_is_one_part_with_its_reason() -> None:
    message = MIMEMultipart("encrypted")
    message.attach(attached("application/octet-stream", "encrypted.asc"))
    assert [part.because for part in mail_parts(message.as_bytes()).parts] == [PartReason.ENCRYPTED]


def test_an_inline_picture_is_told_from_an_attachment() -> None:
    message = EmailMessage()
    message.set_content("见图")
    message.add_related(
        b"\x89PNG", "image", "png", cid="<x>", filename="扫描.png", disposition="inline"
    )
    found = parts_of(message)
    assert (found["2"].kind, found["2"].name) == (MailPartKind.INLINE, "扫描.png")


def test_an_invitation_is_read_as_text() -> None:
    message = MIMEMultipart()
    message.attach(MIMEText(INVITATION, "calendar", "utf-8"))
    part = parts_of(message)["1"]
    assert part.kind is MailPartKind.CALENDAR
    assert part.data.decode() == (
        "事项：（2026）渝0109行初412号开庭\n"
        "开始：2026年4月9日9时30分\n"
        "地点：第三审判庭, 三楼\n"
        "说明：请准时到庭，带身份证"
    )


def test_a_time_of_an_invitation_in_utc_says_so() -> None:
    said = calendar_text("BEGIN:VEVENT\nDTSTART:20260409T013000Z\nEND:VEVENT")
    assert said == "开始：2026年4月9日1时30分（世界时）"
    assert calendar_text("no calendar") == "no calendar"


def test_parts_beyond_the_limit_are_listed_without_their_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 2)
    message = MIMEMultipart()
    for number in range(4):
        message.attach(attached("application/pdf", f"{number}.pdf"))
    reasons = [part.because for part in mail_parts(message.as_bytes()).parts]
    assert reasons == [None, None, PartReason.TOO_MANY, PartReason.TOO_MANY]


def test_mails_in_mails_end_at_a_depth() -> None:
    data = b"Subject: innermost\r\n\r\nend"
    for _ in range(60):
        data = b"Content-Type: message/rfc822\r\n\r\n" + data
    parts = mail_parts(mail_of(data)).parts
    assert parts[-1].because is PartReason.TOO_DEEP


@pytest.mark.parametrize("data", [b"", b" \r\n\r\n"])
def test_nothing_at_all_is_said_to_be_empty(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="empty_file"):
        mail_parts(data)


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff" * 400,
        b"Content-Type: multipart/mixed\r\n\r\nno boundary",
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\ncut',
        b"Content-Type: text/plain; charset=\xff\r\nSubject: =?x?Q?=FF=?=\r\n\r\n\xff\xfe",
        b"Date: 99 Foo 99999\r\nContent-Type: ///;;;==\r\n\r\nx",
        b"Subject" * 5000,
        b"Content-Transfer-Encoding: base64\r\nContent-Type: application/pdf\r\n\r\n!!!not base64",
        b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%",
    ],
    ids=range(8),
)
def test_a_malformed_mail_gives_parts_or_its_cause(data: bytes) -> None:
    try:
        parts = mail_parts(data).parts
    except UnreadableFile as error:
        assert error.message.endswith("。")
    else:
        assert parts
        assert all(part.data or part.because for part in parts)


def test_a_reader_process_hands_over_parts_and_bytes() -> None:
    message = MIMEMultipart()
    message["Subject"] = "送达"
    message.attach(MIMEText(NOTICE, "plain", "utf-8"))
    message.attach(attached("application/pdf", "a.pdf"))
    requests, answers = BytesIO(), BytesIO()
    write_frame(requests, {"op": "open_mail"}, message.as_bytes())
    write_frame(requests, {"op": "open_mail"}, b" ")
    requests.seek(0)
    serve(requests, answers)
    answers.seek(0)
    header, body = read_frame(answers) or ({}, b"")
    refused, _ = read_frame(answers) or ({}, b"")
    assert header["headers"]["subject"] == "送达"
    assert [part["size"] for part in header["parts"]] == [len(NOTICE.encode()), 8]
    assert body == NOTICE.encode() + b"%PDF-1.7"
    assert header["parts"][0]["notice"]["case_numbers"][0]["value"] == "（2026）渝0109行初412号"
    assert refused["error"]["code"] == "empty_file"
