"""Which items are in force once a ruling above has spoken, and the duties they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.law import Duty, derive_duties
from services.law.facts import CaseFacts, PaperFacts
from services.law.items import items_in_force
from services.law.party_outcome import classes_of_office, inherited
from services.law.rulings import decisions
from services.vocabulary import OutcomeClass as O
from services.vocabulary import PaperKind, ProvisionalReason, Stage
from tests.law.making import case, first, item, review, second

REMAKE = item("二、责令被告于本判决生效之日起六十日内重新作出行政行为；", O.REMAKE)
BELOW = first(
    O.REVOKE,
    O.REMAKE,
    O.DISMISS_OTHER,
    operative=(
        item("一、撤销被诉决定；", O.REVOKE),
        REMAKE,
        item("三、驳回原告的其他诉讼请求。", O.DISMISS_OTHER),
    ),
)


def above(*items: tuple[str, O]) -> PaperFacts:
    return second(*(each for _, each in items), operative=tuple(item(*each) for each in items))


def retrial(*items: tuple[str, O], on: date = date(2024, 9, 2)) -> PaperFacts:
    return review(
        *(each for _, each in items),
        kind=PaperKind.JUDGMENT,
        id="retried",
        stage=Stage.RETRIAL,
        on=on,
        effective_because="本判决为终审判决",
        operative=tuple(item(*each) for each in items),
    )


def remakes(facts: CaseFacts, today: date = date(2024, 12, 2)) -> list[Duty]:
    return [each for each in derive_duties(facts, today=today) if each.rule_id == "REMAKE_LIMIT"]


@pytest.mark.parametrize(
    ("kept", "ended"),
    [
        ("一、维持一审判决第（一）项、第（二）项；", "二、撤销一审判决第三项。"),
        ("一、维持一审判决第1、2项；", "二、撤销一审判决第3项。"),
        ("一、维持一审判决第一至二项；", "二、撤销一审判决第三项。"),
        ("一、维持一审判决第一、第二判项；", "二、撤销一审判决第三判项。"),
        ("一、维持一审判决其他判项；", "二、撤销一审判决第三项。"),
    ],
)
def test_an_item_upheld_keeps_its_duty_however_its_number_is_written(kept: str, ended: str) -> None:
    facts = case(BELOW, above((kept, O.AFFIRM), (ended, O.REVOKE_LOWER)))
    (remake,) = remakes(facts)
    assert remake.count.due == date(2023, 11, 6)
    assert not remake.doubts


def test_an_item_revoked_makes_no_duty() -> None:
    facts = case(
        BELOW,
        above(("一、维持一审判决第一项；", O.AFFIRM), ("二、撤销一审判决第二、三项。", O.REVOKE_LOWER)),
    )
    assert not remakes(facts)


@pytest.mark.parametrize(
    "items",
    [
        (("撤销一审判决第三项。", O.REVOKE_LOWER),),
        (("变更一审判决第三项为：驳回原告的赔偿请求。", O.MODIFY_LOWER),),
        (
            ("一、维持一审判决关于重新作出行政行为的部分；", O.AFFIRM),
            ("二、撤销一审判决第三项。", O.REVOKE_LOWER),
        ),
    ],
)
def test_what_the_ruling_above_does_not_say_keeps_its_duty_with_a_doubt(
    items: tuple[tuple[str, O], ...],
) -> None:
    (remake,) = remakes(case(BELOW, above(*items)))
    assert remake.count.due == date(2023, 11, 6)
    assert "没有写明" in "".join(remake.doubts)


def test_items_of_two_rulings_with_one_number_are_two_duties() -> None:
    """行政诉讼法第九十四条: both are to be performed."""
    paid = "二、被告于本判决生效之日起十日内赔偿原告3000元。"
    facts = case(BELOW, above(("一、维持一审判决第一项、第二项；", O.AFFIRM), (paid, O.COMPENSATE)))
    (payment,) = [
        each for each in derive_duties(facts, today=date(2023, 9, 6)) if each.rule_id == "PERFORM"
    ]
    assert payment.count.due == date(2023, 9, 15)
    assert payment.aliases == (), "what is done about one item is not done about another"
    (remake,) = remakes(facts)
    assert (remake.count.due, remake.covers) == (date(2023, 11, 6), ("PERFORM",))


@pytest.mark.parametrize(
    "ruling",
    [second(O.AFFIRM), second(O.APPEAL_WITHDRAW, kind=PaperKind.RULING)],
)
def test_receipt_of_this_judgment_means_that_of_the_first_maybe(ruling: PaperFacts) -> None:
    """Thirty days from 15 June were over before the judgment took effect on 5 September."""
    pay = item("被告于收到本判决之日起三十日内赔偿原告3000元。", O.COMPENSATE)
    (paid,) = [
        each
        for each in derive_duties(
            case(first(O.COMPENSATE, operative=(pay,)), ruling), today=date(2023, 9, 6)
        )
        if each.rule_id == "PERFORM"
    ]
    assert paid.count.internal_target == date(2023, 9, 5)
    assert "下级法院的判决" in "".join(paid.doubts)


def test_the_other_side_may_ask_for_execution_of_what_took_effect_by_a_withdrawn_appeal() -> None:
    withdrawn = second(O.APPEAL_WITHDRAW, kind=PaperKind.RULING)
    found = derive_duties(case(BELOW, withdrawn), today=date(2023, 9, 6))
    assert "EXEC_2Y" in {each.rule_id for each in found}


def test_revoking_the_whole_leaves_no_item() -> None:
    revoked = above(("一、撤销一审判决；", O.REVOKE_LOWER), ("二、驳回诉讼请求。", O.DISMISS_CLAIMS))
    assert not remakes(case(BELOW, revoked))
    assert inherited(revoked, case(BELOW, revoked)) is None


def test_an_item_nobody_speaks_of_is_no_win() -> None:
    changed = above(
        ("一、撤销一审判决第二项；", O.REVOKE_LOWER), ("二、驳回赔偿请求。", O.DISMISS_COMPENSATION)
    )
    for facts in (case(BELOW, changed), case(changed)):
        assert inherited(changed, facts) is False
    assert O.REMAKE not in classes_of_office(changed, case(BELOW, changed))


def test_a_retrial_that_restores_the_first_judgment_restores_its_duties() -> None:
    restored = retrial(
        ("一、撤销二审判决；", O.REVOKE_LOWER), ("二、维持一审判决。", O.RETRIAL_AFFIRM_FIRST)
    )
    dismissed = second(O.REVOKE_LOWER, O.DISMISS_CLAIMS)
    facts = case(BELOW, dismissed, restored)
    (remake,) = remakes(facts)
    assert remake.count.due == date(2024, 11, 1)
    assert O.REMAKE in classes_of_office(restored, facts)
    assert O.DISMISS_CLAIMS not in classes_of_office(restored, facts)


def test_a_retrial_may_restore_some_items_only() -> None:
    restored = retrial(
        ("一、撤销二审判决；", O.REVOKE_LOWER),
        ("二、维持一审判决第一项；", O.RETRIAL_AFFIRM_FIRST),
        ("三、撤销一审判决第二、三项。", O.REVOKE_LOWER),
    )
    facts = case(BELOW, second(O.REVOKE_LOWER, O.DISMISS_CLAIMS), restored)
    assert not remakes(facts)
    found = items_in_force(restored, decisions(facts))
    assert [each.item.text for each in found if each.ruling.id == "first"] == ["一、撤销被诉决定；"]


# --- a retrial of a judgment that orders something -----------------------------------------------

ORDERED = second(
    O.REVOKE_LOWER,
    O.REMAKE,
    operative=(
        item("一、撤销一审判决；", O.REVOKE_LOWER),
        item("二、责令被告于本判决生效之日起一年内重新作出行政行为。", O.REMAKE),
    ),
)
LOST = first(O.DISMISS_CLAIMS)
ORDER = review(O.RETRIAL_ORDER, on=date(2024, 5, 6))


def test_an_order_for_retrial_suspends_what_was_to_be_performed() -> None:
    (before,) = remakes(case(LOST, ORDERED), today=date(2024, 5, 6))
    assert not before.count.provisional
    for order in (ORDER, replace(ORDER, stage=Stage.RETRIAL)):
        (remake,) = remakes(case(LOST, ORDERED, order), today=date(2024, 5, 7))
        assert remake.key == before.key
        assert remake.count.provisional_because[0] is ProvisionalReason.UNDER_RETRIAL
        assert "第一百一十八条" in "".join(remake.doubts)
        assert remake.headline == before.headline, "the day worked to stays in sight"


def test_what_a_retrial_affirms_stays_one_duty_from_the_day_it_took_effect() -> None:
    affirmed = retrial(("维持二审判决。", O.AFFIRM))
    facts = case(LOST, ORDERED, ORDER, affirmed)
    found = derive_duties(facts, today=date(2024, 9, 3))
    (remake,) = [each for each in found if each.rule_id == "REMAKE_LIMIT"]
    assert remake.count.due == date(2024, 9, 5)
    assert not remake.count.provisional
    assert "曾中止执行" in "".join(remake.doubts)
    assert len([each for each in found if each.rule_id == "EXEC_2Y"]) == 1
    assert "RETRIAL" not in {each.rule_id for each in found}, "no second petition"


def test_what_a_retrial_revokes_of_a_judgment_is_no_duty_any_more() -> None:
    ended = retrial(("撤销二审判决第二项。", O.REVOKE_LOWER))
    assert not remakes(case(LOST, ORDERED, ended))
    kept = retrial(("一、维持二审判决第二项；", O.AFFIRM), ("二、撤销第一项。", O.REVOKE_LOWER))
    assert len(remakes(case(LOST, ORDERED, kept))) == 1


def test_a_retrial_after_a_withdrawn_appeal_keeps_one_duty() -> None:
    withdrawn = second(O.APPEAL_WITHDRAW, kind=PaperKind.RULING)
    affirmed = replace(retrial(("维持一审判决。", O.AFFIRM)), prior_case_number=BELOW.case_number)
    order = replace(ORDER, prior_case_number=BELOW.case_number)
    (suspended,) = remakes(case(BELOW, withdrawn, order), today=date(2024, 5, 7))
    assert suspended.count.provisional
    (remake,) = remakes(case(BELOW, withdrawn, order, affirmed))
    assert (remake.key, remake.count.due) == (suspended.key, date(2023, 11, 6))
