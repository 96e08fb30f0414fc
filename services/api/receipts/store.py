"""Receipt of one office: the only module that queries its tables."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Text, cast, or_, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import Document, Fact, Paper
from services.api.errors import NotFound
from services.api.receipts.evidence import (
    CourtMessage,
    ElectronicAddress,
    ServiceEvidence,
    TaskDone,
    WhoseTold,
)
from services.vocabulary import FieldName, PaperKind, Standing

_DEEPEST = 8  # a mail in a mail in a ZIP: containers above one file


def services_noted(who: Actor, session: Session, paper: Paper) -> Sequence[ServiceEvidence]:
    """What was noted of the paper, of its file, and of the mail or ZIP that came in, oldest first."""
    files = [paper.document_id]
    while len(files) < _DEEPEST:
        above = session.scalar(select(Document.container_id).where(Document.id == files[-1]))
        if above is None:
            break
        files.append(above)
    twins = select(Document.id).where(Document.twin_of == paper.document_id)
    files += session.scalars(twins)  # the same bytes came again
    return session.scalars(
        select(ServiceEvidence)
        .where(
            ServiceEvidence.organisation_id == who.organisation_id,
            or_(ServiceEvidence.paper_id == paper.id, ServiceEvidence.document_id.in_(files)),
            ServiceEvidence.withdrawn_at.is_(None),
        )
        .order_by(ServiceEvidence.recorded_at, ServiceEvidence.id)
    ).all()


def files_of_same_mail(who: Actor, session: Session, document_id: str) -> set[str]:
    """The file, and those that came by the same mail or in the same ZIP."""
    mails = select(ServiceEvidence.source_id).where(
        ServiceEvidence.organisation_id == who.organisation_id,
        ServiceEvidence.document_id == document_id,
        ServiceEvidence.source == "mail",
    )
    by_mail = select(ServiceEvidence.document_id).where(
        ServiceEvidence.organisation_id == who.organisation_id,
        ServiceEvidence.document_id.is_not(None),
        ServiceEvidence.source_id.in_(mails),
    )
    container = select(Document.container_id).where(
        Document.id == document_id, Document.container_id.is_not(None)
    )
    in_it = select(Document.id).where(
        Document.organisation_id == who.organisation_id, Document.container_id.in_(container)
    )
    return {document_id, *session.scalars(in_it), *filter(None, session.scalars(by_mail))}


def get_noted(who: Actor, session: Session, evidence_id: str) -> ServiceEvidence:
    """One noted service in force. NotFound when it is not this office's or was taken back."""
    row = session.get(ServiceEvidence, evidence_id)
    if row is None or row.organisation_id != who.organisation_id or row.withdrawn_at is not None:
        raise NotFound("这条送达记录")
    return row


def addresses(who: Actor, session: Session) -> Sequence[ElectronicAddress]:
    """The register of confirmed electronic addresses, by court."""
    return session.scalars(
        select(ElectronicAddress)
        .where(
            ElectronicAddress.organisation_id == who.organisation_id,
            ElectronicAddress.withdrawn_at.is_(None),
        )
        .order_by(ElectronicAddress.court, ElectronicAddress.since, ElectronicAddress.id)
    ).all()


def get_address(who: Actor, session: Session, address_id: str) -> ElectronicAddress:
    """One entry of the register. NotFound when it is not this office's or was taken back."""
    row = session.get(ElectronicAddress, address_id)
    if row is None or row.organisation_id != who.organisation_id or row.withdrawn_at is not None:
        raise NotFound("这个电子送达地址")
    return row


def messages(who: Actor, session: Session) -> Sequence[CourtMessage]:
    """Messages in force, the newest first."""
    return session.scalars(
        select(CourtMessage)
        .where(CourtMessage.organisation_id == who.organisation_id, CourtMessage.withdrawn_at.is_(None))
        .order_by(CourtMessage.at.desc(), CourtMessage.id)
    ).all()


def get_message(who: Actor, session: Session, message_id: str) -> CourtMessage:
    """One message in force. NotFound when it is not this office's or was taken back."""
    row = session.get(CourtMessage, message_id)
    if row is None or row.organisation_id != who.organisation_id or row.withdrawn_at is not None:
        raise NotFound("这条短信")
    return row


def message_of_document(who: Actor, session: Session, document_id: str) -> CourtMessage | None:
    """The message read from a picture."""
    return session.scalar(
        select(CourtMessage).where(
            CourtMessage.organisation_id == who.organisation_id,
            CourtMessage.document_id == document_id,
        )
    )


def whose_told(who: Actor, session: Session, *paper_ids: str) -> dict[str, WhoseTold]:
    """A person's word in force on whose paper it is, by paper."""
    rows = session.scalars(
        select(WhoseTold)
        .where(WhoseTold.organisation_id == who.organisation_id, WhoseTold.paper_id.in_(paper_ids))
        .order_by(WhoseTold.at, WhoseTold.id)
    )
    latest = {row.paper_id: row for row in rows}
    return {paper_id: row for paper_id, row in latest.items() if row.whose}


def tasks_done(who: Actor, session: Session) -> dict[str, TaskDone]:
    """How tasks ended, by key."""
    rows = session.scalars(
        select(TaskDone)
        .where(TaskDone.organisation_id == who.organisation_id, TaskDone.withdrawn_at.is_(None))
        .order_by(TaskDone.at, TaskDone.id)
    )
    return {row.key: row for row in rows}


def service_returns(who: Actor, session: Session) -> Sequence[Paper]:
    """送达回证 of the office, also those set aside: a blank one is owed to the court all the same."""
    return session.scalars(
        select(Paper)
        .where(
            Paper.organisation_id == who.organisation_id,
            Paper.kind == PaperKind.SERVICE_RETURN,
            Paper.copy_of.is_(None),
        )
        .order_by(Paper.id)
    ).all()


def addressed_papers(who: Actor, session: Session) -> Sequence[tuple[Paper, str]]:
    """Papers of courts that name an addressee, with it, and those a person spoke about (""). Not
    exhibits, copies, or what no court wrote; also those set aside."""
    court = (
        Paper.organisation_id == who.organisation_id,
        Paper.standing != Standing.ATTACHED,
        Paper.kind != PaperKind.NOT_COURT_PAPER,
        Paper.copy_of.is_(None),
    )
    named = session.execute(
        select(Paper, Fact.value)
        .join(Fact, Fact.paper_id == Paper.id)
        .where(*court, Fact.field == FieldName.ADDRESSEE, Fact.superseded_by.is_(None))
    )
    found = {paper.id: (paper, str(value)) for paper, value in named if value is not None}
    told = session.scalars(select(Paper).where(*court, Paper.id.in_(select(WhoseTold.paper_id))))
    for paper in told:
        found[paper.id] = (paper, "")
    return [found[key] for key in sorted(found)]


def papers_numbered(
    who: Actor, session: Session, numbers: Collection[str]
) -> dict[str, list[tuple[Paper, Document]]]:
    """Papers that bear one of these case numbers, and what came in one file with them, by number."""
    if not numbers:
        return {}
    wanted = [json.dumps(number, ensure_ascii=False) for number in numbers]
    rows = session.execute(
        select(Paper.document_id, Fact.value)
        .join(Fact, Fact.paper_id == Paper.id)
        .where(
            Paper.organisation_id == who.organisation_id,
            Fact.field == FieldName.CASE_NUMBER,
            Fact.superseded_by.is_(None),
            cast(Fact.value, Text).in_(wanted),
        )
    )
    files: dict[str, set[str]] = defaultdict(set)
    for document_id, number in rows:
        files[document_id].add(number)
    together = session.execute(
        select(Paper, Document)
        .join(Document, Paper.document_id == Document.id)
        .where(Paper.organisation_id == who.organisation_id, Paper.document_id.in_(files))
        .order_by(Document.received_at, Paper.ordinal)
    )
    found: dict[str, list[tuple[Paper, Document]]] = defaultdict(list)
    for paper, document in together:
        for number in sorted(files[document.id]):
            found[number].append((paper, document))
    return found
