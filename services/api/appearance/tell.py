"""What people tell: an answer about the case, who goes to a hearing, who was there."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.store import office
from services.api.appearance.store import get_attendee
from services.api.appearance.told import HearingAttendee, ToldFact
from services.api.audit.store import record
from services.api.cases.store import get_case
from services.api.errors import Conflict, Unacceptable
from services.api.typed import read_day
from services.law.answerer import questions_of
from services.law.attendance import Position
from services.law.decision import answered
from services.law.pack import load_pack


def tell_fact(
    who: Actor, session: Session, case_id: str, fact: str, value: str, *, today: date
) -> ToldFact:
    """Answer a question of the office's packs, a day as people type it; an empty ``value`` takes the
    answer back. Unacceptable for a question nobody asks, a value it does not offer, a day to come."""
    user = _person(who)
    get_case(who, session, case_id)
    wordings = questions_of(load_pack(office(who, session).jurisdiction))
    if fact not in wordings:
        raise Unacceptable("unknown_question", f"规则里没有“{fact}”这个问题。", "请刷新页面再答。")
    if wordings[fact].day and value.strip():
        value = _day(value, today)
    try:
        answered({fact: value}, wordings)
    except ValueError as error:
        raise Unacceptable("unknown_choice", f"{error}。", "请在列出的选项中选择。") from None
    row = ToldFact(
        organisation_id=who.organisation_id,
        case_id=case_id,
        fact=fact,
        value=value.strip(),
        by_user=user,
    )
    session.add(row)
    session.flush()
    record(who, session, "case.told", ("case", case_id), after={"fact": fact, "value": row.value})
    return row


def _day(typed: str, today: date) -> str:
    try:
        day = read_day(typed)
    except ValueError:
        raise Unacceptable(
            "bad_date", f"看不懂日期“{typed}”。", "请写成 2026-03-02 或 2026年3月2日。"
        ) from None
    if day > today:
        raise Unacceptable("in_future", "日期晚于今天。", "请填写已经发生的日期。")
    return day.isoformat()


def add_attendee(
    who: Actor,
    session: Session,
    case_id: str,
    *,
    hearing_on: date,
    name: str,
    position: str,
    unit: str = "",
    title: str = "",
    proved: bool = False,
) -> HearingAttendee:
    """Enter somebody who goes to the hearing; ``unit`` defaults to the office. Unacceptable without a
    name or for an unknown position."""
    user = _person(who)
    get_case(who, session, case_id)
    if not name.strip():
        raise Unacceptable("name_missing", "没有填姓名。", "请填写出庭人员的姓名。")
    if position not in set(Position):
        raise Unacceptable("unknown_choice", f"没有“{position}”这种身份。", "请从列表中选择。")
    row = HearingAttendee(
        organisation_id=who.organisation_id,
        case_id=case_id,
        hearing_on=hearing_on,
        name=name.strip(),
        title=title.strip(),
        position=position,
        unit=unit.strip() or office(who, session).name,
        proved=proved,
        by_user=user,
    )
    session.add(row)
    session.flush()
    record(who, session, "attendee.added", ("case", case_id), after=_told(row))
    return row


def mark_attendee(
    who: Actor,
    session: Session,
    case_id: str,
    attendee_id: str,
    *,
    proved: bool | None = None,
    attended: bool | None = None,
    spoke: bool | None = None,
    removed: bool = False,
) -> HearingAttendee:
    """Note that the certificate is ready, that the person was there, spoke, or does not go after all.
    What is None stays as it is."""
    _person(who)
    row = get_attendee(who, session, case_id, attendee_id)
    before = _told(row)
    row.proved = row.proved if proved is None else proved
    row.attended = row.attended if attended is None else attended
    row.spoke = row.spoke if spoke is None else spoke
    row.removed = removed
    session.flush()
    record(who, session, "attendee.changed", ("case", row.case_id), before=before, after=_told(row))
    return row


def _person(who: Actor) -> str:
    if who.user_id is None:
        raise Conflict("person_needed", "这一项须由人填写。", "请登录后填写。")
    return who.user_id


def _told(row: HearingAttendee) -> dict[str, object]:
    return {
        "name": row.name,
        "position": row.position,
        "hearing_on": row.hearing_on.isoformat(),
        "proved": row.proved,
        "attended": row.attended,
        "spoke": row.spoke,
        "removed": row.removed,
    }
