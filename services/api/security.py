"""What every answer carries and every request must pass: headers, hosts, origin of form posts."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.errors import Forbidden, TooLarge, problem_response
from services.api.settings import Settings

HEADERS = {
    "content-security-policy": "default-src 'self'; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_FORM_ROOM = 1024 * 1024  # bytes of a form around its file
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


def protect(app: FastAPI, settings: Settings) -> None:
    """Add the middlewares. A loopback service answers only to loopback names, so that no other site's
    name can be pointed at it."""
    app.add_middleware(
        SessionMiddleware,
        secret_key=session_secret(settings),
        session_cookie="yingsu",
        max_age=12 * 3600,
        same_site="strict",
        https_only=settings.secure_cookies,
    )
    app.add_middleware(_SameOrigin)
    app.add_middleware(_BoundedBody, limit=settings.max_upload_bytes + _FORM_ROOM)
    if settings.loopback:
        app.add_middleware(TrustedHostMiddleware, allowed_hosts=_LOOPBACK_HOSTS)
    app.add_middleware(_Headers)


def session_secret(settings: Settings) -> str:
    """The configured secret, or one made on first start and kept in the data folder (mode 600)."""
    if settings.secret:
        return settings.secret.get_secret_value()
    place = settings.data_dir / "session.key"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _existing(place)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(32))
    return _existing(place)


def _existing(place: Path) -> str:
    key = place.read_text().strip()
    if len(key) < 32:
        raise RuntimeError(f"{place} is damaged: delete it, and everyone signs in again")
    return key


class _SameOrigin:
    """Refuses changes another site's page asks the visitor's browser for (CSRF). Browsers name the
    origin of such requests; scripts, which send no cookie of their own accord, name none."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _SAFE_METHODS:
            headers = {
                name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]
            }
            if _foreign(headers):
                answer = problem_response(
                    Forbidden(
                        "foreign_origin", "这次提交来自别的网站，已拒绝。", "请在本系统的页面上操作。"
                    )
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _foreign(headers: dict[str, str]) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != headers.get("host")


class _BoundedBody:
    """Refuses a body beyond ``limit`` bytes before it fills the disk: a form is stored while it comes
    in, and before anyone is asked who sends it."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        said = dict(scope["headers"]).get(b"content-length", b"0")
        if said.isdigit() and int(said) > self._limit:
            answer = problem_response(
                TooLarge("request_too_large", "提交的内容过大，未接收。", "请压缩或拆分后再上传。")
            )
            await answer(scope, receive, send)
            return
        taken = 0

        async def bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._limit:
                raise HTTPException(413)
            return message

        await self._app(scope, bounded, send)


class _Headers:
    """Adds the security headers; answers other than static files are never cached."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                extra = dict(HEADERS)
                if not scope["path"].startswith("/static/"):
                    extra["cache-control"] = "no-store"
                message["headers"] = [
                    *message["headers"],
                    *(
                        (name.encode(), value.encode())
                        for name, value in extra.items()
                        if name.encode() not in present
                    ),
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
