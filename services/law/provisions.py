"""What a notice says beside dated duties, and when a page shows it: duties without a day, forms,
measures, reports, accountability, guidance; and where two texts disagree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from services.law.citation import Citation
from services.law.pack import Pack, as_citation, load_pack
from services.law.schema_provisions import (
    ClausesFile,
    ContradictionEntry,
    Page,
    ProvisionEntry,
    ProvisionsFile,
    ShownAt,
)
from services.law.strict_yaml import RuleFileInvalid, read_strictly
from services.resources import rules_folder
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind

# Kinds of organisation that "行政机关" names.
ADMINISTRATIVE = frozenset(
    {
        OrganisationKind.AGENCY,
        OrganisationKind.GOVERNMENT,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.MUNICIPAL_DEPARTMENT,
        OrganisationKind.TOWNSHIP,
        OrganisationKind.RESPONDING_UNIT,
        OrganisationKind.JUSTICE_BUREAU,
    }
)
_GENERAL = frozenset({OrganisationKind.AGENCY, OrganisationKind.RESPONDING_UNIT})


@dataclass(frozen=True, slots=True)
class Provision:
    """A row with the pack that sets it; its dates are its own or its document's."""

    jurisdiction: Jurisdiction
    entry: ProvisionEntry
    valid_from: date | None
    valid_to: date | None

    @property
    def citation(self) -> Citation:
        return as_citation(self.entry.citation, certain=self.entry.certain)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two texts that disagree, with the pack that keeps the disagreement."""

    jurisdiction: Jurisdiction
    entry: ContradictionEntry


@dataclass(frozen=True, slots=True)
class Provisions:
    """Those of a pack and of the packs it inherits, its own first; ``overridden`` are inherited ones
    with the id of what stands in for them."""

    provisions: tuple[Provision, ...]
    contradictions: tuple[Contradiction, ...]
    overridden: tuple[tuple[Provision, str], ...]

    def provision(self, row: str) -> Provision:
        """The provision ``row``, overridden ones too. Raises KeyError."""
        for each in (*self.provisions, *(old for old, _ in self.overridden)):
            if each.entry.id == row:
                return each
        raise KeyError(row)


@cache
def load_provisions(jurisdiction: Jurisdiction, folder: Path | None = None) -> Provisions:
    """The provisions of ``jurisdiction`` and of what it inherits. RuleFileInvalid when a file of them
    cannot be used."""
    home = folder or rules_folder()
    pack = load_pack(jurisdiction, folder)
    found: dict[str, Provision] = {}
    overridden: list[tuple[Provision, str]] = []
    contradictions: list[Contradiction] = []
    for place in reversed(pack.lineage):
        file = home / place / "provisions.yaml"
        if not file.exists():
            continue
        content = read_strictly(file, ProvisionsFile)
        own_sides = (Contradiction(place, each) for each in content.contradictions)
        contradictions = [*own_sides, *contradictions]
        own: dict[str, Provision] = {}
        for entry in content.provisions:
            if entry.id in found or entry.id in own:
                raise RuleFileInvalid(file, entry.id, "编号重复")
            own[entry.id] = _provision(place, entry, pack, file)
            if entry.overrides:
                if entry.overrides not in found:
                    raise RuleFileInvalid(
                        file, entry.id, f"overrides 写的 {entry.overrides} 不在上位规则包中"
                    )
                overridden.append((found.pop(entry.overrides), entry.id))
        found = {**own, **found}
    return Provisions(tuple(found.values()), tuple(contradictions), tuple(overridden))


def _provision(place: Jurisdiction, entry: ProvisionEntry, pack: Pack, file: Path) -> Provision:
    document = pack.documents.get(entry.citation.document)
    if document is None:
        raise RuleFileInvalid(
            file, entry.id, f"文件 {entry.citation.document} 没有在 pack.yaml 的 documents 中登记"
        )
    text = document.entry
    return Provision(place, entry, entry.valid_from or text.valid_from, entry.valid_to or text.valid_to)


def read_clauses(pack: Pack) -> ClausesFile | None:
    """The clauses of the pack's own notice; None when it has none (the nation)."""
    file = pack.folder / "clauses.yaml"
    return read_strictly(file, ClausesFile) if file.exists() else None


def provisions_at(
    provisions: Provisions,
    desk: OrganisationKind,
    *,
    on: date,
    events: Iterable[EventKind] = (),
    duties: Iterable[str] = (),
    page: Page | None = None,
) -> tuple[Provision, ...]:
    """What a page of an office of kind ``desk`` shows: provisions in force ``on`` that name the
    office as actor or recipient and are shown at one of ``events``, beside one of ``duties`` or on
    ``page``."""
    events, duties = frozenset(events), frozenset(duties)
    return tuple(
        each
        for each in provisions.provisions
        if in_force(each, on)
        and concerns(each.entry, desk)
        and _shown(each.entry.shown_at, events, duties, page)
    )


def contradictions_at(
    provisions: Provisions,
    *,
    events: Iterable[EventKind] = (),
    duties: Iterable[str] = (),
    page: Page | None = None,
) -> tuple[Contradiction, ...]:
    """Disagreements of texts that matter at the same moments."""
    events, duties = frozenset(events), frozenset(duties)
    return tuple(
        each for each in provisions.contradictions if _shown(each.entry.shown_at, events, duties, page)
    )


def in_force(provision: Provision, on: date) -> bool:
    """Whether it was in force on that day."""
    start, end = provision.valid_from, provision.valid_to
    return (start is None or start <= on) and (end is None or on <= end)


def concerns(entry: ProvisionEntry, desk: OrganisationKind) -> bool:
    """Whether the row names an office of this kind, as actor or as recipient."""
    named = {*entry.actors, *entry.recipients}
    return desk in named or (desk in ADMINISTRATIVE and bool(named & _GENERAL))


def _shown(
    at: ShownAt, events: frozenset[EventKind], duties: frozenset[str], page: Page | None
) -> bool:
    return not events.isdisjoint(at.events) or not duties.isdisjoint(at.duties) or page in at.pages
