"""Periods an operative part sets for itself (主文所定履行期限): 于本判决生效之日起三十日内, each
with its place.

The period of one item is no other's: every item is read alone. An item that orders something without
naming a length (在法定期限内) says so; nothing is assumed for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from services.law.count import PeriodKind
from services.law.numerals import NUMBER, number

_HAN = r"[一二三四五六七八九十]{1,3}"
_ITEM = re.compile(
    rf"(?:^|(?<=[；。;\n]))\s*(?:(?P<han>{_HAN})、|（(?P<par>{_HAN})）|(?P<digit>\d{{1,2}})[.．、])"
)
_PAPER = r"(?:本|该)?(?:行政)?(?:赔偿)?(?:判决|裁定|调解|裁判)(?:文?书)?"
_EFFECT = rf"(?:{_PAPER})?(?:发生法律效力|生效)"
_RECEIPT = rf"(?P<receipt>(?:收到|接到)(?:{_PAPER})?|{_PAPER}送达)"
_UNIT = r"(?P<unit>个?工作日|个月|月|日|天|年)(?:以内|之内|内)"
_PERIOD = re.compile(
    # 自本判决生效之日起三十日内, 在本判决发生法律效力后的六十日内, 于收到本判决书之日起两个月内,
    # 收到判决次日起15个工作日内
    rf"(?:自|于|在|从)?(?:{_EFFECT}|{_RECEIPT})(?:之?(?:次|当)?日)?(?:起|后)?的?(?P<n>{NUMBER}){_UNIT}"
)
# 责令某市某局六十日内重新作出处理: counted from effect, as a judgment binds from then on.
_BARE = re.compile(rf"(?P<n>{NUMBER}){_UNIT}")
_LEGAL = re.compile(r"(?:在|于)?法(?:定|律规定的)期限内")


class From(StrEnum):
    """The day a period of an operative part runs from."""

    EFFECT = "effect"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class PerformancePeriod:
    """The period of one item. ``item``: its number as printed (一), "" for the only one. ``n`` and
    ``kind`` None: the item names no length. ``text``: the words; ``span``: their place in the operative
    text given."""

    item: str
    start: From
    kind: PeriodKind | None
    n: int | None
    text: str
    span: tuple[int, int]


def items_of(operative: str) -> list[tuple[str, int, int]]:
    """Number, start and end of each item of an operative text; one unnumbered item when there is no
    numbering."""
    heads = [
        (match["han"] or match["par"] or match["digit"], match.start())
        for match in _ITEM.finditer(operative)
    ]
    if not heads:
        return [("", 0, len(operative))]
    ends = [start for _, start in heads[1:]] + [len(operative)]
    return [(label, start, end) for (label, start), end in zip(heads, ends, strict=True)]


def performance_period(text: str, item: str = "", offset: int = 0) -> PerformancePeriod:
    """The period one item sets, or that it sets none. ``offset``: where ``text`` begins in the
    whole."""
    for pattern in (_PERIOD, _BARE):
        match = pattern.search(text)
        n = number(match["n"]) if match else None
        if match and n:
            kind, n = _in_units(match["unit"], n)
            from_receipt = match.groupdict().get("receipt") is not None
            span = (offset + match.start(), offset + match.end())
            return PerformancePeriod(
                item, From.RECEIPT if from_receipt else From.EFFECT, kind, n, match[0], span
            )
    legal = _LEGAL.search(text)
    start, end = legal.span() if legal else (0, len(text))
    return PerformancePeriod(
        item, From.EFFECT, None, None, text[start:end], (offset + start, offset + end)
    )


def performance_periods(operative: str) -> tuple[PerformancePeriod, ...]:
    """The period of every item of an operative text, in order."""
    return tuple(
        performance_period(operative[start:end], label, start)
        for label, start, end in items_of(operative)
    )


def _in_units(unit: str, n: int) -> tuple[PeriodKind, int]:
    if "工作日" in unit:
        return PeriodKind.WORKDAYS, n
    if unit == "年":
        return PeriodKind.STATUTORY_MONTHS, 12 * n
    if "月" in unit:
        return PeriodKind.STATUTORY_MONTHS, n
    return PeriodKind.STATUTORY_DAYS, n
