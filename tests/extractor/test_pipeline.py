"""A file goes in, the contract comes out: papers, fields with places, events, problems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from services.cli import app
from services.extractor import Extraction, Page, Transcript, extract, understand
from services.vocabulary import EventKind, FieldName, PaperKind, Role, Standing
from tests.extractor.fields.cases import APPEAL, JUDGMENT, NOTICE, SUMMONS

TEXTS = {"summons": SUMMONS, "notice": NOTICE, "judgment": JUDGMENT, "appeal": APPEAL}


def read(text: str) -> Extraction:
    return extract(text.encode(), "paper.txt")


def places(said: Any) -> Iterator[dict[str, Any]]:
    """Every dict of the JSON that points into a page."""
    if isinstance(said, dict):
        if "span" in said:
            yield said
        for value in said.values():
            yield from places(value)
    elif isinstance(said, list):
        for value in said:
            yield from places(value)


def test_a_summons_says_who_appears_when_where_and_for_what() -> None:
    (paper,) = read(SUMMONS).papers
    assert paper.kind is PaperKind.SUMMONS
    assert {name.value: field.value for name, field in paper.fields.items()} == {
        "case_number": "（2023）渝0109行初45号",
        "court": "重庆市北碚区人民法院",
        "addressee": "云山县自然资源局",
        "cause": "行政处罚",
        "cause_code": "1",
        "issued_on": "2023-05-10",
        "hearing_at": ["2023-06-07T09:30"],
        "hearing_place": "本院第三审判庭",
        "summons_reason": "开庭",
    }


def test_a_notice_to_respond_says_how_long_there_is_to_answer() -> None:
    extraction = read(NOTICE)
    (paper,) = extraction.papers
    assert paper.fields[FieldName.ANSWER_DAYS].value == 15
    assert paper.fields[FieldName.FILED_ON].value == "2023-05-04"
    assert [(event.kind, event.on) for event in extraction.events] == [
        (EventKind.SUIT_RECEIVED, None),  # the day of receipt is printed nowhere and never guessed
        (EventKind.HEARING_SET, "2023-06-07"),
    ]


def test_a_judgment_holds_parties_operative_part_outcome_and_its_event() -> None:
    extraction = read(JUDGMENT)
    (paper,) = extraction.papers
    assert [(p.role, p.name) for p in paper.parties] == [
        (Role.PLAINTIFF, "周某甲"),
        (Role.DEFENDANT, "云山县自然资源局"),
    ]
    assert [[c.value for c in item.classes] for item in paper.operative] == [["REVOKE"]]
    assert paper.outcome is not None
    assert list(paper.outcome.by_party) == ["云山县自然资源局"]
    (event,) = extraction.events
    assert (event.kind, event.on, event.because) == (
        EventKind.JUDGMENT_ISSUED,
        "2023-07-11",
        ("issued_on",),
    )


def test_an_attached_judgment_makes_no_event() -> None:
    older = JUDGMENT.replace("（2023）渝0109行初45号", "（2021）渝0109行初7号")
    texts = [
        NOTICE,
        "行政起诉状\n原告：周某甲\n被告：云山县自然资源局",
        "证据目录\n1.行政判决书",
        older,
    ]
    papers, events = understand(
        Transcript(tuple(Page(n, 595, 842, "text", t) for n, t in enumerate(texts, 1)))
    )
    assert [paper.standing for paper in papers][-1] is Standing.ATTACHED
    assert EventKind.JUDGMENT_ISSUED not in {event.kind for event in events}
    assert [paper.pages for paper in papers] == [(1,), (2,), (3,), (4,)]


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_span_of_every_value_holds_its_text_as_printed(text: str) -> None:
    said = read(text).to_json()
    found = list(places(said))
    assert found
    for place in found:
        start, end = place["span"]
        assert text[start:end] == place["text"]
        assert place["page"] == 1
        assert place["boxes"] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_json_of_an_extraction_is_the_contract_and_reads_back(text: str) -> None:
    extraction = read(text)
    said = extraction.to_json()
    assert set(said) >= {"schema", "file", "papers", "events", "problems", "versions"}
    assert said["schema"] == "yingsu.extraction/1"
    assert set(said["file"]) >= {"name", "sha256", "media_type", "pages", "page_sizes", "page_sources"}
    assert set(said["versions"]) >= {"yingsu", "ocr", "models"}
    for paper in said["papers"]:
        assert set(paper) >= {
            "kind", "title", "stage", "standing", "pages", "confidence",
            "fields", "parties", "operative", "outcome",
        }  # fmt: skip
        for name, field in paper["fields"].items():
            assert set(field) >= {
                "value", "text", "confidence", "page", "boxes", "span", "found_by", "candidates",
            }  # fmt: skip
            assert 0 <= field["confidence"] <= 1
            assert field["found_by"].split(".")[0] == name
            if name.endswith("_on"):
                assert re.fullmatch(r"\d{4}-\d\d-\d\d", field["value"])
    assert Extraction.from_json(json.loads(json.dumps(said, ensure_ascii=False))).to_json() == said


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"MZ\x90\x00" + bytes(200), "executable_refused"),
        (b"%PDF-1.7 broken", "pdf_broken"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(data: bytes, code: str) -> None:
    extraction = extract(data, "paper.pdf")
    assert [problem.code for problem in extraction.problems] == [code]
    assert extraction.papers == ()
    assert re.search(r"[\u4e00-\u9fff]", extraction.problems[0].message)


PIECES = [
    *"\n\n，。：；（）〔〕年月日号第〇一二三十0123 　",
    *("人民法院", "行政判决书", "传票", "案号", "应到时间", "（2023）渝0109行初45号", "判决如下："),
    *("二〇二三年七月十一日", "不服", "一案", "原告", "被告", "上诉于", "送达之日起", "应诉通知书"),
    *("某某县公安局", "2023年6月7日", "上午9时", "受理费", "负担", "立案", "审判员"),
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES),
        max_size=60,
    )
)
def test_no_text_however_broken_raises(pieces: list[str]) -> None:
    text = "".join(pieces)
    papers, _ = understand(Transcript((Page(1, 0, 0, "text", text),)))
    for paper in papers:
        for place in places(paper.to_json()):
            assert text[slice(*place["span"])] == place["text"]


def test_extract_prints_one_json_line_per_file_in_order(tmp_path: Any) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.pdf"
    first.write_text(JUDGMENT, encoding="gb18030")
    second.write_bytes(b"")
    result = CliRunner().invoke(
        app, ["extract", str(first), str(second), str(tmp_path / "c.pdf"), "--json"]
    )
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert [line["file"]["name"] for line in lines] == ["a.txt", "b.pdf", "c.pdf"]
    assert [[problem["code"] for problem in line["problems"]] for line in lines] == [
        [],
        ["empty_file"],
        ["file_missing"],
    ]
    loss = lines[0]["papers"][0]["outcome"]["by_party"]["云山县自然资源局"]["loss"]
    assert {"chongyi", "beibei"} <= set(loss)
    assert result.exit_code == 3


def test_extract_exits_with_0_when_all_was_read_and_2_on_wrong_use(tmp_path: Any) -> None:
    path = tmp_path / "传票.txt"
    path.write_text(SUMMONS, encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(path)])
    assert result.exit_code == 0
    assert "开庭时间：2023-06-07 09:30（第1页）" in result.stdout
    assert CliRunner().invoke(app, ["extract"]).exit_code == 2
