"""Next year's notice pasted as text: read, looked at, entered; dates that waited for it recompute."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.documents.document import Document
from services.api.documents.progress import begin_reading, save_run
from services.api.holidays.store import calendar_in_force
from services.api.review.confirm import confirm_paper, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.law.calendar import national_calendar
from services.vocabulary import Jurisdiction, OrganisationKind
from tests.api.readings import OFFICE, extraction, response_notice

TODAY = date(2026, 12, 28)
# Invented days in the wording of the yearly notices; the real ones are not published.
NOTICE = """国务院办公厅关于2027年
部分节假日安排的通知
国办发明电〔2026〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2027年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。2月14日（周日）上班。
三、清明节：4月3日（周六）至5日（周一）放假，共3天。
四、劳动节：5月1日（周六）至5日（周三）放假调休，共5天。5月8日（周六）上班。
五、端午节：6月9日（周三）放假，共1天。
六、中秋节：9月15日（周三）放假，共1天。
七、国庆节：10月1日（周五）至7日（周四）放假调休，共7天。10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2026年11月20日
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers={"accept": "text/html"}) as client:
        with _service(client).database.transaction() as session:
            change_office(
                actor_of(passwordless_users(session)[0]),
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.BEIBEI,
            )
        yield client


def _service(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined, no-any-return]


@pytest.fixture
def case(client: TestClient) -> str:
    """A case whose notice came on 2026-12-25: its fifteen days end in a year not published yet."""
    with _service(client).database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
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
        notice = response_notice(issued_on="2026-12-24")
        [paper] = save_run(session, document.id, 1, extraction([notice]), 0.1)
        paper = confirm_paper(who, session, paper.id, version=1)
        received = date(2026, 12, 25)
        set_receipt(who, session, paper.id, received, version=paper.version, today=TODAY)
        assert paper.case_id is not None
        return paper.case_id


def _answer_due(client: TestClient, case: str) -> dict[str, object]:
    duties = client.get(f"/api/v1/cases/{case}/deadlines").json()["duties"]
    found: dict[str, object] = next(d for d in duties if d["rule_id"] == "ANSWER")["count"]
    return found


def test_a_date_waits_for_the_notice_and_is_settled_by_it(client: TestClient, case: str) -> None:
    before = _answer_due(client, case)
    assert (before["due"], before["provisional"]) == (None, True)
    page = client.post("/calendar/read", data={"text": NOTICE}).text
    assert "核对2027年放假安排" in page
    assert "提交答辩状" in page, "what moves is listed before anything is kept"
    assert _answer_due(client, case) == before
    assert client.post("/calendar/enter", data={"text": NOTICE}, follow_redirects=False).is_redirect
    after = _answer_due(client, case)
    # 25 December + 15 days = 9 January 2027, a Saturday; Monday the 11th is a working day.
    assert (after["due"], after["provisional"]) == ("2027-01-11", False)


def test_the_entered_year_is_shown_and_can_be_taken_back(client: TestClient, case: str) -> None:
    client.post("/calendar/enter", data={"text": NOTICE})
    page = client.get("/calendar?year=2027").text
    assert "2027年工作日" in page
    assert "撤回这一年的录入" in page
    client.post("/calendar/2027/withdraw")
    assert _answer_due(client, case)["due"] is None
    with _service(client).database.transaction() as session:
        assert calendar_in_force(session) is national_calendar()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("今年放假安排见附件", "没有找到"),
        (NOTICE.replace("共7天。2月14日", "共9天。2月14日"), "9"),
    ],
)
def test_a_text_that_is_no_usable_notice_is_refused_and_nothing_changes(
    client: TestClient, text: str, words: str
) -> None:
    answer = client.post("/calendar/read", data={"text": text})
    assert answer.status_code == 422
    assert words in answer.text
    assert escape(text).replace("&#x27;", "&#39;") in answer.text, "still there to be put right"
    assert "2028" not in client.get("/calendar").text


def test_only_an_administrator_enters_a_year_for_every_office(client: TestClient) -> None:
    from services.api.accounts.account import Actor
    from services.api.errors import Forbidden
    from services.api.holidays.enter import enter_year, may_enter

    for role in ("clerk", "reviewer", "manager"):
        somebody = Actor(user_id="u", organisation_id="o", name="某", role=role)
        assert not may_enter(somebody)
        with _service(client).database.transaction() as session, pytest.raises(Forbidden):
            enter_year(somebody, session, NOTICE)


def test_a_year_nobody_compared_with_its_notice_says_so(client: TestClient) -> None:
    assert "未与通知原文核对" in client.get("/calendar?year=2004").text
    assert "未与通知原文核对" not in client.get("/calendar?year=2012").text


def test_a_year_entered_from_its_notice_is_not_said_to_be_unverified(client: TestClient) -> None:
    """The text is the notice, also where the line with its number was not copied."""
    client.post("/calendar/enter", data={"text": NOTICE.replace("国办发明电〔2026〕99号\n", "")})
    page = client.get("/calendar?year=2027").text
    assert "2027年工作日" in page
    assert "未与通知原文核对" not in page


def test_scripts_read_enter_and_take_back_a_year_as_the_page_does(
    client: TestClient, case: str
) -> None:
    path = "/api/v1/calendar"
    assert client.get(f"{path}/2027").status_code == 404
    read = client.post(f"{path}/read", json={"text": NOTICE}).json()
    assert (read["year"], len(read["festivals"])) == (2027, 7)
    assert {each["case_id"] for each in read["moved"]} == {case}
    assert client.get(f"{path}/2027").status_code == 404, "reading keeps nothing"
    entered = client.post(path, json={"text": NOTICE})
    assert entered.status_code == 201
    year = client.get(f"{path}/2027").json()
    assert year == entered.json()
    assert year["days_off"]["2027-02-05"] == "春节"
    assert "2027-02-14" in year["makeup_workdays"]
    assert client.post(f"{path}/read", json={"text": "没有"}).status_code == 422
    assert client.delete(f"{path}/2027").status_code == 204
    assert client.delete(f"{path}/2027").status_code == 404
