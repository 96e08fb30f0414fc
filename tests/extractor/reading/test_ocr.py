"""Pictures of pages: real PP-OCR and real Tesseract on pages drawn here."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from services.extractor.reading import engines, read
from services.extractor.reading.beneath import differences, settled_under_seals
from services.extractor.reading.engines import Glyphs, Quad, ReadLine
from services.extractor.reading.engines import Image as Pixels
from services.extractor.reading.orientation import clockwise_turn
from services.extractor.reading.seal import Seals
from services.extractor.transcript import Box, Doubt, Line, Page
from tests.extractor.reading.drawing import NOTICE, compact, draw_notice, encoded, song, stamp

FORM = (
    ("案　号", "（2024）渝0109行初187号"),
    ("案　由", "不履行法定职责"),
    ("被传唤人", "云岭县自然资源局"),
    ("应到时间", "2024年11月26日上午9时30分"),
    ("应到处所", "第三审判庭"),
)


def only_page(data: bytes) -> Page:
    return read(data, "扫描件")[1].pages[0]


def lines(page: Page) -> list[str]:
    return [compact(line) for line in page.text.split("\n")]


def draw_form(dpi: int = 200) -> Image.Image:
    """A summons: title, a grid of two columns, a last row over both, a line below."""
    scale = dpi / 72
    image = Image.new("RGB", (round(595 * scale), round(842 * scale)), "white")
    pen = ImageDraw.Draw(image)

    def write(text: str, x: float, y: float, size: float = 14) -> None:
        pen.text((x * scale, y * scale), text, font=song(round(size * scale)), fill=(25, 25, 25))

    def rule(*points: float) -> None:
        pen.line([v * scale for v in points], fill=(25, 25, 25), width=round(scale))

    write("云岭县人民法院", 220, 80, 20)
    write("传　票", 260, 120, 24)
    rows = [180 + 50 * i for i in range(len(FORM) + 1)]
    for y in rows:
        rule(70, y, 525, y)
    for index, (name, value) in enumerate(FORM):
        write(name, 85, rows[index] + 16)
        write(value, 205, rows[index] + 16)
    bottom = rows[-1] + 80
    rule(70, bottom, 525, bottom)
    for x in (70, 525):
        rule(x, rows[0], x, bottom)
    rule(190, rows[0], 190, rows[-1])
    write("注意事项：被传唤人应准时到达应到处所。", 85, rows[-1] + 30)
    write("书记员　郑以宁", 380, bottom + 40)
    return image


@pytest.fixture
def engine_setting(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    engines._load.cache_clear()
    yield monkeypatch
    engines._load.cache_clear()


@pytest.mark.parametrize("dpi", [100, 200, 300])
def test_a_clean_scan_is_read_without_error(dpi: int) -> None:
    image, _ = draw_notice(dpi)
    page = only_page(encoded(image, dpi=dpi))
    assert lines(page) == list(NOTICE)
    assert (page.source, page.rotation, page.doubts) == ("ocr", 0, ())
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)


def test_boxes_point_at_what_was_drawn() -> None:
    image, placed = draw_notice(200)
    page = only_page(encoded(image))
    assert page.char_boxes is not None and page.char_boxes.shape == (len(page.text), 4)
    for line, (text, drawn) in zip(page.lines, placed, strict=True):
        assert compact(page.text[line.start : line.end]) == text
        assert line.box == pytest.approx(drawn, abs=9)
    start = page.text.index("2024年11月26日")
    (box,) = page.boxes(start, start + 11)
    whole = next(drawn for text, drawn in placed if "11月26日" in text)
    font = song(round(15 * 200 / 72))
    before, inside = (font.getlength(t) * 72 / 200 for t in ("二、定于", "2024年11月26日"))
    assert box.x0 == pytest.approx(whole[0] + before, abs=5)
    assert box.x1 == pytest.approx(whole[0] + before + inside, abs=5)


def test_every_character_has_a_confidence() -> None:
    page = only_page(encoded(draw_notice()[0]))
    assert page.char_confidence is not None and page.char_confidence.shape == (len(page.text),)
    assert page.confidence(0, 10) > 0.9


@pytest.mark.parametrize("angle", [3, -3])
def test_a_skewed_page_keeps_its_order_and_its_places(angle: float) -> None:
    image, placed = draw_notice()
    turned = image.rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = only_page(encoded(turned))
    assert lines(page) == list(NOTICE)
    # Boxes are those of the page as it lies, before any straightening.
    _, drawn = placed[4]
    middle_x, middle_y = (drawn[0] + drawn[2]) / 2 - 297.5, (drawn[1] + drawn[3]) / 2 - 421
    turn = np.radians(angle)
    expected = 421 + middle_y * np.cos(turn) - middle_x * np.sin(turn)
    box = page.lines[4].box
    assert box is not None
    assert (box.y0 + box.y1) / 2 == pytest.approx(expected, abs=4)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_or_head_is_set_upright(turn: int) -> None:
    image, _ = draw_notice()
    page = only_page(encoded(image.rotate(turn, expand=True), "JPEG"))
    assert page.rotation == turn  # Pillow turns counter-clockwise, we turn it back
    assert lines(page) == list(NOTICE)
    assert page.width < page.height


def test_an_exif_orientation_is_obeyed() -> None:
    image, _ = draw_notice()
    exif = Image.Exif()
    exif[0x0112] = 6  # "turn me clockwise to see me upright"
    data = encoded(image.rotate(90, expand=True), "JPEG", exif=exif)
    page = only_page(data)
    assert (lines(page), page.rotation) == (list(NOTICE), 0)
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)


def test_without_credible_dpi_a_page_is_595_points_wide() -> None:
    image, _ = draw_notice(150)
    for dpi in (None, 72):
        page = only_page(encoded(image, "JPEG", dpi=dpi))
        assert page.width == 595
        assert page.height == pytest.approx(595 * image.height / image.width)


def test_each_page_of_a_fax_is_read() -> None:
    first, second = (draw_notice()[0].convert("1"), Image.new("1", (1653, 2339), 1))
    data = encoded(first, "TIFF", compression="group4", save_all=True, append_images=[second])
    info, transcript, problems = read(data, "传真.tif")
    assert (info.pages, info.media_type) == (2, "image/tiff")
    assert lines(transcript.pages[0]) == list(NOTICE)
    assert transcript.pages[1].text == ""
    assert (problems, transcript.notes) == ((), ("page 2 is blank",))


def test_a_seal_over_the_date_does_not_hide_it() -> None:
    image, placed = draw_notice()
    x0, y0, x1, y1 = placed[-1][1]
    page = only_page(encoded(stamp(image, (x0 + x1) / 2, (y0 + y1) / 2)))
    assert lines(page) == list(NOTICE)
    (seal,) = page.seals
    assert seal == pytest.approx(
        ((x0 + x1) / 2 - 60, (y0 + y1) / 2 - 60, (x0 + x1) / 2 + 60, (y0 + y1) / 2 + 60), abs=4
    )


def test_a_seal_cut_by_the_edge_of_the_page_does_not_hide_print() -> None:
    image, placed = draw_notice()
    _, y0, x1, _ = placed[0][1]
    page = only_page(encoded(stamp(image.crop((0, 225, 1653, 2339)), x1 - 30, y0 - 81 - 22)))
    assert lines(page)[0] == NOTICE[0]
    (seal,) = page.seals
    assert seal[1] == pytest.approx(0, abs=3)
    assert seal[2] - seal[0] > 1.8 * (seal[3] - seal[1])


def test_red_print_that_is_no_seal_stays_on_the_page() -> None:
    image, _ = draw_notice()
    scale = 200 / 72
    ImageDraw.Draw(image).text(
        (130 * scale, 30 * scale),
        "云岭县人民政府文件",
        font=song(round(36 * scale)),
        fill=(215, 30, 35),
    )
    page = only_page(encoded(stamp(image, 450, 700)))
    assert lines(page)[0] == "云岭县人民政府文件"
    assert len(page.seals) == 1


def glyphs(text: str, sure: float = 0.9) -> Glyphs:
    return Glyphs(text, np.full(len(text), sure, np.float32), np.zeros((len(text), 2), np.float32))


def test_what_is_read_otherwise_with_the_seals_colour_is_doubted() -> None:
    first = glyphs("二〇二四年十月八日")
    assert differences(first, glyphs("二〇二四年十月入日")) == (Doubt(7, 8, "入", "under_seal"),)
    assert differences(first, glyphs("二〇二四年十月入日", 0.3)) == ()  # noise
    assert differences(first, glyphs("二〇二四年，十月八日")) == ()
    assert differences(first, glyphs("法二〇二四年十月八日院")) == ()  # the seal's letters around it


class Reading:
    """An engine that reads every line alike."""

    name = "double"

    def __init__(self, answer: Glyphs) -> None:
        self.answer = answer

    def read(
        self, image: Pixels, *, detector_side: int = 960, longest: int | None = None
    ) -> list[ReadLine]:
        raise NotImplementedError

    def recognise(self, image: Pixels, quads: Sequence[Quad]) -> list[Glyphs]:
        return [self.answer for _ in quads]


@pytest.mark.parametrize(
    ("faded", "coloured", "text", "doubted"),
    [
        # The same print, one character otherwise.
        (glyphs("十月八日"), glyphs("十月入日"), "十月八日", ["入"]),
        # With the colour only the seal is read: that says nothing about the date.
        (glyphs("十月八日"), glyphs("云岭县人民"), "十月八日", []),
        # Without the colour the print is hardly there, with it clear.
        (glyphs("十月入日", 0.6), glyphs("十月八日", 0.95), "十月八日", ["入"]),
    ],
)
def test_print_under_a_seal_is_settled_by_evidence(
    faded: Glyphs, coloured: Glyphs, text: str, doubted: list[str]
) -> None:
    image = np.zeros((100, 300, 3), np.uint8)
    seals = Seals(image, np.full((100, 300), 255, np.uint8), ((0, 0, 300, 100),))
    quad = np.array([[10, 10], [200, 10], [200, 40], [10, 40]], np.float32)
    settled, doubts = settled_under_seals(image, seals, [ReadLine(quad, faded)], Reading(coloured))
    assert settled[0].glyphs.text == text
    assert [doubt.other for doubt in doubts.get(0, ())] == doubted


def test_a_page_is_graded_and_its_worst_line_shown() -> None:
    grade = only_page(encoded(draw_notice()[0])).grade
    assert grade is not None and grade.value > 0.98
    sure, unsure = Line(0, 3, Box(0, 0, 30, 10), 1.0), Line(4, 5, Box(0, 20, 10, 30), 0.6)
    page = Page(1, 100, 100, "ocr", "甲乙丙\n丁", (sure, unsure))
    assert page.grade == (0.9, unsure.box)
    assert replace(page, lines=(sure,)).grade == (1.0, None)
    assert Page(1, 100, 100, "ocr", "").grade is None


def test_faint_print_is_read_after_stretching() -> None:
    pixels = np.asarray(draw_notice()[0]).astype(float)
    faint = Image.fromarray((pixels * 0.12 + 200).astype(np.uint8))
    assert lines(only_page(encoded(faint))) == list(NOTICE)


def test_salt_and_pepper_does_not_hide_lines() -> None:
    pixels = np.asarray(draw_notice()[0]).copy()
    chance = np.random.default_rng(7).random(pixels.shape[:2])
    pixels[chance < 0.02] = 0
    pixels[chance > 0.98] = 255
    got = "".join(lines(only_page(encoded(Image.fromarray(pixels)))))
    for text in (NOTICE[2], "2024年11月26日上午9时30分", NOTICE[-1]):
        assert text in got


@pytest.mark.parametrize("angle", [0, 2])
def test_a_scanned_form_is_read_cell_by_cell(angle: float) -> None:
    image = draw_form().rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = only_page(encoded(image))
    cells = [(c.row, c.column, compact(page.text[c.start : c.end])) for c in page.cells]
    expected = [(r, c, FORM[r][c].replace("　", "")) for r in range(len(FORM)) for c in range(2)]
    assert cells == [*expected, (5, 0, "注意事项：被传唤人应准时到达应到处所。")]
    assert lines(page)[:2] == ["云岭县人民法院", "传票"]
    assert lines(page)[-1] == "书记员郑以宁"
    box = page.cells[1].box
    assert box is not None
    if not angle:
        assert box == pytest.approx((190, 180, 525, 230), abs=3)


def test_characters_standing_one_below_the_other_are_a_line() -> None:
    image, _ = draw_notice()
    pen = ImageDraw.Draw(image)
    for index, character in enumerate("诉讼材料附件清单"):
        pen.text((60, 900 + 52 * index), character, font=song(42), fill=(25, 25, 25))
    page = only_page(encoded(image))
    start = page.text.index("诉讼材料附件清单")
    assert page.char_boxes is not None
    boxes = page.char_boxes[start : start + 8] * 200 / 72
    assert boxes[:, 1] == pytest.approx(np.arange(900, 1316, 52) + 10, abs=20)


def test_fax_streaks_are_no_table() -> None:
    image, _ = draw_notice()
    pen = ImageDraw.Draw(image)
    for y in (700, 1500):
        pen.line([0, y, image.width, y], fill=0, width=1)
    for x in (100, 1600):
        pen.line([x, 0, x, image.height], fill=0, width=1)
    page = only_page(encoded(image))
    assert page.cells == ()
    assert NOTICE[2] in lines(page)


def test_a_picture_without_text_is_a_problem_of_its_page() -> None:
    image = Image.new("RGB", (1200, 1700), "white")
    ImageDraw.Draw(image).ellipse([300, 500, 900, 1100], fill=(120, 120, 120))
    _, transcript, problems = read(encoded(image), "照片.png")
    assert transcript.pages[0].text == ""
    assert [(p.code, p.page) for p in problems] == [("page_unreadable", 1)]


def test_onnxruntime_reads_the_same_as_openvino(engine_setting: pytest.MonkeyPatch) -> None:
    data = encoded(draw_notice()[0])
    engine_setting.setenv("YINGSU_OCR_ENGINE", "onnxruntime")
    page = only_page(data)
    assert page.reader == "ppocrv6-onnxruntime"
    assert lines(page) == list(NOTICE)


def test_tesseract_reads_the_skewed_page_too(engine_setting: pytest.MonkeyPatch) -> None:
    engine_setting.setenv("YINGSU_OCR_ENGINE", "tesseract")
    image = draw_notice(300)[0].rotate(2, fillcolor="white", resample=Image.Resampling.BICUBIC)
    page = only_page(encoded(image, dpi=300))
    assert page.reader == "tesseract-chi_sim"
    got, want = set("".join(lines(page))), set("".join(NOTICE))
    assert len(got & want) > 0.9 * len(want)
    assert "人民法院" in page.text  # no spaces between ideographs
    assert page.char_boxes is not None and len(page.char_boxes) == len(page.text)


def test_an_absent_engine_gives_way_with_a_note(engine_setting: pytest.MonkeyPatch) -> None:
    def absent(precision: str, threads: int) -> engines.Engine:
        raise ImportError("openvino")

    engine_setting.setitem(engines._ENGINES, "openvino", absent)
    _, transcript, _ = read(encoded(draw_notice(100)[0], dpi=100), "扫描.png")
    assert transcript.pages[0].reader == "ppocrv6-onnxruntime"
    assert transcript.notes == (
        "ocr engine openvino absent (ImportError)",
        "ocr engine onnxruntime used",
    )


def test_without_any_engine_the_user_is_told_what_to_install(
    engine_setting: pytest.MonkeyPatch,
) -> None:
    engine_setting.setattr(engines, "_ENGINES", {})
    with pytest.raises(Exception, match="ocr_absent"):
        read(encoded(draw_notice(100)[0]), "扫描.png")


def test_the_classifier_says_how_to_turn_a_page_back() -> None:
    pixels = np.asarray(draw_notice()[0])[:, :, ::-1]
    assert [clockwise_turn(np.ascontiguousarray(np.rot90(pixels, k))) for k in range(4)] == [
        0,
        90,
        180,
        270,
    ]
