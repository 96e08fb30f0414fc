"""From a filled form to its file."""

from __future__ import annotations

from services.api.filings.fill import DEMO, FilledForm

MEDIA_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def draw(filled: FilledForm, *, demo: bool = False) -> bytes:
    """The file of a filled form: .xlsx of a table, .docx of a letter."""
    # Loaded when the first form is drawn: the office libraries would slow every start of the service.
    if filled.form.table:
        from services.api.filings.table import draw_table  # noqa: PLC0415

        return draw_table(filled, demo=demo)
    from services.api.filings.letter import draw_letter  # noqa: PLC0415

    return draw_letter(filled, demo=demo)


def file_name(filled: FilledForm, *, demo: bool = False) -> str:
    """演示-行政应诉案件备案登记表-（2026）赣0725行初12号.xlsx"""
    numbers = [c.text for c in filled.cells if c.key in {"first_number", "case_number"} and c.basis]
    parts = ([DEMO] if demo else []) + [filled.form.name, *numbers[:1]]
    suffix = ".xlsx" if filled.form.table else ".docx"
    return "-".join(parts).replace("/", "").replace("；", "、")[:150] + suffix
