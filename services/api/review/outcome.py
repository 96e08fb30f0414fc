"""What each party got, once a person has said what an operative item decides and against whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from services.vocabulary import OutcomeClass

Item = Mapping[str, Any]  # the contract's operative item


def outcome_after(
    outcome: Mapping[str, Any], before: Item | None, after: Item | None, others: Sequence[Item]
) -> dict[str, Any]:
    """The contract's ``outcome`` once the item ``before`` reads ``after`` (None: is no item).

    Only what the item gave its parties changes: of the ``others`` each party keeps what it has, also
    what was read within one item of one party alone.
    """
    # Loaded when an item is changed: the service starts without what the readers need.
    from services.extractor.outcome.classify import outcome_of  # noqa: PLC0415

    several = len(outcome["by_party"]) > 1
    settled = all(item["classes"] for item in others) and not any(
        several and item["classes"] and not item.get("parties") for item in (*others, after) if item
    )
    by_party = {}
    for name, result in outcome["by_party"].items():
        elsewhere = {each for item in others for each in _given(item, name)}
        gone = {OutcomeClass.NO_RULING, *_given(before, name)} - elsewhere
        kept = [each for each in result["classes"] if each not in gone]
        found = [OutcomeClass(each) for each in (*kept, *_given(after, name))]
        read = outcome_of(found, settled=settled)
        by_party[name] = {"classes": [each.value for each in read.classes], "partial": read.partial}
    return {**outcome, "by_party": by_party}


def _given(item: Item | None, name: str) -> Sequence[str]:
    """The classes an item gives this party; an item without parties binds nobody by name."""
    return item["classes"] if item and name in (item.get("parties") or ()) else ()
