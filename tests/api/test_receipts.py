"""How papers came: every service kept, the earliest valid counts; and whose paper each is."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from docx import Document as Word
from fastapi.testclient import TestClient

from services.api.accounts.account import Actor
from services.api.db import Database
from services.api.documents.document import Document
from services.api.documents.document import Paper as PaperRow
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import get_paper
from services.api.migrations import upgrade
from services.api.readers import Readers
from services.api.receipts.collect import services_of_paper
from services.api.receipts.messages import add_message, keep_message, message_views
from services.api.receipts.tasks import tasks_of_office
from services.api.receipts.tell import note_mail
from services.api.receipts.titles import bare, is_named
from services.api.review.confirm import confirm_paper
from services.api.review.doubts import doubts_left
from services.api.service import Service
from services.api.settings import CHINA, Settings
from services.api.storage import open_storage
from services.extractor.notice import court_notice
from services.extractor.result import Field, Paper
from services.vocabulary import FieldName, PaperKind, ReceivedTask
from tests.api.conftest import ReadIn, add_office
from tests.api.readings import (
    COURT,
    NUMBER,
    OFFICE,
    HandReaders,
    extraction,
    field,
    response_notice,
    source,
    summons,
)
from tests.api.test_pages import HTML, clerk, client, service_of
from tests.servers.postgres import running_postgres

__all__ = ["client"]  # the fixture

OTHER = "重庆市北碚区水利局"
PHONE = "13800000000"
SMS = f"【{COURT}】{NUMBER}案件，现向您送达《应诉通知书》，请登录https://songda.example.com/d/Ab3dE9查收。"


def service_return(served: str | None, *listed: str) -> Paper:
    """A service return that lists papers; blank without a day."""
    fields = {
        FieldName.CASE_NUMBER: field(NUMBER),
        FieldName.COURT: field(COURT),
        FieldName.SERVED_PAPERS: Field(list(listed), source("送达文书"), 0.9, "hand"),
    }
    if served:
        fields |= {FieldName.SERVED_ON: field(served), FieldName.SERVICE_RECEIVER: field("钟离某")}
    return replace(
        response_notice(),
        kind=PaperKind.SERVICE_RETURN,
        title="送达回证",
        fields=fields,
        parties=(),
    )


def certificate(served: str, *listed: str, address: str = "") -> Paper:
    """A certificate of electronic service."""
    paper = service_return(served, *listed)
    said = {FieldName.SERVICE_ADDRESS: field(address)} if address else {}
    return replace(
        paper,
        kind=PaperKind.ELECTRONIC_SERVICE_NOTICE,
        title="电子送达凭证",
        fields=paper.fields | said,
    )


def addressed(name: str, paper: Paper | None = None) -> Paper:
    paper = paper or response_notice()
    return replace(paper, fields={**paper.fields, FieldName.ADDRESSEE: field(name)})


def came(client: TestClient, *papers: Paper, confirm: bool = True) -> list[PaperRow]:
    """One file with these papers, confirmed or still open."""
    who = clerk(client)
    with service_of(client).database.transaction() as session:
        document = Document(
            organisation_id=who.organisation_id,
            sha256=hashlib.sha256(repr(papers).encode()).hexdigest(),
            name="信封.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        rows = save_run(session, document.id, 1, extraction(papers), 0.1)
        session.flush()
        for row in rows if confirm else ():
            seen = {each.key for each in doubts_left(who, session, row)}
            confirm_paper(who, session, row.id, version=row.version, acknowledged=seen)
        return rows


def services(client: TestClient, paper: PaperRow) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/papers/{paper.id}/services").json()
    return found


def tasks(client: TestClient, kind: ReceivedTask) -> list[dict[str, Any]]:
    found = client.get("/api/v1/received/tasks").json()["tasks"]
    return [each for each in found if each["kind"] == kind]


def test_a_signed_return_that_lists_the_paper_proves_its_day_and_is_not_doubled(
    client: TestClient,
) -> None:
    notice, proof = came(client, response_notice(), service_return("2026-03-05", "应诉通知书一份"))
    for _ in range(2):
        found = services(client, notice)
        assert found["served_on"] == "2026-03-05"
        assert [(each["basis"], each["source_id"]) for each in found["services"]] == [
            ("service_return", proof.id)
        ]
    page = client.get(f"/papers/{notice.id}").text
    assert 'name="on" value="2026-03-05"' in page
    assert "缺失" in page, "filled in is not confirmed"


def test_a_return_proves_nothing_of_a_paper_it_does_not_list(client: TestClient) -> None:
    notice, _ = came(client, response_notice(), service_return("2026-03-05", "传票一份"))
    assert services(client, notice)["services"] == []


def test_a_blank_return_is_to_be_signed_and_sent_back(client: TestClient) -> None:
    notice, proof = came(client, response_notice(), service_return(None, "应诉通知书一份"))
    found = services(client, notice)
    assert found["proposed_on"] is None
    assert not found["services"][0]["complete"]
    [task] = tasks(client, ReceivedTask.SIGN_RETURN)
    assert task["open"]
    assert task["paper_id"] == proof.id
    done = {"on": "2026-03-09", "how": "邮寄退回"}
    answer = client.post(f"/api/v1/received/tasks/{task['key']}/done", json=done)
    assert answer.status_code == 200
    [task] = tasks(client, ReceivedTask.SIGN_RETURN)
    assert not task["open"]
    assert (task["done"]["on"], task["done"]["how"]) == ("2026-03-09", "邮寄退回")
    client.post(f"/api/v1/received/tasks/{task['key']}/reopen")
    assert tasks(client, ReceivedTask.SIGN_RETURN)[0]["open"]


def test_a_certificate_counts_once_the_register_has_its_address(client: TestClient) -> None:
    notice, proof = came(client, response_notice(), certificate("2026-03-04", "应诉通知书"))
    assert services(client, notice)["served_on"] is None, "the certificate names no address"
    noted = {
        "basis": "electronic_certificate",
        "on": "2026-03-04",
        "address": PHONE,
        "evidence_paper_id": proof.id,
    }
    client.post(f"/api/v1/papers/{notice.id}/services", json=noted)
    assert services(client, notice)["served_on"] is None, "nobody confirmed the address"
    entry = {
        "court": COURT,
        "address": PHONE,
        "kind": "phone",
        "consent": "stated",
        "since": "2026-01-01",
    }
    answer = client.post("/api/v1/received/addresses", json=entry)
    assert answer.status_code == 201
    assert services(client, notice)["served_on"] == "2026-03-04"
    end = {"until": "2026-02-01"}
    client.post(f"/api/v1/received/addresses/{answer.json()['id']}/end", json=end)
    assert services(client, notice)["served_on"] is None, "the consent had ended"


def test_the_address_a_certificate_names_is_looked_up_in_the_register(client: TestClient) -> None:
    notice, _ = came(client, response_notice(), certificate("2026-03-04", "应诉通知书", address=PHONE))
    [service] = services(client, notice)["services"]
    assert (service["address"], service["address_confirmed"]) == (PHONE, False)
    assert services(client, notice)["served_on"] is None, "nobody confirmed the address"
    entry = {
        "court": COURT,
        "address": PHONE,
        "kind": "phone",
        "consent": "stated",
        "since": "2026-01-01",
    }
    client.post("/api/v1/received/addresses", json=entry)
    assert services(client, notice)["served_on"] == "2026-03-04"


def test_all_services_are_kept_and_a_later_paper_copy_changes_nothing(client: TestClient) -> None:
    [notice] = came(client, response_notice())
    for basis, on in (("courier_receipt", "2026-03-09"), ("service_return", "2026-03-06")):
        told = {"basis": basis, "on": on, "signed": True}
        client.post(f"/api/v1/papers/{notice.id}/services", json=told)
    found = services(client, notice)
    assert found["served_on"] == "2026-03-06"
    assert len(found["services"]) == 2
    panel = client.get(f"/papers/{notice.id}/received", headers=HTML).text
    assert "有效，但在后，不改变送达日" in panel
    late = next(each for each in found["services"] if each["on"] == "2026-03-06")
    assert client.delete(f"/api/v1/received/services/{late['source_id']}").status_code == 204
    assert services(client, notice)["served_on"] == "2026-03-09"


def test_the_time_of_a_mail_is_a_candidate_for_every_paper_in_its_file(client: TestClient) -> None:
    [notice] = came(client, response_notice(), confirm=False)
    at = datetime(2026, 3, 3, 23, 30, tzinfo=CHINA)
    with service_of(client).database.transaction() as session:
        for _ in range(2):
            note_mail(
                session,
                notice.organisation_id,
                notice.document_id,
                "m" * 32,
                at=at,
                address="office@example.com",
                note="邮箱收到这封邮件的时间",
            )
            session.flush()
    found = services(client, notice)
    assert (found["served_on"], found["proposed_on"]) == (None, "2026-03-03")
    assert len(found["services"]) == 1
    page = client.get(f"/papers/{notice.id}").text
    assert 'name="on" value="2026-03-03"' in page
    assert '<option value="person" selected>' in page, "a mail's time is the person's word, if at all"


def test_a_pasted_message_is_listed_at_once_and_closed_when_its_paper_comes(
    client: TestClient,
) -> None:
    body = {"text": SMS, "arrived_at": "2026-03-03T09:05:00+08:00", "address": PHONE}
    answer = client.post("/api/v1/received/messages", json=body)
    assert answer.status_code == 201
    said = answer.json()
    assert said["case_numbers"] == [NUMBER]
    assert said["links"] == ["https://songda.example.com/d/Ab3dE9"]
    assert said["missing"] == ["应诉通知书"]
    assert client.post("/api/v1/received/messages", json=body).json()["id"] == said["id"]
    assert client.get("/api/v1/received/messages").json()["unmatched"] == [NUMBER]
    [task] = tasks(client, ReceivedTask.DOWNLOAD)
    assert task["open"]

    [notice] = came(client, response_notice())
    [message] = client.get("/api/v1/received/messages").json()["messages"]
    assert message["complete"]
    with service_of(client).database.transaction() as session:
        assert message["case_id"] == get_paper(clerk(client), session, notice.id).case_id
    assert not tasks(client, ReceivedTask.DOWNLOAD)[0]["open"]
    found = services(client, notice)
    assert (found["served_on"], found["proposed_on"]) == (None, "2026-03-03")
    assert "文书已收到" in client.get("/inbox/received", headers=HTML).text
    assert NUMBER in client.get(f"/cases/{message['case_id']}/received", headers=HTML).text


def test_a_message_that_names_another_paper_or_none_is_not_closed_by_one_that_was_there(
    client: TestClient,
) -> None:
    came(client, response_notice())
    for text in (
        f"【某法院】{NUMBER}案件，您有新的行政判决书，请点击https://a.cn/x 查收。",
        f"【某法院】{NUMBER}案件，您有新的文书，请点击https://a.cn/x 查收。",
    ):
        client.post("/api/v1/received/messages", json={"text": text})
    messages = client.get("/api/v1/received/messages").json()["messages"]
    assert [each["complete"] for each in messages] == [False, False]
    assert len([each for each in tasks(client, ReceivedTask.DOWNLOAD) if each["open"]]) == 2


def test_a_message_counts_from_the_day_the_office_replied(client: TestClient) -> None:
    [notice] = came(client, response_notice())
    told = {"basis": "short_message", "read_on": "2026-03-05", "address": PHONE}
    client.post(f"/api/v1/papers/{notice.id}/services", json=told)
    assert services(client, notice)["served_on"] == "2026-03-05"


def test_messages_are_pasted_and_filed_on_the_page(client: TestClient) -> None:
    [notice] = came(client, response_notice())
    form = {"text": "法院来电：请尽快登录平台查收文书。", "arrived": "2026年3月3日上午9时"}
    assert client.post("/received/messages", data=form, headers=HTML).status_code < 400
    [message] = client.get("/api/v1/received/messages").json()["messages"]
    assert message["case_id"] is None
    filed = client.post(f"/received/messages/{message['id']}/case", data={"number": NUMBER})
    assert filed.status_code < 400
    [message] = client.get("/api/v1/received/messages").json()["messages"]
    assert message["case_id"] is not None
    refused = client.post(f"/received/messages/{message['id']}/case", data={"number": "没有"})
    assert refused.status_code == 422
    assert client.delete(f"/api/v1/received/messages/{message['id']}").status_code == 204
    assert client.get("/api/v1/received/messages").json()["messages"] == []
    assert notice.id


def test_the_panels_of_receipt_stand_on_paper_case_and_ledger(client: TestClient) -> None:
    notice, proof = came(client, response_notice(), service_return(None, "应诉通知书一份"))
    case = case_of(client, notice)
    for page, panel in (
        (f"/papers/{notice.id}", f"/papers/{notice.id}/received"),
        (f"/cases/{case}", f"/cases/{case}/received"),
        ("/inbox", "/inbox/received"),
    ):
        assert f'hx-get="{panel}"' in client.get(page).text
        assert client.get(panel).status_code == 200
    assert "签收并退回" in client.get(f"/cases/{case}/received").text
    done = client.post(
        f"/received/tasks/sign_return:{proof.id}/done",
        data={"on": "2026-03-09", "how": "当面退回"},
        headers={"hx-request": "true", "hx-current-url": f"http://127.0.0.1/cases/{case}"},
    )
    assert done.headers["hx-redirect"] == f"/cases/{case}"
    assert "当面退回" in client.get(f"/cases/{case}/received").text


def duties(client: TestClient, case_id: str | None) -> list[str]:
    found = client.get(f"/api/v1/cases/{case_id}/deadlines").json()["duties"]
    return [each["rule_id"] for each in found]


def case_of(client: TestClient, paper: PaperRow) -> str | None:
    with service_of(client).database.transaction() as session:
        return get_paper(clerk(client), session, paper.id).case_id


def whose(client: TestClient, paper: PaperRow) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/v1/papers/{paper.id}/whose").json()
    return found


def test_our_own_paper_starts_duties(client: TestClient) -> None:
    [notice] = came(client, addressed(OFFICE))
    assert whose(client, notice)["whose"] == "ours"
    assert duties(client, case_of(client, notice))


def test_another_partys_copy_is_kept_and_starts_nothing_until_a_person_says_otherwise(
    client: TestClient,
) -> None:
    [notice] = came(client, addressed("钟离若兰"))
    case = case_of(client, notice)
    found = whose(client, notice)
    assert found["whose"] == "other_partys"
    assert "其他当事人" in found["because"]
    assert duties(client, case) == []
    assert tasks(client, ReceivedTask.SEND_BACK) == []
    told = {"whose": "ours", "note": "收件人栏读错"}
    assert client.post(f"/api/v1/papers/{notice.id}/whose", json=told).json()["told"] is True
    assert duties(client, case)
    back = client.post(f"/api/v1/papers/{notice.id}/whose", json={"whose": None})
    assert back.json()["whose"] == "other_partys"
    assert duties(client, case) == []


def test_a_paper_of_the_government_keeps_who_was_served_and_who_answers(client: TestClient) -> None:
    government = "重庆市北碚区人民政府"
    [notice] = came(client, addressed(government))
    found = whose(client, notice)
    assert (found["whose"], found["served"]) == ("governments", government)
    assert found["answering_unit"] == OFFICE
    assert found["starts_duties"]
    panel = client.get(f"/papers/{notice.id}/received", headers=HTML).text
    assert f"受送达人：{government}；应诉承办：{OFFICE}" in panel


def test_what_was_sent_by_mistake_stands_on_the_ledger_until_it_is_returned(
    client: TestClient,
) -> None:
    [stray] = came(client, addressed(OTHER, summons("2026-04-09T09:30")), confirm=False)
    found = whose(client, stray)
    assert found["whose"] == "elsewhere"
    assert not found["starts_duties"]
    [task] = tasks(client, ReceivedTask.SEND_BACK)
    assert "退回" in task["proposal"]
    ledger = client.get("/inbox/received", headers=HTML).text
    assert f"/api/v1/papers/{stray.id}/return-letter" in ledger

    letter = client.get(f"/api/v1/papers/{stray.id}/return-letter")
    assert letter.status_code == 200
    text = "\n".join(each.text for each in Word(BytesIO(letter.content)).paragraphs)
    for words in ("关于退回错送传票的函", COURT, OTHER, NUMBER, OFFICE, "2026年3月2日"):
        assert words in text
    assert "填制依据" not in text, "no notice asks for this letter"

    early = {"on": "2099-01-01", "how": "邮寄退回"}
    path = f"/api/v1/received/tasks/{task['key']}/done"
    assert client.post(path, json=early).status_code == 422
    assert client.post(path, json={"on": "2026-03-09", "how": "邮寄退回"}).status_code == 200
    assert [each["open"] for each in tasks(client, ReceivedTask.SEND_BACK)] == [False]
    assert "邮寄退回" in client.get("/inbox/received", headers=HTML).text


def test_a_paper_that_is_ours_has_no_letter_to_return_it(client: TestClient) -> None:
    [notice] = came(client, addressed(OFFICE))
    assert client.get(f"/api/v1/papers/{notice.id}/return-letter").status_code == 409


def test_addresses_are_registered_and_ended_on_their_page(client: TestClient) -> None:
    form = {
        "court": COURT,
        "address": "office@example.com",
        "kind": "email",
        "consent": "address_given",
        "since": "2026年1月1日",
    }
    assert client.post("/received/addresses", data=form, headers=HTML).status_code < 400
    page = client.get("/received/addresses", headers=HTML).text
    assert "office@example.com" in page
    assert "主动提供电子地址" in page
    [row] = client.get("/api/v1/received/addresses").json()["addresses"]
    wrong = client.post(f"/received/addresses/{row['id']}/end", data={"until": "2025-12-31"})
    assert wrong.status_code == 422
    assert client.post(f"/received/addresses/{row['id']}/remove", headers=HTML).status_code < 400
    assert client.get("/api/v1/received/addresses").json()["addresses"] == []


@pytest.mark.parametrize(
    ("title", "kind", "listed", "same"),
    [
        ("行政起诉状", "complaint", "起诉状副本一份", True),
        ("应诉通知书", "response_notice", "《应诉通知书》1份", True),
        ("传票", "summons", "传票（1份）", True),
        ("传票", "summons", "举证通知书", False),
        ("行政判决书", "judgment", "民事判决书", False),
    ],
)
def test_a_list_names_papers_with_counts_and_copies(
    title: str, kind: str, listed: str, same: bool
) -> None:
    assert is_named(title, kind, [listed]) is same
    assert bare(listed)


def test_the_picture_of_a_message_becomes_a_row_once_with_the_time_the_telephone_shows(
    service: Service, who: Actor, readers: HandReaders, read_in: ReadIn
) -> None:
    shown = f"2026年3月3日 09:05\n{SMS}"
    answer = extraction()
    answer["notice"] = {**court_notice(shown).to_json(), "text": shown}
    readers.answers[b"picture"] = answer
    document, papers = read_in(b"picture", "短信.png")
    assert not papers
    with service.database.transaction() as session:
        [view] = message_views(who, session)
        assert view.row.document_id == document.id
        assert view.values("case_numbers") == (NUMBER,)
        assert view.row.arrived_at == datetime(2026, 3, 3, 9, 5, tzinfo=CHINA)
        again = keep_message(who, session, document.id, answer)
        assert again is view.row
        [task] = tasks_of_office(who, session)
        assert (task.kind, task.open) == (ReceivedTask.DOWNLOAD, True)


@pytest.mark.servers
def test_a_message_finds_its_papers_on_postgresql(tmp_path: Path) -> None:
    with running_postgres() as url:
        chosen = Settings(data_dir=tmp_path, database_url=url, readers=1)
        database = Database(chosen.database)
        upgrade(database)
        service = Service(chosen, database, open_storage(chosen), cast(Readers, HandReaders()))
        who = add_office(service, OFFICE, "clerk")
        with database.transaction() as session:
            document = Document(
                organisation_id=who.organisation_id,
                sha256="3" * 64,
                name="通知.pdf",
                media_type="application/pdf",
                size=1,
                state="received",
            )
            session.add(document)
            session.flush()
            begin_reading(session, document.id, 1)
            [notice] = save_run(session, document.id, 1, extraction([response_notice()]), 0.1)
            at = document.received_at
            add_message(who, session, SMS, at=at, arrived_at=at)
            [view] = message_views(who, session)
            assert view.arrived == ("应诉通知书",)
            assert services_of_paper(who, session, notice).proposed_on is not None
        database.dispose()
