"""Every page a link leads to, on a demo desk with cases and papers that wait: no error in the console,
no page that fails, no request to another origin (the tab's own watch fails the test)."""

from __future__ import annotations

import re
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Page, expect

from services.api.accounts.account import Organisation
from tests.browser.conftest import Desk
from tests.browser.papers import confirmed, lay, notice, summons

pytestmark = pytest.mark.browser

# One page of each kind is enough: the rest differs in what it says only.
KINDS = re.compile(r"[0-9a-f]{32}|year=\d+|/rules/\w+|page=\d+")
NO_PAGE = re.compile(r"^/(static|api)/|\.(pdf|docx|xlsx)$|/letter|/original$")
NUMBER = "（2026）渝0109行初9301号"


def demo(desk: Desk) -> tuple[str, str]:
    """A case with papers of one envelope and one paper that waits; ids of case and paper."""
    with desk.service.database.transaction() as session:
        session.get_one(Organisation, desk.who.organisation_id).demo = True
    _, papers = lay(
        desk, [notice(NUMBER, "欧阳青"), summons(NUMBER, "欧阳青", "2026-07-24T09:30")], name="信封.pdf"
    )
    case_id = confirmed(desk, papers[0])
    confirmed(desk, papers[1])
    _, papers = lay(desk, [notice("（2026）渝0109行初9302号", "慕容白")], name="通知.pdf")
    return case_id, papers[0]


def test_no_page_the_demo_leads_to_complains(page: Page, desk: Desk) -> None:
    demo(desk)
    todo, seen = ["/"], {"/"}
    visited = []
    while todo:
        path = todo.pop()
        answer = page.goto(path)
        page.wait_for_load_state("networkidle")
        assert answer is not None and answer.status == 200, path
        visited.append(KINDS.sub("*", path))
        for link in page.eval_on_selector_all("a[href]", "es => es.map(e => e.getAttribute('href'))"):
            address = urldefrag(link)[0]
            kind = KINDS.sub("*", address)
            if address.startswith("/") and kind not in seen and not NO_PAGE.search(address):
                seen.add(kind)
                todo.append(address)
    for expected in (
        "/review",
        "/documents/*",
        "/cases/*",
        "/cases/*/appearance",
        "/calendar",
        "/inbox",
    ):
        assert expected in visited
    assert len(visited) > 15


def test_looking_ahead_and_saving_a_receipt_leaves_the_console_quiet(page: Page, desk: Desk) -> None:
    _, paper_id = demo(desk)
    page.goto(f"/papers/{paper_id}")
    page.locator("#f-receipt .field__name").click()
    page.locator("#receipt-on").fill("2026-07-08")
    table = page.locator("#effect table")
    expect(table).to_contain_text("若为2026-07-08")
    cut = page.evaluate(
        """() => [...document.querySelectorAll('#effect td, #effect th')]
             .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
    )
    assert cut == []
    # What fills forms in or photographs pages leaves empty style attributes behind; they must not be
    # copied into the new form, where the policy of the page forbids them.
    page.evaluate(
        "document.querySelectorAll('input, select').forEach(e => { e.style.color = 'red';"
        " e.style.color = ''; })"
    )
    page.get_by_role("button", name="保存收到日期").click()
    expect(page.locator("#f-receipt")).to_have_attribute("data-state", "done")
