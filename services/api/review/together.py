"""One day of receipt for a whole envelope or mail: filled in for each paper, confirmed one by one."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents import store
from services.api.documents.document import Paper
from services.api.receipts.store import files_of_same_mail
from services.api.receipts.tell import note_service
from services.api.review.confirm import issued_on
from services.vocabulary import ReviewState, Standing


def papers_without_receipt(who: Actor, session: Session, paper: Paper) -> list[Paper]:
    """The served papers of the same file or mail as ``paper`` of which nobody has said when they
    came."""
    others = [
        each
        for document_id in sorted(files_of_same_mail(who, session, paper.document_id))
        for each in store.papers_of(who, session, document_id)
        if each.id != paper.id
        and each.standing == Standing.SERVED
        and each.review_state != ReviewState.SET_ASIDE
    ]
    received = store.receipts(who, session, *(each.id for each in others))
    return [each for each in others if each.id not in received]


def offer_to_others(
    who: Actor, session: Session, paper_id: str, on: date, *, basis: str, note: str, today: date
) -> int:
    """Note the day as a service of those other papers, so that their form is filled in; gives their
    number. None of them has a receipt until a person confirms it there. One written after that day
    came otherwise."""
    paper = store.get_paper(who, session, paper_id)
    others = [
        each
        for each in papers_without_receipt(who, session, paper)
        if (issued_on(who, session, each.id) or on) <= on
    ]
    for each in others:
        note_service(
            who,
            session,
            each.id,
            basis=basis,
            on=on,
            signed=True,
            note=note or f"与《{paper.title}》一并收到",
            today=today,
        )
    return len(others)
