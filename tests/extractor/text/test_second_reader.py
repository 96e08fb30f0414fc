"""The trained second reader: what agreement and difference do, and that it can be made again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from models.recipe.papers import Example, data_hash, examples
from models.train import SEED, measure, train
from services.extractor import second_opinion
from services.extractor.calibration import raw_scores
from services.extractor.papers.split import Part, split_papers
from services.extractor.pipeline import extract, understand
from services.extractor.reading import read
from services.extractor.result import Paper
from services.extractor.text import second_reader as module
from services.extractor.text.second_reader import Reader, folder, kind_window, second_reader
from services.extractor.transcript import Page, Transcript
from services.vocabulary import FieldName, OutcomeClass, PaperKind
from tests.extractor.fields.cases import JUDGMENT, SUMMONS


@pytest.fixture
def no_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    second_reader.cache_clear()
    monkeypatch.setattr(module, "folder", lambda: tmp_path)
    yield
    second_reader.cache_clear()


class Says:
    """A second reader with given answers; without one it says what the grammar said of ``paper``."""

    def __init__(self, paper: Paper, **answers: str) -> None:
        self.paper, self.answers = paper, answers

    def kind(self, body: str) -> tuple[str, float]:
        return self.answers.get("kind", self.paper.kind.value), 0.9

    def outcomes(self, items: list[str]) -> list[tuple[str, ...]]:
        own = [tuple(c.value for c in item.classes) for item in self.paper.operative]
        return [(self.answers["classes"],)] * len(items) if "classes" in self.answers else own

    def sections(self, items: list[str]) -> list[str]:
        return [self.answers.get("section", "operative")] * len(items)

    def cause(self, text: str) -> tuple[str, float] | None:
        code = self.paper.fields.get(FieldName.CAUSE_CODE)
        return (self.answers.get("cause", str(code.value).split(".")[0]), 0.9) if code else None

    def names(self, text: str) -> list[tuple[str, str]]:
        cut = slice(None, -1) if "cut" in self.answers else slice(None)
        return [
            (self.answers.get("before", "") + party.name[cut], self.answers.get("label", "PERSON"))
            for party in self.paper.parties
        ]


def grammar(text: str) -> tuple[Paper, Part]:
    """The paper as the grammar alone reads it, and its part of the file."""
    _, transcript, _ = read(text.encode(), "paper.txt")
    (part,) = split_papers(transcript.pages)
    with raw_scores():
        (paper,) = understand(transcript)[0]
    return dataclasses.replace(paper, confidence=0.8), part


def weighed(paper: Paper, part: Part, **answers: str) -> Paper:
    return second_opinion.weighed_by(Says(paper, **answers), paper, part)  # type: ignore[arg-type]


def test_agreement_raises_every_confidence_and_changes_nothing_else() -> None:
    paper, part = grammar(JUDGMENT)
    after = weighed(paper, part)
    assert after.confidence > paper.confidence
    before = paper.fields[FieldName.CAUSE_CODE]
    assert after.fields[FieldName.CAUSE_CODE].confidence > before.confidence
    assert after.fields[FieldName.CAUSE_CODE].candidates == before.candidates
    pairs = list(zip(paper.parties, after.parties, strict=True))
    assert pairs
    assert all(b.confidence > a.confidence for a, b in pairs)
    assert all(item.confidence and item.confidence > 0.95 for item in after.operative)
    assert after.kind is paper.kind
    assert "kind_candidates" not in after.to_json()


def test_another_kind_lowers_the_confidence_and_is_kept_beside_the_grammars() -> None:
    paper, part = grammar(JUDGMENT)
    after = weighed(paper, part, kind="ruling")
    assert after.kind is PaperKind.JUDGMENT
    assert after.confidence < 0.6
    assert after.to_json()["kind_candidates"] == [
        {"value": "ruling", "confidence": 0.9, "found_by": "kind.model"}
    ]
    assert Paper.from_json(after.to_json()).kind_candidates == after.kind_candidates


def test_other_classes_are_kept_beside_the_items_own() -> None:
    paper, part = grammar(JUDGMENT)
    after = weighed(paper, part, classes="SUSPEND")
    assert paper.operative
    for before, item in zip(paper.operative, after.operative, strict=True):
        assert item.classes == before.classes
        assert item.confidence is not None
        assert item.confidence < 0.9
        assert [each.value for each in item.candidates] == [("SUSPEND",)]
        assert type(item).from_json(item.to_json()).candidates == item.candidates


def test_the_same_classes_do_not_count_for_an_item_with_the_words_of_another_section() -> None:
    paper, part = grammar(JUDGMENT)
    after, sure = weighed(paper, part, section="costs"), weighed(paper, part)
    assert after.operative
    for item, other in zip(after.operative, sure.operative, strict=True):
        assert item.confidence is not None
        assert other.confidence is not None
        assert item.confidence < other.confidence


def test_another_cause_and_another_bound_of_a_name_are_candidates() -> None:
    paper, part = grammar(JUDGMENT)
    after = weighed(paper, part, cause="21", before="欧")
    before = paper.fields[FieldName.CAUSE_CODE]
    field = after.fields[FieldName.CAUSE_CODE]
    assert field.value == before.value
    assert field.confidence < before.confidence
    assert field.candidates[-1].value == "21"
    for old, new in zip(paper.parties, after.parties, strict=True):
        assert new.name == old.name
        assert new.confidence < old.confidence
        assert f"欧{old.name}" in [each.value for each in new.candidates]


def test_a_piece_of_a_name_is_no_other_name() -> None:
    paper, part = grammar(JUDGMENT)
    assert weighed(paper, part, cut="yes").parties == paper.parties
    assert weighed(paper, part, cut="yes", label="AGENCY").parties == paper.parties


def test_a_person_inside_a_name_too_long_for_one_is_another_name() -> None:
    paper, part = grammar(JUDGMENT)
    first = paper.parties[0]
    assert first.name == "周某甲"
    read = dataclasses.replace(paper, parties=(dataclasses.replace(first, name="原告周某甲"),))
    (after,) = second_opinion.weighed_by(Says(paper), read, part).parties  # type: ignore[arg-type]
    assert after.confidence < first.confidence
    assert [each.value for each in after.candidates] == ["周某甲"]


def test_without_weights_the_grammar_stands_alone(no_weights: None) -> None:
    assert second_reader() is None
    text = JUDGMENT.replace("行政判决书", "")
    papers = extract(text.encode(), "paper.txt").papers
    assert papers
    assert "kind_candidates" not in json.dumps([paper.to_json() for paper in papers])


def test_a_clean_text_paper_is_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("the second reader was asked")

    monkeypatch.setattr(module, "second_reader", fail)
    for text in (JUDGMENT, SUMMONS):
        assert extract(text.encode(), "paper.txt").papers


def test_a_scan_is_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(module, "second_reader", lambda: asked.append(True))
    _, transcript, _ = read(JUDGMENT.encode(), "paper.txt")
    pages: list[Page] = [dataclasses.replace(page, source="ocr") for page in transcript.pages]
    understand(Transcript(tuple(pages)))
    assert asked


def test_the_heading_is_not_shown_to_the_reader() -> None:
    _, part = grammar(JUDGMENT)
    assert part.head.title
    assert part.head.title.text not in kind_window(part.head.body(part.paper.text))[:40]


@pytest.mark.parametrize("held_out", [False, True])
def test_the_same_seed_makes_the_same_papers(held_out: bool) -> None:
    first, again = (data_hash(examples(7, held_out, 0.03)) for _ in range(2))
    assert first == again
    assert first != data_hash(examples(8, held_out, 0.03))


def test_generated_papers_show_every_kind_and_only_known_classes() -> None:
    made = examples(7, False, 0.03)
    assert {e.answers[0] for e in made["kind"]} == {kind.value for kind in PaperKind}
    assert {label for e in made["outcome"] for label in e.answers} <= {c.value for c in OutcomeClass}
    for example in made["ner"]:
        for start, end, label in example.spans:
            assert example.text[start:end].strip() == example.text[start:end] != ""
            assert label in {"PERSON", "ORGANIZATION", "AGENCY"}


def small() -> dict[str, list[Example]]:
    return {name: each[:60] for name, each in examples(7, False, 0.1).items()}


def test_training_twice_gives_the_same_figures() -> None:
    first, again = (measure(train(small(), epochs=0.3), small()) for _ in range(2))
    assert first == again


def test_the_weights_were_trained_on_the_data_the_recipe_makes() -> None:
    metrics = json.loads((folder() / "metrics.json").read_text(encoding="utf-8"))
    assert metrics["seed"] == SEED
    assert metrics["data"] == data_hash(examples(SEED, held_out=False))
    assert metrics["held_out_data"] == data_hash(examples(SEED, held_out=True))


def test_the_weights_give_the_figures_written_beside_them() -> None:
    metrics = json.loads((folder() / "metrics.json").read_text(encoding="utf-8"))
    reader = second_reader()
    assert isinstance(reader, Reader)
    scores = measure(reader.nlp, examples(SEED, held_out=True))
    for name, score in metrics["held_out"].items():
        assert abs(scores[name]["share"] - score["share"]) <= 0.002, name


def test_the_weights_are_small() -> None:
    size = sum(file.stat().st_size for file in folder().rglob("*") if file.is_file())
    assert size < 30_000_000


@pytest.mark.parametrize(
    ("item", "classes"),
    [
        ("准许原告钱某某撤回起诉。", {"WITHDRAW_ALLOW"}),
        ("驳回上诉，维持原判。", {"AFFIRM"}),
        ("驳回原告钱某某的诉讼请求。", {"DISMISS_CLAIMS"}),
    ],
)
def test_the_reader_knows_the_commonest_items(item: str, classes: set[str]) -> None:
    reader = second_reader()
    assert reader
    assert set(reader.outcomes([item])[0]) == classes
