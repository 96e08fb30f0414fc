"""The whole way in a real browser: drop a file in, correct, confirm, date it, take the form."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect

from services.resources import samples_folder
from tests.browser.conftest import Desk

pytestmark = pytest.mark.browser
READING = 120_000  # ms one paper may take to be read on a slow machine


def test_a_paper_dropped_in_ends_as_a_filled_form(page: Page, desk: Desk, tmp_path: Path) -> None:
    page.goto("/")
    expect(page.get_by_text("从第一份文书开始")).to_be_visible()
    page.get_by_role("link", name="收第一份文书").click()
    _drop(page, samples_folder() / "beibei-response-notice.pdf")
    row = page.locator("tr[data-document]")
    expect(row).to_have_attribute("data-state", "read", timeout=READING)
    expect(row).to_contain_text("应诉通知书")
    expect(row).to_contain_text("（2026）渝0109行初9081号")
    row.get_by_role("link", name="复核").click()

    _correct_the_cause(page)
    for _ in range(page.locator(".field--doubt").count()):
        page.locator(".field--doubt").first.click()
        page.locator("[data-next]").click()
        page.wait_for_load_state("networkidle")
    _confirm_and_see_provisional_dates(page)
    _enter_the_receipt_date(page)
    _see_why(page)

    with page.expect_download() as caught:
        page.locator("#filings").get_by_role("button", name="下载").first.click()
    saved = tmp_path / "form.docx"
    caught.value.save_as(saved)
    text = "\n".join(p.text for p in docx.Document(str(saved)).paragraphs)
    assert "（2026）渝0109行初9081号" in text
    assert "岑朗秋" in text

    page.reload()
    report = page.locator(".due", has_text="书面报备案件基本情况").first
    report.get_by_role("button", name="登记办结").click()
    expect(page.locator(".due--done", has_text="书面报备案件基本情况")).to_contain_text("办结")


def _correct_the_cause(page: Page) -> None:
    cause = page.locator("#f-cause")
    cause.locator(".field__name").click()
    cause.locator("input").fill("责令限期拆除决定")
    cause.locator("input").press("Enter")
    expect(page.locator("#f-cause")).to_have_attribute("data-state", "done")
    expect(page.locator("#f-cause")).to_contain_text("责令限期拆除决定")


def _confirm_and_see_provisional_dates(page: Page) -> None:
    """A case of its own; every date says that it is provisional and what is missing."""
    page.locator("[data-confirm]").click()
    page.wait_for_url("**/cases/*")
    expect(page.locator("h1")).to_contain_text("岑朗秋 诉")
    answer = page.locator(".due", has_text="提交答辩状").first
    expect(answer.locator(".due__big")).to_contain_text("暂定")
    expect(answer).to_contain_text("缺收到日期")


def _enter_the_receipt_date(page: Page) -> None:
    page.get_by_role("link", name="填收到日期").first.click()
    page.wait_for_url("**/documents/**")
    page.locator("#receipt-on").fill("2026-07-08")
    page.locator("#receipt-basis").select_option("service_return")
    page.get_by_role("button", name="保存收到日期").click()
    expect(page.locator("#f-receipt")).to_have_attribute("data-state", "done")
    page.get_by_role("link", name="看这个案件的期限").click()


def _see_why(page: Page) -> None:
    """15 days from 8 July 2026 end on Thursday 23 July; five working days on 15 July."""
    answer = page.locator(".due", has_text="提交答辩状").first
    expect(answer.locator(".due__big")).to_contain_text("7月23日")
    expect(answer.locator(".due__last")).to_contain_text("同日")
    answer.locator("[data-why]").click()
    expect(answer.locator(".statute").first).to_contain_text("十五日内")
    expect(answer.locator(".steps li").first).to_contain_text("7月8日")
    expect(answer.locator(".cal .goal")).to_contain_text("23")
    report = page.locator(".due", has_text="书面报备案件基本情况").first
    expect(report.locator(".due__big")).to_contain_text("7月15日")


def test_a_broken_file_says_what_to_do_and_the_next_one_is_read(
    page: Page, desk: Desk, tmp_path: Path
) -> None:
    page.goto("/documents")
    broken = tmp_path / "坏了.pdf"
    broken.write_bytes(b"")
    page.locator("#files").set_input_files(broken)
    row = page.locator("tr[data-document]")
    expect(row).to_have_attribute("data-state", "refused", timeout=READING)
    expect(row).to_contain_text("重新扫描")
    page.locator("#files").set_input_files(samples_folder() / "chongyi-summons.pdf")
    expect(page.locator("tr[data-document]").first).to_have_attribute(
        "data-state", "read", timeout=READING
    )


def _drop(page: Page, file: Path) -> None:
    """Drag a file from the desktop onto the page, as the browser reports it."""
    page.wait_for_load_state("networkidle")
    transfer = page.evaluate_handle(
        """([bytes, name]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], name, { type: 'application/pdf' }));
          return data;
        }""",
        [list(file.read_bytes()), file.name],
    )
    page.dispatch_event("#upload", "dragenter", {"dataTransfer": transfer})
    expect(page.locator("#upload")).to_have_class("drop drop--over")
    page.dispatch_event("#upload", "drop", {"dataTransfer": transfer})
