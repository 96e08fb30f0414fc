"""Recording an event, the standing of a ruling, or another party's day of service; taking one back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.cases.facts import facts_of_case
from services.api.cases.record import EffectRecord, EventRecord, PartyServiceRecord
from services.api.cases.records import get_record
from services.api.cases.store import get_case
from services.api.db import now
from services.api.documents.store import get_paper
from services.api.errors import Conflict, Unacceptable
from services.law.calendar import chinese
from services.law.facts import CaseFacts, ConfirmedBy, RecordedEvent
from services.law.pack import Pack, load_pack
from services.law.proceeding import hearings_standing, number_for
from services.vocabulary import RECORDED_EVENTS, EventKind, PaperKind

Row = TypeVar("Row", EventRecord, EffectRecord, PartyServiceRecord)
_RULINGS = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.RULING,
    PaperKind.MEDIATION,
)


def record_event(
    who: Actor,
    session: Session,
    case_id: str,
    kind: str,
    on: date,
    *,
    today: date,
    case_number: str | None = None,
    note: str = "",
) -> EventRecord:
    """Record that ``kind`` happened ``on`` a day, under ``case_number`` or that of the proceeding it is
    about as the case stands now. Unacceptable for an unknown kind or a future day; a cancelled hearing
    is told by the day it was set for."""
    if kind not in set(RECORDED_EVENTS):
        raise Unacceptable("unknown_choice", f"没有“{kind}”这种事项。", "请从列表中选择。")
    get_case(who, session, case_id)
    facts = facts_of_case(who, session, case_id)
    pack = load_pack(facts.office.jurisdiction)
    if kind == EventKind.HEARING_CANCELLED:
        _is_hearing(facts, pack, on)
    else:
        _not_ahead(on, today)
    event = RecordedEvent("", EventKind(kind), on, case_number=case_number)
    row = EventRecord(
        organisation_id=who.organisation_id,
        case_id=case_id,
        kind=kind,
        on=on,
        case_number=number_for(event, facts, pack),
        note=note.strip(),
        by_user=_person(who),
    )
    return _kept(who, session, row, {"event": kind, "on": on.isoformat()})


def record_effect(
    who: Actor,
    session: Session,
    paper_id: str,
    *,
    effective: bool,
    on: date | None,
    basis: str,
    today: date,
    note: str = "",
) -> EffectRecord:
    """Record that the court, or the desk, says the ruling is effective since ``on``, or is not."""
    if basis not in set(ConfirmedBy):
        raise Unacceptable("unknown_choice", "效力的依据不在可选范围。", "请从列表中选择。")
    if on is not None:
        _not_ahead(on, today)
    case_id = _case_of_ruling(who, session, paper_id)
    row = EffectRecord(
        organisation_id=who.organisation_id,
        case_id=case_id,
        paper_id=paper_id,
        effective=effective,
        on=on if effective else None,
        basis=basis,
        note=note.strip(),
        by_user=_person(who),
    )
    said = {"effective": effective, "on": on.isoformat() if on else None, "basis": basis}
    return _kept(who, session, row, said)


def record_service(
    who: Actor, session: Session, paper_id: str, party: str, on: date, *, today: date, note: str = ""
) -> PartyServiceRecord:
    """Record the day another party was served with the ruling."""
    if not party.strip():
        raise Unacceptable("name_missing", "没有填当事人。", "请选择或填写当事人。")
    _not_ahead(on, today)
    case_id = _case_of_ruling(who, session, paper_id)
    row = PartyServiceRecord(
        organisation_id=who.organisation_id,
        case_id=case_id,
        paper_id=paper_id,
        party=party.strip(),
        on=on,
        note=note.strip(),
        by_user=_person(who),
    )
    return _kept(who, session, row, {"party": row.party, "on": on.isoformat()})


def withdraw(who: Actor, session: Session, case_id: str, kind: str, record_id: str) -> None:
    """Take a record back; it stays readable in the audit trail."""
    _person(who)
    row = get_record(who, session, case_id, kind, record_id)
    row.withdrawn_at = now()
    session.flush()
    record(who, session, "record.withdrawn", ("case", case_id), before={kind: record_id})


def _kept(who: Actor, session: Session, row: Row, said: Mapping[str, object]) -> Row:
    session.add(row)
    session.flush()
    record(who, session, "record.added", ("case", row.case_id), after=dict(said))
    return row


def _case_of_ruling(who: Actor, session: Session, paper_id: str) -> str:
    paper = get_paper(who, session, paper_id)
    if paper.kind not in _RULINGS or paper.case_id is None:
        raise Unacceptable(
            "not_a_ruling", "这份文书不是已归案的裁判文书。", "请在裁判文书上登记效力和送达。"
        )
    return paper.case_id


def _not_ahead(on: date, today: date) -> None:
    if on > today:
        raise Unacceptable("in_future", "日期晚于今天。", "请填写已经发生的日期。")


def _is_hearing(facts: CaseFacts, pack: Pack, on: date) -> None:
    days = {at.date() for at in hearings_standing(facts, pack)}
    if on not in days:
        listed = "、".join(map(chinese, sorted(days)))
        raise Unacceptable(
            "no_such_hearing",
            f"这个案件没有定在{chinese(on)}的开庭。",
            f"请填写原定的开庭日期：{listed}。" if listed else "请先确认传票。",
        )


def _person(who: Actor) -> str:
    if who.user_id is None:
        raise Conflict("person_needed", "这一项须由人填写。", "请登录后填写。")
    return who.user_id
