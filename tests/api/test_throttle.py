"""Signing in may fail a few times and no more; the right person is not locked out for long."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.administration.office import set_password
from services.api.app import create_app
from services.api.settings import Settings
from services.api.throttle import ONE_ACCOUNT, ONE_ADDRESS, ONE_PERSON, WINDOW, SignInThrottle

PASSWORD = "correct horse battery"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttle(clock: Clock) -> SignInThrottle:
    return SignInThrottle(clock)


def fail(
    throttle: SignInThrottle, times: int, login: str = "zhang", address: str = "192.0.2.1"
) -> None:
    for _ in range(times):
        throttle.failed(login, address)


def test_one_person_may_slip_a_few_times_then_waits_until_the_first_slip_is_old(
    throttle: SignInThrottle, clock: Clock
) -> None:
    fail(throttle, ONE_PERSON - 1)
    assert throttle.wait("zhang", "192.0.2.1") == 0
    clock.now += 60
    fail(throttle, 1)
    assert throttle.wait("zhang", "192.0.2.1") == int(WINDOW - 60) + 1
    assert throttle.wait("li", "192.0.2.1") == 0
    assert throttle.wait("zhang", "192.0.2.2") == 0
    clock.now += WINDOW - 60
    assert throttle.wait("zhang", "192.0.2.1") == 0


def test_the_right_password_forgets_the_slips_before_it(throttle: SignInThrottle) -> None:
    fail(throttle, ONE_PERSON - 1)
    throttle.succeeded("zhang", "192.0.2.1")
    fail(throttle, ONE_PERSON - 1)
    assert throttle.wait("zhang", "192.0.2.1") == 0


def test_one_address_cannot_go_through_the_accounts_nor_many_addresses_through_one(
    throttle: SignInThrottle,
) -> None:
    for number in range(ONE_ADDRESS):
        fail(throttle, 1, login=f"user{number}")
    assert throttle.wait("another", "192.0.2.1") > 0
    for number in range(ONE_ACCOUNT):
        fail(throttle, 1, login="admin", address=f"10.1.0.{number}")
    assert throttle.wait("admin", "198.51.100.9") > 0
    assert throttle.wait("another", "198.51.100.9") == 0


def test_a_flood_of_names_does_not_fill_the_memory(throttle: SignInThrottle) -> None:
    for number in range(12_000):
        throttle.failed(f"user{number}", f"10.{number % 200}.0.1")
    assert len(throttle._failures) <= 10_003


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[TestClient]:
    app = create_app(Settings(data_dir=tmp_path / "data", host="0.0.0.0"), carry_jobs=False)
    with TestClient(app, base_url="http://court-desk.example:8000") as client:
        with app.state.service.database.transaction() as session:
            set_password(actor_of(ensure_local_administrator(session)), session, "admin", PASSWORD)
        yield client


def test_after_too_many_wrong_passwords_even_the_right_one_waits_on_every_door(
    guarded: TestClient,
) -> None:
    wrong = {"login": "admin", "password": "not this one"}
    answers = [guarded.post("/api/v1/session", json=wrong).status_code for _ in range(ONE_PERSON)]
    assert answers == [401] * ONE_PERSON
    right = {"login": "admin", "password": PASSWORD}
    by_api = guarded.post("/api/v1/session", json=right)
    assert by_api.status_code == 429
    assert by_api.json()["cause"] == "用户名或密码错得太多，暂停登录。"
    assert 0 < int(by_api.headers["retry-after"]) <= WINDOW + 1
    by_page = guarded.post("/login", data=right)
    assert by_page.status_code == 429
    assert "15分钟后再试" in by_page.text
    by_script = guarded.get("/api/v1/session", auth=("admin", PASSWORD))
    assert by_script.status_code == 429
