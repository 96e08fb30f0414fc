"""No confirming over a doubt, on the page or through the API; and what a person may do about it."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.app import create_app
from services.api.audit.store import entries_of
from services.api.documents.store import current_facts, get_paper, papers_of
from services.api.errors import Conflict, NotFound
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.review.confirm import confirm_paper, correct_fact, let_stand, retype_paper
from services.api.review.doubts import doubts_left
from services.api.review.queue import papers_to_review
from services.api.service import Service
from services.api.settings import Settings
from services.extractor.result import OperativeItem, Opinion, Outcome, Paper, PartyOutcome
from services.vocabulary import (
    FieldName,
    OutcomeClass,
    PaperKind,
    PartyType,
    ReviewState,
    Role,
    Stage,
    Standing,
    StandingSign,
)
from tests.api.conftest import ReadIn
from tests.api.readings import (
    OFFICE,
    HandReaders,
    extraction,
    field,
    party,
    response_notice,
    source,
)

GOVERNMENT = "重庆市北碚区人民政府"
ITEM = "撤销被诉的限期拆除决定"


def doubtful(name: FieldName = FieldName.ISSUED_ON, confidence: float = 0.6) -> Paper:
    notice = response_notice()
    fields = dict(notice.fields)
    fields[name] = replace(fields[name], confidence=confidence)
    return replace(notice, fields=fields)


def judgment(*, classes: tuple[OutcomeClass, ...], confidence: float | None = None) -> Paper:
    """A judgment against two offices with one operative item, which binds the first."""
    found = PartyOutcome(classes, False)
    return replace(
        response_notice(),
        kind=PaperKind.JUDGMENT,
        title="行政判决书",
        parties=(party(Role.DEFENDANT, OFFICE), party(Role.DEFENDANT, GOVERNMENT)),
        operative=(
            OperativeItem(
                ITEM,
                classes,
                (OFFICE,),
                source(ITEM),
                confidence,
                (Opinion(("CONFIRM_ILLEGAL",), 0.5, "outcome.model"),) if confidence else (),
            ),
        ),
        outcome=Outcome({OFFICE: found, GOVERNMENT: PartyOutcome((OutcomeClass.NO_RULING,), False)}),
    )


def read_one(readers: HandReaders, read_in: ReadIn, paper: Paper) -> str:
    readers.answers[b"doubtful"] = extraction([paper])
    return read_in(b"doubtful")[1][0].id


def test_a_doubtful_value_holds_the_paper_up_until_somebody_looked(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    paper_id = read_one(readers, read_in, doubtful())
    with pytest.raises(Conflict) as refusal, service.database.transaction() as session:
        confirm_paper(who, session, paper_id, version=1)
    assert [(each.field, each.label) for each in refusal.value.fields] == [("issued_on", "落款日期")]
    with service.database.transaction() as session:
        correct_fact(who, session, paper_id, FieldName.ISSUED_ON, "2026年3月2日", version=1)
        assert confirm_paper(who, session, paper_id, version=2).review_state == ReviewState.CONFIRMED


def test_a_doubt_named_as_looked_at_holds_nothing_up(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    paper_id = read_one(readers, read_in, doubtful())
    with service.database.transaction() as session:
        confirm_paper(who, session, paper_id, version=1, acknowledged=["issued_on"])
        assert doubts_left(who, session, get_paper(who, session, paper_id)) == ()


def test_a_kind_read_two_ways_is_asked_and_keeping_it_answers(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    other = (Opinion("evidence_notice", 0.7, "kind.model"),)
    unsure = replace(response_notice(), confidence=0.8, kind_candidates=other)
    paper_id = read_one(readers, read_in, unsure)
    with service.database.transaction() as session:
        [doubt] = doubts_left(who, session, get_paper(who, session, paper_id))
        assert (doubt.key, "举证通知书" in doubt.why) == ("kind", True)
        retype_paper(who, session, paper_id, version=1, kind=PaperKind.RESPONSE_NOTICE)
        assert doubts_left(who, session, get_paper(who, session, paper_id)) == ()


def test_the_stage_is_set_by_a_person_too(service: Service, who: Actor, read_in: ReadIn) -> None:
    paper_id = read_in()[1][0].id
    with service.database.transaction() as session:
        assert retype_paper(who, session, paper_id, version=1, stage=Stage.SECOND).stage == "second"


def test_why_a_paper_counts_as_attached_is_kept_until_a_person_says_otherwise(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    told = replace(
        response_notice(), standing=Standing.ATTACHED, standing_because=StandingSign.NOT_OURS
    )
    paper_id = read_one(readers, read_in, told)
    with service.database.transaction() as session:
        assert get_paper(who, session, paper_id).standing_because == StandingSign.NOT_OURS
        paper = retype_paper(who, session, paper_id, version=1, standing=Standing.SERVED)
        assert paper.standing_because is None


def test_the_least_certain_operative_item_comes_first_in_the_queue(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    readers.answers[b"sure"] = extraction([judgment(classes=(OutcomeClass.REVOKE,))])
    readers.answers[b"unsure"] = extraction([judgment(classes=(OutcomeClass.REVOKE,), confidence=0.5)])
    first, second = read_in(b"sure")[1][0].id, read_in(b"unsure")[1][0].id
    with service.database.transaction() as session:
        assert [each.id for each in papers_to_review(who, session)] == [second, first]
        assert [d.key for d in doubts_left(who, session, get_paper(who, session, second))] == [
            "operative-0"
        ]


def test_changing_what_an_item_decides_changes_what_its_party_got_and_no_other(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    paper_id = read_one(readers, read_in, judgment(classes=(OutcomeClass.REVOKE,), confidence=0.5))
    with service.database.transaction() as session:
        item = next(f for f in current_facts(who, session, paper_id) if f.field == "operative")
        changed = {**item.value, "classes": ["CONFIRM_ILLEGAL", "REMEDY"]}
        correct_fact(who, session, paper_id, "operative", changed, version=1)
    with service.database.transaction() as session:
        facts = {fact.field: fact for fact in current_facts(who, session, paper_id)}
    assert {name: each["classes"] for name, each in facts["outcome"].value["by_party"].items()} == {
        OFFICE: ["CONFIRM_ILLEGAL", "REMEDY"],
        GOVERNMENT: ["NO_RULING"],
    }


def test_an_item_given_to_another_party_is_that_partys(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    paper_id = read_one(readers, read_in, judgment(classes=(OutcomeClass.REVOKE,)))
    with service.database.transaction() as session:
        item = next(f for f in current_facts(who, session, paper_id) if f.field == "operative")
        changed = {**item.value, "parties": [GOVERNMENT]}
        correct_fact(who, session, paper_id, "operative", changed, version=1)
    with service.database.transaction() as session:
        facts = {fact.field: fact for fact in current_facts(who, session, paper_id)}
    assert {name: each["classes"] for name, each in facts["outcome"].value["by_party"].items()} == {
        OFFICE: ["NO_RULING"],
        GOVERNMENT: ["REVOKE"],
    }


def wrong_weekday() -> Paper:
    notice = response_notice()
    printed = replace(field("x"), value=["2026-03-02 星期三"])  # it is a Monday
    return replace(notice, fields={**notice.fields, FieldName.WEEKDAYS: printed})


def test_a_failed_check_holds_the_paper_up_until_a_person_lets_it_stand(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    paper_id = read_one(readers, read_in, wrong_weekday())
    with service.database.transaction() as session:
        [doubt] = doubts_left(who, session, get_paper(who, session, paper_id))
    assert doubt.check and doubt.key.startswith("weekday_differs-")
    with pytest.raises(Conflict), service.database.transaction() as session:
        confirm_paper(who, session, paper_id, version=1)
    with pytest.raises(NotFound), service.database.transaction() as session:
        let_stand(who, session, paper_id, "weekday_differs-0", version=1)
    with service.database.transaction() as session:
        let_stand(who, session, paper_id, doubt.key, version=1)
        confirm_paper(who, session, paper_id, version=2)
    with service.database.transaction() as session:
        told = {entry.action: entry for entry in entries_of(who, session, paper_id)}
    assert told["check.let_stand"].user_id == who.user_id


def test_the_page_and_the_api_refuse_the_same_and_name_the_fields(
    service: Service, readers: HandReaders, settings: Settings
) -> None:
    readers.answers[b"doubtful"] = extraction([doubtful()])
    with TestClient(
        create_app(settings, carry_jobs=False), base_url=f"http://127.0.0.1:{settings.port}"
    ) as client:
        with service.database.transaction() as session:
            local = actor_of(ensure_local_administrator(session))
        document = receive(local, service, "notice.pdf", BytesIO(b"doubtful"))
        read_document(service, document.id, 1)
        with service.database.transaction() as session:
            paper_id = papers_of(local, session, document.id)[0].id
        by_api = client.post(f"/api/v1/papers/{paper_id}/confirm", json={"version": 1})
        by_page = client.post(
            f"/papers/{paper_id}/confirm", data={"version": 1}, headers={"accept": "application/json"}
        )
        assert by_api.status_code == by_page.status_code == 409
        assert by_api.headers["content-type"] == "application/problem+json"
        assert by_api.json() == by_page.json()
        assert [each["field"] for each in by_api.json()["fields"]] == ["issued_on"]
        [doubt] = client.get(f"/api/v1/papers/{paper_id}/doubts").json()["doubts"]
        answer = client.post(
            f"/api/v1/papers/{paper_id}/confirm", json={"version": 1, "acknowledged": [doubt["key"]]}
        )
        assert answer.json()["review_state"] == "confirmed"


def test_a_name_with_a_look_alike_says_why_it_is_asked_about(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    plaintiff = replace(
        party(Role.PLAINTIFF, "逢建华", PartyType.PERSON),
        confidence=0.6,
        candidates=(Opinion("逄建华", 0.3, "surname.look_alike"),),
    )
    notice = replace(response_notice(), parties=(plaintiff, party(Role.DEFENDANT, OFFICE)))
    paper_id = read_one(readers, read_in, notice)
    with service.database.transaction() as session:
        [doubt] = doubts_left(who, session, get_paper(who, session, paper_id))
    assert doubt.key == "party-0"
    assert doubt.why == "扫描件上姓氏有形近字，也可能是：逄建华"
