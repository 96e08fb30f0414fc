"""The generator keeps its promises, and the judging counts what it says."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.calibrate import fitted, isotonic
from benchmarks.envelopes import envelope
from benchmarks.generated import made
from benchmarks.invention import Half, Scene, seats, surnames_of
from benchmarks.judging import Tally, judge, tally
from services.extractor import extract
from services.extractor.calibration import ITEM_BY_GRAMMAR, family, meant, raw_scores
from services.vocabulary import FieldName, Standing


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
    names = ("court", "case_number", "addressee", "cause", "act_number", "advice_number")
    seen: Counter[str] = Counter()
    for seed in range(120):
        paper = made(seed)
        text = paper.text().decode()
        for name in names:
            value = paper.gold["fields"].get(name)
            if value is not None:
                seen[name] += 1
                assert value in text, (seed, name, value)
    assert set(seen) == set(names), "every field was looked for"


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
    curves = fitted([("issued_on", 0.9, 900, 1000), ("issued_on", 0.97, 995, 1000)])
    assert meant(curves["dates"], 0.9) == pytest.approx(0.9)
    assert meant(curves["dates"], 0.98) == pytest.approx(0.995, abs=0.001)
    assert list(curves) == ["dates"]
    assert isotonic([(0.8, 9, 10), (0.9, 1, 10)]) == [([0, 1], 0.5)]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["issued_on", "party", "court", "panel"]),
            st.floats(0, 1, allow_subnormal=False),
            st.integers(0, 60),
            st.integers(0, 60),
        ),
        min_size=1,
    )
)
def test_no_curve_falls_or_claims_more_than_its_values_support(
    rows: list[tuple[str, float, int, int]],
) -> None:
    counts = [
        (field, score, right, right + wrong) for field, score, right, wrong in rows if right + wrong
    ]
    for name, curve in fitted(counts).items():
        shares = [share for _, share in curve]
        assert shares == sorted(shares)
        n = sum(each[3] for each in counts if family(each[0]) == name)
        assert shares[-1] <= (n + 1) / (n + 2) + 1e-5


def test_a_finder_never_wrong_on_a_few_values_is_not_claimed_beyond_them() -> None:
    (curve,) = fitted([("issued_on", 0.999, 40, 40)]).values()
    assert meant(curve, 1.0) <= 41 / 42


def test_small_bins_are_joined_and_low_scores_stay_low() -> None:
    (curve,) = fitted([("court", 0.5, 2, 2), ("court", 0.999, 400, 400)]).values()
    assert meant(curve, 0.999) > 0.99
    assert meant(curve, 0.5) < 0.6


def test_raw_scores_are_the_grammars_own() -> None:
    paper = next(p for p in map(made, range(200)) if p.gold["kind"] == "judgment")
    with raw_scores():
        (before,) = extract(paper.text(), "paper.txt").papers
    (after,) = extract(paper.text(), "paper.txt").papers
    assert {item.confidence for item in before.operative} == {ITEM_BY_GRAMMAR}
    court = FieldName.COURT
    assert before.fields[court].confidence == 0.999
    assert after.fields[court].confidence != before.fields[court].confidence
