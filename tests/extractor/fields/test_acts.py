"""The act a case is about, in the wordings courts and parties use; all names invented."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.result import Paper
from services.vocabulary import FieldName as F

HEAD = """江州市临河区人民法院
行政判决书
（2024）江0103行初8号
原告吴大江，男。
被告江州市临河区公安局（以下简称临河公安局），住所地江州市。
"""
END = """
本院认为，处罚适当。判决如下：
驳回原告吴大江的诉讼请求。
审判员郑守正
二〇二四年七月十一日
"""
FIELDS = (F.ACT_ORGAN, F.ACT_NUMBER, F.ACT_ON, F.CHALLENGED_ACT)
BUREAU = "江州市临河区公安局"


def told(story: str) -> tuple[object, ...]:
    paper: Paper = extract(f"{HEAD}{story}{END}".encode(), "判决.txt").papers[0]
    return tuple(paper.fields[name].value if name in paper.fields else None for name in FIELDS)


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "原告吴大江不服被告江州市临河区公安局于2024年2月1日作出的临公（城）行罚决字〔2024〕12号行政处罚决定，提起诉讼。",
            (BUREAU, "临公（城）行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定"),
        ),
        (  # no verb: the number tells
            "原告吴大江不服被告江州市临河区公安局临公行罚决字〔2024〕12号《行政处罚决定书》，提起诉讼。",
            (BUREAU, "临公行罚决字〔2024〕12号", None, "行政处罚决定书"),
        ),
        (  # a short name is enough behind a number
            "2024年2月1日，被告江州市临河区公安局作出临公答〔2024〕第3号答复。原告不服，提起本案诉讼。",
            (BUREAU, "临公答〔2024〕第3号", "2024-02-01", "答复"),
        ),
        (
            "2024年2月1日，被告江州市临河区公安局作出临公不受〔2024〕5号不予受理通知。原告不服，提起本案诉讼。",
            (BUREAU, "临公不受〔2024〕5号", "2024-02-01", "不予受理通知"),
        ),
        (  # number in brackets behind the title
            "被告江州市临河区公安局于2024年2月1日作出《行政处罚决定书》（临公行罚决字〔2024〕12号）。",
            (BUREAU, "临公行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定书"),
        ),
        (  # the short name the paper introduced stands for the office
            "2024年2月1日，临河公安局作出临公信告〔2024〕7号《政府信息公开告知书》。原告不服，诉至本院。",
            (BUREAU, "临公信告〔2024〕7号", "2024-02-01", "政府信息公开告知书"),
        ),
        (  # the claim gives the number, the facts the day
            "原告吴大江诉称，请求撤销被告作出的临公行罚决字〔2024〕12号行政处罚决定。\n"
            "经审理查明，2024年2月1日，被告江州市临河区公安局作出临公行罚决字〔2024〕12号行政处罚决定书，对原告罚款二百元。",
            (BUREAU, "临公行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定"),
        ),
        (  # nothing but digits on a ticket
            "原告吴大江不服被告江州市临河区公安局2024年2月1日作出的编号为1201021234567890号公安交通管理简易程序处罚决定书，提起诉讼。",
            (BUREAU, "1201021234567890号", "2024-02-01", "公安交通管理简易程序处罚决定书"),
        ),
        (  # without a number
            "原告吴大江请求确认被告江州市临河区公安局于2024年2月1日实施的强制拆除行为违法。",
            (BUREAU, None, "2024-02-01", "强制拆除行为"),
        ),
        (  # the day of the application is not the day of the act
            "原告吴大江于2024年1月3日提交申请，被告江州市临河区公安局作出临公答〔2024〕3号信息公开答复。",
            (BUREAU, "临公答〔2024〕3号", None, "信息公开答复"),
        ),
        (  # what the act rests on is not the act
            "被告根据《关于加强管理的通知》（江府发〔2020〕1号），于2024年2月1日作出临公行罚决字〔2024〕12号行政处罚决定。",
            (BUREAU, "临公行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定"),
        ),
        (  # a warning comes before the decision
            "2024年1月9日，被告作出临公行罚告字〔2024〕2号行政处罚事先告知书。2024年2月1日，被告作出临公行罚决字〔2024〕12号行政处罚决定书。",
            (BUREAU, "临公行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定书"),
        ),
        (  # the conduct of the one who was fined is no act of an office
            "原告吴大江驾驶车辆实施了超速违法行为，到庭参加诉讼。",
            (None, None, None, None),
        ),
        (  # a court's decision is not the act
            "原告吴大江不服临河区人民法院作出的（2023）江0103行初1号行政判决书。",
            (None, None, None, None),
        ),
    ],
)
def test_the_act_is_told_with_its_office_number_and_day(
    story: str, expected: tuple[str | None, ...]
) -> None:
    assert told(story) == expected


def test_act_and_reconsideration_are_told_apart() -> None:
    story = (
        "原告吴大江不服被告江州市临河区公安局于2024年2月1日作出的临公行罚决字〔2024〕12号行政处罚决定及"
        "江州市临河区人民政府于2024年4月3日作出的临府复决字〔2024〕9号行政复议决定，提起诉讼。"
    )
    paper = extract(f"{HEAD}{story}{END}".encode(), "判决.txt").papers[0]
    assert told(story) == (BUREAU, "临公行罚决字〔2024〕12号", "2024-02-01", "行政处罚决定")
    assert paper.fields[F.RECONSIDERATION_NUMBER].value == "临府复决字〔2024〕9号"
    assert paper.fields[F.RECONSIDERATION_ORGAN].value == "江州市临河区人民政府"
    assert paper.fields[F.RECONSIDERATION_ON].value == "2024-04-03"


@pytest.mark.parametrize(
    "year",
    [
        "〔2024〕",
        "[2024]",
        "［2024］",
        "（2024）",
        "(2024)",
        "【2024】",
        "[2024〕",
        "〔2024)",
        "{2024}",
    ],
)
def test_a_number_has_the_brackets_of_the_standard_and_its_place_those_printed(year: str) -> None:
    text = f"{HEAD}原告吴大江不服被告作出的临公行罚决字{year}12号行政处罚决定，提起诉讼。{END}"
    number = extract(text.encode(), "判决.txt").papers[0].fields[F.ACT_NUMBER]
    assert number.value == "临公行罚决字〔2024〕12号"
    assert number.source.text == f"临公行罚决字{year}12号"


@pytest.mark.parametrize("place", ["犍为", "无为", "日照", "日喀则"])
def test_a_place_that_holds_a_common_word_stays_in_the_number(place: str) -> None:
    text = f"{HEAD}原告吴大江不服被告作出的{place}医保处〔2024〕12号行政处理决定，提起诉讼。{END}"
    number = extract(text.encode(), "判决.txt").papers[0].fields[F.ACT_NUMBER]
    assert number.value == f"{place}医保处〔2024〕12号"


TWO_SUED = """江州市临河区人民法院
行政判决书
（2024）赣0103行初8号
原告吴大江，男。
被告江州市临河区公安局，住所地江州市。
被告江州市公安局，住所地江州市。
原告吴大江诉被告江州市临河区公安局、江州市公安局行政强制及行政复议一案，本院受理后，依法组成合议庭。
"""
RECONSIDERED = (F.RECONSIDERATION_ORGAN, F.RECONSIDERATION_NUMBER)


def of_two_sued(story: str) -> Paper:
    return extract(f"{TWO_SUED}{story}{END}".encode(), "判决.txt").papers[0]


@pytest.mark.parametrize(
    ("story", "organ"),
    [
        (  # conduct bears no number
            "2024年2月1日，临河区公安局对原告的车辆实施扣押。江州市公安局于2024年4月3日作出江公复决〔2024〕6号"
            "行政复议决定，驳回原告的复议申请。",
            "江州市公安局",
        ),
        (  # nor does an omission; the office written to is not the one that reconsidered
            "原告诉称，其向被告临河区公安局邮寄举报信，被告未予答复，请求判令被告限期履行职责，并撤销江公复决〔2024〕6号"
            "行政复议决定。",
            None,
        ),
    ],
)
def test_a_reconsideration_does_not_stand_for_what_another_defendant_did(
    story: str, organ: str | None
) -> None:
    fields = of_two_sued(story).fields
    assert not {*FIELDS} & set(fields)
    assert [fields[name].value if name in fields else None for name in RECONSIDERED] == [
        organ,
        "江公复决〔2024〕6号",
    ]


def test_a_reconsideration_sued_about_alone_is_the_act_in_dispute() -> None:
    assert told(
        "原告吴大江不服被告江州市临河区公安局于2024年2月1日作出的临公复决〔2024〕6号行政复议决定，提起诉讼。"
    ) == (BUREAU, "临公复决〔2024〕6号", "2024-02-01", "行政复议决定")


def test_the_office_asked_to_reconsider_is_the_one_that_decided() -> None:
    fields = of_two_sued(
        "原告向江州市公安局申请行政复议，后收到江公复决〔2024〕6号行政复议决定。"
    ).fields
    assert fields[F.RECONSIDERATION_ORGAN].value == "江州市公安局"


COMPLAINT = """行政起诉状
原告：吴大江，男，住江州市。
被告：江州市临河区石桥镇人民政府。
诉讼请求：
1.{claim}；
2.诉讼费用由被告承担。
事实与理由：
2025年1月20日，被告张贴石桥府拆告〔2025〕3号限期拆除公告，后组织人员强制拆除。原告向江州市临河区人民政府申请行政复议，\
该府于2025年4月22日作出临府行复〔2025〕41号行政复议决定，驳回原告请求。
此致
江州市临河区人民法院
具状人：吴大江
2025年5月6日
"""
TOWN = "江州市临河区石桥镇人民政府"


def sued_about(claim: str) -> tuple[object, ...]:
    paper = extract(COMPLAINT.format(claim=claim).encode(), "起诉状.txt").papers[0]
    return tuple(paper.fields[name].value if name in paper.fields else None for name in FIELDS)


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "确认被告于2025年2月18日强制拆除原告房屋的行为违法",
            (TOWN, None, "2025-02-18", "强制拆除原告房屋的行为"),
        ),
        (
            f"依法确认{TOWN}于2025年2月18日对原告房屋强制拆除的行为违法",
            (TOWN, None, "2025-02-18", "对原告房屋强制拆除的行为"),
        ),
        (  # a day that belongs to the house
            "确认被告于2025年2月18日强制拆除原告2010年3月1日建成的房屋的行为违法",
            (TOWN, None, "2025-02-18", "强制拆除原告2010年3月1日建成的房屋的行为"),
        ),
        (  # the facts give number and day of what the claim names
            "撤销被告作出的限期拆除公告",
            (TOWN, "石桥府拆告〔2025〕3号", "2025-01-20", "限期拆除公告"),
        ),
    ],
)
def test_a_complaint_is_about_the_act_of_its_claims(claim: str, expected: tuple[object, ...]) -> None:
    assert sued_about(claim) == expected


def test_who_reconsidered_is_named_without_the_word_before_it() -> None:
    text = COMPLAINT.format(claim="确认被告于2025年2月18日强制拆除原告房屋的行为违法")
    paper = extract(text.encode(), "起诉状.txt").papers[0]
    assert paper.fields[F.RECONSIDERATION_ORGAN].value == "江州市临河区人民政府"
    assert paper.fields[F.RECONSIDERATION_NUMBER].value == "临府行复〔2025〕41号"
