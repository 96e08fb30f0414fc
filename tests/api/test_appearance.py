"""Who answers and who appears: asked once, kept, shown with the article, private to the office."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.documents.document import Document
from services.api.documents.progress import begin_reading, save_run
from services.api.review.confirm import confirm_paper
from services.api.service import Service
from services.api.settings import Settings
from services.extractor.result import Paper
from services.vocabulary import FieldName, Jurisdiction, OrganisationKind, PaperKind, Role
from tests.api.readings import OFFICE, extraction, field, party, summons

HEARING = "2026-03-24"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=date(2026, 3, 10)), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        with _service(client).database.transaction() as session:
            change_office(
                actor_of(passwordless_users(session)[0]),
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.XINZHOU,
            )
        yield client


def _service(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined, no-any-return]


def _clerk(client: TestClient) -> Actor:
    with _service(client).database.transaction() as session:
        return actor_of(passwordless_users(session)[0])


def _confirmed(client: TestClient, read: Paper, sha256: str) -> str:
    """The case of ``read``, confirmed."""
    who = _clerk(client)
    with _service(client).database.transaction() as session:
        document = Document(
            organisation_id=who.organisation_id,
            sha256=sha256 * 64,
            name="传票.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        [paper] = save_run(session, document.id, 1, extraction([read]), 0.1)
        confirmed = confirm_paper(who, session, paper.id, version=1)
        assert confirmed.case_id is not None
        return confirmed.case_id


def _of_another_case(read: Paper, **fields: str) -> Paper:
    given = {"case_number": "（2026）渝0109行初9877号", **fields}
    told = {FieldName(name): field(value) for name, value in given.items()}
    return dataclasses.replace(read, fields={**read.fields, **told})


@pytest.fixture
def case(client: TestClient) -> str:
    """A case with one confirmed summons."""
    return _confirmed(client, summons(f"{HEARING}T09:00"), "1")


def test_a_question_is_answered_once_and_can_be_taken_back(client: TestClient, case: str) -> None:
    address = f"/api/v1/cases/{case}"
    first = client.get(f"{address}/appearance").json()
    assert first["answerer"]["asks"]["fact"] == "government_sued"
    told = client.post(f"{address}/answers", json={"fact": "government_sued", "value": "false"}).json()
    assert told["answerer"]["asks"] is None
    assert told["answerer"]["units"] == [{"name": OFFICE, "part": "全案"}]
    assert client.get(f"{address}/appearance").json()["answerer"] == told["answerer"]
    again = client.post(f"{address}/answers", json={"fact": "government_sued", "value": ""}).json()
    assert again["answerer"]["asks"]["fact"] == "government_sued"


def test_the_first_hearing_of_the_year_asks_for_the_head(client: TestClient, case: str) -> None:
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "government_sued", "value": "false"})
    found = client.get(f"{address}/appearance").json()
    assert ("principal", "第十四条") in {
        (each["who"], each["article"]["article"]) for each in found["requirements"]
    }


def test_a_hearing_of_another_case_that_was_put_off_is_not_the_first_of_the_year(
    client: TestClient, case: str
) -> None:
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "government_sued", "value": "false"})

    def head_asked_for() -> bool:
        found = client.get(f"{address}/appearance").json()["requirements"]
        return ("principal", "第十四条") in {(r["who"], r["article"]["article"]) for r in found}

    _confirmed(client, _of_another_case(summons("2026-03-17T09:00")), "2")
    assert not head_asked_for()
    moved = _of_another_case(summons("2026-04-17T09:00"), issued_on="2026-03-09")
    notice = dataclasses.replace(moved, kind=PaperKind.HEARING_CHANGE_NOTICE, title="延期开庭通知书")
    _confirmed(client, notice, "3")
    assert head_asked_for()


GOVERNMENT = "武汉市新洲区人民政府"


def _against_both(read: Paper) -> Paper:
    """The papers of a suit against the office and its government (复议维持)."""
    defendants = (party(Role.DEFENDANT, OFFICE), party(Role.DEFENDANT, GOVERNMENT))
    return dataclasses.replace(read, parties=defendants)


def _go(client: TestClient, case: str, day: str, **given: object) -> dict[str, Any]:
    """The hearing of ``day`` after somebody was entered for it."""
    answer = client.post(f"/api/v1/cases/{case}/attendees", json={"hearing_on": day, **given})
    return next(each for each in answer.json()["hearings"] if each["on"] == day)


def test_the_head_of_an_office_sued_beside_its_government_appears_for_the_office(
    client: TestClient,
) -> None:
    case = _confirmed(client, _against_both(summons(f"{HEARING}T09:00")), "1")
    found = client.get(f"/api/v1/cases/{case}/appearance").json()
    assert found["defendant"] == OFFICE
    asked = {each["fact"] for each in found["asks"]}
    assert "first_hearing_of_government" not in asked
    named = {(each["id"], each["of_government"]) for each in found["requirements"]}
    assert {("XZ-13-BESIDE", False), ("XZ-10", True)} <= named
    hearing = _go(client, case, HEARING, name="甲某", position="principal", proved=True)
    assert hearing["faults"] == []


def test_of_the_governments_cases_of_the_year_a_bureau_knows_only_that_there_was_an_earlier_one(
    client: TestClient,
) -> None:
    against = (party(Role.DEFENDANT, GOVERNMENT),)
    read = dataclasses.replace(summons(f"{HEARING}T09:00"), parties=against)
    case = _confirmed(client, read, "1")
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "after_reconsideration", "value": "false"})
    found = client.get(f"{address}/appearance").json()
    assert found["defendant"] == GOVERNMENT
    assert "first_hearing_of_government" in {each["fact"] for each in found["asks"]}
    earlier = dataclasses.replace(_of_another_case(summons("2026-03-17T09:00")), parties=against)
    _confirmed(client, earlier, "2")
    found = client.get(f"{address}/appearance").json()
    assert "first_hearing_of_government" not in {each["fact"] for each in found["asks"]}


def test_an_official_who_came_to_the_first_hearing_need_not_come_to_the_second(
    client: TestClient,
) -> None:
    case = _confirmed(client, summons("2026-03-05T09:00", f"{HEARING}T09:00"), "1")
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "government_sued", "value": "false"})
    first = _go(client, case, "2026-03-05", name="甲某", position="principal", proved=True)
    [head] = first["attendees"]
    hearing = _go(client, case, HEARING, name="丙某", position="staff")
    assert {each["doubt"] for each in hearing["faults"]} == {False}
    marked = {"attended": True, "spoke": True}
    found = client.post(f"{address}/attendees/{head['id']}", json=marked).json()
    assert {each["id"] for each in found["requirements"] if each["met"]} == {"LAW-3", "XZ-13"}
    [fault] = found["hearings"][-1]["faults"]
    assert (fault["doubt"], fault["article"]["article"]) == (True, "第七条第一款")
    again = {"fact": "called_again", "value": "true"}
    found = client.post(f"{address}/answers", json=again).json()
    assert "FS3-7-AGAIN" in {each["id"] for each in found["requirements"]}
    assert not any(each["doubt"] for each in found["hearings"][-1]["faults"])


def test_what_the_files_say_about_who_appears_is_shown_and_can_be_corrected(
    client: TestClient, case: str
) -> None:
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "government_sued", "value": "false"})
    found = client.get(f"{address}/appearance").json()
    [head] = [each for each in found["requirements"] if each["id"] == "XZ-13"]
    [first] = [each for each in head["looked"] if each["fact"] == "first_hearing_of_year"]
    assert (first["answer"], "此前开庭没有登记的" in first["because"]) == ("是", True)
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert first["because"] in page
    assert 'name="fact" value="first_hearing_of_year"' in page
    corrected = {"fact": "first_hearing_of_year", "value": "false"}
    found = client.post(f"{address}/answers", json=corrected).json()
    assert "XZ-13" not in {each["id"] for each in found["requirements"]}
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert 'name="fact" value="first_hearing_of_year"' in page  # to take the answer back


def test_the_principle_of_the_notice_stands_beside_who_answers(client: TestClient, case: str) -> None:
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "谁执法谁负责，谁主管谁应诉" in page


def test_an_answer_nobody_offers_is_refused_with_a_remedy(client: TestClient, case: str) -> None:
    answer = client.post(f"/api/v1/cases/{case}/answers", json={"fact": "matter", "value": "别的"})
    assert answer.status_code == 422
    assert "请在列出的选项中选择" in answer.text
    answer = client.post(f"/api/v1/cases/{case}/answers", json={"fact": "没有", "value": "true"})
    assert answer.status_code == 422


def test_sending_only_a_lawyer_is_pointed_out_until_a_clerk_goes_too(
    client: TestClient, case: str
) -> None:
    address = f"/api/v1/cases/{case}/attendees"
    lawyer = {"hearing_on": HEARING, "name": "丁某", "position": "lawyer", "unit": "某律师事务所"}
    answer = client.post(address, json=lawyer)
    assert answer.status_code == 201
    [hearing] = answer.json()["hearings"]
    assert hearing["on"] == HEARING
    assert any("不能只委托律师" in each["message"] for each in hearing["faults"])
    clerk = {"hearing_on": HEARING, "name": "丙某", "position": "staff"}
    [hearing] = client.post(address, json=clerk).json()["hearings"]
    assert not any("不能只委托律师" in each["message"] for each in hearing["faults"])


def test_who_was_there_is_kept_and_counts_for_the_year(client: TestClient, case: str) -> None:
    address = f"/api/v1/cases/{case}/attendees"
    head = {"hearing_on": HEARING, "name": "甲某", "position": "principal"}
    [hearing] = client.post(address, json=head).json()["hearings"]
    [person] = hearing["attendees"]
    marked = client.post(f"{address}/{person['id']}", json={"attended": True, "spoke": True}).json()
    [person] = marked["hearings"][0]["attendees"]
    assert (person["attended"], person["spoke"], person["proved"]) == (True, True, False)
    removed = client.post(f"{address}/{person['id']}", json={"removed": True}).json()
    assert removed["hearings"][0]["attendees"] == []


def test_another_office_sees_nothing_of_it(client: TestClient, case: str) -> None:
    from services.api.appearance.decide import decisions_of_case
    from services.api.errors import NotFound

    other = Actor(user_id=None, organisation_id="f" * 32, name="他人", role="clerk")
    with (
        _service(client).database.transaction() as session,
        pytest.raises(NotFound),
    ):
        decisions_of_case(other, session, case, date(2026, 3, 10))


def test_the_page_asks_in_words_and_takes_the_answer(client: TestClient, case: str) -> None:
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "本级政府是被告吗？" in page
    assert "谁出庭" in page
    assert "原告起诉期限" in page
    assert "知道行政行为之日起六个月内起诉" in page
    sent = {"fact": "government_sued", "value": "false"}
    answer = client.post(f"/cases/{case}/appearance/answer", data=sent, headers={"hx-request": "true"})
    assert answer.headers["hx-redirect"] == f"/cases/{case}/appearance"
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "第二十六条第一款" in page


def test_the_plaintiffs_limit_tells_the_office_to_finish_nothing(client: TestClient) -> None:
    read = summons(f"{HEARING}T09:00")
    acted = dataclasses.replace(read, fields={**read.fields, FieldName.ACT_ON: field("2026-01-05")})
    case = _confirmed(client, acted, "1")
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "自行政行为作出之日起最长5年" in page
    assert "待放假通知公布后确定" in page
    assert "必不逾期" not in page


def test_whether_the_government_is_the_right_defendant_is_asked_answered_and_taken_back(
    client: TestClient, case: str
) -> None:
    address = f"/api/v1/cases/{case}"
    client.post(f"{address}/answers", json={"fact": "government_sued", "value": "true"})
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "本级政府只是听汇报、开会、发文指导" in page
    told = client.post(f"{address}/answers", json={"fact": "guidance_only", "value": "true"}).json()
    assert any("以具体实施的职能部门为被告" in each for each in told["answerer"]["defences"])
    assert "guidance_only" not in {each["fact"] for each in told["answerer"]["defence_asks"]}
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert 'name="fact" value="guidance_only"' in page  # to take the answer back


def test_what_settles_the_limit_to_sue_is_asked_one_after_the_other(
    client: TestClient, case: str
) -> None:
    complaint = dataclasses.replace(
        summons(f"{HEARING}T09:00"), kind=PaperKind.COMPLAINT, title="起诉状"
    )
    issued = {**complaint.fields, FieldName.ISSUED_ON: field("2025-09-10")}
    assert _confirmed(client, dataclasses.replace(complaint, fields=issued), "4") == case
    address = f"/api/v1/cases/{case}"

    def tell(fact: str, value: str) -> tuple[list[str], dict[str, str]]:
        found = client.post(f"{address}/answers", json={"fact": fact, "value": value}).json()
        verdicts = {each["code"]: each["verdict"] for each in found["limits"]}
        return [each["fact"] for each in found["limit_asks"]], verdicts

    first = client.get(f"{address}/appearance").json()
    assert [each["fact"] for each in first["limit_asks"]] == ["inaction"]
    assert tell("inaction", "false") == (["knew_on"], {"LIM_6M": "unknown"})
    assert tell("knew_on", "2025年1月10日") == (["told_limit"], {"LIM_6M": "possibly_late"})
    assert tell("told_limit", "false") == ([], {"LIM_1Y": "in_time"})
    page = client.get(f"/cases/{case}/appearance", headers={"accept": "text/html"}).text
    assert "2025年1月10日" in page
    assert 'name="fact" value="knew_on"' in page  # to take the answer back
    assert tell("told_limit", "true") == ([], {"LIM_6M": "late"})
    assert tell("inaction", "true") == (["asked_on"], {"LIM_DUTY": "unknown"})
    assert tell("asked_on", "2024-12-03") == ([], {"LIM_DUTY": "late"})


def test_a_day_to_come_is_no_answer(client: TestClient, case: str) -> None:
    address = f"/api/v1/cases/{case}/answers"
    refused = client.post(address, json={"fact": "knew_on", "value": "2099-01-01"})
    assert refused.status_code == 422
    assert "晚于今天" in refused.json()["cause"]


def test_who_says_there_was_no_reconsideration_says_it_for_the_limit_to_sue_too(
    client: TestClient,
) -> None:
    read = summons(f"{HEARING}T09:00")
    fields = {
        FieldName.RECONSIDERATION_ORGAN: field("武汉市新洲区人民政府"),
        FieldName.RECONSIDERATION_ON: field("2026-01-12"),
        FieldName.ACT_ON: field("2025-11-03"),
    }
    case = _confirmed(client, dataclasses.replace(read, fields={**read.fields, **fields}), "7")
    address = f"/api/v1/cases/{case}"
    before = client.get(f"{address}/appearance").json()["limits"]
    assert "LIM_15" in {each["code"] for each in before}
    told = {"fact": "after_reconsideration", "value": "false"}
    after = client.post(f"{address}/answers", json=told).json()["limits"]
    assert "LIM_15" not in {each["code"] for each in after}


def test_an_answer_that_is_no_day_is_refused_with_a_remedy(client: TestClient, case: str) -> None:
    answer = client.post(f"/api/v1/cases/{case}/answers", json={"fact": "knew_on", "value": "去年"})
    assert answer.status_code == 422
    assert "2026-03-02" in answer.text
