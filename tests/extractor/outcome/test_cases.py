"""The sentence-named cases of cases.yaml, and that every outcome class has some of either sort."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.extractor.outcome import classify_operative
from services.extractor.outcome.setting import kind_of_title
from services.vocabulary import OutcomeClass, Stage

CASES: list[dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_operative_part_is_read_as_its_case_says(case: dict[str, Any]) -> None:
    reading = classify_operative(
        case["operative"],
        kind=kind_of_title(case.get("kind", "行政判决书")),
        stage=Stage(case.get("stage", "first")),
        defendants=case.get("defendants", ()),
        prior=case.get("prior"),
    )
    found = {name: [each.value for each in one.classes] for name, one in reading.by_party.items()}
    assert found == case["expect"]
    assert reading.partial is case.get("partial", False)
    for classes in found.values():
        assert not set(classes) & set(case.get("not", ()))


def test_every_outcome_class_has_a_case_that_has_it() -> None:
    shown = {each for case in CASES for classes in case["expect"].values() for each in classes}
    assert shown == {each.value for each in OutcomeClass}


def test_every_outcome_class_has_a_case_that_nearly_has_it() -> None:
    near = {each for case in CASES for each in case.get("not", ())}
    assert near >= {each.value for each in OutcomeClass}


def test_no_case_has_a_key_or_name_that_another_rule_would_overlook() -> None:
    known = {"name", "operative", "kind", "stage", "defendants", "prior", "expect", "partial", "not"}
    assert all(set(case) <= known for case in CASES)
    assert len({case["name"] for case in CASES}) == len(CASES)
