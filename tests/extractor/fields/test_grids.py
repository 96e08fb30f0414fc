"""Forms with a grid: values in cells that are narrow, wrapped, or stand below their labels."""

from __future__ import annotations

import pytest

from services.extractor.pipeline import understand
from services.extractor.result import CaseEvent, Paper
from services.extractor.transcript import Cell, Page, Transcript
from services.vocabulary import FieldName, Role, Stage


def read(heading: str, *rows: tuple[str, ...]) -> tuple[Paper, tuple[CaseEvent, ...]]:
    """The one paper of a page with ``heading`` above a table of ``rows``, and its events."""
    text, cells = heading, []
    for row, words in enumerate(rows):
        for column, word in enumerate(words):
            text += "\n"
            cells.append(Cell(0, row, column, len(text), len(text) + len(word), None))
            text += word
    page = Page(1, 595, 842, "pdf", text, cells=tuple(cells))
    (paper,), events = understand(Transcript((page,), ()))
    return paper, events


def value(paper: Paper, name: FieldName) -> object:
    field = paper.fields.get(name)
    return field.value if field else None


@pytest.mark.parametrize("printed", ["（2025）渝0109行初\n97号", "（2025）渝0109行\n初97号"])
def test_a_case_number_wrapped_in_its_cell_is_one_and_tells_the_stage(printed: str) -> None:
    paper, _ = read(
        "云山县人民法院\n传票",
        ("案号", printed, "案由", "行政许可"),
        ("被传唤人", "云山县\n教育委员会", "传唤事由", "开庭"),
        ("应到时间", "2025年6月3日9时", "应到处所", "第二法庭"),
    )
    assert value(paper, FieldName.CASE_NUMBER) == "（2025）渝0109行初97号"
    assert paper.fields[FieldName.CASE_NUMBER].source.text == printed
    assert paper.stage is Stage.FIRST


def test_a_summoned_party_wrapped_in_its_cell_is_the_addressee() -> None:
    paper, _ = read(
        "云山县人民法院\n传票\n（2025）渝0109行初97号",
        ("被传唤人", "云山县\n教育委员会"),
        ("应到时间", "2025年6月3日9时"),
    )
    assert [(each.role, each.name) for each in paper.parties] == [(Role.DEFENDANT, "云山县教育委员会")]
    assert value(paper, FieldName.ADDRESSEE) == "云山县教育委员会"
