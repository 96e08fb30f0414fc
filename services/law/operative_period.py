"""Periods an operative part sets for itself (主文所定履行期限): 于本判决生效之日起三十日内, or a day it
names (于2024年3月31日前), each with its place.

The period of one item is no other's: every item is read alone. An item that orders something without
naming a length (在法定期限内) says so; one whose length cannot be read says that instead. Nothing is
assumed for either.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.law.count import PeriodKind
from services.law.numerals import NUMBER, number

_PAPER = r"(?:本|该)?(?:行政)?(?:赔偿)?(?:判决|裁定|调解|裁判)(?:文?书)?"
_EFFECT = rf"(?:{_PAPER})?(?:发生法律效力|生效)"
_RECEIPT = rf"(?P<receipt>(?:收到|接到)(?:{_PAPER})?|{_PAPER}送达)"
_WITHIN = r"(?:以内|之内|内)"
# 三十日, 三十（30）日, 半年; 个 as in 两个月, 15个工作日.
_LENGTH = (
    rf"(?:(?!\d{{4}}年)(?P<n>{NUMBER})(?:\s*[（(]\s*(?P<again>{NUMBER})\s*[）)])?\s*"
    r"(?P<unit>个?工作日|个?自然日|个?日历日|个?星期|周|个月|月|日|天|年)|(?P<half>半年))"
)
_PERIOD = re.compile(
    # 自本判决生效之日起三十日内, 在本判决发生法律效力后的六十日内, 于收到本判决书之日起两个月内,
    # 收到判决次日起15个工作日内
    rf"(?:自|于|在|从)?(?:{_EFFECT}|{_RECEIPT})(?:之?(?:次|当)?日)?(?:起|后)?的?{_LENGTH}{_WITHIN}"
)
# 责令某市某局六十日内重新作出处理: counted from effect, as a judgment binds from then on. Not the end
# of something longer: 一个月零十五日内, 2023年9月内.
_BARE = re.compile(rf"(?<![一二两三四五六七八九十百零〇0-9０-９半年月又加第]){_LENGTH}{_WITHIN}")
# 于2023年9月20日前, 二〇二三年九月底之前, 2023年年底前. Not the end of a span (自2021年1月1日起至2022年
# 3月5日前的利息), nor what happened before a day (2022年3月15日前提出的申请).
_DAY = re.compile(
    r"(?<![至到起])(?:于|在|最迟|至迟|不迟于|不晚于|截至|截止)*"
    r"(?P<year>\d{4}|[〇○零一二三四五六七八九]{4})年"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})[日号]|(?P<end>[底末]))|年?(?P<year_end>[底末]))"
    r"(?:之|以)?前"
    r"(?!的|已|未|曾|(?:提出|提交|作出|发生|形成|产生|缴纳|建造|建成|签订|取得|登记)的)"
)
# A length, or a day without its year, that none of the above could read: 一个半月内, 9月30日前.
_UNREAD = re.compile(
    r"[0-9０-９一二两三四五六七八九十百零〇几半数][个零又（）()0-9０-９一二三四五六七八九十半]*"
    r"(?:(?:工作|自然|日历)日|小时|星期|周|月|日|天|年)[0-9０-９一二三四五六七八九十半个零又年月日]*"
    r"(?:以内|之内|内)(?!的)"
    r"|(?<![年月日0-9])(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})月"
    r"(?:[0-9]{1,2}日|[一二三四五六七八九十]{1,3}日|[底末])(?:之|以)?前"
)
_LEGAL = re.compile(r"(?:在|于)?法(?:定|律规定的)期限内")


class From(StrEnum):
    """The day a period of an operative part runs from."""

    EFFECT = "effect"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class PerformancePeriod:
    """The period of one item. ``item``: its number as printed (一), "" for the only one. ``n`` of
    ``kind`` from ``start``, or the last day ``by`` it names; all None: the item names no length, or
    (``unread``) one that could not be read. ``inclusive``: the day ``by`` itself is surely in time
    (三月底前; not: 3月31日前). ``later``: the words of what else it sets after that (分期履行).
    ``text``: the words; ``span``: their place in the operative text given."""

    item: str
    start: From
    kind: PeriodKind | None
    n: int | None
    text: str
    span: tuple[int, int]
    by: date | None = None
    inclusive: bool = False
    unread: bool = False
    later: tuple[str, ...] = ()

    @property
    def open_ended(self) -> bool:
        """The item names no length at all (没有规定履行期限)."""
        return self.n is None and self.by is None and not self.unread


def performance_period(text: str, item: str = "", offset: int = 0) -> PerformancePeriod:
    """The period one item sets, or that it sets none. ``offset``: where ``text`` begins in the
    whole."""
    found = sorted((*_lengths(_PERIOD, text, item), *_days(text, item)), key=lambda each: each.span)
    found = found or list(_lengths(_BARE, text, item))
    if found:
        first, *rest = found
        return replace(first, span=_moved(first.span, offset), later=tuple(each.text for each in rest))
    unread = _DAY.search(text) or _UNREAD.search(text)  # 2月30日前 is no day
    legal = _LEGAL.search(text)
    said = unread or legal
    start, end = said.span() if said else (0, len(text))
    return PerformancePeriod(
        item, From.EFFECT, None, None, text[start:end], _moved((start, end), offset),
        unread=unread is not None,
    )  # fmt: skip


def _lengths(pattern: re.Pattern[str], text: str, item: str) -> Iterator[PerformancePeriod]:
    for match in pattern.finditer(text):
        length = _length(match)
        if length:
            from_receipt = match.groupdict().get("receipt") is not None
            start = From.RECEIPT if from_receipt else From.EFFECT
            yield PerformancePeriod(item, start, *length, match[0], match.span())


def _length(match: re.Match[str]) -> tuple[PeriodKind, int] | None:
    """Kind and number; None when a number says nothing, or its repetition in brackets another."""
    if match["half"]:
        return PeriodKind.STATUTORY_MONTHS, 6
    n = number(match["n"])
    if not n or (match["again"] and number(match["again"]) != n):
        return None
    return _in_units(match["unit"], n)


def _days(text: str, item: str) -> Iterator[PerformancePeriod]:
    for match in _DAY.finditer(text):
        day = _named_day(match)
        if day:
            whole = bool(match["end"] or match["year_end"])
            yield PerformancePeriod(
                item, From.EFFECT, None, None, match[0], match.span(), day, inclusive=whole
            )


def _named_day(match: re.Match[str]) -> date | None:
    year, month = number(match["year"].replace("○", "〇")), number(match["month"] or "12")
    if not year or not month or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    day = number(match["day"]) if match["day"] else last
    return date(year, month, day) if day and 1 <= day <= last else None


def _moved(span: tuple[int, int], offset: int) -> tuple[int, int]:
    return offset + span[0], offset + span[1]


def _in_units(unit: str, n: int) -> tuple[PeriodKind, int]:
    if "工作日" in unit:
        return PeriodKind.WORKDAYS, n
    if "星期" in unit or unit == "周":
        return PeriodKind.STATUTORY_DAYS, 7 * n
    if unit == "年":
        return PeriodKind.STATUTORY_MONTHS, 12 * n
    if "月" in unit:
        return PeriodKind.STATUTORY_MONTHS, n
    return PeriodKind.STATUTORY_DAYS, n
