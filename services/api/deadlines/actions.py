"""What a person did about a duty: kept beside the derived duty on its stable key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.cases.store import get_case
from services.api.deadlines.duty_action import DutyAction
from services.api.documents.store import current_facts
from services.api.errors import Conflict, Unacceptable
from services.law.calendar import chinese
from services.law.submission import HandedIn
from services.vocabulary import FieldName


class Act(StrEnum):
    """Kinds of action."""

    COMPLETED = "completed"
    REOPENED = "reopened"
    HAND_SET = "hand_set"
    JUDGE_ORDERED = "judge_ordered"
    NOTE = "note"


_NEEDS_DATE = {Act.COMPLETED, Act.HAND_SET, Act.JUDGE_ORDERED}


def act_on_duty(
    who: Actor,
    session: Session,
    case_id: str | None,
    duty_key: str,
    action: str,
    *,
    today: date,
    on: date | None = None,
    note: str = "",
    handed_in: str | None = None,
    papers: Collection[str] = (),
) -> DutyAction:
    """Record one action: completed ``on`` a day, reopened, a date set by hand or ordered by the judge,
    or a note. ``case_id`` None: a duty of every year. Whether the duty exists is the caller's to check
    (``derive.duty_of_case``, ``recurring_duty``). ``handed_in``: how, of a completion; ``on`` is then
    the day of the postmark, or of arrival. ``papers``: ids of those that opened the duty. Unacceptable
    for an unknown action, a missing date, a completion in the future or before the papers were
    written."""
    if action not in set(Act):
        raise Unacceptable("unknown_choice", f"没有“{action}”这种操作。", "请从列表中选择。")
    if handed_in and (action != Act.COMPLETED or handed_in not in set(HandedIn)):
        raise Unacceptable(
            "unknown_choice", f"没有“{handed_in}”这种提交方式。", "请从列表中选择，只用于登记办结。"
        )
    if Act(action) in _NEEDS_DATE and on is None:
        raise Unacceptable("date_missing", "没有填日期。", "请填写完成日期或指定的日期。")
    if action == Act.COMPLETED and on is not None and on > today:
        raise Unacceptable("done_in_future", "办结日期晚于今天。", "请填写实际办结的日期。")
    if action == Act.COMPLETED and on is not None:
        _not_before(who, session, on, papers)
    if action == Act.NOTE and not note.strip():
        raise Unacceptable("note_missing", "备注是空的。", "请填写备注。")
    if who.user_id is None:
        raise Conflict("person_needed", "办理情况须由人填写。", "请登录后填写。")
    if case_id is not None:
        get_case(who, session, case_id)
    row = DutyAction(
        organisation_id=who.organisation_id,
        case_id=case_id,
        duty_key=duty_key,
        action=action,
        on=on if Act(action) in _NEEDS_DATE else None,
        note=note.strip(),
        handed_in=handed_in or None,
        by_user=who.user_id,
    )
    session.add(row)
    session.flush()
    after = {"action": action, "on": row.on.isoformat() if row.on else None, "note": row.note}
    if row.handed_in:
        after["handed_in"] = row.handed_in
    record(who, session, f"duty.{action}", ("duty", duty_key), after=after)
    return row


def _not_before(who: Actor, session: Session, on: date, papers: Collection[str]) -> None:
    written = [
        date.fromisoformat(str(fact.value))
        for fact in current_facts(who, session, *papers)
        if fact.field == FieldName.ISSUED_ON
    ]
    if written and on < min(written):
        raise Unacceptable(
            "done_before_paper",
            f"办结日期早于引起它的文书的落款日期{chinese(min(written))}。",
            "请核对办结日期；落款日期读错的，先到文书页改正。",
        )


def actions_by_key(
    who: Actor, session: Session, *, case_id: str | None = None, numbers: Collection[str] = ()
) -> dict[str, list[DutyAction]]:
    """All actions on the duties of one case, or of the whole office, oldest first, by duty key.
    ``numbers``: case numbers its papers had before a correction, maybe in another case."""
    query = select(DutyAction).where(DutyAction.organisation_id == who.organisation_id)
    if case_id is not None:
        former = (DutyAction.duty_key.startswith(f"{each}:", autoescape=True) for each in numbers)
        query = query.where(or_(DutyAction.case_id == case_id, *former))
    by_key: dict[str, list[DutyAction]] = defaultdict(list)
    for row in session.scalars(query.order_by(DutyAction.at)):
        by_key[row.duty_key].append(row)
    return dict(by_key)


def completion(actions: Sequence[DutyAction]) -> DutyAction | None:
    """What says that the duty is done: the last completion, unless it was reopened since."""
    said = (each for each in reversed(actions) if each.action in (Act.COMPLETED, Act.REOPENED))
    last = next(said, None)
    return last if last and last.action == Act.COMPLETED else None


def dated_by_hand(actions: Sequence[DutyAction]) -> DutyAction | None:
    """What put a person's or the judge's date in place of the counted one."""
    return next((a for a in reversed(actions) if a.action in (Act.HAND_SET, Act.JUDGE_ORDERED)), None)
