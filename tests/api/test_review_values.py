"""What a person types becomes the contract's form of the field, or is refused with a hint."""

from __future__ import annotations

from typing import Any

import pytest

from services.api.errors import Unacceptable
from services.api.review.values import checked_value


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
        ("hearing_at", "2023-06-07T09:00", ["2023-06-07T09:00"]),
    ],
)
def test_a_typed_value_takes_the_form_of_its_field(field: str, typed: Any, value: Any) -> None:
    assert checked_value(field, typed) == value


@pytest.mark.parametrize(
    ("field", "typed"),
    [("claims", " ；\n"), ("effective_on", "八月一日"), ("evidence_days", "400"), ("nonsense", "x")],
)
def test_a_value_that_cannot_be_one_is_refused(field: str, typed: str) -> None:
    with pytest.raises(Unacceptable):
        checked_value(field, typed)
