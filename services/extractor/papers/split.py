"""Where one paper of a file ends and the next begins.

A paper begins on a new page with its own heading. A heading repeated on top of every page of a
judgment begins nothing, and neither does a page without a heading: it continues. A plain text has no
pages: there a paper begins where a court's line and a title stand below a paper that has ended. So
does one in the middle of a page, where two short papers were laid on the glass together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from services.extractor.papers.head import COURT_LINE, Head, read_head
from services.extractor.papers.titles import match_title
from services.extractor.text.clean import PaperText
from services.extractor.text.sections import find_sections
from services.extractor.transcript import Line, Page
from services.vocabulary import PaperKind

_UNTITLED_START = 200  # a title this deep in a page is not its heading


@dataclass(frozen=True)
class Part:
    """The pages of one paper, cleaned, with the heading it begins with."""

    paper: PaperText
    head: Head


def split_papers(pages: Sequence[Page]) -> list[Part]:
    """The papers of a file in order; pages without text go with the paper before them."""
    groups: list[list[Page]] = []
    heads: list[Head] = []
    for page in _sheets(pages):
        single = PaperText.from_pages([page])
        head = read_head(single.text)
        if not groups or (_begins(single.text, head) and not _repeats(head, heads[-1], groups[-1])):
            groups.append([page])
            heads.append(head)
        else:
            groups[-1].append(page)
    papers = [PaperText.from_pages(group) for group in groups]
    return [Part(paper, read_head(paper.text)) for paper in papers if paper.text.strip()]


def _sheets(pages: Sequence[Page]) -> Iterator[Page]:
    """The pages, cut where papers meet on one. What stands before a cut is blanked to line breaks, so
    that offsets stay those of the page."""
    for page in pages:
        found = _cuts(page.text) if page.source == "text" else _second_headings(page)
        cuts = [0, *found, len(page.text)]
        for start, end in pairwise(cuts):
            yield replace(page, text="\n" * start + page.text[start:end]) if len(cuts) > 2 else page


_LEAST_PAPER = 40  # a paper of a plain text has at least so many characters
_LONGEST_HEADING = 120  # 传　票 loses its spaces, a paragraph need not
# 二〇二三年七月十一日, 书记员冯某戊, 附：…, 联系电话：…, a name: what a paper ends with
_LAST_LINE = re.compile(
    r"(?:.{0,12}日(?:（.{1,6}）)?|(?:代理)?书记员.{1,8}|法官助理.{1,8}|审判[长员].{0,8}|(?:具状人|起诉人|上诉人|申请人|提交人|此致|附|联系).{0,60}|.{0,30}法院(?:（?院?印章?）?)?"
    r"|\d{1,2}[.、].{1,60}|注意事项.{0,60}|.{0,40}[。；])"
)
# What stands under the title of a paper that no court made; in a list of evidence such a title is
# followed by something else.
_UNDER = {
    PaperKind.COMPLAINT: re.compile(r"原告|起诉人|公益诉讼"),
    PaperKind.APPEAL_PETITION: re.compile(r"上诉人"),
    PaperKind.RETRIAL_PETITION: re.compile(r"(?:再审)?申请人|申请再审人|申诉人|抗诉"),
    PaperKind.EVIDENCE_MATERIAL: re.compile(r"序号|编号|证据|提交人|案[由号]|原告|第?[一1]|证明|（?20"),
    PaperKind.OWN_FILING: re.compile(r"答辩人|委托|姓名|单位|法定|兹|名称"),
    PaperKind.RECONSIDERATION_APPLICATION: re.compile(r"申请人"),
    PaperKind.RECONSIDERATION_DECISION: re.compile(r".*[〔\[（]\d{4}[〕\]）].*号"),
    PaperKind.PROCURATORIAL_ADVICE: re.compile(r".*[〔\[（]\d{4}[〕\]）].*号"),
}


def _cuts(text: str) -> Iterator[int]:
    """Offsets at which the next paper of a plain text begins."""
    lines: list[tuple[int, str]] = []
    at = 0
    for raw in text.split("\n"):
        shown = _shown(raw)
        if shown:
            lines.append((at, shown))
        at += len(raw) + 1
    begun, kind = 0, None  # of the paper the lines belong to, once its title was seen
    for index, (start, line) in enumerate(lines):
        following = [text for _, text in lines[index + 1 : index + 3]]
        ended = kind is PaperKind.EVIDENCE_MATERIAL or (  # a list of evidence ends with any row
            start - begun >= _LEAST_PAPER and _LAST_LINE.fullmatch(lines[index - 1][1])
        )
        if kind is not None and ended and _heads(line, following):
            yield start
            begun, kind = start, None
        kind = kind or _known_title(line)


def _second_headings(page: Page) -> Iterator[int]:
    """Offsets on a page with a layout at which another paper begins: a court's line with the title
    right below it, outside every table, after a paper that has ended or well apart from it."""
    seen = None  # the title of the paper above
    begun = 0
    for above, line, below in zip(page.lines, page.lines[1:], page.lines[2:], strict=False):
        shown, title = (_shown(page.text[each.start : each.end]) for each in (line, below))
        seen = seen or _known_title(_shown(page.text[above.start : above.end]))
        if seen is None or line.start - begun < _LEAST_PAPER or not COURT_LINE.fullmatch(shown):
            continue
        if _known_title(title) is None or any(c.start <= line.start < c.end for c in page.cells):
            continue
        ended = _LAST_LINE.fullmatch(_shown(page.text[above.start : above.end]))
        if ended or _is_apart(above, line):
            yield line.start
            begun, seen = line.start, None


def _is_apart(above: Line, line: Line) -> bool:
    """Further down than paragraphs are, or back up: at the head of another column."""
    if above.box is None or line.box is None:
        return False
    height = line.box.y1 - line.box.y0
    return line.box.y0 - above.box.y1 > 2 * height or line.box.y1 < above.box.y0


def _shown(raw: str) -> str:
    return "".join(raw.split()) if len(raw) < _LONGEST_HEADING else raw


def _heads(line: str, following: Sequence[str]) -> bool:
    """Does a heading stand here: the line of a court or an office over a title, or the title of a
    party's paper over what belongs under it?"""
    if not following:
        return False
    if COURT_LINE.fullmatch(line):
        return any(_known_title(each) is not None for each in following)
    kind = _known_title(line)
    if kind is not None and kind in _UNDER:
        return _UNDER[kind].match(following[0]) is not None
    below = _known_title(following[0])
    return (
        below in (PaperKind.RECONSIDERATION_DECISION, PaperKind.PROCURATORIAL_ADVICE)
        and len(following) > 1
        and re.fullmatch(r"[\u4e00-\u9fa5]{2,24}(?:政府|厅|局|委员会|检察院)", line) is not None
        and _UNDER[below].match(following[1]) is not None
    )


def _known_title(line: str) -> PaperKind | None:
    title = match_title(line, 0, len(line))
    if title is None or title.kind is PaperKind.OTHER_COURT_PAPER:
        return None
    return title.kind or PaperKind.OTHER_COURT_PAPER


def _begins(text: str, head: Head) -> bool:
    """A title near the top begins a paper; a title of no kind of ours only under a court, with a
    number, or on one of the first two lines (an office's name, then 行政处罚决定书)."""
    if head.title is None or head.title.start > _UNTITLED_START:
        return False
    if head.title.kind not in (None, PaperKind.OTHER_COURT_PAPER):
        return True
    return bool(head.court or head.number) or text.count("\n", 0, head.title.start) <= 1


def _repeats(head: Head, current: Head, group: Sequence[Page]) -> bool:
    """The running heading of a paper that is not signed yet."""
    same = (
        head.title is not None
        and current.title is not None
        and head.title.text == current.title.text
        and (head.number is None or current.number is None or head.number.value == current.number.value)
    )
    return (
        same
        and find_sections(PaperText.from_pages(group).text).signature is None
        and not _is_form(head)
    )


def _is_form(head: Head) -> bool:
    """Two summonses in a row are two papers: a form fits one page."""
    return head.title is not None and head.title.kind in (
        PaperKind.SUMMONS,
        PaperKind.SERVICE_RETURN,
        PaperKind.SERVICE_ADDRESS_FORM,
    )
