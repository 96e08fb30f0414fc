"""Which items of the operative parts are in force (哪些判项有效): a ruling's own, and those of the
ruling below that it leaves standing.

A ruling above affirms the whole, or speaks item by item (维持第一项、撤销第二项); it may also change
one item and say nothing of the others (行政诉讼法第八十九条第一款第（二）项: 依法改判、撤销或者变更).
What it does not say, or nobody could read, is in doubt: neither kept nor dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.item_numbers import ItemsBelow, ItemVerb, item_clauses, item_numeral, items_below
from services.law.facts import OperativeFact, PaperFacts
from services.law.rulings import classes_of, outcome_group, ruling_below
from services.vocabulary import OutcomeClass, Stage

UNSAID = "上级裁判没有写明、或者没有读出这一项是否维持，是否仍须履行请核对。"
_LABEL = re.compile(r"\s*[（(]?([一二三四五六七八九十]{1,3}|\d{1,2})(?:[、．.](?!\d)|[）)])")


@dataclass(frozen=True, slots=True)
class ItemInForce:
    """One item, the ruling it stands in, and why it may not stand (empty: it does)."""

    item: OperativeFact
    ruling: PaperFacts
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """What a ruling leaves of the one below: ``items``, or without them the ``whole`` (None: in
    doubt)."""

    whole: ItemVerb | None
    items: ItemsBelow | None = None

    def of(self, item: OperativeFact, ruling: PaperFacts) -> ItemVerb | None:
        """What becomes of ``item`` of the ruling below; None: not said. The only item is the first."""
        if self.items is None:
            return self.whole
        alone = len(ruling.operative) == 1
        return self.items.of(item_numeral(item_number(item)) or (1 if alone else 0))

    def anything_of(self, below: PaperFacts | None) -> bool:
        """Whether any item of the ruling below stands, or may."""
        if self.items is None:
            return self.whole is not ItemVerb.ENDS
        if below is not None and below.operative:
            fates = [self.of(item, below) for item in below.operative]
        else:  # not at hand: 撤销第三项 tells of a first and a second
            last = max(self.items.kept | self.items.gone | self.items.doubtful, default=0)
            fates = [self.items.of(number) for number in range(1, last + 1)]
            fates += [None] if self.items.unread else [self.items.others or ItemVerb.ENDS]
        return any(fate is not ItemVerb.ENDS for fate in fates)


def item_number(item: OperativeFact) -> str:
    """一 of 一、撤销…, as printed; empty when the item bears no number."""
    match = _LABEL.match(item.text)
    return match[1] if match else ""


def inherits(paper: PaperFacts) -> bool:
    """Whether the ruling says that it leaves one below standing, in whole or in part."""
    return not classes_of(paper).isdisjoint(outcome_group("inherits_from_below"))


def affirms_all(paper: PaperFacts) -> bool:
    """Whether the ruling changes nothing of the one below."""
    found = classes_of(paper)
    return bool(found) and found <= outcome_group("inherits_from_below")


def left_by(paper: PaperFacts) -> Left:
    """What ``paper`` leaves of the ruling below it."""
    classes = classes_of(paper)
    inheriting, changing = outcome_group("inherits_from_below"), outcome_group("changes_below")
    restores = OutcomeClass.RETRIAL_AFFIRM_FIRST in classes
    about_below = inheriting | changing | {OutcomeClass.MODIFY}
    clauses = [
        (clause, item)
        for item in paper.operative
        if not item.classes or not about_below.isdisjoint(item.classes)
        for clause in item_clauses(item.text)
    ]
    # 撤销一审判决; with 维持一审判决 it is the second instance that is revoked.
    revoked = not restores and any(
        clause.verb is ItemVerb.ENDS and not clause.by_item and not changing.isdisjoint(item.classes)
        for clause, item in clauses
    )
    if items := items_below(clause for clause, _ in clauses):
        if revoked and items.others is None:
            items = replace(items, others=ItemVerb.ENDS)
        return Left(None, items)
    if restores or affirms_all(paper):
        return Left(ItemVerb.KEEPS)
    ends = changing | outcome_group("sends_back")
    if not classes.isdisjoint(inheriting) and not revoked:
        return Left(ItemVerb.KEEPS if classes.isdisjoint(ends) else None)
    return Left(ItemVerb.ENDS)


def stood_on(paper: PaperFacts, chain: Sequence[PaperFacts]) -> PaperFacts | None:
    """The ruling of ``chain`` that ``paper`` may leave standing: the one it reviews; for 撤销二审判决、
    维持一审判决 the one of first instance."""
    below = ruling_below(paper, chain)
    if OutcomeClass.RETRIAL_AFFIRM_FIRST not in classes_of(paper):
        return below
    if below is None:
        firsts = [each for each in chain if each.stage is Stage.FIRST]
        return firsts[0] if len(firsts) == 1 else None
    return ruling_below(below, chain) if below.stage is Stage.SECOND else below


def items_in_force(paper: PaperFacts, chain: Sequence[PaperFacts]) -> tuple[ItemInForce, ...]:
    """The items in force under ``paper``: its own, and those below that it leaves standing, or may."""
    own = tuple(ItemInForce(item, paper) for item in paper.operative)
    below = stood_on(paper, chain)
    if below is None:
        return own
    left = left_by(paper)
    if left.items is None and left.whole is ItemVerb.ENDS:
        return own
    return (*own, *_still(items_in_force(below, chain), left, below))


def after_retrial(
    items: Sequence[ItemInForce], retrial: PaperFacts, chain: Sequence[PaperFacts]
) -> tuple[ItemInForce, ...]:
    """Those of ``items`` that ``retrial`` leaves in force."""
    below = stood_on(retrial, chain)
    return tuple(_still(items, left_by(retrial), below) if below else items)


def _still(items: Sequence[ItemInForce], left: Left, below: PaperFacts) -> list[ItemInForce]:
    found = []
    for each in items:
        # Numbers are those of the ruling right below; items it took over itself bear others.
        own = each.ruling is below or left.items is None
        said = left.of(each.item, below) if own else None
        if said is ItemVerb.KEEPS:
            found.append(each)
        elif said is None:
            found.append(replace(each, doubt=UNSAID))
    return found
