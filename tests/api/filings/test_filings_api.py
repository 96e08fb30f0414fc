"""Drawing up filings over HTTP, on a real database and store: drafts, frozen copies, whose they are."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from services.api.accounts.account import Organisation
from services.api.accounts.store import actor_of, passwordless_users
from services.api.app import create_app
from services.api.audit.entry import AuditEntry
from services.api.cases.case import Case
from services.api.documents.document import Document, Fact, Paper
from services.api.documents.store import current_facts
from services.api.review.confirm import confirm_paper, correct_fact, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.vocabulary import Jurisdiction, OrganisationKind

TODAY = date(2026, 3, 20)
NUMBER = "（2026）赣0725行初12号"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def service_of(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined, no-any-return]


def open_case(
    client: TestClient,
    jurisdiction: Jurisdiction = Jurisdiction.CHONGYI,
    office: str = "崇义县自然资源局",
    *,
    demo: bool = False,
) -> str:
    """The local clerk's office gets a case from one confirmed notice to respond; its id."""
    with service_of(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        organisation = session.get(Organisation, who.organisation_id)
        assert organisation
        organisation.name, organisation.kind = office, OrganisationKind.DEPARTMENT
        organisation.jurisdiction, organisation.demo = jurisdiction, demo
        document = Document(
            organisation_id=who.organisation_id,
            sha256="0" * 64,
            name="a.pdf",
            media_type="application/pdf",
            size=1,
            state="read",
        )
        session.add(document)
        session.flush()
        paper = Paper(
            organisation_id=who.organisation_id,
            document_id=document.id,
            ordinal=0,
            kind="response_notice",
            title="应诉通知书",
            stage="first",
            standing="served",
            page_list=[1],
            confidence=0.9,
        )
        session.add(paper)
        session.flush()
        values: list[tuple[str, int, Any]] = [
            ("case_number", 0, NUMBER),
            ("court", 0, "江西省崇义县人民法院"),
            ("cause", 0, "行政处罚"),
            ("party", 0, {"role": "plaintiff", "name": "钟山海", "type": "person"}),
            ("party", 1, {"role": "defendant", "name": office, "type": "agency"}),
        ]
        for field, ordinal, value in values:
            session.add(
                Fact(
                    paper_id=paper.id,
                    field=field,
                    ordinal=ordinal,
                    value=value,
                    confidence=0.9,
                    found_by="text",
                )
            )
        session.flush()
        set_receipt(who, session, paper.id, date(2026, 3, 18), version=1, today=TODAY)
        confirm_paper(who, session, paper.id, version=2)
        assert paper.case_id
        return paper.case_id


def path(case_id: str) -> str:
    return f"/api/v1/cases/{case_id}/filings"


def test_a_clerk_of_chongyi_is_offered_the_register_for_the_duty_to_file_it(client: TestClient) -> None:
    answer = client.get(path(open_case(client))).json()
    (draft,) = answer["drafts"]
    assert draft["form_id"] == "chongyi.register"
    assert any("CY-01" in key for key in draft["duty_keys"])
    assert [gap["key"] for gap in draft["gaps"]] == ["phone"]
    assert answer["filings"] == []


def test_the_register_drawn_up_is_frozen_and_can_be_downloaded(client: TestClient) -> None:
    case_id = open_case(client)
    made = client.post(
        path(case_id), json={"form_id": "chongyi.register", "typed": {"phone": "0797-1234567"}}
    )
    assert made.status_code == 201
    filing = made.json()
    assert filing["gaps"] == []
    assert filing["name"] == f"行政应诉案件备案登记表-{NUMBER}.xlsx"
    file = client.get(f"{path(case_id)}/{filing['id']}/file")
    assert hashlib.sha256(file.content).hexdigest() == filing["sha256"]
    row = [cell.value for cell in openpyxl.load_workbook(BytesIO(file.content)).worksheets[0][5]]
    assert row[:7] == [
        "1", "钟山海", "崇义县自然资源局", "无", "江西省崇义县人民法院", "行政处罚", NUMBER,
    ]  # fmt: skip
    assert client.get(path(case_id)).json()["filings"] == [filing]


def test_every_cell_of_a_frozen_copy_names_a_fact_that_is_in_the_database(client: TestClient) -> None:
    case_id = open_case(client)
    made = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()
    with service_of(client).database.transaction() as session:
        facts = {fact.id: fact.field for fact in session.scalars(select(Fact))}
    fields = {cell["key"]: [facts[each] for each in cell["facts"]] for cell in made["cells"]}
    assert fields["cause"] == ["cause"]
    assert fields["plaintiffs"] == ["party"]
    assert fields["third_parties"] == ["party", "party"]


def test_a_frozen_copy_stays_what_it_was_when_a_fact_is_corrected(client: TestClient) -> None:
    case_id = open_case(client)
    first = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()
    with service_of(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
        paper = session.scalars(select(Paper)).one()
        correct_fact(who, session, paper.id, "cause", "行政许可", version=paper.version)
        assert len(current_facts(who, session, paper.id)) == 5
    second = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()

    def cause(filing: dict[str, Any]) -> str:
        return next(cell["text"] for cell in filing["cells"] if cell["key"] == "cause")

    assert (cause(client.get(f"{path(case_id)}/{first['id']}").json()), cause(second)) == (
        "行政处罚",
        "行政许可",
    )


def test_a_clerk_of_beibei_gets_the_letter_with_the_last_day_for_the_answer(client: TestClient) -> None:
    case_id = open_case(client, Jurisdiction.BEIBEI, "重庆市北碚区林业局")
    made = client.post(path(case_id), json={"form_id": "beibei.case_filing"}).json()
    file = client.get(f"{path(case_id)}/{made['id']}/file")
    lines = [paragraph.text for paragraph in docx.Document(BytesIO(file.content)).paragraphs]
    # Fifteen days from 18 March 2026 end on Thursday 2 April.
    assert "答辩举证届满日：2026年4月2日。" in lines
    assert "收到日期：2026年3月18日。" in lines


def test_what_was_typed_once_is_there_for_the_next_filing_but_not_the_number_of_the_letter(
    client: TestClient,
) -> None:
    case_id = open_case(client, Jurisdiction.BEIBEI, "重庆市北碚区林业局")

    def made(**typed: str) -> dict[str, str]:
        answer = client.post(path(case_id), json={"form_id": "beibei.case_filing", "typed": typed})
        return {cell["key"]: cell["text"] for cell in answer.json()["cells"] if not cell["gap"]}

    first = made(phone="023-1234567", number="北林函〔2026〕3号")
    assert first["phone"] == "023-1234567"
    (draft,) = client.get(path(case_id)).json()["drafts"]
    gaps = {gap["key"] for gap in draft["gaps"]}
    assert "phone" not in gaps
    assert "number" in gaps
    assert made()["phone"] == "023-1234567"
    assert "phone" not in made(phone=""), "an empty text takes it back"
    assert "phone" not in made()


def test_the_page_of_the_case_says_where_each_cell_stands_and_keeps_what_was_typed(
    client: TestClient,
) -> None:
    case_id = open_case(client, Jurisdiction.BEIBEI, "重庆市北碚区林业局")
    client.post(path(case_id), json={"form_id": "beibei.case_filing", "typed": {"phone": "023-1"}})
    text = client.get(f"/cases/{case_id}", headers={"accept": "text/html"}).text
    cells = text.split('<dl class="cells">')[1].split("</dl>")[0]
    assert re.search(r"<dt>案号</dt><dd>.*?/papers/\w{32}#f-case_number", cells)
    assert re.search(r"<dt>原告</dt><dd>.*?/papers/\w{32}#f-party-0", cells)
    assert re.search(r"<dt>收到日期</dt><dd>.*?#f-receipt", cells)
    assert re.search(r"<dt>答辩举证届满日</dt><dd>.*?期限推算", cells)
    assert "待填：" in re.search(r"<dt>发文字号</dt><dd>.*?</dd>", cells)[0]  # type: ignore[index]
    assert '<input class="input input--s" name="cell:phone" value="023-1"' in text


def test_making_a_filing_is_on_the_audit_trail(client: TestClient) -> None:
    case_id = open_case(client)
    made = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()
    with service_of(client).database.transaction() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "filing.made")).one()
    assert (entry.subject_id, entry.after["sha256"]) == (made["id"], made["sha256"])


def test_filings_of_a_demo_office_say_that_they_are_a_demo(client: TestClient) -> None:
    case_id = open_case(client, demo=True)
    made = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()
    assert made["name"].startswith("演示-")
    file = client.get(f"{path(case_id)}/{made['id']}/file")
    assert "演示" in openpyxl.load_workbook(BytesIO(file.content)).worksheets[0]["A1"].value


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"form_id": "beibei.case_filing"}, 404),
        ({"form_id": "chongyi.register", "duty_key": "no such duty"}, 404),
        ({"form_id": "chongyi.register", "typed": {"nothing": "x"}}, 422),
        ({"form_id": "chongyi.register", "typed": {"leader": "代签"}}, 422),
        ({"form_id": "chongyi.register", "typed": {"phone": "1" * 2001}}, 422),
        ({"form": "chongyi.register"}, 422),
    ],
)
def test_what_cannot_be_drawn_up_is_refused_with_cause_and_remedy(
    client: TestClient, body: dict[str, Any], status: int
) -> None:
    case_id = open_case(client)
    answer = client.post(path(case_id), json=body)
    assert answer.status_code == status
    assert answer.json()["cause"] and answer.json()["remedy"]
    assert client.get(path(case_id)).json()["filings"] == []


def test_another_office_sees_neither_the_drafts_nor_the_copies(client: TestClient) -> None:
    case_id = open_case(client)
    made = client.post(path(case_id), json={"form_id": "chongyi.register"}).json()
    with service_of(client).database.transaction() as session:
        other = Organisation(name="别的单位", kind="department", jurisdiction="chongyi")
        session.add(other)
        session.flush()
        case = session.get(Case, case_id)
        assert case
        case.organisation_id = other.id
    assert client.get(path(case_id)).status_code == 404
    assert client.post(path(case_id), json={"form_id": "chongyi.register"}).status_code == 404
    # The frozen copy still belongs to the office that made it.
    assert client.get(f"{path(case_id)}/{made['id']}").status_code == 200
    assert client.get(f"{path('other')}/{made['id']}").status_code == 404


def test_nothing_is_filled_from_a_paper_nobody_confirmed(client: TestClient) -> None:
    case_id = open_case(client)
    with service_of(client).database.transaction() as session:
        session.scalars(select(Paper)).one().review_state = "open"
    (draft,) = client.get(path(case_id)).json()["drafts"]
    assert {gap["key"] for gap in draft["gaps"]} >= {"plaintiffs", "court", "cause", "first_number"}
