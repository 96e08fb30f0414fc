"""The pages and routes of taking in: folders, copies, later readings, keys of requests."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.exc import OperationalError

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.db import now
from services.api.documents.document import Document, ExtractionRun, Paper
from services.api.documents.progress import reprocess, unread
from services.api.documents.store import current_facts, get_paper, papers_of
from services.api.intake.read import read_document
from services.api.intake.receive import receive
from services.api.intake.watcher import Watcher
from services.api.readers import Readers
from services.api.review.confirm import confirm_paper
from services.api.service import Service
from services.api.settings import Settings
from services.extractor.sketch import sketch
from services.vocabulary import FieldName, Jurisdiction, OrganisationKind
from tests.api.conftest import TODAY
from tests.api.readings import OFFICE, HandReaders, extraction, response_notice

HTML = {"accept": "text/html"}


class Office:
    """A service over HTTP whose readers answer from memory, and its administrator."""

    def __init__(self, client: TestClient, service: Service, readers: HandReaders) -> None:
        self.client = client
        self.service = service
        self.readers = readers
        with service.database.transaction() as session:
            self.who = actor_of(passwordless_users(session)[0])

    def read(self, data: bytes, name: str, page: str = "", **reading: Any) -> Paper:
        """The first paper of a file that says this."""
        made = extraction([response_notice(**reading)])
        made["file"]["page_sketches"] = [sketch(page)]
        self.readers.answers[data] = made
        document = receive(self.who, self.service, name, BytesIO(data))
        self.carry()
        return self.papers(document.id)[0]

    def carry(self) -> None:
        with self.service.database.transaction() as session:
            todo = unread(session)
        for document_id, attempt in todo:
            read_document(self.service, document_id, attempt)

    def papers(self, document_id: str) -> list[Paper]:
        with self.service.database.transaction() as session:
            return list(papers_of(self.who, session, document_id))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    app = create_app(Settings(data_dir=tmp_path / "data", today=TODAY), carry_jobs=False)
    readers = HandReaders()
    service: Service = app.state.service
    app.state.service = Service(
        service.settings, service.database, service.storage, cast(Readers, readers)
    )
    with TestClient(app, base_url="http://127.0.0.1") as client:
        made = Office(client, app.state.service, readers)
        with service.database.transaction() as session:
            change_office(
                made.who,
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.BEIBEI,
            )
        yield made


PAGE = (
    "重庆市北碚区人民法院应诉通知书现将起诉状副本发送你单位请在收到之日起十五日内提交证据并提出答辩状"
)


def test_a_copy_is_shown_on_its_original_its_list_and_its_case_and_parted_by_one_click(
    office: Office,
) -> None:
    first = office.read(b"1", "first.pdf", PAGE)
    with office.service.database.transaction() as session:
        case_id = confirm_paper(office.who, session, first.id, version=1).case_id
    copy = office.read(b"2", "second.pdf", PAGE)
    client = office.client
    assert "second.pdf" in client.get(f"/papers/{first.id}/beside").text
    beside = client.get(f"/papers/{copy.id}/beside").text
    assert "这是另一份扫描的副本" in beside
    assert "first.pdf" in beside
    assert "副本　应诉通知书" in client.get("/documents", headers=HTML).text
    assert "second.pdf" in client.get(f"/cases/{case_id}/copies").text
    case = client.get(f"/cases/{case_id}", headers=HTML).text
    assert f"/cases/{case_id}/copies" in case
    assert f"/papers/{copy.id}" not in case  # among the papers only the one that counts
    assert client.get(f"/api/v1/papers/{copy.id}/copies").json()["copy_of"] == first.id
    done = client.post(f"/papers/{copy.id}/separate", data={"version": copy.version})
    assert done.status_code in (200, 303)
    assert client.get(f"/api/v1/papers/{copy.id}/copies").json()["copy_of"] is None
    again = client.post(
        f"/api/v1/papers/{copy.id}/copies",
        json={"version": copy.version + 1, "original": first.id},
    )
    assert again.json()["copy_of"] == first.id


def test_what_a_later_reading_says_is_offered_beside_the_paper_and_in_the_review(
    office: Office,
) -> None:
    paper = office.read(b"1", "a.pdf")
    with office.service.database.transaction() as session:
        confirm_paper(office.who, session, paper.id, version=1)
        reprocess(office.who, session, paper.document_id)
    office.readers.answers[b"1"] = extraction([response_notice(issued_on="2026-03-05")])
    office.carry()
    client = office.client
    beside = client.get(f"/papers/{paper.id}/beside").text
    assert "2026-03-02" in beside
    assert "2026-03-05" in beside
    assert "重读后与确认的内容不同" in client.get("/review/differences").text
    assert _waiting(client.get("/documents", headers=HTML).text) == 1
    told = client.get("/api/v1/review/differences").json()
    assert told["papers"] == 1
    assert [(d["paper_id"], d["field"], d["before"], d["after"]) for d in told["differences"]] == [
        (paper.id, "issued_on", "2026-03-02", "2026-03-05")
    ]
    changes = client.get(f"/documents/{paper.document_id}/changes", headers=HTML).text
    assert "落款日期" in changes
    api = client.get(f"/api/v1/documents/{paper.document_id}/changes").json()
    assert [(each["field"], each["after"]) for each in api["changes"]] == [("issued_on", "2026-03-05")]
    difference = beside.split('data-difference="')[1].split('"')[0]
    version = int(beside.split('"version":')[1].split("}")[0])
    taken = client.post(f"/differences/{difference}/take", data={"version": version})
    assert taken.status_code in (200, 303)
    with office.service.database.transaction() as session:
        facts = {fact.field: fact for fact in current_facts(office.who, session, paper.id)}
    assert facts[FieldName.ISSUED_ON].value == "2026-03-05"
    assert facts[FieldName.ISSUED_ON].by_user == office.who.user_id
    assert client.get("/review/differences").text.strip() == ""
    assert client.get("/api/v1/review/differences").json() == {"differences": [], "papers": 0}
    assert _waiting(client.get("/documents", headers=HTML).text) == 0
    second = client.post(f"/differences/{difference}/keep", data={"version": version})
    assert second.status_code == 409


def _waiting(page: str) -> int:
    """The number beside 复核 in the frame of every page."""
    found = re.search(r'href="/review"[^>]*>复核(?: <[^>]*>(\d+))?', page)
    assert found
    return int(found[1] or 0)


@pytest.mark.parametrize(("take", "in_force"), [(True, "2026-03-05"), (False, "2026-03-02")])
def test_a_difference_is_decided_over_json_too(office: Office, take: bool, in_force: str) -> None:
    paper = office.read(b"1", "a.pdf")
    with office.service.database.transaction() as session:
        confirm_paper(office.who, session, paper.id, version=1)
        reprocess(office.who, session, paper.document_id)
    office.readers.answers[b"1"] = extraction([response_notice(issued_on="2026-03-05")])
    office.carry()
    [difference] = office.client.get("/api/v1/review/differences").json()["differences"]
    address = f"/api/v1/differences/{difference['id']}"
    assert office.client.post(address, json={"take": take, "version": 99}).status_code == 409
    with office.service.database.transaction() as session:
        version = get_paper(office.who, session, paper.id).version
    answer = office.client.post(address, json={"take": take, "version": version})
    values = {fact["field"]: fact["value"] for fact in answer.json()["facts"]}
    assert values["issued_on"] == in_force
    assert office.client.get("/api/v1/review/differences").json()["papers"] == 0


def test_a_way_of_scanning_is_chosen_at_upload(office: Office) -> None:
    page = office.client.get("/documents", headers=HTML).text
    assert '<option value="stacked">' in page
    for address in ("/documents", "/api/v1/documents"):
        answer = office.client.post(
            address, files={"file": ("a.pdf", b"%PDF")}, data={"scanner": "stacked"}
        )
        with office.service.database.transaction() as session:
            assert session.get_one(Document, answer.json()["id"]).scanner == "stacked"
        wrong = office.client.post(
            address, files={"file": ("a.pdf", b"x")}, data={"scanner": "nothing"}
        )
        assert wrong.status_code == 422


def test_a_document_read_once_has_nothing_to_compare(office: Office) -> None:
    paper = office.read(b"1", "a.pdf")
    assert office.client.get(f"/api/v1/documents/{paper.document_id}/changes").status_code == 404


def test_a_folder_is_set_up_filled_shown_paused_and_forgotten(office: Office, tmp_path: Path) -> None:
    scans = tmp_path / "scans"
    (scans / "专递").mkdir(parents=True)
    (scans / "专递/a.pdf").write_bytes(b"a")
    client = office.client
    refused = client.post("/api/v1/folders", json={"path": str(tmp_path / "nowhere")})
    assert refused.status_code == 422
    assert refused.json()["remedy"]
    made = client.post("/intake/folders", data={"path": str(scans), "scanner": "separated"})
    assert made.status_code in (200, 303)
    watcher = Watcher(office.service, lambda: None)
    watcher.look()
    watcher.look()
    page = client.get("/intake", headers=HTML).text
    assert str(scans) in page
    assert "已收1" in page
    assert "专递 → 标签“专递”" in page
    assert "1份待读" in page
    (row,) = client.get("/api/v1/folders").json()["folders"]
    assert row["files"] == {"done": 1}
    client.post(f"/intake/folders/{row['id']}/pause")
    assert "已暂停" in client.get("/intake", headers=HTML).text
    assert client.delete(f"/api/v1/folders/{row['id']}").status_code == 204
    assert client.get("/api/v1/folders").json() == {"folders": []}


def test_the_separator_sheet_is_a_pdf_to_print(office: Office) -> None:
    answer = office.client.get("/separator.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_documents_are_queued_again_by_a_manager_s_click_and_by_the_api(office: Office) -> None:
    paper = office.read(b"1", "a.pdf")
    assert "全部重读" in office.client.get("/intake", headers=HTML).text
    office.client.post("/intake/reprocess", data={"which": "all"})
    with office.service.database.transaction() as session:
        assert session.get_one(Document, paper.document_id).attempt == 2
    office.carry()
    with office.service.database.transaction() as session:
        assert session.query(ExtractionRun).count() == 2
    answer = office.client.post("/api/v1/documents/reprocess", json={"all": True})
    assert answer.json() == {"queued": 1}
    assert office.client.post("/api/v1/documents/reprocess", json={}).status_code == 422


def upload(office: Office, data: bytes, key: str) -> Any:
    return office.client.post(
        "/api/v1/documents", files={"file": ("a.pdf", data)}, headers={"Idempotency-Key": key}
    )


def test_a_request_sent_twice_under_one_key_is_answered_alike_and_stored_once(office: Office) -> None:
    first, second = upload(office, b"x", "k"), upload(office, b"x", "k")
    assert (first.status_code, first.json()) == (second.status_code, second.json())
    other = upload(office, b"other", "k")
    assert other.status_code == 422
    assert other.headers["content-type"] == "application/problem+json"
    assert other.json()["code"] == "idempotency_key_reused"


def test_a_key_is_free_again_after_its_time(office: Office) -> None:
    first = upload(office, b"x", "k").json()
    with office.service.database.transaction() as session:
        row = session.get_one(Document, first["id"])
        row.received_at = now().replace(year=2025)
    second = upload(office, b"other", "k")
    assert second.status_code == 202
    assert second.json()["id"] != first["id"]


def test_a_full_disk_is_answered_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr("services.api.storage.os.fsync", full)
    answer = upload(office, b"x", "k")
    assert answer.status_code == 507
    assert answer.json()["code"] == "storage_full"
    assert answer.json()["remedy"]
    monkeypatch.undo()
    assert upload(office, b"x", "k").status_code == 202


def test_another_office_sees_no_folder_and_decides_nothing(office: Office) -> None:
    other = Actor("0" * 32, None, "x")
    from services.api.intake.folders import folder_counts, list_folders

    with office.service.database.transaction() as session:
        assert list_folders(other, session) == []
        assert folder_counts(other, session) == {}


def test_a_database_that_is_locked_or_full_is_answered_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: Any, **__: Any) -> None:
        raise OperationalError("INSERT", {}, sqlite3.OperationalError("database is locked"))

    with monkeypatch.context() as database:
        database.setattr("services.api.intake.receive.new_document", locked)
        answer = upload(office, b"x", "k")
    assert answer.status_code == 503
    assert answer.json()["code"] == "database_down"
    assert upload(office, b"x", "k").status_code == 202
