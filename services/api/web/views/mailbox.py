"""The form of one mailbox. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.api.inbox.account import MailAccount
from services.api.inbox.presets import preset


@dataclass(frozen=True, slots=True)
class RuleRow:
    name: str
    take: bool
    sender: str
    subject: str
    days: str
    files: str


@dataclass(frozen=True, slots=True)
class AccountForm:
    """The form of one mailbox, ``id`` "" for a new one."""

    id: str
    name: str
    provider: str
    host: str
    port: int
    security: str
    username: str
    folders: str
    since: str
    afterwards: str
    move_to: str
    enabled: bool
    rules: tuple[RuleRow, ...]
    providers: tuple[tuple[str, str], ...]
    password_hint: str
    stored: bool


_EMPTY_RULES = 2  # rows to be filled in below those there are


def account_form(
    account: MailAccount | None, providers: Sequence[tuple[str, str]], since: date
) -> AccountForm:
    """The form as it stands; a new mailbox looks back to ``since``."""
    rules = [] if account is None else [_rule_row(rule) for rule in account.rules]
    rules += [RuleRow("", True, "", "", "", "")] * _EMPTY_RULES
    if account is None:
        known = preset(providers[0][0])
        return AccountForm(
            id="",
            name="",
            provider=known.key,
            host=known.host,
            port=known.port,
            security=known.security,
            username="",
            folders="INBOX",
            since=since.strftime("%Y-%m-%d"),
            afterwards="nothing",
            move_to="",
            enabled=True,
            rules=tuple(rules),
            providers=tuple(providers),
            password_hint=known.password,
            stored=False,
        )
    return AccountForm(
        id=account.id,
        name=account.name,
        provider=account.provider,
        host=account.host,
        port=account.port,
        security=account.security,
        username=account.username,
        folders="、".join(map(str, account.folders)),
        since=account.since.isoformat() if account.since else "",
        afterwards=account.afterwards,
        move_to=account.move_to,
        enabled=account.enabled,
        rules=tuple(rules),
        providers=tuple(providers),
        password_hint=preset(account.provider).password,
        stored=True,
    )


def _rule_row(rule: Mapping[str, Any]) -> RuleRow:
    return RuleRow(
        name=str(rule["name"]),
        take=bool(rule["take"]),
        sender="、".join(rule["sender"]),
        subject="、".join(rule["subject"]),
        days=str(rule["newer_than_days"] or ""),
        files="、".join(rule["attachments"]),
    )
