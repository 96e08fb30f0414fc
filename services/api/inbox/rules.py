"""Which mails are read: rules of a mailbox, asked in order, the first that fits decides. Pure.

Every mail is stored whatever the rules say; one that is passed over is listed and can be read by one
click. Without a rule that takes, everything no rule passes over is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from pathlib import PurePath

from pydantic import BaseModel, ConfigDict, Field


class Rule(BaseModel):
    """All conditions given must hold. ``sender`` and ``subject`` are words any of which is in the
    header (``*`` stands for anything); ``attachments`` are endings like ``pdf`` of which one must be
    there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=100)
    take: bool = True
    sender: Sequence[str] = ()
    subject: Sequence[str] = ()
    newer_than_days: int | None = Field(default=None, ge=1, le=36500)
    attachments: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class MailFacts:
    """What a rule may ask of a mail; ``files`` are the names of its attachments and inline files."""

    sender: str
    subject: str
    day: date
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the mail is read, and the name of the rule that said so ("" for none)."""

    take: bool
    rule: str


def judge(rules: Sequence[Rule], mail: MailFacts, today: date) -> Verdict:
    """What the rules say of ``mail``."""
    for rule in rules:
        if _fits(rule, mail, today):
            return Verdict(rule.take, rule.name)
    return Verdict(not any(rule.take for rule in rules), "")


def _fits(rule: Rule, mail: MailFacts, today: date) -> bool:
    if rule.sender and not _any_in(rule.sender, mail.sender):
        return False
    if rule.subject and not _any_in(rule.subject, mail.subject):
        return False
    if rule.newer_than_days and mail.day < today - timedelta(days=rule.newer_than_days):
        return False
    if rule.attachments:
        wanted = {ending.lower().lstrip(".") for ending in rule.attachments}
        return any(PurePath(name).suffix.lower().lstrip(".") in wanted for name in mail.files)
    return True


def _any_in(words: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return any(fnmatchcase(folded, f"*{word.casefold()}*") for word in words)
