"""Who answers a case and who appears at its next hearing, from its papers and what people told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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
    OFFICIALS,
    AttendanceFault,
    Attendee,
    Hearing,
    Position,
    check_attendance,
    is_first_of_year,
    met_before,
)
from services.law.calendar import chinese
from services.law.decision import Facts, KnownFact, Looked, Question, answered, question, told_as
from services.law.facts import CaseFacts
from services.law.known import called_again, known_facts
from services.law.limits import (
    SUIT_QUESTIONS,
    LimitCheck,
    check_limits,
    suit_facts,
    with_answers,
)
from services.law.pack import Pack, load_pack
from services.law.proceeding import hearings_standing, instances_of_hearings
from services.law.sides import co_defendants, government_sued, hearings_by_defendant, stands_for
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
    for; ``told``: facts a person answered; ``correctable``: by fact that was looked at, how to ask for
    another answer; ``met``: ids of requirements an earlier hearing of the instance has met.
    ``limits``: 起诉期限, for the answer to raise; ``limit_asks``: what settles them;
    ``limit_told``: what a person answered of that."""

    answerer: Answerer
    appearance: Appearance
    hearings: tuple[HearingPlan, ...]
    defendant: str
    told: frozenset[str]
    correctable: Mapping[str, Question]
    met: frozenset[str]
    limits: tuple[LimitCheck, ...]
    limit_asks: tuple[Question, ...]
    limit_told: tuple[Looked, ...]


def decisions_of_case(who: Actor, session: Session, case_id: str, today: date) -> Decisions:
    """Everything the notice of the office's place says about who stands for it in this case."""
    case = facts_of_case(who, session, case_id)
    pack = load_pack(case.office.jurisdiction)
    wordings = questions_of(pack)
    told = told_facts(who, session, case_id)
    answers = answered({name: row.value for name, row in told.items()}, wordings)
    papers = known_facts(case, pack)
    defendant = stands_for(case, {**papers, **answers}, pack)
    hearings = hearings_standing(case, pack)
    ahead = next((at for at in hearings if at.date() >= today), hearings[-1] if hearings else None)
    rows = attendees_of_case(who, session, case_id)
    instances = instances_of_hearings(case, pack)
    before = _before(rows, instances, defendant, ahead.date() if ahead else today)
    facts = {**papers, **_of_records(who, session, case, pack, ahead), **before.facts(case), **answers}
    suit = suit_facts(case)
    if _denied("after_reconsideration", papers, answers):
        suit = replace(suit, decision_on=None)
    limits = check_limits(with_answers(suit, answers), calendar_in_force(session))
    own = law_office(office(who, session))
    appearance = who_appears(facts, pack)
    answerer = who_answers(facts, pack, own, track_of_proceeding(case.papers))
    standing = {at.date() for at in hearings}

    def plan(day: date) -> HearingPlan:
        going = tuple(row for row in rows if row.hearing_on == day)
        if day < today or day not in standing or not going:
            return HearingPlan(day, going, ())
        came = before if ahead and day == ahead.date() else _before(rows, instances, defendant, day)
        faults = check_attendance(
            _people(going),
            defendant,
            appearance,
            pack,
            handling=(own.name, *(unit.name for unit in answerer.units)),
            entrusted=_entrusted(facts),
            co_defendants=co_defendants(case, defendant),
            appeared=came.excusing({**came.facts(case), **answers}),
        )
        return HearingPlan(day, going, faults)

    looked = (
        *answerer.looked,
        *answerer.defence_looked,
        *(look for each in appearance.requirements for look in each.looked),
        *appearance.ruled_out,
    )
    return Decisions(
        answerer=answerer,
        appearance=appearance,
        hearings=tuple(plan(day) for day in sorted(standing | {row.hearing_on for row in rows})),
        defendant=defendant,
        told=frozenset(told),
        correctable={look.fact: question(look.fact, wordings) for look in looked},
        met=met_before(appearance, defendant, pack, before.excusing(facts)),
        limits=limits,
        limit_asks=tuple(
            question(name, wordings)
            for name in dict.fromkeys(name for each in limits for name in each.asks)
        ),
        limit_told=tuple(
            told_as(name, answers[name], wordings) for name in SUIT_QUESTIONS if name in answers
        ),
    )


def _denied(name: str, papers: Facts, answers: Facts) -> bool:
    """Whether a person says no to what the papers say."""
    told, read = answers.get(name), papers.get(name)
    return told is not None and told.value is False and read is not None and read.value is True


@dataclass(frozen=True, slots=True)
class _Before:
    """Earlier hearings of the instance of the one on ``day``: whether there were any, whether anybody
    wrote down who came, and the officials of the defendant who did."""

    day: date
    held: bool
    recorded: bool
    officials: tuple[HearingAttendee, ...]

    def facts(self, case: CaseFacts) -> dict[str, KnownFact]:
        """What the records say; nothing where nobody wrote down who came."""
        if self.officials:
            row = self.officials[-1]
            came = KnownFact(True, f"{row.name}{chinese(row.hearing_on)}到庭")
            again = called_again(case, row.hearing_on, self.day)
            return {"appeared_in_instance": came, **({"called_again": again} if again else {})}
        if self.held and not self.recorded:
            return {}
        because = "出庭记录中没有负责人到庭" if self.held else "本审级此前没有开过庭"
        return {"appeared_in_instance": KnownFact(False, because)}

    def excusing(self, facts: Facts) -> frozenset[Position]:
        """What those were who came, unless the court calls again (法释〔2020〕3号第七条第一款)."""
        came, again = facts.get("appeared_in_instance"), facts.get("called_again")
        if came is None or came.value is not True or (again is not None and again.value is True):
            return frozenset()
        # A person says that somebody came, not who: an official of some kind.
        return frozenset(Position(row.position) for row in self.officials) or frozenset(
            {Position.IN_CHARGE}
        )


def _before(
    rows: Sequence[HearingAttendee], instances: Mapping[date, str], defendant: str, day: date
) -> _Before:
    instance = instances.get(day)
    days = {on for on, each in instances.items() if on < day and each == instance}
    marked = [row for row in rows if row.hearing_on in days and row.attended is not None]
    came = tuple(
        row
        for row in marked
        if row.attended and row.position in OFFICIALS and same_organisation(row.unit, defendant)
    )
    return _Before(day, bool(days), bool(marked), came)


def _of_records(
    who: Actor, session: Session, case: CaseFacts, pack: Pack, at: datetime | None
) -> dict[str, KnownFact]:
    """What the office's other hearings that took or take place and its attendance records of the year
    say about the hearing ``at``. Only the government itself has all its cases: for another office an
    earlier one in its files decides, none there does not."""
    if at is None:
        return {}
    called = cases_called_to_court(who, session, date(at.year, 1, 1), date(at.year, 12, 31))
    cases = facts_of_cases(who, session, [each for each in called if each != case.id]).values()
    others = hearings_by_defendant(list(cases), pack)
    facts: dict[str, KnownFact] = {}
    own, government = case.office.name, government_sued(case, pack)
    first = is_first_of_year(Hearing(case.id, at, own), others)
    if first is not None:
        facts["first_hearing_of_year"] = _of_year(first, at.year)
    if government is not None:
        first = is_first_of_year(Hearing(case.id, at, government), others)
        if first is False or (first and same_organisation(government, own)):
            facts["first_hearing_of_government"] = _of_year(first, at.year)
    if attended_in_year(who, session, Position.PRINCIPAL, at.year):
        facts["principal_attended_this_year"] = KnownFact(True, f"{at.year}年的出庭记录")
    return facts


def _of_year(first: bool, year: int) -> KnownFact:
    if first:
        return KnownFact(True, f"本系统登记的{year}年开庭中最早；此前开庭没有登记的，请改")
    return KnownFact(False, f"本系统登记的{year}年开庭中有更早的案件")


def _entrusted(facts: Facts) -> tuple[str, ...]:
    delegated, unit = facts.get("delegated"), facts.get("delegated_unit")
    return (str(unit.value),) if unit and delegated and delegated.value is True else ()


def _people(going: Sequence[HearingAttendee]) -> list[Attendee]:
    return [Attendee(row.name, Position(row.position), row.unit, row.proved) for row in going]
