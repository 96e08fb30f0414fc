"""Word documents: text in order, with the numbers Word prints; DOC through LibreOffice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from services.extractor import extract
from services.extractor.errors import UnreadableFile
from services.extractor.reading import read
from services.extractor.reading.confined import run, tool
from services.extractor.reading.sniff import sniff
from services.extractor.text.layout import dropped_by_layout
from services.extractor.transcript import Page
from services.vocabulary import FieldName, PaperKind
from tests.extractor.fields.test_readers import JUDGMENT, SUMMONS


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def of_lines(text: str) -> Any:
    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    return document


def pages_of(document: Any) -> tuple[Page, ...]:
    return read(saved(document), "a.docx")[1].pages


def test_paragraphs_and_tables_come_in_order_with_cells() -> None:
    document = docx.Document()
    document.add_paragraph("重庆市北碚区人民法院")
    table = document.add_table(rows=2, cols=2)
    for row, words in enumerate([("案号", "（2024）渝0109行初9号"), ("案由", "")]):
        for column, word in enumerate(words):
            table.cell(row, column).text = word
    document.add_paragraph("二〇二四年六月三日")
    info, transcript, problems = read(saved(document), "传票.docx")
    (page,) = transcript.pages
    assert (info.page_sources, problems) == (("docx",), ())
    assert page.text.split("\n") == [
        "重庆市北碚区人民法院",
        "案号",
        "（2024）渝0109行初9号",
        "案由",
        "二〇二四年六月三日",
    ]
    assert [(c.row, c.column, page.text[c.start : c.end]) for c in page.cells] == [
        (0, 0, "案号"),
        (0, 1, "（2024）渝0109行初9号"),
        (1, 0, "案由"),
        (1, 1, ""),
    ]
    assert [page.text[line.start : line.end] for line in page.lines] == page.text.split("\n")
    assert page.boxes(0, 5) == ()


def test_a_page_ends_where_it_was_broken() -> None:
    document = of_lines("第一页")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("第二页")
    document.add_paragraph("第三页").paragraph_format.page_break_before = True
    document.add_section()
    document.add_paragraph("第四页")
    assert [page.text for page in pages_of(document)] == ["第一页", "第二页", "第三页", "第四页"]


def test_a_paragraph_over_two_pages_as_word_last_saw_them_stays_whole() -> None:
    document = of_lines("一")
    paragraph = document.add_paragraph("跨页的")
    run_ = paragraph.add_run()
    run_._r.append(OxmlElement("w:lastRenderedPageBreak"))
    paragraph.add_run("一段话")
    document.add_paragraph("下一页")
    assert [page.text for page in pages_of(document)] == ["一\n跨页的一段话", "下一页"]


def test_numbers_word_prints_are_part_of_the_text() -> None:
    document = docx.Document()
    numbering = document.part.numbering_part.element
    numbering.insert(
        0,
        parse_xml(
            f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
            '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>'
        ),
    )
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    for text, depth in [("撤销处罚决定", 0), ("责令重作", 0), ("细项", 1), ("驳回其他请求", 0)]:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'
            )
        )
    (page,) = pages_of(document)
    assert page.text.split("\n") == ["一、撤销处罚决定", "二、责令重作", "二.1细项", "三、驳回其他请求"]


def test_struck_out_text_is_left_out_and_inserted_text_and_headers_are_read() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "云岭县人民法院"
    paragraph = document.add_paragraph("定于")
    paragraph._p.append(
        parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>三日</w:delText></w:r></w:del>")
    )
    paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>五日</w:t></w:r></w:ins>"))
    assert pages_of(document)[0].text == "云岭县人民法院\n定于五日"


def test_a_text_box_is_read_once() -> None:
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>（2024）渝0109行初9号</w:t></w:r></w:p></w:txbxContent>"
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph("传票")._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {space}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert pages_of(document)[0].text == "传票\n（2024）渝0109行初9号"


def test_paragraphs_of_one_length_are_not_taken_for_wrapped_lines() -> None:
    (page,) = pages_of(of_lines("原告住某某县某某镇某某路一号\n被告住某某县某某镇某某路二号"))
    assert dropped_by_layout([page]) == []


@pytest.mark.parametrize(
    ("text", "kind"), [(SUMMONS, PaperKind.SUMMONS), (JUDGMENT, PaperKind.JUDGMENT)]
)
def test_a_paper_in_docx_reads_as_the_same_text_does(text: str, kind: PaperKind) -> None:
    (paper,) = extract(saved(of_lines(text)), "a.docx").papers
    (plain,) = extract(text.encode(), "a.txt").papers
    assert paper.kind is plain.kind is kind
    assert {n: f.value for n, f in paper.fields.items()} == {
        n: f.value for n, f in plain.fields.items()
    }
    assert FieldName.CASE_NUMBER in paper.fields


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", 8) as new:
        for each in old.namelist():
            new.writestr(each, content if each == name else old.read(each))
    return buffer.getvalue()


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (saved(of_lines("甲"))[:-100], "word_broken"),
        (with_part(saved(of_lines("甲")), "word/document.xml", BOMB), "word_broken"),
        (with_part(saved(of_lines("甲")), "word/document.xml", b"<x/>"), "word_broken"),
        (with_part(saved(of_lines("甲")), "word/document.xml", b"<x>" * 100_000), "word_broken"),
        (
            with_part(saved(of_lines("甲")), "word/document.xml", b" " * 40_000_000),
            "unpacked_too_large",
        ),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "word_encrypted"),
        (OLE + "Workbook".encode("utf-16-le"), "unsupported_type"),
    ],
)
def test_damaged_and_hostile_documents_say_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read(data, "a.docx")
    assert refused.value.code == code


def test_tables_in_tables_without_end_are_stopped() -> None:
    body = b"<w:tbl><w:tr><w:tc>" * 400 + b"</w:tc></w:tr></w:tbl>" * 400
    space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    content = b"<w:document " + space + b"><w:body>" + body + b"</w:body></w:document>"
    with pytest.raises(UnreadableFile, match="word_broken"):
        read(with_part(saved(of_lines("甲")), "word/document.xml", content), "a.docx")


def test_a_doc_without_libreoffice_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.extractor.reading.word.tool", lambda name: None)
    extraction = extract(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
    assert [problem.code for problem in extraction.problems] == ["doc_needs_libreoffice"]
    assert "DOCX" in extraction.problems[0].message


@pytest.fixture
def office() -> None:
    if tool("soffice") is None:
        pytest.fail(
            "缺少LibreOffice：apt-get install libreoffice-writer-nogui（见 apt/test.txt）",
            pytrace=False,
        )


needs_office = pytest.mark.usefixtures("office")


@needs_office
def test_a_doc_is_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(saved(of_lines(SUMMONS)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    run([*command, str(tmp_path / "a.docx")], tmp_path, 120)
    data = (tmp_path / "a.doc").read_bytes()
    assert sniff(data).kind == "doc"
    extraction = extract(data, "传票.doc")
    assert (extraction.file.media_type, extraction.file.page_sources) == (
        "application/msword",
        ("docx",),
    )
    assert extraction.papers[0].kind is PaperKind.SUMMONS
    assert extraction.problems == ()


@needs_office
def test_a_doc_that_is_none_fails_with_a_remedy() -> None:
    with pytest.raises(UnreadableFile, match="doc_failed"):
        read(OLE + "WordDocument".encode("utf-16-le"), "a.doc")
