"""What the office knows of a case, in the terms of services.law: confirmed papers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office, user_names
from services.api.cases.record import EffectRecord, EventRecord, PartyServiceRecord
from services.api.cases.records import Record, effects_of, events_of, services_of
from services.api.documents.document import Document, Fact, Paper, PaperReceipt
from services.api.documents.store import (
    current_facts,
    documents_by_id,
    facts_named,
    get_paper,
    papers_of,
    papers_of_case,
    receipts,
    superseded_values,
)
from services.api.receipts.whose import whose_among
from services.api.settings import CHINA
from services.law.facts import (
    CaseFacts,
    ConfirmedBy,
    EffectConfirmation,
    OperativeFact,
    PaperFacts,
    PartyFact,
    PartyService,
    Receipt,
    RecordedEvent,
)
from services.vocabulary import (
    EventKind,
    FieldName,
    OutcomeClass,
    PaperKind,
    ReceiptBasis,
    ReviewState,
    Role,
    Stage,
    Standing,
)

_NAMING = (FieldName.CASE_NUMBER, FieldName.HEARING_AT)  # what keys of duties are made of
_AT_ONCE = 200  # cases asked about in one question to the database


def facts_of_case(who: Actor, session: Session, case_id: str) -> CaseFacts:
    """The confirmed papers of one case with their facts in force and receipts. Papers still open or
    set aside are left out: nothing follows from what nobody confirmed."""
    return facts_of_cases(who, session, [case_id])[case_id]


def facts_of_cases(who: Actor, session: Session, case_ids: Sequence[str]) -> dict[str, CaseFacts]:
    """As ``facts_of_case``, by case, with few questions to the database however many there are."""
    found: dict[str, CaseFacts] = {}
    for first in range(0, len(case_ids), _AT_ONCE):
        found |= _facts_of_some(who, session, case_ids[first : first + _AT_ONCE])
    return found


def _facts_of_some(who: Actor, session: Session, case_ids: Sequence[str]) -> dict[str, CaseFacts]:
    papers: dict[str, list[Paper]] = {case_id: [] for case_id in case_ids}
    for paper in papers_of_case(who, session, *case_ids):
        if paper.review_state == ReviewState.CONFIRMED and paper.copy_of is None:
            papers[str(paper.case_id)].append(paper)
    told = _told(who, session, list(papers.values()))
    own = law_office(office(who, session))
    cases = (CaseFacts(id_, own, tuple(told[each.id] for each in papers[id_])) for id_ in papers)
    return {case.id: case for case in _with_records(who, session, *cases)}


def cases_called_to_court(who: Actor, session: Session, first: date, last: date) -> list[str]:
    """The cases with a hearing from ``first`` to ``last`` that a paper sets, put off or not."""
    called = facts_named(who, session, FieldName.HEARING_AT)
    return list(
        dict.fromkeys(
            case_id
            for case_id, fact in called
            if any(first <= at.date() <= last for at in _moments(fact.value))
        )
    )


def facts_with_paper(who: Actor, session: Session, paper_id: str) -> CaseFacts:
    """As ``facts_of_case``, as if this paper were confirmed as read: what its confirmation would do.
    A complaint is read beside the notice to respond it came with, which says when the court filed the
    case: the copy cannot have been served earlier."""
    paper = get_paper(who, session, paper_id)
    filed = papers_of_case(who, session, paper.case_id) if paper.case_id else []
    papers = [
        each
        for each in filed
        if each.review_state == ReviewState.CONFIRMED and each.id != paper.id and each.copy_of is None
    ]
    alone = CaseFacts(
        paper.case_id or f"paper:{paper.id}",
        law_office(office(who, session)),
        paper_facts(who, session, [*papers, *_notices_beside(who, session, paper, papers), paper]),
    )
    return next(_with_records(who, session, alone)) if paper.case_id else alone


def _notices_beside(who: Actor, session: Session, paper: Paper, known: Sequence[Paper]) -> list[Paper]:
    """Of a complaint: the notices to respond in the same file that are not among ``known``."""
    if paper.kind != PaperKind.COMPLAINT:
        return []
    return [
        each
        for each in papers_of(who, session, paper.document_id)
        if each.kind == PaperKind.RESPONSE_NOTICE
        and each.standing == Standing.SERVED
        and each.review_state != ReviewState.SET_ASIDE
        and each.copy_of is None
        and each.id not in {paper.id for paper in known}
    ]


def _with_records(who: Actor, session: Session, *cases: CaseFacts) -> Iterator[CaseFacts]:
    """``cases`` with what people recorded beside their papers."""
    names = user_names(who, session)
    ids = [case.id for case in cases]
    events = _by_case(events_of(who, session, *ids))
    effects = _by_case(effects_of(who, session, *ids))
    services = _by_case(services_of(who, session, *ids))
    for case in cases:
        yield _recorded(case, events[case.id], effects[case.id], services[case.id], names)


_Row = TypeVar("_Row", bound=Record)


def _by_case(rows: Iterable[_Row]) -> dict[str, list[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        found[row.case_id].append(row)
    return found


def _recorded(
    case: CaseFacts,
    events: Iterable[EventRecord],
    effects: Iterable[EffectRecord],
    services: Iterable[PartyServiceRecord],
    names: Mapping[str, str],
) -> CaseFacts:
    return replace(
        case,
        events=tuple(
            RecordedEvent(
                id=row.id,
                kind=EventKind(row.kind),
                on=row.on,
                by=names.get(row.by_user, ""),
                case_number=row.case_number,
                note=row.note,
                at=row.at,
            )
            for row in events
        ),
        confirmations=tuple(
            EffectConfirmation(
                row.paper_id,
                row.effective,
                row.on,
                ConfirmedBy(row.basis),
                names.get(row.by_user, ""),
                row.at,
            )
            for row in effects
        ),
        services=tuple(PartyService(row.paper_id, row.party, row.on) for row in services),
    )


def paper_facts(who: Actor, session: Session, papers: Sequence[Paper]) -> tuple[PaperFacts, ...]:
    """These papers of one case with the facts in force and the receipts, in the order given."""
    told = _told(who, session, [papers])
    return tuple(told[paper.id] for paper in papers)


def _told(who: Actor, session: Session, cases: Sequence[Sequence[Paper]]) -> dict[str, PaperFacts]:
    """The papers of several cases as ``services.law`` is told about them, by id."""
    papers = [paper for case in cases for paper in case]
    if not papers:
        return {}
    ids = [paper.id for paper in papers]
    by_paper: dict[str, list[Fact]] = defaultdict(list)
    for fact in current_facts(who, session, *ids):
        by_paper[fact.paper_id].append(fact)
    documents = documents_by_id(who, session, *{paper.document_id for paper in papers})
    received = receipts(who, session, *ids)
    former = superseded_values(who, session, _NAMING, *ids)
    names = user_names(who, session)
    whose = whose_among(
        who, session, *({paper.id: by_paper[paper.id] for paper in case} for case in cases)
    )
    return {
        paper.id: replace(
            _paper_facts(
                paper,
                documents[paper.document_id],
                by_paper[paper.id],
                _receipt(received.get(paper.id), names),
            ),
            starts_duties=whose[paper.id].starts_duties,
            envelope=paper.document_id,
            former_case_numbers=tuple(former.get((paper.id, FieldName.CASE_NUMBER), ())),
            former_hearings=tuple(
                _moments(each) for each in former.get((paper.id, FieldName.HEARING_AT), ())
            ),
        )
        for paper in papers
    }


def _paper_facts(
    paper: Paper, document: Document, facts: Iterable[Fact], receipt: Receipt | None
) -> PaperFacts:
    scalar = {}
    parties, operative = [], []
    outcome: dict[str, tuple[OutcomeClass, ...]] = {}
    partly: set[str] = set()
    effective_because: str | None = None
    for fact in facts:
        if fact.field == "party":
            parties.append(
                PartyFact(
                    Role(fact.value["role"]),
                    fact.value["name"],
                    tuple(Role(role) for role in fact.value.get("original_roles", [])),
                )
            )
        elif fact.field == "operative":
            operative.append(
                OperativeFact(
                    fact.value["text"],
                    tuple(OutcomeClass(each) for each in fact.value.get("classes", ())),
                    tuple(fact.value.get("parties", ())),
                )
            )
        elif fact.field == "outcome":
            outcome = {
                name: tuple(OutcomeClass(each) for each in part["classes"])
                for name, part in fact.value["by_party"].items()
            }
            partly = {name for name, part in fact.value["by_party"].items() if part.get("partial")}
            if fact.value.get("effective"):
                effective_because = _printed(fact.value.get("effective_basis"))
        else:
            scalar[fact.field] = fact.value

    def text(name: FieldName) -> str | None:
        value = scalar.get(name)
        return None if value is None else str(value)

    def day(name: FieldName) -> date | None:
        value = scalar.get(name)
        return date.fromisoformat(value) if value else None

    def number(name: FieldName) -> int | None:
        value = scalar.get(name)
        return None if value is None else int(value)

    return PaperFacts(
        id=paper.id,
        kind=PaperKind(paper.kind),
        stage=Stage(paper.stage) if paper.stage else None,
        standing=Standing(paper.standing),
        arrived_on=document.received_at.astimezone(CHINA).date(),
        case_number=text(FieldName.CASE_NUMBER),
        court=text(FieldName.COURT),
        issued_on=day(FieldName.ISSUED_ON),
        filed_on=day(FieldName.FILED_ON),
        hearing_at=_moments(scalar.get(FieldName.HEARING_AT, [])),
        answer_days=number(FieldName.ANSWER_DAYS),
        appeal_days=number(FieldName.APPEAL_DAYS),
        appeal_court=text(FieldName.APPEAL_COURT),
        summons_reason=text(FieldName.SUMMONS_REASON),
        parties=tuple(parties),
        outcome=outcome,
        operative_text="\n".join(item.text for item in operative),
        operative=tuple(operative),
        receipt=receipt,
        hearing_place=text(FieldName.HEARING_PLACE),
        prior_case_number=text(FieldName.PRIOR_CASE_NUMBER),
        partly=frozenset(partly),
        effective_because=effective_because,
        cause_code=text(FieldName.CAUSE_CODE),
        act_organ=text(FieldName.ACT_ORGAN),
        reconsideration_organ=text(FieldName.RECONSIDERATION_ORGAN),
        leader_notice_level=text(FieldName.LEADER_NOTICE_LEVEL),
        known_at=document.received_at,
        evidence_days=number(FieldName.EVIDENCE_DAYS),
        evidence_due_on=day(FieldName.EVIDENCE_DUE_ON),
        fee_days=number(FieldName.FEE_DAYS),
        advice_reply_days=number(FieldName.ADVICE_REPLY_DAYS),
        advice_reply_months=number(FieldName.ADVICE_REPLY_MONTHS),
        advice_items=tuple(scalar.get(FieldName.ADVICE_ITEMS, ())),
        procedure=text(FieldName.PROCEDURE),
        remedy=text(FieldName.REMEDY),
        effective_on=day(FieldName.EFFECTIVE_ON),
        signed_on=day(FieldName.SIGNED_ON),
        served_on=day(FieldName.SERVED_ON),
        challenged_act=text(FieldName.CHALLENGED_ACT),
        act_on=day(FieldName.ACT_ON),
        reconsideration_on=day(FieldName.RECONSIDERATION_ON),
        reconsideration_result=text(FieldName.RECONSIDERATION_RESULT),
        official_attendance=text(FieldName.OFFICIAL_ATTENDANCE),
    )


# Readings once held what follows from stage and classes as well; services.law infers that anew.
_INFERRED = ("裁判送达后生效", "不可上诉的裁定，送达后生效（行政诉讼法解释第101条）")


def _printed(basis: str | None) -> str | None:
    """The words in which the paper says that it is effective."""
    if basis is None:
        return "文书载明已生效"
    return None if basis.endswith(_INFERRED) else basis


def _moments(value: Iterable[str]) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(at) for at in value)


def _receipt(row: PaperReceipt | None, names: dict[str, str]) -> Receipt | None:
    if row is None:
        return None
    return Receipt(
        on=row.on,
        basis=ReceiptBasis(row.basis),
        entered_by=names.get(row.entered_by, ""),
        evidence=row.evidence_paper_id,
    )
