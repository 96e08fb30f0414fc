"""What a ruling above takes over from the ruling below.

驳回上诉，维持原判 decides nothing by itself: whoever lost below has lost now. So the classes of the
affirmed ruling are added, per party, or per item for 维持第一项; when they are not known, nothing is
added and the outcome stays for a person to settle. Which items are kept and which fall is read over
the whole operative part first: 准许撤回上诉 carries nothing where a later item revokes the judgment.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from services.extractor.outcome.objects import names_lower
from services.extractor.outcome.operative import numeral
from services.extractor.outcome.sides import WON
from services.item_numbers import ItemClause, ItemsBelow, ItemVerb, item_clauses, items_below
from services.vocabulary import OutcomeClass as C
from services.vocabulary import Stage

Classes = tuple[C, ...]

# Leaves the ruling below as it was.
CARRIES = frozenset(
    {
        C.AFFIRM,
        C.APPEAL_WITHDRAW,
        C.APPEAL_DEEMED_WITHDRAW,
        C.RETRIAL_REJECT,
        C.RETRIAL_TERMINATE,
        C.RETRIAL_AFFIRM_FIRST,
    }
)
_OF_RULING_BELOW = CARRIES | {C.REVOKE_LOWER, C.MODIFY_LOWER}
_SECOND_INSTANCE = frozenset({C.AFFIRM, C.REVOKE_LOWER, C.MODIFY_LOWER})
# 驳回上诉人的其他上诉请求: what no other item touches stands.
_REST_OF_APPEAL = re.compile(r"驳回[^。；;]*其[他它余][^。；;]*(?:上诉|再审)(?:请求)?(?!人)")
_FIRST = re.compile(r"一审|[行赔]?初\d*号|初字|一、二审")
_SECOND = re.compile(r"二审|[行赔]?终\d*号|终字")
_STAGES = ("first", "second", "effective")


@dataclass(frozen=True)
class Inherited:
    """Classes one finding takes over, per party."""

    classes: Mapping[str, Classes]
    one_to_one: bool = False  # one party below, so a single party here is that one
    item_by_item: bool = False  # a party that is not there is one those items say nothing of

    def of(self, party: str, *, alone: bool) -> Classes | None:
        """Of ``party``, None when not known; a single party inherits from a single one below, whatever
        it is called."""
        if party in self.classes:
            return self.classes[party]
        if alone and self.one_to_one and self.classes:
            return next(iter(self.classes.values()))
        similar = [
            own
            for name, own in self.classes.items()
            if min(len(name), len(party)) >= 4 and (name.endswith(party) or party.endswith(name))
        ]
        if len(similar) == 1:
            return similar[0]
        return () if self.item_by_item else None


NOTHING = Inherited({}, item_by_item=True)


@dataclass(frozen=True)
class Below:
    """The ruling below: classes per party (by stage when several are known) and per item."""

    by_stage: Mapping[str, Mapping[str, Classes]] = field(default_factory=dict)
    items: Mapping[int, Mapping[str, Classes]] = field(default_factory=dict)

    @classmethod
    def of(cls, prior: Mapping[str, object] | None, items: Mapping[str, object] | None) -> Below:
        """From ``{"<party>": {"classes": [..]}}`` (or the same under first, second, effective) and
        ``{"一": [{"party": .., "classes": [..]}]}``. Raises ValueError when malformed."""
        prior = prior or {}
        if prior and set(prior) <= {*_STAGES, "items"}:
            stages = {s: _parties(prior[s]) for s in _STAGES if s in prior}
        else:
            stages = {"below": _parties(prior)} if prior else {}
        return cls(stages, {numeral(k): _by_party(v) for k, v in (items or {}).items()})

    @property
    def parties(self) -> list[str]:
        names = [name for stage in self.by_stage.values() for name in stage]
        names += [name for item in self.items.values() for name in item]
        return list(dict.fromkeys(names))

    @property
    def latest(self) -> Mapping[str, Classes]:
        return next(iter(reversed(list(self.by_stage.values()))), {})

    @property
    def first(self) -> Mapping[str, Classes]:
        """First-instance classes; a ruling below that is itself an appellate one is not they."""
        if "first" in self.by_stage:
            return self.by_stage["first"]
        below = self.by_stage.get("below", {})
        return {k: v for k, v in below.items() if not _SECOND_INSTANCE.intersection(v)}


@dataclass(frozen=True)
class Standing:
    """What a ruling, by all its items, leaves standing of the one below.

    ``whole_gone``: it is revoked or replaced as a whole. ``said``: what happens to its items, None
    when the ruling does not go item by item.
    """

    below: Below
    first: bool = False  # after a retrial: of the first-instance judgment, not of the second
    whole_gone: bool = False
    said: ItemsBelow | None = None

    def inherited(self) -> Inherited:
        """The classes taken over by an item that affirms."""
        single = len(self.below.parties) == 1
        if self.whole_gone:
            return NOTHING
        if self.said is None:
            return Inherited(self.below.first if self.first else self.below.latest, single)
        kept = [n for n in sorted(self.below.items) if self.said.of(n) is ItemVerb.KEEPS]
        return Inherited(_merged([self.below.items[n] for n in kept]), single, item_by_item=True)

    @property
    def something(self) -> bool:
        """May anything of the ruling below stand, as far as is known?"""
        if self.whole_gone:
            return False
        known = self.below.items
        return (
            self.said is None or not known or any(self.said.of(n) is not ItemVerb.ENDS for n in known)
        )

    @property
    def settled(self) -> bool:
        """Is it known what every item that stands, or may stand, says?"""
        if self.whole_gone or self.said is None:
            return True
        if not self.below.items:
            named = self.said.gone | self.said.doubtful
            upto = range(1, max(named, default=0) + 1)
            return not (self.said.kept or self.said.others or self.said.unread) and named == set(upto)
        if self.said.unread or not self.said.kept <= set(self.below.items):
            return False
        open_items = [own for n, own in self.below.items.items() if self.said.of(n) is None]
        return all(WON.issuperset(classes) for own in open_items for classes in own.values())


Findings = Sequence[tuple[str, Classes]]  # the words of each finding of an item, and its classes


class Settlement:
    """What one ruling takes over from the ruling below; ``items``: the words and findings of each."""

    def __init__(self, below: Below, items: Sequence[tuple[str, Findings]], stage: Stage) -> None:
        affirming = [words for _, found in items for words, own in found if CARRIES.intersection(own)]
        self._upheld_elsewhere = any(not _REST_OF_APPEAL.match(words) for words in affirming)
        self._rest_kept = any(
            not any(each.by_item for each in item_clauses(words)) for words in affirming
        )
        clauses = _clauses(items, stage)
        self._second = self._standing(
            below, [each for each, first in clauses if not first], first=False
        )
        self._first = self._standing(below, [each for each, first in clauses if first], first=True)

    def _standing(self, below: Below, clauses: Sequence[ItemClause], *, first: bool) -> Standing:
        said = items_below(clauses)
        if said and said.others is None and self._rest_kept:
            said = replace(said, others=ItemVerb.KEEPS)
        gone = any(
            each.verb is ItemVerb.ENDS and not each.by_item and names_lower(each.text)
            for each in clauses
        )
        return Standing(below, first, gone, said)

    def affirms_nothing(self, finding: str) -> bool:
        """Is ``finding`` a refusal of the rest of an appeal after which nothing more stands than other
        items say?"""
        return bool(_REST_OF_APPEAL.match(finding)) and (
            self._upheld_elsewhere or not self._second.something
        )

    def inherited(self, classes: Classes) -> Inherited | None:
        """What a finding of ``classes`` takes over; None when it does not affirm."""
        if not CARRIES.intersection(classes):
            return None
        return (self._first if C.RETRIAL_AFFIRM_FIRST in classes else self._second).inherited()

    @property
    def settled(self) -> bool:
        """Is all known that this ruling leaves standing?"""
        return self._first.settled and self._second.settled


def _clauses(items: Sequence[tuple[str, Findings]], stage: Stage) -> list[tuple[ItemClause, bool]]:
    """The clauses about a ruling below; after a retrial with whether they mean the first-instance one
    (第二项 alone: that of the clause before)."""
    found: list[tuple[ItemClause, bool]] = []
    first = False
    for text, findings in items:
        if not any(_OF_RULING_BELOW.intersection(classes) for _, classes in findings):
            continue
        for clause in item_clauses(text):
            if stage is Stage.RETRIAL:
                of_first, of_second = _FIRST.search(clause.text), _SECOND.search(clause.text)
                first = bool(of_first and not of_second) or (first and not of_second)
                if of_first and of_second:
                    found.append((clause, True))
            found.append((clause, first))
    return found


def _parties(value: object) -> dict[str, Classes]:
    if not isinstance(value, Mapping):
        raise ValueError("prior 应为 {当事人: {classes: [...]}}")
    return {str(name): _classes(each) for name, each in value.items()}


def _by_party(value: object) -> dict[str, Classes]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ValueError("prior_items 应为 {判项: [{party, classes}]}")
    result: dict[str, Classes] = {}
    for each in value:
        if not isinstance(each, Mapping) or "party" not in each:
            raise ValueError("prior_items 的每一条应有 party 和 classes")
        name = str(each["party"])
        result[name] = (*result.get(name, ()), *_classes(each))
    return result


def _classes(value: object) -> Classes:
    listed = value.get("classes") if isinstance(value, Mapping) else value
    if not isinstance(listed, Sequence) or isinstance(listed, str):
        raise ValueError("prior 缺 classes")
    return tuple(C(each) for each in listed)


def _merged(parts: Sequence[Mapping[str, Classes]]) -> dict[str, Classes]:
    result: dict[str, Classes] = {}
    for part in parts:
        for name, classes in part.items():
            result[name] = (*result.get(name, ()), *classes)
    return result
