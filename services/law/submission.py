"""Was it handed in in time (是否逾期)?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from services.law.basis import basis
from services.law.calendar import chinese
from services.law.citation import Citation
from services.vocabulary import Labelled


class HandedIn(Labelled):
    """How a paper was handed in to the court (提交方式)."""

    POSTED = "posted", "交邮"
    DELIVERED = "delivered", "到院提交"
    ONLINE = "online", "在线提交"


CHINA = ZoneInfo("Asia/Shanghai")


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
    for at, way in ((posted_at, HandedIn.POSTED), (handed_in_at, HandedIn.DELIVERED)):
        if at is not None:
            moment = at.astimezone(CHINA) if at.tzinfo else at
            return _judged(last_day, moment.date(), f"{moment:%H:%M}", way)
    raise ValueError("须有交邮时间或者提交时间")


def submitted_on(last_day: date, way: HandedIn, on: date) -> Submission:
    """The same where only the day is known: of the postmark, or that it reached the court."""
    return _judged(last_day, on, "", way)


def _judged(last_day: date, on: date, hour: str, way: HandedIn) -> Submission:
    in_time = on <= last_day
    verb, name = "提交", "end_of_day"
    if way is HandedIn.POSTED:
        verb, name = "交邮", "posted_in_time"
    said = f"{chinese(on)}{hour}{verb}，最后一日为{chinese(last_day)}"
    travel = "，在途时间不计入" if in_time and way is HandedIn.POSTED else ""
    return Submission(in_time, f"{said}，{'没有逾期' if in_time else '已逾期'}{travel}。", basis(name))
