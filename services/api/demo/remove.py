"""One click takes the demo away: its offices with everything in them, and nothing else."""

from __future__ import annotations

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from services.api.accounts.account import Organisation, User
from services.api.audit.entry import AuditEntry
from services.api.cases.case import Case, Proceeding
from services.api.deadlines.duty_action import DutyAction
from services.api.documents.difference import ReadingDifference
from services.api.documents.document import (
    Acknowledgement,
    Document,
    ExtractionRun,
    Fact,
    Paper,
    PaperReceipt,
)
from services.api.filings.filing import Filing
from services.api.inbox.account import MailAccount
from services.api.inbox.message import MailMessage, MailPart
from services.api.intake.source import SourceFile, WatchedFolder
from services.api.service import Service


def remove_demo(service: Service) -> int:
    """Delete every office marked ``demo``: rows in one transaction, then bytes nobody else holds.
    Gives the number of documents removed; 0 when there was no demo."""
    with service.database.transaction() as session:
        offices = list(session.scalars(select(Organisation.id).where(Organisation.demo.is_(True))))
        hashes = _hashes(session, offices)
        number = _delete_rows(session, offices)
    with service.database.transaction() as session:
        kept = _hashes(session, list(session.scalars(select(Organisation.id))))
    for sha256 in hashes - kept:
        service.storage.remove(sha256)
    return number


def _hashes(session: Session, offices: list[str]) -> set[str]:
    return {
        sha256
        for table in (Document, Filing, MailMessage)
        for sha256 in session.scalars(select(table.sha256).where(table.organisation_id.in_(offices)))
        if sha256 is not None
    }


def _delete_rows(session: Session, offices: list[str]) -> int:
    papers = select(Paper.id).where(Paper.organisation_id.in_(offices)).scalar_subquery()
    documents = select(Document.id).where(Document.organisation_id.in_(offices)).scalar_subquery()
    # Rows that point at their own table let go first.
    session.execute(update(Fact).where(Fact.paper_id.in_(papers)).values(superseded_by=None))
    session.execute(
        update(PaperReceipt)
        .where(PaperReceipt.paper_id.in_(papers))
        .values(superseded_by=None, evidence_paper_id=None)
    )
    session.execute(update(Paper).where(Paper.organisation_id.in_(offices)).values(copy_of=None))
    session.execute(
        update(Document)
        .where(Document.organisation_id.in_(offices))
        .values(twin_of=None, container_id=None)
    )
    mails = select(MailMessage.id).where(MailMessage.organisation_id.in_(offices)).scalar_subquery()
    session.execute(
        update(MailMessage).where(MailMessage.organisation_id.in_(offices)).values(duplicate_of=None)
    )
    for source in (ReadingDifference, SourceFile, WatchedFolder):
        session.execute(delete(source).where(source.organisation_id.in_(offices)))
    session.execute(delete(MailPart).where(MailPart.mail_id.in_(mails)))
    session.execute(delete(Acknowledgement).where(Acknowledgement.paper_id.in_(papers)))
    session.execute(delete(Fact).where(Fact.paper_id.in_(papers)))
    session.execute(delete(PaperReceipt).where(PaperReceipt.paper_id.in_(papers)))
    session.execute(delete(ExtractionRun).where(ExtractionRun.document_id.in_(documents)))
    for table in (Filing, DutyAction, AuditEntry, Paper, Proceeding, Case, MailMessage, MailAccount):
        session.execute(delete(table).where(table.organisation_id.in_(offices)))
    gone = session.scalars(
        delete(Document).where(Document.organisation_id.in_(offices)).returning(Document.id)
    ).all()
    session.execute(delete(User).where(User.organisation_id.in_(offices)))
    session.execute(delete(Organisation).where(Organisation.id.in_(offices)))
    return len(gone)
