"""What a person does with a paper: correct a field, set the receipt, retype, confirm, set aside.

Every verb takes the paper's ``version`` as the page showed it; Changed (409) when someone was faster.
Each leaves audit rows. A correction appends a fact and supersedes the one before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.api.accounts.account import Actor
from services.api.audit.store import record
from services.api.cases.match import file_paper, refile_paper, retitle
from services.api.cases.store import get_case
from services.api.db import new_id
from services.api.documents import store
from services.api.documents.document import Acknowledgement, Fact, Paper, PaperReceipt
from services.api.errors import Conflict, FieldProblem, NotFound, Unacceptable
from services.api.review.doubts import doubts_left
from services.api.review.outcome import outcome_after
from services.api.review.values import checked_value
from services.vocabulary import FieldName, PaperKind, ReceiptBasis, ReviewState, Stage, Standing


def correct_fact(
    who: Actor,
    session: Session,
    paper_id: str,
    field: str,
    value: Any,
    *,
    version: int,
    ordinal: int = 0,
    source: Mapping[str, Any] | None = None,
) -> Fact:
    """Put ``value`` in place of the field's value; None takes the field away. ``field`` is a
    vocabulary.FieldName, or party, operative, outcome (value = that part of the contract's JSON).
    ``source`` is the contract's S when the person pointed at the page. Another cause drops the code of
    the old one; another case number files a confirmed paper anew. Unacceptable names what is wrong
    with the value."""
    value = checked_value(field, value)
    paper = store.take_paper(who, session, paper_id, version)
    before, after = _supersede(who, session, paper, field, value, ordinal=ordinal, source=source)
    if field == FieldName.CAUSE and value != before and _has(who, session, paper, FieldName.CAUSE_CODE):
        # The code was found for the old cause; another cause has another code, or none.
        _supersede(who, session, paper, FieldName.CAUSE_CODE, None)
    if field == "operative":
        _settle_outcome(who, session, paper, before, after)
    if paper.review_state == ReviewState.CONFIRMED and paper.case_id:
        if field == FieldName.CASE_NUMBER:
            refile_paper(who, session, paper)
        elif field == "party":
            retitle(who, session, get_case(who, session, paper.case_id), paper)
    return after


def _has(who: Actor, session: Session, paper: Paper, field: str) -> bool:
    return any(fact.field == field for fact in store.current_facts(who, session, paper.id))


def _settle_outcome(who: Actor, session: Session, paper: Paper, before: Any, item: Fact) -> None:
    """What each party got follows from the items: a changed item changes it."""
    facts = store.current_facts(who, session, paper.id)
    outcome = next((fact for fact in facts if fact.field == "outcome"), None)
    others = [f.value for f in facts if f.field == "operative" and f.ordinal != item.ordinal]
    if outcome is None:
        return
    value = outcome_after(outcome.value, before, item.value, others)
    if value != outcome.value:
        _supersede(who, session, paper, "outcome", value, source=outcome.source)


def _supersede(
    who: Actor,
    session: Session,
    paper: Paper,
    field: str,
    value: Any,
    *,
    ordinal: int = 0,
    source: Mapping[str, Any] | None = None,
) -> tuple[Any, Fact]:
    """The value before, and the fact that takes its place."""
    before = session.scalar(
        select(Fact).where(
            Fact.paper_id == paper.id,
            Fact.field == field,
            Fact.ordinal == ordinal,
            Fact.superseded_by.is_(None),
        )
    )
    after = Fact(
        id=new_id(),
        paper_id=paper.id,
        field=field,
        ordinal=ordinal,
        value=value,
        source=dict(source) if source else None,
        confidence=1.0,
        found_by="person",
        by_user=who.user_id,
        confirmed=True,
    )
    session.add(after)
    session.flush()
    if before is not None:
        before.superseded_by = after.id
    was = before.value if before else None
    record(
        who,
        session,
        "fact.corrected",
        ("paper", paper.id),
        before={"field": field, "ordinal": ordinal, "value": was},
        after={"field": field, "ordinal": ordinal, "value": value},
    )
    return was, after


def set_receipt(
    who: Actor,
    session: Session,
    paper_id: str,
    on: date,
    *,
    version: int,
    basis: str = ReceiptBasis.PERSON,
    evidence_paper_id: str | None = None,
    note: str = "",
    today: date,
) -> PaperReceipt:
    """Record the day the paper was received and how that is known. Appends; the earlier one stays
    readable. Unacceptable for a future day, a day before the paper was written, an unknown basis."""
    if on > today:
        raise Unacceptable("receipt_in_future", "收到日期晚于今天。", "请填写实际签收的日期。")
    if basis not in set(ReceiptBasis):
        raise Unacceptable("unknown_choice", "收到日期的依据不在可选范围。", "请从列表中选择。")
    if evidence_paper_id:
        store.get_paper(who, session, evidence_paper_id)
    if who.user_id is None:
        raise Conflict("person_needed", "收到日期须由人填写。", "请登录后填写。")
    issued = issued_on(who, session, paper_id)
    if issued is not None and on < issued:
        raise Unacceptable(
            "receipt_before_paper",
            f"收到日期早于这份文书的落款日期{issued.year}年{issued.month}月{issued.day}日。",
            "请核对收到日期；落款日期读错的，先改正落款日期。",
        )
    paper = store.take_paper(who, session, paper_id, version)
    before = store.receipts(who, session, paper.id).get(paper.id)
    after = PaperReceipt(
        id=new_id(),
        paper_id=paper.id,
        on=on,
        basis=basis,
        evidence_paper_id=evidence_paper_id,
        note=note,
        entered_by=who.user_id,
    )
    session.add(after)
    session.flush()
    if before is not None:
        before.superseded_by = after.id
    record(
        who,
        session,
        "receipt.set",
        ("paper", paper.id),
        before={"on": before.on.isoformat(), "basis": before.basis} if before else None,
        after={"on": on.isoformat(), "basis": basis},
    )
    return after


def issued_on(who: Actor, session: Session, paper_id: str) -> date | None:
    """The day the paper says it was written, as its fact in force has it."""
    for fact in store.current_facts(who, session, paper_id):
        if fact.field == FieldName.ISSUED_ON and fact.value:
            return date.fromisoformat(str(fact.value))
    return None


def retype_paper(
    who: Actor,
    session: Session,
    paper_id: str,
    *,
    version: int,
    kind: str | None = None,
    stage: str | None = None,
    standing: str | None = None,
) -> Paper:
    """Change what the paper is (kind), its stage, or whether it was served. None leaves as it is."""
    for value, allowed in ((kind, PaperKind), (stage, Stage), (standing, Standing)):
        if value is not None and value not in set(allowed):
            raise Unacceptable(
                "unknown_choice", "种类、审级或送达情况不在可选范围。", "请从列表中选择。"
            )
    paper = store.take_paper(who, session, paper_id, version)
    before = {"kind": paper.kind, "stage": paper.stage, "standing": paper.standing}
    paper.kind = kind or paper.kind
    paper.stage = stage or paper.stage
    paper.standing = standing or paper.standing
    if kind:  # a person has looked, also one who chose the same again
        paper.confidence, paper.kind_candidates = 1.0, None
    if standing:
        paper.standing_because = None
    after = {"kind": paper.kind, "stage": paper.stage, "standing": paper.standing}
    record(who, session, "paper.retyped", ("paper", paper.id), before=before, after=after)
    return paper


def confirm_paper(
    who: Actor,
    session: Session,
    paper_id: str,
    *,
    version: int,
    case_id: str | None = None,
    acknowledged: Collection[str] = (),
) -> Paper:
    """The person stands by the paper's facts: all in force become confirmed, and the paper is filed
    under ``case_id``, the case with its number, or a new case. ``acknowledged`` names the doubts
    (review.doubts) the person looked at and lets stand; any other is a Conflict that names it.
    Unacceptable without number and case, and while nobody has said whether it was served: it would
    start nothing, unseen."""
    paper = store.take_paper(who, session, paper_id, version)
    if paper.copy_of:
        raise Conflict(
            "paper_is_copy",
            "这是另一份文书的副本，期限由那一份起算。",
            "如果不是同一份，请先点“分开”。",
        )
    if paper.standing == Standing.UNCLEAR:
        raise Unacceptable(
            "standing_unclear",
            "这份文书是正式送达还是仅附带，还没有选定，期限无从列出。",
            "请先选定是否送达，再确认。",
        )
    _refuse_doubts(who, session, paper, acknowledged)
    case = file_paper(who, session, paper, case_id)
    if case is None:
        raise Unacceptable(
            "case_number_missing",
            "这份文书没有案号，不知归入哪个案件。",
            "请补填案号，或选一个已有案件。",
        )
    for fact in store.standing_facts(who, session, paper.id):
        fact.confirmed = True
    before, paper.review_state = paper.review_state, ReviewState.CONFIRMED
    record(who, session, "paper.confirmed", ("paper", paper.id), before=before, after={"case": case.id})
    return paper


def _refuse_doubts(who: Actor, session: Session, paper: Paper, acknowledged: Collection[str]) -> None:
    doubts = doubts_left(who, session, paper)
    for doubt in doubts:
        if doubt.check and doubt.key in acknowledged:
            _acknowledge(who, session, paper, doubt.key)
    left = [doubt for doubt in doubts if doubt.key not in acknowledged]
    if left:
        labels = "、".join(dict.fromkeys(doubt.label for doubt in left[:4]))
        raise Conflict(
            "doubts_left",
            f"还有{len(left)}处没有看过：{labels}{'等' if len(left) > 4 else ''}。",
            "请逐处确认后再确认整份。",
            [FieldProblem(field=doubt.key, label=doubt.label, why=doubt.why) for doubt in left],
        )


def let_stand(who: Actor, session: Session, paper_id: str, check: str, *, version: int) -> Paper:
    """A person looked at both sides of a failed check and lets the values stand. NotFound when no such
    check waits on the paper."""
    paper = store.take_paper(who, session, paper_id, version)
    if check not in {doubt.key for doubt in doubts_left(who, session, paper) if doubt.check}:
        raise NotFound("这处矛盾")
    _acknowledge(who, session, paper, check)
    return paper


def _acknowledge(who: Actor, session: Session, paper: Paper, check: str) -> None:
    session.add(Acknowledgement(paper_id=paper.id, check_key=check, by_user=who.user_id))
    record(who, session, "check.let_stand", ("paper", paper.id), after=check)
    session.flush()


def reopen_paper(who: Actor, session: Session, paper_id: str, *, version: int) -> Paper:
    """Take a confirmation or a setting-aside back; what followed from the paper no longer follows."""
    paper = store.take_paper(who, session, paper_id, version)
    before, paper.review_state = paper.review_state, ReviewState.OPEN
    record(who, session, "paper.reopened", ("paper", paper.id), before=before, after=paper.review_state)
    return paper


def set_aside(who: Actor, session: Session, paper_id: str, *, version: int) -> Paper:
    """This is no paper of a case (不作为案件文书): it stays readable and starts nothing."""
    paper = store.take_paper(who, session, paper_id, version)
    before = {"state": paper.review_state, "case": paper.case_id}
    paper.review_state, paper.case_id = ReviewState.SET_ASIDE, None
    record(
        who, session, "paper.set_aside", ("paper", paper.id), before=before, after=paper.review_state
    )
    return paper
