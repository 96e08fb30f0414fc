"""A document read again: what the new reading changes by itself, and what waits for a person.

What nobody looked at yet is replaced by the new reading. What a person stands by (a confirmed or
corrected fact, a confirmed paper, a kind chosen by hand) is never touched: where the new reading says
otherwise, the difference is kept for the person to take or leave.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import entries_of, record
from services.api.db import new_id
from services.api.documents.difference import ReadingDifference
from services.api.documents.document import Document, Fact, Paper
from services.api.documents.rows import facts_of, new_paper, own_columns
from services.api.documents.store import receipts
from services.vocabulary import ReviewState

OF_THE_PAPER = ("kind", "stage", "standing")  # differences that are no facts
_WHOLE = "paper"  # the difference that the new reading does not find the paper at all


def renew_papers(
    who: Actor,
    session: Session,
    document: Document,
    papers: Sequence[Paper],
    read: Sequence[Mapping[str, Any]],
    *,
    attempt: int,
) -> list[Paper]:
    """Bring the document's ``papers`` to what was ``read`` now (the papers of an extraction). Gives the
    papers that are new."""
    pairs = matched([(p.page_list, p.kind) for p in papers], [(_pages(r), r["kind"]) for r in read])
    fresh = []
    for ordinal, data in enumerate(read):
        if ordinal in pairs:
            papers[pairs[ordinal]].ordinal = ordinal
            _renew(who, session, papers[pairs[ordinal]], data, attempt)
        else:
            fresh.append(new_paper(session, document, ordinal, data))
    for index in set(range(len(papers))) - set(pairs.values()):
        _lost(who, session, papers[index], attempt)
    session.flush()
    return fresh


def matched(
    old: Sequence[tuple[Sequence[int], str]], new: Sequence[tuple[Sequence[int], str]]
) -> dict[int, int]:
    """Which old paper each new one is: index of new to index of old, from their pages and kinds. The
    pair that shares most pages first, then of one kind, then in the order of the file."""
    scores = [
        (_overlap(pages, old_pages), kind == old_kind, -abs(n - o), n, o)
        for n, (pages, kind) in enumerate(new)
        for o, (old_pages, old_kind) in enumerate(old)
    ]
    pairs: dict[int, int] = {}
    for overlap, same_kind, _, n, o in sorted(scores, reverse=True):
        likely = overlap > 0 and (same_kind or overlap >= 0.5)
        if likely and n not in pairs and o not in pairs.values():
            pairs[n] = o
    return pairs


def meaning(field: str, value: Any) -> Any:
    """What of a value counts when two readings are compared: not where it stands or how sure it is."""
    if not isinstance(value, Mapping):
        return value
    kept = {
        "party": ("role", "name", "type"),
        "operative": ("text", "classes", "parties"),
        "outcome": ("by_party",),
    }.get(field, tuple(value))
    return {key: value.get(key) for key in kept}


def _pages(data: Mapping[str, Any]) -> list[int]:
    first, last = data["pages"]
    return list(data.get("page_list") or range(first, last + 1))


def _overlap(one: Sequence[int], other: Sequence[int]) -> float:
    union = set(one) | set(other)
    return len(set(one) & set(other)) / len(union) if union else 0.0


def _renew(who: Actor, session: Session, paper: Paper, data: Mapping[str, Any], attempt: int) -> None:
    session.execute(
        delete(ReadingDifference).where(
            ReadingDifference.paper_id == paper.id, ReadingDifference.decided.is_(None)
        )
    )
    if paper.review_state == ReviewState.SET_ASIDE:
        return
    facts = session.scalars(
        select(Fact).where(Fact.paper_id == paper.id, Fact.superseded_by.is_(None))
    ).all()
    settled = paper.review_state == ReviewState.CONFIRMED
    changed = _renew_columns(who, session, paper, data, attempt, settled=settled)
    current = {(fact.field, fact.ordinal): fact for fact in facts}
    said = {(fact.field, fact.ordinal): fact for fact in facts_of(paper.id, data)}
    for key in sorted(current.keys() | said.keys()):
        old, new = current.get(key), said.get(key)
        before = None if old is None else meaning(key[0], old.value)
        after = None if new is None else meaning(key[0], new.value)
        stood_by = settled or (old is not None and bool(old.confirmed or old.by_user))
        if before == after:
            if not stood_by and old and new and _read_otherwise(old, new):
                _replace(session, paper, key, old, new)
        elif stood_by:
            _differ(session, paper, attempt, key, before=old.value if old else None, new=new)
        else:
            _replace(session, paper, key, old, new)
            changed = True
    if changed:
        paper.version += 1  # whoever has it open sees the old values


def _renew_columns(
    who: Actor,
    session: Session,
    paper: Paper,
    data: Mapping[str, Any],
    attempt: int,
    *,
    settled: bool,
) -> bool:
    own = own_columns(data)
    chosen = settled or any(
        entry.action == "paper.retyped" for entry in entries_of(who, session, paper.id)
    )
    changed = False
    for name, value in own.items():
        if getattr(paper, name) == value:
            continue
        if not chosen:
            setattr(paper, name, value)
            changed = True
        elif name in OF_THE_PAPER:
            _differ(session, paper, attempt, (name, 0), before=getattr(paper, name), value=value)
    return changed


def _read_otherwise(old: Fact, new: Fact) -> bool:
    """The same value from another place, or more or less certain."""
    return (old.source, old.confidence, old.candidates) != (
        new.source,
        new.confidence,
        new.candidates or [],
    )


def _replace(
    session: Session, paper: Paper, key: tuple[str, int], old: Fact | None, new: Fact | None
) -> None:
    """The machine's new value in place of its old one; None where it finds nothing any more."""
    fact = new or Fact(
        id=new_id(),
        paper_id=paper.id,
        field=key[0],
        ordinal=key[1],
        value=None,
        confidence=1.0,
        found_by="read again",
    )
    session.add(fact)
    session.flush()
    if old is not None:
        old.superseded_by = fact.id


def _differ(
    session: Session,
    paper: Paper,
    attempt: int,
    key: tuple[str, int],
    *,
    before: Any,
    new: Fact | None = None,
    value: Any = None,
) -> None:
    """Keep for a person that the reading has ``new`` (or ``value``, where it is no fact) for what was
    ``before``."""
    field, ordinal = key
    after = new.value if new is not None else value
    kept = session.scalars(
        select(ReadingDifference).where(
            ReadingDifference.paper_id == paper.id,
            ReadingDifference.field == field,
            ReadingDifference.ordinal == ordinal,
            ReadingDifference.decided == "kept",
        )
    )
    if any(meaning(field, each.after) == meaning(field, after) for each in kept):
        return  # a person saw this very difference and let it be
    session.add(
        ReadingDifference(
            organisation_id=paper.organisation_id,
            paper_id=paper.id,
            attempt=attempt,
            field=field,
            ordinal=ordinal,
            before=before,
            after=after,
            source=new.source if new is not None else None,
            confidence=new.confidence if new is not None else paper.confidence,
            found_by=new.found_by if new is not None else "read again",
            candidates=new.candidates or [] if new is not None else [],
        )
    )


def _lost(who: Actor, session: Session, paper: Paper, attempt: int) -> None:
    """The new reading finds no such paper. One nobody looked at is set aside, still readable."""
    if paper.review_state == ReviewState.SET_ASIDE:
        return
    touched = (
        paper.review_state == ReviewState.CONFIRMED
        or any(entry.user_id for entry in entries_of(who, session, paper.id))
        or paper.id in receipts(who, session, paper.id)
    )
    if touched:
        _differ(session, paper, attempt, (_WHOLE, 0), before=paper.title)
        return
    paper.review_state, paper.version = ReviewState.SET_ASIDE, paper.version + 1
    record(who, session, "paper.not_found_again", ("paper", paper.id), after=attempt)
