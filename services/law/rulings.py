"""Which ruling decides about which (裁判的上下级关系): the chain of instances inside one dispute.

A ruling of a higher instance acts on one below it: by the number it names, else on the latest that can
have been meant. Rulings that decide nothing about the dispute (补正, 中止, 保全 …) stand outside
the chain.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache

from services.law.facts import CaseFacts, PaperFacts
from services.law.pack import outcome_groups
from services.vocabulary import OutcomeClass, PaperKind, Role, Stage, Standing

JUDGMENTS = frozenset({PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT})
DECISIONS = JUDGMENTS | {PaperKind.RULING, PaperKind.MEDIATION}
_LOWER: dict[Stage, tuple[Stage, ...]] = {
    Stage.SECOND: (Stage.FIRST,),
    Stage.RETRIAL_REVIEW: (Stage.SECOND, Stage.FIRST),
    Stage.RETRIAL: (Stage.SECOND, Stage.FIRST),
}


@cache
def outcome_group(name: str) -> frozenset[OutcomeClass]:
    """One list of ``rules/cn/outcomes.yaml``."""
    return frozenset(getattr(outcome_groups(), name))


def classes_of(paper: PaperFacts) -> frozenset[OutcomeClass]:
    """Every outcome class of a paper, whoever it concerns."""
    return frozenset(each for classes in paper.outcome.values() for each in classes)


def is_interlocutory(paper: PaperFacts) -> bool:
    """Whether the ruling leaves the dispute where it was (补正, 中止诉讼, 保全 …). A case numbered 行辖
    (行辖终) is about jurisdiction alone, whatever its ruling is called (驳回上诉，维持原裁定)."""
    found = classes_of(paper)
    if paper.kind is PaperKind.RULING:
        # 撤销原裁定，本案移送某法院管辖
        others = found - outcome_group("changes_below")
        if is_about_jurisdiction(paper) or (others and others <= outcome_group("jurisdiction")):
            return True
    return bool(found) and found <= outcome_group("interlocutory")


def is_about_jurisdiction(paper: PaperFacts) -> bool:
    """Whether the paper belongs to a case about jurisdiction alone (管辖案件, 行辖终)."""
    return paper.case_number is not None and "辖" in paper.case_number


def sends_back(paper: PaperFacts) -> bool:
    """Whether the ruling sends the dispute back to the court below (发回重审, 指令审理)."""
    return not classes_of(paper).isdisjoint(outcome_group("sends_back"))


def remanded_before(case: CaseFacts, day: date) -> bool:
    """Whether the case had been sent back for a new trial (发回重审) by ``day``."""
    remands = outcome_group("remands")
    return any(
        day_of(paper) <= day and not classes_of(paper).isdisjoint(remands) for paper in decisions(case)
    )


_WITHDRAWALS = frozenset({OutcomeClass.APPEAL_WITHDRAW, OutcomeClass.APPEAL_DEEMED_WITHDRAW})
_SUIT_WITHDRAWALS = frozenset({OutcomeClass.WITHDRAW_ALLOW, OutcomeClass.DEEMED_WITHDRAW})
_SUIT_ENDS = _SUIT_WITHDRAWALS | {OutcomeClass.REJECT_SUIT, OutcomeClass.TERMINATE}
_ON_APPEAL_ALONE = _WITHDRAWALS | {OutcomeClass.AFFIRM}


def withdraws_in_part(paper: PaperFacts) -> bool:
    """Whether only some of several appellants withdrew their appeal, or plaintiffs their suit, or the
    suit ended against some defendants only: its items name some of them and leave others out. For
    those the proceeding goes on."""
    return (
        _leaves_out(paper, Role.APPELLANT, _WITHDRAWALS)
        or _leaves_out(paper, Role.PLAINTIFF, _SUIT_WITHDRAWALS)
        or _spares_a_defendant(paper)
    )


def _leaves_out(paper: PaperFacts, role: Role, classes: frozenset[OutcomeClass]) -> bool:
    if classes_of(paper).isdisjoint(classes):
        return False
    names = {party.name for party in paper.parties if party.role is role}
    said = "".join(item.text for item in paper.operative if not classes.isdisjoint(item.classes))
    named = set()
    for name in sorted(names, key=len, reverse=True):  # 方某 is not named where 方某甲 is
        if name in said:
            named.add(name)
            said = said.replace(name, "\n")
    return bool(named) and named != names


def _spares_a_defendant(paper: PaperFacts) -> bool:
    groups = [set(classes) for classes in paper.outcome.values()]
    return (
        paper.kind is PaperKind.RULING
        and any(not group.isdisjoint(_SUIT_ENDS) for group in groups)
        and any(group <= {OutcomeClass.NO_RULING} for group in groups)
    )


def closes(paper: PaperFacts, papers: Iterable[PaperFacts]) -> bool:
    """Whether the ruling ends the dispute before the courts as far as it goes (结案). One that sends it
    back (发回重审) or opens a retrial ends its own number only: the case goes on. ``papers``: those of
    its case."""
    return (
        paper.kind in DECISIONS
        and _decides(paper, papers)
        and not sends_back(paper)
        and OutcomeClass.RETRIAL_ORDER not in classes_of(paper)
    )


def _decides(paper: PaperFacts, papers: Iterable[PaperFacts]) -> bool:
    """Whether the ruling decides something about the dispute. What is said of an appeal against an
    interlocutory ruling (管辖异议) does so as little as that ruling did."""
    if is_interlocutory(paper) or withdraws_in_part(paper):
        return False
    classes = classes_of(paper)
    if paper.kind is not PaperKind.RULING or not classes or not classes <= _ON_APPEAL_ALONE:
        return True
    served = [p for p in papers if p.kind in DECISIONS and p.standing is not Standing.ATTACHED]
    below = ruling_below(paper, sorted(served, key=_by_day))
    return below is None or not is_interlocutory(below)


# A case is asked about its chain again and again while its duties are derived: the answer for the last
# one is kept, by identity. Setting it is one assignment, so threads can at worst do the work twice.
_LAST: list[tuple[CaseFacts, tuple[PaperFacts, ...]] | None] = [None]


def decisions(case: CaseFacts) -> tuple[PaperFacts, ...]:
    """The rulings of the case that decide something, the oldest first. Exhibits hold judgments of other
    disputes: an attached one counts only when a served paper names its number."""
    kept = _LAST[0]
    if kept is None or kept[0] is not case:
        kept = _LAST[0] = (case, _decisions(case))
    return kept[1]


def _decisions(case: CaseFacts) -> tuple[PaperFacts, ...]:
    named = {
        paper.prior_case_number
        for paper in case.papers
        if paper.prior_case_number and paper.standing is not Standing.ATTACHED
    }
    found = [
        paper
        for paper in case.papers
        if paper.kind in DECISIONS
        and (paper.standing is not Standing.ATTACHED or paper.case_number in named)
        and _decides(paper, case.papers)
    ]
    return tuple(sorted(found, key=_by_day))


def _by_day(paper: PaperFacts) -> tuple[date, str]:
    return day_of(paper), paper.id


def day_of(paper: PaperFacts) -> date:
    """The day a ruling was given, or the best the papers tell about it: for ordering only."""
    if paper.issued_on:
        return paper.issued_on
    return paper.receipt.on if paper.receipt else paper.arrived_on


def ruling_below(paper: PaperFacts, chain: Sequence[PaperFacts]) -> PaperFacts | None:
    """The ruling of ``chain`` that ``paper`` reviews; None when it is of first instance, or not at
    hand. A named number that is not at hand is not replaced by another ruling."""
    stages = _LOWER.get(paper.stage) if paper.stage else None
    if stages is None:
        return None
    lower = [
        each
        for each in chain
        if each.stage in stages and each.id != paper.id and not given_after(each, paper)
    ]
    if paper.prior_case_number:
        named = [each for each in lower if each.case_number == paper.prior_case_number]
        unnumbered = [each for each in lower if each.case_number is None]
        return _likeliest(paper, named or unnumbered)
    for stage in stages:
        if found := _likeliest(paper, [each for each in lower if each.stage is stage]):
            return found
    return None


def given_after(paper: PaperFacts, other: PaperFacts) -> bool:
    """Whether ``paper`` was surely given after ``other``: what came by that day cannot be about it."""
    return paper.issued_on is not None and paper.issued_on > day_of(other)


def _likeliest(paper: PaperFacts, lower: Sequence[PaperFacts]) -> PaperFacts | None:
    """The latest given before ``paper``. An appeal decided by ruling was one against a ruling, if there
    is one, but for 准许撤回上诉, which says nothing about what was appealed against; a ruling that
    affirms affirms a ruling in any case (行政诉讼法第八十九条第一款第（一）项)."""
    before = [each for each in lower if day_of(each) <= day_of(paper)] or list(lower)
    classes = classes_of(paper)
    if paper.stage is Stage.SECOND and _WITHDRAWALS.isdisjoint(classes):
        alike = [each for each in before if (each.kind in JUDGMENTS) == (paper.kind in JUDGMENTS)]
        affirms_a_ruling = paper.kind is PaperKind.RULING and classes == {OutcomeClass.AFFIRM}
        before = alike if affirms_a_ruling else alike or before
    return before[-1] if before else None
