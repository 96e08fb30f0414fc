"""Pages that carry a mark of state secrecy (密级): they are not read any further.

The mark stands alone at the head of a page, by GB/T 9704 with a star and the period: 机密★1年, below a
copy number or beside nothing at all. The words in a sentence (泄露国家秘密) are no mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.extractor.papers.head import read_head
from services.extractor.result import Problem
from services.extractor.text.clean import PaperText
from services.extractor.transcript import Page
from services.vocabulary import PaperKind

# 000001 机密★1年, 秘密 ★ 10年, 绝密★长期; OCR reads the star as *, ☆ or a black dot.
_MARK = re.compile(
    r"(?:密级[：:]?)?(?:\d{6})?(?P<level>绝密|机密|秘密)(?P<star>[★☆✩✪⋆*＊●]?)"
    r"(?P<period>(?:\d{1,2}|[一二三四五六七八九十]{1,3})(?:年|个?月)|长期)?(?:\d{6})?"
)
_HEAD_LINES = 4
_BARE_LINES = 2  # the word without star or period counts only on the very first lines


def secrecy_mark(text: str) -> str | None:
    """The level marked at the head of a page's ``text`` (绝密, 机密, 秘密), None without a mark."""
    lines = ["".join(line.split()) for line in text.split("\n")]
    for number, line in enumerate([line for line in lines if line][:_HEAD_LINES]):
        match = _MARK.fullmatch(line)
        if match and (match["star"] or match["period"] or number < _BARE_LINES):
            return match["level"]
    return None


def without_secret_pages(pages: Sequence[Page]) -> tuple[tuple[Page, ...], tuple[Problem, ...]]:
    """``pages`` without those of marked papers: the marked page and what follows it, up to the next
    page that begins a paper of a court. One problem per page left out."""
    kept, problems = [], []
    level: str | None = None
    for page in pages:
        marked = secrecy_mark(page.text)
        if marked:
            level = marked
        elif level and _court_paper_begins(page):
            level = None
        if level:
            problems.append(_problem(level, page.number, marked=marked is not None))
        else:
            kept.append(page)
    return tuple(kept), tuple(problems)


def _court_paper_begins(page: Page) -> bool:
    head = read_head(PaperText.from_pages([page]).text)
    known = head.title is not None and head.title.kind not in (None, PaperKind.OTHER_COURT_PAPER)
    return known and (head.court is not None or head.number is not None)


def _problem(level: str, page: int, *, marked: bool) -> Problem:
    what = f"这一页标有密级“{level}”" if marked else f"这一页接在标有密级“{level}”的页面之后"
    message = (
        f"{what}，已停止读取，未提取任何内容。请核对是否涉密：涉密的按保密规定移交，并请管理员删除已上传的原件；"
        "不涉密的去掉这一页的标志后重新上传。"
    )
    return Problem("secrecy_mark", message, page)
