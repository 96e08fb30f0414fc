"""What opens the rules of a pack in one proceeding: served papers, derived and recorded events,
deeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from services.law.duty_schema import Anchor
from services.law.facts import CaseFacts, DeedKind, PaperFacts
from services.law.items import ItemInForce, after_retrial, item_number, items_in_force
from services.law.operative_period import PerformancePeriod, performance_period
from services.law.proceeding import Proceeding
from services.law.rule_index import Prepared, RuleIndex
from services.law.rulings import decisions
from services.law.standing import Effect, RulingEffect
from services.law.standing_of_office import is_office
from services.law.start import Start
from services.law.trigger import (
    Doubts,
    PartyAsked,
    as_party,
    opens_on_effect,
    opens_on_event,
    opens_on_paper,
)
from services.vocabulary import EventKind, ProvisionalReason


@dataclass(slots=True)
class Opening:
    """One thing that opens a rule. ``fact`` is its part of the duty's key; ``papers`` those it rests
    on; ``start`` the day counted from. ``effect``: of the ruling whose standing opened it; ``item``:
    the period of one item in force under it, ``ruling``: the one that item stands in; ``draft``: opened
    on a presumption."""

    fact: str
    papers: tuple[PaperFacts, ...]
    start: Start
    doubts: Doubts
    draft: bool = False
    effect: RulingEffect | None = None
    item: PerformancePeriod | None = None
    ruling: PaperFacts | None = None


_EFFECT_EVENTS = (EventKind.EFFECTIVE, EventKind.LOSS_EFFECTIVE)


def openings_of(
    proceeding: Proceeding,
    index: RuleIndex,
    case: CaseFacts,
    effects: Mapping[str, RulingEffect],
    controlling: tuple[PaperFacts, ...],
    *,
    today: date,
) -> list[tuple[Prepared, list[Opening]]]:
    """Every rule opened in ``proceeding`` with what opened it, in the order of the papers."""
    found: dict[int, tuple[Prepared, list[Opening]]] = {}
    known: dict[PartyAsked, str | None] = {}

    def add(prepared: Prepared, opening: Opening) -> None:
        found.setdefault(id(prepared), (prepared, []))[1].append(opening)

    def applies(prepared: Prepared, on: date | None) -> bool:
        in_force = prepared.valid_from <= (on or today) <= prepared.valid_to
        return in_force and proceeding.track in prepared.rule.entry.tracks

    def party(prepared: Prepared) -> str | None:
        asked = prepared.party
        if asked not in known:
            known[asked] = as_party(asked, proceeding.standing, case.office)
        return known[asked]

    for paper, start in zip(proceeding.papers, proceeding.starts, strict=True):
        # Most rules a paper opens differ in nothing but the rule: they share one opening.
        shared: dict[Doubts, Opening] = {}
        on = start.day or today
        for prepared in index.by_paper.get((paper.kind, paper.stage, proceeding.track), ()):
            if not prepared.valid_from <= on <= prepared.valid_to:
                continue
            doubt = party(prepared)
            if doubt is None:
                continue
            if prepared.plain and paper.stage is not None:
                doubts: Doubts | None = (doubt,) if doubt else ()
            else:
                doubts = opens_on_paper(
                    prepared.rule, doubt, paper, start, proceeding=proceeding, case=case
                )
            if doubts is None:
                continue
            opening = shared.get(doubts)
            if opening is None:
                opening = Opening(paper.id, (paper,), start, (*start.doubts, *doubts))
                shared[doubts] = opening
            add(prepared, opening)
    mine = {paper.id for paper in proceeding.papers}
    for paper in controlling:
        if paper.id in mine:
            for prepared, opening in _by_effect(
                paper,
                effects,
                index,
                proceeding=proceeding,
                case=case,
                applies=applies,
                party=party,
            ):
                add(prepared, opening)
    for prepared, opening in _by_record(proceeding, index, case, applies, party):
        add(prepared, opening)
    return list(found.values())


_Applies = Callable[[Prepared, date | None], bool]
_Party = Callable[[Prepared], str | None]


def _by_effect(
    paper: PaperFacts,
    effects: Mapping[str, RulingEffect],
    index: RuleIndex,
    *,
    proceeding: Proceeding,
    case: CaseFacts,
    applies: _Applies,
    party: _Party,
) -> Iterator[tuple[Prepared, Opening]]:
    """Rules opened by the ruling's taking effect, or by the presumption that it did."""
    effect = effects[paper.id]
    presumed = effect.effect is Effect.PRESUMED
    start = start_of_effect(effect)
    seen: set[int] = set()
    events = (
        (EventKind.PRESUMED_EFFECTIVE, *_EFFECT_EVENTS, EventKind.APPEAL_WINDOW_CLOSED)
        if presumed
        else _EFFECT_EVENTS
    )
    for event in events:
        for prepared in index.by_event.get(event, ()):
            trigger = prepared.rule.entry.trigger
            drafted = presumed and event in _EFFECT_EVENTS
            wanted = trigger.draft_on_presumption or not drafted
            if not wanted or id(prepared) in seen or not applies(prepared, start.day):
                continue
            part = party(prepared)
            doubts = None
            if part is not None:
                loss = event is EventKind.LOSS_EFFECTIVE
                doubts = opens_on_effect(
                    prepared.rule, part, paper, effect, proceeding=proceeding, case=case, loss=loss
                )
            if doubts is None:
                continue
            seen.add(id(prepared))
            opening = Opening(paper.id, (paper,), start, doubts, draft=drafted, effect=effect)
            if prepared.rule.entry.period.anchor is Anchor.OPERATIVE:
                for each in _items(opening, prepared, paper, case, effects):
                    yield prepared, each
            else:
                yield prepared, opening


def start_of_effect(effect: RulingEffect) -> Start:
    """The day a ruling took effect as a day to count from."""
    certain = effect.effect is Effect.EFFECTIVE and effect.proved and effect.on is not None
    asked = effect.effect is Effect.PRESUMED
    return Start(
        effect.on,
        certain,
        "".join(effect.because),
        latest=effect.latest,
        reason=ProvisionalReason.OTHER_PARTY_UNKNOWN
        if asked
        else ProvisionalReason.NO_SERVICE_EVIDENCE,
    )


def _items(
    opening: Opening,
    prepared: Prepared,
    paper: PaperFacts,
    case: CaseFacts,
    effects: Mapping[str, RulingEffect],
) -> Iterator[Opening]:
    """One opening for each item in force that orders us to do something."""
    wanted = set(prepared.rule.entry.trigger.outcomes)
    effect = effects[paper.id]
    start, doubts = _to_perform(opening.start, effect)
    for place, each in enumerate(_items_of(paper, case, effects), start=1):
        if each is None or not wanted.intersection(each.item.classes):
            continue
        parties = each.item.parties
        if parties and not any(is_office(name, case.office) for name in parties):
            continue
        yield Opening(
            f"{opening.fact}:{place}",
            opening.papers,
            start,
            (*opening.doubts, *doubts, *((each.doubt,) if each.doubt else ())),
            draft=opening.draft,
            effect=effect,
            item=performance_period(each.item.text, item_number(each.item)),
            ruling=each.ruling,
        )


def _items_of(
    paper: PaperFacts, case: CaseFacts, effects: Mapping[str, RulingEffect]
) -> Iterator[ItemInForce | None]:
    """The items in force under ``paper``, None in the place of one that a retrial has ended: the others
    keep their places. What a retrial leaves in force stays an item of the ruling retried."""
    chain = decisions(case)
    items = items_in_force(paper, chain)
    if effects[paper.id].retries:
        items = tuple(each for each in items if each.ruling is paper)
    retrial = next((each for each in chain if each.id == effects[paper.id].retried_by), None)
    if retrial is None:
        yield from items
        return
    kept = {id(each.item): each for each in after_retrial(items, retrial, chain)}
    yield from (kept.get(id(each.item)) for each in items)


def _to_perform(start: Start, effect: RulingEffect) -> tuple[Start, Doubts]:
    """The day to count performance from; it is not certain while a retrial suspends it."""
    if effect.under_retrial:
        because = "已裁定再审，原裁判中止执行，期限暂按原来的生效日计算。"
        doubt = (
            "已裁定再审，原裁判中止执行；支付抚恤金、最低生活保障费或者社会保险待遇的案件可以不中止"
            "（法释〔2018〕1号第一百一十八条第一款），请核对裁定。"
        )
        reason = ProvisionalReason.UNDER_RETRIAL
        return replace(start, received=False, because=because, reason=reason), (doubt,)
    if effect.resumed:
        doubt = "再审期间曾中止执行，恢复执行后履行期限如何接续，请向法院核实。"
        return start, (doubt,)
    return start, ()


def _by_record(
    proceeding: Proceeding, index: RuleIndex, case: CaseFacts, applies: _Applies, party: _Party
) -> Iterator[tuple[Prepared, Opening]]:
    """Rules opened by what a person recorded: an event, or that another duty is done."""

    def opens(prepared: Prepared, on: date) -> Doubts | None:
        part = party(prepared)
        if part is None or not applies(prepared, on):
            return None
        return opens_on_event(prepared.rule, part, proceeding)

    for event in proceeding.events:
        for prepared in index.by_event.get(event.kind, ()):
            doubts = opens(prepared, event.on)
            if doubts is not None:
                because = f"{event.by or '经办人'}登记：{event.kind.label}。"
                papers = tuple(each for each in proceeding.papers if each.id == event.paper)
                yield prepared, Opening(event.id, papers, Start(event.on, True, because), doubts)
    for deed in case.deeds if index.after else ():
        if deed.kind is not DeedKind.COMPLETED or not deed.key.startswith(f"{proceeding.id}:"):
            continue
        rule_id, _, fact = deed.key.removeprefix(f"{proceeding.id}:").partition(":")
        for prepared in index.after.get(rule_id, ()):
            doubts = opens(prepared, deed.on)
            if doubts is not None:
                papers = tuple(each for each in proceeding.papers if each.id == fact)
                start = Start(deed.on, True, "按登记的办结日期起算。")
                yield prepared, Opening(fact or deed.key, papers, start, doubts)
