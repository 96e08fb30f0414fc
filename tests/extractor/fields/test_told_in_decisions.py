"""What a decision tells beside its result: periods, days, hearings, who came; all names invented."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.events import events_of
from services.extractor.result import Field, Paper
from services.extractor.thresholds import review_below
from services.vocabulary import EventKind, PaperKind
from services.vocabulary import FieldName as F

BLOCK = """原告吴大江，男。
被告江州市水务局，住所地江州市。
法定代表人郑守正，局长。
"""
ADVICE = "如不服本判决，可在判决书送达之日起十五日内，向本院递交上诉状，上诉于江州市中级人民法院。"


def judgment(
    told: str = "本院于2024年1月8日立案后，依法组成合议庭审理了本案。",
    *,
    result: str = "驳回原告吴大江的诉讼请求。",
    advice: str = ADVICE,
    block: str = BLOCK,
    title: str = "行政判决书",
    number: str = "（2024）赣0103行初8号",
) -> Paper:
    text = (
        f"江州市临河区人民法院\n{title}\n{number}\n{block}"
        f"原告吴大江诉被告江州市水务局行政处罚一案，{told}\n本院认为，处罚适当。判决如下：\n{result}\n"
        f"案件受理费50元，由原告吴大江负担。\n{advice}\n审判长李为公\n二〇二四年七月十一日\n书记员冯副立\n"
    )
    return extract(text.encode(), "判决.txt").papers[0]


def value(paper: Paper, name: F) -> object:
    return paper.fields[name].value if name in paper.fields else None


def doubtful(field: Field, name: F) -> bool:
    return bool(field.candidates) and field.confidence < review_below(name)


@pytest.mark.parametrize(
    "periods",
    [
        "原告可在判决书送达之日起三十日内，被告可在判决书送达之日起十五日内",
        "被告可在判决书送达之日起十五日内，原告可在判决书送达之日起三十日内",
        "在国内没有住所的当事人可在判决书送达之日起三十日内，其他当事人可在判决书送达之日起十五日内",
    ],
)
def test_of_two_periods_to_appeal_the_defendants_is_read_and_the_other_stays_beside_it(
    periods: str,
) -> None:
    paper = judgment(advice=f"如不服本判决，{periods}，向本院递交上诉状，上诉于江州市中级人民法院。")
    field = paper.fields[F.APPEAL_DAYS]
    assert field.value == 15
    assert [other.value for other in field.candidates] == [30]
    assert doubtful(field, F.APPEAL_DAYS)


def test_the_period_to_pay_in_is_no_period_to_appeal() -> None:
    advice = ADVICE.replace("上诉于", "并在收到缴费通知之日起七日内预交上诉费，上诉于")
    field = judgment(advice=advice).fields[F.APPEAL_DAYS]
    assert (field.value, field.candidates) == (15, ())


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("原告于2023年8月1日向本院提起诉讼，本院于8月7日立案受理。", "2023-08-07"),
        ("原告于2023年8月31日向本院提起诉讼，本院于次日立案受理。", "2023-09-01"),
        ("原告于2023年12月30日邮寄诉状，本院于次年1月4日立案。", "2024-01-04"),
        ("原告于2023年12月30日邮寄诉状，本院于1月4日立案。", None),  # of which year?
        ("江州市临河区人民法院于2023年8月7日立案。", "2023-08-07"),  # its own name
        (
            "江州市中级人民法院于2023年8月1日立案后，指定本院管辖，本院于2023年9月4日立案。",
            "2023-09-04",
        ),
        ("另查明，原审法院于2020年9月4日立案的民事案件已经审结。", None),
    ],
)
def test_the_day_of_filing_is_the_day_this_court_took_the_case(told: str, day: str | None) -> None:
    assert value(judgment(told), F.FILED_ON) == day


def test_a_period_to_perform_in_is_no_word_on_the_effect() -> None:
    performed = judgment(
        result="一、撤销处罚决定；\n二、责令被告江州市水务局于本判决生效之日起三十日内退还罚款20000元。"
    )
    assert F.EFFECTIVENESS not in performed.fields
    final = judgment(
        result="责令被告江州市水务局于本判决发生法律效力之日起十日内履行职责。",
        advice="本判决为终审判决。",
    )
    assert value(final, F.EFFECTIVENESS) == "本判决为终审判决"


def test_a_ruling_sets_a_hearing_only_behind_its_own_day() -> None:
    hearing = "本案定于2024年{day}上午9时30分在本院第三法庭公开开庭审理。"
    ahead = judgment(
        result=f"一、本案恢复诉讼；\n二、{hearing.format(day='7月25日')}", title="行政裁定书"
    )
    assert value(ahead, F.HEARING_AT) == ["2024-07-25T09:30"]
    assert value(ahead, F.HEARING_PLACE) == "本院第三法庭"
    past = judgment(hearing.format(day="7月5日"), title="行政裁定书")
    assert F.HEARING_AT not in past.fields
    assert F.HEARING_PLACE not in past.fields


@pytest.mark.parametrize(
    "told",
    [
        "本院于2023年6月5日立案后，依法适用简易程序公开开庭进行了审理。",
        "本院于2023年6月5日立案，于2023年7月1日公开开庭审理。",
        "本院定于2023年6月15日上午9时30分在本院第三法庭公开开庭，原告到庭。",
    ],
)
def test_a_civil_judgment_tells_of_a_hearing_past_and_sets_none(told: str) -> None:
    paper = judgment(told, title="民事判决书", number="（2023）赣0103民初8号")
    assert paper.kind is PaperKind.CIVIL_PAPER
    assert F.HEARING_AT not in paper.fields
    assert [event.kind for event in events_of([paper])] == [EventKind.PAPER_RECEIVED]


@pytest.mark.parametrize(
    "told",
    [
        "吴大江诉你局一案，本院于2024年6月5日立案受理，定于2024年7月1日上午9时30分在本院第三法庭开庭。",
        "吴大江诉你局一案，定于2024年7月1日上午9时30分在本院立案大厅第三法庭开庭。",
    ],
)
def test_of_the_day_of_filing_and_the_day_set_only_that_set_is_the_hearings(told: str) -> None:
    head = "江州市临河区人民法院\n通知书\n（2024）赣0103行初8号\n江州市水务局：\n"
    text = f"{head}{told}\n二〇二四年六月九日\n"
    assert value(extract(text.encode(), "通知.txt").papers[0], F.HEARING_AT) == ["2024-07-01T09:30"]


def test_the_name_of_an_act_keeps_the_word_decision_behind_a_refusal() -> None:
    act = "2024年1月3日，被告江州市水务局作出江水认字〔2024〕第6号不予认定工伤决定。"
    assert value(judgment(act), F.CHALLENGED_ACT) == "不予认定工伤决定"


def test_a_case_to_enforce_a_decision_is_about_the_decision() -> None:
    text = (
        "江州市临河区人民法院\n行政裁定书\n（2024）赣0103行审8号\n申请执行人江州市水务局。\n被执行人吴大江，男。\n"
        "申请执行人江州市水务局申请强制执行江水罚字〔2023〕第AN-015号行政处罚决定书一案，本院依法进行了审查。\n"
        "本院认为，处罚适当。裁定如下：\n准予强制执行。\n审判长李为公\n二〇二四年七月十一日\n"
    )
    assert value(extract(text.encode(), "裁定.txt").papers[0], F.CAUSE) == "行政处罚决定"


SECOND = """江州市中级人民法院
{title}
（2024）赣01行终8号
上诉人（原审原告）吴大江，男。
被上诉人（原审被告）江州市水务局，住所地江州市。
上诉人吴大江因诉被上诉人江州市水务局行政处罚一案，{told}本院依法组成合议庭审理了本案。
本院认为，原审正确。判决如下：
驳回上诉，维持原判。
本判决为终审判决。
审判长李为公
二〇二四年七月十一日
"""


def appeal(told: str, title: str = "行政判决书") -> Paper:
    return extract(SECOND.format(told=told, title=title).encode(), "判决.txt").papers[0]


@pytest.mark.parametrize(
    "told",
    [
        "不服江州市临河区人民法院（2023）赣0103行初8号行政判决，向本院提起上诉。",
        "不服江州市临河区人民法院（2023）赣0103行初8号驳回起诉的行政裁定，向本院提起上诉。",
        "不服江州市临河区人民法院作出的（2023）赣0103行初8号对其起诉不予立案的裁定，向本院提起上诉。",
        "对江州市临河区人民法院（2023）赣0103行初8号行政判决不服，向本院提起上诉。",
        "不服江州市临河区人民法院（2023）赣0103行初8、9号行政判决，向本院提起上诉。",
        "江州市临河区人民法院作出（2023）赣0103行初8号行政判决。吴大江不服，向本院提起上诉。",
    ],
)
def test_the_decision_challenged_is_found_in_every_order_of_the_words(told: str) -> None:
    assert value(appeal(told), F.PRIOR_CASE_NUMBER) == "（2023）赣0103行初8号"


@pytest.mark.parametrize("first", ["吴大江不服提起上诉", "吴大江不服，向本院提起上诉"])
def test_of_a_case_sent_back_the_decision_that_followed_is_challenged(first: str) -> None:
    told = (
        f"江州市临河区人民法院作出（2021）赣0103行初5号行政判决，{first}，本院作出（2022）赣01行终6号行政裁定，"
        "撤销该判决，发回重审。江州市临河区人民法院重审后，作出（2023）赣0103行初8号行政判决。"
        "吴大江仍不服，向本院提起上诉。"
    )
    assert value(appeal(told), F.PRIOR_CASE_NUMBER) == "（2023）赣0103行初8号"
