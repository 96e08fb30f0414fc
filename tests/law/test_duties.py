"""What follows from the facts of a case: who owes, from which day, under which key."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.law import (
    CaseFacts,
    Duty,
    Office,
    PaperFacts,
    PartyFact,
    Receipt,
    Urgency,
    derive_duties,
    urgency,
)
from services.law.standing_of_office import same_organisation
from services.vocabulary import (
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ProvisionalReason,
    ReceiptBasis,
    Role,
    Stage,
    Standing,
)

TODAY = date(2023, 10, 20)
BUREAU = "重庆市北碚区城市管理局"
NUMBER = "（2023）渝0109行初901号"
DEFENDANT = (PartyFact(Role.PLAINTIFF, "方某甲"), PartyFact(Role.DEFENDANT, BUREAU))


def office(
    name: str = BUREAU,
    kind: OrganisationKind = OrganisationKind.DEPARTMENT,
    jurisdiction: Jurisdiction = Jurisdiction.BEIBEI,
) -> Office:
    return Office(name, kind, jurisdiction)


def paper(kind: PaperKind, **changes: Any) -> PaperFacts:
    """A served first-instance paper that came on 16 October 2023, issued on the 9th."""
    facts = PaperFacts(
        id=kind.value,
        kind=kind,
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        arrived_on=date(2023, 10, 16),
        case_number=NUMBER,
        court="重庆市北碚区人民法院",
        issued_on=date(2023, 10, 9),
        parties=DEFENDANT,
    )
    return replace(facts, **changes)


def at(moment: str) -> datetime:
    """A hearing time as papers print it: local, without a zone."""
    return datetime.fromisoformat(moment)


def received(on: date) -> Receipt:
    return Receipt(on, ReceiptBasis.SERVICE_RETURN, entered_by="经办人")


def duties(*papers: PaperFacts, desk: Office | None = None) -> dict[str, Duty]:
    found = derive_duties(CaseFacts("c1", desk or office(), papers), today=TODAY)
    by_rule = {duty.rule_id: duty for duty in found}
    assert len(by_rule) == len(found), "one duty per rule in these cases"
    return by_rule


# --- from which day ------------------------------------------------------------------------------


def test_a_proved_receipt_gives_certain_dates() -> None:
    answer = duties(paper(PaperKind.RESPONSE_NOTICE, receipt=received(date(2023, 10, 12))))["ANSWER"]
    assert answer.trigger_on == date(2023, 10, 12)
    assert answer.count.due == date(2023, 10, 27)
    assert not answer.count.provisional
    assert answer.citation.article == "第六十七条第一款"
    assert answer.consequence_citation and answer.consequence_citation.article == "第三十四条第二款"
    assert answer.recipient_name == "重庆市北碚区人民法院"


def test_a_period_named_elsewhere_cites_the_words_that_set_its_length() -> None:
    extension = duties(paper(PaperKind.RESPONSE_NOTICE, receipt=received(date(2023, 10, 12))))["BB-05"]
    assert extension.citation.article == "第九条"
    assert extension.period_citation and extension.period_citation.article == "第六十七条第一款"
    assert "十五日" in extension.period_citation.quotation


def test_without_receipt_it_counts_from_the_earliest_day_the_papers_allow_and_says_which() -> None:
    answer = duties(paper(PaperKind.RESPONSE_NOTICE))["ANSWER"]
    assert answer.trigger_on == date(2023, 10, 9)
    assert answer.count.provisional_because == (ProvisionalReason.NO_SERVICE_EVIDENCE,)
    assert answer.count.due == date(2023, 10, 24)
    assert answer.headline == answer.count.safe_target == date(2023, 10, 24)
    assert "落款日期2023年10月9日" in answer.count.steps[0]


def test_without_any_date_there_is_still_a_day_to_act() -> None:
    saturday = paper(PaperKind.OTHER_COURT_PAPER, issued_on=None, arrived_on=date(2023, 10, 14))
    filing = duties(saturday)["BB-01"]
    assert filing.count.due is None
    assert filing.headline == date(2023, 10, 16)
    assert "立即补录收到日期" in filing.count.steps[-1]


def test_a_printed_date_after_the_arrival_of_the_file_is_doubted() -> None:
    answer = duties(paper(PaperKind.RESPONSE_NOTICE, issued_on=date(2023, 12, 1)))["ANSWER"]
    assert answer.trigger_on == date(2023, 10, 16)
    assert any("请核对" in doubt for doubt in answer.doubts)


@pytest.mark.parametrize("day", [date(2023, 10, 1), date(2023, 10, 18)])
def test_a_receipt_before_the_paper_or_after_its_arrival_is_doubted(day: date) -> None:
    answer = duties(paper(PaperKind.RESPONSE_NOTICE, receipt=received(day)))["ANSWER"]
    assert answer.trigger_on == day
    assert any("请核对" in doubt for doubt in answer.doubts)


def answer_of(*papers: PaperFacts) -> Duty:
    found = derive_duties(CaseFacts("c1", office(), papers), today=TODAY)
    return next(duty for duty in found if duty.rule_id == "ANSWER")


def test_the_proved_receipt_of_a_notice_proves_that_of_the_complaint_that_came_with_it() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, receipt=received(date(2023, 10, 12)))
    answer = answer_of(notice, paper(PaperKind.COMPLAINT))
    assert answer.count.due == date(2023, 10, 27)
    assert not answer.count.provisional


def test_a_notice_on_evidence_received_later_does_not_put_the_answer_off() -> None:
    evidence = paper(PaperKind.EVIDENCE_NOTICE, receipt=received(date(2023, 10, 16)))
    answer = answer_of(paper(PaperKind.RESPONSE_NOTICE), evidence)
    assert answer.trigger_on == date(2023, 10, 9)
    assert answer.count.provisional_because == (ProvisionalReason.NO_SERVICE_EVIDENCE,)
    assert answer.headline == date(2023, 10, 24)


def test_a_paper_that_lay_in_the_system_before_the_proved_receipt_was_received_before_it() -> None:
    second = paper(
        PaperKind.RESPONSE_NOTICE,
        id="second",
        arrived_on=date(2023, 10, 30),
        receipt=received(date(2023, 10, 30)),
    )
    answer = answer_of(paper(PaperKind.COMPLAINT, filed_on=date(2023, 9, 28)), second)
    assert answer.count.provisional
    assert answer.headline and answer.headline <= date(2023, 10, 31), "fifteen days from 16 October"


def test_a_proved_receipt_counts_before_an_earlier_one_only_assumed_from_the_same_envelope() -> None:
    notice = paper(PaperKind.RESPONSE_NOTICE, receipt=received(date(2023, 10, 12)))
    evidence = paper(PaperKind.EVIDENCE_NOTICE, issued_on=date(2023, 10, 7))
    assert not answer_of(notice, evidence).count.provisional


def test_the_date_of_a_complaint_is_the_plaintiffs_and_starts_nothing() -> None:
    complaint = paper(PaperKind.COMPLAINT, issued_on=date(2023, 8, 1), filed_on=date(2023, 9, 28))
    assert duties(complaint)["ANSWER"].trigger_on == date(2023, 9, 28)
    with_notice = duties(complaint, paper(PaperKind.RESPONSE_NOTICE))
    assert with_notice["ANSWER"].trigger_on == date(2023, 10, 9)
    assert set(with_notice["ANSWER"].papers) == {"complaint", "response_notice"}


def test_a_hearing_needs_no_receipt() -> None:
    summons = paper(PaperKind.SUMMONS, hearing_at=(at("2023-11-06T09:30"),))
    filing = duties(summons)["BB-07"]
    assert filing.count.due == date(2023, 11, 2)
    assert not filing.count.provisional


# --- one duty for papers of one day, under a stable key ------------------------------------------


def test_papers_received_on_one_day_make_one_filing() -> None:
    day = received(date(2023, 10, 12))
    filing = duties(
        paper(PaperKind.RESPONSE_NOTICE, receipt=day), paper(PaperKind.SUMMONS, receipt=day)
    )["BB-01"]
    assert set(filing.papers) == {"response_notice", "summons"}


def test_papers_received_on_two_days_make_two_filings() -> None:
    found = derive_duties(
        CaseFacts(
            "c1",
            office(),
            (
                paper(PaperKind.RESPONSE_NOTICE, receipt=received(date(2023, 10, 12))),
                paper(PaperKind.SUMMONS, receipt=received(date(2023, 10, 16))),
            ),
        ),
        today=TODAY,
    )
    assert sorted(duty.trigger_on for duty in found if duty.rule_id == "BB-01" and duty.trigger_on) == [
        date(2023, 10, 12),
        date(2023, 10, 16),
    ]


def test_entering_the_receipt_does_not_change_the_key() -> None:
    before = duties(paper(PaperKind.JUDGMENT, outcome={BUREAU: (OutcomeClass.REVOKE,)}))
    after = duties(
        paper(
            PaperKind.JUDGMENT,
            outcome={BUREAU: (OutcomeClass.REVOKE,)},
            receipt=received(date(2023, 10, 12)),
        )
    )
    assert {duty.key for duty in before.values()} == {duty.key for duty in after.values()}
    assert before["BB-14"].key == f"{NUMBER}:BB-14:judgment"


def test_when_two_papers_turn_out_to_be_of_one_day_the_old_keys_are_aliases() -> None:
    papers = (
        paper(PaperKind.RESPONSE_NOTICE),
        paper(PaperKind.SUMMONS, issued_on=date(2023, 10, 11)),
    )
    apart = derive_duties(CaseFacts("c1", office(), papers), today=TODAY)
    keys = {duty.key for duty in apart if duty.rule_id == "BB-01"}
    assert len(keys) == 2
    same_day = [replace(each, receipt=received(date(2023, 10, 12))) for each in papers]
    merged = duties(*same_day)["BB-01"]
    assert {merged.key, *merged.aliases} >= keys


def test_correcting_the_outcome_leaves_the_old_key_as_an_alias() -> None:
    won = duties(paper(PaperKind.JUDGMENT, outcome={BUREAU: (OutcomeClass.DISMISS_CLAIMS,)}))
    lost = duties(paper(PaperKind.JUDGMENT, outcome={BUREAU: (OutcomeClass.REVOKE,)}))
    assert won["BB-13"].key in lost["BB-14"].aliases
    assert lost["BB-14"].covers == ("BB-13", "BB-01")


def test_a_paper_without_number_joins_the_only_proceeding() -> None:
    found = duties(paper(PaperKind.RESPONSE_NOTICE), paper(PaperKind.COMPLAINT, case_number=None))
    assert set(found["ANSWER"].papers) == {"complaint", "response_notice"}
    assert found["ANSWER"].key.startswith(NUMBER)


def test_a_change_of_hearing_ends_the_hearing_set_before() -> None:
    summons = paper(PaperKind.SUMMONS, hearing_at=(at("2023-11-06T09:00"),))
    change = paper(
        PaperKind.HEARING_CHANGE_NOTICE,
        issued_on=date(2023, 10, 16),
        hearing_at=(at("2023-11-20T09:00"),),
    )
    found = derive_duties(CaseFacts("c1", office(), (summons, change)), today=TODAY)
    assert [duty.count.due for duty in found if duty.rule_id == "BB-07"] == [date(2023, 11, 16)]


def test_a_summons_for_questioning_is_no_hearing() -> None:
    summons = paper(PaperKind.SUMMONS, summons_reason="谈话", hearing_at=(at("2023-11-06T09:00"),))
    assert "BB-07" not in duties(summons)
    assert "BB-01" in duties(summons)


# --- whose duty ----------------------------------------------------------------------------------


@pytest.mark.parametrize("standing", [Standing.ATTACHED, Standing.UNCLEAR])
def test_a_paper_that_was_not_served_starts_nothing(standing: Standing) -> None:
    assert duties(paper(PaperKind.JUDGMENT, standing=standing)) == {}


def test_the_government_office_owes_nothing_of_the_responding_units() -> None:
    desk = office("重庆市北碚区人民政府办公室", OrganisationKind.GOVERNMENT_OFFICE)
    assert duties(paper(PaperKind.RESPONSE_NOTICE), desk=desk) == {}


def test_the_justice_bureau_files_nothing_with_itself() -> None:
    desk = office("重庆市北碚区司法局", OrganisationKind.JUSTICE_BUREAU)
    sued = paper(PaperKind.RESPONSE_NOTICE, parties=(PartyFact(Role.DEFENDANT, "重庆市北碚区司法局"),))
    found = duties(sued, desk=desk)
    assert "ANSWER" in found
    assert "BB-01" not in found
    assert duties(paper(PaperKind.RESPONSE_NOTICE), desk=desk) == {}


def test_an_office_not_found_among_the_parties_counts_but_is_marked() -> None:
    stranger = paper(PaperKind.RESPONSE_NOTICE, parties=(PartyFact(Role.DEFENDANT, "某区水利局"),))
    assert any("未见本单位" in doubt for doubt in duties(stranger)["ANSWER"].doubts)
    assert duties(paper(PaperKind.RESPONSE_NOTICE))["ANSWER"].doubts == ()


def test_a_former_name_is_our_name() -> None:
    desk = replace(office(), name="重庆市北碚区综合执法局", former_names=(BUREAU,))
    assert duties(paper(PaperKind.RESPONSE_NOTICE), desk=desk)["ANSWER"].doubts == ()


def test_an_appellee_who_was_defendant_is_still_the_defendant() -> None:
    parties = (
        PartyFact(Role.APPELLANT, "方某甲", (Role.PLAINTIFF,)),
        PartyFact(Role.APPELLEE, BUREAU, (Role.DEFENDANT,)),
    )
    notice = paper(PaperKind.RESPONSE_NOTICE, stage=Stage.SECOND, parties=parties)
    found = duties(notice)
    assert "APPEAL_ANS" in found
    assert "ANSWER" not in found
    ours = (PartyFact(Role.APPELLANT, BUREAU, (Role.DEFENDANT,)),)
    assert "APPEAL_ANS" not in duties(replace(notice, parties=ours))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("重庆市北碚区城市管理局", "北碚区城市管理局", True),
        ("江西省赣州市崇义县自然资源局", "崇义县自然资源局", True),
        ("崇义县自然资源局", "崇义县 自然资源局", True),
        ("赣州市自然资源局", "崇义县自然资源局", False),
        ("北碚区人民政府", "北碚区人民政府办公室", False),
        ("崇义县公安局", "公安局", False),
        ("北碚区城市管理局执法支队", "北碚区城市管理局", False),
    ],
)
def test_names_differ_by_places_in_front_only(one: str, other: str, same: bool) -> None:
    assert same_organisation(one, other) is same
    assert same_organisation(other, one) is same


# --- outcomes ------------------------------------------------------------------------------------


def test_a_ruling_that_cannot_be_appealed_opens_no_appeal() -> None:
    ruling = paper(PaperKind.RULING, outcome={BUREAU: (OutcomeClass.WITHDRAW_ALLOW,)})
    assert "APPEAL_R" not in duties(ruling)
    printed = replace(ruling, appeal_days=10)
    assert "APPEAL_R" in duties(printed)
    unread = replace(ruling, outcome={})
    assert any("请核对" in doubt for doubt in duties(unread)["APPEAL_R"].doubts)


def test_an_affirmed_judgment_takes_its_loss_from_the_first_instance() -> None:
    first = paper(
        PaperKind.JUDGMENT,
        id="first",
        outcome={BUREAU: (OutcomeClass.REVOKE,)},
        receipt=received(date(2023, 8, 1)),
    )
    affirmed = paper(
        PaperKind.JUDGMENT,
        id="second",
        stage=Stage.SECOND,
        case_number="（2023）渝01行终901号",
        outcome={BUREAU: (OutcomeClass.AFFIRM,)},
    )
    alone = duties(affirmed)["BB-14"]
    assert any("尚未关联" in doubt for doubt in alone.doubts)
    both = derive_duties(CaseFacts("c1", office(), (first, affirmed)), today=TODAY)
    second = next(duty for duty in both if duty.rule_id == "BB-14" and "second" in duty.papers)
    assert second.doubts == ()


def test_the_appeal_goes_to_the_court_the_paper_names() -> None:
    judgment = paper(PaperKind.JUDGMENT, appeal_court="重庆市第一中级人民法院", appeal_days=15)
    assert duties(judgment)["APPEAL_J"].recipient_name == "重庆市第一中级人民法院"
    unnamed = replace(judgment, appeal_court=None)
    assert duties(unnamed)["APPEAL_J"].recipient_name == "重庆市北碚区人民法院的上一级人民法院"
    assert duties(judgment)["APPEAL_J"].optional


# --- how it stands today -------------------------------------------------------------------------


def test_urgency_through_the_days_of_one_duty() -> None:
    # The fifteenth day is Saturday 18 March 2023: target Friday, last lawful day Monday.
    notice = paper(
        PaperKind.RESPONSE_NOTICE,
        issued_on=date(2023, 3, 1),
        arrived_on=date(2023, 3, 3),
        receipt=received(date(2023, 3, 3)),
    )
    answer = duties(notice, desk=office(jurisdiction=Jurisdiction.CN))["ANSWER"]
    assert (answer.headline, answer.count.due) == (date(2023, 3, 17), date(2023, 3, 20))
    stands = {
        date(2023, 3, 4): Urgency.LATER,
        date(2023, 3, 10): Urgency.SOON,
        date(2023, 3, 17): Urgency.TODAY,
        date(2023, 3, 18): Urgency.TARGET_PASSED,
        date(2023, 3, 20): Urgency.TODAY,
        date(2023, 3, 21): Urgency.OVERDUE,
    }
    assert {day: urgency(answer, day) for day in stands} == stands


def test_what_was_late_when_it_came_is_not_called_overdue() -> None:
    summons = paper(
        PaperKind.SUMMONS,
        arrived_on=date(2023, 11, 3),
        receipt=received(date(2023, 11, 3)),
        hearing_at=(at("2023-11-06T09:00"),),
    )
    filing = duties(summons)["BB-07"]
    assert filing.count.due == date(2023, 11, 2)
    assert urgency(filing, date(2023, 11, 3)) is Urgency.LATE_ON_ARRIVAL


def test_a_provisional_date_that_passed_is_not_called_overdue() -> None:
    answer = duties(paper(PaperKind.RESPONSE_NOTICE))["ANSWER"]
    assert urgency(answer, date(2024, 1, 5)) is Urgency.MAY_BE_OVERDUE


def test_a_target_that_had_passed_before_the_paper_came_gives_way_to_the_last_day() -> None:
    # Received on the last day of the Spring Festival: the working day before the fifth day is older.
    advice = paper(
        PaperKind.RESPONSE_NOTICE,
        issued_on=date(2024, 2, 8),
        arrived_on=date(2024, 2, 10),
        receipt=received(date(2024, 2, 10)),
        parties=(PartyFact(Role.DEFENDANT, "北碚区人民政府"),),
    )
    prepare = duties(advice)["BB-03"]
    assert prepare.count.internal_target == date(2024, 2, 9)
    assert prepare.headline == prepare.count.due == date(2024, 2, 17)


def test_the_day_on_which_one_looks_changes_no_date() -> None:
    facts = CaseFacts("c1", office(), (paper(PaperKind.RESPONSE_NOTICE),))
    days = (date(2023, 1, 1), date(2023, 10, 20), date(2030, 1, 1))
    assert len({derive_duties(facts, today=day) for day in days}) == 1
