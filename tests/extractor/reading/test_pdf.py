"""The text layer of a PDF: order, places, rotation, tables, and the gate against garbled ones."""

import io
import re
from collections.abc import Callable

import numpy as np
import pikepdf
import pytest

from services.extractor.reading import read
from services.extractor.reading.textlayer import upright
from services.extractor.transcript import Page
from tests.extractor.reading.conftest import Print
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded

FORM = (
    ("案号", "（2024）渝0109行初187号"),
    ("案由", "不履行法定职责"),
    ("被传唤人", "云岭县自然资源局"),
    ("应到时间", "2024年11月26日上午9时30分"),
    ("应到处所", "第三审判庭"),
)


def edited(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        buffer = io.BytesIO()
        pdf.save(buffer)
    return buffer.getvalue()


def with_character_map(data: bytes, change: Callable[[int], int] | None) -> bytes:
    """``data`` with every code point of its /ToUnicode maps passed through ``change``; None: maps
    removed."""

    def one(pair: re.Match[str]) -> str:
        assert change
        return f"<{pair[1]}> <{change(int(pair[2], 16)):04X}>"

    def characters(block: str) -> str:
        return re.sub(r"<(\w+)>\s*<(\w{4})>", one, block)

    def ranges(block: str) -> str:
        lines = []
        for first, last, value in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w{4})>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                lines.append(f"<{code:04X}> <{int(value, 16) + code - int(first, 16):04X}>")
        return "beginbfchar\n" + characters("\n".join(lines)) + "\nendbfchar"

    def spoil(pdf: pikepdf.Pdf) -> None:
        fonts = {font.objgen: font for page in pdf.pages for font in page.Resources.Font.values()}
        for font in fonts.values():
            if "/ToUnicode" not in font:
                continue
            if change is None:
                del font.ToUnicode
                continue
            cmap = font.ToUnicode.read_bytes().decode()
            cmap = re.sub(
                r"beginbfchar(.*?)endbfchar",
                lambda m: f"beginbfchar{characters(m[1])}endbfchar",
                cmap,
                flags=re.S,
            )
            cmap = re.sub(r"beginbfrange(.*?)endbfrange", lambda m: ranges(m[1]), cmap, flags=re.S)
            font.ToUnicode = pdf.make_stream(cmap.encode())

    return edited(data, spoil)


def only_page(data: bytes) -> Page:
    return read(data, "通知书.pdf")[1].pages[0]


def test_a_sound_text_layer_is_taken_line_by_line(notice_pdf: bytes) -> None:
    info, transcript, problems = read(notice_pdf, "通知书.pdf")
    page = transcript.pages[0]
    assert page.text.split("\n") == list(NOTICE)
    assert (page.source, page.reader, info.page_sources, problems) == ("pdf", "pdfium", ("pdf",), ())
    assert page.char_boxes is not None and page.char_boxes.shape == (len(page.text), 4)


def test_line_breaks_have_no_box_and_characters_stand_side_by_side(notice_pdf: bytes) -> None:
    page = only_page(notice_pdf)
    assert page.char_boxes is not None
    breaks = np.array([c == "\n" for c in page.text])
    assert np.isnan(page.char_boxes[breaks]).all()
    assert not np.isnan(page.char_boxes[~breaks]).any()
    start = page.text.index("2024年11月26日")
    (box,) = page.boxes(start, start + 11)
    # 25 mm margin, 12 pt characters: 「二、定于」 before it, ten narrow characters and three wide.
    assert box.x0 == pytest.approx(25 / 25.4 * 72 + 4 * 12, abs=2)
    assert box.y1 - box.y0 == pytest.approx(12, abs=8)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_turned_page_is_read_upright(notice_pdf: bytes, turn: int) -> None:
    straight = only_page(notice_pdf)

    def rotate(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Rotate = turn

    page = only_page(edited(notice_pdf, rotate))
    assert (page.rotation, page.text) == (0, straight.text)
    assert (page.width, page.height) == (straight.width, straight.height)
    assert page.char_boxes is not None and straight.char_boxes is not None
    assert np.nanmax(np.abs(page.char_boxes - straight.char_boxes)) < 0.5


@pytest.mark.parametrize(
    ("turn", "matrix", "size"),
    [
        (90, b"0 1 -1 0 842 0 cm", (842, 595)),
        (180, b"-1 0 0 -1 595 842 cm", (595, 842)),
        (270, b"0 -1 1 0 0 595 cm", (842, 595)),
    ],
)
def test_text_set_sideways_is_turned_upright(
    notice_pdf: bytes, turn: int, matrix: bytes, size: tuple[int, int]
) -> None:
    """As a landscape page stored sideways, with and without the /Rotate that shows it upright."""
    straight = only_page(notice_pdf)
    for rotate in (0, turn):

        def lay_down(pdf: pikepdf.Pdf, rotate: int = rotate) -> None:
            page = pdf.pages[0]
            page.contents_add(b"q " + matrix, prepend=True)
            page.contents_add(b"Q")
            page.MediaBox = [0, 0, *size]
            page.Rotate = rotate

        page = only_page(edited(notice_pdf, lay_down))
        assert (page.rotation, page.text) == (turn, straight.text)
        assert page.char_boxes is not None and straight.char_boxes is not None
        assert np.nanmax(np.abs(page.char_boxes - straight.char_boxes)) < 1


def test_a_cropped_page_counts_from_what_is_visible(notice_pdf: bytes) -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].CropBox = [30, 40, 560, 800]

    whole, cropped = only_page(notice_pdf), only_page(edited(notice_pdf, crop))
    assert (cropped.width, cropped.height) == pytest.approx((530, 760))
    assert whole.char_boxes is not None and cropped.char_boxes is not None
    moved = whole.char_boxes[0] - cropped.char_boxes[0]
    assert moved == pytest.approx([30, whole.height - 800] * 2, abs=0.5)


def test_corners_land_where_a_turned_page_shows_them() -> None:
    box = np.array([[10, 700, 60, 720]], np.float32)  # near the top left of 595 x 842
    page = (0.0, 0.0, 595.0, 842.0)
    assert upright(box, page, 0).tolist() == [[10, 122, 60, 142]]
    assert upright(box, page, 90).tolist() == [[700, 10, 720, 60]]
    assert upright(box, page, 180).tolist() == [[535, 700, 585, 720]]
    assert upright(box, page, 270).tolist() == [[122, 535, 142, 585]]


def test_a_ruled_table_is_read_cell_by_cell(print_pdf: Print) -> None:
    rows = "".join(f"<tr><td>{name}</td><td>{value}</td></tr>" for name, value in FORM)
    style = "<style>table{border-collapse:collapse;width:100%} td{border:1px solid black}</style>"
    page = only_page(print_pdf(f"{style}<p>传 票</p><table>{rows}</table><p>特此传唤。</p>"))
    read_cells = [(c.row, c.column, page.text[c.start : c.end]) for c in page.cells]
    assert read_cells == [(r, c, FORM[r][c]) for r in range(len(FORM)) for c in range(2)]
    assert page.text.index("传") < page.cells[0].start < page.text.index("特此传唤")
    first = page.cells[0].box
    assert first is not None
    (inside,) = page.boxes(page.cells[0].start, page.cells[0].end)
    assert first.x0 <= inside.x0 and inside.x1 <= first.x1


def symbols_for_digits(code: int) -> int:
    return 0x21 + code - 0x30 if 0x30 <= code <= 0x39 else code


def shifted_ideographs(code: int) -> int:
    return code + 7 if code >= 0x4E00 else code


@pytest.mark.parametrize(
    "damage",
    [None, symbols_for_digits, shifted_ideographs, lambda code: 0xE000 + code % 0x1000],
    ids=["no map", "digits to symbols", "ideographs shifted", "private use"],
)
def test_a_garbled_text_layer_gives_way_to_the_picture(
    notice_pdf: bytes, damage: Callable[[int], int] | None
) -> None:
    info, transcript, problems = read(with_character_map(notice_pdf, damage), "通知书.pdf")
    assert info.page_sources == ("ocr",)
    assert [compact(line) for line in transcript.pages[0].text.split("\n")] == list(NOTICE)
    assert any("garbled" in note for note in transcript.notes)
    assert problems == ()


def test_digits_exchanged_for_digits_are_found_out_by_probing(notice_pdf: bytes) -> None:
    def exchanged(code: int) -> int:
        return 0x30 + (code - 0x30 + 3) % 10 if 0x30 <= code <= 0x39 else code

    page = only_page(with_character_map(notice_pdf, exchanged))
    assert page.source == "ocr"
    assert "2024年11月26日" in compact(page.text)


def test_a_scan_inside_a_pdf_is_read_by_ocr_with_boxes_in_points() -> None:
    image, placed = draw_notice(200)
    page = only_page(encoded(image, "PDF", resolution=200.0))
    assert page.source == "ocr"
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
    assert [compact(line) for line in page.text.split("\n")] == list(NOTICE)
    for line, (_, drawn) in zip(page.lines, placed, strict=True):
        assert line.box is not None
        assert line.box == pytest.approx(drawn, abs=9)  # （ has its ink on the right half


def test_the_hidden_text_of_another_ocr_is_not_trusted() -> None:
    def hide_text(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.Resources.Font = pikepdf.Dictionary(
            F1=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
        )
        page.contents_add(b"BT 3 Tr /F1 12 Tf 80 700 Td (chongqing shi beibei qu 2O24) Tj ET")

    scan = encoded(draw_notice(200)[0], "PDF", resolution=200.0)
    page = only_page(edited(scan, hide_text))
    assert page.source == "ocr"
    assert [compact(line) for line in page.text.split("\n")] == list(NOTICE)


def test_one_bad_page_is_a_problem_and_the_others_go_on(notice_pdf: bytes) -> None:
    def add_giant(pdf: pikepdf.Pdf) -> None:
        pdf.add_blank_page().MediaBox = [0, 0, 600, 20000]

    info, transcript, problems = read(edited(notice_pdf, add_giant), "通知书.pdf")
    assert info.pages == 2
    assert transcript.pages[0].text.startswith("重庆市")
    assert [(p.code, p.page) for p in problems] == [("page_too_large", 2)]


def test_progress_is_told_page_by_page(notice_pdf: bytes) -> None:
    seen: list[tuple[int, int]] = []
    read(notice_pdf, "通知书.pdf", progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 1)]
