"""期限变动 as rows: what a duty was shown with, and what it is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.api.deadlines.moved import MovedDuty
from services.api.web.views import dates
from services.law.moves import Move


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One duty before and after. ``decide``: a changed rule somebody has to decide about; ``words``:
    why it moved, or why it stays."""

    key: str
    case_id: str
    case: str
    what: str
    before: str
    after: str
    since: str
    words: str
    kept: bool
    decide: bool


@dataclass(frozen=True, slots=True)
class MovesPage:
    """Everything deadlines_changes.html shows: changed rules first. ``may_decide``: this person may."""

    rules: tuple[MoveRow, ...]
    others: tuple[MoveRow, ...]
    may_decide: bool


def move_rows(moved: Sequence[MovedDuty], today: date) -> tuple[MoveRow, ...]:
    """The moves in words, the nearest day first."""
    ordered = sorted(moved, key=lambda each: (each.move.held_target or date.max, each.key))
    return tuple(_row(each, today) for each in ordered)


def moves_page(moved: Sequence[MovedDuty], today: date, *, may_decide: bool) -> MovesPage:
    """Every move of the office."""
    rows = move_rows(moved, today)
    return MovesPage(
        rules=tuple(row for row in rows if row.decide),
        others=tuple(row for row in rows if not row.decide),
        may_decide=may_decide,
    )


def _row(moved: MovedDuty, today: date) -> MoveRow:
    move = moved.move
    now = move.now
    return MoveRow(
        key=move.shown.key,
        case_id=moved.case.id,
        case=moved.case.title,
        what=now.title if now else move.shown.title,
        before=_days(move.shown.target, move.shown.due, today),
        after=_days(now.headline, now.count.due, today) if now else "不再需要",
        since=_since(moved, today),
        words=_why(move),
        kept=move.kept is not None,
        decide=move.to_decide,
    )


def _why(move: Move) -> str:
    if move.kept:
        return move.kept.label
    if move.now is None:
        return "引起它的文书、开庭或者裁判效力已变"
    return move.cause.label


def _days(target: date | None, due: date | None, today: date) -> str:
    if target is None and due is None:
        return "待定"
    said = dates.day(target, today) if target else "待定"
    return f"{said}（末日{dates.day(due, today)}）" if due and due != target else said


def _since(moved: MovedDuty, today: date) -> str:
    """From which day it was and is counted, when that moved."""
    before, now = moved.move.shown.trigger_on, moved.move.now
    if now is None or before == now.trigger_on:
        return ""
    said = [dates.day(day, today) if day else "未定" for day in (before, now.trigger_on)]
    return f"起算日{said[0]}改为{said[1]}"
