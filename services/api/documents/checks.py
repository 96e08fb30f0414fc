"""What stored papers contradict: each other, the calendar, the law's own periods (services.law.checks).

Checked over the facts in force, so that a corrected value is checked again; each finding names the
papers and facts on both sides.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from services.agencies import same_agency
from services.api.accounts.account import Actor
from services.api.documents import store
from services.api.documents.document import Fact, Paper
from services.api.holidays.store import calendar_in_force
from services.extractor.text.case_numbers import court_of_number
from services.law.calendar import Calendar
from services.law.checks import Finding, PaperSaid, check_case, check_papers, paper_said
from services.vocabulary import ReviewState


@dataclass(frozen=True, slots=True)
class CheckPlace:
    """One side of a check: the fact it looked at, with its value and its place on the page."""

    paper: Paper
    field: str
    ordinal: int
    value: Any
    source: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Check:
    """A check that failed. ``key`` is stable as long as papers and values are; ``seen_by`` the papers
    on which a person let it stand."""

    key: str
    code: str
    message: str
    places: tuple[CheckPlace, CheckPlace]
    seen_by: frozenset[str]

    def touches(self, paper_id: str) -> bool:
        return any(place.paper.id == paper_id for place in self.places)

    def waits_on(self, paper_id: str) -> bool:
        """Whether it concerns this paper and nobody has let it stand there."""
        return self.touches(paper_id) and paper_id not in self.seen_by


def checks_of_reading(extraction: Mapping[str, Any], calendar: Calendar) -> list[dict[str, object]]:
    """The contract's ``checks`` of ``yingsu.extraction/1`` JSON, as it was read."""
    said = [paper_said(index, paper) for index, paper in enumerate(extraction["papers"])]
    return [finding.to_json() for finding in _within_file(said, calendar)]


def checks_of_document(who: Actor, session: Session, document_id: str) -> tuple[Check, ...]:
    """Failed checks among the papers of one file, and between them and other papers of their cases."""
    return _checks(who, session, [document_id])


def checks_waiting(who: Actor, session: Session, papers: Iterable[Paper]) -> dict[str, int]:
    """How many failed checks nobody has let stand on each paper, by id; a paper without is left out."""
    asked = list(papers)
    found = _checks(who, session, list(dict.fromkeys(paper.document_id for paper in asked)))
    counts = {paper.id: sum(check.waits_on(paper.id) for check in found) for paper in asked}
    return {paper_id: count for paper_id, count in counts.items() if count}


def _checks(who: Actor, session: Session, document_ids: Sequence[str]) -> tuple[Check, ...]:
    """As ``checks_of_document``, of several files read from the database at once."""
    own = _compared(store.papers_of(who, session, *document_ids))
    cases = dict.fromkeys(paper.case_id for paper in own if paper.case_id)
    of_case = _compared(store.papers_of_case(who, session, *cases))
    files = _grouped(own, lambda paper: paper.document_id)
    filed = _grouped(of_case, lambda paper: paper.case_id)
    ids = dict.fromkeys(paper.id for paper in (*own, *of_case))
    facts: dict[str, list[Fact]] = defaultdict(list)
    for fact in store.current_facts(who, session, *ids):
        facts[fact.paper_id].append(fact)
    seen = store.acknowledged(who, session, *ids)
    inside = {paper.id for paper in own}
    calendar = calendar_in_force(session)
    found: dict[str, Check] = {}
    for group, whole_file in (*((g, True) for g in files), *((g, False) for g in filed)):
        said = [paper_said(index, _stored(each, facts[each.id])) for index, each in enumerate(group)]
        findings = (
            _within_file(said, calendar) if whole_file else check_case(said, same_party=same_agency)
        )
        for finding in findings:
            check = _check(finding, group, facts, seen)
            if any(place.paper.id in inside for place in check.places):
                found.setdefault(check.key, check)
    return tuple(found.values())


def _grouped(papers: Iterable[Paper], by: Callable[[Paper], str | None]) -> list[list[Paper]]:
    groups: dict[str | None, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[by(paper)].append(paper)
    return list(groups.values())


def _within_file(said: Sequence[PaperSaid], calendar: Calendar) -> tuple[Finding, ...]:
    return check_papers(said, calendar, court_of=court_of_number, same_party=same_agency)


def _compared(papers: Iterable[Paper]) -> list[Paper]:
    return [paper for paper in papers if paper.review_state != ReviewState.SET_ASIDE]


def _stored(paper: Paper, facts: Sequence[Fact]) -> dict[str, Any]:
    """The paper in the contract's form, as far as the checks look at it."""
    return {
        "kind": paper.kind,
        "standing": paper.standing,
        "title": paper.title,
        "fields": {fact.field: {"value": fact.value} for fact in facts},
        "parties": [fact.value for fact in facts if fact.field == "party"],
    }


def _check(
    finding: Finding,
    papers: Sequence[Paper],
    facts: Mapping[str, Sequence[Fact]],
    seen: Mapping[tuple[str, str], object],
) -> Check:
    one, other = finding.places
    places = tuple(
        _place(papers[place.paper], facts[papers[place.paper].id], place.field, place.ordinal)
        for place in (one, other)
    )
    told = "|".join([finding.message, *(f"{p.paper.id}:{p.field}:{p.ordinal}" for p in places)])
    key = f"{finding.code}-{hashlib.sha256(told.encode()).hexdigest()[:12]}"
    return Check(
        key=key,
        code=finding.code,
        message=finding.message,
        places=(places[0], places[1]),
        seen_by=frozenset(place.paper.id for place in places if (place.paper.id, key) in seen),
    )


def _place(paper: Paper, facts: Sequence[Fact], field: str, ordinal: int) -> CheckPlace:
    """``ordinal`` counts the facts in force of that field, whatever was taken away between them."""
    group = [fact for fact in facts if fact.field == field]
    fact = group[ordinal] if ordinal < len(group) else None
    value = fact.value if fact else None
    return CheckPlace(
        paper=paper,
        field=field,
        ordinal=fact.ordinal if fact else ordinal,
        value=value["name"] if field == "party" and value else value,
        source=fact.source if fact else None,
    )
