"""What the office knows of a case, in the terms of services.law: confirmed papers only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office, user_names
from services.api.cases.records import effects_of, events_of, services_of
from services.api.documents.document import Document, Fact, Paper, PaperReceipt
from services.api.documents.store import (
    current_facts,
    documents_by_id,
    facts_named,
    get_paper,
    papers_of_case,
    receipts,
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


def facts_of_case(who: Actor, session: Session, case_id: str) -> CaseFacts:
    """The confirmed papers of one case with their facts in force and receipts. Papers still open or
    set aside are left out: nothing follows from what nobody confirmed."""
    papers = [
        paper
        for paper in papers_of_case(who, session, case_id)
        if paper.review_state == ReviewState.CONFIRMED and paper.copy_of is None
    ]
    told = paper_facts(who, session, papers)
    return _with_records(who, session, CaseFacts(case_id, law_office(office(who, session)), told))


def hearings_of_office(who: Actor, session: Session, year: int) -> list[tuple[str, datetime]]:
    """Case and time of every hearing in ``year`` that a confirmed paper sets."""
    return [
        (case_id, at)
        for case_id, fact in facts_named(who, session, FieldName.HEARING_AT)
        for at in map(datetime.fromisoformat, fact.value)
        if at.year == year
    ]


def facts_with_paper(who: Actor, session: Session, paper_id: str) -> CaseFacts:
    """As ``facts_of_case``, as if this paper were confirmed as read: what its confirmation would do."""
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
        paper_facts(who, session, [*papers, paper]),
    )
    return _with_records(who, session, alone) if paper.case_id else alone


def _with_records(who: Actor, session: Session, case: CaseFacts) -> CaseFacts:
    """``case`` with what people recorded beside its papers."""
    names = user_names(who, session)
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
            )
            for row in events_of(who, session, case.id)
        ),
        confirmations=tuple(
            EffectConfirmation(
                row.paper_id,
                row.effective,
                row.on,
                ConfirmedBy(row.basis),
                names.get(row.by_user, ""),
            )
            for row in effects_of(who, session, case.id)
        ),
        services=tuple(
            PartyService(row.paper_id, row.party, row.on) for row in services_of(who, session, case.id)
        ),
    )


def paper_facts(who: Actor, session: Session, papers: Sequence[Paper]) -> tuple[PaperFacts, ...]:
    """These papers with the facts in force and the receipts, in the order given."""
    if not papers:
        return ()
    ids = [paper.id for paper in papers]
    by_paper: dict[str, list[Fact]] = defaultdict(list)
    for fact in current_facts(who, session, *ids):
        by_paper[fact.paper_id].append(fact)
    documents = documents_by_id(who, session, *{paper.document_id for paper in papers})
    received = receipts(who, session, *ids)
    names = user_names(who, session)
    whose = whose_among(who, session, {paper.id: by_paper[paper.id] for paper in papers})
    return tuple(
        replace(
            _paper_facts(
                paper,
                documents[paper.document_id],
                by_paper[paper.id],
                _receipt(received.get(paper.id), names),
            ),
            starts_duties=whose[paper.id].starts_duties,
        )
        for paper in papers
    )


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
                effective_because = fact.value.get("effective_basis") or "文书载明已生效"
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
        hearing_at=tuple(datetime.fromisoformat(at) for at in scalar.get(FieldName.HEARING_AT, [])),
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


def _receipt(row: PaperReceipt | None, names: dict[str, str]) -> Receipt | None:
    if row is None:
        return None
    return Receipt(
        on=row.on,
        basis=ReceiptBasis(row.basis),
        entered_by=names.get(row.entered_by, ""),
        evidence=row.evidence_paper_id,
    )
