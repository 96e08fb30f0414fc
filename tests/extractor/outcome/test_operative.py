"""The operative part is found, cut into its items, and freed of costs and remedies."""

from __future__ import annotations

import pytest

from services.extractor.outcome.operative import cut_items, find_operative, numeral

JUDGMENT = (
    "江州市中级人民法院\n行政判决书\n（2024）江01行终5号\n"
    "一审法院判决如下：撤销被告作出的处罚决定。\n本院认为，被诉行为程序违法，应予指正。判决如下：\n"
    "一、维持一审判决第一项；\n二、驳回被上诉人的其他诉讼请求。\n"
    "二审案件受理费50元，由上诉人负担。\n本判决为终审判决。\n审　判　长　　韩某某\n附：法律条文\n"
    "第七十条 人民法院判决撤销"
)


def test_the_last_operative_part_before_the_signature_is_the_papers_own() -> None:
    span = find_operative(JUDGMENT)
    assert span is not None
    assert JUDGMENT[slice(*span)].startswith("一、维持")
    assert "终审" not in JUDGMENT[slice(*span)]


def test_items_are_numbered_and_costs_are_none_of_them() -> None:
    span = find_operative(JUDGMENT)
    assert span is not None
    items = cut_items(JUDGMENT, *span)
    assert [(i.number, JUDGMENT[i.start : i.end]) for i in items] == [
        (1, "维持一审判决第一项；"),
        (2, "驳回被上诉人的其他诉讼请求。"),
    ]


def test_a_notice_has_no_operative_part() -> None:
    assert find_operative("应诉通知书\n江州市公安局：本院已立案。") is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("1.撤销一审判决；2.驳回诉讼请求。", 2),
        ("（一）撤销一审判决；（二）驳回诉讼请求。", 2),
        ("撤销一审判决；驳回诉讼请求。", 2),
        ("驳回诉讼请求。案件受理费50元，由原告负担。", 1),
        ("一、二审行政判决均予撤销。", 1),
        ("赔偿原告1.5万元。", 1),
        ("本判决生效后立即支付原告三万元。", 1),
        ("准许撤回上诉。一审判决自本裁定书送达之日起生效。", 1),
        ("驳回起诉。（本院查明：被告已自行撤销被诉决定。）", 1),
        ("赔偿原告鉴定费2000元、误工费3万元。\n驳回其他赔偿请求。", 2),
        ("撤销关于诉讼费用标准的答复。", 1),
        ("驳回诉讼请求。退还原告案件受理费50元。", 1),
        ("一、驳回诉讼请求；二、本案诉讼费50元。", 1),
        (
            "补偿原告20万元。如果未按本判决指定的期间履行给付金钱义务，应当加倍支付迟延履行期间的债务利息。",
            1,
        ),
        ("驳回诉讼请求。负有履行义务的当事人须依法按期履行本判决确定的义务。", 1),
        ("双方当事人应当继续履行《供水协议》。", 1),
        ("驳回原告要求：1.撤销处罚决定；2.赔偿损失的诉讼请求。", 1),
        ("驳回原告的诉讼请求；责令被告对原告的申请作出答复。", 2),
    ],
)
def test_items_are_counted_by_their_labels_or_sentences(text: str, count: int) -> None:
    assert len(cut_items(text)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("撤销处罚决定，案件受理费50元由被告负担。", "撤销处罚决定"),
        ("驳回上诉，维持原判，二审案件受理费50元由上诉人负担。", "驳回上诉，维持原判"),
        (
            "一、补偿原告20万元。\n如未按本判决指定的期间履行给付金钱义务，加倍支付债务利息。",
            "补偿原告20万元。",
        ),
    ],
)
def test_costs_and_the_notice_of_late_interest_are_cut_off_an_item(text: str, words: str) -> None:
    (item,) = cut_items(text)
    assert text[item.start : item.end] == words


@pytest.mark.parametrize(
    "after",
    [
        "上诉人周某甲预交的二审案件受理费50元予以退还。",
        "退还上诉人周某甲二审案件受理费50元。",
        "原告周某甲已交纳的案件受理费50元，由被告负担。",
        "江州市水务局如不服本裁定第二项，可在收到之日起十日内向本院申请复议。",
        "申请执行人江州市水务局如对本裁定不服，可以申请复议。",
        "上述协议，符合有关法律规定，本院予以确认。",
        "以上协议系双方真实意思表示，不违反法律规定，本院依法确认。",
    ],
)
@pytest.mark.parametrize("between", ["", "\n"])
def test_what_a_paper_says_behind_its_last_item_is_no_part_of_it(between: str, after: str) -> None:
    paper = (
        f"裁定如下：\n一、撤销一审判决；\n二、发回江州县人民法院重审。{between}{after}\n审判长周某乙"
    )
    span = find_operative(paper)
    assert span is not None
    items = [paper[item.start : item.end] for item in cut_items(paper, *span)]
    assert items == ["撤销一审判决；", "发回江州县人民法院重审。"]


@pytest.mark.parametrize(
    "item",
    [
        "被告退还原告周某甲已缴纳的社会抚养费3万元，于十日内退还。",
        "被告赔偿原告周某甲预交的鉴定费2000元，由第三人负担连带责任。",
    ],
)
def test_money_a_party_paid_to_others_than_the_court_stays_in_the_item(item: str) -> None:
    (read,) = cut_items(item)
    assert item[read.start : read.end] == item


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("7", 7)]
)
def test_item_numbers_in_both_numerals(text: str, value: int) -> None:
    assert numeral(text) == value


def test_a_word_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no item number"):
        numeral("项")
