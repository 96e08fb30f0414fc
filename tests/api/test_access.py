"""Who gets in: the local administrator on loopback, a password beyond it, no other site's page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.administration.office import set_password
from services.api.app import create_app
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
