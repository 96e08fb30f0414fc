"""Another copy of a paper that is here already: scanned again, sent by mail and by post, sent twice.

The machine attaches a paper as a copy only when nothing that decides a date differs: same kind, number
and date, the same in every deciding field, page for page the same text but for misread characters.
Anything less is offered to a person. A copy starts no event and no duty; nothing is dropped, and one
click parts it again.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.documents.document import Document, Fact, Paper
from services.api.documents.store import current_facts, get_paper, latest_run, take_paper
from services.api.errors import Conflict
from services.extractor.sketch import resemblance
from services.vocabulary import FieldName, PaperKind, ReviewState, Standing

ALIKE = 0.55  # least resemblance of each pair of pages: two poor scans of one page keep more
MOST_CANDIDATES = 20
# What must be equal, absent on both sides included: it names the paper or moves a date.
DECIDING = (
    FieldName.CASE_NUMBER,
    FieldName.PRIOR_CASE_NUMBER,
    FieldName.ADDRESSEE,
    FieldName.ISSUED_ON,
    FieldName.HEARING_AT,
    FieldName.ANSWER_DAYS,
    FieldName.EVIDENCE_DAYS,
    FieldName.EVIDENCE_DUE_ON,
    FieldName.APPEAL_DAYS,
    FieldName.PROCEDURE,
    FieldName.FEE_AMOUNT,
    FieldName.FEE_DAYS,
    FieldName.ADVICE_NUMBER,
    FieldName.ADVICE_REPLY_DAYS,
    FieldName.ADVICE_REPLY_MONTHS,
    FieldName.ADVICE_ITEMS,
    FieldName.SERVED_ON,
    FieldName.SIGNED_ON,
    FieldName.EFFECTIVE_ON,
)
_HEARINGS = (PaperKind.SUMMONS, PaperKind.HEARING_CHANGE_NOTICE)

Sketches = Sequence[str | None]


def likeness_of(kind: str, values: Mapping[str, Any]) -> str | None:
    """Equal for papers of one kind, case number and date; None without a number or a date."""
    number, issued = values.get(FieldName.CASE_NUMBER), values.get(FieldName.ISSUED_ON)
    if not number or not issued:
        return None
    return hashlib.sha256(f"{kind}|{number}|{issued}".encode()).hexdigest()[:32]


def alike(one: Sketches, other: Sketches) -> bool:
    """Whether two papers say the same page for page."""
    first, second = ([page for page in pages if page] for pages in (one, other))  # blank backs aside
    if not first or len(first) != len(second):
        return False
    return all(resemblance(a, b) >= ALIKE for a, b in zip(first, second, strict=True))


def attach_copies(who: Actor, session: Session, papers: Sequence[Paper]) -> None:
    """Attach each of these new papers to the paper it is certainly a copy of, if there is one."""
    known = _Known(who, session)
    for paper in papers:
        paper.likeness = likeness_of(paper.kind, known.values(paper))
        session.flush()
        if paper.copy_decided or paper.copy_of or paper.review_state != ReviewState.OPEN:
            continue
        found = _candidates(who, session, paper) if any(known.sketches(paper)) else []
        original = next((each for each in found if _certain(known, paper, each)), None)
        if original is not None:
            paper.copy_of, paper.case_id = original.id, original.case_id
            record(who, session, "paper.copy_found", ("paper", paper.id), after=original.id)
    session.flush()


def likely_originals(who: Actor, session: Session, paper: Paper) -> list[Paper]:
    """Papers of which ``paper`` may be another copy: one kind, number and date, alike or not."""
    if paper.copy_of or paper.copy_decided or paper.review_state != ReviewState.OPEN:
        return []
    return _candidates(who, session, paper)[:3]


def copies_of(who: Actor, session: Session, *paper_ids: str) -> dict[str, list[Paper]]:
    """The copies of these papers, by the paper's id, oldest first."""
    rows = session.scalars(
        select(Paper)
        .join(Document, Paper.document_id == Document.id)
        .where(Paper.organisation_id == who.organisation_id, Paper.copy_of.in_(paper_ids))
        .order_by(Document.received_at, Paper.ordinal)
    )
    found: dict[str, list[Paper]] = defaultdict(list)
    for row in rows:
        found[str(row.copy_of)].append(row)
    return found


def merge_copy(who: Actor, session: Session, paper_id: str, original_id: str, *, version: int) -> Paper:
    """A person says that the paper is another copy of ``original_id``. Conflict for a confirmed paper,
    whose dates stand, and for a paper that has copies itself."""
    paper = take_paper(who, session, paper_id, version)
    original = get_paper(who, session, original_id)
    if original.copy_of:
        original = get_paper(who, session, original.copy_of)
    if original.id == paper.id or copies_of(who, session, paper.id):
        raise Conflict(
            "copy_of_itself", "这份文书本身还有副本，不能再并为副本。", "请在那份文书上操作。"
        )
    if paper.review_state == ReviewState.CONFIRMED:
        raise Conflict(
            "copy_confirmed",
            "这份文书已确认，期限由它起算，不能直接并为副本。",
            "请先撤回确认，再并为副本。",
        )
    before, paper.copy_of = paper.copy_of, original.id
    paper.case_id, paper.copy_decided = original.case_id, True
    record(who, session, "paper.copy_merged", ("paper", paper.id), before=before, after=original.id)
    return paper


def separate_copy(who: Actor, session: Session, paper_id: str, *, version: int) -> Paper:
    """A person says that the paper is one of its own: it is asked about like any other."""
    paper = take_paper(who, session, paper_id, version)
    if paper.copy_of is None:
        raise Conflict("no_copy", "这份文书不是副本。", "请刷新页面。")
    before, paper.copy_of = paper.copy_of, None
    paper.copy_decided = True
    record(who, session, "paper.copy_separated", ("paper", paper.id), before=before)
    return paper


def _candidates(who: Actor, session: Session, paper: Paper) -> list[Paper]:
    """Earlier papers of one kind, number and date that are no copies themselves, oldest first."""
    if paper.likeness is None:
        return []
    return list(
        session.scalars(
            select(Paper)
            .join(Document, Paper.document_id == Document.id)
            .where(
                Paper.organisation_id == who.organisation_id,
                Paper.likeness == paper.likeness,
                Paper.id != paper.id,
                Paper.copy_of.is_(None),
                Paper.review_state != ReviewState.SET_ASIDE,
            )
            .order_by(Document.received_at, Paper.ordinal)
            .limit(MOST_CANDIDATES)
        )
    )


def _certain(known: _Known, paper: Paper, original: Paper) -> bool:
    if original.standing not in (paper.standing, Standing.SERVED):
        return False  # the one that was served starts what the other does not
    one, other = known.values(paper), known.values(original)
    if any(one.get(field) != other.get(field) for field in DECIDING):
        return False
    if paper.kind in _HEARINGS and not one.get(FieldName.HEARING_AT):
        return False  # two summonses of one day differ in the hour alone, and that was not read
    if known.parties(paper) != known.parties(original):
        return False
    return alike(known.sketches(paper), known.sketches(original))


class _Known:
    """What papers say, asked of the database once each: a file of exhibits has hundreds alike."""

    def __init__(self, who: Actor, session: Session) -> None:
        self._who = who
        self._session = session
        self._facts: dict[str, list[Fact]] = {}
        self._pages: dict[str, Sketches] = {}

    def values(self, paper: Paper) -> dict[str, Any]:
        return {fact.field: fact.value for fact in self._facts_of(paper) if fact.ordinal == 0}

    def parties(self, paper: Paper) -> set[tuple[str, str]]:
        return {
            (fact.value["role"], fact.value["name"])
            for fact in self._facts_of(paper)
            if fact.field == "party"
        }

    def sketches(self, paper: Paper) -> Sketches:
        if paper.document_id not in self._pages:
            run = latest_run(self._who, self._session, paper.document_id)
            found = run.extraction["file"].get("page_sketches", []) if run else []
            self._pages[paper.document_id] = found
        pages = self._pages[paper.document_id]
        return [pages[number - 1] if number <= len(pages) else None for number in paper.page_list]

    def _facts_of(self, paper: Paper) -> list[Fact]:
        if paper.id not in self._facts:
            self._facts[paper.id] = current_facts(self._who, self._session, paper.id)
        return self._facts[paper.id]
