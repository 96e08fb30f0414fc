"""What is logged of an error says where it was raised, and nothing of what was typed or read."""

from __future__ import annotations

import json

import pytest
import structlog

from services.api.logs import log_to_stderr


def test_an_error_is_logged_by_its_class_and_place_without_its_message(
    capsys: pytest.CaptureFixture[str],
) -> None:
    log_to_stderr()
    try:
        try:
            raise ValueError("当事人钟离若兰的案号不合格式")
        except ValueError:
            structlog.get_logger("yingsu.test").exception("reading_raised", document="d1")
        line = capsys.readouterr().err
    finally:
        structlog.reset_defaults()
    assert "钟离若兰" not in line
    said = json.loads(line)
    assert (said["event"], said["exception"], said["document"]) == (
        "reading_raised",
        "ValueError",
        "d1",
    )
    assert said["frames"][-1].startswith("test_logs.py:")
