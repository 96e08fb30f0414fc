"""Duties (义务): what follows from the facts of a case, for whom, by when, under which article.

Only served papers open duties, only the actor's own desk owes them, only rules of the proceeding's own
track apply. A paper without a receipt day is counted from the earliest day the papers allow and marked;
what waits for a ruling to take effect is a draft while that is only presumed; a person's deeds hang
on a duty's key.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.law.calendar import Calendar, chinese, national_calendar
from services.law.citation import Citation
from services.law.count import Count
from services.law.duty import Duty
from services.law.duty_making import Made, Maker
from services.law.duty_schema import Anchor
from services.law.facts import CaseFacts, PaperFacts
from services.law.former import on_present_keys
from services.law.grouping import Group, Grouper
from services.law.openings import Opening, openings_of
from services.law.pack import Pack, load_pack
from services.law.proceeding import Proceeding, proceedings_of
from services.law.rule_index import Prepared, RuleIndex, of_answering_unit, rule_index
from services.law.rulings import DECISIONS
from services.law.standing import RulingEffect, controlling, effects_of
from services.law.timing import Anchored, count_of
from services.law.trigger import recipients_besides
from services.vocabulary import OrganisationKind

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
    proceedings = proceedings_of(case, pack)
    if case.deeds:
        names = {former: each.id for each in proceedings for former in each.former_ids}
        case = replace(case, deeds=on_present_keys(case.deeds, names, _places(proceedings)))
    for proceeding in proceedings:
        opened = openings_of(proceeding, index, case, effects, last_words, today=today)
        maker = Maker(proceeding, pack, case.office.name)
        made = _made(opened, maker, Grouper(proceeding, case, index.covered_by), calendar)
        _note_conflicts(made)
        for each in made:
            each.recipient_name = recipients_besides(each.recipient_name, case.office)
        mine = [each for each in made if each.prepared.owed and each.recipient_name]
        mine = _without_covered(mine, index)
        if case.office.kind is OrganisationKind.GOVERNMENT:
            _tell_what_its_unit_owes(mine, _without_covered(_of_its_unit(made), index))
        duties += map(maker.finish, mine)
    return tuple(sorted(duties, key=lambda duty: (duty.headline or date.max, duty.key)))


def _places(proceedings: Sequence[Proceeding]) -> dict[str, tuple[str, Sequence[str]]]:
    """Of each paper and recorded event, the proceeding it is in and those it may have been in."""
    places: dict[str, tuple[str, Sequence[str]]] = {}
    for each in proceedings:
        places |= {name: (each.id, others) for name, others in each.elsewhere.items()}
        for paper in each.papers:
            others = each.elsewhere.get(paper.id, ())
            places[paper.id] = each.id, (*paper.former_case_numbers, *others)
    return places


def _made(
    opened: Sequence[tuple[Prepared, list[Opening]]],
    maker: Maker,
    grouper: Grouper,
    calendar: Calendar,
) -> list[Made]:
    """The duties of one proceeding; those that hang on the last day of another come after it."""
    made: list[Made] = []
    hanging = []
    counts: dict[tuple[str, int], Count] = {}  # rules that count alike from one group
    for each in opened:
        entry = each[0].rule.entry
        if entry.period.anchor is Anchor.DUTY:
            hanging.append(each)
            continue
        for group in grouper.groups(entry, each[1]):
            alike = (each[0].counting, id(group))
            count = counts.get(alike)
            if count is None:
                count = count_of(entry, group.openings, calendar, hearing=group.hearing, anchor=None)
                counts[alike] = count
            made.append(maker.make(each[0], group, count))
    for prepared, openings in hanging:
        entry = prepared.rule.entry
        of = [each for each in made if each.rule_id == entry.period.of]
        for group in grouper.groups(entry, openings):
            for hung, anchor in _hung(group, of):
                count = count_of(entry, hung.openings, calendar, hearing=None, anchor=anchor)
                made.append(maker.make(prepared, hung, count))
    return made


def _hung(group: Group, of: Sequence[Made]) -> Iterator[tuple[Group, Anchored | None]]:
    """``group`` with the duty its period hangs on. Where that is one for each item of an operative part
    (三十日内…, 六十日内…), one for each last day."""
    by_day: dict[object, Made] = {}
    for each in of:
        item = each.group.openings[0].item
        by_day.setdefault((each.last, item.open_ended) if item else None, each)
    if not by_day:
        yield group, None
    for place, each in enumerate(by_day.values()):
        item = each.group.openings[0].item
        hung = group
        if item:
            first, *rest = group.openings
            fact = each.group.fact if place else group.fact
            hung = replace(group, fact=fact, openings=(replace(first, item=item), *rest))
        yield hung, Anchored(each.prepared.rule.entry.title, each.count, item)


def _note_conflicts(made: Sequence[Made]) -> None:
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


def _of_its_unit(made: Sequence[Made]) -> list[Made]:
    """What the unit that answers for the government owes in this proceeding."""
    return [each for each in made if not each.prepared.owed and of_answering_unit(each.prepared.rule)]


def _tell_what_its_unit_owes(mine: Sequence[Made], of_the_unit: Sequence[Made]) -> None:
    """Say on the government's own first duty on the same papers (or its first at all) what the unit
    that answers for it owes: the notices put it on that unit, never on the government (北碚 article 7,
    新洲 article 9), and the unit may have no desk here."""
    if not mine:
        return
    unit = OrganisationKind.RESPONDING_UNIT.label
    for duty in of_the_unit:
        sharing = (each for each in mine if not each.papers.keys().isdisjoint(duty.papers))
        day = f"，{chinese(duty.last)}前" if duty.last else ""
        title = duty.prepared.rule.entry.title
        told = f"由{unit}办理，请转交并督促：{title}{day}（{duty.rule_id}）。"
        next(sharing, mine[0]).doubts.append(told)


def _without_covered(made: Sequence[Made], index: RuleIndex) -> list[Made]:
    """Drop what another duty on the same papers (or the same hearing) satisfies, and say so on it."""
    dropped: set[str] = set()
    for each in made:
        covers = index.covering[each.rule_id]
        if not covers:
            continue
        covered = _covered(each, [other for other in made if other.rule_id in covers], index)
        names = {other.rule_id for other in covered}
        each.covers = tuple(rule_id for rule_id in covers if rule_id in names)
        for other in covered:
            dropped.add(other.key)
            each.papers = {**each.papers, **other.papers}
            each.aliases += (other.key, *other.aliases)
    return [each for each in made if each.key not in dropped]


def _covered(each: Made, others: Sequence[Made], index: RuleIndex) -> list[Made]:
    """Those of ``others`` that ``each`` satisfies: it takes in what came in its envelope where its rule
    says so, and then speaks of every paper of the others."""
    beside = [other for other in others if _came_together(each, other) and _same_item(each, other)]
    whole = index.enveloping[each.rule_id]
    taken = [
        other
        for other in beside
        if other.rule_id in whole and not other.papers.keys().isdisjoint(each.papers)
    ]
    papers = each.papers.keys() | {name for other in taken for name in other.papers}
    return [other for other in beside if other in taken or other.papers.keys() <= papers]


def _came_together(each: Made, other: Made) -> bool:
    """Counted from one day; or from one envelope whose day is not known."""
    if other.trigger_on == each.trigger_on:
        return True
    known = each.group.openings[0].start.received or other.group.openings[0].start.received
    return not known and not other.papers.keys().isdisjoint(each.papers)


def _same_item(each: Made, other: Made) -> bool:
    """Whether both speak of one item of an operative part, or neither of any. Items of two rulings may
    bear the same number (维持一审判决第二项; 二、赔偿…): each is named by its place in force."""
    one, another = each.group.openings[0], other.group.openings[0]
    if one.item is None or another.item is None:
        return one.item is another.item
    return one.fact == another.fact
