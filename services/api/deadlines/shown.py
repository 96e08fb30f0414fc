"""What people saw of the duties of a case: remembered when shown, kept until they note a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.deadlines.shown_duty import ShownDuty
from services.law.moves import Shown


def shown_by_key(
    who: Actor, session: Session, case_id: str | None = None
) -> dict[str, dict[str, Shown]]:
    """By case and key, how each duty was last shown; ``case_id``: of that case only."""
    query = select(ShownDuty).where(ShownDuty.organisation_id == who.organisation_id)
    if case_id is not None:
        query = query.where(ShownDuty.case_id == case_id)
    found: dict[str, dict[str, Shown]] = defaultdict(dict)
    for row in session.scalars(query.order_by(ShownDuty.at, ShownDuty.id)):
        of_case = found[row.case_id]
        if row.gone:
            of_case.pop(row.duty_key, None)
        else:
            of_case[row.duty_key] = _shown(row)
    return found


def keep(
    who: Actor,
    session: Session,
    case_id: str,
    shown: Iterable[Shown],
    *,
    noted: bool = False,
    gone: bool = False,
) -> None:
    """Remember these; ``noted``: a person took note of them, ``gone``: that they are no more."""
    for each in shown:
        session.add(
            ShownDuty(
                organisation_id=who.organisation_id,
                case_id=case_id,
                duty_key=each.key,
                rule_id=each.rule_id,
                title=each.title,
                target=each.target,
                due=each.due,
                trigger_on=each.trigger_on,
                provisional=each.provisional,
                rule_mark=each.rule_mark,
                gone=gone,
                by_user=who.user_id if noted else None,
            )
        )
    session.flush()


def _shown(row: ShownDuty) -> Shown:
    return Shown(
        key=row.duty_key,
        rule_id=row.rule_id,
        title=row.title,
        target=row.target,
        due=row.due,
        trigger_on=row.trigger_on,
        provisional=row.provisional,
        rule_mark=row.rule_mark,
    )
