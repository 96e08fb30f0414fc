"""The shipped packs hold together, and a slip in one is named with its file and key."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from services.law.pack import Pack, load_pack, read_cases, shipped_jurisdictions
from services.law.pack_check import check_packs
from services.law.strict_yaml import RuleFileInvalid
from services.resources import rules_folder
from services.vocabulary import Jurisdiction


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    """A copy of the shipped rules to spoil."""
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def problems(folder: Path) -> str:
    return "\n".join(problem for report in check_packs(folder) for problem in report.problems)


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_the_shipped_packs_have_no_problems() -> None:
    reports = check_packs()
    assert [report.label for report in reports] == [
        "全国",
        "北碚区",
        "重庆市",
        "崇义县",
        "滕州市",
        "武汉市新洲区",
    ]
    assert [problem for report in reports for problem in report.problems] == []


@pytest.mark.parametrize("jurisdiction", shipped_jurisdictions())
def test_every_rule_has_a_case_of_its_own_pack(jurisdiction: Jurisdiction) -> None:
    pack = load_pack(jurisdiction)
    own = {rule.entry.id for rule in pack.rules if rule.jurisdiction == jurisdiction}
    tried: set[str] = set()
    for _, content in read_cases(pack):
        for case in content.cases:
            tried |= {duty.rule for duty in case.duties}
        tried |= {each.rule for each in content.counts}
    # LEADER_ID and EVID_EXT2 are covered by local rules; their own cases stand in cn.
    assert own - tried == set()


def test_beibei_inherits_chongqing_inherits_the_nation() -> None:
    pack = load_pack(Jurisdiction.BEIBEI)
    assert pack.lineage == (Jurisdiction.BEIBEI, Jurisdiction.CHONGQING, Jurisdiction.CN)
    ids = {rule.entry.id for rule in pack.rules}
    assert {"BB-01", "CQ-12", "ANSWER"} <= ids
    assert "CY-01" not in ids


def test_chongyi_has_its_two_rules_and_those_of_the_nation() -> None:
    pack = load_pack(Jurisdiction.CHONGYI)
    own = {rule.entry.id for rule in pack.rules if rule.jurisdiction == Jurisdiction.CHONGYI}
    assert own == {"CY-01", "CY-02"}
    assert pack.rule("ANSWER").jurisdiction == Jurisdiction.CN


@pytest.mark.parametrize("jurisdiction", shipped_jurisdictions())
def test_each_pack_says_until_when_its_texts_were_checked(jurisdiction: Jurisdiction) -> None:
    assert load_pack(jurisdiction).checked_as_of.year >= 2025


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("beibei/duties.yaml", "title: 立卷归档", "titel: 立卷归档", "titel"),
        ("beibei/duties.yaml", "n: 30,", "n: 30, n: 31,", "键重复"),
        ("beibei/duties.yaml", "n: 30,", 'n: "30",', "period.n"),
        ("beibei/duties.yaml", "5个工作日内，应将", "6个工作日内，应将", "引文不是"),
        ("beibei/duties.yaml", "covers: [BB-01]", "covers: [BB-99]", "BB-99"),
        ("beibei/duties.yaml", "n: 30,", "n: 31,", "最后一日应为"),
        ("beibei/duties.yaml", "n: 30,", "n: 3,", "引文没有写明期限3"),
        ("cn/duties.yaml", "n: 15,", "n: 10,", "引文没有写明期限10"),
        ("beibei/duties.yaml", "id: BB-17", "id: BB-13", "规则编号重复"),
        ("beibei/duties.yaml", "kind: local_days, n: 7,", "kind: calendar_days, n: 7,", "period.kind"),
        ("beibei/pack.yaml", "inherits: chongqing", "inherits: beibei", "继承成环"),
        (
            "chongyi/duties.yaml",
            "document: 崇义县行政应诉工作通知",
            "document: 通知",
            "没有在 pack.yaml",
        ),
        (
            "chongyi/loss.yaml",
            "[MODIFY], value",
            "[MODIFY, REVOKE], value",
            "REVOKE 应当且只应当写一次",
        ),
        ("xinzhou/loss.yaml", "判决无效的}", "确认无效的}", "引文不是"),
        ("cn/holidays/2025.yaml", "2025-04-27", "2025-04-25", "makeup_workdays"),
        ("cn/cases/counting.yaml", "due: 2023-03-20", "due: 2023-03-21", "最后一日应为2023-03-21"),
    ],
)
def test_a_slip_in_a_pack_is_reported(
    rules: Path, file: str, before: str, after: str, said: str
) -> None:
    spoil(rules / file, before, after)
    assert said in problems(rules)


def test_a_rule_without_a_case_is_reported(rules: Path) -> None:
    (rules / "chongqing" / "cases" / "counting.yaml").unlink()
    (rules / "chongqing" / "cases" / "from_paper_to_duty.yaml").unlink()
    assert "CQ-12：cases 中没有用到它的案例" in problems(rules)


def test_a_missing_text_is_reported(rules: Path) -> None:
    (rules / "chongqing" / "texts" / "opinions_2016_220.txt").unlink()
    assert "不存在" in problems(rules)


def test_a_refused_file_names_itself_and_the_key(rules: Path) -> None:
    file = rules / "beibei" / "duties.yaml"
    spoil(file, "title: 立卷归档", "titel: 立卷归档")
    with pytest.raises(RuleFileInvalid) as caught:
        load_pack(Jurisdiction.BEIBEI, rules)
    assert caught.value.file == file
    assert caught.value.key == "rules.7.titel"
    assert "没有这个键" in str(caught.value)


def test_a_new_county_needs_no_python(rules: Path) -> None:
    """滕州 gets a rule by writing files only."""
    (rules / "tengzhou" / "cases").mkdir(exist_ok=True)
    (rules / "tengzhou" / "duties.yaml").write_text(
        """
rules:
  - id: TZ-01
    title: 报送诉讼文书扫描件备案
    citation:
      document: 滕州市行政应诉工作通知
      article: 二（四）
      quotation: 应当在5个工作日内将起诉状、应诉通知书、答辩状、行政机关负责人出庭情况
    trigger: {fact: 收到人民法院的诉讼文书, papers: [response_notice], roles: [defendant]}
    actor: agency
    recipient: justice_bureau
    recipient_name: "{justice_bureau}"
    period: {kind: workdays, n: 5, anchor: receipt}
""",
        encoding="utf-8",
    )
    (rules / "tengzhou" / "cases" / "filing.yaml").write_text(
        """
cases:
  - name: 春节前收到应诉通知书，五个工作日跨过九天假期
    office: 滕州市民政局
    office_kind: department
    papers:
      - id: notice
        kind: response_notice
        stage: first
        received_on: 2026-02-12
        defendants: [滕州市民政局]
    duties:
      - {rule: TZ-01, due: 2026-02-26}
      - {rule: ANSWER, due: 2026-02-27}
""",
        encoding="utf-8",
    )
    assert problems(rules) == ""
    pack: Pack = load_pack(Jurisdiction.TENGZHOU, rules)
    assert pack.rule("TZ-01").entry.period.n == 5
