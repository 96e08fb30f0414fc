"""Cleaning happens on evidence, and only then."""

import cv2
import numpy as np
import pytest
from PIL import Image

from samples.damage import bleed_through, fax, phone, photocopy, scanner
from services.extractor.reading import read
from services.extractor.reading.cleaning import without_background
from services.extractor.reading.streaks import without_streaks
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded

PAGE = np.ascontiguousarray(np.asarray(draw_notice()[0])[:, :, ::-1])


def damaged(damage: object, seed: int = 3) -> np.ndarray:
    assert callable(damage)
    image = damage(PAGE, np.random.default_rng(seed))
    return image if image.ndim == 3 else np.repeat(image[:, :, None], 3, axis=2)


@pytest.mark.parametrize("damage", [scanner(), phone(), photocopy(), fax()])
def test_a_page_with_nothing_behind_its_print_stays_as_it_is(damage: object) -> None:
    image = damaged(damage)
    assert without_background(image) is image


def test_faint_print_is_not_taken_for_background() -> None:
    image = (PAGE.astype(float) * 0.12 + 200).astype(np.uint8)
    assert without_background(image) is image


def test_the_other_side_shining_through_is_taken_away() -> None:
    image = damaged(bleed_through(0.4))
    cleaned = without_background(image)
    margin = cleaned[:, : image.shape[1] // 12]
    assert margin.min() > 200  # the mirrored lines reached into the margin
    print_ = cv2.cvtColor(PAGE, cv2.COLOR_BGR2GRAY) < 60
    assert cleaned[print_].mean() < 60


@pytest.mark.parametrize("width", [1, 3])
def test_streaks_down_the_page_are_taken_out_of_letters(width: int) -> None:
    image, _ = draw_notice()
    pixels = np.asarray(image)[:, :, ::-1].copy()
    dirty = pixels.copy()
    for x in (230, 300, 520, 640, 745, 900, 1033, 1310):
        dirty[:, x : x + width] = 30
    clean = without_streaks(dirty)
    spoilt, left = (np.count_nonzero(np.abs(each - pixels.astype(int)) > 60) for each in (dirty, clean))
    assert left < 0.1 * spoilt
    text = read(encoded(Image.fromarray(dirty)), "条纹.png")[1].pages[0].text
    assert [compact(line) for line in text.split("\n")] == [compact(line) for line in NOTICE]


def test_the_rules_of_a_form_are_no_streaks() -> None:
    form = np.full((1754, 1240, 3), 250, np.uint8)
    form[100:1650, 300:303] = 20
    form[:, :2] = 20  # the edge of the paper
    assert without_streaks(form) is form
