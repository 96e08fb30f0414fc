"""Cleaning happens on evidence, and only then."""

import cv2
import numpy as np
import pytest

from samples.damage import bleed_through, fax, phone, photocopy, scanner
from services.extractor.reading.cleaning import without_background
from tests.extractor.reading.drawing import draw_notice

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
