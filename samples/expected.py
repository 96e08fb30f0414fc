"""The gold of a drawn file, written from the facts it was drawn from.

Names and value forms are those of the contract ``yingsu.extraction/1``. A key that is left out is not
claimed; a key that is given must be read exactly so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from samples.facts import Decision, Letter, Paper, Party, ResponseNotice, Summons
from services.vocabulary import EventKind, PaperKind, Role, Standing

Json = dict[str, Any]

EVENTS = {
    PaperKind.SUMMONS: EventKind.HEARING_SET,
    PaperKind.RESPONSE_NOTICE: EventKind.SUIT_RECEIVED,
    PaperKind.JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.COMPENSATION_JUDGMENT: EventKind.JUDGMENT_ISSUED,
    PaperKind.RULING: EventKind.RULING_ISSUED,
    PaperKind.EVIDENCE_NOTICE: EventKind.EVIDENCE_DUE_SET,
    PaperKind.OTHER_COURT_PAPER: EventKind.PAPER_RECEIVED,
}


def expected(name: str, papers: Sequence[Paper], page_counts: Sequence[int]) -> Json:
    """Gold of one file whose papers take ``page_counts`` pages each."""
    result = []
    first = 1
    for paper, count in zip(papers, page_counts, strict=True):
        result.append(_paper(paper, (first, first + count - 1)))
        first += count
    return {
        "file": {"name": name, "pages": sum(page_counts)},
        "papers": result,
        "problems": [],
    } | ({} if any(map(_other_session, papers)) else {"events": _events(papers)})


def _paper(paper: Paper, pages: tuple[int, int]) -> Json:
    result: Json = {"kind": paper.kind.value, "pages": list(pages)}
    if paper.kind is PaperKind.NOT_COURT_PAPER:
        return result
    result["standing"] = paper.standing.value
    if paper.proceeding:
        result["stage"] = paper.proceeding.stage.value
    result["fields"] = fields(paper)
    match paper:
        case ResponseNotice(proceeding=case) if case:
            printed = case.of_role(Role.PLAINTIFF, Role.DEFENDANT)  # a notice names no third party
            result["parties"] = [{"role": p.role.value, "name": p.name} for p in printed]
        case Decision(proceeding=case) if case:
            result["parties"] = [_party(party) for party in case.parties]
            result["operative"] = [
                {
                    "text": item.text,
                    "classes": [c.value for c in item.classes],
                    "parties": list(item.parties),
                }
                for item in paper.items
            ]
            result["outcome"] = outcome(paper)
    return result


def fields(paper: Paper) -> Json:
    """Values of the paper's scalar fields, by contract name."""
    case = paper.proceeding
    found: Json = {}
    if case:
        found |= {"case_number": case.number.replace("(", "（").replace(")", "）"), "court": case.court}
    if paper.issued_on and not (isinstance(paper, Letter) and not paper.heading):
        found["issued_on"] = paper.issued_on.isoformat()
    match paper:
        case Summons():
            found |= {
                "addressee": paper.addressee,
                "cause": case.cause if case else "",
                "hearing_at": [paper.hearing_at.strftime("%Y-%m-%dT%H:%M")],
                "hearing_place": paper.place,
                "summons_reason": paper.reason,
            }
        case Letter() if paper.addressee:
            found["addressee"] = paper.addressee
        case ResponseNotice():
            found |= {
                "addressee": paper.addressee,
                "cause": case.cause if case else "",
                "answer_days": paper.answer_days,
            }
            if case and case.filed_on:
                found["filed_on"] = case.filed_on.isoformat()
        case Decision():
            if paper.cause_printed and case:
                found["cause"] = case.cause
            if case and case.filed_on:
                found["filed_on"] = case.filed_on.isoformat()
            optional = {
                "prior_case_number": paper.prior_number,
                "appeal_days": paper.appeal_days,
                "appeal_court": paper.appeal_court,
            }
            found |= {name: value for name, value in optional.items() if value is not None}
    return found


def outcome(paper: Decision) -> Json:
    """Classes of each sued office in the order of the items that bind it."""
    if paper.proceeding is None:
        raise ValueError("a decision belongs to a proceeding")
    by_party: Json = {}
    for office in paper.proceeding.offices():
        classes: list[str] = []
        for item in paper.items:
            if office.name in item.parties:
                classes += [c.value for c in item.classes if c.value not in classes]
        by_party[office.name] = {
            "classes": classes or ["NO_RULING"],
            "partial": office.name in paper.partial,
        }
    return {"by_party": by_party} | ({} if paper.effective is None else {"effective": paper.effective})


def _party(party: Party) -> Json:
    result: Json = {
        "role": party.role.value,
        "original_roles": [role.value for role in party.original_roles],
        "name": party.name,
        "type": party.type.value,
    }
    if party.head:
        result["legal_representative"] = {"name": party.head.name, "title": party.head.title}
    if party.agents:
        result["agents"] = [
            {"name": a.name} | ({"affiliation": a.affiliation} if a.affiliation else {})
            for a in party.agents
        ]
    return result


def _other_session(paper: Paper) -> bool:
    """A summons to something else than a hearing (询问, 谈话): whether it sets one is not claimed."""
    return isinstance(paper, Summons) and paper.reason != "开庭"


def _events(papers: Sequence[Paper]) -> list[Json]:
    """What the served papers say happened, in order."""
    found = []
    for index, paper in enumerate(papers):
        if paper.standing is not Standing.SERVED or paper.kind not in EVENTS:
            continue
        event: Json = {"kind": EVENTS[paper.kind].value, "paper": index}
        if isinstance(paper, Decision) and paper.issued_on:
            event["on"] = paper.issued_on.isoformat()
        found.append(event)
    return found
