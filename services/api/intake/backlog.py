"""How much waits to be read, and how long that takes at the rate measured just now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.db import now
from services.api.documents.document import Document, ExtractionRun
from services.vocabulary import DocumentState

_WAITING = (DocumentState.RECEIVED, DocumentState.READING)
RECENT = timedelta(minutes=30)
# The rate is taken from as many of the last readings as there are files ahead: half an hour is not told
# from the last ten seconds. Never fewer than the first, so that a reader that was starting is soon
# forgotten, never more than the second.
_RUNS, _MOST_RUNS = 50, 2000
_LEAST = 5  # readings: fewer say nothing
_PAUSE = timedelta(seconds=3)  # between two readings of a queue that is not empty


@dataclass(frozen=True, slots=True)
class Backlog:
    """``waiting``: the office's own files; ``ahead``: all that the readers have to do, theirs included.
    ``per_minute`` files are read at present; None when too few were read lately to say."""

    waiting: int
    ahead: int
    per_minute: float | None

    @property
    def seconds(self) -> float | None:
        """Until the last one is read, None while nobody can tell."""
        return 60 * self.ahead / self.per_minute if self.per_minute else None

    @property
    def words(self) -> str:
        """12份待读，约3分钟; "" when nothing waits."""
        if not self.waiting:
            return ""
        return f"{self.waiting}份待读，{duration(self.seconds)}"


def backlog(who: Actor, session: Session) -> Backlog:
    """What waits in the actor's office, and the rate of the whole service."""
    waiting = select(func.count()).select_from(Document).where(Document.state.in_(_WAITING))
    own = session.scalar(waiting.where(Document.organisation_id == who.organisation_id)) or 0
    ahead = session.scalar(waiting) or 0
    runs = _recent_runs(session, min(max(ahead, _RUNS), _MOST_RUNS)) if ahead else []
    return Backlog(own, ahead, rate(runs))


def rate(runs: Sequence[tuple[datetime, float]]) -> float | None:
    """Files a minute from (end, seconds) of recent readings, in any order. Counts the time in which at
    least one was being read, so that idle hours between two deliveries slow nothing down and several
    readers count for what they are."""
    if len(runs) < _LEAST:
        return None
    spans = sorted((end - timedelta(seconds=seconds), end) for end, seconds in runs)
    busy, (start, stop) = timedelta(), spans[0]
    for begin, end in spans[1:]:
        if begin - stop > _PAUSE:
            busy, start, stop = busy + (stop - start), begin, end
        else:
            stop = max(stop, end)
    busy += stop - start
    return 60 * len(runs) / max(busy.total_seconds(), 0.001)


def duration(seconds: float | None) -> str:
    """约3分钟, 约2小时, 不到1分钟; 正在估算用时 for None."""
    if seconds is None:
        return "正在估算用时"
    if seconds < 60:
        return "不到1分钟"
    minutes = seconds / 60
    if minutes < 90:
        return f"约{round(minutes)}分钟"
    hours = minutes / 60
    return f"约{round(hours)}小时" if hours < 36 else f"约{round(hours / 24)}天"


def _recent_runs(session: Session, number: int) -> list[tuple[datetime, float]]:
    rows = session.execute(
        select(ExtractionRun.finished_at, ExtractionRun.seconds)
        .where(ExtractionRun.finished_at >= now() - RECENT)
        .order_by(ExtractionRun.finished_at.desc())
        .limit(number)
    )
    return [(end, seconds) for end, seconds in rows]
