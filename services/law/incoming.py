"""What others owe this office (收到的报送): the same duties, seen from their recipient's desk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from services.law.calendar import Calendar
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Office
from services.law.pack import Pack, Rule, load_pack
from services.law.proceeding import proceedings_of
from services.law.rulings import decisions
from services.law.standing_of_office import OfficeStanding, first_roles, is_office, same_organisation
from services.law.trigger import desk_owes, loss_of_office, may_answer
from services.vocabulary import Loss, OrganisationKind, Role, Standing

_TOWN = ("镇人民政府", "乡人民政府", "街道办事处", "镇政府", "乡政府", "管理委员会", "管委会")


def incoming_duties(
    case: CaseFacts, pack: Pack | None = None, calendar: Calendar | None = None, *, today: date
) -> tuple[Duty, ...]:
    """The duties of others in ``case`` that are owed to our office, by date: of those sued, and of
    those a rule names that owes something to us by our part in the case (应诉责任机关, 败诉机关). The
    papers are those on our own desk; ``actor_name`` says who owes each."""
    pack = pack or load_pack(case.office.jurisdiction)
    owed = [
        _by_its_unit(duty) if actor.kind is OrganisationKind.RESPONDING_UNIT else duty
        for actor in _actors(case, pack)
        for duty in derive_duties(replace(case, office=actor), pack, calendar, today=today)
        if is_recipient(duty, case.office)
    ]
    owed += _owed_to_our_part(case, pack, calendar, today)
    return tuple(sorted(owed, key=lambda duty: (duty.headline or date.max, duty.key)))


def is_recipient(duty: Duty, office: Office) -> bool:
    """Whether the duty is owed to ``office`` (also by a copy: 抄送司法局)."""
    names = duty.recipient_name.replace("抄送", "").split("；")
    return any(is_office(name, office) for name in names)


def _by_its_unit(duty: Duty) -> Duty:
    """The duty in the name of who answers for the government, on whom the notices put it, never on the
    government (北碚 article 7, 新洲 article 9)."""
    return replace(duty, actor_name=OrganisationKind.RESPONDING_UNIT.label)


def _owed_to_our_part(
    case: CaseFacts, pack: Pack, calendar: Calendar | None, today: date
) -> Iterator[Duty]:
    """What is owed to whoever answers for the government, or lost, when that may be us. A duty that
    also lies on our own desk (转送 by the government's office or the justice bureau) is not."""
    to_a_part: dict[OrganisationKind, dict[str, Rule]] = defaultdict(dict)
    for rule in pack.rules:
        if rule.entry.recipient_is and not desk_owes(rule, case.office):
            to_a_part[rule.entry.actor][rule.entry.id] = rule
    if not to_a_part:
        return
    standings = [each.standing for each in proceedings_of(case, pack)]
    for kind, rules in to_a_part.items():
        actor = Office(_name_of(kind, pack), kind, case.office.jurisdiction)
        for duty in derive_duties(replace(case, office=actor), pack, calendar, today=today):
            meant = rules.get(duty.rule_id)
            if meant and _is_ours(duty, meant, standings, case):
                said = f"按本单位为{duty.recipient_name}列出，请核对。"
                yield replace(duty, doubts=(*duty.doubts, said))


def _is_ours(duty: Duty, rule: Rule, standings: Sequence[OfficeStanding], case: CaseFacts) -> bool:
    if rule.entry.recipient_is == "answering":
        return may_answer(case.office) and any(
            each.government_sued and _is_sued(each) for each in standings
        )
    rested_on = [each for each in case.papers if each.id in duty.papers] or decisions(case)
    return any(
        loss_of_office(rule, paper, case, each.stands_for, effective=True).value is not Loss.NOT_LOSS
        for each in standings
        if _is_sued(each)
        for paper in rested_on
    )


def _is_sued(standing: OfficeStanding) -> bool:
    """As a defendant, or through the government we may answer for."""
    return standing.handed_on or Role.DEFENDANT in standing.roles


def _name_of(kind: OrganisationKind, pack: Pack) -> str:
    """The name of the government's office or of its justice bureau; of others what they are."""
    if kind is OrganisationKind.JUSTICE_BUREAU and pack.justice_bureau:
        return pack.justice_bureau
    if kind is OrganisationKind.GOVERNMENT_OFFICE and pack.government:
        return f"{pack.government}{kind.label.removeprefix('政府')}"
    return kind.label


def _actors(case: CaseFacts, pack: Pack) -> Iterator[Office]:
    """The defendants as desks. Who answers for the government is not known here: 应诉承办单位."""
    seen: set[str] = set()
    for paper in case.papers:
        if paper.standing is Standing.ATTACHED:
            continue
        for party in paper.parties:
            if Role.DEFENDANT not in first_roles(party) or party.name in seen:
                continue
            seen.add(party.name)
            if is_office(party.name, case.office):
                continue
            sued = pack.government is not None and same_organisation(party.name, pack.government)
            kind = (
                OrganisationKind.RESPONDING_UNIT
                if sued
                else OrganisationKind.TOWNSHIP
                if party.name.endswith(_TOWN)
                else OrganisationKind.DEPARTMENT
            )
            yield Office(party.name, kind, case.office.jurisdiction)
