"""What several pages need."""

from __future__ import annotations

from collections.abc import Sequence

from services.api.documents.document import Fact, Paper
from services.api.web.views.review import FieldRow, field_rows
from services.api.web.views.workbench import fact_views


def rows_by_paper(papers: Sequence[Paper], facts: Sequence[Fact]) -> dict[str, tuple[FieldRow, ...]]:
    """Rows of the form of each paper, by paper id."""
    return {
        paper.id: field_rows(paper.kind, fact_views([f for f in facts if f.paper_id == paper.id], {}))
        for paper in papers
    }
