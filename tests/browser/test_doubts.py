"""Kinds, operative items and contradictions on the workbench: shown, chosen and let stand by keys."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from services.api.documents.store import current_facts, get_paper
from tests.browser.conftest import OFFICE, Desk
from tests.browser.papers import field, lay, notice, place

pytestmark = pytest.mark.browser
NUMBER = "（2026）渝0109行初9901号"
ITEM = "撤销被告作出的行政处罚决定"


def judgment(**more: Any) -> dict[str, Any]:
    """A judgment whose one operative item two readers classify differently."""
    item = {
        "text": ITEM,
        "classes": ["REVOKE"],
        "parties": [OFFICE],
        "source": place(ITEM, y=500),
        "confidence": 0.6,
        "candidates": [{"value": ["CONFIRM_ILLEGAL"], "confidence": 0.5, "found_by": "outcome.model"}],
    }
    result = {"by_party": {OFFICE: {"classes": ["REVOKE"], "partial": False}}}
    outcome = {**result, "effective": False, "effective_basis": None}
    fields = {"cause": field("罚款", y=260), "appeal_court": field("重庆市第一中级人民法院", y=640)}
    return notice(NUMBER, "钟离若兰", **fields, **more) | {
        "kind": "judgment",
        "operative": [item],
        "outcome": outcome,
    }


def test_an_operative_item_is_chosen_by_digit_or_typed_by_name(page: Page, desk: Desk) -> None:
    _, [paper] = lay(desk, [judgment()])
    page.goto(f"/papers/{paper}")
    row = page.locator("#f-operative-0")
    expect(row).to_be_focused()
    expect(row).to_contain_text("另读作：确认违法")
    page.keyboard.press("2")
    expect(page.locator("#i-operative-0")).to_have_value("确认违法")
    page.keyboard.press("Enter")
    expect(row).to_have_attribute("data-state", "done")
    expect(row.locator(".chip")).to_contain_text("确认违法")

    row.click()
    page.keyboard.press("e")
    page.keyboard.press("Control+A")
    page.keyboard.type("撤销、责令重作")
    page.keyboard.press("Enter")
    expect(row.locator(".chip")).to_contain_text("撤销、责令重作")
    with desk.service.database.transaction() as session:
        facts = {f.field: f.value for f in current_facts(desk.who, session, paper)}
    assert facts["operative"]["classes"] == ["REVOKE", "REMAKE"]
    assert facts["outcome"]["by_party"][OFFICE]["classes"] == ["REVOKE", "REMAKE"]


def test_the_kind_is_asked_once_and_the_stage_can_be_set(page: Page, desk: Desk) -> None:
    other = [{"value": "evidence_notice", "confidence": 0.7, "found_by": "kind.model"}]
    unsure = {"confidence": 0.8, "kind_candidates": other, "stage": None}
    _, [paper] = lay(desk, [notice(NUMBER, "钟离若兰") | unsure])
    page.goto(f"/papers/{paper}")
    expect(page.locator("#f-kind")).to_be_focused()
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#f-kind")).to_have_count(0)
    expect(page.locator("#paper-kind")).to_have_value("evidence_notice")
    with page.expect_response("**/retype"):
        page.locator("#paper-stage").select_option("second")
    expect(page.locator("#paper-stage")).to_have_value("second")
    with desk.service.database.transaction() as session:
        row = get_paper(desk.who, session, paper)
        assert (row.kind, row.stage, row.confidence) == ("evidence_notice", "second", 1.0)


def test_a_contradiction_shows_both_places_and_is_let_stand_by_enter(page: Page, desk: Desk) -> None:
    wrong = notice(
        NUMBER,
        "钟离若兰",
        hearing_at=field(["2026-08-19T09:00"], y=300),
        weekdays=field(["2026-08-19 星期一"], y=330),  # it is a Wednesday
    )
    _, [paper] = lay(desk, [wrong])
    page.goto(f"/papers/{paper}")
    row = page.locator(".field--check")
    expect(row).to_contain_text("2026年8月19日是星期三，文书上印的是星期一")
    expect(page.get_by_role("button", name="确认整份")).to_be_disabled()
    row.click(position={"x": 60, "y": 10})
    expect(page.locator("#p1 .box--now")).to_have_count(2)
    row.get_by_text("开庭时间").click()
    expect(page.locator("#p1 .box--now")).to_have_count(1)
    expect(page.locator("#p1 .box--now")).to_have_attribute("data-for", "hearing_at")
    row.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".field--check")).to_have_attribute("data-state", "done")
    expect(page.locator("[data-confirm]")).to_be_visible()


def test_a_contradiction_between_two_papers_leads_to_the_other_ones_value(
    page: Page, desk: Desk
) -> None:
    other = "（2026）渝0109行初9955号"
    _, [first, second] = lay(
        desk, [notice(NUMBER, "钟离若兰"), notice(other, "钟离若兰")], name="两案.pdf"
    )
    page.goto(f"/papers/{first}")
    page.locator(".field--check").get_by_text(re.compile("应诉通知书的案号")).click()
    page.wait_for_url(f"**paper={second}*")
    expect(page.locator("#f-case_number")).to_have_class(re.compile("field--now"))


def test_why_a_paper_counts_as_attached_is_said(page: Page, desk: Desk) -> None:
    told = {"standing": "attached", "standing_because": "among_exhibits"}
    _, [paper] = lay(desk, [notice(NUMBER, "钟离若兰") | told])
    page.goto(f"/papers/{paper}")
    expect(page.locator(".kindrow__why")).to_contain_text("判为仅附带：排在证据目录之后")


def test_the_count_of_received_files_grows_with_an_upload(page: Page, desk: Desk) -> None:
    lay(desk, [notice(NUMBER, "钟离若兰")])
    page.goto("/documents")
    expect(page.locator("#docs-total")).to_have_text("1")
    page.set_input_files(
        "#files", {"name": "传票.txt", "mimeType": "text/plain", "buffer": "传票".encode()}
    )
    expect(page.locator("#docs-total")).to_have_text("2")
