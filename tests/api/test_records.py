"""What people record beside the papers of a case, and what follows from it."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from services.api.review.confirm import confirm_paper, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.vocabulary import Jurisdiction, OrganisationKind
from tests.api.readings import OFFICE, extraction, judgment

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
    with _service(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        document = Document(
            organisation_id=who.organisation_id,
            sha256="2" * 64,
            name="判决书.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        [paper] = save_run(session, document.id, 1, extraction([judgment()]), 0.1)
        paper = confirm_paper(who, session, paper.id, version=1)
        set_receipt(who, session, paper.id, date(2026, 3, 20), version=paper.version, today=TODAY)
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
