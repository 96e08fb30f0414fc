"""A duty (义务): one thing owed, for whom, by when, under which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.citation import Citation
from services.law.count import Count
from services.vocabulary import Jurisdiction, OrganisationKind


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed. ``key`` is stable: proceeding, rule id and trigger fact; what a person did
    about the duty hangs on it. ``trigger_on`` is the day counted from (None: not known yet).

    ``aliases`` are keys the same obligation had or would have when its papers stood apart (receipt
    days entered since, an outcome corrected): look a person's deeds up under them too.
    ``opened_on``: the day the desk could know of it at the latest; ``optional``: a right rather than
    an obligation; ``covers``: rules the same papers open and that this one satisfies; ``doubts``:
    Chinese sentences saying what a person should check before relying on it. ``period_citation``: where
    the length of the period stands, when not in ``citation``; ``note``: how an unclear text is read.
    ``draft``: opened on a presumption, due once it is confirmed. ``supplement``: for papers that came
    after the filing was done. ``item``: number of the operative item, ``item_text`` its words about the
    period and ``item_span`` their place in it. ``actor_name``: the office that owes it.
    ``hearing_on``: the hearing it precedes or attends. ``over_on``: the court decided on that day,
    after the hearing: nothing can be done about it any more.
    ``rule_mark``: what in the rule decides about the day, as a short hash: it tells a changed rule from
    a changed fact.
    """

    key: str
    rule_id: str
    jurisdiction: Jurisdiction  # of the pack that sets the rule
    title: str  # 提交答辩状、证据和规范性文件依据
    citation: Citation
    actor: OrganisationKind
    recipient: OrganisationKind
    recipient_name: str  # 北碚区司法局, or the court's name
    trigger: str  # 收到起诉状副本
    trigger_on: date | None
    case_number: str | None
    papers: tuple[str, ...]  # ids of the papers that open it
    count: Count
    consequence: str | None = None
    form: str | None = None  # id of the filing that discharges it
    pack_checked_as_of: date | None = None
    consequence_citation: Citation | None = None
    period_citation: Citation | None = None
    note: str | None = None
    optional: bool = False
    covers: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    opened_on: date | None = None
    aliases: tuple[str, ...] = ()
    draft: bool = False
    supplement: bool = False
    item: str | None = None
    item_text: str | None = None
    item_span: tuple[int, int] | None = None
    actor_name: str = ""
    hearing_on: date | None = None
    over_on: date | None = None
    rule_mark: str = ""

    @property
    def headline(self) -> date | None:
        """The date a page shows large: internal target, or safe target while provisional. A target
        that had passed before the paper came gives way to the last lawful day."""
        target = self.count.safe_target or self.count.internal_target or self.count.due
        due = self.count.due
        if target and due and self.opened_on and target < self.opened_on <= due:
            return due
        return target
