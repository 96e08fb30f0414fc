"""The sheet that parts one envelope from the next in a scanned stack, as a PDF to print."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import zxingcpp
from pikepdf import Array, Dictionary, Name

from services.extractor.scanner import SEPARATOR

_WIDTH, _HEIGHT = 595, 842  # points, A4
_SIDE = 260  # points of the code: a fax at 100 dpi still reads it
_WORDS = ("分隔页", "放在两份材料之间一起扫描，扫描后可重复使用。请用黑色打印，不要缩小。")


def separator_sheet() -> bytes:
    """One A4 page with the code, its text and how to use it. The Chinese font is the viewer's own."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(_WIDTH, _HEIGHT))
    page.Resources = Dictionary(Font=Dictionary(L=_latin(), C=_chinese()))
    page.Contents = document.make_stream(_content().encode("ascii"))
    out = io.BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _content() -> str:
    rows = _modules()
    size = _SIDE / len(rows)
    left, top = (_WIDTH - _SIDE) / 2, _HEIGHT - 150
    squares = [
        f"{left + column * size:.2f} {top - (row + 1) * size:.2f} {size:.2f} {size:.2f} re f"
        for row, modules in enumerate(rows)
        for column, dark in enumerate(modules)
        if dark
    ]
    title, how = _WORDS
    return "\n".join(
        [
            *squares,
            _line("L", 30, 0.6 * 30 * len(SEPARATOR), 370, f"({SEPARATOR})"),
            _line("C", 40, 40 * len(title), 300, _utf16(title)),
            _line("C", 14, 14 * len(how), 260, _utf16(how)),
        ]
    )


def _modules() -> list[list[bool]]:
    code = zxingcpp.create_barcode(SEPARATOR, zxingcpp.BarcodeFormat.QRCode, ec_level="H")
    image = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    return [[bool(module < 128) for module in row] for row in image]


def _line(font: str, size: int, width: float, y: int, text: str) -> str:
    """``text`` (a PDF string) centred on the page."""
    return f"BT /{font} {size} Tf {(_WIDTH - width) / 2:.1f} {y} Td {text} Tj ET"


def _utf16(text: str) -> str:
    return f"<{text.encode('utf-16-be').hex()}>"


def _latin() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Courier)


def _chinese() -> Dictionary:
    """STSong-Light of Adobe's own collection: every viewer puts a font of the system in its place."""
    font = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType0,
        BaseFont=Name("/STSong-Light"),
        CIDSystemInfo=Dictionary(Registry="Adobe", Ordering="GB1", Supplement=2),
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/STSong-Light"),
            Flags=4,
            FontBBox=Array([-25, -254, 1000, 880]),
            ItalicAngle=0,
            Ascent=880,
            Descent=-120,
            CapHeight=880,
            StemV=93,
        ),
        DW=1000,
    )
    return Dictionary(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name("/STSong-Light"),
        Encoding=Name("/UniGB-UCS2-H"),
        DescendantFonts=Array([font]),
    )
