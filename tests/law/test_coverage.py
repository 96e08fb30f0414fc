"""Every clause of the five notices is listed, every row of them is carried somewhere."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from services.law.coverage import NoticeCoverage, Use, coverage
from services.resources import rules_folder

ROWS = {"chongyi": 21, "tengzhou": 17, "chongqing": 28, "beibei": 47, "xinzhou": 87}
PREFIX = {"chongyi": "CY", "tengzhou": "TZ", "chongqing": "CQ", "beibei": "BB", "xinzhou": "XZ"}


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    return Path(shutil.copytree(rules_folder(), tmp_path / "rules"))


def of(place: str, folder: Path | None = None) -> NoticeCoverage:
    return next(each for each in coverage(folder) if each.jurisdiction == place)


def test_the_five_notices_are_listed() -> None:
    assert {each.jurisdiction for each in coverage()} == set(ROWS)


@pytest.mark.parametrize("place", sorted(ROWS))
def test_every_row_is_carried_and_no_clause_is_missing(place: str) -> None:
    notice = of(place)
    assert notice.problems == ()
    assert notice.not_carried == ()
    expected = {f"{PREFIX[place]}-{number:02d}" for number in range(1, ROWS[place] + 1)}
    assert set(notice.rows) == expected


@pytest.mark.parametrize("place", sorted(ROWS))
def test_a_row_is_in_use_or_shown_as_text(place: str) -> None:
    notice = of(place)
    used, text = set(notice.rows_in(Use.IN_USE)), set(notice.rows_in(Use.TEXT))
    assert used and text
    assert used.isdisjoint(text)
    assert used | text == set(notice.rows)


def test_the_register_of_chongyi_is_in_use_because_its_form_is_drawn() -> None:
    assert "CY-21" in of("chongyi").rows_in(Use.IN_USE)
    assert "CY-16" in of("chongyi").rows_in(Use.TEXT)


def spoil(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_a_clause_that_is_not_listed_is_named(rules: Path) -> None:
    file = rules / "chongyi" / "clauses.yaml"
    text = file.read_text(encoding="utf-8")
    start = text.index("  - clause: 三(标题)")
    file.write_text(text[:start] + text[text.index("  - clause:", start + 1) :], encoding="utf-8")
    [problem] = of("chongyi", rules).problems
    assert "之前有原文没有列出：三、落实行政应诉案件信息分级报送制度" in problem


def test_the_end_of_a_text_must_be_listed_too(rules: Path) -> None:
    text = rules / "tengzhou" / "texts" / "notice_2020.txt"
    text.write_text(text.read_text(encoding="utf-8") + "八、另有一条。", encoding="utf-8")
    assert any("最后一条之后有原文没有列出" in each for each in of("tengzhou", rules).problems)


def test_a_clause_in_other_words_is_named(rules: Path) -> None:
    spoil(
        rules / "beibei" / "clauses.yaml", "收到人民法院法律文书5个工作日内", "收到法律文书5个工作日内"
    )
    assert any("请照录，并按原文顺序列出" in each for each in of("beibei", rules).problems)


def test_a_row_that_nothing_carries_is_named(rules: Path) -> None:
    spoil(rules / "xinzhou" / "loss.yaml", "XZ-59, ", "")
    notice = of("xinzhou", rules)
    assert notice.not_carried == ("XZ-59",)
    assert any("XZ-59 没有任何条目承载" in each for each in notice.problems)


def test_an_entry_that_no_clause_names_is_reported(rules: Path) -> None:
    spoil(rules / "xinzhou" / "loss.yaml", "rows: [XZ-56", "rows: [XZ-99, XZ-56")
    assert any("XZ-99 不在 clauses.yaml" in each for each in of("xinzhou", rules).problems)


def test_a_clause_without_rows_must_say_why(rules: Path) -> None:
    spoil(rules / "chongyi" / "clauses.yaml", "    rows: [CY-15]\n", "")
    with pytest.raises(ValueError, match="rows 与 nothing"):
        coverage(rules)
