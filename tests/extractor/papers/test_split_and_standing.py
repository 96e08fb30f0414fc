"""An envelope is cut into its papers, and what lies among the exhibits is not served."""

from services.extractor.papers.split import split_papers
from services.extractor.papers.standing import Sheet, standings
from services.extractor.transcript import Page
from services.vocabulary import PaperKind as K
from services.vocabulary import Standing

OURS, OLDER = "（2023）渝0109行初45号", "（2021）渝0109行初7号"


def pages(*texts: str) -> list[Page]:
    return [Page(n, 595, 842, "text", text) for n, text in enumerate(texts, 1)]


def page_groups(*texts: str) -> list[tuple[int, ...]]:
    return [tuple(page.number for page in part.paper.pages) for part in split_papers(pages(*texts))]


def test_each_heading_begins_a_paper_and_pages_without_one_continue() -> None:
    assert page_groups(
        f"云山县人民法院\n应诉通知书\n{OURS}\n云山县自然资源局：",
        "行政起诉状\n原告：周某甲",
        "请求撤销行政处罚决定书。\n此致",
        "证据目录\n1.行政判决书",
        f"云山县人民法院\n行政判决书\n{OLDER}\n原告周某甲",
        "判决如下：驳回。\n审判长吴某乙\n二〇二一年七月十一日",
        f"云山县人民法院\n传票\n案号\n{OURS}",
    ) == [(1,), (2, 3), (4,), (5, 6), (7,)]


def test_a_heading_on_top_of_every_page_begins_nothing() -> None:
    head = f"云山县人民法院\n行政判决书\n{OURS}\n"
    assert page_groups(head + "原告周某甲", head + "判决如下：驳回。\n审判长吴某乙") == [(1, 2)]


def test_an_office_s_decision_among_the_exhibits_is_a_paper_of_its_own() -> None:
    assert page_groups(
        "行政起诉状\n原告：周某甲", "云山县自然资源局\n行政处罚决定书\n云自然资罚〔2023〕1号\n周某甲："
    ) == [(1,), (2,)]


def test_two_summonses_in_a_row_are_two_papers() -> None:
    page = f"云山县人民法院\n传票\n案号\n{OURS}"
    assert page_groups(page, page) == [(1,), (2,)]


def test_an_empty_page_belongs_to_the_paper_before_it() -> None:
    assert page_groups(f"云山县人民法院\n传票\n案号\n{OURS}", "") == [(1, 2)]


def test_an_older_judgment_behind_the_list_of_evidence_is_attached() -> None:
    assert standings(
        [
            Sheet(K.RESPONSE_NOTICE, OURS),
            Sheet(K.COMPLAINT, None),
            Sheet(K.EVIDENCE_MATERIAL, None),
            Sheet(K.JUDGMENT, OLDER),
            Sheet(K.SUMMONS, OURS),
            Sheet(K.PANEL_NOTICE, OURS),
        ]
    ) == [
        Standing.SERVED,
        Standing.SERVED,
        Standing.ATTACHED,
        Standing.ATTACHED,
        Standing.SERVED,
        Standing.SERVED,
    ]


def test_an_older_judgment_behind_the_complaint_is_attached() -> None:
    assert (
        standings([Sheet(K.RESPONSE_NOTICE, OURS), Sheet(K.COMPLAINT, None), Sheet(K.JUDGMENT, OLDER)])[
            2
        ]
        is Standing.ATTACHED
    )


def test_a_judgment_alone_is_served() -> None:
    assert standings([Sheet(K.JUDGMENT, OURS)]) == [Standing.SERVED]


def test_the_judgment_an_enclosed_ruling_challenges_is_attached() -> None:
    assert standings([Sheet(K.JUDGMENT, "（2023）渝01行终1号", OURS), Sheet(K.JUDGMENT, OURS)]) == [
        Standing.SERVED,
        Standing.ATTACHED,
    ]


def test_a_judgment_of_another_case_among_notices_without_exhibits_is_unclear() -> None:
    assert standings([Sheet(K.RESPONSE_NOTICE, OURS), Sheet(K.JUDGMENT, OLDER)])[1] is Standing.UNCLEAR
