"""What a court's text message (电子送达短信) says: whose case, which papers, where to fetch them.

The message is only a notice that something waits (人民法院在线诉讼规则, article 32); when it came is
never the day of service. The link is recorded as text and never opened.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from services.extractor.fields.court import full_name
from services.extractor.text.case_numbers import court_of_number, find_case_numbers
from services.extractor.text.clean import PaperText
from services.extractor.text.dates import find_moments
from services.extractor.text.lexicons import courts
from services.vocabulary import PaperKind

_COURT = re.compile(r"[\u4e00-\u9fa5]{2,24}?人民法院")
_LINK = re.compile(r"(?:https?://|www\.)[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", re.IGNORECASE)
_CODE = re.compile(
    r"(?:验证码|提取码|查询码|签收码|识别码|密码)[是为]?[：:]?\s*(?P<code>[A-Za-z0-9]{4,12})"
)
_SENTENCE_END = re.compile(r"[。；]|$")
_HEARING = re.compile(r"开庭|应到时间|到庭|庭审")
# What courts call the papers they send; longer names first.
_PAPERS: tuple[tuple[str, PaperKind], ...] = (
    ("负责人出庭应诉通知书", PaperKind.OFFICIAL_ATTENDANCE_NOTICE),
    ("合议庭组成人员", PaperKind.PANEL_NOTICE),
    ("参加诉讼通知书", PaperKind.JOINDER_NOTICE),
    ("交纳诉讼费", PaperKind.FEE_NOTICE),
    ("送达地址确认书", PaperKind.SERVICE_ADDRESS_FORM),
    ("应诉通知书", PaperKind.RESPONSE_NOTICE),
    ("举证通知书", PaperKind.EVIDENCE_NOTICE),
    ("起诉状", PaperKind.COMPLAINT),
    ("权利义务告知", PaperKind.RIGHTS_NOTICE),
    ("司法建议", PaperKind.JUDICIAL_ADVICE),
    ("上诉状", PaperKind.APPEAL_PETITION),
    ("再审申请书", PaperKind.RETRIAL_PETITION),
    ("调解书", PaperKind.MEDIATION),
    ("判决书", PaperKind.JUDGMENT),
    ("裁定书", PaperKind.RULING),
    ("传票", PaperKind.SUMMONS),
)


@dataclass(frozen=True, slots=True)
class ShortMessage:
    """One message. ``hearing_at`` when it names a hearing; ``link`` and ``code`` as printed."""

    case_numbers: tuple[str, ...]
    court: str | None
    papers: tuple[PaperKind, ...]
    link: str | None
    code: str | None
    hearing_at: datetime | None

    @property
    def from_a_court(self) -> bool:
        """Whether it speaks of a court's case at all."""
        return bool(self.case_numbers or self.court)


def read_short_message(text: str) -> ShortMessage:
    """What the words of a message say; a message of anybody else comes back empty."""
    link, code = _LINK.search(text), _CODE.search(text)
    text = PaperText.of(_LINK.sub(" ", text)).text
    numbers = tuple(dict.fromkeys(found.value for found in find_case_numbers(text)))
    return ShortMessage(
        case_numbers=numbers,
        court=_court(text, numbers),
        papers=tuple(dict.fromkeys(kind for word, kind in _PAPERS if word in text)),
        link=link[0].rstrip(".,)") if link else None,
        code=code["code"] if code else None,
        hearing_at=_hearing(text),
    )


def _court(text: str, numbers: tuple[str, ...]) -> str | None:
    """A court of the list as printed, else the court whose code the number carries. 【人民法院】 of the
    platform's signature names none."""
    for match in _COURT.finditer(text):
        # 您好重庆市北碚区人民法院: the name is the longest listed ending.
        words = match[0]
        for start in range(len(words) - 5):
            if words[start:] in courts():
                return full_name(words[start:])
    coded = (court_of_number(number) for number in numbers)
    return next((court for court in coded if court), None)


def _hearing(text: str) -> datetime | None:
    """The time after a word for a hearing, in the same sentence."""
    for word in _HEARING.finditer(text):
        end = _SENTENCE_END.search(text, word.end())
        begin = max(text.rfind(mark, 0, word.start()) for mark in "。；") + 1
        for moment in find_moments(text, begin, end.start() if end else len(text)):
            if moment.at:
                return datetime.combine(moment.day, moment.at)
    return None
