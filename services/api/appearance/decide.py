"""Who answers a case and who appears at its next hearing, from its papers and what people told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.accounts.law_office import law_office
from services.api.accounts.store import office
from services.api.appearance.store import attended_in_year, attendees_of_case, told_facts
from services.api.appearance.told import HearingAttendee
from services.api.cases.facts import cases_called_to_court, facts_of_case, facts_of_cases
from services.api.holidays.store import calendar_in_force
from services.law.answerer import Answerer, questions_of, who_answers
from services.law.appearance import Appearance, who_appears
from services.law.attendance import (
    AttendanceFault,
    Attendee,
    Hearing,
    Position,
    check_attendance,
    is_first_of_year,
)
from services.law.decision import KnownFact, Looked, Question, answered, question, told_as
from services.law.facts import CaseFacts
from services.law.known import defendants, known_facts
from services.law.limits import (
    SUIT_QUESTIONS,
    LimitCheck,
    check_limits,
    suit_facts,
    with_answers,
)
from services.law.pack import Pack, load_pack
from services.law.proceeding import hearings_standing
from services.law.standing_of_office import same_organisation
from services.law.track import track_of_proceeding


@dataclass(frozen=True, slots=True)
class HearingPlan:
    """A hearing of the case: who is to go, and what the court may object to (empty: nothing, or the
    hearing is over, was put off, or nobody is entered yet)."""

    on: date
    attendees: tuple[HearingAttendee, ...]
    faults: tuple[AttendanceFault, ...]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Who answers, who appears, and the hearings with who goes. ``defendant``: whom those who go stand
    for; ``told``: facts a person answered, which may be changed. ``limits``: 起诉期限, for the answer
    to raise; ``limit_asks``: what settles them, ``limit_told`` what a person answered of that."""

    answerer: Answerer
    appearance: Appearance
    hearings: tuple[HearingPlan, ...]
    defendant: str
    told: frozenset[str]
    limits: tuple[LimitCheck, ...]
    limit_asks: tuple[Question, ...]
    limit_told: tuple[Looked, ...]


def decisions_of_case(who: Actor, session: Session, case_id: str, today: date) -> Decisions:
    """Everything the notice of the office's place says about who stands for it in this case."""
    case = facts_of_case(who, session, case_id)
    pack = load_pack(case.office.jurisdiction)
    told = told_facts(who, session, case_id)
    facts = known_facts(case, pack)
    defendant = _stands_for(case, pack)
    hearings = hearings_standing(case, pack)
    ahead = next((at for at in hearings if at.date() >= today), hearings[-1] if hearings else None)
    if ahead:
        facts |= _of_the_year(who, session, case, pack, ahead)
    questions = questions_of(pack)
    answers = answered({name: row.value for name, row in told.items()}, questions)
    facts |= answers
    limits = check_limits(with_answers(suit_facts(case), answers), calendar_in_force(session))
    own = law_office(office(who, session))
    appearance = who_appears(facts, pack)
    rows = attendees_of_case(who, session, case_id)
    answerer = who_answers(facts, pack, own, track_of_proceeding(case.papers))
    handling = (own.name, *(unit.name for unit in answerer.units))
    standing = {at.date() for at in hearings}
    return Decisions(
        answerer=answerer,
        appearance=appearance,
        hearings=tuple(
            HearingPlan(
                day,
                going := tuple(row for row in rows if row.hearing_on == day),
                check_attendance(_people(going), defendant, appearance, pack, handling)
                if day >= today and day in standing and going
                else (),
            )
            for day in sorted(standing | {row.hearing_on for row in rows})
        ),
        defendant=defendant,
        told=frozenset(told),
        limits=limits,
        limit_asks=tuple(
            question(name, questions)
            for name in dict.fromkeys(name for each in limits for name in each.asks)
        ),
        limit_told=tuple(
            told_as(name, answers[name], questions) for name in SUIT_QUESTIONS if name in answers
        ),
    )


def _stands_for(case: CaseFacts, pack: Pack) -> str:
    """The government when it is sued, our office otherwise."""
    government = pack.government
    sued = sorted(
        name for name in defendants(case) if government and same_organisation(name, government)
    )
    return sued[0] if sued else case.office.name


def _of_the_year(
    who: Actor, session: Session, case: CaseFacts, pack: Pack, at: datetime
) -> dict[str, KnownFact]:
    """What the office's other hearings that took or take place and its attendance records of the year
    say about the hearing ``at``."""
    facts: dict[str, KnownFact] = {}
    called = cases_called_to_court(who, session, date(at.year, 1, 1), date(at.year, 12, 31))
    others = [
        Hearing(other.id, day, _stands_for(other, pack))
        for other in facts_of_cases(who, session, [each for each in called if each != case.id]).values()
        for day in hearings_standing(other, pack)
    ]
    first = is_first_of_year(Hearing(case.id, at, _stands_for(case, pack)), others)
    if first is not None:
        facts["first_hearing_of_year"] = KnownFact(first, f"{at.year}年已确认的开庭日期")
    if attended_in_year(who, session, Position.PRINCIPAL, at.year):
        facts["principal_attended_this_year"] = KnownFact(True, f"{at.year}年的出庭记录")
    return facts


def _people(going: Sequence[HearingAttendee]) -> list[Attendee]:
    return [Attendee(row.name, Position(row.position), row.unit, row.proved) for row in going]
