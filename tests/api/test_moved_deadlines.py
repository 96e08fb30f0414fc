"""期限变动: old and new side by side, noted or decided; nothing settled is moved."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.cases.store import cases_by_id
from services.api.deadlines.actions import Act, act_on_duty
from services.api.deadlines.derive import DutyView, duties_of_case, duties_of_office
from services.api.deadlines.moved import (
    KEPT_NOTE,
    MovedDuty,
    decide_on_rule,
    keep_shown,
    moved_among,
    moved_of_case,
    moved_of_office,
    take_note,
)
from services.api.deadlines.shown import shown_by_key
from services.api.deadlines.shown_duty import ShownDuty
from services.api.documents.document import Document, Paper
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import get_paper
from services.api.errors import Conflict, Forbidden, NotFound
from services.api.review.confirm import confirm_paper, correct_fact, reopen_paper, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.law import duties as law_duties
from services.law.changes import KeptBecause
from services.law.moves import MoveCause
from services.law.pack import Pack, load_pack
from services.vocabulary import Jurisdiction, OrganisationKind, ReceiptBasis
from tests.api.conftest import TODAY, ReadIn
from tests.api.readings import OFFICE, HandReaders, extraction, response_notice, summons

STAMP = ReceiptBasis.RECEIVED_STAMP


@pytest.fixture
def paper(service: Service, who: Actor, read_in: ReadIn, readers: HandReaders) -> Paper:
    """A notice to respond received on 4 March, confirmed."""
    readers.answers[b"notice"] = extraction([response_notice()])
    found = read_in(b"notice", "notice.pdf")[1][0]
    with service.database.transaction() as session:
        confirmed = confirm_paper(who, session, found.id, version=found.version)
    correct(service, who, found, date(2026, 3, 4))
    return confirmed


@pytest.fixture
def case(paper: Paper) -> str:
    assert paper.case_id
    return paper.case_id


@pytest.fixture
def manager(who: Actor) -> Actor:
    return replace(who, role="manager")


def shown(service: Service, who: Actor, case: str) -> dict[str, MovedDuty]:
    """What moved, by rule, as somebody opens the case."""
    with service.database.reading() as session:
        views = duties_of_case(who, session, case, TODAY)
        moved = moved_among(who, session, case, views)
    keep_shown(who, service.database, views)
    return {each.move.shown.rule_id: each for each in moved}


def duty(service: Service, who: Actor, case: str, rule: str) -> DutyView:
    with service.database.transaction() as session:
        views = duties_of_case(who, session, case, TODAY)
    return next(view for view in views if view.duty.rule_id == rule)


def correct(service: Service, who: Actor, paper: Paper, on: date) -> None:
    with service.database.transaction() as session:
        version = get_paper(who, session, paper.id).version
        set_receipt(who, session, paper.id, on=on, version=version, basis=STAMP, today=TODAY)


def test_a_corrected_receipt_shows_old_and_new_until_somebody_notes_it(
    service: Service, who: Actor, paper: Paper, case: str
) -> None:
    assert shown(service, who, case) == {}
    correct(service, who, paper, date(2026, 3, 6))
    moved = shown(service, who, case)["ANSWER"]
    assert moved.move.cause is MoveCause.TRIGGER
    assert moved.move.now
    assert (moved.move.shown.due, moved.move.now.count.due) == (date(2026, 3, 19), date(2026, 3, 23))
    assert moved.move.shown.trigger_on == date(2026, 3, 4)
    assert "ANSWER" in shown(service, who, case), "looking is not noting"
    with service.database.transaction() as session:
        left = take_note(who, session, case, [moved.key], TODAY)
        assert moved.key not in {each.key for each in left}
    assert "ANSWER" not in shown(service, who, case)


def test_what_was_set_or_done_keeps_its_date_and_says_so(
    service: Service, who: Actor, paper: Paper, case: str
) -> None:
    shown(service, who, case)
    answer, objection = (duty(service, who, case, rule).duty.key for rule in ("ANSWER", "JURIS"))
    with service.database.transaction() as session:
        on = date(2026, 3, 17)
        act_on_duty(who, session, case, answer, Act.JUDGE_ORDERED, today=TODAY, on=on)
        act_on_duty(who, session, case, objection, Act.COMPLETED, today=TODAY, on=TODAY)
    correct(service, who, paper, date(2026, 3, 6))
    moved = shown(service, who, case)
    assert moved["ANSWER"].move.kept is KeptBecause.JUDGE_ORDERED
    assert moved["JURIS"].move.kept is KeptBecause.DONE
    assert duty(service, who, case, "ANSWER").target == date(2026, 3, 17)


def test_a_provisional_day_that_is_settled_later_asks_nobody(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[b"bare"] = extraction([response_notice(issued_on="2026-03-02")])
    found = read_in(b"bare", "bare.pdf")[1][0]
    with service.database.transaction() as session:
        case = confirm_paper(who, session, found.id, version=1).case_id
    assert case
    assert shown(service, who, case) == {}
    assert duty(service, who, case, "ANSWER").provisional
    correct(service, who, found, date(2026, 3, 6))
    assert shown(service, who, case) == {}
    assert duty(service, who, case, "ANSWER").due == date(2026, 3, 23)


def test_a_key_that_did_not_move_cannot_be_noted(service: Service, who: Actor, case: str) -> None:
    with service.database.transaction() as session, pytest.raises(NotFound):
        take_note(who, session, case, ["nothing"], TODAY)


def test_another_office_sees_no_change(
    service: Service, who: Actor, stranger: Actor, paper: Paper, case: str
) -> None:
    shown(service, who, case)
    correct(service, who, paper, date(2026, 3, 6))
    with service.database.transaction() as session:
        assert moved_of_office(stranger, session, duties_of_office(stranger, session, TODAY)) == []
        with pytest.raises(NotFound):
            moved_of_case(stranger, session, case, TODAY)


def test_dates_are_shown_though_they_cannot_be_remembered(
    service: Service, who: Actor, case: str
) -> None:
    def fails(*_: object) -> None:
        raise OperationalError("INSERT", None, Exception("database or disk is full"))

    event.listen(ShownDuty, "before_insert", fails)
    try:
        assert shown(service, who, case) == {}
    finally:
        event.remove(ShownDuty, "before_insert", fails)
    with service.database.transaction() as session:
        assert not shown_by_key(who, session, case)[case]
    shown(service, who, case)
    with service.database.transaction() as session:
        assert shown_by_key(who, session, case)[case], "the next page remembers them"


def test_an_office_may_have_more_cases_than_a_database_takes_in_one_question(
    service: Service, who: Actor, case: str
) -> None:
    with service.database.transaction() as session:
        connection = session.connection().connection.dbapi_connection
        assert isinstance(connection, sqlite3.Connection)
        connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 999)
        many = [f"{number:032x}" for number in range(2000)]
        assert list(cases_by_id(who, session, *many, case, case)) == [case]


# --- a corrected case number or hearing ----------------------------------------------------------

RIGHT = "（2026）渝0109行初77号"


def set_fact(service: Service, who: Actor, paper: Paper, field: str, value: Any) -> None:
    with service.database.transaction() as session:
        version = get_paper(who, session, paper.id).version
        correct_fact(who, session, paper.id, field, value, version=version)


def test_what_was_done_stays_done_under_a_corrected_case_number(
    service: Service, who: Actor, paper: Paper, case: str
) -> None:
    before = duty(service, who, case, "ANSWER")
    assert shown(service, who, case) == {}
    with service.database.transaction() as session:
        act_on_duty(who, session, case, before.duty.key, Act.COMPLETED, today=TODAY, on=TODAY)
    set_fact(service, who, paper, "case_number", RIGHT)
    after = duty(service, who, case, "ANSWER")
    assert after.duty.key.startswith(RIGHT)
    assert after.done and after.due == before.due
    assert shown(service, who, case) == {}, "the same days: nothing to take note of"
    with service.database.transaction() as session:
        views = duties_of_office(who, session, TODAY)
    assert next(view for view in views if view.duty.rule_id == "ANSWER").done


def test_what_was_done_follows_a_paper_into_the_case_its_corrected_number_has(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders, paper: Paper
) -> None:
    case = str(paper.case_id)
    key = duty(service, who, case, "ANSWER").duty.key
    readers.answers[b"other"] = extraction([response_notice(RIGHT)])
    other = read_in(b"other", "other.pdf")[1][0]
    with service.database.transaction() as session:
        right_case = confirm_paper(who, session, other.id, version=other.version).case_id
        act_on_duty(who, session, case, key, Act.COMPLETED, today=TODAY, on=TODAY)
    assert right_case and right_case != case
    with service.database.transaction() as session:
        version = get_paper(who, session, paper.id).version
        opened = reopen_paper(who, session, paper.id, version=version)
        correct_fact(who, session, paper.id, "case_number", RIGHT, version=opened.version)
        moved = confirm_paper(who, session, paper.id, version=version + 2)
        assert moved.case_id == right_case
        by_case = duties_of_case(who, session, right_case, TODAY)
        by_office = [
            v for v in duties_of_office(who, session, TODAY) if v.case and v.case.id == right_case
        ]
    for views in (by_case, by_office):
        assert [bool(view.done) for view in views if view.duty.rule_id == "ANSWER"] == [True]


def test_a_corrected_hearing_shows_both_days_and_keeps_what_was_set_by_hand(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    readers.answers[b"summons"] = extraction([summons("2026-04-08T09:30")])
    found = read_in(b"summons", "summons.pdf")[1][0]
    with service.database.transaction() as session:
        case = confirm_paper(who, session, found.id, version=1).case_id
    assert case
    assert shown(service, who, case) == {}
    by_hand = duty(service, who, case, "BB-09").duty.key
    with service.database.transaction() as session:
        act_on_duty(
            who, session, case, by_hand, Act.HAND_SET, today=TODAY, on=date(2026, 4, 1), note="提前"
        )
    set_fact(service, who, found, "hearing_at", ["2026-04-15T09:30"])
    moved = shown(service, who, case)
    filing, identity = moved["BB-07"].move, moved["BB-09"].move
    assert filing.cause is MoveCause.TRIGGER
    assert filing.now
    assert (filing.shown.due, filing.now.count.due) == (date(2026, 4, 3), date(2026, 4, 13))
    assert identity.kept is KeptBecause.HAND_SET
    assert duty(service, who, case, "BB-09").target == date(2026, 4, 1)
    assert not [each for each in moved.values() if each.move.cause is MoveCause.GONE]
    with service.database.transaction() as session:
        keys = [each.key for each in moved.values()]
        assert take_note(who, session, case, keys, TODAY) == []
    assert shown(service, who, case) == {}


# --- a changed rule ------------------------------------------------------------------------------


def _ten_days(place: Jurisdiction) -> Pack:
    """The pack as if the answer were due in ten days."""
    pack = load_pack(place)
    rules = []
    for rule in pack.rules:
        entry = rule.entry
        if entry.id == "ANSWER":
            entry = entry.model_copy(update={"period": entry.period.model_copy(update={"n": 10})})
        rules.append(replace(rule, entry=entry))
    return replace(pack, rules=tuple(rules))


@pytest.fixture
def changed_rule(
    service: Service, who: Actor, case: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The case was looked at, then the answer was shortened to ten days; the key of its duty."""
    shown(service, who, case)
    key = duty(service, who, case, "ANSWER").duty.key
    packs = {place: _ten_days(place) for place in (Jurisdiction.BEIBEI,)}
    monkeypatch.setattr(law_duties, "load_pack", lambda place: packs[place])
    yield key


def test_a_changed_rule_waits_for_a_decision_and_the_earlier_day_counts_meanwhile(
    service: Service, who: Actor, case: str, changed_rule: str
) -> None:
    moved = shown(service, who, case)
    assert {rule for rule, each in moved.items() if each.move.to_decide} == {"ANSWER"}
    assert moved["ANSWER"].move.cause is MoveCause.RULE
    assert duty(service, who, case, "ANSWER").due == date(2026, 3, 16), "ten days, rolled"
    with service.database.transaction() as session:
        with pytest.raises(Conflict):
            take_note(who, session, case, [changed_rule], TODAY)
        with pytest.raises(Forbidden):
            decide_on_rule(who, session, case, changed_rule, apply=True, today=TODAY)


def test_a_manager_keeps_the_old_day(
    service: Service, who: Actor, manager: Actor, case: str, changed_rule: str
) -> None:
    with service.database.transaction() as session:
        decide_on_rule(manager, session, case, changed_rule, apply=False, today=TODAY)
    answer = duty(service, who, case, "ANSWER")
    assert answer.due == date(2026, 3, 19)
    assert answer.set_by and answer.set_by.note == KEPT_NOTE
    assert not [m for m in shown(service, who, case).values() if m.move.to_decide]


def test_a_manager_takes_the_new_day(
    service: Service, who: Actor, manager: Actor, case: str, changed_rule: str
) -> None:
    with service.database.transaction() as session:
        decide_on_rule(manager, session, case, changed_rule, apply=True, today=TODAY)
    answer = duty(service, who, case, "ANSWER")
    assert (answer.due, answer.set_by) == (date(2026, 3, 16), None)
    assert "ANSWER" not in shown(service, who, case)
    with service.database.transaction() as session, pytest.raises(NotFound):
        decide_on_rule(manager, session, case, changed_rule, apply=True, today=TODAY)


# --- pages ---------------------------------------------------------------------------------------


def test_the_pages_show_both_days_and_a_click_takes_note(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        service: Service = client.app.state.service  # type: ignore[attr-defined]
        with service.database.transaction() as session:
            who = actor_of(passwordless_users(session)[0])
            place, kind = Jurisdiction.BEIBEI, OrganisationKind.DEPARTMENT
            change_office(who, session, name=OFFICE, kind=kind, jurisdiction=place)
            document = Document(
                organisation_id=who.organisation_id,
                sha256="1" * 64,
                name="应诉通知书.pdf",
                media_type="application/pdf",
                size=1,
                state="received",
            )
            session.add(document)
            session.flush()
            begin_reading(session, document.id, 1)
            [read] = save_run(session, document.id, 1, extraction([response_notice()]), 0.1)
            case = confirm_paper(who, session, read.id, version=1).case_id
        correct(service, who, read, date(2026, 3, 4))
        assert "期限有变动" not in client.get(f"/cases/{case}").text
        correct(service, who, read, date(2026, 3, 6))
        page = client.get(f"/cases/{case}").text
        assert "期限有变动" in page
        assert "起算日3月4日" in page
        assert "期限变动" in client.get("/deadlines").text
        listed = client.get("/deadlines/changes").text
        assert "提交答辩状" in listed
        moves = client.get(f"/api/v1/cases/{case}/deadlines/changes").json()["moves"]
        answer = next(each for each in moves if each["rule_id"] == "ANSWER")
        assert (answer["before_due"], answer["after_due"]) == ("2026-03-19", "2026-03-23")
        for each in moves:
            client.post(f"/cases/{case}/changes", data={"key": each["key"]})
        assert client.get("/api/v1/deadlines/changes").json() == {"moves": []}
        assert "没有变动的期限" in client.get("/deadlines/changes").text
