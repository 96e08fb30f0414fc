"""What a fictional paper states: courts, parties, proceedings, operative items.

The expected reading is written from these facts alone, never from what a program read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from services.vocabulary import OutcomeClass, PaperKind, PartyType, Role, Stage, Standing


@dataclass(frozen=True)
class Agent:
    """Litigation agent. ``affiliation`` is a law firm, or None for the office's own staff."""

    name: str
    affiliation: str | None = None
    printed: str = "该单位工作人员"  # what follows the name when there is no law firm


@dataclass(frozen=True)
class Head:
    """Legal representative (法定代表人) or person in charge (负责人), with title."""

    name: str
    title: str
    label: str = "法定代表人"


@dataclass(frozen=True)
class Party:
    """A party. ``details`` is what the header prints after the name (sex, birth, address)."""

    role: Role
    name: str
    type: PartyType
    details: str = ""
    head: Head | None = None
    attending: tuple[str, str] | None = None  # official who appeared: name, title
    agents: tuple[Agent, ...] = ()
    original_roles: tuple[Role, ...] = ()


@dataclass(frozen=True)
class Proceeding:
    """One court, one case number. ``number`` is printed as it stands."""

    court: str
    number: str
    cause: str
    stage: Stage
    parties: tuple[Party, ...]
    filed_on: date | None = None
    phone: str = "000-00000000"

    def of_role(self, *roles: Role) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.role in roles)

    def offices(self) -> tuple[Party, ...]:
        """The sued offices, whatever their role in this stage."""
        return tuple(p for p in self.parties if Role.DEFENDANT in (p.role, *p.original_roles))


@dataclass(frozen=True)
class Item:
    """One operative item as printed, the classes it carries and the offices it binds."""

    text: str
    classes: tuple[OutcomeClass, ...]
    parties: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """Who signs: presiding judge, judges, assessors (人民陪审员) and clerk."""

    presiding: str
    judges: tuple[str, ...] = ()
    assessors: tuple[str, ...] = ()
    assistant: str = ""
    clerk: str = ""


@dataclass(frozen=True)
class Paper:
    """What every drawn paper has. ``proceeding`` is None for papers of no court."""

    proceeding: Proceeding | None
    issued_on: date | None
    standing: Standing = Standing.SERVED
    kind: PaperKind = PaperKind.OTHER_COURT_PAPER


@dataclass(frozen=True, kw_only=True)
class Summons(Paper):
    """传票, a ruled form. ``time_form`` chooses how the hour is printed."""

    addressee: str = ""
    address: str = ""
    hearing_at: datetime  # wall-clock time as printed
    place: str = ""
    reason: str = "开庭"
    judge: str = ""
    clerk: str = ""
    time_form: str = "half_day"  # half_day | clock | chinese
    kind: PaperKind = PaperKind.SUMMONS


@dataclass(frozen=True)
class ResponseNotice(Paper):
    """应诉通知书. ``your_unit`` prints 你单位 for the addressee in the first paragraph."""

    addressee: str = ""
    your_unit: bool = False
    answer_days: int = 15
    judge: str = ""
    kind: PaperKind = PaperKind.RESPONSE_NOTICE


@dataclass(frozen=True)
class Decision(Paper):
    """Judgment or ruling. ``story`` is everything between the parties and the operative part; its last
    paragraph ends with 判决如下： or 裁定如下：. ``partial`` names offices with won and lost items."""

    kind: PaperKind = PaperKind.JUDGMENT
    title: str = "行政判决书"
    story: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    costs: str = ""
    remedy: str = ""  # appeal notice or finality
    panel: Panel = field(default_factory=lambda: Panel(""))
    appendix: tuple[str, ...] = ()
    prior_number: str | None = None
    appeal_days: int | None = None
    appeal_court: str | None = None
    partial: tuple[str, ...] = ()
    cause_printed: bool = True  # False when the text gives the challenged act instead of the cause
    effective: bool | None = None  # None where the paper alone does not settle it
    lower_court_word: str = "一审"  # or 原审, before the original role
    old_wording: bool = False  # 委托代理人 for 委托诉讼代理人, no full-width colons after roles


@dataclass(frozen=True)
class Letter(Paper):
    """Any other paper as printed: ``lines`` are paragraphs; ``heading`` is the issuing body."""

    kind: PaperKind = PaperKind.OTHER_COURT_PAPER
    heading: str = ""  # above the title; empty for a party's own paper
    title: str = ""
    number: str = ""
    addressee: str = ""
    lines: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    closing: tuple[str, ...] = ()
    sealed: str = ""
