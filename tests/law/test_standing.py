"""Is a ruling effective, on what basis, since when: across instances and parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.law.basis import basis_file
from services.law.calendar import national_calendar
from services.law.facts import CaseFacts, ConfirmedBy, EffectConfirmation, PartyFact, RecordedEvent
from services.law.rulings import decisions
from services.law.standing import Effect, EffectBasis, RulingEffect, controlling, effects_of
from services.vocabulary import EventKind, PaperKind, Role, Stage, Standing
from services.vocabulary import OutcomeClass as O
from tests.law.making import (
    BUREAU,
    FIRST,
    PARTIES,
    SECOND,
    case,
    court_said,
    first,
    item,
    paper,
    review,
    second,
    served,
)

LATER = date(2024, 12, 2)


def effect(facts: CaseFacts, paper_id: str = "first", today: date = LATER) -> RulingEffect:
    return effects_of(facts, national_calendar(), today=today)[paper_id]


# --- first instance ------------------------------------------------------------------------------


def test_within_our_period_to_appeal_nothing_is_effective() -> None:
    found = effect(case(first(O.REVOKE)), today=date(2023, 6, 30))
    assert (found.effect, found.basis) == (Effect.NOT_EFFECTIVE, EffectBasis.WINDOW_OPEN)
    assert not found.ask_court


def test_when_our_period_is_over_and_the_others_are_unknown_it_is_only_presumed() -> None:
    found = effect(case(first(O.REVOKE)), today=date(2023, 7, 1))
    assert (found.effect, found.on, found.latest) == (Effect.PRESUMED, date(2023, 7, 1), None)
    assert found.ask_court
    assert "方某甲" in found.because[0]
    assert found.citation and found.citation.article == "第二百四十四条"


def test_the_last_party_served_decides_the_day_and_it_is_still_presumed() -> None:
    facts = case(first(O.REVOKE), services=(served("方某甲", date(2023, 6, 20)),))
    assert effect(facts, today=date(2023, 7, 5)).effect is Effect.NOT_EFFECTIVE
    found = effect(facts, today=date(2023, 7, 6))
    assert (found.effect, found.on, found.latest) == (
        Effect.PRESUMED,
        date(2023, 7, 6),
        date(2023, 7, 6),
    )


def test_a_ruling_of_first_instance_has_ten_days() -> None:
    ruling = paper(PaperKind.RULING, date(2023, 6, 15), id="first", outcome={BUREAU: (O.REJECT_SUIT,)})
    assert effect(case(ruling), today=date(2023, 6, 25)).effect is Effect.NOT_EFFECTIVE
    assert effect(case(ruling), today=date(2023, 6, 26)).effect is Effect.PRESUMED


def test_a_ruling_nobody_can_appeal_is_effective_when_served() -> None:
    ruling = paper(
        PaperKind.RULING, date(2023, 6, 15), id="first", outcome={BUREAU: (O.WITHDRAW_ALLOW,)}
    )
    found = effect(case(ruling), today=date(2023, 6, 15))
    assert (found.effect, found.on) == (Effect.EFFECTIVE, date(2023, 6, 15))


def test_without_a_receipt_the_period_is_over_only_when_it_is_for_certain() -> None:
    unproved = first(O.REVOKE, receipt=None, issued_on=date(2023, 6, 1), arrived_on=date(2023, 6, 15))
    assert effect(case(unproved), today=date(2023, 6, 30)).effect is Effect.NOT_EFFECTIVE
    found = effect(case(unproved), today=date(2023, 7, 1))
    assert found.effect is Effect.PRESUMED
    assert found.on == date(2023, 6, 17), "the earliest day possible"


@pytest.mark.parametrize("kind", [PaperKind.APPEAL_PETITION, PaperKind.RESPONSE_NOTICE])
def test_any_partys_appeal_keeps_it_from_taking_effect(kind: PaperKind) -> None:
    appeal = paper(kind, date(2023, 7, 3), id="appeal", stage=Stage.SECOND, case_number=None)
    found = effect(case(first(O.REVOKE), appeal))
    assert (found.effect, found.basis) == (Effect.NOT_EFFECTIVE, EffectBasis.APPEALED)


def test_an_attached_appeal_of_another_dispute_means_nothing() -> None:
    appeal = paper(PaperKind.APPEAL_PETITION, date(2023, 7, 3), id="appeal", standing=Standing.ATTACHED)
    assert effect(case(first(O.REVOKE), appeal)).effect is Effect.PRESUMED


def test_what_was_said_of_jurisdiction_leaves_the_judgment_as_it_was() -> None:
    objection = paper(
        PaperKind.RULING, date(2023, 3, 5), id="objection", outcome={BUREAU: (O.JURIS_OBJ_REJECT,)}
    )
    affirmed = second(
        O.AFFIRM, kind=PaperKind.RULING, on=date(2023, 4, 20), case_number="（2023）赣07行辖终1号"
    )
    unmarked = replace(affirmed, case_number=SECOND)
    judgment = first(O.REVOKE)
    for papers in (
        (objection, affirmed, judgment),
        (affirmed, judgment),
        (objection, unmarked, judgment),
    ):
        facts = case(*papers)
        assert effect(facts, today=date(2023, 6, 30)).basis is EffectBasis.WINDOW_OPEN
        assert effect(facts, today=date(2023, 7, 1)).effect is Effect.PRESUMED
        assert [each.id for each in decisions(facts)] == ["first"]
    assert not decisions(case(affirmed)), "it decides nothing about the dispute, alone either"


def test_an_appeal_decided_by_ruling_on_the_judgment_is_not_taken_for_one_on_jurisdiction() -> None:
    objection = paper(
        PaperKind.RULING, date(2023, 3, 5), id="objection", outcome={BUREAU: (O.JURIS_OBJ_REJECT,)}
    )
    for classes in ((O.REVOKE_LOWER, O.REMAND), (O.APPEAL_WITHDRAW,)):
        facts = case(objection, first(O.REVOKE), second(*classes, kind=PaperKind.RULING))
        assert effect(facts).decided_by == "second"


def test_an_appeal_before_the_judgment_was_given_was_about_another_ruling() -> None:
    dismissed = paper(
        PaperKind.RULING, date(2023, 2, 1), id="dismissed", outcome={BUREAU: (O.REJECT_SUIT,)}
    )
    resumed = second(
        O.REVOKE_LOWER, O.ORDER_CONTINUE, kind=PaperKind.RULING, on=date(2023, 4, 1)
    )  # the court goes on under the number it had
    found = effect(case(dismissed, resumed, first(O.REVOKE)), today=date(2023, 7, 1))
    assert (found.effect, found.on) == (Effect.PRESUMED, date(2023, 7, 1))


@pytest.mark.parametrize("named", [{"paper": "first"}, {"case_number": FIRST}, {}])
def test_a_recorded_appeal_keeps_it_from_taking_effect(named: dict[str, str]) -> None:
    appeal = RecordedEvent("e1", EventKind.APPEAL_FILED, date(2023, 6, 20), by="周某", **named)
    found = effect(case(first(O.REVOKE), events=(appeal,)), today=date(2023, 7, 10))
    assert (found.effect, found.basis) == (Effect.NOT_EFFECTIVE, EffectBasis.APPEALED)
    assert "周某登记2023年6月20日（周二）递交上诉状" in found.because[0]


@pytest.mark.parametrize("named", [{"paper": "another"}, {"case_number": "（2023）赣0721行初9099号"}])
def test_a_recorded_appeal_in_another_proceeding_means_nothing(named: dict[str, str]) -> None:
    appeal = RecordedEvent("e1", EventKind.APPEAL_FILED, date(2023, 6, 20), **named)
    assert effect(case(first(O.REVOKE), events=(appeal,))).effect is Effect.PRESUMED


def test_a_period_to_appeal_is_not_over_while_its_last_day_may_still_be_put_off() -> None:
    judgment = first(O.REVOKE, on=date(2026, 12, 17))
    assert not national_calendar().knows(date(2027, 1, 1)), "take the next unpublished year"
    found = effect(case(judgment), today=date(2027, 1, 2))
    assert found.basis is EffectBasis.WINDOW_OPEN
    assert "尚未公布" in found.because[0]
    waited = effect(case(judgment), today=date(2027, 1, 12))
    assert (waited.effect, waited.proved) == (Effect.PRESUMED, False)
    party = case(first(O.REVOKE, on=date(2026, 12, 1)), services=(served("方某甲", date(2027, 1, 22)),))
    assert effect(party, today=date(2027, 2, 7)).basis is EffectBasis.WINDOW_OPEN


def test_a_longer_period_the_judgment_prints_is_waited_for() -> None:
    judgment = first(O.REVOKE, appeal_days=30)
    assert effect(case(judgment), today=date(2023, 7, 1)).basis is EffectBasis.WINDOW_OPEN
    assert effect(case(judgment), today=date(2023, 7, 18)).effect is Effect.PRESUMED


# --- what settles it -----------------------------------------------------------------------------


def test_the_courts_recorded_answer_settles_it() -> None:
    facts = case(first(O.REVOKE), confirmations=(court_said("first", True, date(2023, 7, 8)),))
    found = effect(facts)
    assert (found.effect, found.basis, found.on) == (
        Effect.EFFECTIVE,
        EffectBasis.COURT,
        date(2023, 7, 8),
    )
    appealed = case(first(O.REVOKE), confirmations=(court_said("first", False),))
    assert effect(appealed).effect is Effect.NOT_EFFECTIVE


def test_a_persons_confirmation_names_the_person() -> None:
    word = EffectConfirmation("first", True, None, ConfirmedBy.PERSON, by="周某")
    found = effect(case(first(O.REVOKE), confirmations=(word,)))
    assert (found.basis, found.on) == (EffectBasis.PERSON, date(2023, 7, 1))
    assert found.because == ("周某确认：已生效。",)


def test_what_was_said_before_a_ruling_above_came_does_not_stand_against_it() -> None:
    asked = datetime(2023, 7, 10, tzinfo=UTC)
    affirmed = second(O.AFFIRM, known_at=datetime(2023, 9, 6, tzinfo=UTC))
    appealed = replace(court_said("first", False), at=asked)
    for above in (affirmed, replace(affirmed, outcome={BUREAU: (O.APPEAL_WITHDRAW,)})):
        found = effect(case(first(O.REVOKE), above, confirmations=(appealed,)))
        assert (found.effect, found.on) == (Effect.EFFECTIVE, date(2023, 9, 5))
    effective = replace(court_said("first", True, date(2023, 7, 8)), at=asked)
    reversed_ = replace(affirmed, outcome={BUREAU: (O.REVOKE_LOWER, O.DISMISS_CLAIMS)})
    found = effect(case(first(O.REVOKE), reversed_, confirmations=(effective,)))
    assert (found.effect, found.decided_by) == (Effect.NOT_EFFECTIVE, "second")
    since = replace(court_said("first", True, date(2023, 9, 7)), at=datetime(2023, 9, 8, tzinfo=UTC))
    found = effect(case(first(O.REVOKE), affirmed, confirmations=(since,)))
    assert (found.on, found.basis) == (date(2023, 9, 7), EffectBasis.COURT)


def test_a_confirmed_ruling_on_retrial_settles_those_below() -> None:
    retried = review(
        O.REVOKE_LOWER, O.REVOKE, kind=PaperKind.JUDGMENT, id="retried", stage=Stage.RETRIAL
    )
    facts = case(first(O.DISMISS_CLAIMS), replace(retried, prior_case_number=FIRST))
    assert effect(facts).decided_by is None, "by which procedure it was tried is not known"
    said = replace(facts, confirmations=(court_said("retried", True, date(2024, 5, 6)),))
    assert effect(said).basis is EffectBasis.REVERSED


def test_a_certificate_settles_the_ruling_whose_number_it_names() -> None:
    certificate = paper(
        PaperKind.EFFECTIVENESS_CERTIFICATE,
        date(2023, 7, 20),
        stage=None,
        effective_on=date(2023, 7, 1),
    )
    found = effect(case(first(O.REVOKE), certificate))
    assert (found.effect, found.basis, found.on) == (
        Effect.EFFECTIVE,
        EffectBasis.CERTIFICATE,
        date(2023, 7, 1),
    )
    other = replace(certificate, case_number="（2023）赣0721行初9099号")
    assert effect(case(first(O.REVOKE), other)).effect is Effect.PRESUMED


def test_a_mediation_needs_everybodys_signature() -> None:
    mediation = paper(
        PaperKind.MEDIATION, date(2023, 6, 15), id="first", outcome={BUREAU: (O.MEDIATION,)}
    )
    assert effect(case(mediation)).basis is EffectBasis.UNSIGNED
    signed = effect(case(replace(mediation, signed_on=date(2023, 6, 20))))
    assert (signed.effect, signed.on) == (Effect.EFFECTIVE, date(2023, 6, 20))


# --- second instance -----------------------------------------------------------------------------


def test_an_affirming_judgment_makes_the_one_below_effective_the_day_it_is_served() -> None:
    facts = case(first(O.REVOKE), second(O.AFFIRM))
    below = effect(facts)
    assert (below.effect, below.on, below.decided_by) == (
        Effect.EFFECTIVE,
        date(2023, 9, 5),
        "second",
    )
    above = effect(facts, "second")
    assert (above.effect, above.basis) == (Effect.EFFECTIVE, EffectBasis.SECOND_INSTANCE)


def test_a_withdrawn_appeal_makes_the_judgment_below_effective() -> None:
    facts = case(first(O.REVOKE), second(O.APPEAL_WITHDRAW, kind=PaperKind.RULING))
    found = effect(facts)
    assert (found.effect, found.basis, found.on) == (
        Effect.EFFECTIVE,
        EffectBasis.APPEAL_WITHDRAWN,
        date(2023, 9, 5),
    )


@pytest.mark.parametrize(
    ("said", "in_force"),
    [
        ("准许上诉人方某甲撤回上诉。", False),
        ("准许上诉人方某、方某甲撤回上诉。", True),
        ("准许上诉人撤回上诉。", True),
    ],
)
def test_an_appellant_whose_name_begins_another_has_not_withdrawn_with_it(
    said: str, in_force: bool
) -> None:
    appellants = tuple(PartyFact(Role.APPELLANT, name) for name in ("方某", "方某甲"))
    ruling = second(
        O.APPEAL_WITHDRAW,
        kind=PaperKind.RULING,
        parties=(*appellants, PartyFact(Role.APPELLEE, BUREAU)),
        operative=(item(said, O.APPEAL_WITHDRAW),),
    )
    withdrawn = effect(case(first(O.REVOKE), ruling)).basis is EffectBasis.APPEAL_WITHDRAWN
    assert withdrawn is in_force


@pytest.mark.parametrize("classes", [(O.REVOKE_LOWER, O.REMAND), (O.REVOKE_LOWER, O.DISMISS_CLAIMS)])
def test_what_is_reversed_or_sent_back_no_longer_counts(classes: tuple[O, ...]) -> None:
    found = effect(case(first(O.REVOKE), second(*classes)))
    assert (found.effect, found.basis, found.decided_by) == (
        Effect.NOT_EFFECTIVE,
        EffectBasis.REVERSED,
        "second",
    )


def test_affirming_one_item_leaves_that_one_in_force() -> None:
    below = first(O.REVOKE, O.COMPENSATE)
    above = second(
        O.AFFIRM,
        O.REVOKE_LOWER,
        operative=(
            item("一、维持一审判决第一项；", O.AFFIRM),
            item("二、撤销一审判决第二项。", O.REVOKE_LOWER),
        ),
    )
    assert effect(case(below, above)).effect is Effect.EFFECTIVE


def test_changing_one_item_leaves_the_others_in_force() -> None:
    above = second(O.REVOKE_LOWER, operative=(item("撤销一审判决第二项。", O.REVOKE_LOWER),))
    found = effect(case(first(O.REVOKE, O.COMPENSATE), above))
    assert (found.effect, found.decided_by) == (Effect.EFFECTIVE, "second")
    assert "其余部分生效" in found.because[0]
    only = first(O.COMPENSATE, operative=(item("被告赔偿原告损失。", O.COMPENSATE),))
    gone = second(O.REVOKE_LOWER, operative=(item("撤销一审判决第一项。", O.REVOKE_LOWER),))
    assert effect(case(only, gone)).basis is EffectBasis.REVERSED


def test_without_a_receipt_a_final_judgment_is_in_force_but_its_day_is_not_proved() -> None:
    above = second(O.REVOKE_LOWER, O.REVOKE, receipt=None, issued_on=date(2023, 9, 1))
    found = effect(case(above), "second")
    assert (found.effect, found.proved) == (Effect.EFFECTIVE, False)
    assert (found.on, found.latest) == (date(2023, 9, 1), date(2023, 9, 5))


def test_after_a_remand_the_new_judgment_of_first_instance_starts_over() -> None:
    again = first(
        O.DISMISS_CLAIMS, on=date(2024, 3, 4), id="again", case_number="（2024）赣0721行初9005号"
    )
    facts = case(first(O.REVOKE), second(O.REVOKE_LOWER, O.REMAND, kind=PaperKind.RULING), again)
    effects = effects_of(facts, national_calendar(), today=LATER)
    assert effects["first"].effect is Effect.NOT_EFFECTIVE
    assert effects["again"].effect is Effect.PRESUMED
    assert [each.id for each in controlling(facts, effects)] == ["again"]


# --- retrial -------------------------------------------------------------------------------------


def test_an_order_for_retrial_suspends_but_does_not_undo() -> None:
    facts = case(first(O.REVOKE), second(O.AFFIRM), review(O.RETRIAL_ORDER))
    found = effect(facts, "second")
    assert (found.effect, found.under_retrial) == (Effect.EFFECTIVE, True)
    ended = case(*facts.papers, replace(review(O.RETRIAL_TERMINATE, on=date(2024, 9, 2)), id="ended"))
    assert not effect(ended, "second").under_retrial


def test_a_refused_petition_changes_nothing() -> None:
    facts = case(first(O.REVOKE), second(O.AFFIRM), review(O.RETRIAL_REJECT))
    effects = effects_of(facts, national_calendar(), today=LATER)
    assert not effects["second"].under_retrial
    assert [each.id for each in controlling(facts, effects)] == ["second"]


def test_a_retrial_by_the_procedure_of_second_instance_is_final_and_reverses_both() -> None:
    retried = review(
        O.REVOKE_LOWER,
        O.REVOKE,
        kind=PaperKind.JUDGMENT,
        id="retried",
        stage=Stage.RETRIAL,
        on=date(2024, 10, 8),
    )
    facts = case(first(O.DISMISS_CLAIMS), second(O.AFFIRM), retried)
    effects = effects_of(facts, national_calendar(), today=LATER)
    assert effects["retried"].effect is Effect.EFFECTIVE
    assert effects["second"].basis is EffectBasis.REVERSED
    assert effects["first"].basis is EffectBasis.REVERSED


def test_a_retrial_that_restores_the_first_judgment_reverses_the_second_only() -> None:
    retried = review(
        O.RETRIAL_AFFIRM_FIRST,
        kind=PaperKind.JUDGMENT,
        id="retried",
        stage=Stage.RETRIAL,
        on=date(2024, 10, 8),
    )
    facts = case(first(O.REVOKE), second(O.REVOKE_LOWER, O.DISMISS_CLAIMS), retried)
    effects = effects_of(facts, national_calendar(), today=LATER)
    assert effects["second"].basis is EffectBasis.REVERSED
    assert (effects["first"].effect, effects["first"].on) == (Effect.EFFECTIVE, date(2024, 10, 8))


def test_a_retrial_of_unknown_procedure_is_not_called_final() -> None:
    retried = review(
        O.REVOKE,
        kind=PaperKind.JUDGMENT,
        id="retried",
        stage=Stage.RETRIAL,
        prior_case_number=FIRST,
    )
    assert effect(case(first(O.DISMISS_CLAIMS), retried), "retried").basis is EffectBasis.UNKNOWN


# --- several parties -----------------------------------------------------------------------------


def test_every_other_party_must_have_been_served_before_the_day_is_known() -> None:
    parties = (*PARTIES, PartyFact(Role.THIRD_PARTY, "某村民委员会"))
    judgment = first(O.REVOKE, parties=parties)
    one = case(judgment, services=(served("方某甲", date(2023, 6, 16)),))
    assert effect(one).latest is None
    assert "某村民委员会" in effect(one).because[0]
    both = replace(one, services=(*one.services, served("某村民委员会", date(2023, 8, 1))))
    assert effect(both).on == date(2023, 8, 17)


def test_each_state_cites_words_that_are_at_hand() -> None:
    names = set(basis_file().citations)
    assert {each.value for each in EffectBasis} & names >= {
        "second_instance",
        "not_appealable",
        "appeal_withdrawn",
        "mediation_signed",
    }
