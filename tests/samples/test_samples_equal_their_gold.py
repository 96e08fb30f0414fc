"""Each committed sample is read as the facts it was drawn from say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from samples.compare import differences
from samples.expected import expected
from samples.sample import Sample
from samples.stories import SAMPLES
from services.extractor import extract
from services.resources import samples_folder

FOLDER = samples_folder()
DRAWN = {".pdf", ".png", ".jpg", ".tif", ".txt"}


def _gold(sample: Sample) -> dict[str, object]:
    text = (FOLDER / f"{sample.name}.expected.json").read_text(encoding="utf-8")
    gold: dict[str, object] = json.loads(text)
    return gold


def test_every_file_has_its_gold_and_every_gold_its_file() -> None:
    files = {p.name for p in FOLDER.iterdir() if p.suffix in DRAWN}
    golds = {p.name.removesuffix(".expected.json") for p in FOLDER.glob("*.expected.json")}
    assert files == {sample.file_name for sample in SAMPLES}
    assert golds == {sample.name for sample in SAMPLES}
    assert len(files) >= 24


def test_the_samples_stay_small() -> None:
    assert sum(p.stat().st_size for p in FOLDER.iterdir() if p.suffix in DRAWN) <= 15_000_000


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_the_committed_gold_says_what_the_story_says(sample: Sample) -> None:
    gold = _gold(sample)
    papers = gold["papers"]
    assert isinstance(papers, list)
    counts = [paper["pages"][1] - paper["pages"][0] + 1 for paper in papers]
    assert gold == expected(sample.file_name, sample.papers, counts)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sample_is_read_as_its_gold_says(sample: Sample) -> None:
    data = Path(FOLDER / sample.file_name).read_bytes()
    read = extract(data, sample.file_name).to_json()
    assert differences(_gold(sample), read) == []
