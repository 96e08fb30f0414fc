"""Duties outside a case: those of every year and quarter, and those others owe the office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.deadlines.derive import DutyView
from services.api.web.views.due import DueRow, due_row
from services.law.calendar import Calendar


@dataclass(frozen=True, slots=True)
class OfficeDuties:
    """Everything office_duties.html shows; ``opened`` and ``first_key`` as on the page of a case."""

    title: str
    words: str
    duties: tuple[DueRow, ...]
    opened: str
    first_key: str
    today: str
    none: str
    none_why: str


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """A duty of another organisation towards us."""

    row: DueRow
    owed_by: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """Everything deadlines_incoming.html shows."""

    rows: tuple[IncomingRow, ...]


def recurring_page(
    views: Sequence[DutyView], names: Mapping[str, str], calendar: Calendar, today: date
) -> OfficeDuties:
    """每年每季的事项, open ones first."""
    rows = tuple(due_row(view, today, calendar, names=dict(names)) for view in views)
    rows = tuple(sorted(rows, key=lambda row: row.done))
    first = next((row.key for row in rows if not row.settled), "")
    return OfficeDuties(
        title="每年每季的事项",
        words="不由某一案件引起的报送和通报",
        duties=rows,
        opened=first,
        first_key=first,
        today=today.isoformat(),
        none="没有每年每季的事项",
        none_why="适用的规则没有要求本单位定期报送",
    )


def incoming_page(views: Sequence[DutyView], calendar: Calendar, today: date) -> Incoming:
    """What the papers on this desk say others have to file with the office, by date."""
    return Incoming(
        tuple(
            IncomingRow(due_row(view, today, calendar), view.duty.actor_name or view.duty.actor.label)
            for view in views
        )
    )
