"""Duties (义务): what follows from the facts of a case, for whom, by when, under which article.

Only served papers open duties, only the actor's own desk owes them, only rules of the proceeding's own
track apply. A paper without a receipt day is counted from the earliest day the papers allow and marked;
what waits for a ruling to take effect is a draft while that is only presumed; a person's deeds hang
on a duty's key.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.law.calendar import Calendar, national_calendar
from services.law.citation import Citation
from services.law.duty import Duty
from services.law.duty_schema import Anchor, RuleEntry
from services.law.facts import CaseFacts, PaperFacts
from services.law.grouping import Group, groups_of
from services.law.openings import Opening, openings_of
from services.law.pack import Pack, load_pack
from services.law.proceeding import Proceeding, proceedings_of
from services.law.rule_index import Prepared, RuleIndex, rule_index
from services.law.rulings import DECISIONS
from services.law.standing import RulingEffect, controlling, effects_of
from services.law.timing import count_of, printed_days, unsettled
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
        found = _duties_of(opened, proceeding, case, pack, calendar)
        found = _with_conflicts(found)
        mine = [
            duty
            for prepared, duty in found
            if prepared.owed and not files_with_itself(duty.recipient_name, case.office)
        ]
        duties += _without_covered(mine, index)
    return tuple(sorted(duties, key=lambda duty: (duty.headline or date.max, duty.key)))


_Made = list[tuple[Prepared, Duty]]


def _duties_of(
    opened: Sequence[tuple[Prepared, list[Opening]]],
    proceeding: Proceeding,
    case: CaseFacts,
    pack: Pack,
    calendar: Calendar,
) -> _Made:
    """The duties of one proceeding; those that hang on the last day of another come after it."""
    made: _Made = []
    hanging = [each for each in opened if each[0].rule.entry.period.anchor is Anchor.DUTY]
    for prepared, openings in (*(each for each in opened if each not in hanging), *hanging):
        entry = prepared.rule.entry
        anchor = next((duty for _, duty in made if duty.rule_id == entry.period.of), None)
        for group in groups_of(entry, openings, proceeding, case):
            duty = _duty(
                prepared, group, proceeding, case=case, pack=pack, calendar=calendar, anchor=anchor
            )
            made.append((prepared, duty))
    return made


def _duty(
    prepared: Prepared,
    group: Group,
    proceeding: Proceeding,
    *,
    case: CaseFacts,
    pack: Pack,
    calendar: Calendar,
    anchor: Duty | None,
) -> Duty:
    rule, entry = prepared.rule, prepared.rule.entry
    first = group.openings[0]
    draft = all(opening.draft for opening in group.openings)
    count = count_of(entry, group.openings, calendar, hearing=group.hearing, anchor=anchor)
    papers = {paper.id: paper for opening in group.openings for paper in opening.papers}
    prefix = f"{proceeding.id}:{entry.id}"
    fact = f"supplement:{group.fact}" if group.supplement else group.fact
    key = f"{prefix}:{fact}"
    alone = () if group.hearing or group.supplement else (f"{prefix}:{each}" for each in papers)
    return Duty(
        key=key,
        rule_id=entry.id,
        jurisdiction=rule.jurisdiction,
        title=f"补报：{entry.title}" if group.supplement else entry.title,
        citation=prepared.citation,
        actor=entry.actor,
        recipient=entry.recipient,
        recipient_name=_recipient(entry.recipient_name, proceeding, list(papers.values()), pack),
        trigger=entry.trigger.fact,
        trigger_on=group.hearing or first.start.day,
        case_number=proceeding.case_number,
        papers=tuple(papers),
        count=unsettled(count) if draft else count,
        consequence=entry.consequence,
        form=entry.form,
        pack_checked_as_of=rule.checked_as_of,
        consequence_citation=prepared.consequence_citation,
        period_citation=prepared.period_citation,
        note=entry.note,
        optional=entry.optional,
        doubts=_doubts(entry, group.openings),
        opened_on=_opened_on(group.openings),
        aliases=tuple(alias for alias in alone if alias != key),
        draft=draft,
        supplement=group.supplement,
        item=first.item.item if first.item else None,
        item_text=first.item.text if first.item else None,
        item_span=first.item.span if first.item else None,
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


def _doubts(entry: RuleEntry, openings: Sequence[Opening]) -> tuple[str, ...]:
    doubts = [doubt for opening in openings for doubt in opening.doubts]
    n, printed = entry.period.n, printed_days(entry, openings)
    if printed and n and printed != n and not entry.printed_decides:
        doubts.append(f"文书写的期限是{printed}日，法定为{n}日，请核对文书原件。")
    return tuple(dict.fromkeys(doubts))


def _recipient(template: str, proceeding: Proceeding, papers: Sequence[PaperFacts], pack: Pack) -> str:
    if "{" not in template:
        return template
    court = next((paper.court for paper in papers if paper.court), None) or proceeding.court
    appeal = next((paper.appeal_court for paper in papers if paper.appeal_court), None)
    values: Mapping[str, Callable[[], str]] = {
        "{court}": lambda: court or "受理法院",
        "{appeal_court}": lambda: appeal or f"{court or '原审法院'}的上一级人民法院",
        "{justice_bureau}": lambda: pack.justice_bureau or "本级司法局",
        "{government}": lambda: pack.government or "本级人民政府",
    }
    for name, value in values.items():
        if name in template:
            template = template.replace(name, value())
    return template


def _with_conflicts(made: _Made) -> _Made:
    """Say on both duties of a chain when their last days leave no room for one after the other
    (转送 and 报审 on one day)."""
    doubts: dict[str, str] = {}
    for prepared, duty in made:
        entry = prepared.rule.entry
        last = duty.count.due or duty.headline
        for _, other in made if entry.precedes and entry.conflict and last else ():
            end = other.count.due or other.headline
            if other.rule_id in entry.precedes and end is not None and last is not None and last >= end:
                doubts[duty.key] = doubts[other.key] = f"{entry.conflict}。"
    if not doubts:
        return made
    return [
        (prepared, replace(duty, doubts=(*duty.doubts, doubts[duty.key])))
        if duty.key in doubts
        else (prepared, duty)
        for prepared, duty in made
    ]


def _without_covered(duties: Sequence[Duty], index: RuleIndex) -> list[Duty]:
    """Drop what another duty on the same papers (or the same hearing) satisfies, and say so on it."""
    dropped: set[str] = set()
    result = []
    for duty in duties:
        covers = index.covering[duty.rule_id]
        if not covers:
            result.append(duty)
            continue
        covered = [
            other
            for other in duties
            if other.rule_id in covers
            and other.trigger_on == duty.trigger_on
            and other.item == duty.item
            and _one_filing(duty, other, index)
        ]
        dropped.update(other.key for other in covered)
        papers = dict.fromkeys((*duty.papers, *(each for other in covered for each in other.papers)))
        names = {other.rule_id for other in covered}
        aliases = (key for other in covered for key in (other.key, *other.aliases))
        result.append(
            replace(
                duty,
                papers=tuple(papers),
                covers=tuple(rule_id for rule_id in covers if rule_id in names),
                aliases=(*duty.aliases, *aliases),
            )
        )
    return [duty for duty in result if duty.key not in dropped]


def _one_filing(duty: Duty, other: Duty, index: RuleIndex) -> bool:
    """Whether ``duty`` speaks of every paper of ``other``, or takes in what came in its envelope."""
    if duty.rule_id in index.enveloping:
        return not set(other.papers).isdisjoint(duty.papers)
    return set(other.papers) <= set(duty.papers)
