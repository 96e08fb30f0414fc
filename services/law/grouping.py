"""Which openings are one duty: papers of one receipt day, one hearing, one period per proceeding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.law.duty_schema import Anchor, RuleEntry
from services.law.facts import CaseFacts, Deed, DeedKind, PaperFacts
from services.law.openings import Opening
from services.law.proceeding import Proceeding
from services.vocabulary import PaperKind


@dataclass(frozen=True, slots=True)
class Group:
    """Openings that make one duty. ``fact`` is its part of the key; ``hearing`` the day it must
    precede; ``supplement``: for papers that came after the duty was recorded as done."""

    fact: str
    openings: tuple[Opening, ...]
    hearing: date | None = None
    supplement: bool = False


def groups_of(
    entry: RuleEntry, openings: Sequence[Opening], proceeding: Proceeding, case: CaseFacts
) -> Iterable[Group]:
    """The duties that ``openings`` of one rule make in ``proceeding``."""
    if len(openings) == 1 and entry.period.anchor is not Anchor.HEARING:
        once = entry.once or entry.period.anchor is Anchor.DUTY
        return (Group("once" if once else openings[0].fact, tuple(openings)),)
    return _several(entry, openings, proceeding, case)


def _several(
    entry: RuleEntry, openings: Sequence[Opening], proceeding: Proceeding, case: CaseFacts
) -> Iterator[Group]:
    anchor = entry.period.anchor
    if anchor is Anchor.HEARING:
        for day, group in _by_hearing(openings, proceeding).items():
            yield Group(day.isoformat(), tuple(group), hearing=day)
    elif entry.once or anchor is Anchor.DUTY:
        if openings:
            yield Group("once", tuple(_earliest_first(openings)))
    elif anchor is Anchor.RECEIPT and entry.trigger.papers and not entry.trigger.events:
        for group in _by_receipt(openings):
            yield from _with_supplement(f"{proceeding.id}:{entry.id}", group, case)
    else:
        by_fact: dict[str, list[Opening]] = defaultdict(list)
        for opening in openings:
            by_fact[opening.fact].append(opening)
        for fact, group in by_fact.items():
            yield Group(fact, tuple(group))


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
    return Group(name, tuple(ordered), supplement=supplement)


def _with_supplement(prefix: str, group: list[Opening], case: CaseFacts) -> Iterator[Group]:
    """The group, without papers that came after it was done: those make a duty of their own, or the
    filing would seem to hold papers nobody filed."""
    names = {f"{prefix}:{opening.fact}" for opening in group}
    done = [deed for deed in case.deeds if deed.kind is DeedKind.COMPLETED and deed.key in names]
    if not done or len(group) == 1:
        yield _earliest_counts(group[0].fact, group)
        return
    done_facts = {deed.key.removeprefix(f"{prefix}:") for deed in done}
    late = [
        each
        for each in group
        if each.fact not in done_facts and all(_came_after(each.papers[0], deed) for deed in done)
    ]
    filed = [each for each in group if each not in late]
    yield _earliest_counts(filed[0].fact, filed)
    if late:
        yield _earliest_counts(late[0].fact, late, supplement=True)


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
