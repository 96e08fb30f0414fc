"""Fonts for print: the characters a sheet needs, as TrueType.

Chromium embeds outlines of the CFF kind (Fandol, Noto CJK) as Type 3 drawings, which no court's word
processor does. They are subset and converted to TrueType first, so that a drawn PDF carries fonts as
real ones do. Debian packages: texlive-lang-chinese (Fandol), fonts-noto-cjk, fonts-arphic-uming,
fonts-arphic-ukai, fonts-wqy-zenhei.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont, newTable  # type: ignore[import-untyped]

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
SYSTEM = Path("/usr/share/fonts")
logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it reports every table it leaves out


@dataclass(frozen=True)
class Font:
    """A font file; ``face`` is its number inside a collection; ``package`` is what to install."""

    path: Path
    package: str
    face: int = -1


FONTS = {
    "fang": Font(FANDOL / "FandolFang-Regular.otf", "texlive-lang-chinese"),
    "song": Font(FANDOL / "FandolSong-Regular.otf", "texlive-lang-chinese"),
    "song-bold": Font(FANDOL / "FandolSong-Bold.otf", "texlive-lang-chinese"),
    "kai": Font(FANDOL / "FandolKai-Regular.otf", "texlive-lang-chinese"),
    "hei": Font(FANDOL / "FandolHei-Regular.otf", "texlive-lang-chinese"),
    "uming": Font(SYSTEM / "truetype/arphic/uming.ttc", "fonts-arphic-uming", 0),
    "ukai": Font(SYSTEM / "truetype/arphic/ukai.ttc", "fonts-arphic-ukai", 0),
    "zenhei": Font(SYSTEM / "truetype/wqy/wqy-zenhei.ttc", "fonts-wqy-zenhei", 0),
    "noto-serif": Font(SYSTEM / "opentype/noto/NotoSerifCJK-Regular.ttc", "fonts-noto-cjk", 2),
    "noto-serif-bold": Font(SYSTEM / "opentype/noto/NotoSerifCJK-Bold.ttc", "fonts-noto-cjk", 2),
    "noto-sans": Font(SYSTEM / "opentype/noto/NotoSansCJK-Regular.ttc", "fonts-noto-cjk", 2),
}
FALLBACK = "noto-serif"
# Limits of TrueType instructions: there are none.
UNUSED_LIMITS = (
    "maxTwilightPoints",
    "maxStorage",
    "maxFunctionDefs",
    "maxInstructionDefs",
    "maxStackElements",
    "maxSizeOfInstructions",
    "maxComponentElements",
    "maxPoints",
    "maxContours",
    "maxCompositePoints",
    "maxCompositeContours",
    "maxComponentDepth",
)


def truetype(name: str, characters: str) -> bytes:
    """Font ``name`` with these characters only, as TrueType. FileNotFoundError names the package."""
    font = FONTS[name]
    if not font.path.is_file():
        raise FileNotFoundError(f"{font.path} is missing: apt-get install {font.package}")
    loaded = TTFont(font.path, fontNumber=font.face, lazy=True, recalcTimestamp=False)
    options = Options()
    options.layout_features = []
    options.notdef_outline = True
    options.recalc_timestamp = False
    options.drop_tables += ["BDF ", "FFTM"]
    subsetter = Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(loaded)
    if "CFF " in loaded:
        _outlines_to_truetype(loaded)
    out = io.BytesIO()
    loaded.save(out)
    return out.getvalue()


def _outlines_to_truetype(font: TTFont) -> None:
    """Replace cubic CFF outlines by quadratic ones, within a thousandth of the em."""
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    converted = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        converted[name] = pen.glyph()
    font["loca"] = newTable("loca")
    table = newTable("glyf")
    table.glyphOrder = order
    table.glyphs = converted
    font["glyf"] = table
    for name, glyph in converted.items():
        glyph.recalcBounds(table)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyph, "xMin", 0))
    maxp = font["maxp"] = newTable("maxp")
    maxp.tableVersion = 0x00010000
    maxp.numGlyphs = len(order)
    for field in UNUSED_LIMITS:
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    font["post"].formatType = 3.0
    for table_tag in ("CFF ", "VORG"):
        if table_tag in font:
            del font[table_tag]
    font.sfntVersion = "\x00\x01\x00\x00"
