"""Papers worded otherwise than the samples are read alike: each case says why it is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.extractor import extract
from services.extractor.result import Extraction, Paper

FOLDER = Path(__file__).with_name("wordings")
CASES: list[dict[str, Any]] = [
    case
    for file in sorted(FOLDER.glob("*.yaml"))
    for case in yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
]
KEYS = {"why", "kind", "text", "fields", "absent", "parties", "classes", "events", "no_event"}


def read(case: dict[str, Any]) -> tuple[Extraction, Paper]:
    extraction = extract(case["text"].encode(), "paper.txt")
    (paper,) = extraction.papers
    return extraction, paper


def printed(value: Any) -> Any:
    """Numbers as the YAML has them: texts."""
    return [str(each) for each in value] if isinstance(value, list) else str(value)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_paper_is_read_whatever_its_wording(case: dict[str, Any]) -> None:
    extraction, paper = read(case)
    values = {name.value: printed(field.value) for name, field in paper.fields.items()}
    wanted = case.get("fields", {})
    assert paper.kind == case["kind"]
    assert {name: values.get(name) for name in wanted} == wanted
    assert not set(case.get("absent", ())) & set(values)
    events = {event.kind.value for event in extraction.events}
    assert set(case.get("events", ())) <= events
    assert not set(case.get("no_event", ())) & events
    if "parties" in case:
        found = [[party.role.value, party.name] for party in paper.parties]
        assert sorted(found) == sorted(case["parties"])
    if "classes" in case:
        assert [[each.value for each in item.classes] for item in paper.operative] == case["classes"]


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_value_stands_where_it_says(case: dict[str, Any]) -> None:
    _, paper = read(case)
    for name, field in paper.fields.items():
        for place in field.source.places:
            assert case["text"][place.start : place.end].strip(), name


def test_a_case_has_known_keys_only() -> None:
    assert {key for case in CASES for key in case} <= KEYS
