"""What a raw score becomes: the share of right values, but for what a person must see anyway."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.extractor import calibration, extract
from services.extractor.calibration import Curves, calibrated, raw_scores
from services.extractor.confidence import weighed
from services.extractor.paper import Paper
from services.vocabulary import FieldName
from tests.extractor.fields.cases import JUDGMENT

FAMILIES = ("numbers", "courts", "dates", "parties", "kinds", "outcomes", "words")
CURVES: Curves = {"text": dict.fromkeys(FAMILIES, ((0.5, 0.97), (0.9, 0.98)))}


@pytest.fixture
def judgment(monkeypatch: pytest.MonkeyPatch) -> Paper:
    """A judgment with the grammar's scores; calibrating it goes by CURVES."""
    with raw_scores():
        (paper,) = extract(JUDGMENT.encode(), "paper.txt").papers
    monkeypatch.setattr(calibration, "_curves", lambda: CURVES)
    return paper


def test_every_confidence_of_a_paper_becomes_its_share(judgment: Paper) -> None:
    after = calibrated(judgment, "text")
    assert after.confidence == 0.98
    assert {each.confidence for each in after.parties} == {0.98}
    assert {each.confidence for each in after.operative} == {0.98}
    assert after.fields[FieldName.CASE_NUMBER].confidence == 0.98


def test_a_medium_without_curves_keeps_the_raw_scores(judgment: Paper) -> None:
    assert calibrated(judgment, "scan") == judgment


def test_what_a_hand_wrote_is_asked_about_whatever_the_curve_says(judgment: Paper) -> None:
    field = replace(
        judgment.fields[FieldName.ISSUED_ON], found_by="served_on.handwritten", confidence=0.5
    )
    paper = replace(judgment, fields={FieldName.SERVED_ON: field})
    assert calibrated(paper, "text").fields[FieldName.SERVED_ON].confidence == 0.5


def test_a_hearing_without_its_hour_is_asked_about_whatever_the_curve_says(judgment: Paper) -> None:
    day = replace(judgment.fields[FieldName.ISSUED_ON], value=["2024-03-05"], confidence=0.5)
    hour = replace(day, value=["2024-03-05T09:00"])
    for field, share in ((day, 0.5), (hour, 0.97)):
        paper = replace(judgment, fields={FieldName.HEARING_AT: field})
        assert calibrated(paper, "text").fields[FieldName.HEARING_AT].confidence == share


def test_an_item_without_classes_is_never_sure(judgment: Paper) -> None:
    items = tuple(replace(each, classes=(), confidence=None) for each in judgment.operative)
    after = calibrated(replace(judgment, operative=items), "text")
    assert {each.confidence for each in after.operative} == {None}


def test_the_second_reader_weighs_as_much_as_it_was_right(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calibration, "_file", lambda: {"second_reader": {"kind.model": [49, 98]}})
    assert weighed(0.8, "kind.model", False) == pytest.approx(0.8)
    monkeypatch.setattr(calibration, "_file", lambda: {"second_reader": {"kind.model": [898, 998]}})
    assert weighed(0.8, "kind.model", False) == pytest.approx(0.8 / 2.6, abs=0.01)
