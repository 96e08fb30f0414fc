"""Beside a duty stands what the notice of the place says about it, for the offices it names."""

from __future__ import annotations

from datetime import date

import pytest

from services.api.web.views.local_texts import local_texts
from services.law.facts import Office
from services.vocabulary import Jurisdiction, OrganisationKind

TODAY = date(2026, 11, 20)


def words(rule: str, place: Jurisdiction, kind: OrganisationKind = OrganisationKind.DEPARTMENT) -> str:
    return "\n".join(
        f"{each.words} {each.cite} {each.note}"
        for each in local_texts(rule, Office("某局", kind, place), TODAY)
    )


@pytest.mark.parametrize(
    ("rule", "place", "said"),
    [
        ("ANSWER", Jurisdiction.CHONGYI, "形式规范、逻辑严密"),
        ("ANSWER", Jurisdiction.BEIBEI, "证据依据清单"),  # 重庆市, which 北碚 inherits
        ("XZ-24", Jurisdiction.XINZHOU, "容错免责"),
        ("CQ-12", Jurisdiction.BEIBEI, "《北碚区行政应诉办法》第十八条"),
        ("PERFORM", Jurisdiction.BEIBEI, "规定不一致：责令重作后可以作出相同行为的例外"),
    ],
)
def test_the_requirements_of_the_place_stand_beside_the_duty(
    rule: str, place: Jurisdiction, said: str
) -> None:
    assert said in words(rule, place)


def test_a_place_whose_notice_says_nothing_about_a_duty_shows_nothing() -> None:
    assert words("APPEAL_J", Jurisdiction.TENGZHOU) == ""
    assert words("ANSWER", Jurisdiction.CN) == ""
