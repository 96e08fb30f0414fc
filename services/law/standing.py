"""Is a ruling effective (裁判是否生效)? A state with a basis and a day, never a mere yes.

``effective`` needs a second-instance ruling, a mediation signed by all, a ruling that cannot be
appealed, a court's certificate or recorded answer, or a person's confirmation. When our own period
to appeal is over and nobody is known to have appealed, the ruling is ``presumed_effective``: the
court has to be asked. The state follows the instances (received → appeal window → appealed →
decided above → retried …); what a ruling above revokes or sends back no longer counts. ``today`` is
an argument.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from services.law.basis import basis
from services.law.calendar import Calendar, chinese
from services.law.facts import CaseFacts, ConfirmedBy, EffectConfirmation, PaperFacts
from services.law.items import affirms_all, inherits, left_by, stood_on
from services.law.ruling_effect import Effect, EffectBasis, RulingEffect, own_effect
from services.law.rulings import classes_of, decisions, outcome_group, ruling_below, sends_back
from services.vocabulary import OutcomeClass, PaperKind, Stage

__all__ = ["Effect", "EffectBasis", "RulingEffect", "controlling", "effects_of"]

_ABOUT_RETRIAL = frozenset(
    {OutcomeClass.RETRIAL_REJECT, OutcomeClass.RETRIAL_ORDER, OutcomeClass.RETRIAL_TERMINATE}
)
_WITHDRAWN = frozenset({OutcomeClass.APPEAL_WITHDRAW, OutcomeClass.APPEAL_DEEMED_WITHDRAW})


def effects_of(case: CaseFacts, calendar: Calendar, *, today: date) -> Mapping[str, RulingEffect]:
    """The standing of every ruling of the case on ``today``, by paper id."""
    chain = decisions(case)
    found = {paper.id: own_effect(paper, chain, case, calendar, today) for paper in chain}
    for confirmation in case.confirmations:
        if confirmation.paper in found:
            found[confirmation.paper] = _confirmed(found[confirmation.paper], confirmation)
    for paper in chain:  # the oldest first: a ruling above has the last word on those below
        _settle_below(paper, chain, found)
    for confirmation in case.confirmations:
        present = found.get(confirmation.paper)
        if present and present.decided_by and _said_since(confirmation, present.decided_by, chain):
            found[confirmation.paper] = _confirmed(present, confirmation)
    return found


def controlling(case: CaseFacts, effects: Mapping[str, RulingEffect]) -> tuple[PaperFacts, ...]:
    """The rulings in force that no ruling above decided on: the last word of each line of the case.
    Rulings that only send the dispute back, or refuse, order or end a retrial, have none of their
    own."""
    return tuple(
        paper
        for paper in decisions(case)
        if effects[paper.id].in_force
        and effects[paper.id].decided_by is None
        and not sends_back(paper)
        and not classes_of(paper) & _ABOUT_RETRIAL
    )


# --- what a ruling above does to those below -----------------------------------------------------


def _settle_below(
    paper: PaperFacts, chain: Sequence[PaperFacts], found: dict[str, RulingEffect]
) -> None:
    below, mine = ruling_below(paper, chain), found[paper.id]
    if mine.effect is Effect.NOT_EFFECTIVE:
        return
    restored = stood_on(paper, chain)
    if restored is not None and restored is not below:  # 撤销二审判决，维持一审判决
        if below is not None:
            _reverse(below, mine, found)
        _uphold(restored, paper, found)
        return
    if below is None:
        return
    classes = classes_of(paper)
    if OutcomeClass.RETRIAL_ORDER in classes:
        for each in _line_of(below, found):
            found[each.paper] = replace(
                each,
                under_retrial=True,
                because=(*each.because, "已裁定再审，原裁判中止执行。"),
                citation=basis("under_retrial"),
            )
    elif OutcomeClass.RETRIAL_REJECT in classes:
        return
    elif OutcomeClass.RETRIAL_TERMINATE in classes:
        for each in _line_of(below, found):
            found[each.paper] = replace(_resumed(each), citation=basis("retrial_ended"))
    elif _leaves_standing(paper, below):
        _uphold(below, paper, found)
    elif classes & (outcome_group("changes_below") | outcome_group("sends_back")) or (
        paper.kind is PaperKind.MEDIATION
    ):
        _reverse(below, mine, found)
        while paper.stage is Stage.RETRIAL and (below := ruling_below(below, chain)):
            _reverse(below, mine, found)


def _leaves_standing(paper: PaperFacts, below: PaperFacts) -> bool:
    """Whether ``paper`` leaves the ruling below in force, in whole or in part."""
    left = left_by(paper)
    return (inherits(paper) or left.items is not None) and left.anything_of(below)


def _uphold(below: PaperFacts, paper: PaperFacts, found: dict[str, RulingEffect]) -> None:
    """The ruling below stands by the one above; one in force before a retrial keeps the day it took
    effect."""
    above, present = found[paper.id], found[below.id]
    if paper.stage is Stage.RETRIAL and present.in_force:
        so_far = "再审维持" if affirms_all(paper) else "再审只改变了一部分，其余部分不变"
        for each in _line_of(below, found):
            found[each.paper] = replace(
                _resumed(each),
                effect=Effect.EFFECTIVE,
                because=(*each.because, f"{so_far}，原裁判继续有效。"),
                retried_by=paper.id,
                proved=each.proved and each.effect is Effect.EFFECTIVE,
            )
        found[paper.id] = replace(above, retries=True)
        return
    withdrawn = not classes_of(paper).isdisjoint(_WITHDRAWN)
    kind = EffectBasis.APPEAL_WITHDRAWN if withdrawn else EffectBasis.SECOND_INSTANCE
    sentence = (
        "上诉已撤回，一审裁判生效。"
        if withdrawn
        else "被上级裁判维持而生效。"
        if affirms_all(paper)
        else "上级裁判没有全部改变，其余部分生效。"
    )
    found[below.id] = RulingEffect(
        below.id,
        above.effect,
        kind,
        (sentence, *above.because[1:]),
        basis("appeal_withdrawn" if withdrawn else "second_instance"),
        above.on,
        above.latest,
        decided_by=above.paper,
        proved=above.proved,
    )


def _line_of(below: PaperFacts, found: Mapping[str, RulingEffect]) -> list[RulingEffect]:
    """The standing of ``below``, and of the rulings above that settled it (驳回上诉, 准许撤回上诉)."""
    line = [found[below.id]]
    while above := line[-1].decided_by:
        line.append(found[above])
    return line


def _resumed(effect: RulingEffect) -> RulingEffect:
    return replace(effect, under_retrial=False, resumed=effect.resumed or effect.under_retrial)


def _reverse(below: PaperFacts, above: RulingEffect, found: dict[str, RulingEffect]) -> None:
    found[below.id] = RulingEffect(
        below.id,
        Effect.NOT_EFFECTIVE,
        EffectBasis.REVERSED,
        ("被上级裁判撤销、变更或者发回，原结果不再计入；记录保留。",),
        decided_by=above.paper,
    )


def _said_since(confirmation: EffectConfirmation, above: str, chain: Sequence[PaperFacts]) -> bool:
    """Whether the word was given when the ruling ``above`` was known: an earlier one spoke of the time
    before it (法院答复已上诉, then the judgment of second instance comes)."""
    known = next(paper.known_at for paper in chain if paper.id == above)
    return confirmation.at is not None and known is not None and confirmation.at > known


def _confirmed(present: RulingEffect, confirmation: EffectConfirmation) -> RulingEffect:
    """What a person or the court said stands above what the papers let us presume."""
    court = confirmation.basis is ConfirmedBy.COURT
    who = "法院答复" if court else f"{confirmation.by or '经办人'}确认"
    state = "已生效" if confirmation.effective else "没有生效"
    day = f"，生效日{chinese(confirmation.on)}" if confirmation.effective and confirmation.on else ""
    on = (confirmation.on or present.on) if confirmation.effective else None
    return replace(
        present,
        effect=Effect.EFFECTIVE if confirmation.effective else Effect.NOT_EFFECTIVE,
        basis=EffectBasis.COURT if court else EffectBasis.PERSON,
        because=(f"{who}：{state}{day}。",),
        on=on,
        latest=on,
        proved=confirmation.effective and confirmation.on is not None,
    )
