"""Who gets in: the local administrator on loopback, a password beyond it, no other site's page."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from typer.testing import CliRunner

from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.administration.office import set_password
from services.api.app import create_app
from services.api.db import Database
from services.api.settings import Settings
from services.cli import app as cli

PASSWORD = "correct horse battery"


def client_of(settings: Settings, host: str = "127.0.0.1") -> TestClient:
    return TestClient(
        create_app(settings, carry_jobs=False),
        base_url=f"http://{host}:{settings.port}",
        raise_server_exceptions=False,
    )


@pytest.fixture
def local(tmp_path: Path) -> Iterator[TestClient]:
    with client_of(Settings(data_dir=tmp_path / "data")) as client:
        yield client


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TestClient]:
    """A service beyond loopback whose administrator has a password."""
    settings = Settings(data_dir=tmp_path / "data", host="0.0.0.0")
    with client_of(settings, "court-desk.example") as client:
        database = client.app.state.service.database  # type: ignore[attr-defined]
        with database.transaction() as session:
            who = actor_of(ensure_local_administrator(session))
            set_password(who, session, "admin", PASSWORD)
        yield client


def test_on_loopback_the_first_run_makes_a_local_administrator(local: TestClient) -> None:
    answer = local.get("/api/v1/session").json()
    assert (answer["name"], answer["role"]) == ("本机管理员", "administrator")


def test_a_loopback_service_answers_only_to_loopback_names(local: TestClient) -> None:
    assert local.get("/api/v1/session", headers={"host": "attacker.example"}).status_code == 400


def test_beyond_loopback_nobody_is_in_without_signing_in(guarded: TestClient) -> None:
    for path in ("/api/v1/documents", "/api/v1/cases", "/api/v1/deadlines", "/api/v1/review/next"):
        answer = guarded.get(path)
        assert answer.status_code == 401
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["remedy"]


def test_signing_in_gives_a_session_and_signing_out_ends_it(guarded: TestClient) -> None:
    wrong = {"login": "admin", "password": "wrong"}
    assert guarded.post("/api/v1/session", json=wrong).status_code == 401
    assert guarded.post("/api/v1/session", json={"login": "nobody", "password": "x"}).status_code == 401
    right = {"login": "admin", "password": PASSWORD}
    answer = guarded.post("/api/v1/session", json=right)
    assert answer.status_code == 204
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert guarded.get("/api/v1/documents").status_code == 200
    assert guarded.delete("/api/v1/session").status_code == 204
    assert guarded.get("/api/v1/documents").status_code == 401


def test_a_new_password_ends_the_sessions_of_the_old_one(guarded: TestClient) -> None:
    guarded.post("/api/v1/session", json={"login": "admin", "password": PASSWORD})
    answer = guarded.put("/api/v1/users/admin/password", json={"password": "another long one"})
    assert answer.status_code == 204
    assert guarded.get("/api/v1/documents").status_code == 401


def test_a_script_signs_in_with_basic_credentials(guarded: TestClient) -> None:
    assert guarded.get("/api/v1/documents", auth=("admin", PASSWORD)).status_code == 200
    assert guarded.get("/api/v1/documents", auth=("admin", "wrong")).status_code == 401


def test_a_forged_session_cookie_is_nobody(guarded: TestClient) -> None:
    assert guarded.get("/api/v1/documents", cookies={"yingsu": "e30=.aaaa.bbbb"}).status_code == 401


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://attacker.example"},
        {"origin": "null"},
    ],
)
def test_another_sites_page_cannot_change_anything(local: TestClient, headers: dict[str, str]) -> None:
    answer = local.post("/api/v1/documents", files={"file": ("a.txt", BytesIO(b"x"))}, headers=headers)
    assert answer.status_code == 403
    assert answer.json()["code"] == "foreign_origin"
    assert local.get("/api/v1/documents").json()["documents"] == []


def test_our_own_pages_can(local: TestClient) -> None:
    headers = {"origin": str(local.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
    answer = local.post("/api/v1/documents", files={"file": ("a.txt", BytesIO(b"x"))}, headers=headers)
    assert answer.status_code == 202


def test_every_answer_carries_the_security_headers(local: TestClient) -> None:
    for path in ("/healthz", "/api/v1/documents", "/api/v1/nowhere"):
        headers = local.get(path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_serving_beyond_loopback_without_passwords_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YINGSU_DATA_DIR", str(tmp_path / "data"))
    refusal = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0", "--port", "1"])
    assert refusal.exit_code == 2
    assert "yingsu passwd" in refusal.output


def test_a_short_password_is_refused(local: TestClient) -> None:
    answer = local.put("/api/v1/users/admin/password", json={"password": "short"})
    assert (answer.status_code, answer.json()["code"]) == (422, "password_short")


def test_the_secret_of_sessions_is_kept_private(local: TestClient, tmp_path: Path) -> None:
    key = tmp_path / "data" / "session.key"
    assert key.stat().st_mode & 0o077 == 0


def test_after_the_demo_is_removed_its_service_says_what_to_do_next(tmp_path: Path) -> None:
    with client_of(Settings(data_dir=tmp_path / "data", demo=True)) as client:
        answer = client.get("/api/v1/documents")
    assert (answer.status_code, answer.json()["code"]) == (410, "demo_removed")
    assert "make serve" in answer.json()["remedy"]


def test_behind_a_tls_proxy_nobody_is_in_without_a_password(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data", secure_cookies=True)
    with client_of(settings, "court-desk.example") as client:
        assert client.get("/api/v1/documents").status_code == 401


def test_a_taken_port_is_told_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YINGSU_DATA_DIR", str(tmp_path / "data"))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refusal = CliRunner().invoke(cli, ["serve", "--port", str(port)])
    assert refusal.exit_code == 2
    assert f"端口{port}用不了" in refusal.output
    assert "已启动" not in refusal.output


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_beyond_the_limit_is_refused_before_it_is_kept(tmp_path: Path, chunked: bool) -> None:
    with client_of(Settings(data_dir=tmp_path / "data", max_upload_mb=1)) as client:
        body = (
            b"--x\r\nContent-Disposition: form-data; name=file; filename=a.txt\r\n\r\n"
            + b"a" * 3_000_000
            + b"\r\n--x--\r\n"
        )
        answer = client.post(
            "/api/v1/documents",
            content=iter([body[:1_500_000], body[1_500_000:]]) if chunked else body,
            headers={"content-type": "multipart/form-data; boundary=x"},
        )
        assert answer.status_code == 413
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert client.get("/api/v1/documents").json()["documents"] == []


def test_figures_tell_what_waits_and_count_no_invented_methods(local: TestClient) -> None:
    local.post("/api/v1/documents", files={"file": ("a.txt", BytesIO(b"x"))})
    local.request("BREW", "/healthz")
    figures = local.get("/metrics").text
    assert 'yingsu_documents{state="received"} 1.0' in figures
    assert re.search(r"^yingsu_oldest_unread_seconds [0-9.]+", figures, re.MULTILINE)
    assert 'method="OTHER"' in figures and "BREW" not in figures


def test_not_ready_names_the_part_that_does_not_answer(local: TestClient, tmp_path: Path) -> None:
    assert local.get("/readyz").json() == {"status": "ready"}
    (tmp_path / "data" / "objects").rename(tmp_path / "elsewhere")
    answer = local.get("/readyz")
    assert (answer.status_code, answer.json()["cause"]) == (503, "存储连不上。")
    assert local.get("/healthz").json() == {"status": "ok"}


def test_an_error_in_the_log_carries_no_value(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(OperationalError) as error, database.transaction() as session:
        session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "钟离若兰"})
    assert "钟离若兰" not in str(error.value)
    database.dispose()
