"""The shape of a jurisdiction pack: ``rules/<pack>/{pack,duties,loss,outcomes}.yaml`` and its cases.

A pack is data with citations. ``pack.yaml`` names the documents and the pack it inherits from,
``duties.yaml`` what is owed to whom by when, ``loss.yaml`` what the place counts as 败诉,
``cases/*.yaml`` the pack's own sentence-named cases. Adding a county is writing one folder.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator

from services.law.count import PeriodKind
from services.law.strict_yaml import (
    AnyJurisdiction,
    AnyLoss,
    AnyOrganisationKind,
    AnyOutcomeClass,
    AnyPaperKind,
    AnyReceiptBasis,
    AnyRole,
    AnyStage,
    AnyStanding,
    StrictModel,
    Tuple,
)

AnyPeriodKind = Annotated[PeriodKind, Field(strict=False)]


class Anchor(StrEnum):
    """What a period is counted from."""

    RECEIPT = "receipt"  # the day the paper was received
    HEARING = "hearing"  # the day of the hearing


class DocumentEntry(StrictModel):
    """A statute, interpretation or notice and its stored text, relative to the pack's folder."""

    title: str
    number: str | None = None
    file: str
    valid_from: date | None = None
    valid_to: date | None = None


class PackFile(StrictModel):
    """``pack.yaml``. ``jurisdiction`` is the name of the folder, ``label`` the place's Chinese name
    (武汉市新洲区), ``short_label`` the head of a column (新洲). ``checked_as_of``: the day until which the
    texts were checked for changes. ``government`` and ``justice_bureau`` are full names."""

    jurisdiction: AnyJurisdiction
    label: str
    short_label: str
    inherits: AnyJurisdiction | None = None
    checked_as_of: date
    government: str | None = None
    justice_bureau: str | None = None
    documents: dict[str, DocumentEntry]


class CitationEntry(StrictModel):
    """Document (a key of ``pack.yaml``), article, and its words."""

    document: str
    article: str
    quotation: str
    paraphrase: bool = False


class PeriodEntry(StrictModel):
    """``n`` units of ``kind`` from ``anchor``; without ``kind`` and ``n``: before the anchor begins
    (开庭前)."""

    kind: AnyPeriodKind | None = None
    n: int | None = Field(default=None, ge=1)
    anchor: Anchor = Field(strict=False)

    @model_validator(mode="after")
    def _whole(self) -> PeriodEntry:
        if (self.kind is None) != (self.n is None):
            raise ValueError("kind 与 n 须同时写或同时不写")
        if self.kind is None and self.anchor is not Anchor.HEARING:
            raise ValueError("没有期限时只能以开庭日为准")
        if (self.kind is PeriodKind.WORKDAYS_BEFORE) and self.anchor is not Anchor.HEARING:
            raise ValueError("workdays_before 只能以开庭日为准")
        return self


class TriggerEntry(StrictModel):
    """Which served papers open the duty. ``fact`` says it in Chinese (收到起诉状副本).

    Empty ``stages`` means any, empty ``roles`` any party; ``stages_of`` narrows one kind of paper.
    ``roles`` are those of the first instance (an appellee who was defendant counts as defendant).
    ``outcomes``: only when one of the classes is; with ``appealable`` a printed notice of appeal
    (上诉期限) does as well. ``not_outcomes``: not when every class is one of these. ``loss``: only
    outcomes this pack counts as a loss (``review`` included, marked). ``government_sued``: only when
    the pack's government is a defendant. ``not_own_appeal``: not when we alone brought the appeal or
    petition. ``late_before_hearing``: only when received fewer days before the hearing.
    """

    fact: str
    papers: Tuple[AnyPaperKind]
    stages: Tuple[AnyStage] = ()
    stages_of: dict[AnyPaperKind, Tuple[AnyStage]] = Field(default_factory=dict)
    roles: Tuple[AnyRole] = ()
    outcomes: Tuple[AnyOutcomeClass] = ()
    not_outcomes: Tuple[AnyOutcomeClass] = ()
    appealable: bool = False
    loss: bool = False
    government_sued: bool = False
    not_own_appeal: bool = False
    late_before_hearing: int | None = None


class RuleEntry(StrictModel):
    """One duty. ``recipient_name`` may hold ``{justice_bureau}``, ``{court}`` or ``{appeal_court}``.

    ``period_citation``: the words that set the length of the period, when those of ``citation`` do not
    (届满前). ``note``: how a text that can be read in two ways is read, in Chinese.

    ``desks``: the kinds of office that owe it, when narrower than ``actor`` says. ``optional``: a
    right (上诉), not an obligation. ``once``: one period per proceeding however many papers speak of
    it (答辩期). ``covers``: rules that the same papers open and that fulfilling this one satisfies.
    ``printed_days``: the fact of the paper that names the same period; a shorter one moves the
    target. ``valid_from`` defaults to the document's.
    """

    id: str
    title: str
    citation: CitationEntry
    period_citation: CitationEntry | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    certain: bool = True
    note: str | None = None
    trigger: TriggerEntry
    actor: AnyOrganisationKind
    desks: Tuple[AnyOrganisationKind] = ()
    recipient: AnyOrganisationKind
    recipient_name: str
    period: PeriodEntry
    consequence: str | None = None
    consequence_citation: CitationEntry | None = None
    form: str | None = None
    covers: Tuple[str] = ()
    optional: bool = False
    once: bool = False
    printed_days: Literal["answer_days", "appeal_days"] | None = None


class DutiesFile(StrictModel):
    """``duties.yaml``."""

    rules: Tuple[RuleEntry]


class LossCounts(StrEnum):
    """From when an outcome counts."""

    EFFECTIVE = "effective"
    ON_JUDGMENT = "on_judgment"


class OptionValue(StrictModel):
    """What a class reads when an option of the pack is switched on."""

    name: str
    value: AnyLoss


class ClassReadingEntry(StrictModel):
    """How the pack reads ``classes``; ``quotation`` are the words that say so."""

    classes: Tuple[AnyOutcomeClass]
    value: AnyLoss
    document: str | None = None
    article: str | None = None
    quotation: str | None = None
    note: str | None = None
    with_option: OptionValue | None = None


class LossFile(StrictModel):
    """``loss.yaml``: either ``follows`` another pack, or readings of its own."""

    jurisdiction: AnyJurisdiction
    basis: str
    follows: AnyJurisdiction | None = None
    counts: LossCounts = Field(default=LossCounts.EFFECTIVE, strict=False)
    definition: CitationEntry | None = None
    options: dict[str, bool] = Field(default_factory=dict)
    readings: Tuple[ClassReadingEntry] = ()

    @model_validator(mode="after")
    def _one_or_the_other(self) -> LossFile:
        if bool(self.readings) == bool(self.follows):
            raise ValueError("readings 与 follows 须且只须写一个")
        return self


class OutcomesFile(StrictModel):
    """``rules/cn/outcomes.yaml``: classes that no pack reads as judgments on the act."""

    inherits_from_below: Tuple[AnyOutcomeClass]
    changes_below: Tuple[AnyOutcomeClass]
    neutral: Tuple[AnyOutcomeClass]


class CasePaper(StrictModel):
    """A paper of a case: kind and what its printed facts are."""

    id: str
    kind: AnyPaperKind
    stage: AnyStage | None = None
    standing: AnyStanding | None = None
    case_number: str | None = None
    court: str | None = None
    received_on: date | None = None
    received_basis: AnyReceiptBasis | None = None
    issued_on: date | None = None
    filed_on: date | None = None
    arrived_on: date | None = None
    hearing_at: datetime | None = None
    answer_days: int | None = None
    appeal_days: int | None = None
    plaintiffs: Tuple[str] = ()
    defendants: Tuple[str] = ()
    third_parties: Tuple[str] = ()
    outcome: dict[str, Tuple[AnyOutcomeClass]] = Field(default_factory=dict)


class ExpectedDuty(StrictModel):
    """What a case expects of one rule."""

    rule: str
    due: date | None = None
    target: date | None = None
    papers: Tuple[str] = ()
    covers: Tuple[str] = ()
    provisional: bool = False


class Case(StrictModel):
    """A sentence-named case: the desk, the papers on it, the duties that follow, and rules that must
    not follow."""

    name: str
    office: str
    office_kind: AnyOrganisationKind
    papers: Tuple[CasePaper]
    duties: Tuple[ExpectedDuty] = ()
    without: Tuple[str] = ()


class CountCase(StrictModel):
    """A sentence-named case of counting alone: rule, day counted from, dates that follow. ``due``
    null: not certain yet, ``safe`` then is the date shown."""

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
