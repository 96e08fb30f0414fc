"""Does a ruling show by itself that its result is effective once served (文书本身能否证明生效)?

Its own words say so (本判决为终审判决); or the law does, of its stage and of what it decides:
行政诉讼法 article 85 and 法释〔2018〕1号 article 101 name what can be appealed. Inferred anew from the
facts in force each time: what a person corrects changes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from services.law.facts import PaperFacts
from services.law.loss import losses
from services.law.pack import load_pack, outcome_groups
from services.law.rulings import classes_of
from services.vocabulary import Jurisdiction, OutcomeClass, PaperKind, Stage

_LAST_STAGES = frozenset({Stage.SECOND, Stage.RETRIAL, Stage.RETRIAL_REVIEW})


@cache
def appealable() -> frozenset[OutcomeClass]:
    """What a ruling must decide to be open to appeal, as the rule on it says (法释〔2018〕1号 101)."""
    return frozenset(load_pack(Jurisdiction.CN).rule("APPEAL_R").entry.trigger.outcomes)


@cache
def _goes_on() -> frozenset[OutcomeClass]:
    """The case goes on, whatever the ruling is called; of 不准予执行 the applicant may ask the court
    above (法释〔2018〕1号 article 161)."""
    groups = outcome_groups()
    more = (OutcomeClass.RETRIAL_ORDER, OutcomeClass.SUSPEND, OutcomeClass.TRANSFER)
    return frozenset((*groups.sends_back, *more, OutcomeClass.NONLIT_DENY))


def cannot_be_appealed(
    kind: PaperKind, classes: Collection[OutcomeClass], appeal_days: int | None
) -> bool:
    """Whether the paper is a ruling of a kind the law gives no appeal against, and names none."""
    return (
        kind is PaperKind.RULING
        and bool(classes)
        and appeal_days is None
        and appealable().isdisjoint(classes)
    )


def shown_effective(paper: PaperFacts) -> str | None:
    """Why ``paper`` itself shows that its result is effective once served; None when it does not. A
    judgment of first instance never shows it, a mediation only by its last signature."""
    return _shown(
        paper.kind, paper.stage, classes_of(paper), paper.effective_because, paper.appeal_days
    )


def _shown(
    kind: PaperKind,
    stage: Stage | None,
    classes: Collection[OutcomeClass],
    printed: str | None,
    appeal_days: int | None,
) -> str | None:
    if kind is PaperKind.MEDIATION or not _goes_on().isdisjoint(classes):
        return None
    if printed:
        return printed
    if stage in _LAST_STAGES and not (stage is Stage.RETRIAL and appeal_days):
        return f"{stage.label}裁判送达后生效"
    if cannot_be_appealed(kind, classes, appeal_days):
        return "不可上诉的裁定，送达后生效（行政诉讼法解释第101条）"
    return None


def outcome_said(paper: Mapping[str, Any]) -> dict[str, Any] | None:
    """The ``outcome`` of one paper of the contract's extraction JSON as a reader is to have it: the
    extractor gives the classes and the words printed, the law whether that is effective and what each
    place counts it as. None when the paper has none."""
    outcome = paper.get("outcome")
    if not outcome:
        return None
    kind, stage = PaperKind(paper["kind"]), paper.get("stage")
    parties = outcome["by_party"]
    because = _shown(
        kind,
        Stage(stage) if stage else None,
        {OutcomeClass(each) for result in parties.values() for each in result["classes"]},
        outcome.get("effective_basis"),
        (paper.get("fields", {}).get("appeal_days") or {}).get("value"),
    )
    return {
        **outcome,
        "by_party": {
            name: {
                **result,
                "loss": losses(
                    result["classes"], kind=kind, stage=stage, effective=because is not None
                ),
            }
            for name, result in parties.items()
        },
        "effective": because is not None,
        "effective_basis": because,
    }
