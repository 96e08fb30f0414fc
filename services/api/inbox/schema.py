"""What the JSON interface says of mailboxes and the ledger."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from services.api.inbox.account import MailAccount
from services.api.inbox.ledger import DaySum
from services.api.inbox.message import MailMessage, MailPart
from services.api.inbox.setup import Preview, Tried
from services.vocabulary import LedgerState


class ProviderOut(BaseModel):
    """A provider with its server; ``password`` says what it wants in place of the web password."""

    key: str
    label: str
    domains: list[str]
    host: str
    port: int
    security: str
    password: str


class ProblemOut(BaseModel):
    """Why a server cannot be had: stable code, cause, what to do."""

    code: str
    cause: str
    remedy: str


class AccountOut(BaseModel):
    """A mailbox and how it goes; its password is never given out. ``waits_by``: idle, poll, or ""
    while it is not connected."""

    id: str
    name: str
    provider: str
    host: str
    port: int
    security: str
    username: str
    folders: list[str]
    since: date | None
    rules: list[dict[str, Any]]
    afterwards: str
    move_to: str
    enabled: bool
    checked_at: datetime | None
    problem: ProblemOut | None
    failing_since: datetime | None
    next_try_at: datetime | None
    waits_by: str


class Accounts(BaseModel):
    accounts: list[AccountOut]


class Providers(BaseModel):
    providers: list[ProviderOut]


class TriedOut(BaseModel):
    """``problem`` is null when the mailbox can be read; ``mails`` are those in its folders."""

    problem: ProblemOut | None
    folders: list[str]
    idle: bool
    mails: int


class PreviewRowOut(BaseModel):
    sender: str
    subject: str
    day: date
    files: list[str] | None
    take: bool
    rule: str


class PreviewOut(BaseModel):
    problem: ProblemOut | None
    mails: list[PreviewRowOut]


class DayOut(BaseModel):
    """One day of one mailbox: seen = stored + not_stored = explained when it ``adds_up``."""

    account_id: str
    day: date
    seen: int
    stored: int
    not_stored: int
    explained: int
    parts_found: int
    parts: int
    adds_up: bool
    mails: dict[LedgerState, int]
    part_states: dict[LedgerState, int]


class Days(BaseModel):
    days: list[DayOut]


class MailOut(BaseModel):
    """One mail; ``state`` is what became of it, ``duplicate_of`` the mail that came first."""

    id: str
    account_id: str
    folder: str
    uid: int
    day: date
    arrived_at: datetime
    sender: str
    subject: str
    size: int
    state: LedgerState
    sha256: str | None
    duplicate_of: str | None
    rule: str
    problems: list[dict[str, Any]]
    attempt: int
    left_server_at: datetime | None


class PartOut(BaseModel):
    """One part of a mail: what became of it, its document or ``because`` there is none."""

    path: str
    kind: str
    content_type: str
    name: str
    size: int
    state: LedgerState
    because: str | None
    document_id: str | None
    headers: dict[str, Any]
    notice: dict[str, Any]
    links: list[str]


class Mails(BaseModel):
    mails: list[MailOut]
    total: int


class MailDetail(MailOut):
    """The mail with its headers and every part of it."""

    headers: dict[str, Any]
    parts: list[PartOut]


def account_out(row: MailAccount) -> AccountOut:
    problem = ProblemOut(**row.problem) if row.problem else None
    said = {
        name: getattr(row, name) for name in AccountOut.model_fields if name not in ("problem", "rules")
    }
    return AccountOut(**said, problem=problem, rules=list(row.rules))


def tried_out(tried: Tried) -> TriedOut:
    problem = ProblemOut(**tried.problem.to_json()) if tried.problem else None
    return TriedOut(problem=problem, folders=list(tried.folders), idle=tried.idle, mails=tried.mails)


def preview_out(seen: Preview) -> PreviewOut:
    return PreviewOut(
        problem=ProblemOut(**seen.problem.to_json()) if seen.problem else None,
        mails=[
            PreviewRowOut(
                sender=row.sender,
                subject=row.subject,
                day=row.day,
                files=None if row.files is None else list(row.files),
                take=row.take,
                rule=row.rule,
            )
            for row in seen.rows
        ],
    )


def day_out(each: DaySum) -> DayOut:
    return DayOut(
        account_id=each.account_id,
        day=each.day,
        seen=each.seen,
        stored=each.stored,
        not_stored=each.not_stored,
        explained=each.explained,
        parts_found=each.found,
        parts=each.parts,
        adds_up=each.adds_up,
        mails=dict(each.mails),
        part_states=dict(each.part_states),
    )


def mail_out(row: MailMessage, state: LedgerState) -> MailOut:
    return MailOut(
        id=row.id,
        account_id=row.account_id,
        folder=row.folder,
        uid=row.uid,
        day=row.day,
        arrived_at=row.arrived_at,
        sender=str(row.headers.get("from", "")),
        subject=str(row.headers.get("subject", "")),
        size=row.size,
        state=state,
        sha256=row.sha256,
        duplicate_of=row.duplicate_of,
        rule=row.rule,
        problems=list(row.problems),
        attempt=row.attempt,
        left_server_at=row.left_server_at,
    )


def part_out(part: MailPart, state: LedgerState) -> PartOut:
    return PartOut(
        path=part.path,
        kind=part.kind,
        content_type=part.content_type,
        name=part.name,
        size=part.size,
        state=state,
        because=part.because,
        document_id=part.document_id,
        headers=part.headers,
        notice=part.notice,
        links=[str(link) for link in part.links],
    )
