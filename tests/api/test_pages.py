"""The pages over HTTP: what each shows, whose it is, what an error says, what no page may contain."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.account import Actor, Organisation, User
from services.api.accounts.store import actor_of, passwordless_users
from services.api.administration.office import change_office, set_password
from services.api.app import create_app
from services.api.documents.document import Document, Paper
from services.api.documents.progress import begin_reading, save_run
from services.api.documents.store import current_facts, get_paper, papers_of
from services.api.review.confirm import confirm_paper, correct_fact, set_receipt
from services.api.service import Service
from services.api.settings import Settings
from services.api.web.render import STATIC, asset, tail
from services.extractor.result import Paper as Read
from services.law.catalogue import catalogue
from services.law.pack import load_pack, shipped_jurisdictions
from services.vocabulary import (
    RECORDED_EVENTS,
    FieldName,
    Jurisdiction,
    OrganisationKind,
    PaperKind,
    Standing,
    StandingSign,
)
from tests.api.readings import NUMBER, OFFICE, extraction, field, judgment, response_notice, summons

TODAY = date(2026, 3, 10)
HTML = {"accept": "text/html"}
WEB = STATIC.parent


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path, today=TODAY), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers=HTML) as client:
        with service_of(client).database.transaction() as session:
            change_office(
                actor_of(passwordless_users(session)[0]),
                session,
                name=OFFICE,
                kind=OrganisationKind.DEPARTMENT,
                jurisdiction=Jurisdiction.BEIBEI,
            )
        yield client


def service_of(client: TestClient) -> Service:
    return client.app.state.service  # type: ignore[attr-defined, no-any-return]


def clerk(client: TestClient) -> Actor:
    with service_of(client).database.transaction() as session:
        return actor_of(passwordless_users(session)[0])


def laid(
    client: TestClient, who: Actor | None = None, papers: Sequence[Read] = (), **reading: Any
) -> Paper:
    """A document of one notice to respond, or of ``papers``, read and waiting; gives its first."""
    who = who or clerk(client)
    with service_of(client).database.transaction() as session:
        document = Document(
            organisation_id=who.organisation_id,
            sha256="0" * 64,
            name="通知 <b>一</b>.pdf",
            media_type="application/pdf",
            size=1,
            state="received",
        )
        session.add(document)
        session.flush()
        begin_reading(session, document.id, 1)
        return save_run(
            session, document.id, 1, extraction(papers or [response_notice(**reading)]), 0.1
        )[0]


def stranger(client: TestClient) -> Actor:
    with service_of(client).database.transaction() as session:
        office = Organisation(
            name="重庆市北碚区水利局",
            kind=OrganisationKind.DEPARTMENT,
            jurisdiction=Jurisdiction.BEIBEI,
        )
        session.add(office)
        session.flush()
        user = User(
            organisation_id=office.id, login="other", name="他人", role="clerk", password_hash="x"
        )
        session.add(user)
        session.flush()
        return actor_of(user)


def everywhere(client: TestClient) -> list[str]:
    """Addresses of every page, on a desk with one confirmed case."""
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        case = confirm_paper(clerk(client), session, paper.id, version=1).case_id
    return [
        "/",
        "/documents",
        "/documents/rows",
        f"/documents/{paper.document_id}",
        f"/papers/{paper.id}/effect?field=issued_on&value=2026-03-03",
        "/review",
        "/cases",
        f"/cases/{case}",
        f"/cases/{case}/appearance",
        "/deadlines",
        "/deadlines/office",
        "/deadlines/incoming",
        "/rules/beibei",
        "/rules/xinzhou",
        "/settings",
        "/login",
    ]


def test_no_page_carries_inline_style_script_handler_or_foreign_address(client: TestClient) -> None:
    for address in everywhere(client):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "default-src 'self'" in answer.headers["content-security-policy"]
        text = answer.text
        assert not re.search(r"\sstyle\s*=", text), address
        assert not re.search(r"<style|\son\w+\s*=|javascript:|hx-on|data:image", text), address
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), address
        assert not re.findall(r"(?:href|src|action)=[\"'](?:https?:)?//[^\"']+", text), address


def test_every_kind_of_office_a_rule_lays_a_duty_on_can_be_set_up(client: TestClient) -> None:
    packs = [load_pack(each) for each in shipped_jurisdictions()]
    asked = {kind for pack in packs for rule in pack.rules for kind in rule.entry.desks}
    asked |= {rule.entry.actor for pack in packs for rule in pack.rules}
    page = client.get("/settings").text
    # 应诉责任单位 is what an office of any kind is in one case.
    offered = {kind for kind in OrganisationKind if f'<option value="{kind}"' in page}
    assert asked - offered <= {OrganisationKind.RESPONDING_UNIT}


def test_a_day_of_another_year_stands_under_its_year(client: TestClient) -> None:
    paper = laid(client, papers=[summons("2026-03-24T09:00", "2027-01-13T09:00")])
    with service_of(client).database.transaction() as session:
        case = confirm_paper(clerk(client), session, paper.id, version=1).case_id
    text = client.get(f"/cases/{case}").text
    assert '<li class="line__year">2027年</li>' in text
    assert text.index("2027年</li>") < text.index(">1月13日</span>")
    assert "27年1月13日</span>" not in text


def test_names_from_files_and_papers_are_escaped(client: TestClient) -> None:
    paper = laid(client)
    for address in ("/documents", f"/documents/{paper.document_id}", "/review"):
        text = client.get(address).text
        assert "<b>一</b>" not in text
    assert "&lt;b&gt;一&lt;/b&gt;" in client.get("/documents").text


def test_an_empty_desk_says_how_to_begin(client: TestClient) -> None:
    text = client.get("/").text
    assert "从第一份文书开始" in text
    assert text.index("没有本地的报备") < text.index("收第一份文书"), "the office comes first"
    assert "14日内没有开庭" in text
    assert "没有待复核的文书" in text
    assert "还没有收到文件" in client.get("/documents").text
    assert "还没有案件" in client.get("/cases").text


def test_no_hearing_is_said_only_of_papers_that_were_confirmed(client: TestClient) -> None:
    laid(client)
    text = client.get("/").text
    assert "14日内没有已确认的开庭" in text
    assert "待复核的1份没有计入" in text


def test_a_provisional_date_says_what_is_missing_and_shows_its_article(client: TestClient) -> None:
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        case = confirm_paper(clerk(client), session, paper.id, version=1).case_id
    text = client.get(f"/cases/{case}").text
    assert "暂定" in text
    assert "缺收到日期" in text
    assert "行政诉讼法第六十七条第一款" in text
    assert "被告应当在收到起诉状副本之日起十五日内" in text
    assert "条文" in text
    assert "算法" in text


def test_the_notice_of_the_place_stands_beside_the_duty(client: TestClient) -> None:
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        case = confirm_paper(clerk(client), session, paper.id, version=1).case_id
    text = client.get(f"/cases/{case}").text
    assert "本地规定的相关要求" in text
    assert "渝府办发〔2016〕220号三（一）" in text


def test_rules_checked_over_a_year_ago_are_warned_about_on_every_page(tmp_path: Path) -> None:
    def bar(day: date) -> bool:
        app = create_app(Settings(data_dir=tmp_path, today=day), carry_jobs=False)
        with TestClient(app, base_url="http://127.0.0.1", headers=HTML) as client:
            return "已超过12个月" in client.get("/documents").text

    assert bar(date(2027, 6, 1))
    assert not bar(date(2025, 6, 1))


def test_another_office_cannot_see_or_change_a_paper(client: TestClient) -> None:
    paper = laid(client, stranger(client))
    assert client.get(f"/documents/{paper.document_id}").status_code == 404
    assert client.get(f"/papers/{paper.id}", follow_redirects=False).status_code == 404
    for verb, form in (
        ("confirm", {}),
        ("set-aside", {}),
        ("reopen", {}),
        ("fields/court", {"value": "x"}),
        ("receipt", {"on": "2026-03-01", "basis": "person"}),
    ):
        answer = client.post(f"/papers/{paper.id}/{verb}", data={"version": "1", **form})
        assert answer.status_code == 404, verb


def test_an_error_is_a_page_for_people_and_problem_json_for_scripts(client: TestClient) -> None:
    page = client.get("/cases/none")
    assert page.status_code == 404
    assert "没有找到这个案件" in page.text
    assert page.headers["content-type"].startswith("text/html")
    in_place = client.get("/cases/none", headers={"hx-request": "true"})
    assert in_place.json()["remedy"]
    script = client.get("/cases/none", headers={"accept": "application/json"})
    assert script.headers["content-type"] == "application/problem+json"


def test_a_corrected_field_keeps_its_place_and_drops_the_code_of_the_old_cause(
    client: TestClient,
) -> None:
    paper, who = laid(client), clerk(client)
    answer = client.post(
        f"/papers/{paper.id}/fields/case_number",
        data={"version": "1", "value": "(2026)渝0109行初9902号"},
    )
    assert answer.status_code == 200
    assert "（2026）渝0109行初9902号" in answer.text
    with service_of(client).database.transaction() as session:
        fact = next(f for f in current_facts(who, session, paper.id) if f.field == "case_number")
        assert fact.value == "（2026）渝0109行初9902号"
        assert fact.source["text"] == NUMBER
        assert fact.confirmed


def test_another_cause_drops_the_code_of_the_old_one(client: TestClient) -> None:
    paper, who = laid(client), clerk(client)
    with service_of(client).database.transaction() as session:
        for version, (field, value) in enumerate((("cause", "罚款"), ("cause_code", "1.1")), start=1):
            correct_fact(who, session, paper.id, field, value, version=version)
    client.post(f"/papers/{paper.id}/fields/cause", data={"version": "3", "value": "责令限期拆除"})
    with service_of(client).database.transaction() as session:
        fields = {f.field: f.value for f in current_facts(who, session, paper.id)}
    assert fields["cause"] == "责令限期拆除"
    assert "cause_code" not in fields


def test_a_field_is_confirmed_as_read_without_sending_its_value(client: TestClient) -> None:
    paper, who = laid(client), clerk(client)
    assert client.post(f"/papers/{paper.id}/fields/court", data={"version": "1"}).status_code == 200
    with service_of(client).database.transaction() as session:
        fact = next(f for f in current_facts(who, session, paper.id) if f.field == "court")
        assert fact.confirmed
        assert fact.by_user == who.user_id
    missing = client.post(f"/papers/{paper.id}/fields/appeal_court", data={"version": "2"})
    assert missing.status_code == 422


def test_a_stale_version_is_refused_and_a_wrong_date_explained(client: TestClient) -> None:
    paper = laid(client)
    stale = client.post(
        f"/papers/{paper.id}/fields/court",
        data={"version": "7"},
        headers={"accept": "application/json"},
    )
    assert stale.status_code == 409
    assert "他人改过" in stale.json()["cause"]
    wrong = client.post(
        f"/papers/{paper.id}/receipt",
        data={"version": "1", "on": "3月8日", "basis": "person"},
        headers={"accept": "application/json"},
    )
    assert wrong.status_code == 422
    assert "2026-03-18" in wrong.json()["remedy"]


def test_the_effect_of_a_receipt_date_is_shown_before_it_is_saved(client: TestClient) -> None:
    paper = laid(client)
    text = client.get(f"/papers/{paper.id}/effect?field=receipt&value=2026-03-05").text
    assert "若为2026-03-05" in text
    assert "3月20日" in text  # fifteen days from 5 March 2026, a Friday
    half = client.get(f"/papers/{paper.id}/effect?field=receipt&value=2026-03").text
    assert "若为" not in half


def test_the_effect_of_another_kind_is_shown_before_it_is_saved_and_nothing_is_kept(
    client: TestClient,
) -> None:
    paper = laid(client)
    text = client.get(f"/papers/{paper.id}/effect?field=kind&value=panel_notice").text
    assert "若为合议庭组成人员告知书" in text
    assert "不产生" in text  # no fifteen days from a notice that names the bench
    assert "若为" not in client.get(f"/papers/{paper.id}/effect?field=kind&value={paper.kind}").text
    assert "若为" not in client.get(f"/papers/{paper.id}/effect?field=kind&value=nonsense").text
    with service_of(client).database.transaction() as session:
        kept = get_paper(clerk(client), session, paper.id)
        assert (kept.kind, kept.version) == (paper.kind, paper.version)


def test_the_effect_of_another_class_is_shown_before_it_is_saved(client: TestClient) -> None:
    paper = laid(client, papers=[judgment()])
    text = client.get(f"/papers/{paper.id}/effect?field=operative-0&value=驳回诉讼请求").text
    assert "现值" in text
    assert "若为驳回诉讼请求" in text
    assert "若为" not in client.get(f"/papers/{paper.id}/effect?field=operative-0&value=撤销").text
    assert "若为" not in client.get(f"/papers/{paper.id}/effect?field=operative-0&value=没有这类").text


def test_the_queue_counts_contradictions_of_each_paper(client: TestClient) -> None:
    call = summons("2026-04-02T09:00")
    number = {FieldName.CASE_NUMBER: field("（2026）渝0109行初9955号")}
    laid(client, papers=[response_notice(), replace(call, fields={**call.fields, **number})])
    page = client.get("/review").text
    assert page.count('aria-label="与规则不符"') == 2  # the two numbers differ: on both papers


def test_a_duty_of_an_envelope_stays_one_line_when_one_paper_gets_its_day(client: TestClient) -> None:
    paper = laid(client, papers=[response_notice(), summons("2026-04-02T09:00")])
    who = clerk(client)
    with service_of(client).database.transaction() as session:
        for each in papers_of(who, session, paper.document_id):
            confirm_paper(who, session, each.id, version=1)
        (notice, call) = papers_of(who, session, paper.document_id)
    for each in (notice, call):
        text = client.get(f"/papers/{each.id}/effect?field=receipt&value=2026-03-05").text
        assert text.count("书面报备案件基本情况、诉讼代理人、拟出庭负责人") == 1
        assert "未填时" in text
        assert "不产生" not in text


def test_a_saved_receipt_is_compared_with_what_is_typed(client: TestClient) -> None:
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        set_receipt(clerk(client), session, paper.id, date(2026, 3, 5), version=1, today=TODAY)
    text = client.get(f"/papers/{paper.id}/effect?field=receipt&value=2026-03-06").text
    assert "现为2026-03-05" in text
    assert "若为2026-03-06" in text
    assert "未填时" not in text
    same = client.get(f"/papers/{paper.id}/effect?field=receipt&value=2026-03-05").text
    assert "若为" not in same


def test_signing_in_goes_back_to_our_own_pages_only(client: TestClient) -> None:
    with service_of(client).database.transaction() as session:
        user = passwordless_users(session)[0]
        set_password(actor_of(user), session, user.login, "correct horse battery")
        login = user.login
    sent_away = client.get("/cases", follow_redirects=False)
    assert sent_away.status_code == 303
    assert sent_away.headers["location"] == "/login?next=/cases"
    wrong = client.post("/login", data={"login": login, "password": "wrong"})
    assert wrong.status_code == 401
    assert "用户名或密码不对" in wrong.text
    for asked, sent in (
        ("/cases", "/cases"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil", "/"),
    ):
        right = client.post(
            "/login",
            data={"login": login, "password": "correct horse battery", "next": asked},
            follow_redirects=False,
        )
        assert right.headers["location"] == sent


def test_cases_are_found_by_number_and_by_name_and_percent_is_no_wildcard(client: TestClient) -> None:
    paper = laid(client)
    with service_of(client).database.transaction() as session:
        confirm_paper(clerk(client), session, paper.id, version=1)
    for words in ("行初9901", "钟离若兰"):
        assert "钟离若兰 诉" in client.get("/cases", params={"q": words}).text
    assert "没有找到" in client.get("/cases", params={"q": "%"}).text


def test_static_files_are_named_by_their_content() -> None:
    assert re.fullmatch(r"/static/tokens\.css\?v=[0-9a-f]{10}", asset("tokens.css"))


def test_the_end_of_a_line_is_kept_together_and_escaped() -> None:
    assert tail("<i>提起上诉") == '&lt;i&gt;提<span class="nw">起上诉</span>'


def test_vendored_code_is_what_the_list_says() -> None:
    import hashlib

    listed = (STATIC / "vendor" / "VENDORED.md").read_text(encoding="utf-8")
    files = [f for f in (STATIC / "vendor").iterdir() if f.suffix != ".md"]
    assert files
    for file in files:
        assert file.name in listed
        assert hashlib.sha256(file.read_bytes()).hexdigest() in listed


def test_scripts_and_styles_hold_nothing_newer_than_chromium_86() -> None:
    newer = re.compile(
        r":has\(|:is\(|:where\(|@container|aspect-ratio|\binset\s*:|color-mix|oklch|\?\?=|\|\|=|&&=|\.at\(|structuredClone|replaceAll\("
    )
    for file in [*STATIC.glob("*.js"), *STATIC.glob("*.css")]:
        assert not newer.search(_without_comments(file.read_text(encoding="utf-8"))), file.name


def _without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def test_a_day_that_is_not_today_is_said_on_every_page(client: TestClient) -> None:
    for path in ("/", "/review", "/documents", "/cases", "/deadlines"):
        assert "日期设定为2026年3月10日" in client.get(path).text
    with service_of(client).database.transaction() as session:
        office = session.get_one(Organisation, actor_of(passwordless_users(session)[0]).organisation_id)
        office.demo = True
    for path in ("/", "/review", "/documents", "/cases", "/deadlines"):
        text = client.get(path).text
        assert "演示日期2026年3月10日" in text
        assert "YINGSU_TODAY" not in text


def test_the_real_day_needs_no_words(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path), carry_jobs=False)
    with TestClient(app, base_url="http://127.0.0.1", headers=HTML) as client:
        text = client.get("/").text
    assert "演示日期" not in text and "设定日期" not in text and "日期设定为" not in text


def numbers_of_waiting(client: TestClient) -> dict[str, int]:
    """How many papers each page says wait for confirmation."""
    badge = re.search(
        r'href="/review"[^>]*>复核\s*<span class="n"[^>]*>(\d+)', client.get("/cases").text
    )
    queue = re.search(r'id="h-rev">待复核</h2><span class="count">(\d+)', client.get("/review").text)
    today = re.search(r'id="h-rev">待复核</h2><span class="count">(\d+)', client.get("/").text)
    files = re.findall(r"待复核 (\d+)", client.get("/documents").text)
    return {
        "badge": int(badge[1]) if badge else 0,
        "queue": int(queue[1]) if queue else 0,
        "today": int(today[1]) if today else 0,
        "files": sum(map(int, files)),
    }


def test_every_page_counts_the_papers_that_wait_alike(client: TestClient) -> None:
    laid(client)
    served = response_notice("（2026）渝0109行初9002号")
    attached = replace(response_notice("（2026）渝0109行初9003号"), standing=Standing.ATTACHED)
    other = replace(response_notice("（2026）渝0109行初9004号"), kind=PaperKind.NOT_COURT_PAPER)
    laid(client, papers=[served, attached, other])
    assert set(numbers_of_waiting(client).values()) == {2}
    assert "无须复核" in client.get("/documents").text


def words_of(html: str) -> str:
    """What a person reads of a page: no tags, no attributes."""
    return re.sub(r"<[^>]+>", " ", html.split("</head>")[1])


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_the_rules_are_named_by_their_titles_not_by_the_ids_of_the_files(
    client: TestClient, place: Jurisdiction
) -> None:
    read = words_of(client.get(f"/rules/{place}").text)
    ids = {entry.id for each in shipped_jurisdictions() for entry in catalogue(each)}
    found = {id_ for id_ in ids if re.search(rf"(?<![\w.-]){re.escape(id_)}(?![\w-])", read)}
    assert found == set()
    assert not re.search(r"[a-z]+_[a-z]+", read), "no name of code"


def test_a_doubt_about_a_whole_document_is_said_once(client: TestClient) -> None:
    entries = catalogue(Jurisdiction.XINZHOU)
    doubt = Counter(each.uncertain_because for each in entries if each.uncertain_because)
    words, times = doubt.most_common(1)[0]
    assert words and times > 1
    page = words_of(client.get("/rules/xinzhou").text)
    assert page.count(words) == 1
    above = [count for count in doubt.values() if count > 1]
    assert page.count("存疑，见页首") == sum(above)


def test_the_head_of_a_case_is_the_same_on_both_of_its_pages(client: TestClient) -> None:
    case = everywhere(client)[7]
    heads = [
        re.search(r'<div class="case__title">.*?</div>', client.get(address).text, re.DOTALL)
        for address in (case, f"{case}/appearance")
    ]
    first, second = (re.sub(r"\s+", "", words_of(f"</head>{each[0]}")) for each in heads if each)
    assert first == second
    assert "北碚区人民法院" in first


def test_what_is_to_be_done_in_court_names_its_article(client: TestClient) -> None:
    case = everywhere(client)[7]
    text = client.get(f"{case}/appearance").text
    items = re.findall(r"<li>([^<]+)<span class=\"row__sub\">([^<]+)</span></li>", text)
    assert len(items) > 3
    assert all("第" in article or "（" in article for _, article in items)


def test_events_to_record_are_offered_by_subject(client: TestClient) -> None:
    case = everywhere(client)[7]
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', client.get(case).text)
    assert [name for name, _ in groups] == ["举证", "诉讼中", "行政赔偿", "审核、监督和整改"]
    offered = [value for _, kinds in groups for value in re.findall(r'value="(\w+)"', kinds)]
    assert sorted(offered) == sorted(RECORDED_EVENTS)


def test_nobody_is_asked_whether_what_no_court_sends_was_served(client: TestClient) -> None:
    minutes = replace(
        response_notice(),
        kind=PaperKind.NOT_COURT_PAPER,
        title="会议通知",
        standing=Standing.UNCLEAR,
        standing_because=StandingSign.NOT_A_COURTS,
    )
    other = replace(minutes, kind=PaperKind.OTHER_COURT_PAPER)
    shown = [
        words_of(client.get(f"/documents/{laid(client, papers=[each]).document_id}").text)
        for each in (minutes, other)
    ]
    assert ["是否送达不能断定" in each for each in shown] == [False, True]
    assert "不是法院文书，不起算期限。" in shown[0]
