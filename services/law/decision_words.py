"""Who answers and who must appear, entry by entry, in words a lawyer can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from services.law.answerer import (
    AppliesEntry,
    DefenceEntry,
    PrincipleEntry,
    StepEntry,
    UnitEntry,
    questions_of,
)
from services.law.appearance_schema import (
    CheckEntry,
    ConductEntry,
    OfficialsEntry,
    RequirementEntry,
    Strength,
    title_of_check,
)
from services.law.decision import ConditionedEntry, QuestionEntry, answer_text
from services.law.decision_cases import decision_entries
from services.law.pack import Pack, as_citation

_NAME = re.compile(r"\{(\w+)\}")
_NAMES = {
    "justice_bureau": "本级司法行政部门",
    "government": "本级政府",
    "government_office": "本级政府办公室",
    "office": "本机关",
}


@dataclass(frozen=True, slots=True)
class DecisionWords:
    """One entry: ``title`` what it decides, ``details`` (name, words) in the order to show."""

    entry: ConditionedEntry
    title: str
    details: tuple[tuple[str, str], ...]


def decisions_in_words(pack: Pack) -> Iterator[DecisionWords]:
    """Every entry of the pack's own answerer.yaml and appearance.yaml."""
    wordings = questions_of(pack)
    for entry in decision_entries(pack):
        details = (*_details(entry, wordings, pack), ("条件", _conditions(entry, wordings)))
        shown = tuple((name, words) for name, words in details if words)
        yield DecisionWords(entry, _title(entry, wordings, pack), shown)


def _title(entry: ConditionedEntry, wordings: Mapping[str, QuestionEntry], pack: Pack) -> str:
    match entry:
        case PrincipleEntry():
            said = "应诉原则"
        case StepEntry():
            said = _title_of_step(entry, wordings, pack)
        case AppliesEntry():
            said = f"{'参照执行' if entry.by_reference else '适用'}：{_whom(entry)}"
        case DefenceEntry():
            said = f"答辩要点：{entry.advice}"
        case OfficialsEntry():
            said = "哪些人算负责人"
        case RequirementEntry():
            side = "（本级政府一方）" if entry.of_government else ""
            said = f"{entry.who.label}{side}{_STRENGTHS[entry.strength]}"
        case ConductEntry():
            said = f"{entry.moment.label}：{entry.text}"
        case CheckEntry():
            said = title_of_check(entry, pack)
        case _:
            raise AssertionError(f"no words for {type(entry).__name__}")
    return said


def _title_of_step(entry: StepEntry, wordings: Mapping[str, QuestionEntry], pack: Pack) -> str:
    if not _answers(entry):
        return "、".join(f"{_unit(each, wordings, pack)}{each.part}" for each in entry.answer)
    units = dict.fromkeys(_unit(each, wordings, pack) for each in entry.answer)
    return f"{'、'.join(units)}应诉"


def _whom(entry: AppliesEntry) -> str:
    return "、".join((*(each.label for each in entry.tracks), *(each.label for each in entry.kinds)))


_STRENGTHS = {Strength.MUST: "应当出庭", Strength.SHOULD: "原则上出庭"}


def _answers(entry: StepEntry) -> bool:
    """Whether the unit named answers, or only says who does (指定应诉责任机关, 协调明确应诉单位)."""
    return not any(re.match("指定|协调", each.part) for each in entry.answer)


def _details(
    entry: ConditionedEntry, wordings: Mapping[str, QuestionEntry], pack: Pack
) -> Iterator[tuple[str, str]]:
    match entry:
        case StepEntry():
            for each in entry.answer if _answers(entry) else ():
                yield "应诉单位", f"{_unit(each, wordings, pack)}（{each.part}）"
        case RequirementEntry():
            for instead in entry.stand_ins:
                yield "不能出庭时", instead.text
            if entry.conflict:
                against = entry.conflict
                yield "与上位规定冲突", f"{against.text}（{as_citation(against).where}）"


def _unit(each: UnitEntry, wordings: Mapping[str, QuestionEntry], pack: Pack) -> str:
    known = {**_NAMES, "justice_bureau": pack.justice_bureau, "government": pack.government}
    if pack.government:
        known["government_office"] = f"{pack.government}办公室"

    def named(found: re.Match[str]) -> str:
        name = found[1]
        if name in _NAMES:
            return known[name] or _NAMES[name]
        return wordings[name].label or wordings[name].ask

    return _NAME.sub(named, each.unit)


def _conditions(entry: ConditionedEntry, wordings: Mapping[str, QuestionEntry]) -> str:
    """本级政府是被告吗？是；案件属于哪一类？国有土地上房屋征收、集体土地征收."""
    said = []
    for fact, wanted in entry.when.items():
        asked = wordings[fact]
        values = wanted if isinstance(wanted, list) else [wanted]
        said.append(f"{asked.ask}{'、'.join(answer_text(value, asked) for value in values)}")
    return "；".join(said)
