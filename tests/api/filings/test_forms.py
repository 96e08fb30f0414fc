"""The forms themselves: what the packs hold, how they are checked, and the files they become."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml.ns import qn
from docx.shared import Length

from services.api.filings.draw import draw, file_name
from services.api.filings.fill import FilledForm, fill
from services.api.filings.form import FormSpec, forms_of
from services.api.filings.sheet import BasisKind
from services.law.pack import load_pack, shipped_jurisdictions
from services.law.strict_yaml import RuleFileInvalid, read_strictly
from services.resources import rules_folder
from services.vocabulary import Jurisdiction
from tests.api.filings.cases import (
    BUREAU,
    NUMBER,
    appeal_judgment,
    fields,
    judgment,
    notice,
    parties,
    sheet,
)

ALL_FORMS = [
    pytest.param(form, id=f"{place}/{form.id}")
    for place in shipped_jurisdictions()
    for form in forms_of(place).values()
]

REGISTER_HEADER = [
    "序号", "原告", "被告", "第三人", "受理法院", "案由", "裁判文书号", "裁判结果", "开庭时间",
    "答辩状提交时间", "负责人是否出庭应诉", "二审", "再审", "裁判结果",
]  # fmt: skip


def register(*papers: Any, typed: dict[str, str] | None = None, **changes: Any) -> FilledForm:
    form = forms_of(Jurisdiction.CHONGYI)["chongyi.register"]
    return fill(form, sheet(*papers, **changes), typed)


def case_filing(*papers: Any, typed: dict[str, str] | None = None, **changes: Any) -> FilledForm:
    form = forms_of(Jurisdiction.BEIBEI)["beibei.case_filing"]
    return fill(form, sheet(*papers, jurisdiction=Jurisdiction.BEIBEI, **changes), typed)


def workbook(filled: FilledForm, *, demo: bool = False) -> Any:
    return openpyxl.load_workbook(BytesIO(draw(filled, demo=demo))).worksheets[0]


def letter(filled: FilledForm, *, demo: bool = False) -> Any:
    return docx.Document(BytesIO(draw(filled, demo=demo)))


# --- the packs -----------------------------------------------------------------------------------


def test_each_demo_county_has_the_form_its_clerk_owes() -> None:
    assert "chongyi.register" in forms_of(Jurisdiction.CHONGYI)
    assert "beibei.case_filing" in forms_of(Jurisdiction.BEIBEI)
    assert "beibei.case_filing" not in forms_of(Jurisdiction.CHONGYI)


@pytest.mark.parametrize("form", ALL_FORMS)
def test_every_form_names_rules_and_a_document_its_pack_knows(form: FormSpec) -> None:
    owners = [load_pack(place) for place in shipped_jurisdictions() if form.id in forms_of(place)]
    assert owners
    assert form.rules, "a form that discharges nothing"
    for pack in owners:
        assert form.document in pack.documents
        for rule in form.rules:
            assert pack.rule(rule).entry.citation.document == form.document
        for spec in form.body.cells():
            if spec.rule:
                pack.rule(spec.rule)


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_form_a_rule_asks_for_exists(place: Jurisdiction) -> None:
    asked = {rule.entry.form for rule in load_pack(place).rules if rule.entry.form}
    assert asked <= set(forms_of(place))


@pytest.mark.parametrize("form", ALL_FORMS)
def test_every_form_can_be_drawn_from_an_empty_case_with_every_cell_explained(form: FormSpec) -> None:
    filled = fill(form, sheet())
    assert draw(filled)
    for cell in filled.cells:
        assert cell.basis or cell.gap or cell.empty_because or "【待填" in cell.text


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (("value: cause,", "value: causes,"), "table.columns"),
        (("typed: 请填写填报人的联系电话", "typed: 请填写, value: cause"), "table.foot"),
        (("key: cause,", "key: court,"), ""),
        (("value: cause, width: 10", "value: cause, wide: 1, width: 10"), "table.columns.5.wide"),
    ],
)
def test_a_slip_in_a_form_is_refused_with_file_and_place(
    tmp_path: Path, change: tuple[str, str], place: str
) -> None:
    source = (rules_folder() / "chongyi" / "forms" / "register.yaml").read_text(encoding="utf-8")
    assert change[0] in source
    broken = tmp_path / "register.yaml"
    broken.write_text(source.replace(*change), encoding="utf-8")
    with pytest.raises(RuleFileInvalid) as caught:
        read_strictly(broken, FormSpec)
    assert caught.value.file == broken
    assert place in caught.value.key


# --- filling -------------------------------------------------------------------------------------


def test_each_filled_cell_knows_its_facts() -> None:
    filled = register(notice(), judgment())
    assert filled.cell("cause").facts == ("judgment.cause",)
    assert filled.cell("plaintiffs").facts == ("judgment.plaintiff0",)
    assert filled.cell("first_outcome").to_json()["basis"] == [
        {"kind": "fact", "id": "judgment.outcome"}
    ]


def test_on_the_day_the_suit_arrives_only_what_a_person_must_add_is_a_gap() -> None:
    filled = register(notice())
    assert [gap.key for gap in filled.gaps] == ["phone"]
    assert filled.cell("first_outcome").empty_because == "一审尚未裁判"


def test_what_a_person_types_fills_a_gap_and_is_recorded_as_theirs() -> None:
    filled = register(notice(), typed={"phone": "0797-1234567"})
    assert not filled.gaps
    assert filled.cell("phone").basis[0].kind is BasisKind.PERSON


def test_what_a_person_types_never_replaces_a_fact() -> None:
    assert register(notice(), typed={"cause": "别的案由"}).cell("cause").text == "行政处罚"


def test_a_day_that_deadlines_hang_on_is_entered_where_it_counts_and_never_typed_into_a_form() -> None:
    filled = case_filing(notice(received_on=None), typed={"received_on": "2026年11月12日"})
    assert "2026年11月12日" not in filled.cell("opening").text
    assert "先在文书页填写" in (filled.cell("received_on").gap or "")
    for place in shipped_jurisdictions():
        for form in forms_of(place).values():
            assert not [c.key for c in form.body.cells() if c.value == "received_on" and c.typable]


def test_a_sentence_carries_the_facts_of_all_it_quotes() -> None:
    title = case_filing(notice()).cell("title")
    assert title.text == f"关于钟山海诉{BUREAU}（行政处罚）一案应诉情况备案的函"
    assert title.facts == ("notice.plaintiff0", "notice.defendant0", "notice.cause")


def test_a_sentence_shows_the_mark_of_what_is_missing_and_the_gap_is_listed_once() -> None:
    filled = case_filing(notice(fields=fields("notice", case_number=NUMBER)))
    assert "（【待填：案由】）" in filled.cell("title").text
    assert [gap.key for gap in filled.gaps].count("cause") == 1
    assert "title" not in [gap.key for gap in filled.gaps]


# --- the register as a file ----------------------------------------------------------------------


def test_the_register_is_landscape_a4_with_exactly_its_fourteen_columns() -> None:
    page = workbook(register(notice()))
    assert page.page_setup.orientation == "landscape"
    assert int(page.page_setup.paperSize) == 9
    assert page.max_column == 14
    header = [page.cell(4, n).value or page.cell(3, n).value for n in range(1, 15)]
    assert header == REGISTER_HEADER


def test_the_register_has_its_double_header_merged_as_in_the_annex() -> None:
    page = workbook(register(notice()))
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"G3:K3", "A3:A4", "F3:F4", "L3:L4", "M3:M4"} <= merged
    assert page["G3"].value == "一审情况"
    assert not page["N3"].value and "N3:N4" not in merged


def test_the_register_has_title_head_and_foot_of_the_annex() -> None:
    page = workbook(register(notice()))
    assert page["A1"].value == "行政应诉案件备案登记表"
    words = [str(cell.value) for row in (page[2], page[6]) for cell in row if cell.value]
    assert words == [
        f"报送单位公章：{BUREAU}",
        "报送时间：2026年3月20日",
        "填报人：林晓",
        "联系电话：【待填：联系电话】",
        "分管领导：",
    ]


def test_the_register_row_says_what_the_case_says() -> None:
    page = workbook(register(notice(), judgment(), appeal_judgment()))
    assert [cell.value or "" for cell in page[5]] == [
        "7", "钟山海", BUREAU, "蓝溪村委会", "江西省崇义县人民法院", "行政处罚", NUMBER,
        "撤销并责令重作（部分）", "", "", "副局长罗青到庭", "（2026）赣07行终31号", "", "维持原裁判",
    ]  # fmt: skip


@pytest.mark.parametrize("trick", ["=1+1", "+1", "@SUM(A1)", "-2", "0797", "a\x0bb"])
def test_a_value_stays_text_and_never_becomes_a_formula(trick: str) -> None:
    paper = notice(parties=parties("notice", plaintiff=[trick], defendant=[BUREAU]))
    cell = workbook(register(paper))["B5"]
    assert cell.data_type == "s"
    assert cell.value == trick.replace("\x0b", "")


def test_a_gap_is_marked_by_colour_as_well_as_by_words() -> None:
    page = workbook(register(notice(fields=fields("notice", case_number=NUMBER))))
    assert page["F5"].value == "【待填：案由】"
    assert page["F5"].fill.fgColor.rgb.endswith("FFF2CC")
    assert page["B5"].fill.fill_type is None


def test_a_demo_register_says_so_in_title_sheet_print_and_name() -> None:
    filled = register(notice(), demo=True)
    page = workbook(filled, demo=True)
    assert page["A1"].value == "行政应诉案件备案登记表（演示）"
    assert page.title.startswith("演示")
    assert page.oddHeader.center.text == "演示"
    assert file_name(filled, demo=True) == f"演示-行政应诉案件备案登记表-{NUMBER}.xlsx"
    real = workbook(filled)
    assert "演示" not in f"{real['A1'].value}{real.title}{real.oddHeader.center.text}"


# --- the letter as a file ------------------------------------------------------------------------


def paragraphs(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.text]


def test_the_case_filing_has_the_three_parts_the_rule_names() -> None:
    lines = paragraphs(letter(case_filing(notice())))
    assert [line for line in lines if line[1:2] == "、"] == [
        "一、案件基本情况",
        "二、诉讼代理人",
        "三、拟出庭负责人",
    ]
    assert lines[1] == f"关于钟山海诉{BUREAU}（行政处罚）一案应诉情况备案的函"
    assert lines[2] == "北碚区司法局："
    assert f"我单位于2026年3月18日收到江西省崇义县人民法院送达的{NUMBER}案应诉通知书。" in lines[3]
    assert f"案号：{NUMBER}。" in lines
    assert "第三人：无。" in lines
    assert "开庭时间：没有已确认的开庭时间。" in lines
    assert lines[-6:-4] == ["附件：1.起诉状副本", "　　　2.应诉通知书"]
    assert lines[-4:-2] == [BUREAU, "2026年3月20日"]
    assert lines[-1] == "填制依据：北碚区行政应诉办法，条文核对至2025年4月30日"


def test_the_letter_keeps_the_measures_of_gb_t_9704() -> None:
    section = letter(case_filing(notice())).sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.left_margin]
    assert [round(each.mm) for each in sizes] == [210, 297, 37, 28]
    text_width = section.page_width - section.left_margin - section.right_margin
    text_height = section.page_height - section.top_margin - section.bottom_margin
    assert [round(Length(text_width).mm), round(Length(text_height).mm)] == [156, 225]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert 22 * int(grid.get(qn("w:linePitch"))) / 20 == pytest.approx(Length(text_height).pt, abs=1)


@pytest.mark.parametrize(
    ("style", "font", "points"),
    [
        ("函正文", "仿宋_GB2312", 16),
        ("函标题", "方正小标宋简体", 22),
        ("一级标题", "黑体", 16),
        ("主送机关", "仿宋_GB2312", 16),
    ],
)
def test_the_letter_names_the_prescribed_fonts_and_sizes(style: str, font: str, points: int) -> None:
    document = letter(case_filing(notice()))
    used = [p for p in document.paragraphs if p.style.name == style and p.text]
    assert used
    assert used[0].style.font.size.pt == points
    assert used[0].style.element.rPr.rFonts.get(qn("w:eastAsia")) == font
    assert all(run.font.name in (None, font) and run.font.size is None for p in used for run in p.runs)


def signature_indents(name: str) -> tuple[float, float]:
    """Characters right of the date and of the name."""
    case = sheet(notice(), jurisdiction=Jurisdiction.BEIBEI)
    named = replace(case, office=replace(case.office, name=name))
    document = letter(fill(forms_of(Jurisdiction.BEIBEI)["beibei.case_filing"], named))
    by_style = {p.style.name: p for p in document.paragraphs}
    return tuple(
        by_style[style].paragraph_format.right_indent.pt / 16 for style in ("成文日期", "发文机关署名")
    )  # type: ignore[return-value]


def test_the_date_stands_four_characters_from_the_right_with_the_name_centred_over_it() -> None:
    date_indent, name_indent = signature_indents("北碚区林业局")
    assert date_indent == 4
    # 2026年3月20日 is 6.5 characters wide (7 half-width digits), the name 6.
    assert name_indent == pytest.approx(4.25)


def test_a_long_name_stands_two_characters_from_the_right_with_the_date_centred_under_it() -> None:
    date_indent, name_indent = signature_indents("重庆市北碚区规划和自然资源局某某分局办公室")
    assert name_indent == 2
    assert date_indent > 4


@pytest.mark.parametrize("name", ["北碚区林业局", "重庆市北碚区规划和自然资源局某某分局办公室"])
def test_the_name_of_the_sender_fits_the_red_line_under_it(name: str) -> None:
    case = sheet(notice(), jurisdiction=Jurisdiction.BEIBEI)
    named = replace(case, office=replace(case.office, name=name))
    section = letter(fill(forms_of(Jurisdiction.BEIBEI)["beibei.case_filing"], named)).sections[0]
    (run,) = [run for run in section.first_page_header.paragraphs[0].runs if run.text]
    assert run.text == name
    assert len(name) * run.font.size.mm <= 170
    assert "thickThinSmallGap" in section.first_page_header._element.xml
    assert "thinThickSmallGap" in section.first_page_footer._element.xml


def test_gaps_of_the_letter_are_highlighted() -> None:
    document = letter(case_filing(notice()))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    marked = [run.text for run in runs if run.style.font.highlight_color == WD_COLOR_INDEX.YELLOW]
    assert "【待填：拟出庭负责人】" in marked
    assert "【待填：诉讼请求】" in marked
    assert all(text.startswith("【待填：") for text in marked)


@pytest.mark.parametrize("trick", ["{{ 7*7 }}", "<w:p/>&amp;", "{% for x in y %}", "甲\x00乙"])
def test_a_value_cannot_break_the_letter_or_run_in_its_template(trick: str) -> None:
    paper = notice(parties=parties("notice", plaintiff=[trick], defendant=[BUREAU]))
    lines = paragraphs(letter(case_filing(paper)))
    assert f"原告：{trick.replace(chr(0), '')}。" in lines


def test_a_demo_letter_carries_a_watermark_on_every_page_and_a_real_one_does_not() -> None:
    filled = case_filing(notice(), demo=True)
    section = letter(filled, demo=True).sections[0]
    headers = (section.header, section.first_page_header, section.even_page_header)
    assert all("演示" in header._element.xml for header in headers)
    assert "（演示）" in paragraphs(letter(filled, demo=True))[1]
    with zipfile.ZipFile(BytesIO(draw(filled))) as real:
        assert not any("演示" in real.read(name).decode("utf-8", "ignore") for name in real.namelist())


def test_page_numbers_stand_outside_and_not_on_the_first_page() -> None:
    document = letter(case_filing(notice()))
    section = document.sections[0]
    assert section.different_first_page_header_footer
    assert document.settings.odd_and_even_pages_header_footer
    assert not section.first_page_footer.paragraphs[0].text
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert "PAGE" in section.footer._element.xml


def test_the_committed_template_is_what_its_code_draws(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[3]
    code = (root / "tools" / "letter_template.py").read_text(encoding="utf-8")
    drawn = tmp_path / "rules" / "cn" / "forms" / "letter.docx"
    copy = tmp_path / "tools" / "letter_template.py"
    copy.parent.mkdir()
    copy.write_text(code, encoding="utf-8")
    subprocess.run([sys.executable, str(copy)], check=True)
    committed = rules_folder() / "cn" / "forms" / "letter.docx"
    with zipfile.ZipFile(drawn) as new, zipfile.ZipFile(committed) as old:
        parts = [name for name in old.namelist() if name.startswith("word/")]
        assert sorted(parts) == sorted(name for name in new.namelist() if name.startswith("word/"))
        assert all(new.read(name) == old.read(name) for name in parts)
