"""An item binds the defendant it means, however it names them, and nobody when it could mean two."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from services.extractor.outcome import classify_operative
from services.extractor.outcome.attribution import Defendants, with_text
from services.extractor.outcome.names import short_names
from services.extractor.outcome.setting import kind_of_title
from services.vocabulary import PaperKind, Stage

BUREAU, GOVERNMENT = "江州市公安局城东分局", "江州市临河区人民政府"


def outcome(
    text: str, defendants: Sequence[str], aliases: dict[str, Sequence[str]] | None = None
) -> dict[str, list[str]]:
    reading = classify_operative(
        text, kind=PaperKind.JUDGMENT, stage=Stage.FIRST, defendants=defendants, aliases=aliases
    )
    return {name: [each.value for each in one.classes] for name, one in reading.by_party.items()}


@pytest.mark.parametrize(
    ("printed_bureau", "printed_government"),
    [
        ("被告江州市公安局城东分局", "被告江州市临河区人民政府"),
        ("江州市公安局城东分局", "江州市临河区人民政府"),
        ("被告城东分局", "被告临河区政府"),
        ("市公安局城东分局", "临河区人民政府"),
        ("被告某市公安局某分局", "被告某区人民政府"),
    ],
    ids=["full names", "without 被告", "short forms", "without the city", "masked"],
)
def test_full_short_and_masked_names_bind_the_same_defendants(
    printed_bureau: str, printed_government: str
) -> None:
    text = (
        f"一、撤销{printed_bureau}作出的行政处罚决定；二、撤销{printed_government}作出的行政复议决定。"
    )
    aliases = {BUREAU: ["城东分局"], GOVERNMENT: ["临河区政府"]}
    assert outcome(text, [BUREAU, GOVERNMENT], aliases) == {BUREAU: ["REVOKE"], GOVERNMENT: ["REVOKE"]}


def test_a_reconsideration_decision_without_a_name_belongs_to_the_government() -> None:
    text = "一、驳回原告对被告江州市公安局城东分局的诉讼请求；二、撤销被诉行政复议决定。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["DISMISS_CLAIMS"], GOVERNMENT: ["REVOKE"]}


def test_an_office_whose_name_begins_with_anothers_is_another_office() -> None:
    names = ["江州市公安局", "江州市公安局城东分局"]
    text = "撤销被告江州市公安局城东分局作出的行政处罚决定。"
    assert outcome(text, names) == {names[0]: ["NO_RULING"], names[1]: ["REVOKE"]}


def test_one_item_on_the_acts_of_two_offices_binds_both() -> None:
    text = "撤销江州市公安局城东分局行政处罚决定和江州市临河区人民政府行政复议决定。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["REVOKE"], GOVERNMENT: ["REVOKE"]}


def test_the_upheld_act_inside_a_revoked_reconsideration_decision_is_not_revoked() -> None:
    text = "撤销被告江州市临河区人民政府作出的维持江州市公安局城东分局处罚决定的行政复议决定。"
    assert outcome(text, [BUREAU, GOVERNMENT])[BUREAU] == ["NO_RULING"]


@pytest.mark.parametrize(
    "text",
    [
        "撤销被诉行政处罚决定和被诉行政复议决定。",
        "撤销被诉处罚决定及复议决定。",
        "撤销江公罚字〔2024〕12号行政处罚决定、江临府复字〔2024〕3号行政复议决定。",
        "撤销江州市公安局城东分局对原告作出的行政处罚决定及行政复议决定。",
        "一、撤销被诉行政处罚决定；二、撤销被诉行政复议决定。",
        "撤销被诉行政复议决定，撤销被诉行政处罚决定。",
    ],
)
def test_an_act_and_its_reconsideration_revoked_together_bind_both_offices(text: str) -> None:
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["REVOKE"], GOVERNMENT: ["REVOKE"]}


def test_both_acts_confirmed_illegal_in_one_item_bind_both_offices() -> None:
    text = "确认被诉强制拆除行为和行政复议决定违法。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {
        BUREAU: ["CONFIRM_ILLEGAL"],
        GOVERNMENT: ["CONFIRM_ILLEGAL"],
    }


def test_where_both_acts_fall_the_office_that_acted_first_acts_again() -> None:
    text = "撤销被诉行政处罚决定和行政复议决定，责令其于六十日内重新作出处理。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["REVOKE", "REMAKE"], GOVERNMENT: ["REVOKE"]}


def test_two_acts_of_one_office_bind_that_office_alone() -> None:
    text = "撤销江州市公安局城东分局作出的行政处罚决定及扣押决定。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["REVOKE"], GOVERNMENT: ["NO_RULING"]}


@pytest.mark.parametrize(
    "text",
    [
        "撤销江州市临河区人民政府作出的维持城东分局处罚决定和扣押决定的行政复议决定。",
        "撤销江州市临河区人民政府对行政处罚决定和听证告知作出的行政复议决定。",
    ],
)
def test_acts_a_reconsideration_decision_is_about_do_not_fall_with_it(text: str) -> None:
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["NO_RULING"], GOVERNMENT: ["REVOKE"]}


def test_an_act_without_a_name_is_left_to_a_person_where_nothing_was_reconsidered() -> None:
    assert outcome("撤销被诉行政处罚决定。", [BUREAU, GOVERNMENT]) == {BUREAU: [], GOVERNMENT: []}


@pytest.mark.parametrize(
    "text",
    [
        "撤销江州市教育局处分决定和复议决定。",
        "撤销江州市教育局处分决定，撤销被诉复议决定。",
    ],
)
def test_a_reconsideration_decision_of_nobody_known_is_left_to_a_person(text: str) -> None:
    found = outcome(text, ["江州市教育局", "江州市财政局"])
    assert found == {"江州市教育局": ["REVOKE"], "江州市财政局": []}


def test_the_office_that_owes_nothing_does_not_hide_the_one_that_pays() -> None:
    text = "被告江州市临河区人民政府不承担赔偿责任，由被告江州市公安局城东分局赔偿原告5万元。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["COMPENSATE"], GOVERNMENT: ["NO_RULING"]}


def test_the_bare_word_defendant_with_two_defendants_is_left_to_a_person() -> None:
    text = "一、撤销被告作出的行政处罚决定；二、驳回原告的其他诉讼请求。"
    reading = classify_operative(
        text, kind=PaperKind.JUDGMENT, stage=Stage.FIRST, defendants=[BUREAU, GOVERNMENT]
    )
    assert reading.items[0].parties == ()
    assert reading.unattributed == (0,)
    assert all(one.classes == () for one in reading.by_party.values()), "never a win by default"


def test_an_operative_part_in_words_nobody_knows_is_no_outcome_rather_than_no_ruling() -> None:
    text = "江州市公安局应于三十日内妥为处置。"
    assert outcome(text, []) == {"被告": []}


def test_the_word_it_points_back_to_the_office_of_the_same_item() -> None:
    text = "撤销被告江州市公安局城东分局作出的处罚决定，责令其于六十日内重新作出处理。"
    assert outcome(text, [BUREAU, GOVERNMENT])[BUREAU] == ["REVOKE", "REMAKE"]


def test_both_defendants_together_are_both() -> None:
    text = "两被告于本判决生效之日起三十日内共同赔偿原告损失5万元。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {
        BUREAU: ["COMPENSATE"],
        GOVERNMENT: ["COMPENSATE"],
    }


def test_defendants_known_only_by_their_function_are_told_apart_by_what_they_did() -> None:
    text = (
        "一、撤销被告某省自然资源厅作出的行政复议决定；二、恢复被告某县人民政府原行政行为的法律效力。"
    )
    assert outcome(text, ["原行为机关", "复议机关"]) == {
        "原行为机关": ["RESTORE_ORIGINAL"],
        "复议机关": ["REVOKE"],
    }


def test_an_item_no_form_fits_makes_the_outcome_unknown_not_absent() -> None:
    assert outcome("注销被告颁发给第三人的房屋所有权证。", [BUREAU]) == {BUREAU: []}


@pytest.mark.parametrize(
    ("names", "reconsidering"),
    [
        (("崇山县公安局", "崇山县人民政府"), "崇山县人民政府"),
        (("崇山县人民政府", "江州市人民政府"), "江州市人民政府"),
        (("江州市公安局城东分局", "江州市公安局"), "江州市公安局"),
        (("江州市教育局", "江州市财政局"), None),
    ],
)
def test_the_reconsidering_office_is_the_higher_one_or_unknown(
    names: tuple[str, str], reconsidering: str | None
) -> None:
    assert Defendants(names).reconsidering == reconsidering


def test_short_names_are_those_the_paper_introduces() -> None:
    text = "被告江州市公安局城东分局（以下简称城东分局），住所地江州市城东路1号。"
    assert short_names(text, [BUREAU, GOVERNMENT]) == {BUREAU: ("城东分局",)}


RULING = "行政裁定书"


@pytest.mark.parametrize(
    ("text", "kind", "bureau", "government"),
    [
        ("准许原告周某甲撤回对被告{G}的起诉。", RULING, "NO_RULING", "WITHDRAW_ALLOW"),
        ("不准许原告周某甲撤回对被告{G}的起诉。", RULING, "NO_RULING", "WITHDRAW_DENY"),
        ("原告周某甲对被告{G}的起诉按撤诉处理。", RULING, "NO_RULING", "DEEMED_WITHDRAW"),
        ("原告周某甲诉被告{G}部分，本院依法按撤诉处理。", RULING, "NO_RULING", "DEEMED_WITHDRAW"),
        ("终结原告周某甲对被告{G}的诉讼。", RULING, "NO_RULING", "TERMINATE"),
        ("终结原告周某甲诉被告{G}行政复议一案的审理。", RULING, "NO_RULING", "TERMINATE"),
        ("对被告{G}的诉讼终结。", RULING, "NO_RULING", "TERMINATE"),
        (
            "一、撤销被告{B}作出的行政处罚决定；二、准许原告周某甲撤回对被告{G}的起诉。",
            "行政判决书",
            "REVOKE",
            "WITHDRAW_ALLOW",
        ),
        ("对周某甲诉{G}的起诉，本院不予立案。", RULING, "NO_RULING", "NOT_ACCEPT"),
        ("准许原告周某甲撤回起诉。", RULING, "WITHDRAW_ALLOW", "WITHDRAW_ALLOW"),
        ("准许原告周某甲撤回对{B}等二被告的起诉。", RULING, "WITHDRAW_ALLOW", "WITHDRAW_ALLOW"),
        ("准许原告周某甲撤回对两被告的起诉。", RULING, "WITHDRAW_ALLOW", "WITHDRAW_ALLOW"),
        (
            "准许原告周某甲撤回对{B}的起诉。周某甲对{G}的起诉继续审理。",
            RULING,
            "WITHDRAW_ALLOW",
            "NO_RULING",
        ),
        ("{B}已自行撤销处罚决定，准许原告撤回起诉。", RULING, "WITHDRAW_ALLOW", "WITHDRAW_ALLOW"),
        ("本案按撤诉处理。", RULING, "DEEMED_WITHDRAW", "DEEMED_WITHDRAW"),
        ("终结本案诉讼。", RULING, "TERMINATE", "TERMINATE"),
    ],
)
def test_a_suit_ends_against_the_defendant_it_names_and_against_all_when_it_names_none(
    text: str, kind: str, bureau: str, government: str
) -> None:
    reading = classify_operative(
        text.format(B=BUREAU, G=GOVERNMENT),
        kind=kind_of_title(kind),
        stage=Stage.FIRST,
        defendants=[BUREAU, GOVERNMENT],
    )
    assert {name: list(one.classes) for name, one in reading.by_party.items()} == {
        BUREAU: [bureau],
        GOVERNMENT: [government],
    }


@pytest.mark.parametrize(
    "restored",
    [
        "恢复江公行罚决字〔2024〕12号行政处罚决定的法律效力",
        "恢复原行政处罚决定的法律效力",
        "恢复被该复议决定撤销的行政处罚决定的法律效力",
        "恢复被告江州市公安局城东分局作出的行政处罚决定的效力",
    ],
)
def test_the_act_restored_is_that_of_the_office_that_acted_first(restored: str) -> None:
    text = f"一、撤销被告江州市临河区人民政府作出的行政复议决定；二、{restored}。"
    assert outcome(text, [BUREAU, GOVERNMENT]) == {BUREAU: ["RESTORE_ORIGINAL"], GOVERNMENT: ["REVOKE"]}


def test_an_act_restored_among_offices_of_one_rank_is_left_to_a_person() -> None:
    found = outcome("恢复原行政处罚决定的法律效力。", ["江州市教育局", "江州市财政局"])
    assert found == {"江州市教育局": [], "江州市财政局": []}


def test_the_office_the_text_says_reconsidered_did_whatever_the_rank_of_their_names() -> None:
    hall, city = "江南省自然资源厅", "江州市人民政府"
    text = f"一、撤销被告{hall}作出的行政复议决定；二、恢复{city}颁发的土地使用证的法律效力。"
    assert outcome(text, [hall, city]) == {hall: ["REVOKE"], city: ["RESTORE_ORIGINAL"]}
    two = ["江州市教育局", "江州市财政局"]
    text = f"撤销被告{two[0]}作出的行政复议决定，恢复原处理决定的法律效力。"
    assert outcome(text, two) == {two[0]: ["REVOKE"], two[1]: ["RESTORE_ORIGINAL"]}


def test_an_office_a_reconsideration_decision_is_about_did_not_reconsider() -> None:
    two = ["江州市教育局", "江州市财政局"]
    assert with_text(two, "撤销不服江州市教育局答复的行政复议决定。", {}).reconsidering is None
    assert with_text(two, "撤销江州市教育局作出的行政复议决定。", {}).reconsidering == two[0]


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("滕州市公安局", "市公安局"),
        ("滕州市临河区人民政府", "临河区政府"),
        ("滕州市人民政府", "市政府"),
        ("崇山县人民政府", "县政府"),
        ("滕州市临河区住房和城乡建设局", "区住建局"),
    ],
)
def test_an_office_is_known_without_the_place_even_where_the_place_ends_in_a_division(
    name: str, short: str
) -> None:
    text = f"撤销被告{short}作出的决定。"
    assert outcome(text, [name, "青石镇人民政府"]) == {
        name: ["REVOKE"],
        "青石镇人民政府": ["NO_RULING"],
    }


def test_an_office_without_the_place_is_no_part_of_an_office_elsewhere() -> None:
    names = ["江州市公安局", "江州市人民政府"]
    assert outcome("撤销广原市公安局作出的处罚决定。", names) == {name: [] for name in names}


def test_an_office_given_by_a_short_name_is_found_inside_its_full_name() -> None:
    names = ["市北区人民政府", "青石镇人民政府"]
    found = outcome("撤销广原市市北区人民政府作出的决定。", names)
    assert found == {names[0]: ["REVOKE"], names[1]: ["NO_RULING"]}
