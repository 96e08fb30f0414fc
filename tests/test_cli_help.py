"""The command line speaks Chinese: headings of help, usage errors, their exit code."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from services.cli import app

COMMANDS: tuple[list[str], ...] = (
    [],
    ["extract"],
    ["ingest"],
    ["deadlines"],
    ["deadlines", "explain"],
    ["rules"],
    ["rules", "list"],
    ["inbox"],
    ["serve"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_has_chinese_headings_and_fits_a_terminal(command: list[str]) -> None:
    result = CliRunner().invoke(app, [*command, "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("用法：")
    assert "选项：" in result.output
    for english in ("Usage", "Options", "Commands", "Arguments", "Show this", "required", "default"):
        assert english not in result.output
    assert not re.search(r"<[A-Za-z]", result.output)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["deadlines", "--bad"], "没有选项 --bad。用法见"),
        (["nosuch"], "没有命令 nosuch。用法见"),
        (["extract"], "缺少 files。用法见"),
        (["deadlines", "explain", "--printed", "x"], "这里要写整数。用法见"),
        (["deadlines", "explain", "--rule"], "选项 --rule 后面要写内容。用法见"),
        (["deadlines", "explain"], "请写 --rule 和 --from"),
        (["deadlines", "explain", "--rule", "XX", "--from", "2026-03-02"], "没有编号 XX 的期限"),
        (["deadlines", "explain", "--rule", "BB-01", "--from", "3月2日"], "请写成 2026-03-02"),
        (["deadlines", "explain", "--rule", "BB-01", "--from", "2026-02-30"], "看不懂日期"),
        (
            ["deadlines", "explain", "--rule", "BB-01", "--from", "2026-03-02", "-j", "xx"],
            "没有规则包 xx",
        ),
        (["rules", "show", "XX"], "没有编号 XX"),
        (["rules", "list", "-j", "xx"], "没有规则包 xx"),
    ],
)
def test_a_usage_error_says_what_to_write_and_ends_with_two(asked: list[str], said: str) -> None:
    result = CliRunner().invoke(app, asked)
    assert said in result.output
    assert result.exit_code == 2


def test_a_group_without_a_command_shows_its_help() -> None:
    result = CliRunner().invoke(app, ["rules"])
    assert result.output.startswith("用法：")
    assert result.exit_code == 2


@pytest.mark.parametrize("day", ["2026-03-02", "2026年3月2日", "2026.3.2", "二〇二六年三月二日"])
@pytest.mark.parametrize("rule", ["BB-01", "bb-01"])
def test_a_day_is_typed_as_people_write_it(day: str, rule: str) -> None:
    result = CliRunner().invoke(app, ["deadlines", "explain", "--rule", rule, "--from", day])
    assert result.exit_code == 0
    assert "2026年3月2日（周一）" in result.output
    assert "2026年3月9日" in result.output


def test_the_rules_are_listed_within_eighty_columns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = (
        CliRunner().invoke(app, ["rules", "list", "-j", "beibei", "-k", "deadline"]).output.splitlines()
    )
    width = max(sum(2 if ord(each) > 0x2E7F else 1 for each in line.rstrip()) for line in lines)
    assert width <= 80
    at = next(
        n
        for n, line in enumerate(lines)
        if "BB-01　书面报备案件基本情况、诉讼代理人、拟出庭负责人" in line
    )
    assert "北碚区行政应诉办法第六条第二款　自收到之日起5个工作日" in lines[at + 1]
