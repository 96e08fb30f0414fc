"""From which day is a paper's period counted, and how sure is that day?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.law.calendar import Calendar, DayNotPublished, chinese
from services.law.count import Count
from services.law.facts import PaperFacts
from services.vocabulary import PaperKind, ProvisionalReason


@dataclass(frozen=True, slots=True)
class Start:
    """``day`` counted from: the receipt, or while that is unknown (``received`` false) the earliest
    day the papers allow, or None. ``because`` is a step saying which; ``doubts`` what looks wrong.
    ``latest``: the latest day it can have been; ``reason`` why it is not certain, when it is not."""

    day: date | None
    received: bool
    because: str
    doubts: tuple[str, ...] = ()
    latest: date | None = None
    reason: ProvisionalReason = ProvisionalReason.NO_SERVICE_EVIDENCE


def start_of(paper: PaperFacts, proceeding: Sequence[PaperFacts]) -> Start:
    """The day ``paper`` was received, as far as it is known. ``proceeding``: the served papers of the
    same proceeding, itself among them."""
    name = paper.kind.label
    if paper.receipt:
        day = paper.receipt.on
        if paper.issued_on and day < paper.issued_on:
            return _impossible(paper, day)
        doubts = []
        if day > paper.arrived_on:
            doubts.append(f"收到日期晚于{name}存入本系统的{chinese(paper.arrived_on)}，请核对。")
        return Start(day, True, f"收到{name}的依据：{paper.receipt.basis.label}。", tuple(doubts))
    earliest, named = _earliest(paper, proceeding)
    if earliest is None:
        return Start(None, False, f"{name}没有收到日期，也没有落款日期，无法起算。")
    if earliest > paper.arrived_on:
        return Start(
            paper.arrived_on,
            False,
            f"没有{name}的收到日期，暂从存入本系统的{chinese(paper.arrived_on)}起算。",
            (f"{name}的{named}{chinese(earliest)}晚于存入本系统的日期，请核对。",),
            latest=paper.arrived_on,
        )
    return Start(
        earliest,
        False,
        f"没有{name}的收到日期，暂从{named}{chinese(earliest)}起算，这是材料允许的最早收到日；"
        "补录收到日期后重算。",
        latest=paper.arrived_on,
    )


def _impossible(paper: PaperFacts, day: date) -> Start:
    """A receipt before the paper was written: one of the two days is wrong. Counted from the earlier,
    which is safe, and not certain until a person has put it right."""
    assert paper.issued_on is not None
    cause = f"登记的收到日期{chinese(day)}早于{paper.kind.label}的落款日期{chinese(paper.issued_on)}"
    remedy = "请核对后改正收到日期或者落款日期。"
    return Start(
        day,
        False,
        f"{cause}，不能作准，暂从较早的一日起算。",
        (f"{cause}，{remedy}",),
        paper.arrived_on,
    )


def _earliest(paper: PaperFacts, proceeding: Sequence[PaperFacts]) -> tuple[date | None, str]:
    """The earliest day the paper can have been received. A complaint's own date is the plaintiff's:
    the court serves the copy with its notice to respond, after filing the case."""
    if paper.kind is PaperKind.COMPLAINT:
        notices = [
            each.issued_on
            for each in proceeding
            if each.kind is PaperKind.RESPONSE_NOTICE and each.issued_on
        ]
        if notices:
            return min(notices), "应诉通知书落款日期"
        filed = [each.filed_on for each in proceeding if each.filed_on]
        if filed:
            return min(filed), "立案日期"
    return paper.issued_on, "落款日期"


def provisional(count: Count, start: Start, latest: Count | None = None) -> Count:
    """``count`` as counted from a day that is not proved: its target becomes the safe date. ``latest``
    is the same period counted from the latest day possible."""
    return replace(
        count,
        provisional_because=tuple(dict.fromkeys((start.reason, *count.provisional_because))),
        safe_target=count.safe_target or count.internal_target or count.due,
        steps=(start.because, *count.steps),
        earliest=count.due,
        latest=latest.due if latest else None,
    )


def nothing_to_count_from(arrived_on: date, start: Start, calendar: Calendar) -> Count:
    """No receipt and no date on the paper: due unknown, to be settled the day it came."""
    try:
        day = calendar.on_or_after(arrived_on)
    except DayNotPublished:
        day = arrived_on
    return Count(
        due=None,
        nominal_last_day=None,
        rolled=False,
        internal_target=None,
        provisional_because=(ProvisionalReason.NO_SERVICE_EVIDENCE,),
        safe_target=day,
        steps=(start.because, f"立即补录收到日期，最迟{chinese(day)}。"),
    )
