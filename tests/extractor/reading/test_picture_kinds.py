"""Pictures as phones and old scanners write them: BMP, WEBP, HEIC."""

from __future__ import annotations

import base64

import numpy as np
import pytest
from PIL import Image

from services.extractor.errors import UnreadableFile
from services.extractor.reading import read
from services.extractor.reading.image import frame, open_image
from services.extractor.reading.sniff import sniff
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded

# 64 by 96 pixels, white, a red rectangle from (8, 8) to (40, 30); drawn by code, encoded by libheif.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAVZtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAACJpbG9jAAAAAERAAAEAAQAAAAABegABAAAAAAAAAFIAAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAA"
    "AA5waXRtAAAAAAABAAAA1mlwcnAAAAC3aXBjbwAAAHhodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNw"
    "AAADAJAAAAMAAAMAHroCQGEAAQArQgEBA3AAAAMAkAAAAwAAAwAeoCCBhZbqSSmubgIaDAgAAAMAyAAAAwAIQGIAAQAHRAHB"
    "crAiQAAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABAAAAAYAAAABBwaXhpAAAAAAMICAgAAAAXaXBtYQAAAAAA"
    "AAABAAEEgQIDBAAAAFptZGF0AAAATigBrxmALccI85KZVodTG/3v1iulauCwzpd7S1MPwxmppuxaRabbE0OL2ByB6p6Gce30"
    "GiUmncM8yWotweUdDthpU5eS5tNdF30U6MoBcA=="
)


@pytest.mark.parametrize(("kind", "media_type"), [("BMP", "image/bmp"), ("WEBP", "image/webp")])
def test_a_page_in_another_format_is_read_like_any(kind: str, media_type: str) -> None:
    image, _ = draw_notice(110)
    info, transcript, problems = read(encoded(image, kind), "照片")
    assert (info.media_type, info.page_sources, problems) == (media_type, ("ocr",), ())
    assert NOTICE[0] in compact(transcript.pages[0].text)


def test_a_heic_photo_is_decoded() -> None:
    assert sniff(HEIC).media_type == "image/heic"
    pixels, size = frame(open_image(HEIC), 0)
    assert pixels.shape == (96, 64, 3)
    assert size == (595.0, 892.5)
    blue, green, red = np.median(pixels[12:26, 12:36].reshape(-1, 3), axis=0)
    assert red > 150
    assert max(blue, green) < 60
    assert pixels[60:90].mean() > 245


@pytest.mark.parametrize("data", [HEIC[:200], HEIC[:60], HEIC[:300] + bytes(len(HEIC) - 300)])
def test_a_damaged_heic_says_why(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="image_broken"):
        read(data, "a.heic")


@pytest.mark.parametrize("kind", ["BMP", "WEBP"])
def test_a_cut_off_picture_says_why(kind: str) -> None:
    data = encoded(Image.effect_noise((300, 400), 80).convert("RGB"), kind)
    with pytest.raises(UnreadableFile, match="image_broken"):
        read(data[: len(data) // 2], "a")


def test_a_text_that_begins_like_a_bitmap_is_a_text() -> None:
    assert sniff("BM公司诉某局一案".encode()).kind == "text"
