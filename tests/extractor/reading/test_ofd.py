"""OFD (GB/T 33190): text and places as the file states them, scans by OCR, damage by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services.extractor import extract
from services.extractor.errors import UnreadableFile
from services.extractor.reading import read
from services.extractor.reading.ofd.values import Matrix, deltas
from services.extractor.reading.render import render_page
from services.vocabulary import FieldName, PaperKind
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded
from tests.extractor.reading.ofd_writer import Ofd, picture, rule, text_object

MM = 72 / 25.4  # points


def notice(**more: str) -> Ofd:
    lines = "".join(text_object(line, 25, 35 + 12 * i) for i, line in enumerate(NOTICE))
    return Ofd([lines], **more)  # type: ignore[arg-type]


def test_a_page_is_read_line_by_line_without_ocr() -> None:
    info, transcript, problems = read(notice().bytes(), "通知.ofd")
    (page,) = transcript.pages
    assert (info.media_type, info.page_sources) == ("application/ofd", ("ofd",))
    assert info.page_sizes == ((pytest.approx(595.28, abs=0.01), pytest.approx(841.89, abs=0.01)),)
    assert page.text.split("\n") == list(NOTICE)
    assert problems == ()


def test_every_character_stands_where_the_file_says() -> None:
    data = Ofd([text_object("传票案号", 30, 40, size=6, step=8)]).bytes()
    page = read(data, "a.ofd")[1].pages[0]
    assert page.char_boxes is not None
    # 30 mm from the left, one character every 8 mm, each 6 mm wide, the baseline at 40 mm.
    found = page.char_boxes[[i for i, c in enumerate(page.text) if c != " "]]
    assert found[:, 0] == pytest.approx([(30 + 8 * i) * MM for i in range(4)], abs=0.05)
    assert found[:, 2] - found[:, 0] == pytest.approx([6 * MM] * 4, abs=0.05)
    assert np.all(found[:, 1] < 40 * MM)
    assert np.all(found[:, 3] > 40 * MM)
    assert found[:, 3] - found[:, 1] == pytest.approx([6 * MM] * 4, abs=0.05)


def test_a_ctm_scales_and_moves_before_the_boundary_does() -> None:
    scaled = (
        '<ofd:TextObject ID="1" Boundary="50 60 100 20" CTM="2 0 0 2 5 0" Font="1" Size="4">'
        '<ofd:TextCode X="1" Y="4" DeltaX="4">甲乙</ofd:TextCode></ofd:TextObject>'
    )
    page = read(Ofd([scaled]).bytes(), "a.ofd")[1].pages[0]
    first, second = page.boxes(0, 1)[0], page.boxes(1, 2)[0]
    assert first.x0 == pytest.approx((50 + 5 + 2 * 1) * MM, abs=0.05)
    assert second.x0 == pytest.approx((50 + 5 + 2 * 5) * MM, abs=0.05)
    assert first.x1 - first.x0 == pytest.approx(8 * MM, abs=0.05)
    assert first.y0 < (60 + 8) * MM < first.y1


def test_a_page_box_that_begins_elsewhere_moves_every_box() -> None:
    page = read(Ofd([text_object("甲", 30, 40)], box="10 20 100 100").bytes(), "a.ofd")[1].pages[0]
    assert (page.width, page.height) == (pytest.approx(100 * MM, abs=0.01),) * 2
    assert page.boxes(0, 1)[0].x0 == pytest.approx(20 * MM, abs=0.05)


def test_text_of_templates_is_read_and_text_of_stamps_is_not() -> None:
    ofd = Ofd(
        [text_object("本院受理一案", 25, 60)],
        template=text_object("云岭县人民法院", 60, 30),
        stamp="120 200 42 42",
        seal="110 220 45 45",
    )
    page = read(ofd.bytes(), "a.ofd")[1].pages[0]
    assert page.text == "云岭县人民法院\n本院受理一案"
    assert [tuple(round(v / MM) for v in box) for box in page.seals] == [
        (110, 220, 155, 265),
        (120, 200, 162, 242),
    ]


def test_invisible_text_is_not_read() -> None:
    hidden = [
        text_object("看不见", 20, y, more=m) for y, m in ((50, 'Visible="false"'), (60, 'Alpha="0"'))
    ]
    page = read(Ofd([text_object("看得见", 20, 40) + "".join(hidden)]).bytes(), "a.ofd")[1].pages[0]
    assert page.text == "看得见"


def test_a_ruled_form_is_read_cell_by_cell() -> None:
    rows, columns = [40, 60, 80, 100], [20, 60, 190]
    rules = [rule(20, y, 190, y) for y in rows] + [rule(x, 40, x, 100) for x in columns]
    words = [
        "案号",
        "（2024）渝0109行初9号",
        "案由",
        "不履行法定职责",
        "应到时间",
        "2024年6月3日上午9时",
    ]
    texts = [
        text_object(word, 22 + 40 * (i % 2), 52 + 20 * (i // 2), size=4) for i, word in enumerate(words)
    ]
    page = read(Ofd(["".join(rules + texts)]).bytes(), "传票.ofd")[1].pages[0]
    cells = {(c.row, c.column): page.text[c.start : c.end] for c in page.cells}
    assert [compact(cells[row, column]) for row in range(3) for column in range(2)] == words


def test_a_scanned_page_is_read_from_its_picture() -> None:
    image, _ = draw_notice(150)
    ofd = Ofd([picture("5", 0, 0, 210, 297)], pictures={"5": ("scan.jpg", encoded(image, "JPEG"))})
    info, transcript, problems = read(ofd.bytes(), "扫描.ofd")
    assert info.page_sources == ("ocr",)
    read_lines = compact(transcript.pages[0].text)
    assert all(line in read_lines for line in (NOTICE[0], NOTICE[2], NOTICE[-1]))
    assert problems == ()


def test_text_hidden_under_a_scan_is_not_taken_for_the_page() -> None:
    image, _ = draw_notice(150)
    under = text_object("别家识别的错字", 20, 40)
    ofd = Ofd([under + picture("5", 0, 0, 210, 297)], pictures={"5": ("s.png", encoded(image))})
    info, transcript, _ = read(ofd.bytes(), "双层.ofd")
    assert info.page_sources == ("ocr",)
    assert "错字" not in transcript.pages[0].text


def test_white_text_over_a_scan_neither_counts_nor_spoils_it() -> None:
    image, _ = draw_notice(150)
    colour = '<ofd:FillColor Value="255 255 255"/>'
    white = text_object("白字", 20, 40).replace("<ofd:TextCode", f"{colour}<ofd:TextCode")
    ofd = Ofd([picture("5", 0, 0, 210, 297) + white], pictures={"5": ("s.png", encoded(image))})
    info, transcript, _ = read(ofd.bytes(), "双层.ofd")
    assert info.page_sources == ("ocr",)
    assert NOTICE[0] in compact(transcript.pages[0].text)
    assert "白字" not in transcript.pages[0].text


def test_letters_drawn_as_paths_are_read_like_a_picture() -> None:
    strokes = "".join(
        rule(60 + 25 * n + x0, 60 + y0, 60 + 25 * n + x1, 60 + y1).replace('"0.35"', '"2"')
        for n, cross in enumerate(["十", "一", "二"])
        for x0, y0, x1, y1 in STROKES[cross]
    )
    info, transcript, _ = read(Ofd([strokes]).bytes(), "a.ofd")
    assert info.page_sources == ("ocr",)
    assert compact(transcript.pages[0].text) == "十一二"


STROKES = {
    "一": [(0, 8, 18, 8)],
    "二": [(3, 3, 15, 3), (0, 15, 18, 15)],
    "十": [(0, 8, 18, 8), (9, 0, 9, 18)],
}


def test_text_over_a_pale_background_is_read_natively() -> None:
    pale = encoded(Image.new("RGB", (300, 424), (236, 240, 236)))
    ofd = Ofd(
        [picture("5", 0, 0, 210, 297) + text_object("应诉通知书", 60, 40)],
        pictures={"5": ("b.png", pale)},
    )
    info, transcript, _ = read(ofd.bytes(), "a.ofd")
    assert (info.page_sources, transcript.pages[0].text) == (("ofd",), "应诉通知书")


def test_a_picture_nobody_here_decodes_is_a_problem_of_its_page() -> None:
    jbig2 = b"\x97JB2\r\n\x1a\n\x01\x00\x00\x00\x01" + bytes(60)
    pages = [text_object("第一页", 20, 40), picture("5", 0, 0, 210, 297)]
    info, _, problems = read(Ofd(pages, pictures={"5": ("s.jb2", jbig2)}).bytes(), "a.ofd")
    assert info.page_sources == ("ofd", "ocr")
    assert [(p.code, p.page) for p in problems] == [("ofd_image_unsupported", 2)]


def test_a_drawn_page_shows_its_text_lines_and_seal_in_place() -> None:
    ofd = notice(seal="120 230 40 40")
    ofd.pages = [ofd.pages[0] + rule(20, 280, 190, 280)]
    rendered = render_page(ofd.bytes(), 1, 840)
    assert (rendered.width, rendered.height) == (840, 1188)
    import io

    pixels = np.asarray(Image.open(io.BytesIO(rendered.png)).convert("RGB")).astype(int)
    dark = pixels.max(axis=2) < 120
    box = read(ofd.bytes(), "a.ofd")[1].pages[0].boxes(0, len(NOTICE[0]))[0]
    x0, y0, x1, y1 = (round(v / MM * 4) for v in box)
    assert dark[y0:y1, x0:x1].mean() > 0.05  # the heading's ink is inside its box
    assert not dark[: y0 - 4].any()
    assert dark[1118:1123, 100:700].any(axis=0).all()  # the rule at 280 mm
    red = (pixels[:, :, 0] > 150) & (pixels[:, :, 1] < 120)
    assert red[920:1080, 480:640].any()
    with pytest.raises(UnreadableFile, match="no_such_page"):
        render_page(ofd.bytes(), 2, 840)


def test_a_notice_in_ofd_is_understood_with_boxes() -> None:
    ofd = notice()
    ofd.pages = [ofd.pages[0].replace("行政案件应诉通知书", "应诉通知书")]
    (paper,) = extract(ofd.bytes(), "通知.ofd").papers
    assert paper.kind is PaperKind.RESPONSE_NOTICE
    number = paper.fields[FieldName.CASE_NUMBER]
    assert number.value == "（2024）渝0109行初187号"
    assert number.source.places[0].boxes


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
    "<x>&b;</x>"
)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"OFD.xml": "<ofd:OFD"}, "ofd_broken"),
        ({"OFD.xml": BOMB}, "ofd_broken"),
        ({"Doc_0/Document.xml": b"\xff\xfe\x00"}, "ofd_broken"),
        ({"Doc_0/Pages/Page_0/Content.xml": BOMB}, "ofd_broken"),
        ({"Encryptions.xml": "<x/>"}, "ofd_encrypted"),
        ({"Doc_0/Pages/Page_0/Content.xml": b"<a>" * 200_000}, "ofd_broken"),
        ({"Doc_0/Pages/Page_0/Content.xml": b"<a>" + b" " * 40_000_000}, "unpacked_too_large"),
    ],
)
def test_damaged_and_hostile_files_say_why(parts: dict[str, str | bytes], code: str) -> None:
    ofd = Ofd([text_object("甲", 20, 40)], parts=parts)
    with pytest.raises(UnreadableFile) as refused:
        read(ofd.bytes(), "a.ofd")
    assert refused.value.code == code


def test_composites_that_multiply_are_stopped() -> None:
    units = "".join(
        f'<ofd:CompositeGraphicUnit ID="{n}"><ofd:Content>'
        + f'<ofd:CompositeObject ResourceID="{n + 1}" Boundary="0 0 1 1"/>' * 12
        + "</ofd:Content></ofd:CompositeGraphicUnit>"
        for n in range(12)
    )
    ofd = Ofd(['<ofd:CompositeObject ResourceID="0" Boundary="0 0 1 1"/>'])
    ofd.parts = {"Doc_0/PublicRes.xml": Ofd._xml("Res", units)}
    with pytest.raises(UnreadableFile, match="ofd_broken"):
        read(ofd.bytes(), "a.ofd")


def test_deltas_may_be_compressed() -> None:
    assert deltas("g 3 4.5 2 g 2 1", 10) == [4.5, 4.5, 4.5, 2, 1, 1]
    assert deltas("g 1000000000 1", 4) == [1, 1, 1, 1]
    assert deltas("g x nan 3", 4) == [3]
    assert deltas(None, 4) == []


FINITE = st.floats(-50, 50)
MATRICES = st.builds(Matrix, *[FINITE] * 6)


@given(MATRICES, MATRICES, FINITE, FINITE)
def test_one_matrix_after_the_other_is_their_product(m: Matrix, n: Matrix, x: float, y: float) -> None:
    assert m.then(n).at(x, y) == pytest.approx(n.at(*m.at(x, y)), abs=1e-6)
