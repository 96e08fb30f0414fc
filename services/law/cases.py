"""Sentence-named cases of a pack: the papers on a desk, and the duties that must follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.law.calendar import Calendar
from services.law.case_schema import Case, CasePaper, CountCase, ExpectedDuty
from services.law.count import count_period
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Office, PaperFacts, PartyFact, Receipt
from services.law.pack import Pack
from services.vocabulary import ReceiptBasis, Role, Standing


def problems_of_case(case: Case, pack: Pack, calendar: Calendar) -> Iterator[str]:
    """Where the duties derived from ``case`` differ from those it expects, in Chinese."""
    facts = CaseFacts(
        "case",
        Office(case.office, case.office_kind, pack.jurisdiction),
        tuple(_paper(each) for each in case.papers),
    )
    latest = max(paper.arrived_on for paper in facts.papers)
    duties = derive_duties(facts, pack, calendar, today=latest)
    for expected in case.duties:
        found = [duty for duty in duties if duty.rule_id == expected.rule]
        if len(found) != 1:
            yield f"“{case.name}”：{expected.rule} 应有1项，得{len(found)}项"
            continue
        yield from _differences(case.name, expected, found[0])
    for rule_id in case.without:
        if any(duty.rule_id == rule_id for duty in duties):
            yield f"“{case.name}”：不应有 {rule_id}"


def problems_of_count(case: CountCase, pack: Pack, calendar: Calendar) -> Iterator[str]:
    """Where counting the rule's period from the day of ``case`` differs from what it expects."""
    period = pack.rule(case.rule).entry.period
    if period.kind is None or period.n is None:
        yield f"“{case.name}”：{case.rule} 没有可数的期限"
        return
    count = count_period(period.kind, period.n, case.counted_from, calendar)
    target = None if case.due is None else case.target or case.due
    for name, wanted, got in (
        ("最后一日", case.due, count.due),
        ("目标日", target, count.internal_target),
        ("安全日", case.safe, count.safe_target),
    ):
        if wanted != got:
            yield f"“{case.name}”：{case.rule} {name}应为{wanted}，得{got}"


def _differences(name: str, expected: ExpectedDuty, duty: Duty) -> Iterator[str]:
    count = duty.count
    checks: list[tuple[str, object, object]] = [
        ("最后一日", expected.due, count.due),
        ("暂定", expected.provisional, count.provisional),
    ]
    if expected.target:
        checks.append(("目标日", expected.target, duty.headline))
    if expected.papers:
        checks.append(("文书", set(expected.papers), set(duty.papers)))
    if expected.covers:
        checks.append(("兼及", set(expected.covers), set(duty.covers)))
    for what, wanted, got in checks:
        if wanted != got:
            yield f"“{name}”：{expected.rule} {what}应为{wanted}，得{got}"


def _paper(paper: CasePaper) -> PaperFacts:
    """Facts of a case's paper. Unless said otherwise it was served, and came the day it was received
    (or issued)."""
    parties = [
        PartyFact(role, name)
        for role, names in (
            (Role.PLAINTIFF, paper.plaintiffs),
            (Role.DEFENDANT, paper.defendants),
            (Role.THIRD_PARTY, paper.third_parties),
        )
        for name in names
    ]
    receipt = None
    if paper.received_on:
        basis = paper.received_basis or ReceiptBasis.SERVICE_RETURN
        receipt = Receipt(paper.received_on, basis, entered_by="")
    return PaperFacts(
        id=paper.id,
        kind=paper.kind,
        stage=paper.stage,
        standing=paper.standing or Standing.SERVED,
        arrived_on=paper.arrived_on or paper.received_on or paper.issued_on or date(2024, 1, 2),
        case_number=paper.case_number,
        court=paper.court,
        issued_on=paper.issued_on,
        filed_on=paper.filed_on,
        hearing_at=(paper.hearing_at,) if paper.hearing_at else (),
        answer_days=paper.answer_days,
        appeal_days=paper.appeal_days,
        parties=tuple(parties),
        outcome=paper.outcome,
        receipt=receipt,
    )
