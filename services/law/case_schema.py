"""The shape of a pack's own cases, ``rules/<pack>/cases/*.yaml``: papers on a desk, and what must
follow.

Every rule needs one, or ``yingsu rules check`` fails. Names are sentences a lawyer can read.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field, model_validator

from services.law.strict_yaml import (
    AnyEventKind,
    AnyOrganisationKind,
    AnyOutcomeClass,
    AnyPaperKind,
    AnyReceiptBasis,
    AnyStage,
    AnyStanding,
    StrictModel,
    Tuple,
)


class CaseItem(StrictModel):
    """One item of an operative part, with its classes and the parties it names."""

    text: str
    classes: Tuple[AnyOutcomeClass]
    parties: Tuple[str] = ()


class CasePaper(StrictModel):
    """A paper of a case: kind and what its printed facts are. ``appellants`` and ``applicants``: names
    among the parties that brought the appeal, or asked for retrial. ``operative``: the items
    of the operative part; ``final``: it says of itself that it is effective when served."""

    id: str
    kind: AnyPaperKind
    stage: AnyStage | None = None
    standing: AnyStanding | None = None
    case_number: str | None = None
    prior_case_number: str | None = None
    court: str | None = None
    received_on: date | None = None
    received_basis: AnyReceiptBasis | None = None
    issued_on: date | None = None
    filed_on: date | None = None
    arrived_on: date | None = None
    hearing_at: datetime | None = None
    answer_days: int | None = None
    appeal_days: int | None = None
    evidence_days: int | None = None
    evidence_due_on: date | None = None
    fee_days: int | None = None
    advice_reply_days: int | None = None
    advice_reply_months: int | None = None
    advice_items: Tuple[str] = ()
    effective_on: date | None = None
    signed_on: date | None = None
    procedure: str | None = None
    remedy: str | None = None
    summons_reason: str | None = None
    plaintiffs: Tuple[str] = ()
    defendants: Tuple[str] = ()
    third_parties: Tuple[str] = ()
    appellants: Tuple[str] = ()
    applicants: Tuple[str] = ()
    outcome: dict[str, Tuple[AnyOutcomeClass]] = Field(default_factory=dict)
    operative: Tuple[CaseItem] = ()
    final: bool = False


class CaseEvent(StrictModel):
    """Something a person recorded: the kind of event and its day."""

    kind: AnyEventKind
    on: date
    case_number: str | None = None


class CaseCompletion(StrictModel):
    """A duty a person recorded as done. ``paper`` is the one that names it (left out: a rule that runs
    once)."""

    rule: str
    on: date
    paper: str | None = None


class CaseConfirmation(StrictModel):
    """A person's, or the court's, word that a ruling is (or is not) effective."""

    paper: str
    effective: bool = True
    on: date | None = None
    by: Literal["person", "court"] = "person"


class CaseService(StrictModel):
    """When another party was served with a ruling."""

    paper: str
    party: str
    on: date


class ExpectedDuty(StrictModel):
    """What a case expects of one rule. ``due`` null: no certain last day. ``item``: of the operative
    part. ``doubt``: words among its doubts; ``incoming``: seen as its recipient, not owed."""

    rule: str
    due: date | None = None
    target: date | None = None
    earliest: date | None = None
    latest: date | None = None
    papers: Tuple[str] = ()
    covers: Tuple[str] = ()
    provisional: bool = False
    draft: bool = False
    supplement: bool = False
    item: str | None = None
    doubt: str | None = None
    incoming: bool = False


class Case(StrictModel):
    """A sentence-named case: the desk, the papers on it, what people recorded, the duties that follow,
    and rules that must not follow. ``today`` defaults to the day the last paper came."""

    name: str
    office: str
    office_kind: AnyOrganisationKind
    today: date | None = None
    papers: Tuple[CasePaper] = ()
    events: Tuple[CaseEvent] = ()
    done: Tuple[CaseCompletion] = ()
    confirmed: Tuple[CaseConfirmation] = ()
    served: Tuple[CaseService] = ()
    duties: Tuple[ExpectedDuty] = ()
    without: Tuple[str] = ()

    @model_validator(mode="after")
    def _dated(self) -> Case:
        if not self.papers and self.today is None:
            raise ValueError("没有文书的案例须写 today")
        return self


class CountCase(StrictModel):
    """A sentence-named case of counting alone: rule, day counted from, dates that follow. ``due``
    null: not certain yet, ``safe`` then is the date shown. For a rule of every year or quarter
    ``counted_from`` is any day of it."""

    name: str
    rule: str
    counted_from: date
    due: date | None
    target: date | None = None
    safe: date | None = None


class CasesFile(StrictModel):
    """``cases/<topic>.yaml``."""

    cases: Tuple[Case] = ()
    counts: Tuple[CountCase] = ()
