"""How the rulings of a case stand (裁判效力), and what was recorded beside its papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.api.cases.record import EffectRecord, EventRecord, PartyServiceRecord
from services.api.web.views import dates
from services.law.duty import Duty
from services.law.facts import CaseFacts, ConfirmedBy, PaperFacts
from services.law.rulings import DECISIONS
from services.law.standing import Effect, RulingEffect
from services.law.standing_of_office import is_office
from services.vocabulary import RECORDED_EVENTS, EventKind, Standing, label_of

_MARKS = {
    Effect.EFFECTIVE: ("ok", "ok"),
    Effect.PRESUMED: ("prov", "warn"),
    Effect.NOT_EFFECTIVE: ("ring", "open"),
}


@dataclass(frozen=True, slots=True)
class RecordLine:
    """Something recorded, which may be taken back."""

    kind: str  # event, effect or service
    id: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class RulingRow:
    """One ruling and how it stands; ``parties`` whose day of service may be recorded; ``doubt`` why a
    recorded effect cannot be right yet."""

    paper_id: str
    name: str
    href: str
    state: str
    since: str
    glyph: str
    tone: str
    because: tuple[str, ...]
    cite: str
    quote: str
    ask_court: bool
    parties: tuple[str, ...]
    records: tuple[RecordLine, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Records:
    """The panels 裁判效力 and 登记的事项."""

    rulings: tuple[RulingRow, ...]
    events: tuple[RecordLine, ...]
    event_kinds: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]  # by group
    today: str


def records_panel(
    *,
    facts: CaseFacts,
    effects: Mapping[str, RulingEffect],
    events: Sequence[EventRecord],
    said: Sequence[EffectRecord],
    services: Sequence[PartyServiceRecord],
    names: Mapping[str, str],
    duties: Sequence[Duty],
    today: date,
) -> Records:
    """The case's rulings, the newest first, and its recorded events."""
    rulings = [
        paper
        for paper in facts.papers
        if paper.kind in DECISIONS and paper.standing is not Standing.ATTACHED and paper.id in effects
    ]
    rulings.sort(key=lambda paper: (paper.issued_on or paper.arrived_on, paper.id), reverse=True)
    return Records(
        rulings=tuple(
            _ruling(
                paper,
                effects[paper.id],
                facts,
                [
                    *(_said(row, names, today) for row in said if row.paper_id == paper.id),
                    *(_service(row, names, today) for row in services if row.paper_id == paper.id),
                ],
                doubt=_too_early([row for row in said if row.paper_id == paper.id], duties, today),
                today=today,
            )
            for paper in rulings
        ),
        events=tuple(_event(row, names, today) for row in events),
        event_kinds=_grouped_events(),
        today=today.isoformat(),
    )


_EVENT_GROUPS = {
    "举证": (
        EventKind.EXTENSION_CAUSE_ENDED,
        EventKind.EVIDENCE_SUPPLEMENT_ALLOWED,
        EventKind.OBSTACLE_REMOVED,
    ),
    "诉讼中": (
        EventKind.HEARING_CANCELLED,
        EventKind.JOINT_CLAIM_RAISED,
        EventKind.ACT_CHANGED,
        EventKind.FINE_RECEIVED,
        EventKind.APPEAL_FILED,
        EventKind.RETRIAL_REFUSED,
        EventKind.SUIT_PERIOD_ENDED,
    ),
    "行政赔偿": (
        EventKind.COMPENSATION_CLAIMED,
        EventKind.COMPENSATION_DECIDED,
        EventKind.COMPENSATION_PAYMENT_CLAIMED,
    ),
}


def _grouped_events() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What a person may record, by subject; what belongs to none stands last."""
    placed = {each for group in _EVENT_GROUPS.values() for each in group}
    rest = tuple(each for each in RECORDED_EVENTS if each not in placed)
    groups = {**_EVENT_GROUPS, "审核、监督和整改": rest}
    return tuple(
        (name, tuple((each.value, each.label) for each in group if each in RECORDED_EVENTS))
        for name, group in groups.items()
    )


def _ruling(
    paper: PaperFacts,
    effect: RulingEffect,
    facts: CaseFacts,
    records: Sequence[RecordLine],
    *,
    doubt: str,
    today: date,
) -> RulingRow:
    glyph, tone = _MARKS[effect.effect]
    name = " ".join(part for part in (paper.case_number, paper.kind.label) if part)
    return RulingRow(
        paper_id=paper.id,
        name=name,
        href=f"/papers/{paper.id}",
        state=effect.effect.label + ("，再审中止执行" if effect.under_retrial else ""),
        since=_since(effect, today),
        glyph=glyph,
        tone=tone,
        because=effect.because,
        cite=f"{effect.citation.document}{effect.citation.article}" if effect.citation else "",
        quote=effect.citation.quotation if effect.citation else "",
        ask_court=effect.ask_court,
        parties=tuple(
            dict.fromkeys(
                party.name
                for each in facts.papers
                for party in each.parties
                if not is_office(party.name, facts.office)
            )
        ),
        records=tuple(records),
        doubt=doubt,
    )


_APPEALS = ("APPEAL_J", "APPEAL_R")


def before_own_appeal_ends(
    paper: str, on: date | None, duties: Sequence[Duty], today: date
) -> date | None:
    """The last day of our own appeal from the ruling ``paper`` when it is said to be effective (``on``:
    since when, None: by now) no later than that; None when nothing speaks against it. A ruling of first
    instance takes effect when nobody appealed in time (行政诉讼法第八十五条)."""
    ends = [
        duty.count.due
        for duty in duties
        if duty.rule_id in _APPEALS and paper in duty.papers and duty.count.due is not None
    ]
    return max((end for end in ends if (on or today) <= end), default=None)


def _too_early(said: Sequence[EffectRecord], duties: Sequence[Duty], today: date) -> str:
    if not said or not said[-1].effective:
        return ""
    end = before_own_appeal_ends(said[-1].paper_id, said[-1].on, duties, today)
    return early_effect_words(end, today) if end else ""


def early_effect_words(end: date, today: date) -> str:
    """What to say of an effect recorded before the appeal ends."""
    return (
        f"本单位的上诉期到{dates.day(end, today)}才届满，此前一审裁判不生效（行政诉讼法第八十五条）。"
        "请核对生效日，或者撤回登记。"
    )


def _since(effect: RulingEffect, today: date) -> str:
    if effect.on is None:
        return ""
    if effect.latest and effect.latest != effect.on:
        return f"{dates.day(effect.on, today)}至{dates.day(effect.latest, today)}之间"
    return dates.day(effect.on, today)


def _said(row: EffectRecord, names: Mapping[str, str], today: date) -> RecordLine:
    what = "已生效" if row.effective else "未生效"
    on = f"，{dates.day(row.on, today)}" if row.on else ""
    basis = "法院答复" if row.basis == ConfirmedBy.COURT else "经办人确认"
    return RecordLine("effect", row.id, f"{basis}：{what}{on}", _by(row, names, today))


def _service(row: PartyServiceRecord, names: Mapping[str, str], today: date) -> RecordLine:
    words = f"{row.party}于{dates.day(row.on, today)}收到"
    return RecordLine("service", row.id, words, _by(row, names, today))


def _event(row: EventRecord, names: Mapping[str, str], today: date) -> RecordLine:
    words = f"{dates.day(row.on, today)}　{label_of(EventKind, row.kind)}"
    return RecordLine("event", row.id, words, _by(row, names, today))


def _by(
    row: EventRecord | EffectRecord | PartyServiceRecord, names: Mapping[str, str], today: date
) -> str:
    said = f"{names.get(row.by_user, '')}，{dates.moment(row.at, today)}"
    return f"{said}　{row.note}" if row.note else said
