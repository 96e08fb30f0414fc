"""What a court says in the text of a mail or a short message: number, court, hearing, link.

    notice = court_notice("【重庆市北碚区人民法院】（2026）渝0109行初412号…")
    notice.case_numbers[0].value, notice.case_numbers[0].span

Such a text is no paper: it has neither title nor seal, and its time is not the day of service
(在线诉讼规则 31). It says that something happened and where the paper can be had. A link is a string
here; nothing opens it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from services.extractor.fields.court import COURT_NAME
from services.extractor.papers.titles import match_title
from services.extractor.text.case_numbers import find_case_numbers
from services.extractor.text.dates import find_moments
from services.extractor.text.lexicons import courts
from services.vocabulary import PaperKind

LONGEST = 20_000  # characters looked at: a notice is short, what follows it is quoted mail

_COURT = re.compile(COURT_NAME)
# Up to the first character no address has; Chinese text often follows without a space.
_LINK = re.compile(r"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")
_LINK_END = ".,;:!?)'\"]"
_QUOTED = re.compile(r"《([^《》]{2,40})》")
# 开庭传票, 听证通知书 are papers that are sent, no word for when to come.
_HEARING = re.compile(
    r"(?:开庭|庭审|审理|传唤|听证|询问|调解|宣判|质证|谈话)(?!传票|通知|公告|笔录|须知)"
)
_SENT = re.compile(r"(?:发送|发出|推送|送达|签收|收寄|投递)")
_SENT_AT = re.compile(rf"{_SENT.pattern}(?:时间|日期)?[：:为]?$|{_SENT.pattern}于$")
# The last word of a paper's title.
_LAST_WORD = re.compile(r"(?:判决|裁定|调解|通知|告知|建议|申请|决定)书|传票|(?:起诉|上诉|答辩)状")
_LONGEST_TITLE = 16
_FULL_WIDTH = str.maketrans("()[]", "（）〔〕")
_NEAR = 40  # characters between the word for a hearing and its moment


@dataclass(frozen=True, slots=True)
class Said:
    """One value and where it stands: ``span`` in characters of the text."""

    value: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class CourtNotice:
    """What was found, each once, in the order of the text. ``hearings`` are ISO days or minutes
    that stand near a word for a hearing; ``papers`` titles."""

    case_numbers: tuple[Said, ...] = ()
    courts: tuple[Said, ...] = ()
    hearings: tuple[Said, ...] = ()
    links: tuple[Said, ...] = ()
    papers: tuple[Said, ...] = ()

    @property
    def is_one(self) -> bool:
        """A case number or a listed court, with something that is to be done: a hearing or a link."""
        return bool((self.case_numbers or self.courts) and (self.hearings or self.links))

    def to_json(self) -> dict[str, Any]:
        return {
            name: [{"value": said.value, "span": list(said.span)} for said in getattr(self, name)]
            for name in ("case_numbers", "courts", "hearings", "links", "papers")
        }


def court_notice(text: str) -> CourtNotice:
    """What a court says in ``text``; empty when it says nothing of the kind."""
    text = text[:LONGEST]
    # Short messages have half-width brackets and stray spaces: (2026) 渝0109行初412号.
    kept = [at for at, character in enumerate(text) if not character.isspace()]
    close = "".join(text[at] for at in kept).translate(_FULL_WIDTH)

    def placed(found: Iterator[Said]) -> tuple[Said, ...]:
        spans = ((said.value, kept[said.span[0]], kept[said.span[1] - 1] + 1) for said in found)
        return _once(Said(value, (start, end)) for value, start, end in spans)

    return CourtNotice(
        case_numbers=placed(Said(n.value, (n.start, n.end)) for n in find_case_numbers(close)),
        courts=placed(_courts(close)),
        hearings=placed(_hearings(close)),
        links=_once(_links(text)),
        papers=placed(_papers(close)),
    )


def notice_in_file(text: str, kinds: Iterable[PaperKind]) -> dict[str, Any] | None:
    """The notice of a file that holds no court paper (the picture of a short message), as JSON with
    its ``text``; None for any other."""
    if any(kind is not PaperKind.NOT_COURT_PAPER for kind in kinds):
        return None
    notice = court_notice(text)
    return {**notice.to_json(), "text": text[:LONGEST]} if notice.is_one else None


def _courts(text: str) -> Iterator[Said]:
    """Listed courts. The pattern may begin too early (现将重庆市…): the longest listed ending is it."""
    for match in _COURT.finditer(text):
        found = next((at for at in range(*match.span()) if text[at : match.end()] in courts()), None)
        if found is not None:
            yield Said(text[found : match.end()], (found, match.end()))


def _hearings(text: str) -> Iterator[Said]:
    words = [match.span() for match in _HEARING.finditer(text)]
    for moment in find_moments(text):
        if _SENT.match(text, moment.end) or _SENT_AT.search(text, 0, moment.start):
            continue
        if any(start - _NEAR <= moment.end and moment.start <= end + _NEAR for start, end in words):
            yield Said(moment.iso, (moment.start, moment.end))


def _links(text: str) -> Iterator[Said]:
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_LINK_END)
        yield Said(link, (match.start(), match.start() + len(link)))


def _papers(text: str) -> Iterator[Said]:
    """《应诉通知书》: papers a court sends, not the laws it quotes; and 您有新的行政判决书, without
    marks."""
    quoted = [match.span(1) for match in _QUOTED.finditer(text)]
    for start, end in quoted:
        if match_title(text, start, end):
            yield Said(text[start:end], (start, end))
    for match in _LAST_WORD.finditer(text):
        end = match.end()
        if any(first <= match.start() < last for first, last in quoted):
            continue
        starts = range(max(0, end - _LONGEST_TITLE), match.start() + 1)
        found = next((at for at in starts if _is_known(text, at, end)), None)
        if found is not None:
            yield Said(text[found:end], (found, end))


def _is_known(text: str, start: int, end: int) -> bool:
    title = match_title(text, start, end) if text[start] >= "一" else None
    return title is not None and title.kind is not PaperKind.OTHER_COURT_PAPER


def _once(found: Iterator[Said]) -> tuple[Said, ...]:
    first: dict[str, Said] = {}
    for said in found:
        first.setdefault(said.value, said)
    return tuple(first.values())
