"""Damage of every kind of file: each gets an answer with a cause, and none ends the reader.

A few seeds here; ``make stress PART=kinds SIZE=…`` takes as many as wanted.
"""

from __future__ import annotations

import random

import pytest

from benchmarks.damage import damaged_by
from services.extractor import Extraction, extract
from services.extractor.errors import MESSAGES
from tests.extractor.reading.kinds import small_files

FILES = small_files()


@pytest.mark.parametrize("kind", FILES)
def test_a_sound_small_file_of_each_kind_is_read(kind: str) -> None:
    extraction = extract(FILES[kind], "文件")
    assert extraction.problems == ()
    assert extraction.papers or extraction.members


@pytest.mark.parametrize("kind", FILES)
def test_a_damaged_file_is_answered_with_a_cause(kind: str) -> None:
    for seed in range(12):
        data = damaged_by(FILES[kind], random.Random(seed))
        extraction = extract(data, "文件")
        assert said(extraction), (kind, seed)


def test_a_wrong_extension_decides_nothing() -> None:
    for kind, data in FILES.items():
        right, wrong = extract(data, f"a.{kind}"), extract(data, "a.pdf")
        assert right.file.media_type == wrong.file.media_type


def said(extraction: Extraction) -> bool:
    """Something was read, or every problem has a message of ours."""
    known = all(problem.code in MESSAGES for problem in extraction.problems)
    return known and bool(extraction.problems or extraction.papers or extraction.members)
