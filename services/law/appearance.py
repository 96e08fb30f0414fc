"""Who must appear at a hearing (出庭负责人), and whether those who are to go may stand for the office.

Every notice above the office applies at once: a county may ask for the head where the nation is content
with any official. What the papers say is decided, what needs judgment is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from services.law.answerer import questions_of
from services.law.citation import Citation
from services.law.decision import (
    ConditionedEntry,
    Facts,
    Looked,
    Question,
    holds,
    looked_at,
    question,
    undefined_facts,
    unknown_fact,
)
from services.law.duty_schema import CitationEntry
from services.law.pack import Pack, as_citation
from services.law.standing_of_office import same_organisation
from services.law.strict_yaml import StrictModel, Tuple, read_strictly


class Who(StrEnum):
    """Whom a requirement names."""

    OFFICIAL = "official"
    PRINCIPAL = "principal"
    PRINCIPAL_OR_IN_CHARGE = "principal_or_in_charge"
    LEADER_IN_CHARGE = "leader_in_charge"
    BUREAU_PRINCIPAL = "bureau_principal"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _WHO_LABELS[self]


_WHO_LABELS = {
    Who.OFFICIAL: "行政机关负责人",
    Who.PRINCIPAL: "正职负责人",
    Who.PRINCIPAL_OR_IN_CHARGE: "正职负责人或者分管负责人",
    Who.LEADER_IN_CHARGE: "分管领导",
    Who.BUREAU_PRINCIPAL: "司法局正职负责人",
}


class Strength(StrEnum):
    """应当 under a named condition, or the general rule that leaves room (原则上, 带头)."""

    MUST = "must"
    SHOULD = "should"


class Moment(StrEnum):
    """When the text is shown to those who go."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return {"before": "庭前", "during": "庭审中", "after": "庭后"}[self.value]


class Position(StrEnum):
    """What somebody who goes to court is there."""

    PRINCIPAL = "principal"
    DEPUTY = "deputy"
    IN_CHARGE = "in_charge"
    STAFF = "staff"
    LAWYER = "lawyer"

    @property
    def label(self) -> str:
        """The name a page shows."""
        return _POSITION_LABELS[self]


_POSITION_LABELS = {
    Position.PRINCIPAL: "正职负责人",
    Position.DEPUTY: "副职负责人",
    Position.IN_CHARGE: "其他参与分管的负责人",
    Position.STAFF: "工作人员",
    Position.LAWYER: "律师",
}
_OFFICIALS = (Position.PRINCIPAL, Position.DEPUTY, Position.IN_CHARGE)


class ConflictEntry(CitationEntry):
    """A clause of higher law the requirement does not agree with. Kept and shown, not resolved."""

    text: str


class StandInEntry(StrictModel):
    """What the notice provides for when the one it names cannot come (AB角)."""

    text: str
    quotation: str


class RequirementEntry(ConditionedEntry):
    """Who is to appear when the conditions hold."""

    who: Annotated[Who, Field(strict=False)]
    strength: Annotated[Strength, Field(strict=False)]
    conflict: ConflictEntry | None = None
    stand_ins: Tuple[StandInEntry] = ()


class ConductEntry(ConditionedEntry):
    """What those who go do before, at and after the hearing."""

    moment: Annotated[Moment, Field(strict=False)]
    text: str


class AppearanceFile(StrictModel):
    """``appearance.yaml``. ``officials``: who counts as one (负责人范围); ``checks``: the words behind
    ``check_attendance``, by the name of the check."""

    officials: ConditionedEntry | None = None
    requirements: Tuple[RequirementEntry] = ()
    checks: Tuple[ConditionedEntry] = ()
    conduct: Tuple[ConductEntry] = ()


@dataclass(frozen=True, slots=True)
class Requirement:
    """Somebody is to appear. ``conflict``: the sentence and clause of higher law against it."""

    id: str
    who: Who
    strength: Strength
    citation: Citation
    note: str | None
    looked: tuple[Looked, ...]
    conflict: tuple[str, Citation] | None
    stand_ins: tuple[tuple[str, str], ...]  # sentence, quotation


@dataclass(frozen=True, slots=True)
class Appearance:
    """Who appears at a hearing: what is decided, what has to be asked for the rest, what is not asked
    of this case, who counts as an official, and what those who go do."""

    requirements: tuple[Requirement, ...]
    asks: tuple[Question, ...]
    officials: tuple[Citation, ...]
    conduct: tuple[tuple[Moment, str, Citation], ...]


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who is to go to court. ``proved``: the certificate of identity (身份证明) is ready."""

    name: str
    position: Position
    organisation: str
    proved: bool = False


@dataclass(frozen=True, slots=True)
class AttendanceFault:
    """Why the court may not accept who is to go, with remedy."""

    message: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Hearing:
    """A hearing of a case in which ``defendant`` was sued."""

    case: str
    at: datetime
    defendant: str


def who_appears(facts: Facts, pack: Pack) -> Appearance:
    """What the notices above the office ask of one hearing, the place's own first.

    A question is asked when it alone stands between the case and a requirement nobody made yet: where
    the head must come anyway, nothing more is asked.
    """
    wordings = questions_of(pack)
    files = [_appearance(folder) for folder in _folders(pack)]
    met: list[Requirement] = []
    open_entries: list[RequirementEntry] = []
    for entry in (each for file in files for each in file.requirements):
        if holds(entry, facts):
            met.append(_requirement(entry, looked_at(entry, facts, wordings)))
        elif unknown_fact(entry, facts):
            open_entries.append(entry)
    asks: dict[str, Question] = {}
    for entry in open_entries:
        missing = unknown_fact(entry, facts)
        if missing and not _already_asked_of(entry, met):
            asks.setdefault(missing, question(missing, wordings))
    return Appearance(
        requirements=tuple(sorted(met, key=lambda each: each.strength is Strength.SHOULD)),
        asks=tuple(asks.values()),
        officials=tuple(as_citation(file.officials) for file in files if file.officials),
        conduct=tuple(
            (entry.moment, entry.text, as_citation(entry))
            for moment in Moment
            for file in files
            for entry in file.conduct
            if entry.moment is moment and holds(entry, facts)
        ),
    )


def check_attendance(
    attendees: Sequence[Attendee], defendant: str, appearance: Appearance, pack: Pack
) -> tuple[AttendanceFault, ...]:
    """What is wrong with sending ``attendees`` for ``defendant``; empty when nothing is."""
    words = _check_words(pack)
    faults: list[AttendanceFault] = []

    def fault(check: str, message: str) -> None:
        faults.append(AttendanceFault(message, words[check]))

    officials = [each for each in attendees if each.position in _OFFICIALS]
    own = [each for each in officials if same_organisation(each.organisation, defendant)]
    for each in officials:
        if each not in own:
            fault(
                "subordinate",
                f"{each.name}是{each.organisation}的负责人，不能作为{defendant}的负责人出庭，请换成{defendant}的负责人。",
            )
        elif not each.proved:
            fault("identity", f"{each.name}的身份证明还没有备好，开庭前加盖印章提交法院。")
    staff = [each for each in attendees if each.position is Position.STAFF]
    if not own:
        fault("absence", "没有本机关负责人出庭：须提交不能出庭的情况说明和证明材料。")
        if not staff:
            fault("not_only_lawyer", "不能只委托律师出庭，请加派一名本机关工作人员。")
    agents = [each for each in attendees if each.position in (Position.STAFF, Position.LAWYER)]
    if len(agents) > 2:
        fault("agents", f"诉讼代理人有{len(agents)}人，最多2人。")
    faults += _unmet(own, appearance)
    return tuple(faults)


def is_first_of_year(this: Hearing, others: Iterable[Hearing]) -> bool | None:
    """Whether ``this`` is the first case of its defendant heard in its year (年度第一件开庭), by day.

    None when another case of the same defendant is heard on the same day: which one counts, the notice
    does not say. Further hearings of the same case do not count.
    """
    same = [
        each
        for each in others
        if each.case != this.case
        and each.at.year == this.at.year
        and same_organisation(each.defendant, this.defendant)
    ]
    if any(each.at.date() < this.at.date() for each in same):
        return False
    if any(each.at.date() == this.at.date() for each in same):
        return None
    return True


def check_appearance(pack: Pack) -> Iterator[str]:
    """Faults of the pack's own appearance.yaml, a sentence each."""
    file = _appearance(pack.folder)
    yield from undefined_facts([*file.requirements, *file.conduct], questions_of(pack))
    names = [entry.id for entry in (*file.requirements, *file.conduct)]
    yield from (f"{name}：编号重复" for name in sorted({n for n in names if names.count(n) > 1}))
    known = {entry.id for entry in _appearance(pack.folder.parent / "cn").checks}
    yield from (f"{entry.id}：没有这种出庭检查" for entry in file.checks if entry.id not in known)


def cited_entries(pack: Pack) -> tuple[ConditionedEntry, ...]:
    """Every entry of the pack's own appearance.yaml, for the check of quotations and of rows in use."""
    file = _appearance(pack.folder)
    officials = (file.officials,) if file.officials else ()
    return (*officials, *file.requirements, *file.checks, *file.conduct)


def _unmet(own: Sequence[Attendee], appearance: Appearance) -> Iterator[AttendanceFault]:
    principal = any(each.position is Position.PRINCIPAL for each in own)
    for requirement in appearance.requirements:
        if requirement.strength is not Strength.MUST:
            continue
        if requirement.who is Who.PRINCIPAL and not principal:
            yield AttendanceFault("本次开庭应当由正职负责人出庭。", requirement.citation)
        elif requirement.who in (Who.OFFICIAL, Who.PRINCIPAL_OR_IN_CHARGE) and not own:
            yield AttendanceFault(f"本次开庭应当由{requirement.who.label}出庭。", requirement.citation)


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
    )


def _check_words(pack: Pack) -> Mapping[str, Citation]:
    """The words behind each check: the place's own before those it inherits."""
    words: dict[str, Citation] = {}
    for folder in _folders(pack):
        for entry in _appearance(folder).checks:
            words.setdefault(entry.id, as_citation(entry))
    return words


def _folders(pack: Pack) -> tuple[Path, ...]:
    return tuple(pack.folder.parent / each for each in pack.lineage)


@cache
def _appearance(folder: Path) -> AppearanceFile:
    file = folder / "appearance.yaml"
    return read_strictly(file, AppearanceFile) if file.exists() else AppearanceFile()
