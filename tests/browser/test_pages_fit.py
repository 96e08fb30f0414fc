"""Every page at 1366 and 1920: nothing runs out of its frame, and 今天 prints on one sheet of A4."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Desk
from tests.browser.papers import confirmed, lay, notice, summons

pytestmark = pytest.mark.browser

RUNS_OUT = """() => {
  const bad = [];
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) bad.push('the page is ' + wide + ' px too wide');
  /* Text that leaves its panel, or is cut where nothing says that it goes on. */
  document.querySelectorAll('.panel, .form, .top, .bench__bar, .case__head').forEach(frame => {
    const edge = frame.getBoundingClientRect();
    frame.querySelectorAll('b, span, a, p, td, th, h1, h2, li, label, button').forEach(e => {
      const text = e.textContent.trim();
      if (e.closest('.vh, [hidden], .menu__body') || !text || !e.offsetParent) return;
      const box = e.getBoundingClientRect();
      if (!box.width || (box.right <= edge.right + 1 && box.left >= edge.left - 8)) return;
      bad.push(frame.className + ': ' + text.slice(0, 40));
    });
  });
  return bad.slice(0, 10);
}"""


NAMELESS = """() => {
  const controls = 'button, a[href], input:not([type=hidden]), select, summary';
  const labelled = e => e.labels && e.labels.length;
  const named = e => e.textContent.trim() || e.getAttribute('aria-label') || labelled(e);
  const found = [...document.querySelectorAll(controls)].filter(e => !named(e));
  return found.map(e => e.outerHTML.slice(0, 120));
}"""


LONG_NAME = "重庆岚屿物业服务有限责任公司北碚区第二分公司"


def crowded(desk: Desk, cases: int, plaintiff: str = "") -> tuple[str, str]:
    """A desk full of work: ids of one case and of one paper that waits."""
    case_id = ""
    for i in range(cases):
        number = f"（2026）渝0109行初99{i:02d}号"
        name = plaintiff or f"欧阳青{'甲乙丙丁戊己庚辛壬癸'[i % 10]}"
        _, papers = lay(
            desk,
            [notice(number, name, issued_on="2026-05-29")],
            name=f"通知{i}.pdf",
        )
        case_id = confirmed(desk, papers[0], received_on=f"2026-0{6 + i % 2}-{1 + i % 9:02d}")
        _, papers = lay(
            desk,
            [summons(number, plaintiff or "欧阳青", f"2026-07-{13 + i % 10}T09:30")],
            name=f"传票{i}.pdf",
        )
        confirmed(desk, papers[0])
    _, papers = lay(
        desk,
        [notice("（2026）渝0109行初9999号", LONG_NAME)],
        name="一个名字特别长的文件_法院专递_扫描件_第二次重新扫描_20260709_最终版_不要删.pdf",
    )
    return case_id, papers[0]


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_nothing_runs_out_of_its_frame(page: Page, desk: Desk, size: tuple[int, int]) -> None:
    case_id, paper_id = crowded(desk, 4)
    page.set_viewport_size({"width": size[0], "height": size[1]})
    for path in (
        "/",
        "/review",
        "/documents",
        "/cases",
        "/deadlines",
        f"/cases/{case_id}",
        f"/papers/{paper_id}",
        "/settings",
    ):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(RUNS_OUT) == [], path


@pytest.mark.parametrize(("cases", "plaintiff"), [(0, ""), (1, ""), (3, LONG_NAME), (14, "")])
def test_today_prints_on_exactly_one_sheet(page: Page, desk: Desk, cases: int, plaintiff: str) -> None:
    if cases:
        crowded(desk, cases, plaintiff)
    page.goto("/")
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(printed) == 1
    width, height = printed[0].get_size()
    assert (round(width), round(height)) == (595, 842)
    if cases:
        text = printed[0].get_textpage().get_text_range()
        assert "书面报备案件基本情况" in text  # what is owed is on the sheet
        assert "打印一页" not in text  # what only clicks is not
        page.emulate_media(media="print")
        assert page.evaluate(UNACCOUNTED) == []


UNACCOUNTED = """() => {
  /* Every list says how many rows it has: those on the sheet, and those the sheet says it left out. */
  const seen = e => e.getClientRects().length > 0;
  const wrong = [];
  document.querySelectorAll('section.panel').forEach(panel => {
    const count = panel.querySelector('.count');
    if (!count) return;
    const rows = [...panel.querySelectorAll('article.due, table.later tr, ul.rows > li')].filter(seen);
    const left = [...panel.querySelectorAll('.unprinted')].filter(seen);
    const unprinted = left.map(e => Number(/\\d+/.exec(e.textContent)[0])).reduce((a, b) => a + b, 0);
    if (rows.length + unprinted !== parseInt(count.textContent))
      wrong.push(panel.querySelector('h2').textContent + ': ' + rows.length + '+' + unprinted);
  });
  return wrong;
}"""


def test_every_control_can_be_reached_and_is_named(page: Page, desk: Desk) -> None:
    case_id, paper_id = crowded(desk, 1)
    for path in ("/", "/documents", f"/cases/{case_id}", f"/papers/{paper_id}", "/settings", "/login"):
        page.goto(path)
        nameless = page.evaluate(NAMELESS)
        assert nameless == [], path
        twice = page.evaluate(
            """() => { const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
              return ids.filter((id, i) => ids.indexOf(id) !== i); }"""
        )
        assert twice == [], path
