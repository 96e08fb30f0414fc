"""Setting a mailbox up: adding, changing, taking away; trying it; seeing what its rules would take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.errors import Forbidden, Unacceptable
from services.api.inbox import store
from services.api.inbox.account import MailAccount
from services.api.inbox.diagnose import MailProblem, diagnose
from services.api.inbox.fetch import identity
from services.api.inbox.open import files_of
from services.api.inbox.presets import OTHER, Security, presets
from services.api.inbox.rules import MailFacts, Rule, judge
from services.api.inbox.secret import decrypt, encrypt
from services.api.inbox.server import MailServer, Place
from services.api.readers import ReaderFailure
from services.api.service import Service
from services.api.settings import CHINA

PREVIEWED = 20  # mails shown by a preview
WHOLE_TO = 3_000_000  # bytes to which a preview fetches the whole mail; of larger ones the header

# No control characters: they would end a command of the protocol and begin another.
_Text = StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$")
_Word = Annotated[str, _Text, Field(min_length=1, max_length=200)]


class AccountInput(BaseModel):
    """What a person says of a mailbox. ``password`` "" keeps the one stored, as long as the server and
    the user name stay the same."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, _Text, Field(min_length=1, max_length=80)]
    provider: Annotated[str, Field(max_length=20)] = OTHER
    host: Annotated[str, Field(pattern=r"^[A-Za-z0-9.:_-]{1,255}$")]
    port: Annotated[int, Field(ge=1, le=65535)] = 993
    security: Security = "tls"
    username: Annotated[str, _Text, Field(min_length=1, max_length=255)]
    password: Annotated[str, _Text, Field(max_length=255)] = ""
    folders: Annotated[list[_Word], Field(min_length=1, max_length=20)] = ["INBOX"]
    since: date | None = None
    rules: Annotated[list[Rule], Field(max_length=50)] = []
    afterwards: Literal["nothing", "flag", "move"] = "nothing"
    move_to: Annotated[str, _Text, Field(max_length=200)] = ""
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of trying a mailbox: ``problem`` None when it works; ``folders`` are those it has."""

    problem: MailProblem | None
    folders: tuple[str, ...] = ()
    idle: bool = False
    mails: int = 0


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One mail and what the rules say of it. ``files`` is None when the mail was too large to look
    in."""

    sender: str
    subject: str
    day: date
    files: tuple[str, ...] | None
    take: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Preview:
    problem: MailProblem | None
    rows: tuple[PreviewRow, ...] = field(default=())


def add_account(who: Actor, service: Service, given: AccountInput) -> MailAccount:
    """A new mailbox, watched from now on when it is ``enabled``."""
    _administrators_only(who)
    _check(given)
    if not given.password:
        raise Unacceptable("password_missing", "没有填写密码。", "请填写密码或授权码。")
    with service.database.transaction() as session:
        row = MailAccount(organisation_id=who.organisation_id, secret="")
        _fill(row, given)
        row.secret = encrypt(service.settings, given.password)
        session.add(row)
        session.flush()
        record(who, session, "mailbox.added", ("mailbox", row.id), after=_said(given))
    return row


def change_account(who: Actor, service: Service, account_id: str, given: AccountInput) -> MailAccount:
    """Change a mailbox; its watcher starts anew."""
    _administrators_only(who)
    _check(given)
    with service.database.transaction() as session:
        row = store.get_account(who, session, account_id)
        if not given.password:
            _same_server(row, given)
        _fill(row, given)
        if given.password:
            row.secret = encrypt(service.settings, given.password)
        row.version += 1
        row.problem, row.failing_since, row.next_try_at = {}, None, None
        record(who, session, "mailbox.changed", ("mailbox", row.id), after=_said(given))
    return row


def remove_account(who: Actor, service: Service, account_id: str) -> None:
    """Take a mailbox away: it is not watched any more and its password is forgotten. What came in by it
    stays, on the ledger too."""
    _administrators_only(who)
    with service.database.transaction() as session:
        row = store.get_account(who, session, account_id)
        row.removed, row.enabled, row.secret = True, False, ""
        row.version += 1
        record(who, session, "mailbox.removed", ("mailbox", row.id))


def try_account(
    who: Actor, service: Service, given: AccountInput, account_id: str | None = None
) -> Tried:
    """Connect, sign in, and open every folder; nothing is stored. ``account_id`` lends the stored
    password."""
    _administrators_only(who)
    try:
        with MailServer(_place(who, service, given, account_id), service.settings) as server:
            folders = tuple(server.folders())
            mails = 0
            for folder in given.folders:
                server.open(folder)
                mails += len(server.uids(given.since))
            return Tried(None, folders, server.can_idle, mails)
    except Unacceptable:
        raise
    except Exception as error:  # whatever it is, the person is told what it means
        return Tried(diagnose(error, given.host, given.provider))


def preview(
    who: Actor, service: Service, given: AccountInput, account_id: str | None = None
) -> Preview:
    """The newest mails of the mailbox, and what its rules would do with each."""
    _administrators_only(who)
    rows: list[PreviewRow] = []
    try:
        with MailServer(_place(who, service, given, account_id), service.settings) as server:
            for folder in given.folders:
                server.open(folder)
                newest = server.uids(given.since)[-PREVIEWED:]
                for listed in server.listed(newest):
                    small = listed.size <= WHOLE_TO
                    raw = server.raw(listed.uid) if small else server.head(listed.uid)
                    if raw is not None:
                        day = listed.arrived_at.astimezone(CHINA).date()
                        rows.append(_previewed(service, given.rules, raw, day, whole=small))
    except Unacceptable:
        raise
    except Exception as error:
        return Preview(diagnose(error, given.host, given.provider))
    rows.sort(key=lambda row: row.day, reverse=True)
    return Preview(None, tuple(rows[:PREVIEWED]))


def _previewed(
    service: Service, rules: Sequence[Rule], raw: bytes, day: date, *, whole: bool
) -> PreviewRow:
    headers, files = identity(raw)["headers"], None
    if whole:
        try:
            opened = service.readers.open_mail(raw)
            headers, files = opened.headers, files_of(opened.parts)
        except ReaderFailure:
            files = ()
    facts = MailFacts(str(headers.get("from", "")), str(headers.get("subject", "")), day, files or ())
    verdict = judge(rules, facts, service.today())
    return PreviewRow(facts.sender, facts.subject, day, files, verdict.take, verdict.rule)


def _place(who: Actor, service: Service, given: AccountInput, account_id: str | None) -> Place:
    _check(given)
    password = given.password
    if not password and account_id:
        with service.database.transaction() as session:
            row = store.get_account(who, session, account_id)
        _same_server(row, given)
        password = decrypt(service.settings, row.secret)
    if not password:
        raise Unacceptable("password_missing", "没有填写密码。", "请填写密码或授权码。")
    return Place(given.host, given.port, given.security, given.username, password)


def _same_server(row: MailAccount, given: AccountInput) -> None:
    """A stored password goes only to the server it was given for."""
    same = (row.host, row.username) == (given.host, given.username)
    if not same or (row.security != "none" and given.security == "none"):
        raise Unacceptable(
            "password_again", "改了服务器、用户名或加密方式，要重新填写密码。", "请填写密码或授权码。"
        )


def _check(given: AccountInput) -> None:
    if given.provider not in {each.key for each in presets()}:
        raise Unacceptable("unknown_provider", "没有这种邮箱。", "请从列出的邮箱中选，或选自填。")
    if given.afterwards == "move" and not given.move_to:
        raise Unacceptable("folder_needed", "没有填写移到哪个文件夹。", "请填写文件夹名称。")
    if given.afterwards == "move" and given.move_to in given.folders:
        raise Unacceptable("same_folder", "不能移到正在收取的文件夹。", "请另选一个文件夹。")


def _fill(row: MailAccount, given: AccountInput) -> None:
    for name in (
        *("name", "provider", "host", "port", "security", "username"),
        *("folders", "since", "afterwards", "move_to", "enabled"),
    ):
        setattr(row, name, getattr(given, name))
    row.rules = [rule.model_dump(mode="json") for rule in given.rules]


def _said(given: AccountInput) -> dict[str, object]:
    """For the audit trail: everything but the password."""
    return given.model_dump(mode="json", exclude={"password"})


def _administrators_only(who: Actor) -> None:
    if who.role != "administrator":
        raise Forbidden("administrator_needed", "只有管理员能设置邮箱。", "请联系管理员。")
