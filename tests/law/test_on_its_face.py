"""What a ruling shows by itself about being effective, from the facts in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.law.calendar import national_calendar
from services.law.on_its_face import outcome_said, shown_effective
from services.law.standing import EffectBasis, effects_of
from services.vocabulary import OutcomeClass as O
from services.vocabulary import PaperKind, Stage
from tests.law.making import BUREAU, case, first, paper, review, second

RULING = paper(PaperKind.RULING, date(2023, 6, 15), outcome={BUREAU: (O.WITHDRAW_ALLOW,)})


def test_a_ruling_corrected_into_one_that_can_be_appealed_is_not_effective_any_more() -> None:
    assert shown_effective(RULING) == "不可上诉的裁定，送达后生效（行政诉讼法解释第101条）"
    corrected = replace(RULING, outcome={BUREAU: (O.REJECT_SUIT,)})
    assert shown_effective(corrected) is None
    found = effects_of(case(corrected), national_calendar(), today=date(2023, 6, 16))
    assert found[corrected.id].basis is EffectBasis.WINDOW_OPEN


def test_what_the_law_says_is_not_passed_off_as_printed() -> None:
    found = effects_of(case(RULING), national_calendar(), today=date(2023, 6, 16))[RULING.id]
    assert found.basis is EffectBasis.NOT_APPEALABLE
    printed = replace(RULING, effective_because="本裁定送达后即发生法律效力")
    found = effects_of(case(printed), national_calendar(), today=date(2023, 6, 16))[RULING.id]
    assert found.basis is EffectBasis.PRINTED


def test_the_stage_in_force_decides() -> None:
    judgment = second(O.REVOKE_LOWER, O.REVOKE)
    assert shown_effective(judgment) == "二审裁判送达后生效"
    assert shown_effective(replace(judgment, stage=Stage.FIRST)) is None
    assert shown_effective(first(O.REVOKE)) is None


def test_a_retrial_that_can_be_appealed_is_not_final() -> None:
    retried = review(O.REVOKE, kind=PaperKind.JUDGMENT, stage=Stage.RETRIAL)
    assert shown_effective(retried)
    assert shown_effective(replace(retried, appeal_days=15)) is None


def test_a_case_sent_back_is_not_settled_though_the_ruling_is_final() -> None:
    words = "本裁定为终审裁定"
    remanded = second(O.REVOKE_LOWER, O.REMAND, kind=PaperKind.RULING, effective_because=words)
    assert shown_effective(remanded) is None


@pytest.mark.parametrize(
    ("classes", "printed", "effective", "basis", "loss"),
    [
        (
            ["WITHDRAW_ALLOW"],
            None,
            True,
            "不可上诉的裁定，送达后生效（行政诉讼法解释第101条）",
            "not_loss",
        ),
        (["REJECT_SUIT"], None, False, None, "not_loss"),
        (["REJECT_SUIT"], "本裁定为终审裁定", True, "本裁定为终审裁定", "not_loss"),
    ],
)
def test_the_contracts_outcome_says_whether_the_paper_proves_itself_effective(
    classes: list[str], printed: str | None, effective: bool, basis: str | None, loss: str
) -> None:
    said: dict[str, Any] = {
        "kind": "ruling",
        "stage": "first",
        "fields": {},
        "outcome": {
            "by_party": {BUREAU: {"classes": classes, "partial": False}},
            "effective": printed is not None,
            "effective_basis": printed,
        },
    }
    outcome = outcome_said(said)
    assert outcome is not None
    assert (outcome["effective"], outcome["effective_basis"]) == (effective, basis)
    assert outcome["by_party"][BUREAU]["loss"]["beibei"] == loss
    assert outcome_said({**said, "outcome": None}) is None
