"""Loss by jurisdiction, added to a reading when it is shown and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.law.loss import losses


def with_loss(extraction: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of ``yingsu.extraction/1`` JSON with ``loss`` beside the classes of each party, from the
    paper's own standing: what it proves itself about being effective."""
    return {**extraction, "papers": [_paper(paper) for paper in extraction["papers"]]}


def _paper(paper: Mapping[str, Any]) -> dict[str, Any]:
    outcome = paper.get("outcome")
    if not outcome:
        return dict(paper)
    by_party = {
        name: {
            **result,
            "loss": losses(
                result["classes"],
                kind=paper["kind"],
                stage=paper.get("stage"),
                effective=bool(outcome.get("effective")),
            ),
        }
        for name, result in outcome["by_party"].items()
    }
    return {**paper, "outcome": {**outcome, "by_party": by_party}}
