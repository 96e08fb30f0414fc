"""Decisions a notice describes as cases (判定): conditions in order, asking only what is not known.

A condition names a fact and the value it must have. A fact is known from the papers of the case,
answered by a person, or unknown; an unknown one is asked only when nothing known decides without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import Field, model_validator

from services.law.calendar import chinese
from services.law.duty_schema import CitationEntry
from services.law.strict_yaml import StrictModel, Tuple

Answer = bool | str


class QuestionEntry(StrictModel):
    """What to ask a person about a fact. ``choices``: value → label; with ``unit`` the name of an
    organisation is asked, which ``label`` describes (牵头部门), with ``day`` a date; with none of them
    是 or 否. ``help``: how to judge it, in Chinese."""

    ask: str
    choices: dict[str, str] = Field(default_factory=dict)
    unit: bool = False
    day: bool = False
    label: str | None = None
    help: str | None = None

    @model_validator(mode="after")
    def _one_form(self) -> QuestionEntry:
        if self.unit + self.day + bool(self.choices) > 1:
            raise ValueError("unit、day 与 choices 不能同时写")
        if self.unit != (self.label is not None):
            raise ValueError("unit 和 label（单位的称呼，如“牵头部门”）须同时写")
        return self


class ConditionedEntry(CitationEntry):
    """Something a notice says for certain cases. ``rows``: the rows of the notice it carries;
    ``when``: fact → the value, or the values, it must have; empty holds always."""

    id: str
    rows: Tuple[str] = ()
    when: dict[str, Answer | list[str]] = Field(default_factory=dict)
    note: str | None = None


@dataclass(frozen=True, slots=True)
class KnownFact:
    """The value of a fact, and how it is known (案由代码13, 本人回答)."""

    value: Answer
    because: str


Facts = Mapping[str, KnownFact]


@dataclass(frozen=True, slots=True)
class Question:
    """A fact somebody must tell."""

    fact: str
    text: str
    choices: tuple[tuple[str, str], ...]  # value, label; empty when a name or a day is asked
    help: str | None
    day: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """One condition that was looked at: whether it holds, and how the fact is known."""

    fact: str
    question: str
    answer: str
    because: str
    holds: bool


def unknown_fact(entry: ConditionedEntry, facts: Facts) -> str | None:
    """The first fact that must still be asked to decide ``entry``; None when it is decided."""
    if any(
        not _meets(facts[name].value, wanted) for name, wanted in entry.when.items() if name in facts
    ):
        return None
    return next((name for name in entry.when if name not in facts), None)


def holds(entry: ConditionedEntry, facts: Facts) -> bool:
    """Whether every condition is known and met."""
    return all(
        name in facts and _meets(facts[name].value, wanted) for name, wanted in entry.when.items()
    )


def looked_at(
    entry: ConditionedEntry, facts: Facts, questions: Mapping[str, QuestionEntry]
) -> tuple[Looked, ...]:
    """The conditions of ``entry`` that are known, in order, up to the first that is not met."""
    seen = []
    for name, wanted in entry.when.items():
        if name not in facts:
            continue
        known = facts[name]
        met = _meets(known.value, wanted)
        seen.append(
            Looked(
                name, questions[name].ask, answer_text(known.value, questions[name]), known.because, met
            )
        )
        if not met:
            break
    return tuple(seen)


def told_as(name: str, known: KnownFact, questions: Mapping[str, QuestionEntry]) -> Looked:
    """A fact with its question, as a page shows an answer that decides by itself."""
    entry = questions[name]
    return Looked(name, entry.ask, answer_text(known.value, entry), known.because, True)


def question(name: str, questions: Mapping[str, QuestionEntry]) -> Question:
    """The question about fact ``name``. Raises KeyError when the pack does not word one."""
    entry = questions[name]
    if entry.unit or entry.day:
        choices: tuple[tuple[str, str], ...] = ()
    else:
        choices = tuple(entry.choices.items()) or (("true", "是"), ("false", "否"))
    return Question(name, entry.ask, choices, entry.help, entry.day)


def answered(
    answers: Mapping[str, str], questions: Mapping[str, QuestionEntry], by: str = "本人回答"
) -> dict[str, KnownFact]:
    """A person's answers as facts. Unknown questions are left out; a value that is no choice, or no day
    (2026-03-18), raises ValueError with the question in its message."""
    facts: dict[str, KnownFact] = {}
    for name, value in answers.items():
        if name not in questions or not value.strip():
            continue
        asked = question(name, questions)
        if asked.choices and value not in dict(asked.choices):
            raise ValueError(f"“{asked.text}”没有选项“{value}”，请在列出的选项中选择")
        if asked.day and not _is_day(value):
            raise ValueError(f"“{asked.text}”须答日期，“{value}”不是日期")
        is_yes_or_no = asked.choices and not questions[name].choices
        facts[name] = KnownFact(value == "true" if is_yes_or_no else value.strip(), by)
    return facts


def answer_text(value: Answer, entry: QuestionEntry) -> str:
    """A fact's value as a page shows it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if entry.day:
        return chinese(date.fromisoformat(value))
    return entry.choices.get(value, value)


def _is_day(value: str) -> bool:
    try:
        return bool(date.fromisoformat(value.strip()))
    except ValueError:
        return False


def undefined_facts(
    entries: Iterable[ConditionedEntry], questions: Mapping[str, QuestionEntry]
) -> Sequence[tuple[str, str]]:
    """Faults of a pack, the entry and a sentence each: facts no question words, and values no question
    offers."""
    faults = []
    for entry in entries:
        for name, wanted in entry.when.items():
            if name not in questions:
                faults.append((entry.id, f"{entry.id}：条件 {name} 没有在 questions 中写问法"))
                continue
            choices = questions[name].choices
            values = wanted if isinstance(wanted, list) else [wanted]
            for value in values:
                if isinstance(value, bool) == bool(choices):
                    faults.append((entry.id, f"{entry.id}：条件 {name} 的值 {value} 与问法不符"))
                elif choices and value not in choices:
                    faults.append((entry.id, f"{entry.id}：条件 {name} 没有选项 {value}"))
    return faults


def _meets(value: Answer, wanted: Answer | list[str]) -> bool:
    return value in wanted if isinstance(wanted, list) else value == wanted
