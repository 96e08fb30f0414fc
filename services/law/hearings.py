"""Which hearings of a proceeding stand (哪些开庭有效): set, put off, cancelled, or asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from services.law.calendar import chinese
from services.law.facts import PaperFacts
from services.law.rulings import closes, sends_back
from services.vocabulary import PaperKind, calls_to_hearing

_JUDGMENTS = (PaperKind.JUDGMENT, PaperKind.COMPENSATION_JUDGMENT, PaperKind.MEDIATION)


@dataclass(frozen=True, slots=True)
class Hearings:
    """``standing``: by paper, the days it calls to a hearing that still stands; ``put_off``: by such a
    day, those it stands instead of (开庭变更), the nearest before it first."""

    standing: Mapping[str, tuple[date, ...]]
    put_off: Mapping[date, tuple[date, ...]]


def is_for_hearing(paper: PaperFacts) -> bool:
    """Whether the paper calls to a hearing: 传票 may also call to 询问, 宣判, 谈话."""
    return bool(paper.hearing_at) and calls_to_hearing(paper.summons_reason)


def hearings_of(papers: Sequence[PaperFacts], cancelled: frozenset[date]) -> Hearings:
    """The hearings the papers of one proceeding set. A notice of change ends those set before it that
    had not taken place, each notice in its turn, and so does a ruling that ends the proceeding
    (准许撤诉, 驳回起诉); a person may have recorded that one was cancelled."""
    calling = [paper for paper in papers if is_for_hearing(paper)]
    days = {paper.id: [at.date() for at in paper.hearing_at] for paper in calling}
    changes = [paper for paper in calling if paper.kind is PaperKind.HEARING_CHANGE_NOTICE]
    put_off: dict[date, tuple[date, ...]] = {}
    # Notices of one day change the hearings set before that day, not those of each other.
    for changed_on, notices in groupby(sorted(changes, key=when), key=when):
        new = sorted({day for notice in notices for day in days[notice.id]})
        ended: set[date] = set()
        for paper in calling:
            if when(paper) < changed_on or (when(paper) == changed_on and paper not in changes):
                ended.update(day for day in days[paper.id] if day >= changed_on)
                days[paper.id] = [day for day in days[paper.id] if day < changed_on]
        put_off.update(_instead_of(new, sorted(ended.difference(new)), put_off))
    for closed_on in _closed_on(papers) if calling else ():
        for paper in calling:
            if when(paper) <= closed_on:
                days[paper.id] = [day for day in days[paper.id] if day <= closed_on]
    standing = {
        name: tuple(day for day in of_paper if day not in cancelled) for name, of_paper in days.items()
    }
    in_use = {day for of_paper in standing.values() for day in of_paper}
    return Hearings(
        standing,
        {
            day: tuple(former for former in formers if former not in in_use)
            for day, formers in put_off.items()
            if day in in_use
        },
    )


def _instead_of(
    new: Sequence[date], ended: Sequence[date], put_off: Mapping[date, tuple[date, ...]]
) -> dict[date, tuple[date, ...]]:
    """By ``new`` day, the days it stands instead of, with those they stood instead of themselves; of
    several new days, each its own."""
    if len(new) == 1:
        pairs = [(new[0], tuple(ended))]
    else:
        pairs = [(day, (was,)) for was, day in zip(ended, new, strict=False)]
    return {
        day: tuple(dict.fromkeys((*was, *(former for each in was for former in put_off.get(each, ())))))
        for day, was in pairs
    }


def _closed_on(papers: Sequence[PaperFacts]) -> list[date]:
    """The days the proceeding was ended without a judgment."""
    return [
        paper.issued_on
        for paper in papers
        if paper.issued_on
        and (
            paper.kind is PaperKind.MEDIATION
            or (paper.kind is PaperKind.RULING and paper.outcome and _ends_hearings(paper, papers))
        )
    ]


def overtaken(
    papers: Sequence[PaperFacts], standing: Mapping[str, tuple[date, ...]]
) -> dict[date, str]:
    """By day of a hearing still ahead when a later summons set another: what to check. Courts put a
    hearing off by a new summons alone; whether both stand only a person can tell."""
    calls = sorted((p for p in papers if standing.get(p.id)), key=when)
    doubts = {}
    for place, earlier in enumerate(calls):
        for later in calls[place + 1 :]:
            if when(later) == when(earlier):
                continue  # several hearings set at once
            other = min(set(standing[later.id]) - set(standing[earlier.id]), default=None)
            for day in standing[earlier.id] if other else ():
                if when(later) <= day:
                    doubts[day] = (
                        f"后来的{later.kind.label}又定了{chinese(other)}开庭：如{chinese(day)}的开庭"
                        "已取消，请在案件页“登记的事项”中登记“开庭取消”。"
                    )
    return doubts


def decided_after(papers: Sequence[PaperFacts], hearing: date) -> date | None:
    """The day the court decided after a hearing on ``hearing``, None while it has not. A ruling only
    when it ends the proceeding: one on procedure or preservation ends no hearing."""
    days = [
        paper.issued_on
        for paper in papers
        if paper.issued_on
        and paper.issued_on >= hearing
        and (
            paper.kind in _JUDGMENTS
            or (paper.kind is PaperKind.RULING and paper.outcome and _ends_hearings(paper, papers))
        )
    ]
    return min(days, default=None)


def _ends_hearings(paper: PaperFacts, papers: Sequence[PaperFacts]) -> bool:
    """Sent back, the case goes on, but not before this court."""
    return closes(paper, papers) or sends_back(paper)


def when(paper: PaperFacts) -> date:
    """The day a paper was given, or the best that is known about it."""
    return paper.issued_on or paper.arrived_on
