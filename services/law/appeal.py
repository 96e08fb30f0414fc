"""How long may a ruling of first instance be appealed, by whom, and did somebody (上诉期和上诉)?

Every party has its own period, from its own day of service (民诉法解释第二百四十四条).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from services.law.calendar import Calendar, chinese
from services.law.count import PeriodKind, count_period
from services.law.duty_schema import RuleEntry
from services.law.facts import CaseFacts, PaperFacts, RecordedEvent
from services.law.pack import load_pack
from services.law.rulings import JUDGMENTS, day_of, given_after, is_about_jurisdiction
from services.law.standing_of_office import is_office, same_organisation
from services.vocabulary import EventKind, Jurisdiction, PaperKind, Stage, Standing

# The longest a last day can be put off: the longest holiday ever given, weekends beside it.
_PUT_OFF_AT_MOST = timedelta(days=10)


def window_end(paper: PaperFacts, received: date, calendar: Calendar, *, surely: bool = False) -> date:
    """The last day to appeal, as the law or, if longer, the paper itself gives it. While the holidays
    of its year are not published it is the nominal last day, or, ``surely``, the last one possible."""
    days = max(_appeal_rule(paper).period.n or 0, paper.appeal_days or 0)
    count = count_period(PeriodKind.STATUTORY_DAYS, days, received, calendar)
    if count.due is not None:
        return count.due
    assert count.nominal_last_day is not None
    return count.nominal_last_day + (_PUT_OFF_AT_MOST if surely else timedelta())


def _appeal_rule(paper: PaperFacts) -> RuleEntry:
    """The rule on the appeal against such a paper (行政诉讼法第八十五条)."""
    return _rule("APPEAL_J" if paper.kind in JUDGMENTS else "APPEAL_R")


@cache
def _rule(rule_id: str) -> RuleEntry:
    return load_pack(Jurisdiction.CN).rule(rule_id).entry


def other_parties(paper: PaperFacts, case: CaseFacts) -> tuple[str, ...]:
    """The parties of the ruling that are not our office."""
    return tuple(
        dict.fromkeys(each.name for each in paper.parties if not is_office(each.name, case.office))
    )


def unserved(paper: PaperFacts, case: CaseFacts, others: Sequence[str]) -> tuple[str, ...]:
    """Those of ``others`` whose day of service nobody recorded."""
    served = [each.party for each in case.services if each.paper == paper.id]
    return tuple(name for name in others if not any(same_organisation(name, party) for party in served))


def appeal_against(paper: PaperFacts, case: CaseFacts) -> str | None:
    """What shows that somebody appealed against ``paper``: a paper of the second instance, an appeal,
    or that a person recorded one. What came before the ruling was given was about another one, also
    under the same case number (管辖异议, 驳回起诉)."""
    for each in case.papers:
        if each.standing is Standing.ATTACHED or each.id == paper.id or is_about_jurisdiction(each):
            continue
        if each.stage is not Stage.SECOND and each.kind is not PaperKind.APPEAL_PETITION:
            continue
        if given_after(paper, each):
            continue
        if each.prior_case_number and paper.case_number:
            if each.prior_case_number == paper.case_number:
                return f"收到{each.kind.label}"
        elif day_of(each) >= day_of(paper):
            return f"收到{each.kind.label}"
    for event in case.events:
        if event.kind is EventKind.APPEAL_FILED and _is_about(event, paper):
            return f"{event.by or '经办人'}登记{chinese(event.on)}{event.kind.label}"
    return None


def _is_about(event: RecordedEvent, paper: PaperFacts) -> bool:
    """Whether a recorded appeal is one against ``paper``."""
    if event.paper is not None:
        return event.paper == paper.id
    numbers = (None, paper.case_number, *paper.former_case_numbers)
    return event.case_number in numbers and event.on >= (paper.issued_on or day_of(paper))
