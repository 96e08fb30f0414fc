"""The guide for clerks: what it tells them to click is on the pages under that name."""

from __future__ import annotations

import re

import pytest

from services.api.web.render import HERE
from services.resources import rules_folder

GUIDE = rules_folder().parent / "docs" / "guide.md"
SECTION = GUIDE.read_text("utf-8").split("\n## ")[1]
PAGES = "".join(
    path.read_text("utf-8") for path in sorted(HERE.rglob("*")) if path.suffix in {".html", ".py"}
)


def test_the_first_section_takes_a_clerk_from_the_scan_to_the_filing() -> None:
    assert SECTION.startswith("拿到一个信封")
    steps = re.findall(r"^\d\. \*\*(.+?)\*\*", SECTION, re.MULTILINE)
    assert steps[0] == "扫描"
    assert steps[-2:] == ["报送材料", "登记办结"]
    assert "make " not in SECTION and "yingsu " not in SECTION, "nothing for an administrator"


@pytest.mark.parametrize("words", sorted(set(re.findall(r"“([^”]+)”", SECTION))))
def test_what_the_guide_names_is_on_the_pages(words: str) -> None:
    assert words in PAGES
