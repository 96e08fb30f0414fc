"""Papers as services.law is told about them, for tests: only what a test says matters."""

from datetime import date
from typing import Any

from services.law.facts import PaperFacts
from services.vocabulary import PaperKind, Standing


def paper(paper_id: str, kind: PaperKind, **facts: Any) -> PaperFacts:
    """A served paper that arrived on 2026-03-02, with ``facts`` on top."""
    told = {"stage": None, "standing": Standing.SERVED, "arrived_on": date(2026, 3, 2), **facts}
    return PaperFacts(id=paper_id, kind=kind, **told)
