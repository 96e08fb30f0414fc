"""The second reading: real PP-OCRv4 and Tesseract on pages whose first reading is spoilt here."""

import os
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest

from services.extractor import rereading
from services.extractor.pipeline import understand
from services.extractor.reading import read, second
from services.extractor.reading.engines import Glyphs
from services.extractor.reading.sheets import Sheets
from services.extractor.rereading import compare, line_quad, reread, rewritten, understood_twice
from services.extractor.transcript import Doubt, Line, Page, Transcript
from services.vocabulary import FieldName
from tests.extractor.reading.drawing import NOTICE, draw_notice, encoded

os.environ.setdefault("YINGSU_OCR_PRECISION", "f32")  # bf16 reads slightly otherwise on each machine


@pytest.fixture(scope="module")
def scan() -> bytes:
    return encoded(draw_notice()[0])


@pytest.fixture(scope="module")
def transcript(scan: bytes) -> Transcript:
    return read(scan, "通知.png")[1]


@pytest.fixture
def sheets(scan: bytes) -> Iterator[Sheets]:
    kept = Sheets(scan)
    yield kept
    kept.close()


def misread(transcript: Transcript, right: str, wrong: str) -> Transcript:
    """The transcript of a first reader that took ``right`` for ``wrong`` and was sure of it."""
    page = transcript.pages[0]
    assert right in page.text and len(right) == len(wrong)
    changed = replace(page, text=page.text.replace(right, wrong), char_confidence=None)
    return replace(transcript, pages=(changed,))


def glyphs(text: str, sure: float = 0.9) -> Glyphs:
    return Glyphs(text, np.full(len(text), sure, np.float32), np.zeros((len(text), 2), np.float32))


def test_agreement_makes_decisive_characters_surer(transcript: Transcript, sheets: Sheets) -> None:
    page = transcript.pages[0]
    unsure = replace(page, char_confidence=np.full(len(page.text), 0.8, np.float32))
    again = reread(understand(transcript)[0], Transcript((unsure,)), sheets)
    assert again is not None and again.other is None
    (seen,) = again.transcript.pages
    start = page.text.index("渝0109")
    assert seen.confidence(start, start + 6) > 0.95
    notes = page.text.index("特此通知")
    assert seen.confidence(notes, notes + 4) == pytest.approx(0.8)  # decides nothing, not read again
    assert seen.doubts == page.doubts


@pytest.mark.parametrize(
    ("field", "misreading", "value"),
    [
        (FieldName.CASE_NUMBER, ("渝0109", "滁0109"), "（2024）渝0109行初187号"),
        (FieldName.CASE_NUMBER, ("初187号", "初181号"), "（2024）渝0109行初187号"),
        (FieldName.HEARING_AT, ("11月26日", "11月20日"), ["2024-11-26T09:30"]),
        (FieldName.ISSUED_ON, ("十月十八日", "十月十六日"), "2024-10-18"),
        (FieldName.ADDRESSEE, ("自然资源局：", "自燃资源局："), "云岭县自然资源局"),
    ],
)
def test_a_misread_value_keeps_the_other_reading_and_loses_confidence(
    transcript: Transcript, sheets: Sheets, field: FieldName, misreading: tuple[str, str], value: object
) -> None:
    spoilt = misread(transcript, *misreading)
    before = understand(spoilt)[0][0].fields[field]
    _, (papers, _) = understood_twice(spoilt, sheets, understand)
    after = papers[0].fields[field]
    assert after.value == before.value != value
    assert after.confidence < 0.6 * before.confidence
    (candidate,) = (c for c in after.candidates if c.found_by == "ocr.ppocrv4")
    assert candidate.value == value
    assert candidate.source is not None and candidate.source.places == after.source.places


def test_a_right_page_is_not_doubted(transcript: Transcript, sheets: Sheets) -> None:
    first, (papers, _) = understood_twice(transcript, sheets, understand)
    assert first.pages[0].doubts == ()
    fields = papers[0].fields
    assert all(fields[name].confidence > 0.9 for name in rereading.DECISIVE if name in fields)


def test_a_third_vote_weighs_digits(
    transcript: Transcript, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoilt = misread(transcript, "初187号", "初181号")
    papers = understand(spoilt)[0]
    start = spoilt.pages[0].text.index("初181号") + 3
    sure = []
    for vote in ("（2024）渝0109行初181号", None, "（2024）渝0109行初187号"):
        monkeypatch.setattr(rereading, "third_vote", lambda image, quad, vote=vote: vote)
        again = reread(papers, spoilt, sheets)
        assert again is not None
        assert Doubt(start, start + 1, "7", "second_reader") in again.transcript.pages[0].doubts
        sure.append(again.transcript.pages[0].confidence(start, start + 1))
    assert sure[0] > sure[1] > sure[2]


def test_tesseract_reads_the_line_in_question(transcript: Transcript, sheets: Sheets) -> None:
    page = transcript.pages[0]
    line = page.lines[2]
    image = sheets.picture(page)
    assert image is not None and page.char_boxes is not None
    quad = line_quad(page.char_boxes[line.start : line.end] * (image.shape[1] / page.width))
    assert quad is not None
    assert "0109" in (second.third_vote(image, quad) or "")


def test_without_a_second_reader_everything_works_and_a_note_says_so(
    transcript: Transcript, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YINGSU_OCR_SECOND", "off")
    seen, understood = understood_twice(transcript, sheets, understand)
    assert understood == understand(transcript)
    assert seen.notes == (*transcript.notes, "second ocr reader switched off")


def test_a_text_layer_is_understood_once(scan: bytes) -> None:
    text = Transcript((Page(1, 0, 0, "text", "\n".join(NOTICE)),))
    assert understood_twice(text, Sheets(scan), understand)[0] is text


def test_stops_brackets_and_the_shape_of_zero_are_no_difference() -> None:
    agreed, differing = compare("（２０２４）渝，○", glyphs("(2024)渝。〇"))
    assert [index for index, _ in agreed] == [1, 2, 3, 4, 6, 8]
    assert differing == []


def test_what_is_missing_or_added_is_a_difference() -> None:
    assert compare("初187号", glyphs("初17号"))[1] == [(2, 3, "")]
    assert compare("初17号", glyphs("初187号"))[1] == [(2, 2, "8")]
    assert compare("十六日", glyphs("十八日"))[1] == [(1, 2, "八")]


def test_the_crop_follows_a_line_that_sinks() -> None:
    x = np.arange(10, dtype=np.float32) * 20
    boxes = np.stack([x, 100 + 0.05 * x, x + 18, 120 + 0.05 * x], axis=1)
    quad = line_quad(boxes)
    assert quad is not None
    assert quad[1, 1] - quad[0, 1] == pytest.approx(0.05 * 198, abs=0.2)
    assert quad[3, 1] - quad[0, 1] == pytest.approx(19.1, abs=0.2)
    column = boxes[:, [1, 0, 3, 2]]
    assert line_quad(column) is None  # characters one below the other are left to the first reader


@pytest.mark.parametrize(
    ("other", "text"), [("56", "甲56乙\n丙"), ("5678", "甲5678乙\n丙"), ("", "甲乙\n丙")]
)
def test_the_other_reading_keeps_the_places_of_the_print(other: str, text: str) -> None:
    boxes = np.arange(7 * 4, dtype=np.float32).reshape(7, 4)
    page = Page(
        1,
        100,
        100,
        "ocr",
        "甲123乙\n丙",
        (Line(0, 5, None, 1.0), Line(6, 7, None, 1.0)),
        boxes,
        np.ones(7, np.float32),
    )
    changed = rewritten(page, [Doubt(1, 4, other, "second_reader")])
    assert changed.text == text
    assert [changed.text[line.start : line.end] for line in changed.lines] == text.split("\n")
    assert changed.char_boxes is not None and len(changed.char_boxes) == len(text)
    assert changed.char_boxes[-1].tolist() == boxes[6].tolist()


@pytest.mark.parametrize("kind", ["PNG", "PDF", "TIFF"])
def test_a_picture_drawn_again_is_the_one_that_was_read(kind: str) -> None:
    lying = draw_notice()[0].rotate(90, expand=True)
    data = encoded(lying, kind, resolution=200.0) if kind == "PDF" else encoded(lying, kind)
    kept = Sheets(data)
    (page,) = read(data, "a", sheets=kept)[1].pages
    first = kept.picture(page)
    kept.close()
    again = kept.picture(page)
    assert first is not None and again is not None
    assert first.shape == again.shape
    assert np.abs(first.astype(int) - again).mean() < 1
    kept.close()


def test_pictures_kept_are_bounded() -> None:
    kept = Sheets(b"", limit=1000)
    for number in range(1, 9):
        kept.keep(number, np.zeros((10, 10, 3), np.uint8))
    assert kept.size <= 1000
