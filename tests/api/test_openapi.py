"""The published interface: complete, and true of what the service answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from services.api.app import create_app
from services.api.settings import Settings
from tests.api.running import serving

PROMISED = [
    ("post", "/api/v1/documents"),
    ("get", "/api/v1/documents/{document_id}"),
    ("get", "/api/v1/cases"),
    ("get", "/api/v1/cases/{case_id}/deadlines"),
    ("get", "/api/v1/cases/{case_id}/filings"),
    ("get", "/api/v1/review/next"),
    ("get", "/api/v1/calendar/{year}"),
    ("post", "/api/v1/calendar"),
    ("post", "/api/v1/deadlines/office/actions"),
    ("get", "/healthz"),
    ("get", "/readyz"),
    ("get", "/metrics"),
]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    application = create_app(
        Settings(data_dir=tmp_path_factory.mktemp("openapi") / "data"), carry_jobs=False
    )
    with TestClient(application, base_url="http://127.0.0.1:8000"):
        yield application


def test_what_the_contract_promises_is_there(app: FastAPI) -> None:
    paths = app.openapi()["paths"]
    assert [f"{verb} {path}" for verb, path in PROMISED if verb not in paths.get(path, {})] == []


def test_every_operation_has_a_tag_a_summary_and_a_named_answer(app: FastAPI) -> None:
    for path, operations in app.openapi()["paths"].items():
        for verb, operation in operations.items():
            assert operation.get("tags"), f"{verb} {path}"
            assert operation.get("summary"), f"{verb} {path}"
            for status, answer in operation["responses"].items():
                body = answer.get("content", {}).get("application/json")
                assert body is None or "$ref" in body["schema"], f"{verb} {path} {status}"
                if status.startswith(("4", "5")):
                    assert list(answer["content"]) == ["application/problem+json"], (
                        f"{verb} {path} {status}"
                    )


@pytest.fixture(scope="module")
def openapi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    with serving(tmp_path_factory.mktemp("openapi") / "data") as running:
        yield schemathesis.openapi.from_url(f"{running.client.base_url}/api/v1/openapi.json")


def test_answers_are_those_the_interface_describes(openapi: schemathesis.BaseSchema) -> None:
    left_out = [
        schemathesis.checks.CHECKS.get_one(name)
        for name in ("unsupported_method", "positive_data_acceptance")
    ]
    for found in openapi.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=4,
            deadline=None,
            derandomize=True,
            suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
        )
        @given(case=operation.as_strategy())
        def answers_as_described(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=left_out)

        answers_as_described()
