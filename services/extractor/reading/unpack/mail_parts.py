"""Every part of a mail, as it hangs in it: texts, files, forwarded mails, calendars, and what has no
file to give, with the reason.

    mail = mail_parts(data)
    mail.headers["subject"], [(part.path, part.kind, part.name) for part in mail.parts]

Parts are numbered as IMAP numbers them: 2.1 is the first part of the mail forwarded as part 2. Unlike
``unpack``, which hands out what can be read, nothing is left out: the sum of the parts is the mail.
"""

from __future__ import annotations

import base64
import email
import email.policy
import email.utils
import quopri
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC
from email.message import Message
from typing import Any

from services.extractor.errors import unreadable
from services.extractor.notice import CourtNotice, court_notice
from services.extractor.reading.unpack.budget import Budget, Spent
from services.extractor.reading.unpack.calendar_text import calendar_text
from services.extractor.reading.unpack.html_text import html_links, html_text
from services.extractor.reading.unpack.mail_header import (
    charset_text,
    file_name,
    header_text,
    raw_header,
)
from services.extractor.reading.unpack.names import harmless
from services.vocabulary import MailPartKind, PartReason

DEEPEST = 20  # multiparts and mails in each other
MOST_RECEIVED = 30  # Received lines kept of one mail
_LONGEST_HEADER = 2000  # characters kept of one header
_SAME = 0.9  # share of character pairs by which two versions of a text are one
_SUFFIXES = {
    "application/pdf": ".pdf",
    "application/zip": ".zip",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/tiff": ".tif",
    "image/gif": ".gif",
    "text/plain": ".txt",
    "text/html": ".html",
}
_SIGNATURES = (
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
)
_ENCRYPTED = ("application/pkcs7-mime", "application/x-pkcs7-mime", "multipart/encrypted")
_REPORTS = ("message/delivery-status", "message/disposition-notification", "text/rfc822-headers")
_DEFAULT = "application/octet-stream"
_CALENDARS = ("text/calendar", "application/ics")


@dataclass(frozen=True, slots=True)
class MailPart:
    """One part. ``data`` are its decoded bytes; of a body and a calendar their text in UTF-8.
    ``because`` says why there is no file; ``headers`` are those of a forwarded mail, ``notice`` and
    ``links`` what a text says."""

    path: str
    kind: MailPartKind
    content_type: str
    name: str
    data: bytes = b""
    because: PartReason | None = None
    headers: dict[str, Any] = field(default_factory=dict)
    notice: CourtNotice | None = None
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mail:
    """``headers``: from, to, cc, subject, date (as printed), sent_at (ISO with zone, when legible),
    message_id, received (list, the last hop first); texts decoded, those missing left out."""

    headers: dict[str, Any]
    parts: tuple[MailPart, ...]


def mail_parts(data: bytes, budget: Budget | None = None) -> Mail:
    """The parts of the mail ``data``, at least one. Raises UnreadableFile: mail_broken, empty_file."""
    if not data.strip():
        raise unreadable("empty_file")
    budget = budget or Budget()
    budget.enter(len(data))
    try:
        message = _parsed(data)
        found = tuple(_affordable(_children(message, "", 0), budget))
        return Mail(mail_headers(message), found)
    except Exception as error:  # the parser promises never to raise; hostile mails disagree
        raise unreadable("mail_broken") from error


def mail_headers(message: Message) -> dict[str, Any]:
    """The headers that say who sent what when, decoded."""
    said: dict[str, Any] = {}
    for name in ("from", "to", "cc", "subject", "date", "message-id"):
        text = _plain(header_text(raw_header(message, name)))
        if text:
            said[name.replace("-", "_")] = text
    received = [
        _plain(header_text(str(value).encode("utf-8", "surrogateescape")))
        for key, value in message.raw_items()
        if key.lower() == "received"
    ]
    if received:
        said["received"] = received[:MOST_RECEIVED]
    sent_at = _moment(said.get("date", ""))
    if sent_at:
        said["sent_at"] = sent_at
    return said


def _plain(text: str) -> str:
    """Without NUL, which no database takes, and not longer than anybody reads."""
    return text.replace("\x00", "")[:_LONGEST_HEADER]


def _moment(printed: str) -> str:
    try:
        at = email.utils.parsedate_to_datetime(printed)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()
    except (ValueError, TypeError, OverflowError, IndexError):
        return ""


def _children(part: Message, path: str, depth: int) -> Iterator[MailPart]:
    """The parts of a message or multipart; a message that is no multipart is its own part 1."""
    if part.get_content_type() == "multipart/encrypted" or depth > DEEPEST:
        reason = PartReason.TOO_DEEP if depth > DEEPEST else PartReason.ENCRYPTED
        yield _without(part, f"{path}1", reason)
        return
    payload = part.get_payload()
    if part.get_content_maintype() != "multipart" or not isinstance(payload, list):
        yield from _leaf(part, f"{path}1", depth)
        return
    found: list[MailPart] = []
    for number, child in enumerate(payload, 1):
        here = f"{path}{number}"
        if child.get_content_maintype() == "multipart":
            found += _children(child, f"{here}.", depth + 1)
        else:
            found += _leaf(child, here, depth)
    if part.get_content_type() == "multipart/alternative":
        found = _without_other_versions(found)
    yield from found


def _leaf(part: Message, path: str, depth: int) -> list[MailPart]:
    """The part, with those in it when it is a mail. One that cannot be taken apart is broken; the
    others go on."""
    try:
        return list(_opened(part, path, depth))
    except Exception:  # the parser of the standard library meets hostile headers everywhere
        kind = MailPartKind.ATTACHMENT
        return [MailPart(path, kind, _DEFAULT, f"部分{path}", because=PartReason.BROKEN)]


def _opened(part: Message, path: str, depth: int) -> Iterator[MailPart]:
    kind = _type(part)
    if kind == "message/rfc822" or file_name(part).lower().endswith(".eml"):
        yield from _forwarded(part, path, depth)
    elif kind in _SIGNATURES:
        yield _without(part, path, PartReason.SIGNATURE)
    elif kind in _ENCRYPTED:
        yield _without(part, path, PartReason.ENCRYPTED)
    elif kind in _REPORTS:
        yield _without(part, path, PartReason.DELIVERY_REPORT)
    elif kind == "message/external-body":
        yield _without(part, path, PartReason.EXTERNAL)
    elif kind == "message/partial":
        yield _without(part, path, PartReason.PARTIAL)
    elif kind == "application/ms-tnef" or file_name(part).lower() == "winmail.dat":
        yield _without(part, path, PartReason.WINMAIL)
    else:
        yield _content(part, path, kind)


def _forwarded(part: Message, path: str, depth: int) -> Iterator[MailPart]:
    inner = _inner(part)
    if inner is None:
        yield _without(part, path, PartReason.BROKEN)
        return
    headers = mail_headers(inner)
    subject = headers.get("subject", "").replace("/", " ")[:100]
    yield MailPart(
        path,
        MailPartKind.MESSAGE,
        "message/rfc822",
        harmless(file_name(part) or f"{subject or '转发的邮件'}.eml"),
        because=PartReason.OPENED_BELOW,
        headers=headers,
    )
    yield from _children(inner, f"{path}.", depth + 1)


def _inner(part: Message) -> Message | None:
    """The mail attached as ``part``: as message/rfc822, by some clients encoded against the standard,
    or as a file named .eml."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        data = part.get_payload(decode=True)
        return _parsed(data) if isinstance(data, bytes) and data.strip() else None
    inner = payload[0] if payload else None
    encoding = raw_header(part, "Content-Transfer-Encoding").strip().lower()
    if isinstance(inner, Message) and encoding in (b"base64", b"quoted-printable"):
        encoded = str(inner.get_payload())
        decode = base64.b64decode if encoding == b"base64" else quopri.decodestring
        return _parsed(decode(encoded.encode("ascii", "ignore")))
    return inner if isinstance(inner, Message) else None


def _parsed(data: bytes) -> Message:
    return email.message_from_bytes(data.lstrip(), policy=email.policy.compat32)


def _content(part: Message, path: str, content_type: str) -> MailPart:
    """A text or a file."""
    try:
        data = part.get_payload(decode=True)
    except Exception:
        data = None
    if not isinstance(data, bytes):
        return _without(part, path, PartReason.BROKEN)
    disposition = part.get_content_disposition()
    name = _name(part, path)
    if content_type in _CALENDARS or name.lower().endswith(".ics"):
        text = calendar_text(charset_text(data, part.get_content_charset() or "utf-8"))
        return _text(part, path, MailPartKind.CALENDAR, text)
    attached = disposition == "attachment" or bool(file_name(part))
    if content_type in ("text/plain", "text/html") and not attached:
        text = charset_text(data, part.get_content_charset())
        links = html_links(text) if content_type == "text/html" else ()
        text = html_text(text) if content_type == "text/html" else text
        return _text(part, path, MailPartKind.BODY, text, links)
    kind = MailPartKind.INLINE if _is_inline(part, disposition) else MailPartKind.ATTACHMENT
    because = None if data else PartReason.EMPTY
    return MailPart(path, kind, content_type, name, data, because)


def _text(
    part: Message, path: str, kind: MailPartKind, text: str, links: tuple[str, ...] = ()
) -> MailPart:
    said = court_notice(text)
    every = dict.fromkeys((*links, *(link.value for link in said.links)))
    return MailPart(
        path,
        kind,
        _type(part),
        _name(part, path),
        text.encode("utf-8", "replace"),
        None if text.strip() else PartReason.EMPTY,
        notice=said,
        links=tuple(link[:_LONGEST_HEADER] for link in every),
    )


def _is_inline(part: Message, disposition: str | None) -> bool:
    return disposition == "inline" or (disposition is None and "content-id" in part)


def _without(part: Message, path: str, because: PartReason) -> MailPart:
    return MailPart(path, MailPartKind.ATTACHMENT, _type(part), _name(part, path), because=because)


def _type(part: Message) -> str:
    return part.get_content_type().encode("ascii", "replace").decode()


def _name(part: Message, path: str) -> str:
    given = file_name(part)
    if given:
        return harmless(given)
    kind = _type(part)
    return f"部分{path}{_SUFFIXES.get(kind, '')}"


def _without_other_versions(found: list[MailPart]) -> list[MailPart]:
    """Of a text sent plain and as HTML one is read, the plain one unless it says less. Versions that
    differ are all kept: a short plain text before a long HTML one may hide a notice."""
    bodies = [part for part in found if part.kind is MailPartKind.BODY and part.because is None]
    dropped: set[str] = set()
    for index, one in enumerate(bodies):
        for other in bodies[index + 1 :]:
            if one.path in dropped or other.path in dropped or not _same(one, other):
                continue
            longer = len(other.data) > 1.2 * len(one.data)
            dropped.add(one.path if longer else other.path)
    return [
        replace(part, because=PartReason.SAME_AS_BODY, data=b"") if part.path in dropped else part
        for part in found
    ]


def _same(one: MailPart, other: MailPart) -> bool:
    """Whether what the shorter says is in the longer, by pairs of characters."""
    pairs = sorted((_pairs(one.data), _pairs(other.data)), key=len)
    return len(pairs[0] & pairs[1]) >= _SAME * len(pairs[0])


def _pairs(data: bytes) -> set[str]:
    text = "".join(data.decode().split())
    return {text[at : at + 2] for at in range(len(text) - 1)} or {text}


def _affordable(parts: Iterator[MailPart], budget: Budget) -> Iterator[MailPart]:
    """The parts, those beyond what one mail may become without their bytes. None is left out."""
    for part in parts:
        try:
            budget.count()
            budget.take(len(part.data))
        except Spent as spent:
            yield replace(part, data=b"", because=part.because or PartReason(spent.code))
        else:
            yield part
