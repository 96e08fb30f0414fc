"""Text without layout is set so that a person can read it, however much there is."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from services.extractor.reading.render import render_page
from services.extractor.transcript import FloatArray
from tests.extractor.reading.kinds import small_files


def ink(data: bytes, width: int = 1400) -> FloatArray:
    """Dark share of each row below the note."""
    rendered = render_page(data, 1, width)
    assert (rendered.width, rendered.height) == (width, round(842 / 595 * width))
    pixels = np.asarray(Image.open(io.BytesIO(rendered.png)).convert("L"))
    return np.asarray((pixels < 110).mean(axis=1), np.float32)


def test_every_line_of_a_text_is_drawn_below_the_one_before() -> None:
    rows = ink("\n".join(["人民法院传票"] * 5).encode()) > 0
    begins = np.flatnonzero(np.diff(rows.astype(int)) == 1)
    bands = np.split(begins, np.flatnonzero(np.diff(begins) > 20) + 1)
    assert len(bands) == 5


@pytest.mark.parametrize("length", [3, 2_000, 60_000])
def test_a_text_of_any_length_stays_on_its_page(length: int) -> None:
    rows = ink(("某" * length).encode())
    assert rows.any()
    assert not rows[:70].any()
    assert not rows[-90:].any()


def test_a_word_document_has_a_page_picture() -> None:
    rendered = render_page(small_files()["docx"], 1, 300)
    assert rendered.png.startswith(b"\x89PNG")
    assert rendered.height == round(300 * 792 / 612)  # the page the document states
