"""Loss (败诉): how each jurisdiction's own definition reads the outcome of one party.

The same judgment is a loss in Beibei the day it is given, in Chongyi once it is effective, in Xinzhou
perhaps never. All readings stand side by side, each with the words of the definition behind it; a
text that is silent or ambiguous gives ``review``, and a ruling that only affirms one we have not seen
gives ``review``, never a win.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from services.law.citation import Citation
from services.law.pack import (
    as_citation,
    load_pack,
    outcome_groups,
    reading_citation,
    usable_jurisdictions,
)
from services.law.schema import ClassReadingEntry, LossCounts, LossFile
from services.vocabulary import Jurisdiction, Loss, OutcomeClass, PaperKind, Stage

_WEIGHT = {Loss.NOT_LOSS: 0, Loss.REVIEW: 1, Loss.LOSS: 2}
_BEFORE_EFFECT = {Loss.LOSS: Loss.PENDING, Loss.REVIEW: Loss.PENDING_REVIEW}


@cache
def places_that_read_losses() -> tuple[Jurisdiction, ...]:
    """The local packs that say what counts as 败诉, in the order a table shows them."""
    return tuple(
        each
        for each in usable_jurisdictions()
        if each != Jurisdiction.CN and load_pack(each).loss is not None
    )


@dataclass(frozen=True, slots=True)
class ClassReading:
    """How a definition reads one outcome class, and the words that say so (None: not named)."""

    outcome: OutcomeClass
    value: Loss
    citation: Citation | None
    note: str | None


@dataclass(frozen=True, slots=True)
class LossReading:
    """One jurisdiction's reading of a party's outcome. ``because`` holds the classes that decided;
    ``basis`` says which definition was used; ``note`` why a person must look, if so."""

    jurisdiction: Jurisdiction
    value: Loss
    basis: str
    definition: Citation | None
    because: tuple[ClassReading, ...]
    note: str | None = None


def losses(
    classes: Iterable[OutcomeClass | str],
    *,
    kind: PaperKind | str | None = None,
    stage: Stage | str | None = None,
    effective: bool = False,
    inherited: bool | None = None,
    options: Mapping[str, bool] | None = None,
) -> dict[str, str]:
    """Values of :class:`services.vocabulary.Loss` by jurisdiction for one party's ``classes``.

    ``kind`` and ``stage`` are those of the ruling (values or Chinese labels), ``effective`` its
    standing. ``inherited`` says whether all that the ruling leaves standing of the one below is among
    ``classes``; left out, it is told by whether anything but affirming stands there. ``options`` such
    as ``{"confirm_illegal_counts": True}`` override the packs' defaults.
    Raises ValueError for an unknown class.
    """
    readings = explain_losses(
        classes, kind=kind, stage=stage, effective=effective, inherited=inherited, options=options
    )
    return {str(jurisdiction): reading.value.value for jurisdiction, reading in readings.items()}


def explain_losses(
    classes: Iterable[OutcomeClass | str],
    *,
    kind: PaperKind | str | None = None,
    stage: Stage | str | None = None,
    effective: bool = False,
    inherited: bool | None = None,
    options: Mapping[str, bool] | None = None,
) -> dict[Jurisdiction, LossReading]:
    """As :func:`losses`, with the definition and the words behind each value."""
    found = tuple(dict.fromkeys(OutcomeClass(each) for each in classes))
    return {
        jurisdiction: _read(
            found,
            jurisdiction,
            not_a_judgment=_is(kind, PaperKind.MEDIATION) or _is(stage, Stage.ENFORCEMENT_REVIEW),
            ruling=_is(kind, PaperKind.RULING),
            effective=effective,
            inherited=inherited,
            options=options or {},
        )
        for jurisdiction in places_that_read_losses()
    }


@lru_cache(maxsize=4096)
def read_loss(
    classes: tuple[OutcomeClass, ...],
    jurisdiction: Jurisdiction,
    *,
    kind: PaperKind | None = None,
    stage: Stage | None = None,
    effective: bool = False,
    inherited: bool | None = None,
) -> LossReading:
    """As :func:`explain_losses` for one place, with its own choices of options."""
    return _read(
        tuple(dict.fromkeys(classes)),
        jurisdiction,
        not_a_judgment=_is(kind, PaperKind.MEDIATION) or _is(stage, Stage.ENFORCEMENT_REVIEW),
        ruling=_is(kind, PaperKind.RULING),
        effective=effective,
        inherited=inherited,
        options={},
    )


def _read(
    found: tuple[OutcomeClass, ...],
    jurisdiction: Jurisdiction,
    *,
    not_a_judgment: bool,
    ruling: bool,
    effective: bool,
    inherited: bool | None,
    options: Mapping[str, bool],
) -> LossReading:
    own = load_pack(jurisdiction).loss
    if own is None:
        raise ValueError(f"{jurisdiction}规则包没有 loss.yaml")
    loss = load_pack(own.follows).loss if own.follows else own
    assert loss is not None
    definition = as_citation(loss.definition) if loss.definition else None

    def reading(
        value: Loss, because: tuple[ClassReading, ...] = (), note: str | None = None
    ) -> LossReading:
        return LossReading(jurisdiction, value, own.basis, definition, because, note)

    if not_a_judgment:
        return reading(Loss.NOT_LOSS, note="调解、非诉执行审查不计败诉。")
    by_class = tuple(_read_class(each, loss, options) for each in found)
    value = max((each.value for each in by_class), key=_WEIGHT.__getitem__, default=Loss.NOT_LOSS)
    because = tuple(each for each in by_class if each.value is value)
    open_question = _open_question(found, ruling=ruling, inherited=inherited)
    if open_question and value is not Loss.LOSS:
        return reading(Loss.REVIEW, because=(), note=open_question)
    if loss.counts is LossCounts.EFFECTIVE and not effective:
        return reading(_BEFORE_EFFECT.get(value, value), because)
    return reading(value, because)


def _read_class(outcome: OutcomeClass, loss: LossFile, options: Mapping[str, bool]) -> ClassReading:
    for entry in loss.readings:
        if outcome in entry.classes:
            words = reading_citation(loss, entry.document, entry.article, entry.quotation)
            return ClassReading(
                outcome,
                _value(entry, loss, options),
                as_citation(words) if words else None,
                entry.note,
            )
    return ClassReading(outcome, Loss.NOT_LOSS, None, None)


def _value(entry: ClassReadingEntry, loss: LossFile, options: Mapping[str, bool]) -> Loss:
    option = entry.with_option
    if option and options.get(option.name, loss.options[option.name]):
        return option.value
    return entry.value


def _open_question(
    found: tuple[OutcomeClass, ...], *, ruling: bool, inherited: bool | None
) -> str | None:
    """Why the classes do not tell the outcome yet, or None."""
    groups = outcome_groups()
    if not found:
        return "没有认出裁判结果，须人工判断。"
    of_their_own = [
        each
        for each in found
        if each not in groups.inherits_from_below and each not in groups.changes_below
    ]
    affirming = any(each in groups.inherits_from_below for each in found)
    if affirming and (not of_their_own if inherited is None else not inherited):
        return "维持的是哪份裁判尚未关联，结果不明，须人工判断。"
    if inherited is False:
        return "下级裁判的其余判项是否维持，没有写明或者没有读出，须人工判断。"
    if not of_their_own and not ruling:
        return "只撤销或变更了下级裁判，没有认出对行政行为的裁判，须人工判断。"
    return None


def _is(given: PaperKind | Stage | str | None, member: PaperKind | Stage) -> bool:
    if member is PaperKind.MEDIATION and str(given).endswith("调解书"):
        return True  # 行政赔偿调解书
    return given in (member.value, member.label)
