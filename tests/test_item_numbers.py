"""Which items of the ruling below an item upholds, revokes or changes."""

from __future__ import annotations

import pytest

from services.item_numbers import ItemsBelow, ItemVerb, item_clauses, item_numeral, items_below


def said(*items: str) -> ItemsBelow | None:
    return items_below(clause for text in items for clause in item_clauses(text))


def kept(*items: str) -> set[int]:
    found = said(*items)
    return set(found.kept) if found else set()


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("一、维持某县人民法院（2023）赣0721行初9001号行政判决第一项、第三项；", {1, 3}),
        ("维持一审判决第（二）项", {2}),
        ("维持一审判决第２项和第(3)项", {2, 3}),
        ("维持一审判决第1、2、3项", {1, 2, 3}),
        ("维持一审判决第一至三项", {1, 2, 3}),
        ("维持一审判决第二项至第四项", {2, 3, 4}),
        ("维持一审判决第一、第二、第三判项", {1, 2, 3}),
        ("维持一审判决判项二、三", {2, 3}),
        ("维持一审判决一、二项", {1, 2}),
        ("维持一审判决第一和第三项", {1, 3}),
        ("维持一审判决第十一项，以及第二十三项", {11, 23}),
        ("维 持一审判决第一\n项", {1}),
        ("三、一审判决第一项、第二项予以维持", {1, 2}),
        ("维持一审判决第一项，即“撤销被告某局第三项决定”", {1}),
    ],
)
def test_the_numbers_of_upheld_items_are_read_however_they_are_written(
    words: str, numbers: set[int]
) -> None:
    assert kept(words) == numbers
    assert not item_clauses(words)[0].unread


def test_each_clause_keeps_its_own_numbers() -> None:
    found = said("撤销一审判决第二项，维持一审判决第一项。")
    assert found == ItemsBelow(kept=frozenset({1}), gone=frozenset({2}))
    found = said("撤销一审判决第二项，第三项变更为：被告依照《某条例》第十条第（一）项赔偿原告。")
    assert found == ItemsBelow(gone=frozenset({2, 3}))
    assert said("维持第一项并撤销第二项") == ItemsBelow(frozenset({1}), frozenset({2}))


def test_the_rest_follows_the_clause_that_speaks_of_it() -> None:
    found = said("一、撤销一审判决第二项；", "二、维持一审判决其他判项。")
    assert found is not None
    assert [found.of(n) for n in (1, 2, 3)] == [ItemVerb.KEEPS, ItemVerb.ENDS, ItemVerb.KEEPS]
    found = said("除第二项外，维持一审判决其他判项")
    assert found is not None
    assert (found.of(1), found.of(2)) == (ItemVerb.KEEPS, None)


def test_an_item_no_clause_speaks_of_is_left_open() -> None:
    found = said("撤销一审判决第三项")
    assert found is not None
    assert (found.of(1), found.of(3)) == (None, ItemVerb.ENDS)


def test_a_part_of_an_item_leaves_the_item_in_doubt() -> None:
    found = said("撤销一审判决第二项中关于赔偿数额的部分")
    assert found is not None
    assert found.of(2) is None and found.doubtful == {2}


@pytest.mark.parametrize(
    "words",
    [
        "维持一审判决驳回其他诉讼请求的判项",
        "维持一审判决前两项",
        "维持一审判决第三至一项",
        "维持一审判决关于确认违法的部分",
    ],
)
def test_items_that_cannot_be_told_are_said_to_be_unread(words: str) -> None:
    found = said(words)
    assert found is not None and found.unread


@pytest.mark.parametrize(
    "words",
    [
        "驳回上诉，维持原判。",
        "撤销某市中级人民法院的二审判决",
        "撤销被告依据《某法》第七十条第一款第（二）项作出的决定",
        "撤销某局作出的行政处罚决定第二项",
        "撤销一审判决，驳回原告的第二项诉讼请求",
        "责令被告于六十日内重新作出处理",
    ],
)
def test_places_in_a_statute_claims_and_acts_are_no_items_of_a_ruling(words: str) -> None:
    assert said(words) is None


def test_item_numerals() -> None:
    assert [item_numeral(each) for each in ("一", "十", "十二", "二十", "二十三", "7", "甲", "")] == [
        *(1, 10, 12, 20, 23, 7, 0, 0)
    ]
