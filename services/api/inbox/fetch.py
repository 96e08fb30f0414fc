"""Bringing what a mailbox has into rows and storage, in this order: seen, then stored."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Callable
from typing import Any, cast

import structlog

from services.api.accounts.account import Actor
from services.api.inbox import progress
from services.api.inbox.account import MailAccount
from services.api.inbox.presets import Security
from services.api.inbox.progress import Folder, Stored
from services.api.inbox.secret import decrypt
from services.api.inbox.server import MailServer, Place, Refused
from services.api.service import Service
from services.vocabulary import MailState

LONGEST_HEADER = 256 * 1024  # bytes of a mail's header that are looked at
LONGEST_ID = 300

GONE = {
    "code": "gone",
    "message": "见到后还没收下，邮件就已从服务器移走或删除。请在邮箱的其他文件夹里找。",
}
RENUMBERED = {"code": "renumbered", "message": "服务器给邮件重新编了号，这封已按新编号另收。"}
_TOO_LARGE = "邮件超过{limit} MB，未收下。请在邮箱里另存附件，拆分后上传。"
_BLANK_LINE = re.compile(rb"\r?\n\r?\n")

log = structlog.get_logger("yingsu.inbox")


def place_of(service: Service, account: MailAccount) -> Place:
    """Where the mailbox is and how to get in. KeyLost when its password cannot be read."""
    return Place(
        account.host,
        account.port,
        cast(Security, account.security),
        account.username,
        decrypt(service.settings, account.secret),
    )


def take_in(
    who: Actor,
    service: Service,
    account: MailAccount,
    server: MailServer,
    folder: str,
    *,
    full: bool,
    stored: Callable[[], None] = lambda: None,
) -> int:
    """See what is new in ``folder`` and store it; how many mails were stored. ``full`` compares every
    UID of the folder with the rows, else only those above the highest known are asked for. ``stored``
    is called after each mail. Errors of the server, the store and the database are raised: every row
    so far stands, and the next call goes on; Refused for one mail only after all others."""
    place = Folder(account.id, folder, server.open(folder))
    with service.database.transaction() as session:
        known = progress.known_uids(who, session, place)
        for mail_id in progress.lost_with_old_uidvalidity(who, session, place):
            progress.settle_unfetched(who, session, mail_id, MailState.GONE, RENUMBERED)
    present = set(server.uids()) if full else None
    wanted = server.uids(account.since, 0 if full else max(known, default=0))
    listed = list(server.listed([uid for uid in wanted if uid not in known]))
    with service.database.transaction() as session:
        new = progress.note_seen(who, session, place, listed)
        if present is not None:
            progress.note_left(who, session, place, present)
        waiting = progress.to_fetch(who, session, place)
    if new:
        log.info("seen", account=account.id, mails=new)
    limit = service.settings.max_upload_bytes
    refused: Refused | None = None
    for mail_id, uid, size in waiting:
        if size > limit:
            message = _TOO_LARGE.format(limit=limit // 1024 // 1024)
            problem = {"code": "mail_too_large", "message": message}
            _settle(who, service, mail_id, MailState.REFUSED, problem)
        else:
            try:
                _store(who, service, server, mail_id, uid)
            except Refused as error:  # one mail the server will not give keeps no other out
                log.warning("not_given", mail=mail_id)
                refused = error
        stored()
    if refused:
        raise refused
    return len(waiting)


def _store(who: Actor, service: Service, server: MailServer, mail_id: str, uid: int) -> None:
    try:
        raw = server.raw(uid)
    except Refused:
        if (
            uid in server.uids()
        ):  # still there, and not to be had: the server's fault, asked again later
            raise
        log.info("gone", mail=mail_id)
        raw = None
    if raw is None:
        _settle(who, service, mail_id, MailState.GONE, GONE)
        return
    sha256 = service.storage.put(raw)
    said = identity(raw)
    with service.database.transaction() as session:
        progress.note_stored(who, session, mail_id, Stored(sha256, len(raw), **said))


def _settle(
    who: Actor, service: Service, mail_id: str, state: MailState, problem: dict[str, str]
) -> None:
    with service.database.transaction() as session:
        progress.settle_unfetched(who, session, mail_id, state, problem)


def identity(raw: bytes) -> dict[str, Any]:
    """What tells this mail from others: Message-ID, a hash of subject and everything below the header
    (line ends and trailing space apart), and the headers. Never fails: a mail without a legible header
    has its bytes."""
    # Loaded with the first mail: the service starts without what the readers need.
    from services.extractor.reading.unpack.mail_parts import mail_headers  # noqa: PLC0415

    end = _BLANK_LINE.search(raw, 0, LONGEST_HEADER)
    head, body = (raw[: end.end()], raw[end.end() :]) if end else (raw[:LONGEST_HEADER], raw)
    try:
        message = email.message_from_bytes(head, policy=email.policy.compat32)
        headers = mail_headers(message)
    except Exception:  # hostile headers
        headers = {}
    content = hashlib.sha256(str(headers.get("subject", "")).encode("utf-8", "surrogateescape"))
    content.update(b"\n" + body.replace(b"\r\n", b"\n").rstrip())
    message_id = str(headers.get("message_id", "")).strip()
    return {
        "message_id": message_id[:LONGEST_ID] or None,
        "content_sha256": content.hexdigest(),
        "headers": headers,
    }
