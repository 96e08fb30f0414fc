"""How a completed duty was handed in: a postmark of the last day is in time, and the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.review.confirm import confirm_paper, set_receipt
from services.api.settings import Settings
from services.vocabulary import Jurisdiction, OrganisationKind, ReceiptBasis
from tests.api.readings import OFFICE
from tests.api.test_pages import laid, service_of

TODAY = date(2026, 3, 23)
RECEIVED, LAST_DAY, DAY_AFTER = date(2026, 3, 4), "2026-03-19", "2026-03-20"
PAGE = {"accept": "text/html"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        with service_of(client).database.transaction() as session:
            change_office(
                actor_of(passwordless_users(session)[0]),
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.CN,
            )
        yield client


@pytest.fixture
def case(client: TestClient) -> str:
    """A notice to respond received on 4 March: the answer is due on the 19th."""
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        confirmed = confirm_paper(who, session, paper.id, version=1)
        stamp = ReceiptBasis.RECEIVED_STAMP
        set_receipt(
            who, session, paper.id, on=RECEIVED, version=confirmed.version, basis=stamp, today=TODAY
        )
        assert confirmed.case_id
        return confirmed.case_id


def answer(client: TestClient, case: str) -> dict[str, Any]:
    duties = client.get(f"/api/v1/cases/{case}/deadlines").json()["duties"]
    return next(duty for duty in duties if duty["rule_id"] == "ANSWER")


def complete(client: TestClient, case: str, on: str, handed_in: str | None) -> dict[str, Any]:
    body = {"key": answer(client, case)["key"], "action": "completed", "on": on, "handed_in": handed_in}
    given = client.post(f"/api/v1/cases/{case}/deadlines/actions", json=body)
    assert given.status_code == 200, given.text
    return given.json()  # type: ignore[no-any-return]


def test_posted_on_the_last_day_is_in_time_and_says_why(client: TestClient, case: str) -> None:
    done = complete(client, case, LAST_DAY, "posted")
    assert (done["due"], done["state"]) == (LAST_DAY, "done")
    assert done["submission"]["in_time"]
    assert done["submission"]["citation"]["article"] == "第四十八条第四款"
    assert done["actions"][-1]["handed_in"] == "posted"
    page = client.get(f"/cases/{case}", headers=PAGE).text
    assert "没有逾期，在途时间不计入。（法释〔2018〕1号第四十八条第四款）" in page


@pytest.mark.parametrize("way", ["posted", "delivered", "online"])
def test_on_the_day_after_it_is_late_by_every_way(client: TestClient, case: str, way: str) -> None:
    done = complete(client, case, DAY_AFTER, way)
    assert (done["state"], done["submission"]["in_time"]) == ("done_late", False)


def test_without_a_way_nothing_is_said_of_it(client: TestClient, case: str) -> None:
    assert complete(client, case, LAST_DAY, None)["submission"] is None


def test_the_page_offers_the_ways_and_keeps_the_one_chosen(client: TestClient, case: str) -> None:
    assert "交邮（填邮戳日）" in client.get(f"/cases/{case}", headers=PAGE).text
    key = answer(client, case)["key"]
    sent = {"key": key, "action": "note", "note": "已寄出", "handed_in": "posted"}
    client.post(f"/cases/{case}/duties", data=sent, headers={"hx-request": "true"})
    sent = {"key": key, "action": "completed", "on": "2026年3月19日", "handed_in": "online"}
    client.post(f"/cases/{case}/duties", data=sent, headers={"hx-request": "true"})
    done = answer(client, case)
    assert [each["handed_in"] for each in done["actions"]] == [None, "online"]
    assert done["submission"]["citation"]["document"] == "民法典"


def test_a_way_is_told_of_a_completion_only(client: TestClient, case: str) -> None:
    body = {
        **{"key": answer(client, case)["key"], "action": "judge_ordered"},
        **{"on": LAST_DAY, "handed_in": "posted"},
    }
    refused = client.post(f"/api/v1/cases/{case}/deadlines/actions", json=body)
    assert refused.status_code == 422
    assert "只用于登记办结" in refused.text
