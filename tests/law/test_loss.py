"""How each jurisdiction reads an outcome."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from services.law.loss import explain_losses, losses, places_that_read_losses
from services.law.pack import load_pack, outcome_groups
from services.vocabulary import Jurisdiction, Loss, OutcomeClass, PaperKind, Stage

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "loss_cases.yaml").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_outcome_is_read_by_each_definition(case: dict[str, Any]) -> None:
    assert (
        losses(case["classes"], kind=case["kind"], stage=case["stage"], effective=case["effective"])
        == case["loss"]
    )


@pytest.mark.parametrize("outcome", list(OutcomeClass))
def test_every_class_has_a_reading_everywhere(outcome: OutcomeClass) -> None:
    values = losses([outcome], kind=PaperKind.JUDGMENT, stage=Stage.FIRST, effective=True)
    assert set(values) == {"chongyi", "tengzhou", "chongqing", "beibei", "xinzhou"}
    assert set(values.values()) <= {"loss", "not_loss", "review"}


@pytest.mark.parametrize("outcome", [*outcome_groups().inherits_from_below])
def test_an_affirmed_outcome_without_the_ruling_below_is_never_a_win(outcome: OutcomeClass) -> None:
    for kind in (PaperKind.JUDGMENT, PaperKind.RULING):
        values = losses([outcome], kind=kind, stage=Stage.SECOND, effective=True)
        assert set(values.values()) == {"review"}


def test_what_is_not_recognised_is_never_a_win() -> None:
    assert set(losses([], kind=PaperKind.JUDGMENT, effective=True).values()) == {"review"}
    lower_only = losses(["REVOKE_LOWER"], kind=PaperKind.JUDGMENT, stage=Stage.SECOND, effective=True)
    assert set(lower_only.values()) == {"review"}


def test_affirming_in_part_without_the_ruling_below_stays_open_when_the_caller_says_so() -> None:
    classes = ["AFFIRM", "REVOKE_LOWER", "DISMISS_CLAIMS"]
    assert set(losses(classes, effective=True, inherited=False).values()) == {"review"}
    assert set(losses(classes, effective=True, inherited=True).values()) == {"not_loss"}
    # A loss found in the rest is a loss all the same.
    assert losses(["AFFIRM", "REVOKE"], effective=True, inherited=False)["chongyi"] == "loss"


def test_a_mediation_is_no_loss_whatever_is_paid() -> None:
    for kind in (PaperKind.MEDIATION, "行政调解书", "行政赔偿调解书"):
        values = losses(["MEDIATION", "COMPENSATE"], kind=kind, effective=True)
        assert set(values.values()) == {"not_loss"}


def test_xinzhou_counts_mere_illegality_only_when_switched_on() -> None:
    confirmed = ["CONFIRM_ILLEGAL"]
    assert losses(confirmed, effective=True)["xinzhou"] == "review"
    options = {"confirm_illegal_counts": True}
    assert losses(confirmed, effective=True, options=options)["xinzhou"] == "loss"
    assert losses(confirmed, effective=False, options=options)["xinzhou"] == "pending"


def test_each_reading_names_the_words_behind_it() -> None:
    readings = explain_losses(["REVOKE", "DISMISS_OTHER"], kind="judgment", effective=False)
    beibei = readings[Jurisdiction.BEIBEI]
    assert beibei.value is Loss.LOSS
    assert [each.outcome for each in beibei.because] == [OutcomeClass.REVOKE]
    citation = beibei.because[0].citation
    assert citation and citation.article == "第十六条第二款"
    assert citation.quotation == "撤销"
    assert beibei.definition and "被判决撤销" in beibei.definition.quotation
    tengzhou = readings[Jurisdiction.TENGZHOU]
    assert tengzhou.value is Loss.PENDING
    assert "没有规定口径" in tengzhou.basis
    assert tengzhou.because[0].citation and tengzhou.because[0].citation.document == "行政诉讼法"


@pytest.mark.parametrize("jurisdiction", places_that_read_losses())
def test_every_jurisdiction_says_on_what_its_reading_rests(jurisdiction: Jurisdiction) -> None:
    loss = load_pack(jurisdiction).loss
    assert loss and loss.basis


def test_an_unknown_class_is_an_error_not_a_win() -> None:
    with pytest.raises(ValueError, match="REVOKED"):
        losses(["REVOKED"], effective=True)


def test_an_item_below_nobody_spoke_of_is_no_win() -> None:
    classes = ["REVOKE_LOWER", "DISMISS_COMPENSATION"]
    assert set(losses(classes, effective=True, inherited=False).values()) == {"review"}
    assert set(losses(classes, effective=True).values()) == {"not_loss"}
