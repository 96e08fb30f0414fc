"""Sentence-named cases of a pack: the papers on a desk, and the duties that must follow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.law.calendar import Calendar
from services.law.case_schema import Case, CasePaper, CountCase, ExpectedDuty
from services.law.count import count_period
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.duty_schema import Anchor
from services.law.facts import (
    CaseFacts,
    ConfirmedBy,
    Deed,
    DeedKind,
    EffectConfirmation,
    Office,
    OperativeFact,
    PaperFacts,
    PartyFact,
    PartyService,
    Receipt,
    RecordedEvent,
)
from services.law.incoming import incoming_duties
from services.law.pack import Pack
from services.law.recurring import count_recurring
from services.vocabulary import Jurisdiction, ReceiptBasis, Role, Standing


def facts_of_case(case: Case, jurisdiction: Jurisdiction) -> CaseFacts:
    """The case as the engine is told of it."""
    papers = tuple(_paper(each) for each in case.papers)
    numbers = {paper.id: paper.case_number for paper in papers}
    number = next((each for each in numbers.values() if each), None) or "case:case"
    return CaseFacts(
        "case",
        Office(case.office, case.office_kind, jurisdiction),
        papers,
        events=tuple(
            RecordedEvent(f"event{place}", each.kind, each.on, case_number=each.case_number)
            for place, each in enumerate(case.events)
        ),
        deeds=tuple(
            Deed(
                f"{numbers.get(each.paper or '') or number}:{each.rule}:{each.paper or 'once'}",
                DeedKind.COMPLETED,
                each.on,
            )
            for each in case.done
        ),
        confirmations=tuple(
            EffectConfirmation(each.paper, each.effective, each.on, ConfirmedBy(each.by))
            for each in case.confirmed
        ),
        services=tuple(PartyService(each.paper, each.party, each.on) for each in case.served),
    )


def problems_of_case(case: Case, pack: Pack, calendar: Calendar) -> Iterator[str]:
    """Where the duties derived from ``case`` differ from those it expects, in Chinese."""
    facts = facts_of_case(case, pack.jurisdiction)
    today = case.today or max(paper.arrived_on for paper in facts.papers)
    duties = derive_duties(facts, pack, calendar, today=today)
    incoming = (
        incoming_duties(facts, pack, calendar, today=today)
        if any(expected.incoming for expected in case.duties)
        else ()
    )
    for expected in case.duties:
        seen = incoming if expected.incoming else duties
        found = [
            duty
            for duty in seen
            if duty.rule_id == expected.rule
            and (expected.item is None or duty.item == expected.item)
            and duty.supplement == expected.supplement
        ]
        if expected.papers and len(found) > 1:
            found = [duty for duty in found if set(duty.papers) == set(expected.papers)]
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
    if period.anchor in (Anchor.YEAR, Anchor.QUARTER):
        count = count_recurring(period, case.counted_from, calendar)
    elif period.kind is None or period.n is None:
        yield f"“{case.name}”：{case.rule} 没有可数的期限"
        return
    else:
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
        ("草拟", expected.draft, duty.draft),
    ]
    if expected.target:
        checks.append(("目标日", expected.target, duty.headline))
    if expected.earliest:
        checks.append(("最早读法", expected.earliest, count.earliest))
    if expected.latest:
        checks.append(("最晚读法", expected.latest, count.latest))
    if expected.doubt:
        said = "".join(duty.doubts)
        checks.append(("提示", expected.doubt, expected.doubt if expected.doubt in said else said))
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
        _party(paper, role, name)
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
    printed = {
        name: getattr(paper, name)
        for name in (
            "case_number",
            "prior_case_number",
            "court",
            "issued_on",
            "filed_on",
            "answer_days",
            "appeal_days",
            "evidence_days",
            "evidence_due_on",
            "fee_days",
            "advice_reply_days",
            "advice_reply_months",
            "advice_items",
            "effective_on",
            "signed_on",
            "procedure",
            "remedy",
            "summons_reason",
            "outcome",
        )
    }
    return PaperFacts(
        id=paper.id,
        kind=paper.kind,
        stage=paper.stage,
        standing=paper.standing or Standing.SERVED,
        arrived_on=paper.arrived_on or paper.received_on or paper.issued_on or date(2024, 1, 2),
        hearing_at=(paper.hearing_at,) if paper.hearing_at else (),
        parties=tuple(parties),
        operative=tuple(
            OperativeFact(item.text, item.classes, item.parties) for item in paper.operative
        ),
        receipt=receipt,
        effective_because="文书载明送达即生效" if paper.final else None,
        **printed,
    )


def _party(paper: CasePaper, role: Role, name: str) -> PartyFact:
    if paper.appellants:
        now = Role.APPELLANT if name in paper.appellants else Role.APPELLEE
        return PartyFact(now, name, (role,))
    if paper.applicants:
        now = Role.RETRIAL_APPLICANT if name in paper.applicants else Role.RETRIAL_RESPONDENT
        return PartyFact(now, name, (role,))
    return PartyFact(role, name)
