"""From a read paper to confirmed facts, a case and its deadlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest

from services.api.accounts.account import Actor
from services.api.audit.store import entries_of
from services.api.cases.facts import facts_of_case
from services.api.cases.recording import record_event
from services.api.cases.store import get_case, proceedings_of
from services.api.cases.timeline import timeline
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import (
    DutyState,
    duties_if_confirmed,
    duties_of_case,
    duties_of_office,
    duty_of_case,
)
from services.api.deadlines.desk import desk_of
from services.api.documents.store import (
    current_facts,
    fact_history,
    get_paper,
    papers_of,
    papers_of_case,
    receipts,
)
from services.api.errors import Changed, Conflict, NotFound, Unacceptable
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.review.confirm import (
    confirm_paper,
    correct_fact,
    reopen_paper,
    retype_paper,
    set_aside,
    set_receipt,
)
from services.api.review.queue import next_paper, papers_to_review
from services.api.service import Service
from services.vocabulary import (
    EventKind,
    FieldName,
    PaperKind,
    ProvisionalReason,
    ReceiptBasis,
    ReviewState,
    Standing,
)
from tests.api.conftest import TODAY, ReadIn
from tests.api.readings import NUMBER, OFFICE, HandReaders, extraction, field, response_notice, summons

RECEIVED = date(2026, 3, 5)


@pytest.fixture
def paper_id(read_in: ReadIn) -> str:
    _, papers = read_in()
    return papers[0].id


def test_a_correction_appends_and_keeps_what_the_machine_read(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026-03-03", version=1)
    with service.database.transaction() as session:
        history = [
            fact for fact in fact_history(who, session, paper_id) if fact.field == FieldName.ISSUED_ON
        ]
        current = next(
            fact for fact in current_facts(who, session, paper_id) if fact.field == FieldName.ISSUED_ON
        )
    assert [fact.value for fact in history] == ["2026-03-02", "2026-03-03"]
    assert history[0].superseded_by == history[1].id
    assert (current.value, current.by_user, current.found_by) == ("2026-03-03", who.user_id, "person")


def test_every_change_by_a_person_leaves_an_audit_row_with_before_and_after(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026-03-03", version=1)
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=TODAY)
        retype_paper(who, session, paper_id, version=3, kind=PaperKind.EVIDENCE_NOTICE)
        confirm_paper(who, session, paper_id, version=4)
        reopen_paper(who, session, paper_id, version=5)
        set_aside(who, session, paper_id, version=6)
    with service.database.transaction() as session:
        entries = {entry.action: entry for entry in entries_of(who, session, paper_id)}
    assert set(entries) == {
        "fact.corrected",
        "receipt.set",
        "paper.retyped",
        "paper.filed",
        "paper.confirmed",
        "paper.reopened",
        "paper.set_aside",
    }
    assert all(entry.user_id == who.user_id for entry in entries.values())
    assert entries["fact.corrected"].before["value"] == "2026-03-02"
    assert entries["fact.corrected"].after["value"] == "2026-03-03"


def test_the_second_of_two_reviewers_is_told_and_nothing_is_overwritten(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.COURT, "重庆市渝北区人民法院", version=1)
    with pytest.raises(Changed), service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.COURT, "重庆市江北区人民法院", version=1)
    with service.database.transaction() as session:
        courts = [f.value for f in current_facts(who, session, paper_id) if f.field == FieldName.COURT]
    assert courts == ["重庆市渝北区人民法院"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (FieldName.ISSUED_ON, "2026年3月32日"),
        (FieldName.ANSWER_DAYS, "0"),
        (FieldName.HEARING_AT, ["明天"]),
        (FieldName.COURT, "  "),
        ("party", {"name": "无角色"}),
        ("no_such_field", "x"),
    ],
)
def test_an_impossible_value_is_refused_in_words(
    service: Service, who: Actor, paper_id: str, field: str, value: object
) -> None:
    with pytest.raises(Unacceptable) as refusal, service.database.transaction() as session:
        correct_fact(who, session, paper_id, field, value, version=1)
    assert refusal.value.cause and refusal.value.remedy


def test_a_typed_case_number_takes_the_form_cases_are_matched_by(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        fact = correct_fact(
            who, session, paper_id, FieldName.CASE_NUMBER, "(2026) 渝0109行初 77号", version=1
        )
    assert fact.value == "（2026）渝0109行初77号"


def test_a_field_taken_away_is_gone_but_not_forgotten(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.ANSWER_DAYS, None, version=1)
    with service.database.transaction() as session:
        assert FieldName.ANSWER_DAYS not in {f.field for f in current_facts(who, session, paper_id)}
        assert FieldName.ANSWER_DAYS in {f.field for f in fact_history(who, session, paper_id)}


def test_confirming_opens_a_case_with_its_proceeding_and_title(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        paper = confirm_paper(who, session, paper_id, version=1)
        case = get_case(who, session, paper.case_id or "")
        numbers = [each.case_number for each in proceedings_of(who, session, case.id)]
    assert case.title == "钟离若兰 诉 重庆市北碚区城市管理局"
    assert numbers == [NUMBER]
    assert paper.review_state == ReviewState.CONFIRMED


def test_a_second_paper_with_the_number_is_proposed_to_the_case(
    service: Service, who: Actor, paper_id: str, read_in: ReadIn
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id
    _, papers = read_in(b"another notice")
    assert papers[0].case_id == case_id
    assert papers[0].review_state == ReviewState.OPEN


def test_a_paper_without_number_asks_for_a_case(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.CASE_NUMBER, None, version=1)
    with pytest.raises(Unacceptable, match="案号"), service.database.transaction() as session:
        confirm_paper(who, session, paper_id, version=2)


def test_nothing_follows_from_a_paper_nobody_confirmed(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        assert [view for view in duties_of_office(who, session, TODAY) if view.duty.papers] == []
        preview = duties_if_confirmed(who, session, paper_id, TODAY)
        assert preview and all(view.case is None for view in preview)


def test_a_deadline_is_provisional_until_a_receipt_date_is_entered(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        before = duties_of_case(who, session, case_id, TODAY)
        set_receipt(
            who, session, paper_id, RECEIVED, version=2, basis=ReceiptBasis.SERVICE_RETURN, today=TODAY
        )
        after = duties_of_case(who, session, case_id, TODAY)
    assert any(
        ProvisionalReason.NO_SERVICE_EVIDENCE in view.duty.count.provisional_because for view in before
    )
    answer = next(view for view in after if view.due == date(2026, 3, 20))  # 3月5日收到，15日
    assert not answer.duty.count.provisional
    assert answer.target == date(2026, 3, 20)
    assert answer.duty.citation.document == "行政诉讼法"
    assert answer.duty.citation.quotation
    assert answer.duty.count.steps


def test_a_receipt_in_the_future_is_refused(service: Service, who: Actor, paper_id: str) -> None:
    with pytest.raises(Unacceptable), service.database.transaction() as session:
        set_receipt(who, session, paper_id, date(2026, 3, 11), version=1, today=TODAY)


def test_a_receipt_before_the_paper_was_written_is_refused(
    service: Service, who: Actor, paper_id: str
) -> None:
    early = date(2026, 3, 1)  # the notice is of 2 March
    with (
        pytest.raises(Unacceptable, match="早于这份文书的落款日期2026年3月2日"),
        service.database.transaction() as session,
    ):
        set_receipt(who, session, paper_id, early, version=1, today=TODAY)
    with service.database.transaction() as session:
        assert receipts(who, session, paper_id) == {}
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026-02-27", version=1)
        assert set_receipt(who, session, paper_id, early, version=2, today=TODAY).on == early


def test_a_receipt_that_became_impossible_is_no_firm_day(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=TODAY)
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026-03-06", version=3)
        views = duties_of_case(who, session, case_id, TODAY)
    assert all(view.provisional for view in views)
    assert all("请核对后改正收到日期或者落款日期" in view.duty.doubts[0] for view in views)


def test_what_a_person_did_about_a_duty_survives_a_correction(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=TODAY)
        key = next(v for v in duties_of_case(who, session, case_id, TODAY) if v.due).duty.key
        act_on_duty(who, session, case_id, key, Act.COMPLETED, today=TODAY, on=TODAY)
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026-03-01", version=3)
        view = duty_of_case(who, session, case_id, key, TODAY)
        assert view.state in {DutyState.DONE, DutyState.DONE_LATE}
        act_on_duty(who, session, case_id, key, Act.REOPENED, today=TODAY)
        session.flush()
        assert duty_of_case(who, session, case_id, key, TODAY).done is None


def test_a_date_the_judge_ordered_replaces_the_counted_one(
    service: Service, who: Actor, paper_id: str
) -> None:
    ordered = date(2026, 4, 1)
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=TODAY)
        key = next(v for v in duties_of_case(who, session, case_id, TODAY) if v.due).duty.key
        act_on_duty(who, session, case_id, key, Act.JUDGE_ORDERED, today=TODAY, on=ordered)
        view = duty_of_case(who, session, case_id, key, TODAY)
    assert (view.target, view.due) == (ordered, ordered)
    assert view.set_by is not None


def test_today_shows_waiting_papers_then_duties(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        desk = desk_of(who, session, TODAY)
        assert [(each.paper.id, each.needs) for each in desk.waiting] == [(paper_id, "confirmation")]
        assert desk.waiting[0].target is not None
        confirm_paper(who, session, paper_id, version=1)
        session.flush()
        desk = desk_of(who, session, TODAY)
        assert [each.needs for each in desk.waiting] == ["receipt"]
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=TODAY)
        session.flush()
        desk = desk_of(who, session, TODAY)
        assert desk.waiting == ()
        assert {view.state for view in desk.overdue} <= {DutyState.OVERDUE, DutyState.LATE}
        assert desk.overdue or desk.this_week or desk.later


def test_hearings_of_the_next_fourteen_days_are_on_the_desk(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(
            who,
            session,
            paper_id,
            FieldName.HEARING_AT,
            ["2026-03-24T09:30", "2026-03-25T09:30"],
            version=1,
        )
        correct_fact(who, session, paper_id, FieldName.HEARING_PLACE, "第三审判庭", version=2)
        confirm_paper(who, session, paper_id, version=3)
        session.flush()
        hearings = desk_of(who, session, TODAY).hearings
    assert [(each.at.isoformat(), each.place) for each in hearings] == [
        ("2026-03-24T09:30:00", "第三审判庭")
    ]


@pytest.fixture
def called(service: Service, who: Actor, read_in: ReadIn, readers: HandReaders) -> str:
    """A case with a confirmed summons to a hearing on 17 March."""
    readers.answers[b"summons"] = extraction([summons("2026-03-17T09:30")])
    found = read_in(b"summons", "summons.pdf")[1][0]
    with service.database.transaction() as session:
        return confirm_paper(who, session, found.id, version=1).case_id or ""


def test_a_hearing_put_off_is_on_no_list_and_the_timeline_says_so(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders, called: str
) -> None:
    change = replace(
        summons("2026-03-19T14:30"), kind=PaperKind.HEARING_CHANGE_NOTICE, title="开庭变更通知书"
    )
    change.fields[FieldName.ISSUED_ON] = field("2026-03-09")
    readers.answers[b"change"] = extraction([change])
    found = read_in(b"change", "change.pdf")[1][0]
    with service.database.transaction() as session:
        assert [each.at.day for each in desk_of(who, session, TODAY).hearings] == [17]
        confirm_paper(who, session, found.id, version=1, case_id=called)
        session.flush()
        assert [each.at.day for each in desk_of(who, session, TODAY).hearings] == [19]
        told = {event.on.day: event.detail for event in timeline(who, session, called) if event.at}
    assert told == {17: "原定开庭，已改期或者取消", 19: "开庭"}


def test_a_hearing_may_be_recorded_as_cancelled_before_its_day(
    service: Service, who: Actor, called: str
) -> None:
    cancelled = EventKind.HEARING_CANCELLED
    with service.database.transaction() as session:
        with pytest.raises(Unacceptable, match="没有定在2026年3月18日"):
            record_event(who, session, called, cancelled, date(2026, 3, 18), today=TODAY)
        assert any(view.duty.hearing_on for view in duties_of_case(who, session, called, TODAY))
        row = record_event(who, session, called, cancelled, date(2026, 3, 17), today=TODAY)
        numbers = [each.case_number for each in proceedings_of(who, session, called)]
        assert [row.case_number] == numbers, "papers of another instance do not draw it away"
        assert not any(view.duty.hearing_on for view in duties_of_case(who, session, called, TODAY))
        assert desk_of(who, session, TODAY).hearings == ()


def test_a_call_to_be_questioned_is_no_hearing(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    call = summons("2026-03-17T09:30")
    call.fields[FieldName.SUMMONS_REASON] = field("询问")
    readers.answers[b"call"] = extraction([call])
    found = read_in(b"call", "call.pdf")[1][0]
    with service.database.transaction() as session:
        case = confirm_paper(who, session, found.id, version=1).case_id or ""
        assert desk_of(who, session, TODAY).hearings == ()
        assert [event.detail for event in timeline(who, session, case) if event.at] == ["询问"]


def test_the_timeline_tells_receipt_with_its_basis(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        set_receipt(
            who, session, paper_id, RECEIVED, version=2, basis=ReceiptBasis.COURIER_RECEIPT, today=TODAY
        )
        events = timeline(who, session, case_id)
    assert [(event.on, event.basis) for event in events] == [(RECEIVED, ReceiptBasis.COURIER_RECEIPT)]


def test_an_attached_paper_starts_nothing(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        retype_paper(who, session, paper_id, version=1, standing=Standing.ATTACHED)
        case_id = confirm_paper(who, session, paper_id, version=2).case_id or ""
        assert duties_of_case(who, session, case_id, TODAY) == []
        assert timeline(who, session, case_id) == []


def test_the_review_queue_ends(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        found = next_paper(who, session)
        assert found and found.id == paper_id
        confirm_paper(who, session, paper_id, version=1)
        session.flush()
        assert next_paper(who, session) is None


def test_another_office_sees_and_changes_nothing(
    service: Service, who: Actor, stranger: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
    with service.database.transaction() as session:
        assert [v for v in duties_of_office(stranger, session, TODAY) if v.duty.papers] == []
        assert desk_of(stranger, session, TODAY).waiting == ()
        for reach in (
            lambda: get_paper(stranger, session, paper_id),
            lambda: get_case(stranger, session, case_id),
            lambda: confirm_paper(stranger, session, paper_id, version=2),
            lambda: correct_fact(
                stranger, session, paper_id, FieldName.COURT, "某某人民法院", version=2
            ),
            lambda: act_on_duty(stranger, session, case_id, "key", Act.NOTE, today=TODAY, note="x"),
        ):
            with pytest.raises(NotFound):
                reach()
        assert facts_of_case(stranger, session, case_id).papers == ()


def test_two_offices_may_have_the_same_case_number(
    service: Service, who: Actor, stranger: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        mine = confirm_paper(who, session, paper_id, version=1).case_id
    document = receive(stranger, service, "theirs.pdf", BytesIO(b"theirs"))
    read_document(service, document.id, 1)
    with service.database.transaction() as session:
        theirs = papers_of(stranger, session, document.id)[0]
        assert theirs.case_id is None
        assert confirm_paper(stranger, session, theirs.id, version=1).case_id != mine


def test_a_paper_nobody_said_was_served_cannot_be_confirmed(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        retype_paper(who, session, paper_id, version=1, standing=Standing.UNCLEAR)
    with pytest.raises(Unacceptable, match="standing_unclear"):  # noqa: SIM117
        with service.database.transaction() as session:
            confirm_paper(who, session, paper_id, version=2)
    with service.database.transaction() as session:
        assert get_paper(who, session, paper_id).review_state == ReviewState.OPEN
        assert [each.paper.id for each in desk_of(who, session, TODAY).waiting] == [paper_id]


def test_another_cause_takes_the_code_of_the_old_one_away(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.CAUSE, "城管行政处罚", version=1)
        correct_fact(who, session, paper_id, FieldName.CAUSE_CODE, "001", version=2)
        correct_fact(who, session, paper_id, FieldName.CAUSE, "城管行政处罚", version=3)
        assert "001" in [fact.value for fact in current_facts(who, session, paper_id)]
        correct_fact(who, session, paper_id, FieldName.CAUSE, "城管行政强制", version=4)
        current = {fact.field: fact.value for fact in current_facts(who, session, paper_id)}
    assert current[FieldName.CAUSE] == "城管行政强制"
    assert FieldName.CAUSE_CODE not in current


def test_a_case_number_corrected_after_confirming_is_the_one_later_papers_are_filed_by(
    service: Service, who: Actor, read_in: ReadIn, paper_id: str
) -> None:
    right = "（2026）渝0109行初9902号"
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        correct_fact(who, session, paper_id, FieldName.CASE_NUMBER, right, version=2)
    with service.database.transaction() as session:
        assert [each.case_number for each in proceedings_of(who, session, case_id)] == [right]
    _, [other] = read_in(b"another notice with the number misread")
    with service.database.transaction() as session:
        assert confirm_paper(who, session, other.id, version=1).case_id != case_id
        with pytest.raises(Conflict):
            correct_fact(who, session, other.id, FieldName.CASE_NUMBER, right, version=2)


@pytest.mark.parametrize("further", ["（2026）渝0109行初9901号之一", "（2026）渝0109行初9901之二号"])
def test_a_further_ruling_of_a_case_is_filed_with_it(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders, further: str
) -> None:
    paper_id = read_in()[1][0].id
    readers.answers[b"further"] = extraction([response_notice(further)])
    _, [other] = read_in(b"further", "further.pdf")
    with service.database.transaction() as session:
        base = further.replace("之一", "").replace("之二", "")
        correct_fact(who, session, paper_id, FieldName.CASE_NUMBER, base, version=1)
        case = confirm_paper(who, session, paper_id, version=2).case_id
        assert confirm_paper(who, session, other.id, version=1).case_id == case
        assert {each.case_number for each in proceedings_of(who, session, case or "")} == {
            base,
            further,
        }


def test_a_case_is_called_after_its_parties_or_its_number_as_they_stand_now(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders, called: str
) -> None:
    right = "（2026）渝0109行初9902号"

    def title() -> str:
        return get_case(who, session, called).title

    with service.database.transaction() as session:
        [paper] = papers_of_case(who, session, called)
        assert title() == NUMBER
        correct_fact(who, session, paper.id, FieldName.CASE_NUMBER, right, version=paper.version)
        assert title() == right
    readers.answers[b"notice"] = extraction([response_notice(right)])
    _, [notice] = read_in(b"notice", "notice.pdf")
    with service.database.transaction() as session:
        assert confirm_paper(who, session, notice.id, version=1).case_id == called
        assert title() == f"钟离若兰 诉 {OFFICE}"
        plaintiff = next(
            fact
            for fact in current_facts(who, session, notice.id)
            if fact.field == "party" and fact.value["role"] == "plaintiff"
        )
        name = {**plaintiff.value, "name": "钟离若岚"}
        correct_fact(who, session, notice.id, "party", name, version=2, ordinal=plaintiff.ordinal)
        assert title() == f"钟离若岚 诉 {OFFICE}"


def test_exhibits_do_not_hide_what_waits_behind_them(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn, paper_id: str
) -> None:
    exhibit = replace(response_notice(), standing=Standing.ATTACHED)
    readers.answers[b"envelope"] = extraction([exhibit] * 250)
    read_in(b"envelope")
    _, [last] = read_in(b"the last one")
    with service.database.transaction() as session:
        assert {each.id for each in papers_to_review(who, session)} == {paper_id, last.id}
        confirm_paper(who, session, paper_id, version=1)
        session.flush()
        found = next_paper(who, session)
        assert found and found.id == last.id


def test_nothing_is_done_before_its_paper_was_written(
    service: Service, who: Actor, paper_id: str
) -> None:
    with service.database.transaction() as session:
        case = confirm_paper(who, session, paper_id, version=1).case_id or ""
        duty = next(v.duty for v in duties_of_case(who, session, case, TODAY) if v.duty.papers)
        with pytest.raises(Unacceptable, match="早于"):
            act_on_duty(
                who,
                session,
                case,
                duty.key,
                Act.COMPLETED,
                today=TODAY,
                on=date(2026, 3, 1),
                papers=duty.papers,
            )


def test_nobody_was_late_against_a_provisional_date(
    service: Service, who: Actor, paper_id: str
) -> None:
    late = date(2026, 6, 1)
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        answer = next(
            v for v in duties_of_case(who, session, case_id, late) if v.duty.rule_id == "ANSWER"
        )
        act_on_duty(
            who, session, case_id, answer.duty.key, Act.COMPLETED, today=late, on=date(2026, 5, 1)
        )
        session.flush()
        assert answer.provisional
        done = duty_of_case(who, session, case_id, answer.duty.key, late)
        assert done.state == DutyState.DONE
        set_receipt(who, session, paper_id, RECEIVED, version=2, today=late)
        session.flush()
        done = duty_of_case(who, session, case_id, answer.duty.key, late)
        assert done.state == DutyState.DONE_LATE


def test_nothing_is_done_in_the_future(service: Service, who: Actor, paper_id: str) -> None:
    with service.database.transaction() as session:
        case_id = confirm_paper(who, session, paper_id, version=1).case_id or ""
        key = duties_of_case(who, session, case_id, TODAY)[0].duty.key
        with pytest.raises(Unacceptable, match="done_in_future"):
            act_on_duty(who, session, case_id, key, Act.COMPLETED, today=TODAY, on=date(2026, 3, 11))
