"""Does this paper, or this ruling's taking effect, open this rule for us? Each condition in turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache

from services.law.appeal import appeal_against
from services.law.duty_schema import TriggerEntry
from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.loss import LossReading, places_that_read_losses, read_loss
from services.law.on_its_face import shown_effective
from services.law.pack import Rule
from services.law.party_outcome import classes_in_force, classes_of_office, inherited
from services.law.proceeding import Proceeding
from services.law.remedy import is_final, who_may_appeal
from services.law.ruling_effect import RulingEffect
from services.law.rulings import (
    DECISIONS,
    classes_of,
    closes,
    decisions,
    given_after,
    outcome_group,
    remanded_before,
    ruling_below,
    sends_back,
)
from services.law.standing_of_office import OfficeStanding, same_organisation
from services.law.start import Start
from services.vocabulary import EventKind, Loss, OrganisationKind, OutcomeClass, PaperKind, Role, Stage

# What "行政机关" and "应诉承办单位" mean as desks. An office of another kind (政府办公室, 领导小组,
# 法院 …) owes only what names it.
_AGENCIES = frozenset(
    {
        OrganisationKind.AGENCY,
        OrganisationKind.GOVERNMENT,
        OrganisationKind.DEPARTMENT,
        OrganisationKind.MUNICIPAL_DEPARTMENT,
        OrganisationKind.TOWNSHIP,
        OrganisationKind.RESPONDING_UNIT,
        OrganisationKind.JUSTICE_BUREAU,
    }
)
# Who answers for the government is the unit of the act or the justice bureau, never the government
# itself (北碚 article 7, 新洲 article 9).
_DESKS = {
    OrganisationKind.AGENCY: _AGENCIES,
    OrganisationKind.RESPONDING_UNIT: _AGENCIES - {OrganisationKind.GOVERNMENT},
}
Doubts = tuple[str, ...]


def desk_owes(rule: Rule, office: Office) -> bool:
    """Whether an office of this kind owes what the rule asks of its actor."""
    entry = rule.entry
    if entry.desks:
        return office.kind in entry.desks
    return office.kind is entry.actor or office.kind in _DESKS.get(entry.actor, ())


def may_answer(office: Office) -> bool:
    """Whether an office of this kind may be the one that answers for the government."""
    return office.kind in _DESKS[OrganisationKind.RESPONDING_UNIT]


def opens_on_paper(
    rule: Rule, party: str, paper: PaperFacts, start: Start, *, proceeding: Proceeding, case: CaseFacts
) -> Doubts | None:
    """Whether the served ``paper``, of a stage the rule asks for, opens ``rule`` for us, with what is
    doubtful; None: no. ``party``: the doubt about our part in the case, if any (``as_party``)."""
    trigger = rule.entry.trigger
    if not trigger.plain and not _meets(trigger, paper, start, proceeding, case):
        return None
    doubt = "文书审级未识别，请核对。" if paper.stage is None and stages_asked(rule, paper.kind) else ""
    if not trigger.asks_outcome:
        return (party,) if party and not doubt else tuple(each for each in (doubt, party) if each)
    effective = shown_effective(paper) is not None
    return _all_of(doubt, party, *_of_the_ruling(rule, paper, proceeding, case, effective=effective))


def stages_asked(rule: Rule, kind: PaperKind) -> tuple[Stage, ...]:
    """The stages a paper of this kind must be of; empty: any."""
    trigger = rule.entry.trigger
    return trigger.stages_of.get(kind, trigger.stages)


def _meets(
    trigger: TriggerEntry, paper: PaperFacts, start: Start, proceeding: Proceeding, case: CaseFacts
) -> bool:
    late = trigger.late_before_hearing
    return not (
        (trigger.not_own_appeal and proceeding.standing.alone_appealed)
        or (trigger.own_appeal and proceeding.standing.only_others_appealed)
        or (late is not None and not _late(paper, start, late))
        or (trigger.not_after_remand and remanded_before(case, start.day or paper.arrived_on))
        or (trigger.of_appeal and not _of_appeal(paper, proceeding, case))
        or (trigger.closing and not _closes(paper, case))
        or (trigger.not_appealed and appeal_against(paper, case) is not None)
        or (trigger.mentions and not _mentions(trigger.mentions, paper))
        or not _of_the_proceeding(trigger, proceeding)
    )


def _of_appeal(paper: PaperFacts, proceeding: Proceeding, case: CaseFacts) -> bool:
    """Whether the paper belongs to an appeal: it is not of the first instance, or came when that was
    over: its court had decided, or an appeal is on record."""
    if paper.stage is not Stage.FIRST:
        return True
    if any(event.kind is EventKind.APPEAL_FILED for event in proceeding.events):
        return True
    return any(
        each.case_number == paper.case_number and not given_after(each, paper)
        for each in decisions(case)
        if each.stage is Stage.FIRST
    )


def _closes(paper: PaperFacts, case: CaseFacts) -> bool:
    """Whether the dispute ended with ``paper``, and no ruling at hand sent it back again."""
    chain = decisions(case)
    return closes(paper, case.papers) and not any(
        sends_back(each) and ruling_below(each, chain) is paper for each in chain
    )


def opens_on_effect(
    rule: Rule,
    party: str,
    paper: PaperFacts,
    effect: RulingEffect,
    *,
    proceeding: Proceeding,
    case: CaseFacts,
    loss: bool,
) -> Doubts | None:
    """The same for the taking effect of the ruling ``paper``; ``loss``: only when it is one."""
    trigger = rule.entry.trigger
    if (
        (trigger.papers and paper.kind not in trigger.papers)
        or (trigger.stages and paper.stage is not None and paper.stage not in trigger.stages)
        or (trigger.not_after_retrial and effect.retried_by is not None)
        or not _of_the_proceeding(trigger, proceeding)
    ):
        return None
    return _all_of(
        party,
        _loss(rule, paper, case, proceeding.standing, effective=True) if loss else "",
        *_of_the_ruling(rule, paper, proceeding, case, effective=True, alone=effect.retries),
    )


def opens_on_event(rule: Rule, party: str, proceeding: Proceeding) -> Doubts | None:
    """The same for what a person recorded, or the completion of another duty."""
    trigger = rule.entry.trigger
    papers = proceeding.papers
    if trigger.stages and papers and all(each.stage not in (*trigger.stages, None) for each in papers):
        return None
    return _all_of(party) if _of_the_proceeding(trigger, proceeding) else None


@lru_cache(maxsize=1 << 12)
def recipients_besides(recipient_name: str, office: Office) -> str:
    """``recipient_name`` without our own: the justice bureau as defendant files nothing with the
    justice bureau. Empty when nobody else is left."""
    names = recipient_name.split("；")
    return "；".join(
        name for name in names if not same_organisation(name.removeprefix("抄送"), office.name)
    )


def _all_of(*doubts: str | None) -> Doubts | None:
    if any(doubt is None for doubt in doubts):
        return None
    return tuple(doubt for doubt in doubts if doubt)


def _of_the_proceeding(trigger: TriggerEntry, proceeding: Proceeding) -> bool:
    standing = proceeding.standing
    return (
        (trigger.government_sued is None or trigger.government_sued == standing.government_sued)
        and (not trigger.several_defendants or standing.defendants > 1)
        and (trigger.procedure is None or trigger.procedure in proceeding.procedures)
        and (trigger.not_procedure is None or proceeding.procedures != {trigger.not_procedure})
    )


def _of_the_ruling(
    rule: Rule,
    paper: PaperFacts,
    proceeding: Proceeding,
    case: CaseFacts,
    *,
    effective: bool,
    alone: bool = False,
) -> tuple[str | None, ...]:
    """``alone``: its own orders are asked about, not those of the ruling it leaves in force."""
    trigger = rule.entry.trigger
    if paper.kind not in DECISIONS:
        return ()
    return (
        _outcome(trigger, paper, case, proceeding.standing, effective=effective and not alone),
        _loss(rule, paper, case, proceeding.standing, effective=effective) if trigger.loss else "",
        _unfavourable(paper, case, proceeding.standing) if trigger.unfavourable else "",
        _may_appeal(paper, proceeding.standing) if trigger.may_appeal else "",
    )


PartyAsked = tuple[frozenset[Role], bool]  # the roles, and whether the rule is for who answers


def party_asked(rule: Rule) -> PartyAsked:
    """What ``rule`` asks about our part in the case: the same for many rules."""
    responding = rule.entry.actor is OrganisationKind.RESPONDING_UNIT
    return frozenset(rule.entry.trigger.roles), responding


def as_party(asked: PartyAsked, standing: OfficeStanding, office: Office) -> str | None:
    """A doubt about our standing, "" for none, None when the rule does not concern us."""
    wanted, responding = asked
    if not wanted:
        return ""
    if standing.named and standing.roles:
        return None if standing.roles.isdisjoint(wanted) else ""
    if standing.named:
        return "文书未写明本单位在一审的诉讼地位，暂按被告列出，请核对。"
    if _supervises(office, standing):
        return None
    return _not_named(standing, office, responding=responding)


def _supervises(office: Office, standing: OfficeStanding) -> bool:
    """Whether this is the file of a case the justice bureau, or the government one of whose departments
    is sued, looks after and does not answer."""
    if office.kind is OrganisationKind.JUSTICE_BUREAU:
        return not standing.government_sued
    return office.kind is OrganisationKind.GOVERNMENT and standing.parties_known


def _not_named(standing: OfficeStanding, office: Office, *, responding: bool) -> str:
    if standing.government_sued and office.kind is OrganisationKind.GOVERNMENT_OFFICE:
        return ""  # the government's own office is never a party itself
    if not standing.parties_known:
        return "文书未列当事人，暂按本单位为被告列出，请核对。"
    if standing.government_sued and responding:
        return "政府为被告，按本单位为应诉承办单位列出，请核对。"
    return "当事人中未见本单位名称，暂按本单位承办列出，请核对。"


def _outcome(
    trigger: TriggerEntry,
    paper: PaperFacts,
    case: CaseFacts,
    standing: OfficeStanding,
    *,
    effective: bool,
) -> str | None:
    if not trigger.outcomes and not trigger.not_outcomes:
        return ""
    found = classes_of(paper)
    if effective and paper.stage is not Stage.FIRST:  # what stands includes what was left standing
        found |= set(classes_in_force(paper, case, standing.stands_for))
    if trigger.outcomes and not found.intersection(trigger.outcomes):
        printed = trigger.appealable and paper.appeal_days is not None
        if found and not printed:
            return None
        if not printed:
            return "裁判结果未识别，是否适用请核对。"
    if trigger.not_outcomes and found and found.issubset(trigger.not_outcomes):
        return None
    return ""


def _loss(
    rule: Rule, paper: PaperFacts, case: CaseFacts, standing: OfficeStanding, *, effective: bool
) -> str | None:
    reading = loss_of_office(rule, paper, case, standing.stands_for, effective=effective)
    if reading.value in (Loss.LOSS, Loss.PENDING):
        return ""
    if reading.value is Loss.NOT_LOSS:
        return None
    return f"是否属于败诉须人工判断：{reading.note or _why(reading.because)}"


def loss_of_office(
    rule: Rule, paper: PaperFacts, case: CaseFacts, stands_for: str | None, *, effective: bool
) -> LossReading:
    """How the pack that sets the rule reads our outcome (or that of the party we stand for); a national
    rule goes by our own place."""
    home = rule.jurisdiction
    place = home if home in places_that_read_losses() else case.office.jurisdiction
    return read_loss(
        classes_of_office(paper, case, stands_for),
        place,
        kind=paper.kind,
        stage=paper.stage,
        effective=effective,
        inherited=inherited(paper, case),
    )


def _why(because: Sequence[object]) -> str:
    notes = [getattr(each, "note", None) for each in because]
    return next((note for note in notes if note), "文件没有列举这种裁判结果。")


def _unfavourable(paper: PaperFacts, case: CaseFacts, standing: OfficeStanding) -> str | None:
    """不利, wider than 败诉: any judgment against us, whether the place counts it or not."""
    found: frozenset[OutcomeClass] = frozenset(classes_of_office(paper, case, standing.stands_for))
    if found & outcome_group("unfavourable"):
        return ""
    if not found:
        return "裁判结果未识别，是否对本机关不利请核对。"
    if inherited(paper, case) is False:
        return "维持的是哪份裁判尚未关联，是否对本机关不利请核对。"
    return None


def _may_appeal(paper: PaperFacts, standing: OfficeStanding) -> str | None:
    """Who may appeal (行政诉讼法第二十九条第二款、第八十五条): those the remedy paragraph names; a
    third party only when the judgment burdens it."""
    if paper.effective_because and paper.stage is not Stage.FIRST:
        return None
    if paper.stage is Stage.RETRIAL and paper.appeal_days is None:
        return None  # by the procedure of the second instance, unless the paper says otherwise
    if paper.remedy:
        if is_final(paper.remedy):
            return None
        named = who_may_appeal(paper.remedy)
        if named and standing.roles and not named & standing.roles:
            return None
    if standing.roles == {Role.THIRD_PARTY}:
        return (
            "第三人只有在判决其承担义务或者减损其权益时才能上诉（行政诉讼法第二十九条第二款），请核对。"
        )
    return ""


def _mentions(words: Sequence[str], paper: PaperFacts) -> bool:
    return any(word in item for word in words for item in paper.advice_items)


def _late(paper: PaperFacts, start: Start, days: int) -> bool:
    """Served fewer than ``days`` days before a hearing (the hearing day is not counted)."""
    if start.day is None:
        return False
    return any(start.day > at.date() - timedelta(days=days) for at in paper.hearing_at)
