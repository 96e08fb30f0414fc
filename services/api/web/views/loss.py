"""Loss by jurisdiction side by side, each reading with the words that say so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from services.law.facts import CaseFacts, PaperFacts
from services.law.loss import LossReading, explain_losses, places_that_read_losses
from services.law.on_its_face import shown_effective
from services.law.pack import place_name, short_place_name
from services.law.party_outcome import classes_of_party, inherited
from services.law.standing import Effect, RulingEffect
from services.law.standing_of_office import is_office
from services.vocabulary import Jurisdiction, Loss, PaperKind, Standing

_CELLS = {
    Loss.LOSS: ("loss", "败诉", ""),
    Loss.PENDING: ("pend", "待生效", ""),
    Loss.PENDING_REVIEW: ("doubt", "须定口径", "is-warn"),
    Loss.REVIEW: ("doubt", "须定口径", "is-warn"),
    Loss.NOT_LOSS: ("none", "不计", "mut"),
}
_RULINGS = (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.RULING, PaperKind.MEDIATION)


@dataclass(frozen=True, slots=True)
class LossColumn:
    label: str
    home: bool


@dataclass(frozen=True, slots=True)
class LossCell:
    glyph: str
    word: str
    tone: str
    home: bool


@dataclass(frozen=True, slots=True)
class LossRow:
    party: str
    own: bool
    classes: str
    partial: bool
    href: str
    cells: tuple[LossCell, ...]


@dataclass(frozen=True, slots=True)
class LossTable:
    """The office's own column first and tinted; ``effect`` says why the ruling is effective or that
    nothing shows it; ``reasons`` are (places, sentence)."""

    home: str
    effect: str
    columns: tuple[LossColumn, ...]
    rows: tuple[LossRow, ...]
    reasons: tuple[tuple[str, str], ...]


def loss_table(facts: CaseFacts, effects: Mapping[str, RulingEffect]) -> LossTable | None:
    """Readings of the case's last ruling with an outcome; None while there is none. A ruling that is
    only presumed effective still counts as not effective: the court has to be asked."""
    rulings = [
        p
        for p in facts.papers
        if p.outcome and p.kind in _RULINGS and p.standing is not Standing.ATTACHED
    ]
    if not rulings:
        return None
    paper = max(rulings, key=lambda p: (p.issued_on is not None, p.issued_on or p.arrived_on))
    own = facts.office.jurisdiction
    order = sorted(places_that_read_losses(), key=lambda each: each != own)
    effect = effects.get(paper.id)
    by_effect = effect is not None and effect.effect is Effect.EFFECTIVE
    effective = by_effect or shown_effective(paper) is not None
    rows = []
    all_readings: list[dict[Jurisdiction, LossReading]] = []
    for party in paper.outcome:
        classes = classes_of_party(party, paper, facts)
        readings = explain_losses(
            classes,
            kind=paper.kind,
            stage=paper.stage,
            effective=effective,
            inherited=inherited(paper, facts),
        )
        all_readings.append(readings)
        cells = tuple(_cell(readings[each], home=each == own) for each in order)
        rows.append(
            LossRow(
                party=party,
                own=is_office(party, facts.office),
                classes="、".join(each.label for each in classes),
                partial=party in paper.partly,
                href=_operative_href(paper),
                cells=cells,
            )
        )
    return LossTable(
        home=place_name(own),
        effect=_effect(paper, effect),
        columns=tuple(LossColumn(short_place_name(each), each == own) for each in order),
        rows=tuple(sorted(rows, key=lambda row: not row.own)),
        reasons=_reasons(order, all_readings),
    )


def _effect(paper: PaperFacts, effect: RulingEffect | None) -> str:
    if because := shown_effective(paper):
        return f"按已生效列：{because}"
    if effect is not None:
        word = "按已生效列" if effect.effect is Effect.EFFECTIVE else "按未生效列"
        return f"{word}：{effect.effect.label}，{effect.basis.label}"
    return "按未生效列：文书本身不能证明已经生效"


def _operative_href(paper: PaperFacts) -> str:
    return f"/papers/{paper.id}#f-operative-0" if paper.operative_text else f"/papers/{paper.id}"


def _cell(reading: LossReading, *, home: bool) -> LossCell:
    glyph, word, tone = _CELLS[reading.value]
    return LossCell(glyph, word, tone, home)


def _reasons(
    order: list[Jurisdiction], readings: list[dict[Jurisdiction, LossReading]]
) -> tuple[tuple[str, str], ...]:
    """One line per definition: places that use the same words stand together."""
    said: dict[str, list[str]] = {}
    for each in order:
        sentences = [readings[0][each].basis]
        for by_place in readings:
            reading = by_place[each]
            notes = [reading.note] if reading.note else []
            if reading.value in (Loss.REVIEW, Loss.PENDING_REVIEW):
                notes += [because.note for because in reading.because if because.note]
            sentences += [note for note in notes if note not in sentences]
        said.setdefault("；".join(s.rstrip("。；") for s in sentences), []).append(
            short_place_name(each)
        )
    return tuple(("、".join(places), sentence) for sentence, places in said.items())
