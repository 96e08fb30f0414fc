"""Duties (义务): what follows from the facts of a case, for whom, by when, under which article.

Only served papers open duties, only the actor's own desk owes them. A paper without a receipt day is
counted from the earliest day the papers allow and marked; a person's deeds hang on a duty's key.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from services.law.calendar import Calendar, national_calendar
from services.law.citation import Citation
from services.law.count import Count, before_day, count_period, earlier_target
from services.law.duty import Duty
from services.law.duty_schema import Anchor
from services.law.facts import CaseFacts, PaperFacts
from services.law.pack import Pack, Rule, as_citation, load_pack
from services.law.standing_of_office import OfficeStanding, standing_of_office
from services.law.start import Start, nothing_to_count_from, provisional, start_of
from services.law.trigger import (
    Opened,
    files_with_itself,
    in_force,
    is_for_hearing,
    opens,
)
from services.vocabulary import PaperKind, Standing

__all__ = ["Citation", "Duty", "derive_duties"]


@dataclass(frozen=True, slots=True)
class _Opening:
    """One paper that opens a rule, with its start."""

    paper: PaperFacts
    start: Start
    opened: Opened


@dataclass(frozen=True, slots=True)
class _Proceeding:
    """Served papers of one court and case number, by arrival, with the day each counts from and our
    standing. ``id`` begins every key."""

    id: str
    papers: tuple[PaperFacts, ...]
    starts: tuple[Start, ...]
    standing: OfficeStanding

    @property
    def case_number(self) -> str | None:
        return next((paper.case_number for paper in self.papers if paper.case_number), None)

    @property
    def court(self) -> str | None:
        return next((paper.court for paper in self.papers if paper.court), None)


def derive_duties(
    case: CaseFacts,
    pack: Pack | None = None,
    calendar: Calendar | None = None,
    *,
    today: date,
) -> tuple[Duty, ...]:
    """Everything ``case`` makes our office owe, the most urgent first.

    ``pack`` and ``calendar`` default to those shipped for the office's jurisdiction. ``today`` only
    decides whether a rule is in force while a paper has no date at all.
    """
    pack = pack or load_pack(case.office.jurisdiction)
    calendar = calendar or national_calendar()
    duties: list[Duty] = []
    for proceeding in _proceedings(case, pack):
        found = [
            duty
            for rule in pack.rules
            for duty in _duties_of_rule(rule, proceeding, case, pack, calendar, today=today)
        ]
        duties += _without_covered(found, pack)
    return tuple(sorted(duties, key=lambda duty: (duty.headline or date.max, duty.key)))


def _proceedings(case: CaseFacts, pack: Pack) -> list[_Proceeding]:
    """The served papers by case number. A paper without one joins the only proceeding there is."""
    served = [paper for paper in case.papers if paper.standing is Standing.SERVED]
    numbers = {paper.case_number for paper in served if paper.case_number}
    only = next(iter(numbers)) if len(numbers) == 1 else f"case:{case.id}"
    grouped: dict[str, list[PaperFacts]] = defaultdict(list)
    for paper in sorted(served, key=lambda each: (each.arrived_on, each.id)):
        grouped[paper.case_number or only].append(paper)
    return [
        _Proceeding(
            name,
            tuple(papers),
            tuple(start_of(paper, papers) for paper in papers),
            standing_of_office(case, papers, pack.government),
        )
        for name, papers in sorted(grouped.items())
    ]


def _duties_of_rule(
    rule: Rule,
    proceeding: _Proceeding,
    case: CaseFacts,
    pack: Pack,
    calendar: Calendar,
    *,
    today: date,
) -> Iterable[Duty]:
    document = pack.documents[rule.entry.citation.document]
    openings = []
    for paper, start in zip(proceeding.papers, proceeding.starts, strict=True):
        if not in_force(rule, start.day or today, document.entry.valid_from):
            continue
        if opened := opens(rule, paper, start, proceeding.standing, case):
            openings.append(_Opening(paper, start, opened))
    if rule.entry.period.anchor is Anchor.HEARING:
        groups = _by_hearing(openings, proceeding)
    else:
        groups = _by_receipt(openings, once=rule.entry.once)
    for fact, group in groups.items():
        duty = _duty(rule, proceeding, pack, fact=fact, group=group, calendar=calendar)
        if not files_with_itself(duty.recipient_name, case.office):
            yield duty


def _by_receipt(openings: Sequence[_Opening], *, once: bool) -> Mapping[str, list[_Opening]]:
    """One group per day of receipt; one per proceeding when the rule runs once. The fact in the key
    is the paper that came first, so that entering a receipt day does not change it."""
    if once:
        return {"once": _earliest_first(openings)} if openings else {}
    by_day: dict[tuple[date | None, bool], list[_Opening]] = defaultdict(list)
    for opening in openings:
        by_day[opening.start.day, opening.start.received].append(opening)
    return {group[0].paper.id: group for group in by_day.values()}


def _earliest_first(openings: Sequence[_Opening]) -> list[_Opening]:
    """Papers that may have come before the first proof of receipt, then proved receipts, then those
    that came with them; each by day."""
    proofs = [each for each in openings if each.start.received]
    proof = min(proofs, key=lambda each: each.start.day or date.max, default=None)

    def order(each: _Opening) -> tuple[int, date, str]:
        rank = 1 if each.start.received else 0 if proof and _may_precede(each, proof) else 2
        return rank, each.start.day or date.max, each.paper.id

    return sorted(openings, key=order)


def _may_precede(each: _Opening, proof: _Opening) -> bool:
    """Whether the paper without a receipt day may have been received before ``proof``: it lay in the
    system by then, or the proof is that of a notice on evidence, which brings no copy of the complaint
    and may follow it. Otherwise papers come together and the proof of one is that of all."""
    day, proved = each.start.day, proof.start.day
    if proved is None or (day is not None and day >= proved):
        return False
    follows = PaperKind.EVIDENCE_NOTICE
    return each.paper.arrived_on < min(proved, proof.paper.arrived_on) or (
        proof.paper.kind is follows and each.paper.kind is not follows
    )


def _by_hearing(openings: Sequence[_Opening], proceeding: _Proceeding) -> Mapping[str, list[_Opening]]:
    """One group per hearing day that still stands: a notice of change ends the hearings set before."""
    changes = [
        paper
        for paper in proceeding.papers
        if paper.kind is PaperKind.HEARING_CHANGE_NOTICE and paper.hearing_at
    ]
    last_change = max(changes, key=_when, default=None)
    groups: dict[str, list[_Opening]] = defaultdict(list)
    for opening in openings:
        paper = opening.paper
        if not is_for_hearing(paper):
            continue
        if last_change and paper.id != last_change.id and _when(paper) <= _when(last_change):
            continue
        for at in paper.hearing_at:
            groups[at.date().isoformat()].append(opening)
    return groups


def _when(paper: PaperFacts) -> date:
    return paper.issued_on or paper.arrived_on


def _count_from_receipt(rule: Rule, group: Sequence[_Opening], calendar: Calendar) -> Count:
    period = rule.entry.period
    start = group[0].start
    if start.day is None:
        return nothing_to_count_from(group[0].paper.arrived_on, start, calendar)
    assert period.kind is not None and period.n is not None
    event = rule.entry.trigger.fact if start.received else "暂作收到日"
    count = count_period(period.kind, period.n, start.day, calendar, event=event)
    printed = _printed_days(rule, group)
    if printed and printed < period.n:
        shorter = count_period(period.kind, printed, start.day, calendar)
        count = earlier_target(count, shorter, f"文书写的期限是{printed}日，比法定的短")
    return count if start.received else provisional(count, start)


def _count_to_hearing(rule: Rule, group: Sequence[_Opening], day: date, calendar: Calendar) -> Count:
    period = rule.entry.period
    if period.kind is None or period.n is None:
        return before_day(day, calendar, event="开庭")
    count = count_period(period.kind, period.n, day, calendar, event="开庭")
    if not (count.internal_target or count.safe_target):
        return replace(count, safe_target=min(each.paper.arrived_on for each in group))
    return count


def _duty(
    rule: Rule,
    proceeding: _Proceeding,
    pack: Pack,
    *,
    fact: str,
    group: Sequence[_Opening],
    calendar: Calendar,
) -> Duty:
    entry = rule.entry
    by_hearing = entry.period.anchor is Anchor.HEARING
    if by_hearing:
        count = _count_to_hearing(rule, group, date.fromisoformat(fact), calendar)
    else:
        count = _count_from_receipt(rule, group, calendar)
    first = group[0]
    papers = [each.paper for each in group]
    prefix = f"{proceeding.id}:{entry.id}"
    stand_alone = () if by_hearing else tuple(f"{prefix}:{paper.id}" for paper in papers)
    key = f"{prefix}:{fact}"
    recipient = _recipient(entry.recipient_name, proceeding, papers, pack)
    consequence, length = entry.consequence_citation, entry.period_citation
    return Duty(
        key=key,
        rule_id=entry.id,
        jurisdiction=rule.jurisdiction,
        title=entry.title,
        citation=rule.citation(),
        actor=entry.actor,
        recipient=entry.recipient,
        recipient_name=recipient,
        trigger=entry.trigger.fact,
        trigger_on=date.fromisoformat(fact) if by_hearing else first.start.day,
        case_number=proceeding.case_number,
        papers=tuple(paper.id for paper in papers),
        count=count,
        consequence=entry.consequence,
        form=entry.form,
        pack_checked_as_of=rule.checked_as_of,
        consequence_citation=as_citation(consequence) if consequence else None,
        period_citation=as_citation(length) if length else None,
        note=entry.note,
        optional=entry.optional,
        doubts=_doubts(rule, group),
        opened_on=min(
            each.start.day if each.start.received and each.start.day else each.paper.arrived_on
            for each in group
        ),
        aliases=tuple(alias for alias in stand_alone if alias != key),
    )


def _doubts(rule: Rule, group: Sequence[_Opening]) -> tuple[str, ...]:
    doubts = [doubt for each in group for doubt in (*each.start.doubts, *each.opened.doubts)]
    n = rule.entry.period.n
    printed = _printed_days(rule, group)
    if printed and n and printed != n:
        doubts.append(f"文书写的期限是{printed}日，法定为{n}日，请核对文书原件。")
    return tuple(dict.fromkeys(doubts))


def _printed_days(rule: Rule, group: Sequence[_Opening]) -> int | None:
    """The shortest period the papers themselves name, when the rule says they do."""
    field = rule.entry.printed_days
    if field is None:
        return None
    given = [
        each.paper.answer_days if field == "answer_days" else each.paper.appeal_days for each in group
    ]
    return min((days for days in given if days and days > 0), default=None)


def _recipient(template: str, proceeding: _Proceeding, papers: Sequence[PaperFacts], pack: Pack) -> str:
    court = next((paper.court for paper in papers if paper.court), None) or proceeding.court
    appeal = next((paper.appeal_court for paper in papers if paper.appeal_court), None)
    values: Mapping[str, Callable[[], str]] = {
        "{court}": lambda: court or "受理法院",
        "{appeal_court}": lambda: appeal or f"{court or '原审法院'}的上一级人民法院",
        "{justice_bureau}": lambda: pack.justice_bureau or "本级司法局",
    }
    for name, value in values.items():
        template = template.replace(name, value())
    return template


def _without_covered(duties: Sequence[Duty], pack: Pack) -> list[Duty]:
    """Drop what another duty on the same papers (or the same hearing) satisfies, and say so on it."""
    dropped: set[str] = set()
    result = []
    covering = {rule.entry.id: rule.entry.covers for rule in pack.rules}
    for duty in duties:
        covered = [
            other
            for other in duties
            if other.rule_id in covering[duty.rule_id]
            and other.trigger_on == duty.trigger_on
            and set(other.papers) <= set(duty.papers)
        ]
        dropped.update(other.key for other in covered)
        result.append(
            replace(
                duty,
                covers=tuple(
                    rule_id
                    for rule_id in covering[duty.rule_id]
                    if any(other.rule_id == rule_id for other in covered)
                ),
                aliases=(
                    *duty.aliases,
                    *(key for other in covered for key in (other.key, *other.aliases)),
                ),
            )
        )
    return [duty for duty in result if duty.key not in dropped]
