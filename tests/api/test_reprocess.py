"""Reading again: what nobody looked at is renewed, what a person stands by is not touched."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from services.api.accounts.account import Actor
from services.api.documents.difference import ReadingDifference
from services.api.documents.document import Document, Paper
from services.api.documents.progress import reprocess, unread
from services.api.documents.renew import matched
from services.api.documents.store import current_facts, fact_history, papers_of
from services.api.errors import Conflict, Forbidden, Unacceptable
from services.api.intake.again import choose, queue_again
from services.api.intake.read import read_document
from services.api.review.confirm import confirm_paper, correct_fact, retype_paper, set_aside
from services.api.service import Service
from services.extractor.result import Paper as ReadPaper
from services.vocabulary import DocumentState, FieldName, PaperKind, ReviewState, Role
from tests.api.conftest import ReadIn
from tests.api.readings import HandReaders, extraction, field, party, response_notice


def with_date(day: str) -> ReadPaper:
    return response_notice(issued_on=day)


def again(service: Service, who: Actor, readers: HandReaders, *papers: ReadPaper) -> list[Paper]:
    """The document read once more, with this for an answer; its papers afterwards."""
    with service.database.transaction() as session:
        document = session.scalars(select(Document)).one()
        reprocess(who, session, document.id)
    readers.answers[b"one notice"] = extraction(papers)
    with service.database.transaction() as session:
        todo = unread(session)
    for document_id, attempt in todo:
        read_document(service, document_id, attempt)
    with service.database.transaction() as session:
        return list(papers_of(who, session, document.id))


def values(service: Service, who: Actor, paper: Paper) -> dict[str, Any]:
    with service.database.transaction() as session:
        return {fact.field: fact.value for fact in current_facts(who, session, paper.id)}


def differences(service: Service) -> list[tuple[str, Any, Any]]:
    with service.database.transaction() as session:
        rows = session.scalars(select(ReadingDifference).order_by(ReadingDifference.field))
        return [(row.field, row.before, row.after) for row in rows]


def test_a_paper_nobody_looked_at_takes_the_new_reading_and_keeps_its_id(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    (renewed,) = again(service, who, readers, with_date("2026-03-05"))
    assert renewed.id == paper.id
    assert values(service, who, renewed)[FieldName.ISSUED_ON] == "2026-03-05"
    assert differences(service) == []
    assert renewed.version > paper.version  # whoever has it open is told
    with service.database.transaction() as session:
        history = [fact.value for fact in fact_history(who, session, paper.id)]
    assert "2026-03-02" in history  # nothing is overwritten


def test_a_confirmed_paper_keeps_every_fact_and_the_differences_wait_for_a_person(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    with service.database.transaction() as session:
        confirm_paper(who, session, paper.id, version=1)
    before = values(service, who, paper)
    moved = with_date("2026-03-05")
    other = replace(moved, parties=(*moved.parties, party(Role.THIRD_PARTY, "北碚区某公司")))
    (renewed,) = again(service, who, readers, other)
    assert values(service, who, renewed) == before
    assert renewed.review_state == ReviewState.CONFIRMED
    found = differences(service)
    assert ("issued_on", "2026-03-02", "2026-03-05") in found
    assert [each[0] for each in found] == ["issued_on", "party"]


def test_a_corrected_fact_of_an_open_paper_stays_and_the_others_are_renewed(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    with service.database.transaction() as session:
        correct_fact(who, session, paper.id, FieldName.ISSUED_ON, "2026-03-09", version=1)
    read = with_date("2026-03-05")
    read = replace(read, fields={**read.fields, FieldName.COURT: field("重庆市第一中级人民法院")})
    (renewed,) = again(service, who, readers, read)
    now = values(service, who, renewed)
    assert now[FieldName.ISSUED_ON] == "2026-03-09"
    assert now[FieldName.COURT] == "重庆市第一中级人民法院"
    assert differences(service) == [("issued_on", "2026-03-09", "2026-03-05")]


def test_a_kind_chosen_by_hand_stays(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    with service.database.transaction() as session:
        retype_paper(who, session, paper.id, version=1, kind=PaperKind.EVIDENCE_NOTICE)
    (renewed,) = again(service, who, readers, response_notice())
    assert renewed.kind == PaperKind.EVIDENCE_NOTICE
    assert differences(service) == [("kind", "evidence_notice", "response_notice")]


def test_a_difference_a_person_let_be_is_not_shown_again(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    with service.database.transaction() as session:
        confirm_paper(who, session, paper.id, version=1)
    again(service, who, readers, with_date("2026-03-05"))
    with service.database.transaction() as session:
        session.scalars(select(ReadingDifference)).one().decided = "kept"
    again(service, who, readers, with_date("2026-03-05"))
    assert len(differences(service)) == 1
    again(service, who, readers, with_date("2026-03-06"))
    assert len(differences(service)) == 2  # another reading is another question


def test_a_paper_not_found_again_is_set_aside_unless_a_person_stands_by_it(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    elsewhere = replace(response_notice(), pages=(2,))
    papers = again(service, who, readers, elsewhere)
    assert [each.review_state for each in papers] == [ReviewState.SET_ASIDE, ReviewState.OPEN]
    with service.database.transaction() as session:
        confirm_paper(who, session, papers[1].id, version=papers[1].version)
    papers = again(service, who, readers, replace(response_notice(), pages=(3,)))
    states = {each.id: each.review_state for each in papers}
    assert states[paper.id] == ReviewState.SET_ASIDE
    assert sorted(states.values()) == ["confirmed", "open", "set_aside"]
    assert ("paper", "应诉通知书", None) in differences(service)


def test_what_was_set_aside_stays_set_aside(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    _, (paper,) = read_in()
    with service.database.transaction() as session:
        set_aside(who, session, paper.id, version=1)
    (renewed,) = again(service, who, readers, with_date("2026-03-05"))
    assert renewed.review_state == ReviewState.SET_ASIDE
    assert differences(service) == []


def test_papers_are_known_again_by_their_pages_and_kind() -> None:
    old = [([1, 2], "judgment"), ([3], "summons"), ([4], "summons")]
    assert matched(old, [([1, 2], "judgment"), ([3], "summons"), ([4], "summons")]) == {
        0: 0,
        1: 1,
        2: 2,
    }
    assert matched(old, [([1], "judgment"), ([2, 3], "summons")]) == {0: 0, 1: 1}
    assert matched(old, [([9], "summons")]) == {}
    # Papers of a plain text all stand on page 1.
    assert matched([([1], "summons"), ([1], "ruling")], [([1], "ruling"), ([1], "summons")]) == {
        0: 1,
        1: 0,
    }


def test_a_reading_is_chosen_by_state_or_version(
    service: Service, who: Actor, read_in: ReadIn, readers: HandReaders
) -> None:
    old, _ = read_in(b"old")
    current = extraction([response_notice()])
    current["versions"] = {"yingsu": "0.10.1"}
    readers.answers[b"current"] = current
    new, _ = read_in(b"current")
    read_in(b"old", "twin.pdf")
    with service.database.transaction() as session:
        assert choose(who, session, older_than="0.2.0") == [old.id]  # it does not say its version
        assert choose(who, session, older_than="0.10.1") == [old.id]
        assert choose(who, session, older_than="0.10.2") == [old.id, new.id]
        assert choose(who, session, status="failed") == []
        assert choose(who, session, all_=True) == [old.id, new.id]
        for wrong in (
            {},
            {"status": "reading"},
            {"older_than": "新版"},
            {"status": "read", "all_": True},
        ):
            with pytest.raises(Unacceptable):
                choose(who, session, **wrong)


def test_only_managers_queue_readings_in_bulk_and_none_twice(
    service: Service, who: Actor, read_in: ReadIn
) -> None:
    document, _ = read_in()
    with pytest.raises(Forbidden):
        queue_again(who, service, [document.id])
    manager = Actor(who.organisation_id, who.user_id, who.name, "manager")
    assert queue_again(manager, service, [document.id]) == 1
    assert queue_again(manager, service, [document.id]) == 0  # it waits already
    with service.database.transaction() as session, pytest.raises(Conflict):
        reprocess(manager, session, document.id)
    with service.database.transaction() as session:
        assert session.get_one(Document, document.id).state == DocumentState.RECEIVED
