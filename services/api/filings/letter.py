"""Draw a letter form as .docx: the template rules/cn/forms/letter.docx filled through docxtpl."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any
from unicodedata import east_asian_width

from docx import Document
from docx.oxml import parse_xml
from docx.shared import Pt
from docxtpl import DocxTemplate, RichText

from services.api.filings.fill import DEMO, Cell, FilledForm, to_fill
from services.resources import rules_folder

_CHARACTER = 16  # points of 3号
_SENDER_SIZE, _SENDER_WIDTH = 30, 480  # points; the red line is 170 mm long
_DATE_INDENT, _LEAST_INDENT = 4.0, 2.0  # characters from the right (GB/T 9704)


def draw_letter(filled: FilledForm, *, demo: bool = False) -> bytes:
    """The .docx file of a filled letter form. What a person still has to fill is highlighted. A demo
    office's letter has 演示 across every page and in its title."""
    letter = filled.form.letter
    assert letter is not None
    template = DocxTemplate(str(rules_folder() / "cn" / "forms" / "letter.docx"))

    def rich(key: str) -> RichText:
        return _rich(filled.cell(key), filled.cells)

    sender = filled.cell(letter.signature.key).text
    sections = [
        {
            "heading": section.heading,
            "lines": [_line(filled.cell(spec.key), filled.cells) for spec in section.lines],
        }
        for section in letter.sections
    ]
    title = rich(letter.title.key)
    if demo:
        title.add(f"（{DEMO}）")
    template.render(
        {
            "sender": sender,
            "number": rich(letter.number.key),
            "title": title,
            "addressee": letter.addressee,
            "opening": rich(letter.opening.key),
            "sections": sections,
            "closing": letter.closing,
            "attachments": _attachments(letter.attachments),
            "signature": rich(letter.signature.key),
            "dated": rich(letter.dated.key),
            "contact": rich(letter.contact.key),
        },
        autoescape=True,
    )
    rendered = BytesIO()
    template.save(rendered)
    document = Document(rendered)  # docxtpl leaves headers that python-docx no longer reaches
    _fit_sender(document, sender)
    _place_signature(document, sender, filled.cell(letter.dated.key).text)
    if filled.checked:
        _say_what_was_checked(document, filled.checked)
    if demo:
        _watermark(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _say_what_was_checked(document: Any, words: str) -> None:
    """One small line under the letter, for the clerk who files it."""
    run = document.add_paragraph().add_run(words)
    run.font.size = Pt(9)


def _line(cell: Cell, cells: Iterable[Cell]) -> RichText:
    """``label：text。``; a cell rightly empty says why."""
    line = RichText(f"{cell.label}：")
    if cell.text:
        _add(line, cell.text, cells)
        line.add("。")
    else:
        line.add(f"{cell.empty_because}。")
    return line


def _rich(cell: Cell, cells: Iterable[Cell]) -> RichText:
    text = RichText("")
    _add(text, cell.text, cells)
    return text


def _add(rich: RichText, text: str, cells: Iterable[Cell]) -> None:
    """Add ``text`` with the marks of gaps highlighted, its own and those of cells it quotes."""
    marks = {to_fill(cell.label) for cell in cells if cell.gap}
    while text:
        starts = [(text.find(mark), mark) for mark in marks if mark in text]
        if not starts:
            rich.add(_printable(text))
            return
        start, mark = min(starts)
        if start:
            rich.add(_printable(text[:start]))
        rich.add(mark, style="待填")
        text = text[start + len(mark) :]


def _attachments(names: tuple[str, ...]) -> list[str]:
    """附件：1.起诉状副本, the following ones under the first number; no punctuation after a name."""
    if len(names) == 1:
        return [f"附件：{names[0]}"]
    return [
        f"{'附件：' if number == 1 else '　　　'}{number}.{name}"
        for number, name in enumerate(names, 1)
    ]


def _width(text: str) -> float:
    """Characters a line of ``text`` takes; a digit takes half of one."""
    return sum(1.0 if east_asian_width(ch) in "WFA" else 0.5 for ch in text)


def _fit_sender(document: Any, name: str) -> None:
    """The sender's name on one line: smaller when it is longer than the red line under it."""
    for run in document.sections[0].first_page_header.paragraphs[0].runs:
        run.font.size = Pt(min(_SENDER_SIZE, int(_SENDER_WIDTH / _width(name))))


def _place_signature(document: Any, name: str, day: str) -> None:
    """The date four characters from the right and the name centred over it; a name too long for that
    stands two characters from the right, the date centred under it."""
    overhang = (_width(name) - _width(day)) / 2
    date_indent = max(_DATE_INDENT, _LEAST_INDENT + overhang)
    for paragraph in document.paragraphs:
        if paragraph.style.name == "成文日期":
            paragraph.paragraph_format.right_indent = Pt(_CHARACTER * date_indent)
        elif paragraph.style.name == "发文机关署名":
            paragraph.paragraph_format.right_indent = Pt(_CHARACTER * (date_indent - overhang))


# A watermark as Word itself makes one: text art behind the text, in every header of the section.
_WATERMARK = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>
<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"
 path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>
<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>
<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>
<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>
<v:shape id="demo{number}" type="#_x0000_t136" stroked="f" fillcolor="#c0c0c0"
 style="position:absolute;width:300pt;height:150pt;rotation:315;z-index:-251658752;
mso-position-horizontal:center;mso-position-horizontal-relative:margin;
mso-position-vertical:center;mso-position-vertical-relative:margin">
<v:fill opacity=".5"/><v:textpath style="font-family:黑体" string="{text}"/>
</v:shape></w:pict></w:r>"""


def _watermark(document: Any) -> None:
    section = document.sections[0]
    headers = (section.header, section.first_page_header, section.even_page_header)
    for number, header in enumerate(headers):
        run = parse_xml(_WATERMARK.format(number=number, text=DEMO))
        header.paragraphs[0]._p.append(run)


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(ch for ch in text if ch.isprintable() or ch == "\n")
