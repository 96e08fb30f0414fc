"""The generator keeps its promises, and the judging counts what it says."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks.calibrate import fitted, isotonic, meant
from benchmarks.envelopes import envelope
from benchmarks.generated import made
from benchmarks.invention import Half, Scene, seats, surnames_of
from benchmarks.judging import Tally, judge, tally
from services.extractor import extract
from services.vocabulary import Standing


def test_the_same_seed_gives_the_same_paper() -> None:
    assert [made(seed).text() for seed in range(40)] == [made(seed).text() for seed in range(40)]
    assert len({made(seed).text() for seed in range(200)}) == 200


def test_the_halves_share_no_court_surname_or_body_font() -> None:
    fit, test = ([Scene(Random(seed), half) for seed in range(2000)] for half in (Half.FIT, Half.TEST))
    assert not {scene.seat.court for scene in fit} & {scene.seat.court for scene in test}
    assert not {scene.look().body for scene in fit} & {scene.look().body for scene in test}
    assert not set(surnames_of(Half.FIT)) & set(surnames_of(Half.TEST))


def test_no_court_of_the_samples_is_drawn() -> None:
    courts = {seat.court for half in Half for seat in seats(half)}
    assert not [court for court in courts if "北碚" in court or "崇义" in court or "滕州" in court]


def test_every_value_of_the_gold_that_is_text_stands_on_the_paper() -> None:
    for seed in range(120):
        paper = made(seed)
        text = paper.text().decode()
        for name in ("court", "case_number", "addressee", "cause", "act_number", "advice_number"):
            value = paper.gold.get("fields", {}).get(name)
            assert value is None or value in text, (seed, name, value)


def test_a_wrong_value_shown_as_sure_is_counted() -> None:
    paper = next(p for p in map(made, range(200)) if p.gold["kind"] == "summons")
    read = extract(paper.text(), "paper.txt")
    right, wrong = Tally(), Tally()
    tally(right, "right", paper.gold, read)
    fields = {**paper.gold["fields"], "case_number": "（2020）渝0109行初1号"}
    tally(wrong, "wrong", {**paper.gold, "fields": fields}, read)
    assert right.wrong_per_thousand() == 0
    assert wrong.unflagged.n - wrong.unflagged.right == 1
    assert [each.field for each in judge({**paper.gold, "fields": fields}, read) if not each.right] == [
        "case_number"
    ]


def test_envelopes_hold_attached_decisions_in_several_orders() -> None:
    envelopes = [envelope(seed, Half.TEST) for seed in range(8)]
    assert all(any(p.standing is Standing.ATTACHED for p in papers) for papers in envelopes)
    assert len({tuple(p.kind for p in papers) for papers in envelopes}) > 3


def test_a_confidence_means_what_the_fit_papers_show() -> None:
    tables = fitted([("issued_on", 0.9, 900, 1000), ("issued_on", 0.97, 995, 1000)])
    assert meant(tables, "filed_on", 0.9) == pytest.approx(0.9)
    assert meant(tables, "filed_on", 0.98) == pytest.approx(0.995, abs=0.001)
    assert meant(tables, "case_number", 0.9) == 0.9  # another family, not fitted
    assert isotonic([(0.8, 9, 10), (0.9, 1, 10)]) == [(0.8, 0.5)]
