"""The OCR suite counts what it says it counts; its pages are made again from their seed."""

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ocr import Sheet, distance, measure, plain, wilson
from benchmarks.pages import papers
from samples.stories import SAMPLES

TEXT = st.text("甲乙丙１2", max_size=12)


@given(TEXT, TEXT)
def test_distance_is_that_of_the_textbook(first: str, second: str) -> None:
    table = {(i, 0): i for i in range(len(first) + 1)} | {(0, j): j for j in range(len(second) + 1)}
    for i, one in enumerate(first, 1):
        for j, two in enumerate(second, 1):
            table[i, j] = min(
                table[i - 1, j] + 1, table[i, j - 1] + 1, table[i - 1, j - 1] + (one != two)
            )
    assert distance(first, second) == table[len(first), len(second)]


def test_widths_spaces_and_brackets_are_no_errors() -> None:
    assert plain("〔２０２６〕　渝 0109") == plain("(2026)渝0109")


def test_errors_and_missing_keys_are_counted() -> None:
    (printed,) = papers(1)
    true = "".join(printed.keys)
    sheet = Sheet([], [true], printed, 200)
    right = measure([sheet], lambda pages, dpi: [true])
    wrong = measure([sheet], lambda pages, dpi: [true[1:]])
    assert (right.errors, right.found, right.keys) == ([0], len(printed.keys), len(printed.keys))
    assert (wrong.errors, wrong.found) == ([1], len(printed.keys) - 1)


def test_pages_come_from_their_seed_and_from_no_sample() -> None:
    assert papers(6) == papers(6)
    known = {p.proceeding.number for s in SAMPLES for p in s.papers if p.proceeding}
    assert not known & {p.paper.proceeding.number for p in papers(30) if p.paper.proceeding}


def test_an_interval_holds_its_share() -> None:
    low, high = wilson(19, 20)
    assert low < 95 < high
