"""Was the suit brought in time (起诉期限)? Checks on the plaintiff, for the answer to raise.

Each limit says: in time, late, possibly late, or unknown and what is missing. Where only the act's
own date is known, the plaintiff knew of it no earlier, so a suit within the limit from that day is
in time for certain, and one beyond it only possibly late. The defendant bears the proof
(证据规定第四条第三款).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.law.basis import basis
from services.law.calendar import Calendar, chinese
from services.law.citation import Citation
from services.law.count import Count, PeriodKind, count_period
from services.law.facts import CaseFacts
from services.vocabulary import Labelled, PaperKind, Standing

_MONTHS = PeriodKind.STATUTORY_MONTHS


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
    plaintiff got it; ``asked_on``: the day the agency got a request it did not answer;
    ``real_estate``: about land or buildings. None: not known."""

    brought_from: date | None = None
    brought_by: date | None = None
    act_on: date | None = None
    knew_on: date | None = None
    told_limit: bool | None = None
    decision_on: date | None = None
    decision_served_on: date | None = None
    asked_on: date | None = None
    real_estate: bool | None = None


@dataclass(frozen=True, slots=True)
class LimitCheck:
    """One limit. ``last_day`` is the last day to sue as far as it can be told, ``steps`` how it was
    counted, ``missing`` what would settle an open verdict."""

    code: str
    title: str
    verdict: Verdict
    last_day: date | None
    steps: tuple[str, ...]
    citation: Citation
    missing: tuple[str, ...] = ()


def suit_facts(case: CaseFacts) -> SuitFacts:
    """What the papers of the case tell; what a person knows besides may be put in with ``replace``."""
    papers = [paper for paper in case.papers if paper.standing is not Standing.ATTACHED]

    def first(name: str) -> date | None:
        return next((day for paper in papers if (day := getattr(paper, name))), None)

    complaint = next((paper.issued_on for paper in papers if paper.kind is PaperKind.COMPLAINT), None)
    registered = first("filed_on")
    return SuitFacts(
        brought_from=complaint or registered,
        brought_by=registered or complaint,
        act_on=first("act_on"),
        decision_on=first("reconsideration_on"),
    )


def check_limits(suit: SuitFacts, calendar: Calendar) -> tuple[LimitCheck, ...]:
    """The limits that apply to the suit, each with its verdict."""
    return tuple(_checks(suit, calendar))


def _checks(suit: SuitFacts, calendar: Calendar) -> Iterator[LimitCheck]:
    reconsidered = suit.decision_on is not None or suit.decision_served_on is not None
    if suit.told_limit is False and suit.asked_on is None:
        # 法释〔2018〕1号 article 64: also for a decision on reconsideration that tells no limit.
        yield _from_knowledge(
            suit, calendar, "LIM_1Y", "未告知起诉期限的，自知道行为内容之日起最长一年", 12,
            proved=suit.decision_served_on or suit.knew_on,
            earliest=suit.decision_on or suit.act_on,
            event="知道行政行为或者复议决定内容", missing="原告知道行为内容的日期", name="suit_1_year",
        )  # fmt: skip
    elif reconsidered:
        yield _from_knowledge(
            suit, calendar, "LIM_15", "不服复议决定十五日内起诉", 15,
            proved=suit.decision_served_on, earliest=suit.decision_on,
            event="收到复议决定书", missing="复议决定书送达原告的日期", name="suit_15_days",
            kind=PeriodKind.STATUTORY_DAYS,
        )  # fmt: skip
    elif suit.asked_on is not None:
        yield _inaction(suit, calendar)
    else:
        yield _from_knowledge(
            suit, calendar, "LIM_6M", "知道行政行为之日起六个月内起诉", 6,
            proved=suit.knew_on, earliest=suit.act_on,
            event="知道作出行政行为", missing="行政行为送达原告的日期", name="suit_6_months",
        )  # fmt: skip
    if suit.act_on is not None:
        yield _longest(suit, calendar)


def _from_knowledge(
    suit: SuitFacts,
    calendar: Calendar,
    code: str,
    title: str,
    n: int,
    *,
    proved: date | None,
    earliest: date | None,
    event: str,
    missing: str,
    name: str,
    kind: PeriodKind = _MONTHS,
) -> LimitCheck:
    start = proved or earliest
    if start is None:
        steps = (f"没有{missing}，无法计算。",)
        return LimitCheck(code, title, Verdict.UNKNOWN, None, steps, basis(name), (missing,))
    shown = event if proved else "作出（原告知道不会早于这一天）"
    count = count_period(kind, n, start, calendar, event=shown)
    verdict, step = _verdict(suit, count, certain_start=proved is not None)
    lacking = () if proved or verdict is Verdict.IN_TIME else (missing,)
    if verdict is Verdict.UNKNOWN:
        lacking = (*lacking, "起诉日期")
    return LimitCheck(
        code,
        title,
        verdict,
        count.due or count.nominal_last_day,
        (*count.steps, step),
        basis(name),
        lacking,
    )


def _verdict(suit: SuitFacts, count: Count, *, certain_start: bool) -> tuple[Verdict, str]:
    last = count.due or count.nominal_last_day
    if last is None or suit.brought_by is None or suit.brought_from is None:
        return Verdict.UNKNOWN, "没有起诉日期，无法判断。"
    first, by = min(suit.brought_from, suit.brought_by), max(suit.brought_from, suit.brought_by)
    if by <= last:
        return Verdict.IN_TIME, f"最迟{chinese(by)}起诉，没有超过起诉期限。"
    if first > last and certain_start:
        return Verdict.LATE, f"最早{chinese(first)}起诉，已超过起诉期限。"
    return Verdict.POSSIBLY_LATE, f"最早{chinese(first)}、最迟{chinese(by)}起诉，可能超过起诉期限。"


def _inaction(suit: SuitFacts, calendar: Calendar) -> LimitCheck:
    """Two months to act, then six to sue."""
    assert suit.asked_on is not None
    wait = count_period(_MONTHS, 2, suit.asked_on, calendar, event="接到履职申请")
    end = wait.due or wait.nominal_last_day
    assert end is not None
    count = count_period(_MONTHS, 6, end, calendar, event="履行职责期限届满")
    verdict, step = _verdict(suit, count, certain_start=True)
    return LimitCheck(
        "LIM_DUTY",
        "不履行法定职责的，履行期限届满之日起六个月内起诉",
        verdict,
        count.due or count.nominal_last_day,
        (*wait.steps, *count.steps, step),
        basis("suit_inaction"),
        ("起诉日期",) if verdict is Verdict.UNKNOWN else (),
    )


def _longest(suit: SuitFacts, calendar: Calendar) -> LimitCheck:
    """Five years from the act, twenty where it is about real estate: for that no day is to be
    learned."""
    assert suit.act_on is not None
    years = 20 if suit.real_estate else 5
    count = count_period(_MONTHS, 12 * years, suit.act_on, calendar, event="作出行政行为")
    verdict, step = _verdict(suit, count, certain_start=suit.real_estate is not None)
    missing = ("是否因不动产提起诉讼",) if verdict is Verdict.POSSIBLY_LATE else ()
    return LimitCheck(
        "LIM_5Y_20Y",
        f"自行政行为作出之日起最长{years}年",
        verdict,
        count.due or count.nominal_last_day,
        (*count.steps, step),
        basis("suit_5_years"),
        missing,
    )
