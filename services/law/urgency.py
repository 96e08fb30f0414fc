"""How a duty stands on a given day (期限状态)."""

from __future__ import annotations

from datetime import date

from services.law.duty import Duty
from services.vocabulary import Labelled


class Urgency(Labelled):
    """Where a duty stands, the most urgent first."""

    OVERDUE = "overdue", "已逾期"
    LATE_ON_ARRIVAL = "late_on_arrival", "到件即逾，立即办理"
    MAY_BE_OVERDUE = "may_be_overdue", "暂定日期已过，请立即核对"
    TARGET_PASSED = "target_passed", "已过目标日，最后一日未过"
    TODAY = "today", "今天到期"
    SOON = "soon", "临近"
    LATER = "later", "未到期"


def urgency(duty: Duty, today: date, *, soon_days: int = 7) -> Urgency:
    """How ``duty`` stands on ``today``, done or not is not asked.

    Never ``OVERDUE`` for a date that had passed before the paper came, nor for a date that is itself
    provisional, nor where the text sets no last day (及时).
    """
    target = duty.headline
    last = duty.count.due or target
    if target is None or last is None:
        return Urgency.MAY_BE_OVERDUE
    if today > last:
        return _after_the_last_day(duty, last)
    if today in (target, last):
        return Urgency.TODAY
    if today > target:
        return Urgency.TARGET_PASSED
    return Urgency.SOON if (target - today).days <= soon_days else Urgency.LATER


def _after_the_last_day(duty: Duty, last: date) -> Urgency:
    if duty.count.provisional:
        return Urgency.MAY_BE_OVERDUE
    if duty.count.due is None:
        return Urgency.TARGET_PASSED
    if duty.opened_on and last < duty.opened_on:
        return Urgency.LATE_ON_ARRIVAL
    return Urgency.OVERDUE
