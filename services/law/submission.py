"""Was it handed in in time (是否逾期), and what if something stood in the way (期限顺延)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.law.basis import basis
from services.law.calendar import Calendar, chinese
from services.law.citation import Citation
from services.law.count import Count, PeriodKind, count_period

CHINA = ZoneInfo("Asia/Shanghai")
OBSTACLE_DAYS = 10  # 民事诉讼法第八十六条


@dataclass(frozen=True, slots=True)
class Submission:
    """Whether a paper was in time, why, and under which words."""

    in_time: bool
    because: str
    citation: Citation


def submitted(
    last_day: date, *, posted_at: datetime | None = None, handed_in_at: datetime | None = None
) -> Submission:
    """A paper posted before the period ends is in time whenever it arrives; one handed in, or sent
    through a platform, must be there by 24:00 of the last day. Times without a zone are China's.
    Raises ValueError when neither moment is given."""
    if posted_at is not None:
        return _judged(last_day, posted_at, "交邮", "posted_in_time")
    if handed_in_at is not None:
        return _judged(last_day, handed_in_at, "提交", "end_of_day")
    raise ValueError("须有交邮时间或者提交时间")


def _judged(last_day: date, at: datetime, verb: str, name: str) -> Submission:
    moment = at.astimezone(CHINA) if at.tzinfo else at
    in_time = moment.date() <= last_day
    said = f"{chinese(moment.date())}{moment:%H:%M}{verb}，最后一日为{chinese(last_day)}"
    way = "，在途时间不计入" if in_time and name == "posted_in_time" else ""
    return Submission(in_time, f"{said}，{'没有逾期' if in_time else '已逾期'}{way}。", basis(name))


def extension_after(removed_on: date, calendar: Calendar) -> Count:
    """The ten days after an obstacle is gone in which the court may be asked to extend a period missed
    for it; whether it does is the court's to decide."""
    return count_period(
        PeriodKind.STATUTORY_DAYS, OBSTACLE_DAYS, removed_on, calendar, event="障碍消除"
    )
