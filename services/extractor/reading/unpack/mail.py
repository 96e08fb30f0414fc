"""Mail as saved from a mailbox (.eml): its attachments, mails in it, and its text."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import Message

from services.extractor.errors import unreadable
from services.extractor.reading.unpack.budget import Budget, Spent
from services.extractor.reading.unpack.html_text import html_text
from services.extractor.reading.unpack.mail_header import (
    charset_text,
    file_name,
    header_text,
    raw_header,
)
from services.extractor.reading.unpack.member import Member, Opened, lost, problem
from services.extractor.reading.unpack.names import distinct, harmless

_BODY = "邮件正文.txt"
_DEEPEST = 20  # multiparts in multiparts
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "message/rfc822": ".eml",
    "text/plain": ".txt",
    "text/html": ".html",
}
_SIGNATURES = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
)


def unpack_mail(data: bytes, budget: Budget, password: str = "") -> Opened:
    """The text of the mail as a member of its own, then every attached or inline file in order.

    Raises UnreadableFile: mail_broken; password_needed for an encrypted (S/MIME) mail, which no
    ``password`` opens.
    """
    try:
        mail = email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)
    except Exception as error:  # the parser promises never to raise; hostile mails disagree
        raise unreadable("mail_broken") from error
    if mail.get_content_type() in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise unreadable("password_needed")
    members: list[Member] = []
    taken: set[str] = set()
    texts, pages, files = _sorted(mail)
    body = "\n".join(text for text in texts if text.strip()) or "\n".join(map(html_text, pages))
    try:
        if body.strip():
            budget.count()
            content = body.encode("utf-8", "replace")
            budget.take(len(content))
            members.append(Member(distinct(_BODY, taken), content))
        for number, part in enumerate(files, 1):
            budget.count()
            name = distinct(_name(part, number), taken)
            content_or_none = _content(part)
            if content_or_none is None:
                members.append(lost(name, "mail_broken"))
                continue
            budget.take(len(content_or_none))
            members.append(Member(name, content_or_none))
    except Spent as spent:
        return members, [problem(spent.code)]
    return members, []


def _sorted(mail: Message) -> tuple[list[str], list[str], list[Message]]:
    """Plain texts, HTML texts and files of a mail."""
    texts: list[str] = []
    pages: list[str] = []
    files: list[Message] = []
    for part in _parts(mail):
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment" or file_name(part)
        if kind in _SIGNATURES:
            continue
        if kind in ("text/plain", "text/html") and not attached:
            said = charset_text(part.get_payload(decode=True), part.get_content_charset())
            (texts if kind == "text/plain" else pages).append(said)
        else:
            files.append(part)
    return texts, pages, files


def _parts(part: Message, depth: int = 0) -> Iterator[Message]:
    """The leaves; an attached mail is one of them."""
    payload = part.get_payload()
    if part.get_content_maintype() == "multipart" and isinstance(payload, list):
        for each in payload if depth < _DEEPEST else ():
            if isinstance(each, Message):
                yield from _parts(each, depth + 1)
    else:
        yield part


def _content(part: Message) -> bytes | None:
    payload = part.get_payload()
    if isinstance(payload, list):  # an attached mail
        inner = payload[0] if payload else None
        return inner.as_bytes(policy=email.policy.compat32) if isinstance(inner, Message) else b""
    try:
        decoded = part.get_payload(decode=True)
    except Exception:
        return None
    return decoded if isinstance(decoded, bytes) else None


def _name(part: Message, number: int) -> str:
    given = file_name(part)
    if not given and part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        subject = header_text(raw_header(inner, "Subject")) if isinstance(inner, Message) else ""
        given = f"{subject.replace('/', ' ')}.eml" if subject.strip() else ""
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    return harmless(given) if given else f"附件{number}{suffix}"
