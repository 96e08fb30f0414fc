"""A pack's own sentence-named cases of who answers and who appears, and the check of those files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import Field

from services.law import answerer, appearance_schema
from services.law.answerer import who_answers
from services.law.appearance import who_appears
from services.law.appearance_schema import RequirementEntry
from services.law.decision import Answer, ConditionedEntry, KnownFact
from services.law.duty_schema import CitationEntry
from services.law.facts import Office
from services.law.located import located
from services.law.pack import Pack, load_pack
from services.law.strict_yaml import (
    AnyOrganisationKind,
    StrictModel,
    Tuple,
    read_strictly,
)
from services.law.track import AnyTrack, Track
from services.vocabulary import OrganisationKind


class DecisionCase(StrictModel):
    """What is known of a case, and what the notice makes of it.

    ``by``: the step of answerer.yaml that decides, with ``units`` when they matter; ``appear``: the
    requirements of appearance.yaml that hold, 应当 and 原则上 alike, exactly; ``asks``: what is asked
    instead or besides.
    """

    name: str
    known: dict[str, Answer] = Field(default_factory=dict)
    office_kind: AnyOrganisationKind = OrganisationKind.DEPARTMENT
    track: AnyTrack = Track.LITIGATION
    by: str | None = None
    units: Tuple[str] = ()
    binds: str | None = None
    appear: Tuple[str] | None = None
    asks: Tuple[str] = ()


class DecisionsFile(StrictModel):
    """``decisions.yaml``: the cases of one pack."""

    answers: Tuple[DecisionCase] = ()
    appearances: Tuple[DecisionCase] = ()


def read_decision_cases(pack: Pack) -> DecisionsFile:
    """The cases of the pack's own folder; none when it decides nothing of its own."""
    file = pack.folder / "decisions.yaml"
    return read_strictly(file, DecisionsFile) if file.exists() else DecisionsFile()


def problems_of_decisions(pack: Pack) -> Iterator[str]:
    """What is wrong with the pack's questions.yaml, answerer.yaml, appearance.yaml or their cases, a
    Chinese sentence each. The cases are not tried while those files, or ones they inherit, name facts
    that nobody words."""
    home = pack.folder.parent
    faults = {place: list(_faults(load_pack(place, home))) for place in pack.lineage}
    yield from faults[pack.jurisdiction]
    if any(faults.values()):
        return
    file, where = read_decision_cases(pack), pack.folder / "decisions.yaml"
    tried: set[str] = set()
    for case in file.answers:
        tried |= {case.by, case.binds} - {None}  # type: ignore[arg-type]
        yield from located(_problems_of_answer(case, pack), where, case.name)
    for case in file.appearances:
        tried |= set(case.appear or ())
        yield from located(_problems_of_appearance(case, pack), where, case.name)
    for entry in _that_need_a_case(pack):
        if entry.id not in tried:
            problem = f"{entry.id}：decisions.yaml 中没有用到它的案例，请补一个"
            yield from located([problem], file_of(pack, entry), entry.id)


def _faults(pack: Pack) -> Iterator[str]:
    """Of the pack's own answerer.yaml and appearance.yaml."""
    for entry, problem in answerer.check_answerer(pack):
        yield from located([problem], pack.folder / "answerer.yaml", entry)
    for entry, problem in appearance_schema.check_appearance(pack):
        yield from located([problem], pack.folder / "appearance.yaml", entry)


def file_of(pack: Pack, entry: ConditionedEntry) -> Path:
    """Which of the pack's own files holds ``entry``."""
    decides = entry in answerer.cited_entries(pack)
    return pack.folder / ("answerer.yaml" if decides else "appearance.yaml")


def decision_entries(pack: Pack) -> tuple[ConditionedEntry, ...]:
    """Everything the pack's own answerer.yaml and appearance.yaml decide by, with its rows."""
    return (*answerer.cited_entries(pack), *appearance_schema.cited_entries(pack))


def quoted(pack: Pack) -> Iterator[tuple[ConditionedEntry, CitationEntry]]:
    """Every quotation of these files with its entry, conflicts and stand-ins included."""
    for entry in decision_entries(pack):
        yield entry, entry
        if isinstance(entry, RequirementEntry):
            if entry.conflict:
                yield entry, entry.conflict
            for each in entry.stand_ins:
                yield (
                    entry,
                    CitationEntry(
                        document=entry.document, article=entry.article, quotation=each.quotation
                    ),
                )


def _that_need_a_case(pack: Pack) -> Iterator[ConditionedEntry]:
    for entry in decision_entries(pack):
        if isinstance(
            entry, answerer.StepEntry | answerer.AppliesEntry | appearance_schema.RequirementEntry
        ):
            yield entry


def _problems_of_answer(case: DecisionCase, pack: Pack) -> Iterator[str]:
    office = Office("本机关", case.office_kind, pack.jurisdiction)
    found = who_answers(_known(case), pack, office, case.track)
    if found.decided_by != case.by:
        yield f"案例“{case.name}”：由 {found.decided_by} 判定，应为 {case.by}"
    if case.units and tuple(each.name for each in found.units) != case.units:
        names = "、".join(each.name for each in found.units)
        yield f"案例“{case.name}”：应诉单位是{names}，应为{'、'.join(case.units)}"
    if (found.binds.id if found.binds else None) != case.binds and case.binds is not None:
        yield f"案例“{case.name}”：适用条款不是 {case.binds}"
    asked = (found.asks.fact,) if found.asks else ()
    if asked != case.asks:
        yield f"案例“{case.name}”：问的是{'、'.join(asked) or '无'}，应为{'、'.join(case.asks) or '无'}"


def _problems_of_appearance(case: DecisionCase, pack: Pack) -> Iterator[str]:
    found = who_appears(_known(case), pack)
    ids = {each.id for each in found.requirements}
    for name in sorted(ids ^ set(case.appear or ())):
        wrong = "不应有" if name in ids else "应有"
        yield f"案例“{case.name}”：{wrong} {name}"
    asked = {each.fact for each in found.asks}
    for name in sorted(set(case.asks) - asked):
        yield f"案例“{case.name}”：应当问 {name}"


def _known(case: DecisionCase) -> dict[str, KnownFact]:
    return {name: KnownFact(value, "案例") for name, value in case.known.items()}
