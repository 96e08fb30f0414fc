"""Opening a stored mail: each part becomes a document, or a row that says why not."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import timedelta

import structlog
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.db import now
from services.api.errors import Conflict
from services.api.inbox import progress, store
from services.api.inbox.account import MailAccount
from services.api.inbox.mail_time import sent_at, sent_to
from services.api.inbox.message import MailMessage, MailPart
from services.api.inbox.rules import MailFacts, Rule, Verdict, judge
from services.api.intake.receive import new_document
from services.api.readers import OpenedMail, OpenedPart, ReaderFailure
from services.api.receipts.tell import note_mail
from services.api.service import Service
from services.vocabulary import MailPartKind, MailState, PartReason

ORIGIN = "mail"
_FIRST_WAIT = 5  # s before a mail that failed is opened again; twice as long each time
_FILES = (MailPartKind.ATTACHMENT, MailPartKind.INLINE)
_INTERNAL = ("internal", "拆开这封邮件时程序出错。请点重试；仍不行请在邮箱里另存附件后上传。")

log = structlog.get_logger("yingsu.inbox")


def open_mail(who: Actor, service: Service, mail_id: str) -> bool:
    """Open one stored mail; True when documents may have come of it. What cannot be opened is tried
    ``mail_attempts`` times and then put aside with its cause; a mail another process opened meanwhile
    is left alone. Raises ReadersClosed, and errors of store and database, which are not the mail's
    fault."""
    with service.database.transaction() as session:
        mail = progress.take_mail(who, session, mail_id, MailState.STORED)
        if mail is None:
            return False
        account = store.account_of(who, session, mail)
    try:
        opened = service.readers.open_mail(_bytes_of(service, mail))
    except ReaderFailure as failure:
        _note_failure(who, service, mail_id, failure.code, failure.message)
        return False
    except KeyError:
        message = "存储中找不到这封邮件。请联系管理员检查存储。"
        _note_failure(who, service, mail_id, "original_missing", message)
        return False
    verdict = _judged(service, account, mail, opened)
    wanted = [part for part in opened.parts if part.said["because"] is None and verdict.take]
    hashes = {part.said["path"]: service.storage.put(part.data) for part in wanted}
    try:
        with service.database.transaction() as session:
            row = progress.take_mail(who, session, mail_id, MailState.STORED)
            if row is None:
                return False
            _keep(who, session, row, opened, hashes)
            row.rule = verdict.rule
            row.state = MailState.OPENED if verdict.take else MailState.PASSED_OVER
    except (ValueError, TypeError) as error:  # what a hostile mail makes of our own code
        log.exception("opening_failed", mail=mail_id, error=type(error).__name__)
        _note_failure(who, service, mail_id, *_INTERNAL)
        return False
    return bool(wanted)


def _bytes_of(service: Service, mail: MailMessage) -> bytes:
    """The mail as stored. KeyError when the store has lost or changed it."""
    raw = service.storage.get(mail.sha256 or "")
    if hashlib.sha256(raw).hexdigest() != mail.sha256:
        raise KeyError(mail.sha256)
    return raw


def _judged(service: Service, account: MailAccount, mail: MailMessage, opened: OpenedMail) -> Verdict:
    if mail.taken_anyway:
        return Verdict(True, "")
    facts = MailFacts(
        sender=str(opened.headers.get("from", "")),
        subject=str(opened.headers.get("subject", "")),
        day=mail.day,
        files=files_of(opened.parts),
    )
    return judge([Rule.model_validate(rule) for rule in account.rules], facts, service.today())


def files_of(parts: Sequence[OpenedPart]) -> tuple[str, ...]:
    """Names of the attached and inline files, those of forwarded mails too."""
    return tuple(part.said["name"] for part in parts if part.said["kind"] in _FILES)


def _keep(
    who: Actor, session: Session, mail: MailMessage, opened: OpenedMail, hashes: dict[str, str]
) -> None:
    """The parts and their documents; ``hashes`` of those that become one, by path."""
    for ordinal, part in enumerate(opened.parts):
        said = part.said
        sha256 = hashes.get(said["path"])
        document = None
        if sha256:
            name = _document_name(mail, said["kind"], said["name"])
            document = new_document(who, session, name, sha256, len(part.data), origin=ORIGIN)
            session.flush()  # two equal parts: the second is a twin of the first
        because = said["because"] or (None if sha256 else PartReason.PASSED_OVER)
        session.add(
            MailPart(
                mail_id=mail.id,
                ordinal=ordinal,
                path=said["path"][:100],
                kind=said["kind"],
                content_type=said["content_type"][:100],
                name=said["name"][:300],
                size=said["size"],
                sha256=sha256,
                because=because,
                document_id=document.id if document else None,
                headers=said["headers"],
                notice=said["notice"] if said["notice"] and said["notice"]["is_one"] else {},
                links=said["links"],
            )
        )
        if document is not None:
            at, note = sent_at(mail.arrived_at, opened, said["path"])
            note_mail(
                session,
                who.organisation_id,
                document.id,
                mail.id,
                at=at,
                address=sent_to(opened, said["path"]),
                note=note,
            )
    mail.headers = opened.headers or mail.headers
    mail.part_count = len(opened.parts)
    mail.opened_at, mail.problems, mail.next_try_at = now(), [], None


def _document_name(mail: MailMessage, kind: str, name: str) -> str:
    """Texts are named for their mail: 部分1.txt tells nobody anything."""
    subject = str(mail.headers.get("subject", "")).replace("/", " ").strip()[:100] or "无主题邮件"
    if kind == MailPartKind.BODY:
        return f"{subject}（邮件正文）.txt"
    return f"{subject}（日程）.txt" if kind == MailPartKind.CALENDAR else name


def _note_failure(who: Actor, service: Service, mail_id: str, code: str, message: str) -> None:
    log.warning("mail_not_opened", mail=mail_id, code=code)
    with service.database.transaction() as session:
        row = progress.take_mail(who, session, mail_id, MailState.STORED)
        if row is None:
            return
        row.attempt += 1
        row.problems = [{"code": code, "message": message}]
        if row.attempt >= service.settings.mail_attempts:
            row.state, row.next_try_at = MailState.FAILED, None
        else:
            row.next_try_at = now() + timedelta(seconds=_FIRST_WAIT * 2 ** (row.attempt - 1))


def try_again(who: Actor, session: Session, mail_id: str) -> MailMessage:
    """Open a mail that was put aside once more, or one the rules passed over whatever they say."""
    row = progress.take_mail(who, session, mail_id)
    assert row is not None
    if row.state == MailState.PASSED_OVER:
        for part in store.parts_of(who, session, row.id):
            session.delete(part)
        session.flush()
        row.taken_anyway, row.part_count = True, None
    elif row.state != MailState.FAILED:
        raise Conflict("not_failed", "这封邮件没有出错，也没有被规则跳过。", "请刷新台账看最新状态。")
    row.state, row.attempt, row.problems, row.next_try_at = MailState.STORED, 0, [], None
    record(who, session, "mail.try_again", ("mail", row.id))
    return row
