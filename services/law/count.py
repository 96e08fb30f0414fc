"""Counting of periods (期间计算)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from services.vocabulary import ProvisionalReason


class PeriodKind(StrEnum):
    """How a period is counted."""

    STATUTORY_DAYS = "statutory_days"
    STATUTORY_MONTHS = "statutory_months"
    WORKDAYS = "workdays"
    WORKDAYS_BEFORE = "workdays_before"
    LOCAL_DAYS = "local_days"


@dataclass(frozen=True, slots=True)
class Count:
    """The result of counting one period.

    ``due`` is the last lawful day, ``nominal_last_day`` the day before any roll forward,
    ``internal_target`` the last working day on or before the nominal one: the date to work to.
    ``safe_target`` is set when ``due`` is not certain: the last working day known to be in time.
    ``steps`` are plain Chinese sentences.
    """

    due: date | None
    nominal_last_day: date | None
    rolled: bool
    internal_target: date | None
    provisional_because: tuple[ProvisionalReason, ...]
    safe_target: date | None
    steps: tuple[str, ...]

    @property
    def provisional(self) -> bool:
        return bool(self.provisional_because)

    def to_json(self) -> dict[str, Any]:
        """The contract's output of ``yingsu deadlines count`` but for the id."""

        def iso(day: date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            "due": iso(self.due),
            "nominal_last_day": iso(self.nominal_last_day),
            "rolled": self.rolled,
            "internal_target": iso(self.internal_target),
            "provisional": self.provisional,
            "provisional_because": [reason.value for reason in self.provisional_because],
            "safe_target": iso(self.safe_target),
            "steps": list(self.steps),
        }
