"""Whether the official in charge of the office that is sued came to the hearing; all names invented."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.result import Paper
from services.extractor.thresholds import review_below
from services.vocabulary import FieldName as F

FIRST = """江州市临河区人民法院
行政判决书
（2024）赣0103行初8号
原告江州市青石经济合作社，住所地江州市。
负责人吴大江，社长。
被告江州市水务局（以下简称市水务局），住所地江州市。
被告江州市人民政府，住所地江州市。
第三人江州永兴机械厂，住所地江州市。
原告江州市青石经济合作社诉被告江州市水务局、江州市人民政府行政处罚及行政复议一案，本院于2024年1月8日立案后，依法组成合议庭，于2024年3月4日公开开庭审理了本案。{told}
本院认为，处罚适当。判决如下：
驳回原告的诉讼请求。
审判长李为公
二〇二四年七月十一日
"""
SECOND = """江州市中级人民法院
行政判决书
（2024）赣01行终8号
上诉人（原审原告）吴大江，男。
被上诉人（原审被告）江州市水务局，住所地江州市。
上诉人吴大江因诉江州市水务局行政处罚一案，不服江州市临河区人民法院（2023）赣0103行初8号行政判决，向本院提起上诉。本院依法组成合议庭审理了本案。{told}
本院认为，原审正确。判决如下：
驳回上诉，维持原判。
审判长李为公
二〇二四年七月十一日
"""
AGENT = "委托代理人何以宁"


def read(told: str, form: str = FIRST) -> Paper:
    return extract(form.format(told=told).encode(), "判决.txt").papers[0]


def attendance(told: str, form: str = FIRST) -> object:
    field = read(told, form).fields.get(F.OFFICIAL_ATTENDANCE)
    return field.value if field and not field.candidates else field


@pytest.mark.parametrize(
    "told",
    [
        f"原告的负责人吴大江，被告江州市水务局的{AGENT}到庭参加诉讼。",
        f"被告江州市水务局的{AGENT}，第三人江州永兴机械厂负责人蒋一凡到庭参加诉讼。",
        f"被告江州市水务局的{AGENT}、江州永兴机械厂的负责人蒋一凡到庭参加诉讼。",
        f"被告江州市水务局的{AGENT}到庭参加诉讼，第三人的负责人经传票传唤未到庭。",
        f"被告江州市水务局法定代表人郑守正的{AGENT}到庭参加诉讼。",
        "本院通知被告江州市水务局负责人出庭应诉。",
        "本院向被告送达了行政机关负责人出庭应诉通知书。",
        "行政机关负责人应当出庭应诉。",
    ],
)
def test_the_official_of_another_party_or_an_agent_says_nothing_of_the_defendants(told: str) -> None:
    assert attendance(told) is None


@pytest.mark.parametrize(
    "told",
    [
        f"被告江州市水务局的负责人副局长石磊及{AGENT}到庭参加诉讼。",
        f"被告江州市水务局的副局长石磊及{AGENT}到庭参加诉讼。",
        f"被告江州市水务局的党组成员、副局长石磊，{AGENT}到庭参加诉讼。",
        f"市水务局副局长石磊、{AGENT}到庭参加诉讼。",
        f"被告江州市水务局的法定代表人郑守正及其{AGENT}到庭参加诉讼。",
        f"被告江州市水务局的负责人石磊及{AGENT}在线参加诉讼。",
        f"被告江州市水务局的负责人石磊及{AGENT}通过互联网在线参加了庭审。",
        "被告江州市水务局负责人因公务未能出庭应诉，委托副局长石磊到庭参加诉讼。",
        f"被告江州市水务局的负责人石磊及{AGENT}到庭参加诉讼，第三人的负责人经传票传唤未到庭。",
        "被告江州市水务局的负责人石磊到庭参加诉讼。\n原告诉称，被告在听证时其单位负责人未到庭，程序违法。",
    ],
)
def test_the_defendants_official_came(told: str) -> None:
    assert attendance(told) == "出庭"


@pytest.mark.parametrize(
    "told",
    [
        f"被告江州市水务局负责人未出庭应诉，其{AGENT}到庭参加诉讼。",
        "被告江州市水务局负责人因公务未能出庭应诉，委托工作人员何以宁到庭参加诉讼。",
        "被告江州市水务局的行政机关负责人经本院通知无正当理由拒不到庭。",
        "\n原告诉称，处罚错误。\n本院认为，被告江州市水务局负责人未出庭应诉，应予指正。",
    ],
)
def test_the_defendants_official_stayed_away(told: str) -> None:
    assert attendance(told) == "未出庭"


def test_officials_of_two_defendants_who_did_differently_leave_a_doubt() -> None:
    field = read(
        f"被告江州市水务局的负责人石磊，被告江州市人民政府的{AGENT}到庭参加诉讼。"
        "被告江州市人民政府负责人因公务未出庭应诉。"
    ).fields[F.OFFICIAL_ATTENDANCE]
    assert {field.value, *(other.value for other in field.candidates)} == {"出庭", "未出庭"}
    assert field.confidence < review_below(F.OFFICIAL_ATTENDANCE)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("\n吴大江一审诉称被告负责人未出庭应诉程序违法。", None),
        ("\n另查明，一审庭审中被告江州市水务局负责人未出庭应诉。", None),
        (f"上诉人吴大江，被上诉人江州市水务局的负责人石磊及{AGENT}到庭参加诉讼。", "出庭"),
        ("被上诉人江州市水务局负责人未到庭参加诉讼。", "未出庭"),
        ("被上诉人江州市水务局副局长石磊到庭参加诉讼。", "出庭"),
        ("被申请人江州市水务局负责人石磊到庭参加诉讼。", "出庭"),
    ],
)
def test_a_second_instance_tells_of_its_own_hearing(told: str, expected: str | None) -> None:
    assert attendance(told, SECOND) == expected


def test_why_another_partys_official_stayed_away_is_no_reason_of_the_defendants() -> None:
    fields = read("第三人江州永兴机械厂负责人因病未能到庭。").fields
    assert F.OFFICIAL_ABSENCE_REASON not in fields
