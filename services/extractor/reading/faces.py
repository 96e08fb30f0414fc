"""The installed Chinese face our own pages are drawn in (OFD, Word, plain text)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from services.extractor.errors import unreadable

_FACES = (
    ("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2),  # of the collection: simplified
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/arphic/uming.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
)


@lru_cache(maxsize=64)
def face(pixels: int) -> ImageFont.FreeTypeFont:
    """The face at a size. Raises UnreadableFile(no_chinese_font)."""
    for path, index in _FACES:
        if Path(path).exists():
            return ImageFont.truetype(path, pixels, index=index)
    raise unreadable("no_chinese_font")
