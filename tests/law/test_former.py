"""A corrected case number or hearing is the same duty; one put off follows the old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from services.law import derive_duties
from services.law.changes import ChangeKind, KeptBecause, compare
from services.law.duties import Duty
from services.law.facts import (
    CaseFacts,
    Deed,
    DeedKind,
    Office,
    OperativeFact,
    PaperFacts,
    PartyFact,
    RecordedEvent,
)
from services.law.pack import load_pack
from services.law.proceeding import hearings_standing, number_for
from services.vocabulary import (
    EventKind,
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    Role,
    Stage,
)
from services.vocabulary import OutcomeClass as O
from tests.law.making import BUREAU, FIRST, SECOND, case, first, paper

TODAY = date(2024, 3, 6)
MISREAD = "（2023）赣0721行初9007号"
BEIBEI = Office(BUREAU, OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)


def notice(**changes: object) -> PaperFacts:
    return paper(PaperKind.RESPONSE_NOTICE, date(2024, 3, 4), **changes)


def at(day: int) -> datetime:
    """Half past nine of a day in April 2024."""
    return datetime.fromisoformat(f"2024-04-{day:02}T09:30")


def summons(day: int, *, on: int = 4, **changes: object) -> PaperFacts:
    return paper(PaperKind.SUMMONS, date(2024, 3, on), hearing_at=(at(day),), **changes)


def by_rule(facts: CaseFacts) -> dict[str, Duty]:
    return {duty.rule_id: duty for duty in derive_duties(facts, today=TODAY)}


def corrected(misread: PaperFacts) -> PaperFacts:
    return replace(misread, case_number=FIRST, former_case_numbers=(MISREAD,))


def test_a_corrected_case_number_keeps_every_duty_under_the_key_it_had() -> None:
    misread = (notice(case_number=MISREAD), summons(8, case_number=MISREAD))
    before = derive_duties(case(*misread, office=BEIBEI), today=TODAY)
    after = derive_duties(case(*map(corrected, misread), office=BEIBEI), today=TODAY)
    assert len(before) == len(after) > 8
    assert {duty.key for duty in before} <= {alias for duty in after for alias in duty.aliases}
    assert {duty.key for duty in before}.isdisjoint(duty.key for duty in after)
    assert compare(before, after) == ()


def test_what_opened_on_a_completion_stays_open_when_the_number_is_corrected() -> None:
    """滕州 二(四): the answer is reported once it has been given to the court."""
    tengzhou = replace(BEIBEI, jurisdiction=Jurisdiction.TENGZHOU)
    done = (Deed(f"{MISREAD}:ANSWER:once", DeedKind.COMPLETED, date(2024, 3, 5)),)
    before = derive_duties(case(notice(case_number=MISREAD), office=tengzhou, deeds=done), today=TODAY)
    after = derive_duties(case(corrected(notice()), office=tengzhou, deeds=done), today=TODAY)
    assert "TZ-01-ANSWER" in {duty.rule_id for duty in before}
    assert compare(before, after, done) == ()


def test_a_paper_that_came_after_the_filing_was_done_is_a_supplement_under_the_new_number_too() -> None:
    done = Deed(
        f"{MISREAD}:BB-01:{PaperKind.RESPONSE_NOTICE.value}", DeedKind.COMPLETED, date(2024, 3, 5)
    )
    late = summons(8, case_number=MISREAD, arrived_on=date(2024, 3, 6))
    titles = {
        duty.title
        for papers in ((notice(case_number=MISREAD), late), map(corrected, (notice(), late)))
        for duty in derive_duties(case(*papers, office=BEIBEI, deeds=(done,)), today=TODAY)
        if duty.supplement
    }
    assert len(titles) == 1, "one supplement, with either number"


def test_a_number_still_in_use_is_nobodys_former_number() -> None:
    """One of two papers was filed under the wrong number: what was done for the other stays there."""
    done = Deed(f"{MISREAD}:ANSWER:once", DeedKind.COMPLETED, date(2024, 3, 5))
    papers = (notice(id="left", case_number=MISREAD), corrected(notice(id="moved")))
    duties = derive_duties(case(*papers, deeds=(done,)), today=TODAY)
    answers = {duty.key: duty.aliases for duty in duties if duty.rule_id == "ANSWER"}
    assert set(answers) == {f"{MISREAD}:ANSWER:once", f"{FIRST}:ANSWER:once"}
    assert done.key not in answers[f"{FIRST}:ANSWER:once"]


@pytest.mark.parametrize("other", [MISREAD, SECOND])
def test_what_was_done_about_one_paper_goes_with_it_wherever_the_others_are(other: str) -> None:
    moved = corrected(summons(8, id="moved"))
    stayed = notice(id="stayed", case_number=other, former_case_numbers=(MISREAD,))
    done = (Deed(f"{MISREAD}:BB-01:moved", DeedKind.COMPLETED, date(2024, 3, 5)),)
    duties = derive_duties(case(stayed, moved, office=BEIBEI, deeds=done), today=TODAY)
    [filing] = [duty for duty in duties if duty.rule_id == "BB-01" and "moved" in duty.papers]
    assert filing.case_number == FIRST
    assert done[0].key in filing.aliases


def test_a_number_two_proceedings_might_have_had_settles_neither() -> None:
    papers = (
        corrected(notice(id="one")),
        replace(corrected(notice(id="two")), case_number=SECOND, stage=Stage.SECOND),
    )
    duties = derive_duties(case(*papers), today=TODAY)
    assert duties
    assert f"{MISREAD}:ANSWER:once" not in {alias for duty in duties for alias in duty.aliases}


def test_a_complaint_keeps_its_duties_when_the_number_of_the_case_becomes_known() -> None:
    complaint = paper(PaperKind.COMPLAINT, date(2024, 3, 4), case_number=None)
    alone = by_rule(case(complaint))["ANSWER"]
    numbered = by_rule(case(complaint, notice()))["ANSWER"]
    assert alone.key != numbered.key
    assert alone.key in numbered.aliases


def test_what_a_person_recorded_follows_the_corrected_number() -> None:
    changed = RecordedEvent("e1", EventKind.ACT_CHANGED, date(2024, 3, 6), "王某", case_number=MISREAD)
    before = derive_duties(case(notice(case_number=MISREAD), events=(changed,)), today=TODAY)
    after = derive_duties(case(corrected(notice()), events=(changed,)), today=TODAY)
    assert "CHANGE_ACT" in {duty.rule_id for duty in before}
    assert {duty.case_number for duty in after if duty.rule_id == "CHANGE_ACT"} == {FIRST}
    assert compare(before, after) == ()


def test_a_hearing_read_on_the_wrong_day_is_moved_not_replaced() -> None:
    before = derive_duties(case(summons(8), office=BEIBEI), today=TODAY)
    right = replace(summons(15), former_hearings=(summons(8).hearing_at,))
    changes = compare(before, derive_duties(case(right, office=BEIBEI), today=TODAY))
    assert {each.kind for each in changes} == {ChangeKind.MOVED}
    moved = next(each for each in changes if each.old and each.old.rule_id == "BB-07")
    assert moved.old and moved.new
    assert (moved.old.count.due, moved.new.count.due) == (date(2024, 4, 3), date(2024, 4, 11))


def test_of_two_hearings_only_the_corrected_one_had_another_day() -> None:
    twice = replace(
        summons(8), hearing_at=(at(8), at(16)), former_hearings=((at(8), at(15)), (at(15), at(8)))
    )
    duties = derive_duties(case(twice, office=BEIBEI), today=TODAY)
    former = {duty.key: duty.aliases for duty in duties if duty.rule_id == "BB-07"}
    assert former == {
        f"{FIRST}:BB-07:2024-04-08": (f"{FIRST}:BB-07:2024-04-15",),
        f"{FIRST}:BB-07:2024-04-16": (f"{FIRST}:BB-07:2024-04-15",),
    }


def put_off() -> PaperFacts:
    return replace(
        summons(15, on=20, id="change"),
        kind=PaperKind.HEARING_CHANGE_NOTICE,
        issued_on=date(2024, 3, 20),
    )


def test_a_hearing_put_off_takes_what_was_open_to_the_new_day() -> None:
    before = derive_duties(case(summons(8), office=BEIBEI), today=TODAY)
    after = derive_duties(case(summons(8), put_off(), office=BEIBEI), today=TODAY)
    moved = [each for each in compare(before, after) if each.old and each.old.rule_id == "BB-07"]
    assert [each.kind for each in moved] == [ChangeKind.MOVED]
    assert moved[0].new and moved[0].new.key == f"{FIRST}:BB-07:2024-04-15"


def test_what_was_filed_for_the_old_day_is_owed_again_for_the_new_one() -> None:
    """北碚 10: summons and official are filed for each hearing."""
    done = (Deed(f"{FIRST}:BB-07:2024-04-08", DeedKind.COMPLETED, date(2024, 3, 11)),)
    before = derive_duties(case(summons(8), office=BEIBEI, deeds=done), today=TODAY)
    after = derive_duties(case(summons(8), put_off(), office=BEIBEI, deeds=done), today=TODAY)
    filed = [each for each in compare(before, after, done) if "BB-07" in each.key]
    assert [(each.kind, each.kept) for each in filed] == [
        (ChangeKind.CLOSED, KeptBecause.DONE),
        (ChangeKind.OPENED, None),
    ]


@pytest.mark.parametrize(("days", "expected"), [((15,), {15: (8,)}), ((15, 16), {15: (8,), 16: ()})])
def test_the_new_day_names_the_old_one(
    days: tuple[int, ...], expected: dict[int, tuple[int, ...]]
) -> None:
    change = replace(put_off(), hearing_at=tuple(map(at, days)))
    duties = derive_duties(case(summons(8), change, office=BEIBEI), today=TODAY)
    found = {
        duty.hearing_on.day: tuple(int(key[-2:]) for key in duty.instead_of)
        for duty in duties
        if duty.rule_id == "BB-07" and duty.hearing_on
    }
    assert found == expected


def put_off_again() -> PaperFacts:
    return replace(put_off(), id="again", hearing_at=(at(25),), issued_on=date(2024, 4, 12))


@pytest.mark.parametrize("turn", [1, -1])
def test_a_hearing_put_off_twice_leaves_the_last_day_alone_which_names_both_before(turn: int) -> None:
    """By 12 April the first day was past, but the first notice had ended it."""
    papers = (summons(8), put_off(), put_off_again())[::turn]
    assert hearings(*papers) == [25]
    assert [each.day for each in hearings_standing(case(*papers), load_pack(Jurisdiction.CN))] == [25]
    [filing] = [
        each
        for each in derive_duties(case(*papers, office=BEIBEI), today=TODAY)
        if each.rule_id == "BB-07"
    ]
    assert sorted(filing.instead_of) == [f"{FIRST}:BB-07:2024-04-{day:02}" for day in (8, 15)]


def test_notices_of_one_day_each_set_a_hearing() -> None:
    other = replace(put_off(), id="other", hearing_at=(at(16),))
    assert hearings(summons(8), put_off(), other) == [15, 16]


# --- which hearings stand ------------------------------------------------------------------------


def hearings(*papers: PaperFacts, **changes: Any) -> list[int]:
    """The days of April on which duties precede a hearing."""
    duties = derive_duties(case(*papers, office=BEIBEI, **changes), today=TODAY)
    return sorted({duty.hearing_on.day for duty in duties if duty.hearing_on})


def test_a_hearing_recorded_as_cancelled_opens_nothing_any_more() -> None:
    cancelled = RecordedEvent("e1", EventKind.HEARING_CANCELLED, date(2024, 4, 8), "王某")
    assert hearings(summons(8)) == [8]
    assert hearings(summons(8), events=(cancelled,)) == []
    assert hearings(summons(8), summons(15, id="other"), events=(cancelled,)) == [15]


def test_a_later_summons_for_another_day_raises_the_question_whether_the_first_stands() -> None:
    later = summons(15, on=20, id="later", issued_on=date(2024, 3, 20))
    assert hearings(summons(8), later) == [8, 15]
    duties = derive_duties(case(summons(8), later, office=BEIBEI), today=TODAY)
    asked = {duty.hearing_on: duty.doubts for duty in duties if duty.rule_id == "BB-07"}
    assert any("开庭取消" in doubt for doubt in asked[date(2024, 4, 8)])
    assert not any("开庭取消" in doubt for doubt in asked[date(2024, 4, 15)])


@pytest.mark.parametrize("on", [4, 9])
def test_hearings_set_at_once_or_after_the_first_was_held_both_stand(on: int) -> None:
    month = 3 if on == 4 else 4
    other = summons(15, id="other", issued_on=date(2024, month, on))
    duties = derive_duties(case(summons(8), other, office=BEIBEI), today=TODAY)
    assert {duty.hearing_on for duty in duties if duty.hearing_on}
    assert not any("开庭取消" in doubt for duty in duties for doubt in duty.doubts)


@pytest.mark.parametrize("kind", [PaperKind.SUMMONS, PaperKind.OTHER_COURT_PAPER])
def test_a_call_to_exchange_evidence_is_no_hearing_whatever_paper_makes_it(kind: PaperKind) -> None:
    call = replace(summons(8, summons_reason="交换证据"), kind=kind)
    assert hearings_standing(case(call), load_pack(Jurisdiction.CN)) == ()
    heard = replace(call, summons_reason="公开开庭审理")
    assert len(hearings_standing(case(heard), load_pack(Jurisdiction.CN))) == 1


@pytest.mark.parametrize("outcome", [OutcomeClass.WITHDRAW_ALLOW, OutcomeClass.REJECT_SUIT])
def test_a_suit_that_ended_before_the_hearing_has_no_hearing(outcome: OutcomeClass) -> None:
    ruling = paper(PaperKind.RULING, date(2024, 4, 1), outcome={BUREAU: (outcome,)})
    assert hearings(summons(8), ruling) == []
    assert hearings_standing(case(summons(8), ruling), load_pack(Jurisdiction.CN)) == ()
    held = replace(ruling, issued_on=date(2024, 4, 8))
    assert hearings(summons(8), held) == [8], "heard, then ended"


def test_a_ruling_that_ends_nothing_and_a_summons_after_it_leave_the_hearing() -> None:
    ruling = paper(PaperKind.RULING, date(2024, 4, 1), outcome={BUREAU: (OutcomeClass.SUSPEND,)})
    assert hearings(summons(8), ruling) == [8]
    rejected = replace(ruling, outcome={BUREAU: (OutcomeClass.REJECT_SUIT,)})
    assert hearings(summons(8, issued_on=date(2024, 4, 2)), rejected) == [8], "ordered to go on"


# --- what was recorded stays where it was --------------------------------------------------------

APPEALED = notice(id="appealed", stage=Stage.SECOND, case_number=SECOND, arrived_on=date(2024, 3, 25))
RECORDED_AT = datetime.fromisoformat("2024-03-20T10:00")


def test_a_hearing_recorded_as_cancelled_stays_so_when_papers_of_the_appeal_come() -> None:
    cancelled = RecordedEvent("e1", EventKind.HEARING_CANCELLED, date(2024, 4, 8), "王某")
    assert hearings(summons(8), APPEALED, events=(cancelled,)) == []


@pytest.mark.parametrize("at", [RECORDED_AT, None])
def test_a_recorded_event_is_of_the_proceeding_that_was_there_when_it_was_recorded(
    at: datetime | None,
) -> None:
    """Keys from where it was put before are former keys of it."""
    changed = RecordedEvent("e2", EventKind.ACT_CHANGED, date(2024, 3, 19), "王某", at=at)
    facts = case(notice(), APPEALED, office=BEIBEI, events=(changed,))
    [change] = [each for each in derive_duties(facts, today=TODAY) if each.rule_id == "BB-12"]
    assert change.case_number == (FIRST if at else SECOND)
    others = {f"{FIRST}:BB-12:e2", f"{SECOND}:BB-12:e2", "case:c1:BB-12:e2"}
    assert others <= {change.key, *change.aliases}


def test_a_recorded_appeal_is_against_what_the_first_instance_decided() -> None:
    appeal = RecordedEvent("e3", EventKind.APPEAL_FILED, date(2023, 6, 20), "王某")
    later = replace(APPEALED, arrived_on=date(2023, 7, 3), known_at=None)
    facts = case(first(OutcomeClass.REVOKE), later)
    assert number_for(appeal, facts, load_pack(Jurisdiction.CN)) == FIRST


def test_an_event_is_recorded_under_the_number_whose_papers_came_last() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    changed = RecordedEvent("", EventKind.ACT_CHANGED, date(2024, 3, 19))
    assert number_for(changed, case(notice()), pack) == FIRST
    assert number_for(changed, case(notice(), APPEALED), pack) == SECOND
    assert number_for(replace(changed, case_number=FIRST), case(notice(), APPEALED), pack) == FIRST
    assert number_for(changed, case(notice(case_number=None)), pack) is None
    assert number_for(changed, case(), pack) is None


def test_a_duty_lists_no_former_key_twice_nor_its_own() -> None:
    misread = (notice(case_number=MISREAD), summons(8, case_number=MISREAD))
    duties = derive_duties(case(*map(corrected, misread), office=BEIBEI), today=TODAY)
    for duty in duties:
        assert len({duty.key, *duty.aliases}) == 1 + len(duty.aliases)


# --- papers without a number ---------------------------------------------------------------------


ADVICE: dict[str, Any] = {
    "kind": PaperKind.PROCURATORIAL_ADVICE,
    "on": date(2024, 3, 4),
    "id": "x",
    "case_number": None,
    "stage": None,
}


def test_a_reconsideration_stays_one_beside_the_suit_about_it() -> None:
    """行政复议法第四十八条、第五十四条: its notices bear no case number of a court."""
    reply = paper(
        PaperKind.RECONSIDERATION_REPLY_NOTICE,
        date(2024, 3, 4),
        id="reply",
        case_number=None,
        stage=None,
        procedure="简易程序",
    )
    before = derive_duties(case(reply, office=BEIBEI), today=TODAY)
    after = derive_duties(case(reply, notice(), office=BEIBEI), today=TODAY)
    assert before
    assert {duty.key for duty in before} <= {duty.key for duty in after}
    assert "SIMPLE_EVID" not in {duty.rule_id for duty in after}


def test_a_paper_that_names_neither_number_nor_stage_stays_when_an_appeal_comes() -> None:
    advice = paper(**ADVICE)
    before = derive_duties(case(notice(), advice, office=BEIBEI), today=TODAY)
    after = derive_duties(case(notice(), advice, APPEALED, office=BEIBEI), today=TODAY)
    keys = {duty.key for duty in before if "x" in duty.papers}
    assert keys
    assert keys <= {duty.key for duty in after}


def test_what_was_done_about_such_a_paper_follows_it_to_another_proceeding() -> None:
    advice = paper(**ADVICE)
    at_once = replace(APPEALED, arrived_on=notice().arrived_on)
    before = derive_duties(case(notice(), advice, office=BEIBEI), today=TODAY)
    after = derive_duties(case(notice(), advice, at_once, office=BEIBEI), today=TODAY)
    aliases = {alias for duty in after for alias in duty.aliases}
    assert {duty.key for duty in before if duty.papers == ("x",)} <= aliases


@pytest.mark.parametrize("turn", [1, -1])
def test_the_order_of_the_papers_decides_nothing(turn: int) -> None:
    complaint = paper(PaperKind.COMPLAINT, date(2024, 3, 4), case_number=None)
    papers = (notice(id="one"), notice(id="two", case_number=MISREAD), complaint)
    duties = derive_duties(case(*papers[::turn]), today=TODAY)
    assert {each.case_number for each in duties if "complaint" in each.papers} == {FIRST}


TWO = (
    PartyFact(Role.PLAINTIFF, "方某甲"),
    PartyFact(Role.PLAINTIFF, "方某"),
    PartyFact(Role.DEFENDANT, BUREAU),
    PartyFact(Role.DEFENDANT, "某县人民政府"),
)


@pytest.mark.parametrize(
    ("text", "outcome", "standing"),
    [
        ("准许原告方某甲、方某撤回起诉。", {BUREAU: (O.WITHDRAW_ALLOW,)}, []),
        ("准许原告方某甲撤回起诉。", {BUREAU: (O.WITHDRAW_ALLOW,)}, [8]),
        (
            "准许原告撤回对被告某县人民政府的起诉。",
            {BUREAU: (O.NO_RULING,), "某县人民政府": (O.WITHDRAW_ALLOW,)},
            [8],
        ),
    ],
)
def test_a_suit_that_ends_for_some_only_keeps_its_hearing(
    text: str, outcome: dict[str, tuple[O, ...]], standing: list[int]
) -> None:
    ruling = paper(
        PaperKind.RULING,
        date(2024, 3, 25),
        id="ruling",
        parties=TWO,
        outcome=outcome,
        operative=(OperativeFact(text, (O.WITHDRAW_ALLOW,)),),
    )
    assert hearings(summons(8, parties=TWO), ruling) == standing
