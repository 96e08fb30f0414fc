"""Does this paper open this rule for our desk? Each condition of a trigger in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from services.law.duty_schema import TriggerEntry
from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.loss import explain_losses, places_that_read_losses
from services.law.pack import Rule
from services.law.party_outcome import classes_of_office
from services.law.standing_of_office import OfficeStanding, same_organisation
from services.law.start import Start
from services.vocabulary import Loss, OrganisationKind, PaperKind

# What "行政机关" and "应诉承办单位" mean as desks. An office of another kind (政府办公室, 领导小组,
# 法院 …) owes only what names it.
_AGENCIES = frozenset(
    {
        OrganisationKind.AGENCY,
        OrganisationKind.GOVERNMENT,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.TOWNSHIP,
        OrganisationKind.RESPONDING_UNIT,
        OrganisationKind.JUSTICE_BUREAU,
    }
)
_GENERAL = (OrganisationKind.AGENCY, OrganisationKind.RESPONDING_UNIT)
_HEARING_WORDS = ("开庭", "庭审", "审理")


@dataclass(frozen=True, slots=True)
class Opened:
    """The rule is opened; ``doubts`` say what a person should check."""

    doubts: tuple[str, ...] = ()


def desk_owes(rule: Rule, office: Office) -> bool:
    """Whether an office of this kind owes what the rule asks of its actor."""
    entry = rule.entry
    if entry.desks:
        return office.kind in entry.desks
    return office.kind is entry.actor or (entry.actor in _GENERAL and office.kind in _AGENCIES)


def in_force(rule: Rule, on: date, document_from: date | None) -> bool:
    """Whether the rule was in force on ``on``."""
    start = rule.entry.valid_from or document_from
    end = rule.entry.valid_to
    return (start is None or on >= start) and (end is None or on <= end)


def opens(
    rule: Rule, paper: PaperFacts, start: Start, standing: OfficeStanding, case: CaseFacts
) -> Opened | None:
    """Whether the served ``paper`` opens ``rule`` for our desk, with what is doubtful; None: no."""
    trigger = rule.entry.trigger
    stages = trigger.stages_of.get(paper.kind, trigger.stages)
    late = trigger.late_before_hearing
    if (
        paper.kind not in trigger.papers
        or not desk_owes(rule, case.office)
        or (stages and paper.stage is not None and paper.stage not in stages)
        or (trigger.government_sued and not standing.government_sued)
        or (trigger.not_own_appeal and standing.alone_appealed)
        or (late is not None and not _late(paper, start, late))
    ):
        return None
    doubts = [
        _as_party(rule, standing, case.office),
        "" if paper.stage or not stages else "文书审级未识别，请核对。",
        _outcome(trigger, paper),
        _loss(rule, paper, case) if trigger.loss else "",
    ]
    if any(doubt is None for doubt in doubts):
        return None
    return Opened(tuple(doubt for doubt in doubts if doubt))


def is_for_hearing(paper: PaperFacts) -> bool:
    """Whether the paper calls to a hearing: 传票 may also call to 询问, 宣判, 谈话."""
    if not paper.hearing_at:
        return False
    reason = paper.summons_reason
    return (
        paper.kind is not PaperKind.SUMMONS
        or not reason
        or any(word in reason for word in _HEARING_WORDS)
    )


def _as_party(rule: Rule, standing: OfficeStanding, office: Office) -> str | None:
    """A doubt about our standing, "" for none, None when the rule does not concern us."""
    wanted = rule.entry.trigger.roles
    if not wanted:
        return ""
    if standing.named and standing.roles:
        return "" if standing.roles.intersection(wanted) else None
    if standing.named:
        return "文书未写明本单位在一审的诉讼地位，暂按被告列出，请核对。"
    if office.kind is OrganisationKind.JUSTICE_BUREAU and not standing.government_sued:
        return None  # a case file it supervises, not one it answers
    return _not_named(rule, standing)


def _not_named(rule: Rule, standing: OfficeStanding) -> str:
    if not standing.parties_known:
        return "文书未列当事人，暂按本单位为被告列出，请核对。"
    if standing.government_sued and rule.entry.actor is OrganisationKind.RESPONDING_UNIT:
        return "政府为被告，按本单位为应诉承办单位列出，请核对。"
    return "当事人中未见本单位名称，暂按本单位承办列出，请核对。"


def _outcome(trigger: TriggerEntry, paper: PaperFacts) -> str | None:
    found = {each for classes in paper.outcome.values() for each in classes}
    if trigger.outcomes and not found.intersection(trigger.outcomes):
        printed = trigger.appealable and paper.appeal_days is not None
        if found and not printed:
            return None
        if not printed:
            return "裁判结果未识别，是否适用请核对。"
    if trigger.not_outcomes and found and found.issubset(trigger.not_outcomes):
        return None
    return ""


def _loss(rule: Rule, paper: PaperFacts, case: CaseFacts) -> str | None:
    if rule.jurisdiction not in places_that_read_losses():
        return None
    classes = classes_of_office(paper, case)
    reading = explain_losses(classes, kind=paper.kind, stage=paper.stage, effective=paper.effective)[
        rule.jurisdiction
    ]
    if reading.value in (Loss.LOSS, Loss.PENDING):
        return ""
    if reading.value is Loss.NOT_LOSS:
        return None
    return f"是否属于败诉须人工判断：{reading.note or _why(reading.because)}"


def _why(because: Sequence[object]) -> str:
    notes = [getattr(each, "note", None) for each in because]
    return next((note for note in notes if note), "文件没有列举这种裁判结果。")


def _late(paper: PaperFacts, start: Start, days: int) -> bool:
    """Served fewer than ``days`` days before a hearing (the hearing day is not counted)."""
    if start.day is None:
        return False
    return any(start.day > at.date() - timedelta(days=days) for at in paper.hearing_at)


def files_with_itself(recipient_name: str, office: Office) -> bool:
    """The justice bureau as defendant owes no filing to the justice bureau."""
    return same_organisation(recipient_name, office.name)
