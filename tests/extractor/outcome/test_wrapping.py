"""Line breaks that only wrap a line are no ends of sentences; those between items are."""

from __future__ import annotations

import pytest

from services.extractor.outcome import classify_operative
from services.extractor.outcome.wrapping import unwrapped
from services.vocabulary import PaperKind, Stage


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("驳回原告的诉讼\n请求。", "驳回原告的诉讼请求。"),
        (
            "驳回原告要求撤销处罚决定\n并赔偿损失的诉讼请求。",
            "驳回原告要求撤销处罚决定并赔偿损失的诉讼请求。",
        ),
        (
            "驳回原告要求\n撤销处罚决定\n赔偿损失的诉讼请求",
            "驳回原告要求撤销处罚决定赔偿损失的诉讼请求",
        ),
        ("撤销江州市公\n安局作出的决定；\n驳回起诉。", "撤销江州市公安局作出的决定；\n驳回起诉。"),
        ("维持第\n一、二项", "维持第一、二项"),
        ("驳回原告王某\n一、王某二的起诉", "驳回原告王某一、王某二的起诉"),
        ("将一审判决第二项\n变更为：驳回起诉", "将一审判决第二项变更为：驳回起诉"),
        ("案件受理费50元\n由原告负担", "案件受理费50元由原告负担"),
        ("驳回上诉，\n维持原判。", "驳回上诉，维持原判。"),
    ],
)
def test_a_line_that_goes_on_is_joined(text: str, joined: str) -> None:
    assert unwrapped(text)[0] == joined


@pytest.mark.parametrize(
    "text",
    [
        "撤销处罚决定\n责令被告重新作出决定",
        "撤销处罚决定\n退还原告罚款5000元",
        "补偿原告20万元\n如未按本判决指定的期间履行",
        "驳回原告的诉讼请求\n案件受理费50元，由原告负担",
        "驳回原告的诉讼请求\n审　判　长　韩某某",
        "确认拆除行为违法\n二、驳回其他诉讼请求",
    ],
)
def test_a_copy_without_stops_keeps_the_breaks_between_its_items(text: str) -> None:
    assert unwrapped(text)[0] == text


def test_every_character_keeps_its_place() -> None:
    text = "撤销江州市公\n安局作出的决\n定；\n驳回起诉。"
    joined, places = unwrapped(text)
    assert [text[at] for at in places] == list(joined)


def test_an_item_is_given_as_printed_though_it_is_read_unwrapped() -> None:
    text = "一、确认被告江州市公安局扣押行为违\n法；\n二、驳回原告要求赔偿损\n失的诉讼请\n求。"
    reading = classify_operative(text, kind=PaperKind.JUDGMENT, stage=Stage.FIRST)
    assert [item.text for item in reading.items] == [
        "一、确认被告江州市公安局扣押行为违\n法；",
        "二、驳回原告要求赔偿损\n失的诉讼请\n求。",
    ]
    assert [text[item.start : item.end] for item in reading.items] == [i.text for i in reading.items]
    assert [[each.value for each in item.classes] for item in reading.items] == [
        ["CONFIRM_ILLEGAL"],
        ["DISMISS_COMPENSATION"],
    ]


def test_a_wrapped_line_that_begins_like_an_appeal_notice_ends_nothing() -> None:
    text = "被告江州市水利局于\n本判决送达之日起十日内支付原告工程款5万元。"
    (item,) = classify_operative(text, kind=PaperKind.JUDGMENT, stage=Stage.FIRST).items
    assert item.text == text


def test_an_office_named_over_two_lines_is_that_office() -> None:
    names = ["崇山县青石镇人民政府", "崇山县人民政府"]
    text = "一、确认崇山县青石镇人民政府拆除行为违法；\n二、驳回原告对崇山县\n人民政府的起诉。"
    reading = classify_operative(text, kind=PaperKind.JUDGMENT, stage=Stage.FIRST, defendants=names)
    assert [[each.value for each in reading.by_party[name].classes] for name in names] == [
        ["CONFIRM_ILLEGAL"],
        ["REJECT_SUIT"],
    ]
