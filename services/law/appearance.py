"""Who must appear at a hearing (出庭负责人) by the notices above the office.

Every one of them applies at once: a county may ask for the head where the nation is content with any
official. What the papers say is decided, what needs judgment is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from services.law.answerer import questions_of
from services.law.appearance_schema import Moment, RequirementEntry, Strength, Who, appearance_files
from services.law.citation import Citation
from services.law.decision import Facts, Looked, Question, holds, looked_at, question, unknown_fact
from services.law.pack import Pack, as_citation


@dataclass(frozen=True, slots=True)
class Requirement:
    """Somebody is to appear. ``of_government``: for the government, whoever else is sued beside it.
    ``conflict``: the sentence and clause of higher law against it."""

    id: str
    who: Who
    strength: Strength
    citation: Citation
    note: str | None
    looked: tuple[Looked, ...]
    conflict: tuple[str, Citation] | None
    stand_ins: tuple[tuple[str, str], ...]  # sentence, quotation
    of_government: bool = False


@dataclass(frozen=True, slots=True)
class Appearance:
    """Who appears at a hearing: what is decided, what has to be asked for the rest, the facts that rule
    other requirements out, who counts as an official, and what those who go do."""

    requirements: tuple[Requirement, ...]
    asks: tuple[Question, ...]
    ruled_out: tuple[Looked, ...]
    officials: tuple[Citation, ...]
    conduct: tuple[tuple[Moment, str, Citation], ...]


def who_appears(facts: Facts, pack: Pack) -> Appearance:
    """What the notices above the office ask of one hearing, the place's own first.

    A question is asked when it alone stands between the case and a requirement nobody made yet: where
    the head must come anyway, nothing more is asked.
    """
    wordings = questions_of(pack)
    files = appearance_files(pack)
    met: list[Requirement] = []
    open_entries: list[RequirementEntry] = []
    failed: dict[str, Looked] = {}
    for entry in (each for file in files for each in file.requirements):
        if holds(entry, facts):
            met.append(_requirement(entry, looked_at(entry, facts, wordings)))
        elif unknown_fact(entry, facts):
            open_entries.append(entry)
        else:
            against = next(look for look in looked_at(entry, facts, wordings) if not look.holds)
            failed.setdefault(against.fact, against)
    asks: dict[str, Question] = {}
    for entry in open_entries:
        missing = unknown_fact(entry, facts)
        if missing and not _already_asked_of(entry, met) and not _for_another(entry, facts):
            asks.setdefault(missing, question(missing, wordings))
    return Appearance(
        requirements=tuple(sorted(met, key=lambda each: each.strength is Strength.SHOULD)),
        asks=tuple(asks.values()),
        ruled_out=tuple(failed.values()),
        officials=tuple(as_citation(file.officials) for file in files if file.officials),
        conduct=tuple(
            (entry.moment, entry.text, as_citation(entry))
            for moment in Moment
            for file in files
            for entry in file.conduct
            if entry.moment is moment and holds(entry, facts)
        ),
    )


def _for_another(entry: RequirementEntry, facts: Facts) -> bool:
    """The government's side of a case in which the office is sued beside it: not its to find out."""
    beside = facts.get("sued_beside_government")
    return entry.of_government and beside is not None and beside.value is True


def _already_asked_of(entry: RequirementEntry, met: Sequence[Requirement]) -> bool:
    """The one ``entry`` names must come anyway, or the head must, who is an official too."""
    demanded = {each.who for each in met if each.strength is Strength.MUST}
    return entry.who in demanded or (entry.who is Who.OFFICIAL and Who.PRINCIPAL in demanded)


def _requirement(entry: RequirementEntry, looked: tuple[Looked, ...]) -> Requirement:
    against = entry.conflict
    return Requirement(
        id=entry.id,
        who=entry.who,
        strength=entry.strength,
        citation=as_citation(entry),
        note=entry.note,
        looked=looked,
        conflict=(against.text, as_citation(against)) if against else None,
        stand_ins=tuple((each.text, each.quotation) for each in entry.stand_ins),
        of_government=entry.of_government,
    )
