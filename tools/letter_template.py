"""Draw rules/cn/forms/letter.docx: the empty letter (信函格式) every letter form is filled into.

Measures of GB/T 9704-2012 《党政机关公文格式》: A4; margins 37, 26, 35 and 28 mm (type area 156 × 225
mm); 22 lines of 28 characters; body 3号 仿宋, title 2号 小标宋, first-level headings 3号 黑体; the
sender's name 30 mm from the top with a red double line under it; the date four characters from the
right; no page number on the first page of a letter, then 4号 宋体 between dashes, outside. No font is
shipped: the document names those an office has.

An office may adjust the file in Word as long as the names in {{ }} and {% %} stay.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

PLACE = Path(__file__).resolve().parent.parent / "rules" / "cn" / "forms" / "letter.docx"

FANGSONG, HEITI, TITLE, SONG = "仿宋_GB2312", "黑体", "方正小标宋简体", "宋体"
SIZE_2, SIZE_3, SIZE_4 = Pt(22), Pt(16), Pt(14)
SENDER_SIZE = Pt(30)
LINE = Pt(28.95)  # 225 mm / 22 lines
RED = RGBColor(0xFF, 0, 0)


def draw() -> Any:
    """The template as a python-docx document."""
    document = Document()
    _page(document)
    _styles(document)
    for text, style in BODY:
        document.add_paragraph(text, style=style)
    return document


BODY = [
    ("{{r number }}", "发文字号"),
    ("", "空行"),
    ("", "空行"),
    ("{{r title }}", "函标题"),
    ("", "空行"),
    ("{{ addressee }}：", "主送机关"),
    ("{{r opening }}", "函正文"),
    ("{%p for section in sections %}", "空行"),
    ("{{ section.heading }}", "一级标题"),
    ("{%p for line in section.lines %}", "空行"),
    ("{{r line }}", "函正文"),
    ("{%p endfor %}", "空行"),
    ("{%p endfor %}", "空行"),
    ("{{ closing }}", "函正文"),
    ("", "空行"),
    ("{%p for attachment in attachments %}", "空行"),
    ("{{ attachment }}", "附件说明"),
    ("{%p endfor %}", "空行"),
    ("", "空行"),
    ("", "空行"),
    ("{{r signature }}", "发文机关署名"),
    ("{{r dated }}", "成文日期"),
    ("（{{r contact }}）", "附注"),
]


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(30), Mm(27)
    section.different_first_page_header_footer = True
    document.settings.odd_and_even_pages_header_footer = True
    grid = section._sectPr.find(qn("w:docGrid"))
    grid.set(qn("w:type"), "linesAndChars")
    grid.set(qn("w:linePitch"), "579")  # twentieths of a point: 22 lines in 225 mm
    grid.set(qn("w:charSpace"), "-847")  # 28 characters of 16 pt in 156 mm
    sender = section.first_page_header.paragraphs[0]
    _run(sender, "{{ sender }}", TITLE, SENDER_SIZE, RED)
    sender.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # The lines are 170 mm long, 20 mm from either edge of the page.
    sender.paragraph_format.left_indent = Mm(20) - section.left_margin
    sender.paragraph_format.right_indent = Mm(20) - section.right_margin
    _double_line(sender, "bottom", "thickThinSmallGap")
    _foot_line(section.first_page_footer.paragraphs[0])
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        indent = paragraph.paragraph_format
        indent.left_indent = indent.right_indent = SIZE_4
        _run(paragraph, "— ", SONG, SIZE_4)
        _page_number(_run(paragraph, "", SONG, SIZE_4))
        _run(paragraph, " —", SONG, SIZE_4)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _font(normal.font, FANGSONG, SIZE_3)
    layout = normal.paragraph_format
    layout.space_before = layout.space_after = Pt(0)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    two = SIZE_3 * 2

    def style(name: str, font: str = FANGSONG, size: Pt = SIZE_3) -> Any:
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = normal
        _font(made.font, font, size)
        return made

    style("空行")
    style("发文字号").paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    title = style("函标题", TITLE, SIZE_2).paragraph_format
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.line_spacing = Pt(34)
    style("主送机关")
    style("函正文").paragraph_format.first_line_indent = two
    style("一级标题", HEITI).paragraph_format.first_line_indent = two
    style("附件说明").paragraph_format.left_indent = two
    for name in ("发文机关署名", "成文日期"):
        signed = style(name).paragraph_format
        signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        signed.right_indent = SIZE_3 * 4
        signed.keep_together = signed.keep_with_next = True
    style("附注").paragraph_format.left_indent = two
    gap = document.styles.add_style("待填", WD_STYLE_TYPE.CHARACTER)
    gap.font.highlight_color = WD_COLOR_INDEX.YELLOW


def _font(font: Any, name: str, size: Any) -> None:
    font.name, font.size = name, size
    fonts = font.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _run(paragraph: Any, text: str, font: str, size: Any, colour: RGBColor | None = None) -> Any:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    return run


def _double_line(paragraph: Any, side: str, look: str) -> None:
    """A red double line 4 mm under or over the paragraph."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement(f"w:{side}")
    for key, value in (("val", look), ("sz", "24"), ("space", "11"), ("color", "FF0000")):
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    after = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *after)


def _foot_line(paragraph: Any) -> None:
    """The red double line at the foot of the first page, thin over thick, 20 mm from the edge."""
    frame = OxmlElement("w:framePr")
    place = {"w": Mm(170), "x": Mm(20), "y": Mm(277)}
    for key, length in place.items():
        frame.set(qn(f"w:{key}"), str(round(length.pt * 20)))
    for key, value in (("hAnchor", "page"), ("vAnchor", "page"), ("wrap", "around")):
        frame.set(qn(f"w:{key}"), value)
    _double_line(paragraph, "top", "thinThickSmallGap")
    paragraph._p.get_or_add_pPr().insert_element_before(frame, "w:pBdr")


def _page_number(run: Any) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:instrText")
            part.text = text
        run._r.append(part)


if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    draw().save(str(PLACE))
