"""Forms with a grid: values in cells that are narrow, wrapped, or stand below their labels."""

from __future__ import annotations

import pytest

from services.extractor.pipeline import understand
from services.extractor.result import CaseEvent, Paper
from services.extractor.transcript import Cell, Page, Transcript
from services.vocabulary import EventKind, FieldName, Role, Stage


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


RETURN = "云山县人民法院\n送达回证\n（2025）渝0109行初97号"


def test_values_stand_below_a_row_of_labels_and_the_day_of_receipt_is_no_day_of_issue() -> None:
    paper, events = read(
        RETURN,
        ("受送达人", "云山县教育委员会"),
        ("送达文书名称\n和件数", "受送达人签名或\n盖章", "收到日期", "送达人"),
        ("应诉通知书1\n份", "程某甲", "2025年9月4日", "许某乙"),
        ("传票1份", "同上", "2025年9月4日", "许某乙"),
        ("代收人及代收\n理由", "办公室"),
        ("签发人", "佘某丙", "签发日期", "2025年9月2日"),
    )
    assert value(paper, FieldName.SERVED_PAPERS) == ["应诉通知书1份", "传票1份"]
    assert value(paper, FieldName.SERVED_ON) == "2025-09-04"
    assert value(paper, FieldName.SERVICE_RECEIVER) == "程某甲"
    assert value(paper, FieldName.ISSUED_ON) == "2025-09-02"
    assert [event.kind for event in events] == [EventKind.SERVICE_PROVED]


def test_a_return_that_dates_nothing_but_the_receipt_was_issued_on_no_day() -> None:
    paper, _ = read(
        RETURN,
        ("送达文书名称和件数", "收到日期", "签收人", "送达人"),
        ("应诉通知书1份", "2025年9月4日", "程某甲", "许某乙"),
    )
    assert FieldName.ISSUED_ON not in paper.fields
    assert value(paper, FieldName.SERVED_ON) == "2025-09-04"


def test_an_empty_cell_takes_nothing_from_the_row_below() -> None:
    paper, _ = read(
        RETURN,
        ("收到日期", ""),
        ("送达人", "许某乙"),
        ("填发日期", "2025年9月1日"),
        ("备注", "2025年9月9日"),
    )
    assert FieldName.SERVED_ON not in paper.fields


def test_a_seal_beside_the_signature_is_no_receiver() -> None:
    paper, _ = read(RETURN, ("受送达人签名或盖章", "（公章）2025年9月4日"))
    assert FieldName.SERVICE_RECEIVER not in paper.fields


@pytest.mark.parametrize("printed", ["承办人：丁某\n秋", "承办人：丁\n某秋"])
def test_a_contact_broken_in_its_cell_keeps_the_whole_name(printed: str) -> None:
    paper, _ = read(
        "云山县人民法院\n传票\n（2025）渝0109行初97号",
        ("被传唤人", "云山县教育委员会", "传唤事由", "开庭"),
        ("应到时间", "2025年6月3日9时", "应到处所", "第二法庭"),
        (printed, "书记员：蒋某丁"),
    )
    assert value(paper, FieldName.CONTACT_NAME) == "丁某秋"


@pytest.mark.parametrize("role", ["原告（自然\n人）", "原告（法人、\n非法人组织）"])
def test_a_role_of_an_element_form_may_wrap_in_its_cell(role: str) -> None:
    paper, _ = read(
        "行政起诉状\n（政府信息公开）",
        (role, "姓名：周某甲\n性别：女☑男□"),
        ("被告", "名称：云山县人力资源和\n社会保障局\n住所地：云山大道"),
        ("诉讼请求", "撤销答复"),
    )
    assert [(each.role, each.name) for each in paper.parties] == [
        (Role.PLAINTIFF, "周某甲"),
        (Role.DEFENDANT, "云山县人力资源和社会保障局"),
    ]
