"""The heading of a paper: court, title and case number, one under the other.

    重庆市北碚区人民法院
    应诉通知书
    （2023）渝0109行初45号

Some sources print all three on one line, and text copied from a portal may put its own lines before.
A title counts only where titles stand: 传票 and 应诉通知书 inside the sentences of a judgment do not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.extractor.papers.titles import Title, match_title
from services.extractor.text.case_numbers import (
    CaseNumber,
    find_case_numbers,
    loose_case_number,
    parse_case_number,
)
from services.vocabulary import PaperKind

_COURT = re.compile(
    r"/?(?P<court>(?:中华人民共和国)?(?:[\u4e00-\u9fa5×XＸ]{2,28}?(?:人民法院|中级法院|基层法院|铁路运输(?:第[一二三])?法院|海事法院"
    r"|知识产权法院|互联网法院|金融法院|农垦法院|林区法院|[县区市]法院|兵团(?:第[一二三四五六七八九十]+师)?[\u4e00-\u9fa5]{0,8}法院)"
    r"|最高人民法院)(?:生产建设兵团(?:第[一二三四五六七八九十]+师)?分院)?)(?:赔偿委员会)?"
)
COURT_LINE = _COURT  # a court alone on its line: use with fullmatch
_NUMBER_LABEL = re.compile(r"案号[：:|]?")
_HEAD_LINES = 14
_HEAD_LENGTH = 700
# A sentence ends the heading; 发布日期 and other portal lines do not.
_BODY = re.compile(r"[。；]|^(?:原告|被告|上诉人|再审申请人|申请执行人|公诉机关)[^\n]{6,}")


@dataclass(frozen=True, slots=True)
class Head:
    """Spans of the cleaned text; each None when the heading has none."""

    court: tuple[int, int] | None = None
    title: Title | None = None
    number: CaseNumber | None = None

    def body(self, text: str) -> str:
        """What stands below the heading, so that who reads it cannot go by the title."""
        ends = [each.end for each in (self.title, self.number) if each]
        return text[max(ends, default=self.court[1] if self.court else 0) :].lstrip("）) \n")


def read_head(text: str, start: int = 0) -> Head:
    """The heading at ``text[start:]``."""
    court: tuple[int, int] | None = None
    title: Title | None = None
    portal_title: Title | None = None  # a line before the court's, put there by a portal
    number: CaseNumber | None = None
    seen = 0
    position = start
    while position < min(len(text), start + _HEAD_LENGTH) and seen < _HEAD_LINES:
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = _read_line(text, position, end)
        if line.title is None and court and not title and not number:
            line = Head(line.court, _title_at_the_end(text, position, end), line.number)
        if line.court and not court:
            court = _whole_name(text, line.court)
            portal_title, title = portal_title or title, None
        title = title or line.title
        number = number or line.number
        if number and title:
            break
        if line == Head() and _BODY.search(text[position:end]):
            break
        seen += end > position
        position = end + 1
    title = title or portal_title
    return Head(court, title, number if court or _is_of_a_court(number, title) else None)


def _is_of_a_court(number: CaseNumber | None, title: Title | None) -> bool:
    """Where no court heads a paper: by the grammar, or under a title only courts give. A letter of a
    law firm and an expert opinion are numbered in the same outline: （2025）京衡律函字第206号."""
    known = title is not None and title.kind not in (None, PaperKind.OTHER_COURT_PAPER)
    return number is not None and (known or parse_case_number(number.value) is not None)


_TAIL_OF_A_NAME = re.compile(
    r"(?:第[一二三四五六]|高级|中级|铁路)?(?:高级|中级|运输)?人民法院|中级法院"
)


def _whole_name(text: str, court: tuple[int, int]) -> tuple[int, int]:
    """A long name on two lines: 内蒙古自治区呼伦贝尔市 ⏎ 中级人民法院."""
    if _TAIL_OF_A_NAME.fullmatch(text, *court):
        above = re.search(r"[\u4e00-\u9fa5]{2,16}[省市区县州盟旗]\n$", text[: court[0]])
        if above:
            return above.start(), court[1]
    return court


def _title_at_the_end(text: str, start: int, end: int) -> Title | None:
    """上诉人甲诉某某县公安局行政处罚一案二审行政判决书: a title with the case written before it."""
    if end - start > 60 or text[end - 1 : end] not in ("书", "票"):
        return None
    for position in range(start, end - 1):
        title = match_title(text, position, end)
        if title and title.kind is not PaperKind.OTHER_COURT_PAPER:
            return title
    return None


def _read_line(text: str, start: int, end: int) -> Head:
    """Court, title and number of one line that holds them in this order and nothing before them."""
    court, position = _court_at(text, start, end)
    title = match_title(text, position, end)
    if court is None and (title is None or title.kind is PaperKind.OTHER_COURT_PAPER):
        title = _title_behind_its_office(text, start, end) or title
    number = None
    if title:
        position = title.end
    label = _NUMBER_LABEL.match(text, position, end)
    if label:
        position = label.end()
    if position < end:
        number = loose_case_number(text, position, end)
        bare = not (title or court or label)
        if number and bare and number.end < end and not _repeated(text, number.end, end):
            number = None
        if title and not number and text[position] != "（":
            title = None  # 判决书送达之日起…: a word of a sentence
        if court and not title and not number:
            court = None  # 某某人民法院受理…: the subject of a sentence
    return Head(court, title, number)


# Those other than courts whose papers start periods: a procuratorate, the organ of a reconsideration.
_OFFICE_END = re.compile(r"检察院|政府|委员会|[局厅]")
_OF_AN_OFFICE = (
    PaperKind.PROCURATORIAL_ADVICE,
    PaperKind.RECONSIDERATION_REPLY_NOTICE,
    PaperKind.RECONSIDERATION_DECISION,
)


def _title_behind_its_office(text: str, start: int, end: int) -> Title | None:
    """云山县人民检察院检察建议书, 云山县人民政府行政复议答复通知书: both on one line."""
    if end - start > 60:
        return None
    titles = (match_title(text, each.end(), end) for each in _OFFICE_END.finditer(text, start, end))
    return next((title for title in titles if title and title.kind in _OF_AN_OFFICE), None)


def _court_at(text: str, start: int, end: int) -> tuple[tuple[int, int] | None, int]:
    match = _COURT.match(text, start, end)
    if match is None:
        return None, start
    return match.span("court"), match.end()


def _repeated(text: str, position: int, end: int) -> bool:
    """Portals repeat the number: (2010)某刑初字第1号、(2010)某刑初字第1号、公诉机关…"""
    return text[position] in "、，" or next(find_case_numbers(text, position, end), None) is not None
