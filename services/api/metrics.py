"""Figures for Prometheus: how many requests, how many files in which state. No personal data."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from pydantic import BaseModel
from sqlalchemy import func, select, text
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.api.accounts.session import The
from services.api.db import now
from services.api.documents.document import Document
from services.api.errors import Unavailable, problem_responses
from services.api.service import Service
from services.vocabulary import DocumentState

router = APIRouter(tags=["服务状态"])
log = structlog.get_logger("yingsu.metrics")
_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class Health(BaseModel):
    """``status``: ok (the process answers) or ready (database and store answer too)."""

    status: str


class Meters:
    """The meters of one application."""

    def __init__(self, service: Service) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "yingsu_requests",
            "Requests by method and status",
            ["method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram("yingsu_request_seconds", "Time to answer", registry=self.registry)
        self.registry.register(_Documents(service))


class _Documents(Collector):
    """Files by state, asked of the database when scraped."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[GaugeMetricFamily]:
        with self._service.database.transaction() as session:
            counted = dict(
                session.execute(select(Document.state, func.count()).group_by(Document.state))
                .tuples()
                .all()
            )
            oldest = session.scalar(
                select(func.min(Document.received_at)).where(
                    Document.state.in_((DocumentState.RECEIVED, DocumentState.READING))
                )
            )
        family = GaugeMetricFamily("yingsu_documents", "Received files by state", labels=["state"])
        for state in DocumentState:
            family.add_metric([state.value], counted.get(state.value, 0))
        yield family
        age = GaugeMetricFamily(
            "yingsu_oldest_unread_seconds", "Age of the oldest file not read yet, 0 when all are"
        )
        age.add_metric([], (now() - oldest).total_seconds() if oldest else 0.0)
        yield age

    def describe(self) -> list[GaugeMetricFamily]:
        return []


class CountRequests:
    """Middleware that feeds the meters."""

    def __init__(self, app: ASGIApp, meters: Meters) -> None:
        self._app = app
        self._meters = meters

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = time.perf_counter()
        status = 500

        async def note_status(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, note_status)
        finally:
            # A label for every invented method would grow without end.
            method = scope["method"] if scope["method"] in _METHODS else "OTHER"
            self._meters.requests.labels(method, str(status)).inc()
            self._meters.seconds.observe(time.perf_counter() - started)


@router.get("/healthz", summary="进程在运行")
def healthz() -> Health:
    return Health(status="ok")


@router.get("/readyz", summary="数据库和存储都能用", responses=problem_responses(503))
def readyz(service: The) -> Health:
    _answers("数据库", lambda: _database_answers(service))
    _answers("存储", service.storage.ready)
    return Health(status="ready")


def _answers(part: str, ready: Callable[[], bool]) -> None:
    try:
        sound = ready()
    except Exception as error:
        log.warning("not_ready", part=part, error=type(error).__name__)
        sound = False
    if not sound:
        raise Unavailable("not_ready", f"{part}连不上。", f"请检查{part}服务和设置。")


def _database_answers(service: Service) -> bool:
    with service.database.transaction() as session:
        return bool(session.scalar(text("SELECT 1")))


@router.get("/metrics", summary="Prometheus指标", response_class=Response)
def metrics(request: Request) -> Response:
    meters: Meters = request.app.state.meters
    return Response(generate_latest(meters.registry), media_type=CONTENT_TYPE_LATEST)
