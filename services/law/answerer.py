"""Who answers a suit (应诉单位, 应诉承办单位, 应诉责任机关), by the notice of the place.

A notice gives cases in order; the first that fits decides. What the papers say is taken from them,
what needs judgment is asked, and the path is shown: which case was passed over and why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pydantic import Field

from services.law.citation import Citation
from services.law.decision import (
    ConditionedEntry,
    Facts,
    KnownFact,
    Looked,
    Question,
    QuestionEntry,
    holds,
    looked_at,
    question,
    undefined_facts,
    unknown_fact,
)
from services.law.facts import Office
from services.law.own_government import own_government
from services.law.pack import Pack, as_citation, load_pack
from services.law.strict_yaml import (
    AnyOrganisationKind,
    RuleFileInvalid,
    StrictModel,
    Tuple,
    read_strictly,
)
from services.law.track import AnyTrack, Track

_NAME = re.compile(r"\{(\w+)\}")


class UnitEntry(StrictModel):
    """A unit and its part of the case (全案, 原行政行为). ``unit`` may hold ``{fact}`` names."""

    unit: str
    part: str


class StepEntry(ConditionedEntry):
    """One case of the notice and who answers in it."""

    answer: Tuple[UnitEntry]


class AppliesEntry(ConditionedEntry):
    """Whom the notice binds: kinds of office, and tracks other than litigation (``by_reference``:
    参照执行)."""

    kinds: Tuple[AnyOrganisationKind] = ()
    tracks: Tuple[AnyTrack] = ()
    by_reference: bool = False


class DefenceEntry(ConditionedEntry):
    """A sign that the government is the wrong defendant (被告不适格), for the answer."""

    advice: str


class PrincipleEntry(ConditionedEntry):
    """The general rule the cases follow (谁主管谁应诉)."""


class AnswererFile(StrictModel):
    """``answerer.yaml``."""

    principle: PrincipleEntry | None = None
    applies: Tuple[AppliesEntry] = ()
    steps: Tuple[StepEntry] = ()
    defences: Tuple[DefenceEntry] = ()


class QuestionsFile(StrictModel):
    """``questions.yaml``: how each fact is asked."""

    questions: dict[str, QuestionEntry] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A case of the notice that does not fit, and the condition that failed."""

    citation: Citation
    looked: tuple[Looked, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that answers, and for which part of the case."""

    name: str
    part: str


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers. Either ``units`` with the article, or ``asks`` what must be told first.

    ``decided_by`` is the id of the case that fits (None while asking);
    ``path`` holds the cases passed over, ``looked`` the conditions of the one that fits. ``binds`` says
    which clause makes the notice apply to this office or track (None: the notice has no such clause);
    ``defences`` are points about a wrong defendant with their articles, ``defence_asks`` what has to be
    told before another one is known to hold or not, ``defence_looked`` what is known of all of them.
    """

    decided_by: str | None
    units: tuple[Unit, ...]
    citation: Citation | None
    note: str | None
    looked: tuple[Looked, ...]
    path: tuple[PassedOver, ...]
    asks: Question | None
    principle: Citation | None
    binds: Binding | None
    defences: tuple[tuple[str, Citation], ...]
    defence_asks: tuple[Question, ...]
    defence_looked: tuple[Looked, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """The clause under which the notice applies here; ``by_reference``: 参照执行."""

    id: str
    citation: Citation
    by_reference: bool
    note: str | None


def who_answers(facts: Facts, pack: Pack, office: Office, track: Track = Track.LITIGATION) -> Answerer:
    """Decide who answers under ``pack``, or say what has to be asked next."""
    wordings = questions_of(pack)
    files = _files(pack)
    facts = {**facts, **_names(pack, office)}
    principle = next((as_citation(file.principle) for _, file in files if file.principle), None)
    binds = _binding(files[0][1], office, track)
    points = [entry for _, file in files for entry in file.defences]
    undecided = Answerer(
        decided_by=None,
        units=(),
        citation=None,
        note=None,
        looked=(),
        path=(),
        asks=None,
        principle=principle,
        binds=binds,
        defences=tuple((entry.advice, as_citation(entry)) for entry in points if holds(entry, facts)),
        defence_asks=_defence_asks(points, facts, wordings),
        defence_looked=tuple(
            {look.fact: look for entry in points for look in looked_at(entry, facts, wordings)}.values()
        ),
    )
    path: list[PassedOver] = []
    for _, file in files:
        for step in file.steps:
            looked = looked_at(step, facts, wordings)
            missing = unknown_fact(step, facts) or _missing_name(step, facts)
            if missing:
                asks = question(missing, wordings)
                return replace(undecided, looked=looked, path=tuple(path), asks=asks)
            if holds(step, facts):
                units = tuple(Unit(_filled(each.unit, facts), each.part) for each in step.answer)
                return replace(
                    undecided,
                    decided_by=step.id,
                    units=units,
                    citation=as_citation(step),
                    note=step.note,
                    looked=looked,
                    path=tuple(path),
                )
            path.append(PassedOver(as_citation(step), looked))
    raise AssertionError("rules/cn/answerer.yaml decides every case")


def _defence_asks(
    points: Sequence[DefenceEntry], facts: Facts, wordings: Mapping[str, QuestionEntry]
) -> tuple[Question, ...]:
    """What nobody knows yet of the points about a wrong defendant, once it is known whom the case is
    against; who answers does not hang on it."""
    missing = dict.fromkeys(unknown_fact(entry, facts) for entry in points)
    return tuple(question(name, wordings) for name in missing if name and name != "government_sued")


def questions_of(pack: Pack) -> Mapping[str, QuestionEntry]:
    """How the pack and those it inherits from word their questions, its own first."""
    merged: dict[str, QuestionEntry] = {}
    for folder in reversed(_folders(pack)):
        merged |= _questions(folder)
    return merged


def check_answerer(pack: Pack) -> Iterator[tuple[str, str]]:
    """Faults of the pack's own questions and answerer.yaml: the entry and a sentence each; the words of
    citations are checked with ``cited_entries``."""
    wordings = questions_of(pack)
    file = _answerer(pack.folder)
    yield from undefined_facts([*file.applies, *file.steps, *file.defences], wordings)
    for step in file.steps:
        for unit in step.answer:
            for name in _NAME.findall(unit.unit):
                if name not in wordings and name not in _NAMES:
                    yield step.id, f"{step.id}：单位 {{{name}}} 没有在 questions 中写问法"
    ids = [entry.id for entry in (*file.applies, *file.steps, *file.defences)]
    yield from (
        (name, f"{name}：编号重复") for name in sorted({each for each in ids if ids.count(each) > 1})
    )


def cited_entries(pack: Pack) -> tuple[ConditionedEntry, ...]:
    """Every entry of the pack's own answerer.yaml, for the check of quotations and of rows in use."""
    file = _answerer(pack.folder)
    principle = (file.principle,) if file.principle else ()
    return (*principle, *file.applies, *file.steps, *file.defences)


_NAMES = ("justice_bureau", "government", "government_office", "office")


def _names(pack: Pack, office: Office) -> dict[str, KnownFact]:
    above = (own_government(office, each) for each in _lineage(pack))
    government = next((name for name in above if name), None)
    bureau = next((p.justice_bureau for p in _lineage(pack) if p.justice_bureau), None)
    names = {
        "office": office.name,
        "justice_bureau": bureau or "本级司法行政部门",
        "government": government or "本级政府",
        "government_office": f"{government or '本级政府'}办公室",
    }
    return {name: KnownFact(value, "规则包") for name, value in names.items()}


def _binding(file: AnswererFile, office: Office, track: Track) -> Binding | None:
    for entry in file.applies:
        fits = track in entry.tracks if track is not Track.LITIGATION else office.kind in entry.kinds
        if fits:
            return Binding(entry.id, as_citation(entry), entry.by_reference, entry.note)
    return None


def _missing_name(step: StepEntry, facts: Facts) -> str | None:
    """A unit to be named, asked only when the step fits."""
    if not holds(step, facts):
        return None
    names = [name for unit in step.answer for name in _NAME.findall(unit.unit)]
    return next((name for name in names if name not in facts), None)


def _filled(template: str, facts: Facts) -> str:
    return _NAME.sub(lambda match: str(facts[match[1]].value), template)


def _lineage(pack: Pack) -> tuple[Pack, ...]:
    return tuple(load_pack(each, pack.folder.parent) for each in pack.lineage)


def _folders(pack: Pack) -> tuple[Path, ...]:
    return tuple(pack.folder.parent / each for each in pack.lineage)


def _files(pack: Pack) -> tuple[tuple[Path, AnswererFile], ...]:
    return tuple((folder, _answerer(folder)) for folder in _folders(pack))


@cache
def _answerer(folder: Path) -> AnswererFile:
    file = folder / "answerer.yaml"
    return read_strictly(file, AnswererFile) if file.exists() else AnswererFile()


@cache
def _questions(folder: Path) -> dict[str, QuestionEntry]:
    file = folder / "questions.yaml"
    if not file.exists():
        return {}
    content = read_strictly(file, QuestionsFile)
    for name in content.questions:
        if name in _NAMES:
            raise RuleFileInvalid(file, name, "这个名字由规则包给出，不能再问")
    return content.questions
