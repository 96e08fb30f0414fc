"""What waits for a person, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.documents.document import Paper
from services.api.documents.store import least_confidence, papers_asked_about
from services.vocabulary import PaperKind, Standing

# A paper that starts or ends a period is asked about before one that merely informs.
_PRESSING = (
    PaperKind.JUDGMENT,
    PaperKind.RULING,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.SUMMONS,
)


def papers_to_review(who: Actor, session: Session) -> Sequence[Paper]:
    """What a person is asked about: served before unclear, then by kind, then the least certain: of
    kind or of any value, an operative item's classes among them."""
    least = least_confidence(who, session)
    return sorted(
        papers_asked_about(who, session),
        key=lambda paper: (
            paper.standing != Standing.SERVED,
            _PRESSING.index(PaperKind(paper.kind)) if paper.kind in _PRESSING else len(_PRESSING),
            min(paper.confidence, least.get(paper.id, 1.0)),
        ),
    )


def next_paper(who: Actor, session: Session) -> Paper | None:
    """The paper to look at next, None when nothing waits."""
    return next(iter(papers_to_review(who, session)), None)
