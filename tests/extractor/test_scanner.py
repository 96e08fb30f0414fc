"""A stack from the scanner: separators part it, blank pages belong to nobody, backs find fronts."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from services.api.intake.separator import separator_sheet
from services.extractor import extract
from services.extractor.result import Problem
from services.extractor.scanner import PLAIN, arrange, scanner_profiles
from services.extractor.transcript import Page
from services.resources import samples_folder
from services.vocabulary import PaperKind

SUMMONS = (samples_folder() / "chongyi-summons.pdf").read_bytes()
NOTICE = (samples_folder() / "xinzhou-response-notice.pdf").read_bytes()


def stack(*files: bytes) -> bytes:
    """The pages of all files as one PDF."""
    out = io.BytesIO()
    with pikepdf.new() as target:
        for data in files:
            with pikepdf.open(io.BytesIO(data)) as source:
                target.pages.extend(source.pages)
        target.save(out)
    return out.getvalue()


def drawn(data: bytes, page: int = 0, dpi: int = 150) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        image: Image.Image = document[page].render(scale=dpi / 72).to_pil().convert("RGB")
        return image


def scanned(pages: Sequence[Image.Image], dpi: int = 150) -> bytes:
    """A PDF of pictures, each a little crooked and with some dust."""
    chance = np.random.default_rng(7)
    dusty = []
    for index, page in enumerate(pages):
        crooked = page.rotate((index % 3 - 1) * 0.7, fillcolor="white")
        pen = ImageDraw.Draw(crooked)
        for x, y in chance.uniform(0.1, 0.9, (6, 2)) * crooked.size:
            pen.point((x, y), "black")
        dusty.append(crooked)
    out = io.BytesIO()
    dusty[0].save(out, "PDF", resolution=dpi, save_all=True, append_images=dusty[1:])
    return out.getvalue()


def blank(dpi: int = 150, *, punched: bool = False, shining: bool = False) -> Image.Image:
    page = Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), (250, 249, 246))
    pen = ImageDraw.Draw(page)
    if punched:
        for y in (0.4, 0.6):
            x, radius = 0.057 * page.width, 0.014 * page.width
            pen.ellipse(
                (x - radius, y * page.height - radius, x + radius, y * page.height + radius), "black"
            )
    if shining:
        pen.rectangle((300, 300, 900, 320), (225, 224, 220))
    return page


def page(number: int, text: str = "") -> Page:
    return Page(number, 595.0, 842.0, "ocr", text)


def test_separator_sheets_part_one_envelope_from_the_next() -> None:
    data = stack(SUMMONS, separator_sheet(), NOTICE)
    plain = extract(data, "a.pdf")
    parted = extract(data, "a.pdf", scanner="separated")
    assert parted.file.page_marks[1] == "separator"
    assert [paper.kind for paper in parted.papers][:2] == [PaperKind.SUMMONS, PaperKind.RESPONSE_NOTICE]
    assert parted.papers[0].pages == (1,)  # numbers stay those of the file
    assert 2 not in {number for paper in parted.papers for number in paper.pages}
    # In one envelope the notice of another case is doubted; parted, each is what it would be alone.
    alone = extract(NOTICE, "b.pdf")
    assert parted.papers[1].standing == alone.papers[0].standing
    assert plain.file.page_marks == (None,) * plain.file.pages


def test_a_scanned_stack_with_blank_backs_is_parted_too() -> None:
    pages = [
        drawn(SUMMONS),
        blank(),
        drawn(separator_sheet()),
        blank(punched=True),
        drawn(NOTICE),
        blank(shining=True),
    ]
    read = extract(scanned(pages), "a.pdf", scanner="separated")
    assert read.file.page_marks == (None, "blank", "separator", "blank", None, "blank")
    assert [(paper.kind, paper.pages) for paper in read.papers] == [
        (PaperKind.SUMMONS, (1,)),
        (PaperKind.RESPONSE_NOTICE, (5,)),
    ]
    assert read.problems == ()
    assert read.file.pages == 6


@pytest.mark.parametrize("turn", [0, 90, 180])
@pytest.mark.parametrize("dpi", [100, 200])
def test_the_code_is_seen_at_fax_resolution_and_however_it_lay(turn: int, dpi: int) -> None:
    picture = np.asarray(
        drawn(separator_sheet(), dpi=dpi).rotate(turn + 2, expand=True, fillcolor="white")
    )
    found = arrange([page(1)], (), scanner_profiles()["separated"], lambda _: picture)
    assert found.marks == {1: "separator"}


def test_backs_scanned_after_the_fronts_follow_their_fronts() -> None:
    pages = [page(number, "字" * 200) for number in range(1, 9)]
    found = arrange(pages, (), scanner_profiles()["stacked"], lambda _: None)
    assert [each.number for each in found.pages] == [1, 8, 2, 7, 3, 6, 4, 5]


def test_an_odd_number_of_stacked_pages_is_said_and_nothing_is_shuffled() -> None:
    pages = [page(number, "字" * 200) for number in range(1, 4)]
    found = arrange(pages, (), scanner_profiles()["stacked"], lambda _: None)
    assert [each.number for each in found.pages] == [1, 2, 3]
    assert [problem.code for problem in found.problems] == ["backs_uneven"]


def test_without_a_profile_blank_pages_stay_where_they_are() -> None:
    white = np.full((842, 595, 3), 255, np.uint8)
    pages = [page(1, "字" * 200), page(2), page(3, "字" * 200)]
    found = arrange(pages, (), scanner_profiles()[PLAIN], lambda _: white)
    assert [each.number for each in found.pages] == [1, 2, 3]
    assert found.marks == {2: "blank"}


def test_a_page_that_could_not_be_read_is_not_called_blank() -> None:
    white = np.full((842, 595, 3), 255, np.uint8)
    broken = [Problem("image_broken", "坏", 1)]
    found = arrange([page(1)], broken, scanner_profiles()["separated"], lambda _: white)
    assert found.marks == {}


def test_a_photo_without_words_is_not_blank() -> None:
    photo = np.full((842, 595, 3), 255, np.uint8)
    photo[200:600, 100:500] = 120
    found = arrange([page(1)], (), scanner_profiles()["separated"], lambda _: photo)
    assert found.marks == {}
