"""What a paper's case would be after a correction, told before anything is saved."""

from __future__ import annotations

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.cases.facts import facts_with_paper
from services.api.documents import store
from services.api.documents.document import Paper
from services.api.errors import Unacceptable
from services.api.review import confirm
from services.api.review.doubts import KIND, key_of
from services.api.review.values import classes_named
from services.law.facts import CaseFacts


def facts_if(who: Actor, session: Session, paper: Paper, field: str, value: str) -> CaseFacts | None:
    """The facts of the case as if ``field`` (``kind``, or an item ``operative-0`` by its classes) were
    corrected to ``value`` and the paper confirmed; None when the value is none, or what it is already.

    The correction is made as it would be, with all that follows from it, and taken back: a savepoint
    that is never released.
    """
    trial = session.begin_nested()
    try:
        if not _corrected(who, session, paper, field, value):
            return None
        session.flush()
        return facts_with_paper(who, session, paper.id)
    except Unacceptable:
        return None
    finally:
        trial.rollback()


def _corrected(who: Actor, session: Session, paper: Paper, field: str, value: str) -> bool:
    if field == KIND:
        if value == paper.kind:
            return False
        confirm.retype_paper(who, session, paper.id, version=paper.version, kind=value)
        return True
    facts = store.current_facts(who, session, paper.id)
    item = next((fact for fact in facts if fact.field == "operative" and key_of(fact) == field), None)
    classes = classes_named(value)
    if item is None or classes == item.value.get("classes"):
        return False
    changed = {**item.value, "classes": classes}
    confirm.correct_fact(
        who, session, paper.id, "operative", changed, version=paper.version, ordinal=item.ordinal
    )
    return True
