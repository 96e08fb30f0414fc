"""Mail as Chinese clients send it: names in every disguise, text, inline files, mails in mails."""

from __future__ import annotations

import base64
from email.message import EmailMessage

import pytest

from services.extractor import UnreadableFile, extract, unpack
from services.extractor.reading.sniff import sniff
from services.extractor.reading.unpack.mail_header import header_text
from services.vocabulary import PaperKind
from tests.extractor.fields.test_readers import SUMMONS
from tests.extractor.reading.unpack.writing import attachment, mail_of

NAME = "应诉通知书（2024）渝0109行初187号.pdf"


def word(data: bytes, charset: bytes = b"gb2312") -> bytes:
    return b"=?" + charset + b"?B?" + base64.b64encode(data) + b"?="


def split_in_a_character() -> bytes:
    """GBK labelled GB2312, cut in the middle of a character, on two lines."""
    encoded = NAME.encode("gb18030")
    return word(encoded[:7]) + b"\r\n " + word(encoded[7:])


PARAMETERS = {
    "raw GB18030": b'filename="' + NAME.encode("gb18030") + b'"',
    "raw UTF-8": b'filename="' + NAME.encode() + b'"',
    "encoded words": b'filename="' + split_in_a_character() + b'"',
    "encoded words without quotes": b"filename=" + word(NAME.encode(), b"utf-8"),
    "quoted-printable word": b'filename="=?GBK?Q?'
    + b"".join(b"=%02X" % byte for byte in NAME.encode("gbk"))
    + b'?="',
    "RFC 2231": b"filename*=UTF-8''" + b"".join(b"%%%02X" % byte for byte in NAME.encode()),
    "RFC 2231 in pieces": b";\r\n ".join(
        b"filename*%d*=%s" % (n, (b"gb2312''" if n == 0 else b"") + piece)
        for n, piece in enumerate(
            b"".join(b"%%%02X" % byte for byte in NAME.encode("gb18030")[i : i + 9])
            for i in range(0, len(NAME.encode("gb18030")), 9)
        )
    ),
    "percent-encoded": b'filename="' + b"".join(b"%%%02X" % byte for byte in NAME.encode()) + b'"',
}


@pytest.mark.parametrize("parameters", PARAMETERS.values(), ids=PARAMETERS)
def test_an_attachment_keeps_the_name_its_sender_gave(parameters: bytes) -> None:
    data = mail_of(attachment(parameters, b"%PDF-1.7"))
    assert sniff(data).kind == "eml"
    (member,) = unpack(data, "信.eml").members
    assert (member.name, member.data) == (NAME, b"%PDF-1.7")


def test_a_name_only_in_the_content_type_is_taken() -> None:
    kind = b'application/pdf; name="' + split_in_a_character() + b'"'
    (member,) = unpack(mail_of(attachment(b"size=8", b"%PDF-1.7", kind)), "a.eml").members
    assert member.name == NAME


def test_a_nameless_part_is_called_by_its_number_and_kind() -> None:
    part = b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERg=="
    assert [m.name for m in unpack(mail_of(part), "a.eml").members] == ["附件1.pdf"]


def test_a_mail_gives_its_text_inline_pictures_and_attachments() -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@court.example", "b@county.example", "送达"
    mail["Message-ID"] = "<1@court.example>"
    mail.set_content("请查收传票。")
    mail.add_alternative("<p>请查收<b>传票</b>。</p><style>p{}</style><img src=cid:x>", subtype="html")
    html = mail.get_payload()[1]  # type: ignore[index]
    html.add_related(b"\x89PNG", "image", "png", cid="<x>", filename="章.png")  # type: ignore[union-attr]
    mail.add_attachment(SUMMONS.encode(), maintype="text", subtype="plain", filename="传票.txt")
    members = unpack(mail.as_bytes(), "信.eml").members
    assert [m.name for m in members] == ["邮件正文.txt", "章.png", "传票.txt"]
    assert members[0].data.decode().strip() == "请查收传票。"
    extraction = extract(mail.as_bytes(), "信.eml")
    assert extraction.file.media_type == "message/rfc822"
    assert extraction.members is not None
    assert extraction.members[2].papers[0].kind is PaperKind.SUMMONS


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "x-unknown", ""])
def test_text_is_read_in_the_charset_it_has_not_the_one_it_claims(charset: str) -> None:
    # 镕 is in GBK, not in GB2312; the label says GB2312 all the same.
    encoding = "gb18030" if charset in ("gb2312", "gbk", "x-unknown") else "utf-8"
    claim = f"; charset={charset}".encode() if charset else b""
    part = b"Content-Type: text/plain" + claim + b"\r\n\r\n" + "请镕某查收".encode(encoding)
    (member,) = unpack(mail_of(part), "a.eml").members
    assert member.data.decode().strip() == "请镕某查收"


def test_a_mail_with_only_html_gives_what_a_person_sees() -> None:
    html = "<html><head><title>x</title></head><body><p>第一段</p>第二&nbsp;段<br>第三段</body></html>"
    part = b"Content-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()
    assert unpack(mail_of(part), "a.eml").members[0].data.decode() == "第一段\n第二 段\n第三段"


def test_a_mail_in_a_mail_is_a_container_of_its_own() -> None:
    inner = mail_of(attachment("filename=传票.txt".encode(), SUMMONS.encode()))
    inner = b"Subject: " + word("转送传票".encode("gb18030")) + b"\r\n" + inner
    outer = mail_of(b"Content-Type: message/rfc822\r\n\r\n" + inner)
    extraction = extract(outer, "信.eml")
    assert extraction.members is not None
    (forwarded,) = extraction.members
    assert forwarded.file.name == "转送传票.eml"
    assert forwarded.members is not None
    assert forwarded.members[0].papers[0].kind is PaperKind.SUMMONS


def test_an_encrypted_mail_says_so() -> None:
    data = (
        b"From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\n\r\nMII="
    )
    with pytest.raises(UnreadableFile, match="password_needed"):
        unpack(data, "a.eml")


@pytest.mark.parametrize(
    "text",
    [
        "收件人：某局\n日期：2024年\n主题：通知\n正文",
        "From: a\nTo: b\nSubject: quoted\n\n正文",
        SUMMONS,
    ],
)
def test_a_text_that_only_looks_like_a_mail_is_a_text(text: str) -> None:
    assert sniff(text.encode()).kind == "text"


def test_header_text_joins_what_was_cut_and_keeps_what_stands_between() -> None:
    assert header_text(b"Re: " + split_in_a_character() + b" (2)") == f"Re: {NAME} (2)"
    assert header_text("原样".encode("gb18030")) == "原样"
    assert header_text(b"=?utf-8?B?5Y6f5qC3") == "=?utf-8?B?5Y6f5qC3"
    assert header_text(b"") == ""
