"""Starting the service's processes from the command line."""

from __future__ import annotations

import signal
import socket
import threading
from contextlib import suppress

import typer
import uvicorn

from services.api.accounts.store import actor_of, ensure_local_administrator, passwords_missing
from services.api.administration.office import set_password
from services.api.app import create_app, start, stop
from services.api.db import Database
from services.api.errors import ServiceError
from services.api.logs import log_to_stderr
from services.api.migrations import upgrade
from services.api.service import open_service
from services.api.settings import Settings


def serve(settings: Settings) -> None:
    """Serve until stopped. Refuses to listen beyond loopback while a user has no password."""
    log_to_stderr()
    if not settings.loopback:
        _refuse_without_passwords(settings)
    listening = _listen(settings)
    app = create_app(settings)
    config = uvicorn.Config(
        app,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=5,
        # Longer than clients and proxies keep an idle connection: closed by us first, it would take a
        # request already under way with it.
        timeout_keep_alive=75,
    )
    typer.echo(f"应诉已启动：http://{settings.host}:{settings.port}　按Ctrl+C停止")
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    if not server.started:
        raise typer.Exit(1)


def _listen(settings: Settings) -> socket.socket:
    """The port, taken before anything is started. Says so when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=2048)
    except OSError as error:
        typer.echo(
            f"没有启动：{settings.host}的端口{settings.port}用不了（{error.strerror}）。"
            "可能已有一个在运行；请先停掉它，或用 --port 换一个端口。",
            err=True,
        )
        raise typer.Exit(2) from None


def work(settings: Settings) -> None:
    """Read documents until SIGTERM or Ctrl+C."""
    log_to_stderr()
    service = open_service(settings)
    background = start(service)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    typer.echo("读取进程已启动，按Ctrl+C停止")
    stopping.wait()
    stop(service, background)


def set_user_password(settings: Settings, login: str, password: str) -> None:
    """Set a password from the command line of the machine itself."""
    database = _migrated(settings)
    try:
        with database.transaction() as session:
            who = actor_of(ensure_local_administrator(session))
            set_password(who, session, login, password)
    except ServiceError as error:
        typer.echo(error.cause + error.remedy, err=True)
        raise typer.Exit(2) from None
    finally:
        database.dispose()
    typer.echo(f"{login}的密码已设置。")


def _refuse_without_passwords(settings: Settings) -> None:
    database = _migrated(settings)
    with database.transaction() as session:
        ensure_local_administrator(session)
        missing = passwords_missing(session)
    database.dispose()
    if missing:
        typer.echo(
            f"没有启动：要在{settings.host}上对外开放，所有用户须先有密码。"
            "请运行 yingsu passwd 设置后再启动。",
            err=True,
        )
        raise typer.Exit(2)


def _migrated(settings: Settings) -> Database:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database)
    upgrade(database)
    return database
