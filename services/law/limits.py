"""Was the suit brought in time (起诉期限)? Checks on the plaintiff, for the answer to raise.

Each limit says: in time, late, possibly late, or unknown, what is missing, and what to ask next. Where
only the act's own date is known, the plaintiff knew of it no earlier, so a suit within the limit from
that day is in time for certain, and one beyond it only possibly late. So it is while nobody has said
that the limit was told (otherwise up to a year, 法释〔2018〕1号第六十四条). The defendant bears the
proof (证据规定第四条第三款). Lengths and words stand in rules/cn/limits.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from services.law.calendar import Calendar, chinese
from services.law.citation import Citation
from services.law.count import Count, count_period
from services.law.decision import Facts
from services.law.facts import CaseFacts
from services.law.limits_schema import LimitEntry, limit
from services.law.pack import as_citation
from services.vocabulary import Labelled, PaperKind, Standing

# 法发〔2020〕44号: 不履行××职责.
_INACTION = {"21"}
_DAYS = ("knew_on", "decision_served_on", "asked_on")
_YES_OR_NO = ("told_limit", "inaction", "real_estate")
SUIT_QUESTIONS = (*_DAYS, *_YES_OR_NO)


class Verdict(Labelled):
    """Whether the suit kept a limit."""

    IN_TIME = "in_time", "没有超过"
    LATE = "late", "已超过"
    POSSIBLY_LATE = "possibly_late", "可能超过，请核对"
    UNKNOWN = "unknown", "无法判断"


@dataclass(frozen=True, slots=True)
class SuitFacts:
    """What is known of the suit. ``brought_from`` and ``brought_by``: the earliest and latest day it
    can have been brought (date of the complaint, day the court registered it); ``knew_on``: the day
    the plaintiff learned of the act; ``told_limit``: whether the act told the limit to sue;
    ``decision_on``: date of the reconsideration decision, ``decision_served_on`` the day the
    plaintiff got it; ``inaction``: the suit is about a request not answered, ``asked_on`` the day the
    agency got it; ``real_estate``: about a right in land or buildings the act changed. None: not
    known."""

    brought_from: date | None = None
    brought_by: date | None = None
    act_on: date | None = None
    knew_on: date | None = None
    told_limit: bool | None = None
    decision_on: date | None = None
    decision_served_on: date | None = None
    inaction: bool | None = None
    asked_on: date | None = None
    real_estate: bool | None = None


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """One limit. ``last_day`` is the last day to sue as far as it can be told, ``steps`` how it was
    counted, ``missing`` what would settle an open verdict, ``asks`` the questions to ask for it now."""

    code: str
    title: str
    verdict: Verdict
    last_day: date | None
    steps: tuple[str, ...]
    citation: Citation
    missing: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


def suit_facts(case: CaseFacts) -> SuitFacts:
    """What the papers of the case tell; ``with_answers`` puts in what a person told besides."""
    papers = [paper for paper in case.papers if paper.standing is not Standing.ATTACHED]

    def first(name: str) -> date | None:
        return next((day for paper in papers if (day := getattr(paper, name))), None)

    causes = {paper.cause_code for paper in papers if paper.cause_code}
    complaint = next((paper.issued_on for paper in papers if paper.kind is PaperKind.COMPLAINT), None)
    registered = first("filed_on")
    return SuitFacts(
        brought_from=complaint or registered,
        brought_by=registered or complaint,
        act_on=first("act_on"),
        decision_on=first("reconsideration_on"),
        inaction=True if causes & _INACTION else None,
    )


def with_answers(suit: SuitFacts, answers: Facts) -> SuitFacts:
    """``suit`` with what a person answered to the questions ``check_limits`` asks."""
    days = {name: date.fromisoformat(str(answers[name].value)) for name in _DAYS if name in answers}
    flags = {name: bool(answers[name].value) for name in _YES_OR_NO if name in answers}
    return replace(suit, **days, **flags)  # type: ignore[arg-type]


def check_limits(suit: SuitFacts, calendar: Calendar) -> tuple[LimitCheck, ...]:
    """The limits that apply to the suit, each with its verdict."""
    return tuple(_checks(suit, calendar))


def _checks(suit: SuitFacts, calendar: Calendar) -> Iterator[LimitCheck]:
    reconsidered = suit.decision_on is not None or suit.decision_served_on is not None
    served = suit.decision_served_on if reconsidered else suit.knew_on
    earliest = suit.decision_on if reconsidered else suit.act_on
    usual = limit("LIM_15" if reconsidered else "LIM_6M")
    if not reconsidered and (suit.asked_on is not None or (suit.inaction and suit.act_on is None)):
        yield _inaction(suit, calendar)
    elif suit.told_limit is False:
        year = limit("LIM_1Y").model_copy(update={"asks": usual.asks})
        yield _since(year, suit, calendar, proved=served, earliest=earliest)
    else:
        found = _since(usual, suit, calendar, proved=served, earliest=earliest)
        yield _unless_told(found, suit, calendar, served)
    if suit.act_on is not None:
        yield _longest(suit, calendar)


def _since(
    entry: LimitEntry,
    suit: SuitFacts,
    calendar: Calendar,
    *,
    proved: date | None,
    earliest: date | None,
) -> LimitCheck:
    """The limit from the day the plaintiff knew, or, while that is not proved, from the earliest day it
    can have been."""
    start = proved or earliest
    if start is None:
        return _unknown(entry, suit)
    brought = _brought(suit)
    if proved and brought and proved > brought[1]:
        said = f"所填的{chinese(proved)}晚于起诉的{chinese(brought[1])}，请核对后改正。"
        return replace(_unknown(entry, suit), steps=(said,), asks=())
    shown = entry.event if proved else "作出（原告知道不会早于这一天）"
    count = count_period(entry.kind, entry.n, start, calendar, event=shown)
    found = _judged(entry, suit, count, certain_start=proved is not None)
    if proved or found.verdict is Verdict.IN_TIME:
        return found
    return replace(found, missing=(entry.missing, *found.missing), asks=_asked(entry, suit, found))


def _unknown(entry: LimitEntry, suit: SuitFacts) -> LimitCheck:
    """Nothing to count from. Without the day of an act it may be that none was done: asked first."""
    asks = entry.asks if suit.inaction is not None or entry.code != "LIM_6M" else "inaction"
    steps = (f"没有{entry.missing}，无法计算。",)
    return LimitCheck(
        entry.code,
        entry.title,
        Verdict.UNKNOWN,
        None,
        steps,
        as_citation(entry),
        (entry.missing,),
        (asks,),
    )


def _asked(entry: LimitEntry, suit: SuitFacts, found: LimitCheck) -> tuple[str, ...]:
    """The question worth asking: none while the day of the suit itself is not known."""
    return (entry.asks,) if found.verdict is Verdict.POSSIBLY_LATE and _brought(suit) else ()


def _unless_told(
    found: LimitCheck, suit: SuitFacts, calendar: Calendar, served: date | None
) -> LimitCheck:
    """Late only if the plaintiff was told the limit: otherwise a year may be open (article 64)."""
    if found.verdict is not Verdict.LATE or suit.told_limit is not None:
        return found
    year = limit("LIM_1Y")
    longest = _since(year, suit, calendar, proved=served, earliest=None)
    if longest.verdict is Verdict.LATE:
        return replace(found, steps=(*found.steps, f"{year.title}，也已超过。"))
    return replace(
        found,
        verdict=Verdict.POSSIBLY_LATE,
        steps=(*found.steps, f"{year.title}，不一定超过。"),
        missing=("是否告知起诉期限",),
        asks=("told_limit",),
    )


def _judged(entry: LimitEntry, suit: SuitFacts, count: Count, *, certain_start: bool) -> LimitCheck:
    last = count.due or count.nominal_last_day
    verdict, step = _verdict(suit, last, certain_start=certain_start)
    return LimitCheck(
        entry.code,
        entry.title,
        verdict,
        last,
        (*count.steps, step),
        as_citation(entry),
        ("起诉日期",) if verdict is Verdict.UNKNOWN else (),
    )


def _brought(suit: SuitFacts) -> tuple[date, date] | None:
    if suit.brought_by is None or suit.brought_from is None:
        return None
    return min(suit.brought_from, suit.brought_by), max(suit.brought_from, suit.brought_by)


def _verdict(suit: SuitFacts, last: date | None, *, certain_start: bool) -> tuple[Verdict, str]:
    brought = _brought(suit)
    if last is None or brought is None:
        return Verdict.UNKNOWN, "没有起诉日期，无法判断。"
    first, by = brought
    if by <= last:
        return Verdict.IN_TIME, f"最迟{chinese(by)}起诉，没有超过起诉期限。"
    if first > last and certain_start:
        return Verdict.LATE, f"最早{chinese(first)}起诉，已超过起诉期限。"
    return Verdict.POSSIBLY_LATE, f"最早{chinese(first)}、最迟{chinese(by)}起诉，可能超过起诉期限。"


def _inaction(suit: SuitFacts, calendar: Calendar) -> LimitCheck:
    """The time to act (行政诉讼法 article 47), then the time to sue."""
    waiting, entry = limit("LIM_DUTY_WAIT"), limit("LIM_DUTY")
    if suit.asked_on is None:
        return _unknown(entry, suit)
    wait = count_period(waiting.kind, waiting.n, suit.asked_on, calendar, event=waiting.event)
    end = wait.due or wait.nominal_last_day
    assert end is not None
    count = count_period(entry.kind, entry.n, end, calendar, event=entry.event)
    found = _judged(entry, suit, count, certain_start=True)
    return replace(found, steps=(*wait.steps, *found.steps, *filter(None, (waiting.note,))))


def _longest(suit: SuitFacts, calendar: Calendar) -> LimitCheck:
    """Counted from the act, longer where it is about real estate: for that no day is to be learned.
    Later than both it is late whatever it is about."""
    assert suit.act_on is not None
    short, long = limit("LIM_5Y"), limit("LIM_20Y")

    def counted(entry: LimitEntry) -> LimitCheck:
        assert suit.act_on is not None
        count = count_period(entry.kind, entry.n, suit.act_on, calendar, event=entry.event)
        return _judged(entry, suit, count, certain_start=True)

    if suit.real_estate is not None:
        return counted(long if suit.real_estate else short)
    usual, at_most = counted(short), counted(long)
    if usual.verdict is not Verdict.LATE:
        return usual
    if at_most.verdict is Verdict.LATE:
        return at_most
    return replace(
        usual, verdict=Verdict.POSSIBLY_LATE, missing=(short.missing,), asks=(short.asks,),
        steps=(*usual.steps[:-1], f"因不动产起诉的，最长到{chinese(at_most.last_day)}。")
        if at_most.last_day else usual.steps,
    )  # fmt: skip
