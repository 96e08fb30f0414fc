"""An envelope on the review page: filing a complaint without a number, one receipt date for all."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from fastapi.testclient import TestClient

from services.api.administration.office import change_office
from services.api.cases.store import list_cases
from services.api.deadlines.derive import duties_if_confirmed
from services.api.documents.document import Document, Paper
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import get_paper, receipts
from services.api.review.confirm import confirm_paper, correct_fact
from services.api.review.together import offer_to_others
from services.vocabulary import FieldName, Jurisdiction, OrganisationKind, PaperKind, Standing
from tests.api.readings import extraction, response_notice
from tests.api.test_pages import HTML, clerk, client, service_of

__all__ = ["client"]  # the fixture


def laid_together(client: TestClient) -> tuple[Paper, Paper]:
    """A notice to respond and the complaint behind it, in one file."""
    who, notice = clerk(client), response_notice()
    complaint = replace(
        notice,
        kind=PaperKind.COMPLAINT,
        title="行政起诉状",
        fields={FieldName.COURT: notice.fields[FieldName.COURT]},
    )
    with service_of(client).database.transaction() as session:
        document = Document(
            organisation_id=who.organisation_id,
            sha256="0" * 64,
            name="信封.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        first, second = save_run(session, document.id, 1, extraction([notice, complaint]), 0.1)
        return first, second


def test_a_complaint_without_a_number_joins_the_case_of_the_notice_it_came_with(
    client: TestClient,
) -> None:
    notice, complaint = laid_together(client)
    who = clerk(client)
    with service_of(client).database.transaction() as session:
        case_id = confirm_paper(who, session, notice.id, version=1).case_id
    page = client.get(f"/papers/{complaint.id}").text
    assert re.search(rf'<option value="{case_id}" selected>归入：钟离若兰 诉 本单位</option>', page)
    assert "按案号新立案件" not in page
    assert 'id="f-case_number"' not in page, "its case is known; there is nothing to type"
    answer = client.post(
        f"/papers/{complaint.id}/confirm", data={"version": 1, "case_id": case_id}, headers=HTML
    )
    assert answer.status_code < 400
    with service_of(client).database.transaction() as session:
        assert get_paper(who, session, complaint.id).case_id == case_id
        assert len(list_cases(who, session)) == 1


def test_without_a_case_the_page_asks_for_the_number_instead_of_promising_a_case(
    client: TestClient,
) -> None:
    _, complaint = laid_together(client)
    page = client.get(f"/papers/{complaint.id}").text
    assert "按案号新立案件" not in page
    assert 'id="f-case_number"' in page
    refused = client.post(f"/papers/{complaint.id}/confirm", data={"version": 1, "case_id": ""})
    assert refused.status_code == 422
    assert "没有案号" in refused.text


def test_a_paper_of_no_court_is_set_aside_not_confirmed(client: TestClient) -> None:
    notice, _ = laid_together(client)
    who = clerk(client)
    with service_of(client).database.transaction() as session:
        paper = get_paper(who, session, notice.id)
        paper.kind, paper.standing = PaperKind.NOT_COURT_PAPER, Standing.UNCLEAR
    page = client.get(f"/papers/{notice.id}").text
    foot = page[page.index("effect__act") :]
    assert f'hx-post="/papers/{notice.id}/set-aside"' in foot
    assert "data-confirm" not in foot


def test_an_office_missing_among_the_parties_is_said_before_anything_is_confirmed(
    client: TestClient,
) -> None:
    notice, _ = laid_together(client)
    with service_of(client).database.transaction() as session:
        change_office(
            clerk(client),
            session,
            name="重庆市北碚区水利局",
            kind=OrganisationKind.DEPARTMENT,
            jurisdiction=Jurisdiction.BEIBEI,
        )
    assert "当事人中未见本单位名称" in client.get(f"/papers/{notice.id}").text


def test_one_receipt_date_fills_in_the_whole_envelope_and_each_paper_is_confirmed_on_its_own(
    client: TestClient,
) -> None:
    notice, complaint = laid_together(client)
    assert "同一文件或邮件里另1份也预填这天，逐份确认" in client.get(f"/papers/{notice.id}").text
    values = {"version": 1, "on": "2026-03-09", "basis": "service_return"}
    alone = client.post(f"/papers/{notice.id}/receipt", data=values)
    assert alone.status_code == 200
    assert receipt_days(client, notice, complaint) == ["2026-03-09"]
    both = client.post(
        f"/papers/{notice.id}/receipt", data={**values, "version": 2, "together": "true"}
    )
    assert "最近期限" in both.text, "the head of the page follows the new date"
    assert receipt_days(client, notice, complaint) == ["2026-03-09"]
    page = client.get(f"/papers/{complaint.id}").text
    assert 'name="on" value="2026-03-09"' in page, "filled in, not confirmed"
    client.post(f"/papers/{complaint.id}/receipt", data=values)
    assert receipt_days(client, notice, complaint) == ["2026-03-09", "2026-03-09"]


def receipt_days(client: TestClient, *papers: Paper) -> list[str]:
    with service_of(client).database.transaction() as session:
        found = receipts(clerk(client), session, *(paper.id for paper in papers))
        return [found[paper.id].on.isoformat() for paper in papers if paper.id in found]


def test_before_it_is_confirmed_a_complaint_counts_from_the_notice_it_came_with(
    client: TestClient,
) -> None:
    _, complaint = laid_together(client)
    who = clerk(client)
    with service_of(client).database.transaction() as session:
        correct_fact(who, session, complaint.id, FieldName.ISSUED_ON, "2026-02-10", version=1)
        duties = [
            view.duty for view in duties_if_confirmed(who, session, complaint.id, date(2026, 3, 10))
        ]
    assert duties
    assert {duty.trigger_on for duty in duties} == {date(2026, 3, 2)}, "the notice's day, not February"


def test_a_whole_envelope_is_not_filled_in_with_a_day_before_one_of_its_papers(
    client: TestClient,
) -> None:
    notice, complaint = laid_together(client)
    who, day = clerk(client), date(2026, 3, 5)
    with service_of(client).database.transaction() as session:
        correct_fact(who, session, complaint.id, FieldName.ISSUED_ON, "2026-03-06", version=1)
        filled = offer_to_others(who, session, notice.id, day, basis="person", note="", today=day)
    assert filled == 0
