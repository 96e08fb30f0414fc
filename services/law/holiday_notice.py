"""Next year's notice, pasted as text (国务院办公厅关于…年部分节假日安排的通知): parsed, never guessed.

Every festival's paragraph names its days off and the weekends that are worked (上班). A paragraph that
cannot be read, a number of days that does not agree (共8天), or a worked day that is no weekend is
an error with its words, for a year of wrong dates would follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from services.law.calendar import HolidayRange, HolidayYear, Notice, problem_of_year
from services.law.numerals import number

_TITLE = re.compile(r"国务院办公厅关于(?P<year>\d{4})年部分节假日安排的通知")
_NUMBER = re.compile(r"国办发(?:明电)?\s*[〔\[（(](?P<year>\d{4})[〕\]）)]\s*(?P<n>\d+)\s*号")
_SIGNED = re.compile(
    r"国务院办公厅\s*(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年(?P<month>[\d一二三四五六七八九十]{1,2})月"
    r"(?P<day>[\d一二三四五六七八九十]{1,3})日"
)
# 一、元旦：… 六、国庆节、中秋节：… Quotation marks stand around “五一” in older notices.
_PARAGRAPH = re.compile(
    r"(?:^|\s)[一二三四五六七八九]、(?P<name>[^：:\n]{1,20})[：:](?P<text>.*?)"
    r"(?=(?:\s[一二三四五六七八九]、[^：:\n]{1,20}[：:])|节假日期间|\Z)",
    re.DOTALL,
)
_NOTE = r"(?:\s*[（(][^（）()]{0,20}[）)])?"


def _day(place: int) -> str:
    """1月1日（周四）, 2005年12月31日, or only 6日: groups y, m, d with the number of the place."""
    written = rf"(?:(?:(?P<y{place}>\d{{4}})年)?(?P<m{place}>\d{{1,2}})月)?(?P<d{place}>\d{{1,2}})日"
    return written + _NOTE


_OFF = re.compile(rf"{_day(1)}(?:\s*(?:至|到|—+|–|-|－|~|～)\s*{_day(2)})?\s*(?:调休)?放假[^。；]*")
_TOTAL = re.compile(r"(?:共|放假)\s*(?P<n>\d{1,2})\s*天")
_EXTRA = re.compile(_day(1) + r"\s*补休")
_LISTED = r"(?:(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日" + _NOTE + r"(?:\s*[、和及]\s*)?)"
_WORKED = re.compile(rf"(?P<days>{_LISTED}+)\s*(?:照常)?上班")
_ONE = re.compile(_day(1))
_NAMES = {"“五一”": "劳动节", "“五一”国际劳动节": "劳动节", "国际劳动节": "劳动节", "“十一”": "国庆节"}


class NoticeUnreadable(ValueError):
    """The text is not a notice that can be relied on; the message says why and what to do."""


def parse_holiday_notice(text: str) -> HolidayYear:
    """The days off and the worked weekends a notice names. Raises NoticeUnreadable."""
    title = _TITLE.search(re.sub(r"\s+", "", text))
    if title is None:
        raise NoticeUnreadable(
            "没有找到“国务院办公厅关于…年部分节假日安排的通知”，请粘贴通知全文（含标题）。"
        )
    year = int(title["year"])
    holidays: list[HolidayRange] = []
    makeup: list[date] = []
    for match in _PARAGRAPH.finditer(_plain(text)):
        name = _NAMES.get(
            match["name"].strip(), match["name"].strip().replace("“", "").replace("”", "")
        )
        holidays += _off(name, match["text"], year)
        makeup += _worked(name, match["text"], year)
    if not holidays:
        raise NoticeUnreadable("没有找到各节日的放假段落（一、元旦：…），请粘贴通知全文。")
    sent = _NUMBER.search(text)
    result = HolidayYear(
        year=year,
        notice=Notice(
            title=title[0],
            number=f"国办发明电〔{sent['year']}〕{sent['n']}号" if sent else None,
            issued_on=_issued_on(text),
        ),
        holidays=tuple(sorted(holidays, key=lambda each: each.first)),
        makeup_workdays=tuple(sorted(set(makeup))),
    )
    if problem := problem_of_year(result):
        raise NoticeUnreadable(f"{problem[1]}，请对照通知原文核对。")
    return result


def to_yaml(year: HolidayYear) -> str:
    """``year`` as a file of ``rules/cn/holidays``."""
    lines = [f"year: {year.year}", "notice:", f"  title: {year.notice.title}"]
    for key in ("number", "issued_on", "url"):
        if value := getattr(year.notice, key):
            lines.append(f"  {key}: {value}")
    if year.source:
        lines.append(f"source: {year.source}")
    if not year.verified:
        lines.append("verified: false")
    lines.append("holidays:")
    lines += [
        f"  - {{name: {each.name}, first: {each.first}, last: {each.last}}}" for each in year.holidays
    ]
    lines.append(f"makeup_workdays: [{', '.join(str(day) for day in year.makeup_workdays)}]")
    if year.certain_through:
        lines.append(f"certain_through: {year.certain_through}")
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """One space for white space, paragraphs kept apart by their numbers."""
    return re.sub(r"[ \t\u3000\r\n]+", " ", text)


def _off(name: str, text: str, year: int) -> Iterator[HolidayRange]:
    match = _OFF.search(text)
    if match is None:
        raise NoticeUnreadable(f"没有读出“{name}”的放假日期，请核对这一段：{text.strip()[:40]}")
    first = _date(match, 1, name, year, None)
    last = _date(match, 2, name, year, first) if match["d2"] else first
    total = _TOTAL.search(match[0])
    if total and int(total["n"]) != (last - first).days + 1:
        days = (last - first).days + 1
        raise NoticeUnreadable(
            f"“{name}”写明共{total['n']}天，读出的是{first}至{last}共{days}天，请核对这一段。"
        )
    yield HolidayRange(name=name, first=first, last=last)
    for extra in _EXTRA.finditer(text):
        day = _date(extra, 1, name, year, last)
        yield HolidayRange(name=name, first=day, last=day)


def _worked(name: str, text: str, year: int) -> Iterator[date]:
    for listed in _WORKED.finditer(text):
        before: date | None = None
        for match in _ONE.finditer(listed["days"]):
            before = _date(match, 1, name, year, before)
            yield before


def _date(match: re.Match[str], place: int, name: str, year: int, before: date | None) -> date:
    """The day of one group; month and year left out are those of the day before it in the text, a
    December day of 元旦 belongs to the year before."""
    month = int(match[f"m{place}"]) if match[f"m{place}"] else before.month if before else 0
    if match[f"y{place}"]:
        year = int(match[f"y{place}"])
    elif month == 12 and name.startswith("元旦"):
        year -= 1
    try:
        return date(year, month, int(match[f"d{place}"]))
    except ValueError as error:
        raise NoticeUnreadable(f"“{name}”写的“{match[0]}”不是日期，请核对这一段。") from error


def _issued_on(text: str) -> date | None:
    match = _SIGNED.search(text)
    if match is None:
        return None
    parts = [match["year"].replace("○", "〇"), match["month"], match["day"]]
    numbers = [number(part) for part in parts]
    if None in numbers:
        return None
    year, month, day = (each or 0 for each in numbers)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def days_listed(year: HolidayYear) -> list[tuple[date, str]]:
    """Every day the notice changes, with 休 or 班, for a calendar to confirm by eye."""
    days = []
    for each in year.holidays:
        span = (each.last - each.first).days + 1
        days += [(each.first + timedelta(days=n), "休") for n in range(span)]
    days += [(day, "班") for day in year.makeup_workdays]
    return sorted(days)
