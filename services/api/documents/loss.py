"""What the law says of a reading, added when it is shown and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.law.on_its_face import outcome_said


def with_loss(extraction: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``yingsu.extraction/1`` JSON with ``loss`` beside the classes of each party, and
    whether each paper proves itself that it is effective."""
    papers = extraction["papers"]
    return {
        **extraction,
        "papers": [
            {**paper, "outcome": said} if (said := outcome_said(paper)) else dict(paper)
            for paper in papers
        ],
    }
