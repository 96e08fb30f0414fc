"""The proceedings (审级) of a case: served papers by case number, with who we are in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from services.law.facts import CaseFacts, PaperFacts, RecordedEvent
from services.law.former import former_days, former_names
from services.law.hearings import hearings_of, is_for_hearing, overtaken
from services.law.pack import Pack
from services.law.rulings import DECISIONS, day_of
from services.law.standing_of_office import OfficeStanding, standing_of_office
from services.law.start import Start, start_of
from services.law.track import Track, track_of, track_of_proceeding
from services.vocabulary import EventKind, PaperKind, Stage, Standing


@dataclass(frozen=True, slots=True)
class Proceeding:
    """Served papers of one court and case number, by arrival, with the day each counts from, what was
    recorded about it, and our standing. ``id`` begins every key, as ``former_ids`` did before a
    correction. ``hearings``: by paper, the days it calls to a hearing that still stands;
    ``former_days``: by such a day, those its paper gave before a correction; ``put_off``: those it
    stands instead of (开庭变更); ``overtaken``: what to check about a hearing since a later summons
    set another. ``procedures``: what the papers name (简易程序). ``elsewhere``: by id of a
    paper or event that names no proceeding, the others: its duties may have had a key there."""

    id: str
    papers: tuple[PaperFacts, ...]
    starts: tuple[Start, ...]
    events: tuple[RecordedEvent, ...]
    standing: OfficeStanding
    track: Track
    case_number: str | None
    court: str | None
    hearings: Mapping[str, tuple[date, ...]]
    procedures: frozenset[str]
    former_ids: tuple[str, ...] = ()
    former_days: Mapping[date, tuple[date, ...]] = field(default_factory=dict)
    put_off: Mapping[date, tuple[date, ...]] = field(default_factory=dict)
    overtaken: Mapping[date, str] = field(default_factory=dict)
    elsewhere: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def proceedings_of(case: CaseFacts, pack: Pack) -> list[Proceeding]:
    """The served papers by case number; another party's copy and what was sent by mistake start
    nothing (``services.law.addressed``). A paper without one (a complaint) joins the proceeding
    it came with; an event that names none the one it was recorded about."""
    served = [
        paper for paper in case.papers if paper.standing is Standing.SERVED and paper.starts_duties
    ]
    numbered = [paper for paper in served if paper.case_number]
    apart = f"case:{case.id}"
    grouped: dict[str, list[PaperFacts]] = defaultdict(list)
    for paper in sorted(served, key=lambda each: (each.arrived_on, each.id)):
        number = paper.case_number or _came_with(paper, numbered)
        grouped[number or _apart(paper, apart)].append(paper)
    names = former_names(grouped, apart)
    events = _events(case, grouped, apart, names)
    return [
        _proceeding(
            name,
            papers,
            tuple(events.get(name, ())),
            standing_of_office(case, papers, pack.government),
            former_ids=tuple(former for former, now in names.items() if now == name),
            others=tuple(other for other in dict.fromkeys((*grouped, apart)) if other != name),
        )
        for name, papers in sorted(grouped.items())
    ]


def _proceeding(
    name: str,
    papers: Sequence[PaperFacts],
    events: tuple[RecordedEvent, ...],
    standing: OfficeStanding,
    *,
    former_ids: tuple[str, ...],
    others: tuple[str, ...],
) -> Proceeding:
    others = tuple(each for each in others if each not in former_ids)
    unbound = [paper.id for paper in papers if not paper.case_number] if others else []
    unbound += [event.id for event in events if not event.case_number]
    ended = frozenset(each.on for each in events if each.kind is EventKind.HEARING_CANCELLED)
    hearings = hearings_of(papers, ended)
    track = track_of_proceeding(papers)
    return Proceeding(
        name,
        tuple(papers),
        tuple(start_of(paper, papers) for paper in papers),
        events,
        standing,
        track,
        next((paper.case_number for paper in papers if paper.case_number), None),
        next((paper.court for paper in papers if paper.court), None),
        hearings.standing,
        frozenset(each.procedure for each in papers if each.procedure and track_of(each) is track),
        former_ids,
        former_days(papers, hearings.standing),
        hearings.put_off,
        overtaken(papers, hearings.standing),
        dict.fromkeys(unbound, others),
    )


def _apart(paper: PaperFacts, apart: str) -> str:
    """The name of the papers of its track that joined no proceeding."""
    track = track_of(paper)
    return apart if track is Track.LITIGATION else f"{apart}:{track.value}"


def _came_with(paper: PaperFacts, numbered: Sequence[PaperFacts]) -> str | None:
    """The case number of the proceeding a paper without one belongs to: the only one of its track, that
    of its envelope, or of its stage (the nearest in time, where a remand made two), or the only one
    there was when it came; None when nothing tells. A paper must not leave its proceeding when those
    of an appeal come, nor the suit swallow a reconsideration (行政复议法第四十八条)."""
    beside = [each for each in numbered if each.envelope and each.envelope == paper.envelope]
    if not (beside and paper.kind is PaperKind.RECONSIDERATION_DECISION):  # there, a copy for the suit
        track = track_of(paper)
        numbered, beside = _of_track(numbered, track), _of_track(beside, track)
    for known in (numbered, beside):
        if len({each.case_number for each in known}) == 1:
            return known[0].case_number
    same = [each for each in beside or numbered if each.stage and each.stage is paper.stage]
    nearest = min(
        same,
        key=lambda each: (abs(each.arrived_on - paper.arrived_on), each.arrived_on, each.id),
        default=None,
    )
    if nearest is not None or paper.stage is not None:
        return nearest.case_number if nearest else None
    first_day = min((each.arrived_on for each in numbered), default=paper.arrived_on)
    by_then = max(paper.arrived_on, first_day)
    there = {each.case_number for each in numbered if each.arrived_on <= by_then}
    return there.pop() if len(there) == 1 else None


def _of_track(papers: Sequence[PaperFacts], track: Track) -> list[PaperFacts]:
    return [each for each in papers if track_of(each) is track]


def hearings_standing(case: CaseFacts, pack: Pack) -> tuple[datetime, ...]:
    """The hearings of the case that were not put off, held or still to come, in time order."""
    return tuple(calls_to_hearings(case, pack))


def calls_to_hearings(case: CaseFacts, pack: Pack) -> dict[datetime, PaperFacts]:
    """The same, each with the first paper that calls to it."""
    found: dict[datetime, PaperFacts] = {}
    for proceeding in proceedings_of(case, pack):
        for paper in proceeding.papers:
            for at in paper.hearing_at:
                if at.date() in proceeding.hearings.get(paper.id, ()):
                    found.setdefault(at, paper)
    return dict(sorted(found.items()))


def instances_of_hearings(case: CaseFacts, pack: Pack) -> dict[date, str]:
    """By day of a hearing that was not put off, the proceeding (审级) it belongs to."""
    return {
        day: proceeding.id
        for proceeding in proceedings_of(case, pack)
        for days in proceeding.hearings.values()
        for day in days
    }


def number_for(event: RecordedEvent, case: CaseFacts, pack: Pack) -> str | None:
    """The case number ``event`` is to be recorded under as the case now stands; None: it has none
    yet."""
    if event.case_number:
        return event.case_number
    for proceeding in proceedings_of(replace(case, events=(event,)), pack):
        if proceeding.events:
            return proceeding.case_number
    return None


def _events(
    case: CaseFacts, grouped: dict[str, list[PaperFacts]], only: str, names: Mapping[str, str]
) -> dict[str, list[RecordedEvent]]:
    found: dict[str, list[RecordedEvent]] = defaultdict(list)
    if not case.events:
        return found
    of_paper = {paper.id: name for name, papers in grouped.items() for paper in papers}
    for event in sorted(case.events, key=lambda each: (each.on, each.id)):
        name = event.case_number or of_paper.get(event.paper or "")
        name = names.get(name, name) if name else _recorded_of(event, grouped) or only
        grouped.setdefault(name, [])
        found[name].append(event)
    return found


def _recorded_of(event: RecordedEvent, grouped: Mapping[str, Sequence[PaperFacts]]) -> str | None:
    """The proceeding an event that names none is about: the one that set the hearing cancelled, that
    gave what was appealed against, else the one whose papers had come last when it was recorded.
    Papers of the next instance must not draw it away."""
    known_then = {
        name: known
        for name, papers in grouped.items()
        if (known := [each for each in papers if _known_by(each, event.at)])
    }
    then: Mapping[str, Sequence[PaperFacts]] = known_then or grouped
    meant = [name for name, papers in then.items() if any(_meant(event, each) for each in papers)]
    return max(meant or then, key=lambda name: _last_arrival(then[name]), default=None)


def _known_by(paper: PaperFacts, at: datetime | None) -> bool:
    if at is None:
        return True
    return paper.known_at <= at if paper.known_at else paper.arrived_on <= at.date()


def _meant(event: RecordedEvent, paper: PaperFacts) -> bool:
    if event.kind is EventKind.HEARING_CANCELLED:
        return is_for_hearing(paper) and any(at.date() == event.on for at in paper.hearing_at)
    if event.kind is EventKind.APPEAL_FILED:
        first = paper.stage is Stage.FIRST or paper.appeal_days is not None
        return first and paper.kind in DECISIONS and day_of(paper) <= event.on
    return False


def _last_arrival(papers: Sequence[PaperFacts]) -> date:
    return max((paper.arrived_on for paper in papers), default=date.min)
