"""What a ruling does to a party: its own outcome classes, and those of the ruling below it affirms."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from services.item_numbers import ItemVerb
from services.law.facts import CaseFacts, OperativeFact, PaperFacts
from services.law.items import inherits, items_in_force, left_by, stood_on
from services.law.rulings import decisions, outcome_group
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
    return _standing(paper, decisions(case), _ours(case, stands_for), strict=False)


def classes_in_force(paper: PaperFacts, case: CaseFacts, stands_for: str | None = None) -> _Classes:
    """As ``classes_of_office``, with those of items below of which it is in doubt whether they
    stand."""
    ours = _ours(case, stands_for)
    doubtful = (
        _of_item(each.item, ours) for each in items_in_force(paper, decisions(case)) if each.doubt
    )
    return _once((classes_of_office(paper, case, stands_for), *doubtful))


def _ours(case: CaseFacts, stands_for: str | None) -> Callable[[str], bool]:
    """Whether a party's name is our office's, or that of the party we stand for."""

    def ours(name: str) -> bool:
        stood_for = stands_for is not None and same_organisation(name, stands_for)
        return stood_for or is_office(name, case.office)

    return ours


def inherited(paper: PaperFacts, case: CaseFacts) -> bool | None:
    """Whether the classes of the ruling below are known; None when ``paper`` leaves none standing."""
    left = left_by(paper)
    below = stood_on(paper, decisions(case))
    if left.items is None:
        if not inherits(paper) or left.whole is ItemVerb.ENDS:
            return None
        return below is not None and bool(below.outcome) and left.whole is ItemVerb.KEEPS
    if not left.anything_of(below):
        return None
    return (
        below is not None
        and bool(below.outcome and below.operative)
        and all(left.of(item, below) is not None for item in below.operative)
    )


def _standing(
    paper: PaperFacts, chain: Sequence[PaperFacts], ours: Callable[[str], bool], *, strict: bool
) -> _Classes:
    own = _own(paper, ours, strict=strict)
    below = stood_on(paper, chain)
    if below is None or not own:
        return own
    left = left_by(paper)
    if left.items is not None and below.operative:
        kept = [item for item in below.operative if left.of(item, below) is ItemVerb.KEEPS]
        return _once((own, *(_of_item(item, ours) for item in kept)))
    whole = left.items is None and left.whole is ItemVerb.KEEPS
    if whole or outcome_group("inherits_from_below").issuperset(own):
        return _once((own, _standing(below, chain, ours, strict=strict)))
    return own


def _of_item(item: OperativeFact, ours: Callable[[str], bool]) -> _Classes:
    return item.classes if not item.parties or any(ours(name) for name in item.parties) else ()


def _own(paper: PaperFacts, ours: Callable[[str], bool], *, strict: bool) -> _Classes:
    found = [classes for name, classes in paper.outcome.items() if ours(name)]
    return _once(found if found or strict else list(paper.outcome.values()))


def _once(groups: Sequence[_Classes]) -> _Classes:
    return tuple(dict.fromkeys(each for classes in groups for each in classes))
