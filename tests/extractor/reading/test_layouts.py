"""Pages that are no plain column of print: two columns, watermarks, a line far from all others."""

from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageDraw

from benchmarks.pages import faint, noise
from services.extractor.reading import read
from services.extractor.reading.cleaning import FAINT, ink_level
from services.extractor.reading.columns import in_columns
from services.extractor.reading.engines import ReadLine, ocr_engine
from services.extractor.reading.missed import missed_places, with_missed
from services.extractor.transcript import Page
from tests.extractor.reading.conftest import Print
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded, song

LEFT = (
    "沈怀瑾诉云岭县自然资源局不履行法",
    "定职责一案，本院依法适用普通程序",
    "公开开庭审理了本案，现已审理终结",
    "并依法公开宣告判决，因无法直接向",
    "你送达本院行政判决书，现公告送达",
)
RIGHT = (
    "自本公告发布之日起经过三十日即视",
    "为送达，限你在公告期满之日起到本",
    "院领取判决书，逾期未领取的视为已",
    "经送达，如不服本判决可以在判决书",
    "送达之日起十五日内向本院递交上诉",
)
DATE = "二〇二六年三月七日"


def only_page(data: bytes) -> Page:
    return read(data, "页面")[1].pages[0]


def lines(page: Page) -> list[str]:
    return [compact(line) for line in page.text.split("\n")]


def sheet(*texts: tuple[str, float, float, float], grey: int = 25) -> Image.Image:
    """Texts at x, y in a size, all in points, on A4 at 200 dpi."""
    scale = 200 / 72
    image = Image.new("RGB", (1654, 2339), "white")
    pen = ImageDraw.Draw(image)
    for text, x, y, size in texts:
        pen.text((x * scale, y * scale), text, font=song(round(size * scale)), fill=(grey,) * 3)
    return image


def two_columns() -> Image.Image:
    texts = [("云岭县人民法院公告", 190, 80, 20.0)]
    texts += [(text, 60, 140 + 22 * i, 13.0) for i, text in enumerate(LEFT)]
    texts += [(text, 320, 140 + 22 * i, 13.0) for i, text in enumerate(RIGHT)]
    return sheet(*texts)


def test_a_scan_in_two_columns_is_read_column_by_column() -> None:
    assert lines(only_page(encoded(two_columns()))) == ["云岭县人民法院公告", *LEFT, *RIGHT]


def test_a_text_layer_in_two_columns_is_read_column_by_column(print_pdf: Print) -> None:
    rows = zip(LEFT, RIGHT, strict=True)
    # The file goes straight across, as a table without rules does.
    body = "".join(f"<p>{one}<span style='margin-left:3em'>{two}</span></p>" for one, two in rows)
    page = only_page(print_pdf(f"<h3>云岭县人民法院公告</h3><div style='font-size:13px'>{body}</div>"))
    assert lines(page) == ["云岭县人民法院公告", *LEFT, *RIGHT]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("审　判　长", "郑以宁"),
            ("审　判　员", "顾若书"),
            ("审　判　员", "柏知微"),
            ("书　记　员", "祝远"),
        ],
        [("案号", "（2024）渝0109行初187号"), ("案由", "不履行法定职责"), ("被告", "云岭县自然资源局")]
        * 2,
    ],
)
def test_labels_and_signatures_are_no_columns(rows: list[tuple[str, str]]) -> None:
    boxes, letters = [], []
    for index, row in enumerate(rows):
        for x, text in zip((250, 400), row, strict=True):
            boxes.append((x, 100 + 30 * index, x + 15 * len(text), 115 + 30 * index))
            letters.append(len(text))
    (together,) = in_columns(np.array(boxes, np.float32), letters)
    assert sorted(together.tolist()) == list(range(len(boxes)))


def test_two_papers_side_by_side_are_read_one_after_the_other() -> None:
    boxes = [
        (x, 80 + 40 * row, x + 150 + 20 * (row % 3), 95 + 40 * row)
        for row in range(6)
        for x in (60, 480)
    ]
    left, right = in_columns(np.array(boxes, np.float32), [5] * len(boxes), lying=True)
    assert left.tolist() == [0, 2, 4, 6, 8, 10]
    assert right.tolist() == [1, 3, 5, 7, 9, 11]


def test_a_date_alone_on_a_faint_page_is_no_blank_page() -> None:
    page = np.array(sheet((DATE, 350, 120, 16.0)))
    pale = faint(0.12)(page, np.random.default_rng(1))
    assert lines(only_page(encoded(Image.fromarray(pale)))) == [DATE]


def test_grain_is_not_taken_for_faint_print() -> None:
    page = np.array(sheet((DATE, 350, 120, 16.0)))
    grainy = noise(22)(page, np.random.default_rng(1))
    ink, paper = ink_level(grainy)
    assert paper - ink > FAINT
    assert lines(only_page(encoded(Image.fromarray(grainy)))) == [DATE]


@pytest.mark.parametrize("side", ["before", "after"])
def test_a_letter_cut_off_at_the_end_of_a_line_is_read_again(side: str) -> None:
    pixels = np.asarray(sheet((DATE, 350, 120, 16.0)))[:, :, ::-1].copy()
    engine = ocr_engine().engine
    x0, y0, x1, y1 = (round(v * 200 / 72) for v in (348, 118, 350 + 16 * len(DATE) + 2, 144))
    em = round(16 * 200 / 72)
    if side == "before":
        x0 += em
    else:
        x1 -= em
    quad = np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]], np.float32)
    cut_off = ReadLine(quad, engine.recognise(pixels, [quad])[0])
    assert cut_off.glyphs.text != DATE
    (whole,) = with_missed(pixels, [cut_off], engine)
    assert whole.glyphs.text == DATE


def test_a_blank_page_stays_blank() -> None:
    noise = np.random.default_rng(2).normal(0, 3, (2339, 1654, 1))
    paper = np.clip(245 + np.repeat(noise, 3, axis=2), 0, 255).astype(np.uint8)
    _, transcript, problems = read(encoded(Image.fromarray(paper)), "空白.png")
    assert (transcript.pages[0].text, problems) == ("", ())
    assert transcript.notes == ("page 1 is blank",)


def test_only_ink_without_a_line_is_looked_at_again() -> None:
    image, _ = draw_notice()
    pixels = np.asarray(image)[:, :, ::-1].copy()
    assert missed_places(pixels, ()), "without lines all print is missed"
    seen = ocr_engine().engine.read(pixels)
    assert not missed_places(pixels, seen)
    (hidden,) = [line for line in seen if "开庭" in line.glyphs.text]
    (place,) = missed_places(pixels, [line for line in seen if line is not hidden])
    assert abs(place[1] - hidden.quad[:, 1].min()) < 12
    assert abs(place[3] - hidden.quad[:, 1].max()) < 12


def watermarked(image: Image.Image, text: str) -> Image.Image:
    mark = Image.new("L", image.size, 0)
    pen = ImageDraw.Draw(mark)
    for y in (700, 1300, 1900):
        pen.text((250, y), text, font=song(110), fill=70)
    mark = mark.rotate(30)
    return Image.composite(Image.new("RGB", image.size, "black"), image, mark)


@pytest.mark.parametrize("pages", [draw_notice, partial(sheet, (DATE, 350, 120, 16.0))])
def test_slanted_pale_letters_are_not_read(pages: object) -> None:
    drawn = pages()  # type: ignore[operator]
    image, true = (drawn[0], list(NOTICE)) if isinstance(drawn, tuple) else (drawn, [DATE])
    assert lines(only_page(encoded(watermarked(image, "仅供办案使用")))) == [compact(t) for t in true]


def test_a_watermark_in_a_text_layer_is_not_read(print_pdf: Print) -> None:
    style = "position:fixed;top:40%;left:10%;font-size:60px;color:#ddd;transform:rotate(-30deg)"
    mark = f"<div style='{style}'>仅供办案使用</div>"
    page = only_page(print_pdf(mark + "".join(f"<p>{line}</p>" for line in NOTICE)))
    assert lines(page) == [compact(line) for line in NOTICE]
