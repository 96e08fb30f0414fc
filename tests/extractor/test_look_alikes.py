"""A surname that may be another's look-alike is asked about, on scans only."""

from __future__ import annotations

from dataclasses import replace

import pytest

from services.extractor.calibration import raw_scores
from services.extractor.look_alikes import FOUND_BY, other_names, with_look_alikes
from services.extractor.pipeline import understand
from services.extractor.result import Paper
from services.extractor.text.lexicons import look_alikes, surnames
from services.extractor.thresholds import review_below
from services.extractor.transcript import Page, Transcript
from services.vocabulary import PartyType

TEXT = """云山县人民法院
行政判决书
（2024）渝0109行初45号
原告{name}，男，1970年1月2日出生，住云山县。
被告云山县自然资源局，住所地云山县政通路8号。
本院受理后，依法审理了本案。判决如下：
驳回原告的诉讼请求。
审判长吴某乙
二〇二四年七月十一日
"""


def page(name: str, source: str = "ocr") -> Page:
    text = TEXT.format(name=name)
    return Page(number=1, width=595, height=842, source=source, text=text)  # type: ignore[arg-type]


def read(name: str, source: str = "ocr") -> Paper:
    (paper,) = understand(Transcript((page(name, source),)))[0]
    return paper


@pytest.mark.parametrize(
    ("name", "others"),
    [("逢建华", ["逄建华"]), ("余建华", ["佘建华"]), ("洗建华", ["冼建华"]), ("罩某", ["覃某"])],
)
def test_a_name_with_a_look_alike_is_asked_about_on_a_scan(name: str, others: list[str]) -> None:
    plaintiff = read(name).parties[0]
    assert plaintiff.name == name
    assert plaintiff.confidence < review_below(None)
    assert [each.value for each in plaintiff.candidates if each.found_by == FOUND_BY] == others


@pytest.mark.parametrize("name", ["王建华", "逄建华", "欧阳建华", "古丽娜·艾山"])
def test_a_name_without_one_stays_as_sure_as_it_was(name: str) -> None:
    assert other_names(name) == ()
    assert not any(each.found_by == FOUND_BY for each in read(name).parties[0].candidates)


def test_a_text_is_what_it_says() -> None:
    assert read("逢建华", "text").parties[0].confidence >= review_below(None)


def test_offices_and_firms_have_no_surname() -> None:
    paper = read("余建华")
    firm = replace(paper.parties[0], name="余庆有限公司", type=PartyType.ORGANIZATION, candidates=())
    asked = with_look_alikes(replace(paper, parties=(firm,)), [page("余建华")])
    assert asked.parties == (firm,)


def test_raw_scores_are_left_alone() -> None:
    with raw_scores():
        assert read("逢建华").parties[0].confidence > 0.9


def test_every_look_alike_is_a_surname_and_no_common_surname_is_doubted() -> None:
    assert {other for others in look_alikes().values() for other in others} <= surnames()
    assert not set(
        "王李张刘陈杨黄赵周吴徐孙马胡朱郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于"
    ) & set(look_alikes())
    assert all(read not in others for read, others in look_alikes().items())
