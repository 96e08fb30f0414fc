"""How one ruling stands by its own papers (裁判的生效状态): service, mediation, certificate,
periods to appeal.

What a ruling above does to it is asked in ``standing``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.law.appeal import appeal_against, other_parties, unserved, window_end
from services.law.basis import basis
from services.law.calendar import ONE_DAY, Calendar, chinese
from services.law.citation import Citation
from services.law.facts import CaseFacts, PaperFacts
from services.law.on_its_face import cannot_be_appealed
from services.law.rulings import (
    classes_of,
    ruling_below,
)
from services.vocabulary import (
    Labelled,
    PaperKind,
    Stage,
    Standing,
)

_FINAL_STAGES = (Stage.RETRIAL_REVIEW, Stage.ENFORCEMENT_REVIEW)


class Effect(Labelled):
    """Whether a ruling is in force."""

    EFFECTIVE = "effective", "已生效"
    PRESUMED = "presumed_effective", "推定生效，待向法院核实"
    NOT_EFFECTIVE = "not_effective", "未生效"


class EffectBasis(Labelled):
    """What shows it."""

    SECOND_INSTANCE = "second_instance", "二审裁判"
    NOT_APPEALABLE = "not_appealable", "依法不准上诉的裁定"
    APPEAL_WITHDRAWN = "appeal_withdrawn", "撤回上诉"
    MEDIATION_SIGNED = "mediation_signed", "各方已签收调解书"
    RETRIAL = "retrial", "再审裁判"
    CERTIFICATE = "certificate", "法院的生效证明"
    COURT = "court", "法院答复"
    PERSON = "person", "经办人确认"
    PRINTED = "printed", "文书载明"
    WINDOW_CLOSED = "window_closed", "上诉期满"
    WINDOW_OPEN = "window_open", "上诉期未满"
    APPEALED = "appealed", "已上诉"
    REVERSED = "reversed", "被上级裁判撤销或发回"
    UNSIGNED = "unsigned", "调解书未见各方签收"
    UNKNOWN = "unknown", "材料不足"


@dataclass(frozen=True, slots=True)
class RulingEffect:
    """How one ruling stands. ``on``: the day it took effect, or is presumed to have, at the earliest
    (None: not in force, or day unknown); ``latest``: at the latest, when several days are possible and
    it is known. ``because``: Chinese sentences. ``decided_by``: the ruling above that settled it.
    ``under_retrial``: in force, its execution suspended; ``resumed``: it was, until the retrial ended.
    ``retried_by``: the ruling on retrial that left it in force, ``retries`` says so of that one, whose
    own items alone are new. ``proved``: the day rests on a proved
    receipt.
    """

    paper: str
    effect: Effect
    basis: EffectBasis
    because: tuple[str, ...]
    citation: Citation | None = None
    on: date | None = None
    latest: date | None = None
    decided_by: str | None = None
    under_retrial: bool = False
    resumed: bool = False
    retried_by: str | None = None
    retries: bool = False
    proved: bool = False

    @property
    def in_force(self) -> bool:
        """Effective, or presumed to be."""
        return self.effect is not Effect.NOT_EFFECTIVE

    @property
    def ask_court(self) -> bool:
        """Whether 向法院核实是否上诉、何时生效 is due."""
        return self.effect is Effect.PRESUMED


# --- one ruling by itself ------------------------------------------------------------------------


def own_effect(
    paper: PaperFacts, chain: Sequence[PaperFacts], case: CaseFacts, calendar: Calendar, today: date
) -> RulingEffect:
    if certified := _certificate(paper, chain, case):
        return certified
    if paper.kind is PaperKind.MEDIATION:
        return _mediation(paper)
    if paper.stage is Stage.RETRIAL and not _cannot_be_appealed(paper):
        return _retrial(paper, chain, case, calendar, today)
    if final := _final_when_served(paper):
        return _when_served(paper, *final)
    return _first_instance(paper, case, calendar, today)


def _final_when_served(paper: PaperFacts) -> tuple[EffectBasis, str] | None:
    if paper.stage is Stage.SECOND:
        return EffectBasis.SECOND_INSTANCE, "二审裁判送达即生效。"
    if paper.stage in _FINAL_STAGES:
        return EffectBasis.NOT_APPEALABLE, "该裁定送达即生效。"
    if paper.effective_because:
        return EffectBasis.PRINTED, f"{paper.effective_because}。"
    if _cannot_be_appealed(paper):
        return EffectBasis.NOT_APPEALABLE, "该裁定依法不准上诉，送达即生效。"
    return None


def _when_served(paper: PaperFacts, kind: EffectBasis, sentence: str) -> RulingEffect:
    """In force since it was served; without a proved receipt between its date and its arrival."""
    name = "second_instance" if kind is EffectBasis.SECOND_INSTANCE else "not_appealable"
    first = paper.receipt.on if paper.receipt else paper.issued_on or paper.arrived_on
    last = paper.receipt.on if paper.receipt else paper.arrived_on
    unproved = () if paper.receipt else ("没有收到日期，生效日暂按最早可能的一日计。",)
    return RulingEffect(
        paper.id,
        Effect.EFFECTIVE,
        kind,
        (sentence, *unproved),
        basis(name),
        min(first, last),
        last,
        proved=paper.receipt is not None,
    )


def _cannot_be_appealed(paper: PaperFacts) -> bool:
    return cannot_be_appealed(paper.kind, classes_of(paper), paper.appeal_days)


def _mediation(paper: PaperFacts) -> RulingEffect:
    if paper.signed_on or paper.effective_because:
        on = paper.signed_on
        because = f"各方最后于{chinese(on)}签收。" if on else f"{paper.effective_because}。"
        return RulingEffect(
            paper.id,
            Effect.EFFECTIVE,
            EffectBasis.MEDIATION_SIGNED,
            (because,),
            basis("mediation_signed"),
            on or (paper.receipt.on if paper.receipt else None),
            on,
            proved=on is not None,
        )
    because = "调解书经各方签收才生效，材料中没有各方签收的日期。"
    return RulingEffect(
        paper.id, Effect.NOT_EFFECTIVE, EffectBasis.UNSIGNED, (because,), basis("mediation_signed")
    )


def _retrial(
    paper: PaperFacts, chain: Sequence[PaperFacts], case: CaseFacts, calendar: Calendar, today: date
) -> RulingEffect:
    """Tried by the procedure of second instance it is final, by that of first instance it can be
    appealed."""
    below = ruling_below(paper, chain)
    if paper.effective_because or (
        paper.appeal_days is None and below is not None and below.stage is Stage.SECOND
    ):
        return _when_served(paper, EffectBasis.RETRIAL, "按第二审程序再审，裁判送达即生效。")
    if paper.appeal_days is not None:
        return _first_instance(paper, case, calendar, today)
    because = "再审按哪一审程序审理，材料没有写明，是否可以上诉须核对。"
    return RulingEffect(paper.id, Effect.NOT_EFFECTIVE, EffectBasis.UNKNOWN, (because,))


def _certificate(
    paper: PaperFacts, chain: Sequence[PaperFacts], case: CaseFacts
) -> RulingEffect | None:
    """A court's certificate (生效证明) that names the ruling, or can mean no other."""
    for each in case.papers:
        if each.kind is not PaperKind.EFFECTIVENESS_CERTIFICATE or each.standing is Standing.ATTACHED:
            continue
        numbers = {each.case_number, each.prior_case_number} - {None}
        meant = paper.case_number in numbers if numbers else len(chain) == 1
        if not meant or paper is not _last_of_number(paper, chain):
            continue
        on = each.effective_on
        known = f"证明载明{chinese(on)}生效。" if on else "证明没有写明生效日期。"
        return RulingEffect(
            paper.id,
            Effect.EFFECTIVE,
            EffectBasis.CERTIFICATE,
            ("法院出具了生效证明。", known),
            basis("not_appealed"),
            on,
            on,
            proved=on is not None,
        )
    return None


def _last_of_number(paper: PaperFacts, chain: Sequence[PaperFacts]) -> PaperFacts:
    return [each for each in chain if each.case_number == paper.case_number][-1]


# --- first instance: everybody's period ----------------------------------------------------------


def _first_instance(
    paper: PaperFacts, case: CaseFacts, calendar: Calendar, today: date
) -> RulingEffect:
    if appeal := appeal_against(paper, case):
        because = f"{appeal}，已有当事人上诉，一审裁判没有生效。"
        return RulingEffect(
            paper.id, Effect.NOT_EFFECTIVE, EffectBasis.APPEALED, (because,), basis("not_appealed")
        )
    first = paper.receipt.on if paper.receipt else paper.issued_on or paper.arrived_on
    last = paper.receipt.on if paper.receipt else max(first, paper.arrived_on)
    others = other_parties(paper, case)
    served = [each.on for each in case.services if each.paper == paper.id]
    all_known = bool(others) and not unserved(paper, case, others)
    ends = [window_end(paper, on, calendar) for on in (first, *served)]
    sure_ends = [window_end(paper, on, calendar, surely=True) for on in (last, *served)]
    end, sure_end = max(ends), max(sure_ends)
    certain = sure_end == max(window_end(paper, on, calendar) for on in (last, *served))
    if today <= sure_end:
        because = (
            f"上诉期{'最迟' if all_known else '已知的'}至{chinese(sure_end)}。"
            if certain
            else f"上诉期至{chinese(end)}，当年放假安排尚未公布，可能顺延。"
        )
        if not all_known:
            missing = "、".join(unserved(paper, case, others)) or "其他当事人"
            because += f"{missing}何时收到不明，其上诉期从收到之日起算。"
        return RulingEffect(
            paper.id, Effect.NOT_EFFECTIVE, EffectBasis.WINDOW_OPEN, (because,), basis("each_party")
        )
    on = end + ONE_DAY
    if all_known:
        known = f"各方都已送达，最后一方的上诉期至{chinese(sure_end)}，法院是否收到上诉尚未核实。"
    else:
        missing = "、".join(unserved(paper, case, others)) or "其他当事人"
        known = f"本机关的上诉期已满；{missing}何时收到、是否上诉不明，各方的上诉期从各自收到之日起算。"
    return RulingEffect(
        paper.id,
        Effect.PRESUMED,
        EffectBasis.WINDOW_CLOSED,
        (known, f"推定{chinese(on)}起生效，须向法院核实。"),
        basis("not_appealed" if all_known else "each_party"),
        on,
        sure_end + ONE_DAY if all_known else None,
        proved=paper.receipt is not None and certain,
    )
