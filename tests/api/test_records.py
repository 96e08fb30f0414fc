"""What people record beside the papers of a case, and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.documents.document import Document
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import get_paper
from services.api.review.confirm import confirm_paper, correct_fact, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.extractor.paper import OperativeItem, Outcome, Paper, PartyOutcome
from services.vocabulary import (
    FieldName,
    Jurisdiction,
    OrganisationKind,
    OutcomeClass,
    PaperKind,
    Stage,
)
from tests.api.readings import NUMBER, OFFICE, extraction, field, judgment, source

TODAY = date(2026, 4, 20)
PLAINTIFF = "钟离若兰"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        with _service(client).database.transaction() as session:
            change_office(
                actor_of(passwordless_users(session)[0]),
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.CHONGYI,
            )
        yield client


def _service(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def ruled(client: TestClient) -> tuple[str, str]:
    """A case with one confirmed first-instance judgment against us, received on 2026-03-20: case and
    paper id."""
    return _filed(client, judgment(), date(2026, 3, 20))


def _filed(
    client: TestClient, read: Paper, received: date, case_id: str | None = None
) -> tuple[str, str]:
    """Case and paper id of a confirmed paper, read as given."""
    with _service(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        document = Document(
            organisation_id=who.organisation_id,
            sha256=f"{received:%Y%m%d}".ljust(64, "2"),
            name="判决书.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        [paper] = save_run(session, document.id, 1, extraction([read]), 0.1)
        paper = confirm_paper(who, session, paper.id, version=1, case_id=case_id)
        set_receipt(who, session, paper.id, received, version=paper.version, today=TODAY)
        assert paper.case_id is not None
        return paper.case_id, paper.id


def _rulings(client: TestClient, case: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/cases/{case}/rulings")
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["rulings"]
    return found


def _rules(client: TestClient, case: str) -> set[str]:
    found = client.get(f"/api/v1/cases/{case}/deadlines").json()["duties"]
    return {each["rule_id"] for each in found}


def test_our_own_window_closed_is_only_a_presumption_and_the_court_is_to_be_asked(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, _ = ruled
    [ruling] = _rulings(client, case)
    assert ruling["effect"] == "presumed_effective"
    assert ruling["ask_court"] is True
    page = client.get(f"/cases/{case}", headers={"accept": "text/html"}).text
    assert "推定生效，待向法院核实" in page
    assert "向法院核实后登记" in page


def test_the_courts_answer_settles_it_and_can_be_taken_back(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, paper = ruled
    told = {"paper_id": paper, "effective": True, "on": "2026-04-08", "basis": "court"}
    answer = client.post(f"/api/v1/cases/{case}/records/effect", json=told)
    assert answer.status_code == 201
    [ruling] = _rulings(client, case)
    assert (ruling["effect"], ruling["on"], ruling["basis"]) == ("effective", "2026-04-08", "court")
    assert "CY-07" in _rules(client, case)
    record = answer.json()["id"]
    assert client.delete(f"/api/v1/cases/{case}/records/effect/{record}").status_code == 204
    assert _rulings(client, case)[0]["effect"] == "presumed_effective"


def test_an_effect_before_our_own_appeal_ends_is_doubted_until_it_is_taken_back(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, paper = ruled
    doubt = "本单位的上诉期到4月7日才届满，此前一审裁判不生效"
    form = {"paper": paper, "answer": "effective", "basis": "court", "on": "2026-03-25"}
    address = f"/cases/{case}/records/effect"
    answer = client.post(address, data=form, headers={"hx-request": "true"})
    assert doubt in json.loads(answer.headers["hx-trigger"])["carry"]
    page = client.get(f"/cases/{case}", headers={"accept": "text/html"}).text
    assert doubt in page
    client.post(address, data={**form, "on": "2026-04-08"})
    page = client.get(f"/cases/{case}", headers={"accept": "text/html"}).text
    assert doubt not in page


def test_an_appeal_of_the_other_side_keeps_it_from_taking_effect(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, paper = ruled
    told = {"paper_id": paper, "effective": False, "basis": "court"}
    client.post(f"/api/v1/cases/{case}/records/effect", json=told)
    assert _rulings(client, case)[0]["effect"] == "not_effective"


def test_the_answer_that_there_was_an_appeal_gives_way_to_the_judgment_on_it(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, paper = ruled
    told = {"paper_id": paper, "effective": False, "basis": "court"}
    client.post(f"/api/v1/cases/{case}/records/effect", json=told)
    affirmed = replace(
        judgment(),
        stage=Stage.SECOND,
        fields={
            FieldName.CASE_NUMBER: field("（2026）渝01行终9902号"),
            FieldName.PRIOR_CASE_NUMBER: field(NUMBER),
            FieldName.ISSUED_ON: field("2026-04-14"),
        },
        operative=(),
        outcome=Outcome({OFFICE: PartyOutcome((OutcomeClass.AFFIRM,), partial=False)}),
    )
    _filed(client, affirmed, date(2026, 4, 15), case)
    [below] = [each for each in _rulings(client, case) if each["paper_id"] == paper]
    assert (below["effect"], below["on"]) == ("effective", "2026-04-15")


def test_a_recorded_petition_of_appeal_keeps_it_from_taking_effect(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, _ = ruled
    told = {"kind": "appeal_filed", "on": "2026-04-01"}
    assert client.post(f"/api/v1/cases/{case}/records/event", json=told).status_code == 201
    [ruling] = _rulings(client, case)
    assert (ruling["effect"], ruling["basis"]) == ("not_effective", "appealed")
    assert "VERIFY_EFFECT" not in _rules(client, case)


def test_a_class_put_right_takes_what_followed_from_the_wrong_one_with_it(client: TestClient) -> None:
    text = "驳回原告钟离若兰的起诉。"
    wrong = (OutcomeClass.WITHDRAW_ALLOW,)
    ruling = replace(
        judgment(),
        kind=PaperKind.RULING,
        operative=(OperativeItem(text, wrong, (OFFICE,), source(text), 0.97),),
        # As readings once held it; what is not printed is inferred from the facts in force.
        outcome=Outcome(
            {OFFICE: PartyOutcome(wrong, partial=False)},
            effective=True,
            effective_basis="不可上诉的裁定，送达后生效（行政诉讼法解释第101条）",
        ),
    )
    fields = {name: each for name, each in ruling.fields.items() if name is not FieldName.APPEAL_DAYS}
    case, paper = _filed(client, replace(ruling, fields=fields), date(2026, 4, 15))
    assert _rulings(client, case)[0]["basis"] == "not_appealable"
    with _service(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        version = get_paper(who, session, paper).version
        item = {"text": text, "classes": ["REJECT_SUIT"], "parties": [OFFICE]}
        correct_fact(who, session, paper, "operative", item, version=version)
    [found] = _rulings(client, case)
    assert (found["effect"], found["basis"]) == ("not_effective", "window_open")


def test_when_every_party_was_served_the_day_of_effect_is_known(
    client: TestClient, ruled: tuple[str, str]
) -> None:
    case, paper = ruled
    told = {"paper_id": paper, "party": PLAINTIFF, "on": "2026-04-15"}
    assert client.post(f"/api/v1/cases/{case}/records/service", json=told).status_code == 201
    [ruling] = _rulings(client, case)
    assert ruling["effect"] == "not_effective"  # the plaintiff's fifteen days still run
    assert any("4月" in sentence for sentence in ruling["because"])


def test_an_event_no_paper_tells_opens_its_duty(client: TestClient, ruled: tuple[str, str]) -> None:
    case, _ = ruled
    before = _rules(client, case)
    told = {"kind": "act_changed", "on": "2026-04-10", "note": "自行纠正"}
    answer = client.post(f"/api/v1/cases/{case}/records/event", json=told)
    assert answer.status_code == 201
    assert _rules(client, case) - before
    page = client.get(f"/cases/{case}", headers={"accept": "text/html"}).text
    assert "自行纠正" in page


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("event", {"kind": "act_changed", "on": "2026-05-01"}, "日期晚于今天"),
        ("event", {"kind": "judgment_issued", "on": "2026-04-01"}, "没有“judgment_issued”这种事项"),
        (
            "effect",
            {"paper_id": "没有", "effective": True, "basis": "court"},
            "没有找到这份文书",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    client: TestClient, ruled: tuple[str, str], path: str, body: dict[str, Any], words: str
) -> None:
    answer = client.post(f"/api/v1/cases/{ruled[0]}/records/{path}", json=body)
    assert answer.status_code in (404, 422)
    assert words in answer.text


def test_what_is_owed_every_year_can_be_recorded_over_http(client: TestClient) -> None:
    """北碚 23: the yearly report. A note carries no day of its own."""
    with _service(client).database.transaction() as session:
        change_office(
            actor_of(passwordless_users(session)[0]),
            session,
            name=OFFICE,
            kind=OrganisationKind.DEPARTMENT,
            jurisdiction=Jurisdiction.BEIBEI,
        )
    listed = client.get("/api/v1/deadlines").json()["duties"]
    yearly = next(each for each in listed if each["case_id"] is None)
    path = "/api/v1/deadlines/office/actions"
    note = {"key": yearly["key"], "action": "note", "note": "已安排", "on": "2026-04-01"}
    [said] = client.post(path, json=note).json()["actions"]
    assert (said["action"], said["on"], said["note"]) == ("note", None, "已安排")
    done = client.post(path, json={**note, "action": "completed"}).json()
    assert (done["state"], done["actions"][-1]["on"]) == ("done", "2026-04-01")
    assert client.post(path, json={**note, "key": "nothing"}).status_code == 404
