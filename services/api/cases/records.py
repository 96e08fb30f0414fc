"""Records of one office in force: the only module that queries them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.cases.record import EffectRecord, EventRecord, PartyServiceRecord
from services.api.errors import NotFound

Record = EventRecord | EffectRecord | PartyServiceRecord
KINDS: dict[str, type[Record]] = {
    "event": EventRecord,
    "effect": EffectRecord,
    "service": PartyServiceRecord,
}


def events_of(who: Actor, session: Session, *case_ids: str) -> Sequence[EventRecord]:
    """Events recorded of these cases, by day."""
    return session.scalars(
        select(EventRecord)
        .where(*_in_force(EventRecord, who, case_ids))
        .order_by(EventRecord.on, EventRecord.at, EventRecord.id)
    ).all()


def effects_of(who: Actor, session: Session, *case_ids: str) -> Sequence[EffectRecord]:
    """What was recorded of the standing of rulings of these cases, oldest first: the last counts."""
    return session.scalars(
        select(EffectRecord)
        .where(*_in_force(EffectRecord, who, case_ids))
        .order_by(EffectRecord.at, EffectRecord.id)
    ).all()


def services_of(who: Actor, session: Session, *case_ids: str) -> Sequence[PartyServiceRecord]:
    """When other parties of these cases were served, oldest record first."""
    return session.scalars(
        select(PartyServiceRecord)
        .where(*_in_force(PartyServiceRecord, who, case_ids))
        .order_by(PartyServiceRecord.at, PartyServiceRecord.id)
    ).all()


def get_record(who: Actor, session: Session, case_id: str, kind: str, record_id: str) -> Record:
    """One record in force (``kind``: event, effect or service). NotFound when it is not of this case,
    or was taken back."""
    model = KINDS.get(kind)
    row = cast("Record | None", session.get(model, record_id)) if model else None
    ours = row is not None and (row.organisation_id, row.case_id) == (who.organisation_id, case_id)
    if row is None or not ours or row.withdrawn_at is not None:
        raise NotFound("这条登记")
    return row


def _in_force(
    model: type[Record], who: Actor, case_ids: Sequence[str]
) -> tuple[ColumnElement[bool], ...]:
    return (
        model.organisation_id == who.organisation_id,
        model.case_id.in_(case_ids),
        model.withdrawn_at.is_(None),
    )
