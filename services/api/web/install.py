"""Hanging the pages onto the application: routes, static files, errors in words."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from services.api.accounts.session import the_service
from services.api.errors import ServiceError, SignInNeeded
from services.api.web.pages import router
from services.api.web.render import STATIC, html, stranger
from services.api.web.views.problem import problem_page

_NOT_PAGES = ("/api/", "/static/", "/healthz", "/readyz", "/metrics")


def install(app: FastAPI) -> None:
    """Add pages and static files to ``app``. Called last: its error handlers wrap those before, so
    that a browser gets a page and a script keeps problem+json."""
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.include_router(router, include_in_schema=False)
    for kind in (ServiceError, RequestValidationError, HTTPException, Exception):
        app.add_exception_handler(kind, _for_people(app.exception_handlers.get(kind)))


def _for_people(otherwise: Callable[..., Any] | None) -> Callable[[Request, Exception], Any]:
    async def answer(request: Request, error: Exception) -> Response:
        if not _wants_page(request):
            if otherwise is None:
                raise error
            if inspect.iscoroutinefunction(otherwise):
                found: Response = await otherwise(request, error)
            else:
                found = await run_in_threadpool(otherwise, request, error)
            return found
        if isinstance(error, SignInNeeded):
            return Response(
                status_code=303, headers={"location": f"/login?next={quote(request.url.path)}"}
            )
        page = problem_page(error)
        return html("error.html", stranger(the_service(request).today()), page, status=page.status)

    return answer


def _wants_page(request: Request) -> bool:
    """A browser opening an address; htmx and scripts get problem+json and say it in place."""
    if request.url.path.startswith(_NOT_PAGES) or request.headers.get("hx-request"):
        return False
    return "text/html" in request.headers.get("accept", "")
