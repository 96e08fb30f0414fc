"""The shape of a jurisdiction pack: ``rules/<pack>/{pack,duties,loss,outcomes}.yaml`` and its cases.

A pack is data with citations. ``pack.yaml`` names the documents and the pack it inherits from,
``duties.yaml`` what is owed to whom by when, ``loss.yaml`` what the place counts as 败诉,
``cases/*.yaml`` the pack's own sentence-named cases. Adding a county is writing one folder. The
shapes of duties and cases stand in ``duty_schema`` and ``case_schema``.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, model_validator

from services.law.dated import Doubtful, check_order
from services.law.duty_schema import CitationEntry
from services.law.strict_yaml import (
    AnyJurisdiction,
    AnyLoss,
    AnyOutcomeClass,
    StrictModel,
    Tuple,
)


class DocumentEntry(Doubtful):
    """A statute, interpretation or notice and its stored text, relative to the pack's folder.
    ``certain``: whether its number and dates are in the copy at hand. ``repealed_by``: the document
    that ended it after ``valid_to``; with it end the rules that cite it."""

    title: str
    number: str | None = None
    file: str
    valid_from: date | None = None
    valid_to: date | None = None
    repealed_by: str | None = None

    @model_validator(mode="after")
    def _ended_by_something(self) -> DocumentEntry:
        if (self.valid_to is None) != (self.repealed_by is None):
            raise ValueError("valid_to 与 repealed_by 须同时写或同时不写")
        check_order(self.valid_from, self.valid_to)
        return self


class MissingDocument(StrictModel):
    """A superior document the pack's notice cites and whose text is not at hand (不在库中):
    ``cited_at`` the article, ``quotation`` its words, ``matters_for`` what it may change."""

    title: str
    number: str | None = None
    document: str
    cited_at: str
    quotation: str
    matters_for: str


class PackFile(StrictModel):
    """``pack.yaml``. ``jurisdiction`` is the name of the folder, ``label`` the place's Chinese name
    (武汉市新洲区), ``short_label`` the head of a column (新洲). ``checked_as_of``: the day until
    which the texts were checked for changes. ``government`` and ``justice_bureau`` are full
    names."""

    jurisdiction: AnyJurisdiction
    label: str
    short_label: str
    inherits: AnyJurisdiction | None = None
    checked_as_of: date
    government: str | None = None
    justice_bureau: str | None = None
    documents: dict[str, DocumentEntry]
    not_at_hand: Tuple[MissingDocument] = ()


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
    """``loss.yaml``: either ``follows`` another pack, or readings of its own. ``rows``: the rows of the
    notice that define it."""

    jurisdiction: AnyJurisdiction
    basis: str
    follows: AnyJurisdiction | None = None
    counts: LossCounts = Field(default=LossCounts.EFFECTIVE, strict=False)
    definition: CitationEntry | None = None
    options: dict[str, bool] = Field(default_factory=dict)
    rows: Tuple[str] = ()
    readings: Tuple[ClassReadingEntry] = ()

    @model_validator(mode="after")
    def _one_or_the_other(self) -> LossFile:
        if bool(self.readings) == bool(self.follows):
            raise ValueError("readings 与 follows 须且只须写一个")
        return self


class OutcomesFile(StrictModel):
    """``rules/cn/outcomes.yaml``: classes that no pack reads as judgments on the act, and groups the
    engine asks for. ``interlocutory``: decide nothing about the dispute, ``jurisdiction`` only which
    court tries it; ``sends_back``: to the court below, ``remands`` for a new trial; ``unfavourable``:
    against the agency, whether a place counts them as 败诉 or not."""

    inherits_from_below: Tuple[AnyOutcomeClass]
    changes_below: Tuple[AnyOutcomeClass]
    neutral: Tuple[AnyOutcomeClass]
    interlocutory: Tuple[AnyOutcomeClass]
    jurisdiction: Tuple[AnyOutcomeClass]
    sends_back: Tuple[AnyOutcomeClass]
    remands: Tuple[AnyOutcomeClass]
    unfavourable: Tuple[AnyOutcomeClass]
