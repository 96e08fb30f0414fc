"""What a ruling does to a party: its own outcome classes, and those of the ruling below it affirms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.law.facts import CaseFacts, OperativeFact, PaperFacts
from services.law.rulings import (
    affirms_all,
    decisions,
    inherits,
    item_number,
    outcome_group,
    ruling_below,
    upheld_items,
)
from services.law.standing_of_office import is_office, same_organisation
from services.vocabulary import OutcomeClass

_Classes = tuple[OutcomeClass, ...]


def classes_of_party(party: str, paper: PaperFacts, case: CaseFacts) -> _Classes:
    """The outcome of ``paper`` for ``party``; a ruling that leaves one below standing takes its classes
    too, item by item where it says so (维持第一项), if we have it."""
    return _standing(paper, decisions(case), lambda name: same_organisation(name, party), strict=True)


def classes_of_office(paper: PaperFacts, case: CaseFacts, stands_for: str | None = None) -> _Classes:
    """As ``classes_of_party`` for our office, or for the party it ``stands_for`` (the justice bureau
    that answers for the government); for all defendants while neither is named."""

    def ours(name: str) -> bool:
        stood_for = stands_for is not None and same_organisation(name, stands_for)
        return stood_for or is_office(name, case.office)

    return _standing(paper, decisions(case), ours, strict=False)


def inherited(paper: PaperFacts, case: CaseFacts) -> bool | None:
    """Whether the classes of the ruling below are known; None when ``paper`` leaves none standing."""
    if not inherits(paper):
        return None
    below = ruling_below(paper, decisions(case))
    return (
        below is not None
        and bool(below.outcome)
        and (affirms_all(paper) or upheld_items(paper) is not None)
    )


def _standing(
    paper: PaperFacts, chain: Sequence[PaperFacts], ours: Callable[[str], bool], *, strict: bool
) -> _Classes:
    own = _own(paper, ours, strict=strict)
    if not inherits(paper) or not own:
        return own
    below = ruling_below(paper, chain)
    if below is None:
        return own
    upheld = upheld_items(paper)
    if upheld is not None and below.operative:
        items = [item for item in below.operative if item_number(item) in upheld]
        return _once((own, *(_of_item(item, ours) for item in items)))
    if outcome_group("inherits_from_below").issuperset(own):
        return _once((own, _standing(below, chain, ours, strict=strict)))
    return own


def _of_item(item: OperativeFact, ours: Callable[[str], bool]) -> _Classes:
    return item.classes if not item.parties or any(ours(name) for name in item.parties) else ()


def _own(paper: PaperFacts, ours: Callable[[str], bool], *, strict: bool) -> _Classes:
    found = [classes for name, classes in paper.outcome.items() if ours(name)]
    return _once(found if found or strict else list(paper.outcome.values()))


def _once(groups: Sequence[_Classes]) -> _Classes:
    return tuple(dict.fromkeys(each for classes in groups for each in classes))
