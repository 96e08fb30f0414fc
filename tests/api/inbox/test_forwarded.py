"""Mails forwarded within the text, in the forms of common programs and providers. All invented."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.api.inbox.forwarded import forwarded_mail

AT = datetime(2026, 3, 3, 7, 30, tzinfo=UTC)  # 15:30 in China
OUTLOOK = """请处理。

________________________________
发件人: 立案庭 <filing@court.example>
发送时间: 2026年3月3日 15:30
收件人: 某局办公室 <office@county.example>
抄送: 某某 <other@county.example>;
 另一人 <third@county.example>
主题: 送达文书

某局：请查收附件。开庭
时间：2026年4月9日9时30分
"""
FOXMAIL = """

发件人： 立案庭
发送时间： 2026-03-03 15:30
收件人： office
主题： 送达文书
请查收。
"""
QQ = """------------------&nbsp;原始邮件&nbsp;------------------
发件人: "立案庭" <filing@court.example>;
发送时间: 2026年3月3日(星期二) 下午3:30
收件人: "office" <office@county.example>;

主题: 送达文书

请查收。"""
NETEASE = """




-------- 转发邮件信息 --------
发件人："filing" <filing@court.example>
发送日期：2026-03-03 15:30:12
收件人："office@county.example" <office@county.example>
主题：送达文书
请查收。"""
NETEASE_CARD = """---- 转发的邮件 ----
| 发件人 | filing<filing@court.example> |
| 日期 | 2026年03月03日 15:30 |
| 收件人 | office<office@county.example> |
| 主题 | 送达文书 |
请查收。"""
APPLE = """开始转发邮件：

> 发件人: 立案庭 <filing@court.example>
> 主题: 送达文书
> 日期: 2026年3月3日 GMT+8 15:30:00
> 收件人: office@county.example
>
> 请查收。"""
GMAIL = """---------- Forwarded message ---------
From: 立案庭 <filing@court.example>
Date: Tue, Mar 3, 2026 at 3:30 PM
Subject: 送达文书
To: <office@county.example>

请查收。"""
ENGLISH_OUTLOOK = """From: filing@court.example <filing@court.example>
Sent: Tuesday, March 3, 2026 3:30 PM
To: office@county.example
Subject: 送达文书
"""
THUNDERBIRD = """-------- Forwarded Message --------
Subject: \t送达文书
Date: \tTue, 3 Mar 2026 07:30:00 +0000
From: \tfiling <filing@court.example>
To: \toffice@county.example
"""


@pytest.mark.parametrize(
    "text",
    [OUTLOOK, FOXMAIL, QQ, NETEASE, NETEASE_CARD, APPLE, GMAIL, ENGLISH_OUTLOOK, THUNDERBIRD],
    ids=[
        "outlook",
        "foxmail",
        "qq",
        "163",
        "163 card",
        "apple",
        "gmail",
        "english outlook",
        "thunderbird",
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_the_time_of_the_quoted_mail_is_read(text: str, line_end: str) -> None:
    found = forwarded_mail("转发：送达文书", text.replace("\n", line_end))
    assert found is not None
    assert found.sent_at is not None
    assert found.sent_at.replace(second=0) == AT
    assert found.subject == "送达文书"


@pytest.mark.parametrize("text", [NETEASE, NETEASE_CARD, APPLE, GMAIL])
def test_a_text_that_says_it_forwards_needs_no_subject_that_does(text: str) -> None:
    assert forwarded_mail("送达文书", text) is not None


@pytest.mark.parametrize("subject", ["回复：送达文书", "Re: 送达文书", "送达文书", ""])
def test_the_quotation_under_a_reply_is_not_a_forwarded_mail(subject: str) -> None:
    assert forwarded_mail(subject, OUTLOOK) is None


@pytest.mark.parametrize(
    "subject", ["Fw: 送达", "FW:送达", "Fwd: 送达", "转发: 送达", "[外部] 转发：送达"]
)
def test_the_subjects_of_forwarded_mails_are_known(subject: str) -> None:
    assert forwarded_mail(subject, OUTLOOK) is not None


def test_of_a_mail_forwarded_twice_the_first_counts() -> None:
    once = QQ.replace("送达文书", "转发：送达文书").replace(
        "3月3日(星期二) 下午3:30", "3月5日(星期四) 上午9:00"
    )
    found = forwarded_mail("转发：转发：送达文书", f"{once}\n\n{OUTLOOK}")
    assert found is not None
    assert found.sent_at == AT


def test_what_the_court_answered_to_is_not_what_was_forwarded() -> None:
    """A forwarded answer of the court, with our own older mail below it."""
    answer = OUTLOOK.replace("主题: 送达文书", "主题: 回复：求助")
    older = FOXMAIL.replace("2026-03-03 15:30", "2026-02-01 10:00")
    found = forwarded_mail("转发：回复：求助", f"{answer}\n{older}")
    assert found is not None
    assert found.sent_at == AT


def test_a_time_in_the_text_of_the_mail_is_not_when_it_was_sent() -> None:
    block = (
        "发件人: 立案庭\n收件人: 某局\n主题: 送达文书\n\n定于以下时间开庭\n时间：2026年4月9日9时30分\n"
    )
    found = forwarded_mail("转发：送达文书", block)
    assert found is not None
    assert found.sent_at is None


@pytest.mark.parametrize(
    "printed", ["2026年13月3日 15:30", "昨天", "2026年3月3日", "March 40, 2026 3:30 PM", ""]
)
def test_a_moment_that_cannot_be_is_none(printed: str) -> None:
    found = forwarded_mail("转发：x", f"发件人: a\n发送时间: {printed}\n主题: x\n")
    assert found is not None
    assert found.sent_at is None


@pytest.mark.parametrize(
    "text", ["发件人\n", "From: a\n", "发件人：见附件", "x" * 300_000, "发件人:" * 30_000]
)
def test_words_alone_are_no_block(text: str) -> None:
    assert forwarded_mail("转发：x", text) is None
