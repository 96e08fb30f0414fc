"""What a form is filled from: the confirmed facts of one case, each with the row it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from services.law.facts import Office
from services.vocabulary import FieldName, PaperKind, Role, Stage


class BasisKind(StrEnum):
    """What kind of row a basis names."""

    FACT = "fact"  # document fact: one value of one paper, with its place on the page
    RECEIPT = "receipt"  # the recorded receipt day of a paper
    DUTY = "duty"  # a counted deadline, by its stable key
    ACTION = "action"  # what a person recorded about a duty
    PAPER = "paper"  # the presence of a paper in the case
    OFFICE = "office"  # the office's own record
    CASE = "case"  # the case's row: its running number
    ATTENDEE = "attendee"  # who was recorded as going to a hearing
    PERSON = "person"  # typed by the person who draws up the form
    TODAY = "today"  # the day the form is drawn up


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a cell says what it says: a row to open."""

    kind: BasisKind
    id: str

    def to_json(self) -> dict[str, str]:
        return {"kind": self.kind.value, "id": self.id}


@dataclass(frozen=True, slots=True)
class Known:
    """A value in force (JSON of the contract) and the id of its fact."""

    value: Any
    fact_id: str

    @property
    def basis(self) -> Basis:
        return Basis(BasisKind.FACT, self.fact_id)


@dataclass(frozen=True, slots=True)
class PartyKnown:
    """A party of a paper. ``agents`` are names with affiliation, as the paper prints them."""

    fact_id: str
    role: Role
    name: str
    original_roles: tuple[Role, ...] = ()
    agents: tuple[str, ...] = ()

    def ever(self, role: Role) -> bool:
        """Whether the party has this role here or had it below (上诉人，一审被告)."""
        return role == self.role or role in self.original_roles


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """One confirmed, served paper of the case."""

    id: str
    kind: PaperKind
    stage: Stage | None
    fields: Mapping[FieldName, Known] = field(default_factory=dict)
    parties: tuple[PartyKnown, ...] = ()
    outcome: Known | None = None
    received_on: date | None = None
    receipt_id: str | None = None


@dataclass(frozen=True, slots=True)
class DutySheet:
    """A duty of the case, as counted today, and the day a person reported it done."""

    key: str
    rule_id: str
    due: date | None
    target: date | None
    provisional: bool
    form: str | None = None  # id of the form that discharges it
    done_on: date | None = None
    done_action_id: str | None = None


@dataclass(frozen=True, slots=True)
class Official:
    """An official recorded as going to a hearing for the office: 闻绍庭, 局长, 正职负责人."""

    id: str
    hearing_on: date
    name: str
    title: str
    position: str


@dataclass(frozen=True, slots=True)
class CaseSheet:
    """One case as its forms see it. ``ordinal`` is its running number in the office's year;
    ``papers`` are confirmed and served, oldest first; ``hearings`` those that stand, None: all the
    papers name."""

    case_id: str
    office: Office
    office_id: str
    demo: bool
    ordinal: int
    today: date
    filled_by: str
    filled_by_id: str
    papers: tuple[PaperSheet, ...] = ()
    duties: tuple[DutySheet, ...] = ()
    officials: tuple[Official, ...] = ()
    hearings: tuple[datetime, ...] | None = None
