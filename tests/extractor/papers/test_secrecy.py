"""A page marked secret is stopped; the word in a sentence stops nothing."""

from __future__ import annotations

import pytest

from services.extractor import Page
from services.extractor.papers.secrecy import secrecy_mark, without_secret_pages
from tests.extractor.fields.cases import JUDGMENT, SUMMONS


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("机密★1年\n云山县人民政府文件", "机密"),
        ("000012\n秘密 ★ 10年\n特急\n云山县人民政府文件", "秘密"),
        ("绝密★长期\n报告", "绝密"),
        ("机 密\n会议纪要", "机密"),
        ("密级：秘密☆6个月\n通知", "秘密"),
    ],
)
def test_a_mark_at_the_head_of_a_page_is_seen(text: str, level: str) -> None:
    assert secrecy_mark(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "云山县人民法院\n行政判决书\n原告申请公开的信息涉及国家秘密。\n机密\n文件",
        "本案涉及商业秘密，不公开开庭审理。",
        "保守国家秘密承诺书\n本人承诺：",
        "机密文件管理规定\n第一条",
        "行政判决书\n一、\n二、\n三、\n四、\n机密★1年",
        SUMMONS,
        "",
    ],
)
def test_words_in_prose_or_deep_in_a_page_are_no_mark(text: str) -> None:
    assert secrecy_mark(text) is None


def test_the_marked_paper_is_left_out_and_the_next_court_paper_is_read() -> None:
    texts = [SUMMONS, "机密★1年\n云山县人民政府文件\n关于处置的方案", "方案的第二页", JUDGMENT]
    pages = [Page(n, 595, 842, "ocr", text) for n, text in enumerate(texts, 1)]
    kept, problems = without_secret_pages(pages)
    assert [page.number for page in kept] == [1, 4]
    assert [(problem.code, problem.page) for problem in problems] == [
        ("secrecy_mark", 2),
        ("secrecy_mark", 3),
    ]
    assert "机密" in problems[0].message
    assert "移交" in problems[0].message  # the remedy
    assert "方案" not in "".join(problem.message for problem in problems)
