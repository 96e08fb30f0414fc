"""The shape of what a pack holds beside dated duties: ``clauses.yaml``, ``provisions.yaml``,
``options.yaml``.

``clauses.yaml`` lists every clause of the notice with the rows that carry it: together they are its
text. ``provisions.yaml`` holds the rows that set no day of their own: what to do, forms, measures,
reports, accountability, guidance; each with its words and the moment a page shows it.
``options.yaml`` holds what the text leaves open, the default chosen, and why.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from services.law.dated import Dated, Doubtful
from services.law.duty_schema import CitationEntry
from services.law.strict_yaml import (
    AnyEventKind,
    AnyOrganisationKind,
    AnyPaperKind,
    AnyStage,
    StrictModel,
    Tuple,
)
from services.vocabulary import Labelled


class ProvisionKind(Labelled):
    """What a row of a notice is (规定的种类)."""

    DEADLINE = "deadline", "依法定期限办理"  # its day is that of a national duty
    DUTY = "duty", "义务"
    FORM = "form", "表格与材料"
    MEASURE = "measure", "指标"
    REPORT = "report", "统计与报告"
    ACCOUNTABILITY = "accountability", "追责与免责"
    GUIDANCE = "guidance", "指导与保障"


class Page(Labelled):
    """Where a provision is shown when no event or duty calls for it (显示位置)."""

    CASE = "case", "案件页"
    STATISTICS = "statistics", "统计页"
    OFFICE = "office", "单位设置"
    OVERSIGHT = "oversight", "督办"


AnyProvisionKind = Annotated[ProvisionKind, Field(strict=False)]
AnyPage = Annotated[Page, Field(strict=False)]


class ClauseEntry(Doubtful):
    """One clause, verbatim. ``rows`` carry it; without rows, ``nothing`` says why none does."""

    clause: str
    text: str
    rows: Tuple[str] = ()
    nothing: str | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _whole(self) -> ClauseEntry:
        if bool(self.rows) == (self.nothing is not None):
            raise ValueError("rows 与 nothing 须且只须写一个")
        return self


class ClausesFile(StrictModel):
    """``clauses.yaml``: the clauses of ``document`` (a key of pack.yaml) in order. Joined, they are the
    stored text but for white space."""

    document: str
    clauses: Tuple[ClauseEntry]


class ShownAt(StrictModel):
    """When a page shows the text: on a case with one of these ``events``, beside one of these
    ``duties``, or always on one of these ``pages``."""

    events: Tuple[AnyEventKind] = ()
    duties: Tuple[str] = ()
    pages: Tuple[AnyPage] = ()

    @model_validator(mode="after")
    def _somewhere(self) -> ShownAt:
        if not (self.events or self.duties or self.pages):
            raise ValueError("events、duties、pages 须至少写一项，否则没有人看得到")
        return self


class DenominatorEntry(StrictModel):
    """What a rate divides by where the text does not say: the ``default``, other readings, why."""

    default: str
    others: Tuple[str] = ()
    because: str


class MeasureEntry(Doubtful):
    """An indicator: ``at_least`` or ``at_most`` a value (percent or times a year); neither when the
    text only names it. ``counts`` says what is counted (the numerator, in Chinese)."""

    name: str
    counts: str
    at_least: float | None = Field(default=None, strict=False)
    at_most: float | None = Field(default=None, strict=False)
    unit: Literal["percent", "times", "none"] = "none"
    period: Literal["year", "none"] = "none"
    denominator: DenominatorEntry | None = None

    @model_validator(mode="after")
    def _whole(self) -> MeasureEntry:
        bounded = self.at_least is not None or self.at_most is not None
        if bounded == (self.unit == "none"):
            raise ValueError("有阈值须写 unit，没有阈值不写")
        if (self.unit == "percent") != (self.denominator is not None):
            raise ValueError("比率须写 denominator，其他指标不写")
        return self


class ProvisionEntry(Doubtful, Dated):
    """One row that sets no day of its own.

    ``action``: what to do; ``when``: what it applies to, in Chinese. ``actor`` and ``recipient`` as
    the notice names them, ``actors`` and ``recipients`` as kinds of organisation: a page shows it to
    offices of those kinds (``agency`` holds every kind of administrative organ). ``covers`` with
    ``covers_when``: rows one paper under this row satisfies too.
    """

    id: str
    kind: AnyProvisionKind
    action: str
    when: str
    actor: str | None = None
    actors: Tuple[AnyOrganisationKind]
    recipient: str | None = None
    recipients: Tuple[AnyOrganisationKind] = ()
    citation: CitationEntry
    note: str | None = None
    shown_at: ShownAt
    covers: Tuple[str] = ()
    covers_when: str | None = None
    measures: Tuple[MeasureEntry] = ()

    @model_validator(mode="after")
    def _whole(self) -> ProvisionEntry:
        if bool(self.measures) != (self.kind is ProvisionKind.MEASURE):
            raise ValueError("kind: measure 须写 measures，其他的不写")
        if self.kind is ProvisionKind.DEADLINE and not self.shown_at.duties:
            raise ValueError("kind: deadline 须在 shown_at.duties 写明按哪一项期限办理")
        if bool(self.covers) != (self.covers_when is not None):
            raise ValueError("covers 与 covers_when 须同时写或同时不写")
        return self


class ContradictionEntry(StrictModel):
    """Two texts that disagree. Both are kept and shown; ``follows`` is the document followed, or null
    when a person decides; ``advice`` says what to do."""

    id: str
    title: str
    rows: Tuple[str]
    sides: Tuple[CitationEntry]
    follows: str | None
    advice: str
    shown_at: ShownAt

    @model_validator(mode="after")
    def _two(self) -> ContradictionEntry:
        if len(self.sides) < 2:
            raise ValueError("sides 须写至少两处原文")
        if self.follows and self.follows not in {side.document for side in self.sides}:
            raise ValueError("follows 须是 sides 中的一个文件")
        return self


class ProvisionsFile(StrictModel):
    """``provisions.yaml``."""

    provisions: Tuple[ProvisionEntry] = ()
    contradictions: Tuple[ContradictionEntry] = ()


class Narrowing(StrictModel):
    """What the other choice takes away from these rules: every stage but ``stages``, or ``papers``."""

    rules: Tuple[str]
    stages: Tuple[AnyStage] = ()
    without_papers: Tuple[AnyPaperKind] = ()

    @model_validator(mode="after")
    def _something(self) -> Narrowing:
        if bool(self.stages) == bool(self.without_papers):
            raise ValueError("stages 与 without_papers 须且只须写一个")
        return self


class OptionEntry(StrictModel):
    """What the texts leave open (原文没有规定). ``reading`` says how it is read, ``other`` how it may
    be read as well; ``value: false`` takes the other one, and ``when_other`` says what that takes
    away. Without them the option only says how the engine reads the silence, and cannot be switched.
    """

    id: str
    silent_on: str
    reading: str
    other: str | None = None
    value: bool = True
    basis: CitationEntry | None = None
    because: str
    when_other: Tuple[Narrowing] = ()

    @model_validator(mode="after")
    def _switchable(self) -> OptionEntry:
        if bool(self.when_other) != (self.other is not None):
            raise ValueError("other 与 when_other 须同时写或同时不写")
        if not self.value and not self.when_other:
            raise ValueError("这一项不能关：没有写 when_other")
        return self


class OptionsFile(StrictModel):
    """``options.yaml``: options of the pack, and ``set``: choices for inherited ones."""

    options: Tuple[OptionEntry] = ()
    set: dict[str, bool] = Field(default_factory=dict)
