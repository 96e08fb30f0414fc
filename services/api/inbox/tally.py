"""The facts the ledger is made from, asked of the database in three queries however many mails."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import Document, Paper
from services.api.inbox.ledger import (
    DaySum,
    DocumentFacts,
    MailFacts,
    day_sums,
    mail_state,
    part_state,
)
from services.api.inbox.message import MailMessage, MailPart
from services.vocabulary import LedgerState, PaperKind

_LOCKED = frozenset({"password_needed"})


def mail_facts(who: Actor, session: Session, mails: Select[Any]) -> dict[str, MailFacts]:
    """Facts of every mail ``mails`` selects (a query of MailMessage), by id, in its order."""
    ids = mails.with_only_columns(MailMessage.id)
    parts: dict[str, list[LedgerState]] = defaultdict(list)
    for _, mail_id, state in _part_states(who, session, MailPart.mail_id.in_(ids)):
        parts[mail_id].append(state)
    rows = session.execute(
        mails.with_only_columns(
            MailMessage.id,
            MailMessage.account_id,
            MailMessage.day,
            MailMessage.state,
            MailMessage.sha256,
            MailMessage.part_count,
        )
    )
    return {
        mail_id: MailFacts(
            account, day, state, stored is not None, found, tuple(parts.get(mail_id, ()))
        )
        for mail_id, account, day, state, stored, found in rows
    }


def states_of_parts(who: Actor, session: Session, mail_id: str) -> dict[str, LedgerState]:
    """What became of each part of one mail, by part id."""
    rows = _part_states(who, session, MailPart.mail_id == mail_id)
    return {part_id: state for part_id, _, state in rows}


def state_of_mail(mail: MailMessage, parts: Sequence[LedgerState]) -> LedgerState:
    """What became of a mail with these parts."""
    return mail_state(mail.state, parts)


def sums_between(
    who: Actor, session: Session, first: date, last: date, account_id: str | None = None
) -> list[DaySum]:
    """The ledger of these days, the newest first."""
    from services.api.inbox.store import mails_between  # noqa: PLC0415

    mails = mails_between(who, first, last, account_id)
    return day_sums(mail_facts(who, session, mails).values())


def _part_states(
    who: Actor, session: Session, wanted: ColumnElement[bool]
) -> list[tuple[str, str, LedgerState]]:
    """(part, mail, state) of the parts ``wanted``, in the order of each mail."""
    documents = _documents(who, session, select(MailPart.document_id).where(wanted))
    rows = session.execute(
        select(
            MailPart.id,
            MailPart.mail_id,
            MailPart.because,
            MailPart.document_id,
            MailPart.notice,
        )
        .join(MailMessage, MailPart.mail_id == MailMessage.id)
        .where(MailMessage.organisation_id == who.organisation_id, wanted)
        .order_by(MailPart.mail_id, MailPart.ordinal)
    )
    return [
        (part, mail, part_state(because, documents.get(document or ""), notice=bool(notice)))
        for part, mail, because, document, notice in rows
    ]


def _documents(who: Actor, session: Session, wanted: Select[Any]) -> dict[str, DocumentFacts]:
    """Facts of the documents ``wanted`` selects, those that came out of them put in."""
    court = func.sum(case((Paper.kind != PaperKind.NOT_COURT_PAPER, 1), else_=0))
    rows = session.execute(
        select(
            Document.id,
            Document.container_id,
            Document.state,
            Document.twin_of,
            Document.problems,
            court,
            func.count(Paper.id),
        )
        .outerjoin(Paper, Paper.document_id == Document.id)
        .where(
            Document.organisation_id == who.organisation_id,
            or_(Document.id.in_(wanted), Document.container_id.in_(wanted)),
        )
        .group_by(Document.id)
    )
    found: dict[str, DocumentFacts] = {}
    members: dict[str, list[DocumentFacts]] = defaultdict(list)
    for document_id, container_id, state, twin_of, problems, papers_of_court, papers in rows:
        facts = DocumentFacts(
            state=state,
            twin=twin_of is not None,
            locked=any(problem["code"] in _LOCKED for problem in problems),
            court=int(papers_of_court or 0),
            other=papers - int(papers_of_court or 0),
        )
        found[document_id] = facts
        if container_id:
            members[container_id].append(facts)
    for document_id, inside in members.items():
        if document_id in found:
            found[document_id] = replace(found[document_id], members=tuple(inside))
    return found
