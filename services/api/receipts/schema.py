"""JSON of receipt: services weighed, whose paper, addresses, messages, tasks."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import AwareDatetime, BaseModel, Field

from services.api.receipts.evidence import ElectronicAddress
from services.api.receipts.messages import MessageView
from services.api.receipts.tasks import Task
from services.api.receipts.whose import Belonged
from services.law.addressed import Whose
from services.law.evidence import Weighed, Weighing
from services.law.service import ServiceMode
from services.vocabulary import AddressKind, Consent, EvidenceBasis


class CitationOut(BaseModel):
    document: str
    article: str
    quotation: str


class ServiceOut(BaseModel):
    """One service. ``day`` it proves; ``candidate`` a day it only suggests. ``source``: paper, message,
    mail or person."""

    key: str
    basis: EvidenceBasis
    mode: ServiceMode
    on: date | None
    at: datetime | None
    address: str
    address_confirmed: bool
    signed: bool
    complete: bool
    read_on: date | None
    source: str
    source_id: str
    note: str
    day: date | None
    candidate: date | None
    steps: list[str]
    doubts: list[str]
    citations: list[CitationOut]


class Services(BaseModel):
    """All services of a paper, the strongest first; ``served_on`` the earliest valid one, or null;
    ``proposed_on`` that or the earliest candidate. A person still confirms the receipt."""

    services: list[ServiceOut]
    served_on: date | None
    proposed_on: date | None
    words: str


class ServiceIn(BaseModel):
    basis: EvidenceBasis
    mode: ServiceMode | None = None
    on: date | None = None
    at: AwareDatetime | None = None
    address: str = Field("", max_length=200)
    read_on: date | None = None
    signed: bool = False
    evidence_paper_id: str | None = Field(None, max_length=32)
    note: str = Field("", max_length=2000)


class NotedOut(BaseModel):
    id: str


class WhoseOut(BaseModel):
    """Whose the paper is and why. ``served`` the party served; ``answering_unit`` who answers a paper
    served on the government."""

    whose: Whose
    label: str
    served: str | None
    answering_unit: str | None
    because: str
    advice: str
    starts_duties: bool
    told: bool


class WhoseIn(BaseModel):
    """``whose`` null takes the word back."""

    whose: Whose | None
    note: str = Field("", max_length=2000)


class AddressIn(BaseModel):
    court: str = Field(max_length=100)
    address: str = Field(max_length=200)
    kind: AddressKind
    consent: Consent
    since: date
    until: date | None = None
    note: str = Field("", max_length=2000)


class AddressOut(AddressIn):
    id: str


class Addresses(BaseModel):
    addresses: list[AddressOut]


class EndIn(BaseModel):
    until: date


class MessageIn(BaseModel):
    text: str = Field(max_length=5000)
    arrived_at: AwareDatetime | None = None
    sender: str = Field("", max_length=100)
    address: str = Field("", max_length=200)


class MessageOut(BaseModel):
    """One message; links are text. ``arrived_at`` is a candidate, never the day of service."""

    id: str
    text: str
    sender: str
    address: str
    arrived_at: datetime | None
    case_id: str | None
    document_id: str | None
    case_numbers: list[str]
    courts: list[str]
    hearings: list[str]
    links: list[str]
    papers: list[str]
    missing: list[str]
    arrived: list[str]
    complete: bool


class Messages(BaseModel):
    """``unmatched``: case numbers no case of the office has."""

    messages: list[MessageOut]
    unmatched: list[str]


class CaseIn(BaseModel):
    case_id: str = Field(max_length=32)


class DoneIn(BaseModel):
    on: date
    how: str = Field(max_length=200)
    note: str = Field("", max_length=2000)


class DoneOut(BaseModel):
    on: date
    how: str
    note: str
    by_user: str


class TaskOut(BaseModel):
    key: str
    kind: str
    title: str
    because: str
    proposal: str
    open: bool
    paper_id: str | None
    message_id: str | None
    case_id: str | None
    done: DoneOut | None


class Tasks(BaseModel):
    tasks: list[TaskOut]


def services_out(found: Weighing) -> Services:
    return Services(
        services=[_service(each) for each in found.services],
        served_on=found.first.day if found.first else None,
        proposed_on=found.proposed_on,
        words=found.words,
    )


def _service(one: Weighed) -> ServiceOut:
    said = one.evidence
    return ServiceOut(
        **{
            name: getattr(said, name)
            for name in (
                *("key", "basis", "mode", "on", "at", "address", "address_confirmed", "signed"),
                *("complete", "read_on", "source", "source_id", "note"),
            )
        },
        day=one.day,
        candidate=one.candidate,
        steps=list(one.steps),
        doubts=list(one.doubts),
        citations=[
            CitationOut(document=c.document, article=c.article, quotation=c.quotation)
            for c in one.citations
        ],
    )


def whose_out(belonged: Belonged) -> WhoseOut:
    return WhoseOut(
        whose=belonged.whose,
        label=belonged.whose.label,
        served=belonged.found.served,
        answering_unit=belonged.answering_unit,
        because=belonged.because,
        advice="" if belonged.told else belonged.found.advice,
        starts_duties=belonged.starts_duties,
        told=belonged.told is not None,
    )


def address_out(row: ElectronicAddress) -> AddressOut:
    return AddressOut(
        id=row.id,
        court=row.court,
        address=row.address,
        kind=AddressKind(row.kind),
        consent=Consent(row.consent),
        since=row.since,
        until=row.until,
        note=row.note,
    )


def message_out(view: MessageView) -> MessageOut:
    row = view.row
    return MessageOut(
        id=row.id,
        text=row.text,
        sender=row.sender,
        address=row.address,
        arrived_at=row.arrived_at,
        case_id=view.case_id,
        document_id=row.document_id,
        case_numbers=list(view.values("case_numbers")),
        courts=list(view.values("courts")),
        hearings=list(view.values("hearings")),
        links=list(view.values("links")),
        papers=list(view.values("papers")),
        missing=list(view.missing),
        arrived=list(view.arrived),
        complete=view.complete,
    )


def task_out(task: Task) -> TaskOut:
    done = task.done
    return TaskOut(
        key=task.key,
        kind=task.kind,
        title=task.title,
        because=task.because,
        proposal=task.proposal,
        open=task.open,
        paper_id=task.paper_id,
        message_id=task.message_id,
        case_id=task.case_id,
        done=DoneOut(on=done.on, how=done.how, note=done.note, by_user=done.by_user) if done else None,
    )
