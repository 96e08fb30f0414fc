"""Was the suit brought in time: possible, late, unknown, with what would settle it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from services.law.answerer import questions_of
from services.law.calendar import national_calendar
from services.law.decision import KnownFact
from services.law.limits import (
    SUIT_QUESTIONS,
    LimitCheck,
    SuitFacts,
    Verdict,
    check_limits,
    suit_facts,
    with_answers,
)
from services.law.limits_schema import limits_file
from services.law.pack import load_pack
from services.vocabulary import Jurisdiction, PaperKind
from tests.law.making import case, paper

ACT = date(2023, 1, 10)


def checks(suit: SuitFacts) -> dict[str, LimitCheck]:
    return {check.code: check for check in check_limits(suit, national_calendar())}


def brought(on: date, **changes: date | bool | None) -> SuitFacts:
    return replace(SuitFacts(brought_from=on, brought_by=on), **changes)


def test_within_six_months_of_the_act_it_is_in_time_whenever_the_plaintiff_knew() -> None:
    check = checks(brought(date(2023, 7, 10), act_on=ACT))["LIM_6M"]
    assert (check.verdict, check.last_day) == (Verdict.IN_TIME, date(2023, 7, 10))
    assert check.missing == ()


def test_later_than_that_it_depends_on_when_the_plaintiff_knew() -> None:
    late = brought(date(2023, 7, 11), act_on=ACT)
    check = checks(late)["LIM_6M"]
    assert check.verdict is Verdict.POSSIBLY_LATE
    assert check.missing == ("行政行为送达原告的日期",)
    assert check.asks == ("knew_on",)
    told = replace(late, knew_on=ACT, told_limit=True)
    assert checks(told)["LIM_6M"].verdict is Verdict.LATE
    assert checks(replace(late, knew_on=date(2023, 1, 11)))["LIM_6M"].verdict is Verdict.IN_TIME


def test_a_day_of_knowledge_after_the_suit_is_a_slip_and_decides_nothing() -> None:
    check = checks(brought(date(2023, 7, 11), act_on=ACT, knew_on=date(2024, 1, 1)))["LIM_6M"]
    assert check.verdict is Verdict.UNKNOWN
    assert "晚于起诉" in check.steps[0]


def test_between_the_date_of_the_complaint_and_its_registration_the_day_is_open() -> None:
    suit = SuitFacts(brought_from=date(2023, 7, 10), brought_by=date(2023, 7, 14), knew_on=ACT)
    assert checks(suit)["LIM_6M"].verdict is Verdict.POSSIBLY_LATE


def test_after_reconsideration_there_are_fifteen_days_over_the_new_year() -> None:
    suit = brought(date(2023, 1, 3), act_on=ACT, decision_served_on=date(2022, 12, 17), told_limit=True)
    check = checks(suit)["LIM_15"]
    assert (check.verdict, check.last_day) == (Verdict.IN_TIME, date(2023, 1, 3))
    assert "LIM_6M" not in checks(suit)
    assert (
        checks(replace(suit, brought_from=date(2023, 1, 4), brought_by=date(2023, 1, 4)))[
            "LIM_15"
        ].verdict
        is Verdict.LATE
    )


def test_who_was_not_told_the_limit_has_a_year() -> None:
    suit = brought(date(2024, 1, 10), knew_on=ACT, told_limit=False)
    assert checks(suit)["LIM_1Y"].verdict is Verdict.IN_TIME
    assert (
        checks(replace(suit, brought_by=date(2024, 1, 11), brought_from=date(2024, 1, 11)))[
            "LIM_1Y"
        ].verdict
        is Verdict.LATE
    )


def test_five_years_end_it_unless_it_is_about_land() -> None:
    suit = brought(date(2023, 1, 11), act_on=date(2018, 1, 10))
    assert checks(suit)["LIM_5Y_20Y"].verdict is Verdict.POSSIBLY_LATE
    assert checks(replace(suit, real_estate=False))["LIM_5Y_20Y"].verdict is Verdict.LATE
    assert checks(replace(suit, real_estate=True))["LIM_5Y_20Y"].verdict is Verdict.IN_TIME


def test_a_request_unanswered_gives_two_months_and_then_six() -> None:
    suit = brought(date(2023, 9, 11), asked_on=date(2023, 1, 10))
    check = checks(suit)["LIM_DUTY"]
    assert check.last_day == date(2023, 9, 11), "10 September 2023 is a Sunday"
    assert check.verdict is Verdict.IN_TIME


def test_without_dates_it_says_what_is_missing() -> None:
    check = checks(SuitFacts())["LIM_6M"]
    assert (check.verdict, check.last_day) == (Verdict.UNKNOWN, None)
    assert check.missing
    undated = checks(SuitFacts(act_on=ACT))["LIM_6M"]
    assert undated.verdict is Verdict.UNKNOWN
    assert "起诉日期" in undated.missing


def test_the_papers_of_a_case_tell_what_they_can() -> None:
    complaint = paper(PaperKind.COMPLAINT, date(2023, 8, 1), issued_on=date(2023, 7, 3), act_on=ACT)
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2023, 8, 1), filed_on=date(2023, 7, 12))
    facts = suit_facts(case(complaint, notice))
    assert (facts.brought_from, facts.brought_by) == (date(2023, 7, 3), date(2023, 7, 12))
    assert checks(facts)["LIM_6M"].verdict is Verdict.POSSIBLY_LATE


def test_a_decision_on_reconsideration_that_does_not_tell_the_limit_leaves_a_year() -> None:
    suit = SuitFacts(
        brought_from=date(2024, 8, 1),
        brought_by=date(2024, 8, 1),
        act_on=date(2023, 9, 1),
        decision_on=date(2024, 1, 10),
        decision_served_on=date(2024, 1, 15),
        told_limit=False,
    )
    first = check_limits(suit, national_calendar())[0]
    assert (first.code, first.verdict) == ("LIM_1Y", Verdict.IN_TIME)


def test_while_nobody_said_that_the_limit_was_told_a_suit_within_a_year_is_only_possibly_late() -> None:
    suit = brought(date(2024, 9, 10), knew_on=date(2024, 1, 10))
    check = checks(suit)["LIM_6M"]
    assert check.verdict is Verdict.POSSIBLY_LATE
    assert (check.missing, check.asks) == (("是否告知起诉期限",), ("told_limit",))
    assert checks(replace(suit, told_limit=True))["LIM_6M"].verdict is Verdict.LATE
    assert checks(replace(suit, told_limit=False))["LIM_1Y"].verdict is Verdict.IN_TIME


def test_later_than_a_year_it_is_late_whether_the_limit_was_told_or_not() -> None:
    check = checks(brought(date(2025, 1, 13), knew_on=date(2024, 1, 10)))["LIM_6M"]
    assert (check.verdict, check.asks) == (Verdict.LATE, ())
    assert "最长一年" in check.steps[-1]


def test_after_reconsideration_the_decision_may_have_left_out_the_limit_too() -> None:
    suit = brought(date(2024, 3, 1), act_on=ACT, decision_on=date(2024, 1, 10))
    assert checks(suit)["LIM_15"].asks == ("decision_served_on",)
    served = replace(suit, decision_served_on=date(2024, 1, 15))
    assert checks(served)["LIM_15"].verdict is Verdict.POSSIBLY_LATE
    assert checks(served)["LIM_15"].asks == ("told_limit",)


def test_without_an_act_it_is_asked_whether_one_was_refused_and_then_when_it_was_asked_for() -> None:
    nothing = brought(date(2023, 9, 11))
    assert checks(nothing)["LIM_6M"].asks == ("inaction",)
    assert checks(replace(nothing, inaction=False))["LIM_6M"].asks == ("knew_on",)
    inaction = checks(replace(nothing, inaction=True))["LIM_DUTY"]
    assert (inaction.verdict, inaction.asks) == (Verdict.UNKNOWN, ("asked_on",))


def test_a_cause_of_duties_not_performed_needs_no_question_about_it() -> None:
    complaint = paper(PaperKind.COMPLAINT, date(2023, 8, 1), cause_code="21")
    assert checks(suit_facts(case(complaint)))["LIM_DUTY"].asks == ("asked_on",)


def test_beyond_twenty_years_it_is_late_whatever_it_is_about() -> None:
    old = brought(date(2023, 1, 11), act_on=date(2003, 1, 9))
    assert checks(old)["LIM_5Y_20Y"].verdict is Verdict.LATE
    recent = checks(replace(old, act_on=date(2018, 1, 10)))["LIM_5Y_20Y"]
    assert (recent.missing, recent.asks) == (("是否因不动产提起诉讼",), ("real_estate",))


def test_answers_to_the_questions_are_put_in() -> None:
    answers = {
        "knew_on": KnownFact("2024-01-10", "本人回答"),
        "told_limit": KnownFact(False, "本人回答"),
        "government_sued": KnownFact(True, "文书"),
    }
    suit = with_answers(brought(date(2024, 9, 10), act_on=ACT), answers)
    assert (suit.knew_on, suit.told_limit, suit.act_on) == (date(2024, 1, 10), False, ACT)
    assert checks(suit)["LIM_1Y"].verdict is Verdict.IN_TIME
    asked = questions_of(load_pack(Jurisdiction.CN))
    assert set(SUIT_QUESTIONS) <= set(asked)
    assert {each.asks for each in limits_file().limits.values()} <= set(SUIT_QUESTIONS)
