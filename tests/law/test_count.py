"""Counting: hand-reckoned cases, every day of five years reckoned a second way, and properties."""

from __future__ import annotations

import calendar as month_calendar
import os
import time
from bisect import bisect_left, bisect_right
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from services.law.calendar import Calendar, national_calendar
from services.law.count import Count, PeriodKind, before_day, count_period, earlier_target
from services.vocabulary import ProvisionalReason

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "counting_cases.yaml").read_text(encoding="utf-8")
)
ONE = timedelta(days=1)
SURE = st.dates(date(2016, 8, 1), date(2026, 6, 1))
KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.STATUTORY_MONTHS])


def count_case(case: dict[str, Any], calendar: Calendar) -> dict[str, Any]:
    return count_period(PeriodKind(case["kind"]), case["n"], case["from"], calendar).to_json()


def expected(case: dict[str, Any]) -> dict[str, Any]:
    asked = {key: value for key, value in case.items() if key not in ("name", "kind", "n", "from")}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asked.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_hand_reckoned_case(case: dict[str, Any]) -> None:
    result = count_case(case, national_calendar())
    wanted = {"provisional": False, **expected(case)}
    assert {key: result[key] for key in wanted} == wanted
    assert len(result["steps"]) >= 3
    assert all(step.endswith("。") for step in result["steps"])


# --- every day of five years, reckoned a second way with chinesecalendar -------------------------


# Every working day of 23 years, by another library: walked by index, not day by day. It leaves out the
# Saturday that the notice for 2006 (国办发明电〔2005〕35号) makes a working day.
WORKDAYS = sorted(
    {*chinese_calendar.get_workdays(date(2004, 1, 1), date(2026, 12, 31)), date(2005, 12, 31)}
)


def second_due(kind: PeriodKind, n: int, start: date) -> date:
    """An independent reckoning. Raises IndexError beyond 2026."""
    match kind:
        case PeriodKind.WORKDAYS:
            return WORKDAYS[bisect_right(WORKDAYS, start) + n - 1]
        case PeriodKind.WORKDAYS_BEFORE:
            return WORKDAYS[bisect_left(WORKDAYS, start) - n]
        case PeriodKind.LOCAL_DAYS:
            nominal = date.fromordinal(start.toordinal() + n)
            WORKDAYS[bisect_left(WORKDAYS, nominal)]  # a last day beyond 2026 is not certain
            return nominal
        case PeriodKind.STATUTORY_DAYS:
            nominal = date.fromordinal(start.toordinal() + n)
        case PeriodKind.STATUTORY_MONTHS:
            year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
            last = month_calendar.monthrange(year, month + 1)[1]
            nominal = date(year, month + 1, min(start.day, last))
    return WORKDAYS[bisect_left(WORKDAYS, nominal)]


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        (PeriodKind.STATUTORY_DAYS, 3),
        (PeriodKind.STATUTORY_DAYS, 10),
        (PeriodKind.STATUTORY_DAYS, 15),
        (PeriodKind.STATUTORY_MONTHS, 2),
        (PeriodKind.STATUTORY_MONTHS, 6),
        (PeriodKind.WORKDAYS, 2),
        (PeriodKind.WORKDAYS, 3),
        (PeriodKind.WORKDAYS, 5),
        (PeriodKind.WORKDAYS, 30),
        (PeriodKind.WORKDAYS_BEFORE, 2),
        (PeriodKind.WORKDAYS_BEFORE, 5),
        (PeriodKind.LOCAL_DAYS, 7),
        (PeriodKind.LOCAL_DAYS, 30),
        (PeriodKind.LOCAL_DAYS, 60),
    ],
)
def test_every_day_of_2022_to_2026_agrees_with_a_second_reckoning(kind: PeriodKind, n: int) -> None:
    day = date(2022, 1, 1)
    agreed = 0
    while day <= date(2026, 12, 31):
        count = count_period(kind, n, day, national_calendar())
        if count.provisional:
            with pytest.raises(IndexError):  # the second reckoning has to leave 2026 as well
                second_due(kind, n, day)
        else:
            assert count.due == second_due(kind, n, day), day
            agreed += 1
        day += ONE
    assert agreed > 1600


@pytest.mark.parametrize(
    ("kind", "n"),
    [
        (PeriodKind.STATUTORY_DAYS, 15),
        (PeriodKind.STATUTORY_DAYS, 10),
        (PeriodKind.WORKDAYS, 5),
    ],
)
def test_every_day_of_2004_to_2026_agrees_with_a_second_reckoning(kind: PeriodKind, n: int) -> None:
    calendar = national_calendar()
    days = [
        date.fromordinal(each)
        for each in range(date(2004, 1, 1).toordinal(), date(2026, 12, 31).toordinal() + 1)
    ]
    counts = {day: count_period(kind, n, day, calendar) for day in days}
    certain = {day: count.due for day, count in counts.items() if not count.provisional}
    assert certain == {day: second_due(kind, n, day) for day in certain}
    open_ends = [day for day in days if day not in certain]
    assert open_ends and min(open_ends) >= date(2026, 12, 16), "only the last days wait for 2027"
    for day in open_ends:
        with pytest.raises(IndexError):
            second_due(kind, n, day)


@pytest.mark.parametrize(
    ("n", "kind", "trigger", "due"),
    [
        (15, PeriodKind.STATUTORY_DAYS, "2026-02-02", "2026-02-24"),
        (15, PeriodKind.STATUTORY_DAYS, "2026-09-16", "2026-10-08"),
        (15, PeriodKind.STATUTORY_DAYS, "2026-04-24", "2026-05-09"),
        (15, PeriodKind.STATUTORY_DAYS, "2025-12-19", "2026-01-04"),
        (10, PeriodKind.STATUTORY_DAYS, "2026-02-18", "2026-02-28"),
        (5, PeriodKind.WORKDAYS, "2026-09-28", "2026-10-10"),
        (5, PeriodKind.WORKDAYS, "2026-12-28", None),
    ],
)
def test_the_dates_other_engines_get_wrong(
    n: int, kind: PeriodKind, trigger: str, due: str | None
) -> None:
    count = count_period(kind, n, date.fromisoformat(trigger), national_calendar())
    assert count.due == (date.fromisoformat(due) if due else None)
    assert count.provisional == (due is None)


# --- properties ----------------------------------------------------------------------------------


@given(KINDS, st.integers(1, 90), SURE)
def test_a_certain_last_day_is_never_before_the_nominal_one_and_has_steps(
    kind: PeriodKind, n: int, start: date
) -> None:
    count = count_period(kind, n, start, national_calendar())
    assert count.due is not None
    assert count.nominal_last_day is not None
    assert count.due >= count.nominal_last_day
    assert count.rolled == (count.due != count.nominal_last_day)
    assert count.steps


@given(KINDS.filter(lambda kind: kind is not PeriodKind.LOCAL_DAYS), st.integers(1, 90), SURE)
def test_the_last_day_and_the_target_are_working_days(kind: PeriodKind, n: int, start: date) -> None:
    count = count_period(kind, n, start, national_calendar())
    assert count.due and count.internal_target
    assert chinese_calendar.is_workday(count.due)
    assert chinese_calendar.is_workday(count.internal_target)
    assert count.internal_target <= count.due


@given(KINDS, st.integers(1, 90), SURE)
def test_a_later_event_never_ends_earlier(kind: PeriodKind, n: int, start: date) -> None:
    first = count_period(kind, n, start, national_calendar()).due
    second = count_period(kind, n, start + ONE, national_calendar()).due
    assert first and second and first <= second


@given(KINDS, st.integers(1, 90), SURE)
def test_a_longer_period_never_ends_earlier(kind: PeriodKind, n: int, start: date) -> None:
    shorter = count_period(kind, n, start, national_calendar()).due
    longer = count_period(kind, n + 1, start, national_calendar()).due
    assert shorter and longer
    assert longer <= shorter if kind is PeriodKind.WORKDAYS_BEFORE else longer >= shorter


@given(KINDS, st.integers(1, 90), st.dates(date(2026, 10, 1), date(2029, 12, 31)))
def test_beyond_the_published_years_nothing_is_certain_but_a_safe_day_is_given(
    kind: PeriodKind, n: int, start: date
) -> None:
    calendar = national_calendar()
    count = count_period(kind, n, start, calendar)
    if count.due is not None:
        assert calendar.knows(count.due)
        assert not count.provisional
        return
    assert count.provisional_because == (ProvisionalReason.HOLIDAYS_UNPUBLISHED,)
    assert count.safe_target is not None
    if count.nominal_last_day:
        assert count.safe_target <= count.nominal_last_day
    if kind is not PeriodKind.WORKDAYS_BEFORE:
        assert count.safe_target >= start


@given(st.integers(1, 40), st.dates(date(2025, 11, 1), date(2025, 12, 31)))
def test_the_safe_day_is_in_time_however_the_next_notice_turns_out(n: int, start: date) -> None:
    """Count as if 2026 were unpublished, then with its notice: the safe day must not be late."""
    full = national_calendar()
    short = replace(full, certain_through=date(2025, 12, 31))
    for kind in PeriodKind:
        if kind is PeriodKind.STATUTORY_MONTHS:
            continue
        guess, truth = count_period(kind, n, start, short), count_period(kind, n, start, full)
        assert truth.due
        if guess.due:
            assert guess.due == truth.due
        else:
            assert guess.safe_target and guess.safe_target <= truth.due


@pytest.mark.parametrize("zone", ["UTC", "Pacific/Kiritimati", "America/Los_Angeles"])
def test_the_time_zone_of_the_machine_changes_nothing(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [count_case(case, national_calendar()) for case in CASES]
    monkeypatch.setitem(os.environ, "TZ", zone)
    time.tzset()
    try:
        assert [count_case(case, national_calendar()) for case in CASES] == before
    finally:
        monkeypatch.undo()
        time.tzset()


# --- a mutation the second reckoning must notice -------------------------------------------------


@pytest.mark.parametrize("makeup", sorted(national_calendar().makeup), ids=str)
def test_forgetting_any_makeup_day_is_noticed(makeup: date) -> None:
    """Without one make-up day, some day before it no longer agrees with the second reckoning."""
    calendar = national_calendar()
    careless = replace(calendar, makeup=calendar.makeup - {makeup})
    near = [makeup - timedelta(days=n) for n in range(1, 20)]
    near = [day for day in near if calendar.knows(day)]
    for kind, n in ((PeriodKind.STATUTORY_DAYS, 15), (PeriodKind.WORKDAYS, 5)):
        assert any(count_period(kind, n, day, careless).due != second_due(kind, n, day) for day in near)
        assert all(count_period(kind, n, day, calendar).due == second_due(kind, n, day) for day in near)


def test_forgetting_one_holiday_is_noticed_by_a_hand_reckoned_case() -> None:
    calendar = national_calendar()
    careless = replace(
        calendar, off={day: name for day, name in calendar.off.items() if day.month != 10}
    )
    assert any(count_case(case, careless) != count_case(case, calendar) for case in CASES)


# --- the rest of the module ----------------------------------------------------------------------


def test_a_period_of_less_than_one_is_refused() -> None:
    with pytest.raises(ValueError, match="至少为1"):
        count_period(PeriodKind.WORKDAYS, 0, date(2023, 3, 1), national_calendar())


def test_before_a_hearing_the_target_is_the_working_day_before() -> None:
    count = before_day(date(2023, 10, 9), national_calendar(), event="开庭")
    assert (count.due, count.internal_target) == (date(2023, 10, 9), date(2023, 10, 8))


def test_before_a_hearing_in_an_unpublished_year_the_target_is_the_last_known_working_day() -> None:
    count = before_day(date(2027, 1, 5), national_calendar(), event="开庭")
    assert (count.due, count.internal_target) == (date(2027, 1, 5), date(2026, 12, 31))


def test_a_shorter_printed_period_moves_the_target_only() -> None:
    calendar = national_calendar()
    law = count_period(PeriodKind.STATUTORY_DAYS, 15, date(2023, 3, 1), calendar)
    printed = count_period(PeriodKind.STATUTORY_DAYS, 10, date(2023, 3, 1), calendar)
    moved = earlier_target(law, printed, "文书写的期限是10日")
    assert (moved.due, moved.internal_target) == (law.due, date(2023, 3, 10))
    assert earlier_target(printed, law, "文书写的期限是15日") == printed


def test_steps_say_why_the_last_day_moves() -> None:
    steps = count_period(PeriodKind.STATUTORY_DAYS, 15, date(2022, 9, 20), national_calendar()).steps
    assert steps == (
        "2022年9月20日（周二）为触发日，当日不计入，自2022年9月21日（周三）起算。",
        "第15日为2022年10月5日（周三）。",
        "该日在国庆节放假期间，顺延至其后第一个工作日2022年10月8日（周六），该周末为调休上班日。",
        "目标日：末日之前最近的工作日2022年9月30日（周五）。",
    )


def test_a_count_writes_the_keys_of_the_contract() -> None:
    count: Count = count_period(PeriodKind.WORKDAYS, 5, date(2023, 9, 27), national_calendar())
    assert list(count.to_json()) == [
        "due",
        "nominal_last_day",
        "rolled",
        "internal_target",
        "provisional",
        "provisional_because",
        "safe_target",
        "steps",
    ]


def test_a_day_that_never_moves_is_certain_though_the_year_is_not_published() -> None:
    """A local day has no 顺延: only the working day before it waits for the notice."""
    count = count_period(PeriodKind.LOCAL_DAYS, 60, date(2026, 11, 20), national_calendar())
    assert any("该日即最后一日" in step for step in count.steps)
    assert not any("，最后一日待" in step for step in count.steps)
    assert count.nominal_last_day == date(2027, 1, 19)
