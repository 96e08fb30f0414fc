"""What people saw of the duties of a case: remembered when shown, kept until they note a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

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


def remember(who: Actor, session: Session, shown: Mapping[str, Iterable[Shown]]) -> None:
    """Keep, by case, what was shown."""
    session.add_all(_row(who, case_id, each) for case_id, of_case in shown.items() for each in of_case)
    session.flush()


def note(who: Actor, session: Session, case_id: str, shown: Shown, *, gone: bool = False) -> None:
    """A person took note of this, or (``gone``) that it is no more."""
    row = _row(who, case_id, shown)
    row.gone, row.by_user = gone, who.user_id
    session.add(row)
    session.flush()


def _row(who: Actor, case_id: str, shown: Shown) -> ShownDuty:
    return ShownDuty(
        organisation_id=who.organisation_id,
        case_id=case_id,
        duty_key=shown.key,
        rule_id=shown.rule_id,
        title=shown.title,
        target=shown.target,
        due=shown.due,
        trigger_on=shown.trigger_on,
        provisional=shown.provisional,
        rule_mark=shown.rule_mark,
    )


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
