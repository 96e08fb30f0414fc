"""What services.law is told about one case: confirmed facts, no database, no extraction types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from services.vocabulary import (
    EventKind,
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    Role,
    Stage,
    Standing,
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """The day a paper was received, and how that is known (收到日期及其依据)."""

    on: date
    basis: ReceiptBasis
    entered_by: str
    evidence: str | None = None  # paper id of the service return or certificate


@dataclass(frozen=True, slots=True)
class PartyFact:
    """A party of a paper with its role there."""

    role: Role
    name: str
    original_roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class OperativeFact:
    """One item of an operative part (判项): its words, its classes, the parties it speaks of."""

    text: str
    classes: tuple[OutcomeClass, ...] = ()
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper of the case. ``arrived_on`` is the day the file reached this system: the latest day
    the paper can have been received, never the service date; ``known_at`` the moment, when known.
    ``outcome`` are the classes by party, ``operative`` the items they come from, ``partly`` the
    parties that lost in part, ``effective_because`` the words in which the paper says itself that it
    takes effect once served (None: it does not; see services.law.on_its_face). ``remedy``: the
    paragraph that says who may appeal.
    ``former_case_numbers``, ``former_hearings``: what stood in their place before a correction."""

    id: str
    kind: PaperKind
    stage: Stage | None
    standing: Standing
    arrived_on: date
    case_number: str | None = None
    court: str | None = None
    issued_on: date | None = None
    filed_on: date | None = None
    hearing_at: tuple[datetime, ...] = ()
    answer_days: int | None = None
    appeal_days: int | None = None
    appeal_court: str | None = None
    summons_reason: str | None = None
    parties: tuple[PartyFact, ...] = ()
    outcome: Mapping[str, tuple[OutcomeClass, ...]] = field(default_factory=dict)
    operative_text: str = ""
    receipt: Receipt | None = None
    hearing_place: str | None = None
    prior_case_number: str | None = None
    partly: frozenset[str] = frozenset()
    effective_because: str | None = None
    cause_code: str | None = None
    act_organ: str | None = None
    reconsideration_organ: str | None = None
    leader_notice_level: str | None = None
    known_at: datetime | None = None
    operative: tuple[OperativeFact, ...] = ()
    evidence_days: int | None = None
    evidence_due_on: date | None = None
    fee_days: int | None = None
    advice_reply_days: int | None = None
    advice_reply_months: int | None = None
    advice_items: tuple[str, ...] = ()
    procedure: str | None = None  # 简易程序 or 普通程序
    remedy: str | None = None
    effective_on: date | None = None  # of a certificate (生效证明)
    signed_on: date | None = None  # the last signature under a mediation
    served_on: date | None = None
    challenged_act: str | None = None
    act_on: date | None = None
    reconsideration_on: date | None = None
    reconsideration_result: str | None = None
    official_attendance: str | None = None
    envelope: str | None = None  # the file or mail it came in; papers of one were received together
    starts_duties: bool = True  # False: another party's copy, or sent to us by mistake
    former_case_numbers: tuple[str, ...] = ()
    former_hearings: tuple[tuple[datetime, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose desk this is: its duties only are derived."""

    name: str
    kind: OrganisationKind
    jurisdiction: Jurisdiction
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordedEvent:
    """Something no court paper says, recorded by a person (改变被诉行政行为). ``case_number`` names the
    proceeding when there is more than one; ``paper`` a paper it belongs to. ``at``: when it was
    recorded; papers that came later are not what it is about."""

    id: str
    kind: EventKind
    on: date
    by: str = ""
    case_number: str | None = None
    paper: str | None = None
    note: str = ""
    at: datetime | None = None


class DeedKind(StrEnum):
    """What a person did about a duty that derivation must respect."""

    COMPLETED = "completed"
    HAND_SET = "hand_set"
    JUDGE_ORDERED = "judge_ordered"


@dataclass(frozen=True, slots=True)
class Deed:
    """A deed in force on the duty ``key``: done on a day, or given another day by hand or by the
    judge. ``at``: when it was recorded; papers that came later were not part of it."""

    key: str
    kind: DeedKind
    on: date
    at: datetime | None = None


class ConfirmedBy(StrEnum):
    """Who said that a ruling is, or is not, effective."""

    PERSON = "person"  # the desk, on its own knowledge
    COURT = "court"  # the court answered when asked


@dataclass(frozen=True, slots=True)
class EffectConfirmation:
    """The recorded word that the ruling ``paper`` is effective since ``on`` (None: day unknown), or
    that it is not (somebody appealed). ``at``: when it was recorded; a ruling above that came later
    has the last word."""

    paper: str
    effective: bool
    on: date | None
    basis: ConfirmedBy
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PartyService:
    """The day another party was served with the ruling ``paper``: its own period runs from it."""

    paper: str
    party: str
    on: date


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One dispute as the office knows it: confirmed papers, and what people recorded beside them."""

    id: str
    office: Office
    papers: tuple[PaperFacts, ...]
    events: tuple[RecordedEvent, ...] = ()
    deeds: tuple[Deed, ...] = ()
    confirmations: tuple[EffectConfirmation, ...] = ()
    services: tuple[PartyService, ...] = ()
