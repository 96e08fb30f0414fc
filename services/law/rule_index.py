"""The rules of a pack, sorted once by what opens them and by who owes them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.law.duty import DutyRule
from services.law.duty_schema import RuleEntry
from services.law.facts import Office
from services.law.pack import Pack, Rule, as_citation
from services.law.track import Track
from services.law.trigger import PartyAsked, desk_owes, party_asked, stages_asked
from services.vocabulary import EventKind, OrganisationKind, PaperKind, Stage


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A rule with what is asked of it for every case: whether the desk ``owes`` it (one that is only
    needed to count another does not), from when to when it is in force, what it ``says`` of its
    duties. ``plain``: a paper of the right kind and stage opens it when our part in the case is right;
    ``party``: what it asks about that part; ``counting``: equal for rules that count alike."""

    rule: Rule
    owed: bool
    valid_from: date
    valid_to: date
    says: DutyRule
    plain: bool
    party: PartyAsked
    counting: str


@dataclass(frozen=True, slots=True, eq=False)
class RuleIndex:
    """``by_paper`` (its kind, stage and track), ``by_event`` and ``after`` (rules opened by another's
    completion, by that rule's id); ``covering``: the rules each one satisfies, ``enveloping`` those of
    them it satisfies for the whole envelope, ``covered_by`` the same the other way round;
    ``recurring``: those of every year or quarter."""

    by_paper: Mapping[tuple[PaperKind, Stage | None, Track], tuple[Prepared, ...]]
    by_event: Mapping[EventKind, tuple[Prepared, ...]]
    after: Mapping[str, tuple[Prepared, ...]]
    covering: Mapping[str, tuple[str, ...]]
    enveloping: Mapping[str, tuple[str, ...]]
    covered_by: Mapping[str, tuple[str, ...]]
    recurring: tuple[Prepared, ...]


_DECIDES = {
    *("id", "valid_from", "valid_to", "trigger", "period", "tracks", "once"),
    *("printed_days", "printed_decides", "printed_date", "at_most"),
}
_COUNTS = {"period", "printed_days", "printed_decides", "printed_date", "at_most"}
_Key = tuple[int, OrganisationKind]
# Packs hold mappings and cannot be keys themselves; the pack is kept beside its index so that its
# identity stays its own.
_KEPT: dict[_Key, tuple[Pack, RuleIndex]] = {}
_MOST = 256


def rule_index(pack: Pack, office: Office) -> RuleIndex:
    """The index of ``pack`` for a desk of this kind, made once."""
    key = (id(pack), office.kind)
    kept = _KEPT.get(key)
    if kept is None or kept[0] is not pack:
        if len(_KEPT) >= _MOST:
            _KEPT.clear()
        kept = _KEPT[key] = (pack, _index(pack, office))
    return kept[1]


def _index(pack: Pack, office: Office) -> RuleIndex:
    owed = {rule.entry.id for rule in pack.rules if desk_owes(rule, office)}
    needed = _with_what_they_hang_on(owed | _told_of(pack, office), pack)
    by_paper: dict[tuple[PaperKind, Stage | None, Track], list[Prepared]] = defaultdict(list)
    by_event: dict[EventKind, list[Prepared]] = defaultdict(list)
    after: dict[str, list[Prepared]] = defaultdict(list)
    recurring = []
    for rule in pack.rules:
        if rule.entry.id not in needed:
            continue
        prepared = _prepared(rule, pack, owed=rule.entry.id in owed)
        trigger = rule.entry.trigger
        if trigger.events:
            for event in trigger.events:
                by_event[event].append(prepared)
            if set(trigger.events) & {EventKind.YEAR_END, EventKind.QUARTER_END}:
                recurring.append(prepared)
        else:
            for kind in trigger.papers:
                for stage in (*(stages_asked(rule, kind) or Stage), None):
                    for track in rule.entry.tracks:
                        by_paper[kind, stage, track].append(prepared)
        for name in trigger.after:
            after[name].append(prepared)
    return RuleIndex(
        {kind: tuple(rules) for kind, rules in by_paper.items()},
        {kind: tuple(rules) for kind, rules in by_event.items()},
        {name: tuple(rules) for name, rules in after.items()},
        {rule.entry.id: rule.entry.covers for rule in pack.rules},
        {rule.entry.id: rule.entry.covers_envelope for rule in pack.rules},
        {
            name: tuple(rule.entry.id for rule in pack.rules if name in rule.entry.covers)
            for name in {name for rule in pack.rules for name in rule.entry.covers}
        },
        tuple(recurring),
    )


def _told_of(pack: Pack, office: Office) -> set[str]:
    """What the unit that answers for the government owes: the government is told of it."""
    if office.kind is not OrganisationKind.GOVERNMENT:
        return set()
    return {rule.entry.id for rule in pack.rules if of_answering_unit(rule)}


def of_answering_unit(rule: Rule) -> bool:
    """Whether the rule is for who answers a suit (应诉承办单位、应诉责任机关)."""
    return rule.entry.actor is OrganisationKind.RESPONDING_UNIT


def _with_what_they_hang_on(wanted: set[str], pack: Pack) -> set[str]:
    """``wanted`` and all that is needed to count or to check them, and that in turn."""
    found: set[str] = set()
    while wanted:
        found |= wanted
        reached = [rule for rule in pack.rules if rule.entry.id in wanted]
        wanted = {
            rule.entry.id
            for rule in pack.rules
            if rule.entry.id not in found and any(_hangs_together(rule, other) for other in reached)
        }
    return found


def _hangs_together(rule: Rule, wanted: Rule) -> bool:
    """Whether ``rule`` is needed to count or to check ``wanted``."""
    return (
        wanted.entry.period.of == rule.entry.id
        or rule.entry.id in wanted.entry.precedes
        or wanted.entry.id in rule.entry.precedes
    )


def _prepared(rule: Rule, pack: Pack, *, owed: bool) -> Prepared:
    entry = rule.entry
    return Prepared(
        rule,
        owed,
        entry.valid_from or pack.documents[entry.citation.document].entry.valid_from or date.min,
        entry.valid_to or date.max,
        _says(rule),
        entry.trigger.plain and not entry.trigger.asks_outcome,
        party_asked(rule),
        entry.model_dump_json(include=_COUNTS) + entry.trigger.fact,
    )


def _says(rule: Rule) -> DutyRule:
    entry = rule.entry
    length, consequence = entry.period_citation, entry.consequence_citation
    return DutyRule(
        rule_id=entry.id,
        jurisdiction=rule.jurisdiction,
        title=entry.title,
        citation=rule.citation(),
        actor=entry.actor,
        recipient=entry.recipient,
        trigger=entry.trigger.fact,
        consequence=entry.consequence,
        form=entry.form,
        pack_checked_as_of=rule.checked_as_of,
        consequence_citation=as_citation(consequence) if consequence else None,
        period_citation=as_citation(length) if length else None,
        note=entry.note,
        optional=entry.optional,
        rule_mark=mark_of(entry),
    )


def mark_of(entry: RuleEntry) -> str:
    """A hash of what in a rule decides about the day, whatever its title, notes and quotations. What it
    leaves at its default is not part of it: a condition the format learns later changes no rule."""
    decides = entry.model_dump_json(include=_DECIDES, exclude_defaults=True)
    return hashlib.sha256(decides.encode()).hexdigest()[:16]
