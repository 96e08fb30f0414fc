"""Who the parties are, in every form a paper names them; all names invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.extractor.fields.names import names_at, type_of
from services.extractor.fields.parties import find_parties
from services.extractor.result import Party
from services.extractor.text.clean import PaperText
from services.extractor.transcript import Cell, Page
from services.vocabulary import PaperKind, PartyType, Role, Stage

HEAD = "江州市临河区人民法院\n行政判决书\n（2024）江0103行初8号\n"
STORY = "原告吴某某不服被告江州市公安局行政处罚一案，本院受理后依法审理，现已审理终结。\n"


def parties(
    text: str, kind: PaperKind = PaperKind.JUDGMENT, stage: Stage = Stage.FIRST
) -> tuple[Party, ...]:
    return find_parties(PaperText.of(text), kind, stage)


def named(found: tuple[Party, ...]) -> list[tuple[str, str]]:
    return [(party.role.value, party.name) for party in found]


BLOCK = """原告：吴大江，男，1970年1月1日出生，汉族，住江州市临河区。
原告：江州青石建材有限公司，住所地江州市青石路9号。
法定代表人：孙小河，该公司执行董事兼总经理。
委托诉讼代理人：钱望山、赵听雨，江州天平律师事务所律师。
被告：江州市公安局城东分局（以下简称城东分局），住所地江州市城东路1号。
负责人：郑守正，局长。
出庭负责人：冯副立，副局长。
委托诉讼代理人：陈有据，该局法制大队民警。
被告：江州市临河区人民政府，住所地江州市临河路2号。
法定代表人：李为公，区长。
第三人：周吴氏，女，1951年3月2日出生，汉族，住江州市。
"""


def test_a_block_of_parties_gives_each_its_role_and_name() -> None:
    assert named(parties(HEAD + BLOCK + STORY)) == [
        ("plaintiff", "吴大江"),
        ("plaintiff", "江州青石建材有限公司"),
        ("defendant", "江州市公安局城东分局"),
        ("defendant", "江州市临河区人民政府"),
        ("third_party", "周吴氏"),
    ]


def test_heads_and_agents_belong_to_the_party_above_them() -> None:
    _, company, bureau, government, third = parties(HEAD + BLOCK + STORY)
    assert company.legal_representative is not None
    assert company.legal_representative.name == "孙小河"
    assert [(a.name, a.affiliation) for a in company.agents] == [
        ("钱望山", "江州天平律师事务所"),
        ("赵听雨", "江州天平律师事务所"),
    ]
    assert bureau.legal_representative is not None
    assert (bureau.legal_representative.name, bureau.legal_representative.title) == ("郑守正", "局长")
    assert [(a.name, a.affiliation) for a in bureau.agents] == [("陈有据", "该局法制大队民警")]
    assert government.legal_representative is not None
    assert government.legal_representative.title == "区长"
    assert (third.legal_representative, third.agents) == (None, ())


def test_every_party_points_at_the_characters_that_name_it() -> None:
    text = HEAD + BLOCK + STORY
    for party in parties(text):
        place = party.source.places[0]
        assert text[place.start : place.end] == party.name


def test_the_same_block_without_commas_and_colons_gives_the_same_parties() -> None:
    lost = BLOCK.replace("，", "").replace("：", "")
    assert named(parties(HEAD + lost + STORY)) == named(parties(HEAD + BLOCK + STORY))


def test_the_same_block_without_line_breaks_gives_the_same_parties() -> None:
    run_on = (HEAD + BLOCK).replace("\n", "") + STORY
    assert named(parties(run_on)) == named(parties(HEAD + BLOCK + STORY))


def test_heads_and_agents_are_cut_from_their_titles_where_commas_were_lost() -> None:
    text = HEAD + (
        "原告吴大江男汉族1970年1月1日出生住江州市。\n"
        "委托代理人钱望山江苏天平律师事务所律师（特别授权）。\n"
        "被告江州市公安局住所地江州市城东路1号。\n法定代表人欧阳守正该局局长。\n"
        "委托代理人陈有据女江州市公安局法制支队民警。\n"
    )
    plaintiff, bureau = parties(text + STORY)
    assert [(a.name, a.affiliation) for a in plaintiff.agents] == [("钱望山", "江苏天平律师事务所")]
    assert bureau.legal_representative is not None
    assert bureau.legal_representative.name == "欧阳守正"
    assert bureau.legal_representative.title == "该局局长"
    assert bureau.agents[0].name == "陈有据"


@pytest.mark.parametrize(
    ("line", "role", "original"),
    [
        ("上诉人（原审原告）：吴大江，男。", Role.APPELLANT, [Role.PLAINTIFF]),
        ("上诉人（一审被告）江州市公安局，住所地江州市。", Role.APPELLANT, [Role.DEFENDANT]),
        ("被上诉人（原审第三人）：江州青石建材有限公司。", Role.APPELLEE, [Role.THIRD_PARTY]),
        ("原审被告江州市公安局，住所地江州市。", Role.DEFENDANT, [Role.DEFENDANT]),
        ("原审第三人：周吴氏，女。", Role.THIRD_PARTY, [Role.THIRD_PARTY]),
    ],
)
def test_second_instance_markers_keep_the_role_below(
    line: str, role: Role, original: list[Role]
) -> None:
    party = parties(HEAD + line + "\n", stage=Stage.SECOND)[0]
    assert party.role is role
    assert list(party.original_roles) == original


@pytest.mark.parametrize(
    ("line", "role", "original"),
    [
        (
            "再审申请人（一审原告、二审上诉人）：吴大江，男。",
            Role.RETRIAL_APPLICANT,
            [Role.PLAINTIFF, Role.APPELLANT],
        ),
        (
            "被申请人（一审被告、二审被上诉人）江州市公安局，住所地江州市。",
            Role.RETRIAL_RESPONDENT,
            [Role.DEFENDANT, Role.APPELLEE],
        ),
        ("再审被申请人：江州市公安局。", Role.RETRIAL_RESPONDENT, []),
    ],
)
def test_retrial_markers_keep_both_roles_below(line: str, role: Role, original: list[Role]) -> None:
    party = parties(HEAD + line + "\n", PaperKind.RULING, Stage.RETRIAL_REVIEW)[0]
    assert party.role is role
    assert list(party.original_roles) == original


def test_the_same_word_means_the_other_side_of_an_enforcement_review() -> None:
    text = HEAD + "申请人江州市自然资源局，住所地江州市。\n被申请人吴大江，男，汉族，住江州市。\n"
    assert named(parties(text, PaperKind.RULING, Stage.ENFORCEMENT_REVIEW)) == [
        ("enforcement_applicant", "江州市自然资源局"),
        ("enforcement_respondent", "吴大江"),
    ]


def test_relatives_in_brackets_of_an_agent_are_no_parties() -> None:
    text = (
        HEAD
        + "原告吴大江，男。\n委托代理人孙小河（系原告吴大江之妻），女。\n被告江州市公安局。\n"
        + STORY
    )
    assert named(parties(text)) == [("plaintiff", "吴大江"), ("defendant", "江州市公安局")]


def test_a_lost_marker_before_an_office_is_the_defendant_and_less_certain() -> None:
    text = (
        HEAD
        + "原告吴大江男汉族居民住江州市。\n江州市城市管理行政执法局住所地江州市新南路7号。\n"
        + STORY
    )
    found = parties(text)
    assert named(found)[1] == ("defendant", "江州市城市管理行政执法局")
    assert found[1].confidence < found[0].confidence


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        (
            "原告吴大江诉被告江州市公安局、第三人江州青石建材有限公司工商行政登记一案，本院受理。",
            [
                ("plaintiff", "吴大江"),
                ("defendant", "江州市公安局"),
                ("third_party", "江州青石建材有限公司"),
            ],
        ),
        (
            "原告吴大江、孙小河因要求被告江州市人民政府履行法定职责，向本院提起行政诉讼。",
            [("plaintiff", "吴大江"), ("plaintiff", "孙小河"), ("defendant", "江州市人民政府")],
        ),
        (
            "原告孙小河不服江州市公安局交通警察支队作出的处罚决定，向本院提起诉讼。",
            [("plaintiff", "孙小河"), ("defendant", "江州市公安局交通警察支队")],
        ),
    ],
)
def test_without_a_block_the_story_names_the_parties(
    story: str, expected: list[tuple[str, str]]
) -> None:
    assert named(parties(HEAD + story + "本案现已审理终结。\n")) == expected


def test_the_appellants_story_names_the_offices_it_is_about() -> None:
    text = (
        "江州市中级人民法院\n行政裁定书\n（2024）江01行终5号\n上诉人吴大江因诉临河区人民政府（以下简称临河区政府）"
        "房屋征收、江州市人民政府（以下简称江州市政府）行政复议一案，不服江州市临河区人民法院"
        "（2023）江0103行初9号行政裁定，向本院提起上诉。本案现已审理终结。\n"
    )
    found = parties(text, PaperKind.RULING, Stage.SECOND)
    assert named(found) == [
        ("appellant", "吴大江"),
        ("appellee", "临河区人民政府"),
        ("appellee", "江州市人民政府"),
    ]
    assert found[1].original_roles == (Role.DEFENDANT,)


def test_an_enforcement_review_names_the_respondent_in_its_facts() -> None:
    text = (
        HEAD + "申请执行人江州市自然资源局于2024年3月1日向本院申请强制执行处罚决定。\n"
        "经审查查明，被执行人吴大江、孙小河未履行义务。\n"
    )
    assert named(parties(text, PaperKind.RULING, Stage.ENFORCEMENT_REVIEW)) == [
        ("enforcement_applicant", "江州市自然资源局"),
        ("enforcement_respondent", "吴大江"),
        ("enforcement_respondent", "孙小河"),
    ]


@pytest.mark.parametrize("sued", ["你单位", "被告江州市自然资源局", "江州市自然资源局"])
@pytest.mark.parametrize("word", ["原告", ""])
def test_a_notice_names_the_plaintiff_and_speaks_to_the_defendant(sued: str, word: str) -> None:
    text = (
        "江州市临河区人民法院\n应诉通知书\n（2024）江0103行初8号\n江州市自然资源局：\n"
        f"{word}吴大江诉{sued}行政处罚一案，本院已立案。\n"
    )
    assert sorted(named(parties(text, PaperKind.RESPONSE_NOTICE))) == [
        ("defendant", "江州市自然资源局"),
        ("plaintiff", "吴大江"),
    ]


def form(*rows: tuple[str, str]) -> PaperText:
    """A summons as a reader of forms gives it: label and value in two cells of a row."""
    text, cells = "", []
    for row, pair in enumerate(rows):
        for column, words in enumerate(pair):
            cells.append(Cell(0, row, column, len(text), len(text) + len(words), None))
            text += words + "\n"
    return PaperText.from_pages([Page(1, 595, 842, "pdf", text, cells=tuple(cells))])


def test_a_summons_to_an_office_names_the_defendant() -> None:
    paper = form(("案号", "（2024）江0103行初8号"), ("被传唤人", "江州市自然资源局"))
    assert named(find_parties(paper, PaperKind.SUMMONS, Stage.FIRST)) == [
        ("defendant", "江州市自然资源局")
    ]


def test_a_summons_to_a_person_does_not_say_in_which_role() -> None:
    paper = form(("案号", "（2024）江0103行初8号"), ("被传唤人", "吴大江"))
    assert find_parties(paper, PaperKind.SUMMONS, Stage.FIRST) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("张三、李四，均住江州市", ["张三", "李四"]),
        ("张三和李四", ["张三", "李四"]),
        ("王某某等12人", ["王某某"]),
        ("欧阳某1女1980年1月1日出生", ["欧阳某1"]),
        ("赵胜男女汉族", ["赵胜男"]),
        ("张某住江州", ["张某"]),
        ("江州市人力资源和社会保障局，住所地江州市", ["江州市人力资源和社会保障局"]),
        ("江州市住房和城乡建设局住所地江州市", ["江州市住房和城乡建设局"]),
        ("青山土家族苗族自治县公安局。", ["青山土家族苗族自治县公安局"]),
        ("青山回族区公安局。", ["青山回族区公安局"]),
        ("江州宏图（青石）置业有限公司，住所地", ["江州宏图（青石）置业有限公司"]),
        ("江州宏图置业有限公司（以下简称宏图公司），住所地", ["江州宏图置业有限公司"]),
        ("江州宏图置业有限公司（原江州市建材厂）。", ["江州宏图置业有限公司"]),
        ("李四江苏青石人。", ["李四"]),
        ("阿尔法·贝塔，男，", ["阿尔法·贝塔"]),
    ],
)
def test_a_name_ends_where_its_details_begin(text: str, names: list[str]) -> None:
    assert [text[slice(*span)] for span in names_at(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("name", "role", "kind"),
    [
        ("吴大江", Role.PLAINTIFF, PartyType.PERSON),
        ("李某", Role.PLAINTIFF, PartyType.PERSON),
        ("王某1", Role.PLAINTIFF, PartyType.PERSON),
        ("江州青石建材有限公司", Role.PLAINTIFF, PartyType.ORGANIZATION),
        ("青石镇河口村村民委员会", Role.PLAINTIFF, PartyType.ORGANIZATION),
        ("江州市人民政府", Role.DEFENDANT, PartyType.AGENCY),
        ("江州市公安局交通警察支队", Role.APPELLEE, PartyType.AGENCY),
        ("江州高新技术产业开发区管理委员会", Role.DEFENDANT, PartyType.AGENCY),
        ("江州师范大学", Role.DEFENDANT, PartyType.AGENCY),
        ("江州师范大学", Role.PLAINTIFF, PartyType.ORGANIZATION),
    ],
)
def test_what_kind_of_subject_a_name_is(name: str, role: Role, kind: PartyType) -> None:
    assert type_of(name, role) is kind


FRAGMENTS = [
    *(
        "原告",
        "被告",
        "上诉人（原审",
        "）",
        "：",
        "吴大江",
        "江州市公安局",
        "，",
        "。",
        "\n",
        "诉",
        "不服",
    ),
    *("委托代理人", "法定代表人", "、", "和", "女", "一案", "（以下简称", "等3人", "本院", "第三人"),
]


@given(
    st.lists(
        st.sampled_from(FRAGMENTS),
        max_size=30,
    ),
    st.sampled_from([PaperKind.JUDGMENT, PaperKind.RESPONSE_NOTICE, PaperKind.SUMMONS]),
)
def test_any_text_gives_parties_with_a_name_and_a_place(words: list[str], kind: PaperKind) -> None:
    for party in parties(HEAD + "".join(words), kind, Stage.SECOND):
        assert len(party.name) >= 2
        assert party.source.text
        assert 0 < party.confidence <= 1


def test_a_letter_of_advice_has_no_parties() -> None:
    assert (
        parties("司法建议书\n江州市公安局：\n原告吴大江诉你局一案。", PaperKind.JUDICIAL_ADVICE) == ()
    )
