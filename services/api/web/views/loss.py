"""Loss by jurisdiction side by side, each reading with the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from services.law.facts import CaseFacts, PaperFacts
from services.law.loss import JURISDICTIONS, LossReading, explain_losses
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
    """The office's own column first and tinted; ``reasons`` are (places, sentence)."""

    home: str
    columns: tuple[LossColumn, ...]
    rows: tuple[LossRow, ...]
    reasons: tuple[tuple[str, str], ...]


def loss_table(facts: CaseFacts) -> LossTable | None:
    """Readings of the case's last ruling with an outcome; None while there is none."""
    rulings = [
        p
        for p in facts.papers
        if p.outcome and p.kind in _RULINGS and p.standing is not Standing.ATTACHED
    ]
    if not rulings:
        return None
    paper = max(rulings, key=lambda p: (p.issued_on is not None, p.issued_on or p.arrived_on))
    own = facts.office.jurisdiction
    order = sorted(JURISDICTIONS, key=lambda each: each is not own)
    rows = []
    all_readings: list[dict[Jurisdiction, LossReading]] = []
    for party, classes in paper.outcome.items():
        readings = explain_losses(classes, kind=paper.kind, stage=paper.stage, effective=False)
        all_readings.append(readings)
        cells = tuple(_cell(readings[each], home=each is own) for each in order)
        rows.append(
            LossRow(
                party=party,
                own=party in (facts.office.name, *facts.office.former_names),
                classes="、".join(each.label for each in classes),
                partial=False,
                href=_operative_href(paper),
                cells=cells,
            )
        )
    return LossTable(
        home=own.label,
        columns=tuple(LossColumn(_short(each), each is own) for each in order),
        rows=tuple(sorted(rows, key=lambda row: not row.own)),
        reasons=_reasons(order, all_readings),
    )


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
        said.setdefault("；".join(s.rstrip("。；") for s in sentences), []).append(_short(each))
    return tuple(("、".join(places), sentence) for sentence, places in said.items())


def _short(jurisdiction: Jurisdiction) -> str:
    return jurisdiction.label.removeprefix("武汉市").rstrip("县市区")
