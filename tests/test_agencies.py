"""Renamed and merged offices are the same office; neighbours, superiors and co-merged ones are not."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from services.agencies import same_agency
from services.resources import models_folder

ROWS = yaml.safe_load((models_folder() / "lexicons" / "agency_changes.yaml").read_text("utf-8"))
CHANGES = [(old, new) for row in ROWS for old in row["from"] for new in row["to"]]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("云山县国土资源局", "云山县自然资源局"),
        ("云山县国土资源局", "云山县规划和自然资源局"),
        ("江州市工商行政管理局", "江州市市场监督管理局"),
        ("云山县人民政府法制办公室", "云山县司法局"),
        ("云山县扶贫开发办公室", "云山县农业农村局"),  # over two reforms
        ("江州市云山县公安局", "云山县公安局"),
        ("云山县人社局", "云山县人力资源和社会保障局"),
        ("原云山县环境保护局", "云山县生态环境局"),
        ("云山县 税务局", "云山县地方税务局"),
    ],
)
def test_the_same_office(a: str, b: str) -> None:
    assert same_agency(a, b)
    assert same_agency(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("云山县国土资源局", "云山县规划局"),  # merged into one, never one before
        ("云山县自然资源局", "江州市自然资源局"),
        ("云山县公安局", "云山县司法局"),
        ("云山县人民政府", "云山县自然资源局"),
        ("云山县公安局", "云山县公安局城关派出所"),
        ("自然资源局", "云山县自然资源局"),
        ("", "云山县自然资源局"),
    ],
)
def test_different_offices(a: str, b: str) -> None:
    assert not same_agency(a, b)
    assert not same_agency(b, a)


@given(st.sampled_from(CHANGES), st.sampled_from(["云山县", "江州市", "江州市临河区"]))
def test_every_change_of_the_list_is_known_both_ways(change: tuple[str, str], place: str) -> None:
    old, new = change
    assert same_agency(place + old, place + new)
    assert same_agency(place + new, place + old)


def test_every_change_names_its_source_and_year() -> None:
    for row in ROWS:
        assert {"from", "to", "since", "source"} <= set(row)
        assert not set(row["from"]) & set(row["to"])
