"""What a ruling does to a party: its own outcome classes, and those of the ruling below it affirms."""

from __future__ import annotations

from collections.abc import Sequence

from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.pack import outcome_groups
from services.law.standing_of_office import is_office, same_organisation
from services.vocabulary import OutcomeClass, Stage, Standing


def classes_of_party(party: str, paper: PaperFacts, case: CaseFacts) -> tuple[OutcomeClass, ...]:
    """The outcome of ``paper`` for ``party``; a ruling that only affirms takes the classes of the
    first-instance ruling of the case too, if we have it."""
    return _with_below(_named(party, paper), [_named(party, each) for each in _below(paper, case)])


def classes_of_office(paper: PaperFacts, case: CaseFacts) -> tuple[OutcomeClass, ...]:
    """As ``classes_of_party`` for our office, or for all defendants while it is not named."""
    below = [_ours_or_all(each, case.office) for each in _below(paper, case)]
    return _with_below(_ours_or_all(paper, case.office), below)


def _with_below(
    classes: tuple[OutcomeClass, ...], below: Sequence[tuple[OutcomeClass, ...]]
) -> tuple[OutcomeClass, ...]:
    affirming = outcome_groups().inherits_from_below
    if classes and below and all(each in affirming for each in classes):
        return (*classes, *below[0])
    return classes


def _below(paper: PaperFacts, case: CaseFacts) -> list[PaperFacts]:
    """First-instance rulings of the case. Exhibits hold judgments of other disputes: an attached one
    counts only when ``paper`` names its number."""
    return [
        each
        for each in case.papers
        if each.stage is Stage.FIRST
        and each.outcome
        and each.id != paper.id
        and (
            each.case_number == paper.prior_case_number
            if paper.prior_case_number and each.case_number
            else each.standing is not Standing.ATTACHED
        )
    ]


def _named(party: str, paper: PaperFacts) -> tuple[OutcomeClass, ...]:
    found = [classes for name, classes in paper.outcome.items() if same_organisation(name, party)]
    return _once(found)


def _ours_or_all(paper: PaperFacts, office: Office) -> tuple[OutcomeClass, ...]:
    ours = [classes for name, classes in paper.outcome.items() if is_office(name, office)]
    return _once(ours or list(paper.outcome.values()))


def _once(groups: Sequence[tuple[OutcomeClass, ...]]) -> tuple[OutcomeClass, ...]:
    return tuple(dict.fromkeys(each for classes in groups for each in classes))
