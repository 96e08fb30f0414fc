"""The web application: every part put together."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import IntegrityError, OperationalError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from services.api import metrics
from services.api.accounts import routes as accounts
from services.api.accounts.store import ensure_local_administrator
from services.api.administration import routes as administration
from services.api.appearance import routes as appearance
from services.api.cases import routes as cases
from services.api.deadlines import calendar_routes
from services.api.deadlines import routes as deadlines
from services.api.demo import routes as demo
from services.api.documents import routes as documents
from services.api.errors import (
    MEDIA_TYPE,
    Conflict,
    NotFound,
    ProblemDetail,
    ServiceError,
    Unacceptable,
    Unavailable,
    problem_response,
    problem_responses,
)
from services.api.filings import return_routes
from services.api.filings import routes as filings
from services.api.inbox import routes as inbox
from services.api.inbox.watch import Inbox
from services.api.intake import folder_routes
from services.api.intake import routes as intake
from services.api.intake.read import ReadingWork
from services.api.intake.watcher import Watcher
from services.api.jobs import Jobs
from services.api.migrations import upgrade
from services.api.receipts import routes as receipts
from services.api.review import routes as review
from services.api.security import protect
from services.api.service import Service, open_service
from services.api.settings import Settings
from services.api.statistics import routes as statistics
from services.api.web import install

log = structlog.get_logger("yingsu.app")

_ROUTERS = (
    folder_routes,
    intake,
    inbox,
    documents,
    review,
    receipts,
    cases,
    appearance,
    deadlines,
    calendar_routes,
    filings,
    return_routes,
    statistics,
    administration,
    accounts,
    demo,
    metrics,
)


def create_app(settings: Settings | None = None, *, carry_jobs: bool = True) -> FastAPI:
    """The service as an ASGI application. ``carry_jobs`` False leaves reading to ``yingsu worker``."""
    settings = settings or Settings()
    service = open_service(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        background = await run_in_threadpool(start, service, carry_jobs)
        app.state.wake = background.jobs.wake if background else lambda: None
        yield
        await run_in_threadpool(stop, service, background)

    app = FastAPI(
        title="应诉 Yingsu",
        version="1",
        summary="读法院文书，算期限，填报表",
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.service = service
    app.state.meters = metrics.Meters(service)
    app.add_middleware(metrics.CountRequests, meters=app.state.meters)
    protect(app, settings)
    _answer_errors(app)
    for module in _ROUTERS:
        app.include_router(module.router)
    install(app)
    _complete_openapi(app)
    return app


class Background:
    """What works beside the pages: the jobs that read, the watchers of mailboxes and folders."""

    def __init__(self, service: Service) -> None:
        self.jobs = Jobs(service.settings, ReadingWork(service))
        self.inbox = Inbox(service, self.jobs.wake)
        self.watcher = Watcher(service, self.jobs.wake)

    def launch(self) -> None:
        self.jobs.launch()
        self.inbox.start()
        self.watcher.start()

    def close(self) -> None:
        self.watcher.close()
        self.inbox.close()
        self.jobs.close()


def start(service: Service, carry_jobs: bool = True) -> Background | None:
    """Bring the tables up to date, make the first user, launch what works in the background."""
    upgrade(service.database)
    if not service.settings.demo:
        with suppress(IntegrityError), service.database.transaction() as session:
            ensure_local_administrator(session)  # or another process that starts with us made it first
    if not carry_jobs:
        return None
    background = Background(service)
    background.launch()
    return background


def stop(service: Service, background: Background | None) -> None:
    """Readers first: a read in flight ends at once and is taken up at the next start."""
    service.readers.close()
    if background:
        background.close()
    service.close()


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(ServiceError)
    def refused(_request: Request, error: ServiceError) -> JSONResponse:
        return problem_response(error)

    @app.exception_handler(IntegrityError)
    def collided(_request: Request, error: IntegrityError) -> JSONResponse:
        # Two requests made the same row: a case number, an idempotency key. The second starts over.
        log.warning("collided", error=type(error.orig).__name__)
        return problem_response(
            Conflict("collided", "刚有人同时做了同样的操作，您的操作未保存。", "请刷新后再试。")
        )

    @app.exception_handler(OperationalError)
    def database_down(_request: Request, error: OperationalError) -> JSONResponse:
        # Locked for longer than we wait, its disk full, its server gone: nothing was committed.
        log.error("database_down", error=type(error.orig).__name__)
        return problem_response(
            Unavailable(
                "database_down",
                "数据库暂时用不了，操作没有完成。",
                "请稍后再试；仍不行请联系管理员检查磁盘空间和数据库。",
            )
        )

    @app.exception_handler(RequestValidationError)
    def malformed(_request: Request, error: RequestValidationError) -> JSONResponse:
        places = "、".join(
            sorted({".".join(str(part) for part in each["loc"]) for each in error.errors()})
        )
        return problem_response(
            Unacceptable("malformed", f"请求内容不合格式：{places}。", "请按接口说明填写后再试。")
        )

    @app.exception_handler(HTTPException)
    def http_error(_request: Request, error: HTTPException) -> JSONResponse:
        if error.status_code == 404:
            return problem_response(NotFound("这个地址"))
        answer = ServiceError(
            "http_error", f"请求不能处理（{error.status_code}）。", "请核对地址和方法。"
        )
        body = answer.detail().model_copy(update={"status": error.status_code})
        return JSONResponse(
            body.model_dump(),
            status_code=error.status_code,
            media_type=MEDIA_TYPE,
            headers=error.headers,
        )

    @app.exception_handler(Exception)
    def unexpected(_request: Request, error: Exception) -> JSONResponse:
        log.error("unexpected", exc_info=error)
        body = ProblemDetail(
            title="系统出错",
            status=500,
            detail="系统内部出错，操作没有完成。请稍后再试，仍不行请联系管理员查看日志。",
            code="internal",
            cause="系统内部出错，操作没有完成。",
            remedy="请稍后再试，仍不行请联系管理员查看日志。",
        )
        return JSONResponse(body.model_dump(), status_code=500, media_type=MEDIA_TYPE)


def _complete_openapi(app: FastAPI) -> None:
    """Put the error model into the document, in place of FastAPI's own validation error; what asks who
    is there may also answer that signing in pauses."""
    make: Callable[[], dict[str, Any]] = app.openapi

    def complete() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = make()
            schemas = document["components"]["schemas"]
            schemas["ProblemDetail"] = ProblemDetail.model_json_schema()
            schemas.pop("HTTPValidationError", None)
            schemas.pop("ValidationError", None)
            for path in document["paths"].values():
                for operation in path.values():
                    if "401" in operation["responses"]:
                        operation["responses"].setdefault("429", problem_responses(429)[429])
                    answer = operation["responses"].get("422")
                    if answer and "application/json" in answer.get("content", {}):
                        operation["responses"]["422"] = {
                            "description": Unacceptable.title,
                            "content": {
                                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetail"}}
                            },
                        }
            app.openapi_schema = document
        return app.openapi_schema

    app.openapi = complete  # type: ignore[method-assign]
