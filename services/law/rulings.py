"""Which ruling decides about which (裁判的上下级关系): the chain of instances inside one dispute.

A ruling of a higher instance acts on one below it: by the number it names, else on the latest that can
have been meant. Rulings that decide nothing about the dispute (补正, 中止, 保全 …) stand outside
the chain.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

from services.law.facts import CaseFacts, OperativeFact, PaperFacts
from services.law.pack import outcome_groups
from services.vocabulary import OutcomeClass, PaperKind, Role, Stage, Standing

JUDGMENTS = frozenset({PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT})
DECISIONS = JUDGMENTS | {PaperKind.RULING, PaperKind.MEDIATION}
_LOWER: dict[Stage, tuple[Stage, ...]] = {
    Stage.SECOND: (Stage.FIRST,),
    Stage.RETRIAL_REVIEW: (Stage.SECOND, Stage.FIRST),
    Stage.RETRIAL: (Stage.SECOND, Stage.FIRST),
}
_NUMBERED = re.compile(r"第?([一二三四五六七八九十]{1,3})(?=[、，和及与第一二三四五六七八九十]{0,9}项)")


@cache
def outcome_group(name: str) -> frozenset[OutcomeClass]:
    """One list of ``rules/cn/outcomes.yaml``."""
    return frozenset(getattr(outcome_groups(), name))


def classes_of(paper: PaperFacts) -> frozenset[OutcomeClass]:
    """Every outcome class of a paper, whoever it concerns."""
    return frozenset(each for classes in paper.outcome.values() for each in classes)


def is_interlocutory(paper: PaperFacts) -> bool:
    """Whether the ruling leaves the dispute where it was (补正, 中止诉讼, 保全 …)."""
    found = classes_of(paper)
    return bool(found) and found <= outcome_group("interlocutory")


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


def withdraws_in_part(paper: PaperFacts) -> bool:
    """Whether only some of several appellants withdrew their appeal: its items name some of them and
    leave others out. The appeal of those goes on."""
    if classes_of(paper).isdisjoint(_WITHDRAWALS):
        return False
    appellants = {party.name for party in paper.parties if party.role is Role.APPELLANT}
    said = "".join(item.text for item in paper.operative if not _WITHDRAWALS.isdisjoint(item.classes))
    named = set()
    for name in sorted(appellants, key=len, reverse=True):  # 方某 is not named where 方某甲 is
        if name in said:
            named.add(name)
            said = said.replace(name, "\n")
    return bool(named) and named != appellants


def closes(paper: PaperFacts) -> bool:
    """Whether the ruling ends the dispute before the courts as far as it goes (结案). One that sends it
    back (发回重审) or opens a retrial ends its own number only: the case goes on."""
    return (
        paper.kind in DECISIONS
        and not is_interlocutory(paper)
        and not withdraws_in_part(paper)
        and not sends_back(paper)
        and OutcomeClass.RETRIAL_ORDER not in classes_of(paper)
    )


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
        and not is_interlocutory(paper)
        and not withdraws_in_part(paper)
        and (paper.standing is not Standing.ATTACHED or paper.case_number in named)
    ]
    return tuple(sorted(found, key=lambda paper: (day_of(paper), paper.id)))


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
    lower = [each for each in chain if each.stage in stages and each.id != paper.id]
    if paper.prior_case_number:
        named = [each for each in lower if each.case_number == paper.prior_case_number]
        unnumbered = [each for each in lower if each.case_number is None]
        return _likeliest(paper, named or unnumbered)
    for stage in stages:
        if found := _likeliest(paper, [each for each in lower if each.stage is stage]):
            return found
    return None


def _likeliest(paper: PaperFacts, lower: Sequence[PaperFacts]) -> PaperFacts | None:
    """The latest given before ``paper``; an appeal decided by ruling was one against a ruling, if there
    is one, but for 准许撤回上诉, which says nothing about what was appealed against."""
    before = [each for each in lower if day_of(each) <= day_of(paper)] or list(lower)
    withdrawn = {OutcomeClass.APPEAL_WITHDRAW, OutcomeClass.APPEAL_DEEMED_WITHDRAW}
    if paper.stage is Stage.SECOND and withdrawn.isdisjoint(classes_of(paper)):
        alike = [each for each in before if (each.kind in JUDGMENTS) == (paper.kind in JUDGMENTS)]
        before = alike or before
    return before[-1] if before else None


# --- item by item --------------------------------------------------------------------------------


def item_number(item: OperativeFact) -> str:
    """一 of 一、撤销…; empty when the item bears no number."""
    match = re.match(r"\s*（?([一二三四五六七八九十]{1,3})(?:、|）)", item.text)
    return match[1] if match else ""


def upheld_items(paper: PaperFacts) -> frozenset[str] | None:
    """The numbers of the items below that ``paper`` leaves standing (维持第一项). None: it says nothing
    item by item."""
    upheld: set[str] = set()
    for item in paper.operative:
        # 维持…第一项、第三项 ends where another verb begins.
        for clause in re.split(r"[；。]|，(?=撤销|变更)", item.text):
            verb = clause.find("维持")
            if verb >= 0 and "项" in clause[verb:]:
                upheld.update(_NUMBERED.findall(clause[verb:]))
    return frozenset(upheld) or None


def items_standing(paper: PaperFacts, chain: Sequence[PaperFacts]) -> tuple[OperativeFact, ...]:
    """The items in force under ``paper``: its own, and those below that it leaves standing."""
    below = ruling_below(paper, chain)
    if below is None or not inherits(paper):
        return paper.operative
    upheld = upheld_items(paper)
    lower = items_standing(below, chain)
    if upheld is not None:
        lower = tuple(item for item in lower if item_number(item) in upheld)
    elif not affirms_all(paper):
        return paper.operative
    return (*paper.operative, *lower)


def inherits(paper: PaperFacts) -> bool:
    """Whether the ruling leaves one below standing, in whole or in part."""
    return not classes_of(paper).isdisjoint(outcome_group("inherits_from_below"))


def affirms_all(paper: PaperFacts) -> bool:
    """Whether the ruling changes nothing of the one below."""
    found = classes_of(paper)
    return bool(found) and found <= outcome_group("inherits_from_below")
