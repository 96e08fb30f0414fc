"""The outcome of a whole paper: places of the items, defendants under any role, and effect."""

from __future__ import annotations

from services.extractor.fields.parties import find_parties
from services.extractor.outcome import defendants, read_outcome
from services.extractor.text.clean import PaperText
from services.vocabulary import OutcomeClass, PaperKind, Stage

FIRST = """江州市临河区人民法院
行政判决书
（2024）江0103行初8号
原告吴某某，男，1970年1月1日出生，汉族，住江州市。
被告江州市公安局城东分局（以下简称城东分局），住所地江州市城东路1号。
法定代表人郑某某，局长。
被告江州市临河区人民政府，住所地江州市临河路2号。
原告吴某某不服被告城东分局行政处罚一案，本院受理后依法审理，现已审理终结。
本院认为，被告程序违法。依照《中华人民共和国行政诉讼法》第七十条之规定，判决如下：
一、撤销被告城东分局作出的行政处罚决定；
二、撤销被告江州市临河区人民政府作出的行政复议决定。
案件受理费50元，由两被告负担。
如不服本判决，可在判决书送达之日起十五日内提起上诉，上诉于江州市中级人民法院。
审　判　长　　韩某某
"""

SECOND = """江州市中级人民法院
行政判决书
（2024）江01行终5号
上诉人（原审被告）江州市公安局城东分局，住所地江州市城东路1号。
被上诉人（原审原告）吴某某，男，1970年1月1日出生，汉族，住江州市。
上诉人江州市公安局城东分局因行政处罚一案，向本院提起上诉。现已审理终结。
判决如下：
驳回上诉，维持原判。
本判决为终审判决。
审　判　长　　韩某某
"""


def read(text: str, kind: PaperKind, stage: Stage):  # type: ignore[no-untyped-def]
    paper = PaperText.of(text)
    parties = find_parties(paper, kind, stage)
    return paper, parties, read_outcome(paper, parties, kind, stage)


def test_each_item_has_its_place_its_class_and_its_party() -> None:
    _, _, (items, outcome) = read(FIRST, PaperKind.JUDGMENT, Stage.FIRST)
    assert [item.classes for item in items] == [(OutcomeClass.REVOKE,), (OutcomeClass.REVOKE,)]
    assert [item.parties for item in items] == [("江州市公安局城东分局",), ("江州市临河区人民政府",)]
    for item in items:
        place = item.source.places[0]
        assert FIRST[place.start : place.end].replace("　", "") == item.source.text.replace("　", "")
    assert outcome is not None
    assert not outcome.effective, "a first-instance judgment does not prove its effect"
    assert outcome.effective_basis is None


def test_a_second_instance_judgment_is_effective_by_its_own_words_and_its_outcome_stays_bare() -> None:
    _, parties, (_, outcome) = read(SECOND, PaperKind.JUDGMENT, Stage.SECOND)
    assert defendants(parties, Stage.SECOND) == ("江州市公安局城东分局",)
    assert outcome is not None
    assert outcome.by_party["江州市公安局城东分局"].classes == (OutcomeClass.AFFIRM,)
    assert outcome.effective
    assert outcome.effective_basis == "本判决为终审判决"


def test_only_printed_words_are_kept_what_follows_from_class_and_stage_is_for_the_law_to_say() -> None:
    text = FIRST.replace("行政判决书", "行政裁定书").replace("判决如下", "裁定如下")
    head, _, _ = text.partition("一、撤销")
    withdrawn = "准许原告吴某某撤回起诉。\n"
    _, _, (_, silent) = read(head + withdrawn, PaperKind.RULING, Stage.FIRST)
    words = "本裁定送达后即发生法律效力。\n"
    _, _, (_, said) = read(head + withdrawn + words, PaperKind.RULING, Stage.FIRST)
    assert silent is not None
    assert said is not None
    assert (silent.effective, silent.effective_basis) == (False, None)
    assert (said.effective, said.effective_basis) == (True, "本裁定送达后即发生法律效力")


def test_a_refusal_over_two_uneven_lines_is_a_refusal_and_stands_where_it_is_printed() -> None:
    refused = "驳回原告吴某某要求撤销被告城东分局作出的行政处罚决定\n并赔偿损失的诉讼请求。"
    head, _, rest = FIRST.partition("一、撤销")
    text = head + refused + rest[rest.index("\n案件受理费") :]
    _, _, (items, outcome) = read(text, PaperKind.JUDGMENT, Stage.FIRST)
    (item,) = items
    assert item.classes == (OutcomeClass.DISMISS_CLAIMS,)
    place = item.source.places[0]
    assert text[place.start : place.end] == refused
    assert outcome is not None


def test_a_notice_has_neither_items_nor_outcome() -> None:
    _, _, result = read(
        "应诉通知书\n江州市公安局：\n本院已立案。", PaperKind.RESPONSE_NOTICE, Stage.FIRST
    )
    assert result == ((), None)
