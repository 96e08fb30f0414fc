"""The workbench: fields and places move together, keys alone are enough, and big files stay quick."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from services.api.documents.store import current_facts, receipts
from services.resources import samples_folder
from tests.browser.conftest import Desk, Watch
from tests.browser.papers import confirmed, field, lay, notice, summons

pytestmark = pytest.mark.browser
NUMBER = "（2026）渝0109行初9901号"


def doubtful(desk: Desk, pages: int = 1) -> str:
    """A notice whose signing date has two readings and whose case number is not certain."""
    _, papers = lay(
        desk,
        [
            notice(
                NUMBER,
                "钟离若兰",
                issued_on="2026-07-06",
                case_number=field(NUMBER, y=150, confidence=0.7),
                cause=field("罚款", y=700, page=pages),
            )
            | {"pages": [1, pages]}
        ],
        pages=pages,
    )
    with desk.service.database.transaction() as session:
        for fact in current_facts(desk.who, session, papers[0]):
            if fact.field == "issued_on":
                fact.candidates = [
                    {**(fact.source or {}), "value": "2026-07-08", "text": "", "found_by": "ocr"}
                ]
                fact.confidence = 0.6
    return papers[0]


def test_clicking_a_field_moves_the_page_and_clicking_a_box_takes_its_field(
    page: Page, desk: Desk
) -> None:
    paper = doubtful(desk, pages=3)
    page.goto(f"/papers/{paper}")
    page.locator("#f-cause").click()
    expect(page.locator("#p3")).to_be_visible()
    expect(page.locator("#page-said")).to_contain_text("第3页")
    expect(page.locator("#p3 .box--now")).to_have_count(1)
    _in_view(page, "#p3 .box--now rect")

    page.locator("[data-go='1']").click()
    page.locator("#p1 .box[data-for='court'] rect").click()
    expect(page.locator("#f-court")).to_have_class(re.compile("field--now"))
    expect(page.locator("#f-court")).to_be_focused()
    _in_view(page, "#p1 .box--now rect")


def test_the_keyboard_alone_goes_through_every_doubt_and_confirms(page: Page, desk: Desk) -> None:
    paper = doubtful(desk)
    page.goto(f"/papers/{paper}")
    expect(page.locator("#f-case_number")).to_be_focused()

    page.keyboard.press("Tab")  # skip to the next doubt
    expect(page.locator("#f-issued_on")).to_be_focused()
    page.keyboard.press("2")  # take the second reading; see what it does before saving
    expect(page.locator("#i-issued_on")).to_have_value("2026-07-08")
    expect(page.locator("#effect")).to_contain_text("若为2026-07-08")
    page.keyboard.press("1")
    expect(page.locator("#i-issued_on")).to_have_value("2026-07-06")
    page.keyboard.press("2")
    page.keyboard.press("Enter")
    expect(page.locator("#f-issued_on")).to_have_attribute("data-state", "done")

    expect(page.locator("#receipt-on")).to_be_focused()  # nothing was read: there is only typing
    page.keyboard.type("2026-07-09")
    page.keyboard.press("Enter")
    expect(page.locator("#f-receipt")).to_have_attribute("data-state", "done")

    expect(page.locator("#f-case_number")).to_be_focused()
    page.keyboard.press("e")
    expect(page.locator("#i-case_number")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#f-case_number")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#f-case_number")).to_have_attribute("data-state", "done")

    expect(page.locator("[data-confirm]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/*")
    with desk.service.database.transaction() as session:
        facts = {f.field: f for f in current_facts(desk.who, session, paper)}
        assert facts["issued_on"].value == "2026-07-08"
        assert facts["issued_on"].source["page"] == 1
        assert receipts(desk.who, session, paper)[paper].on.isoformat() == "2026-07-09"


def test_enter_while_the_input_method_composes_saves_nothing(page: Page, desk: Desk) -> None:
    paper = doubtful(desk)
    page.goto(f"/papers/{paper}")
    page.locator("#f-cause").click()
    editor = page.locator("#i-cause")
    editor.focus()
    posted: list[str] = []
    page.on("request", lambda request: posted.append(request.url) if request.method == "POST" else None)
    editor.dispatch_event("compositionstart")
    editor.evaluate(
        """input => {
          input.value = '罚';
          const how = { key: 'Enter', isComposing: true, bubbles: true, cancelable: true };
          input.dispatchEvent(new KeyboardEvent('keydown', how));
          input.form.requestSubmit();
        }"""
    )
    page.wait_for_timeout(300)
    assert posted == []
    editor.dispatch_event("compositionend")
    page.wait_for_timeout(50)
    editor.fill("罚款决定")
    editor.press("Enter")
    expect(page.locator("#f-cause")).to_have_attribute("data-state", "done")
    assert len(posted) == 1


def test_no_confirming_over_a_doubt_even_with_the_button_forced(
    page: Page, desk: Desk, watch: object
) -> None:
    paper = doubtful(desk)
    page.goto(f"/papers/{paper}")
    expect(page.get_by_role("button", name="确认整份")).to_be_disabled()
    answer = page.request.post(
        f"/papers/{paper}/confirm", form={"version": "1"}, headers={"accept": "application/json"}
    )
    assert answer.status == 409
    assert "案号" in answer.json()["cause"]


def test_two_people_on_one_paper_the_second_is_told(page: Page, desk: Desk, watch) -> None:  # type: ignore[no-untyped-def]
    watch.forgiven = ("409",)
    paper = doubtful(desk)
    page.goto(f"/papers/{paper}")
    page.request.post(f"/papers/{paper}/fields/cause", form={"version": "1", "value": "行政处罚"})
    page.locator("#f-cause").click()
    page.locator("#i-cause").fill("罚款二")
    page.locator("#i-cause").press("Enter")
    expect(page.locator(".toast--bad")).to_contain_text("他人改过")
    page.reload()
    expect(page.locator("#f-cause")).to_contain_text("行政处罚")


def test_a_file_of_two_hundred_pages_is_ready_within_a_second(page: Page, desk: Desk) -> None:
    paper = doubtful(desk, pages=200)
    page.goto(f"/papers/{paper}")  # the first visit fills caches of code and templates
    page.goto(f"/papers/{paper}")
    expect(page.locator("#f-case_number")).to_be_focused()
    ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    assert ready < 1000
    asked = page.evaluate(
        "performance.getEntriesByType('resource').filter(e => e.name.includes('.png')).length"
    )
    assert asked < 40, "page images are asked for only when they come into view"
    page.locator("summary", has_text="无存疑").click()
    page.locator("[data-go='150']").click()
    expect(page.locator("#p150 img")).to_be_visible()


def test_a_file_of_plain_text_is_shown_with_its_values_marked(page: Page, desk: Desk) -> None:
    page.goto("/documents")
    page.locator("#files").set_input_files(samples_folder() / "chongqing-duty-judgment.txt")
    row = page.locator("tr[data-document]")
    expect(row).to_have_attribute("data-state", "read", timeout=60_000)
    row.get_by_role("link", name="复核").click()
    page.locator("#f-case_number").click()
    marked = page.locator(".sheet__text .box--now")
    expect(marked).to_have_text("（2026）渝01行初9033号")
    page.locator(".sheet__text .box[data-for='cause']").click()
    expect(page.locator("#f-cause")).to_be_focused()


def test_a_confirmed_paper_can_be_opened_again(page: Page, desk: Desk) -> None:
    _, papers = lay(desk, [notice(NUMBER, "钟离若兰")])
    confirmed(desk, papers[0])
    page.goto(f"/papers/{papers[0]}")
    page.get_by_text("更多").click()
    page.get_by_role("button", name="重新打开复核").click()
    expect(page.locator("[data-confirm]")).to_be_visible()


def _in_view(page: Page, selector: str) -> None:
    """The element stands inside the visible part of the canvas."""
    page.wait_for_function(
        """selector => {
          const box = document.querySelector(selector).getBoundingClientRect();
          const canvas = document.getElementById('canvas').getBoundingClientRect();
          return box.top >= canvas.top && box.bottom <= canvas.bottom
            && box.left >= canvas.left - 1 && box.right <= canvas.right + 1;
        }""",
        arg=selector,
    )


def _received(desk: Desk, *paper_ids: str) -> list[str]:
    with desk.service.database.transaction() as session:
        found = receipts(desk.who, session, *paper_ids)
    return [found[each].on.isoformat() if each in found else "" for each in paper_ids]


def test_a_typed_day_of_receipt_is_kept_when_the_paper_is_confirmed(page: Page, desk: Desk) -> None:
    number = "（2026）渝0109行初9914号"
    _, (first, second) = lay(
        desk, [notice(number, "欧阳青"), summons(number, "欧阳青", "2026-09-24T09:30")]
    )
    page.goto(f"/papers/{first}")
    page.locator("#f-receipt").click()
    page.locator("#receipt-on").fill("2026-07-08")
    page.locator("[name=together]").check()
    page.locator("[data-confirm]").click()
    expect(page.get_by_text("应诉与出庭").first).to_be_visible()
    assert _received(desk, first, second) == ["2026-07-08", ""]

    page.goto(f"/papers/{second}")  # the day of the envelope stands there; confirming confirms it
    expect(page.locator("#receipt-on")).to_have_value("2026-07-08")
    page.locator("[data-confirm]").click()
    expect(page.get_by_text("应诉与出庭").first).to_be_visible()
    assert _received(desk, first, second) == ["2026-07-08", "2026-07-08"]


def test_a_refused_day_of_receipt_keeps_the_paper_open_and_the_day_in_its_place(
    page: Page, desk: Desk, watch: Watch
) -> None:
    watch.forgiven = ("422",)
    _, (paper,) = lay(desk, [notice("（2026）渝0109行初9915号", "欧阳青")])
    page.goto(f"/papers/{paper}")
    page.locator("#f-receipt").click()
    page.locator("#receipt-on").fill("2026-01-08")  # before the paper was written
    page.locator("[data-confirm]").click()
    expect(page.locator(".toast--bad")).to_contain_text("早于")
    expect(page.locator("#receipt-on")).to_have_value("2026-01-08")
    assert _received(desk, paper) == [""]
