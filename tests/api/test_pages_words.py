"""How pages say dates, duties, doubts and losses: pure views, no database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from services.api.deadlines.derive import DutyState, DutyView
from services.api.web.views import dates
from services.api.web.views.due import MISSING, due_row, earliest
from services.api.web.views.lists import days_of
from services.api.web.views.loss import loss_table
from services.api.web.views.review import FactView, FieldState, absent, field_rows, tally
from services.api.web.views.sheets import passages
from services.api.web.views.shell import stale_rule_warning
from services.api.web.views.small_calendar import small_calendar
from services.law import CaseFacts, Citation, Duty, Office, PaperFacts, PeriodKind, count_period
from services.law.calendar import national_calendar
from services.law.duty import DutyRule
from services.law.urgency import urgency
from services.vocabulary import (
    FieldName,
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    ProvisionalReason,
    Stage,
    Standing,
)

TODAY = date(2026, 9, 22)
CALENDAR = national_calendar()


def duty(start: date, days: int = 15, *, optional: bool = False) -> Duty:
    says = DutyRule(
        rule_id="RULE",
        jurisdiction=Jurisdiction.CN,
        title="提起上诉",
        citation=Citation(
            "行政诉讼法", "第八十五条", "有权在判决书送达之日起十五日内向上一级人民法院提起上诉"
        ),
        actor=OrganisationKind.AGENCY,
        recipient=OrganisationKind.COURT,
        trigger="收到判决书",
        optional=optional,
    )
    return Duty(
        rule=says,
        key="p|RULE|x",
        recipient_name="重庆市第一中级人民法院",
        trigger_on=start,
        case_number="（2026）渝0109行初9047号",
        papers=("a",),
        count=count_period(PeriodKind.STATUTORY_DAYS, days, start, CALENDAR),
    )


def view(of: Duty, state: DutyState) -> DutyView:
    return DutyView(of, None, state, of.headline, of.count.due, None, None, (), urgency(of, TODAY))


@pytest.mark.parametrize(
    ("on", "said"),
    [
        (date(2026, 9, 22), "今天"),
        (date(2026, 9, 23), "明天"),
        (date(2026, 9, 24), "周四"),
        (date(2026, 9, 30), "还有8天"),
        (date(2026, 9, 20), "逾期2天"),
    ],
)
def test_a_date_says_how_far_it_is(on: date, said: str) -> None:
    assert dates.distance(on, TODAY) == said


def test_a_date_of_another_year_names_the_year() -> None:
    assert dates.day(date(2027, 1, 4), TODAY) == "2027年1月4日"
    assert dates.day(date(2026, 10, 8), TODAY) == "10月8日"


def test_a_moment_is_told_in_beijing_time() -> None:
    assert dates.moment(datetime(2026, 9, 21, 16, 30, tzinfo=UTC), TODAY) == "今天 00:30"


def test_the_safe_date_is_large_and_the_last_day_says_why_it_differs() -> None:
    row = due_row(view(duty(date(2026, 9, 16)), DutyState.OPEN), TODAY, CALENDAR)
    assert (row.big, row.beside) == ("9月30日", "还有8天")
    assert (row.last.word, row.last.day, row.last.why) == ("末日", "10月8日", "遇国庆顺延")
    assert row.basis == "行政诉讼法第八十五条"
    assert row.glyph == "ring"


def test_a_make_up_workday_is_named_as_the_last_day() -> None:
    row = due_row(view(duty(date(2026, 4, 24)), DutyState.OPEN), date(2026, 4, 25), CALENDAR)
    assert "调休" in row.last.why or "顺延" in row.last.why
    assert row.last.day in {"5月9日", "同日"}


def test_a_right_nobody_used_is_no_overdue_duty() -> None:
    lapsed = view(duty(date(2026, 8, 1), optional=True), DutyState.OVERDUE)
    row = due_row(lapsed, TODAY, CALENDAR)
    assert (row.glyph, row.beside, row.late) == ("none", "期限已过", False)
    assert earliest([lapsed]) is None
    owed = view(duty(date(2026, 8, 1)), DutyState.OVERDUE)
    assert due_row(owed, TODAY, CALENDAR).late
    assert earliest([lapsed, owed]) is owed


def test_a_hearing_that_is_over_is_not_overdue() -> None:
    over = replace(duty(date(2026, 8, 1)), hearing_on=date(2026, 8, 13), over_on=date(2026, 9, 10))
    seen = replace(view(over, DutyState.OVER), papers=(PaperKind.SUMMONS,))
    row = due_row(seen, TODAY, CALENDAR)
    assert (row.late, row.settled, row.beside) == (False, True, "9月10日裁判，已结束")
    assert row.counted_from == "8月13日开庭（传票）"
    assert earliest([seen]) is None


def test_a_row_names_the_papers_it_rests_on() -> None:
    kinds = (
        PaperKind.RESPONSE_NOTICE,
        PaperKind.SUMMONS,
        PaperKind.COMPLAINT,
        PaperKind.EVIDENCE_NOTICE,
    )
    some, all_ = (
        due_row(replace(view(duty(date(2026, 9, 16)), DutyState.OPEN), papers=each), TODAY, CALENDAR)
        for each in (kinds[:2], kinds)
    )
    assert some.counted_from == "自9月16日收到判决书（应诉通知书、传票）起算"
    assert all_.counted_from == "自9月16日收到判决书（应诉通知书、传票、起诉状等4份）起算"


def test_the_day_of_a_past_duty_says_no_lateness_of_its_own() -> None:
    late = view(duty(date(2026, 8, 1)), DutyState.OVERDUE)
    rows = {late.duty.key: due_row(late, TODAY, CALENDAR)}
    (day,) = days_of([late], rows, CALENDAR, TODAY).days
    assert (day.past, day.distance) == (True, "")
    assert day.rows[0].beside == f"逾期{(TODAY - (late.due or TODAY)).days}天"


def test_the_small_calendar_writes_rest_and_make_up_days() -> None:
    counted = duty(date(2026, 9, 16)).count
    calendar = small_calendar(date(2026, 9, 16), counted.internal_target, counted, TODAY, CALENDAR)
    assert calendar is not None
    cells = {(c.text, c.note): c for week in calendar.weeks if week for c in week}
    marks = [c.mark for c in cells.values()]
    assert "休" in marks
    assert "班" in marks
    assert "from" in cells["16", "起算"].css
    assert "goal" in cells["30", "目标"].css
    assert "nominal" in cells["10/1", "期满"].css
    assert "last" in cells["8", "末日"].css


def test_no_calendar_is_drawn_for_a_year_without_published_holidays() -> None:
    counted = count_period(PeriodKind.STATUTORY_DAYS, 15, date(2026, 9, 16), CALENDAR)
    assert small_calendar(date(2093, 3, 1), date(2093, 3, 9), counted, TODAY, CALENDAR) is None


def test_a_long_period_leaves_its_middle_weeks_out() -> None:
    counted = count_period(PeriodKind.STATUTORY_MONTHS, 6, date(2026, 1, 5), CALENDAR)
    calendar = small_calendar(date(2026, 1, 5), counted.internal_target, counted, TODAY, CALENDAR)
    assert calendar is not None
    assert calendar.weeks.count(None) == 1
    assert len(calendar.weeks) <= 6


def fact(field: str, value: object, *, confidence: float = 0.98, **more: object) -> FactView:
    known: dict[str, object] = {
        "ordinal": 0,
        "source": {"page": 1, "boxes": [[10, 20, 60, 36]], "span": [0, 4], "text": str(value)},
        "found_by": "header",
        "candidates": [],
        "confirmed": False,
    }
    return FactView(field=field, value=value, confidence=confidence, **{**known, **more})  # type: ignore[arg-type]


def test_a_field_is_doubtful_when_readers_differ_however_sure_they_are() -> None:
    other = {"value": "2026-09-18", "text": "九月十八日", "confidence": 0.9, "found_by": "ocr"}
    rows = field_rows(PaperKind.RULING, [fact("issued_on", "2026-09-16", candidates=[other])])
    row = next(r for r in rows if r.field == "issued_on")
    assert row.state is FieldState.DOUBT
    assert [r.value for r in row.readings] == ["2026-09-16", "2026-09-18"]
    assert "2026-09-18" in row.why


def test_an_agreeing_candidate_is_no_doubt() -> None:
    same = {"value": "2026-09-16", "text": "", "confidence": 0.9, "found_by": "ocr"}
    rows = field_rows(PaperKind.RULING, [fact("issued_on", "2026-09-16", candidates=[same])])
    assert next(r for r in rows if r.field == "issued_on").state is FieldState.SURE


def test_an_expected_field_that_was_not_read_is_missing_and_not_guessed() -> None:
    rows = field_rows(PaperKind.SUMMONS, [fact("case_number", "（2026）渝0109行初9047号")])
    missing = {r.field for r in rows if r.state is FieldState.VOID}
    assert missing == {"court", "addressee", "hearing_at", "hearing_place"}
    assert all(r.value == "" for r in rows if r.state is FieldState.VOID)
    assert tally(rows).void == 4


def test_every_place_of_a_value_over_two_pages_has_its_box() -> None:
    source = {
        "page": 1,
        "boxes": [[1, 2, 3, 4]],
        "text": "x",
        "span": [0, 1],
        "places": [
            {"page": 1, "boxes": [[1, 2, 3, 4]], "span": [0, 1]},
            {"page": 2, "boxes": [[5, 6, 9, 8]], "span": [0, 1]},
        ],
    }
    rows = field_rows(PaperKind.RULING, [fact("cause", "罚款", source=source)])
    row = next(r for r in rows if r.field == "cause")
    assert [page for page, _ in row.rects] == [1, 2]
    assert row.rects[1][1].width == 4


def at(start: int, end: int) -> dict[str, object]:
    return {"page": 1, "boxes": [], "span": [start, end], "text": ""}


def test_plain_text_is_cut_where_values_stand_and_loses_nothing() -> None:
    text = "重庆市北碚区人民法院 行政裁定书 罚款一案"
    rows = field_rows(
        PaperKind.RULING,
        [
            fact("court", "重庆市北碚区人民法院", source=at(0, 10)),
            fact("addressee", "北碚区", source=at(3, 6)),
            fact("cause", "罚款", source=at(17, 19)),
        ],
    )
    cut = passages(text, rows)
    assert "".join(p.text for p in cut) == text
    assert [(p.field, p.text) for p in cut if p.field] == [
        ("court", "重庆市北碚区人民法院"),
        ("cause", "罚款"),
    ]


def test_loss_stands_side_by_side_with_the_own_column_first() -> None:
    ruling = PaperFacts(
        id="a",
        kind=PaperKind.JUDGMENT,
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        arrived_on=date(2026, 9, 16),
        issued_on=date(2026, 9, 9),
        outcome={"重庆市北碚区城市管理局": (OutcomeClass.REVOKE, OutcomeClass.REMAKE)},
    )
    office = Office("重庆市北碚区城市管理局", OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)
    table = loss_table(CaseFacts("c", office, (ruling,)), {})
    assert table is not None
    assert table.columns[0].label == "北碚"
    assert table.columns[0].home
    words = {c.label: cell.word for c, cell in zip(table.columns, table.rows[0].cells, strict=True)}
    assert words["北碚"] == "败诉"
    assert words["崇义"] == "待生效"
    assert {place for places, _ in table.reasons for place in places.split("、")} == set(words)


def test_a_second_instance_judgment_is_read_as_effective_and_with_the_ruling_it_affirms() -> None:
    office = Office("重庆市北碚区城市管理局", OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)
    common = {"kind": PaperKind.JUDGMENT, "standing": Standing.SERVED, "arrived_on": date(2026, 9, 16)}
    below = PaperFacts(
        id="a",
        stage=Stage.FIRST,
        issued_on=date(2026, 3, 9),
        outcome={"北碚区城市管理局": (OutcomeClass.REVOKE,)},
        partly=frozenset({"北碚区城市管理局"}),
        **common,  # type: ignore[arg-type]
    )
    final = PaperFacts(
        id="b",
        stage=Stage.SECOND,
        issued_on=date(2026, 9, 9),
        outcome={"北碚区城市管理局": (OutcomeClass.AFFIRM,)},
        effective_because="二审裁判送达后生效",
        **common,  # type: ignore[arg-type]
    )
    before = loss_table(CaseFacts("c", office, (below,)), {})
    after = loss_table(CaseFacts("c", office, (below, final)), {})
    assert before and after
    assert "未生效" in before.effect and "二审裁判送达后生效" in after.effect
    assert [row.own for row in after.rows] == [True]
    assert before.rows[0].partial
    home, chongyi = 0, [column.label for column in after.columns].index("崇义")
    assert [t.rows[0].cells[chongyi].word for t in (before, after)] == ["待生效", "败诉"]
    assert [t.rows[0].cells[home].word for t in (before, after)] == ["败诉", "败诉"]


def test_an_attached_ruling_is_nobodys_loss() -> None:
    ruling = PaperFacts(
        id="a",
        kind=PaperKind.JUDGMENT,
        stage=Stage.FIRST,
        standing=Standing.ATTACHED,
        arrived_on=date(2026, 9, 16),
        outcome={"x": (OutcomeClass.REVOKE,)},
    )
    office = Office("x", OrganisationKind.DEPARTMENT, Jurisdiction.BEIBEI)
    assert loss_table(CaseFacts("c", office, (ruling,)), {}) is None


def test_rules_are_stale_after_twelve_months() -> None:
    assert stale_rule_warning("北碚区", date(2025, 9, 22), TODAY) is None
    assert "已超过12个月" in (stale_rule_warning("北碚区", date(2025, 9, 21), TODAY) or "")


def test_every_reason_for_a_provisional_date_has_words() -> None:
    assert set(MISSING) == set(ProvisionalReason)


def test_a_final_judgment_is_not_asked_for_its_court_of_appeal() -> None:
    read = dict.fromkeys(("case_number", "court", "cause", "issued_on"), "…")
    assert absent("judgment", read) == (FieldName.APPEAL_COURT,)
    assert absent("judgment", {**read, "effectiveness": "本判决为终审判决"}) == ()
    summons = dict.fromkeys(("case_number", "court", "addressee", "hearing_at"), "…")
    assert absent("summons", summons) == (FieldName.HEARING_PLACE,)


@pytest.mark.parametrize("effect", ["本判决生效之日起三十日内退还罚款", "本判决发生法律效力"])
def test_a_judgment_that_only_speaks_of_its_effect_is_asked_for_its_court_of_appeal(
    effect: str,
) -> None:
    read = dict.fromkeys(("case_number", "court", "cause", "issued_on"), "…")
    assert absent("judgment", {**read, "effectiveness": effect}) == (FieldName.APPEAL_COURT,)
