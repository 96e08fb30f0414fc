"""How dates, times and names are printed on court papers."""

from __future__ import annotations

from datetime import date, datetime

DIGITS = "〇一二三四五六七八九"


def number(value: int) -> str:
    """1..99 in Chinese numerals: 12 is 十二, 30 is 三十."""
    tens, ones = divmod(value, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones else "")


def chinese_date(day: date, zero: str = "〇") -> str:
    """二〇二六年十一月十二日; ``zero`` may be ○ or 零, as typists differ."""
    year = "".join(DIGITS[int(d)] for d in str(day.year)).replace("〇", zero)
    return f"{year}年{number(day.month)}月{number(day.day)}日"


def arabic_date(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def hearing_time(when: datetime, form: str) -> str:
    """As the form's cell prints it: 上午9时30分, 09:30, or 上午九时三十分."""
    half, hour = ("上午", when.hour) if when.hour < 12 else ("下午", when.hour - 12 or 12)
    if form == "clock":
        return f"{arabic_date(when.date())} {when:%H:%M}"
    if form == "chinese":
        minutes = f"{number(when.minute)}分" if when.minute else ""
        return f"{arabic_date(when.date())}{half}{number(hour)}时{minutes}"
    return f"{arabic_date(when.date())}{half}{hour}时{when.minute:02d}分"


def spaced(title: str) -> str:
    """A two-character name or title with a full-width space: 程 远, so that signatures align."""
    return "\u3000".join(title) if len(title) == 2 else title
