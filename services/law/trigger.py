"""Does this paper, or this ruling's taking effect, open this rule for us? Each condition in turn."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from services.law.duty_schema import TriggerEntry
from services.law.facts import CaseFacts, Office, PaperFacts
from services.law.loss import LossReading, places_that_read_losses, read_loss
from services.law.pack import Rule
from services.law.party_outcome import classes_of_office, inherited
from services.law.proceeding import Proceeding
from services.law.remedy import is_final, who_may_appeal
from services.law.rulings import DECISIONS, classes_of, closes, inherits, outcome_group, remanded_before
from services.law.standing_of_office import OfficeStanding, same_organisation
from services.law.start import Start
from services.vocabulary import Loss, OrganisationKind, OutcomeClass, PaperKind, Role, Stage

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
_GENERAL = (OrganisationKind.AGENCY, OrganisationKind.RESPONDING_UNIT)
Doubts = tuple[str, ...]


def desk_owes(rule: Rule, office: Office) -> bool:
    """Whether an office of this kind owes what the rule asks of its actor."""
    entry = rule.entry
    if entry.desks:
        return office.kind in entry.desks
    return office.kind is entry.actor or (entry.actor in _GENERAL and office.kind in _AGENCIES)


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
    return _all_of(
        doubt, party, *_of_the_ruling(rule, paper, proceeding, case, effective=paper.effective)
    )


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
        or (trigger.closing and not closes(paper))
        or (trigger.mentions and not _mentions(trigger.mentions, paper))
        or not _of_the_proceeding(trigger, proceeding)
    )


def opens_on_effect(
    rule: Rule, party: str, paper: PaperFacts, *, proceeding: Proceeding, case: CaseFacts, loss: bool
) -> Doubts | None:
    """The same for the taking effect of the ruling ``paper``; ``loss``: only when it is one."""
    trigger = rule.entry.trigger
    if (
        (trigger.papers and paper.kind not in trigger.papers)
        or (trigger.stages and paper.stage is not None and paper.stage not in trigger.stages)
        or not _of_the_proceeding(trigger, proceeding)
    ):
        return None
    return _all_of(
        party,
        _loss(rule, paper, case, effective=True) if loss else "",
        *_of_the_ruling(rule, paper, proceeding, case, effective=True),
    )


def opens_on_event(rule: Rule, party: str, proceeding: Proceeding) -> Doubts | None:
    """The same for what a person recorded, or the completion of another duty."""
    if not _of_the_proceeding(rule.entry.trigger, proceeding):
        return None
    return _all_of(party)


def files_with_itself(recipient_name: str, office: Office) -> bool:
    """The justice bureau as defendant owes no filing to the justice bureau."""
    return same_organisation(recipient_name, office.name)


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
    rule: Rule, paper: PaperFacts, proceeding: Proceeding, case: CaseFacts, *, effective: bool
) -> tuple[str | None, ...]:
    trigger = rule.entry.trigger
    if paper.kind not in DECISIONS:
        return ()
    return (
        _outcome(trigger, paper, case, effective=effective),
        _loss(rule, paper, case, effective=effective) if trigger.loss else "",
        _unfavourable(paper, case) if trigger.unfavourable else "",
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
    if office.kind is OrganisationKind.JUSTICE_BUREAU and not standing.government_sued:
        return None  # a case file it supervises, not one it answers
    return _not_named(standing, responding=responding)


def _not_named(standing: OfficeStanding, *, responding: bool) -> str:
    if not standing.parties_known:
        return "文书未列当事人，暂按本单位为被告列出，请核对。"
    if standing.government_sued and responding:
        return "政府为被告，按本单位为应诉承办单位列出，请核对。"
    return "当事人中未见本单位名称，暂按本单位承办列出，请核对。"


def _outcome(
    trigger: TriggerEntry, paper: PaperFacts, case: CaseFacts, *, effective: bool
) -> str | None:
    if not trigger.outcomes and not trigger.not_outcomes:
        return ""
    found = classes_of(paper)
    if effective and inherits(paper):  # what stands includes what was affirmed
        found |= set(classes_of_office(paper, case))
    if trigger.outcomes and not found.intersection(trigger.outcomes):
        printed = trigger.appealable and paper.appeal_days is not None
        if found and not printed:
            return None
        if not printed:
            return "裁判结果未识别，是否适用请核对。"
    if trigger.not_outcomes and found and found.issubset(trigger.not_outcomes):
        return None
    return ""


def _loss(rule: Rule, paper: PaperFacts, case: CaseFacts, *, effective: bool) -> str | None:
    reading = loss_of_office(rule, paper, case, effective=effective)
    if reading.value in (Loss.LOSS, Loss.PENDING):
        return ""
    if reading.value is Loss.NOT_LOSS:
        return None
    return f"是否属于败诉须人工判断：{reading.note or _why(reading.because)}"


def loss_of_office(rule: Rule, paper: PaperFacts, case: CaseFacts, *, effective: bool) -> LossReading:
    """How the pack that sets the rule reads our outcome; a national rule goes by our own place."""
    home = rule.jurisdiction
    place = home if home in places_that_read_losses() else case.office.jurisdiction
    return read_loss(
        classes_of_office(paper, case),
        place,
        kind=paper.kind,
        stage=paper.stage,
        effective=effective,
        inherited=inherited(paper, case),
    )


def _why(because: Sequence[object]) -> str:
    notes = [getattr(each, "note", None) for each in because]
    return next((note for note in notes if note), "文件没有列举这种裁判结果。")


def _unfavourable(paper: PaperFacts, case: CaseFacts) -> str | None:
    """不利, wider than 败诉: any judgment against us, whether the place counts it or not."""
    found: frozenset[OutcomeClass] = frozenset(classes_of_office(paper, case))
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
