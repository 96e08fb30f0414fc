"""Duties (义务): what follows from the facts of a case, for whom, by when, under which article.

Only served papers open duties, only the actor's own desk owes them, only rules of the proceeding's own
track apply. A paper without a receipt day is counted from the earliest day the papers allow and marked;
what waits for a ruling to take effect is a draft while that is only presumed; a person's deeds hang
on a duty's key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from services.law.calendar import Calendar, national_calendar
from services.law.citation import Citation
from services.law.count import Count
from services.law.duty import Duty
from services.law.duty_schema import Anchor, RuleEntry
from services.law.facts import CaseFacts, PaperFacts
from services.law.grouping import Group, groups_of
from services.law.openings import Opening, openings_of
from services.law.operative_period import PerformancePeriod
from services.law.pack import Pack, load_pack
from services.law.proceeding import Proceeding, proceedings_of
from services.law.rule_index import Prepared, RuleIndex, rule_index
from services.law.rulings import DECISIONS
from services.law.standing import RulingEffect, controlling, effects_of
from services.law.timing import Anchored, count_of, printed_days, unsettled
from services.law.trigger import files_with_itself

__all__ = ["Citation", "Duty", "derive_duties"]


def derive_duties(
    case: CaseFacts,
    pack: Pack | None = None,
    calendar: Calendar | None = None,
    *,
    today: date,
) -> tuple[Duty, ...]:
    """Everything ``case`` makes our office owe, the most urgent first.

    ``pack`` and ``calendar`` default to those shipped for the office's jurisdiction. ``today`` decides
    whether a period to appeal is over, and which rules are in force for a paper without any date.
    """
    pack = pack or load_pack(case.office.jurisdiction)
    calendar = calendar or national_calendar()
    index = rule_index(pack, case.office)
    effects: Mapping[str, RulingEffect] = {}
    last_words: tuple[PaperFacts, ...] = ()
    if any(paper.kind in DECISIONS for paper in case.papers):
        effects = effects_of(case, calendar, today=today)
        last_words = controlling(case, effects)
    duties: list[Duty] = []
    for proceeding in proceedings_of(case, pack):
        opened = openings_of(proceeding, index, case, effects, last_words, today=today)
        made = _made(opened, proceeding, case, pack, calendar)
        _note_conflicts(made)
        mine = [
            each
            for each in made
            if each.prepared.owed and not files_with_itself(each.recipient_name, case.office)
        ]
        duties += (_duty(each, proceeding, case) for each in _without_covered(mine, index))
    return tuple(sorted(duties, key=lambda duty: (duty.headline or date.max, duty.key)))


@dataclass(slots=True)
class _Made:
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

    @property
    def rule_id(self) -> str:
        return self.prepared.rule.entry.id

    @property
    def last(self) -> date | None:
        """The last day, or the one worked to while that is not certain."""
        return self.count.due or self.count.safe_target or self.count.internal_target


def _made(
    opened: Sequence[tuple[Prepared, list[Opening]]],
    proceeding: Proceeding,
    case: CaseFacts,
    pack: Pack,
    calendar: Calendar,
) -> list[_Made]:
    """The duties of one proceeding; those that hang on the last day of another come after it."""
    made: list[_Made] = []
    hanging = []
    for each in opened:
        if each[0].rule.entry.period.anchor is Anchor.DUTY:
            hanging.append(each)
            continue
        for group in groups_of(each[0].rule.entry, each[1], proceeding, case):
            made.append(_make(each[0], group, proceeding, pack, calendar))
    for prepared, openings in hanging:
        entry = prepared.rule.entry
        of = next((each for each in made if each.rule_id == entry.period.of), None)
        anchor = Anchored(of.prepared.rule.entry.title, of.count) if of else None
        for group in groups_of(entry, openings, proceeding, case):
            made.append(_make(prepared, group, proceeding, pack, calendar, anchor=anchor))
    return made


def _make(
    prepared: Prepared,
    group: Group,
    proceeding: Proceeding,
    pack: Pack,
    calendar: Calendar,
    *,
    anchor: Anchored | None = None,
) -> _Made:
    entry = prepared.rule.entry
    openings = group.openings
    count = count_of(entry, openings, calendar, hearing=group.hearing, anchor=anchor)
    if all(opening.draft for opening in openings):
        count = unsettled(count)
    papers = {paper.id: paper for opening in openings for paper in opening.papers}
    prefix = f"{proceeding.id}:{entry.id}"
    key = f"{prefix}:supplement:{group.fact}" if group.supplement else f"{prefix}:{group.fact}"
    aliases = []
    if not group.hearing and not group.supplement:
        aliases = [alias for each in papers if (alias := f"{prefix}:{each}") != key]
    return _Made(
        prepared,
        group,
        key,
        count,
        papers,
        group.hearing or openings[0].start.day,
        _recipient(entry.recipient_name, proceeding, papers, pack),
        _opened_on(openings),
        _doubts(entry, openings),
        aliases,
    )


def _duty(made: _Made, proceeding: Proceeding, case: CaseFacts) -> Duty:
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
        case_number=proceeding.case_number,
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
        draft=all(opening.draft for opening in group.openings),
        supplement=group.supplement,
        item=item.item if item else None,
        item_text=item.text if item else None,
        item_span=item.span if item else None,
        actor_name=case.office.name,
    )


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


def _doubts(entry: RuleEntry, openings: Sequence[Opening]) -> list[str]:
    doubts = [doubt for opening in openings for doubt in opening.doubts]
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


def _note_conflicts(made: Sequence[_Made]) -> None:
    """Say on both duties of a chain when their last days leave no room for one after the other
    (转送 and 报审 on one day)."""
    for each in made:
        entry = each.prepared.rule.entry
        if not entry.precedes or not each.last:
            continue
        for other in made:
            if other.rule_id in entry.precedes and other.last and each.last >= other.last:
                each.doubts.append(f"{entry.conflict}。")
                other.doubts.append(f"{entry.conflict}。")


def _without_covered(made: Sequence[_Made], index: RuleIndex) -> list[_Made]:
    """Drop what another duty on the same papers (or the same hearing) satisfies, and say so on it."""
    dropped: set[str] = set()
    for each in made:
        covers = index.covering[each.rule_id]
        if not covers:
            continue
        item = each.group.openings[0].item
        covered = [
            other
            for other in made
            if other.rule_id in covers
            and other.trigger_on == each.trigger_on
            and _same_item(other.group.openings[0].item, item)
            and _one_filing(each, other, index)
        ]
        names = {other.rule_id for other in covered}
        each.covers = tuple(rule_id for rule_id in covers if rule_id in names)
        for other in covered:
            dropped.add(other.key)
            each.papers = {**each.papers, **other.papers}
            each.aliases += (other.key, *other.aliases)
    return [each for each in made if each.key not in dropped]


def _one_filing(each: _Made, other: _Made, index: RuleIndex) -> bool:
    """Whether ``each`` speaks of every paper of ``other``, or takes in what came in its envelope."""
    if each.rule_id in index.enveloping:
        return not other.papers.keys().isdisjoint(each.papers)
    return other.papers.keys() <= each.papers.keys()


def _same_item(one: PerformancePeriod | None, other: PerformancePeriod | None) -> bool:
    return (one.item if one else None) == (other.item if other else None)
