"""The shape of ``rules/<pack>/duties.yaml``: what opens a duty, who owes it to whom, by when.

A duty is opened by a served paper (``papers``), by something that happened (``events``: derived ones
such as 裁判生效, or what a person recorded), or by the recorded completion of another duty (``after``).
Its period runs from an :class:`Anchor`. Everything is data with a citation; nothing is guessed:
where the text sets no number of days, ``n`` is left out and ``suggested`` says what the page
proposes instead.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from services.law.count import PeriodKind
from services.law.dated import Dated
from services.law.strict_yaml import (
    AnyEventKind,
    AnyOrganisationKind,
    AnyOutcomeClass,
    AnyPaperKind,
    AnyRole,
    AnyStage,
    StrictModel,
    Tuple,
)
from services.law.track import AnyTrack, Track

AnyPeriodKind = Annotated[PeriodKind, Field(strict=False)]
PrintedDays = Literal[
    "answer_days",
    "appeal_days",
    "evidence_days",
    "fee_days",
    "advice_reply_days",
    "advice_reply_months",
]


class Anchor(StrEnum):
    """What a period is counted from."""

    RECEIPT = "receipt"  # the day the paper was received
    HEARING = "hearing"  # the day of the hearing
    EVENT = "event"  # the day of the event, or of the completion, that opened it
    DUTY = "duty"  # the last day of the duty ``of`` in the same proceeding
    EFFECTIVE_PAPER = "effective_paper"  # 收到生效法律文书: receipt or effect, both readings shown
    OPERATIVE = "operative"  # the period each item of the operative part sets for itself
    YEAR = "year"  # a day of every year (``by``)
    QUARTER = "quarter"  # the last day of every quarter


class GroupBy(StrEnum):
    """What makes papers that open a rule one duty."""

    HEARING = "hearing"  # one per hearing
    ONCE = "once"  # one per proceeding
    RECEIPT = "receipt"  # one per day of receipt, or envelope
    FACT = "fact"  # one each


# What a recipient's name may hold: ``{court}`` and the like (``duty_making.fill_recipient``).
RECIPIENTS = ("justice_bureau", "government", "court", "appeal_court")
_PLACEHOLDER = re.compile(r"\{(.*?)\}")


class CitationEntry(StrictModel):
    """Document (a key of ``pack.yaml``), article, and its words."""

    document: str
    article: str
    quotation: str
    paraphrase: bool = False


class PeriodEntry(StrictModel):
    """``n`` units of ``kind`` from ``anchor``. Left out, ``kind`` and ``n`` mean: before the anchor
    begins (开庭前), by the day ``by`` of the year, as the operative part says, or, after a receipt
    or an event, that the text sets no number of days (及时); ``suggested`` working days are then
    proposed.

    ``on_the_day``: owed at the hearing itself (按时到庭), not before it.
    ``of``: the rule whose last day is the anchor; ``otherwise``: what the period runs from when that
    rule's duty sets no last day, the ``receipt`` of the paper. ``by``: month and day, ``12-20``;
    ``inclusive``: that day itself is surely still in time (12月底前; not: 12月20日前).
    """

    kind: AnyPeriodKind | None = None
    n: int | None = Field(default=None, ge=1)
    anchor: Anchor = Field(strict=False)
    of: str | None = None
    otherwise: Literal["receipt"] | None = None
    by: str | None = None
    inclusive: bool = False
    suggested: int = Field(default=5, ge=1)
    on_the_day: bool = False

    @model_validator(mode="after")
    def _whole(self) -> PeriodEntry:
        if self.on_the_day and (self.anchor is not Anchor.HEARING or self.kind is not None):
            raise ValueError("on_the_day 只用于开庭当日的事项，不写 kind 和 n")
        if (self.kind is None) != (self.n is None):
            raise ValueError("kind 与 n 须同时写或同时不写")
        if (self.anchor is Anchor.DUTY) != (self.of is not None):
            raise ValueError("anchor: duty 须写 of（另一规则的编号），其他的不写")
        if self.otherwise is not None and (self.of is None or self.kind is None):
            raise ValueError("otherwise 只用于 anchor: duty 并写明 kind 和 n 的")
        if (self.anchor is Anchor.YEAR) != (self.by is not None):
            raise ValueError("anchor: year 须写 by（月-日），其他的不写")
        if self.by is not None:
            if not re.fullmatch(r"\d{2}-\d{2}", self.by):
                raise ValueError("by 须写成 12-20 这样的月-日")
            date.fromisoformat(f"2023-{self.by}")
        backwards = self.kind is PeriodKind.WORKDAYS_BEFORE
        if backwards and self.anchor not in (Anchor.HEARING, Anchor.DUTY):
            raise ValueError("workdays_before 只能以开庭日或另一期限的末日为准")
        if self.anchor in (Anchor.YEAR, Anchor.OPERATIVE) and self.kind is not None:
            raise ValueError("以年度或判决主文为准的，不写 kind 和 n")
        return self


class TriggerEntry(StrictModel):
    """What opens the duty. ``fact`` says it in Chinese (收到起诉状副本). One of three:

    ``papers``: served papers of these kinds. ``events``: what happened: ``effective``,
    ``presumed_effective``, ``loss_effective``, ``appeal_window_closed`` of a ruling (``papers`` then
    narrows its kind), ``year_end``, ``quarter_end``, or an event a person recorded. ``after``: the
    recorded completion of one of these rules in the same proceeding.

    Empty ``stages`` means any, empty ``roles`` any party; ``stages_of`` narrows one kind of paper. Of
    what was recorded the stage is that of the papers of its proceeding.
    ``roles`` are those of the first instance (an appellee who was defendant counts as defendant).
    ``outcomes``: only when one of the classes is; with ``appealable`` a printed notice of appeal
    (上诉期限) does as well. ``not_outcomes``: not when every class is one of these. ``may_appeal``:
    only when the remedy paragraph and the law let us appeal. ``loss``: only outcomes this pack
    counts as a loss (``review`` included, marked); ``unfavourable``: any judgment against us, loss
    or not, effective or not. ``closing``: only papers that end the dispute (结案);
    ``not_appealed``: not once an appeal against the ruling is at hand.
    ``government_sued``: true: only when the pack's government is a defendant; false: only when it
    is not. ``several_defendants``: only when there is more than one. ``procedure``: only when the
    papers name it (简易程序); ``not_procedure``: not when they name it and no other. ``mentions``:
    only when what an advice asks for holds one of the words. ``not_own_appeal``: not when we alone
    brought the appeal or petition; ``own_appeal``: not when only others did.
    ``late_before_hearing``: only when received fewer days before the hearing. ``not_after_remand``:
    not once a ruling at hand has sent the case back for a new trial (发回重审). ``of_appeal``: of
    papers of the first instance only those that come once it was decided, or an appeal recorded.
    ``not_after_retrial``: not once a retrial has decided on the ruling.
    ``draft_on_presumption``: with ``effective`` or ``loss_effective``: opens as a draft while the
    ruling is only presumed effective, and is due once that is confirmed.
    """

    fact: str
    papers: Tuple[AnyPaperKind] = ()
    events: Tuple[AnyEventKind] = ()
    after: Tuple[str] = ()
    stages: Tuple[AnyStage] = ()
    stages_of: dict[AnyPaperKind, Tuple[AnyStage]] = Field(default_factory=dict)
    roles: Tuple[AnyRole] = ()
    outcomes: Tuple[AnyOutcomeClass] = ()
    not_outcomes: Tuple[AnyOutcomeClass] = ()
    appealable: bool = False
    may_appeal: bool = False
    loss: bool = False
    unfavourable: bool = False
    closing: bool = False
    not_appealed: bool = False
    government_sued: bool | None = None
    several_defendants: bool = False
    procedure: Literal["简易程序", "普通程序"] | None = None
    not_procedure: Literal["简易程序", "普通程序"] | None = None
    mentions: Tuple[str] = ()
    not_own_appeal: bool = False
    own_appeal: bool = False
    late_before_hearing: int | None = None
    not_after_remand: bool = False
    of_appeal: bool = False
    not_after_retrial: bool = False
    draft_on_presumption: bool = False

    @cached_property
    def plain(self) -> bool:
        """Whether nothing is asked of a paper but its stage and our role."""
        return not (
            self.stages_of
            or self.closing
            or self.not_appealed
            or self.mentions
            or self.government_sued is not None
            or self.several_defendants
            or self.procedure
            or self.not_procedure
            or self.not_own_appeal
            or self.own_appeal
            or self.late_before_hearing is not None
            or self.not_after_remand
            or self.of_appeal
        )

    @cached_property
    def asks_outcome(self) -> bool:
        """Whether anything is asked of the outcome of a ruling."""
        return bool(
            self.outcomes or self.not_outcomes or self.loss or self.unfavourable or self.may_appeal
        )

    @model_validator(mode="after")
    def _opened_by_something(self) -> TriggerEntry:
        if not (self.papers or self.events or self.after):
            raise ValueError("papers、events、after 须至少写一项")
        return self


class RuleEntry(Dated):
    """One duty. ``recipient_name`` may hold the names of ``RECIPIENTS``, and several recipients parted
    by ；. ``recipient_is``: the part in the case of a recipient that has no name here: who answers for
    the government (应诉责任机关), or who lost (败诉机关).

    ``period_citation``: the words that set the length of the period, when those of ``citation`` do not
    (届满前). ``note``: how a text that can be read in two ways is read, in Chinese.

    ``desks``: the kinds of office that owe it, when narrower than ``actor`` says. ``tracks``: where it
    applies; duties of another track never open. ``optional``: a right (上诉), not an obligation.
    ``once``: one period per proceeding however many papers speak of it (答辩期). ``covers``: rules
    that the same papers open and that fulfilling this one satisfies; of those in ``covers_envelope``
    also what they ask about other papers that came with them (全部应诉材料). ``precedes``: rules that
    can only be done after this one (转送 before 报审); ``conflict`` is said on both when their last
    days leave no room. ``printed_days``: the fact of the paper that names the same period: a
    shorter one moves the target; ``printed_date``: a last day the paper prints, likewise. With
    ``printed_decides`` (简易程序: only when the papers name that) the printed one is the period and
    ``n`` only what holds without it; with ``at_most`` also the most the text allows (不得超过十五日).
    ``rows``: the rows of the notice it carries, when not the one of its id. A rule may stand several
    times, with the dates of its versions.
    """

    id: str
    title: str
    citation: CitationEntry
    period_citation: CitationEntry | None = None
    certain: bool = True
    note: str | None = None
    rows: Tuple[str] = ()
    trigger: TriggerEntry
    actor: AnyOrganisationKind
    desks: Tuple[AnyOrganisationKind] = ()
    tracks: Tuple[AnyTrack] = (Track.LITIGATION,)
    recipient: AnyOrganisationKind
    recipient_name: str
    recipient_is: Literal["answering", "losing"] | None = None
    period: PeriodEntry
    consequence: str | None = None
    consequence_citation: CitationEntry | None = None
    form: str | None = None
    covers: Tuple[str] = ()
    covers_envelope: Tuple[str] = ()
    precedes: Tuple[str] = ()
    conflict: str | None = None
    optional: bool = False
    once: bool = False
    printed_days: PrintedDays | None = None
    printed_decides: bool | Literal["简易程序"] = False
    at_most: bool = False
    printed_date: Literal["evidence_due_on"] | None = None

    @cached_property
    def groups_by(self) -> GroupBy:
        """How its openings make duties."""
        anchor = self.period.anchor
        if anchor is Anchor.HEARING:
            return GroupBy.HEARING
        if self.once or anchor is Anchor.DUTY:
            return GroupBy.ONCE
        of_papers = anchor is Anchor.RECEIPT and self.trigger.papers and not self.trigger.events
        return GroupBy.RECEIPT if of_papers else GroupBy.FACT

    @model_validator(mode="after")
    def _consistent(self) -> RuleEntry:
        if bool(self.precedes) != (self.conflict is not None):
            raise ValueError("precedes 与 conflict 须同时写或同时不写")
        if self.printed_decides and self.printed_days is None:
            raise ValueError("printed_decides 须与 printed_days 同用")
        if not set(self.covers_envelope).issubset(self.covers):
            raise ValueError("covers_envelope 写的规则须也写在 covers 中")
        for name in _PLACEHOLDER.findall(self.recipient_name):
            if name not in RECIPIENTS:
                known = "、".join(f"{{{each}}}" for each in RECIPIENTS)
                raise ValueError(f"recipient_name 没有 {{{name}}} 这个名称，只能用{known}")
        return self


class DutiesFile(StrictModel):
    """``duties.yaml``."""

    rules: Tuple[RuleEntry]
