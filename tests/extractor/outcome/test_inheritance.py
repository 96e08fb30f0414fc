"""What a ruling takes over from the one below: whole, item by item, or not known."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from services.extractor.outcome import OperativeReading, classify_operative
from services.vocabulary import PaperKind, Stage

PARTY = "崇山县公安局"
THREE = {"一": "REVOKE", "二": "COMPENSATE", "三": "DISMISS_OTHER"}


def read(
    text: str,
    items: Mapping[str, str] | None = None,
    *,
    stage: Stage = Stage.SECOND,
    kind: PaperKind = PaperKind.JUDGMENT,
    prior: str = "",
) -> OperativeReading:
    return classify_operative(
        text,
        kind=kind,
        stage=stage,
        defendants=[PARTY],
        prior={PARTY: {"classes": prior.split()}} if prior else None,
        prior_items={n: [{"party": PARTY, "classes": own.split()}] for n, own in (items or {}).items()},
    )


def classes(reading: OperativeReading) -> list[str]:
    return [each.value for each in reading.by_party[PARTY].classes]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("撤销一审判决第二项，维持一审判决第一项。", {"REVOKE"}),
        ("维持一审判决第一和第三项；撤销一审判决第二项。", {"REVOKE", "DISMISS_OTHER"}),
        ("一、维持一审判决第一项至第三项；二、驳回上诉。", {"REVOKE", "COMPENSATE", "DISMISS_OTHER"}),
        ("一、撤销一审判决第一项至第二项；二、维持一审判决其他判项。", {"DISMISS_OTHER"}),
        ("一、维持原判第（三）项；二、撤销原判第（一）、（二）项。", {"DISMISS_OTHER"}),
        ("一、驳回上诉；二、撤销一审判决第二项。", {"REVOKE", "DISMISS_OTHER"}),
        ("一、撤销一审判决第一、二项；二、驳回上诉人的其他上诉请求。", {"DISMISS_OTHER"}),
    ],
)
def test_the_items_kept_are_taken_over_and_no_others(text: str, expected: set[str]) -> None:
    found = classes(read(text, THREE, prior="REVOKE COMPENSATE DISMISS_OTHER"))
    assert set(found) - {"AFFIRM", "REVOKE_LOWER"} == expected


def test_the_rest_of_an_appeal_refused_restores_nothing_of_a_judgment_revoked_as_a_whole() -> None:
    text = "一、撤销一审判决；二、驳回原告的诉讼请求；三、驳回上诉人的其他上诉请求。"
    assert classes(read(text, prior="REVOKE")) == ["REVOKE_LOWER", "DISMISS_CLAIMS"]
    text = "一、撤销一审判决和崇山县公安局作出的处罚决定；二、驳回上诉人的其他上诉请求。"
    assert classes(read(text, prior="COMPENSATE")) == ["REVOKE_LOWER", "REVOKE"]


def test_the_rest_of_an_appeal_refused_after_every_item_fell_affirms_nothing() -> None:
    text = (
        "一、撤销一审判决第一项、第二项；二、驳回崇山县公安局的其他上诉请求；三、驳回原告的诉讼请求。"
    )
    found = classes(read(text, {"一": "REVOKE", "二": "REMAKE"}))
    assert found == ["REVOKE_LOWER", "DISMISS_CLAIMS"]


@pytest.mark.parametrize(
    "revoked", ["三、撤销一审判决。", "三、崇山县人民法院（2024）江0125行初6号行政判决视为撤销。"]
)
def test_an_appeal_withdrawn_keeps_nothing_where_the_judgment_falls_with_the_suit(revoked: str) -> None:
    text = "一、准许崇山县公安局撤回上诉；二、准许吴某某撤回起诉；" + revoked
    found = classes(read(text, prior="REVOKE", kind=PaperKind.RULING))
    assert found == ["APPEAL_WITHDRAW", "WITHDRAW_ALLOW", "REVOKE_LOWER"]


def test_a_retrial_that_keeps_some_items_of_the_first_judgment_takes_over_those() -> None:
    items = {"一": "DISMISS_CLAIMS", "二": "COMPENSATE"}
    text = "一、撤销二审判决；二、维持一审判决第一项；三、撤销一审判决第二项。"
    reading = read(text, items, stage=Stage.RETRIAL, prior="COMPENSATE")
    assert classes(reading) == ["REVOKE_LOWER", "RETRIAL_AFFIRM_FIRST", "DISMISS_CLAIMS"]
    assert reading.inherited == {PARTY: True}


def test_other_requests_of_a_petitioner_refused_are_no_claims_of_a_plaintiff() -> None:
    text = "一、撤销二审判决；二、维持一审判决；三、驳回再审申请人的其他再审请求。"
    found = classes(read(text, stage=Stage.RETRIAL, prior="REVOKE"))
    assert found == ["REVOKE_LOWER", "RETRIAL_AFFIRM_FIRST", "REVOKE"]


@pytest.mark.parametrize(
    ("text", "items", "prior"),
    [
        ("一、撤销一审判决第一项；二、驳回原告的诉讼请求。", {"一": "REVOKE", "二": "COMPENSATE"}, ""),
        ("变更原判第二项为：驳回原告的其他诉讼请求。", None, "REVOKE PAYMENT"),
        ("一、维持一审判决第一项；二、撤销第二项；三、驳回原告的诉讼请求。", None, "REVOKE"),
        ("一、维持一审判决第一项、第四项；二、驳回原告的诉讼请求。", {"一": "DISMISS_OTHER"}, ""),
        ("一、撤销一审判决第一项中关于期限的部分；二、驳回原告的赔偿请求。", {"一": "REVOKE"}, ""),
        ("驳回上诉，维持原判。驳回原告的其他诉讼请求。", None, ""),
    ],
    ids=[
        "an item nobody spoke of",
        "an item before the one changed",
        "an item kept and not at hand",
        "one of two items kept not at hand",
        "an item that fell in part",
        "a whole ruling not at hand",
    ],
)
def test_what_may_stand_below_and_is_not_known_is_said(
    text: str, items: dict[str, str] | None, prior: str
) -> None:
    assert read(text, items, prior=prior).inherited == {PARTY: False}


@pytest.mark.parametrize(
    ("text", "items", "inherited"),
    [
        ("一、撤销一审判决；二、驳回原告的诉讼请求。", None, None),
        ("将一审判决第二项变更为：驳回原告的赔偿请求。", {"二": "COMPENSATE"}, None),
        (
            "一、撤销一审判决第二项；二、驳回原告的赔偿请求。",
            {"一": "DISMISS_CLAIMS", "二": "COMPENSATE"},
            None,
        ),
        ("维持一审判决第一项，撤销第二项。", {"一": "DISMISS_CLAIMS", "二": "COMPENSATE"}, True),
    ],
    ids=["all revoked", "the only item changed", "a refusal left alone", "all items spoken of"],
)
def test_what_stands_below_and_is_known_leaves_nothing_open(
    text: str, items: dict[str, str] | None, inherited: bool | None
) -> None:
    assert read(text, items).inherited == {PARTY: inherited}
