"""期限变动: duties whose dates differ from those last shown, taken note of or decided by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.cases.case import Case
from services.api.cases.store import cases_by_id, get_case
from services.api.db import Database
from services.api.deadlines.actions import Act, act_on_duty, actions_by_key, completion
from services.api.deadlines.derive import DutyView, duties_of_case
from services.api.deadlines.duty_action import DutyAction
from services.api.deadlines.shown import note, remember, shown_by_key
from services.api.errors import Conflict, Forbidden, NotFound
from services.law.moves import Move, MoveCause, Shown, as_shown

log = structlog.get_logger("yingsu.deadlines")
KEPT_NOTE = "规则变动前已起算，决定仍按原日期"


@dataclass(frozen=True, slots=True)
class MovedDuty:
    """A move with its case."""

    case: Case
    move: Move

    @property
    def key(self) -> str:
        return self.move.shown.key


def moved_of_case(who: Actor, session: Session, case_id: str, today: date) -> list[MovedDuty]:
    """What moved in one case since it was last shown."""
    return moved_among(who, session, case_id, duties_of_case(who, session, case_id, today))


def moved_among(
    who: Actor, session: Session, case_id: str, views: Sequence[DutyView]
) -> list[MovedDuty]:
    """The same, of the duties of the case as derived already."""
    case = get_case(who, session, case_id)
    shown = shown_by_key(who, session, case_id)[case_id]
    return _moved(case, views, shown, actions_by_key(who, session, case_id=case_id))


def moved_of_office(who: Actor, session: Session, views: Iterable[DutyView]) -> list[MovedDuty]:
    """The same for every case of the office; ``views``: all its duties."""
    by_case: dict[str, list[DutyView]] = {}
    for view in views:
        if view.case is not None:
            by_case.setdefault(view.case.id, []).append(view)
    shown, actions = shown_by_key(who, session), actions_by_key(who, session)
    cases = cases_by_id(who, session, *shown.keys(), *by_case)
    return [
        moved
        for id_, case in cases.items()
        for moved in _moved(case, by_case.get(id_, []), shown[id_], actions)
    ]


def keep_shown(who: Actor, database: Database, views: Iterable[DutyView]) -> None:
    """Keep what these duties are shown with, in a transaction of its own: the look that derived them
    keeps no writer waiting. Dates are shown even when that cannot be kept; the next page keeps it."""
    fresh: dict[str, list[Shown]] = {}
    for view in views:
        if view.case is not None and (unseen := view.unseen):
            fresh.setdefault(view.case.id, []).append(unseen)
    if not fresh:
        return
    try:
        with database.transaction() as session:
            remember(who, session, fresh)
    except SQLAlchemyError as error:
        log.warning("shown_not_kept", error=type(error).__name__, cases=len(fresh))


def take_note(
    who: Actor, session: Session, case_id: str, keys: Collection[str], today: date
) -> list[MovedDuty]:
    """A person has seen these moves: the new dates are those shown from now on. A changed rule is not
    noted but decided. NotFound for a key that did not move."""
    _person(who)
    moved = {each.key: each for each in moved_of_case(who, session, case_id, today)}
    for key in keys:
        if key not in moved:
            raise NotFound("这项变动")
        if moved[key].move.to_decide:
            raise Conflict(
                "rule_changed", "规则变动的期限须由负责人决定。", "请负责人在“期限变动”页决定。"
            )
    _note(who, session, case_id, [moved[key].move for key in keys])
    return [each for key, each in moved.items() if key not in keys]


def may_decide(who: Actor) -> bool:
    """Whether this person says for whom a changed rule is."""
    return who.role in ("manager", "administrator")


def decide_on_rule(
    who: Actor, session: Session, case_id: str, key: str, *, apply: bool, today: date
) -> None:
    """Say whether a changed rule is for a duty that ran already: ``apply`` it, or keep the date shown.
    For managers and administrators."""
    _person(who)
    if not may_decide(who):
        raise Forbidden(
            "manager_needed", "规则变动后是否改期，由负责人或者管理员决定。", "请联系他们。"
        )
    moved = {each.key: each.move for each in moved_of_case(who, session, case_id, today)}
    move = moved.get(key)
    if move is None or move.now is None or not move.to_decide:
        raise NotFound("这项规则变动")
    _note(who, session, case_id, [move])
    if not apply and (day := move.shown.due or move.shown.target):
        act_on_duty(
            who, session, case_id, move.now.key, Act.HAND_SET, today=today, on=day, note=KEPT_NOTE
        )


def _moved(
    case: Case,
    views: Sequence[DutyView],
    shown: Mapping[str, Shown],
    actions: Mapping[str, Sequence[DutyAction]],
) -> list[MovedDuty]:
    """Those of ``views``, and duties shown with a certain day that nothing gives rise to any more,
    unless they were done."""
    moves = [view.move for view in views if view.move and (view.done or not view.settled)]
    duties = [view.duty for view in views]
    alive = {key for each in duties for key in (each.key, *each.aliases, *each.instead_of)}
    moves += [
        Move(each, None, MoveCause.GONE)
        for key, each in shown.items()
        if key not in alive and not each.provisional and not completion(actions.get(key, ()))
    ]
    return [MovedDuty(case, move) for move in moves]


def _note(who: Actor, session: Session, case_id: str, moves: Iterable[Move]) -> None:
    for move in moves:
        if move.now is None:
            note(who, session, case_id, move.shown, gone=True)
        else:
            if move.now.key != move.shown.key:
                note(who, session, case_id, move.shown, gone=True)
            note(who, session, case_id, as_shown(move.now))
        before, after = move.shown.target, move.now.headline if move.now else None
        record(
            who,
            session,
            "duty.moved",
            ("duty", move.shown.key),
            before=before.isoformat() if before else None,
            after=after.isoformat() if after else None,
        )


def _person(who: Actor) -> None:
    if who.user_id is None:
        raise Conflict("person_needed", "期限变动须由人确认。", "请登录后操作。")
