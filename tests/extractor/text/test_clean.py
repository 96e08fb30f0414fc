"""Cleaning keeps the way back: every cleaned character knows its page and its offset there."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.text.clean import STEPS, PaperText
from services.extractor.transcript import Box, Cell, Line, Page


def page_of(
    lines: list[tuple[str, float, float]], number: int = 1, cells: tuple[Cell, ...] = ()
) -> Page:
    """A page whose lines stand at (text, left, right), 20 points apart, every character boxed."""
    text = "\n".join(line for line, _, _ in lines)
    boxes = np.full((len(text), 4), np.nan, dtype=np.float32)
    rows, start = [], 0
    for index, (line, left, right) in enumerate(lines):
        top = 60.0 + 20 * index
        width = (right - left) / max(len(line), 1)
        for offset in range(len(line)):
            boxes[start + offset] = (left + offset * width, top, left + (offset + 1) * width, top + 15)
        rows.append(Line(start, start + len(line), Box(left, top, right, top + 15), 1.0))
        start += len(line) + 1
    return Page(number, 595, 842, "pdf", text, tuple(rows), boxes, cells=cells)


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("传  票", "传票"),
        ("审　判　长　　周某甲", "审判长周某甲"),
        ("（２０２３）渝 0109 行初 45 号", "（2023）渝0109行初45号"),
        ("(2023)渝0109行初45号", "（2023）渝0109行初45号"),
        ("﹝2023﹞12号", "〔2023〕12号"),
        ("二○二三年七月十一日", "二〇二三年七月十一日"),
        ("二O一八年", "二〇一八年"),
        ("二零二零年", "二〇二〇年"),
        ("二00九年", "二〇〇九年"),
        ("罚款一百零五元", "罚款一百零五元"),
        ("⾏政判决书", "行政判决书"),
        ("(2020)粵01行终7号", "（2020）粤01行终7号"),
        ("被告:某局,住某地;", "被告：某局，住某地；"),
        ("14:30，10,000元", "14:30，10,000元"),
        ("No 12 Road", "No 12 Road"),
        ("\ufeff应诉\u200b通知书\r\n", "应诉通知书\n"),
    ],
)
def test_a_typing_accident_is_removed(printed: str, cleaned: str) -> None:
    assert PaperText.of(printed).text == cleaned


def test_every_step_changes_something_in_the_examples_above() -> None:
    examples = "".join(
        mark for p in test_a_typing_accident_is_removed.pytestmark for mark, _ in p.args[1]
    )
    examples += "\f"
    unused = [
        step.name
        for step in STEPS
        if not (step.replace(examples) != examples if step.replace else step.drop.search(examples))
    ]
    assert unused == []


def test_a_value_points_back_to_the_text_as_printed() -> None:
    paper = PaperText.of("某某人民法院\n应 诉 通 知 书\n（２０２３）渝0109 行初 45 号")
    start = paper.text.index("（2023）")
    source = paper.source(start, len(paper.text))
    assert source.text == "（２０２３）渝0109 行初 45 号"
    (place,) = source.places
    assert paper.pages[0].text[place.start : place.end] == source.text


def test_an_empty_span_has_no_place() -> None:
    with pytest.raises(ValueError, match="no characters"):
        PaperText.of("判决书").source(1, 1)


@given(st.text(alphabet="年月日二〇○O零０1（( )　 \n\r:，,某⾏粵ａ", max_size=80))
def test_each_cleaned_character_comes_from_one_printed_character_in_order(raw: str) -> None:
    paper = PaperText.of(raw)
    assert len(paper.origin) == len(paper.text)
    assert (np.diff(paper.origin) > 0).all()
    for index, char in enumerate(paper.text):
        if char == "某":
            assert raw[paper.origin[index]] == "某"


def test_a_wrapped_paragraph_becomes_one_line_and_keeps_its_boxes() -> None:
    page = page_of(
        [
            ("某某县人民法院", 230, 370),
            ("原告周某甲不服被告某某县自然资", 110, 500),
            ("源局行政处罚一案，本院立案受理", 80, 500),
            ("后依法组成合议庭。", 80, 300),
            ("本院认为，被告的行为合法适当。", 110, 500),
        ]
    )
    paper = PaperText.from_pages([page])
    assert "某某县自然资源局行政处罚" in paper.text
    assert "合议庭。\n本院认为" in paper.text
    start = paper.text.index("某某县自然资源局")
    source = paper.source(start, start + 8)
    assert source.text == "某某县自然资\n源局"
    assert len(source.places[0].boxes) == 2


def test_a_short_page_of_indented_first_lines_is_unwrapped_too() -> None:
    page = page_of(
        [
            ("一、撤销某某县人民法院（2023）渝0109行初45号行政判", 114, 510),
            ("决；", 84, 114),
            ("二、驳回被上诉人某某县安居建筑工程有限公司的诉讼", 114, 510),
            ("请求。", 84, 129),
            ("审判长周某甲", 410, 500),
        ]
    )
    assert PaperText.from_pages([page]).text.split("\n") == [
        "一、撤销某某县人民法院（2023）渝0109行初45号行政判决；",
        "二、驳回被上诉人某某县安居建筑工程有限公司的诉讼请求。",
        "审判长周某甲",
    ]


def test_a_sentence_over_two_pages_is_one_line_without_the_page_number() -> None:
    wide = [
        ("本院认为被告作出处罚决定前没有告", 110, 500),
        ("知陈述申辩的权利程序违法应予撤销", 80, 500),
    ]
    first = page_of([*wide, ("故依照行政诉讼法第七十条之规定判", 80, 500), ("- 1 -", 280, 310)], 1)
    second = page_of([("决如下：撤销该决定责令重新作出处", 80, 500), ("理。", 80, 110), *wide], 2)
    paper = PaperText.from_pages([first, second])
    assert "规定判决如下：" in paper.text
    start = paper.text.index("判决如下")
    places = paper.source(start, start + 4).places
    assert [(p.page, p.end - p.start) for p in places] == [(1, 1), (2, 3)]
    assert paper.page_of(start) == 1
    assert paper.page_of(start + 1) == 2


def test_a_page_number_above_a_running_footer_is_no_text() -> None:
    wide = [("本院认为被告作出处罚决定前没有告", 110, 500), ("知程序违法。判决如下：", 80, 400)]
    footer = ("内部资料注意保存", 230, 370)
    first = page_of([*wide, ("第1页共2页", 280, 310), footer], 1)
    misread = ("内部资料、注意保存", 230, 370)
    second = page_of([("一、撤销该决定。", 110, 300), ("第2页共2页", 280, 310), misread], 2)
    paper = PaperText.from_pages([first, second])
    assert "页" not in paper.text
    assert [paper.text[slice(*line)][-5:] for line in paper.lines()][:2] == ["判决如下：", "销该决定。"]


@pytest.mark.parametrize("number", ["— 2 —", "3", "                2\n\n\f", "第2页 共4页\n\f"])
def test_a_page_number_inside_a_wrapped_plain_text_is_dropped(number: str) -> None:
    lines = [
        "如不服本判决，可在判决书送达之日起十五日内向本院",
        "递交上诉状，并按对方当事人的人数提出副本，上诉于",
        "云山省江州市中级人民法院。二审法院收到上诉状以后",
        "应当依法组成合议庭进行审理，并在三个月内作出判决",
        "或者裁定。有特殊情况需要延长的，由云山省高级人民",
    ]
    paper = PaperText.of("\n".join([*lines, f"{number}\n法院批准，批准之后延长。"]))
    assert paper.text.endswith("由云山省高级人民法院批准，批准之后延长。")


def test_a_number_alone_between_paragraphs_of_a_plain_text_stays() -> None:
    paper = PaperText.of("面积\n3\n平方米")
    assert paper.text == "面积\n3\n平方米"


def test_signatures_at_the_right_edge_are_not_joined() -> None:
    page = page_of(
        [
            ("本判决自送达之日起发生法律效力不", 110, 500),
            ("得上诉当事人应当自觉履行全部义务", 80, 500),
            ("审判长周某甲", 400, 500),
            ("二〇二三年七月十一日", 380, 500),
            ("附：本判决适用的法律条文", 80, 300),
        ]
    )
    assert PaperText.from_pages([page]).text.split("\n")[-3:] == [
        "审判长周某甲",
        "二〇二三年七月十一日",
        "附：本判决适用的法律条文",
    ]


def test_a_short_plain_text_is_unwrapped_where_few_of_its_lines_are_full() -> None:
    paragraphs = [
        "原告周某甲，男，1970年1月2日出生，住云山县云山镇。",
        "被告云山县自然资源局，住所地云山县政通路8号。",
        "法定代表人吴某乙，男，该局局长，住云山县云山镇。",
        "原告周某甲诉被告云山县自然资源局责令限期拆除一案，本院受理后，依法组成合议庭公开开庭审理了本案。",
        "被告的副局长郑某丙到庭参加诉讼，原告请求撤销被告作出的决定，并赔偿信赖利益损失三十万元。",
    ]
    assert PaperText.of(_wrapped(paragraphs)).text == "\n".join(paragraphs)


def test_a_plain_text_wrapped_by_characters_is_unwrapped_whatever_its_digits() -> None:
    paragraphs = [
        "原告于2023年4月29日向本院提起行政诉讼。本院于2023年5月6日立案后，于2023年5月10日向被告送达起诉状副本。",
        "云山县自然资源局于2022年12月3日作出云自然资罚〔2022〕11号行政处罚决定，责令限期拆除违法建设的房屋。",
    ]
    assert PaperText.of(_wrapped(paragraphs)).text == "\n".join(paragraphs)


def _wrapped(paragraphs: list[str]) -> str:
    """``paragraphs`` broken into lines of 30 characters."""
    return "\n".join(each[at : at + 30] for each in paragraphs for at in range(0, len(each), 30))


def test_a_list_of_names_is_no_wrapped_text() -> None:
    raw = (
        "云山县自然资源局云山中心所二〇二一年度至二〇二二年度执法卷宗\n"
        "云山县自然资源局江州中心所二〇二一年度至二〇二二年度执法卷宗\n"
        "云山县自然资源局东山分局二〇二一年度执法卷宗\n"
        "云山县自然资源局云溪中心所二〇二一年度至二〇二二年度执法卷宗"
    )
    assert PaperText.of(raw).text == raw


def test_the_rows_of_a_form_are_no_wrapped_text() -> None:
    raw = (
        "案号：（2022）渝0109行初19号\n"
        "案由：行政协议\n"
        "被传唤人：云山县荆山街道办事处（第三人）\n"
        "传唤事由：开庭\n"
        "应到时间：2022年11月25日9时30分\n"
        "应到处所：第三法庭"
    )
    assert PaperText.of(raw).text == raw


def test_paragraphs_of_a_plain_text_stay_apart() -> None:
    raw = (
        "原告周某甲，住某某县某某镇某某村一组二号。\n"
        "被告某某县自然资源局，住所地某某县某某路八号，统一社会信用代码略。\n"
        "本案现已审理终结。"
    )
    assert PaperText.of(raw).text == raw


def test_a_value_cell_is_found_beside_its_label() -> None:
    import re

    text = "案 号\n（2023）渝0109行初45号\n案 由\n行政处罚"
    ends = [3, 3 + 1 + 17]
    cells = (
        Cell(0, 0, 0, 0, 3, None),
        Cell(0, 0, 1, 4, ends[1], None),
        Cell(0, 1, 0, text.index("案 由"), text.index("案 由") + 3, None),
        Cell(0, 1, 1, text.index("行政"), len(text), None),
    )
    paper = PaperText.from_pages([Page(1, 595, 842, "text", text, cells=cells)])
    beside = paper.cell_beside(re.compile("案由"))
    assert beside is not None
    assert paper.text[beside.start : beside.end] == "行政处罚"
    assert paper.cell_beside(re.compile("应到时间")) is None


def test_confidence_is_that_of_the_least_certain_character() -> None:
    confidence = np.array([1, 0.9, 0.5, 1, 1], dtype=np.float32)
    page = Page(1, 595, 842, "ocr", "应诉 通知", char_confidence=confidence)
    paper = PaperText.from_pages([page])
    assert paper.text == "应诉通知"
    assert paper.confidence(0, 2) == pytest.approx(0.9)
    assert paper.confidence(2, 4) == pytest.approx(1.0)
