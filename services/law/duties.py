"""Duties (义务): what follows from the facts of a case, for whom, by when, under which article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.citation import Citation
from services.law.count import Count
from services.vocabulary import Jurisdiction, OrganisationKind


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing owed. ``key`` is stable: proceeding, rule id and trigger fact; what a person did
    about the duty hangs on it. ``trigger_on`` is the day counted from (None: not known yet)."""

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

    @property
    def headline(self) -> date | None:
        """The date a page shows large: internal target, or safe target while provisional."""
        return self.count.safe_target or self.count.internal_target
