"""The comparison itself: what the gold names must be read, and nothing else is looked at."""

from __future__ import annotations

from samples.compare import differences


def test_a_key_the_gold_leaves_out_is_not_looked_at() -> None:
    assert differences({"kind": "summons"}, {"kind": "summons", "stage": "first"}) == []


def test_a_field_is_compared_by_its_value() -> None:
    gold = {"papers": [{"fields": {"court": "甲法院"}}]}
    read = {"papers": [{"fields": {"court": {"value": "乙法院"}}}]}
    assert differences(gold, read) == ["papers[0].fields.court: expected '甲法院', read '乙法院'"]


def test_a_field_that_was_not_read_is_a_difference() -> None:
    gold = {"papers": [{"fields": {"court": "甲法院"}}]}
    assert differences(gold, {"papers": [{"fields": {}}]}) == [
        "papers[0].fields.court: expected '甲法院', not read"
    ]


def test_one_paper_too_many_is_a_difference() -> None:
    assert differences({"papers": []}, {"papers": [{}]}) == ["papers: expected [], read [{}]"]


def test_line_breaks_do_not_count_in_a_quoted_text() -> None:
    gold = {"operative": [{"text": "驳回上诉，维持原判。"}]}
    assert differences(gold, {"operative": [{"text": "驳回上诉，\n维持原判。"}]}) == []
