"""Parties in the layouts courts print: numbered, wrapped, run together, foreign; all names invented."""

from __future__ import annotations

import pytest

from services.extractor import extract
from services.extractor.result import Paper, Party
from services.vocabulary import PartyType

FIRST = "江州市临河区人民法院\n行政判决书\n（2024）江0103行初8号\n"
SECOND = "江州市中级人民法院\n行政判决书\n（2024）江01行终8号\n"
END = """
原告不服被告作出的行政处罚决定，于2024年1月3日向本院提起行政诉讼。本院受理后，依法组成合议庭审理了本案。
本院认为，处罚适当。判决如下：
驳回原告的诉讼请求。
审判长郑守正
审判员李为公
二〇二四年七月十一日
书记员冯副立
"""
NOTICE = (
    "江州市临河区人民法院\n应诉通知书\n（2024）江0103行初8号\n{to}：\n{story}\n二〇二四年五月八日\n"
)
BUREAU, GOVERNMENT = "江州市公安局", "江州市人民政府"


def read(text: str) -> Paper:
    return extract(text.encode(), "文书.txt").papers[0]


def named(text: str) -> list[tuple[str, str]]:
    return [(party.role.value, party.name) for party in read(text).parties]


def party(text: str, name: str) -> Party:
    return next(each for each in read(text).parties if each.name == name)


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        (
            "原告一：吴大江，男。\n原告二：周小河，女。\n被告一：江州市公安局。\n被告二：江州市人民政府。",
            ["吴大江", "周小河", BUREAU, GOVERNMENT],
        ),
        (
            "原告1：吴大江，男。\n原告2：周小河，女。\n被告1江州市公安局，住所地江州市。\n被告2江州市人民政府，住所地江州市。",
            ["吴大江", "周小河", BUREAU, GOVERNMENT],
        ),
        (
            "原告吴大江，男。\n第一被告江州市公安局，住所地江州市。\n第二被告江州市人民政府，住所地江州市。",
            ["吴大江", BUREAU, GOVERNMENT],
        ),
        (
            "原告（一）：吴大江，男。\n原告（二）：周小河，女。\n被告：江州市公安局。",
            ["吴大江", "周小河", BUREAU],
        ),
        (  # spaces of a justified print or of OCR
            "原 告 吴 大 江 ， 男 。\n被 告 江 州 市 公 安 局 ， 住 所 地 江 州 市 。",
            ["吴大江", BUREAU],
        ),
        (  # a name printed over two lines
            "原告：江州市临河区青石路便民\n建材经营部，经营场所江州市青石路9号。\n经营者：王小山，男。\n"
            "被告：江州市临河区人力资源和\n社会保障局，住所地江州市。\n法定代表人：郑守正，局长。",
            ["江州市临河区青石路便民建材经营部", "江州市临河区人力资源和社会保障局"],
        ),
        (
            "原告：JOHN SMITH，男，美利坚合众国国籍。\n原告：约翰·史密斯（JOHN SMITH），男。\n"
            "被告：江州市公安局。",
            ["JOHN SMITH", "约翰·史密斯", BUREAU],
        ),
        (
            "原告：江州公司登记代理有限公司工会委员会，住所地江州市。\n被告：江州市公安局。\n"
            "第三人：江州市公司秘书服务中心（有限合伙），住所地江州市。",
            ["江州公司登记代理有限公司工会委员会", BUREAU, "江州市公司秘书服务中心（有限合伙）"],
        ),
        (
            "原告：江州经济技术开发区恒泰餐饮管理有限公司。\n被告：江州高新技术产业开发区管理委员会，住所地江州市。\n"
            "被告：江州经济开发区水利局。\n第三人：江州高新区管委会。",
            [
                "江州经济技术开发区恒泰餐饮管理有限公司",
                "江州高新技术产业开发区管理委员会",
                "江州经济开发区水利局",
                "江州高新区管委会",
            ],
        ),
    ],
)
def test_a_block_names_its_parties_in_any_layout(block: str, expected: list[str]) -> None:
    assert [name for _, name in named(FIRST + block + END)] == expected


def test_a_block_without_any_punctuation_is_cut_at_its_role_words() -> None:
    block = (
        "原告吴大江男1970年1月1日生汉族住江州市临河区委托诉讼代理人钱望山江州天平律师事务所律师"
        "被告江州市公安局住所地江州市法定代表人郑守正局长出庭负责人冯副立副局长委托诉讼代理人陈有据该局民警"
        "第三人周小河女汉族住江州市"
    )
    text = FIRST + block + END
    assert named(text) == [("plaintiff", "吴大江"), ("defendant", BUREAU), ("third_party", "周小河")]
    bureau = party(text, BUREAU)
    assert bureau.legal_representative is not None
    assert (bureau.legal_representative.name, bureau.legal_representative.title) == ("郑守正", "局长")
    assert [(each.name, each.affiliation) for each in bureau.agents] == [("陈有据", "该局民警")]
    assert [each.name for each in party(text, "吴大江").agents] == ["钱望山"]


def test_a_claim_back_is_no_role_of_a_stage_before() -> None:
    text = FIRST + "原告（反诉被告）：吴大江，男。\n被告（反诉原告）：江州市公安局。" + END
    assert [(each.role.value, each.original_roles) for each in read(text).parties] == [
        ("plaintiff", ()),
        ("defendant", ()),
    ]


def test_an_appeal_keeps_the_roles_below_among_other_words_in_brackets() -> None:
    text = SECOND + (
        "上诉人（原审被告、复议机关）江州市人民政府，住所地江州市。\n被上诉人（原审原告、反诉被告）吴大江，男。\n"
        "原审被告：江州市公安局。" + END
    )
    found = [(e.role.value, [r.value for r in e.original_roles], e.name) for e in read(text).parties]
    assert found == [
        ("appellant", ["defendant"], GOVERNMENT),
        ("appellee", ["plaintiff"], "吴大江"),
        ("defendant", ["defendant"], BUREAU),
    ]


def test_shared_agents_belong_to_each_party_of_the_side() -> None:
    block = (
        "原告：吴大江，男。\n原告：周小河，女。\n上述二原告共同委托诉讼代理人：钱望山，江州天平律师事务所律师。\n"
        "被告：江州市公安局。\n被告：江州市人民政府。\n二被告的共同委托代理人陈有据，江州市司法局工作人员。"
    )
    agents = [[each.name for each in p.agents] for p in read(FIRST + block + END).parties]
    assert agents == [["钱望山"], ["钱望山"], ["陈有据"], ["陈有据"]]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("JOHN SMITH", PartyType.PERSON),
        ("ABC TRADING LIMITED", PartyType.ORGANIZATION),
        ("江州恒泰有限公司工会委员会", PartyType.ORGANIZATION),
    ],
)
def test_a_name_tells_what_kind_of_subject_it_is(name: str, kind: PartyType) -> None:
    assert party(FIRST + f"原告：{name}，住江州市。\n被告：江州市公安局。" + END, name).type is kind


@pytest.mark.parametrize(
    ("to", "story", "expected"),
    [
        (
            BUREAU,
            "本院受理的原告后文子诉你单位企业注册登记费一案，现将起诉状副本送达你单位。",
            [("plaintiff", "后文子"), ("defendant", BUREAU)],
        ),
        (
            BUREAU,
            "原告阿迪力·艾山、由志仙诉你单位行政处罚一案，本院已立案。",
            [("plaintiff", "阿迪力·艾山"), ("plaintiff", "由志仙"), ("defendant", BUREAU)],
        ),
        (
            "江州经济开发区水利局",
            "付春艳诉江州经济开发区水利局行政处罚一案，本院已立案。",
            [("plaintiff", "付春艳"), ("defendant", "江州经济开发区水利局")],
        ),
        (
            "安州经济技术开发区教育局",
            "原告安州经济技术开发区恒泰餐饮管理有限公司诉你局行政许可一案，本院已立案。",
            [
                ("plaintiff", "安州经济技术开发区恒泰餐饮管理有限公司"),
                ("defendant", "安州经济技术开发区教育局"),
            ],
        ),
        (
            BUREAU,
            "本院受理吴大江不服你局作出的临公行罚决字〔2024〕12号行政处罚决定一案，现通知如下。",
            [("plaintiff", "吴大江"), ("defendant", BUREAU)],
        ),
    ],
)
def test_a_notice_names_who_sues_whom(to: str, story: str, expected: list[tuple[str, str]]) -> None:
    assert named(NOTICE.format(to=to, story=story)) == expected


def test_a_ruling_without_a_block_names_its_parties_in_the_first_sentence() -> None:
    text = (
        "江州市临河区人民法院\n行政裁定书\n（2024）江0103行初8号\n原告遇梅诉被告江州市临河区石桥镇人民政府不履行法定职责一案，"
        "由本院受理。原告于2024年3月3日申请撤诉。\n裁定如下：\n准许原告遇梅撤回起诉。\n审判长郑守正\n二〇二四年七月十一日\n"
    )
    assert named(text) == [("plaintiff", "遇梅"), ("defendant", "江州市临河区石桥镇人民政府")]


@pytest.mark.parametrize("verb", ["", "由", "应", "依法", "未", "后", "在"])
def test_a_common_word_behind_a_role_is_no_name(verb: str) -> None:
    text = (
        f"江州市临河区人民法院\n行政裁定书\n（2024）江0103行初8号\n原告吴大江诉被告江州市公安局行政处罚一案，本院受理后，"
        f"原告{verb}申请撤诉。\n裁定如下：\n准许原告吴大江撤回起诉。\n审判长郑守正\n二〇二四年七月十一日\n"
    )
    assert named(text) == [("plaintiff", "吴大江"), ("defendant", BUREAU)]


@pytest.mark.parametrize(
    ("said", "authority"),
    [
        ("（特别授权）", "特别授权"),
        ("，特别授权代理", "特别授权"),
        ("，代理权限：一般代理", "一般代理"),
        ("（一般授权）", "一般代理"),
        ("，代理权限：全权代理", None),  # gives no special authority
        ("", None),
    ],
)
def test_an_agents_authority_is_told_as_printed(said: str, authority: str | None) -> None:
    text = FIRST + (
        "原告：吴大江，男。\n委托诉讼代理人：钱望山，江州天平律师事务所律师"
        f"{said}。\n被告：江州市公安局。" + END
    )
    agent = party(text, "吴大江").agents[0]
    assert (agent.name, agent.affiliation, agent.authority) == (
        "钱望山",
        "江州天平律师事务所",
        authority,
    )
    assert ("authority" in party(text, "吴大江").to_json()["agents"][0]) is (authority is not None)


@pytest.mark.parametrize(
    "name",
    [
        *("及玉梅", "及及", "和平", "与非", "之江"),  # surnames that are words for "and", "of"
        *("于谦", "由甲", "时迁", "系统", "住友明", "原野", "第五明", "党委"),
        *("王亚男", "周一男", "何女", "赵系", "王住", "张和", "李及", "刘与时"),  # given names that are
        *("及时雨餐饮店", "和平商店", "原汁原味餐厅"),
    ],
)
def test_a_name_that_looks_like_a_word_is_kept_whole(name: str) -> None:
    is_shop = name.endswith(("店", "厅"))
    about = "住所地江州市。" if is_shop else "女，1980年2月2日出生，住江州市。"
    block = f"原告{name}，{about}\n被告{BUREAU}，住所地江州市。"
    assert ("plaintiff", name) in named(FIRST + block + END)


@pytest.mark.parametrize(
    "words", ["及其委托诉讼代理人王某某，律师。", "与被告系夫妻，住江州市。", "及第三人，均住江州市。"]
)
def test_words_that_begin_like_a_name_are_none(words: str) -> None:
    block = f"原告吴大江，男。\n被告{BUREAU}，住所地江州市。\n原告{words}"
    assert named(FIRST + block + END) == [("plaintiff", "吴大江"), ("defendant", BUREAU)]


def test_a_foreign_name_ends_where_the_suit_begins() -> None:
    story = "本院受理古丽娜·吐尔逊诉你单位特许经营许可一案，现发送起诉状副本一份。"
    assert ("plaintiff", "古丽娜·吐尔逊") in named(NOTICE.format(to=BUREAU, story=story))


def test_a_third_party_told_that_another_was_added_as_defendant_is_none_itself() -> None:
    text = NOTICE.replace("应诉通知书", "参加诉讼通知书").format(
        to=GOVERNMENT,
        story="本院受理吴大江诉江州市公安局行政处罚一案，依法追加江州市民政局为共同被告，现通知你单位作为第三人参加诉讼。",
    )
    assert ("third_party", GOVERNMENT) in named(text)


def test_an_office_added_as_defendant_is_no_third_party() -> None:
    text = NOTICE.replace("应诉通知书", "追加当事人通知书").format(
        to=GOVERNMENT, story="本院受理吴大江诉江州市公安局行政处罚一案，现追加你单位为本案共同被告。"
    )
    assert ("defendant", GOVERNMENT) in named(text)


RETRIAL = """江州市高级人民法院
行政判决书
（2024）赣行再8号
再审申请人（一审第三人、二审被上诉人）江州市兴旺置业有限公司，住所地江州市。
被申请人（一审原告、二审上诉人）周小河，女，住江州市。
{marker}江州市公安局，住所地江州市。
法定代表人郑守正，局长。
再审申请人江州市兴旺置业有限公司因与被申请人周小河及江州市公安局治安行政处罚一案，不服江州市中级人民法院（2023）赣01行终7号
行政判决，向本院申请再审。
本院认为，处罚适当。判决如下：
维持江州市中级人民法院（2023）赣01行终7号行政判决。
审判长郑守正
二〇二四年七月十一日
"""


@pytest.mark.parametrize(
    ("marker", "role", "original"),
    [
        ("一审被告、二审被上诉人", "defendant", ["defendant", "appellee"]),
        ("一审被告、二审被上诉人：", "defendant", ["defendant", "appellee"]),
        ("原一审被告、原二审上诉人", "defendant", ["defendant", "appellant"]),
        ("原审被告暨二审上诉人", "defendant", ["defendant", "appellant"]),
        ("一审第三人、二审上诉人", "third_party", ["third_party", "appellant"]),
        ("再审被申请人、一审被告", "retrial_respondent", ["defendant"]),
        ("一审被告、再审被申请人", "retrial_respondent", ["defendant"]),
    ],
)
def test_two_roles_without_brackets_are_one_marker_before_one_name(
    marker: str, role: str, original: list[str]
) -> None:
    bureau = party(RETRIAL.format(marker=marker), BUREAU)
    assert (bureau.role.value, [each.value for each in bureau.original_roles]) == (role, original)
    assert bureau.legal_representative and bureau.legal_representative.name == "郑守正"


def test_two_parties_named_by_their_roles_alone_are_no_party_of_two_roles() -> None:
    text = FIRST + "原告：吴大江，男。\n被告：江州市公安局。\n原告、被告均到庭参加诉讼。" + END
    assert named(text) == [("plaintiff", "吴大江"), ("defendant", BUREAU)]


def agents_of(text: str) -> dict[str, list[tuple[str, str | None]]]:
    return {
        party.name: [(agent.name, agent.affiliation) for agent in party.agents]
        for party in read(text).parties
    }


FIRM = "江州天平律师事务所"
TWO = "原告吴大江，男。\n原告周小河，女。\n{line}\n被告江州市公安局，住所地江州市。\n"


@pytest.mark.parametrize(
    "label",
    [
        "上列两原告的共同委托诉讼代理人",
        "上列原告共同委托代理人",
        "以上二原告共同委托代理人：",
        "上述两原告的委托诉讼代理人",
        "两原告委托诉讼代理人：",
        "两名原告的共同委托代理人",
        "共同委托诉讼代理人：",
        "原告吴大江、周小河共同委托诉讼代理人",
        "原告吴大江、周小河的委托代理人：",
    ],
)
def test_an_agent_of_several_parties_is_an_agent_of_each(label: str) -> None:
    text = FIRST + TWO.format(line=f"{label}解明，{FIRM}律师。") + END
    assert agents_of(text) == {
        "吴大江": [("解明", FIRM)],
        "周小河": [("解明", FIRM)],
        BUREAU: [],
    }


def test_an_agent_of_two_parties_is_none_of_a_third() -> None:
    third = "原告王小山，男。\n委托代理人钱一，王小山之兄。\n"
    text = FIRST + third + TWO.format(line=f"上列两原告共同委托代理人解明，{FIRM}律师。") + END
    assert agents_of(text)["王小山"] == [("钱一", "王小山之兄")]
    assert agents_of(text)["吴大江"] == agents_of(text)["周小河"] == [("解明", FIRM)]


def test_an_agent_of_one_of_two_parties_named_by_role_is_not_shared() -> None:
    text = FIRST + TWO.format(line=f"委托代理人解明，{FIRM}律师。") + END
    assert agents_of(text)["吴大江"] == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"委托诉讼代理人：赵甲，{FIRM}律师；钱乙，{FIRM}实习律师。", [("赵甲", FIRM), ("钱乙", FIRM)]),
        (f"委托诉讼代理人孙丙，副局长，周丁，{FIRM}律师。", [("孙丙", "副局长"), ("周丁", FIRM)]),
        (
            f"委托诉讼代理人孙丙，该局法制科科长，特别授权，周丁，女，{FIRM}律师。",
            [("孙丙", "该局法制科科长"), ("周丁", FIRM)],
        ),
        (f"委托代理人：{FIRM}律师赵甲。", [("赵甲", FIRM)]),
        (f"委托代理人：{FIRM}律师赵甲、钱乙。", [("赵甲", FIRM), ("钱乙", FIRM)]),
        ("委托代理人赵甲江西天平律师事务所律师特别授权。", [("赵甲", "江西天平律师事务所")]),
        (f"委托代理人那仁高娃，{FIRM}律师。", [("那仁高娃", FIRM)]),
        (
            f"委托代理人乌云毕力格、阿不都热依木，{FIRM}律师。",
            [("乌云毕力格", FIRM), ("阿不都热依木", FIRM)],
        ),
    ],
)
def test_each_agent_of_a_line_has_a_whole_name_and_an_affiliation(
    line: str, expected: list[tuple[str, str | None]]
) -> None:
    text = f"{FIRST}原告吴大江，男。\n被告江州市公安局，住所地江州市。\n{line}{END}"
    assert agents_of(text)[BUREAU] == expected


def test_a_name_of_four_characters_keeps_its_title_behind_it() -> None:
    text = f"{FIRST}原告吴大江，男。\n被告江州市公安局，住所地江州市。\n法定代表人扎西次仁，局长。{END}"
    head = party(text, BUREAU).legal_representative
    assert head and (head.name, head.title) == ("扎西次仁", "局长")
