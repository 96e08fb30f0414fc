"""Draw a table form as .xlsx: landscape A4, double header, one row per case, every cell plain text."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from services.api.filings.fill import DEMO, Cell, FilledForm
from services.api.filings.form import ColumnSpec

_GAP = PatternFill("solid", fgColor="FFF2CC")
_LINE = Side(style="thin")


@dataclass(frozen=True, slots=True)
class _Look:
    font: Font
    alignment: Alignment
    border: Border = field(default_factory=Border)


_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_TITLE = _Look(Font(name="方正小标宋简体", size=22), _CENTRE)
_HEAD = _Look(Font(name="黑体", size=10.5), _CENTRE, _BOX)
_BODY = _Look(Font(name="仿宋_GB2312", size=10.5), _CENTRE, _BOX)
_LABEL = _Look(Font(name="仿宋_GB2312", size=10.5), Alignment(horizontal="left", vertical="center"))

TITLE_ROW, HEAD_ROW, UPPER_ROW, LOWER_ROW, FIRST_ROW = 1, 2, 3, 4, 5


def draw_table(filled: FilledForm, *, demo: bool = False) -> bytes:
    """The .xlsx file of a filled table form. A demo office's file says 演示 in its title, across the
    printed page and in the sheet's name."""
    table = filled.form.table
    assert table is not None
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{DEMO}-{filled.form.name}" if demo else filled.form.name
    last = len(table.columns)
    title = f"{filled.form.name}（{DEMO}）" if demo else filled.form.name
    _write(sheet, (TITLE_ROW, 1, TITLE_ROW, last), title, _TITLE)
    sheet.row_dimensions[TITLE_ROW].height = 36
    _label_row(sheet, HEAD_ROW, [filled.cell(spec.key) for spec in table.head], last)
    _header(sheet, table.columns)
    for column, spec in enumerate(table.columns, start=1):
        cell = filled.cell(spec.key)
        _write(sheet, (FIRST_ROW, column, FIRST_ROW, column), cell.text, _BODY, gap=bool(cell.gap))
        sheet.column_dimensions[get_column_letter(column)].width = spec.width
    sheet.row_dimensions[FIRST_ROW].height = _height(filled, table.columns)
    _label_row(sheet, FIRST_ROW + 1, [filled.cell(spec.key) for spec in table.foot], last)
    _page(sheet, filled.checked, demo=demo)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _header(sheet: Worksheet, columns: tuple[ColumnSpec, ...]) -> None:
    """Columns with a group stand under it; a column without one takes both rows; an empty group
    leaves the upper cell empty."""
    column = 1
    for group, members in groupby(columns, key=lambda spec: spec.group):
        run = list(members)
        if group is None:
            for at, spec in enumerate(run, start=column):
                _write(sheet, (UPPER_ROW, at, LOWER_ROW, at), spec.label, _HEAD)
        else:
            end = column + len(run) - 1
            _write(sheet, (UPPER_ROW, column, UPPER_ROW, end), group, _HEAD)
            for at, spec in enumerate(run, start=column):
                _write(sheet, (LOWER_ROW, at, LOWER_ROW, at), spec.label, _HEAD)
        column += len(run)
    sheet.row_dimensions[UPPER_ROW].height = 20
    sheet.row_dimensions[LOWER_ROW].height = 34


def _label_row(sheet: Worksheet, row: int, cells: list[Cell], last: int) -> None:
    """``label：text`` pieces spread evenly over the width, without lines."""
    sheet.row_dimensions[row].height = 26
    for number, cell in enumerate(cells):
        first = 1 + number * last // len(cells)
        end = (number + 1) * last // len(cells)
        _write(sheet, (row, first, row, end), f"{cell.label}：{cell.text}", _LABEL, gap=bool(cell.gap))


def _height(filled: FilledForm, columns: tuple[ColumnSpec, ...]) -> float:
    """Points the case's row needs: a Chinese character is about two of the sheet's characters wide."""
    lines = max(-(-2 * len(filled.cell(spec.key).text) // max(1, spec.width - 1)) for spec in columns)
    return max(60.0, 15.0 * (lines + 1))


def _page(sheet: Worksheet, checked: str, *, demo: bool) -> None:
    sheet.oddFooter = HeaderFooterItem(left=_HeaderFooterPart(text=checked, size=9))
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{UPPER_ROW}:{LOWER_ROW}"
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    if demo:
        # A spreadsheet has no watermark; large grey text in the header prints across the top.
        part = _HeaderFooterPart(text=DEMO, size=60, color="C0C0C0")
        sheet.oddHeader = HeaderFooterItem(center=part)


def _write(
    sheet: Worksheet, area: tuple[int, int, int, int], text: str, look: _Look, *, gap: bool = False
) -> None:
    """Write ``text`` into ``area`` (first row, first column, last row, last column) as one cell.

    Text stays text: a value that begins with ``=`` would otherwise become a formula.
    """
    first_row, first_column, last_row, last_column = area
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            sheet.cell(row, column).border = look.border
    cell = sheet.cell(first_row, first_column)
    assert isinstance(cell, SheetCell)
    cell.value = _printable(text)
    cell.data_type = "s"
    cell.number_format = "@"
    cell.font, cell.alignment = look.font, look.alignment
    if gap:
        cell.fill = _GAP
    if (first_row, first_column) != (last_row, last_column):
        sheet.merge_cells(
            start_row=first_row, start_column=first_column, end_row=last_row, end_column=last_column
        )


def _printable(text: str) -> str:
    """Without the control characters that a workbook cannot hold."""
    return "".join(ch for ch in text if ch.isprintable() or ch == "\n")
