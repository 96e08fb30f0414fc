"""What a person, or a mail, tells about receipt: a service, a confirmed address, whose a paper is."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.db import now
from services.api.documents.store import get_paper
from services.api.errors import Conflict, Unacceptable
from services.api.receipts import store
from services.api.receipts.collect import usual_mode
from services.api.receipts.evidence import ElectronicAddress, ServiceEvidence, WhoseTold
from services.api.settings import CHINA
from services.law.addressed import Whose
from services.law.service import ServiceMode
from services.vocabulary import AddressKind, Consent, EvidenceBasis

PERSON, MAIL = "person", "mail"
_MOST_ADDRESS = 200
_FIRST_YEAR, _LAST_YEAR = 1990, 2200


def note_service(
    who: Actor,
    session: Session,
    paper_id: str,
    *,
    basis: str,
    today: date,
    mode: str | None = None,
    on: date | None = None,
    at: datetime | None = None,
    address: str = "",
    read_on: date | None = None,
    signed: bool = False,
    evidence_paper_id: str | None = None,
    note: str = "",
) -> ServiceEvidence:
    """Note one service of a paper as the person knows it. ``read_on``: the day the office replied,
    acted on it or read it. Unacceptable without any day, or with one still to come."""
    if basis not in set(EvidenceBasis) or (mode is not None and mode not in set(ServiceMode)):
        raise Unacceptable("unknown_choice", "送达证据或者方式不在可选范围。", "请从列表中选择。")
    plausible(at)
    on = on or (at.astimezone(CHINA).date() if at else None)
    if on is None and read_on is None:
        raise Unacceptable("day_missing", "没有填送达或者阅知的日期。", "请填写凭证上的日期。")
    if any(day and day > today for day in (on, read_on)):
        raise Unacceptable("in_future", "日期晚于今天。", "请填写已经发生的日期。")
    by = person(who)
    paper = get_paper(who, session, paper_id)
    if evidence_paper_id:
        get_paper(who, session, evidence_paper_id)
    row = ServiceEvidence(
        organisation_id=who.organisation_id,
        paper_id=paper.id,
        basis=basis,
        mode=mode or usual_mode(EvidenceBasis(basis)),
        on=on,
        at=at,
        address=address.strip()[:_MOST_ADDRESS],
        read_on=read_on,
        signed=signed,
        source=PERSON,
        evidence_paper_id=evidence_paper_id,
        note=note.strip(),
        by_user=by,
    )
    session.add(row)
    session.flush()
    said = {"basis": basis, "on": on.isoformat() if on else None}
    record(who, session, "service.noted", ("paper", paper.id), after=said)
    return row


def note_mail(
    session: Session,
    organisation_id: str,
    document_id: str,
    mail_id: str,
    *,
    at: datetime,
    address: str,
    note: str,
) -> None:
    """A file came in by mail: its time is a candidate, nothing more. Once for each file and mail."""
    known = select(ServiceEvidence.id).where(
        ServiceEvidence.document_id == document_id, ServiceEvidence.source_id == mail_id
    )
    if session.scalar(known) is not None:
        return
    session.add(
        ServiceEvidence(
            organisation_id=organisation_id,
            document_id=document_id,
            basis=EvidenceBasis.MAIL,
            mode=ServiceMode.ELECTRONIC,
            on=at.astimezone(CHINA).date(),
            at=at,
            address=address[:_MOST_ADDRESS],
            source=MAIL,
            source_id=mail_id,
            note=note,
        )
    )


def withdraw_service(who: Actor, session: Session, evidence_id: str) -> None:
    """Take back what a person noted. Conflict for what a mail shows."""
    person(who)
    row = store.get_noted(who, session, evidence_id)
    if row.source != PERSON:
        raise Conflict("not_a_persons", "这是邮件自带的时间，不能撤回。", "它本身不作为送达日。")
    row.withdrawn_at = now()
    record(who, session, "service.withdrawn", ("paper", row.paper_id or ""), before=row.basis)


def register_address(
    who: Actor,
    session: Session,
    *,
    court: str,
    address: str,
    kind: str,
    consent: str,
    since: date,
    until: date | None = None,
    note: str = "",
) -> ElectronicAddress:
    """Enter an address the office confirmed to a court, with how it consented and from when."""
    if kind not in set(AddressKind) or consent not in set(Consent):
        raise Unacceptable("unknown_choice", "地址种类或者同意方式不在可选范围。", "请从列表中选择。")
    if not court.strip() or not address.strip():
        raise Unacceptable("address_missing", "没有填法院或者电子地址。", "请写法院全称和完整的地址。")
    if until is not None and until < since:
        raise Unacceptable("dates_reversed", "截止日期早于起始日期。", "请核对两个日期。")
    row = ElectronicAddress(
        organisation_id=who.organisation_id,
        court=court.strip(),
        address=address.strip(),
        kind=kind,
        consent=consent,
        since=since,
        until=until,
        note=note.strip(),
        by_user=person(who),
    )
    session.add(row)
    session.flush()
    said = {"court": row.court, "kind": kind, "consent": consent, "since": since.isoformat()}
    record(who, session, "address.registered", ("electronic_address", row.id), after=said)
    return row


def end_address(who: Actor, session: Session, address_id: str, until: date) -> ElectronicAddress:
    """The consent ended: ``until`` is the last day the address holds."""
    person(who)
    row = store.get_address(who, session, address_id)
    if until < row.since:
        raise Unacceptable("dates_reversed", "截止日期早于起始日期。", "请核对两个日期。")
    before, row.until = row.until, until
    record(
        who,
        session,
        "address.ended",
        ("electronic_address", row.id),
        before=before.isoformat() if before else None,
        after=until.isoformat(),
    )
    return row


def remove_address(who: Actor, session: Session, address_id: str) -> None:
    """The entry was wrong: it counts for nothing, and stays readable in the audit trail."""
    person(who)
    row = store.get_address(who, session, address_id)
    row.withdrawn_at = now()
    record(who, session, "address.removed", ("electronic_address", row.id), before=row.court)


def tell_whose(who: Actor, session: Session, paper_id: str, whose: str, note: str = "") -> WhoseTold:
    """Say whose paper it is; "" takes the word back, so that the paper decides again."""
    if whose and whose not in set(Whose):
        raise Unacceptable("unknown_choice", "受送达人的归属不在可选范围。", "请从列表中选择。")
    paper = get_paper(who, session, paper_id)
    before = store.whose_told(who, session, paper.id).get(paper.id)
    row = WhoseTold(
        organisation_id=who.organisation_id,
        paper_id=paper.id,
        whose=whose,
        note=note.strip(),
        by_user=person(who),
    )
    session.add(row)
    session.flush()
    was = before.whose if before else None
    record(who, session, "whose.told", ("paper", paper.id), before=was, after=whose)
    return row


def plausible(at: datetime | None) -> None:
    """Unacceptable for a moment no court served anything electronically at."""
    if at is not None and not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise Unacceptable("bad_value", f"时间的年份{at.year}不对。", "请按凭证或手机上的时间填写。")


def person(who: Actor) -> str:
    """The id of the person who acts. Conflict for the service itself."""
    if who.user_id is None:
        raise Conflict("person_needed", "这一项须由人填写。", "请登录后填写。")
    return who.user_id
