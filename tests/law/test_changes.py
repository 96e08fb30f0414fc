"""What moves, what stays, when a fact, a rule or a calendar changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.law import derive_duties
from services.law.calendar import HolidayYear, build_calendar, national_calendar, read_holiday_year
from services.law.changes import (
    Change,
    ChangeKind,
    KeptBecause,
    accepted,
    changed_by_facts,
    changed_by_rules,
    compare,
    moved_by_calendar,
)
from services.law.facts import CaseFacts, Deed, DeedKind
from services.law.pack import Pack, load_pack
from services.resources import rules_folder
from services.vocabulary import Jurisdiction, PaperKind
from services.vocabulary import OutcomeClass as O
from tests.law.making import FIRST, case, court_said, first, paper, received

TODAY = date(2024, 3, 6)


def notice(on: date) -> CaseFacts:
    return case(paper(PaperKind.RESPONSE_NOTICE, on, issued_on=date(2024, 3, 1), arrived_on=on))


def by_rule(changes: tuple[Change, ...]) -> dict[str, Change]:
    return {(each.new or each.old).rule_id: each for each in changes if each.new or each.old}  # type: ignore[union-attr]


def test_a_moved_receipt_shows_old_and_new_side_by_side() -> None:
    changes = by_rule(changed_by_facts(notice(date(2024, 3, 4)), notice(date(2024, 3, 6)), today=TODAY))
    answer = changes["ANSWER"]
    assert answer.kind is ChangeKind.MOVED
    assert answer.old and answer.new
    assert (answer.old.headline, answer.new.headline) == (date(2024, 3, 19), date(2024, 3, 21))
    assert answer.days == 2


@pytest.mark.parametrize(
    ("kind", "because"),
    [
        (DeedKind.COMPLETED, KeptBecause.DONE),
        (DeedKind.HAND_SET, KeptBecause.HAND_SET),
        (DeedKind.JUDGE_ORDERED, KeptBecause.JUDGE_ORDERED),
    ],
)
def test_what_a_person_settled_is_never_moved(kind: DeedKind, because: KeptBecause) -> None:
    deed = Deed(f"{FIRST}:ANSWER:once", kind, date(2024, 3, 11))
    after = replace(notice(date(2024, 3, 6)), deeds=(deed,))
    changes = changed_by_facts(notice(date(2024, 3, 4)), after, today=TODAY)
    answer = by_rule(changes)["ANSWER"]
    assert answer.kept is because
    in_force = {duty.rule_id: duty for duty in accepted(changes, [each.key for each in changes])}
    assert in_force["ANSWER"].headline == date(2024, 3, 19), "the old date"
    assert in_force["JURIS"].headline == date(2024, 3, 21)


def test_only_what_is_taken_moves() -> None:
    changes = changed_by_facts(notice(date(2024, 3, 4)), notice(date(2024, 3, 6)), today=TODAY)
    key = by_rule(changes)["ANSWER"].key
    in_force = {duty.rule_id: duty.headline for duty in accepted(changes, [key])}
    assert in_force["ANSWER"] == date(2024, 3, 21)
    assert in_force["JURIS"] == date(2024, 3, 19)


def test_a_confirmed_effect_turns_a_draft_into_a_duty() -> None:
    before = case(first(O.REVOKE))
    after = replace(before, confirmations=(court_said("first", True, date(2023, 7, 1)),))
    changes = by_rule(changed_by_facts(before, after, today=date(2023, 7, 10)))
    assert changes["VERIFY_EFFECT"].kind is ChangeKind.CLOSED
    assert changes["RETRIAL"].kind is ChangeKind.CONFIRMED


def test_proving_the_day_assumed_confirms_without_moving() -> None:
    unproved = paper(PaperKind.RESPONSE_NOTICE, date(2024, 3, 4), receipt=None)
    before, after = case(unproved), case(replace(unproved, receipt=received(date(2024, 3, 4))))
    answer = by_rule(changed_by_facts(before, after, today=TODAY))["ANSWER"]
    assert (answer.kind, answer.days) == (ChangeKind.CONFIRMED, 0)


def test_the_same_duties_are_no_change() -> None:
    duties = derive_duties(notice(date(2024, 3, 4)), today=TODAY)
    assert compare(duties, duties) == ()


# --- rules ---------------------------------------------------------------------------------------


def ten_days_to_answer() -> Pack:
    """The nation's pack as if the answer were due in ten days."""
    pack = load_pack(Jurisdiction.CN)
    rules = []
    for rule in pack.rules:
        entry = rule.entry
        if entry.id == "ANSWER":
            entry = entry.model_copy(update={"period": entry.period.model_copy(update={"n": 10})})
        rules.append(replace(rule, entry=entry))
    return replace(pack, rules=tuple(rules))


def test_a_changed_rule_lists_the_cases_it_touches_forward_only() -> None:
    cases = [replace(notice(date(2024, 3, 4)), id="old"), replace(notice(date(2024, 3, 8)), id="new")]
    before, after = load_pack(Jurisdiction.CN), ten_days_to_answer()
    found = changed_by_rules(cases, before, after, today=TODAY)
    assert set(found) == {"new"}
    assert by_rule(found["new"])["ANSWER"].days == -4, "18 March instead of 22 or 23"
    everything = changed_by_rules(cases, before, after, today=TODAY, from_day=date.min)
    assert set(everything) == {"old", "new"}


# --- calendar ------------------------------------------------------------------------------------


def until_2025() -> tuple[list[HolidayYear], HolidayYear]:
    folder = rules_folder() / "cn" / "holidays"
    years = [read_holiday_year(file) for file in sorted(folder.glob("*.yaml"))]
    return [year for year in years if year.year <= 2025], next(y for y in years if y.year == 2026)


def test_the_next_notice_settles_what_waited_for_it() -> None:
    known, new = until_2025()
    calendar = build_calendar(known)
    waiting = case(paper(PaperKind.RESPONSE_NOTICE, date(2025, 12, 19)))
    before = {d.rule_id: d for d in derive_duties(waiting, calendar=calendar, today=TODAY)}
    assert before["ANSWER"].count.provisional
    moved = by_rule(moved_by_calendar([waiting], calendar, new, today=TODAY)["c1"])
    answer = moved["ANSWER"]
    assert answer.new and answer.new.count.due == date(2026, 1, 4)
    assert answer.old and answer.old.headline and answer.old.headline <= date(2026, 1, 4)


def test_a_case_that_waited_for_nothing_is_not_listed() -> None:
    known, new = until_2025()
    settled = case(paper(PaperKind.RESPONSE_NOTICE, date(2024, 3, 4)))
    assert moved_by_calendar([settled], build_calendar(known), new, today=TODAY) == {}


def test_a_year_cannot_be_skipped() -> None:
    _, year = until_2025()
    with pytest.raises(ValueError, match="逐年相连"):
        moved_by_calendar([], national_calendar(), year, today=TODAY)
