"""Dates and hours as court papers print them; a strict parser that refuses impossible days.

    >>> [d.day.isoformat() for d in find_dates("于二〇二三年七月十一日作出，2023年2月30日")]
    ['2023-07-11']

The text is cleaned text (services.extractor.text.clean), so years are 二〇二三 or 2023. A line break
may stand inside a date of a narrow table cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from services.extractor.text.numerals import parse_int

_GAP = r"[ \n.·]?"  # also dirt of a photocopy, read as a dot
_YEAR = r"(?:(?<!\d)(?:19|20)\d{2}|(?:一九|二〇)[〇一二三四五六七八九]{2})"
_MONTH = r"(?:\d{1,2}|十[一二]?|〇?[一二三四五六七八九]|元)"
_DAY = (
    r"(?:\d{1,2}|[一二]?十[一二三四五六七八九]?|三十一?"
    r"|廿[一二三四五六七八九]?|[〇初]?[一二三四五六七八九])"
)
DATE = (
    rf"{_YEAR}{_GAP}年{_GAP}{_MONTH}{_GAP}月{_GAP}{_DAY}{_GAP}[日号]"
    r"|(?<!\d)(?:19|20)\d{2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)\d{1,2}(?!\d)"
)
_DATE = re.compile(DATE)
_PARTS = re.compile(
    rf"({_YEAR}){_GAP}年{_GAP}({_MONTH}){_GAP}月{_GAP}({_DAY}){_GAP}[日号]"
    r"|((?:19|20)\d{2})[-/.](\d{1,2})[-/.](\d{1,2})"
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day printed in ``text[start:end]``. ``chinese``: in Chinese numerals, as judgments sign."""

    start: int
    end: int
    day: date
    chinese: bool


def parse_date(text: str) -> date | None:
    """The day ``text`` prints, None when it is not a date or no such day exists."""
    match = _PARTS.fullmatch(text)
    if match is None:
        return None
    year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    numbers = [parse_int(part.replace("廿", "二十").lstrip("初")) for part in (year, month, day)]
    if None in numbers:
        return None
    try:
        return date(*(number for number in numbers if number is not None))
    except ValueError:
        return None


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """All real days in ``text[start:end]``, in order."""
    for match in _DATE.finditer(text, start, len(text) if end is None else end):
        day = parse_date(match[0])
        if day is not None:
            yield FoundDate(match.start(), match.end(), day, not match[0][0].isdigit())


@dataclass(frozen=True, slots=True)
class FoundMoment:
    """A moment printed in ``text[start:end]``; ``at`` is None when only the day is printed."""

    start: int
    end: int
    day: date
    at: time | None

    @property
    def iso(self) -> str:
        """``2018-10-17T09:00``, or ``2018-10-17`` when no hour is printed."""
        return f"{self.day.isoformat()}T{self.at:%H:%M}" if self.at else self.day.isoformat()


_HOUR = r"(?:\d{1,2}|[一二]?十[一二三四五六七八九]?|[〇一二三四五六七八九])"
_MINUTE = r"(?:\d{1,2}|[二三四五]?十[一二三四五六七八九]?|[〇零]{0,2}[一二三四五六七八九]?)"
# 上午9时0分, 下午2:30, 14：30, 九时三十分, 9点半, 下午3时整
_TIME = (
    r"(?P<half>上午|下午|中午|早上|早晨|晚上|晚)?"
    rf"(?P<hour>{_HOUR})"
    rf"(?:[:：](?P<colon>[0-5]\d)(?:分|(?!\d))|[时点](?:(?P<minute>{_MINUTE})分|(?P<bare>[0-5]\d)(?!\d)|(?P<word>半|整|一刻|三刻))?)"
)
_TO = r"(?:至|到|—|-|~|～)"
# Between the day and the hour: （星期三）, 周三, a line break of the cell.
_BETWEEN = r"[ \n]*(?:[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?)?[，,、 \n]*"
_MOMENT_TIME = re.compile(
    rf"{_BETWEEN}(?P<time>{_TIME})(?:{_GAP}{_TO}{_GAP}(?:{_TIME.replace('?P<', '?P<to_')}))?"
)
# 上午9:00、10:00: cases called one after the other on one day
_ANOTHER_TIME = re.compile(rf"[、和及与](?P<time>{_TIME})(?!\d)")
_HALVES = {"下午": 12, "晚上": 12, "晚": 12}
_WORDS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0}


def find_moments(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundMoment]:
    """Days with the hour printed after them; of a range 9时至10时30分 the beginning. Each hour of
    several (下午2:30、3:30) is a moment of that day.

    An hour that cannot be (二十五时, 下午13时61分) leaves the day without an hour.
    """
    stop = len(text) if end is None else end
    for found in find_dates(text, start, stop):
        match = _MOMENT_TIME.match(text, found.end, stop)
        at = _time_of(match) if match else None
        yield FoundMoment(found.start, match.end() if match and at else found.end, found.day, at)
        half = match["half"] if match else None
        while match and at and (match := _ANOTHER_TIME.match(text, match.end(), stop)):
            half = match["half"] or half
            if at := _time_of(match, half):
                yield FoundMoment(match.start("time"), match.end(), found.day, at)


def _time_of(match: re.Match[str], half: str | None = None) -> time | None:
    half = half or match["half"]
    hour = parse_int(match["hour"])
    minute: int | None = 0
    printed = match["colon"] or match["minute"] or match["bare"]
    if printed:
        minute = parse_int(printed.replace("零", "〇"))
    elif match["word"]:
        minute = _WORDS[match["word"]]
    if hour is None or minute is None:
        return None
    if hour < 12:
        hour += _HALVES.get(half or "", 0)
        if half == "中午" and hour < 3:  # 中午1时 is 13:00, 中午11时30分 is 11:30
            hour += 12
    try:
        return time(hour, minute)
    except ValueError:
        return None
