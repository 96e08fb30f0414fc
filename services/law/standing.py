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
from services.law.ruling_effect import Effect, EffectBasis, RulingEffect, own_effect
from services.law.rulings import (
    affirms_all,
    classes_of,
    decisions,
    inherits,
    outcome_group,
    ruling_below,
    sends_back,
    upheld_items,
)
from services.vocabulary import OutcomeClass, PaperKind, Stage

__all__ = ["Effect", "EffectBasis", "RulingEffect", "controlling", "effects_of"]

_WITHDRAWN = frozenset({OutcomeClass.APPEAL_WITHDRAW, OutcomeClass.APPEAL_DEEMED_WITHDRAW})


def effects_of(case: CaseFacts, calendar: Calendar, *, today: date) -> Mapping[str, RulingEffect]:
    """The standing of every ruling of the case on ``today``, by paper id."""
    chain = decisions(case)
    found = {paper.id: own_effect(paper, chain, case, calendar, today) for paper in chain}
    for paper in chain:  # the oldest first: a ruling above has the last word on those below
        _settle_below(paper, chain, found)
    for confirmation in case.confirmations:
        if confirmation.paper in found:
            found[confirmation.paper] = _confirmed(found[confirmation.paper], confirmation)
    return found


def controlling(case: CaseFacts, effects: Mapping[str, RulingEffect]) -> tuple[PaperFacts, ...]:
    """The rulings in force that no ruling above decided on: the last word of each line of the case.
    Rulings that only send the dispute back, or refuse a retrial, have none of their own."""
    return tuple(
        paper
        for paper in decisions(case)
        if effects[paper.id].in_force
        and effects[paper.id].decided_by is None
        and not sends_back(paper)
        and not classes_of(paper) & {OutcomeClass.RETRIAL_REJECT, OutcomeClass.RETRIAL_ORDER}
    )


# --- what a ruling above does to those below -----------------------------------------------------


def _settle_below(
    paper: PaperFacts, chain: Sequence[PaperFacts], found: dict[str, RulingEffect]
) -> None:
    below = ruling_below(paper, chain)
    mine = found[paper.id]
    if below is None or mine.effect is Effect.NOT_EFFECTIVE:
        return
    classes = classes_of(paper)
    if OutcomeClass.RETRIAL_ORDER in classes:
        suspended = replace(
            found[below.id],
            under_retrial=True,
            because=(*found[below.id].because, "已裁定再审，原裁判中止执行。"),
            citation=basis("under_retrial"),
        )
        found[below.id] = suspended
    elif OutcomeClass.RETRIAL_REJECT in classes:
        return
    elif OutcomeClass.RETRIAL_TERMINATE in classes:
        found[below.id] = replace(found[below.id], under_retrial=False, citation=basis("retrial_ended"))
    elif OutcomeClass.RETRIAL_AFFIRM_FIRST in classes and below.stage is Stage.SECOND:
        _reverse(below, mine, found)
        if first := ruling_below(below, chain):
            _uphold(first, mine, found)
    elif affirms_all(paper) or (inherits(paper) and upheld_items(paper) is not None):
        _uphold(below, mine, found, withdrawn=bool(classes & _WITHDRAWN))
    elif classes & (outcome_group("changes_below") | outcome_group("sends_back")) or (
        paper.kind is PaperKind.MEDIATION
    ):
        _reverse(below, mine, found)
        while paper.stage is Stage.RETRIAL and (below := ruling_below(below, chain)):
            _reverse(below, mine, found)


def _uphold(
    below: PaperFacts, above: RulingEffect, found: dict[str, RulingEffect], *, withdrawn: bool = False
) -> None:
    """The ruling below stands by the one above; one already in force keeps the day it took effect."""
    present = found[below.id]
    if present.effect is Effect.EFFECTIVE and below.stage is not Stage.FIRST:
        found[below.id] = replace(present, under_retrial=False)
        return
    kind = EffectBasis.APPEAL_WITHDRAWN if withdrawn else EffectBasis.SECOND_INSTANCE
    sentence = "上诉已撤回，一审裁判生效。" if withdrawn else "被上级裁判维持而生效。"
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


def _reverse(below: PaperFacts, above: RulingEffect, found: dict[str, RulingEffect]) -> None:
    found[below.id] = RulingEffect(
        below.id,
        Effect.NOT_EFFECTIVE,
        EffectBasis.REVERSED,
        ("被上级裁判撤销、变更或者发回，原结果不再计入；记录保留。",),
        decided_by=above.paper,
    )


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
