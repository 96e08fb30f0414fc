"""What a person types becomes the contract's form of the field, or is refused with a hint."""

from __future__ import annotations

from typing import Any

import pytest

from services.api.errors import Unacceptable
from services.api.review.values import checked_value, classes_named


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("claims", "撤销处罚决定；\n诉讼费由被告承担", ["撤销处罚决定", "诉讼费由被告承担"]),
        ("panel", ["审判长 吴某乙", " 审判员 郑某丙 "], ["审判长 吴某乙", "审判员 郑某丙"]),
        ("act_on", " 2023-02-01 ", "2023-02-01"),
        ("fee_days", "7", 7),
        ("advice_reply_months", "2", 2),
        ("act_number", "云自然资罚〔2023〕7号", "云自然资罚〔2023〕7号"),
        ("case_number", "(2023) 渝0109行初45号", "（2023）渝0109行初45号"),
        ("case_number", "（2023）渝0109行初045号", "（2023）渝0109行初45号"),
        ("case_number", "【2023】渝0109行初45号", "（2023）渝0109行初45号"),
        ("case_number", "（2023年）渝0109行初45", "（2023）渝0109行初45号"),
        ("case_number", "2023渝0109行初45号", "（2023）渝0109行初45号"),
        ("case_number", "(2014)碚法行初字第00023号", "（2014）碚法行初字第23号"),
        ("prior_case_number", "（2023）渝01行终12号之一", "（2023）渝01行终12号之一"),
        ("case_number", "(2026)渝0109行初字第9103号", "（2026）渝0109行初9103号"),
        ("case_number", "［2026］渝 0109 行初 9103 号", "（2026）渝0109行初9103号"),
        ("case_number", "碚府复〔2025〕41号", "碚府复（2025）41号"),
        ("hearing_at", "2023-06-07T09:00", ["2023-06-07T09:00"]),
        (
            "hearing_at",
            "2023年6月7日下午2时30分、2023-06-08 09:00",
            ["2023-06-07T14:30", "2023-06-08T09:00"],
        ),
        ("issued_on", "2026.11.18", "2026-11-18"),
        ("issued_on", "2026/1/8", "2026-01-08"),
        ("issued_on", "2026年11月18", "2026-11-18"),
        ("issued_on", "二○二六年十一月十八日", "2026-11-18"),
        ("issued_on", "二零二六年元月三号", "2026-01-03"),
        ("issued_on", "２０２６－１１－１８", "2026-11-18"),
        ("issued_on", "20261118", "2026-11-18"),
    ],
)
def test_a_typed_value_takes_the_form_of_its_field(field: str, typed: Any, value: Any) -> None:
    assert checked_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("claims", " ；\n"),
        ("effective_on", "八月一日"),
        ("evidence_days", "400"),
        ("nonsense", "x"),
        ("advice_reply_months", "300"),
        ("case_number", "abc"),
        ("case_number", "行初45号"),
        ("case_number", "2023"),
        ("issued_on", "26.11.18"),
        ("issued_on", "2026-02-30"),
        ("issued_on", "2026-11-18至2026-11-20"),
        ("hearing_at", "2026-11-18"),
        ("hearing_at", "2026-11-18 25:00"),
        ("hearing_at", ""),
    ],
)
def test_a_value_that_cannot_be_one_is_refused(field: str, typed: str) -> None:
    with pytest.raises(Unacceptable):
        checked_value(field, typed)


def test_the_hint_speaks_of_the_unit_of_the_field() -> None:
    for field, words in (
        ("advice_reply_months", "月数"),
        ("fee_days", "天数"),
        ("case_number", "案号"),
    ):
        with pytest.raises(Unacceptable) as refusal:
            checked_value(field, "x")
        assert words in refusal.value.remedy


def test_classes_are_typed_by_their_names_or_codes() -> None:
    assert classes_named("撤销、责令重作，撤销 CONFIRM_ILLEGAL") == [
        "REVOKE",
        "REMAKE",
        "CONFIRM_ILLEGAL",
    ]
    assert classes_named(" ") == []


def test_a_class_that_is_none_is_refused_with_the_nearest() -> None:
    with pytest.raises(Unacceptable) as refusal:
        classes_named("确认违反")
    assert "确认违法" in refusal.value.remedy
