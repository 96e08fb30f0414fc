"""`yingsu deadlines count` and `yingsu rules check` as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from services.cli import app

CASES = yaml.safe_load((Path(__file__).parent / "counting_cases.yaml").read_text(encoding="utf-8"))


def count(lines: str | bytes, *options: str) -> tuple[int, list[dict[str, Any]]]:
    result = CliRunner().invoke(app, ["deadlines", "count", *(options or ("--jsonl",))], input=lines)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_answers_come_in_the_order_of_the_questions() -> None:
    questions = "".join(
        json.dumps({"id": i, "kind": c["kind"], "n": c["n"], "from": c["from"].isoformat()}) + "\n"
        for i, c in enumerate(CASES)
    )
    code, answers = count(questions)
    assert code == 0
    assert [answer["id"] for answer in answers] == list(range(len(CASES)))
    assert [answer["due"] for answer in answers] == [
        c["due"].isoformat() if c["due"] else None for c in CASES
    ]


def test_the_example_of_the_contract() -> None:
    code, [answer] = count('{"id":"a","kind":"statutory_days","n":15,"from":"2023-03-03"}')
    steps = answer.pop("steps")
    assert code == 0
    assert len(steps) == 4
    assert answer == {
        "id": "a",
        "due": "2023-03-20",
        "nominal_last_day": "2023-03-18",
        "rolled": True,
        "internal_target": "2023-03-17",
        "provisional": False,
        "provisional_because": [],
        "safe_target": None,
    }


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"not json", "not_json"),
        (b"[1]", "not_an_object"),
        (b'\xff\xfe{"id":"x"}', "not_json"),
        (b'{"id":"x","kind":"days","n":1,"from":"2023-03-03"}', "bad_kind"),
        (b'{"id":"x","n":1,"from":"2023-03-03"}', "bad_kind"),
        (b'{"id":"x","kind":["workdays"],"n":1,"from":"2023-03-03"}', "bad_kind"),
        (b'{"id":"x","kind":"workdays","n":0,"from":"2023-03-03"}', "bad_n"),
        (b'{"id":"x","kind":"workdays","n":true,"from":"2023-03-03"}', "bad_n"),
        (b'{"id":"x","kind":"workdays","n":1.5,"from":"2023-03-03"}', "bad_n"),
        (b'{"id":"x","kind":"workdays","n":99999999,"from":"2023-03-03"}', "bad_n"),
        (b'{"id":"x","kind":"workdays","n":1,"from":"2023-02-30"}', "bad_from"),
        (b'{"id":"x","kind":"workdays","n":1,"from":"20230303"}', "bad_from"),
        (b'{"id":"x","kind":"workdays","n":1,"from":"2023-W09-5"}', "bad_from"),
        (b'{"id":"x","kind":"workdays","n":1,"from":"0001-01-01"}', "bad_from"),
        (b'{"id":"x","kind":"workdays","n":1,"from":null}', "bad_from"),
    ],
)
def test_a_line_that_cannot_be_counted_keeps_its_place(line: bytes, code: str) -> None:
    good = b'{"id":"good","kind":"workdays","n":5,"from":"2023-09-27"}'
    exit_code, answers = count(b"\n".join([good, line, b"", good]))
    assert exit_code == 3
    assert [answer["due"] for answer in answers] == ["2023-10-10", None, "2023-10-10"]
    assert answers[1]["error"]["code"] == code
    assert answers[1]["error"]["message"].endswith("。")


@pytest.mark.parametrize("bad", [r'"w\ud800"', "NaN", "1e999", r'{"a":["\udc00"]}'])
@pytest.mark.parametrize(
    "command", [("deadlines", "count"), ("deadlines", "explain"), ("outcome", "classify")]
)
def test_a_line_that_cannot_be_said_again_is_an_error_and_the_next_is_answered(
    command: tuple[str, str], bad: str
) -> None:
    question = {
        **{"id": "ok", "kind": "statutory_days", "n": 15, "from": "2023-03-03", "rule": "ANSWER"},
        **(
            {"operative": "驳回原告的诉讼请求。", "kind": "行政判决书"} if "classify" in command else {}
        ),
    }
    good = json.dumps(question, ensure_ascii=False)
    lines = f"{good.replace(chr(34) + 'ok' + chr(34), bad)}\n{good}\n"
    result = CliRunner().invoke(app, [*command, "--jsonl"], input=lines)
    first, second = (json.loads(line) for line in result.stdout.splitlines())
    assert result.exit_code == 3
    assert first["error"]["code"] == "not_json"
    assert (second["id"], "error" in second) == ("ok", False)


def test_without_jsonl_it_says_how_to_ask() -> None:
    result = CliRunner().invoke(app, ["deadlines", "count"], input="")
    assert result.exit_code == 2
    assert "--jsonl" in result.output


def test_rules_check_says_every_pack_is_sound() -> None:
    result = CliRunner().invoke(app, ["rules", "check"])
    assert result.exit_code == 0
    assert result.stdout.count("✓") == 6
    assert "核对至2025-04-30" in result.stdout
