"""What others owe this office (收到的报送): the same duties, seen from their recipient's desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from services.law.calendar import Calendar
from services.law.duties import derive_duties
from services.law.duty import Duty
from services.law.facts import CaseFacts, Office
from services.law.pack import Pack, load_pack
from services.law.standing_of_office import first_roles, is_office, same_organisation
from services.vocabulary import OrganisationKind, Role, Standing

_TOWN = ("镇人民政府", "乡人民政府", "街道办事处", "镇政府", "乡政府", "管理委员会", "管委会")


def incoming_duties(
    case: CaseFacts, pack: Pack | None = None, calendar: Calendar | None = None, *, today: date
) -> tuple[Duty, ...]:
    """The duties of the sued organisations of ``case`` that are owed to our office, by date. The papers
    are those on our own desk; ``actor_name`` says who owes each."""
    pack = pack or load_pack(case.office.jurisdiction)
    owed = [
        duty
        for actor in _actors(case, pack)
        for duty in derive_duties(replace(case, office=actor), pack, calendar, today=today)
        if is_recipient(duty, case.office)
    ]
    return tuple(sorted(owed, key=lambda duty: (duty.headline or date.max, duty.key)))


def is_recipient(duty: Duty, office: Office) -> bool:
    """Whether the duty is owed to ``office`` (also by a copy: 抄送司法局)."""
    names = duty.recipient_name.replace("抄送", "").split("；")
    return any(is_office(name, office) for name in names)


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
