"""A duty in the making (义务的生成): from a rule and what opened it to the finished record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from services.law.count import Count
from services.law.duty import Duty
from services.law.duty_schema import RuleEntry
from services.law.facts import PaperFacts
from services.law.grouping import Group
from services.law.openings import Opening
from services.law.pack import Pack
from services.law.proceeding import Proceeding, decided_after
from services.law.rule_index import Prepared
from services.law.timing import printed_days, unsettled
from services.vocabulary import OrganisationKind


@dataclass(slots=True)
class Made:
    """A duty in the making: what covers, conflicts and other duties ask about it."""

    prepared: Prepared
    group: Group
    key: str
    count: Count
    papers: dict[str, PaperFacts]
    trigger_on: date | None
    recipient_name: str
    opened_on: date | None
    doubts: list[str]
    aliases: list[str]
    covers: tuple[str, ...] = ()
    draft: bool = False

    @property
    def rule_id(self) -> str:
        return self.prepared.rule.entry.id

    @property
    def last(self) -> date | None:
        """The last day, or the one worked to while that is not certain."""
        return self.count.due or self.count.safe_target or self.count.internal_target


@dataclass(frozen=True, slots=True)
class _Rest:
    """What a duty rests on, the same for every rule the same papers open."""

    papers: dict[str, PaperFacts]
    opened_on: date | None
    doubts: tuple[str, ...]
    draft: bool


def _rest(openings: Sequence[Opening]) -> _Rest:
    return _Rest(
        {paper.id: paper for opening in openings for paper in opening.papers},
        _opened_on(openings),
        tuple(doubt for opening in openings for doubt in opening.doubts),
        all(opening.draft for opening in openings),
    )


@dataclass(slots=True)
class Maker:
    """Makes the duties of one proceeding for one desk."""

    proceeding: Proceeding
    pack: Pack
    actor_name: str
    rests: dict[tuple[int, ...], _Rest] = field(default_factory=dict)

    def make(self, prepared: Prepared, group: Group, count: Count) -> Made:
        """The duty ``group`` opens, with its count."""
        entry, openings = prepared.rule.entry, group.openings
        same = tuple(map(id, openings))
        rest = self.rests.get(same)
        if rest is None:
            rest = self.rests[same] = _rest(openings)
        papers = rest.papers
        prefix = f"{self.proceeding.id}:{entry.id}"
        key = f"{prefix}:supplement:{group.fact}" if group.supplement else f"{prefix}:{group.fact}"
        aliases = []
        if not group.hearing and not group.supplement:
            aliases = [alias for each in papers if (alias := f"{prefix}:{each}") != key]
        return Made(
            prepared,
            group,
            key,
            unsettled(count) if rest.draft else count,
            papers,
            group.hearing or openings[0].start.day,
            _recipient(entry.recipient_name, self.proceeding, papers, self.pack),
            rest.opened_on,
            _doubts(entry, openings, rest),
            aliases,
            draft=rest.draft,
        )

    def finish(self, made: Made) -> Duty:
        """The record of it."""
        prepared, group = made.prepared, made.group
        rule, entry = prepared.rule, prepared.rule.entry
        item = group.openings[0].item
        return Duty(
            key=made.key,
            rule_id=entry.id,
            jurisdiction=rule.jurisdiction,
            title=f"补报：{entry.title}" if group.supplement else entry.title,
            citation=prepared.citation,
            actor=entry.actor,
            recipient=entry.recipient,
            recipient_name=made.recipient_name,
            trigger=entry.trigger.fact,
            trigger_on=made.trigger_on,
            case_number=self.proceeding.case_number,
            papers=tuple(made.papers),
            count=made.count,
            consequence=entry.consequence,
            form=entry.form,
            pack_checked_as_of=rule.checked_as_of,
            consequence_citation=prepared.consequence_citation,
            period_citation=prepared.period_citation,
            note=entry.note,
            optional=entry.optional,
            covers=made.covers,
            doubts=tuple(dict.fromkeys(made.doubts)),
            opened_on=made.opened_on,
            aliases=tuple(made.aliases),
            draft=made.draft,
            supplement=group.supplement,
            item=item.item if item else None,
            item_text=item.text if item else None,
            item_span=item.span if item else None,
            actor_name=self.actor_name,
            rule_mark=prepared.mark,
            hearing_on=group.hearing,
            over_on=self._over_on(entry, group),
        )

    def _over_on(self, entry: RuleEntry, group: Group) -> date | None:
        """A report to others can still be made up for after the hearing; what the court was to have
        before it cannot."""
        if group.hearing is None or entry.recipient is not OrganisationKind.COURT:
            return None
        return decided_after(self.proceeding.papers, group.hearing)


def _opened_on(openings: Sequence[Opening]) -> date | None:
    """The day the desk could know of it at the latest: proved receipt, recorded day, or arrival."""
    days = [
        opening.start.day
        if opening.start.received and opening.start.day
        else max(paper.arrived_on for paper in opening.papers)
        for opening in openings
        if opening.papers or opening.start.day
    ]
    return min(days, default=None)


def _doubts(entry: RuleEntry, openings: Sequence[Opening], rest: _Rest) -> list[str]:
    doubts = list(rest.doubts)
    if entry.printed_days is None or entry.printed_decides:
        return doubts
    n, printed = entry.period.n, printed_days(entry, openings)
    if printed and n and printed != n:
        doubts.append(f"文书写的期限是{printed}日，法定为{n}日，请核对文书原件。")
    return doubts


def _recipient(
    template: str, proceeding: Proceeding, papers: Mapping[str, PaperFacts], pack: Pack
) -> str:
    if "{" not in template:
        return template
    court = appeal = None
    if "court}" in template:
        court = proceeding.court
        for each in papers.values():
            court = each.court or court
            appeal = each.appeal_court or appeal
    return fill_recipient(template, court, appeal, pack.justice_bureau, pack.government)


@lru_cache(maxsize=4096)
def fill_recipient(
    template: str,
    court: str | None,
    appeal_court: str | None,
    justice_bureau: str | None,
    government: str | None,
) -> str:
    """The recipient's name, or what it is called while its name is not known."""
    appeal = appeal_court or f"{court or '原审法院'}的上一级人民法院"
    return (
        template.replace("{court}", court or "受理法院")
        .replace("{appeal_court}", appeal)
        .replace("{justice_bureau}", justice_bureau or "本级司法局")
        .replace("{government}", government or "本级人民政府")
    )
