"""Reading the samples into the demo's own folder, through the same steps as real papers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor, Organisation, User
from services.api.accounts.store import actor_of
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import duties_of_office
from services.api.demo.remove import remove_demo
from services.api.demo.story import Arrival, Confirmed, DemoOffice, Story
from services.api.documents.document import Document, Paper
from services.api.documents.progress import unread
from services.api.documents.store import papers_of
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.review.confirm import confirm_paper, set_receipt
from services.api.review.doubts import doubts_left
from services.api.service import Service
from services.api.settings import CHINA
from services.vocabulary import DocumentState, ReviewState

Watch = Callable[[str, int, int], None]  # document name, pages done, pages in all


@dataclass(frozen=True, slots=True)
class DemoDocument:
    """One sample in the demo folder; ``new`` when this run read it."""

    who: Actor
    document_id: str
    name: str
    new: bool


def load_demo(
    service: Service, story: Story, folder: Path, watch: Watch | None = None
) -> list[DemoDocument]:
    """Take in what is not yet there (told by the bytes' hash), read what is unread, enter what the
    story's clerk entered. A second run finds everything done and changes nothing."""
    if _redrawn(service, story, folder):
        remove_demo(service)
    loaded: list[DemoDocument] = []
    for office in story.offices:
        with service.database.transaction() as session:
            who = _clerk(session, office)
        loaded += [_take_in(service, who, paper, folder / paper.file) for paper in office.papers]
    names = {each.document_id: each.name for each in loaded}
    with service.database.transaction() as session:
        todo = unread(session, DocumentState.RECEIVED, DocumentState.READING)
    for document_id, attempt in todo:
        name = names.get(document_id, "")
        read_document(
            service,
            document_id,
            attempt,
            (lambda done, total, name=name: watch(name, done, total)) if watch else None,  # type: ignore[misc]
        )
    for office in story.offices:
        with service.database.transaction() as session:
            _tell(session, _clerk(session, office), office, story)
    return loaded


def _redrawn(service: Service, story: Story, folder: Path) -> bool:
    """Whether the folder holds samples that are no longer these: then the demo starts afresh."""
    keys = {_key(folder / paper.file) for office in story.offices for paper in office.papers}
    with service.database.transaction() as session:
        held = session.scalars(select(Document.idempotency_key).where(Document.origin == "sample"))
        return not keys.issuperset(held)


def _clerk(session: Session, office: DemoOffice) -> Actor:
    """The office's clerk, made with the office on the first run; signs in without a password."""
    user = session.scalar(select(User).where(User.login == office.login))
    if user is None:
        row = Organisation(
            name=office.name, kind=office.kind, jurisdiction=office.jurisdiction, demo=True
        )
        session.add(row)
        session.flush()
        user = User(
            organisation_id=row.id,
            login=office.login,
            name=office.clerk,
            role="clerk",
            password_hash=None,
        )
        session.add(user)
        session.flush()
    return actor_of(user)


def _take_in(service: Service, who: Actor, arrival: Arrival, file: Path) -> DemoDocument:
    with service.database.transaction() as session:
        known = session.scalar(
            select(Document).where(
                Document.organisation_id == who.organisation_id,
                Document.idempotency_key == _key(file),
            )
        )
    if known is not None:
        return DemoDocument(who, known.id, known.name, new=False)
    with file.open("rb") as stream:
        document = receive(who, service, file.name, stream, origin="sample", idempotency_key=_key(file))
    with service.database.transaction() as session:
        row = session.get_one(Document, document.id)
        row.received_at = datetime.combine(arrival.arrived_on, time(9), CHINA)
    return DemoDocument(who, document.id, document.name, new=True)


def _key(file: Path) -> str:
    return f"sample:{hashlib.sha256(file.read_bytes()).hexdigest()}"


def _tell(session: Session, who: Actor, office: DemoOffice, story: Story) -> None:
    """Confirm, enter receipts and tick off what the story says, unless it is done already."""
    for entry in office.confirmed:
        paper = _paper(session, who, entry)
        if paper is None or paper.review_state != ReviewState.OPEN:
            continue
        if entry.receipt:
            set_receipt(
                who,
                session,
                paper.id,
                entry.receipt.day,
                version=paper.version,
                basis=entry.receipt.basis,
                today=story.today,
            )
        seen = {doubt.key for doubt in doubts_left(who, session, paper)}  # the story's clerk looked
        confirm_paper(who, session, paper.id, version=paper.version, acknowledged=seen)
        session.flush()
    if not office.done:
        return
    views = duties_of_office(who, session, story.today)
    for done in office.done:
        for view in views:
            wanted = (done.case_number, done.rule, done.target)
            fits = (view.duty.case_number, view.duty.rule_id, view.target) == wanted
            if fits and view.case and not view.actions:
                case, key = view.case.id, view.duty.key
                act_on_duty(
                    who,
                    session,
                    case,
                    key,
                    Act.COMPLETED,
                    today=story.today,
                    on=done.day,
                    note=done.note,
                )


def _paper(session: Session, who: Actor, entry: Confirmed) -> Paper | None:
    document = session.scalar(
        select(Document).where(
            Document.organisation_id == who.organisation_id,
            Document.name == entry.file,
            Document.twin_of.is_(None),
        )
    )
    papers = papers_of(who, session, document.id) if document else []
    return papers[entry.paper] if entry.paper < len(papers) else None
