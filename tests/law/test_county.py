"""A county that no line of Python knows: one folder (tests/law/county/yunqi, fictional) put beside the
shipped packs, and everything works for it. docs/adding-a-jurisdiction.md tells its story."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from services.law.case_schema import CasesFile
from services.law.coverage import Use, coverage
from services.law.duties import derive_duties
from services.law.facts import CaseFacts, Office, PaperFacts, Receipt
from services.law.pack import load_pack, shipped_jurisdictions
from services.law.pack_check import check_packs
from services.law.provisions import load_provisions
from services.resources import models_folder, rules_folder, samples_folder
from services.vocabulary import (
    EventKind,
    Jurisdiction,
    OrganisationKind,
    PaperKind,
    ReceiptBasis,
    Stage,
    Standing,
)

COUNTY = Path(__file__).parent / "county" / "yunqi"
YUNQI = Jurisdiction("yunqi")


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(rules_folder(), tmp_path / "rules"))
    shutil.copytree(COUNTY, folder / "yunqi")
    return folder


def test_the_folder_passes_the_check_with_all_others(rules: Path) -> None:
    reports = {each.jurisdiction: each for each in check_packs(rules)}
    assert YUNQI in shipped_jurisdictions(rules)
    assert [problem for each in reports.values() for problem in each.problems] == []
    assert (reports[YUNQI].label, reports[YUNQI].rules, reports[YUNQI].cases) == ("云栖县", 3, 2)


def test_its_office_gets_its_duties_on_top_of_national_law(rules: Path) -> None:
    notice = PaperFacts(
        id="notice",
        kind=PaperKind.RESPONSE_NOTICE,
        stage=Stage.FIRST,
        standing=Standing.SERVED,
        arrived_on=date(2026, 3, 13),
        receipt=Receipt(date(2026, 3, 13), ReceiptBasis.SERVICE_RETURN, ""),
    )
    office = Office("云栖县林业局", OrganisationKind.DEPARTMENT, YUNQI)
    duties = derive_duties(
        CaseFacts("case", office, (notice,)), load_pack(YUNQI, rules), today=date(2026, 3, 13)
    )
    found = {duty.rule_id: duty for duty in duties}
    assert found["YQ-01"].count.due == date(2026, 3, 18)
    assert found["YQ-01"].recipient_name == "云栖县司法局"
    assert found["ANSWER"].count.due == date(2026, 3, 30)
    assert not any(name.startswith(("BB-", "XZ-", "CY-", "TZ-", "CQ-")) for name in found)


def test_every_clause_of_its_notice_is_carried(rules: Path) -> None:
    [notice] = [each for each in coverage(rules) if each.jurisdiction == YUNQI]
    assert notice.problems == ()
    assert notice.rows_in(Use.IN_USE) == ("YQ-01", "YQ-02", "YQ-03", "YQ-04")
    assert notice.rows_in(Use.TEXT) == ("YQ-05", "YQ-06")


def test_its_measure_and_its_missing_superior_document_are_there(rules: Path) -> None:
    [rate] = load_provisions(YUNQI, rules).provision("YQ-05").entry.measures
    assert rate.at_least == 80
    assert [each.title for each in load_pack(YUNQI, rules).not_at_hand] == ["云栖市行政应诉通报办法"]


_WITH_THE_COUNTY = """
import sys
from pathlib import Path
import services.resources
folders = dict(zip(("rules", "models", "samples"), map(Path, sys.argv[1:4])))
services.resources.data_folder = folders.__getitem__
from services.cli import app
app(sys.argv[4:])
"""


def yingsu(rules: Path, *arguments: str, stdin: str = "", fails: bool = False) -> str:
    """The command as an installation whose rules/ has one folder more runs it; ``fails``: says so by
    its exit code."""
    result = subprocess.run(
        [
            sys.executable,
            "-c",
            _WITH_THE_COUNTY,
            *map(str, (rules, models_folder(), samples_folder())),
            *arguments,
        ],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        check=not fails,
    )
    assert not fails or result.returncode == 1
    return result.stdout


def test_every_command_knows_it_without_a_line_of_python(rules: Path) -> None:
    assert "✓ 云栖县（yunqi）：案例2个" in yingsu(rules, "rules", "test")
    assert "云栖县通知第四项" in yingsu(rules, "rules", "show", "YQ-04")
    said = yingsu(rules, "deadlines", "explain", "--rule", "YQ-02", "--from", "2026-04-13")
    assert "最后一日：2026年4月10日（周五）" in said


def test_its_definition_of_loss_stands_beside_the_others(rules: Path) -> None:
    question = {
        "id": "F",
        "stage": "first",
        "kind": "行政判决书",
        "operative": "将云栖县林业局作出的罚款5000元变更为罚款1000元。",
        "effective": True,
        "defendants": ["云栖县林业局"],
        "prior": None,
    }
    out = yingsu(rules, "outcome", "classify", "--jsonl", stdin=json.dumps(question) + "\n")
    loss = json.loads(out)["by_party"]["云栖县林业局"]["loss"]
    assert set(loss) == {"chongyi", "tengzhou", "chongqing", "beibei", "xinzhou", "yunqi"}
    assert loss["yunqi"] == "review"  # 变更 is not in its list
    assert loss["chongyi"] == "loss"


def test_the_guide_lists_every_event_by_key_and_its_example_of_a_case_can_be_read() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "adding-a-jurisdiction.md").read_text("utf-8")
    words = " ".join(guide.split())
    assert [each for each in EventKind if f"`{each.value}` {each.label}" not in words] == []
    examples = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    [example] = [each for each in examples if "counts:" in each]
    cases = CasesFile.model_validate(yaml.safe_load(example))
    assert (len(cases.cases), len(cases.counts)) == (1, 1)


@pytest.mark.parametrize("file", ["duties.yaml", "provisions.yaml", "pack.yaml"])
def test_a_mistake_in_one_county_leaves_the_others_as_they_are(rules: Path, file: str) -> None:
    broken = rules / "yunqi" / file
    broken.write_text("wrong: 1\n" + broken.read_text("utf-8"), encoding="utf-8")
    for report in check_packs(rules):
        assert (report.problems == ()) == (report.jurisdiction != YUNQI)
        assert report.rules or report.jurisdiction == YUNQI
    covered = yingsu(rules, "rules", "coverage", fails=True)
    assert "北碚区" in covered
    assert "× yunqi" in covered
    shown = yingsu(rules, "rules", "show", "BB-01")
    assert "北碚区行政应诉办法" in shown
    counted = yingsu(rules, "deadlines", "explain", "--rule", "BB-01", "--from", "2026-03-13")
    assert "BB-01" in counted
    question = {
        "id": "F",
        "stage": "first",
        "kind": "行政判决书",
        "operative": "撤销云溪县林业局作出的行政处罚决定。",
        "effective": True,
        "defendants": ["云溪县林业局"],
        "prior": None,
    }
    out = yingsu(rules, "outcome", "classify", "--jsonl", stdin=json.dumps(question) + "\n")
    assert json.loads(out)["by_party"]["云溪县林业局"]["loss"]["beibei"] == "loss"
