"""`yingsu rules …` and `yingsu deadlines explain` as people and scripts use them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from services.cli import app
from services.law.catalogue import KINDS, catalogue
from services.law.pack import shipped_jurisdictions


def run(*arguments: str, stdin: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(app, [*arguments], input=stdin, env={"COLUMNS": "200"})
    return result.exit_code, result.output


def explain(*lines: dict[str, Any]) -> tuple[int, list[dict[str, Any]]]:
    stdin = "".join(json.dumps(line) + "\n" for line in lines)
    code, out = run("deadlines", "explain", "--jsonl", stdin=stdin)
    return code, [json.loads(line) for line in out.splitlines()]


# --- list, show ----------------------------------------------------------------------------------


def test_list_names_every_pack_and_its_rules() -> None:
    code, out = run("rules", "list")
    assert code == 0
    for word in (
        "全国（cn）",
        "北碚区（beibei）",
        "武汉市新洲区（xinzhou）",
        "BB-13",
        "XZ-24",
        "ANSWER",
    ):
        assert word in out


def test_list_of_one_place_and_kind_holds_nothing_else() -> None:
    code, out = run("rules", "list", "--jurisdiction", "xinzhou", "--kind", "measure")
    assert code == 0
    assert "XZ-23" in out
    assert "XZ-24" not in out
    assert "北碚区" not in out


def test_list_shows_superior_documents_that_are_not_at_hand() -> None:
    code, out = run("rules", "list", "-j", "chongyi", "-k", "missing")
    assert code == 0
    assert "赣州市行政机关负责人出庭应诉指南（试行）" in out
    assert "不在库中" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("-j", "nowhere"), "没有规则包 nowhere"), (("-k", "kind"), "没有 kind 这个种类")],
)
def test_list_refuses_what_it_does_not_know(arguments: tuple[str, ...], said: str) -> None:
    code, out = run("rules", "list", *arguments)
    assert code == 2
    assert said in out


def test_show_gives_article_quotation_period_trigger_and_cases() -> None:
    code, out = run("rules", "show", "BB-13")
    assert code == 0
    for words in (
        "《北碚区行政应诉办法》第十六条第一款",
        "应诉承办单位应当在收到人民法院裁判文书后3个工作日内",
        "期限：自收到之日起3个工作日",
        "触发：收到人民法院裁判文书",
        "报给：重庆市北碚区司法局",
        "有效：2023-07-11起",
        "案例：",
        "核对至2025-04-30",
    ):
        assert words in out


def test_show_keeps_both_sides_of_a_contradiction() -> None:
    code, out = run("rules", "show", "XZ-12")
    assert code == 0
    assert "由区司法局正职负责人出庭应诉" in out
    assert "下级行政机关的负责人，不能作为被诉行政机关负责人出庭" in out


def test_show_of_a_measure_says_what_it_divides_by_and_what_is_not_certain() -> None:
    _, out = run("rules", "show", "XZ-16")
    assert "分母默认：年度开庭审理的案件数" in out
    assert "85%、75%" in out


def test_show_of_a_definition_of_loss_reads_every_class_and_names_the_switch() -> None:
    code, out = run("rules", "show", "XZ-59")
    assert code == 0
    assert "确认无效、协议无效：败诉（“判决无效的”）" in out
    assert "本地可以定为败诉，现在没有这样定" in out
    assert "生效后计入" in out
    _, out = run("rules", "show", "tengzhou.loss")
    assert "随：全国的口径" in out


def test_who_answers_and_who_must_appear_are_shown_as_decisions_not_as_quotations() -> None:
    _, out = run("rules", "show", "XZ-11")
    heads = [line for line in out.splitlines() if line.startswith("XZ-11")]
    assert len(heads) == 9
    assert all(head.endswith("正职负责人应当出庭") for head in heads)
    assert "条件：案件属于哪一类？国有土地上房屋征收、集体土地征收；" in out
    _, out = run("rules", "show", "XZ-40-DESIGNATED")
    assert out.startswith("XZ-40-DESIGNATED　武汉市新洲区司法局指定应诉责任机关")
    assert "说明：指定前答辩期已经开始计算。" in out
    _, out = run("rules", "show", "XZ-35-JOINT")
    assert "应诉单位：武汉市新洲区司法局（行政复议行为）" in out
    _, out = run("rules", "show", "XZ-86")
    assert out.startswith("XZ-86　参照执行：行政复议、民事诉讼")
    _, out = run("rules", "show", "XZ-10")
    assert "分管领导（本级政府一方）原则上出庭" in out
    assert "不能出庭时：A角领导因工作等原因无法出庭的，由B角领导出庭。" in out
    _, out = run("rules", "show", "XZ-12-BUREAU")
    assert "与上位规定冲突：区司法局是区政府的下级机关" in out


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_no_decision_is_headed_by_its_own_quotation(place: str) -> None:
    for entry in catalogue(place):  # type: ignore[arg-type]
        if entry.kind == "decision":
            assert entry.title not in {each.quotation for each in entry.citations}
            assert "{" not in entry.title + "".join(words for _, words in entry.details)


def test_show_refuses_an_unknown_number() -> None:
    code, out = run("rules", "show", "ZZ-99")
    assert code == 2
    assert "没有编号 ZZ-99" in out


@pytest.mark.parametrize("place", shipped_jurisdictions())
def test_every_entry_can_be_shown(place: str) -> None:
    for entry in catalogue(place):  # type: ignore[arg-type]
        assert entry.kind in KINDS
        assert entry.title
        assert entry.citations or entry.kind in ("option", "loss")


# --- check, test, coverage -----------------------------------------------------------------------


def test_test_counts_the_cases_of_each_pack() -> None:
    code, out = run("rules", "test")
    assert code == 0
    assert out.count("✓") == len(shipped_jurisdictions())
    assert "武汉市新洲区（xinzhou）：案例" in out


def test_coverage_says_that_200_rows_are_carried() -> None:
    code, out = run("rules", "coverage")
    assert code == 0
    total = next(line for line in out.splitlines() if "合计" in line)
    assert [cell.strip() for cell in total.split("│")[2:5]] == ["333", "72", "200"]
    assert total.split("│")[-2].strip() == "0"


def test_coverage_as_json_names_the_carrier_of_each_row() -> None:
    code, out = run("rules", "coverage", "--json")
    notices = {each["jurisdiction"]: each for each in json.loads(out)}
    assert code == 0
    assert sum(each["rows"] for each in notices.values()) == 200
    carried = {each["row"]: each["file"] for each in notices["tengzhou"]["carriers"]}
    assert carried["TZ-01"] == "duties.yaml"
    assert carried["TZ-12"] == "provisions.yaml"


# --- explain -------------------------------------------------------------------------------------


def test_explain_gives_article_words_steps_and_dates() -> None:
    code, out = run("deadlines", "explain", "--rule", "BB-13", "--from", "2023-09-27")
    assert code == 0
    assert "《北碚区行政应诉办法》第十六条第一款" in out
    assert "10月7日（周六，调休上班）" in out
    assert "最后一日：2023年10月8日（周日）" in out


def test_explain_counts_back_from_the_last_day_of_another_duty() -> None:
    code, [answer] = explain({"id": 1, "rule": "XZ-03", "from": "2022-09-23"})
    assert code == 0
    assert (answer["id"], answer["due"], answer["jurisdiction"]) == (1, "2022-09-26", "xinzhou")
    assert "第15日为2022年10月8日（周六）。" in answer["steps"]
    assert answer["quotation"].startswith("应诉责任机关应当在相关应诉案件答辩期限届满的5个工作日前")


def test_explain_of_an_answer_into_an_unpublished_year_keeps_the_chain_provisional() -> None:
    code, answers = explain(
        {"rule": "ANSWER", "from": "2026-12-25"}, {"rule": "XZ-03", "from": "2026-12-25"}
    )
    assert code == 0
    assert [each["due"] for each in answers] == [None, None]
    assert all(each["provisional_because"] == ["holidays_unpublished"] for each in answers)
    assert answers[1]["internal_target"] == "2026-12-24"


def test_explain_of_a_silent_text_proposes_a_day_and_says_it_is_no_period() -> None:
    _, [answer] = explain({"rule": "CY-07", "from": "2026-03-02"})
    assert answer["due"] is None
    assert answer["internal_target"] == "2026-03-16"
    assert any("不是期限" in step for step in answer["steps"])


def test_explain_takes_what_the_paper_prints() -> None:
    code, answers = explain(
        {"rule": "ANSWER", "from": "2026-03-02", "printed": 10},
        {"rule": "PERFORM", "from": "2026-03-02", "printed": 60},
    )
    assert code == 0
    assert answers[0]["due"] == "2026-03-17"
    assert answers[0]["internal_target"] == "2026-03-12"
    assert answers[1]["due"] == "2026-05-06"  # 60日为5月1日，劳动节假期后第一日


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"rule": "ZZ-99", "from": "2026-03-02"}, "not_explained"),
        ({"rule": "PERFORM", "from": "2026-03-02"}, "not_explained"),
        ({"rule": "BB-13", "from": "2026-03-02", "jurisdiction": "nowhere"}, "not_explained"),
        ({"rule": 13, "from": "2026-03-02"}, "bad_rule"),
        ({"rule": "BB-13", "from": "20260302"}, "bad_from"),
        ({"rule": "BB-13", "from": "2026-03-02", "printed": 0}, "bad_printed"),
    ],
)
def test_a_line_that_cannot_be_explained_keeps_its_place(line: dict[str, Any], code: str) -> None:
    good = {"rule": "BB-13", "from": "2023-09-27"}
    exit_code, answers = explain(good, {"id": "x", **line}, good)
    assert exit_code == 3
    assert [each["due"] for each in answers] == ["2023-10-08", None, "2023-10-08"]
    assert answers[1]["error"]["code"] == code
    assert answers[1]["id"] == "x"


def test_explain_without_a_rule_says_how_to_ask() -> None:
    code, out = run("deadlines", "explain")
    assert code == 2
    assert "--rule" in out
