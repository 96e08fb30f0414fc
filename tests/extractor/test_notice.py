"""What a court says in a mail or a short message."""

from __future__ import annotations

import pytest

from services.extractor.notice import CourtNotice, court_notice, notice_in_file
from services.extractor.pipeline import extract
from services.extractor.result import Extraction
from services.vocabulary import PaperKind

SMS = (
    "【重庆市北碚区人民法院】（2026）渝0109行初412号案件的电子文书已送达，"
    "请登录https://songda.example.com/d/Ab3dE9下载。验证码820514"
)


def values(notice: CourtNotice) -> dict[str, list[str]]:
    return {
        name: [said.value for said in getattr(notice, name)]
        for name in ("case_numbers", "courts", "hearings", "links")
    }


def test_a_message_of_electronic_service_gives_number_court_and_link() -> None:
    notice = court_notice(SMS)
    assert values(notice) == {
        "case_numbers": ["（2026）渝0109行初412号"],
        "courts": ["重庆市北碚区人民法院"],
        "hearings": [],
        "links": ["https://songda.example.com/d/Ab3dE9"],
    }
    assert notice.is_one


def test_every_value_stands_where_its_span_says() -> None:
    text = "您单位应诉的(2026)渝0109行初412号一案定于2026年4月9日下午2:30在第三审判庭开庭。"
    notice = court_notice(text)
    assert [text[slice(*said.span)] for said in notice.case_numbers] == ["(2026)渝0109行初412号"]
    assert [text[slice(*said.span)] for said in notice.hearings] == ["2026年4月9日下午2:30"]
    assert values(notice)["hearings"] == ["2026-04-09T14:30"]


def test_words_before_the_court_are_not_its_name() -> None:
    notice = court_notice("现将重庆市北碚区人民法院、重庆市第一中级人民法院的文书转来")
    assert values(notice)["courts"] == ["重庆市北碚区人民法院", "重庆市第一中级人民法院"]


@pytest.mark.parametrize(
    "text",
    [
        "您好，附件请查收。",
        "定于2026年4月9日下午2:30召开例会，资料见https://meeting.example.com/a",
        "报来材料一份，请于2026年4月9日前反馈。",
        "",
    ],
)
def test_a_mail_that_names_neither_case_nor_court_is_no_notice(text: str) -> None:
    assert not court_notice(text).is_one


def test_a_day_far_from_any_hearing_is_no_hearing() -> None:
    text = "（2026）渝0109行初412号。" + "材料目录。" * 30 + "2026年4月9日"
    assert values(court_notice("定期开庭。" + text))["hearings"] == []


def test_a_link_ends_where_the_chinese_begins_or_the_sentence_ends() -> None:
    said = court_notice("见https://a.example.com/x?id=1，或https://b.example.com/y. 谢谢").links
    assert [link.value for link in said] == ["https://a.example.com/x?id=1", "https://b.example.com/y"]


def test_the_papers_a_message_names_are_told_from_the_laws_it_quotes() -> None:
    text = "依据《中华人民共和国行政诉讼法》，向您送达《应诉通知书》《行政起诉状副本》，请查收。"
    said = court_notice(text).papers
    assert [each.value for each in said] == ["应诉通知书", "行政起诉状副本"]
    assert [text[slice(*each.span)] for each in said] == [each.value for each in said]


def test_the_picture_of_a_message_is_a_notice_and_a_court_paper_is_none() -> None:
    found = notice_in_file(SMS, [PaperKind.NOT_COURT_PAPER])
    assert found is not None
    assert found["text"] == SMS
    assert [each["value"] for each in found["case_numbers"]] == ["（2026）渝0109行初412号"]
    assert notice_in_file(SMS, [PaperKind.NOT_COURT_PAPER, PaperKind.SUMMONS]) is None
    assert notice_in_file("您的快递已到驿站，请及时领取。", []) is None


def test_a_file_that_is_a_message_says_so_and_comes_back_from_json() -> None:
    read = extract(SMS.encode(), "短信.txt")
    assert all(paper.kind is PaperKind.NOT_COURT_PAPER for paper in read.papers)
    assert read.notice is not None
    assert Extraction.from_json(read.to_json()).notice == read.notice


def test_a_summons_that_was_sent_and_the_minute_it_was_sent_are_no_hearing() -> None:
    notice = court_notice(
        "重庆市北碚区人民法院（2026）渝0109行初412号 应诉通知书、开庭传票 2026年4月10日 16:22 发送"
    )
    assert notice.hearings == ()
    notice = court_notice(
        "（2026）渝0109行初412号开庭传票，发送时间：2026年4月10日16:22。定于2026年5月6日9:30开庭。"
    )
    assert [said.value for said in notice.hearings] == ["2026-05-06T09:30"]


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        (
            "（2026）渝0109行初9102号案件，您有新的行政判决书，请点击https://a.cn/x 查收。",
            ["行政判决书"],
        ),
        ("现向您送达应诉通知书、举证通知书和开庭传票", ["应诉通知书", "举证通知书", "开庭传票"]),
        ("现送达《应诉通知书》，请在判决书上注明的网址核验", ["应诉通知书", "判决书"]),
        ("您有新的文书，请点击https://a.cn/x 查收。", []),
    ],
)
def test_papers_are_named_without_marks_too(text: str, papers: list[str]) -> None:
    said = court_notice(text)
    assert [each.value for each in said.papers] == papers
    assert [text[slice(*each.span)] for each in said.papers] == papers
