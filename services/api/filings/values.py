"""The values a form may ask for by name, each computed from the case with the facts it stands on.

Conventions of the registers: more than three parties become 甲等N人; no third party is 无; several
hearings are parted by ；; dates are written 2026年3月18日.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from services.api.filings.sheet import (
    Basis,
    BasisKind,
    CaseSheet,
    DutySheet,
    Known,
    PaperSheet,
    PartyKnown,
)
from services.law.standing_of_office import is_office
from services.vocabulary import FieldName, OutcomeClass, PaperKind, Role, Stage

MOST_NAMES = 3
_ABSENT = "已确认的文书中没有"


@dataclass(frozen=True, slots=True)
class Filled:
    """A text and why it may be written."""

    text: str
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing to write. ``wanted`` tells a gap a person must fill from what is not there yet."""

    reason: str
    wanted: bool = True


Value = Filled | Missing


def chinese_date(day: date) -> str:
    """2026年3月18日, months and days without leading zeros (GB/T 9704)."""
    return f"{day.year}年{day.month}月{day.day}日"


# Which paper to believe first: the later and fuller one names the case most completely.
_TRUST = (
    PaperKind.JUDGMENT,
    PaperKind.COMPENSATION_JUDGMENT,
    PaperKind.MEDIATION,
    PaperKind.RULING,
    PaperKind.RESPONSE_NOTICE,
    PaperKind.SUMMONS,
)
_DECISIONS = _TRUST[:4]
_STAGES = (Stage.FIRST, Stage.SECOND, Stage.RETRIAL_REVIEW, Stage.RETRIAL)
_RETRIALS = (Stage.RETRIAL_REVIEW, Stage.RETRIAL)


def _at(sheet: CaseSheet, *stages: Stage) -> list[PaperSheet]:
    """Papers of these stages, the most trusted kind first."""

    def trust(paper: PaperSheet) -> int:
        return _TRUST.index(paper.kind) if paper.kind in _TRUST else len(_TRUST)

    return sorted((paper for paper in sheet.papers if paper.stage in stages), key=trust)


def _earliest(sheet: CaseSheet) -> list[PaperSheet]:
    """Papers of the earliest stage the case has papers of, then those of later stages."""
    return [paper for stage in _STAGES for paper in _at(sheet, stage)]


def _field(papers: Iterable[PaperSheet], name: FieldName, absent: Missing) -> Value:
    """The field's value in the first paper that has it."""
    for paper in papers:
        if known := paper.fields.get(name):
            return Filled(str(known.value), (known.basis,))
    return absent


def _numbers(sheet: CaseSheet, *stages: Stage) -> dict[str, Basis]:
    """Distinct case numbers of these stages with the fact each stands on."""
    found: dict[str, Basis] = {}
    for paper in _at(sheet, *stages):
        if known := paper.fields.get(FieldName.CASE_NUMBER):
            found.setdefault(str(known.value), known.basis)
    return found


def _first_number(sheet: CaseSheet) -> Value:
    """The first instance's number, from its own papers or as the appeal judgment cites it."""
    if found := _numbers(sheet, Stage.FIRST):
        return Filled("；".join(found), tuple(found.values()))
    absent = Missing(f"{_ABSENT}一审案号")
    return _field(_at(sheet, Stage.SECOND), FieldName.PRIOR_CASE_NUMBER, absent)


def _later_number(*stages: Stage) -> Callable[[CaseSheet], Value]:
    def value(sheet: CaseSheet) -> Value:
        found = _numbers(sheet, *stages)
        if not found:
            return Missing(f"没有{stages[-1].label}", wanted=False)
        return Filled("；".join(found), tuple(found.values()))

    return value


def _parties(sheet: CaseSheet) -> tuple[PartyKnown, ...]:
    """Parties of the most trusted paper of the earliest stage that names both sides, else any."""
    named = [paper.parties for paper in _earliest(sheet) if paper.parties]
    for parties in named:
        if any(p.ever(Role.PLAINTIFF) for p in parties) and any(
            p.ever(Role.DEFENDANT) for p in parties
        ):
            return parties
    return named[0] if named else ()


def _names(parties: Sequence[PartyKnown]) -> str:
    names = list(dict.fromkeys(party.name for party in parties))
    return f"{names[0]}等{len(names)}人" if len(names) > MOST_NAMES else "、".join(names)


def _party_names(role: Role) -> Callable[[CaseSheet], Value]:
    def value(sheet: CaseSheet) -> Value:
        everyone = _parties(sheet)
        ours = [party for party in everyone if party.ever(role)]
        if ours:
            return Filled(_names(ours), tuple(Basis(BasisKind.FACT, p.fact_id) for p in ours))
        if role == Role.THIRD_PARTY and everyone:
            return Filled("无", tuple(Basis(BasisKind.FACT, p.fact_id) for p in everyone))
        return Missing(f"{_ABSENT}{role.label}")

    return value


def _our_agents(sheet: CaseSheet) -> Value:
    """Agents of the office as a confirmed paper names them; before the judgment nobody knows."""
    for paper in reversed(sheet.papers):
        for party in paper.parties:
            if party.agents and is_office(party.name, sheet.office):
                return Filled("；".join(party.agents), (Basis(BasisKind.FACT, party.fact_id),))
    return Missing("请填写诉讼代理人的姓名、单位（或律所）和职务")


def _claims(sheet: CaseSheet) -> Value:
    """The claims item by item, as the complaint states them, or a later paper that repeats them."""
    complaints = [paper for paper in sheet.papers if paper.kind == PaperKind.COMPLAINT]
    for paper in (*complaints, *_earliest(sheet)):
        known = paper.fields.get(FieldName.CLAIMS)
        if known and known.value:
            claims = [str(each).rstrip("；。") for each in known.value]
            numbered = (f"{n}. {claim}" for n, claim in enumerate(claims, start=1))
            text = claims[0] if len(claims) == 1 else "；".join(numbered)
            return Filled(text, (known.basis,))
    return Missing("请按起诉状填写，确认起诉状后自动带出")


def _challenged_act(sheet: CaseSheet) -> Value:
    """行政处罚决定书（某罚字〔2026〕3号，2026年1月8日作出）, from the paper that names the act."""
    absent = Missing("请填写被诉行政行为的名称、文号和日期")
    for paper in _earliest(sheet):
        act = paper.fields.get(FieldName.CHALLENGED_ACT)
        if act is None:
            continue
        number, on = (paper.fields.get(each) for each in (FieldName.ACT_NUMBER, FieldName.ACT_ON))
        more = [str(number.value)] if number and str(number.value) not in str(act.value) else []
        if on:
            more.append(f"{chinese_date(date.fromisoformat(str(on.value)))}作出")
        basis = tuple(each.basis for each in (act, number, on) if each)
        return Filled(f"{act.value}（{'，'.join(more)}）" if more else str(act.value), basis)
    return absent


def _officials(sheet: CaseSheet) -> Value:
    """Who is recorded to appear for the office: at the next hearing, or the last one."""
    ahead = [each for each in sheet.officials if each.hearing_on >= sheet.today]
    chosen = ahead or list(reversed(sheet.officials))
    if not chosen:
        return Missing("姓名、职务、职级（或在“应诉与出庭”登记）")
    going = [each for each in chosen if each.hearing_on == chosen[0].hearing_on]
    said = ("，".join(filter(None, (each.name, each.title, each.position))) for each in going)
    return Filled("；".join(said), tuple(Basis(BasisKind.ATTENDEE, each.id) for each in going))


def outcome_text(classes: Iterable[str], *, partial: bool = False) -> str:
    """撤销并责令重作（部分）: the labels in order, the last one joined by 并."""
    labels = [OutcomeClass(each).label for each in classes]
    text = (
        labels[0] if len(labels) == 1 else "、".join(labels[:-1]) + f"并{labels[-1]}" if labels else ""
    )
    return f"{text}（部分）" if partial and text and "部分" not in text else text


def _outcome(sheet: CaseSheet, stages: tuple[Stage, ...], not_yet: str) -> Value:
    """What the latest decision of the latest of ``stages`` does to the office, or to each party when
    the office is not named in it."""
    decided = [paper for paper in _at(sheet, *stages) if paper.kind in _DECISIONS]
    if not decided:
        return Missing(not_yet, wanted=False)
    finals = [p for p in decided if p.kind != PaperKind.RULING] or decided

    def rank(paper: PaperSheet) -> tuple[int, str]:
        issued = paper.fields.get(FieldName.ISSUED_ON)
        return (stages.index(paper.stage) if paper.stage else 0, str(issued.value) if issued else "")

    known = max(finals, key=rank).outcome
    by_party = dict(known.value["by_party"]) if known else {}
    if not known or not by_party:
        return Missing("裁判文书的结果还没有确认")
    ours = {name: part for name, part in by_party.items() if is_office(name, sheet.office)}
    texts = {
        name: outcome_text(part["classes"], partial=part.get("partial", False))
        for name, part in (ours or by_party).items()
    }
    if not all(texts.values()):
        return Missing("裁判文书的结果还没有确认")
    lines = texts.values() if len(texts) == 1 else (f"{name}：{text}" for name, text in texts.items())
    text = "；".join(lines)
    return Filled(text, (known.basis,))


def _hearings(sheet: CaseSheet) -> Value:
    """Hearings of the first instance that were not put off, in order, parted by ；."""
    times: dict[datetime, Known] = {}
    for paper in _at(sheet, Stage.FIRST):
        if known := paper.fields.get(FieldName.HEARING_AT):
            for at in map(datetime.fromisoformat, known.value):
                if sheet.hearings is None or at in sheet.hearings:
                    times.setdefault(at, known)
    if not times:
        return Missing("没有已确认的开庭时间", wanted=False)
    written = [f"{chinese_date(at.date())}{at.hour}:{at.minute:02d}" for at in sorted(times)]
    return Filled("；".join(written), tuple(dict.fromkeys(known.basis for known in times.values())))


def _official_attendance(sheet: CaseSheet) -> Value:
    first = _at(sheet, Stage.FIRST)
    decided = any(paper.kind in _DECISIONS for paper in first)
    return _field(
        first,
        FieldName.OFFICIAL_ATTENDANCE,
        Missing("请填写负责人是否出庭及其姓名、职务") if decided else Missing("尚未裁判", wanted=False),
    )


def _first_receipt(sheet: CaseSheet) -> date | None:
    return min((paper.received_on for paper in sheet.papers if paper.received_on), default=None)


def _received_on(sheet: CaseSheet) -> Value:
    """The receipt day of the papers that opened the case for us, the earliest one recorded."""
    day = _first_receipt(sheet)
    if day is None:
        return Missing("还没有填写收到日期，请先在文书页填写")
    receipts = (paper.receipt_id for paper in sheet.papers if paper.received_on == day)
    return Filled(chinese_date(day), tuple(Basis(BasisKind.RECEIPT, each) for each in receipts if each))


def _papers_received(sheet: CaseSheet) -> Value:
    """Kinds of the papers received on that day; all papers while no day is recorded."""
    day = _first_receipt(sheet)
    papers = [paper for paper in sheet.papers if paper.received_on == day]
    if not papers:
        return Missing("案件还没有已确认的文书")
    kinds = dict.fromkeys(paper.kind.label for paper in papers)
    return Filled("、".join(kinds), tuple(Basis(BasisKind.PAPER, paper.id) for paper in papers))


def _duty(sheet: CaseSheet, rule: str) -> DutySheet | None:
    return next((duty for duty in sheet.duties if duty.rule_id == rule), None)


def _duty_done(sheet: CaseSheet, rule: str) -> Value:
    duty = _duty(sheet, rule)
    if duty and duty.done_on and duty.done_action_id:
        return Filled(chinese_date(duty.done_on), (Basis(BasisKind.ACTION, duty.done_action_id),))
    return Missing("尚未登记完成", wanted=False)


def _duty_due(sheet: CaseSheet, rule: str) -> Value:
    """The last lawful day; while it is provisional the safe day, marked 暂计."""
    duty = _duty(sheet, rule)
    day = (duty.target if duty.provisional else duty.due) if duty else None
    if duty is None or day is None:
        return Missing("期限还没有算出，请先确认收到日期")
    text = chinese_date(day) + ("（暂计）" if duty.provisional else "")
    return Filled(text, (Basis(BasisKind.DUTY, duty.key),))


# Every name a form may use under ``value``.
VALUES: dict[str, Callable[[CaseSheet], Value]] = {
    "ordinal": lambda s: Filled(str(s.ordinal), (Basis(BasisKind.CASE, s.case_id),)),
    "office": lambda s: Filled(s.office.name, (Basis(BasisKind.OFFICE, s.office_id),)),
    "today": lambda s: Filled(chinese_date(s.today), (Basis(BasisKind.TODAY, s.today.isoformat()),)),
    "filled_by": lambda s: Filled(s.filled_by, (Basis(BasisKind.PERSON, s.filled_by_id),)),
    "plaintiffs": _party_names(Role.PLAINTIFF),
    "defendants": _party_names(Role.DEFENDANT),
    "third_parties": _party_names(Role.THIRD_PARTY),
    "our_agents": _our_agents,
    "court": lambda s: _field(_earliest(s), FieldName.COURT, Missing(f"{_ABSENT}法院")),
    "cause": lambda s: _field(_earliest(s), FieldName.CAUSE, Missing(f"{_ABSENT}案由")),
    "case_number": lambda s: _field(_earliest(s), FieldName.CASE_NUMBER, Missing(f"{_ABSENT}案号")),
    "challenged_act": _challenged_act,
    "claims": _claims,
    "officials": _officials,
    "first_number": _first_number,
    "second_number": _later_number(Stage.SECOND),
    "retrial_number": _later_number(*_RETRIALS),
    "first_outcome": lambda s: _outcome(s, (Stage.FIRST,), "一审尚未裁判"),
    "last_outcome": lambda s: _outcome(s, (Stage.SECOND, *_RETRIALS), "没有二审、再审裁判"),
    "first_hearings": _hearings,
    "official_attendance": _official_attendance,
    "received_on": _received_on,
    "papers_received": _papers_received,
}

# Names that need a rule beside them (``rule``).
RULE_VALUES: dict[str, Callable[[CaseSheet, str], Value]] = {
    "duty_done": _duty_done,
    "duty_due": _duty_due,
}

# Days that deadlines are counted from, or that follow from them: entered where they count, never typed
# into a form, or its cells contradict each other.
COUNTED = frozenset({"received_on", *RULE_VALUES})
