"""Text messages of courts: which case, which papers, where to fetch them."""

from __future__ import annotations

from datetime import datetime

import pytest

from services.extractor.short_message import read_short_message
from services.vocabulary import PaperKind


def test_a_platform_message_names_case_court_papers_link_and_code() -> None:
    message = read_short_message(
        "【人民法院】您好，重庆市北碚区人民法院已通过人民法院送达平台向您送达(2026)渝0109行初9901号案件的"
        "应诉通知书、起诉状副本、传票，请点击"
        " https://sd.court.example/x/ab-12?k=9 查看下载，验证码：8823。"
    )
    assert message.case_numbers == ("（2026）渝0109行初9901号",)
    assert message.court == "重庆市北碚区人民法院"
    assert set(message.papers) == {
        PaperKind.RESPONSE_NOTICE,
        PaperKind.COMPLAINT,
        PaperKind.SUMMONS,
    }
    assert message.link == "https://sd.court.example/x/ab-12?k=9"
    assert message.code == "8823"
    assert message.hearing_at is None


def test_a_court_that_is_not_named_is_told_by_its_code_in_the_number() -> None:
    message = read_short_message("您有（2026）渝 0109 行初 9901 号案件的文书待签收，请登录平台查看。")
    assert message.court == "重庆市北碚区人民法院"
    assert message.link is None


def test_the_hour_of_a_hearing_is_read_and_the_hour_of_sending_is_not() -> None:
    message = read_short_message(
        "【人民法院】（2026）渝0109行初9901号案件定于2026年4月8日下午2时30分在第三审判庭开庭，请准时到庭。"
        "发送时间2026年3月5日10:21。"
    )
    assert message.hearing_at == datetime.fromisoformat("2026-04-08T14:30")


def test_a_day_without_an_hour_is_no_hearing_time() -> None:
    message = read_short_message("（2026）渝0109行初9901号案件将于2026年4月8日开庭。")
    assert message.hearing_at is None


@pytest.mark.parametrize(
    "text", ["", "您的快递已到达驿站，取件码 3-2-11。", "【银行】您尾号1234的账户支出10元"]
)
def test_messages_of_others_come_back_empty(text: str) -> None:
    assert not read_short_message(text).from_a_court
