"""What the office owes by when: duties derived from confirmed facts, joined with what people did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.cases.case import Case
from services.api.cases.facts import facts_of_case, facts_of_cases, facts_with_paper
from services.api.cases.store import get_case, list_cases
from services.api.deadlines.actions import Act, actions_by_key, completion, dated_by_hand
from services.api.deadlines.duty_action import DutyAction
from services.api.deadlines.shown import shown_by_key
from services.api.errors import NotFound
from services.api.holidays.store import calendar_in_force
from services.api.settings import CHINA
from services.law.calendar import HolidayYear
from services.law.changes import Change, KeptBecause, moved_by_calendar
from services.law.duties import Duty, derive_duties
from services.law.facts import CaseFacts, Deed, DeedKind
from services.law.incoming import incoming_duties
from services.law.moves import Move, Shown, as_shown, move_of, shown_as
from services.law.recurring import recurring_duties
from services.law.submission import HandedIn, Submission, submitted_on
from services.law.urgency import Urgency, urgency
from services.vocabulary import OrganisationKind, PaperKind


class DutyState(StrEnum):
    """Where a duty stands on a given day."""

    OVERDUE = "overdue"  # the last lawful day has passed
    LATE = "late"  # the internal target has passed, the last lawful day has not
    SOON = "soon"  # within seven days
    OPEN = "open"
    UNDATED = "undated"  # nothing to count from yet
    OVER = "over"  # the court has decided: nothing can be done about it any more
    DONE = "done"
    DONE_LATE = "done_late"


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty as a page shows it. ``target`` is the large date, ``due`` the last lawful day under it;
    ``set_by`` is the action that put a person's date in place of the counted one."""

    duty: Duty
    case: Case | None  # None for a paper without a case yet, and for what is owed every year
    state: DutyState
    target: date | None
    due: date | None
    set_by: DutyAction | None
    done: DutyAction | None
    actions: tuple[DutyAction, ...]
    urgency: Urgency | None  # as services.law sees the counted date; None when done or set by a person
    papers: tuple[PaperKind, ...] = ()  # kinds of the papers it rests on
    move: Move | None = None  # its dates differ from those last shown
    last_shown: Shown | None = None  # under its present key

    @property
    def provisional(self) -> bool:
        """The counted date still lacks something, and no person has put one in its place."""
        return self.duty.count.provisional and self.set_by is None

    @property
    def unseen(self) -> Shown | None:
        """What is to be kept of showing it now: it is shown for the first time, or a provisional day
        was settled without a word. A move is kept when somebody takes note of it."""
        now = as_shown(self.duty)
        return now if self.move is None and not self.settled and self.last_shown != now else None

    @property
    def submission(self) -> Submission | None:
        """Whether it reached the court in time by the way it was handed in; None: not to the court, not
        said, or no certain last day to hold it against."""
        done = self.done
        to_court = self.duty.recipient is OrganisationKind.COURT
        if not (to_court and done and done.on and done.handed_in and self.due) or self.provisional:
            return None
        return submitted_on(self.due, HandedIn(done.handed_in), done.on)

    @property
    def lapsed(self) -> bool:
        """A right nobody used in time: past, and nothing is owed any more."""
        return self.duty.optional and self.state == DutyState.OVERDUE

    @property
    def settled(self) -> bool:
        """Nothing is left to do: done, a right that lapsed, or a hearing that is over."""
        return self.done is not None or self.lapsed or self.state == DutyState.OVER


def duties_of_case(who: Actor, session: Session, case_id: str, today: date) -> list[DutyView]:
    """Every duty of one case, open ones by date first, then done ones."""
    case = get_case(who, session, case_id)
    facts = facts_of_case(who, session, case_id)
    actions = actions_by_key(who, session, case_id=case_id, numbers=_former_numbers(facts))
    facts = replace(facts, deeds=_deeds_in_force(actions))
    shown = shown_by_key(who, session, case_id)[case_id]
    return _views(_derive(session, facts, today), case, actions, today, facts=facts, shown=shown)


def duty_of_case(who: Actor, session: Session, case_id: str, duty_key: str, today: date) -> DutyView:
    """One duty by its key. NotFound when nothing gives rise to it any more."""
    for view in duties_of_case(who, session, case_id, today):
        if duty_key in {view.duty.key, *view.duty.aliases}:
            return view
    raise NotFound("这项期限")


def duties_of_office(who: Actor, session: Session, today: date) -> list[DutyView]:
    """Every duty of every case of the office and those of every year and quarter, sorted as
    ``duties_of_case``."""
    cases = list_cases(who, session, limit=None)
    actions = actions_by_key(who, session)
    deeds = _deeds_by_place(actions)
    views = recurring_of_office(who, session, today)
    shown = shown_by_key(who, session)
    known = facts_of_cases(who, session, [case.id for case in cases])
    for case in cases:
        facts = _with_deeds(known[case.id], deeds)
        derived = _derive(session, facts, today)
        views += _views(derived, case, actions, today, facts=facts, shown=shown[case.id])
    return sorted(views, key=_order)


def recurring_of_office(who: Actor, session: Session, today: date) -> list[DutyView]:
    """The reports of every year and quarter the office owes, from the period it began to work here."""
    own = office(who, session)
    since = min(own.created_at.astimezone(CHINA).date(), today)
    duties = recurring_duties(
        law_office(own), calendar=calendar_in_force(session), today=today, since=since
    )
    return _views(duties, None, actions_by_key(who, session), today)


def recurring_duty(who: Actor, session: Session, duty_key: str, today: date) -> DutyView:
    """One of them by its key. NotFound when the office does not owe it."""
    for view in recurring_of_office(who, session, today):
        if view.duty.key == duty_key:
            return view
    raise NotFound("这项期限")


def incoming_of_office(who: Actor, session: Session, today: date) -> list[DutyView]:
    """What others owe this office, as far as the papers on its own desk say; nobody here acts on it."""
    calendar = calendar_in_force(session)
    owed: list[DutyView] = []
    cases = list_cases(who, session, limit=None)
    known = facts_of_cases(who, session, [case.id for case in cases])
    for case in cases:
        facts = known[case.id]
        duties = incoming_duties(facts, calendar=calendar, today=today)
        owed += _views(duties, case, {}, today, facts=facts)
    return sorted(owed, key=_order)


def moved_by_year(
    who: Actor, session: Session, year: HolidayYear, today: date
) -> list[tuple[Case, tuple[Change, ...]]]:
    """What next year's notice settles or moves among the office's duties, by case; nothing is kept."""
    cases = list_cases(who, session, limit=None)
    deeds = _deeds_by_place(actions_by_key(who, session))
    known = [
        _with_deeds(facts, deeds)
        for facts in facts_of_cases(who, session, [case.id for case in cases]).values()
    ]
    moved = moved_by_calendar(known, calendar_in_force(session), year, today=today)
    return [(case, moved[case.id]) for case in cases if case.id in moved]


def duties_if_confirmed(who: Actor, session: Session, paper_id: str, today: date) -> list[DutyView]:
    """The duties this paper would open if it were confirmed as it stands; nothing is saved."""
    facts = facts_with_paper(who, session, paper_id)
    duties = [duty for duty in _derive(session, facts, today) if paper_id in duty.papers]
    return _views(duties, None, {}, today, facts=facts)


def _derive(session: Session, facts: CaseFacts, today: date) -> Sequence[Duty]:
    return derive_duties(facts, calendar=calendar_in_force(session), today=today)


def _deeds_in_force(actions: Mapping[str, Sequence[DutyAction]]) -> tuple[Deed, ...]:
    """What people did that derivation respects: the last word on each duty."""
    deeds = []
    for key, rows in actions.items():
        done, dated = completion(rows), dated_by_hand(rows)
        if done and done.on:
            deeds.append(Deed(key, DeedKind.COMPLETED, done.on, done.at))
        if dated and dated.on:
            deeds.append(Deed(key, DeedKind(dated.action), dated.on, dated.at))
    return tuple(deeds)


def _deeds_by_place(actions: Mapping[str, Sequence[DutyAction]]) -> dict[str, list[Deed]]:
    """The deeds in force by the id of their case, and by the number their key begins with."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for key, rows in actions.items():
        deeds = _deeds_in_force({key: rows})
        found[rows[0].case_id or ""] += deeds
        found[key.partition(":")[0]] += deeds
    return found


def _with_deeds(facts: CaseFacts, by_place: Mapping[str, Sequence[Deed]]) -> CaseFacts:
    places = (facts.id, *_former_numbers(facts))
    return replace(facts, deeds=tuple({deed: None for at in places for deed in by_place.get(at, ())}))


def _former_numbers(facts: CaseFacts) -> set[str]:
    """Case numbers its papers had before a correction, maybe when they were in another case."""
    return {number for paper in facts.papers for number in paper.former_case_numbers}


def _views(
    duties: Iterable[Duty],
    case: Case | None,
    actions: dict[str, list[DutyAction]],
    today: date,
    *,
    facts: CaseFacts | None = None,
    shown: Mapping[str, Shown] | None = None,
) -> list[DutyView]:
    kinds = {paper.id: paper.kind for paper in facts.papers} if facts else {}
    shown = shown or {}
    views = (
        replace(
            _view(
                duty, case, _deeds(duty, actions), kinds, today, before=_before(duty, shown, actions)
            ),
            last_shown=shown.get(duty.key),
        )
        for duty in duties
    )
    return sorted(views, key=_order)


def _deeds(duty: Duty, actions: dict[str, list[DutyAction]]) -> list[DutyAction]:
    """What people did about the duty, under its key and the keys it had before."""
    found = [action for key in (duty.key, *duty.aliases) for action in actions.get(key, [])]
    return sorted(found, key=lambda action: action.at)


def _before(
    duty: Duty, shown: Mapping[str, Shown], actions: Mapping[str, Sequence[DutyAction]]
) -> Shown | None:
    """How the duty was shown; or, of a hearing put off, the one it takes the place of, if not done."""
    replaced = (key for key in duty.instead_of if key in shown and not completion(actions.get(key, ())))
    return shown_as(duty, shown) or next((shown[key] for key in replaced), None)


def _view(
    duty: Duty,
    case: Case | None,
    actions: list[DutyAction],
    kinds: Mapping[str, PaperKind],
    today: date,
    *,
    before: Shown | None,
) -> DutyView:
    set_by, done = dated_by_hand(actions), completion(actions)
    move = move_of(before, duty, _kept(done, set_by))
    if set_by:
        target = due = set_by.on
    elif move and move.to_decide:
        target, due = move.held_target, move.held_due
    else:
        target, due = duty.headline, duty.count.due
    certain = set_by is not None or not duty.count.provisional
    return DutyView(
        duty=duty,
        case=case,
        state=DutyState.OVER
        if duty.over_on and done is None
        else _state(target, due, done, today, certain=certain),
        target=target,
        due=due,
        set_by=set_by,
        done=done,
        actions=tuple(actions),
        urgency=None if done or set_by else urgency(duty, today),
        papers=tuple(kinds[each] for each in duty.papers if each in kinds),
        move=move,
    )


def _kept(done: DutyAction | None, set_by: DutyAction | None) -> KeptBecause | None:
    if done:
        return KeptBecause.DONE
    if set_by is None:
        return None
    return KeptBecause.HAND_SET if set_by.action == Act.HAND_SET else KeptBecause.JUDGE_ORDERED


def _state(
    target: date | None, due: date | None, done: DutyAction | None, today: date, *, certain: bool
) -> DutyState:
    last = due or target
    if done is not None:
        # Nobody was late against a date that was never certain.
        late = certain and last is not None and done.on is not None and done.on > last
        return DutyState.DONE_LATE if late else DutyState.DONE
    if target is None or last is None:
        return DutyState.UNDATED
    if last < today:
        # Where the text sets no last day (及时), only the day proposed has passed.
        return DutyState.LATE if due is None and certain else DutyState.OVERDUE
    if target < today:
        return DutyState.LATE
    return DutyState.SOON if (target - today).days <= 7 else DutyState.OPEN


def _order(view: DutyView) -> tuple[bool, date, str]:
    return (view.settled and not view.lapsed, view.target or date.max, view.duty.key)
