"""The rules sorted for use: what tells a changed rule from one that is merely written otherwise."""

from __future__ import annotations

from services.law.duty_schema import RuleEntry, TriggerEntry
from services.law.pack import load_pack
from services.law.rule_index import mark_of
from services.vocabulary import Jurisdiction


def answer() -> RuleEntry:
    return load_pack(Jurisdiction.CN).rule("ANSWER").entry


def test_another_length_is_another_rule_and_another_note_is_not() -> None:
    entry = answer()
    shorter = entry.model_copy(update={"period": entry.period.model_copy(update={"n": 10})})
    assert mark_of(shorter) != mark_of(entry)
    assert mark_of(entry.model_copy(update={"note": "另见通知。"})) == mark_of(entry)


class LaterTrigger(TriggerEntry):
    """What opens a rule in a later release, which knows one condition more."""

    only_on_paper: bool = False


class LaterRule(RuleEntry):
    """A rule of that release."""

    trigger: LaterTrigger


def later(entry: RuleEntry, **conditions: bool) -> RuleEntry:
    trigger = LaterTrigger.model_construct(**{**dict(entry.trigger), **conditions})
    return LaterRule.model_construct(**{**dict(entry), "trigger": trigger})


def test_a_condition_the_format_learns_later_changes_only_rules_that_use_it() -> None:
    assert mark_of(later(answer())) == mark_of(answer())
    assert mark_of(later(answer(), only_on_paper=True)) != mark_of(answer())
