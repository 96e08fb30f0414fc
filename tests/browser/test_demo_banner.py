"""演示数据: said on screen and paper, and gone by one click."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from services.api.accounts.account import Organisation
from tests.browser.conftest import Desk
from tests.browser.papers import lay, notice

pytestmark = pytest.mark.browser


def test_demo_data_is_marked_and_one_click_removes_it(page: Page, desk: Desk, watch) -> None:  # type: ignore[no-untyped-def]
    watch.forgiven = ("401",)  # the demo's only user is gone with it
    lay(desk, [notice("（2026）渝0109行初9901号", "钟离若兰")])
    with desk.service.database.transaction() as session:
        session.get_one(Organisation, desk.who.organisation_id).demo = True
    page.goto("/")
    expect(page.locator(".demo-bar")).to_contain_text("虚构")
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert "演示数据" in printed[0].get_textpage().get_text_range()
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="删除演示数据").click()
    page.wait_for_url("**/login**")
    with desk.service.database.transaction() as session:
        assert session.get(Organisation, desk.who.organisation_id) is None


def test_real_desks_carry_no_demo_mark(page: Page, desk: Desk) -> None:
    page.goto("/")
    expect(page.locator(".demo-bar")).to_have_count(0)
    expect(page.get_by_text("演示数据")).to_have_count(0)
