"""What this machine lacks is told with what is not read without it and how to get it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from services.api import parts
from services.api.app import create_app
from services.api.parts import reading_parts
from services.api.settings import Settings


def found(settings: Settings) -> dict[str, parts.Part]:
    return {part.name: part for part in reading_parts(settings)}


def test_every_part_is_named_once(settings: Settings) -> None:
    assert [part.name for part in reading_parts(settings)] == [
        *("读取沙箱", "识别引擎", "第二次识别", "备用识别", "文书第二意见", "LibreOffice", "unar"),
    ]


def test_an_absent_program_is_told_with_the_files_it_costs_and_the_remedy(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parts, "_PROGRAMS", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    told = found(settings)
    assert told["unar"].mark == told["LibreOffice"].mark == told["备用识别"].mark == "△"
    assert "RAR" in told["unar"].finding and "apt-get install unar" in told["unar"].finding
    assert ".doc" in told["LibreOffice"].finding and "libreoffice" in told["LibreOffice"].finding
    assert "tesseract-ocr-chi-sim" in told["备用识别"].finding


def test_tesseract_without_chinese_is_no_substitute(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho eng\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert "没有中文数据" in found(settings)["备用识别"].finding
    program.write_text("#!/bin/sh\necho eng\necho chi_sim\n")
    assert found(settings)["备用识别"].mark == "✓"


def test_absent_models_are_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parts, "models_folder", lambda: tmp_path)
    assert found(settings)["文书第二意见"].mark == "△"
    monkeypatch.setattr(parts, "_files", lambda package, pattern: False)
    told = found(settings)
    assert (told["识别引擎"].mark, told["第二次识别"].mark) == ("×", "△")


def test_the_settings_page_shows_them(settings: Settings) -> None:
    with TestClient(
        create_app(settings, carry_jobs=False),
        base_url="http://127.0.0.1:8000",
        headers={"accept": "text/html"},
    ) as client:
        page = client.get("/settings").text
    assert "这台机器" in page
    assert all(part.finding in page for part in reading_parts(settings))
