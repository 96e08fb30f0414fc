"""收件台账 over HTTP: pages and JSON, on a service whose mailbox was taken in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, passwordless_users
from services.api.app import create_app
from services.api.readers import Part, Readers
from services.api.service import Service
from services.api.settings import Settings
from services.extractor.result import Extraction, FileInfo
from tests.api.inbox.conftest import Mailbox, MailReaders, letter
from tests.servers.dovecot import PASSWORD, MailServerProcess

HTML = {"accept": "text/html"}
NOTICE = "【重庆市北碚区人民法院】（2026）渝0109行初412号定于2026年4月9日9时开庭，见https://a.example/1"
ZIP = b"bytes of a zip"
LOCKED = {"code": "password_needed", "message": "压缩包设有密码。"}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path / "web"), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers=HTML) as client:
        yield client


@pytest.fixture
def desk(client: TestClient, dovecot: MailServerProcess) -> Mailbox:
    """The mailbox of the client's own office, with readings written by hand."""
    service: Service = client.app.state.service  # type: ignore[attr-defined]
    readers = MailReaders()
    info = FileInfo("a.zip", "0" * 64, "application/zip")
    readers.answers[ZIP] = Extraction(info, members=()).to_json()
    readers.opened[ZIP] = ([Part("判决.pdf", b"", LOCKED)], [])
    readers.unlocked[ZIP, "court"] = ([Part("判决.pdf", b"%PDF judgment", None)], [])
    object.__setattr__(service, "readers", cast(Readers, readers))
    with service.database.transaction() as session:
        who = actor_of(passwordless_users(session)[0])
    return Mailbox(dovecot, service, who, f"{id(client)}@county.example")


def form(mailbox: Mailbox, **more: str) -> dict[str, str]:
    plain = {
        "name": "法院邮箱",
        "provider": "government",
        "host": mailbox.server.host,
        "port": str(mailbox.server.port),
        "security": "none",
        "username": mailbox.user,
        "password": PASSWORD,
        "folders": "INBOX",
        "enabled": "yes",
    }
    return plain | more


def test_the_ledger_shows_each_day_with_its_sums_and_where_everything_went(
    client: TestClient, desk: Mailbox
) -> None:
    desk.deliver(letter("传票 <b>", NOTICE, pdf_a=b"%PDF a"), letter("材料", "见附件", zip_b=ZIP))
    desk.see_and_store()
    assert 'data-agrees="no"' in client.get("/inbox").text
    desk.open()
    desk.read()
    page = client.get("/inbox").text
    assert 'data-agrees="yes"' in page
    for words in ("文书1", "通知1", "其他1", "要看1", "见到2封，收下2封，说明去向2封"):
        assert words in page
    day = re.search(r'href="(/inbox/days/[^"]+)"', page)
    assert day
    listed = client.get(day[1].replace("&amp;", "&")).text
    assert "传票 &lt;b&gt;" in listed and "等密码 1" in listed
    mail = re.search(r'href="(/inbox/mails/\w+)">传票', listed)
    assert mail
    shown = client.get(mail[1]).text
    assert "（2026）渝0109行初412号" in shown and "2026-04-09 09:00" in shown
    assert "https://a.example/1" in shown and 'href="https://a.example' not in shown
    original = client.get(f"{mail[1]}/original")
    assert original.content.startswith(b"From: clerk@court.example")
    assert original.headers["content-type"] == "application/octet-stream"


def test_a_password_is_given_on_the_page_of_the_mail(client: TestClient, desk: Mailbox) -> None:
    desk.deliver(letter("材料", zip_b=ZIP))
    desk.take_in()
    page = client.get(f"/inbox/mails/{desk.mail().id}").text
    place = re.search(r'hx-post="(/documents/\w+/password)"', page)
    assert place
    assert place[0] in client.get(place[1].removesuffix("/password")).text
    desk.service.readers.unlocked[ZIP, "else"] = (  # type: ignore[attr-defined]
        [],
        [{"code": "password_wrong", "message": "密码不对，没有打开。"}],
    )
    wrong = client.post(place[1], data={"password": "else"}, headers={"hx-request": "true"})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "password_wrong")
    right = client.post(place[1], data={"password": "court"}, headers={"hx-request": "true"})
    assert right.status_code == 204
    desk.read()
    assert "等密码" not in client.get(f"/inbox/mails/{desk.mail().id}").text
    again = client.post(place[1], data={"password": "court"}, headers={"hx-request": "true"})
    assert again.json()["code"] == "not_locked"


def test_a_mailbox_is_set_up_tried_previewed_changed_and_taken_away(
    client: TestClient, desk: Mailbox
) -> None:
    desk.deliver(letter("传票", pdf_a=b"%PDF a"))
    assert client.get("/inbox/accounts/new").status_code == 200
    tried = client.post("/inbox/test", data=form(desk)).text
    assert 'data-code="ok"' in tried and "INBOX" in tried
    refused = client.post("/inbox/test", data=form(desk, password="wrong")).text
    assert 'data-code="password"' in refused
    rules = {"rule_name": "要附件", "rule_take": "take", "rule_files": "pdf、ofd"}
    rules |= {"rule_sender": "", "rule_subject": "", "rule_days": ""}
    seen = client.post("/inbox/preview", data=form(desk, **rules)).text
    assert "要附件" in seen and "a.pdf" in seen and "传票" in seen
    saved = client.post("/inbox/accounts", data=form(desk, name="新邮箱", **rules), headers=JSON)
    assert saved.status_code == 204
    rows = client.get("/api/v1/inbox/accounts").json()["accounts"]
    account = next(row for row in rows if row["name"] == "新邮箱")
    assert account["rules"][0]["attachments"] == ["pdf", "ofd"]
    assert "password" not in account and "secret" not in account
    page = client.get(f"/inbox/accounts/{account['id']}").text
    assert "要附件" in page and PASSWORD not in page
    changed = form(desk, name="改名", password="", account_id=account["id"])
    assert client.post("/inbox/accounts", data=changed, headers=JSON).status_code == 204
    assert client.get(f"/api/v1/inbox/accounts/{account['id']}").json()["name"] == "改名"
    client.post(f"/inbox/accounts/{account['id']}/remove", headers=JSON)
    assert client.get(f"/api/v1/inbox/accounts/{account['id']}").status_code == 404


JSON = {"hx-request": "true"}


def test_the_list_of_documents_says_which_mail_a_file_came_in(
    client: TestClient, desk: Mailbox
) -> None:
    desk.deliver(letter("送达 <b>", pdf_a=b"%PDF a"))
    desk.take_in()
    page = client.get("/documents").text
    assert f'来自<a href="/inbox/mails/{desk.mail().id}">送达 &lt;b&gt;</a>' in page


def test_a_form_that_is_wrong_names_the_field(client: TestClient, desk: Mailbox) -> None:
    answer = client.post("/inbox/accounts", data=form(desk, port="many"), headers=JSON)
    assert (answer.status_code, answer.json()["cause"]) == (422, "端口没有填对。")
    answer = client.post("/inbox/accounts", data=form(desk, since="昨天"), headers=JSON)
    assert "起始日期" in answer.json()["cause"]


def test_a_provider_fills_in_its_server_and_says_what_password_it_wants(client: TestClient) -> None:
    page = client.get("/inbox/server?provider=netease163").text
    assert "imap.163.com" in page and "授权码" in page


def test_no_page_of_the_mailbox_carries_inline_style_or_script(
    client: TestClient, desk: Mailbox
) -> None:
    desk.deliver(letter("传票", NOTICE, pdf_a=b"%PDF a"))
    desk.take_in()
    mail = desk.mail()
    for address in (
        "/inbox",
        f"/inbox/days/{mail.day}",
        f"/inbox/mails/{mail.id}",
        "/inbox/accounts/new",
        f"/inbox/accounts/{desk.account.id}",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert not re.search(r"\sstyle\s*=|<style|\son\w+\s*=|javascript:|hx-on", answer.text), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", answer.text), address


def test_json_says_what_the_pages_say(client: TestClient, desk: Mailbox) -> None:
    desk.deliver(letter("传票", NOTICE, pdf_a=b"%PDF a"))
    desk.take_in()
    period = f"first={desk.mail().day}&last={desk.mail().day}"
    [day] = client.get(f"/api/v1/inbox/days?{period}").json()["days"]
    assert (day["seen"], day["stored"], day["explained"], day["adds_up"]) == (1, 1, 1, True)
    listed = client.get(f"/api/v1/inbox/mails?{period}").json()
    assert (listed["total"], listed["mails"][0]["state"]) == (1, "paper")
    mail = client.get(f"/api/v1/inbox/mails/{listed['mails'][0]['id']}").json()
    assert [part["state"] for part in mail["parts"]] == ["notice", "paper"]
    assert mail["parts"][0]["notice"]["case_numbers"][0]["value"] == "（2026）渝0109行初412号"
    answer = client.post(f"/api/v1/inbox/mails/{mail['id']}/try-again")
    assert answer.json()["code"] == "not_failed"
    assert {row["key"] for row in client.get("/api/v1/inbox/providers").json()["providers"]} >= {
        "netease163",
        "qq",
        "government",
    }


def test_a_page_of_a_long_list_shows_the_parts_of_its_own_mails(
    client: TestClient, desk: Mailbox
) -> None:
    for number in range(4):
        files = {"pdf_a": b"%%PDF %d" % number} if number % 2 else {}
        desk.deliver(letter(f"第{number}封", f"正文{number}", **files))
    desk.take_in()
    states = {}
    for offset in range(4):
        day = desk.mails()[0].day
        page = client.get(f"/api/v1/inbox/mails?first={day}&last={day}&limit=1&offset={offset}").json()
        [mail] = page["mails"]
        states[mail["subject"]] = mail["state"]
    assert states == {
        "第0封": "not_court_paper",
        "第1封": "paper",
        "第2封": "not_court_paper",
        "第3封": "paper",
    }
