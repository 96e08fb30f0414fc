"""What the notice of the place says beside a duty: rows without a day, and texts that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from services.law.entry_names import named, titles_of
from services.law.facts import Office
from services.law.pack import as_citation
from services.law.provisions import (
    Contradiction,
    Provision,
    contradictions_at,
    load_provisions,
    provisions_at,
)
from services.law.schema_provisions import Page
from services.vocabulary import EventKind, OrganisationKind


@dataclass(frozen=True, slots=True)
class LocalText:
    """One row: what it asks, where it stands (with its id), its words, and how it is read."""

    words: str
    cite: str
    quotation: str
    note: str


def local_texts(
    rule: str, office: Office, today: date, *, covers: Iterable[str] = ()
) -> tuple[LocalText, ...]:
    """Rows of the office's packs shown beside the duty ``rule`` and those it ``covers``, disagreements
    first."""
    provisions, titles = load_provisions(office.jurisdiction), titles_of(office.jurisdiction)
    kind = OrganisationKind(office.kind)
    rules = (rule, *covers)
    disagreements = (
        _disagreement(each, titles) for each in contradictions_at(provisions, duties=rules)
    )
    rows = (_row(each, titles) for each in provisions_at(provisions, kind, on=today, duties=rules))
    return (*disagreements, *rows)


def texts_of_case(events: Iterable[EventKind], office: Office, today: date) -> tuple[LocalText, ...]:
    """Rows shown on a case where one of ``events`` happened, disagreements first."""
    provisions, titles = load_provisions(office.jurisdiction), titles_of(office.jurisdiction)
    happened, kind = frozenset(events), OrganisationKind(office.kind)
    found = provisions_at(provisions, kind, on=today, events=happened, page=Page.CASE)
    disagreements = contradictions_at(provisions, events=happened, page=Page.CASE)
    return (
        *(_disagreement(each, titles) for each in disagreements),
        *(_row(each, titles) for each in found),
    )


def texts_of_page(page: Page, office: Office, today: date) -> tuple[LocalText, ...]:
    """Rows shown on ``page`` whatever the cases, disagreements first."""
    provisions, titles = load_provisions(office.jurisdiction), titles_of(office.jurisdiction)
    kind = OrganisationKind(office.kind)
    disagreements = (_disagreement(each, titles) for each in contradictions_at(provisions, page=page))
    rows = (_row(each, titles) for each in provisions_at(provisions, kind, on=today, page=page))
    return (*disagreements, *rows)


def _disagreement(contradiction: Contradiction, titles: Mapping[str, str]) -> LocalText:
    entry = contradiction.entry
    return LocalText(
        f"规定不一致：{entry.title}",
        "，".join(as_citation(side).where for side in entry.sides),
        "／".join(side.quotation for side in entry.sides),
        named(entry.advice, titles),
    )


def _row(provision: Provision, titles: Mapping[str, str]) -> LocalText:
    return LocalText(
        provision.entry.action,
        provision.citation.where,
        provision.citation.quotation,
        named(provision.entry.note or "", titles),
    )
