"""What the notice of the place says beside a duty: rows without a day, and texts that disagree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.law.facts import Office
from services.law.provisions import contradictions_at, load_provisions, provisions_at
from services.vocabulary import OrganisationKind


@dataclass(frozen=True, slots=True)
class LocalText:
    """One row: what it asks, where it stands (with its id), its words, and how it is read."""

    words: str
    cite: str
    quotation: str
    note: str


def local_texts(rule: str, office: Office, today: date) -> tuple[LocalText, ...]:
    """Rows of the office's packs shown beside the duty ``rule``, disagreements first."""
    provisions = load_provisions(office.jurisdiction)
    kind = OrganisationKind(office.kind)
    disagreements = (
        LocalText(
            f"规定不一致：{each.entry.title}",
            "，".join(f"《{side.document}》{side.article}" for side in each.entry.sides),
            "／".join(side.quotation for side in each.entry.sides),
            each.entry.advice,
        )
        for each in contradictions_at(provisions, duties=[rule])
    )
    rows = (
        LocalText(
            each.entry.action,
            f"《{each.citation.document}》{each.citation.article}",
            each.citation.quotation,
            each.entry.note or "",
        )
        for each in provisions_at(provisions, kind, on=today, duties=[rule])
    )
    return (*disagreements, *rows)
