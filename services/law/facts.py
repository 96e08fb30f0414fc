"""What services.law is told about one case: confirmed facts, no database, no extraction types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from services.vocabulary import (
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
class PaperFacts:
    """One paper of the case. ``arrived_on`` is the day the file reached this system: the latest day
    the paper can have been received, never the service date. ``outcome`` are the classes by party,
    ``partly`` the parties that lost in part, ``effective_because`` why the paper itself shows that it
    takes effect once served (None: it does not)."""

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

    @property
    def effective(self) -> bool:
        return self.effective_because is not None


@dataclass(frozen=True, slots=True)
class Office:
    """The office whose desk this is: its duties only are derived."""

    name: str
    kind: OrganisationKind
    jurisdiction: Jurisdiction
    former_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """One dispute as the office knows it."""

    id: str
    office: Office
    papers: tuple[PaperFacts, ...]
