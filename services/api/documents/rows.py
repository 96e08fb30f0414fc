"""The rows of what was read: a paper of an extraction as a Paper with its Facts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.api.documents.document import Document, Fact, Paper


def new_paper(session: Session, document: Document, ordinal: int, data: Mapping[str, Any]) -> Paper:
    """The paper ``data`` (the contract's paper) with its facts, added to the session."""
    paper = Paper(
        organisation_id=document.organisation_id,
        document_id=document.id,
        ordinal=ordinal,
        **own_columns(data),
    )
    session.add(paper)
    session.flush()
    session.add_all(facts_of(paper.id, data))
    return paper


def own_columns(data: Mapping[str, Any]) -> dict[str, Any]:
    """What the paper itself says of itself, by column."""
    first, last = data["pages"]
    return {
        "kind": data["kind"],
        "title": data["title"][:200],
        "stage": data.get("stage"),
        "standing": data["standing"],
        "page_list": list(data.get("page_list") or range(first, last + 1)),
        "confidence": data["confidence"],
        "kind_candidates": data.get("kind_candidates"),
        "standing_because": data.get("standing_because"),
    }


def facts_of(paper_id: str, data: Mapping[str, Any]) -> list[Fact]:
    """The paper's part of the contract as facts: fields, then parties, operative items, outcome."""
    facts = [
        Fact(
            paper_id=paper_id,
            field=name,
            ordinal=0,
            value=field["value"],
            source={
                key: field[key] for key in ("page", "boxes", "span", "text", "places") if key in field
            },
            confidence=field["confidence"],
            found_by=field["found_by"],
            candidates=field.get("candidates", []),
        )
        for name, field in data["fields"].items()
    ]
    for part, key in (("party", "parties"), ("operative", "operative")):
        for ordinal, value in enumerate(data[key]):
            facts.append(
                Fact(
                    paper_id=paper_id,
                    field=part,
                    ordinal=ordinal,
                    value=value,
                    source=value["source"],
                    confidence=value.get("confidence", data["confidence"]),
                    found_by=part,
                    candidates=value.get("candidates", []),
                )
            )
    if data.get("outcome"):
        facts.append(
            Fact(
                paper_id=paper_id,
                field="outcome",
                ordinal=0,
                value=data["outcome"],
                source=data["operative"][0]["source"] if data["operative"] else None,
                confidence=data["confidence"],
                found_by="outcome",
            )
        )
    return facts
