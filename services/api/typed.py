"""Days and hours as people type them: 2026-11-18, 2026.11.18, 2026年11月18日, 二〇二六年十一月十八日.

A day always has its year in four digits; what could be two days is refused, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime

from services.extractor.text.dates import find_moments, parse_date

_ZERO = str.maketrans({"○": "〇", "◯": "〇", "零": "〇", "。": "."})
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")  # 20261118, as in file names


def read_day(text: str) -> date:
    """The day ``text`` names in any common form. ValueError when it is none, or could be several.

    >>> [str(read_day(text)) for text in ("2026.11.18", "2026年11月18", "二〇二六年十一月十八日")]
    ['2026-11-18', '2026-11-18', '2026-11-18']
    """
    plain = _plain(text).replace(" ", "")
    if digits := _DIGITS.fullmatch(plain):
        return date(*(int(part) for part in digits.groups()))
    if "年" in plain and plain[-1:] not in "日号":
        plain += "日"
    day = parse_date(plain)
    if day is None:
        raise ValueError(text)
    return day


def read_moment(text: str) -> datetime:
    """The moment ``text`` names: a day in any common form with its hour. ValueError otherwise.

    >>> str(read_moment("2026年3月18日下午2时30分")), str(read_moment("2026-03-18 14:30"))
    ('2026-03-18 14:30:00', '2026-03-18 14:30:00')
    """
    plain = _plain(text)
    try:
        moment = datetime.fromisoformat(plain)
        if ":" in plain and moment.tzinfo is None:
            return moment
    except ValueError:
        pass
    found = list(find_moments(plain))
    if len(found) != 1 or found[0].at is None or (found[0].start, found[0].end) != (0, len(plain)):
        raise ValueError(text)
    return datetime.combine(found[0].day, found[0].at)


def _plain(text: str) -> str:
    """Full-width digits and signs as ASCII, the zeros of Chinese years as one."""
    return unicodedata.normalize("NFKC", str(text)).strip().translate(_ZERO)
