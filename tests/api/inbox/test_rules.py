"""Which mails are read."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from services.api.inbox.rules import MailFacts, Rule, judge

TODAY = date(2026, 3, 10)
MAIL = MailFacts(
    "江川法院 <clerk@court.example>", "（2026）渝0109行初412号传票", date(2026, 3, 2), ("传票.PDF",)
)


@pytest.mark.parametrize(
    ("condition", "fits"),
    [
        ({}, True),
        ({"sender": ["court.example"]}, True),
        ({"sender": ["COURT.example"]}, True),
        ({"sender": ["else.example", "江川"]}, True),
        ({"sender": ["else.example"]}, False),
        ({"subject": ["渝*行初"]}, True),
        ({"subject": ["判决"]}, False),
        ({"attachments": ["pdf"]}, True),
        ({"attachments": [".ofd"]}, False),
        ({"newer_than_days": 8}, True),
        ({"newer_than_days": 7}, False),
        ({"sender": ["court.example"], "subject": ["判决"]}, False),
    ],
)
def test_a_rule_fits_when_all_its_conditions_hold(condition: dict[str, object], fits: bool) -> None:
    rule = Rule.model_validate({"name": "一", **condition})
    assert (judge([rule], MAIL, TODAY).rule == "一") is fits


def test_the_first_rule_that_fits_decides() -> None:
    rules = [Rule(name="不要", take=False, subject=["传票"]), Rule(name="要", sender=["court"])]
    verdict = judge(rules, MAIL, TODAY)
    assert (verdict.take, verdict.rule) == (False, "不要")
    verdict = judge(rules[::-1], MAIL, TODAY)
    assert (verdict.take, verdict.rule) == (True, "要")


def test_what_no_rule_fits_is_read_unless_rules_say_what_to_take() -> None:
    assert judge([], MAIL, TODAY).take
    assert judge([Rule(name="不要", take=False, subject=["广告"])], MAIL, TODAY).take
    assert not judge([Rule(name="要", subject=["判决"])], MAIL, TODAY).take


def test_a_misspelt_condition_is_refused() -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate({"name": "一", "sujbect": ["x"]})
