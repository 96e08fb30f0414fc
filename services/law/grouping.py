"""Which openings are one duty: papers of one receipt day, one hearing, one period per proceeding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from services.law.duty_schema import GroupBy, RuleEntry
from services.law.facts import CaseFacts, Deed, DeedKind, PaperFacts
from services.law.openings import Opening
from services.law.proceeding import Proceeding
from services.vocabulary import PaperKind


@dataclass(slots=True)
class Group:
    """Openings that make one duty. ``fact`` is its part of the key; ``hearing`` the day it must
    precede; ``supplement``: for papers that came after the duty, or one that satisfies it, was recorded
    as done. ``papers``: those it rests on, by id; ``opened_on``: the day the desk could know of it at
    the latest; ``doubts``: of its openings; ``draft``: it rests on a presumption alone."""

    fact: str
    openings: tuple[Opening, ...]
    hearing: date | None
    supplement: bool
    papers: dict[str, PaperFacts]
    opened_on: date | None
    doubts: tuple[str, ...]
    draft: bool


def _group(
    fact: str, openings: Sequence[Opening], *, hearing: date | None = None, supplement: bool = False
) -> Group:
    return Group(
        fact,
        tuple(openings),
        hearing,
        supplement,
        {paper.id: paper for opening in openings for paper in opening.papers},
        _opened_on(openings),
        tuple(doubt for opening in openings for doubt in opening.doubts),
        all(opening.draft for opening in openings),
    )


def _opened_on(openings: Sequence[Opening], *, handed_on: bool = False) -> date | None:
    """Proved receipt, recorded day, or arrival. Of papers ``handed_on`` by the government arrival
    alone: the receipt that is proved is the government's."""
    days = [
        opening.start.day
        if opening.start.received and opening.start.day and not (handed_on and opening.papers)
        else max(paper.arrived_on for paper in opening.papers)
        for opening in openings
        if opening.papers or opening.start.day
    ]
    return min(days, default=None)


@dataclass(slots=True)
class Grouper:
    """Groups the openings of one proceeding. Rules the same papers open have the same groups, unless
    what was done about one of them parts its papers. ``covered_by``: the rules that satisfy each."""

    proceeding: Proceeding
    case: CaseFacts
    covered_by: Mapping[str, Sequence[str]]
    kept: dict[tuple[object, ...], tuple[Group, ...]] = field(default_factory=dict)

    def groups(self, entry: RuleEntry, openings: Sequence[Opening]) -> tuple[Group, ...]:
        """The duties that ``openings`` of one rule make."""
        by = entry.groups_by
        if self.case.deeds and by is GroupBy.RECEIPT:
            rules = (entry.id, *self.covered_by.get(entry.id, ()))
            prefixes = [f"{self.proceeding.id}:{rule}:" for rule in rules]
            together = _by_receipt(openings)
            return self._known_on_arrival(
                each for group in together for each in _parted(prefixes, group, self.case)
            )
        key = (by, *map(id, openings))  # the openings outlive the grouper
        groups = self.kept.get(key)
        if groups is None:
            groups = self._known_on_arrival(_grouped(by, openings, self.proceeding))
            self.kept[key] = groups
        return groups

    def _known_on_arrival(self, groups: Iterable[Group]) -> tuple[Group, ...]:
        if not self.proceeding.standing.handed_on:
            return tuple(groups)
        return tuple(
            replace(each, opened_on=_opened_on(each.openings, handed_on=True)) for each in groups
        )


def _grouped(by: GroupBy, openings: Sequence[Opening], proceeding: Proceeding) -> Iterator[Group]:
    if by is GroupBy.HEARING:
        for day, group in _by_hearing(openings, proceeding).items():
            yield _group(day.isoformat(), group, hearing=day)
    elif by is GroupBy.ONCE:
        if openings:
            yield _group("once", _earliest_first(openings))
    elif by is GroupBy.RECEIPT:
        for group in _by_receipt(openings):
            yield _earliest_counts(group[0].fact, group)
    else:
        by_fact: dict[str, list[Opening]] = defaultdict(list)
        for opening in openings:
            by_fact[opening.fact].append(opening)
        for fact, group in by_fact.items():
            yield _group(fact, group)


def _by_receipt(openings: Sequence[Opening]) -> Iterator[list[Opening]]:
    """One group per day of receipt, and one per envelope while its day is not known."""
    together: dict[tuple[object, bool], list[Opening]] = defaultdict(list)
    for opening in openings:
        start, envelope = opening.start, opening.papers[0].envelope
        known = start.received or envelope is None
        together[start.day if known else envelope, start.received].append(opening)
    yield from together.values()


def _earliest_counts(name: str, group: list[Opening], *, supplement: bool = False) -> Group:
    """``group`` counted from the earliest day any of its papers allows. The first paper names it, so
    that entering a receipt day does not change its key."""
    ordered = sorted(group, key=lambda each: each.start.day or date.max)
    return _group(name, ordered, supplement=supplement)


def _parted(
    prefixes: Sequence[str], group: list[Opening], case: CaseFacts, *, supplement: bool = False
) -> Iterator[Group]:
    """The group, without papers that came after it was done: those make a duty of their own, or the
    filing would seem to hold papers nobody filed. ``prefixes``: of the keys of its rule and of those
    that satisfy it, whose completion is its own. A supplement that was done is parted again."""
    within = "supplement:" if supplement else ""
    names = {
        f"{prefix}{within}{opening.fact}": opening.fact for opening in group for prefix in prefixes
    }
    done = [deed for deed in case.deeds if deed.kind is DeedKind.COMPLETED and deed.key in names]
    done_facts = {names[deed.key] for deed in done}
    late = [
        each
        for each in group
        if done
        and each.fact not in done_facts
        and all(_came_after(each.papers[0], deed) for deed in done)
    ]
    filed = [each for each in group if each not in late]
    yield _earliest_counts(filed[0].fact, filed, supplement=supplement)
    if late:
        yield from _parted(prefixes, late, case, supplement=True)


def _came_after(paper: PaperFacts, deed: Deed) -> bool:
    if paper.known_at and deed.at:
        return paper.known_at > deed.at
    recorded = deed.at.date() if deed.at else deed.on
    return paper.arrived_on > recorded


def _earliest_first(openings: Sequence[Opening]) -> list[Opening]:
    """Papers that may have come before the first proof of receipt, then proved receipts, then those
    that came with them; each by day."""
    if not all(opening.papers for opening in openings):
        return sorted(openings, key=lambda each: (each.start.day or date.max, each.fact))
    proofs = [each for each in openings if each.start.received]
    proof = min(proofs, key=lambda each: each.start.day or date.max, default=None)

    def order(each: Opening) -> tuple[int, date, str]:
        rank = 1 if each.start.received else 0 if proof and _may_precede(each, proof) else 2
        return rank, each.start.day or date.max, each.fact

    return sorted(openings, key=order)


def _may_precede(each: Opening, proof: Opening) -> bool:
    """Whether the paper without a receipt day may have been received before ``proof``: it lay in the
    system by then, or the proof is that of a notice on evidence, which brings no copy of the complaint
    and may follow it. Otherwise papers come together and the proof of one is that of all."""
    day, proved = each.start.day, proof.start.day
    if proved is None or (day is not None and day >= proved):
        return False
    follows = PaperKind.EVIDENCE_NOTICE
    paper, proving = each.papers[0], proof.papers[0]
    return paper.arrived_on < min(proved, proving.arrived_on) or (
        proving.kind is follows and paper.kind is not follows
    )


def _by_hearing(openings: Sequence[Opening], proceeding: Proceeding) -> Mapping[date, list[Opening]]:
    """One group per hearing day that still stands."""
    groups: dict[date, list[Opening]] = defaultdict(list)
    for opening in openings:
        for day in proceeding.hearings.get(opening.papers[0].id, ()):
            groups[day].append(opening)
    return groups
