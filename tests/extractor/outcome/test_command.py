"""`yingsu outcome classify --jsonl`: a line for each line, in order, with the loss of each place."""

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

from services.cli import app

RUNNER = CliRunner()


def ask(*lines: Any) -> tuple[list[dict[str, Any]], int]:
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = RUNNER.invoke(app, ["outcome", "classify", "--jsonl"], input=text)
    return [json.loads(line) for line in result.stdout.splitlines()], result.exit_code


def question(**changes: Any) -> dict[str, Any]:
    return {
        "id": "1",
        "stage": "first",
        "kind": "行政判决书",
        "operative": "一、撤销被告崇山县自然资源局作出的行政处罚决定；二、责令其重新作出处理。",
        "effective": False,
        "defendants": ["崇山县自然资源局"],
        "prior": None,
    } | changes


def test_a_revocation_not_yet_effective_is_a_loss_here_and_pending_there() -> None:
    (answer,), code = ask(question())
    party = answer["by_party"]["崇山县自然资源局"]
    assert code == 0
    assert party["classes"] == ["REVOKE", "REMAKE"]
    assert party["loss"]["beibei"] == "loss"
    assert party["loss"]["chongyi"] == "pending"
    assert [item["classes"] for item in answer["items"]] == [["REVOKE"], ["REMAKE"]]


def test_without_defendants_the_single_party_is_called_defendant() -> None:
    asked = question()
    del asked["defendants"]
    (answer,), _ = ask(asked)
    assert list(answer["by_party"]) == ["被告"]


def test_an_affirmed_ruling_not_known_is_review_everywhere_never_a_win() -> None:
    (answer,), _ = ask(question(stage="second", operative="驳回上诉，维持原判。", effective=True))
    assert set(answer["by_party"]["崇山县自然资源局"]["loss"].values()) == {"review"}


def test_an_affirmed_item_takes_over_that_item_alone() -> None:
    prior_items = {
        "一": [{"party": "青石镇人民政府", "classes": ["REJECT_SUIT"]}],
        "二": [{"party": "崇山县自然资源局", "classes": ["DISMISS_CLAIMS"]}],
    }
    (answer,), _ = ask(
        question(
            stage="second",
            operative="一、维持原审判决第一项；二、撤销原审判决第二项；三、撤销崇山县自然资源局作出的登记行为。",
            defendants=["崇山县自然资源局", "青石镇人民政府"],
            prior_items=prior_items,
        )
    )
    found = {name: party["classes"] for name, party in answer["by_party"].items()}
    assert found["崇山县自然资源局"] == ["AFFIRM", "REVOKE_LOWER", "REVOKE"]
    assert found["青石镇人民政府"] == ["AFFIRM", "REJECT_SUIT", "REVOKE_LOWER"]


def test_an_item_below_nobody_spoke_of_is_review_everywhere_never_a_win() -> None:
    prior_items = {
        "一": [{"party": "崇山县自然资源局", "classes": ["REVOKE"]}],
        "二": [{"party": "崇山县自然资源局", "classes": ["COMPENSATE"]}],
    }
    (answer,), _ = ask(
        question(
            stage="second",
            operative="一、撤销一审判决第一项；二、驳回上诉人的诉讼请求。",
            prior_items=prior_items,
            effective=True,
        )
    )
    party = answer["by_party"]["崇山县自然资源局"]
    assert party["classes"] == ["REVOKE_LOWER", "DISMISS_CLAIMS"]
    assert set(party["loss"].values()) == {"review"}


def test_bad_lines_keep_their_place_and_say_what_to_do() -> None:
    answers, code = ask(
        "不是JSON",
        question(id="2", kind="菜单"),
        question(id="3", operative=" "),
        question(id="4", prior={"被告": {"classes": ["WON"]}}),
        question(id="5"),
    )
    assert code == 3
    assert [answer["id"] for answer in answers] == [None, "2", "3", "4", "5"]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == ["not_json", "bad_kind", "no_operative", "bad_prior", None]
    assert all(
        "请" in answer["error"]["message"] or "看不懂" in answer["error"]["message"]
        for answer in answers[:4]
    )


def test_half_width_marks_stray_spaces_and_wrapped_lines_change_nothing() -> None:
    typed = (
        "一、 撤销被告崇山县自然资源局于2024年3月1日作出的\n行政处罚决定;二、驳回 原告的其他诉讼请求."
    )
    (answer,), _ = ask(question(operative=typed))
    assert answer["by_party"]["崇山县自然资源局"]["classes"] == ["REVOKE", "DISMISS_OTHER"]
    assert answer["partial"] is True


def test_without_jsonl_the_usage_is_shown() -> None:
    assert RUNNER.invoke(app, ["outcome", "classify"]).exit_code == 2
