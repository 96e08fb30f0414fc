"""A running service on a fresh folder, and a real Chromium in front of it that forgives nothing."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from services.api.accounts.account import Actor
from services.api.accounts.store import actor_of, ensure_local_administrator
from services.api.administration.office import change_office
from services.api.app import create_app
from services.api.migrations import upgrade
from services.api.service import Service
from services.api.settings import Settings
from services.vocabulary import Jurisdiction, OrganisationKind

TODAY = date(2026, 7, 10)
OFFICE = "重庆市北碚区城市管理局"


@dataclass
class Desk:
    """The service under test. ``who`` is its only user, the local administrator."""

    address: str
    service: Service
    who: Actor


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A service of its own for each test, serving on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = Settings(
        data_dir=tmp_path / "data", port=port, readers=1, today=TODAY, sweep_seconds=1.0
    )
    app = create_app(settings)
    service: Service = app.state.service
    upgrade(service.database)
    with service.database.transaction() as session:
        who = actor_of(ensure_local_administrator(session))
        change_office(
            who,
            session,
            name=OFFICE,
            kind=OrganisationKind.DEPARTMENT,
            jurisdiction=Jurisdiction.BEIBEI,
        )
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        assert thread.is_alive() and time.monotonic() < deadline, "the service did not start"
        time.sleep(0.05)
    yield Desk(f"http://127.0.0.1:{port}", service, who)
    server.should_exit = True
    thread.join(30)


@dataclass
class Watch:
    """What a page must not do: complain in the console, throw, or ask another origin for anything."""

    address: str
    complaints: list[str] = field(default_factory=list)
    forgiven: tuple[str, ...] = ()

    def on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"console: {message.text}")

    def on_error(self, error: Any) -> None:
        self.complaints.append(f"script: {error}")

    def on_request(self, request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(self.address).netloc:
            self.complaints.append(f"off origin: {request.url}")

    def check(self) -> None:
        left = [c for c in self.complaints if not any(word in c for word in self.forgiven)]
        assert left == []


@pytest.fixture
def watch(desk: Desk) -> Watch:
    return Watch(desk.address)


@pytest.fixture
def page(desk: Desk, browser: Browser, watch: Watch) -> Iterator[Page]:
    """A tab at 1366×768 on the service; the test fails on any CSP violation, script error or request
    off origin."""
    context = browser.new_context(
        base_url=desk.address, viewport={"width": 1366, "height": 768}, accept_downloads=True
    )
    tab = context.new_page()
    tab.set_default_timeout(30_000)
    tab.on("console", watch.on_console)
    tab.on("pageerror", watch.on_error)
    tab.on("request", watch.on_request)
    yield tab
    context.close()
    watch.check()
