"""What a duty was shown with, beside what it is now (期限变动): old and new side by side.

A date people worked to does not change under their hands: what was shown is remembered, and a
difference stays visible until somebody takes note of it. What is done, set by hand or ordered by the
judge is not moved. A changed rule is for papers from its day on, unless somebody decides otherwise;
until then the earlier day is worked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.law.changes import KeptBecause
from services.law.duty import Duty
from services.vocabulary import Labelled


class MoveCause(Labelled):
    """Why the dates differ."""

    TRIGGER = "trigger", "起算日变动"
    RULE = "rule", "规则变动"
    OTHER = "other", "文书或者工作日历变动"
    GONE = "gone", "不再需要"


@dataclass(frozen=True, slots=True)
class Shown:
    """A duty as it was last shown. ``target`` is the day to work to, ``due`` the last lawful one;
    ``rule_mark`` says which wording of the rule counted it (``Duty.rule_mark``)."""

    key: str
    rule_id: str
    title: str
    target: date | None
    due: date | None
    trigger_on: date | None
    provisional: bool
    rule_mark: str


@dataclass(frozen=True, slots=True)
class Move:
    """One duty as it was shown and as it is; ``now`` None: nothing gives rise to it any more. ``kept``:
    why the day in force stays whatever the count says."""

    shown: Shown
    now: Duty | None
    cause: MoveCause
    kept: KeptBecause | None = None

    @property
    def to_decide(self) -> bool:
        """Whether somebody has to say if the changed rule is for this duty too."""
        return self.cause is MoveCause.RULE and self.kept is None

    @property
    def held_target(self) -> date | None:
        """The day to work to while that is not decided: the earlier one."""
        return _earlier(self.shown.target, self.now.headline if self.now else None)

    @property
    def held_due(self) -> date | None:
        """The last lawful day to reckon with meanwhile."""
        return _earlier(self.shown.due, self.now.count.due if self.now else None)


def as_shown(duty: Duty) -> Shown:
    """What is remembered of ``duty``."""
    return Shown(
        key=duty.key,
        rule_id=duty.rule_id,
        title=duty.title,
        target=duty.headline,
        due=duty.count.due,
        trigger_on=duty.trigger_on,
        provisional=duty.count.provisional,
        rule_mark=duty.rule_mark,
    )


def shown_as(duty: Duty, shown: Mapping[str, Shown]) -> Shown | None:
    """How ``duty`` was shown, under its key or one it had before."""
    return next((shown[key] for key in (duty.key, *duty.aliases) if key in shown), None)


def move_of(before: Shown | None, duty: Duty, kept: KeptBecause | None = None) -> Move | None:
    """What became of the dates of ``duty`` since it was shown; None when they are the same, or when a
    provisional day was settled without coming nearer."""
    if before is None or (before.target, before.due) == (duty.headline, duty.count.due):
        return None
    ruled_anew = before.rule_mark != duty.rule_mark
    if before.provisional and not ruled_anew and not _nearer(before.target, duty.headline):
        return None
    if before.trigger_on != duty.trigger_on:
        cause = MoveCause.TRIGGER
    else:
        cause = MoveCause.RULE if ruled_anew else MoveCause.OTHER
    return Move(before, duty, cause, kept)


def _nearer(before: date | None, now: date | None) -> bool:
    return now is not None and (before is None or now < before)


def _earlier(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)
