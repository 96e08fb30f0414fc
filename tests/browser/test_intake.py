"""收文设置 in a real browser: a folder is set up and filled; a copy is parted by one click."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from services.api.documents.copies import merge_copy
from tests.browser.conftest import Desk
from tests.browser.papers import lay, notice

pytestmark = pytest.mark.browser


def test_a_folder_is_set_up_on_the_page_and_takes_what_is_put_into_it(
    page: Page, desk: Desk, tmp_path: Path
) -> None:
    scans = tmp_path / "scans"
    scans.mkdir()
    page.goto("/documents")
    page.get_by_role("link", name="收文文件夹、分隔页、重读").click()
    page.get_by_label("文件夹完整路径").fill(str(scans))
    page.get_by_label("扫描方式").select_option("separated")
    page.get_by_role("button", name="开始收").click()
    expect(page.get_by_text(str(scans))).to_be_visible()
    (scans / "说明.txt").write_text("本单位内部说明，不是法院文书。", encoding="utf-8")
    place = scans / "done/说明.txt"
    for _ in range(100):
        page.wait_for_timeout(300)
        if place.exists():
            break
    assert place.exists()
    page.goto("/intake")
    expect(page.get_by_text("已收1")).to_be_visible()
    page.get_by_role("button", name="暂停").click()
    expect(page.get_by_text("已暂停", exact=False).first).to_be_visible()


def test_a_copy_says_whose_it_is_and_one_click_parts_it(page: Page, desk: Desk) -> None:
    number = "（2026）渝0109行初7701号"
    _, (first,) = lay(desk, [notice(number, "钟离若兰")], name="第一次.pdf")
    _, (copy,) = lay(desk, [notice(number, "钟离若兰")], name="第二次.pdf")
    with desk.service.database.transaction() as session:
        merge_copy(desk.who, session, copy, first, version=1)
    page.goto(f"/papers/{first}")
    expect(page.get_by_text("另有副本")).to_be_visible()
    page.goto(f"/papers/{copy}")
    expect(page.get_by_text("这是另一份扫描的副本")).to_be_visible()
    page.get_by_role("button", name="不是同一份，分开").click()
    expect(page.get_by_text("这是另一份扫描的副本")).to_have_count(0)
