"""Next year's notice, pasted as text (国务院办公厅关于…年部分节假日安排的通知): parsed, never guessed.

Every festival's paragraph names its days off and the weekends that are worked (上班). A festival
without a paragraph, one that cannot be read, a 上班 whose days are not all read, a number of days that
does not agree (共8天), a weekday that is not the day's, or a worked day that is no weekend is an error
with its words, for a year of wrong dates would follow.
"""

from __future__ import annotations

import re
from calendar import monthrange
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
_ONE = re.compile(_day(1))
_LISTED = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日" + _NOTE
# What stands before a 上班: 1月26日（周日）、2月8日（周六）; 1月31日和2月14日两天照常.
_WORKED = re.compile(
    rf"(?P<days>{_LISTED}(?:\s*(?:、|和|与|以?及)\s*{_LISTED})*)\s*(?:(?P<n>[\d一两二三四五六]+)天)?"
    r"\s*(?:均|都)?\s*(?:照常|正常)?\s*\Z"
)
# A day right before those, parted by anything else (，；至), may be worked as well; the days a weekend
# is moved to (公休日调至1月2日（星期一）、3日（星期二），12月31日（星期六）上班) are not.
_BEFORE = re.compile(
    rf"(?P<to>调[至到]\s*)?{_LISTED}(?:\s*[、和与及]\s*{_LISTED})*(?:[至到]|\W){{0,3}}\Z"
)
_WEEKDAY = re.compile(
    r"(?:(?P<y>\d{4})年)?(?:(?P<m>\d{1,2})月)?(?P<d>\d{1,2})日"
    r"\s*[（(][^（）()]{0,20}?(?:周|星期)(?P<weekday>[一二三四五六日天])[^（）()]{0,20}[）)]"
)
_WEEKDAYS = "一二三四五六日"
# 全国年节及纪念日放假办法: three more festivals are days off since 2008.
_FESTIVALS = ("元旦", "春节", "劳动节", "国庆节")
_SINCE_2008 = ("清明节", "端午节", "中秋节")
_NAMES = {"五一": "劳动节", "五一国际劳动节": "劳动节", "国际劳动节": "劳动节", "十一": "国庆节"}


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
    paragraphs = list(_paragraphs(text))
    for name, words in paragraphs:
        holidays += _off(name, words, year)
        makeup += _worked(name, words, year)
    if not holidays:
        raise NoticeUnreadable("没有找到各节日的放假段落（一、元旦：…），请粘贴通知全文。")
    _require_every_festival("、".join(name for name, _ in paragraphs), year)
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
    for name, words in paragraphs:
        _require_weekdays(name, words, year)
    return result


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Name and words of each festival's paragraph."""
    for match in _PARAGRAPH.finditer(_plain(text)):
        name = re.sub(r"[“”\"「」\s]", "", match["name"])
        yield _NAMES.get(name, name), match["text"]


def _plain(text: str) -> str:
    """One space for white space, paragraphs kept apart by their numbers; none inside a date
    (1 月 31 日)."""
    text = re.sub(r"[ \t\u3000\xa0\r\n]+", " ", text)
    return re.sub(r"(?<=\d) (?=[年月日天])|(?<=[年月]) (?=\d)", "", text)


def _require_every_festival(names: str, year: int) -> None:
    expected = _FESTIVALS + (_SINCE_2008 if year >= 2008 else ())
    missing = [each for each in expected if each not in names]
    if missing:
        raise NoticeUnreadable(f"没有找到“{'”“'.join(missing)}”的放假段落，请粘贴通知全文。")


def _require_weekdays(name: str, text: str, year: int) -> None:
    """A printed day of the week is that of its date. Where the month is left out any month the
    paragraph names will do."""
    months = set(re.findall(r"(\d{1,2})月", text))
    for match in _WEEKDAY.finditer(text):
        printed = _WEEKDAYS.index(match["weekday"].replace("天", "日"))
        days = [
            date(_year_of(name, int(month), match["y"], year), int(month), int(match["d"]))
            for month in ([match["m"]] if match["m"] else months)
            if int(match["d"]) <= monthrange(year, int(month))[1]
        ]
        if all(day.weekday() != printed for day in days):
            raise NoticeUnreadable(f"“{name}”写的“{match[0]}”日期与星期不符，请对照通知原文核对。")


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
    """Every day some 上班 speaks of."""
    for place in re.finditer("上班", text):
        said = text[: place.start()]
        listed = _WORKED.search(said)
        before = _BEFORE.search(said[: listed.start()]) if listed else None
        if listed is None or (before and not before["to"]):
            raise _unread(name, text, place)
        days = list(_ONE.finditer(listed["days"]))
        if listed["n"] and number(listed["n"]) != len(days):
            raise _unread(name, text, place)
        last: date | None = None
        for match in days:
            last = _date(match, 1, name, year, last)
            yield last


def _unread(name: str, text: str, place: re.Match[str]) -> NoticeUnreadable:
    words = text[max(0, place.start() - 30) : place.end()].strip()
    return NoticeUnreadable(f"没有读懂“{name}”哪些天上班，请核对这一段：{words}")


def _date(match: re.Match[str], place: int, name: str, year: int, before: date | None) -> date:
    """The day of one group; month and year left out are those of the day before it in the text, a
    December day of 元旦 belongs to the year before."""
    month = int(match[f"m{place}"]) if match[f"m{place}"] else before.month if before else 0
    try:
        return date(_year_of(name, month, match[f"y{place}"], year), month, int(match[f"d{place}"]))
    except ValueError as error:
        raise NoticeUnreadable(f"“{name}”写的“{match[0]}”不是日期，请核对这一段。") from error


def _year_of(name: str, month: int, written: str | None, year: int) -> int:
    if written:
        return int(written)
    return year - 1 if month == 12 and name.startswith("元旦") else year


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
