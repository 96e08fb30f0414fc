"""A duty (义务): one thing owed, for whom, by when, under which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.citation import Citation
from services.law.count import Count
from services.law.operative_period import PerformancePeriod
from services.vocabulary import Jurisdiction, OrganisationKind


@dataclass(frozen=True, slots=True)
class DutyRule:
    """What a rule says of every duty it opens. ``period_citation``: where the length of the period
    stands, when not in ``citation``; ``note``: how an unclear text is read; ``optional``: a right
    rather than an obligation; ``form``: id of the filing that discharges it. ``rule_mark``: what in the
    rule decides about the day, as a short hash: it tells a changed rule from a changed fact."""

    rule_id: str
    jurisdiction: Jurisdiction  # of the pack that sets the rule
    title: str  # 提交答辩状、证据和规范性文件依据
    citation: Citation
    actor: OrganisationKind
    recipient: OrganisationKind
    trigger: str  # 收到起诉状副本
    consequence: str | None = None
    form: str | None = None
    pack_checked_as_of: date | None = None
    consequence_citation: Citation | None = None
    period_citation: Citation | None = None
    note: str | None = None
    optional: bool = False
    rule_mark: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed: what the ``rule`` says, for these papers. ``key`` is stable: proceeding, rule id
    and trigger fact; what a person did about the duty hangs on it. ``trigger_on`` is the day counted
    from (None: not known yet).

    ``aliases`` are keys the same obligation had or would have when its papers stood apart (receipt
    days entered since, an outcome, a case number or a hearing corrected): look a person's deeds up
    under them too. ``instead_of``: keys of the duties of a hearing that was put off; this one takes
    their place unless they are done.
    ``opened_on``: the day the desk could know of it at the latest; ``covers``: rules the same papers
    open and that this one satisfies; ``doubts``: Chinese sentences saying what a person should check
    before relying on it. ``draft``: opened on a presumption, due once it is confirmed. ``supplement``:
    for papers that came after the filing was done. ``period``: of the operative item it carries out.
    ``actor_name``: the office that owes it. ``hearing_on``: the hearing it precedes or attends.
    ``over_on``: the court decided on that day, after the hearing: nothing can be done about it any
    more. ``titled``: its title when not the rule's own.
    """

    rule: DutyRule
    key: str
    recipient_name: str  # 北碚区司法局, or the court's name
    trigger_on: date | None
    case_number: str | None
    papers: tuple[str, ...]  # ids of the papers that open it
    count: Count
    covers: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    opened_on: date | None = None
    aliases: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    draft: bool = False
    supplement: bool = False
    period: PerformancePeriod | None = None
    actor_name: str = ""
    hearing_on: date | None = None
    over_on: date | None = None
    titled: str = ""

    @property
    def title(self) -> str:
        return self.titled or self.rule.title

    @property
    def rule_id(self) -> str:
        return self.rule.rule_id

    @property
    def jurisdiction(self) -> Jurisdiction:
        return self.rule.jurisdiction

    @property
    def citation(self) -> Citation:
        return self.rule.citation

    @property
    def actor(self) -> OrganisationKind:
        return self.rule.actor

    @property
    def recipient(self) -> OrganisationKind:
        return self.rule.recipient

    @property
    def trigger(self) -> str:
        return self.rule.trigger

    @property
    def consequence(self) -> str | None:
        return self.rule.consequence

    @property
    def form(self) -> str | None:
        return self.rule.form

    @property
    def pack_checked_as_of(self) -> date | None:
        return self.rule.pack_checked_as_of

    @property
    def consequence_citation(self) -> Citation | None:
        return self.rule.consequence_citation

    @property
    def period_citation(self) -> Citation | None:
        return self.rule.period_citation

    @property
    def note(self) -> str | None:
        return self.rule.note

    @property
    def optional(self) -> bool:
        return self.rule.optional

    @property
    def rule_mark(self) -> str:
        return self.rule.rule_mark

    @property
    def item(self) -> str | None:
        """Number of the operative item."""
        return self.period.item if self.period else None

    @property
    def item_text(self) -> str | None:
        """Its words about the period."""
        return self.period.text if self.period else None

    @property
    def item_span(self) -> tuple[int, int] | None:
        """Their place in it."""
        return self.period.span if self.period else None

    @property
    def headline(self) -> date | None:
        """The date a page shows large: internal target, or safe target while provisional. A target
        that had passed before the paper came gives way to the last lawful day."""
        target = self.count.safe_target or self.count.internal_target or self.count.due
        due = self.count.due
        if target and due and self.opened_on and target < self.opened_on <= due:
            return due
        return target
