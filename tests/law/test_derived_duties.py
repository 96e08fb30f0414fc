"""Duties that hang on effects, on other duties, on what people recorded; and who sees them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.law import Duty, Office, Urgency, derive_duties, urgency
from services.law.facts import CaseFacts, Deed, DeedKind, PaperFacts, PartyFact, RecordedEvent
from services.law.incoming import incoming_duties
from services.law.recurring import recurring_duties
from services.vocabulary import EventKind, Jurisdiction, OrganisationKind, PaperKind, Role
from services.vocabulary import OutcomeClass as O
from tests.law.making import BUREAU, FIRST, case, court_said, first, item, paper, received, second

XINZHOU_BUREAU = "武汉市新洲区城市管理执法局"
XINZHOU = Office(XINZHOU_BUREAU, OrganisationKind.DEPARTMENT, Jurisdiction.XINZHOU)
GOVERNMENT = "武汉市新洲区人民政府"
GOVERNMENT_SUED = (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, GOVERNMENT))
OFFICE_SUED = (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, XINZHOU_BUREAU))
LOST = {XINZHOU_BUREAU: (O.REVOKE,)}


def duties(facts: CaseFacts, today: date) -> dict[str, Duty]:
    return {duty.rule_id: duty for duty in derive_duties(facts, today=today)}


# --- effects -------------------------------------------------------------------------------------


def lost_in_xinzhou() -> CaseFacts:
    judgment = first(O.REVOKE, parties=OFFICE_SUED, outcome=LOST)
    return case(judgment, office=XINZHOU)


def test_on_a_presumption_the_report_is_a_draft_and_the_court_is_asked() -> None:
    found = duties(lost_in_xinzhou(), date(2023, 7, 10))
    assert found["XZ-24"].draft
    assert found["XZ-24"].count.provisional
    assert not found["VERIFY_EFFECT"].draft
    assert "XZ-24" not in duties(lost_in_xinzhou(), date(2023, 6, 30)), "the period to appeal runs"


def test_confirmed_it_is_due_and_shows_both_readings_the_earlier_as_target() -> None:
    facts = replace(lost_in_xinzhou(), confirmations=(court_said("first", True, date(2023, 7, 1)),))
    report = duties(facts, date(2023, 7, 10))["XZ-24"]
    assert not report.draft
    # Thirty working days from 15 June (received) and from 1 July (effective); 22 and 23 June are off
    # for 端午, Sunday 25 June is worked.
    assert report.count.earliest == date(2023, 7, 28)
    assert report.count.latest == report.count.due == date(2023, 8, 11)
    assert report.headline == date(2023, 7, 28)
    assert "VERIFY_EFFECT" not in duties(facts, date(2023, 7, 10))


def test_the_key_of_a_draft_is_that_of_the_duty_it_becomes() -> None:
    draft = duties(lost_in_xinzhou(), date(2023, 7, 10))["XZ-24"]
    facts = replace(lost_in_xinzhou(), confirmations=(court_said("first", True, date(2023, 7, 1)),))
    assert duties(facts, date(2023, 7, 10))["XZ-24"].key == draft.key


def test_a_judgment_of_second_instance_has_one_reading() -> None:
    above = second(O.AFFIRM, parties=OFFICE_SUED, outcome={XINZHOU_BUREAU: (O.AFFIRM,)})
    below = first(O.REVOKE, parties=OFFICE_SUED, outcome=LOST)
    report = duties(case(below, above, office=XINZHOU), date(2023, 9, 6))["XZ-24"]
    assert report.papers == ("second",)
    assert (report.count.earliest, report.count.latest) == (None, None)
    assert not report.count.provisional


def test_an_unfavourable_judgment_is_reported_though_the_place_counts_no_loss() -> None:
    modified = first(O.MODIFY, parties=OFFICE_SUED, outcome={XINZHOU_BUREAU: (O.MODIFY,)})
    found = duties(case(modified, office=XINZHOU), date(2023, 6, 16))
    assert "XZ-08" in found
    assert "XZ-24" not in duties(case(modified, office=XINZHOU), date(2023, 7, 10))
    won = first(O.DISMISS_CLAIMS, parties=OFFICE_SUED, outcome={XINZHOU_BUREAU: (O.DISMISS_CLAIMS,)})
    assert "XZ-08" not in duties(case(won, office=XINZHOU), date(2023, 6, 16))


def test_a_period_of_the_operative_part_keeps_its_words_and_place() -> None:
    text = "二、责令被告于本判决生效之日起六十日内重新作出行政行为。"
    below = first(
        O.REVOKE,
        O.REMAKE,
        operative=(item("一、撤销被诉决定；", O.REVOKE), item(text, O.REMAKE)),
    )
    facts = case(below, second(O.AFFIRM))
    remake = duties(facts, date(2023, 9, 6))["REMAKE_LIMIT"]
    assert remake.item == "二"
    assert remake.item_text == "于本判决生效之日起六十日内"
    assert remake.item_span and text[slice(*remake.item_span)] == remake.item_text
    assert remake.count.due == date(2023, 11, 6), "4 November 2023 is a Saturday"
    assert remake.covers == ("PERFORM",)


def test_two_items_are_two_duties_each_with_its_own_period() -> None:
    below = second(
        O.REVOKE_LOWER,
        O.PERFORM_DUTY,
        O.COMPENSATE,
        operative=(
            item("一、责令被告于本判决生效之日起六个月内作出补偿决定；", O.PERFORM_DUTY),
            item("二、被告于本判决生效之日起三十日内赔偿原告损失。", O.COMPENSATE),
        ),
    )
    found = derive_duties(case(below), today=date(2023, 9, 6))
    ends = {duty.item: duty.count.due for duty in found if duty.rule_id == "PERFORM"}
    assert ends == {"一": date(2024, 3, 5), "二": date(2023, 10, 7)}


def test_a_day_named_before_the_ruling_took_effect_is_doubted_and_instalments_are_told() -> None:
    early = second(
        O.REVOKE_LOWER,
        O.PAYMENT,
        operative=(
            item("一、被告于2023年8月1日前支付五千元；", O.PAYMENT),
            item("二、被告于2023年9月20日前支付五千元，余款于2023年12月31日前付清。", O.PAYMENT),
        ),
    )
    found = derive_duties(case(early), today=date(2023, 9, 6))
    one, two = sorted((duty for duty in found if duty.rule_id == "PERFORM"), key=lambda duty: duty.key)
    assert one.count.due is None
    assert "早于裁判生效之日" in one.doubts[0]
    assert two.count.due == date(2023, 9, 20)
    assert "于2023年12月31日前" in two.doubts[0]
    ends = {duty.item: duty.count.due for duty in found if duty.rule_id == "EXEC_2Y"}
    assert ends == {"一": None, "二": date(2025, 9, 22)}


def test_an_item_that_names_another_party_is_not_ours() -> None:
    other = replace(
        item("一、责令某县林业局于本判决生效之日起十日内履行。", O.PERFORM_DUTY),
        parties=("某县林业局",),
    )
    facts = case(second(O.REVOKE_LOWER, O.PERFORM_DUTY, operative=(other,)))
    assert "PERFORM" not in duties(facts, date(2023, 9, 6))


# --- other duties --------------------------------------------------------------------------------


def test_transfer_and_review_on_one_day_are_shown_as_a_conflict() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2022, 9, 23), parties=GOVERNMENT_SUED)
    desk = case(notice, office=XINZHOU)
    review = duties(desk, date(2022, 9, 23))["XZ-03"]
    assert review.count.due == date(2022, 9, 26)
    assert "时间冲突，当日转送并报审。" in review.doubts
    bureau = Office("武汉市新洲区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.XINZHOU)
    transfer = duties(case(notice, office=bureau), date(2022, 9, 23))["XZ-02"]
    assert transfer.count.due == date(2022, 9, 27)
    assert "时间冲突，当日转送并报审。" in transfer.doubts


def test_with_room_between_them_there_is_no_conflict() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2023, 3, 1), parties=GOVERNMENT_SUED)
    review = duties(case(notice, office=XINZHOU), date(2023, 3, 1))["XZ-03"]
    assert review.count.due == date(2023, 3, 9)
    assert not any("时间冲突" in doubt for doubt in review.doubts)


def test_a_date_before_its_own_receipt_is_late_on_arrival_never_overdue() -> None:
    notice = paper(
        PaperKind.RESPONSE_NOTICE,
        date(2023, 3, 1),
        arrived_on=date(2023, 3, 14),
        parties=GOVERNMENT_SUED,
    )
    late = replace(notice, receipt=None, issued_on=date(2023, 3, 1))
    review = duties(case(late, office=XINZHOU), date(2023, 3, 14))["XZ-03"]
    assert review.headline and review.headline < date(2023, 3, 14)
    assert urgency(review, date(2023, 3, 14)) in {Urgency.LATE_ON_ARRIVAL, Urgency.MAY_BE_OVERDUE}


def test_a_duty_hanging_on_an_uncertain_day_is_uncertain_itself() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2023, 3, 1), receipt=None, parties=GOVERNMENT_SUED)
    review = duties(case(notice, office=XINZHOU), date(2023, 3, 1))["XZ-03"]
    assert review.count.provisional
    assert review.headline == date(2023, 3, 9)


def test_a_completed_report_opens_its_submission() -> None:
    facts = replace(
        lost_in_xinzhou(),
        confirmations=(court_said("first", True, date(2023, 7, 1)),),
        deeds=(Deed(f"{FIRST}:XZ-24:first", DeedKind.COMPLETED, date(2023, 2, 24)),),
    )
    submission = duties(facts, date(2023, 7, 10))["XZ-25"]
    assert submission.count.due == date(2023, 3, 3)
    assert submission.trigger_on == date(2023, 2, 24)
    assert submission.key == f"{FIRST}:XZ-25:first"


def test_a_recorded_event_opens_what_no_paper_says() -> None:
    event = RecordedEvent("e1", EventKind.ACT_CHANGED, date(2024, 4, 8), by="周某")
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2024, 3, 4))
    change = duties(case(notice, events=(event,)), date(2024, 4, 8))["CHANGE_ACT"]
    assert change.count.due is None
    assert not change.count.provisional
    assert change.headline == date(2024, 4, 10)
    assert "没有规定具体天数" in change.count.steps[1]
    assert urgency(change, date(2024, 5, 6)) is Urgency.TARGET_PASSED, "no law was broken by the day"


def test_an_event_joins_the_proceeding_it_names() -> None:
    facts = case(
        paper(PaperKind.RESPONSE_NOTICE, date(2024, 3, 4)),
        second(O.AFFIRM, on=date(2024, 9, 2)),
        events=(RecordedEvent("e1", EventKind.ACT_CHANGED, date(2024, 4, 8), case_number=FIRST),),
    )
    assert duties(facts, date(2024, 9, 2))["CHANGE_ACT"].key == f"{FIRST}:CHANGE_ACT:e1"


# --- supplements ---------------------------------------------------------------------------------

DAY = date(2022, 9, 28)
CHONGYI = Office("崇义县某某局", OrganisationKind.DEPARTMENT, Jurisdiction.CHONGYI)
SUED = (PartyFact(Role.DEFENDANT, "崇义县某某局"),)


def envelope(*, later_paper_came: date) -> CaseFacts:
    notice = paper(PaperKind.RESPONSE_NOTICE, DAY, id="a", parties=SUED)
    summons = paper(PaperKind.SUMMONS, DAY, id="b", parties=SUED, arrived_on=later_paper_came)
    return case(notice, summons, office=CHONGYI)


def filings(facts: CaseFacts) -> list[Duty]:
    return [duty for duty in derive_duties(facts, today=DAY) if duty.rule_id == "CY-01"]


def test_a_later_paper_of_the_same_day_joins_the_open_filing() -> None:
    (filing,) = filings(envelope(later_paper_came=date(2022, 10, 9)))
    assert filing.papers == ("a", "b")
    assert filing.count.due == date(2022, 10, 10)


def test_once_the_filing_is_done_it_opens_a_supplement() -> None:
    done = Deed(f"{FIRST}:CY-01:a", DeedKind.COMPLETED, date(2022, 10, 8))
    facts = replace(envelope(later_paper_came=date(2022, 10, 9)), deeds=(done,))
    filing, supplement = sorted(filings(facts), key=lambda duty: duty.supplement)
    assert (filing.papers, filing.supplement) == (("a",), False)
    assert (supplement.papers, supplement.title[:3]) == (("b",), "补报：")
    assert done.key not in {supplement.key, *supplement.aliases}


def test_a_paper_that_was_there_when_it_was_done_was_part_of_it() -> None:
    done = Deed(f"{FIRST}:CY-01:a", DeedKind.COMPLETED, date(2022, 10, 8))
    (filing,) = filings(replace(envelope(later_paper_came=DAY), deeds=(done,)))
    assert filing.papers == ("a", "b")


@pytest.mark.parametrize(("hour", "supplements"), [(9, 0), (11, 1)])
def test_on_one_day_the_moment_decides(hour: int, supplements: int) -> None:
    facts = envelope(later_paper_came=date(2022, 10, 8))
    moved = [
        replace(each, known_at=datetime(2022, 10, 8, hour, tzinfo=UTC)) if each.id == "b" else each
        for each in facts.papers
    ]
    done = Deed(
        f"{FIRST}:CY-01:a",
        DeedKind.COMPLETED,
        date(2022, 10, 8),
        at=datetime(2022, 10, 8, 10, tzinfo=UTC),
    )
    found = filings(replace(facts, papers=tuple(moved), deeds=(done,)))
    assert sum(duty.supplement for duty in found) == supplements


# --- who sees them -------------------------------------------------------------------------------


def test_the_bureau_sees_as_incoming_what_a_sued_department_owes_it() -> None:
    bureau = Office("武汉市新洲区司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.XINZHOU)
    notice = paper(PaperKind.RESPONSE_NOTICE, date(2022, 12, 30), parties=OFFICE_SUED)
    incoming = {
        duty.rule_id: duty
        for duty in incoming_duties(case(notice, office=bureau), today=date(2022, 12, 30))
    }
    assert incoming["XZ-01"].count.due == date(2023, 1, 4)
    assert incoming["XZ-01"].actor_name == XINZHOU_BUREAU
    assert "ANSWER" not in incoming, "that one is owed to the court"
    assert derive_duties(case(notice, office=bureau), today=date(2022, 12, 30)) == ()


def test_duties_of_another_track_never_open() -> None:
    notice = paper(
        PaperKind.RECONSIDERATION_REPLY_NOTICE, date(2024, 9, 26), stage=None, case_number=None
    )
    found = duties(case(notice), date(2024, 9, 26))
    assert set(found) == {"REC_ANS"}
    civil = paper(PaperKind.RESPONSE_NOTICE, date(2024, 9, 26), case_number="（2024）赣0721民初9001号")
    assert duties(case(civil), date(2024, 9, 26)) == {}


# --- every year and quarter ----------------------------------------------------------------------


def yearly(kind: OrganisationKind, jurisdiction: Jurisdiction, today: date) -> dict[str, Duty]:
    office = Office("某单位", kind, jurisdiction)
    return {duty.rule_id: duty for duty in recurring_duties(office, today=today)}


@pytest.mark.parametrize(("year", "target"), [(2025, date(2025, 12, 19)), (2023, date(2023, 12, 19))])
def test_before_a_day_of_the_year_means_the_working_day_before(year: int, target: date) -> None:
    report = yearly(OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI, date(year, 3, 1))["BB-20"]
    assert report.headline == target
    assert report.count.due == date(year, 12, 20), "whether that day itself is in time is not said"
    assert (report.count.earliest, report.count.latest) == (target, date(year, 12, 20))
    assert report.key == f"office:某单位:BB-20:{year}"


def test_by_the_end_of_the_year_is_owed_by_governments_not_by_a_districts_bureaus() -> None:
    government = yearly(OrganisationKind.GOVERNMENT, Jurisdiction.BEIBEI, date(2024, 5, 6))
    assert government["CQ-13"].count.due == date(2024, 12, 31)
    assert government["CQ-13"].headline == date(2024, 12, 31)
    assert "CQ-13" not in yearly(OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI, date(2024, 5, 6))
    municipal = yearly(OrganisationKind.MUNICIPAL_DEPARTMENT, Jurisdiction.BEIBEI, date(2024, 5, 6))
    assert "CQ-13" in municipal


def test_every_period_since_a_day_is_listed_once() -> None:
    bureau = Office("滕州市司法局", OrganisationKind.JUSTICE_BUREAU, Jurisdiction.TENGZHOU)
    found = recurring_duties(bureau, today=date(2024, 5, 6), since=date(2023, 11, 1))
    quarters = [duty.key.rsplit(":", 1)[1] for duty in found if duty.rule_id == "TZ-08"]
    assert quarters == ["2023Q4", "2024Q1", "2024Q2"]
    assert [duty.headline for duty in found][:2] == [date(2023, 12, 29), date(2024, 3, 29)]


def test_nothing_is_owed_to_oneself_by_a_department_named_as_defendant() -> None:
    assert BUREAU not in {
        duty.recipient_name for duty in derive_duties(case(first(O.REVOKE)), today=DAY)
    }


# --- one envelope --------------------------------------------------------------------------------


def in_one_envelope(**receipts: date) -> list[Duty]:
    """The filings for a notice and a summons of one file, received as told."""
    papers = [
        paper(kind, day, id=name, parties=SUED, arrived_on=date(2022, 10, 8), envelope="file")
        for kind, day, name in (
            (PaperKind.SUMMONS, DAY, "b"),
            (PaperKind.RESPONSE_NOTICE, date(2022, 9, 27), "a"),
        )
    ]
    papers = [
        replace(each, receipt=received(receipts[each.id]) if each.id in receipts else None)
        for each in papers
    ]
    return filings(case(*papers, office=CHONGYI))


def test_papers_of_one_envelope_without_a_receipt_day_make_one_filing_from_the_earliest() -> None:
    (filing,) = in_one_envelope()
    assert set(filing.papers) == {"a", "b"}
    assert filing.trigger_on == date(2022, 9, 27)
    assert filing.count.provisional


def test_received_on_the_same_day_they_are_the_same_filing() -> None:
    (before,), (after,) = in_one_envelope(), in_one_envelope(a=DAY, b=DAY)
    assert after.key == before.key
    assert not after.count.provisional


def test_a_paper_whose_day_is_missing_waits_apart_from_the_one_that_has_it() -> None:
    known, unknown = sorted(in_one_envelope(a=DAY), key=lambda duty: duty.count.provisional)
    assert (known.papers, unknown.papers) == (("a",), ("b",))


# --- hearings that are over ----------------------------------------------------------------------

HEARING = date(2023, 5, 15)


def around_a_hearing(*later: PaperFacts) -> dict[str, Duty]:
    summons = paper(
        PaperKind.SUMMONS, date(2023, 4, 20), hearing_at=(datetime.fromisoformat("2023-05-15T09:00"),)
    )
    return duties(case(summons, *later), date(2023, 6, 20))


def test_one_comes_to_court_on_the_day_and_hands_papers_in_before_it() -> None:
    found = around_a_hearing()
    assert found["DEFAULT"].headline == found["DEFAULT"].count.due == HEARING
    assert found["AGENT"].headline == date(2023, 5, 12)


def test_after_the_judgment_nothing_is_owed_for_the_hearing_any_more() -> None:
    judgment = first(O.REVOKE, on=date(2023, 6, 15))
    assert around_a_hearing()["DEFAULT"].over_on is None
    found = around_a_hearing(judgment)
    assert found["DEFAULT"].over_on == found["AGENT"].over_on == date(2023, 6, 15)


def test_a_ruling_on_procedure_ends_no_hearing() -> None:
    ruling = paper(PaperKind.RULING, date(2023, 6, 15), issued_on=date(2023, 6, 10))
    assert around_a_hearing(ruling)["DEFAULT"].over_on is None


@pytest.mark.parametrize("what", [O.PRESERVE, O.STAY_EXEC, O.SUSPEND])
def test_a_ruling_that_decides_nothing_of_the_dispute_ends_no_hearing(what: O) -> None:
    """One made on the very day of the hearing, too."""
    ruling = paper(PaperKind.RULING, HEARING, issued_on=HEARING, outcome={BUREAU: (what,)})
    assert around_a_hearing(ruling)["DEFAULT"].over_on is None


def test_a_suit_withdrawn_after_the_hearing_ends_it() -> None:
    on = date(2023, 5, 20)
    ruling = paper(PaperKind.RULING, on, issued_on=on, outcome={BUREAU: (O.WITHDRAW_ALLOW,)})
    assert around_a_hearing(ruling)["DEFAULT"].over_on == on


# --- papers without a number ---------------------------------------------------------------------

AGAIN = "（2023）赣0721行初9005号"


def answers(*papers: PaperFacts) -> dict[str, tuple[str, ...]]:
    """The papers of each duty to answer, by its key."""
    found = derive_duties(case(*papers), today=date(2023, 11, 1))
    return {duty.key: duty.papers for duty in found if duty.rule_id == "ANSWER"}


def complaint(on: date, **changes: object) -> PaperFacts:
    return paper(PaperKind.COMPLAINT, on, case_number=None, **changes)


def test_a_complaint_stays_in_its_proceeding_when_the_papers_of_the_appeal_come() -> None:
    """Or its answer, long filed, would be owed once more and be overdue."""
    served = date(2023, 4, 20)
    suit = (complaint(served), paper(PaperKind.RESPONSE_NOTICE, served))
    appeal = second(kind=PaperKind.APPEAL_PETITION, on=date(2023, 8, 1))
    assert answers(*suit, appeal) == answers(*suit) != {}


def test_after_a_remand_a_complaint_belongs_to_the_notice_it_came_with() -> None:
    old, new = date(2023, 4, 20), date(2023, 10, 12)
    notices = (
        paper(PaperKind.RESPONSE_NOTICE, old, envelope="a"),
        paper(PaperKind.RESPONSE_NOTICE, new, id="again", case_number=AGAIN, envelope="b"),
    )
    by_time = answers(*notices, complaint(date(2023, 10, 10)))
    assert set(by_time[f"{AGAIN}:ANSWER:once"]) == {"again", "complaint"}
    by_envelope = answers(*notices, complaint(date(2023, 10, 10), envelope="a"))
    assert set(by_envelope[f"{FIRST}:ANSWER:once"]) == {"response_notice", "complaint"}


def test_a_paper_nothing_tells_about_stands_apart() -> None:
    suit = paper(PaperKind.RESPONSE_NOTICE, date(2023, 4, 20))
    appeal = second(kind=PaperKind.APPEAL_PETITION, on=date(2023, 8, 1))
    alone = complaint(date(2023, 8, 1), stage=None)
    assert "case:c1:ANSWER:once" in answers(suit, appeal, alone)
